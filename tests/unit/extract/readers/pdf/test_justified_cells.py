"""Lines of narrow cells that TeX and troff stretch to fill their column."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

WIDTH = 85.0
HEADS = ["Namn", "Vår", "Höst"]
NAMES = [
    ["Andel böcker i den", "stora salen som är", "hela"],
    ["Andel äldre läsare", "som besöker huset"],
    ["Läsplatser och", "stolar längs väggar"],
    ["Antal kvällar som", "huset hålls öppet"],
]


def put_words(
    sheet: Sheet, words: list[str], x: float, width: float, *, spaced: bool = False
) -> None:
    """Write words from a place on, as wide as is wanted, with spaces printed or not."""
    room = width - sum(stringWidth(word, "Helvetica", 9) for word in words)
    white = room / max(len(words) - 1, 1)
    if spaced:
        line = sheet.canvas.beginText(x, sheet.y)
        line.setFont("Helvetica", 9)
        line.setWordSpace(white - stringWidth(" ", "Helvetica", 9))
        line.textOut(" ".join(words))
        sheet.canvas.drawText(line)
        return
    for word in words:
        sheet.put(word, x, sheet.y)
        x += stringWidth(word, "Helvetica", 9) + white


def read(names: list[list[str]], *, spaced: bool = False) -> list[list[str | None]]:
    """Read a table whose names fill their column, but for the last line of each."""
    sheet = Sheet()
    for text, x in zip(HEADS, (LEFT, 200, 260), strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    for number, lines in enumerate(names):
        sheet.y -= 18
        for x in (200, 260):
            sheet.put(str(11 * (number + 1)), x, sheet.y)
        for line in lines:
            natural = stringWidth(line, "Helvetica", 9)
            width = natural if line is lines[-1] else WIDTH
            put_words(sheet, line.split(), LEFT, width, spaced=spaced)
            sheet.y -= 10.5
        sheet.y += 10.5
    (table,) = grids(sheet.read())
    return table


@pytest.mark.parametrize("spaced", [False, True])
def test_words_of_a_stretched_line_are_one_text_however_far_apart(spaced: bool) -> None:
    rows = [[" ".join(lines), *[str(11 * (n + 1))] * 2] for n, lines in enumerate(NAMES)]
    assert read(NAMES, spaced=spaced) == [HEADS, *rows]


def test_a_stretched_line_goes_on_with_a_capital_behind_a_comma() -> None:
    names = [*NAMES, ["Ny bred plan,", "SIP"]]
    assert [row[0] for row in read(names)[1:]] == [" ".join(lines) for lines in names]


def test_words_that_fill_no_column_which_others_show_are_columns() -> None:
    sheet = Sheet()
    rows = [["Norra", "öppet", "ja"], ["Södra", "stängt", "nej"], ["Östra", "öppet", "kanske"]]
    for text, x in zip(HEADS, (LEFT, 105, 140), strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    for row in rows:
        sheet.y -= 16
        for text, x in zip(row, (LEFT, 105, 140), strict=True):
            sheet.put(text, x, sheet.y)
    assert grids(sheet.read()) == [[HEADS, *rows]]
