"""Where the rows of a table begin, decided for all its lines at once.

Belongs here: the one model that parts the lines below a header. No sign alone tells: office
programs pad cells, so that white shows a row; others set rows as close as the lines of a
cell, where values, labels and how cells are aligned show it. Each way to part the lines has a
cost that adds up over its rows, and the cheapest way is found by dynamic programming, with
cells at the top, in the middle or at the bottom of their rows, whichever fits best.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.extract.language.text import strip_icon
from pipeline.extract.language.values import is_known, is_period
from pipeline.extract.readers.geometry.bands import (
    NUMERIC,
    are_one_number,
    are_rests,
    closes,
    is_cut_number,
    is_wrapped_number,
    may_be_one_number,
    opens_analysis,
)
from pipeline.extract.readers.geometry.words import Segment, TextLine
from pipeline.extract.readers.geometry.writing import CONTINUES, Written, is_rest, written


@dataclass(frozen=True, slots=True)
class PartingCosts:
    """What each sign against a way to part lines costs, all on one scale.

    Set on the layouts for developing (``tests.benchmarks.layouts``), checked on those held out.
    Between rows: ``row`` is paid for each, ``no_gap`` where the white above it is that of lines,
    ``full`` where the line above is full, so that its text may go on, ``hyphen`` where its label
    ends with one. In a row: ``gap`` for white that parts rows, ``values`` for two whole values in
    one cell, ``thousands`` for two that may be one number (of thousands, or a sign and its digits),
    ``not_aligned`` for a cell that does not stand where those of the row do, ``no_label`` where its
    first line has none, or none of them, ``lower`` where it begins in lower case or closes a
    bracket, ``sign`` for an icon inside it, ``early`` for a line that ends though the next word had
    room on it, and ``whole`` beside it where no label of the table goes on in lower case, ``alone``
    for a single cell, ``mixed`` for text over the columns beside columns, ``look`` for bold letters
    below others.

    ``other`` is paid for a row whose cells stand elsewhere than those of most rows do.

    On both sides: ``written`` where the order in which texts are written in the file says
    otherwise.

    ``slack`` is the white, in font sizes, by which a gap is surely one; ``most`` the cost of a
    row that no longer one can be worth.
    """

    row: float = 0.5
    no_gap: float = 1.0
    gap: float = 4.0
    values: float = 3.0
    thousands: float = 1.2
    not_aligned: float = 1.0
    no_label: float = 1.5
    lower: float = 2.0
    sign: float = 3.0
    early: float = 1.5
    whole: float = 1.2
    full: float = 0.7
    hyphen: float = 6.0
    alone: float = 1.0
    mixed: float = 5.0
    look: float = 2.0
    written: float = 3.0
    other: float = 3.0
    slack: float = 0.06
    most: float = 15.0


COSTS = PartingCosts()

_VALUE = re.compile(rf"{NUMERIC.pattern}|^[<>±+\-–−(]?\s?\d[\d .,:/%\-]*[^\W\d_.]+[^\W\d_/.]*\.?$")
"""A number, or one with a unit of one word ("124 ton")."""
_AMOUNT = re.compile(r"^[<>±+\-–−(]?\s?\d[\d  ]*(?:,\d+(?:\s?%)?|\s?%)\)?$")
"""A share, or a number with decimals: what a text counts and its years are none."""
_CUT_WORD = re.compile(r"[^\W\d_]-$")
"""A label that goes on: a word of it is parted, or shares the end of the next one."""
_ROOM = 0.55
"""Sizes of a space, and of what typesetters may round."""
_BESIDE = 0.6
"""Sizes by which a cell may miss the top, the middle or the foot of its row."""
_PADDING = 1.0
"""Sizes of white between a column's edge and its texts, on both sides of it together."""
_OVER = -0.1
"""Sizes of white between lines of cells that stand beside each other: less than none."""
_LEAST_ROWS = 2
_LABEL = 2.0
"""Sizes from a table's left edge within which its labels begin, indented ones included."""


@lru_cache(maxsize=1 << 14)
def is_value(text: str) -> bool:
    """Tell whether a text is all that a cell of values holds: nothing of it need stand below."""
    return bool(_VALUE.match(text)) or is_known(text) or is_period(text)


