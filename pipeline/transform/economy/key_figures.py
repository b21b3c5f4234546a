"""fact_key_figure: figures by year, month or sex that are no amounts of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.report import Report, ReportTable, TableCell
from pipeline.transform.economy import labels

KINDS = frozenset({"key_figures", "staff_turnover", "complaints"})
"""Kinds whose rows name figures and whose columns name periods."""

SEXES = {
    "women": re.compile(r"\b(kvinn|flick)(a|or|orna)\b", re.IGNORECASE),
    "men": re.compile(r"\b(män|man|männen|pojk(e|ar|arna))\b", re.IGNORECASE),
}
"""Whole words only: "allmänt" names no men."""
_UNIT_IN_NAME = re.compile(r"(mnkr|tkr|kronor|kr|procent|%|timmar|dygn|st)\s*\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure, with the cell that prints it."""

    table: ReportTable
    cell: TableCell
    value: float
    figure_name: str
    breakdown: str
    unit: str | None


def key_figures(report: Report) -> Iterator[KeyFigure]:
    """All key figures, in printed order."""
    for table in report.tables:
        if table.kind not in KINDS:
            continue
        for cell in table.cells:
            if cell.value is None:
                continue
            yield KeyFigure(
                table=table,
                cell=cell,
                value=cell.value,
                figure_name=_figure_name(cell),
                breakdown=_breakdown(cell),
                unit=_unit(table, cell),
            )


def _figure_name(cell: TableCell) -> str:
    name = labels.clean(cell.row_label) or labels.clean(cell.column_label)
    return f"{labels.clean(cell.row_group)}: {name}" if cell.row_group else name


def _breakdown(cell: TableCell) -> str:
    """The sex that the column names, else the row; a column for both names neither."""
    for label in (cell.column_label, cell.row_label):
        named = {sex for sex, words in SEXES.items() if words.search(label)}
        if len(named) == 1:
            return named.pop()
    return "total"


def _unit(table: ReportTable, cell: TableCell) -> str | None:
    """Unit in the cell, behind the row's or column's name, or of the table."""
    if "%" in cell.text:
        return "%"
    for label in (cell.row_label, cell.column_label):
        found = _UNIT_IN_NAME.search(labels.clean(label))
        if found:
            return found.group(1).lower()
    return table.unit
