"""Short values between the head before them and the next one, rows without any rule between."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

ROWS = [
    ["Norra udden", "2021-04-01", "2021-10-31"],
    ["Vassviken", "2021-04-12", "2021-10-24"],
    ["Lilla holmen", "2021-05-02", "2021-09-30"],
]
NAMES = 160.0
"""Where the names of the first column end."""
MARGIN = 1.5


def width(text: str) -> float:
    """Return how many points a text takes in 9 points."""
    return stringWidth(text, "Helvetica", 9)


def edges_for(heads: Sequence[str], whites: Sequence[float]) -> list[float]:
    """Return from where to where columns go that a head and a date fill but for some white."""
    edges = [NAMES]
    for head, white in zip(heads, whites, strict=True):
        edges.append(edges[-1] + 2 * MARGIN + width(head) + white + width(ROWS[0][1]))
    return edges


def put_row(sheet: Sheet, texts: Sequence[str], edges: Sequence[float], *, right: bool) -> None:
    """Write the first text at the left, the others at one side of their columns."""
    sheet.put(texts[0], LEFT, sheet.y)
    for text, x0, x1 in zip(texts[1:], edges, edges[1:], strict=False):
        sheet.put(text, x1 - MARGIN - width(text) if right else x0 + MARGIN, sheet.y)
    sheet.y -= 14


def test_heads_at_the_left_of_their_columns_and_values_at_the_right() -> None:
    header = ["Brygga", "Sjösatt", "Upptagen", "Skada"]
    edges = [*edges_for(header[1:3], (4, 8)), 400.0]
    rows = [[*row, ""] for row in ROWS]
    sheet = Sheet()
    put_row(sheet, header, edges, right=False)
    for row in rows:
        put_row(sheet, row, edges, right=True)
    assert grids(sheet.read()) == [[header, *rows]]


def test_heads_at_the_right_of_their_columns_and_values_at_the_left() -> None:
    header = ["Brygga", "Skada", "Sjösatt", "Upptagen"]
    edges = [NAMES, *(edge + 60 for edge in edges_for(header[2:], (4, 8)))]
    rows = [[name, "", *days] for name, *days in ROWS]
    sheet = Sheet()
    put_row(sheet, header, edges, right=True)
    for row in rows:
        put_row(sheet, row, edges, right=False)
    assert grids(sheet.read()) == [[header, *rows]]
