"""The truth about a rendered report, in the shape of the hand-read truth.

Belongs here: goals.csv, indicators.csv, activities.csv, tables.csv and cells.csv with the
columns of the hand-read files (line columns are empty where the format has no lines), and
three files more: head.csv, decisions.csv, contradictions.csv.

Conventions: a table's body rows are numbered from 1 and sub-heading rows count; printed
columns are numbered from 1 with label columns counted; a cell's row label is the nearest
label to its left; empty cells have no row; the unit of an indicator row is the one that
most of its cells print.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.corpus.model import (
    MEASURES,
    ActivityTable,
    DataTable,
    IndicatorRow,
    IndicatorTable,
    Report,
)
from tests.corpus.rendering import (
    Anchor,
    Span,
    assessment_anchor,
    goal_anchor,
    row_anchor,
    table_anchor,
)

Row = dict[str, str]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "goals": ("line", "level", "code", "title", "parent_line", "assessment", "assessment_line"),
    "indicators": (
        "line",
        "goal_line",
        "name",
        *MEASURES,
        "period",
        *(f"{measure}_n" for measure in MEASURES),
        "unit",
        "has_analysis",
        "certainty",
        "reason",
    ),
    "activities": (
        "line",
        "goal_line",
        "text",
        "start_date",
        "end_date",
        "deviation",
        "has_analysis",
    ),
    "tables": ("table_id", "line_start", "line_end", "kind", "title", "unit", "n_rows", "n_cols"),
    "cells": ("table_id", "row_no", "row_label", "col_no", "col_label", "raw", "value"),
    "head": (
        "committee",
        "committee_kind",
        "kind",
        "year",
        "title",
        "report_date",
        "diary_number",
        "case_officer",
    ),
    "decisions": ("number", "text", "amount_sek"),
    "contradictions": ("source_file", "lines", "kind", "what", "printed"),
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A contradiction put into a report on purpose: what, the anchors, and the wrong print."""

    kind: str
    what: str
    anchors: tuple[Anchor, ...]
    printed: str = ""


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


class _Lines:
    """First lines of anchors as text; empty where the rendering has no lines."""

    def __init__(self, spans: Mapping[Anchor, Span]) -> None:
        self._spans = spans

    def first(self, anchor: Anchor) -> str:
        span = self._spans.get(anchor)
        return str(span[0]) if span else ""

    def last(self, anchor: Anchor) -> str:
        span = self._spans.get(anchor)
        return str(span[1]) if span else ""


def _goals(report: Report, lines: _Lines) -> Iterator[Row]:
    for index, goal in enumerate(report.goals):
        yield {
            "line": lines.first(goal_anchor(index)),
            "level": goal.level.value,
            "code": goal.code,
            "title": goal.title,
            "parent_line": "" if goal.parent is None else lines.first(goal_anchor(goal.parent)),
            "assessment": goal.assessment.value if goal.assessment else "",
            "assessment_line": lines.first(assessment_anchor(index)) if goal.assessment else "",
        }


def row_unit(row: IndicatorRow) -> str:
    """The unit that most cells of a row print; the first one where they are even."""
    units = Counter(cell.unit for cell in row.cells if cell.unit)
    return units.most_common(1)[0][0] if units else ""


def _indicators(report: Report, lines: _Lines) -> Iterator[Row]:
    for block_no, block in enumerate(report.blocks):
        if not isinstance(block, IndicatorTable):
            continue
        for row_no, row in enumerate(block.rows):
            cells = dict(zip(block.measures, row.cells, strict=True))
            found = {
                "line": lines.first(row_anchor(block_no, row_no)),
                "goal_line": lines.first(goal_anchor(block.goal)),
                "name": row.name,
                "period": row.period,
                "unit": row_unit(row),
                "has_analysis": str(int(bool(row.analysis))),
                "certainty": "sure",
                "reason": "",
            }
            for measure in MEASURES:
                cell = cells.get(measure)
                found[measure] = cell.text if cell else ""
                found[f"{measure}_n"] = _number(cell.number) if cell else ""
            yield found


