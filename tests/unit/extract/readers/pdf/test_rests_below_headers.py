"""The rest of a row below a header in boxes, not bold, that is printed again on the next page."""

from __future__ import annotations

import pytest

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids

EDGES = (LEFT, 220.0, 285.0, 350.0, 420.0, 475.0)
HEIGHT = 12.0
HEADS = [
    ["Park", "Besök", None, "Senast öppnad", "Beslut"],
    [None, "Kvinnor", "Män", None, None],
]
FIRST = [["Södra parken", "310", "298", "2021", "Antaget"], ["Norra", "", "", "2022", "Tas upp"]]
NEXT = [["Vassparken", "45", "52", "2020", "Antaget"], ["Åparken", "7", "12", "2019", "Antaget"]]


def put_header(sheet: Sheet) -> None:
    """Write the header's cells, each in a box of its own."""
    middle, foot = sheet.y - HEIGHT, sheet.y - 2 * HEIGHT
    cells = [
        ("Park", EDGES[0], EDGES[1], foot, sheet.y),
        ("Besök", EDGES[1], EDGES[3], middle, sheet.y),
        ("Kvinnor", EDGES[1], EDGES[2], foot, middle),
        ("Män", EDGES[2], EDGES[3], foot, middle),
        ("Senast\nöppnad", EDGES[3], EDGES[4], foot, sheet.y),
        ("Beslut", EDGES[4], EDGES[5], foot, sheet.y),
    ]
    for head, x0, x1, bottom, top in cells:
        sheet.canvas.setFillGray(0.9)
        sheet.canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=1, fill=1)
        sheet.canvas.setFillGray(0)
        for number, line in enumerate(reversed(head.split("\n"))):
            sheet.put(line, x0 + PADDING, bottom + 3 + number * HEIGHT)
    sheet.y = foot


@pytest.mark.parametrize("rest", ["i nämnd", "igen efter\nsommaren"])
def test_the_rest_of_one_cell_alone_is_of_the_row_above_the_page_break(rest: str) -> None:
    sheet = Sheet()
    sheet.put("Parkrapport 2022", LEFT, 815)
    sheet.text("Parkernas besök har räknats under två veckor om sommaren.")
    sheet.gap()
    put_header(sheet)
    sheet.table(FIRST, EDGES, rules="none", header=False)
    sheet.page()
    sheet.put("Parkrapport 2022", LEFT, 815)
    put_header(sheet)
    sheet.table([["", "", "", "", rest], *NEXT], EDGES, rules="none", header=False)
    whole = [*FIRST[1][:-1], f"Tas upp {' '.join(rest.split())}"]
    assert grids(sheet.read()) == [[*HEADS, FIRST[0], whole, *NEXT]]


def test_the_rest_of_a_name_as_close_below_a_header_as_its_own_lines_is_of_its_row() -> None:
    sheet = Sheet()
    sheet.text("Parkernas besök har räknats under två veckor om sommaren.")
    sheet.gap()
    xs, head = (LEFT, 220.0, 285.0, 350.0), ["Park", "Kvinnor", "Män", "Barn"]
    rows = [["Ekparken", "310", "298", "45"], ["Vasslunden", "7", "12", "9"]]
    torn = ["Parker vid sjöar och", "3", "4", "5"]

    def put(row: list[str], pitch: float) -> None:
        for text, x in zip(row, xs, strict=False):
            sheet.put(text, x, sheet.y)
        sheet.y -= pitch

    for row in (head, *rows, torn):
        sheet.canvas.line(LEFT, sheet.y + 12, 400, sheet.y + 12)
        put(row, 20)
    sheet.page()
    top = sheet.y + 12
    put(head, 11)
    put(["vattendrag"], 11)
    sheet.canvas.rect(LEFT, sheet.y, 330, top - sheet.y)
    whole = ["Parker vid sjöar och vattendrag", *torn[1:]]
    assert grids(sheet.read()) == [[head, *rows, whole]]
