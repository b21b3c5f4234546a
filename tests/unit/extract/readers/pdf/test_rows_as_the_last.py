"""Rows far apart that stand as the row above, and texts right below a table that do not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

EDGES = (LEFT, 240.0, 330.0, 420.0)
FARMS = [
    ["Gård", "Får", "Getter"],
    ["Norra", "12", "310"],
    ["Södra", "7", "45"],
    ["Östra", "3", "8"],
]
PROSE = "Gårdarna sköts av förvaltningen, som räknar djuren vår och höst."


@pytest.mark.parametrize("wrapped", [False, True])
def test_rows_far_apart_are_of_one_table_though_heads_stand_aside_of_values(wrapped: bool) -> None:
    sheet = Sheet()
    sheet.text(PROSE)
    rows = [FARMS[0], FARMS[1], ["Södra\nvid ån" if wrapped else "Södra", "7", "45"], FARMS[3]]
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - 34, EDGES[-1] - LEFT, 34, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table(rows, EDGES, rules="none", heads="lrr", align="bottom", white=12)
    (table,) = grids(sheet.read())
    assert table == [[cell.replace("\n", " ") for cell in row] for row in rows]


def test_words_far_below_a_table_that_stand_elsewhere_are_none_of_its_rows() -> None:
    sheet = Sheet()
    sheet.table(FARMS, EDGES, rules="none")
    sheet.gap(38)
    for text, x in (("Anna Ek", LEFT), ("Bo Al", 280.0)):
        sheet.put(text, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table == FARMS


def test_a_caption_left_of_all_labels_is_no_rest_of_the_last_one() -> None:
    sheet = Sheet()
    sheet.text(PROSE)
    rows = [*FARMS[:2], ["Södra vid\nån", "7", "45"], FARMS[3]]
    sheet.table(rows, (LEFT + 6, *EDGES[1:]), rules="none", white=0.5)
    sheet.gap(7)
    sheet.text("Djur på gårdarna, stycken", size=9)
    sheet.gap(12)
    sheet.text(PROSE, size=9)
    document = sheet.read()
    assert [row[0] for row in grids(document)[0]] == ["Gård", "Norra", "Södra vid ån", "Östra"]
    assert prose(document) == [PROSE, "Djur på gårdarna, stycken", PROSE]


def test_a_name_of_rows_left_of_their_labels_ends_no_table() -> None:
    sheet = Sheet()
    sheet.table(FARMS[:3], (LEFT + 6, *EDGES[1:]), rules="none")
    sheet.table([["Vid ån", "", ""]], EDGES, rules="none", header=False)
    sheet.table(FARMS[3:], (LEFT + 6, *EDGES[1:]), rules="none", header=False)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table] == ["Gård", "Norra", "Södra", "Vid ån", "Östra"]


def test_rows_below_a_boxed_header_and_row_go_on_with_it_where_they_stand_as_that_row() -> None:
    sheet = Sheet()
    sheet.text(PROSE)
    sheet.canvas.setFillGray(0.9)
    for left, right in pairwise(EDGES):
        sheet.canvas.rect(left, sheet.y - 28.35, right - left, 28.35, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    rows = [*FARMS, ["Västra", "5", "6"], ["Gamla", "9", "1"]]
    sheet.table(rows, EDGES, rules="none", header=False, heads="lcc", white=9)
    assert grids(sheet.read()) == [rows]
