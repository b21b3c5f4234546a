"""How likely the ways to read a row of a run table are, by what the table's full rows tell.

Belongs here: what is learned of the columns, and the score and rank of one row's fits alone.
What rows tell of each other, and sums, are ``run_columns``'. A row may have thousands of fits
of few values in few columns, so what is said of one value in one column, or of one choice of
columns, is worked out once a row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import permutations
from statistics import mean, median

from pipeline.extract.assignment.fit import Fit
from pipeline.extract.language.values import number_in
from pipeline.extract.tables.run_rows import Row
from pipeline.extract.tables.run_siblings import half_filled, sibling_columns

_WORD_VALUE = re.compile(r"^(?:JA|NEJ|Ja|Nej)$")
_LONG_WORD = re.compile(r"[a-zåäö]{6,}")
_MAX_OPTIONS = 14
_UNLIKELY = 1e-4
_EMPTY_CELL = -2.0
_WORD_AND_NUMBER = 6.0
_OTHER_SIZE = 0.8
_NAMED_BY_LABEL = 1.2
_NAMED_BY_HINT = 2.0
_GAPS_AGREE = 9.0
_ADDS_UP = 4.0
_ROUNDING = 0.11
_OTHER_UNIT = 3.0
_BOTH = 2
_HALF_FILLED = 1.5
_HOLE = 0.3
_BEFORE_UNIT = re.compile(r"^.*[\d\s]")


@dataclass(frozen=True, slots=True)
class Known:
    """What full rows tell of the columns: usual sizes, columns of words, units, sums across.

    ``shares`` are sizes beside those of all values of a row; ``totals`` are columns that are the
    sum of all others; ``labels`` names the column of the rows' labels and those of values, where
    the header was read.
    """

    count: int
    sizes: Sequence[float | None]
    shares: Sequence[float] | None
    texts: set[int]
    units: Sequence[str | None]
    identities: tuple[tuple[int, int, int], ...]
    totals: tuple[int, ...]
    siblings: Sequence[tuple[int, ...]]
    labels: Sequence[str]


def learned(full: Sequence[Fit], count: int, labels: Sequence[str]) -> Known:
    """Learn of ``count`` columns from the rows that fill all of them in one way."""
    return Known(
        count=count,
        sizes=_sizes(full, count),
        shares=_shares(full, count),
        texts=_text_columns(full),
        units=[_unit_of_column(full, column) for column in range(count)],
        identities=tuple(_identities(full, count)),
        totals=tuple(_totals(full, count)),
        siblings=sibling_columns(labels[1:]),
        labels=labels,
    )


def ranked_fits(row: Row, fits: Sequence[Fit], known: Known) -> list[Fit]:
    """Return a row's fits with their probabilities, the most probable first."""
    if not fits:
        return []
    scores = list(map(_RowScores(row, known).score, fits))
    best = max(scores)
    odds = [math.exp(score - best) for score in scores]
    total = sum(odds)
    shares = [odd / total for odd in odds]
    return [
        Fit(fits[index].values, fits[index].columns, shares[index])
        for index in nlargest(_MAX_OPTIONS, range(len(shares)), key=shares.__getitem__)
        if shares[index] > _UNLIKELY
    ]


