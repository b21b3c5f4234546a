"""Labels over several columns in the header of a lattice that does not box them in.

Belongs here: a table may part its columns only below such a label, by uprights that begin
between two lines of a row, or draw a rule below it that no upright touches.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from pipeline.extract.readers.geometry.bands import Lattice, bands_between
from pipeline.extract.readers.geometry.rules import Rule, clustered
from pipeline.extract.readers.geometry.words import Segment, TextLine

_OPEN = 6.0
"""Points from a level within which an upright ends there."""
_TOUCH = 2.0

Strip = tuple[float, float]
"""From where to where texts reach, in points."""


def with_label_rules(lattice: Lattice, rules: Sequence[Rule], lines: Sequence[TextLine]) -> Lattice:
    """Return a lattice with the level rules that part labels from the heads of their columns.

    They go from one edge of columns to another, past some, between two lines of a row.
    """
    level: list[Rule] = []
    for rule in rules:
        whole = rule.start <= lattice.xs[0] + _TOUCH and rule.end >= lattice.xs[-1] - _TOUCH
        top = min((y for y in lattice.ys if y > rule.at), default=None)
        foot = max((y for y in lattice.ys if y < rule.at), default=None)
        if whole or top is None or foot is None or min(top - rule.at, rule.at - foot) <= _OPEN:
            continue
        at_edges = all(
            any(abs(end - x) <= _TOUCH for x in lattice.xs) for end in (rule.start, rule.end)
        )
        parts = bands_between(lines, (top, rule.at, foot), rule.start, rule.end)
        texts = [strips(part.segments) for part in parts]
        if at_edges and len(texts) == len((top, foot)) and len(texts[1]) > len(texts[0]):
            level.append(rule)
    ys = tuple(reversed(clustered([*lattice.ys, *(rule.at for rule in level)])))
    return replace(lattice, ys=ys, level=(*lattice.level, *level))


def inside_labels(lattice: Lattice, y: float) -> list[float]:
    """Return the edges of columns that a level rule at a height goes past: one text is above."""
    below = [
        rule
        for rule in lattice.level
        if abs(rule.at - y) <= _TOUCH
        and (rule.start > lattice.xs[0] + _TOUCH or rule.end < lattice.xs[-1] - _TOUCH)
    ]
    return [x for x in lattice.xs if any(r.start + _TOUCH < x < r.end - _TOUCH for r in below)]


def below_labels(lattice: Lattice, lines: Sequence[TextLine]) -> Lattice:
    """Return a lattice with a level where an upright ends between two lines of a row.

    What stands above it are labels over the columns that it parts, with no rule below. A text
    that begins left of them is none: it interrupts the uprights between two rows.
    """
    level: list[Rule] = []
    drawn: list[Rule] = []
    for upright in lattice.upright:
        y = upright.end
        if any(abs(y - known) <= _OPEN for known in lattice.ys):
            continue
        ends = [rule.at for rule in lattice.upright if abs(rule.end - y) <= _TOUCH]
        through = [rule.at for rule in lattice.upright if rule.start < y < rule.end - _TOUCH]
        left = max((x for x in through if x < upright.at), default=lattice.xs[0])
        right = min((x for x in through if x > upright.at), default=lattice.xs[-1])
        top = min((known for known in lattice.ys if known > y), default=y)
        above = next(bands_between(lines, (top, y), left, right), None)
        if above is None or _goes_over(left, top, y, lattice, lines):
            continue
        if any(left < at < right for at in ends):
            level.append(Rule(y, left, right))
            edges = [left, *sorted(x for x in ends if left < x < right), right]
            drawn += [Rule(x, y, top) for x in _edges_between(strips(above.segments), edges)[1:-1]]
    if not level:
        return lattice
    ys = clustered([*lattice.ys, *(rule.at for rule in level)])
    return Lattice(
        lattice.xs,
        tuple(reversed(ys)),
        (*lattice.level, *level),
        (*lattice.upright, *dict.fromkeys(drawn)),
    )


def _goes_over(
    x: float, top: float, foot: float, lattice: Lattice, lines: Sequence[TextLine]
) -> bool:
    """Tell whether a text is on both sides of a place, on the last line between two heights."""
    row = next(bands_between(lines, (top, foot), lattice.xs[0], lattice.xs[-1]), None)
    texts = row.lines[-1].segments if row is not None else ()
    return any(text.x0 < x - _TOUCH and text.x1 > x + _TOUCH for text in texts)


def _edges_between(labels: Sequence[Strip], edges: Sequence[float]) -> Sequence[float]:
    """Return the edges of columns, outer ones included, that part labels where these stand best.

    That is at a side of the columns that they head, or in the middle.
    """

    def off(cuts: Sequence[float]) -> float:
        total = 0.0
        for (x0, x1), (left, right) in zip(labels, pairwise(cuts), strict=True):
            sides = (x0 - left, right - x1)
            outside = min(sides) < -_TOUCH
            total += math.inf if outside else min(*sides, abs(sides[0] - sides[1]) / 2)
        return total

    ways = [(edges[0], *inner, edges[-1]) for inner in combinations(edges[1:-1], len(labels) - 1)]
    return min(ways, key=off, default=())


def strips(segments: Iterable[Segment]) -> list[Strip]:
    """Return the stretches of a table's width that texts take."""
    strips: list[Strip] = []
    for segment in sorted(segments, key=lambda segment: segment.x0):
        if strips and segment.x0 <= strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], segment.x1))
        else:
            strips.append((segment.x0, segment.x1))
    return strips
