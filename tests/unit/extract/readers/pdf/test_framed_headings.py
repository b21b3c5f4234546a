"""Headings in frames of four lines, as wide as the text, with tables right below."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, RIGHT, Sheet, grids, prose

EDGES = (LEFT, 220.0, 320.0, RIGHT)
HEADS = ["Park", "Bänkar", "Träd"]
PARKS = [["Norra", "12", "310"], ["Södra", "7", "45"]]
BATHS = [["Stora", "1 200", "3"], ["Lilla", "88", "1"]]


def framed(sheet: Sheet, text: str) -> None:
    """Write a bold heading in a frame as wide as the text."""
    sheet.gap(6)
    sheet.canvas.rect(LEFT - 1, sheet.y - 6, RIGHT - LEFT + 2, 19)
    sheet.text(text, LEFT + 1, size=11, bold=True)


def outlined(sheet: Sheet, rows: list[list[str]]) -> None:
    """Draw a table with a frame and no other rule."""
    top = sheet.y
    sheet.table([HEADS, *rows], EDGES, rules="none")
    sheet.canvas.rect(LEFT, sheet.y, RIGHT - LEFT, top - sheet.y)
    sheet.gap(12)


def test_a_heading_in_a_frame_is_no_row_of_the_table_below_it() -> None:
    sheet = Sheet()
    for heading, rows in (("Parker", PARKS), ("Bad", BATHS)):
        framed(sheet, heading)
        sheet.gap(-3)
        outlined(sheet, rows)
    document = sheet.read()
    assert grids(document) == [[HEADS, *PARKS], [HEADS, *BATHS]]
    assert prose(document) == ["Parker", "Bad"]
