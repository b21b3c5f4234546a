"""Headers whose texts stand elsewhere in their cells than the values do.

Learnt from Typst, LaTeX and Platypus, which let heads and values stand at different sides, high
cells have their text in the middle, and hyphens hang out of a column.
"""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids, prose

BOLD = "Helvetica-Bold"
PITCH = 9.5
EDGES = (LEFT, 200.0, 360.0, 520.0)
HEADS = ["Verksamhet (mkr)", "kostnader", "intäkter"]
ROWS = [
    ["Park och strand", "0,8", "-0,8"],
    ["Bad och bastu", "50,1", "-50,1"],
    ["Kulturhus", "12,4", "-12,4"],
]


def in_middle(sheet: Sheet, text: str, x0: float, x1: float, y: float) -> None:
    """Write a bold text in the middle between two edges."""
    sheet.put(text, (x0 + x1 - stringWidth(text, BOLD, 9)) / 2, y, bold=True)


def to_right(sheet: Sheet, text: str, edge: float, y: float, *, hangs: bool = False) -> None:
    """Write a bold text that ends at an edge; its hyphen may hang out of it."""
    x = edge - PADDING - stringWidth(text, BOLD, 9)
    sheet.put(text, x + hangs * 0.7 * stringWidth("-", BOLD, 9), y, bold=True)


def test_a_label_stands_in_the_middle_of_what_heads_and_values_fill() -> None:
    sheet = Sheet()
    in_middle(sheet, "Ökade", EDGES[1], EDGES[3], sheet.y)
    sheet.y -= 7
    sheet.table([HEADS, *ROWS], EDGES, rules="none", heads="lrr", sides="lll")
    (table,) = grids(sheet.read())
    assert table == [["", "Ökade", None], HEADS, *ROWS]


def test_a_label_above_heads_in_the_middle_heads_no_values_between_them() -> None:
    edges = (LEFT, 180.0, 300.0, 410.0, 520.0)
    sheet = Sheet()
    in_middle(sheet, "Avvikelse bokslut", edges[2], edges[4], sheet.y)
    in_middle(sheet, "Mkr", edges[0], edges[1], sheet.y - PITCH / 2)
    in_middle(sheet, "Budget 2020", edges[1], edges[2], sheet.y - PITCH / 2)
    in_middle(sheet, "2020", edges[2], edges[3], sheet.y - PITCH)
    in_middle(sheet, "2019", edges[3], edges[4], sheet.y - PITCH)
    sheet.y -= PITCH + 4
    rows = [["Netto", "32,2", "-0,3", "-0,4"], ["Efter", "32,5", "0,7", "1,4"]]
    sheet.table(rows, edges, rules="none", header=False)
    (table,) = grids(sheet.read())
    heads = ["Mkr", "Budget 2020", "2020", "2019"]
    assert table == [["", "", "Avvikelse bokslut", None], heads, *rows]


def test_a_hyphen_that_hangs_out_of_its_column_parts_no_head() -> None:
    edges = (LEFT, 200.0, 300.0, 400.0)
    heads = ["Enhet", "Varav eget", "Beräknad överföring till 2017"]
    sheet, pitch = Sheet(), 1.42 * 9
    to_right(sheet, "Beräknad över-", edges[3], sheet.y, hangs=True)
    to_right(sheet, "föring", edges[3], sheet.y - pitch)
    sheet.put(heads[0], edges[0] + PADDING, sheet.y - pitch, bold=True)
    to_right(sheet, "Varav", edges[2], sheet.y - 0.5 * pitch)
    to_right(sheet, "eget", edges[2], sheet.y - 1.5 * pitch)
    to_right(sheet, "till 2017", edges[3], sheet.y - 2 * pitch)
    sheet.y -= 2 * pitch + 4
    rows = [["Parken", "52", "2 623"], ["Torget", "30", "1 576"]]
    sheet.table(rows, edges, rules="none", header=False, sides="lrr")
    assert grids(sheet.read()) == [[heads, *rows]]


def test_a_long_word_that_reaches_just_below_a_head_stands_below_no_label() -> None:
    edges = (LEFT, 140.0, 205.0, 270.0)
    sheet = Sheet()
    in_middle(sheet, "Varav fem % av", edges[2], edges[3], sheet.y)
    in_middle(sheet, "resultatenhe-", edges[2], edges[3], sheet.y - PITCH)
    in_middle(sheet, "Resultatenhetens", edges[1] - 1, edges[2] - 1, sheet.y - 2 * PITCH)
    in_middle(sheet, "tens", edges[2], edges[3], sheet.y - 2 * PITCH)
    in_middle(sheet, "Namn", edges[0], edges[1], sheet.y - 3 * PITCH)
    in_middle(sheet, "bruttobudget", edges[1], edges[2], sheet.y - 3 * PITCH)
    in_middle(sheet, "bruttobudget", edges[2], edges[3], sheet.y - 3 * PITCH)
    sheet.y -= 3 * PITCH + 4
    rows = [["Parken", "52 466", "2 623"], ["Torget", "31 530", "1 576"]]
    sheet.table(rows, edges, rules="none", header=False, sides="ccc")
    (table,) = grids(sheet.read())
    heads = [
        "Namn",
        "Resultatenhetens bruttobudget",
        "Varav fem % av resultatenhetens bruttobudget",
    ]
    assert table == [heads, *rows]


def test_a_plain_head_of_other_size_heads_the_ruled_rows_right_below_it() -> None:
    sheet = Sheet()
    for text, x in zip(HEADS, EDGES[:3], strict=True):
        sheet.put(text, x + PADDING, sheet.y, size=7)
    sheet.y -= 6
    sheet.table(ROWS, EDGES, rules="below", header=False)
    assert grids(sheet.read()) == [[HEADS, *ROWS]]


def test_a_caption_below_shaded_rows_is_no_rest_of_a_label() -> None:
    rows = [HEADS, *ROWS, ["Hallen", "2,0", "-2,0"], ["Summa", "65,3", "-65,3"]]
    sheet = Sheet()
    height = 8 + 2 * 2.5
    sheet.canvas.setFillGray(0.9)
    for number in (0, 2, 4):
        y = sheet.y - (number + 1) * height
        sheet.canvas.rect(EDGES[0], y, EDGES[3] - EDGES[0], height, 0, 1)
    sheet.canvas.setFillGray(0)
    sheet.table(rows, EDGES, rules="none", size=8, leading=1)
    sheet.put("Driftbudget i korthet", LEFT, sheet.y - 8, size=8)
    document = sheet.read()
    assert grids(document) == [rows]
    assert prose(document) == ["Driftbudget i korthet"]
