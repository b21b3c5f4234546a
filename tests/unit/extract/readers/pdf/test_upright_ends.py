"""Uprights between columns that stop at cells over the whole width, in a table with no level."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.geometry.rules import Rule, Rules
from pipeline.extract.readers.geometry.upright_ends import lone_uprights, row_ends
from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 150.0, 230.0, 310.0)
PITCH, ROW, BELOW_WORD = 11.25, 10.6, 16.6
"""Points from a line to the next one of its cell, of the next row, and below "Analys"."""
HEADS = ["Brygga", "Längd", "Djup", "År"]
REMARK = "Mätt från land av den som sköter bryggan och utan is."
ROWS = (("Norra", "12 m", "3 m"), ("Södra", "", "2 m"), ("Västra", "", "4 m"))


def read_interrupted(label: tuple[str, ...]) -> list[Texts]:
    """Read a table of three rows with a remark over its width below the first two.

    Labels have several lines, values stand in the middle of them, and rows are closer than the
    lines of a label. The uprights stop at remarks.
    """
    sheet = Sheet()
    y = sheet.y
    ends = [y + 8]
    for x, text in zip(EDGES, HEADS, strict=True):
        sheet.put(text, x + 3, y, bold=True)
    for name, *values in ROWS:
        y -= ROW
        for x, text in zip(EDGES[1:], (*values, "2021"), strict=True):
            sheet.put(text, x + 3, y - PITCH * len(label) / 2)
        sheet.put(name, LEFT + 3, y)
        for line in label:
            y -= PITCH
            sheet.put(line, LEFT + 3, y)
        ends.append(y - 2.5)
        if name != ROWS[-1][0]:
            sheet.put("Analys", LEFT + 3, y - ROW)
            y -= ROW + BELOW_WORD
            sheet.put(REMARK, LEFT + 3, y)
            ends.append(y - 2.5)
    for x in EDGES[1:]:
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            sheet.canvas.line(x, start, x, end)
    (table,) = grids(sheet.read())
    return table


@pytest.mark.parametrize("lines", [3, 5])
def test_a_row_below_a_cell_over_the_whole_width_begins_where_uprights_do(lines: int) -> None:
    label = ("bryggan vid den", "gamla kajen som", "ligger bakom", "dammen och det", "röda huset")
    table = read_interrupted(label[:lines])
    names = [row[0] for row in table]
    assert names[1::2] == [" ".join([name, *label[:lines]]) for name, *_ in ROWS]
    assert names[2::2] == [f"Analys {REMARK}"] * 2
    assert [row[1:] for row in table[1::2]] == [[*values, "2021"] for _, *values in ROWS]


def test_an_end_that_another_upright_goes_past_ends_no_row() -> None:
    pair = [Rule(100, 50, 80), Rule(200, 50, 80)]
    assert row_ends(pair, 10, 400) == (50, 80)
    assert row_ends([*pair, Rule(300, 20, 90)], 10, 400) == ()
    assert row_ends([*pair, Rule(5, 20, 90)], 10, 400) == (50, 80)


def test_one_upright_alone_and_the_sides_of_a_box_end_no_row() -> None:
    assert row_ends([Rule(100, 50, 80)], 10, 400) == ()
    sides = (Rule(100, 50, 80), Rule(200, 50, 80))
    assert lone_uprights(Rules((Rule(80, 100, 200),), sides)) == ()
    assert lone_uprights(Rules((Rule(80, 150, 190),), sides)) == sides
