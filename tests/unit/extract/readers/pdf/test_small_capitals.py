"""Heads in small capitals: drawn as capitals of two sizes."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

LARGE, SMALL = 9.0, 6.4
XS = (LEFT, 190.0, 260.0, 330.0, 400.0)
HEADS = [["Namn"], ["Lånade", "böcker"], ["Öppna", "kvällar"], ["Stolar"], ["Totalt", "besök"]]
ROWS = [["Norra", "12", "310", "4", "71"], ["Södra", "7", "45", "12", "9"]]


def put_capitals(sheet: Sheet, text: str, x: float, y: float) -> None:
    """Write a word, capitals large and small letters as capitals of a smaller size."""
    for letter in text:
        size = LARGE if letter.isupper() else SMALL
        sheet.put(letter.upper(), x, y, size=size, bold=True)
        x += stringWidth(letter.upper(), "Helvetica-Bold", size)


def test_lines_of_a_head_are_of_one_size_where_small_letters_are_capitals() -> None:
    sheet = Sheet()
    for _ in range(2):
        for lines, x in zip(HEADS, XS, strict=True):
            for at, line in enumerate(reversed(lines)):
                put_capitals(sheet, line, x, sheet.y + 10 * at)
        for row in ROWS:
            sheet.y -= 16
            for text, x in zip(row, XS, strict=True):
                sheet.put(text, x, sheet.y)
        sheet.gap(60)
        sheet.text("Huset hölls öppet.")
        sheet.gap(40)
    heads = [" ".join(lines).upper() for lines in HEADS]
    assert grids(sheet.read()) == [[heads, *ROWS]] * 2
