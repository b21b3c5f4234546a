"""Rows of tables of indicators and activities whose cells are a line each.

Belongs here: how likely lines are so many cells of so many columns. An empty cell is a blank line;
a cell may take several lines, or have an empty paragraph that is a blank line too.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.readers.text.cell_kinds import ColumnKind, LineKind, kind_of
from pipeline.extract.readers.text.lattice import Step, Taken

_B, _S, _C, _V, _R, _U, _P, _D, _DEV, _L, _W, _REST, _PROSE, _COM, _STOP = LineKind

OUTSIDE: Mapping[LineKind, float] = {
    _B: 0.25, _S: 0.003, _C: 0.01, _V: 0.02, _R: 0.005, _U: 0.002, _P: 0.003, _D: 0.005,
    _DEV: 0.003, _L: 0.01, _W: 0.3, _REST: 0.03, _PROSE: 0.42, _COM: 0.04, _STOP: 0.08,
}  # fmt: skip
"""How often a line outside of these tables is of a kind."""

INSIDE: Mapping[ColumnKind, Mapping[LineKind, float]] = {
    ColumnKind.NAME: {_W: 0.58, _PROSE: 0.38, _B: 1e-4, _REST: 0.01, _D: 1e-6, _P: 1e-6,
                      _DEV: 1e-5, _V: 1e-9, _C: 1e-5, _U: 1e-5, _L: 5e-5, _STOP: 1e-6},
    ColumnKind.VALUE: {_V: 0.5, _B: 0.33, _C: 0.09, _R: 0.06, _W: 0.005, _P: 5e-5, _D: 1e-5},
    ColumnKind.PERIOD: {_P: 0.97, _B: 0.015, _W: 0.003},
    ColumnKind.DAY: {_D: 0.945, _B: 0.05},
    ColumnKind.DEVIATION: {_B: 0.88, _DEV: 0.11},
    ColumnKind.COMMENT: {_B: 0.7, _PROSE: 0.22, _COM: 0.01, _W: 0.05},
    ColumnKind.TREND: {_S: 0.85, _DEV: 0.05, _W: 0.05, _B: 0.05},
    ColumnKind.UNIT: {_U: 0.85, _B: 0.11, _W: 0.02},
    ColumnKind.WORDS: {_W: 0.5, _B: 0.2, _R: 0.05, _V: 0.05, _C: 0.02, _REST: 0.03, _PROSE: 0.05,
                       _S: 0.02, _P: 0.03},
    ColumnKind.COUNT: {_C: 0.97, _B: 0.02},
    ColumnKind.SIGN: {_B: 0.5, _DEV: 0.25, _S: 0.25},
    ColumnKind.EMPTY: {_B: 0.985, _S: 0.003, _DEV: 0.003},
    ColumnKind.ROW: {_W: 0.75, _REST: 0.15, _P: 0.003, _L: 0.02, _PROSE: 0.02, _U: 0.005, _R: 0.005,
                     _C: 1e-20, _B: 1e-3, _V: 1e-20, _STOP: 1e-6, _D: 1e-4},
    ColumnKind.SIDE: {_W: 0.7, _REST: 0.15, _P: 0.003, _L: 0.02, _PROSE: 0.02, _U: 0.005, _R: 0.005,
                      _C: 1e-20, _B: 0.05, _V: 1e-20, _STOP: 1e-6, _D: 1e-4},
    ColumnKind.AMOUNT: {_V: 0.63, _B: 0.12, _C: 0.2, _R: 0.03, _W: 0.001, _P: 5e-4, _D: 1e-4},
}  # fmt: skip
"""How often a cell of a column is of a kind; what is not named is seldom."""
_SELDOM = 0.0001
_PRIOR = 6.0
"""A share that was counted beforehand weighs as so many cells."""
_CELL_LINES = 3
_NAME_LINES = 4
_WRAPS = (_W, _REST, _PROSE, _R)
_SIGNED = (*_WRAPS, _S, _DEV, _U)
_LABELLED = (*_WRAPS, _L, _U)
_ROW, _GAP, _SPACER, _WHOLE, _COMMENTED, _MORE = -0.7, -2.5, -1.0, -6.0, 1.0, -3.0
"""Logarithms of odds: a row begins, a blank line between rows, an empty row, a row of one cell, a
text that explains the row above, one more line of it."""
_NAMES = (ColumnKind.NAME, ColumnKind.ROW, ColumnKind.SIDE)
_TOTAL, _GROUP = -2.0, -2.0
"""A row whose name stands over the columns before that of names too, one that names a group."""
_VALUES = (_V, _C)
_EMPTY, _FILLED = 1, 2
"""What is told of the first column of a pair behind it: so many times the table's width."""
_ALIKE = 0.97
"""How often both columns of women and of men are filled, or both empty."""
_SMALL, _CAPITAL = 0.8, 0.1
"""Of the lines that go on in a cell so many begin with a small letter, and with another."""
_ANALYSIS = re.compile(r"^.{0,6}analys(?! (?-i:av) )", re.IGNORECASE)
"""What explains a row; "Analys av ..." is a heading."""
_COMMENT_LINES = 4
_BELOW: Mapping[LineKind, float] = {_COM: -2.5, _PROSE: -1.5, _REST: -1.5}
_BELOW_WITHIN = 4
"""What speaks against text right below a table: what follows one is headed, mostly, and what
explains a row follows a row."""


