"""Labels that are pieces, or cut in one of several ways, make the cells beside and below unsure."""

from __future__ import annotations

import pytest

from pipeline.extract.assignment.label_doubts import with_doubts
from pipeline.extract.assignment.label_evidence import TableLooks, evidence
from pipeline.extract.assignment.label_weights import LABEL_WEIGHTS
from pipeline.extract.parsers.run_tables import read_run
from pipeline.extract.report import TableCell
from tests.unit.extract.making import place, run_table

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
    odds: bool = False,
) -> list[list[float]]:
    """What is left of the confidence of each cell, row by row; or the odds that its labels have."""
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
    if odds:
        found = [
            sum(LABEL_WEIGHTS[name] * amount for name, amount in seen.items())
            for seen in evidence(cells, looks)
        ]
    else:
        found = [cell.confidence for cell in with_doubts(cells, looks)]
    width_of_row = len(columns) - 1
    return [found[at : at + width_of_row] for at in range(0, len(found), width_of_row)]


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
def test_a_label_that_is_none_leaves_its_column_in_doubt(columns: tuple[str, ...]) -> None:
    found = confidences(columns=columns)
    assert max(row[-1] if columns[-1] == ")" else max(row[:2]) for row in found) < SURE


def test_a_header_that_may_be_cut_otherwise_leaves_its_table_less_sure() -> None:
    heads = (0.99, 0.6, 0.99, 0.99)
    found = confidences(heads=heads, odds=True)
    assert max(map(max, found)) < max(map(max, confidences(odds=True)))


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Alla resultaten heter", "Alla resultatenheter"),
        ("Arbetsmarkn", "Arbetsmarknad"),
        ("Inflöde Antal anmälningar", "Inflöde, antal anmälningar"),
    ],
    ids=["a word in two pieces", "a piece of a word", "two labels"],
)
def test_a_row_whose_label_is_no_whole_one_is_less_sure(torn: str, whole: str) -> None:
    one, other = (
        confidences(rows=(*ROWS, label, *ROWS), odds=True)[len(ROWS)] for label in (torn, whole)
    )
    assert max(one) < min(other)


def test_a_year_alone_beside_labels_with_a_year_leaves_its_column_in_doubt() -> None:
    # "Avvikelse" stands on the line above and was taken for a title.
    columns = ("Mnkr", "Budget 2025", "Bokslut 2025", "2025")
    assert max(row[-1] for row in confidences(columns=columns)) < SURE


@pytest.mark.parametrize("head", ["Verksamhet (mnkr)", "Antal placeringar", "Nyckeltal"])
def test_the_head_of_the_rows_over_values_leaves_the_whole_table_unsure(head: str) -> None:
    displaced = confidences(columns=("Lönekostnader", head, "Budget 2025", "Utfall 2025"))
    assert max(map(max, displaced)) < 1 - SURE + 0.2
    assert min(map(min, confidences(columns=(head, *COLUMNS[1:])))) >= SURE


@pytest.mark.parametrize(("label", "whole"), [("Intäkter", True), ("spositioner (netto", False)])
def test_a_row_of_a_label_alone_is_as_sure_as_its_label(label: str, *, whole: bool) -> None:
    rows = ("Löner 12,5 12,0", label, "Hyror -4,5 -4,0", "Mat -1,5 -1,0", "Avgifter -2,5 -2,0")
    body = read_run(run_table("\n\n".join(("Mnkr Budget 2025 Utfall 2025", *rows))))
    alone = [cell.confidence for cell in body.cells if cell.column_no == 1]
    assert [confidence >= SURE for confidence in alone] == [whole]
