"""Arithmetic of other tables: means of months, and assets against liabilities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pipeline.extract.language.years import YEAR_IN_TEXT
from pipeline.quality.reconcile.checks import Check, found, is_misread, restating, rounding
from pipeline.quality.reconcile.facts import SURE, Facts, Figure
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.printed import PrintedCell, PrintedRow, PrintedTable
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
            findings = list(_wrong_means(table, means[0], months))
            if not is_misread(findings):
                yield from findings


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


_PERIOD_ENDS = {"t1": "apr", "t2": "aug", "vb": "dec"}


@rule("period_against_month")
def period_against_month(facts: Facts) -> Iterator[Finding]:
    """A figure after four, eight or twelve months in one table, by month in another.

    Only where another figure of the two tables agrees: else they are not about the same.
    """
    for periods in facts.printed:
        ends = {
            column: _PERIOD_ENDS[normal_form(label)]
            for column, label in periods.columns.items()
            if normal_form(label) in _PERIOD_ENDS
        }
        for months in facts.printed:
            same = normal_form(months.title) == normal_form(periods.title)
            if months is periods or not ends or not same:
                continue
            checks = list(_by_month(periods, ends, months))
            if any(check.agrees for check in checks):
                for check in checks:
                    yield from found(check)


def _by_month(
    periods: PrintedTable, ends: Mapping[int, str], months: PrintedTable
) -> Iterator[Check]:
    columns = {normal_form(label)[:3]: column for column, label in months.columns.items()}
    by_label = {normal_form(row.label): row for row in months.rows}
    for row in periods.rows:
        other = by_label.get(normal_form(row.label))
        for column, month in ends.items():
            cell = row.cells.get(column)
            same = other.cells.get(columns[month]) if other and month in columns else None
            if cell is None or same is None or cell.number is None or same.number is None:
                continue
            one, two = figure_of(cell), figure_of(same)
            label = labels.clean(periods.columns[column])
            yield Check(
                rule="period_against_month",
                report_key=periods.report_key,
                stated=one.value,
                expected=two.value,
                tolerance=restating(one, two),
                unit=periods.unit,
                figures=(one, two),
                sv=f"{labels.clean(periods.title)} {row.label}, {label}: {{stated}} i en tabell, "
                f"men {{expected}} för {month} i den andra.",
                en=f"{labels.clean(periods.title)} {row.label}, {label}: {{stated}} in one table, "
                f"but {{expected}} for {month} in the other.",
            )


_FEWEST_WORDS = 3
_NO_FIGURE = re.compile(r"^(i\.?u\.?|-|–|saknas|uppgift saknas)$", re.IGNORECASE)


@rule("number_among_words")
def number_among_words(facts: Facts) -> Iterator[Finding]:
    """One number in a column of words, as in "JA / NEJ"."""
    for table in facts.printed:
        for column, label in table.columns.items():
            cells = [row.cells[column] for row in table.rows if column in row.cells]
            words = [one for one in cells if one.is_words and not _NO_FIGURE.match(one.text)]
            numbers = [one for one in cells if one.number is not None]
            if len(words) < _FEWEST_WORDS or len(numbers) != 1 or numbers[0].confidence < SURE:
                continue
            odd = numbers[0]
            yield Finding(
                report_key=table.report_key,
                rule="number_among_words",
                severity="warning",
                facts=(odd.fact_key,),
                stated=odd.number,
                expected=None,
                unit=None,
                explanation_sv=f"{labels.clean(table.title)}, {odd.label}: {odd.text} står i "
                f"kolumnen {labels.clean(label)}, där övriga {len(words)} rader har ord.",
                explanation_en=f"{labels.clean(table.title)}, {odd.label}: {odd.text} stands in "
                f"the column {labels.clean(label)}, where {len(words)} other rows have words.",
                evidence=(odd.evidence,),
            )


_COUNT_LABEL = re.compile(r"^antal", re.IGNORECASE)


@rule("deviation_of_counts")
def deviation_of_counts(facts: Facts) -> Iterator[Finding]:
    """A column of deviations beside budget and outcome in tables that hold no money."""
    for table in facts.printed:
        columns = {
            (normal_form(YEAR_IN_TEXT.sub("", label)), labels.year_in(label)): number
            for number, label in table.columns.items()
        }
        for (name, year), deviation in columns.items():
            budget, outcome = columns.get(("budget", year)), columns.get(("bokslut", year))
            money = table.is_money or not name.startswith("avvikelse")
            if money or budget is None or outcome is None:
                continue
            yield from _wrong_deviations(table, budget, outcome, deviation)


def _wrong_deviations(
    table: PrintedTable, budget: int, outcome: int, deviation: int
) -> Iterator[Finding]:
    """Either sign of a deviation may be meant; the one that fits most rows is."""
    rows = []
    for row in table.rows:
        cells = [row.cells.get(column) for column in (deviation, outcome, budget)]
        known = [cell for cell in cells if cell is not None and cell.number is not None]
        if len(known) == len(cells) and min(cell.confidence for cell in known) >= SURE:
            rows.append((row.label, [figure_of(cell) for cell in known]))
    by_sign = {
        sign: [
            Check(
                rule="deviation_of_counts",
                report_key=table.report_key,
                stated=figures[0].value,
                expected=sign * (figures[1].value - figures[2].value),
                tolerance=rounding(*figures) if figures[0].half_step < HALF else Decimal(0),
                unit=table.unit or None,
                figures=figures,
                weights=(1, -sign, sign),
                sv=f"{label}: avvikelsen anges till {{stated}}, men skillnaden mellan utfall och "
                "budget är {expected}.",
                en=f"{label}: the deviation is printed as {{stated}}, but outcome and budget "
                "differ by {expected}.",
            )
            for label, figures in rows
        ]
        for sign in (1, -1)
    }
    best = max(by_sign.values(), key=lambda checks: sum(check.agrees for check in checks))
    if sum(check.agrees for check in best) > len(best) / 2:
        for check in best:
            yield from found(check)


HALF = Decimal("0.5")


@rule("ratio_of_rows")
def ratio_of_rows(facts: Facts) -> Iterator[Finding]:
    """A mean that is one row through another: children, groups, children in a group.

    Believed where it holds in another column of the table.
    """
    for table in facts.printed:
        if table.kind != "key_figures":
            continue
        counts = [row for row in table.rows if _COUNT_LABEL.match(row.label)]
        for mean in table.rows:
            if not _MEAN.search(normal_form(mean.label)):
                continue
            for whole in counts:
                for parts in counts:
                    if whole is not parts and whole is not mean and parts is not mean:
                        yield from _wrong_ratios(table, mean, whole, parts)


def _wrong_ratios(
    table: PrintedTable, mean: PrintedRow, whole: PrintedRow, parts: PrintedRow
) -> Iterator[Finding]:
    checks = []
    for column in table.columns:
        cells = [row.cells.get(column) for row in (mean, whole, parts)]
        known = [cell for cell in cells if cell is not None and cell.number]
        if len(known) < len(cells) or min(cell.confidence for cell in known) < SURE:
            continue
        stated, total, number = (figure_of(cell) for cell in known)
        expected = total.value / number.value
        checks.append(
            Check(
                rule="ratio_of_rows",
                report_key=table.report_key,
                stated=stated.value,
                expected=expected.quantize(Decimal("0.01")),
                tolerance=stated.half_step + expected * HALF / number.value,
                unit=None,
                figures=(stated, total, number),
                weights=(1, 0, 0),
                severity="warning",
                sv=f"{mean.label}, {labels.clean(table.columns[column])}: {{stated}}, men "
                f"{whole.label} delat med {parts.label} är {{expected}}.",
                en=f"{mean.label}, {labels.clean(table.columns[column])}: {{stated}}, but "
                f"{whole.label} through {parts.label} is {{expected}}.",
            )
        )
    agreeing = sum(check.agrees for check in checks)
    if agreeing > len(checks) - agreeing > 0:
        for check in checks:
            yield from found(check)
