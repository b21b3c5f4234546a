"""Rows between uprights with no white between them, and no level rule below the header."""

from __future__ import annotations

import pytest

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 160.0, 230.0, 300.0, 370.0)
HEADS = ["Brygga", "Längd", "Djup", "Bredd"]
NAMES = ["Norra", "Bryggan vid\nSödra udden", "Västra", "Stora och gamla\nUddens brygga"]


@pytest.mark.parametrize("unit", ["", " ton"])
@pytest.mark.parametrize("words", ["", "Mäts av\nhamnen"])
def test_values_at_the_foot_of_their_rows(unit: str, words: str) -> None:
    rows = [[name, f"1{n}{unit}", f"2{n}{unit}", words or f"{n}"] for n, name in enumerate(NAMES)]
    sheet = Sheet()
    sheet.table([HEADS], EDGES, rules="full")
    top = sheet.y
    sheet.table(rows, EDGES, rules="none", header=False, align="bottom", leading=1.1, white=0.3)
    for x in EDGES:
        sheet.canvas.line(x, top, x, sheet.y)
    sheet.canvas.line(EDGES[0], sheet.y, EDGES[-1], sheet.y)
    whole = [[cell.replace("\n", " ") for cell in row] for row in rows]
    assert grids(sheet.read()) == [[HEADS, *whole]]
