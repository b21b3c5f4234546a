"""Figures of one row that follow from each other, and do not."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.corpus.contradictions.kinds import (
    Injected,
    Place,
    changed,
    kind,
    moved,
    tables,
    with_block,
    with_cell,
)
from tests.corpus.model import Cell, DataTable, Report, RowStyle
from tests.corpus.rendering import row_anchor
from tests.corpus.swedish import number
from tests.corpus.truth import Contradiction


def _one(
    report: Report, source: Random, found: list[Place], *, least: int = 15, most: int = 90
) -> Injected | None:
    if not found:
        return None
    return changed(report, source.choice(found), source, "identity", least=least, most=most)


def _column(table: DataTable, *words: str) -> int | None:
    """The first column whose header holds all these words."""
    return next(
        (
            i
            for i, name in enumerate(table.columns)
            if i and all(word in name.casefold() for word in words)
        ),
        None,
    )


def _cells(report: Report, kinds: tuple[str, ...], *words: str) -> list[Place]:
    """Number cells in the column with these words, totals and parts left out."""
    found = []
    for index, table in tables(report, *kinds):
        column = _column(table, *words)
        if column is None:
            continue
        found += [
            (index, table, number_, column)
            for number_, row in enumerate(table.rows)
            if row.style is RowStyle.ITEM and row.cells[column].number
        ]
    return found


@kind
def wrong_net(report: Report, source: Random) -> Injected | None:
    """Net that is not costs plus income, in a row of an area."""
    return _one(
        report,
        source,
        _cells(report, ("budget_by_area",), "netto", "kostnad")
        or [
            place
            for place in _cells(report, ("budget_by_area",), "netto")
            if _column(place[1], "kostnad") is not None
        ],
    )


@kind
def wrong_deviation(report: Report, source: Random) -> Injected | None:
    """A deviation that is not budget less result."""
    year = str(report.head.year)
    found = [
        place
        for place in _cells(report, ("budget_by_area", "area_detail", "investments"), "avvikelse")
        if year in place[1].columns[place[3]] or "(+/-)" in place[1].columns[place[3]]
    ]
    return _one(report, source, found)


@kind
def wrong_overview_row(report: Report, source: Random) -> Injected | None:
    """The forecast or outcome of costs or income in the overview."""
    found = [
        (index, table, row_no, column)
        for index, table in tables(report, "budget_overview")
        for row_no, row in enumerate(table.rows[:3])
        for column, name in enumerate(table.columns)
        if str(report.head.year) in name and row.cells[column].number
    ]
    return _one(report, source, found)


@kind
def wrong_change(report: Report, source: Random) -> Injected | None:
    """A column of changes against its two years."""
    found = _cells(report, ("cost_income_development",), "förändring")
    found += _cells(report, ("staff_costs",), "förändring")
    return _one(report, source, found)


@kind
def wrong_children(report: Report, source: Random) -> Injected | None:
    """A deviation of numbers of children from the budgeted number."""
    found = [
        place
        for place in _cells(report, ("key_figures",), "avvikelse", str(report.head.year))
        if place[2] < len(place[1].rows) - 1
    ]
    return _one(report, source, found)


@kind
def wrong_mean(report: Report, source: Random) -> Injected | None:
    """A mean of months."""
    return _one(report, source, _cells(report, ("key_figures",), "medel"), least=4, most=30)


@kind
def wrong_half(report: Report, source: Random) -> Injected | None:
    """A column "Varav kvinnor" that with "Varav män" is not everyone."""
    return _one(report, source, _cells(report, ("key_figures",), "varav", "kvinnor"))


@kind
def wrong_carry_over(report: Report, source: Random) -> Injected | None:
    """A unit's fund at the end of the year."""
    found = [place for place in _cells(report, ("result_units",), "resultatöverföring till")]
    return _one(report, source, found, least=900, most=4000)


@kind
def wrong_twentieth(report: Report, source: Random) -> Injected | None:
    """Five per cent of a unit's gross budget."""
    found = _cells(report, ("result_units",), "5 %")
    return _one(report, source, found, least=200, most=900)


@kind
def unbalanced(report: Report, source: Random) -> Injected | None:
    """A balance sheet whose debts, and their sum, are more than its assets."""
    found = tables(report, "balance_sheet")
    if not found:
        return None
    index, table = found[0]
    row, column = source.randrange(len(table.rows) - 1), source.choice((4, 5))
    old = table.rows[row].cells[column]
    new = moved(old, source)
    assert old.number is not None and new.number is not None
    total = table.rows[-1].cells[column].number or Decimal(0)
    sum_ = total + new.number - old.number
    table = with_cell(table, row, column, new)
    table = with_cell(table, len(table.rows) - 1, column, Cell(number(sum_), sum_))
    return with_block(report, index, table), Contradiction(
        "identity",
        f"Debts are {number(sum_)}, assets {number(-total)}.",
        (row_anchor(index, len(table.rows) - 1),),
        number(sum_),
    )
