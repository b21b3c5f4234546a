"""fact_pandemic_amount: costs and state grants of the pandemic (2020 to 2022)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.report import Report, ReportTable, TableCell
from pipeline.transform.economy import labels
from pipeline.transform.economy.labels import Word
from pipeline.transform.economy.money import is_amount, sek_per_unit, to_sek
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

KINDS = frozenset({"pandemic_costs", "state_grants"})

MEASURES = (
    Word("state_grant", r"statsbidrag"),
    Word("lost_income", r"(förlorade|uteblivna|minskade)intäkt|inkomstbortfall|intäktsbortfall"),
    Word("cost", r"kostnad"),
)
"""What a group of rows or a title names; grants for costs are grants (T1 2021)."""

_PERIOD = re.compile(
    r"\b((?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*)\s*[-–]\s*"
    r"((?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PandemicAmount:
    """One amount of the pandemic, with the cell that prints it.

    ``area`` is None where the column names no curated service area; ``area_label`` is
    what it prints, None where the column is named by its unit only.
    """

    table: ReportTable
    cell: TableCell
    measure: str
    area: ServiceArea | None
    area_label: str | None
    is_total: bool
    is_area_total: bool
    period_label: str | None
    amount_sek: Decimal
    printed_unit: str


def pandemic_amounts(report: Report, names: ServiceAreaNames) -> Iterator[PandemicAmount]:
    """All amounts of the pandemic, in printed order."""
    for table in report.tables:
        factor = sek_per_unit(table.unit)
        if table.kind not in KINDS or factor is None or table.unit is None:
            continue
        for cell in table.cells:
            measure = _measure(table, cell)
            if not is_amount(cell.value, factor) or measure is None:
                continue
            label = _area_label(cell.column_label)
            yield PandemicAmount(
                table=table,
                cell=cell,
                measure=measure,
                area=names.find(label) if label else None,
                area_label=label,
                is_total=labels.is_total(cell.row_label),
                is_area_total=label is None or labels.is_total(label),
                period_label=_period(table, cell),
                amount_sek=to_sek(cell.value, factor),
                printed_unit=table.unit,
            )


def _measure(table: ReportTable, cell: TableCell) -> str | None:
    """What is counted: a table of grants counts grants, whatever its groups are named."""
    if labels.first_meaning(MEASURES[:1], " ".join((table.title, *table.columns))):
        return MEASURES[0].meaning
    said = (cell.row_group or "", *table.columns[:1], table.title, cell.row_label)
    return next((found for text in said if (found := labels.first_meaning(MEASURES, text))), None)


def _area_label(column_label: str) -> str | None:
    """What a column names besides its unit."""
    label = labels.clean(column_label)
    return None if sek_per_unit(label) is not None else label


def _period(table: ReportTable, cell: TableCell) -> str | None:
    """The months that an amount is of: by its row, else by what stands above it.

    What a row says in parentheses explains the item ("sjuklönekostnader för januari-april") and
    counts last.
    """
    row = labels.without_parentheses(cell.row_label)
    for said in (row, cell.row_group or "", *table.columns, table.title, cell.row_label):
        found = _PERIOD.search(said)
        if found:
            return f"{found.group(1)}-{found.group(2)}".lower()
    return None
