"""Texts that their cells cut, as sheets do where the next cell is filled."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet

CUT = "Bestäms av nämn"
EDGES = (LEFT, 170.0, 170.0 + stringWidth(CUT, "Helvetica", 9))
ROWS = [
    ["Bro", "Ägare", "Tillsyn"],
    ["Norra bron", "Staden", "Vår"],
    ["Södra bron", CUT, "Höst"],
    ["Gamla bron", CUT, "Vår"],
]
OVER = 1.2
"""Points by which the last letter that is drawn reaches out of its cell."""


def test_a_text_that_its_cell_cuts_ends_there_and_is_not_sure() -> None:
    sheet = Sheet()
    for number, row in enumerate(ROWS):
        sheet.gap(14)
        for text, x in zip(row, EDGES, strict=True):
            sheet.canvas.saveState()
            if text == CUT:
                path = sheet.canvas.beginPath()
                path.rect(x - 1, sheet.y - 3, EDGES[2] - x + 1 - OVER, 14)
                sheet.canvas.clipPath(path, stroke=0)
            sheet.put(text, x, sheet.y, bold=not number)
            sheet.canvas.restoreState()
    (table,) = (block for block in sheet.read().blocks if isinstance(block, GridTable))
    assert [[cell.text for cell in row if cell] for row in table.rows] == ROWS
    sure = [[cell.confidence >= 0.95 for cell in row if cell] for row in table.rows]
    assert sure == [[True] * 3] * 2 + [[True, False, True]] * 2