@dataclass(slots=True)
class Habits:
    """What a text does: how often a cell has one more line, and an empty paragraph.

    ``seen`` counts kinds of cells by column.
    """

    kinds: Sequence[ColumnKind]
    wrapped: float = 0.01
    idle: float = 0.03
    seen: Mapping[int, Counter[LineKind]] = field(default_factory=dict)

    def score(self, column: int, kind: LineKind) -> float:
        """Return the logarithm of odds that a line of a kind is a cell of a column."""
        return math.log(self.share(column, kind) / OUTSIDE[kind])

    def share(self, column: int, kind: LineKind) -> float:
        """Return how often a cell of a column is of a kind."""
        counts = self.seen.get(column, Counter[LineKind]())
        share = INSIDE[self.kinds[column]].get(kind, _SELDOM)
        if share > _SELDOM:  # what hardly ever is so is not learned from a few wrong rows
            share = (counts[kind] + _PRIOR * share) / (counts.total() + _PRIOR)
        return share


class Span(NamedTuple):
    """Lines ``start`` to ``end`` (end exclusive) that are the cell of a column."""

    start: int
    end: int
    column: int


class Filled(NamedTuple):
    """A cell that a step takes: blank lines before it, its own, columns left out before it."""

    before: int
    size: int
    left_out: int = 0


def span_of(taken: Taken, width: int) -> Span | None:
    """Return the cell that a step takes; None where it takes none."""
    (at, column), step = taken
    if not isinstance(step.what, Filled):
        return None
    before, size, left_out = step.what
    return Span(at + before, at + before + size, (column + left_out) % width)


def wrapped_score(text: str, kind: LineKind, wrapped: float) -> float:
    """Return the logarithm of odds that a line goes on with what stands above it.

    ``wrapped`` is how often a cell has one more line.
    """
    small = text[:1].islower() or text[:1] == "("
    return math.log(wrapped * (_SMALL if small else _CAPITAL) / OUTSIDE[kind])


