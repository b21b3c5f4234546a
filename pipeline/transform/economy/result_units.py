"""fact_result_unit: budget, result and funds of the result units, surplus positive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.report import Report, ReportTable, TableCell
from pipeline.transform.economy import labels
from pipeline.transform.economy.labels import Word
from pipeline.transform.economy.money import is_amount, sek_per_unit, to_sek, unit_of_cell

KIND = "result_units"

COLUMNS = (
    Word("gross_budget_5_percent", r"^(varav)?5(procent)?av"),
    Word("gross_budget", r"bruttobudget"),
    Word("expected_transfer_out", r"(beräkna|prognos)\w*överföring\w*till"),
    Word(
        "transfer_in", r"överföring\w*från|^ingående\w*(fond|balans|saldo)|^fond\w*ingång|^ib\d*$"
    ),
    Word(
        "transfer_out", r"överföring\w*till|^utgående\w*(fond|balans|saldo)|^fond\w*utgång|^ub\d*$"
    ),
    Word("expected_result", r"^(beräknat|prognos\w*)resultat"),
    Word("result", r"^(årets)?resultat(20\d\d|över|under|$)"),
)
"""Columns in T1 2021 and VB 2024, in their normal form."""

_FUND = re.compile(r"\b(?:in|ut)gående\w* \w*(?:fond|balans|saldo)|^[IU]B\b", re.IGNORECASE)
_FIVE_PERCENT = "gross_budget_5_percent"
LARGEST_UNIT_SEK = 20_000_000_000
"""Several times what all result units of the largest committee turn over."""

UNSIGNED = frozenset({"gross_budget", "gross_budget_5_percent"})
"""Measures that are no surplus or deficit: their sign is as printed."""


@dataclass(frozen=True, slots=True)
class ResultUnitAmount:
    """One amount of a result unit, with the cell that prints it."""

    table: ReportTable
    cell: TableCell
    is_total: bool
    measure: str
    fiscal_year: int
    amount_sek: Decimal
    printed_unit: str


def result_unit_amounts(report: Report) -> Iterator[ResultUnitAmount]:
    """All amounts of result units, in printed order."""
    for table in report.tables:
        factor = sek_per_unit(table.unit)
        if table.kind != KIND or factor is None or table.unit is None:
            continue
        if not _is_understood(table, factor):
            continue
        surplus = 1 if _adds_up_to_funds(table) else None
        for cell in table.cells:
            measure = labels.first_meaning(COLUMNS, cell.column_label)
            unit = unit_of_cell(cell, table)
            factor = sek_per_unit(unit)
            if unit is None or factor is None:
                continue
            sign = _sign(measure, cell.column_label, table) or surplus
            if not is_amount(cell.value, factor) or measure is None or sign is None:
                continue
            yield ResultUnitAmount(
                table=table,
                cell=cell,
                is_total=labels.is_total(cell.row_label),
                measure=measure,
                # "Resultatöverföring från 2020" is still a line of the report's year.
                fiscal_year=report.head.report_year,
                amount_sek=to_sek(sign * cell.value, factor),
                printed_unit=unit,
            )


def _is_understood(table: ReportTable, factor: int) -> bool:
    """False where figures contradict the header: amounts of billions, no five per cent.

    Then the unit was taken from another table, or labels stand above other columns; no
    figure of the table is sure. A misprint in a row or two proves nothing.
    """
    rows = _rows(table)
    largest = max((row.get("gross_budget", 0) for row in rows), default=0)
    checked = [row for row in rows if {"gross_budget", _FIVE_PERCENT} <= row.keys()]
    wrong = [row for row in checked if abs(row[_FIVE_PERCENT] - 0.05 * row["gross_budget"]) > 1]
    return largest * factor <= LARGEST_UNIT_SEK and 2 * len(wrong) <= len(checked)


def _rows(table: ReportTable) -> list[dict[str, float]]:
    """The printed numbers of every row, by measure."""
    of_row: dict[int, dict[str, float]] = {}
    for cell in table.cells:
        measure = labels.first_meaning(COLUMNS, cell.column_label)
        if cell.value is not None and measure is not None:
            of_row.setdefault(cell.row_no, {})[measure] = cell.value
    return list(of_row.values())


def _sign(measure: str | None, column_label: str, table: ReportTable) -> int | None:
    """What to multiply by so that a surplus is positive; None where nothing tells."""
    if measure in UNSIGNED:
        return 1
    stated = labels.surplus_sign(column_label)
    if stated is not None:
        return stated
    notes = [labels.surplus_sign(text) for text in (table.title, *table.notes)]
    return next((sign for sign in notes if sign is not None), None)


def _adds_up_to_funds(table: ReportTable) -> bool:
    """Whether columns called funds say all by themselves: opening and result make closing.

    What is in a fund is printed positive, so a result that is added to it is, too.
    """
    names_funds = any(_FUND.search(column) for column in table.columns)
    whole = [row for row in _rows(table) if {"transfer_in", "result", "transfer_out"} <= {*row}]
    adding = [
        row for row in whole if abs(row["transfer_in"] + row["result"] - row["transfer_out"]) <= 1
    ]
    return names_funds and len(adding) > len(whole) / 2
