"""Rows of a ``RunTable`` that a narrow column breaks inside their values.

Belongs here: which lines that hold nothing but values go on with the row above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.language.line_kinds import tail_values

_FEWEST_ROWS = 2
_FEWEST_TORN, _TORN = 3, 0.4
"""So many lines begin with the end of a number where all go on, and of the lines without labels."""
_BEGINNING, _END = re.compile(r"[-+]?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:,\d+)?")
"""The parts of a number that is broken at its thousands."""


@dataclass(frozen=True, slots=True)
class Values:
    """The pieces of values of one line, and whether a label stands before or above them."""

    labelled: bool
    pieces: Sequence[str]


def going_on(rows: Sequence[Values]) -> list[bool]:
    """Tell of every line of values whether it goes on with the row above.

    A column breaks a number at its thousands: "Summa 82,5 1", "204,5", "7 1 101,3". So lines
    without a label go on while the row has no more values than others: than most rows have on
    the line of their label, or than most have with all lines below it, whichever makes more
    rows of one size. Where many of them begin with the end of a number, all go on.
    """
    if _are_torn(rows):
        return [number > 0 and not row.labelled for number, row in enumerate(rows)]
    firsts = Counter(size_of(row.pieces) for row in rows if row.labelled)
    whole = Counter(size_of(pieces) for pieces in joined(rows, [not row.labelled for row in rows]))
    ways = [
        (_evenness(joined(rows, way), usual), -usual, way)
        for usual in {_most(firsts), _most(whole)}
        for way in (_within(rows, usual),)
        if usual
    ]
    return max(ways, default=(0.0, 0, [False] * len(rows)))[2]


def _are_torn(rows: Sequence[Values]) -> bool:
    """Tell whether many lines without a label begin with the end of the number above them.

    Every number that is broken has another such line behind it.
    """
    pairs = [(one.pieces[-1], two.pieces[0]) for one, two in pairwise(rows) if not two.labelled]
    torn = sum(bool(_BEGINNING.fullmatch(one) and _END.fullmatch(two)) for one, two in pairs)
    return torn >= max(_FEWEST_TORN, _TORN * len(pairs))


def _most(sizes: Counter[int]) -> int:
    """Return the size that most rows have, 0 where one row has it alone."""
    usual = max(sizes, key=lambda size: (sizes[size], size), default=0)
    return usual if sizes[usual] >= _FEWEST_ROWS else 0


def _within(rows: Sequence[Values], usual: int) -> list[bool]:
    """Tell which lines go on with the row above where that has no more values than usual."""
    goes_on: list[bool] = []
    pieces: list[str] = []
    for row in rows:
        fits = bool(pieces) and not row.labelled and size_of([*pieces, *row.pieces]) <= usual
        goes_on.append(fits)
        pieces = [*pieces, *row.pieces] if fits else [*row.pieces]
    return goes_on


def joined(rows: Sequence[Values], goes_on: Sequence[bool]) -> list[list[str]]:
    """Return the pieces of rows, those of lines that go on with a row among its own."""
    whole: list[list[str]] = []
    for row, on in zip(rows, goes_on, strict=True):
        if on and whole:
            whole[-1] += row.pieces
        else:
            whole.append([*row.pieces])
    return whole


def _evenness(rows: Sequence[Sequence[str]], usual: int) -> float:
    """Return the share of rows with as many values as usual."""
    return sum(size_of(pieces) == usual for pieces in rows) / len(rows)


def size_of(pieces: Sequence[str]) -> int:
    """Return how many values pieces are, thousands joined."""
    return len(tail_values(" ".join(pieces)))