@lru_cache(maxsize=1 << 14)
def are_two_values(above: str, below: str) -> bool:
    """Tell whether what stands below a value is another one, and no rest of it."""
    if not is_value(below):
        return False
    if _VALUE.match(above) and _VALUE.match(below):
        return not is_wrapped_number(above, below)
    return not is_value(f"{above} {below}")


def values_below(above: Sequence[Segment], below: Sequence[Segment]) -> int:
    """Count the values that stand below another whole one, units and known words included."""
    uppers = [segment for segment in above if is_value(segment.text)]
    return sum(
        any(
            upper.x0 < lower.x1 and upper.x1 > lower.x0 and are_two_values(upper.text, lower.text)
            for upper in uppers
        )
        for lower in below
    )


def white(above: TextLine, line: TextLine) -> float:
    """Return the white between two lines, in sizes of the lower one."""
    lowest = above.bottom
    return (lowest - line.top) / line.size


def _look_differs(above: TextLine, line: TextLine) -> bool:
    """Tell whether two lines begin in bold letters and in others, below each other."""
    one, two = above.segments[0], line.segments[0]
    return one.bold != two.bold and one.x0 < two.x1 and two.x0 < one.x1


Ways = tuple[float, float, float]
"""What a row costs with its cells at its top, in its middle and at its bottom."""


@dataclass(slots=True)
class _Cell:
    """Texts below each other, from line ``first`` to line ``last``.

    In a cell that begins with other words, values are words too ("Andel av", "2", "2025"); two
    amounts below each other are not ("Mnkr", "1,9", "0,9"). One that is ``cut`` is too narrow for
    its number: digits below it are of it, line by line ("0,", "6", "9").
    """

    x0: float
    x1: float
    first: int
    last: int
    lowest: Segment
    is_value: bool
    text: str
    cut: bool = False


@dataclass(slots=True)
class _Row:
    """Lines taken for one row so far."""

    cells: list[_Cell] = field(default_factory=list)
    signs: int = 0
    late_sign: bool = False
    is_text: bool = False
    labelled: bool = False


class _Step(NamedTuple):
    """What a line adds to a row, whatever the white above it says.

    ``costs`` are its own, in the order in which they are added; ``whole`` are those of the row that
    ends with it, and ``ways`` what its alignment costs beside.
    """

    costs: tuple[float, ...]
    whole: tuple[float, float]
    ways: Ways


def _first_edge(rows: Sequence[TextLine]) -> Iterator[float]:
    """Yield where the first column of values begins, if it is as wide as the widest other one.

    Columns whose texts begin at one place begin there. Of others it is known where they end, or
    where their middles are, and so how wide they are.

    Args:
        rows: Lines with a label and values beside it.
    """
    most = max((len(row.segments) for row in rows), default=0)
    whole = [row.segments[1:] for row in rows if len(row.segments) == most]
    if len(whole) < _LEAST_ROWS:
        return
    columns = list(zip(*whole, strict=True))
    ways = [[[part * s.x1 + (1 - part) * s.x0 for s in column] for column in columns]
            for part in (1.0, 0.5, 0.0)]  # fmt: skip
    spread = [sum(max(places) - min(places) for places in way) for way in ways]
    at = spread.index(min(spread))
    part = (1.0, 0.5, 0.0)[at]
    places = [max(column) for column in ways[at]]
    if part == 0.0:
        yield places[0] - _PADDING * whole[0][0].size
    elif len(places) > 1:
        yield places[0] - part * max(right - left for left, right in pairwise(places))


@dataclass(frozen=True, slots=True)
class _Whites:
    """How white says that two lines are two rows, or one: for each line, of the one above it.

    ``near`` is how surely the white is that of lines, from 0 to 1; ``far`` how surely it is not.
    """

    near: Sequence[float]
    far: Sequence[float]


