"""Which column each word of a line of layout text is in, where white does not tell it alone."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

import pytest

from pipeline.extract.readers.text import layout_text
from pipeline.extract.readers.text.layout_closing import closed
from pipeline.extract.readers.text.layout_words import in_columns, texts_at
from tests.unit.extract.readers.drawing import Texts, grids

_HEAD = """\
                                                         Utfall     Utfall
                                             Periodens                        Utfall                   KF:s
Indikator                                                män/       kvinnor/              Årsmål               Period
                                             utfall                           VB 2030                  årsmål
                                                         pojkar     flickor
"""
_ROWS = """\
Andel roddare som trivs på bryggan           53 %        52 %       54 %      54 %        59 %         83 %    2031
Andel roddare med egen båt                   73 %        75 %       71 %      74 %        75 %         90 %    2031
"""


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


def _cells(row: str) -> Texts:
    """Return what is read of the row below a header and two others."""
    (table,) = read(_HEAD + _ROWS + row)
    return table[3]


@pytest.mark.parametrize("value", ["66 %", "66", "6,6"])
def test_a_value_set_right_behind_a_name_is_of_the_column_beside(value: str) -> None:
    row = f"Andel roddare med lång erfarenhet {value:<22} 61 %       71 %      64 %        70 %         80 %    2031\n"
    assert _cells(row)[:3] == ["Andel roddare med lång erfarenhet", value, "61 %"]


def test_a_number_behind_a_small_word_goes_on_with_its_name() -> None:
    row = """\
Andel roddare som ror under 14               66 %        61 %       71 %      64 %        70 %         80 %    2031
dagar
"""
    assert _cells(row)[:3] == ["Andel roddare som ror under 14 dagar", "66 %", "61 %"]


def test_a_number_without_white_behind_a_name_is_a_value() -> None:
    row = """\
Andel roddare med lång erfarenhet66,5 %                  61 %       71 %      64 %        70 %         80 %    2031
"""
    assert _cells(row)[:3] == ["Andel roddare med lång erfarenhet", "66,5 %", "61 %"]


def test_a_value_that_begins_its_line_right_of_where_names_do_is_none_of_them() -> None:
    head = """\
                      Periodens   Utfall   Utfall     Utfall    Årsmål    KF:s      Period
Indikator             utfall      män/     kvinnor/   VB 2030             årsmål
                                  pojkar   flickor
Antal roddare som                                                         Tas fram  Tertial 2
                   11 st          5 st     6 st       10 st     9 st      av
ror över fjärden                                                          nämnd     2031
"""
    (table,) = read(head)
    assert table[1] == [
        "Antal roddare som ror över fjärden",
        *("11 st", "5 st", "6 st", "10 st", "9 st", "Tas fram av nämnd", "Tertial 2 2031"),
    ]


def test_what_stands_below_other_texts_of_a_column_is_of_it() -> None:
    """Units stand below their numbers, however near the next column's label is."""
    (table,) = read(
        """\
Indikator           Periodens Utfall     Utfall    Utfall Årsmål  KF:s     Period
                    utfall    män/       kvinnor/  VB             årsmål
                              pojkar     flickor   2030
Antal båtar         14,3                          14,2   13,9     14,6     2031
per brygga          båtar/br.                     båtar/ båtar/b  båtar/br.
                                                  br.    r.
Antal åror          16,1                          16,2   15,9     15,6     2031
per båt             åror/båt                      åror/  åror/b   åror/båt
                                                  båt    åt
"""
    )
    assert [row[4:6] for row in table[1:]] == [
        ["14,2 båtar/br.", "13,9 båtar/br."],
        ["16,2 åror/båt", "15,9 åror/båt"],
    ]


def test_a_year_behind_the_end_of_a_remark_is_the_periods() -> None:
    row = """\
Andel roddare                                66 %        61 %       71 %      64 %        70 %         Tas av
med lång                                                                                               stab/ 2031
erfarenhet                                                                                             nämnd
"""
    assert _cells(row)[-2:] == ["Tas av stab/nämnd", "2031"]


def test_a_word_of_two_letters_that_is_one_is_not_cut() -> None:
    pieces = ["Andel roddare som kommer med ny", "anmälan"]
    assert closed(pieces) == "Andel roddare som kommer med ny anmälan"


@pytest.mark.parametrize("text", ["skolorna 12", "skolan12"])
def test_a_number_in_the_text_of_an_activity_is_in_no_column_of_days(text: str) -> None:
    line = f"{text:<54} 2031-12-31"
    columns = [(0, 37), (39, 49), (55, 65), (71, 80)]
    found = in_columns(line, columns, periods=True, dated=frozenset({1, 2}))
    assert texts_at(line, found) == {0: text, 2: "2031-12-31"}
