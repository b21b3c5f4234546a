"""fact_key_figure: figures by year, month, sex or department that are no amounts of the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.extract.language.years import YEAR
from pipeline.extract.report import Report, ReportTable, ReportType, TableCell
from pipeline.transform.economy import labels
from pipeline.transform.economy.areas import area_of_headings, spoken_of
from pipeline.transform.economy.notes import note_of
from pipeline.transform.economy.periods import (
    MONTHS_OF_PART,
    Period,
    accumulates,
    month_of_row,
    names_time,
    period_in,
    statistic_in,
    statistic_of_name,
    without_year,
)
from pipeline.transform.economy.units import unit_of
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

KINDS = frozenset({"key_figures", "staff_turnover", "complaints"})
"""Kinds whose rows name figures and whose columns name periods or departments."""

_SEXES = {
    "women": r"kvinnor(?:na)?|flickor(?:na)?",
    "men": r"män(?:nen)?|pojkar(?:na)?",
}
SEXES = {
    sex: re.compile(rf"(?<!\bmot )(?<!\bför )(?<!\btill )(?<!\bom )\b(?:{words})\b", re.IGNORECASE)
    for sex, words in _SEXES.items()
}
"""Whole words in the plural only: "allmänt" and "god man" name no men, nor does a label that
is about them ("våld mot kvinnor") and not of them."""
_PARENTHESES = re.compile(r"\([^)]*\)?")
_TWO_YEARS = re.compile(rf"(?<!\d){YEAR}\s+{YEAR}(?!\d)")
_PART_OF_COLUMN = re.compile(r"^\W*(?:var|där)av\b", re.IGNORECASE)
_NAMES_NOTHING = re.compile(
    r"^\W*(?:nyckeltal|verksamhet|avdelning|uppdelning|enhet|namn|år|månad|mnkr|tkr|kronor)\b|^\W*$",
    re.IGNORECASE,
)
"""Headers of label columns that say nothing of what is counted."""


_CASE = re.compile(r"klagomål|synpunkt|beröm|avvikelse|lex |felanmälan|förslag", re.IGNORECASE)
"""Columns that say what is counted where the rows of complaints are service areas."""

_NEARLY = 0.05
"""By so much of a sum its parts may miss it: slips of a source stay sums, other rows do not."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure, with the cell that prints it.

    ``group`` is the sub-heading above the row, ``header`` what heads the labels where it says
    what is counted ("Antal barn" above ages), ``label`` the row's own name and ``subject`` what
    a column names that is no time (a department); ``statistic`` is one of
    ``vocabulary.STATISTICS``.
    """

    table: ReportTable
    cell: TableCell
    value: float
    label: str
    group: str | None
    header: str | None
    subject: str | None
    period_label: str
    period: Period
    statistic: str
    breakdown: str
    unit: str | None
    area: ServiceArea | None
    note: str | None

    @property
    def is_total(self) -> bool:
        """Whether the row is named as a sum of the table's rows."""
        return labels.is_total(self.cell.row_label)

    @property
    def name(self) -> str:
        """What is counted: sub-heading, else what heads the labels, and the label as one."""
        above = self.group or self.header
        return f"{above}: {self.label}" if above else self.label

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day that the figure is of."""
        return self.period.days(accumulated=self.statistic == "accumulated")


def key_figures(report: Report, names: ServiceAreaNames) -> Iterator[KeyFigure]:
    """All key figures, in printed order."""
    for table in report.tables:
        if table.kind not in KINDS or _has_torn_header(table):
            continue
        columns = _columns(table)
        for cell in table.cells:
            if cell.value is not None:
                column = columns.get(cell.column_no, cell.column_label)
                yield _key_figure(report, table, cell, column, names)


def adding(figures: Sequence[KeyFigure]) -> frozenset[int]:
    """Positions of the figures that a sum of their table's column adds up.

    Those between two sums (or the start) and the sum below them; a row behind the sum, and
    rows that are far from it together, are no parts of it.
    """
    columns: dict[tuple[int, int], list[int]] = {}
    for position, figure in enumerate(figures):
        columns.setdefault((figure.table.number, figure.cell.column_no), []).append(position)
    return frozenset(
        position for column in columns.values() for position in _parts_of_sums(figures, column)
    )


def _parts_of_sums(figures: Sequence[KeyFigure], column: Sequence[int]) -> Iterator[int]:
    parts: list[int] = []
    for position in column:
        if not figures[position].is_total:
            parts.append(position)
            continue
        total, together = figures[position].value, sum(figures[part].value for part in parts)
        if len(parts) > 1 and abs(together - total) <= _NEARLY * abs(total):
            yield from parts
        parts = []


def _columns(table: ReportTable) -> dict[int, str]:
    """What each column says of time and kind: "Varav kvinnor" says what the one before does."""
    said: dict[int, str] = {}
    whole = ""
    for number, label in enumerate(table.columns, start=1):
        if _PART_OF_COLUMN.match(label) and not names_time(label):
            said[number] = f"{whole} {label}"
        else:
            said[number] = whole = label
    return said


def _key_figure(
    report: Report, table: ReportTable, cell: TableCell, said: str, names: ServiceAreaNames
) -> KeyFigure:
    assert cell.value is not None
    column = labels.clean(cell.column_label)
    row, row_year = without_year(labels.clean(cell.row_label))
    row_month = month_of_row(row)
    row = "" if row_month else row
    sex = _breakdown(cell)
    is_time = names_time(labels.clean(said)) or sex != "total"
    group = labels.clean(cell.row_group or "").rstrip(":") or None
    header = labels.clean(table.columns[0]) if table.columns else ""
    subject = None if is_time or not cell.row_label else column
    label = row or (_name_of_table(table) if row_year or row_month else column)
    is_part = names.find(row) is not None or labels.is_total(row)
    if table.kind == "complaints" and subject and is_part and _CASE.search(subject):
        label, subject = subject, label
    return KeyFigure(
        table=table,
        cell=cell,
        value=cell.value,
        label=label,
        group=group,
        header=None if _NAMES_NOTHING.match(header) or label in (header, column) else header,
        subject=subject,
        period_label=_period_label(report, column if is_time else "", row_year),
        period=_period(report, table, labels.clean(said), row_year, row_month),
        statistic=_statistic(table, cell, said),
        breakdown=sex,
        unit=unit_of(table, cell),
        area=_area(table, row, subject, names),
        note=note_of(table, cell),
    )


def _name_of_table(table: ReportTable) -> str:
    """What is counted where the rows are nothing but years or months."""
    header = labels.clean(table.columns[0] if table.columns else "")
    return labels.clean(table.title) if _NAMES_NOTHING.match(header) else header


def _period_label(report: Report, column: str, row_year: int | None) -> str:
    """The period in words: as the column prints it, with the row's year; else the report's."""
    if row_year is not None and period_in(column).year is None:
        return f"{column} {row_year}".strip()
    return column or f"{report.head.report_type.value} {report.head.report_year}"


def _period(
    report: Report, table: ReportTable, column: str, row_year: int | None, row_month: int | None
) -> Period:
    """Year, month and part that column and row name; else the header or title names the part.

    A column without a year is of the row's year, else of the report's. "Kvartal 1" above the
    row labels is of every column. Where nothing names a part and the column no year either, the
    figures are those of the report's own period.
    """
    named = period_in(column)
    own_year = report.head.report_year - labels.says_last_year(column)
    year = named.year or row_year or own_year
    if named.names_part:
        part, months = named.part, named.months
        if part == "VB" and named.month is None and _is_last_of_three(table):
            months = MONTHS_OF_PART["T3"]
        return Period(year, named.month, part, months)
    if row_month is not None:
        return Period(year, row_month)
    around = (table.columns[0] if table.columns else "", table.title)
    found = next((one for text in around if (one := period_in(text)).names_part), None)
    if found is not None:
        return Period(year, found.month, found.part, found.months)
    if named.year is None and row_year is None and report.head.report_type in _FOLLOW_UPS:
        return Period(year, part=report.head.report_type.value, months=_so_far(report))
    return Period(year)


_FOLLOW_UPS = (ReportType.FIRST_FOLLOW_UP, ReportType.SECOND_FOLLOW_UP)


def _so_far(report: Report) -> tuple[int, int]:
    """Months from the start of the year to the end of what is reported on."""
    return 1, report.head.period_end.month


def _is_last_of_three(table: ReportTable) -> bool:
    """Whether columns T1, T2 and VB stand beside their sum: then VB is the last four months."""
    parts = {period_in(column).part for column in table.columns}
    sums = {statistic_in(column) for column in table.columns}
    return {"T1", "T2", "VB"} <= parts and bool(sums & {"accumulated", "total"})


def _statistic(table: ReportTable, cell: TableCell, column: str) -> str:
    """The kind of figure: by the column, by a note that all are sums so far, by its name."""
    said = statistic_in(labels.clean(column))
    if said is not None and said != "outcome":
        return said
    if any(accumulates(note) for note in table.notes):
        return "accumulated"
    of_name = statistic_of_name(labels.clean(cell.row_label)) or _of_header(table, cell)
    return said or of_name or "reading"


def _of_header(table: ReportTable, cell: TableCell) -> str | None:
    """The kind that the header says of all rows, where the rows are nothing but years."""
    only_year = not without_year(labels.clean(cell.row_label))[0]
    return (
        statistic_of_name(labels.clean(table.columns[0])) if only_year and table.columns else None
    )


def _area(
    table: ReportTable, row: str, subject: str | None, names: ServiceAreaNames
) -> ServiceArea | None:
    """The area that row, column, header or title names; else the headings above the table."""
    for text in (row, subject or ""):
        if found := names.find(text):
            return found
    header = table.columns[0] if table.columns else ""
    near = (subject or "", header, table.title)
    spoken = next((area for text in near if (area := spoken_of(text, names))), None)
    return spoken or area_of_headings(table.section, names)


def _has_torn_header(table: ReportTable) -> bool:
    """Whether a column label is two: then the labels beside it are not sure either.

    "2020 2021" over one column of figures (T1 2021); a span "2023-2024" is one label.
    """
    return any(_TWO_YEARS.search(column) for column in table.columns)


def _breakdown(cell: TableCell) -> str:
    """The sex that the column names, else the row; a column for both names neither."""
    for label in (cell.column_label, cell.row_label):
        plain = _PARENTHESES.sub(" ", label)
        named = {sex for sex, words in SEXES.items() if words.search(plain)}
        if len(named) == 1:
            return named.pop()
    return "total"