class _RowScores:
    """The scores of one row's fits."""

    def __init__(self, row: Row, known: Known) -> None:
        self._row = row
        self._known = known
        self._has_gaps = any(row.gaps)
        self._of_cells: dict[tuple[str, int], tuple[float, ...]] = {}
        self._of_columns: dict[tuple[int, ...], tuple[float, float, float]] = {}
        labelled = len(known.labels) == known.count + 1
        self._named = list(_columns_named(row.label, known.labels)) if labelled else None
        self._hinted = list(_columns_hinted(row.label, known.labels)) if labelled else []

    def score(self, fit: Fit) -> float:
        """Return how well a fit agrees with what is known; 0 is as well as can be."""
        known, columns = self._known, fit.columns
        score = _EMPTY_CELL * (known.count - len(columns))
        for cell in zip(fit.values, columns, strict=True):
            penalties = self._of_cells.get(cell)
            if penalties is None:
                penalties = self._of_cells[cell] = tuple(_cell_penalties(*cell, known))
            for penalty in penalties:
                score -= penalty
        score -= _OTHER_SIZE * _unlike_row(fit, known.shares)
        if columns not in self._of_columns:
            self._of_columns[columns] = self._columns_scores(columns)
        named, half, holes = self._of_columns[columns]
        score += named
        if self._has_gaps:
            score += _gap_score(self._row, fit, known.count)
        if known.identities:
            score += sum(_identity_score(fit, identity) for identity in known.identities)
        if known.totals:
            score += sum(_total_score(fit, column) for column in known.totals)
        score -= half
        score -= holes
        return score

    def _columns_scores(self, columns: tuple[int, ...]) -> tuple[float, float, float]:
        """Return what a row's label says for some columns, and penalties for gaps in them."""
        half = _HALF_FILLED * half_filled(columns, self._known.siblings)
        holes = _HOLE * (columns[-1] - columns[0] + 1 - len(columns))
        return self._label_score(columns), half, holes

    def _label_score(self, columns: tuple[int, ...]) -> float:
        """A short row's label names its column ("Avvikelse före ..." under "Avvikelse")."""
        if self._named is None or len(columns) == self._known.count:
            return 0.0
        score = 0.0
        for places in self._hinted:
            for column, place in zip(columns, places, strict=False):
                score += _NAMED_BY_HINT if column == place else 0.0
        for column in columns:
            score += _NAMED_BY_LABEL * self._named[column]
        return score / len(columns)


def _cell_penalties(text: str, column: int, known: Known) -> Iterator[float]:
    """Yield what speaks against a value in a column: words, another unit, another size."""
    value = number_in(text)
    if bool(_WORD_VALUE.match(text)) != (column in known.texts):
        yield _WORD_AND_NUMBER
    unit = known.units[column]
    if value is not None and unit is not None and _unit(text) != unit:
        yield _OTHER_UNIT
    size = known.sizes[column]
    if value is not None and size is not None and value != 0:
        yield _OTHER_SIZE * abs(math.log10(abs(value) + 1) - size)


def _columns_named(label: str, labels: Sequence[str]) -> Iterator[bool]:
    """Yield for every value column whether its label shares a long word with a row's label."""
    own = set(_LONG_WORD.findall(label.casefold()))
    for column_label in labels[1:]:
        yield not own.isdisjoint(_LONG_WORD.findall(column_label.casefold()))


_HINTS = (
    (re.compile(r"resultatöverföring|överskott (?:från|till)|resultatdispos", re.IGNORECASE),
     re.compile(r"^avvikelse", re.IGNORECASE)),
)  # fmt: skip
"""Rows that have values in certain columns only: what is carried over is a deviation."""


def _columns_hinted(label: str, labels: Sequence[str]) -> Iterator[list[int]]:
    """Yield the value columns in which a row of this label has its values, kind by kind."""
    for row_pattern, column_pattern in _HINTS:
        if row_pattern.search(label):
            yield [i for i, text in enumerate(labels[1:]) if column_pattern.search(text)]


def _gap_score(row: Row, fit: Fit, count: int) -> float:
    """Spaces beyond one stand for empty cells in sources that end every cell in a space."""
    if len(fit.values) == count:
        return 0.0
    columns: list[int] = []
    gaps, at, piece = row.gaps, 0, 0
    for value in fit.values:
        at += gaps[piece]
        columns.append(at)
        at += 1
        piece += len(value.split())
    if at + gaps[-1] == count and fit.columns == tuple(columns):
        return _GAPS_AGREE
    return 2.0 if gaps[-1] and fit.columns == tuple(range(len(fit.columns))) else 0.0


def _identity_score(fit: Fit, identity: tuple[int, int, int]) -> float:
    """Score a short row by whether its own values add up as those of full rows do."""
    if not set(identity) <= set(fit.columns):
        return 0.0
    a, b, c = (fit.number(column) for column in identity)
    if a is None or b is None or c is None:
        return 0.0
    return _ADDS_UP if abs(a + b - c) < _ROUNDING else -_ADDS_UP


