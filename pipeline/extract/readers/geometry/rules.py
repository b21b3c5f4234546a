"""Rules of tables: straight lines, level or upright, put together from drawn pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_STRAIGHT = 0.7
_SHORTEST = 4.0
_TOUCH = 2.0
_SAME = 1.2


@dataclass(unsafe_hash=True, slots=True)
class Rule:
    """A straight line: at height ``at`` from ``start`` to ``end``; upright ones likewise."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The level and the upright rules of a page; pieces of one line are one rule."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


@dataclass(unsafe_hash=True, slots=True)
class Edge:
    """One side of a drawn shape, before it is known to be a rule."""

    x0: float
    y0: float
    x1: float
    y1: float


def rules_of(edges: Sequence[Edge]) -> Rules:
    """Return the level and upright lines among drawn edges, pieces of one line as one."""
    return Rules(level=_joined(_levels(edges)), upright=_joined(_uprights(edges)))


def clustered(values: Iterable[float]) -> tuple[float, ...]:
    """Return heights or places in order, those that touch as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return tuple(found)


def _levels(edges: Sequence[Edge]) -> Iterator[Rule]:
    for edge in edges:
        if abs(edge.y0 - edge.y1) <= _STRAIGHT:
            yield Rule((edge.y0 + edge.y1) / 2, min(edge.x0, edge.x1), max(edge.x0, edge.x1))


def _uprights(edges: Sequence[Edge]) -> Iterator[Rule]:
    for edge in edges:
        if abs(edge.x0 - edge.x1) <= _STRAIGHT:
            yield Rule((edge.x0 + edge.x1) / 2, min(edge.y0, edge.y1), max(edge.y0, edge.y1))


def _joined(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Join pieces of one line (Word draws a border cell by cell); drop what is too short."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lanes and rule.at - lanes[-1][0].at <= _SAME:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    joined: list[Rule] = []
    for lane in lanes:
        at = lane[0].at
        pieces: list[Rule] = []
        for rule in sorted(lane, key=lambda rule: rule.start):
            if pieces and rule.start - pieces[-1].end <= _TOUCH:
                last = pieces.pop()
                pieces.append(Rule(at, last.start, max(last.end, rule.end)))
            else:
                pieces.append(Rule(at, rule.start, rule.end))
        joined += [piece for piece in pieces if piece.length >= _SHORTEST]
    return tuple(joined)
