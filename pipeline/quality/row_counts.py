"""Whether a table has about as many rows as it had in the last releases.

It is a warning and never more: a year of new reports, or a committee that is merged, is an
unusual number as well, and people know which of them it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.quality.levels import Level
from pipeline.quality.results import CheckResult

NAME = "row_count_is_usual"

LEAST_RELEASES = 3
"""Fewer say nothing of what is usual."""

WIDENED_BY = 0.2
"""A table may leave the range of the last releases by a fifth: a night's new reports."""

LEAST_ROWS = 10
"""And by so many rows in any case: a small table doubles by two new names."""


def usual_range(before: Sequence[int]) -> tuple[int, int] | None:
    """Lowest and highest number of rows that is nothing to look at; None where nothing is usual.

    ``before`` are the numbers of the last releases.
    """
    if len(before) < LEAST_RELEASES:
        return None
    lowest, highest = min(before), max(before)
    return (
        max(0, lowest - max(LEAST_ROWS, round(lowest * WIDENED_BY))),
        highest + max(LEAST_ROWS, round(highest * WIDENED_BY)),
    )


def row_count_is_usual(table: str, rows: int, before: Sequence[int]) -> CheckResult:
    """Compare the rows of a table with those that it had in the last releases."""
    usual = usual_range(before)
    if usual is None:
        said = f"{len(before)} releases before: too few to say what is usual."
    else:
        said = f"The last {len(before)} releases make {usual[0]:,} to {usual[1]:,} rows usual."
    passed = usual is None or usual[0] <= rows <= usual[1]
    hint = "" if passed else " Is it meant? Look at what came and went in release/diff."
    return CheckResult(
        name=NAME,
        table=table,
        severity="warning",
        passed=passed,
        observed=f"{rows:,} rows",
        message=f"{rows:,} rows. {said}{hint}",
        kind="anomaly",
        level=Level.COUNTED,
    )


def unusual_counts(
    rows: Mapping[str, int], before: Sequence[Mapping[str, int]]
) -> tuple[CheckResult, ...]:
    """Each table beside the releases that had it, in the order of ``rows``."""
    return tuple(
        row_count_is_usual(table, count, [sizes[table] for sizes in before if table in sizes])
        for table, count in rows.items()
    )
