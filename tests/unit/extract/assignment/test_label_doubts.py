"""Labels that are pieces, or cut in one of several ways, make the cells beside and below unsure."""

from __future__ import annotations

import pytest

from pipeline.extract.assignment.label_doubts import TableLooks, with_doubts
from pipeline.extract.report import TableCell
from tests.unit.extract.making import place

COLUMNS = ("Mnkr", "Budget 2025", "Utfall 2025", "Avvikelse 2025")
ROWS = (
    "Äldreomsorg",
    "Förskola",
    "Ekonomiskt bistånd",
    "varav handläggning",
    "Barn, kultur och fritid",
    "Summa",
)
SURE = 0.95


def confidences(
    rows: tuple[str, ...] = ROWS,
    columns: tuple[str, ...] = COLUMNS,
    heads: tuple[float, ...] = (0.999, 0.999, 0.999, 0.999),
    width: float = 30.0,
) -> list[list[float]]:
    """What is left of the confidence of each cell, row by row."""
    looks = TableLooks(
        columns=columns,
        heads=heads,
        margin=5.0,
        agreement=1.0,
        marked=False,
        apart=False,
        dense=False,
        header_lines=1,
        header_width=width,
        row_lines=1.0,
    )
    cells = [
        TableCell(row, label, None, column, columns[column - 1], "5,0", 5.0, place("5,0"), 0.995)
        for row, label in enumerate(rows, start=1)
        for column in range(2, len(columns) + 1)
    ]
    found = with_doubts(cells, looks)
    return [[c.confidence for c in found if c.row_no == row] for row in range(1, len(rows) + 1)]


def test_whole_labels_leave_the_cells_sure() -> None:
    assert min(map(min, confidences())) >= SURE


@pytest.mark.parametrize("label", ["spositioner från 2024", "", "%", "Individ- och", "(netto"])
def test_a_torn_label_leaves_its_row_in_doubt(label: str) -> None:
    *others, torn = confidences(rows=(*ROWS, label))
    assert max(torn) < SURE
    assert max(torn) < min(map(min, others))


@pytest.mark.parametrize(
    "columns", [("Mnkr", "Budget", "Budget", "Avvikelse"), (*COLUMNS[:3], ")")]
)
def test_a_header_with_a_label_that_is_none_leaves_the_table_in_doubt(
    columns: tuple[str, ...],
) -> None:
    assert max(map(max, confidences(columns=columns))) < SURE


def test_a_column_whose_label_may_be_cut_otherwise_is_less_sure_than_others() -> None:
    heads = (0.99, 0.6, 0.99, 0.99)
    narrow = confidences(
        columns=("Mnkr", "Budget", "Utfall 2025", "Avvikelse"), heads=heads, width=2.0
    )
    assert all(row[0] < row[1] for row in narrow)


@pytest.mark.parametrize("head", ["Verksamhet (mnkr)", "Antal placeringar", "Nyckeltal"])
def test_the_head_of_the_rows_over_values_leaves_the_whole_table_unsure(head: str) -> None:
    displaced = confidences(columns=("Lönekostnader", head, "Budget 2025", "Utfall 2025"))
    assert max(map(max, displaced)) < 1 - SURE + 0.2
    assert min(map(min, confidences(columns=(head, *COLUMNS[1:])))) >= SURE
