"""Kinds of a thing are seldom more than the thing: groups of a table against their number.

Belongs here: ranking the fits of grouped rows by the row above that counts what the group
divides. Groups that add up to their row are settled by ``run_columns``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.assignment.fit import Fit
from pipeline.extract.tables.run_rows import Row

_WORD = re.compile(r"[a-zåäö]{6,}")
_TOO_MANY = 4.0


def within_counts(
    rows: Sequence[Row], ranked: Sequence[Sequence[Fit]], full: Sequence[Fit | None]
) -> list[list[Fit]]:
    """Rank the fits of grouped rows again: kinds of a thing are seldom more than the thing.

    Above the groups of a table of complaints stands their number, a department a column; a
    department with seven has not thirteen of all kinds together. ``full`` holds the fits of
    the rows that are sure, whose values count as taken.
    """
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if row.group:
            groups.setdefault(row.group, []).append(index)
    again = [list(fits) for fits in ranked]
    for group, parts in groups.items():
        whole = _counted_above(rows, full, group, parts[0])
        if whole is None:
            continue
        sure = [fit for index in parts if (fit := full[index]) is not None]
        for index in parts:
            if full[index] is None:
                again[index] = _less_likely(ranked[index], whole, sure)
    return again


def _counted_above(
    rows: Sequence[Row], full: Sequence[Fit | None], group: str, before: int
) -> Fit | None:
    """The nearest full row above a group, outside of groups, that counts what its name says."""
    named = set(_WORD.findall(group.casefold()))
    for index in range(before - 1, -1, -1):
        words = _WORD.findall(rows[index].label.casefold())
        same = any(one.startswith(two) or two.startswith(one) for one in named for two in words)
        if full[index] is not None and rows[index].group is None and same:
            return full[index]
    return None


def _less_likely(fits: Sequence[Fit], whole: Fit, sure: Sequence[Fit]) -> list[Fit]:
    odds = [fit.probability * math.exp(-_TOO_MANY * _excess(fit, whole, sure)) for fit in fits]
    total = sum(odds)
    ranked = [replace(fit, probability=odd / total) for fit, odd in zip(fits, odds, strict=True)]
    return sorted(ranked, key=lambda fit: -fit.probability)


def _excess(fit: Fit, whole: Fit, sure: Sequence[Fit]) -> float:
    """By how much of the whole a fit's values overfill their columns, over all columns."""
    excess = 0.0
    for column in fit.columns:
        limit, value = whole.number(column), fit.number(column)
        if limit and value:
            taken = sum(other.number(column) or 0.0 for other in sure)
            over = max(0.0, taken + value - limit) - max(0.0, taken - limit)
            excess += min(1.0, max(0.0, over / abs(limit)))  # amounts may be negative
    return excess
