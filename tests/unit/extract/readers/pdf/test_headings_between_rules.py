"""Headings in the middle of the page, above short lines, between rules of two tables."""

from __future__ import annotations

import pytest

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids


@pytest.mark.parametrize("heading", ["Bryggor", "Bryggor och båtar"])
def test_a_heading_in_the_middle_above_a_short_line_stands_not_beside_it(heading: str) -> None:
    edges = (LEFT, 200.0, 300.0, 500.0)
    tables = [
        [["Park", "Bänkar", "Bord"], ["Norra", "12", "13"]],
        [["Park", "Bryggor", "Båtar"], ["Södra", "14", "15"]],
    ]
    sheet = Sheet()
    sheet.table(tables[0], edges, rules="horizontal", size=8)
    for text, x, below in (
        ("Parken vid ån", 260, 20),
        ("Den är stor.", LEFT + PADDING, 15),
        (heading, 260, 25),
        ("Båtarna ligger vid ån.", LEFT + PADDING, 14),
        ("Om sommaren räknas de varje vecka.", LEFT + PADDING, 25),
    ):
        sheet.y -= below
        sheet.put(text, x, sheet.y, size=11, bold=x > LEFT + PADDING)
    sheet.y -= 11
    sheet.table(tables[1], edges, rules="horizontal", size=8)
    assert grids(sheet.read()) == tables
