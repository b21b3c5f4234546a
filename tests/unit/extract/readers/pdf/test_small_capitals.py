"""Heads in small capitals: drawn as capitals of two sizes."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

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


def put_replaced(sheet: Sheet, word: str, x: float) -> float:
    """Write capitals that say of each that it is a small letter; return where the word ends."""
    for letter in word:
        text = sheet.canvas.beginText(x, sheet.y)
        text.setFont("Helvetica", SMALL)
        sheet.canvas._code.append(f"/Span <</ActualText ({letter})>> BDC")  # type: ignore[attr-defined]
        text.textOut(letter.upper())
        sheet.canvas.drawText(text)
        sheet.canvas._code.append("EMC")  # type: ignore[attr-defined]
        x += stringWidth(letter.upper(), "Helvetica", SMALL) + 0.05 * SMALL
    return x


def test_words_whose_letters_are_replaced_are_parted_at_their_spaces_only() -> None:
    line = "hur huset var fullt till randen hela sommaren"
    sheet = Sheet()
    for _ in range(3):
        x = LEFT
        for word in line.split():
            x = put_replaced(sheet, word, x) + 0.4 * SMALL
        sheet.y -= 9
    assert prose(sheet.read()) == [" ".join([line] * 3)]


def put_alike(sheet: Sheet, text: str, x: float, y: float, capitals: str) -> None:
    """Write a word whose font says one case for large and small letters that look alike."""
    for letter in text:
        size = LARGE if letter.isupper() else SMALL
        said = letter.upper() if letter.casefold() in capitals else letter.lower()
        sheet.put(said, x, y, size=size, bold=True)
        x += stringWidth(said, "Helvetica-Bold", size)


def test_letters_of_a_head_have_the_case_that_their_sizes_show() -> None:
    sheet = Sheet()
    for _ in range(2):
        for lines, x in zip(HEADS, XS, strict=True):
            for at, line in enumerate(reversed(lines)):
                put_alike(sheet, line, x, sheet.y + 10 * at, "ökn")
        for row in ROWS:
            sheet.y -= 16
            for text, x in zip(row, XS, strict=True):
                sheet.put(text, x, sheet.y)
        sheet.gap(60)
        sheet.text("Huset hölls öppet.")
        sheet.gap(40)
    heads = [" ".join(lines) for lines in HEADS]
    assert grids(sheet.read()) == [[heads, *ROWS]] * 2


def test_a_heading_in_small_capitals_goes_on_with_a_line_without_a_large_one() -> None:
    sheet = Sheet()
    for number in range(3):
        for line in (f"Mål: {number + 1}. Barn i våra parker och Skolor leker", "och mår bra"):
            x = LEFT
            for word in line.split():
                for letter in word:
                    size = 11.6 if letter.islower() else 13.5
                    sheet.put(letter.upper(), x, sheet.y, size=size, bold=True)
                    x += stringWidth(letter.upper(), "Helvetica-Bold", size)
                x += 4
            sheet.y -= 17
        sheet.text("Huset hölls öppet.")
        sheet.gap(30)
    headings = [text for text in prose(sheet.read()) if text.startswith("MÅL")]
    whole = "BARN I VÅRA PARKER OCH SKOLOR LEKER OCH MÅR BRA"
    assert headings == [f"MÅL: {number}. {whole}" for number in (1, 2, 3)]
