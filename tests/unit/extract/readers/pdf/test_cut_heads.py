"""Headers of two rows that are printed again on the next page, a cell of them cut."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

XS = (LEFT, 200.0, 260.0, 320.0, 390.0)
TOP = ["Namn", "Besök", "", "", "Planen för"]
HEADS = ["", "Totalt", "Vår", "Höst", "hela året"]
FIRST = [["Norra", "12", "310", "4", "71"], ["Södra", "7", "45", "12", "9"]]
SECOND = [["Östra", "9", "18", "6", "33"], ["Västra", "23", "8", "44", "12"]]


def put_row(sheet: Sheet, row: list[str], *, bold: bool = False) -> None:
    """Write a row."""
    for text, x in zip(row, XS, strict=True):
        if text:
            sheet.put(text, x, sheet.y, bold=bold)
    sheet.y -= 16


def read(*again: list[str], bold: bool = True) -> list[list[list[str | None]]]:
    """Read a table that goes on on a second page, below a header printed again."""
    sheet = Sheet()
    for page, rows in ((0, FIRST), (1, SECOND)):
        for row in again if page else (TOP, HEADS):
            sheet.canvas.line(LEFT, sheet.y + 11, 440, sheet.y + 11)
            put_row(sheet, row, bold=bold)
        sheet.canvas.line(LEFT, sheet.y + 11, 440, sheet.y + 11)
        for row in rows:
            put_row(sheet, row)
            sheet.canvas.line(LEFT, sheet.y + 11, 440, sheet.y + 11)
        if not page:
            sheet.y = 60
            sheet.page()
    return grids(sheet.read())


def test_a_header_that_is_printed_again_with_a_cell_cut_is_no_row() -> None:
    (table,) = read(TOP, ["", "Totalt", "Vår", "Höst", "hela"])
    assert table[-4:] == [*FIRST, *SECOND]
    assert len(table) == len(read(TOP, HEADS)[0])


def test_a_row_that_a_header_has_not_is_a_row() -> None:
    (table,) = read(TOP, ["", "Totalt", "Vår", "Vinter", "hela året"])
    assert [row for row in table if row and "Vinter" in row]


def test_a_cut_header_that_falls_into_other_rows_is_none_either() -> None:
    again = (["Namn", "Besök", "", "", ""], ["", "Totalt", "Vår", "Höst", "Planen för"])
    (table,) = read(*again, bold=False)
    assert table[-4:] == [*FIRST, *SECOND]
    (other,) = read(again[0], ["", "Totalt", "Vår", "Vinter", "Planen för"], bold=False)
    assert len(other) > len(table)
