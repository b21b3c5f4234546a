"""Headers without shades above rows whose cells are shaded, in columns too narrow for them."""

from __future__ import annotations

from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids

EDGES = (LEFT, 120.0, 170.0, 220.0, 270.0)
SIZE = 9.0
LINE = 10.0
ROWS = [
    ["Norra", "12", "310", "4"],
    ["Södra", "7", "45", "9"],
    ["Östra", "15", "60", "11"],
    ["Västra", "3", "28", "5"],
]


def centred(sheet: Sheet, text: str, column: int, y: float) -> None:
    """Write a line of a header into the middle of its cell; a wide one begins at its left."""
    left, right = EDGES[column] + PADDING, EDGES[column + 1] - PADDING
    white = right - left - stringWidth(text, "Helvetica-Bold", SIZE)
    sheet.put(text, left + max(white / 2, 0), y, bold=True)


def header(sheet: Sheet, texts: list[str]) -> None:
    """Write a bold header, its texts in lines, without a rule or a shade."""
    cells = [text.split("\n") for text in texts]
    for column, lines in enumerate(cells):
        for number, line in enumerate(lines):
            centred(sheet, line, column, sheet.y - 10 - number * LINE)
    sheet.y -= 5 + max(map(len, cells)) * LINE


def body(sheet: Sheet) -> None:
    """Draw rows, every other one with a shade for each of its cells."""
    for number, row in enumerate(ROWS):
        if number % 2:
            sheet.canvas.setFillGray(0.9)
            height = SIZE * 1.15 + 5
            for x0, x1 in pairwise(EDGES):
                sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        sheet.table([row], EDGES, rules="none", header=False)


def test_heads_printed_over_the_next_ones_are_of_their_own_columns() -> None:
    sheet = Sheet()
    header(sheet, ["PARKBÄNKAR", "SOMMARENS\nSKÖTSEL", "EK", "STIGAR"])
    body(sheet)
    assert stringWidth("SOMMARENS", "Helvetica-Bold", SIZE) > EDGES[1] - EDGES[0]
    assert grids(sheet.read()) == [[["PARKBÄNKAR", "SOMMARENS SKÖTSEL", "EK", "STIGAR"], *ROWS]]


def test_a_head_as_wide_as_its_cell_is_no_part_of_the_next_one() -> None:
    sheet = Sheet()
    heads = ["Bänkar", "SOMMARENS\nSKÖTSEL", "TRÄD", "STIGAR"]
    header(sheet, heads)
    body(sheet)
    left = EDGES[1] + PADDING + stringWidth("SOMMARENS", "Helvetica-Bold", SIZE)
    right = (EDGES[2] + EDGES[3] - stringWidth("TRÄD", "Helvetica-Bold", SIZE)) / 2
    assert 0 < right - left < 0.5 * SIZE
    assert grids(sheet.read()) == [[[head.replace("\n", " ") for head in heads], *ROWS]]


def test_a_value_as_wide_as_its_cell_leaves_the_next_one_its_own() -> None:
    sheet = Sheet()
    heads = ["Park", "Skötsel", "Träd", "Stigar"]
    header(sheet, heads)
    first = ["Norra", "ej väl utförd", "i år", "4"]
    sheet.table([first], EDGES, rules="none", header=False)
    body(sheet)
    assert stringWidth(first[1], "Helvetica", SIZE) > EDGES[2] - EDGES[1] - 2 * PADDING - 2
    assert grids(sheet.read()) == [[heads, first, *ROWS]]


def test_labels_over_two_columns_stand_in_one_row_with_the_head_of_the_first() -> None:
    sheet = Sheet()
    heads = ["", "Ekar", "Lindar", "Almar"]
    label = "Träd vid ån"
    middle = (EDGES[1] + EDGES[3]) / 2
    sheet.put("Park", LEFT + PADDING, sheet.y - 10)
    sheet.put(label, middle - stringWidth(label, "Helvetica", SIZE) / 2, sheet.y - 10)
    sheet.put("Sjuka", EDGES[3] + PADDING, sheet.y - 10)
    sheet.y -= SIZE * 1.15 + 5
    sheet.table([heads], EDGES, rules="none", header=False)
    body(sheet)
    assert grids(sheet.read()) == [[["Park", label, None, "Sjuka"], heads, *ROWS]]


def test_a_label_narrower_than_the_white_between_its_heads_is_over_both_of_them() -> None:
    sheet = Sheet()
    label, middle = "Ek", EDGES[2]
    width = stringWidth(label, "Helvetica-Bold", SIZE)
    sheet.put(label, middle - width / 2, sheet.y - 10, bold=True)
    for column, head in ((1, "2020"), (2, "2021")):
        centred(sheet, head, column, sheet.y - 11 - LINE)
    header(sheet, ["Park\n(antal)", "", "", "Lind i\n2021"])
    body(sheet)
    heads = [["", "Ek", None, ""], ["Park (antal)", "2020", "2021", "Lind i 2021"]]
    assert grids(sheet.read()) == [[*heads, *ROWS]]


def test_two_rows_of_heads_with_the_padding_of_rows_stand_above_shades() -> None:
    edges = (LEFT, 200.0, 260.0, 320.0, 380.0, 440.0)
    high = 22.5
    sheet = Sheet()
    sheet.text("Kanotklubben har räknat sina kostnader för två år.")

    def row(texts: dict[int, str], rule: float, start: float, *, bold: bool = False) -> None:
        for at, text in texts.items():
            sheet.put(text, edges[at] + 6, sheet.y - 14, size=8.25, bold=bold)
        sheet.y -= high + rule
        sheet.canvas.setFillGray(0.5)
        sheet.canvas.rect(start, sheet.y, edges[-1] - start, rule, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)

    row({1: "Budget 2031", 3: "Utfall 2031"}, 0.75, edges[1], bold=True)
    heads = ["Verksamhet", "Kostnader", "Netto", "Kostnader", "Netto"]
    row(dict(enumerate(heads)), 1.5, edges[0], bold=True)
    values = ["12,5", "310,0", "-4,5", "77,1"]
    for number, name in enumerate(["Paddling", "Segling", "Rodd", "Simning"]):
        if not number % 2:
            sheet.canvas.setFillGray(0.95)
            for x0, x1 in pairwise(edges):
                sheet.canvas.rect(x0, sheet.y - high, x1 - x0, high, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        row(dict(enumerate([name, *values])), 0.0, edges[0])
    ((over, under, *rows),) = grids(sheet.read())
    assert [text for text in over if text] == ["Budget 2031", "Utfall 2031"]
    assert [text for text in under if text][-4:] == heads[1:]
    assert [cells[1:] for cells in rows] == [values] * 4
