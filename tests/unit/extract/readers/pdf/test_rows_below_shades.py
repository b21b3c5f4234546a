"""Rows below a shaded header, with more white between them than rows below rules have."""

from __future__ import annotations

from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import Sheet, grids

EDGES = (60.0, 190.0, 255.0, 320.0, 385.0, 450.0)
HEADS = ["Namn", "Vår", "Höst", "Totalt", "Mål"]
ROWS = [
    ["Läsare i salen", "12 per\nsal", "31 per sal", "4 per\nsal", "VB\n2019"],
    ["Stolar längs\nväggen", "39 barn/\navd.", "38 barn/avd.", "högst 5 barn/\navd.", "VB\n2019"],
    ["Kvällar med\nmusik", "48,65\nprocent", "48,77 procent", "Fastställs\n2019", "VB\n2019"],
    ["Böcker i den\nstora salen", "9 st", "", "8 st", "VB\n2019"],
]


def read(pitch: float) -> list[list[str | None]]:
    """Read a table with cells of its header shaded and rows so far apart, then prose."""
    sheet = Sheet()
    sheet.canvas.setFillGray(0.85)
    for left, right in pairwise(EDGES):
        sheet.canvas.rect(left, sheet.y - 4, right - left, 16, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for text, x in zip(HEADS, EDGES, strict=False):
        sheet.put(text, x + 3, sheet.y)
    sheet.y -= 15
    for row in ROWS:
        for text, x in zip(row, EDGES, strict=False):
            for at, line in enumerate(text.split("\n")):
                inset = (65 - stringWidth(line, "Helvetica", 9)) / 2 if x > EDGES[0] else 3
                sheet.put(line, x + inset, sheet.y - 10.5 * at)
        sheet.y -= 10.5 * max(text.count("\n") for text in row) + pitch
    sheet.gap(30)
    for _ in range(4):
        sheet.text("Huset hölls öppet så länge någon av oss ville vara där och läsa.")
    (table,) = grids(sheet.read())
    return table


def test_rows_that_keep_to_the_columns_of_a_shaded_header_may_be_far_apart() -> None:
    rows = [[text.replace("/\n", "/").replace("\n", " ") for text in row] for row in ROWS]
    for pitch in (15.0, 17.5, 19.0):
        assert read(pitch) == [HEADS, *rows]
