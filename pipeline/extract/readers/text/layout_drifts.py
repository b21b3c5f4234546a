"""Which labels of a header the columns of values below it belong to, where both are moved.

A line is printed with less white where its texts are close, so what stands behind close labels
stands further left than its values do. Belongs here: the cheapest way to put stretches of values
to labels, in order, as they drift. Where a column's words stand is told elsewhere
(``layout_widths``).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import partial
from itertools import combinations
from typing import NamedTuple

from pipeline.extract.readers.text.layout_lines import Span
from pipeline.extract.readers.text.layout_words import apart

_CLOSE = 2
"""Letters of white between texts that are close: there may be more of it on the page."""
_DRIFT, _CLOSE_DRIFT = 0.5, 0.05
"""What is against a letter by which values drift, and against one where texts are close."""
_BESIDE = 0.05
"""What is against a letter by which values stand beside their label: it breaks ties."""
_CLEAR = 1.5
"""At one side stand more values than so much less than all."""
_SLACK = 1
_MIDDLE_SLACK = 2.0
"""Letters by which edges and middles differ that are one: widths of letters are rounded."""

Room = tuple[float, float]
"""The least and the most letters by which values can have drifted from a label."""


class _Way(NamedTuple):
    """What is against a way to put stretches to labels, the drift of the last one, its path."""

    cost: float
    drift: float
    path: tuple[int, ...]


class Side(Enum):
    """Where in their cells the values of a document stand."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


def side_of(tables: Iterable[Iterable[Span]]) -> Side | None:
    """Return at which side values of different width stand below each other; None where at none.

    ``tables`` are where the values of each stand.
    """
    found: Counter[Side] = Counter()
    for spans in tables:
        for (one, often), (two, again) in combinations(Counter(spans).items(), 2):
            if one[1] - one[0] == two[1] - two[0] or one[0] >= two[1] or two[0] >= one[1]:
                continue
            found[Side.LEFT] += often * again * (one[0] == two[0])
            found[Side.RIGHT] += often * again * (one[1] == two[1])
            found[Side.MIDDLE] += often * again * (abs(sum(one) - sum(two)) <= _SLACK)
    most = found.most_common(1)
    return most[0][0] if most and most[0][1] * _CLEAR > found.total() else None


def drifted(
    strips: Sequence[Span], labels: Sequence[Span], side: Side | None = None
) -> list[int] | None:
    """Return the label of each stretch of values, in order; None where there are more of these.

    The last stretch is the last label's. All columns have their values at one ``side`` of their
    cells, whatever their labels have: values at the left begin behind the label before theirs,
    and no further right than their own does. Where no side is given each is tried.
    """
    if not 0 < len(strips) <= len(labels):
        return None if strips else []
    sides = [side] if side else [Side.MIDDLE, Side.LEFT, Side.RIGHT]
    rooms = _Rooms(labels)
    ways = [_cheapest(strips, labels, partial(rooms.of, one)) for one in sides]
    return list(min(ways, key=lambda way: way.cost).path)


class _Rooms:
    """By how much values can have drifted that belong to labels."""

    def __init__(self, labels: Sequence[Span]) -> None:
        self._labels = labels
        self._ends = [-math.inf, *(end for _, end in labels)]
        self._starts = [*(start for start, _ in labels), math.inf]

    def of(self, side: Side, strip: Span, at: int) -> Room:
        """Return the room of values at a side of their cell below a label."""
        start, end = self._labels[at]
        if side is Side.LEFT:
            return strip[0] - start - _SLACK, strip[0] - self._ends[at]
        if side is Side.RIGHT:
            return strip[1] - self._starts[at + 1], strip[1] - end + _SLACK
        moved = (sum(strip) - start - end) / 2
        return moved - _MIDDLE_SLACK, moved + _MIDDLE_SLACK


def _cheapest(
    strips: Sequence[Span], labels: Sequence[Span], room: Callable[[Span, int], Room]
) -> _Way:
    """Return the cheapest way to put all stretches to labels where these have ``room``."""
    ways = {-1: _Way(0.0, 0.0, ())}
    for number, strip in enumerate(strips):
        close = number and strip[0] - strips[number - 1][1] <= _CLOSE
        made: dict[int, _Way] = {}
        is_last = number == len(strips) - 1
        most_at = len(labels) - len(strips) + number
        for at in range(most_at if is_last else number, most_at + 1):
            least, most = room(strip, at)
            for before, way in ways.items():
                if before >= at:
                    continue
                drift = max(least, min(way.drift, most))
                right, left = max(0.0, drift - way.drift), max(0.0, way.drift - drift)
                cost = way.cost + right * _right(labels, before, at)
                cost += left * (_CLOSE_DRIFT if close else _DRIFT)
                moved = round(strip[0] - drift), round(strip[1] - drift)
                cost += _BESIDE * apart(moved, labels[at])
                if at not in made or cost < made[at].cost:
                    made[at] = _Way(cost, drift, (*way.path, at))
        ways = made
    return min(ways.values(), key=lambda way: way.cost)


def _right(labels: Sequence[Span], before: int, at: int) -> float:
    """Return what is against a letter by which values drift to the right between two labels."""
    near = range(max(before, 0), at)
    close = any(labels[one + 1][0] - labels[one][1] <= _CLOSE for one in near)
    return _CLOSE_DRIFT if close else _DRIFT
