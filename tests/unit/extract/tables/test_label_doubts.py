"""Labels that are pieces make the cells beside and below them unsure."""

from __future__ import annotations

import pytest

from pipeline.extract.report import TableCell
from pipeline.extract.tables.label_doubts import with_doubts
from tests.unit.extract.making import place

COLUMNS = ("Mnkr", "Budget 2025", "Utfall 2025")


def cell(row: int, label: str, column: int, columns: tuple[str, ...] = COLUMNS) -> TableCell:
    """A sure cell of a table."""
    return TableCell(row, label, None, column, columns[column - 1], "5,0", 5.0, place("5,0"), 0.995)


def confidences(cells: list[TableCell], columns: tuple[str, ...] = COLUMNS) -> list[float]:
    """What is left of the confidence of each cell."""
    return [one.confidence for one in with_doubts(cells, columns)]


def test_whole_labels_leave_the_confidence() -> None:
    labels = ["Förskola", "varav statsbidrag", "internhyror", "Summa"]
    assert confidences([cell(row, label, 2) for row, label in enumerate(labels)]) == [0.995] * 4


@pytest.mark.parametrize("label", ["spositioner från 2024", "", "%", "Individ- och", "(netto"])
def test_a_torn_label_leaves_its_row_in_doubt_only(label: str) -> None:
    rows = ["Förskola", "Skola", "Parker", "Äldreomsorg", "Summa", label]
    found = confidences([cell(row, name, 2) for row, name in enumerate(rows)])
    assert found[:5] == [0.995] * 5
    assert found[5] < 0.95


@pytest.mark.parametrize(
    "columns", [("Mnkr", "Budget", "Budget"), ("Mnkr", "Utfall", "per al"), ("Mnkr", "Plan", ")")]
)
def test_a_header_with_a_label_that_is_none_leaves_the_table_in_doubt(
    columns: tuple[str, ...],
) -> None:
    found = confidences([cell(1, "Skola", 2, columns), cell(1, "Skola", 3, columns)], columns)
    assert max(found) < 0.95
