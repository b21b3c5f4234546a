"""Tables without uprights: where on a page they stand, told by gaps in lines and level rules.

A table is a run of lines of which some have gaps that prose has not. What stands between two
such lines is part of it where it keeps to the columns, where rules hold it in, where it is an
Analys text, or where the next row below has the same columns: a row over the whole width
ends no table. Columns come later, from all pages of a table together (``columns``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, takewhile
from statistics import median

from pipeline.extract.readers.geometry.bands import (
    Fragment,
    lone_band,
    opens_analysis,
)
from pipeline.extract.readers.geometry.beside import tables_beside
from pipeline.extract.readers.geometry.held_rows import held_by_rules
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.line_columns import (
    has_gap,
    heads_others,
    is_aligned,
    is_header_below,
    is_long_word,
    keeps_to_columns,
    open_analysis,
    stands_as,
    within_column,
)
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.prose_between import are_paragraphs, hang_out
from pipeline.extract.readers.geometry.region_parts import fragments
from pipeline.extract.readers.geometry.region_settings import SETTINGS
from pipeline.extract.readers.geometry.row_tops import holds_values, is_under, row_below
from pipeline.extract.readers.geometry.rules import Rules
from pipeline.extract.readers.geometry.words import Segment, TextLine
from pipeline.extract.readers.geometry.writing import is_written_among

_NOTE = re.compile(r"^(?:\*+\s?\w|not(?::|er\b)|källa:|source:)", re.IGNORECASE)
_LEADER = re.compile(r"^[.…·]{3,}$")
_ROWS_BELOW = 4
_LINES_OF_A_ROW = 3
_TWO_ROWS = 2.1
"""Pitches of rows by which two of them are apart: a row may stand below a blank one."""
_ROUNDED = 0.1
"""Sizes by which rows of one table are farther apart than others of it."""
_LINES_OF_ANALYSIS = 8
"""So many lines below its label an Analys text of a row ends at the latest."""
_ROWS_OF_A_SUM = 3
"""So many lines show what columns a line above them heads."""


def free_tables(
    lines: Sequence[TextLine],
    rules: Rules,
    *,
    body_size: float,
    leading: Leading,
    above: Sequence[TextLine],
    below: float = -math.inf,
) -> Iterator[Fragment]:
    """Yield the tables among lines, from the top.

    Args:
        lines: The page's lines outside lattices, from the top.
        rules: The page's level rules outside lattices, and its uprights that meet none.
        body_size: Font size of the document's prose.
        leading: How far the document's lines stand apart.
        above: Lines of the table that the page before ends with, if it does.
        below: Where in points a table that is found begins below the lines.
    """
    walk = _Walk(lines, held_by_rules(lines, rules.level), body_size, leading, above)
    for start, end in walk.regions():
        inside = [_without_leaders(line) for line in lines[start:end]]
        opened = start == 0 and bool(above)
        held = [walk.held[n] for n in range(start, end)]
        for part, stacks in tables_beside(inside, held):
            yield from fragments(part, rules, leading, opened=opened, held=stacks, below=below)


def _without_leaders(line: TextLine) -> TextLine:
    """Return a row without the dots that lead from its label to its values."""
    if not any(_LEADER.match(word.text) for segment in line.segments for word in segment.words):
        return line
    kept = [
        tuple(word for word in segment.words if not _LEADER.match(word.text))
        for segment in line.segments
    ]
    segments = tuple(Segment(words) for words in kept if words)
    return replace(line, segments=segments) if segments else line


def _with_written(lines: Sequence[TextLine], start: int, end: int, floor: int) -> tuple[int, int]:
    """Return where a table starts and ends with the lines around it that are written in it."""
    while start > floor and is_written_among(lines[start - 1], lines[start:end]):
        start -= 1
    while end < len(lines) and is_written_among(lines[end], lines[start:end]):
        end += 1
    return start, end


@dataclass(slots=True)
class _Reach:
    """How far a table goes: its rows so far, the indices of its first and last line.

    ``size`` is that of its letters; ``in_analysis`` where its last line is of an Analys text.
    ``pitches`` are those of lines that begin a row, in font sizes.
    """

    rows: list[TextLine]
    first: int
    last: int
    size: float
    in_analysis: bool = False
    pitches: list[float] = field(default_factory=list)

    def add(self, row: TextLine) -> None:
        """Take a row in; below a header only that header counts for what is above."""
        if self.rows and is_header_below(row, self.rows[-1]):
            self.rows.clear()
        self.rows.append(row)

    def parts_rows(self, pitch: float) -> bool:
        """Tell whether lines so many font sizes apart are of two rows that follow each other."""
        return not self.in_analysis and SETTINGS.wrap_pitch < pitch <= SETTINGS.row_pitch

    def usual(self) -> float:
        """Sizes by which rows are below each other."""
        return median(self.pitches or [0.0])

    def most(self) -> float:
        """Sizes by which a line may be below another: more where a table's rows are far apart."""
        return max(SETTINGS.row_pitch, SETTINGS.wider * self.usual())


