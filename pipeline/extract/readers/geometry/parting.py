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
from enum import Enum
from functools import cached_property, lru_cache

from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.text import strip_icon
from pipeline.extract.language.values import is_known, is_period
from pipeline.extract.readers.geometry.bands import (
    NUMERIC,
    are_one_number,
    are_rests,
    closes,
    is_wrapped_number,
    may_be_thousands,
    opens_analysis,
)
from pipeline.extract.readers.geometry.words import Segment, TextLine
from pipeline.extract.readers.geometry.writing import Written, written


@dataclass(frozen=True, slots=True)
class PartingCosts:
    """What each sign against a way to part lines costs, all on one scale.

    Set on the layouts for developing (``tests.benchmarks.layouts``), checked on those held out.
    Between rows: ``row`` is paid for each, ``no_gap`` where the white above it is that of lines,
    ``full`` where the line above is full, so that its text may go on. In a row: ``gap`` for
    white that parts rows, ``values`` for two whole values in one cell, ``thousands`` for two
    that may be one number of thousands, ``not_aligned`` for a cell that does not stand where
    those of the row do, ``no_label`` where its first line has none, or none of them, ``lower``
    where it begins in lower case or closes a bracket, ``sign`` for an icon inside it, ``early``
    for a line that ends though the next word had room on it, ``alone`` for a single cell,
    ``mixed`` for text over the columns beside columns, ``look`` for bold letters below others.

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
    full: float = 0.7
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
_CONTINUES = re.compile(r"[a-zåäöé(/,.;:)]")
_ROOM = 0.55
"""Sizes of a space, and of what typesetters may round."""
_BESIDE = 0.6
"""Sizes by which a cell may miss the top, the middle or the foot of its row."""
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


def _look_differs(above: TextLine, line: TextLine) -> bool:
    """Tell whether two lines begin in bold letters and in others, below each other."""
    one, two = above.segments[0], line.segments[0]
    return one.bold != two.bold and one.x0 < two.x1 and two.x0 < one.x1


class Alignment(Enum):
    """Where the cells of a row stand."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(slots=True)
class _Cell:
    """Texts below each other, from line ``first`` to line ``last``.

    In a cell that begins with other words, values are words too ("Andel av", "2", "2025").
    """

    x0: float
    x1: float
    first: int
    last: int
    lowest: Segment
    is_value: bool


@dataclass(slots=True)
class _Row:
    """Lines taken for one row so far; ``cost`` is what no alignment changes."""

    cells: list[_Cell] = field(default_factory=list)
    cost: float = 0.0
    signs: int = 0
    late_sign: bool = False
    is_text: bool = False
    labelled: bool = False


