"""Empty cells and thousands settled by sums: parts must add up to their total row.

Given rows whose values are known in order but not by column, find the placements for
which every column of the parts adds up to the total. Columns are filled from left to
right; at each one every row places its next value or leaves the column empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from pipeline.extract.language.numbers import decimals
from pipeline.extract.language.values import number_in

_PARTS_AND_SUM = 3
_DECIMAL_TOLERANCE = 0.06
_WHOLE_TOLERANCE = 0.51
_MAX_SOLUTIONS = 200
_MAX_STEPS = 40_000
_MAX_OPEN_ROWS = 8
_UNPRINTED_TOTAL = -2.0
_MISPRINT = -4.0
"""Where no cell is empty a total may simply be wrong in the source."""

Values = tuple[str, ...]
_Spans = list[tuple[float, float]]
"""The least and the most of each column."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Values of one row and their columns (0-based)."""

    values: Values
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """Placements of the total row and of its parts, with a score (0 is best)."""

    total: Placement
    parts: tuple[Placement, ...]
    score: float


def solutions(
    total: Sequence[Values], parts: Sequence[Sequence[Values]], count: int, *, exact: bool = False
) -> list[Solution]:
    """Return the ways in which the parts add up to the total in every column.

    Args:
        total: The ways to read the total row's values.
        parts: For every part row, the ways to read its values.
        count: The number of columns.
        exact: Whether only those count that say nothing wrong in any column. Readings of parts
            that cannot come to the total are then left out together.

    Returns:
        Solutions, the best first; empty where the sums do not settle it.
    """
    if sum(len(ways[0]) < count for ways in parts if ways) > _MAX_OPEN_ROWS:
        return []
    search = _Search(count, {values for ways in parts for values in ways})
    within = _Within(search, parts) if exact else None
    for values in total:
        if len(values) > count:
            continue
        tolerance = _tolerance(values, len(parts))
        for columns in combinations(range(count), len(values)):
            whole = Placement(values, columns)
            for reading in within.readings(whole, tolerance) if within else product(*parts):
                search.steps_left -= 1
                if all(len(row) <= count for row in reading):
                    _Placing(search, whole, reading, tolerance).fill(0, 0.0)
                if len(search.found) > _MAX_SOLUTIONS or search.steps_left <= 0:
                    return search.best_first(exact=exact)
    return search.best_first(exact=exact)


def adds_up(values: Values) -> bool:
    """Tell whether the last value is the sum of those before it."""
    numbers = [number_in(value) for value in values]
    known = [number for number in numbers if number is not None]
    if len(known) < _PARTS_AND_SUM or len(known) < len(values):
        return False
    return abs(sum(known[:-1]) - known[-1]) <= _tolerance(values, len(known) - 1)


class _Search:
    """All placements that were found so far, and how many steps more may be taken."""

    def __init__(self, count: int, rows: Iterable[Values]) -> None:
        self.numbers = {values: [number_in(text) for text in values] for values in rows}
        self.steps_left = _MAX_STEPS
        self.found: list[Solution] = []
        self.count = count

    def spans(self, values: Values) -> _Spans:
        """Return for each column between which bounds a row's value is there."""
        numbers = [number or 0.0 for number in self.numbers[values]]
        if len(numbers) == self.count:
            return [(number, number) for number in numbers]
        return [(min([0.0, *numbers]), max([0.0, *numbers]))] * self.count

    def best_first(self, *, exact: bool) -> list[Solution]:
        found = [solution for solution in self.found if solution.score == 0 or not exact]
        return sorted(found, key=lambda solution: -solution.score)


class _Within:
    """Readings of parts that may come to a placed total in every column.

    A part's reading says of each column between which bounds its value is: the value itself
    where it fills all columns, else any of its values or none. What a few parts have already
    put beyond the reach of the others is not read further.
    """

    def __init__(self, search: _Search, parts: Sequence[Sequence[Values]]) -> None:
        self._search = search
        self._spans = [
            {values: search.spans(values) for values in ways if len(values) <= search.count}
            for ways in parts
        ]
        self._reach = list(self._reach_of_the_rest())

    def readings(self, total: Placement, tolerance: float) -> Iterator[tuple[Values, ...]]:
        """Yield a reading of each part, in the order in which the parts are given."""
        wanted = list(_wanted(total, self._search.count, tolerance))
        yield from self._following((), [(0.0, 0.0)] * self._search.count, wanted)

    def _following(
        self, chosen: tuple[Values, ...], sums: _Spans, wanted: _Spans
    ) -> Iterator[tuple[Values, ...]]:
        if len(chosen) == len(self._spans):
            yield chosen
            return
        reach = self._reach[len(chosen)]
        for values, spans in self._spans[len(chosen)].items():
            self._search.steps_left -= 1
            if self._search.steps_left <= 0:
                return
            so_far = [(a + b, c + d) for (a, c), (b, d) in zip(sums, spans, strict=True)]
            if all(
                low + least <= upper and high + most >= lower
                for (low, high), (least, most), (lower, upper) in zip(
                    so_far, reach, wanted, strict=True
                )
            ):
                yield from self._following((*chosen, values), so_far, wanted)

    def _reach_of_the_rest(self) -> Iterator[_Spans]:
        """Yield, for each part, the bounds of what those after it add to each column."""
        for first in range(1, len(self._spans) + 1):
            rest = [list(ways.values()) for ways in self._spans[first:]]
            yield [
                (
                    sum(min(spans[column][0] for spans in ways) for ways in rest),
                    sum(max(spans[column][1] for spans in ways) for ways in rest),
                )
                for column in range(self._search.count)
            ]


