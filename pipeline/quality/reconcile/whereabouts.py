"""Under which headings the places of findings stand, in every format.

A sentence knows its section; a cell, an activity or a goal does not. Its section is the last
one that begins before it: by line in a text, by page and height in a PDF. A DOCX prints
neither, so there the goal or the table that holds the row says where it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from pipeline.quality.outside import rows_by_key
from pipeline.quality.reconcile.finding import Evidence, Finding

Row = Mapping[str, Any]
Start = tuple[int, float]
"""Line in a text, or page and height in a PDF: what places are ordered by."""


@dataclass(frozen=True, slots=True)
class _Sections:
    """The sections of reports by where they begin, goals and titles by key."""

    starts: Mapping[str, Sequence[Start]]
    paths: Mapping[str, Sequence[str]]
    goals: Mapping[str, str]
    titles: Mapping[str, str]

    def of(self, row: Row) -> str | None:
        """The path of headings above a row; the goal, table or report that holds it where none."""
        report, start = row["report_key"], _start(row)
        position = bisect_right(self.starts[report], start) if start else 0
        if position:
            return self.paths[report][position - 1]
        goal = self.goals.get(row.get("goal_key") or "")
        return goal or row.get("table_title") or self.titles.get(report)


def located(findings: Iterable[Finding], tables: Mapping[str, pa.Table]) -> list[Finding]:
    """The findings, every place with its section where one can be told."""
    findings = list(findings)
    wanted = {
        place.fact_key
        for finding in findings
        for place in finding.evidence
        if place.section is None and place.fact_key is not None
    }
    if not wanted:
        return findings
    rows = _rows_of(wanted, tables)
    sections = _sections_of(tables)
    return [
        replace(
            finding, evidence=tuple(_placed(place, rows, sections) for place in finding.evidence)
        )
        for finding in findings
    ]


def _placed(place: Evidence, rows: Mapping[str, Row], sections: _Sections) -> Evidence:
    row = rows.get(place.fact_key or "")
    if place.section is not None or row is None:
        return place
    return replace(place, section=sections.of(row))


def _rows_of(keys: set[str], tables: Mapping[str, pa.Table]) -> dict[str, Row]:
    facts = (table for table in tables.values() if "fact_key" in table.column_names)
    return {key: row for table in facts for key, row in rows_by_key(table, keys).items()}


def _sections_of(tables: Mapping[str, pa.Table]) -> _Sections:
    starts: defaultdict[str, list[Start]] = defaultdict(list)
    paths: defaultdict[str, list[str]] = defaultdict(list)
    rows = [(_start(row), row) for row in tables["document_section"].to_pylist()]
    begun = [(start, row) for start, row in rows if start is not None]
    for start, row in sorted(begun, key=lambda pair: pair[0]):
        starts[row["report_key"]].append(start)
        paths[row["report_key"]].append(row["section_path"])
    goals = tables["fact_goal_assessment"].to_pylist()
    return _Sections(
        starts=starts,
        paths=paths,
        goals={goal["goal_key"]: goal["goal_title_printed"] for goal in reversed(goals)},
        titles={row["report_key"]: row["title"] for row in tables["dim_report"].to_pylist()},
    )


def _start(row: Row) -> Start | None:
    """Where a row begins; None where its format does not say."""
    if row["source_line_start"] is not None:
        return (row["source_line_start"], 0.0)
    if row["source_page"] is not None:
        box = row["source_bbox"]
        # The height of a box grows upwards.
        return (row["source_page"], -box["y1"] if box else 0.0)
    return None
