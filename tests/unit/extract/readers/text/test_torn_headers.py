"""Headers of indicator tables that a page break tears."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import read_report
from pipeline.extract.readers.text.torn_headers import with_whole_headers
from tests.unit.extract.making import lines

WHOLE = ["Indikator", "Periodens", "utfall", "Utfall VB", "2030", "KF:s", "årsmål", "Period"]
TORN = ["Periodens", "Utfall VB", "KF:s", "", "", "Indikator", "utfall", "2030 årsmål Period"]
ROW = ["Andel roddare med båt", "34 %", "35 %", "33 %", "2031"]


def whole(texts: list[str]) -> list[str]:
    return [line.text for line in with_whole_headers(lines("\n".join(texts)))]


def test_a_torn_header_stands_as_the_whole_one_of_the_same_words() -> None:
    found = whole(["Analys", *TORN, *ROW, *WHOLE, *ROW])
    joined = ["Indikator", "Periodens", "utfall Utfall VB 2030 KF:s årsmål Period"]
    assert found == ["Analys", "", "", *joined, *ROW, *WHOLE, *ROW]


def test_words_that_are_not_all_of_a_header_are_left_alone() -> None:
    for torn in (TORN[1:], [*TORN[:-1], "2029 årsmål Period"], ["Mål", *TORN[1:]]):
        texts = [*torn, *ROW, *WHOLE, *ROW]
        assert whole(texts) == texts


def test_without_a_whole_header_nothing_is_moved() -> None:
    assert whole([*TORN, *ROW]) == [*TORN, *ROW]


def test_values_below_a_header_that_is_not_whole_are_unsure(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    head = ["Farsta stadsdelsnämnd", "", "Verksamhetsberättelse 2031", ""]
    header = [*head, "Indikator", "utfall", "Utfall VB", "2030", "helår", "Period"]
    path.write_text("\n".join([*header, "Andel roddare", "34 %", "35 %", "2031"]), encoding="utf-8")
    (row,) = read_report(path).indicators
    assert len(row.cells) == 2
    assert all(cell.confidence < 0.9 for cell in row.cells)
