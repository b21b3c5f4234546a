"""Empty cells and thousands settled by sums: parts must add up to their total row.

Given rows whose values are known in order but not by column, find the placements for
which every column of the parts adds up to the total. Columns are filled from left to
right; at each one every row places its next value or leaves the column empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from pipeline.extract.language.values import decimals, number_in

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
    total: Sequence[Values], parts: Sequence[Sequence[Values]], count: int
) -> list[Solution]:
    """Return the ways in which the parts add up to the total in every column.

    Args:
        total: The ways to read the total row's values.
        parts: For every part row, the ways to read its values.
        count: The number of columns.

    Returns:
        Solutions, the best first; empty where the sums do not settle it.
    """
    if sum(len(ways[0]) < count for ways in parts if ways) > _MAX_OPEN_ROWS:
        return []
    found: list[Solution] = []
    budget = [_MAX_STEPS]
    for values in total:
        if len(values) > count:
            continue
        for columns in combinations(range(count), len(values)):
            whole = Placement(values, columns)
            for reading in product(*parts):
                budget[0] -= 1
                if all(len(row) <= count for row in reading):
                    found.extend(_place(whole, reading, count, budget))
                if len(found) > _MAX_SOLUTIONS or budget[0] <= 0:
                    return sorted(found, key=lambda solution: -solution.score)
    return sorted(found, key=lambda solution: -solution.score)


def adds_up(values: Values) -> bool:
    """Tell whether the last value is the sum of those before it."""
    numbers = [number_in(value) for value in values]
    known = [number for number in numbers if number is not None]
    if len(known) < _PARTS_AND_SUM or len(known) < len(values):
        return False
    return abs(sum(known[:-1]) - known[-1]) <= _tolerance(values, len(known) - 1)


def _place(
    total: Placement, reading: tuple[Values, ...], count: int, budget: list[int]
) -> Iterator[Solution]:
    by_column = dict(zip(total.columns, total.values, strict=True))
    tolerance = _tolerance(total.values, len(reading))
    placed: list[list[int]] = [[] for _ in reading]

    def step(column: int, score: float) -> Iterator[Solution]:
        if column == count:
            if score <= _MISPRINT * (count - 1):
                return
            rows = tuple(
                Placement(values, tuple(columns))
                for values, columns in zip(reading, placed, strict=True)
            )
            yield Solution(total, rows, score)
            return
        for rows_here in _choices(reading, placed, column, count):
            budget[0] -= 1
            if budget[0] <= 0:
                return
            cost = _column_cost(by_column.get(column), reading, placed, rows_here, tolerance)
            if cost is None and all(len(values) == count for values in reading):
                cost = _MISPRINT
            if cost is None:
                continue
            for row in rows_here:
                placed[row].append(column)
            yield from step(column + 1, score + cost)
            for row in rows_here:
                placed[row].pop()

    yield from step(0, 0.0)


def _choices(
    reading: Sequence[Values], placed: Sequence[list[int]], column: int, count: int
) -> Iterator[tuple[int, ...]]:
    """Yield the sets of rows that may place a value here; the fullest first."""
    must, may = [], []
    for row, values in enumerate(reading):
        left = len(values) - len(placed[row])
        if left == count - column and left:
            must.append(row)
        elif left:
            may.append(row)
    for size in range(len(may), -1, -1):
        for extra in combinations(may, size):
            yield tuple(sorted((*must, *extra)))


def _column_cost(
    stated: str | None,
    reading: Sequence[Values],
    placed: Sequence[list[int]],
    rows: Sequence[int],
    tolerance: float,
) -> float | None:
    """Return the score of a column, None where it contradicts its total."""
    texts = [reading[row][len(placed[row])] for row in rows]
    numbers = [number_in(text) for text in texts]
    if stated is None:
        return _UNPRINTED_TOTAL if any(numbers) else 0.0
    whole = number_in(stated)
    if whole is None:
        return 0.0 if all(number is None for number in numbers) else None
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    return 0.0 if abs(sum(known) - whole) <= tolerance else None


def _tolerance(values: Values, parts: int) -> float:
    if any(decimals(value) for value in values):
        return _DECIMAL_TOLERANCE * max(parts, 1)
    return _WHOLE_TOLERANCE * max(parts, 2)