@dataclass(frozen=True)
class Lines:
    """A table's lines on one page, from the top, and what tells of its rows.

    What lines say for themselves is asked once, however many ways to part them are tried.
    ``heads`` are the lines of the table's header, where it stands on the page.
    """

    lines: Sequence[TextLine]
    heads: Sequence[TextLine] = ()

    def parted(self, *gaps: float) -> tuple[float, list[int]]:
        """Return what the cheapest way costs, and the numbers of the lines that rows begin with.

        Args:
            gaps: The white, in font sizes, from which on two lines are two rows; of several the
                one with which the way is cheapest counts.
        """
        whites: list[_Whites] = []
        for gap in gaps:
            found = self._whites(gap)
            whites += [] if found in whites else [found]
        return min((self._parted_by(found) for found in whites), key=itemgetter(0))

    def _parted_by(self, whites: _Whites) -> tuple[float, list[int]]:
        count = len(self.lines)
        inside = [self._inside(at, whites.far[at]) if at else (0.0, 0.0) for at in range(count)]
        rows = [list(self._rows_from(start, inside)) for start in range(count)]
        before = [0.0, *(self._before(start, whites.near[start]) for start in range(1, count))]
        ways = (self._cheapest(rows, before, alignment) for alignment in range(3))
        return min(ways, key=itemgetter(0))

    @staticmethod
    def _cheapest(
        rows: Sequence[Sequence[Ways]], before: Sequence[float], alignment: int
    ) -> tuple[float, list[int]]:
        count = len(rows)
        best = [math.inf] * count + [0.0]
        end = [count] * count
        for start in reversed(range(count)):
            for after, costs in enumerate(rows[start], start + 1):
                own = min(costs[alignment], min(costs) + COSTS.other)
                cost = before[start] + own + best[after]
                if cost < best[start]:
                    best[start], end[start] = cost, after
        starts, at = [], 0
        while at < count:
            starts.append(at)
            at = end[at]
        return best[0], starts

    # --- what stands between two rows ---------------------------------------------------------

    def _before(self, start: int, closeness: float) -> float:
        """What a row costs for beginning with a line below white of such closeness."""
        line = self.lines[start]
        cost = COSTS.row + COSTS.no_gap * closeness
        cost += COSTS.written * (self._written[start] is Written.IN_ROW)
        first = line.segments[0].text
        is_word = self._labels[start] is not None or not is_value(first)
        if is_word and is_rest(first):
            cost += COSTS.lower
        above = self._goes_below(start)
        if above is not None:
            cost += COSTS.full * (not self._had_room(above, start))
            cost += COSTS.hyphen * bool(_CUT_WORD.search(above.text))
            cost += COSTS.lower * closes(above.text, first)
        return cost

    def _whites(self, gap: float) -> _Whites:
        parts = [(gap - found) / COSTS.slack for found in self._white]
        return _Whites(
            [min(max(part, 0.0), 1.0) for part in parts],
            [min(max((found - gap) / COSTS.slack, 0.0), 1.0) for found in self._white],
        )

    def _goes_below(self, at: int) -> Segment | None:
        """The label or text over the columns that a line's own may go on from; a sign does not."""
        above, line = self._labels[at - 1], self._labels[at]
        return above if line is not None and strip_icon(self.lines[at].text) else None

    def _had_room(self, above: Segment, at: int) -> bool:
        """Tell whether the first word of a line had room at the end of the text above."""
        first = self.lines[at].segments[0].words[0]
        end = self._text_end if self._texts[at - 1] else self._label_end
        return above.x1 + _ROOM * above.size + first.x1 - first.x0 < end

    # --- what stands in a row -----------------------------------------------------------------

    def _rows_from(self, start: int, inside: Sequence[tuple[float, float]]) -> Iterator[Ways]:
        """Yield what rows of one, two, ... lines cost that begin with a line.

        ``inside`` says of each line what it costs in a row of columns, and in a text over them.
        """
        cost = 0.0
        is_text = self._texts[start]
        for at in range(start, len(self.lines)):
            step = self._step(start, at)
            cost += inside[at][is_text] if at > start else 0.0
            for more in step.costs:
                cost += more
            if cost > COSTS.most:
                return
            shared = cost + step.whole[0] + step.whole[1]
            top, middle, bottom = step.ways
            yield shared + top, shared + middle, shared + bottom

    def _step(self, start: int, at: int) -> _Step:
        """Return what a line adds to the row that begins with another one and has all between."""
        row, steps = self._rows.setdefault(start, (_Row(is_text=self._texts[start]), []))
        if at - start == len(steps):
            costs = tuple(self._take(row, start, at))
            alone = len(row.cells) == 1 and not row.is_text and not self.lines[start].bold
            whole = (COSTS.alone * alone, COSTS.no_label * (not row.labelled))
            steps.append(_Step(costs, whole, self._misalignments(row, start, at)))
        return steps[at - start]

    def _take(self, row: _Row, start: int, at: int) -> Iterator[float]:
        """Take a line into a row; yield what it costs beside the white above it."""
        line, label = self.lines[at], self._labels[at]
        if label is not None and self._signs[at]:
            row.signs += 1
            row.late_sign = row.late_sign or at > start
            # A sign begins a label: what stands above it is another row's. In a column of
            # signs it may stand in the middle of its row.
            begins = row.labelled and bool(strip_icon(label.text))
            yield COSTS.sign * (row.signs > 1 or begins)
        row.labelled = row.labelled or label is not None
        put = [self._put(row.cells, segment, at) for segment in line.segments]
        if at > start and self._rests[at]:
            yield COSTS.thousands
            return
        yield COSTS.values * sum([values for values, _ in put])
        thousands = sum([unsure for _, unsure in put])
        # What stands below a row without a name of its own is its rest, in all columns.
        named = label is not None and not CONTINUES.match(label.text)
        yield COSTS.thousands * (thousands if named else min(thousands, 1))

    def _inside(self, at: int, far: float) -> tuple[float, float]:
        """What it costs that a line goes on with a row of columns, and with a text over them."""
        above, line, opens = self.lines[at - 1], self.lines[at], self._opens
        if opens[at - 1] and len(above.segments[0].words) == 1:
            cost = 0.0  # the word on a line of its own, which its text stands below
        else:
            cost = COSTS.gap * far
            cost += COSTS.look * _look_differs(above, line)
            label = self._goes_below(at)
            early = COSTS.early + COSTS.whole * self._are_whole
            cost += early * (label is not None and self._had_room(label, at))
        cost += COSTS.written * (self._written[at] is Written.ANEW)
        in_columns = opens[at] or self._texts[at]
        in_text = opens[at] or len(line.segments) > 1
        return cost + COSTS.mixed * in_columns, cost + COSTS.mixed * in_text

    @staticmethod
    def _put(cells: list[_Cell], segment: Segment, at: int) -> tuple[bool, bool]:
        """Put a text into the cell above it, or a cell of its own.

        Returns whether two values stand there then, and whether they may be one.
        """
        # Texts of one line that overlap are of two cells.
        over = [c for c in cells if c.x0 < segment.x1 and segment.x0 < c.x1 and c.last < at]
        if not over:
            value = is_value(segment.text)
            cells.append(_Cell(segment.x0, segment.x1, at, at, segment, value, segment.text))
            return False, False
        cell = min(over, key=lambda c: c.lowest.y)
        above = cell.lowest.text
        cell.x0, cell.x1 = min(cell.x0, segment.x0), max(cell.x1, segment.x1)
        cell.last, cell.lowest = at, segment
        cell.text = f"{cell.text} {segment.text}"
        cell.cut = is_cut_number(above, segment.text) or (cell.cut and segment.text.isdigit())
        if cell.cut:
            return False, False
        words = not (cell.is_value or (_AMOUNT.match(above) and _AMOUNT.match(segment.text)))
        if words or are_one_number(above, segment.text) or is_period(cell.text):
            return False, False
        return are_two_values(above, segment.text), may_be_one_number(above, segment.text)

    def _misalignments(self, row: _Row, start: int, end: int) -> Ways:
        """What it costs that cells do not stand at the top, in the middle, at the foot."""
        if row.is_text:
            return 0.0, 0.0, 0.0
        ys = self._ys
        top, foot = ys[start], ys[end]
        middle, most = top + foot, _BESIDE * self.lines[start].size
        late = off = early = 0
        for cell in row.cells:
            first, last = ys[cell.first], ys[cell.last]
            late += top - first > most
            off += abs(first + last - middle) / 2 > most
            early += last - foot > most
        late_label = self._labels[start] is None and any(self._labels[start + 1 : end + 1])
        late_sign = COSTS.sign * row.late_sign
        return (
            COSTS.not_aligned * late + COSTS.no_label * late_label + late_sign,
            COSTS.not_aligned * off,
            COSTS.not_aligned * early,
        )

    # --- the whole table ----------------------------------------------------------------------

    @cached_property
    def _rows(self) -> dict[int, tuple[_Row, list[_Step]]]:
        """Rows by the lines that they begin with, as far as they were asked for."""
        return {}

    @cached_property
    def _ys(self) -> list[float]:
        return [line.y for line in self.lines]

    @cached_property
    def _white(self) -> list[float]:
        """The white above each line, in font sizes; none is above the first."""
        return [0.0, *(white(above, line) for above, line in pairwise(self.lines))]

    @cached_property
    def _labels(self) -> list[Segment | None]:
        """Of each line its text at the place of labels."""
        left = min(line.x0 for line in self.lines)
        firsts = (line.segments[0] for line in self.lines)
        return [first if first.x0 - left <= _LABEL * first.size else None for first in firsts]

    @cached_property
    def _signs(self) -> list[bool]:
        """Which labels begin with a sign."""
        return [
            label is not None and strip_icon(label.text) != label.text for label in self._labels
        ]

    @cached_property
    def _opens(self) -> list[bool]:
        return [opens_analysis(line.text) for line in self.lines]

    @cached_property
    def _texts(self) -> list[bool]:
        """Which lines are text over the columns."""
        return [over or opens for over, opens in zip(self._over, self._opens, strict=True)]

    @cached_property
    def _rests(self) -> list[bool]:
        """Which lines are the last digits of the numbers above them."""
        return [bool(at) and are_rests(self._above(at), self.lines[at].segments)
                for at in range(len(self.lines))]  # fmt: skip

    def _above(self, at: int) -> Sequence[Segment]:
        """The texts of the line above, and of the one that cells of its row stand beside.

        In a row whose cells are set in its middle, one of two lines has its lines above and below
        those of one line.
        """
        above = self.lines[at - 1].segments
        beside = at > 1 and max(self._white[at - 1 : at + 1]) < _OVER
        return (*above, *self.lines[at - 2].segments) if beside else above

    @cached_property
    def _written(self) -> list[Written]:
        return written(self.lines)

    @cached_property
    def _over(self) -> list[bool]:
        """Which lines are one text over two columns of the row above, or two heads of columns.

        A long word is none.
        """
        over: list[bool] = []
        row: TextLine | None = None
        for line, label in zip(self.lines, self._labels, strict=True):
            row = line if len(line.segments) > 1 else row
            below = row.segments if row is not None and row is not line else ()
            crossed = sum(line.x0 < s.x1 and s.x0 < line.x1 for s in below)
            if len(line.segments) == 1:
                columns = self._head_columns
                crossed = max(crossed, sum(line.x0 < x1 and x0 < line.x1 for x0, x1 in columns))
            words = sum(len(segment.words) for segment in line.segments)
            over.append(crossed > 1 and words > 1 and label is not None)
        return over

    @cached_property
    def _head_columns(self) -> list[tuple[float, float]]:
        """From where to where heads stand; those that overlap are of one column."""
        columns: list[tuple[float, float]] = []
        segments = (segment for line in self.heads for segment in line.segments)
        for segment in sorted(segments, key=lambda segment: segment.x0):
            if columns and segment.x0 < columns[-1][1]:
                columns[-1] = (columns[-1][0], max(columns[-1][1], segment.x1))
            else:
                columns.append((segment.x0, segment.x1))
        return columns

    @cached_property
    def _label_end(self) -> float:
        """How far labels reach that have values beside them.

        Where each has one line, they had room up to the first value.
        """
        pairs = zip(self.lines, self._labels, strict=True)
        beside = [line for line, label in pairs if label is not None and len(line.segments) > 1]
        ends = [line.segments[0].x1 for line in beside]
        if self._are_whole:
            ends += _first_edge(beside)
        return max(ends, default=min(line.x0 for line in self.lines))

    @cached_property
    def _are_whole(self) -> bool:
        """Whether no label goes on in lower case."""
        labels = [label for label in self._labels if label is not None]
        return not any(is_rest(label.text) for label in labels)

    @cached_property
    def _text_end(self) -> float:
        return max(line.x1 for line in self.lines)
