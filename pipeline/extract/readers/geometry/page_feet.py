"""The foot of a page: whether rules say that the last row of a table goes on below the break.

Where a rule closes every row, browsers draw none below the part of a row above a page break: its
border stands where the row ends. Office programs close that part too, and a rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import Band, Fragment

_HABIT = 0.9
"""Share of rows that a rule closes, where rows are closed by rules."""
_WIDE = 0.5
"""Share of a table's width that a rule over it has at least."""
_FEWEST = 3
"""Rows that show a habit."""


def is_open_at_foot(number: int, fragments: Sequence[Fragment]) -> bool:
    """Tell whether the last row of a part of a table is the only one that no rule closes.

    Args:
        number: Which part, from the first.
        fragments: All parts of a table, in page order.
    """
    closed = [after for fragment in fragments for after in _closed(fragment)]
    habit = len(closed) >= _FEWEST and sum(closed) >= _HABIT * len(closed)
    whole = habit and _is_closed_at_foot(fragments[-1])
    return whole and not _is_closed_at_foot(fragments[number])


def _closed(fragment: Fragment) -> Iterator[bool]:
    """Yield for each row above another one whether a rule stands between them."""
    for above, below in pairwise(fragment.bands):
        top = max(segment.y for segment in below.segments)
        yield any(top < rule < _foot(above) for rule in _across(fragment))


def _is_closed_at_foot(fragment: Fragment) -> bool:
    """Tell whether a rule stands below the last row of a part."""
    return any(rule < _foot(fragment.bands[-1]) for rule in _across(fragment))


def _across(fragment: Fragment) -> Iterator[float]:
    """Yield the heights of the rules over most of a part's width."""
    yield from fragment.across
    if fragment.lattice:
        width = fragment.lattice.xs[-1] - fragment.lattice.xs[0]
        for rule in fragment.lattice.level:
            if rule.end - rule.start >= _WIDE * width:
                yield rule.at


def _foot(band: Band) -> float:
    """Return the lowest base line of a row."""
    return min(segment.y for segment in band.segments)
