"""Cells of layout text one space apart."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Line
from pipeline.extract.readers.text.layout_dense import spread


def lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def test_each_cell_stands_below_its_label() -> None:
    printed = spread(lines("Träd  Jan Feb Mar Apr", "2020  1 22 3 4", "2021  5 6 7,5 8"))
    assert [line.text for line in printed] == [
        "Träd  Jan  Feb  Mar  Apr",
        "2020    1   22    3    4",
        "2021    5    6  7,5    8",
    ]


def test_a_name_may_stand_above_and_below_its_values() -> None:
    printed = spread(
        lines(
            "Antal träd   Jan Feb Mar Apr",
            "",
            "Björkar i",
            "             490 498 510 511",
            "parken",
            "",
            "Ekar          90  98 110 111",
        )
    )
    assert [line.text for line in printed][3::3] == [
        "            490  498  510  511",
        "Ekar         90   98  110  111",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("Träd  Budget 2021  Utfall 2021", "Ek  1 443  1 488", "Al  2 443  2 488"),
        ("Träd  Kostnader Intäkter Netto budget", "Ek  1 443  1 488", "Al  2 443  2 488"),
        ("Träd  Jan Feb Mar Apr", "Ek  1 22 3", "Al  5 6 7"),
        ("Träd  Jan Feb Mar Apr", "Ek  1  22  3  4", "Al  5  6  7  8"),
    ],
    ids=["words with years", "words that go on", "another count", "far enough"],
)
def test_other_lines_are_left_as_they_are(texts: tuple[str, ...]) -> None:
    assert [line.text for line in spread(lines(*texts))] == list(texts)