class Column:
    """What cells of one column lines may be; what was told of a line is not searched for again."""

    def __init__(
        self,
        texts: Sequence[str],
        kinds: Sequence[LineKind],
        habits: Habits,
        number: int,
    ) -> None:
        self.texts = texts
        self.kinds = kinds
        self.scores = {kind: habits.score(number, kind) for kind in LineKind}
        self._wrapped = habits.wrapped
        self._idle = math.log(habits.idle / OUTSIDE[LineKind.BLANK])
        named = habits.kinds[number] in _NAMES
        labelled = _LABELLED if ColumnKind.ROW in habits.kinds else _SIGNED
        self._wraps = labelled if named else _WRAPS
        self._most = _NAME_LINES if named else _CELL_LINES
        self._cells: dict[int, Sequence[tuple[int, float, Filled]]] = {}

    def cells(self, at: int) -> Sequence[tuple[int, float, Filled]]:
        """Return the cells that may begin on a line: the line behind, score and lines of each."""
        if at not in self._cells:
            self._cells[at] = tuple(self._cells_at(at))
        return self._cells[at]

    def _cells_at(self, at: int) -> Iterator[tuple[int, float, Filled]]:
        kinds, scores = self.kinds, self.scores
        if kinds[at] is LineKind.BLANK:
            yield at + 1, scores[LineKind.BLANK], Filled(0, 1)
            if at + 1 < len(kinds) and kinds[at + 1] is not LineKind.BLANK:
                yield at + 2, self._idle + scores[kinds[at + 1]], Filled(1, 1)
            return
        for size, score in self.sizes(at):
            yield at + size, score, Filled(0, size)
            if at + size < len(kinds) and kinds[at + size] is LineKind.BLANK:
                yield at + size + 1, score + self._idle, Filled(0, size)

    def sizes(self, at: int) -> Iterator[tuple[int, float]]:
        """Yield how many lines may be a cell that begins on a line, and the score of each."""
        kinds, scores = self.kinds, self.scores
        yield 1, scores[kinds[at]]
        if kinds[at] not in self._wraps:
            return
        score = 0.0
        for size in range(2, self._most + 1):
            last = at + size - 1
            if last >= len(kinds) or not self._goes_on(last):
                return
            if kinds[last - 1] is LineKind.SIGN:  # any name may go on below it
                score += math.log(self._wrapped / OUTSIDE[kinds[last]])
            else:
                score += wrapped_score(self.texts[last], kinds[last], self._wrapped)
            whole = kind_of(" ".join(self.texts[at : at + size]))
            yield size, min(score, -0.5) + scores[whole]

    def _goes_on(self, at: int) -> bool:
        """Tell whether a line may go on with the cell above it."""
        above = self.texts[at - 1]
        return self.kinds[at] in _WRAPS and not above.endswith((".", "!", "?", ":", ";"))


def _together(empty: float) -> Mapping[tuple[bool, bool], float]:
    """Return what speaks for a cell that is filled or not, by whether the other of its pair is.

    ``empty`` is how often the column's cells are empty; that is said of the cell already.
    """
    often = {False: empty, True: 1 - empty}
    return {
        (one, two): math.log((_ALIKE if one == two else 1 - _ALIKE) / often[two])
        for one in often
        for two in often
    }


Columns = dict[ColumnKind, Column]
"""Columns that only their kinds tell apart: nothing was counted in them, and groups are in all
tables or in none."""


