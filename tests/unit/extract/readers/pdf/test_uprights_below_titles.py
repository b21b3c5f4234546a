"""Tables with a shaded title above uprights, and no other rule."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 180.0, 260.0, 320.0, 380.0)
SHADE, PITCH = 16, 15
HEADS = (
    (0, 0.5, "Slag"),
    (1, 0.5, "Pris"),
    (2, 0.0, "Antal stolar och bord"),
    (2, 1.0, "Höst"),
    (3, 1.0, "Vår"),
)
"""Column, row from the top and text: two in the middle of both rows, a label over two others."""


def read_below_title(rows: Sequence[Sequence[str]], label_rows: int = 1) -> list[Texts]:
    """Read the only table: a shaded title, the header, rows, and uprights from title to foot.

    The last upright begins so many rows below the title, with nothing drawn there.
    """
    sheet = Sheet()
    top = sheet.y - SHADE
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(EDGES[0], top, EDGES[-1] - EDGES[0], SHADE, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.put("Möbler i magasinet", EDGES[0] + 90, top + 4, bold=True)
    foot = top - PITCH * (2 + len(rows))
    for x in EDGES[1:-1]:
        sheet.canvas.line(x, foot, x, top - (PITCH * label_rows if x == EDGES[-2] else 0))
    for column, row, text in HEADS:
        sheet.put(text, EDGES[column] + 3, top - PITCH * row - 11, bold=True)
    for number, cells in enumerate(rows, 2):
        for x, text in zip(EDGES, cells, strict=False):
            sheet.put(text, x + 3, top - PITCH * number - 11)
    (table,) = grids(sheet.read())
    return table


def test_a_header_below_a_shaded_title_is_no_part_of_the_only_row() -> None:
    table = read_below_title([["Ek", "110,0", "-1,7", "2,7"]], label_rows=0)
    assert table[-1] == ["Ek", "110,0", "-1,7", "2,7"]


def test_an_upright_that_begins_below_a_label_parts_its_columns() -> None:
    rows = [["Ek", "110,0", "-1,7", "2,7"], ["Lönn", "90,5", "1,0", ""], ["Al", "70,2", "3,4", ""]]
    table = read_below_title(rows)
    assert table[-4][2:] == ["Höst", "Vår"]
    assert table[-3:] == rows
