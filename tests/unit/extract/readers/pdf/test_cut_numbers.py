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


@pytest.mark.parametrize(("right", "rows"), [(225.0, 3), (270.0, 4)])
def test_digits_beside_a_name_go_on_with_those_above_where_these_had_no_room(
    right: float, rows: int
) -> None:
    sheet = Sheet()
    edges = (LEFT, 190.0, right, right + 50, right + 100)
    names = "Parker i\nÖstra Vadsbro"
    sheet.table([HEADER, ["Norra", "98", "3 045", "12"]], edges, rules="full")
    sheet.table([[names, "109\n176", "4 210", "31"]], edges, rules="full", header=False)
    (table,) = grids(sheet.read())
    assert len(table) == rows
    whole = [" ".join(names.split()), "109 176", "4 210", "31"]
    assert (whole in table) == (rows == 3)


def test_numbers_cut_at_their_thousands_and_behind_their_comma_are_on_three_lines() -> None:
    sheet = Sheet()
    total = ["Summa", "2\n045,\n1", "-318,\n4", "7\n310,\n6"]
    sheet.table([HEADER, ["Norra", "12,5", "-31,8", "0,4"]], EDGES, rules="full", sides="lrrr")
    sheet.table([total], EDGES, rules="full", sides="lrrr", header=False)
    (table,) = grids(sheet.read())
    read = [(cell or "").replace("\xa0", " ") for cell in table[-1]]
    assert read == ["Summa", "2 045,1", "-318,4", "7 310,6"]
