"""Kinds of a thing are seldom more than the thing. A library's branches, all invented."""

from __future__ import annotations

import pytest

from pipeline.extract.assignment.run_columns import fits_of
from pipeline.extract.document import Line
from pipeline.extract.tables.run_rows import Row

LABELS = ["Filial", "Norr", "Söder", "Öster", "Bokbuss"]


def row(label: str, values: str, group: str | None = None) -> Row:
    line = Line(1, f"{label} {values}")
    return Row(label, group, values.split(), [line], [line])


def columns_of_music(
    *, counted: str, bus: int, group: str = "Önskemålen gällde"
) -> tuple[int, ...]:
    """Columns of "Musik 1 2 5" where the branches count the wishes given."""
    rows = [
        row(counted, f"88 60 70 {bus}"),
        row("Böcker", "29 15 14 3", group),
        row("Filmer", "4 17 5 1", group),
        row("Musik", "1 2 5", group),
        row("Spel", "5 11 11 1", group),
    ]
    return fits_of(rows, 4, LABELS)[3].columns


def test_a_branch_with_seven_wishes_has_not_ten_of_four_kinds() -> None:
    assert columns_of_music(counted="Antal önskemål", bus=7) == (0, 1, 2)


@pytest.mark.parametrize(
    ("counted", "bus"), [("Antal önskemål", 40), ("Antal lån", 7)], ids=["enough", "other thing"]
)
def test_it_tells_nothing_where_there_is_room_or_another_thing_is_counted(
    counted: str, bus: int
) -> None:
    assert columns_of_music(counted=counted, bus=bus) != (0, 1, 2)