class Body:
    """The steps through the rows below a header.

    ``lossy`` says that an empty cell leaves no line; ``alike`` are columns of other headers of the
    text, and get those of this one. ``pair`` are two columns that are filled together: behind the
    first a node's column is that of the table, and the table's width once or twice more, which
    tells whether it was filled.
    """

    def __init__(
        self,
        texts: Sequence[str],
        kinds: Sequence[LineKind],
        habits: Habits,
        *,
        lossy: bool = False,
        alike: Columns | None = None,
        pair: tuple[int, int] | None = None,
    ) -> None:
        self.texts = texts
        self.kinds = kinds
        self.habits = habits
        self.lossy = lossy
        self.width = len(habits.kinds)
        self._pair = pair
        if pair is not None:
            self._together = _together(habits.share(pair[1], LineKind.BLANK))
        self.has_groups = ColumnKind.ROW in habits.kinds
        known: Columns = {} if alike is None else alike
        self._columns: list[Column] = []
        for at, kind in enumerate(habits.kinds):
            if alike is None or kind not in known:
                known[kind] = Column(texts, kinds, habits, at)
            self._columns.append(known[kind])
        blank = OUTSIDE[LineKind.BLANK]
        self._idle = math.log(habits.idle / blank)
        self._lost = [
            -math.inf if kind in _NAMES else column.scores[LineKind.BLANK] + math.log(blank)
            for kind, column in zip(habits.kinds, self._columns, strict=True)
        ]

    def cells(self, column: int, at: int) -> Sequence[tuple[int, float, Filled]]:
        """Return the cells of a column that may begin on a line."""
        return self._columns[column].cells(at)

    def steps(self, node: tuple[int, int]) -> Iterator[Step]:
        """Yield the steps from a node."""
        at, column = node
        if at >= len(self.texts):
            return
        if self._pair is not None and column >= self._pair[0]:
            yield from self._paired_steps(at, *divmod(column, self.width), self._pair)
            return
        if not column:
            yield from self._between(at)
        start = _ROW if not column else 0.0
        if self.lossy:
            yield from self._lossy_steps(at, column, start)
            return
        following = (column + 1) % self.width
        for end, score, what in self.cells(column, at):
            yield Step((end, following), start + score, what)
        if not column and self.habits.kinds[following] is ColumnKind.ROW:
            for size, score in self._columns[following].sizes(at):
                yield Step((at + size, following + 1), start + score + _TOTAL, Filled(0, size))

    def _paired_steps(
        self, at: int, told: int, column: int, pair: tuple[int, int]
    ) -> Iterator[Step]:
        """Yield the steps from the first column of a pair on, by what was told of that one."""
        following = (column + 1) % self.width
        for end, score, what in self.cells(column, at):
            filled = self.kinds[at + what.before] is not LineKind.BLANK
            if column == pair[0]:
                told = _FILLED if filled else _EMPTY
                yield Step((end, following + told * self.width), score, what)
            elif column == pair[1]:
                yield Step((end, following), score + self._together[told == _FILLED, filled], what)
            else:
                yield Step((end, following + told * self.width), score, what)

    def _lossy_steps(self, at: int, column: int, score: float) -> Iterator[Step]:
        """Yield steps that fill one of the columns left; empty ones before it left no line.

        Those behind it may all be empty too: then the row has ended.
        """
        for here in range(column, self.width):
            rest = sum(self._lost[here + 1 :])
            for size, fits in self._columns[here].sizes(at):
                what = Filled(0, size, here - column)
                yield Step((at + size, (here + 1) % self.width), score + fits, what)
                if rest > -math.inf and here + 1 < self.width:
                    yield Step((at + size, 0), score + fits + rest, what)
            score += self._lost[here]
            if score == -math.inf:
                return

    def ending(self, at: int) -> float:
        """Return what speaks for an end of the table above a line."""
        below = self.kinds[at : at + _BELOW_WITHIN]
        first = next((kind for kind in below if kind is not LineKind.BLANK), None)
        return _BELOW.get(first, 0.0) if first else 0.0

    def _between(self, at: int) -> Iterator[Step]:
        kinds = self.kinds
        kind = kinds[at]
        if kind is LineKind.BLANK:
            yield Step((at + 1, 0), _GAP, "gap")
            if not any(self.texts[at : at + self.width]) and at + self.width <= len(kinds):
                yield Step((at + self.width, 0), _SPACER, "gap")
        elif kind is LineKind.COMMENT and _ANALYSIS.match(self.texts[at]):
            yield from self._comments(at)
        elif kind is LineKind.WORDS:
            yield Step((at + 1, 0), _GROUP if self._names_group(at) else _WHOLE, "whole")

    def _comments(self, at: int) -> Iterator[Step]:
        """Yield what explains the row above: a text that begins so, or the texts below a label.

        A blank line between a label and its text is an empty paragraph.
        """
        alone = strip_icon(squeeze(self.texts[at])).rstrip(":").casefold() == "analys"
        first, score = at, _COMMENTED
        if alone:
            idle = self.kinds[at + 1 : at + 2] == [LineKind.BLANK]
            first, score = at + 1 + idle, score + idle * self._idle
        for last in range(first, first + _COMMENT_LINES - 1):
            more = last > at
            if more and (last >= len(self.kinds) or self.kinds[last] not in (_W, _PROSE, _REST)):
                return
            yield Step((last + 1, 0), score, "comment")
            score += _MORE

    def _names_group(self, at: int) -> bool:
        """Tell whether a line may name a group of rows, with a row of values right below it."""
        below = self.kinds[at + 1 : at + 3]
        return self.has_groups and len(below) > 1 and below[0] is _W and below[1] in _VALUES