@dataclass(frozen=True)
class Lines:
    """A table's lines on one page, from the top, and what tells of its rows.

    ``gap`` is the white, in font sizes, from which on two lines are two rows.
    """

    lines: Sequence[TextLine]
    gap: float

    def parted(self) -> tuple[float, list[int]]:
        """Return what the cheapest way costs, and the numbers of the lines that rows begin with."""
        rows = {start: list(self._rows_from(start)) for start in range(len(self.lines))}
        return min(
            (self._cheapest(rows, alignment) for alignment in Alignment), key=lambda way: way[0]
        )

    def _cheapest(
        self, rows: dict[int, list[dict[Alignment, float]]], alignment: Alignment
    ) -> tuple[float, list[int]]:
        count = len(self.lines)
        best = [math.inf] * count + [0.0]
        end = [count] * count
        for start in reversed(range(count)):
            before = self._before(start) if start else 0.0
            for number, costs in enumerate(rows[start]):
                own = min(costs[alignment], min(costs.values()) + COSTS.other)
                cost = before + own + best[start + number + 1]
                if cost < best[start]:
                    best[start], end[start] = cost, start + number + 1
        starts, at = [], 0
        while at < count:
            starts.append(at)
            at = end[at]
        return best[0], starts

    # --- what stands between two rows ---------------------------------------------------------

    def _before(self, start: int) -> float:
        """What a row costs for beginning with a line."""
        line = self.lines[start]
        cost = COSTS.row + COSTS.no_gap * self._closeness(start)
        cost += COSTS.written * (self._written[start] is Written.IN_ROW)
        first = line.segments[0].text
        is_word = self._label(line) is not None or not is_value(first)
        if is_word and _CONTINUES.match(strip_icon(first)) and not names_part(first):
            cost += COSTS.lower
        above = self._goes_below(start)
        if above is not None:
            cost += COSTS.full * (not self._had_room(above, start))
            cost += COSTS.lower * closes(above.text, first)
        return cost

    def _closeness(self, at: int) -> float:
        """How surely the white above a line is that of lines: from 0 to 1."""
        return min(max((self.gap - self._white(at)) / COSTS.slack, 0.0), 1.0)

    def _white(self, at: int) -> float:
        above, line = self.lines[at - 1], self.lines[at]
        lowest = min(segment.bottom for segment in above.segments)
        return (lowest - max(segment.top for segment in line.segments)) / line.size

    def _label(self, line: TextLine) -> Segment | None:
        """A line's text at the place of labels."""
        first = line.segments[0]
        return first if first.x0 - self._left <= _LABEL * first.size else None

    def _goes_below(self, at: int) -> Segment | None:
        """The label or text over the columns that a line's own may go on from; a sign does not."""
        above, line = self._label(self.lines[at - 1]), self._label(self.lines[at])
        return above if line is not None and strip_icon(line.text) else None

    def _had_room(self, above: Segment, at: int) -> bool:
        """Tell whether the first word of a line had room at the end of the text above."""
        first = self.lines[at].segments[0].words[0]
        is_text = self._over[at - 1] or opens_analysis(self.lines[at - 1].text)
        end = self._text_end if is_text else self._label_end
        return above.x1 + _ROOM * above.size + first.x1 - first.x0 < end

    # --- what stands in a row -----------------------------------------------------------------

    def _rows_from(self, start: int) -> Iterator[dict[Alignment, float]]:
        """Yield what rows of one, two, ... lines cost that begin with a line."""
        row = _Row()
        for at in range(start, len(self.lines)):
            self._take(row, start, at)
            if row.cost > COSTS.most:
                return
            alone = len(row.cells) == 1 and not row.is_text and not self.lines[start].bold
            shared = row.cost + COSTS.alone * alone + COSTS.no_label * (not row.labelled)
            yield {
                alignment: shared + self._misalignment(row, start, at, alignment)
                for alignment in Alignment
            }

    def _take(self, row: _Row, start: int, at: int) -> None:
        line = self.lines[at]
        is_text = self._over[at] or opens_analysis(line.text)
        if at == start:
            row.is_text = is_text
        else:
            row.cost += self._inside(row, at, is_text=is_text)
        label = self._label(line)
        if label is not None and strip_icon(label.text) != label.text:
            row.signs += 1
            row.late_sign = row.late_sign or at > start
            # A sign begins a label: what stands above it is another row's. In a column of
            # signs it may stand in the middle of its row.
            begins = row.labelled and bool(strip_icon(label.text))
            row.cost += COSTS.sign * (row.signs > 1 or begins)
        row.labelled = row.labelled or label is not None
        put = [self._put(row.cells, segment, at) for segment in line.segments]
        if at > start and are_rests(self.lines[at - 1].segments, line.segments):
            row.cost += COSTS.thousands
            return
        row.cost += COSTS.values * sum(values for values, _ in put)
        thousands = sum(unsure for _, unsure in put)
        # What stands below a row without a name of its own is its rest, in all columns.
        named = label is not None and not _CONTINUES.match(label.text)
        row.cost += COSTS.thousands * (thousands if named else min(thousands, 1))

    def _inside(self, row: _Row, at: int, *, is_text: bool) -> float:
        """What it costs that a line goes on with the row of the line above."""
        above, line = self.lines[at - 1], self.lines[at]
        if opens_analysis(above.text) and len(above.segments[0].words) == 1:
            cost = 0.0  # the word on a line of its own, which its text stands below
        else:
            cost = COSTS.gap * min(max((self._white(at) - self.gap) / COSTS.slack, 0.0), 1.0)
            cost += COSTS.look * _look_differs(above, line)
            label = self._goes_below(at)
            cost += COSTS.early * (label is not None and self._had_room(label, at))
        cost += COSTS.written * (self._written[at] is Written.ANEW)
        mixed = row.is_text and len(line.segments) > 1
        mixed = mixed or opens_analysis(line.text) or (is_text and not row.is_text)
        return cost + COSTS.mixed * mixed

    @staticmethod
    def _put(cells: list[_Cell], segment: Segment, at: int) -> tuple[bool, bool]:
        """Put a text into the cell above it, or a cell of its own.

        Returns whether two values stand there then, and whether they may be one of thousands.
        """
        over = [c for c in cells if c.x0 < segment.x1 and segment.x0 < c.x1]
        if not over:
            cells.append(_Cell(segment.x0, segment.x1, at, at, segment, is_value(segment.text)))
            return False, False
        cell = min(over, key=lambda c: c.lowest.y)
        above = cell.lowest.text
        cell.x0, cell.x1 = min(cell.x0, segment.x0), max(cell.x1, segment.x1)
        cell.last, cell.lowest = at, segment
        if not cell.is_value or are_one_number(above, segment.text):
            return False, False
        return are_two_values(above, segment.text), may_be_thousands(above, segment.text)

    def _misalignment(self, row: _Row, start: int, end: int, alignment: Alignment) -> float:
        if row.is_text:
            return 0.0
        ys = [line.y for line in self.lines]
        most = _BESIDE * self.lines[start].size
        if alignment is Alignment.TOP:
            late = sum(ys[start] - ys[cell.first] > most for cell in row.cells)
            later = (self._label(line) for line in self.lines[start + 1 : end + 1])
            late_label = self._label(self.lines[start]) is None and any(later)
            late_sign = COSTS.sign * row.late_sign
            return COSTS.not_aligned * late + COSTS.no_label * late_label + late_sign
        if alignment is Alignment.BOTTOM:
            return COSTS.not_aligned * sum(ys[c.last] - ys[end] > most for c in row.cells)
        middle = ys[start] + ys[end]
        off = [abs(ys[c.first] + ys[c.last] - middle) / 2 for c in row.cells]
        return COSTS.not_aligned * sum(o > most for o in off)

    # --- the whole table ----------------------------------------------------------------------

    @cached_property
    def _written(self) -> list[Written]:
        return written(self.lines)

    @cached_property
    def _left(self) -> float:
        return min(line.x0 for line in self.lines)

    @cached_property
    def _over(self) -> list[bool]:
        """Which lines are one text over two columns of the row above; a long word is none."""
        over: list[bool] = []
        row: TextLine | None = None
        for line in self.lines:
            row = line if len(line.segments) > 1 else row
            below = row.segments if row is not None and row is not line else ()
            crossed = sum(line.x0 < s.x1 and s.x0 < line.x1 for s in below)
            words = sum(len(segment.words) for segment in line.segments)
            over.append(crossed > 1 and words > 1 and self._label(line) is not None)
        return over

    @cached_property
    def _label_end(self) -> float:
        """How far labels reach that have values beside them."""
        labels = (self._label(line) for line in self.lines if len(line.segments) > 1)
        return max((label.x1 for label in labels if label is not None), default=self._left)

    @cached_property
    def _text_end(self) -> float:
        return max(line.x1 for line in self.lines)
