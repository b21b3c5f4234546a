"""Labels over two columns that end where the last one does: no gutter goes through them."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 230.0, 290.0, 345.0, 400.0)
ROWS = [
    ["Ek", "110,0", "-1,7", "2,7"],
    ["Lönn", "90,5", "1,0", "10,2"],
    ["Al", "7,2", "3,4", "4,4"],
]


def put_at_right(sheet: Sheet, text: str, x1: float) -> None:
    """Write a bold text that ends at a place."""
    sheet.put(text, x1 - stringWidth(text, "Helvetica-Bold", 9), sheet.y, bold=True)


@pytest.mark.parametrize("rows", [ROWS[:1], ROWS[:2], ROWS])
def test_a_label_at_the_right_of_two_columns_is_not_parted_between_them(
    rows: list[list[str]],
) -> None:
    sheet = Sheet()
    put_at_right(sheet, "Antal i magasinet", EDGES[-1] - 3)
    put_at_right(sheet, "Pris", EDGES[2] - 3)
    sheet.y -= 11
    for text, x1 in (("2019", EDGES[2]), ("2021", EDGES[3]), ("2022", EDGES[4])):
        put_at_right(sheet, text, x1 - 3)
    sheet.put("Slag", LEFT + 3, sheet.y, bold=True)
    sheet.y -= 3
    sheet.table(rows, EDGES, rules="none", header=False, sides="lrrr")
    (table,) = grids(sheet.read())
    assert table[0][2:] == ["Antal i magasinet", None]
    assert table[1][2:] == ["2021", "2022"]
    assert table[2:] == rows
