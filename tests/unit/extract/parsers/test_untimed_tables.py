"""Indicators of flow text whose rows end with no period: their header tells the columns."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from pipeline.extract.language.header_cuts import header_cuts, untimed_header
from pipeline.extract.parsers.indicators import IndicatorResult, Placed, read_indicators
from pipeline.extract.parsers.untimed_tables import with_columns
from pipeline.extract.readers.text import flow_text
from pipeline.extract.report import Measure, ReportType
from tests.unit.extract.making import lines, printed

SURE = 0.95


def read(text: str, year: int = 2031) -> IndicatorResult:
    blocks = with_columns(flow_text.read(printed(text)).blocks)
    tables = [Placed(block, None, False) for block in blocks if isinstance(block, GridTable)]
    return read_indicators(tables, ReportType.ANNUAL_REPORT, year=year)


def cells(text: str) -> dict[str, dict[Measure, str]]:
    return {
        row.name: {cell.measure: cell.text for cell in row.cells if cell.confidence >= SURE}
        for row in read(text).rows
    }


OUTCOMES = """
    Vi planterar lindar och bygger en brygga vid sjön.

    Indikator Utfall 2030 Utfall 2031 Mål 2031

    Andel lindar som blommar 61 % 64 % 70 %

    Antal bryggor som målas om inom
    12 månader

    7 9 8

    Nämndmål: Sjön är ren

    Vattnet provtas varje vecka och är klart.
"""


def test_rows_without_a_period_end_with_their_values() -> None:
    assert cells(OUTCOMES) == {
        "Andel lindar som blommar": {
            Measure.PREVIOUS_OUTCOME: "61 %",
            Measure.OUTCOME: "64 %",
            Measure.TARGET: "70 %",
        },
        "Antal bryggor som målas om inom 12 månader": {
            Measure.PREVIOUS_OUTCOME: "7",
            Measure.OUTCOME: "9",
            Measure.TARGET: "8",
        },
    }


def test_a_row_that_lacks_values_is_not_sure_of_their_columns() -> None:
    rows = read(OUTCOMES.replace("61 % 64 % 70 %", "61 % 64 %")).rows
    first = next(row for row in rows if row.name == "Andel lindar som blommar")
    assert [cell.text for cell in first.cells] == ["61 %", "64 %"]
    assert all(cell.confidence < SURE for cell in first.cells)


def test_a_word_or_a_comment_behind_the_values_is_no_part_of_the_next_name() -> None:
    text = """
        Indikator Mål Utfall Föregående år Kommentar
        Andel lindar som blommar 70 % 64 % 61 % Räknas på hösten
        Antal bryggor 8 9 7
        Andel flöjter som klingar 40 % 44 % 41 % Räknas sällan
    """
    assert list(cells(text)) == [
        "Andel lindar som blommar",
        "Antal bryggor",
        "Andel flöjter som klingar",
    ]
    assert cells(text)["Antal bryggor"] == {
        Measure.TARGET: "8",
        Measure.OUTCOME: "9",
        Measure.PREVIOUS_OUTCOME: "7",
    }


def test_a_name_that_may_hold_the_comment_above_it_is_not_sure() -> None:
    text = """
        Indikator Mål Utfall Föregående år Kommentar
        Andel lindar som blommar 70 % 64 % 61 %
        Räknas på
        hösten
        Antal bryggor 8 9 7
    """
    below = read(text).rows[1]
    assert below.confidence < SURE
    assert all(cell.confidence < SURE for cell in below.cells)


def test_the_analysis_of_a_row_stays_with_it() -> None:
    text = OUTCOMES.replace(
        "Antal bryggor", "Analys Lindarna blommade sent i år.\n\n    Antal bryggor"
    )
    first, second = read(text).rows
    assert first.analysis
    assert first.analysis.text == "Lindarna blommade sent i år."
    assert second.name == "Antal bryggor som målas om inom 12 månader"


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("Utfall perioden Utfall 2031 Prognos Mål", ("Utfall perioden", "Utfall 2031")),
        ("Utfall 2030 Utfall 2031 Målvärde 2031", ("Utfall 2030", "Utfall 2031")),
    ],
)
def test_labels_begin_with_capitals_and_say_no_word_twice(
    header: str, labels: tuple[str, ...]
) -> None:
    finest = max(header_cuts(tuple(header.split())), key=len)
    assert tuple(text for _, text in finest)[:2] == labels


def test_a_header_with_a_period_or_an_unknown_label_is_none_of_these() -> None:
    assert untimed_header(lines("Indikator Utfall Mål Kommentar")) == 1
    assert untimed_header(lines("Indikator Utfall Mål Flöjtklang")) == 0
    assert untimed_header(lines("Indikator\nUtfall\nMål\nPeriod")) == 0
