"""How many values a run of pieces can be, and how many columns a run table has.

"40 126 37 385" may be two values or four. What the table's other rows can be, how its
header can be cut, and spaces that stand for empty cells tell which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice

from pipeline.extract.language.numbers import SIGN
from pipeline.extract.tables.header_labels import HeaderWord
from pipeline.extract.tables.run_header import read_header
from pipeline.extract.tables.run_rows import Row
from pipeline.extract.tables.table_sums import adds_up

MAX_COLUMNS = 16
_PARTS_AND_SUM = 4
"""Values of a row whose sum tells something: three parts and it."""
_JOINED = re.compile(
    rf"{SIGN}?\d{{1,3}}(?: \d{{3}})*(?:,\d+)?(?: (?:%|st\.?))?|{SIGN}?\d+(?:,\d+)? (?:%|st\.?)"
)
_UNIT_PIECES = ("%", "st", "st.")
_LEADING_ZERO = re.compile(r"^[-+]?0 ?\d")
_MAX_JOININGS = 120
_MAX_PIECES = 5
_ROWS_WEIGHT = 6.0
_FEWEST, _POSSIBLE, _TOO_SHORT, _TOO_LONG = 1.0, 0.7, -0.3, -2.0
"""What a row says of a column count: all thousands joined, some parted, empty cells, none."""
_MILLIONS_EACH = 0.5
"""Against a count for which most rows need whole numbers from a million on."""
_MILLIONS = re.compile(rf"{SIGN}?\d{{1,3}}(?: \d{{3}}){{2,}}")


@lru_cache(maxsize=8192)
def _heads(pieces: tuple[str, ...]) -> tuple[int, ...]:
    """Return how many pieces may make up the first value: thousands and per cent signs."""
    sizes: list[int] = []
    for size in range(1, min(len(pieces), _MAX_PIECES) + 1):
        text = " ".join(pieces[:size])
        alone = size == 1 and pieces[0] not in _UNIT_PIECES
        if not alone and not _JOINED.fullmatch(text):
            continue
        cut_off = len(pieces) > size and pieces[size] in _UNIT_PIECES
        if not cut_off and not _LEADING_ZERO.match(text):
            sizes.append(size)
    return tuple(sizes)


@lru_cache(maxsize=8192)
def _counts(pieces: tuple[str, ...]) -> frozenset[int]:
    """Return how many values pieces can be."""
    if not pieces:
        return frozenset({0})
    return frozenset(1 + rest for size in _heads(pieces) for rest in _counts(pieces[size:]))


def joinings(pieces: tuple[str, ...], most: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to join pieces into at most ``most`` values, single pieces first."""
    if not pieces:
        yield ()
        return
    for size in _heads(pieces):
        rest = pieces[size:]
        if min(_counts(rest), default=most) < most:
            for values in joinings(rest, most - 1):
                yield (" ".join(pieces[:size]), *values)


def ways_of(row: Row, most: int) -> list[tuple[str, ...]]:
    """Return a row's joinings, as many as are worth looking at."""
    return list(_ways(_runs_of(row), most))


_Runs = tuple[tuple[str, ...], ...]
"""Pieces of values that stand together."""


def _runs_of(row: Row) -> _Runs:
    """Return the pieces that may be joined with each other: of a row, or of each of its lines."""
    if not row.apart:
        return (tuple(row.pieces),)
    ends = list(accumulate(row.apart))
    return tuple(
        tuple(row.pieces[end - size : end]) for end, size in zip(ends, row.apart, strict=True)
    )


@lru_cache(maxsize=8192)
def _ways(runs: _Runs, most: int) -> tuple[tuple[str, ...], ...]:
    ways: tuple[tuple[str, ...], ...] = ((),)
    for run in runs:
        longer = ((*way, *values) for way in ways for values in joinings(run, most - len(way)))
        ways = tuple(islice(longer, _MAX_JOININGS))
    return ways


@lru_cache(maxsize=1024)
def _summing(runs: _Runs) -> int:
    """Return the most values of pieces read so that the last is the sum; 0 where none are.

    The rows of a table are asked with and without a sub-heading, and again for its columns.
    """
    ways = _ways(runs, MAX_COLUMNS)
    return max((len(v) for v in ways if len(v) >= _PARTS_AND_SUM and adds_up(v)), default=0)


def column_counts(
    rows: Sequence[Row], words: tuple[HeaderWord, ...], sides: int, *, wrap_is_marked: bool
) -> list[tuple[float, int]]:
    """Return (score, count) of the numbers of value columns a side may have, the best first."""
    filled = [(row, counts) for row in rows if (counts := _row_counts(row)) - {0}]
    if not filled:
        return [(0.0, 1)]
    summing = summing_length(rows)
    possible = set().union(*(counts for _, counts in filled))
    least = min(max(min(counts) for _, counts in filled), MAX_COLUMNS)
    candidates = {count for count in possible if least <= count <= MAX_COLUMNS} | {least}
    candidates |= {gapped for row, _ in filled if least <= (gapped := _gapped(row)) <= MAX_COLUMNS}
    if summing:
        candidates = set(range(max(summing, least), min(summing + 3, MAX_COLUMNS + 1)))
    scores = [
        (
            _said_by_rows(filled, count)
            + read_header(words, count, sides, wrap_is_marked=wrap_is_marked)[0],
            count,
        )
        for count in candidates
    ]
    return sorted(scores, key=lambda found: (-found[0], found[1]))


def _row_counts(row: Row) -> frozenset[int]:
    counts = frozenset({0})
    for run in _runs_of(row):
        counts = frozenset(before + more for before in counts for more in _counts(run))
    return counts


def _said_by_rows(filled: Sequence[tuple[Row, frozenset[int]]], count: int) -> float:
    said = sum(_said(row, counts, count) for row, counts in filled)
    millions = sum(count == min(counts) and _has_millions(row, count) for row, counts in filled)
    said -= _MILLIONS_EACH * millions if 2 * millions > len(filled) else 0.0
    return _ROWS_WEIGHT * said / len(filled)


def _said(row: Row, counts: frozenset[int], count: int) -> float:
    empty = sum(row.gaps)
    if empty and count - empty in counts:
        return _FEWEST
    if count == min(counts):
        return _FEWEST
    if count in counts:
        return _POSSIBLE
    return _TOO_SHORT if max(counts) < count else _TOO_LONG


def _has_millions(row: Row, count: int) -> bool:
    """Tell whether a row can have so few values only with whole numbers from a million on."""
    ways = ways_of(row, count)
    return bool(ways) and all(any(map(_MILLIONS.fullmatch, values)) for values in ways)


def _gapped(row: Row) -> int:
    """Return how many columns a row fills with its gaps, thousands joined."""
    return min(_row_counts(row)) + sum(row.gaps)


def summing_length(rows: Sequence[Row]) -> int:
    """Return the most values that a row has when read so that its last is their sum.

    0 unless at least two rows and most of the table's rows can be read so.
    """
    lengths = [size for row in rows if (size := _summing(_runs_of(row)))]
    filled = sum(bool(row.pieces) for row in rows)
    return max(lengths) if len(lengths) >= max(2, 0.6 * filled) else 0
