"""Rows whose cells are too narrow for what stands in them, and what else they look like.

Learnt from pdfmake, jsPDF, XSL-FO and htmldoc: cells of three lines beside names of two, values
cut anywhere, comments on a line of their own, and fonts that tell a wrong weight.
"""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from pipeline.extract.readers.pdf.page import read_words
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 230, 275, 320, 365, 410)
HEAD = ["Indikator", "Utfall", "Årsmål", "KF:s\nårsmål", "Period"]
ROWS = [
    ["Andel boende som\när nöjda", "12", "14", "15", "Tertial\n2\n2024"],
    ["Antal lekplatser", "7", "8", "9", "Tertial\n2\n2024"],
]
CUT = [
    ["Andel elever med", "93,50\n%", "100,4\n3%", "öka", "Tertial\n1\n2025"],
    ["Andel parker med\nbelysning", "81,25\n%", "90,02\n%", "95,10\n%", "Tertial\n1\n2025"],
]


def whole(rows: list[list[str]]) -> list[list[str]]:
    """Return cells on one line."""
    cut = {"100,4\n3%": "100,43%"}
    return [[cut.get(cell, cell).replace("\n", " ") for cell in row] for row in rows]


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
def test_a_period_of_three_lines_is_one_cell_between_rules(align: str) -> None:
    sheet = Sheet()
    sheet.table([HEAD, *ROWS], EDGES, rules="horizontal", align=align, sides="lrrrr")
    assert grids(sheet.read()) == [whole([HEAD, *ROWS])]


def test_a_period_of_three_lines_is_one_cell_without_rules() -> None:
    sheet = Sheet()
    sheet.table([HEAD, *ROWS], EDGES, rules="none", align="middle", sides="lrrrr", white=4)
    assert grids(sheet.read()) == [whole([HEAD, *ROWS])]


def test_the_end_of_a_period_begins_no_row_below_a_number() -> None:
    sheet = Sheet()
    sheet.table([HEAD, *CUT], EDGES, rules="horizontal", align="bottom", sides="lrrrr")
    (table,) = grids(sheet.read())
    assert len(table) == 3
    assert [row[0] for row in table] == ["Indikator", *(row[0] for row in whole(CUT))]
    assert [row[4] for row in table[1:]] == ["Tertial 1 2025"] * 2


def test_a_comment_on_a_line_of_its_own_is_no_name() -> None:
    sheet = Sheet()
    text = "Kommentar\nArbetet går framåt och följs upp varje tertial av alla enheter."
    rows = [ROWS[0], [text], ROWS[1]]
    sheet.table([HEAD, *rows], EDGES, rules="none", align="top", sides="lrrrr", white=4)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table][1] == "Andel boende som är nöjda"
    assert [row[0] for row in table][3] == "Antal lekplatser"


@pytest.mark.parametrize(("stem", "bold"), [(" 87", False), ("200", True), ("500", False)])
def test_a_width_of_stems_that_no_font_has_makes_no_letters_bold(stem: str, bold: bool) -> None:
    sheet = Sheet()
    registerFont(TTFont("Vera", "Vera.ttf"))
    sheet.canvas.setFont("Vera", 11)
    sheet.canvas.drawString(LEFT, 700, "Uppfylls delvis")
    said = sheet.bytes().replace(b"/StemV 87 ", f"/StemV {stem}".encode())
    document = pdfium.PdfDocument(said)
    assert {word.bold for word in read_words(document[0])[1]} == {bold}


def test_hard_spaces_of_numbers_do_not_part_words_that_are_written_one_by_one() -> None:
    registerFont(TTFont("Vera", "Vera.ttf"))
    sheet = Sheet()
    heads = ["Verksamhet", "Budget", "Utfall"]
    rows = [
        ["Parker och torg i väst", "4\xa0033,9 st", "3\xa0692,9 st"],
        ["Antal bryggor vid kajen", "21,2 st", "19,1 st"],
        ["Platser för alla i skolan", "2\xa0372 dagar", "2\xa0084 dagar"],
    ]
    for row in [heads, *rows]:
        sheet.gap(15)
        for text, at in zip(row, (LEFT, 260.0, 360.0), strict=True):
            x = at
            for word in text.split(" "):
                sheet.canvas.setFont("Vera", 9)
                sheet.canvas.drawString(x, sheet.y, word)
                x += stringWidth(word + " ", "Vera", 9)
    read = [[(cell or "").replace("\xa0", " ") for cell in row] for row in grids(sheet.read())[0]]
    assert read == [heads, *([cell.replace("\xa0", " ") for cell in row] for row in rows)]


def test_a_word_cut_into_pieces_that_are_none_shows_that_cells_cut_words() -> None:
    sheet = Sheet()
    sheet.text("I stadsdelsförvaltningen arbetar en boendestödjare med parken varje dag.")
    sheet.gap()
    right = LEFT + 8 + stringWidth("Stadsdelsförvaltning", "Helvetica", 9)
    rows = [["Namn", "Besök"], ["Boendestödjar\ne", "12"], ["Stadsdelsförvaltning\nen", "14"]]
    sheet.table(rows, (LEFT, right, right + 90), rules="full")
    (table,) = grids(sheet.read())
    assert table[2][0] == "Stadsdelsförvaltningen"
