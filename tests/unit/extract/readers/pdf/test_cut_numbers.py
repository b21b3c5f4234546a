"""Numbers that a cell is too narrow for, cut anywhere and without a hyphen."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 190.0, 215.0, 242.0, 280.0)
HEADER = ["Park", "Besök", "Kostnad", "Netto"]
ROWS = [
    ["Norra", "2\xa045\n3,1", "318,\n4", "-12,5"],
    ["Södra parken", "407,\n2", "1\xa002\n9,6", "3,0"],
    ["Barnens", "12,5", "7\xa031\n0,0", "0,4"],
    ["Stora", "961,\n8", "544,\n7", "9,9"],
]
WHOLE = [[cell.replace("\n", "").replace("\xa0", " ") for cell in row] for row in ROWS]


@pytest.mark.parametrize("align", ["bottom", "middle", "top"])
@pytest.mark.parametrize("rules", ["ends", "horizontal", "full"])
def test_a_number_cut_in_its_thousands_or_behind_its_comma_is_one(rules: str, align: str) -> None:
    sheet = Sheet()
    sheet.table([HEADER, *ROWS], EDGES, rules=rules, align=align, sides="lrrr", white=5)
    document = sheet.read()
    (table,) = grids(document)
    read = [[(cell or "").replace("\xa0", " ") for cell in row] for row in table]
    assert read == [HEADER, *WHOLE]
    (grid,) = (block for block in document.blocks if isinstance(block, GridTable))
    assert {cell.confidence for row in grid.rows for cell in row if cell} == {1.0}
