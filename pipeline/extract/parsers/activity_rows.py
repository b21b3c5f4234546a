"""One activity, whatever table it stands in: its text, dates and deviation.

Belongs here: what the texts of a row's cells say together, and what of them is not understood.
Where the cells are is told by ``activity_grid`` and ``activity_runs``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extract.document import Place
from pipeline.extract.language.dates import Days, parse_days, parse_span
from pipeline.extract.language.deviations import deviates
from pipeline.extract.report import ActivityRow, Problem

_MISSING_DATE, _NO_DATES = 0.97, 0.7
"""The end may be missing; without any date a row may be the rest of another, or a remark."""
_INFERRED_DAY = 0.95
"""A month is printed where a day is meant: its first, or its last."""


@dataclass(slots=True)
class ActivityResult:
    """Rows in reading order and what was not understood."""

    rows: list[ActivityRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def activity_row(
    *,
    text: str,
    dates: tuple[str, str],
    deviation: str,
    goal: int | None,
    place: Place,
    result: ActivityResult,
    span: str = "",
) -> ActivityRow:
    """Build a row from its cells' texts; days that are none become problems of ``result``."""
    start, end = (_checked_date(printed, place, result) for printed in dates)
    if not _is_empty(span):
        begun, ended = parse_span(span)
        start, end = start or begun, end or ended
        if begun is None and ended is None:
            result.problems.append(_no_date(span, place))
    deviating, sureness = deviates(deviation)
    sure = (1.0 if start and end else _MISSING_DATE) if start or end else _NO_DATES
    confidence = sure if text else 0.5
    inferred = any(day is not None and not day.exact for day in (start, end))
    return ActivityRow(
        text=text,
        goal=goal,
        start_date=start.first if start else None,
        end_date=end.last if end else None,
        has_deviation=deviating,
        analysis=None,
        place=place,
        confidence=min(confidence, sureness, _INFERRED_DAY if inferred else 1.0),
    )


def _checked_date(printed: str, place: Place, result: ActivityResult) -> Days | None:
    days = parse_days(printed)
    if days is None and not _is_empty(printed):
        result.problems.append(_no_date(printed, place))
    return days


def _no_date(printed: str, place: Place) -> Problem:
    return Problem("impossible_date", f"'{printed.strip()}' is no date.", place)


def _is_empty(printed: str) -> bool:
    return not printed.strip(" -–—")
