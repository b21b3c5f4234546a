"""Indicator tables whose header stands in several rows, and values in several columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract import parse_document
from pipeline.extract.document import GridTable
from pipeline.extract.parsers.stacked_headers import with_one_header
from pipeline.extract.report import Report
from tests.unit.extract.making import body, document, grid, heading


def report(table: GridTable, title: str = "Verksamhetsberättelse 2025") -> Report:
    return parse_document(
        document(
            heading("Skogsdals stadsdelsnämnd"),
            heading(title),
            heading("KF:s mål för verksamhetsområdet: 1.1 Alla barn leker"),
            body("Uppfylls delvis"),
            table,
        )
    )


def cells(read: Report) -> list[dict[str, float | None]]:
    return [{cell.measure.value: cell.value for cell in row.cells} for row in read.indicators]


@pytest.mark.parametrize("marked", [0, 1, 2])
def test_years_below_outcome_and_owners_below_target(marked: int) -> None:
    read = report(
        grid(
            """
            Indikator            | Utfall |      | Årsmål |
                                 | 2025   | 2024 | KF     | Nämnd
            Andel nöjda gäster   | 71 %   | 68 % | 75 %   | 74 %
            Antal planterade träd| 31 st  | 29 st| 35 st  | 34 st
            """,
            header_rows=marked,
        )
    )
    assert cells(read) == [
        {"outcome": 71, "previous_outcome": 68, "kf_target": 75, "target": 74},
        {"outcome": 31, "previous_outcome": 29, "kf_target": 35, "target": 34},
    ]
    assert read.problems == ()


def test_the_sexes_over_years_are_the_newest_years_and_the_older_are_kept() -> None:
    read = report(
        grid("""
                               | Kvinnor |      | Män  |      |
            Indikator          | 2023    | 2025 | 2023 | 2025 | Årsmål
            Andel nöjda gäster | 66 %    | 72 % | 64 % | 70 % | 75 %
        """)
    )
    assert cells(read) == [{"outcome_women": 72, "outcome_men": 70, "target": 75}]
    (beside,) = read.tables
    assert [(cell.column_label, cell.text) for cell in beside.cells] == [
        ("Kvinnor 2023", "66 %"),
        ("Män 2023", "64 %"),
    ]
    assert {problem.code for problem in read.problems} == {"value_outside_columns"}
    assert read.reading_score == 1.0


def test_years_over_all_and_the_sexes() -> None:
    read = report(
        grid("""
            Indikator          | 2024   |         |      | 2025   |         |
                               | Totalt | Kvinnor | Män  | Totalt | Kvinnor | Män
            Andel nöjda gäster | 65 %   | 66 %    | 64 % | 71 %   | 72 %    | 70 %
        """)
    )
    (row,) = cells(read) or [{}]
    assert {name: row.get(name) for name in ("outcome_women", "outcome_men")} == {
        "outcome_women": 72,
        "outcome_men": 70,
    }


def test_a_first_row_of_an_indicator_is_no_second_row_of_the_header() -> None:
    read = report(
        grid("""
            Indikator          | Periodens utfall | Årsmål | Period
            Andel nöjda gäster |                  | öka    |
            Andel nöjda barn   | 71 %             | 70 %   | 2025
        """)
    )
    assert [row.name for row in read.indicators] == ["Andel nöjda gäster", "Andel nöjda barn"]


def test_units_in_columns_of_their_own() -> None:
    read = report(
        grid("""
            Indikator            | Utfall |    | Årsmål |    | Period
            Andel nöjda gäster   | 71     | %  | 75     | %  | 2025
            Antal planterade träd| 31     | st | 35     | st | 2025
            Trivselindex         | 68     |    | 70     |    | 2025
        """)
    )
    assert cells(read) == [
        {"outcome": 71, "target": 75},
        {"outcome": 31, "target": 35},
        {"outcome": 68, "target": 70},
    ]
    assert [row.unit for row in read.indicators] == ["%", "st", None]
    assert all(cell.confidence < 1 for row in read.indicators for cell in row.cells)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("🟡 71,5 %", 71.5), ("▼ 71,5 %", 71.5), ("71,5 % ↗", 71.5), ("71,5 % (68 %)", 71.5)],
)
def test_a_trend_or_a_share_beside_an_outcome(printed: str, value: float) -> None:
    read = report(
        grid(f"""
            Indikator          | Periodens utfall | Årsmål
            Andel nöjda gäster | {printed}        | 75 %
        """)
    )
    assert cells(read) == [{"outcome": value, "target": 75}]


def test_thousands_by_commas_where_decimals_have_points() -> None:
    read = report(
        grid("""
            Indikator             | Periodens utfall | Årsmål
            Antal planterade träd | 3,125 st         | 3,500 st
            Andel nöjda gäster    | 71.5 %           | 75.0 %
        """)
    )
    assert cells(read) == [{"outcome": 3125, "target": 3500}, {"outcome": 71.5, "target": 75}]


def test_two_values_in_one_cell_are_said_not_to_be_understood() -> None:
    read = report(
        grid("""
            Indikator          | Periodens utfall | Årsmål
            Andel nöjda gäster | 71 (68)          | 75
        """)
    )
    (row,) = read.indicators
    assert [(cell.value, cell.confidence < 0.9) for cell in row.cells] == [
        (None, True),
        (75, False),
    ]
    assert [problem.code for problem in read.problems] == ["value_not_understood"]


def test_a_label_that_seems_to_reach_too_far_heads_no_head_that_says_all() -> None:
    """Where no rules are, "Utfall" over four columns is taken for one over all of them."""
    table = grid("""
                           | Utfall |     |         |         |                 |         |
        Indikator          | Totalt | Män | Kvinnor | VB 2014 | Nämndens årsmål | KF-mål  | Period
        Andel nöjda gäster | 71 %   | 68 %| 74 %    | 70 %    | 75 %            | 80 %    | 2015
    """)
    title, *rows = table.rows
    assert title[0] is not None and title[1] is not None
    wide = (title[0], replace(title[1], columns=7), *(None for _ in title[2:]))
    table = replace(table, rows=(wide, *rows), header_rows=2)
    (row,) = report(table, "Verksamhetsberättelse 2015").indicators
    assert {cell.measure.value: cell.value for cell in row.cells} == {
        "outcome": 71,
        "outcome_men": 68,
        "outcome_women": 74,
        "previous_outcome": 70,
        "target": 75,
        "kf_target": 80,
    }
    assert row.period == "2015"


def test_rows_are_no_one_header_where_nothing_says_which_cells_are_empty() -> None:
    table = grid(
        """
        Indikator           | Utfall |      | Årsmål |
                            | 2025   | 2024 | KF     | Nämnd
        Andel nöjda gäster  | 71 %   | 68 % | 75 %   | 74 %
        """
    )
    assert with_one_header(table).rows != table.rows
    assert with_one_header(replace(table, unlaid=True)).rows == table.rows
