"""Headers that are not bold, with their first row, above a shaded row of their table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids


def shaded_from(sheet: Sheet, rows: Sequence[Sequence[str]], edges: Sequence[float]) -> None:
    """Draw rows of one line; from the third one on every other has a shade in each cell."""
    for number, row in enumerate(rows):
        if number and number % 2 == 0:
            sheet.canvas.setFillGray(0.9)
            for x0, x1 in pairwise(edges):
                sheet.canvas.rect(x0, sheet.y - 15.35, x1 - x0, 15.35, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        sheet.table([row], edges, rules="none", header=False)


def test_a_header_and_a_row_of_words_begin_the_table_that_goes_on_with_a_shaded_row() -> None:
    rows = [["Namn", "Datum"], ["Siv Ek, föreståndare", "2019-01-24"]]
    rows += [["Per Al, kamrer", "2019-01-25"]]
    sheet = Sheet()
    sheet.text("De har läst och godkänt det som står här ovanför.")
    sheet.gap(20)
    shaded_from(sheet, rows, (LEFT, 260.0, 400.0))
    assert grids(sheet.read()) == [rows]