def _wanted(total: Placement, count: int, tolerance: float) -> Iterator[tuple[float, float]]:
    """Yield the bounds of what parts may come to in each column: none where it has no total."""
    stated = dict(zip(total.columns, map(number_in, total.values), strict=True))
    for column in range(count):
        whole = stated.get(column, 0.0)
        if whole is None:
            yield -math.inf, math.inf
        else:
            yield whole - tolerance, whole + tolerance


class _Placing:
    """A placed total and one way to read its parts, whose values find their columns.

    A column is tried with every set of rows that may have a value there, thousands of times
    for one table: what does not change from one to the next is worked out once.
    """

    def __init__(
        self, search: _Search, total: Placement, reading: tuple[Values, ...], tolerance: float
    ) -> None:
        self._search = search
        self._count = search.count
        self._total = total
        self._stated = dict(zip(total.columns, map(number_in, total.values), strict=True))
        self._reading = reading
        self._tolerance = tolerance
        self._numbers = [search.numbers[values] for values in reading]
        self._are_full = all(len(values) == search.count for values in reading)
        self._next = [0] * len(reading)
        self._filled: list[tuple[int, ...]] = []

    def fill(self, column: int, score: float) -> None:
        """Fill the columns from one on in every way; ``score`` is that of those before it."""
        if column == self._count:
            if score > _MISPRINT * (self._count - 1):
                self._search.found.append(self._solution(score))
            return
        following = self._next
        heads = [
            numbers[at] if at < len(numbers) else None
            for numbers, at in zip(self._numbers, following, strict=True)
        ]
        for rows in self._choices_at(column):
            self._search.steps_left -= 1
            if self._search.steps_left <= 0:
                return
            cost = self._cost(column, [heads[row] for row in rows])
            if cost is None:
                continue
            for row in rows:
                following[row] += 1
            self._filled.append(rows)
            self.fill(column + 1, score + cost)
            self._filled.pop()
            for row in rows:
                following[row] -= 1

    def _choices_at(self, column: int) -> Iterable[tuple[int, ...]]:
        """Return the sets of rows that may place a value here; the fullest first."""
        must, may = [], []
        for row, numbers in enumerate(self._numbers):
            left = len(numbers) - self._next[row]
            if left == self._count - column and left:
                must.append(row)
            elif left:
                may.append(row)
        choices = _choices if len(may) > _MAX_OPEN_ROWS else _few_choices
        return choices(tuple(must), tuple(may))

    def _cost(self, column: int, numbers: list[float | None]) -> float | None:
        """Return the score of a column, None where it contradicts its total."""
        if column not in self._stated:
            return _UNPRINTED_TOTAL if any(numbers) else 0.0
        whole = self._stated[column]
        if whole is None:
            agrees = not any(number is not None for number in numbers)
        else:
            known = [number for number in numbers if number is not None]
            short = len(known) < len(numbers)
            agrees = not short and abs(sum(known) - whole) <= self._tolerance
        if agrees:
            return 0.0
        return _MISPRINT if self._are_full else None

    def _solution(self, score: float) -> Solution:
        columns: list[list[int]] = [[] for _ in self._reading]
        for column, rows in enumerate(self._filled):
            for row in rows:
                columns[row].append(column)
        parts = tuple(map(Placement, self._reading, map(tuple, columns)))
        return Solution(self._total, parts, score)


def _choices(must: tuple[int, ...], may: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the sets of rows that hold all of one kind and any of another; the fullest first."""
    for size in range(len(may), -1, -1):
        for extra in combinations(may, size):
            yield tuple(sorted((*must, *extra)))


@lru_cache(maxsize=1 << 7)
def _few_choices(must: tuple[int, ...], may: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Return ``_choices`` of so few rows that they are worth keeping: columns ask alike."""
    return tuple(_choices(must, may))


def _tolerance(values: Values, parts: int) -> float:
    if any(decimals(value) for value in values):
        return _DECIMAL_TOLERANCE * max(parts, 1)
    return _WHOLE_TOLERANCE * max(parts, 2)
