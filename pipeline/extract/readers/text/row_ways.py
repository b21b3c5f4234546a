"""Which lines are rows of which tables: the cheapest way through the lines of a text.

Belongs here: the search over all ways to part lines into rows, and rows into tables: what tables
cost, which begin with a header and have values. What lines may be one row, and what speaks against
it, is given (``row_costs``, ``led_rows``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.readers.text.row_costs import Span, first_filled, names_rows

_OTHER_TABLE, _ADJACENT, _UNSEEN = 1.0, 2.5, 1.0
"""What the beginning of a table costs, for Word has no two of them without a line between; and
what it costs more where no line has all tabs of a row."""
_HEADLESS, _VALUELESS, _LABEL_BELOW, _MOST_LABELS = 2.0, 1.5, 0.7, 3
"""What a table costs whose values have no header above, one that has no values, and a row of
labels below values, each label but that of the names and one more."""
_TITLE, _HEAD, _BODY = 0, 1, 2
"""What rows of a table there were: short ones, a whole one of words, one with values."""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines ``start`` to ``end`` (indices, end exclusive): a row of a table with so many tabs.

    One of no tabs is a line outside of tables. ``table`` is the number of its table.
    """

    start: int
    end: int
    tabs: int
    table: int = 0


_State = tuple[int, int]
"""How many tabs a row of the table has (0: outside of tables), and what rows it had."""
_OUTSIDE: _State = (0, _TITLE)


class _Way(NamedTuple):
    """The cheapest way from a line on: its cost, where its first row ends, and the state below.

    ``opens``: that row is the first of a table, or outside of tables.
    """

    cost: float
    end: int
    state: _State
    opens: bool = False


def cheapest_rows(
    texts: Sequence[str],
    counts: Sequence[int],
    sizes: Sequence[int],
    spans: Sequence[Sequence[Span]],
) -> list[Row]:
    """Return lines as rows of tables and lines outside of them, the cheapest way.

    Args:
        texts: The lines.
        counts: How many tabs of each part cells.
        sizes: How many tabs a row of a table may have.
        spans: What a row that starts on a line may be, for each line, that line alone first.
    """
    seen = set(counts)
    states = _reached_states(sizes, spans)
    best: dict[int, dict[_State, _Way]] = {
        len(texts): {state: _Way(_closing(state), len(texts), state) for state in states}
    }
    for at in range(len(texts) - 1, -1, -1):
        costs = {size: [span.cost_of(size) for span in spans[at]] for size in (0, *sizes)}
        found = {
            state: _best_of(spans[at], costs[state[0]], state, best)
            for state, first in states.items()
            if first <= at
        }
        opening = _ADJACENT if at and counts[at - 1] else _OTHER_TABLE
        opening *= not names_rows(first_filled(texts[at]))
        other = found[_OUTSIDE]
        for size in sizes:
            way = found[size, _TITLE]
            cost = way.cost + opening + _UNSEEN * (size not in seen)
            if cost < other.cost:
                other = _Way(cost, way.end, way.state, opens=True)
        best[at] = {state: _or_end(way, state, other) for state, way in found.items()}
    return list(_rows_of(best, len(texts)))


def _reached_states(sizes: Sequence[int], spans: Sequence[Sequence[Span]]) -> Mapping[_State, int]:
    """Return the states, each with the first line on which it may be: below a row that leads to it.

    A table may begin on any line. States that no row leads to are left out.
    """
    rows = [span for found in spans for span in found if len(span.fields) > 1]
    body = min((span.end for span in rows if span.figures), default=None)
    found = {_OUTSIDE: 0}
    for size in sizes:
        whole = (span.end for span in rows if len(span.fields) > size and not span.figures)
        head = min(whole, default=None)
        firsts = {_TITLE: 0, _HEAD: head, _BODY: body}
        found |= {(size, phase): at for phase, at in firsts.items() if at is not None}
    return found


def _rows_of(best: Mapping[int, Mapping[_State, _Way]], end: int) -> Iterator[Row]:
    at, state, table = 0, _OUTSIDE, 0
    while at < end:
        way = best[at][state]
        table += way.opens
        yield Row(at, way.end, way.state[0], table)
        at, state = way.end, way.state


def _closing(state: _State) -> float:
    """Return what it costs that a table ends."""
    return _VALUELESS * (state != _OUTSIDE and state[1] != _BODY)


def _or_end(way: _Way, state: _State, other: _Way) -> _Way:
    """Return the cheaper way on: in a table, or as if it had ended above the line."""
    if state == _OUTSIDE:
        return other
    ended = other.cost + _closing(state)
    return way if way.cost <= ended else _Way(ended, other.end, other.state, opens=True)


def _best_of(
    spans: Sequence[Span],
    costs: Sequence[float],
    state: _State,
    best: Mapping[int, Mapping[_State, _Way]],
) -> _Way:
    """Return the cheapest way from a line on in a state, its first row one of some spans.

    ``costs`` are what each costs in a table of that size. No way costs less than nothing: a row
    that alone costs as much as the cheapest way is not followed.
    """
    size, phase = state
    least, first, below = math.inf, spans[0], state
    for span, alone in zip(spans, costs, strict=True):
        if alone >= least:
            continue
        cost, after = alone, state
        if size and len(span.fields) > 1:
            if span.figures:
                cost += _HEADLESS * (phase == _TITLE)
                after = size, _BODY
            else:
                cost += _LABEL_BELOW * (phase == _BODY) * min(span.labels(size), _MOST_LABELS)
                is_whole = len(span.fields) > size
                after = (size, _HEAD) if is_whole and phase == _TITLE else state
        cost += best[span.end][after].cost
        if cost < least:
            least, first, below = cost, span, after
    return _Way(least, first.end, below)
