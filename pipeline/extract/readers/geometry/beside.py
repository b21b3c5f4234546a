"""Tables that stand beside each other: told by the order in which they are written.

Belongs here: where a run of lines is two tables. One table is written row by row; of two beside
each other all of the left one is written before the right one begins. A table that is written
column by column has no rows in either part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.words import Segment, TextLine

_LEAST_ROWS = 3
"""So many lines with columns show a table, its header among them."""
_IN_ROWS = 0.75
"""Share of them that are written below each other, at least."""

_Held = Sequence[int | None]


def tables_beside(
    lines: Sequence[TextLine], held: _Held
) -> Iterator[tuple[Sequence[TextLine], _Held]]:
    """Yield lines, or the parts of them that are tables of their own, from the left.

    Args:
        lines: A run of lines, from the top.
        held: What is known of each line; given back for each part's lines.
    """
    widest = max(lines, key=lambda line: len(line.segments))
    for left, right in pairwise(widest.segments[1:]):
        parts = _parts(lines, held, (left.x1 + right.x0) / 2)
        if parts is not None:
            yield parts[0]
            yield from tables_beside(*parts[1])
            return
    yield lines, held


_Part = tuple[list[TextLine], list[int | None]]


def _parts(lines: Sequence[TextLine], held: _Held, x: float) -> tuple[_Part, _Part] | None:
    """Return what stands on either side of a place, if those are two tables."""
    if any(s.x0 < x < s.x1 for line in lines for s in line.segments):
        return None
    left = _side([[s for s in line.segments if s.x1 < x] for line in lines], lines, held)
    right = _side([[s for s in line.segments if s.x0 > x] for line in lines], lines, held)
    if not (left[0] and right[0]) or _orders(left[0])[-1] > _orders(right[0])[0]:
        return None
    return (left, right) if _is_in_rows(left[0]) and _is_in_rows(right[0]) else None


def _side(segments: Sequence[list[Segment]], lines: Sequence[TextLine], held: _Held) -> _Part:
    found = [
        (replace(line, segments=tuple(own)), stack)
        for own, line, stack in zip(segments, lines, held, strict=True)
        if own
    ]
    return [line for line, _ in found], [stack for _, stack in found]


def _orders(lines: Sequence[TextLine]) -> list[int]:
    return sorted(word.order for line in lines for s in line.segments for word in s.words)


def _is_in_rows(lines: Sequence[TextLine]) -> bool:
    """Tell whether most lines with columns are written after the one above them."""
    rows = [line for line in lines if len(line.segments) > 1]
    below = [_orders([above])[-1] < _orders([line])[0] for above, line in pairwise(rows)]
    return len(rows) >= _LEAST_ROWS and sum(below) >= _IN_ROWS * len(below)