def _known_heads(rows: Sequence[TextLine]) -> list[Segment]:
    """Return the texts of the last known header among the lines of a table, of all its lines."""
    known = [at for at, row in enumerate(rows) if lone_band(row).known_head]
    if not known:
        return []
    start, end = known[-1], known[-1] + 1
    bold = rows[start].bold
    while start and rows[start - 1].bold == bold and not holds_values(rows[start - 1]):
        start -= 1
    while end < len(rows) and rows[end].bold == bold and not holds_values(rows[end]):
        end += 1
    return [segment for row in rows[start:end] for segment in row.segments]


def _is_below_head(line: TextLine, reach: _Reach, *, headed: bool) -> bool:
    """Tell whether a line is right below a header, which may have other letters than its rows."""
    only_head = all(row.bold for row in reach.rows)
    return headed and only_head and keeps_to_columns(line, reach.rows)


def _heads_row(heads: Sequence[TextLine], row: TextLine) -> bool:
    """Tell whether lines are words alone, each column of values of the row below them under one.

    A row of words has as many, of which two begin or end where those of the last line do.
    """
    if not heads:
        return False
    filled = len(row.segments) == len(heads[-1].segments) >= SETTINGS.columns
    return (
        has_gap(row)
        and not any(lone_band(line).has_values for line in heads)
        and (holds_values(row) or (filled and is_aligned(row, heads[-1:])))
        and is_under(row, [segment for line in heads for segment in line.segments])
        and keeps_to_columns(row, heads)
    )


