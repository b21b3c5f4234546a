"""fact_key_figure: figures by year, month, sex or department that are no amounts of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.report import Report, ReportTable, TableCell
from pipeline.transform.economy import labels
from pipeline.transform.economy.periods import (
    Period,
    names_time,
    period_in,
    statistic_in,
    without_year,
)

KINDS = frozenset({"key_figures", "staff_turnover", "complaints"})
"""Kinds whose rows name figures and whose columns name periods or departments."""

SEXES = {
    "women": re.compile(r"\b(kvinn|flick)(a|or|orna)\b", re.IGNORECASE),
    "men": re.compile(r"\b(män|man|männen|pojk(e|ar|arna))\b", re.IGNORECASE),
}
"""Whole words only: "allmänt" names no men."""
_TWO_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s+(?:19|20)\d\d(?!\d)")
_UNIT_IN_NAME = re.compile(r"(mnkr|tkr|kronor|kr|procent|%|timmar|dygn|st)\s*\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure, with the cell that prints it.

    ``group`` is the sub-heading above the row, ``label`` the row's own name and
    ``subject`` what a column names that is no time (a department); ``statistic`` is one of
    ``vocabulary.STATISTICS``.
    """

    table: ReportTable
    cell: TableCell
    value: float
    label: str
    group: str | None
    subject: str | None
    period_label: str
    period: Period
    statistic: str
    breakdown: str
    unit: str | None

    @property
    def name(self) -> str:
        """Sub-heading and label as one."""
        return f"{self.group}: {self.label}" if self.group else self.label


def key_figures(report: Report) -> Iterator[KeyFigure]:
    """All key figures, in printed order."""
    for table in report.tables:
        if table.kind not in KINDS or _has_torn_header(table):
            continue
        for cell in table.cells:
            if cell.value is not None:
                yield _key_figure(report, table, cell, cell.value)


def _key_figure(report: Report, table: ReportTable, cell: TableCell, value: float) -> KeyFigure:
    column = labels.clean(cell.column_label)
    row, row_year = without_year(labels.clean(cell.row_label))
    sex = _breakdown(cell)
    is_time = names_time(column) or sex != "total"
    group = labels.clean(cell.row_group or "").rstrip(":") or None
    return KeyFigure(
        table=table,
        cell=cell,
        value=value,
        label=row or (_name_of_table(table) if row_year else column),
        group=group,
        subject=None if is_time or not cell.row_label else column,
        period_label=_period_label(report, column if is_time else "", row_year),
        period=_period(report, column, row_year),
        statistic=statistic_in(column) or "reading",
        breakdown=sex,
        unit=_unit(table, cell),
    )


def _name_of_table(table: ReportTable) -> str:
    """What is counted where the rows are nothing but years."""
    return labels.clean(table.columns[0] if table.columns else "") or labels.clean(table.title)


def _period_label(report: Report, column: str, row_year: int | None) -> str:
    """The period in words: as the column prints it, with the row's year; else the report's."""
    if row_year is not None and period_in(column).year is None:
        return f"{column} {row_year}".strip()
    return column or f"{report.head.report_type.value} {report.head.report_year}"


def _period(report: Report, column: str, row_year: int | None) -> Period:
    """Year, month and part that column and row name.

    A column without a year is of the row's year, else of the report's.
    """
    named = period_in(column)
    return Period(named.year or row_year or report.head.report_year, named.month, named.part)


def _has_torn_header(table: ReportTable) -> bool:
    """Whether a column label is two: then the labels beside it are not sure either.

    "2020 2021" over one column of figures (T1 2021); a span "2023-2024" is one label.
    """
    return any(_TWO_YEARS.search(column) for column in table.columns)


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
