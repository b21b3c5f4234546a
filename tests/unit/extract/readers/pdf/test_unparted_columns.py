"""Columns that neither rules nor white part: heads in one box, cells as close as words."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids

EDGES = (LEFT, 220.0, 300.0, 380.0, 450.0, 520.0)
HEADS = ["Tkr", "Avtal 2019", "Faktura 2019", "2019", "2018"]


def put_right(sheet: Sheet, row: list[str], y: float, *, bold: bool = False) -> None:
    """Write the texts of a row at the right of their columns, the first at its left."""
    for text, x0, x1 in zip(row, EDGES, EDGES[1:], strict=False):
        width = stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", 9)
        sheet.put(text, x0 + PADDING if text == row[0] else x1 - PADDING - width, y, bold=bold)


def boxed(rows: list[list[str]]) -> list[list[str | None]]:
    """Read a table whose last two columns have no upright between them, under one label."""
    sheet = Sheet()
    top = sheet.y
    put_right(sheet, ["", "", "", "", "Skillnad"], top - 10, bold=True)
    put_right(sheet, HEADS, top - 22, bold=True)
    levels = [top, top - 27]
    for number, row in enumerate(rows, 1):
        put_right(sheet, row, levels[-1] - 11)
        levels.append(top - 27 - 15 * number)
    for y in levels:
        sheet.canvas.line(EDGES[0], y, EDGES[-1], y)
    sheet.canvas.line(EDGES[3], top - 13, EDGES[-1], top - 13)
    for x in (*EDGES[:4], EDGES[-1]):
        sheet.canvas.line(x, levels[-1], x, top)
    (table,) = grids(sheet.read())
    return table


@pytest.mark.parametrize(
    "rows",
    [
        [["Hyra", "310,5", "312,0", "1,5", "-0,4"]],
        [["Hyra", "310,5", "312,0", "1,5", "-0,4"], ["Rabatt", "", "", "20,9", ""]],
    ],
    ids=["one row", "a row with one of them"],
)
def test_two_heads_beside_each_other_in_one_box_part_what_is_below(rows: list[list[str]]) -> None:
    assert boxed(rows) == [[*HEADS[:3], "Skillnad", None], [None] * 3 + HEADS[3:], *rows]


def test_two_numbers_in_one_box_below_one_head_are_no_columns() -> None:
    sheet = Sheet()
    rows = [["Plats", "Rum"], ["Aulan", "12   14"]]
    sheet.table(rows, (LEFT, 300.0, 400.0))
    (table,) = grids(sheet.read())
    assert [len(row) for row in table] == [2, 2]


def test_a_head_cut_by_a_hyphen_is_one_however_far_its_lines_are_apart() -> None:
    sheet = Sheet()
    put_right(sheet, ["", "", "", "", "Sam-"], sheet.y, bold=True)
    heads, rows = (
        ["Hus", "Vår", "Höst", "Vinter", "lat"],
        [["Norra", "4", "5", "6", "15"], ["Södra", "1", "2", "1", "4"]],
    )
    for row in (heads, *rows):
        sheet.y -= 14.5
        put_right(sheet, row, sheet.y, bold=row is heads)
    (table,) = grids(sheet.read())
    assert table == [[*heads[:4], "Samlat"], *rows]


PROSE = "Husen sköts av hela föreningen och hålls öppna så länge någon av oss vill vara där"


def test_texts_drawn_each_with_its_spaces_are_cells_however_near() -> None:
    heads = ["Indikator", "Årets utfall", "Utfall män/ pojkar", "Utfall kvinnor/ flickor", "Period"]
    rows = [
        ["Andel böcker som lånas ut", "71 %", "70 %", "72 %", "2019"],
        ["Antal läsare", "1 204", "600", "604", "2019"],
    ]
    edges = [LEFT]
    for texts in zip(heads, *rows, strict=True):
        edges.append(edges[-1] + max(stringWidth(text, "Helvetica", 9) for text in texts) + 2.2)
    sheet = Sheet()
    for _ in range(6):
        sheet.text(PROSE)
    sheet.gap(30)
    for row in (heads, *rows):
        for column, text in enumerate(row):
            room = edges[column + 1] - edges[column] - 2.2 - stringWidth(text, "Helvetica", 9)
            sheet.put(text, edges[column] + (room / 2 if column else 0), sheet.y)
        sheet.y -= 14
    (table,) = grids(sheet.read())
    assert table == [heads, *rows]


def test_objects_that_end_without_a_space_inside_of_sentences_end_no_cells() -> None:
    heads = ["Lokal", "Vår", "Höst"]
    rows = [["Antal böcker", "12", "15"], ["Antal stolar", "8", "8"], ["Antal rum", "4", "2"]]
    sheet = Sheet()
    for _ in range(6):
        sheet.text(PROSE)
    sheet.gap(30)
    for name, *values in (heads, *rows):
        x = LEFT
        for word in name.split():
            sheet.put(word, x, sheet.y, bold=name == heads[0])
            x += stringWidth(word + " ", "Helvetica", 9)
        for value, at in zip(values, (300, 400), strict=True):
            sheet.put(value, at, sheet.y, bold=name == heads[0])
        sheet.y -= 14
    (table,) = grids(sheet.read())
    assert table == [heads, *rows]