def _total_score(fit: Fit, column: int) -> float:
    """Score a short row by whether its total is the sum of its other values."""
    total = fit.number(column)
    if total is None:
        return 0.0
    others = [fit.number(other) or 0.0 for other in fit.columns if other != column]
    return _ADDS_UP if abs(sum(others) - total) < _ROUNDING else -_ADDS_UP


def _sizes(full: Sequence[Fit], count: int) -> list[float | None]:
    """Return the usual size (log10) of every column's numbers."""
    sizes: list[float | None] = []
    for column in range(count):
        logs = [
            math.log10(abs(value) + 1) for fit in full if (value := fit.number(column)) is not None
        ]
        sizes.append(sorted(logs)[len(logs) // 2] if logs else None)
    return sizes


def _shares(full: Sequence[Fit], count: int) -> list[float] | None:
    """Return by how much (log10) each column's numbers are usually more than all of their row.

    None where no row is full of numbers.
    """
    logs = [found for fit in full if len(found := _logs(fit)) == count > 1]
    rows = [[log - mean(row) for log in row] for row in logs]
    return [median(column) for column in zip(*rows, strict=True)] if rows else None


def _unlike_row(fit: Fit, shares: Sequence[float] | None) -> float:
    """Return how far (log10) the numbers of a full row are off its other numbers, all together.

    Years of a key figure are of one size, whatever the sizes of the figures above and below.
    """
    logs = _logs(fit)
    if shares is None or len(logs) != len(shares):
        return 0.0
    off = [log - share for log, share in zip(logs, shares, strict=True)]
    return sum(abs(each - median(off)) for each in off)


def _logs(fit: Fit) -> list[float]:
    """Return the sizes (log10) of a fit's numbers; nothing where a value is none."""
    numbers = [number_in(text) for text in fit.values]
    known = [math.log10(abs(number) + 1) for number in numbers if number is not None]
    return known if len(known) == len(numbers) else []


def _text_columns(full: Sequence[Fit]) -> set[int]:
    """Return the columns that hold words (JA, NEJ)."""
    return {
        column
        for fit in full
        for text, column in zip(fit.values, fit.columns, strict=True)
        if _WORD_VALUE.match(text)
    }


def _unit_of_column(full: Sequence[Fit], column: int) -> str | None:
    """Return the unit that all values of a column have ("" for none), None where they differ."""
    units = {_unit(fit.values[column]) for fit in full}
    return units.pop() if len(units) == 1 and len(full) > 1 else None


def _unit(text: str) -> str:
    """Return what stands after a number ("57 st", "12%")."""
    return _BEFORE_UNIT.sub("", text) if number_in(text) is not None else ""


def _identities(full: Sequence[Fit], count: int) -> Iterator[tuple[int, int, int]]:
    """Yield columns (a, b, c) with a + b = c in every full row: costs, income and net."""
    rows = [[fit.number(column) for column in range(count)] for fit in full]
    rows = [row for row in rows if None not in row]
    for a, b, c in permutations(range(count), 3):
        if a < b and len(rows) > 1 and sum(bool(row[a]) and bool(row[b]) for row in rows) > 1:
            sums = [(row[a] or 0) + (row[b] or 0) - (row[c] or 0) for row in rows]
            if all(abs(difference) < _ROUNDING for difference in sums):
                yield a, b, c


def _totals(full: Sequence[Fit], count: int) -> Iterator[int]:
    """Yield the columns that are the sum of all others in every full row."""
    rows = [[fit.number(column) for column in range(count)] for fit in full]
    known = [[value for value in row if value is not None] for row in rows]
    telling = sum(sum(map(bool, row)) > _BOTH for row in known)
    if count <= _BOTH or telling < _BOTH or any(len(row) < count for row in known):
        return
    for column in range(count):
        if all(abs(sum(row) - 2 * row[column]) < _ROUNDING for row in known):
            yield column
