"""Numbers that a cell is too narrow for, cut anywhere and without a hyphen."""

from __future__ import annotations

import re

import pytest

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

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


@pytest.mark.parametrize(("width", "rows"), [(22.0, 2), (45.0, 3)])
def test_a_last_decimal_beside_a_name_goes_on_where_a_full_cell_parts_it(
    width: float, rows: int
) -> None:
    sheet = Sheet()
    edges = (LEFT, *(190.0 + width * at for at in range(4)))
    sheet.table([["Park", "Jan", "Feb", "År"]], edges, rules="full")
    cells = ["Blommor,\nmnkr", "11,2\n9", "10,3\n4", "202\n6"]
    sheet.table([cells], edges, rules="full", header=False)
    (table,) = grids(sheet.read())
    assert len(table) == rows
    assert (["Blommor, mnkr", "11,29", "10,34", "2026"] in without_marks(table)) == (rows == 2)


def without_marks(rows: list[Texts]) -> list[list[str]]:
    """Return the texts of cells, digits of lines put together."""
    return [[re.sub(r"(?<=\d) (?=\d)", "", cell or "") for cell in row] for row in rows]


def without_spaces(rows: list[Texts]) -> list[list[str]]:
    """Return the texts of cells without the spaces that lines of a cell are joined by."""
    return [[(cell or "").replace(" ", "") for cell in row] for row in rows]


def test_the_ends_of_shares_are_no_row_of_their_own() -> None:
    sheet, edges = Sheet(), (LEFT, 200.0, 232.0, 264.0, 296.0, 340.0)
    sheet.text("Båtarna har räknats under två veckor om sommaren.")
    sheet.gap()
    rows = [
        ["Andel båtar med segel\nhela året", "73,9\n4 %", "71,9\n5 %", "68 %", "VB\n2026"],
        ["Andel båtar vid bryggan", "29,4\n5 %", "35,1\n8 %", "40 %", "2026"],
    ]
    heads = ["Indikator", "Utfall", "Mål", "KF:s", "Period"]
    sheet.table([heads, *rows], edges, rules="none", white=3)
    (table,) = grids(sheet.read())
    assert without_spaces(table[1:]) == [
        ["Andelbåtarmedsegelhelaåret", "73,94%", "71,95%", "68%", "VB2026"],
        ["Andelbåtarvidbryggan", "29,45%", "35,18%", "40%", "2026"],
    ]


def test_digits_that_cells_have_no_room_for_are_no_spaced_letters() -> None:
    sheet = Sheet()
    sheet.text("Båtarna har räknats under två veckor om sommaren.")
    sheet.gap()
    edges = [LEFT, *(150.0 + 16 * number for number in range(11))]
    heads = ["Båtar", *(f"{number:02}" for number in range(1, 11))]
    rows = [["2025", *["1,4\n5"] * 10], ["2026", *["2,0\n7"] * 10]]
    sheet.table([heads, *rows], edges, rules="none", white=3, size=8)
    (table,) = grids(sheet.read())
    assert without_spaces(table[1:]) == [["2025", *["1,45"] * 10], ["2026", *["2,07"] * 10]]