def _activities(report: Report, lines: _Lines) -> Iterator[Row]:
    for block_no, block in enumerate(report.blocks):
        if not isinstance(block, ActivityTable):
            continue
        for row_no, row in enumerate(block.rows):
            yield {
                "line": lines.first(row_anchor(block_no, row_no)),
                "goal_line": lines.first(goal_anchor(block.goal)),
                "text": row.text,
                "start_date": _day(row.start),
                "end_date": _day(row.end),
                "deviation": str(int(row.deviation)),
                "has_analysis": str(int(bool(row.analysis))),
            }


def _data_tables(report: Report) -> Iterator[tuple[str, int, DataTable]]:
    blocks = [(i, b) for i, b in enumerate(report.blocks) if isinstance(b, DataTable)]
    for number, (block_no, table) in enumerate(blocks, start=1):
        yield f"t{number:02d}", block_no, table


def _tables(report: Report, lines: _Lines) -> Iterator[Row]:
    for table_id, block_no, table in _data_tables(report):
        yield {
            "table_id": table_id,
            "line_start": lines.first(table_anchor(block_no)),
            "line_end": lines.last(table_anchor(block_no)),
            "kind": table.kind,
            "title": table.title,
            "unit": table.unit,
            "n_rows": str(len(table.rows)),
            "n_cols": str(len(table.columns)),
        }


def _cells(report: Report) -> Iterator[Row]:
    for table_id, _, table in _data_tables(report):
        for row_no, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row.cells):
                if column in table.label_columns or not cell.text:
                    continue
                yield {
                    "table_id": table_id,
                    "row_no": str(row_no),
                    "row_label": table.label_of(row, column),
                    "col_no": str(column + 1),
                    "col_label": table.columns[column],
                    "raw": cell.text,
                    "value": _number(cell.number),
                }


def _head(report: Report) -> Iterator[Row]:
    head = report.head
    yield {
        "committee": head.committee,
        "committee_kind": head.committee_kind,
        "kind": head.kind.value,
        "year": str(head.year),
        "title": head.title,
        "report_date": head.report_date.isoformat(),
        "diary_number": head.diary_number,
        "case_officer": head.case_officer,
    }


def _decisions(report: Report) -> Iterator[Row]:
    for decision in report.decisions:
        yield {
            "number": str(decision.number),
            "text": decision.text,
            "amount_sek": _number(decision.amount_sek),
        }


def _contradictions(
    found: Sequence[Contradiction], spans: Mapping[Anchor, Span], source_file: str
) -> Iterator[Row]:
    for contradiction in found:
        places = [_whole(anchor, spans) for anchor in contradiction.anchors if anchor in spans]
        yield {
            "source_file": source_file,
            "lines": ";".join(f"{a}" if a == b else f"{a}-{b}" for a, b in places),
            "kind": contradiction.kind,
            "what": contradiction.what,
            "printed": contradiction.printed,
        }


def _whole(anchor: Anchor, spans: Mapping[Anchor, Span]) -> Span:
    """The lines of a thing; a table row that is wrapped goes on to the row after it."""
    first, last = spans[anchor]
    what, block, row = anchor
    if what != "row":
        return first, last
    table = spans.get((table_anchor(block)[0], block, 0), (first, last))
    following = spans.get(row_anchor(block, row + 1), (table[1] + 1, 0))[0]
    return first, max(last, following - 1)


def truth_of(
    report: Report,
    spans: Mapping[Anchor, Span],
    contradictions: Sequence[Contradiction] = (),
    source_file: str = "",
) -> dict[str, list[Row]]:
    """All truth about a rendering, by file name without suffix."""
    lines = _Lines(spans)
    return {
        "goals": list(_goals(report, lines)),
        "indicators": list(_indicators(report, lines)),
        "activities": list(_activities(report, lines)),
        "tables": list(_tables(report, lines)),
        "cells": list(_cells(report)),
        "head": list(_head(report)),
        "decisions": list(_decisions(report)),
        "contradictions": list(_contradictions(contradictions, spans, source_file)),
    }


def write(truth: Mapping[str, Iterable[Row]], folder: Path) -> None:
    """Write the truth as CSV files into a folder, one a kind of row."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in truth.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
