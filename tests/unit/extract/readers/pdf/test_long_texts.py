"""Texts of several words that are too long for their cell, and printed over the next one."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 170.0, 230.0, 270.0)
HEADER = ["Park", "Öppnas", "Plan", "Tid"]
ROWS = [
    ["Norra", "12 kvällar", "Klar", "Vår 2 2021"],
    ["Södra", "7 kvällar", "Görs upp av alla", "Höst 1 2021"],
    ["Barnens", "9 kvällar", "Saknas", "Vår 2 2022"],
    ["Stora", "31 kvällar", "Görs upp av oss", "Vår 1 2021"],
]


def test_a_text_that_goes_on_over_the_next_cell_is_of_its_own_cell() -> None:
    sheet = Sheet()
    for row in (HEADER, *ROWS):
        for text, x in zip(row, EDGES, strict=True):
            sheet.put(text, x, sheet.y, bold=row is HEADER)
        sheet.y -= 16
    assert grids(sheet.read()) == [[HEADER, *ROWS]]
