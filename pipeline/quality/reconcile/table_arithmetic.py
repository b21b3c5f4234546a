"""Arithmetic of other tables: means of months, and assets against liabilities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.quality.reconcile.checks import Check, found
from pipeline.quality.reconcile.facts import SURE, Facts, Figure
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.printed import PrintedCell, PrintedTable
from pipeline.quality.reconcile.rules import rule
from pipeline.transform.economy import labels
from pipeline.transform.keys import normal_form

_MEAN = re.compile(r"^(medel|snitt|genomsnitt|medelvärde)")
_MONTH = re.compile(r"^(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)")
_FEWEST_MONTHS = 3


def figure_of(cell: PrintedCell) -> Figure:
    """A table cell with a number as a figure in its printed unit."""
    return Figure(
        cell.fact_key, cell.number or Decimal(0), cell.half_step, cell.confidence, cell.evidence
    )


@rule("mean_of_months")
def mean_of_months(facts: Facts) -> Iterator[Finding]:
    """A column "Medel" against the months of its row."""
    for table in facts.printed:
        forms = {number: normal_form(label) for number, label in table.columns.items()}
        months = [number for number, form in forms.items() if _MONTH.search(form)]
        # "Snitt 2020" before the months is another year's (T1 2021).
        means = [
            number
            for number, form in forms.items()
            if _MEAN.search(form)
            and labels.year_in(form) is None
            and number > max(months, default=0)
        ]
        if len(means) == 1 and len(months) >= _FEWEST_MONTHS:
            yield from _wrong_means(table, means[0], months)


def _wrong_means(table: PrintedTable, mean: int, months: list[int]) -> Iterator[Finding]:
    for row in table.rows:
        cells = [row.cells[month] for month in months if month in row.cells]
        stated = row.cells.get(mean)
        if stated is None or stated.number is None or len(cells) != len(months):
            continue
        numbers = [cell.number for cell in cells if cell.number is not None]
        surely_read = min(cell.confidence for cell in (stated, *cells)) >= SURE
        if len(numbers) != len(months) or not surely_read:
            continue
        figures = [figure_of(cell) for cell in (stated, *cells)]
        yield from found(
            Check(
                rule="mean_of_months",
                report_key=table.report_key,
                stated=stated.number,
                expected=(sum(numbers, Decimal(0)) / len(numbers)).quantize(Decimal("0.01")),
                tolerance=stated.half_step + max(cell.half_step for cell in cells),
                unit=None,
                figures=figures,
                sv=f"{row.label}: medelvärdet anges till {{stated}}, men månadernas är "
                "{expected}.",
                en=f"{row.label}: the mean is printed as {{stated}}, but that of the months is "
                "{expected}.",
            )
        )


@rule("balance")
def balance(facts: Facts) -> Iterator[Finding]:
    """Assets against liabilities and equity in the row of sums of a balance sheet."""
    for table in facts.printed:
        if table.kind != "balance_sheet":
            continue
        for row in table.rows:
            if row.is_total:
                yield from _unbalanced(table, list(row.cells.items()))


def _unbalanced(table: PrintedTable, cells: list[tuple[int, PrintedCell]]) -> Iterator[Finding]:
    numbered = [(table.columns[number], cell) for number, cell in cells if cell.number is not None]
    for label, asset in numbered:
        for other, debt in numbered:
            if label != other or not (asset.number or 0) > 0 > (debt.number or 0):
                continue
            yield from found(
                Check(
                    rule="balance",
                    report_key=table.report_key,
                    stated=asset.number or Decimal(0),
                    expected=-(debt.number or Decimal(0)),
                    tolerance=Decimal(0),
                    unit=None,
                    figures=(figure_of(asset), figure_of(debt)),
                    weights=(1, 1),
                    sv=f"{labels.clean(label)}: tillgångarna är {{stated}}, men skulder och "
                    "kapital {expected}.",
                    en=f"{labels.clean(label)}: assets are {{stated}}, but liabilities and "
                    "equity {expected}.",
                )
            )
