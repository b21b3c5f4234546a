"""Lines of cells that a program stretches to fill their column, each drawn as one object."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

HEADS = ["Namn", "Vår", "Höst"]
NAMES = [
    ["Hur många av oss", "äldre läsare", "som besöker huset"],
    ["Läsplatser", "i stora salen"],
    ["Antal kvällar", "huset hålls öppet"],
]
WIDTH = 105.0


def put_stretched(sheet: Sheet, line: str, width: float) -> None:
    """Write a line as one object, its spaces as wide as fills the width."""
    text = sheet.canvas.beginText(LEFT, sheet.y)
    text.setFont("Helvetica", 9)
    text.setWordSpace((width - stringWidth(line, "Helvetica", 9)) / line.count(" "))
    text.textOut(line)
    text.setWordSpace(0)
    sheet.canvas.drawText(text)
    sheet.y -= 11


def read() -> list[list[str | None]]:
    """Read a table with stretched names, below prose that is stretched too."""
    sheet = Sheet()
    for line in ["Huset hölls öppet för läsare och andra", "Salen var full av böcker hela"] * 4:
        put_stretched(sheet, line, 240)
    sheet.gap(30)
    for text, x in zip(HEADS, (LEFT, 220, 280), strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.gap(18)
    for number, lines in enumerate(NAMES):
        for x in (220, 280):
            sheet.put(str(11 * (number + 1)), x, sheet.y)
        for line in lines[:-1]:
            put_stretched(sheet, line, WIDTH) if " " in line else sheet.text(line, size=9)
        sheet.text(lines[-1], size=9)
        sheet.gap(7)
    (table,) = grids(sheet.read())
    return table


def test_words_of_one_object_are_one_text_where_objects_are_stretched_lines() -> None:
    rows = [[" ".join(lines), *[str(11 * (n + 1))] * 2] for n, lines in enumerate(NAMES)]
    assert read() == [HEADS, *rows]


def test_numbers_of_a_row_that_is_one_object_are_in_their_columns() -> None:
    sheet = Sheet()
    rows = [["Norra", "1", "12", "7"], ["Salen", "23", "4", "11"], ["Huset", "5", "16", "8"]]
    heads = ["Namn", "Lust", "Mars", "Totalt"]
    sheet.canvas.setFont("Helvetica", 9)
    for row in [heads, *rows]:
        moves = [
            60 - stringWidth(text, "Helvetica", 9) if at + 1 < len(row) else 0.0
            for at, text in enumerate(row)
        ]
        shown = " ".join(f"({t}) {-1000 * m / 9:.0f}" for t, m in zip(row, moves, strict=True))
        code = f"BT /F1 9 Tf 1 0 0 1 {LEFT} {sheet.y} Tm [{shown}] TJ ET"
        sheet.canvas._code.append(code)  # type: ignore[attr-defined]
        sheet.y -= 16
    assert grids(sheet.read()) == [[heads, *rows]]


def test_bold_words_that_are_objects_of_their_own_say_nothing_of_the_others() -> None:
    """Heads are written word by word; values of two columns stand as close as words."""
    sheet = Sheet()
    for _ in range(6):
        sheet.text("Huset hölls öppet så länge någon av oss ville vara där och läsa.")
        x = LEFT
        for word in ("så", "här", "var", "det", "förr"):
            sheet.put(word, x, sheet.y, bold=True)
            x += stringWidth(word + " ", "Helvetica-Bold", 9)
        sheet.gap(24)
    sheet.gap(20)
    xs = (LEFT, 300.0, 300 + stringWidth("309,7 barn ", "Helvetica", 9), 420.0)
    heads = ["Hus", "Vår", "Höst", "Totalt"]
    rows = [
        ["Salen", "309,7 barn", "295,4 barn", "12"],
        ["Scenen", "118,2 barn", "204,4 barn", "7"],
        ["Köket", "421,0 barn", "366,1 barn", "30"],
    ]
    for row in [heads, *rows]:
        for text, x in zip(row, xs, strict=True):
            sheet.put(text, x, sheet.y, bold=row is heads)
        sheet.y -= 16
    assert grids(sheet.read()) == [[heads, *rows]]
