"""Heads that stand as close as words, told by the order in which their lines are written."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

SENTENCE = "Husen sköts av hela föreningen och hålls öppna så länge någon av oss vill vara där"
HEADS = [["Namn"], ["Böcker", "ute"], ["Stolar", "kvar"], ["Läsare", "totalt"]]
ROWS = [["Norra", "12", "310", "4"], ["Södra", "7", "45", "12"], ["Östra", "9", "18", "6"]]


def put_words(sheet: Sheet, text: str, x: float, y: float, *, bold: bool = False) -> None:
    """Write words one by one, without the spaces between them."""
    for word in text.split():
        sheet.put(word, x, y, bold=bold)
        x += stringWidth(word + " ", "Helvetica-Bold" if bold else "Helvetica", 9)


def written() -> Sheet:
    """Write prose, and a table cell by cell, its heads closer than spaces are wide."""
    sheet = Sheet()
    for _ in range(6):
        put_words(sheet, SENTENCE, LEFT, sheet.y)
        sheet.y -= 11
    sheet.gap(30)
    xs = [LEFT, 150.0]
    for lines in HEADS[1:]:
        xs.append(xs[-1] + stringWidth(lines[0], "Helvetica-Bold", 9) + 2.4)
    texts = [
        (at, x, line) for lines, x in zip(HEADS, xs, strict=False) for at, line in enumerate(lines)
    ]
    for at, x, line in texts:
        room = stringWidth(HEADS[xs.index(x)][0], "Helvetica-Bold", 9)
        room -= stringWidth(line, "Helvetica-Bold", 9)
        sheet.put(line, x + room / 2, sheet.y - 10.4 * at, bold=True)
    sheet.y -= 12
    for row in ROWS:
        sheet.y -= 14
        for text, x in zip(row, xs, strict=False):
            sheet.put(text, x + (x > LEFT) * (20 - stringWidth(text, "Helvetica", 9)), sheet.y)
    return sheet


def test_heads_as_close_as_words_are_parted_where_they_are_written_cell_by_cell() -> None:
    (table,) = grids(written().read())
    assert table == [[" ".join(lines) for lines in HEADS], *ROWS]


def test_words_of_sentences_that_are_not_written_in_a_row_part_nothing() -> None:
    words = SENTENCE.split()
    places = [LEFT + stringWidth(" ".join([*words[:n], ""]), "Helvetica", 9) for n in range(16)]
    sheet = Sheet()
    for _ in range(6):
        for number in (*range(0, 16, 2), *range(1, 16, 2)):
            sheet.put(words[number], places[number], sheet.y)
        sheet.y -= 11
    sheet.gap(30)
    heads = ["Namn", "Vår", "Höst"]
    rows = [["Antal böcker", "12", "15"], ["Antal stolar", "8", "8"], ["Antal rum", "4", "2"]]
    second = LEFT + stringWidth("Antal ", "Helvetica", 9)
    for at, x in ((0, LEFT), (1, second)):
        for number, (name, *_) in enumerate(rows, 1):
            sheet.put(name.split()[at], x, sheet.y - 14 * number)
    for column, x in enumerate((LEFT, 200, 260)):
        sheet.put(heads[column], x, sheet.y, bold=True)
        for number, row in enumerate(rows, 1):
            sheet.put(row[column] if column else "", x, sheet.y - 14 * number)
    assert grids(sheet.read()) == [[heads, *rows]]
