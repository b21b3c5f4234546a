"""Dates, periods, names and headers that are wrong; numbers where words belong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from tests.corpus.contradictions.kinds import Injected, kind, tables, with_block, with_cell
from tests.corpus.model import (
    ActivityTable,
    Cell,
    IndicatorTable,
    Kind,
    Report,
    RowStyle,
)
from tests.corpus.rendering import row_anchor, table_anchor
from tests.corpus.swedish import trimmed
from tests.corpus.truth import Contradiction

_YEAR = re.compile(r"20\d\d")


@kind
def header_year_elsewhere(report: Report, source: Random) -> Injected | None:
    """A header with another year in overview, investments, staff costs or costs and income."""
    year = report.head.year
    found = [
        (index, table, column)
        for index, table in tables(
            report, "budget_overview", "staff_costs", "cost_income_development", "investments"
        )
        for column, name in enumerate(table.columns)
        if _YEAR.findall(name) == [str(year)] and not name.startswith("Avvikelse mellan")
    ]
    if not found:
        return None
    index, table, column = source.choice(found)
    wrong = _YEAR.sub(str(year - source.choice((1, 2))), table.columns[column])
    columns = (*table.columns[:column], wrong, *table.columns[column + 1 :])
    return with_block(report, index, replace(table, columns=columns)), Contradiction(
        "label", f"{table.title}: '{wrong}' where {year} is meant.", (table_anchor(index),), wrong
    )


@kind
def indicator_header_year(report: Report, source: Random) -> Injected | None:
    """A header "Utfall VB" that names another year than the one before."""
    found = [
        (index, block, column)
        for index, block in enumerate(report.blocks)
        if isinstance(block, IndicatorTable)
        for column, name in enumerate(block.headers)
        if "VB 20" in name
    ]
    if not found:
        return None
    index, block, column = source.choice(found)
    wrong = _YEAR.sub(str(report.head.year - source.choice((0, 2))), block.headers[column])
    headers = (*block.headers[:column], wrong, *block.headers[column + 1 :])
    return with_block(report, index, replace(block, headers=headers)), Contradiction(
        "label", f"'{wrong}' over last year's outcomes.", (table_anchor(index),), wrong
    )


def _with_dates(
    report: Report, source: Random, start: date, end: date, what: str
) -> Injected | None:
    found = [
        (index, block, n)
        for index, block in enumerate(report.blocks)
        if isinstance(block, ActivityTable)
        for n, row in enumerate(block.rows)
        if row.start and row.end
    ]
    if not found:
        return None
    index, block, n = source.choice(found)
    row = replace(block.rows[n], start=start, end=end)
    rows = (*block.rows[:n], row, *block.rows[n + 1 :])
    return with_block(report, index, replace(block, rows=rows)), Contradiction(
        "date",
        f"{row.text}: {start} to {end}, {what}",
        (row_anchor(index, n),),
        row.text,
    )


@kind
def ends_before_start(report: Report, source: Random) -> Injected | None:
    """An activity that ends before it starts."""
    year = report.head.year
    return _with_dates(report, source, date(year, 9, 1), date(year, 3, 31), "backwards")


@kind
def activity_of_another_year(report: Report, source: Random) -> Injected | None:
    """An activity that was over before the report's year."""
    year = report.head.year - 3
    return _with_dates(report, source, date(year, 1, 1), date(year, 12, 31), "long over")


@kind
def period_of_another_year(report: Report, source: Random) -> Injected | None:
    """An indicator measured in a period outside the report's year."""
    year = report.head.year
    found = [
        (index, block, n)
        for index, block in enumerate(report.blocks)
        if isinstance(block, IndicatorTable) and report.head.kind is not Kind.VP
        for n, row in enumerate(block.rows)
        if str(year) in row.period
    ]
    if not found:
        return None
    index, block, n = source.choice(found)
    period = block.rows[n].period.replace(str(year), str(year + source.choice((1, 2))))
    row = replace(block.rows[n], period=period)
    rows = (*block.rows[:n], row, *block.rows[n + 1 :])
    return with_block(report, index, replace(block, rows=rows)), Contradiction(
        "date", f"{row.name}: period {period}.", (row_anchor(index, n),), row.name
    )


@kind
def number_in_remarks(report: Report, source: Random) -> Injected | None:
    """A number in a column of words (JA / NEJ)."""
    found = [
        (index, table, n, column)
        for index, table in tables(report, "result_units")
        for column, name in enumerate(table.columns)
        if "JA / NEJ" in name
        for n, row in enumerate(table.rows)
        if row.cells[column].text
    ]
    if not found:
        return None
    index, table, n, column = source.choice(found)
    value = source.randint(100, 900)
    cell = Cell(str(value), Decimal(value))
    return with_block(report, index, with_cell(table, n, column, cell)), Contradiction(
        "label",
        f"{table.rows[n].cells[0].text}: {value} in a column of yes and no.",
        (row_anchor(index, n),),
        str(value),
    )


@kind
def row_under_another_name(report: Report, source: Random) -> Injected | None:
    """An area that one table calls otherwise than all others, with the same figures."""
    names = {
        "Arbetsmarknadsåtgärder": "Arbete och sysselsättning",
        "Nämnd och administration": "Ledning och stöd",
        "Barn, kultur och fritid": "Fritid och möten",
    }
    found = [
        (index, table, n)
        for index, table in tables(
            report, "cost_income_development", "staff_costs", "forecast_history"
        )
        for n, row in enumerate(table.rows)
        if row.cells[0].text in names and row.style is RowStyle.ITEM
        if sum(bool(cell.number) for cell in row.cells) > 1
    ]
    if not found:
        return None
    index, table, n = source.choice(found)
    label = Cell(names[table.rows[n].cells[0].text])
    return with_block(report, index, with_cell(table, n, 0, label)), Contradiction(
        "label",
        f"{label.text} is called {table.rows[n].cells[0].text} elsewhere.",
        (row_anchor(index, n),),
        label.text,
    )


@kind
def sexes_do_not_add_up(report: Report, source: Random) -> Injected | None:
    """A sum of men and women that is not their total, for a count of people."""
    found = [
        (index, block, n)
        for index, block in enumerate(report.blocks)
        if isinstance(block, IndicatorTable) and "outcome_men" in block.measures
        for n, row in enumerate(block.rows)
        if row.cells[0].number
        and row.cells[1].number
        and row.cells[2].number
        and row.cells[1].number + row.cells[2].number == row.cells[0].number
    ]
    if not found:
        return None
    index, block, n = source.choice(found)
    row = block.rows[n]
    value = (row.cells[0].number or Decimal(0)) + source.randint(7, 60)
    unit = row.cells[0].unit
    cell = Cell(f"{trimmed(value)} {unit}".strip(), value, unit)
    mended = replace(row, cells=(cell, *row.cells[1:]), analysis="")
    rows = (*block.rows[:n], mended, *block.rows[n + 1 :])
    return with_block(report, index, replace(block, rows=rows)), Contradiction(
        "indicator",
        f"{row.name}: {cell.text} is not {row.cells[1].text} and {row.cells[2].text}.",
        (row_anchor(index, n),),
        cell.text,
    )
