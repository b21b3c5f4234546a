"""Lists of what is applied for: one column of amounts below "ansökt" or "budgetjustering".

A plan lists its applications in two tables, one for investments and one for services
(VP 2026, "Budgetjusteringar"). The first are rows of fact_investment, the second of
fact_budget_line, both with the measure ``requested_adjustment``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.report import ReportTable, TableCell
from pipeline.transform.economy import labels
from pipeline.transform.economy.money import sek_per_unit

KINDS = frozenset({"budget_adjustments", "investments"})
MEASURE = "requested_adjustment"

_APPLICATION = re.compile(r"ansök|äska|budgetjuster|\bbj\b", re.IGNORECASE)
_APPLIED = re.compile(r"ansök|\bsök|begär|äska", re.IGNORECASE)
_INVESTMENT = re.compile(r"investering", re.IGNORECASE)
_OPERATION = re.compile(r"\bdrift", re.IGNORECASE)


def says_applied(label: str) -> bool:
    """Whether a column of adjustments says that they are applied for, not decided."""
    return _APPLIED.search(label) is not None


def amounts_applied_for(table: ReportTable, *, investments: bool) -> Iterator[TableCell]:
    """Cells with an amount applied for, of investments or of services.

    Nothing where the table is no list of applications, or where neither its title nor
    its sum says which of the two it lists.
    """
    if _lists_investments(table) is investments and _is_list_of_applications(table):
        yield from (cell for cell in table.cells if cell.value is not None)


def _is_list_of_applications(table: ReportTable) -> bool:
    """One column of amounts that is named by its unit only, below words of applying."""
    numbers = {(c.column_no, c.column_label) for c in table.cells if c.value is not None}
    said = " ".join([table.title, *table.columns, *(c.row_label for c in table.cells)])
    return (
        table.kind in KINDS
        and len(numbers) == 1
        and all(sek_per_unit(labels.clean(label)) is not None for _, label in numbers)
        and _APPLICATION.search(said) is not None
    )


def _lists_investments(table: ReportTable) -> bool | None:
    """Whether investments are listed, by the title before the sums; None where none tells."""
    sums = " ".join(cell.row_label for cell in table.cells if labels.is_total(cell.row_label))
    for said in (table.title, sums):
        investment, operation = _INVESTMENT.search(said), _OPERATION.search(said)
        if (investment is None) is not (operation is None):
            return investment is not None
    return None
