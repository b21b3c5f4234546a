"""A report as any typesetter sees it: headings, texts, bullets, and tables of printed cells.

Belongs here: what stands between the report's model and other people's typesetters, so that
each of them is a short file. How it looks is the typesetter's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.corpus.model import (
    ActivityTable,
    AssessmentLine,
    Bullets,
    DataTable,
    GoalHeading,
    Heading,
    IndicatorTable,
    Paragraph,
    Report,
    RowStyle,
)
from tests.corpus.typeset import column_groups

ICON = "●"
_LEVELS = {"KF:s inriktningsmål:": 1, "KF:s mål för verksamhetsområdet:": 2}


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A header cell over so many columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table's printed cells.

    A row of one cell stands over all columns. ``shares`` are the columns' widths, of 1;
    ``numbers_from`` is the first column of values; ``title`` is what a title row would say;
    ``totals`` are the rows that add others up.
    """

    head: tuple[tuple[HeadCell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    numbers_from: int
    title: str = ""
    notes: tuple[str, ...] = ()
    totals: frozenset[int] = frozenset()

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.shares)


@dataclass(frozen=True, slots=True)
class Text:
    """A line or paragraph; ``level`` is that of a heading, ``bullet`` that of a list.

    ``beside`` is what a box at its side says.
    """

    text: str
    level: int | None = None
    bullet: bool = False
    beside: str = ""


def items(report: Report, *, grouped: bool, icons: bool) -> Iterator[Text | PrintedTable]:
    """Yield what is printed, in reading order.

    Args:
        report: The report.
        grouped: Whether column labels that share their beginning stand below one label.
        icons: Whether a sign stands before assessments and names.
    """
    sign = f"{ICON} " if icons else ""
    yield from _first_page(report)
    for block in report.blocks:
        match block:
            case Heading():
                yield Text(block.text, level=block.level)
            case Paragraph():
                yield Text(block.text)
            case Bullets():
                yield from (Text(item, bullet=True) for item in block.items)
            case GoalHeading():
                yield from _goal(report, block)
            case AssessmentLine():
                yield Text(sign + block.text)
            case IndicatorTable():
                yield _indicators(block, sign)
            case ActivityTable():
                yield _activities(block, sign)
            case DataTable():
                yield _data(block, grouped=grouped)


def _first_page(report: Report) -> Iterator[Text]:
    head = report.head
    for text in (
        f"{head.diary_label} {head.diary_number}",
        head.report_date.isoformat(),
        "Handläggare",
        head.case_officer,
        "Till",
        report.committee_name,
        head.meeting_date.isoformat(),
    ):
        yield Text(text)
    yield Text(head.title, level=1)
    yield Text("Förslag till beslut", level=2)
    yield from (Text(f"{point.number}. {point.text}") for point in report.decisions)
    yield Text(head.director)
    yield Text("Stadsdelsdirektör")


def _goal(report: Report, block: GoalHeading) -> Iterator[Text]:
    goal = report.goals[block.goal]
    text = " ".join(part for part in (goal.printed_code, goal.title) if part)
    level = _LEVELS.get(block.label, 3)
    texts = [block.label, text] if block.own_line else [f"{block.label} {text}"]
    yield from (Text(part, level=level) for part in texts)


def _with_analyses(rows: Sequence[tuple[tuple[str, ...], str]]) -> tuple[tuple[str, ...], ...]:
    printed: list[tuple[str, ...]] = []
    for cells, analysis in rows:
        printed.append(cells)
        if analysis:
            printed.append((f"Analys\n{analysis}",))
    return tuple(printed)


def _shares(first: float, others: int) -> tuple[float, ...]:
    return (first, *[(1 - first) / others] * others)


def _indicators(block: IndicatorTable, sign: str) -> PrintedTable:
    labels = ("Indikator", *block.headers, block.period_header)
    rows = [
        (
            ((sign if row.has_icon else "") + row.name, *(c.text for c in row.cells), row.period),
            row.analysis,
        )
        for row in block.rows
    ]
    shares = _shares(0.3, len(labels) - 1)
    head = (tuple(HeadCell(text) for text in labels),)
    return PrintedTable(head, _with_analyses(rows), shares, 1)


def _activities(block: ActivityTable, sign: str) -> PrintedTable:
    columns = 4 if block.has_deviation_column else 3
    labels = ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")[:columns]
    rows = [
        (
            (
                (sign if row.has_icon else "") + row.text,
                row.start.isoformat() if row.start else "",
                row.end.isoformat() if row.end else "",
                "Avvikelse" if row.deviation else "",
            )[:columns],
            row.analysis,
        )
        for row in block.rows
    ]
    head = (tuple(HeadCell(text) for text in labels),)
    return PrintedTable(head, _with_analyses(rows), _shares(0.49, columns - 1), columns)


def _data(block: DataTable, *, grouped: bool) -> PrintedTable:
    groups = column_groups(block.columns) if grouped else []
    starts = {first: (shared, last) for shared, first, last in groups}
    inside = {column for _, first, last in groups for column in range(first, last + 1)}
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for column, name in enumerate(block.columns):
        if column in starts:
            shared, last = starts[column]
            upper.append(HeadCell(shared, columns=last - column + 1))
        if column in inside:
            lower.append(HeadCell(name.rpartition(" ")[2]))
        else:
            upper.append(HeadCell(name, rows=2 if groups else 1))
    first = min(c for c in range(len(block.columns)) if c not in block.label_columns)
    unit = f", {block.unit}" if block.unit else ""
    return PrintedTable(
        head=(tuple(upper), *([tuple(lower)] if lower else [])),
        rows=tuple(tuple(cell.text for cell in row.cells) for row in block.rows),
        shares=_shares(0.34 if len(block.columns) < 8 else 0.22, len(block.columns) - 1),
        numbers_from=first,
        title=f"{block.title}{unit}",
        notes=block.notes,
        totals=frozenset(
            index for index, row in enumerate(block.rows) if row.style is RowStyle.TOTAL
        ),
    )
