"""Labels that stand as near above heads as lines of one cell: the heads come again below each."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet

EDGES = (LEFT, 210, 260, 310, 360, 410, 460, 520)
HEADS = ["Verksamhet", *["Budget", "Utfall", "Avvikelse"] * 2]
ROWS = [
    ["Förskola", "64,5", "135,4", "550,2", "380,1", "257,4", "281,9"],
    ["Stadsmiljö", "403,3", "63,7", "451,1", "175,3", "601,7", "440,0"],
    ["Äldreomsorg", "70,9", "253,4", "119,9", "285,8", "574,2", "0,3"],
]


def drawn(above: list[str], heads: list[str]) -> list[list[str | None]]:
    """Draw a table with a line of texts right above its heads, and return its header as read."""
    sheet = Sheet()
    sheet.text("Nämndens kostnader och intäkter följs upp varje månad i en tabell som denna.")
    sheet.gap(20)
    for text, x in zip(above, EDGES, strict=False):
        sheet.put(text, x + 3, sheet.y - 0.5, bold=True)
    sheet.table([heads, *ROWS], EDGES, rules="none")
    (table,) = (block for block in sheet.read().blocks if isinstance(block, GridTable))
    return [
        [cell.text if cell else None for cell in row] for row in table.rows[: len(table.rows) - 3]
    ]


@pytest.mark.parametrize("at", [1, 2])
def test_labels_right_above_heads_that_come_again_are_over_all_columns_of_a_turn(at: int) -> None:
    above = [""] * 7
    above[at], above[at + 3] = "Kostnader", "Intäkter"
    labels, heads = drawn(above, HEADS)
    assert heads == HEADS
    assert labels[1:] == ["Kostnader", None, None, "Intäkter", None, None]


def test_first_lines_of_heads_that_do_not_come_again_stay_theirs() -> None:
    heads = ["Verksamhet", "kostnad", "Utfall", "Avvikelse", "intäkt", "Antal", "Andel"]
    above = ["", "Budgeterad", "", "", "Budgeterad", "", ""]
    assert ["".join(filter(None, texts)) for texts in zip(*drawn(above, heads), strict=True)][
        1:
    ] == ["Budgeterad kostnad", *heads[2:4], "Budgeterad intäkt", *heads[5:]]
