"""Labels above the heads of lattices that shades or a frame make, and rows of headers beside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 230.0, 300.0, 370.0, 440.0, 510.0)
HEADS = ["Område", "Utgift", "Inkomst", "Netto", "Bokslut 2030"]
ROWS = [
    ["Bad", "71,2", "-7,4", "63,8", "61,0"],
    ["Park", "48,1", "-6,9", "41,2", "40,4"],
    ["Bibliotek", "632,6", "-28,8", "603,8", "600,9"],
    ["Torg", "12,9", "-1,6", "11,3", "10,2"],
]


def shade(sheet: Sheet, edges: Sequence[float], height: float) -> None:
    """Shade each cell of a row, the next one that is drawn."""
    sheet.canvas.setFillGray(0.9)
    for left, right in pairwise(edges):
        sheet.canvas.rect(left, sheet.y - height, right - left, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)


def row(sheet: Sheet, texts: Sequence[str], edges: Sequence[float], *, bold: bool = False) -> None:
    """Write a row 14 points high, values 3 points behind the left side of their cells."""
    for text, x in zip(texts, edges, strict=False):
        sheet.put(text, x + 3, sheet.y - 10, bold=bold)
    sheet.y -= 14


def over(sheet: Sheet, label: str, left: float, right: float) -> None:
    """Write a label in the middle over columns, 14 points high."""
    width = stringWidth(label, "Helvetica-Bold", 9)
    sheet.put(label, (left + right - width) / 2, sheet.y - 10, bold=True)
    sheet.y -= 14


def read_zebra(sheet: Sheet) -> list[list[Texts]]:
    """Draw the heads, and below them rows of which every other has a shade; read the sheet."""
    row(sheet, HEADS, EDGES, bold=True)
    for number, texts in enumerate(ROWS):
        if number % 2 == 0:
            shade(sheet, EDGES, 14)
        row(sheet, texts, EDGES)
    return grids(sheet.read())


def test_a_label_above_heads_without_shades_spans_what_it_stands_over() -> None:
    sheet = Sheet()
    over(sheet, "Budget 2031", EDGES[1], EDGES[4])
    (table,) = read_zebra(sheet)
    assert table == [["", "Budget 2031", None, None, ""], HEADS, *ROWS]


def test_a_label_far_above_heads_in_one_frame_is_a_row_of_its_own() -> None:
    sheet = Sheet()
    top = sheet.y
    sheet.put("Budget 2031", EDGES[1] + 3, sheet.y - 10, bold=True)
    sheet.y -= 18
    row(sheet, HEADS, EDGES, bold=True)
    sheet.y -= 4
    for number, texts in enumerate(ROWS):
        if number % 2 == 0:
            shade(sheet, EDGES, 14)
        row(sheet, texts, EDGES)
    sheet.canvas.rect(EDGES[0], sheet.y, EDGES[-1] - EDGES[0], top - sheet.y)
    (table,) = grids(sheet.read())
    assert table == [["", "Budget 2031", None, None, ""], HEADS, *ROWS]


def test_rows_of_words_in_a_frame_are_parted_where_they_are_far_apart() -> None:
    edges = (LEFT, 230.0, 370.0, 510.0)
    heads = ["Område", "Metod", "Svar"]
    rows = [["Arkiv", "Stickprov", "Klart"], ["Avtal", "Enkät", "Väntar"]]
    rows.append(["Larm", "Rundvandring", "Klart"])
    sheet = Sheet()
    top = sheet.y
    shade(sheet, edges, 14)
    row(sheet, heads, edges, bold=True)
    for texts in rows:
        sheet.y -= 3
        row(sheet, texts, edges)
        sheet.y -= 3
    sheet.canvas.rect(edges[0], sheet.y, edges[-1] - edges[0], top - sheet.y)
    (table,) = grids(sheet.read())
    assert table == [heads, *rows]


def test_a_shaded_head_is_of_the_smaller_rows_in_its_cells_however_far_beside() -> None:
    edges = (LEFT, 400.0, 510.0)
    rows = [["Lekplats", "0,4"], ["Belysning", "5,1"], ["Gångväg", "0,8"]]
    sheet = Sheet()
    shade(sheet, edges, 14)
    sheet.put("Ansökan", LEFT + 3, sheet.y - 10, bold=True)
    sheet.put("Mnkr", 480, sheet.y - 10, bold=True)
    sheet.y -= 14
    for texts in rows:
        for text, x in zip(texts, edges, strict=False):
            sheet.put(text, x + 3, sheet.y - 10, size=8)
        sheet.y -= 12
    (table,) = grids(sheet.read())
    assert table == [["Ansökan", "Mnkr"], *rows]


def test_a_caption_left_of_labels_above_the_next_shaded_head_is_of_no_row() -> None:
    sheet = Sheet()
    for heads in (HEADS, ["Plats", *HEADS[1:]]):
        shade(sheet, (EDGES[0], EDGES[-1]), 14)
        row(sheet, heads, EDGES, bold=True)
        for texts in ROWS:
            row(sheet, texts, EDGES)
        sheet.put("Driften per område", EDGES[0], sheet.y - 8)
        sheet.y -= 14
    assert grids(sheet.read()) == [[HEADS, *ROWS], [["Plats", *HEADS[1:]], *ROWS]]


def test_rows_with_rules_below_a_shaded_head_of_two_rows_have_no_caption() -> None:
    sheet = Sheet()
    shade(sheet, (EDGES[0], EDGES[1], EDGES[4], EDGES[5]), 14)
    over(sheet, "Budget 2031", EDGES[1], EDGES[4])
    shade(sheet, EDGES, 14)
    row(sheet, HEADS, EDGES, bold=True)
    for texts in ROWS:
        row(sheet, texts, EDGES)
        sheet.canvas.line(EDGES[0], sheet.y, EDGES[-1], sheet.y)
    sheet.put("Driften per område", EDGES[0], sheet.y - 10)
    (table,) = grids(sheet.read())
    assert table == [["", "Budget 2031", None, None, ""], HEADS, *ROWS]


def test_a_shaded_head_is_of_smaller_rows_whose_cells_begin_at_other_heights() -> None:
    edges = (LEFT, 230.0, 300.0, 370.0, 440.0)
    heads = ["Indikator", "Utfall", "Prognos", "Årsmål", "Period"]
    sheet = Sheet()
    for name in ("Andel bryggor", "Antal gungor"):
        shade(sheet, edges + (510.0,), 14)
        row(sheet, heads, edges, bold=True)
        for line, down in ((name, 10.0), ("som är målade", 18.0), ("i år", 26.0)):
            sheet.put(line, LEFT + 3, sheet.y - down, size=7.3)
        for line, down in (("Tertial", 14.0), ("2 2031", 22.0)):
            sheet.put(line, edges[4] + 3, sheet.y - down, size=7.3)
        for text, x in zip(("8", "7", "9"), edges[1:], strict=False):
            sheet.put(text, x + 3, sheet.y - 18, size=7.3)
        sheet.y -= 60
    wanted = [[heads, [f"{name} som är målade i år", "8", "7", "9", "Tertial 2 2031"]]
              for name in ("Andel bryggor", "Antal gungor")]  # fmt: skip
    assert grids(sheet.read()) == wanted


def test_a_title_in_the_middle_above_heads_is_no_label_of_some() -> None:
    sheet = Sheet()
    over(sheet, "Driften per område", EDGES[0], EDGES[-1])
    (table,) = read_zebra(sheet)
    assert table == [HEADS, *ROWS]