@dataclass
class _Walk:
    """Lines of a page with what is known of them; ``held`` names the stack of rules."""

    lines: Sequence[TextLine]
    held: list[int | None]
    body_size: float
    leading: Leading
    above: Sequence[TextLine]

    def regions(self) -> Iterator[tuple[int, int]]:
        """Yield where tables start and end (exclusive)."""
        floor = index = 0
        if self.above and self.lines and self._opens_below_break():
            end = self._end(0, list(self.above))
            yield 0, end
            floor = index = end
        while index < len(self.lines):
            if not (has_gap(self.lines[index]) or self._glued(index + 1)):
                index += 1
                continue
            end = self._end(index, [])
            start = index
            while start > floor and self._belongs_above(start):
                start -= 1
            start = self._header_above(start, floor, end)
            start, end = _with_written(self.lines, start, end, floor)
            yield start, end
            floor = index = end

    def _pitch(self, above: TextLine, line: TextLine, size: float) -> float:
        """Return how far a line is below another: in font sizes, less where lines are set wide."""
        return (above.y - line.y) / (size * self.leading.stretch(size))

    def _most_below_repeated(self, reach: _Reach) -> float:
        """Sizes by which a row may be below a repeated header: the blank rest of one is between."""
        rows = [line for line in self.above if has_gap(line) and not line.bold]
        pitches = [self._pitch(one, two, two.size) for one, two in pairwise(rows)]
        usual = min((pitch for pitch in pitches if pitch > 0), default=0.0)
        return max(SETTINGS.repeated_pitch, _TWO_ROWS * max(usual, reach.usual()))

    @cached_property
    def _lines_repeated(self) -> int:
        """How many lines of a header at the top of the page begin the table above, too."""
        pairs = zip(self.lines, self.above, strict=False)
        same = list(takewhile(lambda pair: pair[0].text == pair[1].text, pairs))
        return len(same) if any(has_gap(line) for line, _ in same) else 0

    def _heads_values(self, heads: Sequence[TextLine], index: int) -> bool:
        """Tell whether a row of values that keeps to a header's columns begins with a line."""
        return any(map(has_gap, heads)) and any(
            keeps_to_columns(line, heads)
            and sum(is_value(segment.text) for segment in line.segments) > 1
            for line in self.lines[index : index + _LINES_OF_A_ROW]
        )

    def _glued(self, index: int) -> bool:
        """Tell whether rules hold a line and the one above it in one table."""
        if not 0 < index < len(self.lines):
            return False
        held = self.held[index] is not None and self.held[index] == self.held[index - 1]
        return held and not (self._is_note(index) or self._is_note(index - 1))

    def _is_note(self, index: int) -> bool:
        """Tell whether a line is a note that no row stands below, in what rules hold together."""
        line, below = self.lines[index], self.lines[index + 1 :]
        if has_gap(line) or not _NOTE.match(line.text):
            return False
        held = zip(below, self.held[index + 1 :], strict=True)
        rows = takewhile(lambda other: other[1] == self.held[index], held)
        row = next((other for other, _ in rows if has_gap(other)), None)
        return row is None or row.bold

    def _opens_below_break(self) -> bool:
        """Tell whether the first lines of a page go on with the table of the page before.

        The rest of a cell stands above a row with the same columns, or has the size of the
        table, which the document's prose has not.
        """
        first = self.lines[0]
        size = self.above[-1].size
        own_size = abs(size - self.body_size) > SETTINGS.same_size
        title = first.bold and not self.above[-1].bold and not has_gap(first)
        at_left = abs(first.x0 - min(line.x0 for line in self.above)) <= 1
        comment = opens_analysis(first.text) and (own_size or at_left)
        if (title and not comment and not self._lines_repeated) or _NOTE.match(first.text):
            return False
        if abs(first.size - size) > SETTINGS.same_size:
            return False
        if has_gap(first) or own_size:
            return True
        if first.text[:1].islower() and within_column(first, self.above):
            return True
        analysis = open_analysis(self.above)
        alone = [len(line.segments[0].words) for line in analysis] == [1]
        if not first.bold and (alone or (analysis and first.text[:1].islower())):
            return True
        row = next((n for n, line in enumerate(self.lines) if has_gap(line)), None)
        if row is None:
            return False
        rows = [line for line in self.above if has_gap(line)]
        alike = all(abs(line.size - size) <= SETTINGS.same_size for line in self.lines[:row])
        near = all(
            self._pitch(one, two, size) <= SETTINGS.row_pitch
            for one, two in zip(self.lines[:row], self.lines[1 : row + 1], strict=True)
        )
        if (analysis or opens_analysis(first.text)) and not any(
            line.bold for line in self.lines[comment:row]
        ):
            return alike and near and is_aligned(self.lines[row], rows)
        return alike and near and all(keeps_to_columns(ln, rows) for ln in self.lines[: row + 1])

    def _end(self, start: int, above: Sequence[TextLine]) -> int:
        """Return the index after the last line of the table that ``start`` is in."""
        first = self.lines[start]
        rows = [line for line in above if has_gap(line)]
        pitches = [self._pitch(one, two, two.size) for one, two in pairwise(above)]
        reach = _Reach(rows, start, start, first.size)
        reach.pitches += filter(reach.parts_rows, pitches)
        reach.in_analysis = bool(open_analysis(above)) or opens_analysis(first.text)
        repeated = first.bold and any(line.bold and line.text == first.text for line in above)
        repeated = repeated or (start == 0 < self._lines_repeated)
        if has_gap(first):
            reach.in_analysis = False
            reach.add(first)
        for index in range(start + 1, len(self.lines)):
            line = self.lines[index]
            if self._glued(index):
                reach.last, reach.size, reach.in_analysis = index, line.size, False
                if has_gap(line):
                    reach.add(line)
            elif not self._take(reach, index, repeated=repeated):
                break
        return reach.last + 1

    def _take(self, reach: _Reach, index: int, *, repeated: bool) -> bool:
        """Take a line into a table if it belongs there; False where the table ends before it.

        Text that does not belong may stand between the parts of a table. ``repeated``: the
        table began with a header that stood above before.
        """
        line, before = self.lines[index], self.lines[index - 1]
        follows, pitch = reach.last == index - 1, self._pitch(before, line, reach.size)
        again = repeated and index == self._lines_repeated
        headed = follows and (again or (before.bold and not line.bold)) and bool(reach.rows)
        # Below a header that is repeated something of its table must stand.
        headed_again = headed and (
            again or (reach.rows[-1].bold and (repeated or self._heads_values(reach.rows, index)))
        )
        most = self._most_below_repeated(reach) if headed_again else reach.most()
        apart = self._is_row_apart(index, reach.rows)
        if apart or self._is_total(line, reach.rows):
            most = max(most, SETTINGS.repeated_pitch)
        same = abs(line.size - reach.size) <= SETTINGS.same_size
        below_head = _is_below_head(line, reach, headed=headed)
        below_head = below_head or (follows and _heads_row(reach.rows, line))
        if pitch > most or not (same or below_head):
            return False
        reach.size = reach.size if same else line.size
        pitch = self._pitch(before, line, reach.size)
        reach.pitches += [pitch] if follows and reach.parts_rows(pitch) else []
        beside = follows and pitch < SETTINGS.beside and not reach.in_analysis
        if beside or (follows and self._is_top_of_row(index, reach)):
            # Letters beside those of another line: cells set in the middle of a row.
            reach.last = index
            if has_gap(line):
                reach.rows.append(line)
        elif headed_again and not has_gap(line):
            text = opens_analysis(line.text) or not keeps_to_columns(line, reach.rows)
            reach.last, reach.in_analysis = index, text
        elif has_gap(line):
            if not follows and not self._goes_on(line, reach.rows, reach.last, index):
                return False
            reach.last, reach.in_analysis = index, False
            reach.add(line)
        elif _NOTE.match(line.text) or self._hangs_below(index, reach):
            return False
        elif follows and (apart or pitch <= self._most(reach, line, before, headed=headed)):
            reach.last = index
            reach.in_analysis = reach.in_analysis or opens_analysis(line.text)
        return True

    def _hangs_below(self, index: int, reach: _Reach) -> bool:
        """Tell whether a text below a table is no rest of a cell: it begins left of all labels.

        So does a caption that stands as near as the next row, or rules hold the row above without
        it. In the table it names what is below.
        """
        line = self.lines[index]
        below = self.lines[index + 1 : index + 2]
        row_follows = any(has_gap(row) and keeps_to_columns(row, reach.rows) for row in below)
        if reach.in_analysis or row_follows or opens_analysis(line.text):
            return False
        held = bool(reach.rows) and self.held[reach.last] is not None and self.held[index] is None
        outside = held and lone_band(self.lines[reach.last]).has_values
        return outside or hang_out([line], reach.rows)

    def _is_top_of_row(self, index: int, reach: _Reach) -> bool:
        """Tell whether a line is the first of a cell that others of its row stand beside."""
        line = self.lines[index]
        if has_gap(line) or _NOTE.match(line.text) or reach.in_analysis:
            return False
        row = row_below(self.lines, index, self.leading.stretch(line.size))
        return row is not None and all(keeps_to_columns(ln, reach.rows) for ln in (line, row))

    @staticmethod
    def _is_total(line: TextLine, rows: Sequence[TextLine]) -> bool:
        """Tell whether a line fills the columns of three rows above: a sum may stand apart."""
        last = rows[-_ROWS_OF_A_SUM:]
        return (
            len(last) == _ROWS_OF_A_SUM
            and all(len(row.segments) == len(line.segments) for row in last)
            and all(is_value(segment.text) for segment in line.segments[1:])
            and keeps_to_columns(line, last)
        )

    def _is_row_apart(self, index: int, rows: Sequence[TextLine]) -> bool:
        """Tell whether a row of values stands below the heads of a known table or as the row above.

        So it may far below the row above, where rows are higher than what is in them; so may an
        Analys text that a row stands below.
        """
        line, heads = self.lines[index], _known_heads(rows)
        if line.bold and not (heads and self._is_analysis_of_rows(index, rows)):
            return False
        if heads and not has_gap(line):
            left = min(row.x0 for row in rows)
            if opens_analysis(line.text) and abs(line.x0 - left) <= 1:
                return True
        row = line
        if not has_gap(line):
            below = row_below(self.lines, index, self.leading.stretch(line.size))
            if below is None or not keeps_to_columns(line, rows):
                return False
            row = below
        under = bool(heads) and is_under(row, heads) and keeps_to_columns(row, rows)
        return (under or stands_as(row, rows)) and holds_values(row)

    def _is_analysis_of_rows(self, index: int, rows: Sequence[TextLine]) -> bool:
        """Tell whether a line is the label of an Analys text of a table.

        It has the table's letters, which those of the running text are not, or rows below it.
        """
        if not opens_analysis(self.lines[index].text):
            return False
        if abs(self.lines[index].size - self.body_size) > SETTINGS.same_size:
            return True
        below = self.lines[index + 1 : index + 1 + _LINES_OF_ANALYSIS]
        found = takewhile(lambda line: not line.bold, filter(has_gap, below))
        return any(holds_values(line) and keeps_to_columns(line, rows) for line in found)

    def _most(self, reach: _Reach, line: TextLine, before: TextLine, *, headed: bool) -> float:
        """Sizes by which a line without a gap may lie below the one before it in a table."""
        if opens_analysis(line.text):
            rows = self.lines[reach.first : reach.last + 1]
            at_left = abs(line.x0 - min(row.x0 for row in rows)) <= 1
            return reach.most() if at_left else SETTINGS.analysis_pitch
        if reach.in_analysis:
            if len(before.segments[0].words) == 1 and opens_analysis(before.text):
                return SETTINGS.analysis_pitch
            small = abs(reach.size - self.body_size) > SETTINGS.same_size
            return SETTINGS.wrap_pitch if small else SETTINGS.cell_pitch
        if reach.rows and keeps_to_columns(line, reach.rows):
            return SETTINGS.row_pitch if headed else SETTINGS.wrap_pitch
        return SETTINGS.cell_pitch if is_long_word(line, reach.rows) else -math.inf

    def _goes_on(self, line: TextLine, rows: Sequence[TextLine], last: int, index: int) -> bool:
        """Tell whether a row goes on with a table below text over its columns."""
        between = self.lines[last + 1 : index]
        if any(other.bold and not line.bold for other in between if len(between) == 1):
            return keeps_to_columns(line, rows)
        if are_paragraphs([ln for ln in between if not keeps_to_columns(ln, rows)]):
            return False
        if hang_out(between, rows):
            return False
        headed = any(other.bold and not opens_analysis(other.text) for other in between)
        if headed and not holds_values(line):
            return False  # justified prose below a heading
        return bool(rows) and keeps_to_columns(line, rows) and not line.bold

    def _belongs_above(self, start: int) -> bool:
        """Tell whether the line above is the top of a header cell of more lines."""
        above, line = self.lines[start - 1], self.lines[start]
        if self._glued(start):
            return True
        pitch = self._pitch(above, line, line.size)
        if abs(above.size - line.size) > SETTINGS.same_size or above.bold != line.bold:
            return False
        if pitch < SETTINGS.beside:
            return True
        if heads_others(above, self.lines[start : start + _ROWS_BELOW]):
            return above.bold and pitch <= SETTINGS.row_pitch
        near = pitch <= SETTINGS.cell_pitch
        return near and keeps_to_columns(above, self.lines[start : start + _ROWS_BELOW])

    def _header_above(self, first: int, floor: int, end: int) -> int:
        """Return where a header starts whose cells have no line in common.

        It does if one of its lines stands above the values of the first row, no farther away
        than the rows of its table are from each other, or a bold one than headers are.
        """
        row = self.lines[first]
        if row.bold or len(row.segments) <= 1:
            return first
        rows = [line for line in self.lines[first:end] if has_gap(line)]
        apart = median([self._pitch(one, two, two.size) for one, two in pairwise(rows)] or [0.0])
        bold = first > floor and self.lines[first - 1].bold
        start, pitch = first, max(SETTINGS.header_pitch if bold else 0.0, apart + _ROUNDED)
        while (
            start > floor
            and self.lines[start - 1].bold == bold
            and abs(self.lines[start - 1].size - row.size) <= SETTINGS.same_size
            and self._pitch(self.lines[start - 1], self.lines[start], row.size) <= pitch
        ):
            start, pitch = start - 1, SETTINGS.cell_pitch
        right = row.segments[0].x1
        above = any(s.x0 > right for line in self.lines[start:first] for s in line.segments)
        return start if above else first
