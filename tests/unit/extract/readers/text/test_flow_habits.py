"""How the tool that made a flow text writes: cells on lines of their own, some together."""

from __future__ import annotations

from pipeline.extract.readers.text.flow_habits import habit_of
from tests.unit.extract.making import lines

CELLS = "Alnäs\n5\n700\nBjörk\n8\n900\n" * 20


def test_cells_touch_where_several_numbers_share_a_line_in_several_places() -> None:
    together = "Dalby\n8 9,5 1 022\n" * 3
    assert habit_of(lines(CELLS + together), 0).cells_touch
    assert habit_of(lines(CELLS + together), 0).cells_apart


def test_several_numbers_on_lines_of_one_place_tell_nothing() -> None:
    together = "Dalby\n" + "8 9,5 1 022\n" * 5
    assert not habit_of(lines(CELLS + together), 0).cells_touch


def test_cells_touch_where_the_heads_of_both_dates_share_lines_in_several_places() -> None:
    together = "Aktivitet\nStartdatum Slutdatum\nDalby\n" * 3
    assert habit_of(lines(CELLS + together), 0).cells_touch
    assert not habit_of(lines(CELLS + together.replace(" ", "\n")), 0).cells_touch
