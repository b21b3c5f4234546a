"""Marks that are drawn before names, and letters that reach back over the space before them."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.readers.geometry.words import Word
from pipeline.extract.readers.pdf.drawings import Fill
from pipeline.extract.readers.pdf.drawn_marks import from_drawn_marks
from pipeline.extract.readers.pdf.page import read_words
from tests.corpus.fonts import FAMILIES
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

SIZE = 9.0


def name(text: str, x0: float, y: float) -> Word:
    """The first word of a line."""
    return Word(text, x0, x0 + 40, y, SIZE, False, 5, True, 1, 1)


def dot(x0: float, y: float, width: float = 5.0) -> Fill:
    """A mark in the middle of a line's letters."""
    return Fill((x0, y + 0.5, x0 + width, y + 0.5 + width), None, 0)


def test_a_text_begins_with_its_mark_where_lines_below_begin_there() -> None:
    words = [name("Andel", 80, 700), name("bilar", 70, 689), name("Antal", 80, 670)]
    found = from_drawn_marks(words, [dot(70, 700), dot(70, 670)])
    assert [word.x0 for word in found] == [70, 70, 70]
    assert found[0].head == 5 + 10


@pytest.mark.parametrize(
    "fill",
    [dot(70, 730), dot(70, 700, width=1.0), dot(30, 700), dot(70, 690, width=20.0)],
    ids=["on no line", "smaller than a letter", "far from it", "larger than a letter"],
)
def test_what_is_no_mark_of_a_text_leaves_it(fill: Fill) -> None:
    words = [name("Andel", 80, 700), name("bilar", 70, 689)]
    assert from_drawn_marks(words, [fill]) == words


def test_a_text_that_goes_on_below_itself_begins_behind_its_mark() -> None:
    words = [name("Andel", 80, 700), name("bilar", 80, 689)]
    assert from_drawn_marks(words, [dot(70, 700)]) == words


def test_rows_whose_names_have_drawn_marks_are_whole() -> None:
    sheet = Sheet()
    edges = [LEFT, 260.0, 340.0]
    sheet.table([["Indikator", "Årsmål", "Periodicitet"]], [*edges, 430.0], rules="none")
    rows = [
        ("Andel lånade cyklar", "i tjänsten", "29 %"),
        ("Andel nöjda besökare", "på museet", "55 %"),
        ("Antal planterade", "träd i parken", "120 st"),
    ]
    for first, rest, value in rows:
        sheet.y -= 14
        sheet.canvas.circle(LEFT + 6, sheet.y + 3, 2.6, stroke=0, fill=1)
        for text, x in zip((first, value, "År"), (LEFT + 9, *edges[1:]), strict=True):
            sheet.put(text, x + 3, sheet.y, bold=text == first)
        sheet.y -= 10.4
        sheet.put(rest, LEFT + 3, sheet.y, bold=True)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table[1:]] == [f"{first} {rest}" for first, rest, _ in rows]


def test_a_letter_whose_hook_reaches_back_over_a_space_begins_a_word() -> None:
    sheet = Sheet()
    font = FAMILIES["Vera"].regular
    sheet.canvas.setFont(font, SIZE)
    begin = LEFT + stringWidth("handlande?", font, SIZE) + 0.2 * SIZE
    for x, text in ((LEFT, "handlande?"), (begin, "JA")):
        sheet.canvas.drawString(x, 700, text)
    with pdfium.PdfDocument(sheet.bytes()) as document:
        _, words, _ = read_words(document[0])
    assert [word.text for word in words] == ["handlande?", "JA"]
