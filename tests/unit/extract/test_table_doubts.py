"""A table of which it was inferred what stands where is named, if it does not look right."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Place
from pipeline.extract.report import ReportTable, TableCell
from pipeline.extract.table_doubts import DOUBTED, table_doubts

PLACE = Place("Badet 7 8", line_start=3, line_end=9)
ROWS = (("Badet", "7", "8"), ("Gymmet", "", "9"))


def table(
    labels: tuple[str, ...], rows: tuple[tuple[str, ...], ...] = ROWS, sure: float = 0.94
) -> ReportTable:
    cells = tuple(
        TableCell(row_no, row[0], None, at, labels[at - 1], text, None, PLACE, sure)
        for row_no, row in enumerate(rows, start=1)
        for at, text in enumerate(row, start=1)
        if text
    )
    return ReportTable(1, "other", "Besök", None, labels, cells, (), PLACE, sure)


@pytest.mark.parametrize(
    ("doubted", "reason"),
    [
        (table(("Plats", "T1", "T2", "2031"), (("Badet", "", "7", "8"),)), "below 'T1'"),
        (table(("Plats", "Besök mnkr mnkr", "2031")), "a word twice"),
        (table(("Plats", "mnkr", "mnkr")), "are the same"),
        (table(("Plats", "2030", "2031"), sure=0.6), "hardly told"),
    ],
)
def test_a_table_that_may_be_shifted_is_said(doubted: ReportTable, reason: str) -> None:
    (problem,) = table_doubts([doubted])
    assert (problem.code, problem.place) == (DOUBTED, PLACE)
    assert reason in problem.message


def test_neither_a_whole_table_nor_one_that_is_as_printed_is_doubted() -> None:
    whole = table(("Plats", "2030", "2031"))
    printed = table(("Plats", "mnkr", "mnkr"), sure=0.99)
    assert not [*table_doubts([whole, printed])]
