"""Words too long for cells whose other lines stand at the right, in rows below shaded ones."""

from __future__ import annotations

from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 150.0, 210.0, 260.0, 330.0)
PITCH, PADDING = 11.0, 3.0
HEADS = ["Kaj", "Längd", "Ägare", "Byggd"]
ROWS = [
    ["Norra kajen", "90 m", "Staden", "1921"],
    ["Södra kajen", "85 m", "Ägs av\nhamnföreningar", "Efter\n1950"],
]


def test_a_word_wider_than_its_cell_does_not_part_the_last_row_from_shaded_ones() -> None:
    sheet = Sheet()
    for number, row in enumerate([HEADS, *ROWS]):
        height = PITCH * max(cell.count("\n") + 1 for cell in row) + 3
        if number == 1:
            sheet.canvas.setFillGray(0.9)
            for left, right in pairwise(EDGES):
                sheet.canvas.rect(left, sheet.y - height, right - left, height, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        for cell, (left, right) in zip(row, pairwise(EDGES), strict=True):
            for line, text in enumerate(reversed(cell.split("\n"))):
                y = sheet.y - height + 4 + PITCH * line
                free = right - left - 2 * PADDING - stringWidth(text, "Helvetica", 9)
                aside = max(free, 0) if left != LEFT and number else 0
                sheet.put(text, left + PADDING + aside, y, bold=not number)
        sheet.y -= height
    (table,) = grids(sheet.read())
    assert table == [HEADS, *([cell.replace("\n", " ") for cell in row] for row in ROWS)]


def test_heads_printed_over_each_other_leave_their_columns_in_doubt() -> None:
    heads = ["Mnkr", "Budget", "Bokslut före\nresultatöverföringar", "efter\nresultatöverföringar"]
    for values in (["8,5", "9,4"], ["8,5", ""]):
        rows = [heads, *([f"Bad {n}", f"{n}7,6", *values] for n in range(1, 6))]
        sheet = Sheet()
        sheet.table(rows, (LEFT, 170.0, 230.0, 290.0, 350.0), rules="none")
        (table,) = (block for block in sheet.read().blocks if isinstance(block, GridTable))
        sure = {tuple(c is not None and c.confidence > 0.9 for c in r) for r in table.rows[1:]}
        assert sure == {(True, True, bool(values[-1]), True)}


HARBOURS = [
    ["Hamn", "Anslag\n(netto)", "Utfall\nhamnföreningarna", "Kvar"],
    ["Norra\nhamnen", "180,8", "12,5", "168,3"],
    ["Västra fritidsbåtshamnen", "7,1", "2,0", "5,1"],
    ["Södra\nhamnen", "104,9", "4,9", "100,0"],
]


def test_heads_are_in_the_order_of_their_columns_though_a_long_word_begins_left_of_others() -> None:
    sheet = Sheet()
    edges = (LEFT, 170.0, 220.0, 264.0, 330.0)
    sheet.table(HARBOURS, edges, rules="none", sides="lrrr", heads="lrrr", align="middle")
    heads, *rows = grids(sheet.read())[0]
    assert heads == ["Hamn", "Anslag (netto)", "Utfall hamnföreningarna", "Kvar"]
    assert [row[1:] for row in rows] == [row[1:] for row in HARBOURS[1:]]


def test_a_number_that_begins_left_of_where_a_long_label_ends_is_in_its_column() -> None:
    sheet = Sheet()
    edges = (LEFT, 140.0, 184.0, 240.0, 300.0)
    sheet.table(HARBOURS, edges, rules="none", sides="lrrr", heads="lrrr", align="middle")
    rows = grids(sheet.read())[0][1:]
    assert rows[0] == ["Norra hamnen", *HARBOURS[1][1:]]
    assert rows[2] == ["Södra hamnen", *HARBOURS[3][1:]]
