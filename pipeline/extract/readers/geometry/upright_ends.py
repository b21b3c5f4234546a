"""Rows that end where the uprights of a table end, in tables without level rules.

Belongs here: cells over the whole width (an Analys text) interrupt the uprights between columns.
Where they stop and where they begin again one row is over, however close its lines stand to
those of the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.readers.geometry.rules import Rule, Rules, clustered

_TOUCH = 2.0
"""Points within which rules meet, and ends are at one height."""
_LEAST_UPRIGHTS = 2


def lone_uprights(rules: Rules) -> tuple[Rule, ...]:
    """Return the uprights of a page that no level rule meets: those of boxes say nothing more."""
    return tuple(
        upright
        for upright in rules.upright
        if not any(
            level.start - _TOUCH <= upright.at <= level.end + _TOUCH
            and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
            for level in rules.level
        )
    )


def row_ends(uprights: Sequence[Rule], x0: float, x1: float) -> tuple[float, ...]:
    """Return the heights in points where the uprights between columns end, all of them together.

    Args:
        uprights: Those that no level rule meets.
        x0: The left side of a table's text; uprights left of it part no columns.
        x1: Its right side.
    """
    inner = [upright for upright in uprights if x0 < upright.at < x1]
    return tuple(
        y
        for y in clustered(end for upright in inner for end in (upright.start, upright.end))
        if _stop_together(inner, y)
    )


def _stop_together(uprights: Sequence[Rule], y: float) -> bool:
    """Tell whether several uprights have an end at a height, and none goes past it."""
    ends = {u.at for u in uprights if min(abs(u.start - y), abs(u.end - y)) <= _TOUCH}
    past = any(u.start + _TOUCH < y < u.end - _TOUCH for u in uprights)
    return len(ends) >= _LEAST_UPRIGHTS and not past
