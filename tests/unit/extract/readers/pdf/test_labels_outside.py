"""Tables of which only the values stand in shades, as style sheets draw ``td`` and not ``th``."""

from __future__ import annotations

from itertools import pairwise

from tests.unit.extract.readers.drawing import Sheet, grids, prose

EDGES = (90.0, 260.0, 345.0, 430.0, 510.0)
HEIGHT = 14.0
TABLE = [
    ["Mnkr", "Bokslut 2020", "Prognos 2021", "Budget 2022"],
    ["Park och natur", "327,0", "318,7", "324,2"],
    ["Skola och fritid", "212,9", "218,7", "215,7"],
    ["varav kollo", "85,2", "87,5", "86,3"],
    ["Bibliotek", "53,0", "60,7", "52,9"],
    ["Summa", "592,9", "598,4", "592,8"],
]


def draw(sheet: Sheet, rows: list[list[str]]) -> None:
    """Draw a bold header and rows with bold labels, the values of every other row in shades."""
    for number, row in enumerate(rows):
        bottom = sheet.y - HEIGHT
        if number % 2 == 0 and number:
            sheet.canvas.setFillGray(0.9)
            for x0, x1 in pairwise(EDGES[1:]):
                sheet.canvas.rect(x0, bottom, x1 - x0, HEIGHT, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        for x0, cell in zip(EDGES, row, strict=False):
            sheet.put(cell, x0 + 3, bottom + 4, bold=number == 0 or x0 == EDGES[0])
        sheet.y = bottom


def test_labels_left_of_shaded_values_are_the_first_column() -> None:
    sheet = Sheet()
    sheet.text("Tabellen visar hur budgeten har vuxit.")
    draw(sheet, TABLE)
    sheet.gap()
    sheet.text("Parkerna har kostat mer än väntat.")
    read = sheet.read()
    assert grids(read) == [TABLE]
    assert prose(read) == [
        "Tabellen visar hur budgeten har vuxit.",
        "Parkerna har kostat mer än väntat.",
    ]
