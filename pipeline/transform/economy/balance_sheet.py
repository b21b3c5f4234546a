"""fact_balance_sheet: assets, debts and capital at the end of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.report import Report, ReportTable, TableCell
from pipeline.transform.economy import labels
from pipeline.transform.economy.labels import Word
from pipeline.transform.economy.money import is_amount, sek_per_unit, to_sek
from pipeline.transform.keys import normal_form

KIND = "balance_sheet"

SIDES = (
    Word("assets", r"tillgång"),
    Word("liabilities", r"skuld|kapital"),
)
"""Words of the header above the items of a side."""

BALANCES = (
    Word("opening_balance", r"ingående|^ib\d*"),
    Word("closing_balance", r"bokslut|utgående|utfall|^ub\d*"),
)


@dataclass(frozen=True, slots=True)
class BalanceAmount:
    """One amount of the balance sheet, with the cell that prints it."""

    table: ReportTable
    cell: TableCell
    side: str
    is_total: bool
    measure: str
    fiscal_year: int
    amount_sek: Decimal
    printed_unit: str


def balance_amounts(report: Report) -> Iterator[BalanceAmount]:
    """All amounts of balance sheets, in printed order."""
    for table in report.tables:
        factor = sek_per_unit(table.unit)
        if table.kind != KIND or factor is None or table.unit is None:
            continue
        for cell in table.cells:
            side = side_of(table, cell)
            measure = labels.first_meaning(BALANCES, cell.column_label)
            if not is_amount(cell.value, factor) or not side or not measure:
                continue
            if _is_torn(cell):
                continue
            yield BalanceAmount(
                table=table,
                cell=cell,
                side=side,
                is_total=labels.is_total(cell.row_label),
                measure=measure,
                fiscal_year=labels.year_of(cell.column_label, report.head.report_year),
                amount_sek=to_sek(cell.value, factor),
                printed_unit=table.unit,
            )


def _is_torn(cell: TableCell) -> bool:
    """Whether item or column took in text of their neighbours, so that neither is sure."""
    item, column = labels.clean(cell.row_label), cell.column_label
    return (
        not normal_form(item)
        or any(character.isdigit() for character in item)
        or len(labels.years_in(column)) > 1
        or labels.first_meaning(SIDES, column) is not None
    )


def side_of(table: ReportTable, cell: TableCell) -> str | None:
    """The side that the cell stands on: its sub-heading, else the nearest header before it.

    Both sides may stand beside each other (VB 2024), each below a column of items that
    names it.
    """
    headers = reversed(table.columns[: cell.column_no])
    for said in (cell.row_group or "", *headers, table.title):
        side = labels.first_meaning(SIDES, said)
        if side is not None:
            return side
    return None
