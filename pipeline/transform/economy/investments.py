"""fact_investment: budget, forecast and outcome of investments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.extract.report import Report, ReportTable, ReportType, TableCell
from pipeline.registry.vocabulary import INVESTMENT_MEASURES
from pipeline.transform.economy import applications, labels, misdated
from pipeline.transform.economy.money import is_amount, sek_per_unit, to_sek, unit_of_cell

KIND = "investments"
_OF_MANY_YEARS = re.compile(
    r"\bt\.? ?o\.? ?m\b|\back(?:\.|um\w*)|^total\w* ?(?:projekt)?(?:budget|utgift|kalkyl)"
    r"|projektbudget|genomförandebeslut",
    re.IGNORECASE,
)
"""Columns of a whole project, or of all years so far: no year's budget or outcome."""


@dataclass(frozen=True, slots=True)
class InvestmentAmount:
    """One amount of an investment, with the cell that prints it."""

    table: ReportTable
    cell: TableCell
    is_total: bool
    measure: str
    fiscal_year: int
    amount_sek: Decimal
    printed_unit: str


def investment_amounts(report: Report) -> Iterator[InvestmentAmount]:
    """All amounts of investments, in printed order."""
    for table in report.tables:
        if sek_per_unit(table.unit) is None:
            continue
        yield from _dated(
            [
                InvestmentAmount(
                    table=table,
                    cell=cell,
                    is_total=labels.is_total(cell.row_label),
                    measure=measure,
                    fiscal_year=labels.year_of(cell.column_label, report.head.report_year),
                    amount_sek=to_sek(cell.value, factor),
                    printed_unit=unit,
                )
                for cell, measure in _measured(table, report.head.report_type)
                if (unit := unit_of_cell(cell, table))
                if (factor := sek_per_unit(unit)) and is_amount(cell.value, factor)
            ]
        )


def _dated(amounts: Sequence[InvestmentAmount]) -> Iterator[InvestmentAmount]:
    """The amounts of one table, outcomes of a year that they prove in that year."""
    year = misdated.year_of_outcomes(amounts)
    for amount in amounts:
        if year is not None and misdated.is_outcome(amount):
            yield replace(amount, fiscal_year=year, cell=misdated.unsure(amount.cell))
        else:
            yield amount


def _measured(table: ReportTable, report: ReportType) -> Iterator[tuple[TableCell, str]]:
    """Cells whose measure is known: of lists of applications, and by the words of columns.

    A column that is nothing but a year is that year's budget in a plan.
    """
    of_year = "budget" if report is ReportType.PLAN else None
    applied_for = tuple(applications.amounts_applied_for(table, investments=True))
    yield from ((cell, applications.MEASURE) for cell in applied_for)
    if applied_for or table.kind != KIND or labels.has_torn_header(table.columns):
        return
    for cell in table.cells:
        if labels.is_share(cell.column_label) or _OF_MANY_YEARS.search(cell.column_label):
            continue
        label = labels.without_parentheses(cell.column_label)
        bare = of_year if labels.is_only_years(label) else None
        measure = labels.first_meaning(labels.PHASES, label) or bare
        if measure in INVESTMENT_MEASURES:
            yield cell, measure
