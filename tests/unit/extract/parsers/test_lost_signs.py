"""Reports none of whose amounts is below zero, though many say that they often are."""

from __future__ import annotations

import pytest

from pipeline.extract.parsers.lost_signs import doubt_signs
from pipeline.extract.report import ReportTable, TableCell
from tests.unit.extract.making import place

SURE = 0.99


def table(values: list[float], label: str = "Avvikelse") -> ReportTable:
    cells = tuple(
        TableCell(row, "Bad", None, column, said, f"{value}", value, place(""), SURE)
        for row, value in enumerate(values, 1)
        for column, said in ((2, "Budget"), (3, label))
    )
    return ReportTable(1, "other", "", None, ("", "Budget", label), cells, (), place(""), SURE)


def confidences(read: ReportTable) -> set[tuple[str, bool]]:
    return {(cell.column_label, cell.confidence < 0.95) for cell in read.cells}


@pytest.mark.parametrize("label", ["Avvikelse 2024", "Budget (intäkter -)", "Resultat"])
def test_amounts_that_are_often_below_zero_are_unsure_where_none_is(label: str) -> None:
    (read,), (problem,) = doubt_signs([table([1.5] * 20, label)])
    assert confidences(read) == {("Budget", False), (label, True)}
    assert problem.code == "signs_lost"


@pytest.mark.parametrize(
    "values", [[1.5] * 19 + [-1.0], [1.5] * 5, [0.0] * 20], ids=["a minus", "few", "zeros"]
)
def test_no_sign_is_missed(values: list[float]) -> None:
    tables = (table(values),)
    assert doubt_signs(tables) == (tables, ())
