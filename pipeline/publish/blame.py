"""Which documents the failing rows of a dbt test belong to.

A data test selects rows that must not be. Where they have a report, that document is held
back and the database built once more without it; keys and relationships are promises of
ours, and a unit test speaks of a model: no document is to blame for those.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.intake.hold import Hold
from pipeline.publish.database import connect, quoted
from pipeline.quality.places import example, shortened

OURS = frozenset({"unique", "unique_together", "relationships"})
"""Data tests that no document can fail by itself."""

_REMEDY = (
    "Look at these rows in the source. If they are printed so, the test asks too much: it "
    "stands in dbt_project/models. Another format of the report may be read better."
)
_PLACE = ("source_file", "source_page", "source_line_start", "source_line_end", "source_text")
_SHOWN_COLUMNS = 10
_NO_ROWS: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A data test that found rows.

    ``kind`` is the generic test's name (None for one of its own), ``column`` what it tests,
    ``sql`` selects the rows.
    """

    name: str
    kind: str | None
    model: str
    column: str | None
    sql: str


def holds_of(database: Path, failures: Iterable[FailedTest]) -> tuple[Hold, ...]:
    """The documents to hold back for failed tests; a test without a report gives none."""
    with connect(database) as connection:
        files = dict(
            connection.execute("select report_key, source_file from dim_report").fetchall()
        )
        return tuple(
            Hold(
                source_file=files[report],
                check=f"dbt: {failure.name}",
                failed=f"The test {failure.name} of {failure.model} fails for {len(rows)} rows.",
                remedy=_REMEDY,
                examples=tuple(_example(row, failure) for row in rows),
            )
            for failure in failures
            for report, rows in _by_report(connection, failure).items()
        )


def failing_rows(
    connection: duckdb.DuckDBPyConnection, failure: FailedTest, *, limit: int
) -> list[dict[str, Any]]:
    """Rows that a failed test found, with their places in the source where they have one."""
    rows = _rows(connection, failure) or _fetch(connection, failure.sql)
    return [_shown(row, failure) for row in rows[:limit]]


def _shown(row: dict[str, Any], failure: FailedTest) -> dict[str, Any]:
    """What tells a row from others: what was tested, where it is printed, its keys."""
    first = [name for name in (failure.column, "report_key", *_PLACE) if name in row]
    others = [name for name in row if name not in first]
    return {name: row[name] for name in [*first, *others][:_SHOWN_COLUMNS]}


def _by_report(
    connection: duckdb.DuckDBPyConnection, failure: FailedTest
) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(connection, failure):
        grouped.setdefault(row["report_key"], []).append(row)
    return grouped


def _rows(connection: duckdb.DuckDBPyConnection, failure: FailedTest) -> Sequence[dict[str, Any]]:
    """Failing rows with their report; none where they have no report."""
    if failure.kind in OURS:
        return _NO_ROWS
    found = _fetch(connection, failure.sql)
    if found and "report_key" in found[0]:
        return found
    # Most generic tests select the values that fail: find the rows that hold them.
    columns = {
        row["column_name"] for row in _fetch(connection, f"describe {quoted(failure.model)}")
    }
    if not found or failure.column is None or "report_key" not in columns:
        return _NO_ROWS
    value = quoted(next(iter(found[0])))
    return _fetch(
        connection,
        f"select m.* from {quoted(failure.model)} as m semi join ({failure.sql}) as f"
        f" on m.{quoted(failure.column)} is not distinct from f.{value}",
    )


def _fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _example(row: dict[str, Any], failure: FailedTest) -> str:
    said = f"{failure.column} is {row[failure.column]}" if failure.column in row else str(row)
    places = {"source_page", "source_line_start", "source_line_end"}
    return example(row, said) if places <= row.keys() else shortened(said)
