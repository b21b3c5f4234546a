"""Paths through a text's lines: the most probable one, and how probable each step of it is.

Belongs here: the search alone. What a step may be and how likely it is belongs to those who
know what the lines say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_DROP = 14.0
"""A path that has lost so much (logarithm of odds) since the best end is followed no further."""


class Step(NamedTuple):
    """A step from one node to another.

    A node is (lines read, columns filled). ``score`` is the logarithm of odds that the lines
    between are ``what`` and no running text.
    """

    to: tuple[int, int]
    score: float
    what: object


Steps = Callable[[tuple[int, int]], Iterable[Step]]
Taken = tuple[tuple[int, int], Step]


@dataclass(frozen=True, slots=True)
class Path:
    """Steps in order, each with the node that it leaves; ``score`` is their sum."""

    steps: Sequence[Taken]
    score: float


def best_path(
    start: int,
    end: int,
    steps: Steps,
    ending: Callable[[int], float] = lambda _: 0.0,
) -> Path:
    """Return the most probable path from a line on; it ends where a row does.

    Args:
        start: The line that it begins on.
        end: The last line that it may reach.
        steps: The steps from a node, each to a later line; a node with no column filled stands
            between rows.
        ending: What speaks for an end above a line.
    """
    scores: dict[int, dict[int, float]] = {start: {0: 0.0}}
    came: dict[tuple[int, int], Taken] = {}
    best, last = 0.0, (start, 0)
    for line in range(start, end + 1):
        if not scores:
            break
        for column, score in sorted(scores.pop(line, {}).items()):
            node = (line, column)
            if not column and line > start and score + ending(line) > best:
                best, last = score + ending(line), node
            if score < best - _DROP:
                continue
            for step in steps(node):
                to, gain, _ = step
                if to[0] <= end:
                    there = scores.setdefault(to[0], {})
                    if score + gain > there.get(to[1], -math.inf):
                        there[to[1]] = score + gain
                        came[to] = (node, step)
    taken: list[Taken] = []
    node = last
    while node in came:
        taken.append(came[node])
        node = came[node][0]
    return Path(taken[::-1], best)


def shares(start: int, end: int, steps: Steps) -> Iterator[tuple[Taken, float]]:
    """Yield every step between two ends of rows, and how probable it is among all paths."""
    order: list[tuple[int, int]] = []
    ahead: dict[tuple[int, int], list[Step]] = {}
    before: dict[tuple[int, int], float] = {(start, 0): 0.0}
    reached: dict[int, set[int]] = {start: {0}}
    for line in range(start, end + 1):
        for column in sorted(reached.pop(line, ())):
            node = (line, column)
            order.append(node)
            ahead[node] = [step for step in steps(node) if step.to[0] <= end]
            for step in ahead[node]:
                before[step.to] = _either(before.get(step.to), before[node] + step.score)
                reached.setdefault(step.to[0], set()).add(step.to[1])
    behind: dict[tuple[int, int], float] = {(end, 0): 0.0}
    for node in reversed(order):
        for step in ahead[node]:
            if step.to in behind:
                behind[node] = _either(behind.get(node), step.score + behind[step.to])
    total = behind.get((start, 0), -math.inf)
    for node, taken in ahead.items():
        for step in taken:
            if step.to in behind:
                share = math.exp(before[node] + step.score + behind[step.to] - total)
                yield (node, step), min(share, 1.0)


def _either(one: float | None, other: float) -> float:
    """Return the logarithm of the sum of what two logarithms stand for."""
    if one is None:
        return other
    most = max(one, other)
    return most + math.log1p(math.exp(min(one, other) - most))
