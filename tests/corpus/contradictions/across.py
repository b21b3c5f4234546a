"""Reports against each other: a figure that another report prints otherwise.

``BESIDE`` says which reports must stand beside the changed one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from tests.corpus.contradictions.kinds import Injected, kind, moved, with_block
from tests.corpus.model import IndicatorTable, Kind, Report
from tests.corpus.rendering import row_anchor
from tests.corpus.tables import Context
from tests.corpus.truth import Contradiction

FIRST_YEAR = 2015
"""Reports of earlier years are not invented."""


def _last_year(context: Context) -> tuple[Context, ...]:
    year = context.year - 1
    return (replace(context, year=year, kind=Kind.VB),) if year >= FIRST_YEAR else ()


def _neighbours(context: Context) -> tuple[Context, ...]:
    names = ("Granholmen-Söderbacka", "Vattenvik", "Norrmossen-Åkerlund")
    return tuple(replace(context, committee=name) for name in names if name != context.committee)[
        :2
    ]


BESIDE: Mapping[str, Callable[[Context], tuple[Context, ...]]] = {
    "last_years_outcome": _last_year,
    "shared_target": _neighbours,
}


def _cell(report: Report, source: Random, measure: str, what: str) -> Injected | None:
    found = [
        (index, block, n)
        for index, block in enumerate(report.blocks)
        if isinstance(block, IndicatorTable) and measure in block.measures
        for n, row in enumerate(block.rows)
        if row.cells[block.measures.index(measure)].number
        and row.cells[block.measures.index(measure)].unit == "%"
        and "+/-" not in row.cells[block.measures.index(measure)].text
    ]
    if not found:
        return None
    index, block, n = source.choice(found)
    column = block.measures.index(measure)
    row = block.rows[n]
    cell = moved(row.cells[column], source, least=11, most=19)
    mended = replace(
        row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]), analysis="", claim=None
    )
    rows = (*block.rows[:n], mended, *block.rows[n + 1 :])
    return with_block(report, index, replace(block, rows=rows)), Contradiction(
        "across",
        f"{row.name}: {what} {cell.text}, elsewhere {row.cells[column].text}.",
        (row_anchor(index, n),),
        cell.text,
    )


@kind
def last_years_outcome(report: Report, source: Random) -> Injected | None:
    """Last year's outcome against last year's annual report."""
    return _cell(report, source, "previous_outcome", "last year's outcome")


@kind
def shared_target(report: Report, source: Random) -> Injected | None:
    """The council's target of the year against other committees'."""
    own = report.head.committee_kind == "stadsdelsnamnd"
    return _cell(report, source, "kf_target", "the council's target") if own else None
