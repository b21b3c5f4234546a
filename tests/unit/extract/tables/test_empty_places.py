"""Rows and columns in which nothing is printed, and headers told by what their cells span."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.document import GridTable
from pipeline.extract.tables.empty_places import without_empty_places
from pipeline.extract.tables.grid_tables import read_grid
from tests.unit.extract.making import grid, merged


def texts(table: GridTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.rows]


def test_cells_over_empty_places_are_smaller_by_them() -> None:
    table = grid("""
        Park | Budget |  |      | Not
             |        |  |      |
        A    | 1      |  | 2    | x
             |        |  |      |
        B    | 3      |  | 4    |
    """)
    table = merged(table, 0, 1, columns=3)
    table = replace(merged(table, 2, 0, rows=3), header_rows=2)
    bare = without_empty_places(table)
    assert texts(bare) == [
        ["Park", "Budget", None, "Not"],
        ["A", "1", "2", "x"],
        [None, "3", "4", ""],
    ]
    assert bare.header_rows == 1
    head, tall = bare.rows[0][1], bare.rows[1][0]
    assert head is not None and head.columns == 2
    assert tall is not None and tall.rows == 2


def test_a_column_with_a_label_and_no_values_stays() -> None:
    table = grid("Park | Budget | Utfall\nA | 1 |\nB | 2 |")
    assert without_empty_places(table) is table
    empty = grid("| |\n| |")
    assert without_empty_places(empty) is empty


def test_an_empty_column_is_none_of_a_tables() -> None:
    body = read_grid(
        grid("""
            Park | Budget  |  |      | Not
                 | 2024    |  | 2025 |
            A    | 1,5     |  | 2,5  | x
            B    | 3,5     |  | 4,5  |
        """)
    )
    assert body.columns == ("Park", "Budget 2024", "Budget 2025", "Not")


def test_a_header_that_begins_left_of_its_rows_heads_them() -> None:
    table = grid("""
        Title     |      |        |
        Indikator |      | Årsmål | Period
                  | Park | 5 st   | 2025
        Analys    |      |        |
                  | Torg | 6 st   | 2025
    """)
    for row, columns in ((0, 4), (1, 2), (3, 4)):
        table = merged(table, row, 0, columns=columns)
    bare = without_empty_places(table)
    assert texts(bare) == [
        ["Title", None, None],
        ["Indikator", "Årsmål", "Period"],
        ["Park", "5 st", "2025"],
        ["Analys", None, None],
        ["Torg", "6 st", "2025"],
    ]
    assert [row[0].columns for row in bare.rows if row[0]] == [3, 1, 1, 3, 1]


def test_columns_below_one_label_stay_where_both_print_something() -> None:
    table = merged(grid("Park | Utfall | | Mål\nA | 1 | 2 | 3\nB |  | 5 | 6"), 0, 1, columns=2)
    assert without_empty_places(table) is table


@pytest.mark.parametrize("low", [True, False], ids=["labels below", "labels above"])
def test_a_header_is_as_high_as_its_merged_cells_show(low: bool) -> None:
    table = grid(
        """
                   |             | T2   |
        Nyckeltal  | Snitt 2023  | 2023 | 2024
        Antal barn | 2 915       | 2 909| 2 747
        """
        if low
        else """
        Nyckeltal  | Snitt 2023  | T2   |
                   |             | 2023 | 2024
        Antal barn | 2 915       | 2 909| 2 747
        """
    )
    body = read_grid(merged(table, 0, 2, columns=2))
    assert body.columns == ("Nyckeltal", "Snitt 2023", "T2 2023", "T2 2024")
    assert [cell.value for cell in body.cells] == [2915, 2909, 2747]


def test_a_sub_heading_below_a_merged_cell_is_no_header() -> None:
    table = grid("""
        Nyckeltal  | Antal |
        Barn       |       |
        Flickor    | 12    | 13
    """)
    body = read_grid(merged(table, 0, 1, columns=2))
    assert body.groups == ("Barn",)


def test_a_title_over_all_columns_stands_above_a_header_that_begins_with_a_merged_cell() -> None:
    table = grid("""
        Omslutning, mnkr |           |
                         | Ökade     |
        Verksamhet       | kostnader | intäkter
        Parklek          | 1,5       | -1,5
    """)
    body = read_grid(merged(merged(table, 0, 0, columns=3), 1, 1, columns=2))
    assert body.titles == ("Omslutning, mnkr",)
    assert body.columns == ("Verksamhet", "Ökade kostnader", "Ökade intäkter")


def test_a_text_in_a_column_without_a_label_is_as_doubtful_as_a_number() -> None:
    body = read_grid(grid("Park | Budget |\nA | 1,5 | hyra\nB | 2,5 | 3,5"))
    doubted = {cell.text: cell.confidence for cell in body.cells}
    assert doubted["hyra"] == doubted["3,5"] < 0.95 < doubted["1,5"]
