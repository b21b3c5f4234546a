"""Headers in capitals: lines of one head are told from labels above it."""

from __future__ import annotations

import pytest

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 230.0, 310.0, 390.0, 470.0)
NAMES = ["Böcker som\nlånas ut", "Stolar i\nläsesalen", "Rum för\nmöten", "Kvällar med\nöppet"]


@pytest.mark.parametrize("leading", [1.3, 1.5, 1.7])
@pytest.mark.parametrize("heads", ["llll", "lrrr"])
def test_lines_of_a_head_in_capitals_are_as_far_apart_as_those_of_cells(
    leading: float, heads: str
) -> None:
    header = ["MÅTT", "ÅRETS\nUTFALL", "UTFALL\nBARN/\nUNGA", "UTFALL\nVUXNA/\nÄLDRE"]
    rows = [[name, "12", "13", "14"] for name in NAMES]
    sheet = Sheet()
    sheet.table(
        [header, *rows], EDGES, rules="ends", heads=heads, align="bottom", leading=leading, white=4
    )
    (table,) = grids(sheet.read())
    wanted = ["MÅTT", "ÅRETS UTFALL", "UTFALL BARN/UNGA", "UTFALL VUXNA/ÄLDRE"]
    assert table == [wanted, *([name.replace("\n", " "), *row] for name, *row in rows)]
