"""Rows that rules and shades hold in turn, and headers of two rows over page breaks.

Office programs draw a rule below each row, or round the header only, and shade every second row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 220.0, 290.0, 360.0, 430.0)
SIGNED = (LEFT, 100.0, 220.0, 290.0, 360.0, 430.0, 500.0)
"""Edges with a column of signs before the names."""
HEIGHT = 15.35
"""Height of a row of one line."""
ROWS = [["Ek", "331", "45", "-9"], ["Alm", "7", "12", "19"], ["Bok", "310", "298", "45"]]


def shade(sheet: Sheet, x0: float, x1: float, height: float) -> None:
    """Shade a box of a height down from where the sheet is."""
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)


def zebra(heads: Sequence[str], rows: Sequence[Sequence[str]], *, first: int) -> list[list[Texts]]:
    """Read a table with a plain header, rules below all rows, and shades behind every second one.

    ``first`` is the number of the first row that is shaded.
    """
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    sheet.gap()
    sheet.canvas.line(EDGES[0], sheet.y, EDGES[-1], sheet.y)
    sheet.table([heads], EDGES, rules="below", header=False, sides="lccc")
    for number, row in enumerate(rows):
        if number % 2 == first:
            for x0, x1 in pairwise(EDGES):
                shade(sheet, x0, x1, HEIGHT)
        sides = "llll" if "i.u." in row else "lrrr"
        sheet.table([row], EDGES, rules="below", header=False, sides=sides)
    return grids(sheet.read())


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("heads", [["Träd", "Park", "Torg", "Allé"], ["Träd", "T1", "T2", "VB"]])
def test_a_plain_header_above_rows_that_are_shaded_in_turn_is_of_their_table(
    heads: list[str], first: int
) -> None:
    assert zebra(heads, ROWS, first=first) == [[heads, *ROWS]]


@pytest.mark.parametrize("first", [0, 1])
def test_rows_between_rules_have_the_columns_of_the_one_that_is_shaded(first: int) -> None:
    rows = [["Ek", "i.u.", "i.u.", ""], ["Alm", "", "0,76", "2,1"], ["Bok", "", "1,79", "2,46"]]
    heads = ["Träd", "Park", "Torg", "Allé"]
    assert zebra(heads, rows, first=first) == [[heads, *rows]]


def test_a_row_of_values_beside_a_label_of_several_rows_is_no_label_over_columns() -> None:
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    sheet.gap()
    shade(sheet, EDGES[0], EDGES[1], len(ROWS) * HEIGHT)
    names = ["Park", "Torg", "Allé"]
    edges = (EDGES[0], EDGES[1], 290.0, 360.0, 430.0, 500.0)
    for number, (_, *values) in enumerate(ROWS):
        if number % 2 == 0:
            for x0, x1 in pairwise(edges[1:]):
                shade(sheet, x0, x1, HEIGHT)
        label = "Barr" if number == 0 else ""
        row = [label, names[number], *values]
        sheet.table([row], edges, rules="none", header=False, sides="llrrr")
        sheet.canvas.line(edges[1], sheet.y, edges[-1], sheet.y)
    (table,) = grids(sheet.read())
    assert [row[1:] for row in table] == [
        [name, *row[1:]] for name, row in zip(names, ROWS, strict=True)
    ]


def test_a_remark_below_a_shaded_row_is_of_its_table_where_a_header_has_two_rows() -> None:
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    sheet.gap()
    for text, x in (("Indikator", EDGES[0]), ("Periodens utfall", 255.0), ("Årsmål", EDGES[3])):
        sheet.put(text, x + 3, sheet.y - 10, bold=True)
    sheet.y -= 9
    sheet.table([["", "Totalt", "Män", ""]], EDGES, rules="none")
    sheet.canvas.line(EDGES[0], sheet.y, EDGES[-1], sheet.y)
    for x0, x1 in pairwise(EDGES):
        shade(sheet, x0, x1, HEIGHT)
    sheet.table([["Andel nöjda", "71 %", "72 %", "75 %"]], EDGES, rules="none", header=False)
    remark = "Analys\nVärdet har stigit med en enhet sedan den förra räkningen gjordes."
    sheet.table([[remark]], EDGES, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert table[-2:] == [
        ["Andel nöjda", "71 %", "72 %", "75 %"],
        [" ".join(remark.split()), None, None, None],
    ]


def plain_heads_in_shades(sheet: Sheet) -> None:
    """Draw a shaded header of two rows, plain, with a rule where its first cell is parted."""
    top = sheet.y
    for x0, x1 in ((LEFT, 100), (220, 360)):
        shade(sheet, x0, x1, HEIGHT)
        sheet.canvas.line(x0, top - HEIGHT, x1, top - HEIGHT)
    for x0, x1 in ((100, 220), (360, 430), (430, 500)):
        shade(sheet, x0, x1, 2 * HEIGHT)
    sheet.put("Periodens utfall", 255, top - 12)
    sheet.y -= HEIGHT
    for x0, x1 in ((LEFT, 100), (220, 290), (290, 360)):
        shade(sheet, x0, x1, HEIGHT)
    sheet.table(
        [["", "Indikator", "Totalt", "Män", "Årsmål", "Period"]], SIGNED, rules="none", header=False
    )


def test_what_stands_on_both_sides_of_a_rule_is_one_header_where_cells_go_past_the_rule() -> None:
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    sheet.gap()
    rows = [
        ["", "Andel nöjda", "71 %", "72 %", "75 %", "2021"],
        ["", "Andel nya", "7 %", "8 %", "9 %", "2021"],
    ]
    plain_heads_in_shades(sheet)
    sheet.table(rows, SIGNED, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert table[:2] == [
        ["", "Indikator", "Periodens utfall", None, "Årsmål", "Period"],
        ["", None, "Totalt", "Män", None, None],
    ]
    assert table[2:] == rows


def test_a_label_over_a_header_that_is_printed_again_is_of_it_and_a_name_goes_on_below() -> None:
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    sheet.y = 120.0
    name = "Andel träd i parken som står"

    def put_header() -> None:
        sheet.put("Periodens utfall", 250, sheet.y - 10, bold=True)
        sheet.y -= 22
        sheet.table([["Indikator", "Totalt", "Män", "Årsmål"]], EDGES, rules="none", white=4)

    put_header()
    sheet.table([[name, "71 %", "", "75 %"]], EDGES, rules="none", header=False, white=4)
    sheet.page()
    put_header()
    sheet.table([["nära vatten"]], EDGES, rules="none", header=False, white=4)
    sheet.gap(30)
    sheet.text("Bedömningen är att träden mår bra.")
    (table,) = grids(sheet.read())
    assert table[-1] == [f"{name} nära vatten", "71 %", "", "75 %"]


def test_a_name_alone_in_the_second_column_is_a_row_below_a_shaded_header() -> None:
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    sheet.gap()
    heads = ["Slag", "Träd", "Park", "Torg"]
    for x0, x1 in pairwise(EDGES):
        shade(sheet, x0, x1, HEIGHT)
    sheet.table([heads], EDGES, rules="none", header=False)
    rows = [
        ["Barr", "Gran", "7", "12"],
        ["", "Tall", "", ""],
        ["", "Idegran", "310", "298"],
        ["Löv", "Alm", "45", "9"],
    ]
    sheet.table(rows, EDGES, rules="none", header=False, sides="llrr", white=4)
    tables = grids(sheet.read())
    assert len(tables) == 1
    assert [row for row in tables[0] if row[1] != "Tall" and row[0] != "Tall"] == [
        heads,
        rows[0],
        *rows[2:],
    ]


def test_the_shades_of_the_next_table_are_no_rules_of_the_one_above() -> None:
    sheet = Sheet()
    sheet.text("Träden har räknats under två veckor om sommaren.")
    heads = ["Räknade träd", "T1", "T2", "VB"]
    rows = [["2019", "i.u.", "i.u.", ""], ["2020", "", "0,76", "2,1"], ["2021", "", "1,79", "2,46"]]
    for year in ("i fjol", "i år"):
        sheet.gap()
        sheet.text(f"Tabell: Träd som räknats {year}", bold=True)
        sheet.gap(4)
        for x0, x1 in pairwise(EDGES):
            shade(sheet, x0, x1, HEIGHT)
        sheet.table([heads], EDGES, rules="none", header=False, sides="lccc")
        for row in rows:
            sides = "llll" if "i.u." in row else "lrrr"
            sheet.table([row], EDGES, rules="none", header=False, sides=sides)
    assert grids(sheet.read()) == [[heads, *rows]] * 2
