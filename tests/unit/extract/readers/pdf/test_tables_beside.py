"""Tables beside each other on a page, without rules."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

LOANS = [["Hus", "Lån", "Andel"], ["Norra", "12", "7"], ["Södra", "310", "45"], ["Östra", "9", "8"]]
VISITS = [
    ["Timme", "Vår", "Höst", "Totalt"],
    ["Förmiddag", "88", "12", "100"],
    ["Eftermiddag", "7", "45", "52"],
    ["Kväll", "23", "8", "31"],
]
LEFTS = (LEFT, 140.0, 190.0)
RIGHTS = (300.0, 380.0, 430.0, 480.0)


def put_cells(sheet: Sheet, cells: list[tuple[str, float, int]]) -> None:
    """Write texts at places in rows, in their order."""
    for text, x, row in cells:
        sheet.put(text, x, sheet.y - 15 * row, bold=row == 0)


def in_rows(rows: list[list[str]], xs: tuple[float, ...]) -> list[tuple[str, float, int]]:
    """Return cells row by row."""
    return [(text, x, n) for n, row in enumerate(rows) for text, x in zip(row, xs, strict=True)]


def test_tables_that_are_written_one_behind_the_other_are_two() -> None:
    sheet = Sheet()
    put_cells(sheet, in_rows(LOANS, LEFTS))
    put_cells(sheet, in_rows(VISITS, RIGHTS))
    assert grids(sheet.read()) == [LOANS, VISITS]


def test_a_table_that_is_written_row_by_row_is_one_however_wide_a_gap_is() -> None:
    rows = [one + two for one, two in zip(LOANS, VISITS, strict=True)]
    sheet = Sheet()
    put_cells(sheet, in_rows(rows, (*LEFTS, *RIGHTS)))
    assert grids(sheet.read()) == [rows]


def test_a_table_that_is_written_column_by_column_is_one() -> None:
    rows = [one + two for one, two in zip(LOANS, VISITS, strict=True)]
    cells = in_rows(rows, (*LEFTS, *RIGHTS))
    sheet = Sheet()
    put_cells(sheet, sorted(cells, key=lambda cell: cell[1]))
    assert grids(sheet.read()) == [rows]
