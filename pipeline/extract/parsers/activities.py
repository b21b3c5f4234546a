"""Activity tables: text, start and end date, deviation, Analys text.

Belongs here: which tables hold activities, and what all of a document's tell together. Rows are
read by ``activity_grid`` and ``activity_runs``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import GridTable, RunTable
from pipeline.extract.language.line_kinds import is_activity_header
from pipeline.extract.language.text import compact
from pipeline.extract.parsers.activity_grid import activities_of_grid, activity_columns
from pipeline.extract.parsers.activity_rows import ActivityResult
from pipeline.extract.parsers.activity_runs import activities_of_run
from pipeline.extract.parsers.indicators import Placed
from pipeline.extract.report import ActivityRow

_INFERRED_DEVIATION = 0.8
_DELAY = re.compile(
    r"\b(?:paus\w*|försen\w*|fördröj\w*|skjut\w* (?:upp|fram)|framflytt\w*|senarel\w*|flyttats"
    r"|inte (?:kunnat|hunnit|genomförts|påbörjats)|kommer inte|ställ\w* in|inställ\w*|avbr[ou]t\w*"
    r"|ej genomför\w*|utgår)\b",
    re.IGNORECASE,
)


def is_activity_table(table: GridTable | RunTable) -> bool:
    """Tell whether a table has an activity table's header."""
    if isinstance(table, RunTable):
        lines = [line for chunk in table.chunks for line in chunk.lines]
        return is_activity_header(lines, 0)
    return bool(table.rows) and activity_columns(table.rows[0], table.rows[1:]) is not None


def read_activities(tables: Sequence[Placed]) -> ActivityResult:
    """Read all activity tables of a document, each row with its goal's index.

    Where a document has the Avvikelse column but no row with a word in it (extraction
    lost the icons), a deviation is inferred from an Analys text that tells of a delay,
    with lower confidence.
    """
    result = ActivityResult()
    for placed in tables:
        if isinstance(placed.table, RunTable):
            result.rows.extend(activities_of_run(placed.table, placed.goal, result))
        else:
            result.rows.extend(activities_of_grid(placed.table, placed.goal, result))
    if not any(row.has_deviation for row in result.rows) and _has_column(tables):
        result.rows = [_with_inferred_deviation(row) for row in result.rows]
    return result


def _has_column(tables: Sequence[Placed]) -> bool:
    return any("avvikelse" in compact(placed.table.place.text)[:120] for placed in tables)


def _with_inferred_deviation(row: ActivityRow) -> ActivityRow:
    if row.analysis is None or not _DELAY.search(row.analysis.text):
        return row
    return replace(row, has_deviation=True, confidence=min(row.confidence, _INFERRED_DEVIATION))
