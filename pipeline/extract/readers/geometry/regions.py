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
from itertools import pairwise, takewhile
from statistics import median

from pipeline.extract.language.text import ICONS
from pipeline.extract.readers.geometry.bands import (
    Band,
    Fragment,
    band_of,
    bands_at_gaps,
    opens_analysis,
    opens_known_table,
)
from pipeline.extract.readers.geometry.gutters import parted_at_columns, signs_joined
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.plain_heads import heads_numbers, heads_values
from pipeline.extract.readers.geometry.prose_between import are_paragraphs
from pipeline.extract.readers.geometry.row_tops import holds_values, row_below
from pipeline.extract.readers.geometry.rows import rows_of
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment, TextLine
from pipeline.extract.readers.geometry.writing import is_written_among

_NOTE = re.compile(r"^(?:\*+\s?\w|not(?::|er\b)|källa:|source:)", re.IGNORECASE)
_LEADER = re.compile(r"^[.…·]{3,}$")
_ROWS_BELOW = 4
_LINES_OF_A_ROW = 3
_TWO_ROWS = 2.1
"""Pitches of rows by which two of them are apart: a row may stand below a blank one."""
_ROWS_OF_A_SUM = 3
"""So many lines show what columns a line above them heads."""
_LONE_MARK = re.compile(rf"^(?:[•‣▪–\-*{ICONS}]|\(?\w{{1,2}}[.)]|\d{{1,3}}(?:\.\d+)*\.?)$")


@dataclass(frozen=True, slots=True)
class RegionSettings:
    """``same_ends`` and ``same_size`` are points, the shares of 1, the others font sizes.

    ``row_pitch`` is the most that baselines of two rows are apart, ``wrap_pitch`` the most
    within a cell, ``cell_pitch`` where nothing else tells; ``repeated_pitch`` is the most below
    a header that is printed again at the top of a page, or above a sum; a row may be ``wider``
    times as far below another as the table's rows usually are; lines less than
    ``beside`` apart stand beside each other, as those of cells in the middle of a row do;
    ``header_pitch`` and ``analysis_pitch`` are those below a header and above an Analys text.
    ``far``, ``near`` and ``analysis`` are the white between a rule and the letters of a row, of
    a text without columns, and of an Analys text; prose hangs at the rule's very end, where a
    cell has at least ``padding`` points.
    """

    same_ends: float = 3.0
    same_size: float = 0.6
    row_pitch: float = 3.4
    repeated_pitch: float = 6.0
    wider: float = 1.4
    beside: float = 0.9
    wrap_pitch: float = 1.9
    cell_pitch: float = 1.35
    header_pitch: float = 2.2
    analysis_pitch: float = 3.3
    far: float = 1.2
    near: float = 0.8
    analysis: float = 2.2
    padding: float = 0.7
    across: float = 0.5
    crossing: float = 0.25
    values: float = 0.5
    gapped: float = 0.25
    columns: int = 3
    memory: int = 8


SETTINGS = RegionSettings()


def has_gap(line: TextLine) -> bool:
    """Tell whether a line has a gap that is no bullet's or number's, which a text follows."""
    segments = line.segments
    marked = bool(_LONE_MARK.match(segments[0].text))
    return len(segments) > 1 + (marked and not _LONE_MARK.match(segments[-1].text))


def free_tables(
    lines: Sequence[TextLine],
    rules: Sequence[Rule],
    *,
    body_size: float,
    leading: Leading,
    above: Sequence[TextLine],
) -> Iterator[Fragment]:
    """Yield the tables among lines, from the top.

    Args:
        lines: The page's lines outside lattices, from the top.
        rules: The page's level rules outside lattices.
        body_size: Font size of the document's prose.
        leading: How far the document's lines stand apart.
        above: Lines of the table that the page before ends with, if it does.
    """
    walk = _Walk(lines, _held_by_rules(lines, rules), body_size, leading, above)
    for start, end in walk.regions():
        inside = [_without_leaders(line) for line in lines[start:end]]
        opened = start == 0 and bool(above)
        held = [walk.held[n] for n in range(start, end)]
        yield from _fragments(inside, rules, leading, opened=opened, held=held)


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


# --- rules --------------------------------------------------------------------------------------


def _held_by_rules(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[int | None]:
    """Return for each line the number of the stack of rules that holds it as a row of a table.

    A stack is rules of one length; between two of them stands a row, or prose between tables.
    """
    held: list[int | None] = [None] * len(lines)
    for number, stack in enumerate(_stacks(rules)):
        size: float | None = None
        for upper, lower in pairwise(stack):
            inside = [
                n
                for n, line in enumerate(lines)
                if lower.at <= line.y + 0.3 * line.size <= upper.at
                and line.x1 > upper.start
                and line.x0 < upper.end
            ]
            if inside and _is_row([lines[n] for n in inside], upper, lower, size):
                size = lines[inside[0]].size
                for n in inside:
                    held[n] = number if held[n] is None else held[n]
    return held


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules of one length from the top, the longest first."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: -rule.at):
        for group in groups:
            if (
                abs(group[0].start - rule.start) <= SETTINGS.same_ends
                and abs(group[0].end - rule.end) <= SETTINGS.same_ends
            ):
                group.append(rule)
                break
        else:
            groups.append([rule])
    stacks = [group for group in groups if len(group) > 1]
    return sorted(stacks, key=lambda group: -group[0].length)


def _is_row(lines: Sequence[TextLine], upper: Rule, lower: Rule, row_size: float | None) -> bool:
    """Tell whether what stands between two rules is one or more rows of a table, and no prose.

    A row's tallest cell is near both rules. Prose has another size than the table's rows or
    goes over their columns, or starts at the rule's very end, where a cell has its padding.
    """
    parts = list(bands_at_gaps(lines))
    size = max(part.size for part in parts)
    white = (upper.at - parts[0].top, parts[-1].bottom - lower.at)
    same_size = row_size is None or abs(row_size - size) <= SETTINGS.same_size
    alike = all(abs(part.size - parts[0].size) <= SETTINGS.same_size for part in parts)
    alike &= not any(ln.bold and not has_gap(ln) for part in parts[1:] for ln in part.lines)
    if parts[0].starts_analysis and same_size and alike:
        return max(white) <= SETTINGS.analysis * size
    if min(white) > SETTINGS.far * size:
        return False
    rows = [part for part in parts if _in_columns(part)]
    if not rows:
        hangs = min(line.x0 for line in lines) < upper.start + SETTINGS.padding
        prose = len(parts) > 1 or (hangs and max(white) > size)
        return min(white) <= SETTINGS.near * size and same_size and not prose
    gapped = [line for line in lines if has_gap(line)]
    for one, two in pairwise(parts):
        if one.bottom - two.top > SETTINGS.row_pitch * size:
            return False
    return all(
        _in_columns(part)
        or (part.starts_analysis and not _is_heading(part, rows))
        or (
            abs(part.size - rows[0].size) <= SETTINGS.same_size
            and all(keeps_to_columns(line, gapped) for line in part.lines)
        )
        for part in parts
    )


def _is_heading(band: Band, rows: Sequence[Band]) -> bool:
    """Tell whether a bold text is larger than rows: "Analys av resultat" may head a table."""
    return band.bold and band.size - rows[0].size > SETTINGS.same_size


def _in_columns(band: Band) -> bool:
    """Tell whether texts stand beside each other, marks of bullets and numbers apart."""
    texts = [s for s in band.segments if not _LONE_MARK.match(s.text)]
    beside = max((s.x0 for s in texts), default=0.0) > min((s.x1 for s in texts), default=0.0)
    return beside or any(map(has_gap, band.lines))


def _is_header(line: TextLine, above: TextLine) -> bool:
    """Tell whether a line opens the header of another table below a row."""
    band = band_of([line])
    return (line.bold and not above.bold and not band.has_values) or band.known_head


def keeps_to_columns(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether no text of a line reaches over a gap of the last of some rows."""
    near = rows[-SETTINGS.memory :]
    crossed = sum(any(_crosses(segment, row) for segment in line.segments) for row in near)
    return crossed <= SETTINGS.crossing * len(near)


def _is_aligned(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether two texts of a line begin or end where those of rows do."""
    starts = {round(segment.x0) for row in rows for segment in row.segments}
    ends = {round(segment.x1) for row in rows for segment in row.segments}
    return sum(round(s.x0) in starts or round(s.x1) in ends for s in line.segments) > 1


def _open_analysis(rows: Sequence[TextLine]) -> Sequence[TextLine]:
    """Return the lines of the Analys text that stands below the last row; none if none does."""
    at = next((n for n in range(len(rows), 0, -1) if has_gap(rows[n - 1])), 0)
    start = next((n for n in range(at, len(rows)) if opens_analysis(rows[n].text)), len(rows))
    return rows[start:]


def _within_column(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether a line begins where a cell of the last row with columns does, and ends in it."""
    row = next((row for row in reversed(rows) if has_gap(row)), None)
    if row is None or len(line.segments) > 1:
        return False
    starts = [segment.x0 for segment in row.segments]
    return any(
        abs(line.x0 - start) <= 1 and line.x1 < following
        for start, following in zip(starts, [*starts[1:], math.inf], strict=True)
    )


def _is_long_word(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether a line is one word too long for its cell, and begins where cells of rows do."""
    first = line.segments[0]
    alone = len(line.segments) == 1 and len(first.words) == 1
    return alone and any(
        abs(segment.x0 - first.x0) <= 1 and segment.bold == first.bold
        for row in rows[-SETTINGS.memory :]
        for segment in row.segments
    )


def _crosses(segment: Segment, row: TextLine) -> bool:
    return any(
        segment.x0 < one.x1 and segment.x1 > two.x0
        for one, two in zip(row.segments, row.segments[1:], strict=False)
    )


def _heads_others(above: TextLine, lines: Sequence[TextLine]) -> bool:
    """Tell whether a line stands above a header's other columns than the first: no prose does.

    So stands a label over several columns ("Varav" over women and men). The last column is
    as wide as the one before, or as the rows below show, or as the label that begins with it.
    """
    header = max(lines, key=lambda line: len(line.segments))
    if len(header.segments) == 1:
        return False
    before, last = header.segments[-2:]
    right = max(2 * last.x0 - before.x0, *(line.x1 for line in lines))
    aligned = any(abs(above.x0 - segment.x0) <= 1 for segment in header.segments[1:])
    return above.x0 > header.segments[0].x1 and (above.x1 <= right or aligned)


def _with_written(lines: Sequence[TextLine], start: int, end: int, floor: int) -> tuple[int, int]:
    """Return where a table starts and ends with the lines around it that are written in it."""
    while start > floor and is_written_among(lines[start - 1], lines[start:end]):
        start -= 1
    while end < len(lines) and is_written_among(lines[end], lines[start:end]):
        end += 1
    return start, end


# --- walking down a page ------------------------------------------------------------------------


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
        if self.rows and _is_header(row, self.rows[-1]):
            self.rows.clear()
        self.rows.append(row)

    def parts_rows(self, pitch: float) -> bool:
        """Tell whether lines so many font sizes apart are of two rows that follow each other."""
        return not self.in_analysis and SETTINGS.wrap_pitch < pitch <= SETTINGS.row_pitch

    def most(self) -> float:
        """Sizes by which a line may be below another: more where a table's rows are far apart."""
        usual = median(self.pitches or [0.0])
        return max(SETTINGS.row_pitch, SETTINGS.wider * usual)


def _is_below_head(line: TextLine, reach: _Reach, *, headed: bool) -> bool:
    """Tell whether a line is right below a header, which may have other letters than its rows."""
    only_head = all(row.bold for row in reach.rows)
    return headed and only_head and keeps_to_columns(line, reach.rows)


@dataclass(slots=True)
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
            start = self._header_above(start, floor)
            start, end = _with_written(self.lines, start, end, floor)
            yield start, end
            floor = index = end

    def _pitch(self, above: TextLine, line: TextLine, size: float) -> float:
        """Return how far a line is below another: in font sizes, less where lines are set wide."""
        return (above.y - line.y) / (size * self.leading.stretch(size))

    def _most_below_repeated(self) -> float:
        """Sizes by which a row may lie below a repeated header: that of two rows above, or more."""
        rows = [line for line in self.above if has_gap(line) and not line.bold]
        pitches = [self._pitch(one, two, two.size) for one, two in pairwise(rows)]
        usual = min((pitch for pitch in pitches if pitch > 0), default=0.0)
        return max(SETTINGS.repeated_pitch, _TWO_ROWS * usual)

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
        if (title and not (own_size and opens_analysis(first.text))) or _NOTE.match(first.text):
            return False
        if abs(first.size - size) > SETTINGS.same_size:
            return False
        if has_gap(first) or own_size:
            return True
        if first.text[:1].islower() and _within_column(first, self.above):
            return True
        analysis = _open_analysis(self.above)
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
            line.bold for line in self.lines[:row]
        ):
            return alike and near and _is_aligned(self.lines[row], rows)
        return alike and near and all(keeps_to_columns(ln, rows) for ln in self.lines[: row + 1])

    def _end(self, start: int, above: Sequence[TextLine]) -> int:
        """Return the index after the last line of the table that ``start`` is in."""
        first = self.lines[start]
        rows = [line for line in above if has_gap(line)]
        pitches = [self._pitch(one, two, two.size) for one, two in pairwise(above)]
        reach = _Reach(rows, start, start, first.size)
        reach.pitches += filter(reach.parts_rows, pitches)
        reach.in_analysis = bool(_open_analysis(above))
        repeated = first.bold and any(line.bold and line.text == first.text for line in above)
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
        headed = follows and before.bold and not line.bold and bool(reach.rows)
        # Below a header that is repeated something of its table must stand.
        headed_again = (
            headed and reach.rows[-1].bold and (repeated or self._heads_values(reach.rows, index))
        )
        most = self._most_below_repeated() if headed_again else reach.most()
        if self._is_total(line, reach.rows):
            most = SETTINGS.repeated_pitch
        same = abs(line.size - reach.size) <= SETTINGS.same_size
        if pitch > most or not (same or _is_below_head(line, reach, headed=headed)):
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
            reach.last, reach.in_analysis = index, not keeps_to_columns(line, reach.rows)
        elif has_gap(line):
            if not follows and not self._goes_on(line, reach.rows, reach.last, index):
                return False
            reach.last, reach.in_analysis = index, False
            reach.add(line)
        elif _NOTE.match(line.text):
            return False
        elif follows and pitch <= self._most(reach, line, before, headed=headed):
            reach.last = index
            reach.in_analysis = reach.in_analysis or opens_analysis(line.text)
        return True

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
        return SETTINGS.cell_pitch if _is_long_word(line, reach.rows) else -math.inf

    def _goes_on(self, line: TextLine, rows: Sequence[TextLine], last: int, index: int) -> bool:
        """Tell whether a row goes on with a table below text over its columns."""
        between = self.lines[last + 1 : index]
        if any(other.bold and not line.bold for other in between if len(between) == 1):
            return keeps_to_columns(line, rows)
        if are_paragraphs([ln for ln in between if not keeps_to_columns(ln, rows)]):
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
        if _heads_others(above, self.lines[start : start + _ROWS_BELOW]):
            return above.bold and pitch <= SETTINGS.row_pitch
        near = pitch <= SETTINGS.cell_pitch
        return near and keeps_to_columns(above, self.lines[start : start + _ROWS_BELOW])

    def _header_above(self, first: int, floor: int) -> int:
        """Return where a bold header starts whose cells have no line in common.

        It does if one of its lines stands above the values of the first row.
        """
        row = self.lines[first]
        if row.bold or len(row.segments) <= 1:
            return first
        start, pitch = first, SETTINGS.header_pitch
        while (
            start > floor
            and self.lines[start - 1].bold
            and abs(self.lines[start - 1].size - row.size) <= SETTINGS.same_size
            and self._pitch(self.lines[start - 1], self.lines[start], row.size) <= pitch
        ):
            start, pitch = start - 1, SETTINGS.cell_pitch
        right = row.segments[0].x1
        above = any(s.x0 > right for line in self.lines[start:first] for s in line.segments)
        return start if above else first


# --- from lines to fragments --------------------------------------------------------------------


def _fragments(
    lines: Sequence[TextLine],
    rules: Sequence[Rule],
    leading: Leading,
    *,
    opened: bool,
    held: Sequence[int | None],
) -> Iterator[Fragment]:
    """Yield the tables in a run of lines: a known or bold header starts a new one."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    ruled = {id(line) for line, stack in zip(lines, held, strict=True) if stack is not None}
    far = SETTINGS.far * lines[0].size
    top = max(segment.top for segment in lines[0].segments) + far
    bottom = min(segment.bottom for segment in lines[-1].segments) - far
    across: list[Rule] = []
    partial: list[Rule] = []
    for rule in rules:
        over = min(rule.end, x1) - max(rule.start, x0)
        if not (bottom <= rule.at <= top and over > 0):
            continue
        long = over >= SETTINGS.across * (x1 - x0)
        if long:
            across.append(rule)
        if not long or rule.start > x0 + lines[0].size or rule.end < x1 - lines[0].size:
            partial.append(rule)
    separators = [rule.at for rule in across]
    groups: list[list[Band]] = []
    bands = list(rows_of(lines, separators, leading))
    for number, band in enumerate(bands):
        begun = bool(groups) and any(not other.bold for other in groups[-1])
        opens = not groups or opens_known_table(band, groups[-1])
        heads = begun and (band.header_like or heads_values(bands, number))
        if opens or heads:
            groups.append(_titles_taken(groups[-1]) if groups else [])
        groups[-1].append(band)
    for number, group in enumerate(groups):
        first = opened and number == 0
        kept = _trimmed(_parted(group, separators, leading), ruled, opened=first)
        if not kept:
            continue
        inside = [line for band in kept for line in band.lines]
        in_rules = sum(id(line) in ruled for line in inside) > SETTINGS.values * len(inside)
        table = is_table(kept, ruled=in_rules)
        # A header at the foot of a page may have all its rows on the next one.
        if table or first or kept[0].header_like or in_rules:
            held_in = [r for r in across if kept[-1].bottom <= r.at <= kept[0].top]
            yield Fragment(
                page=kept[0].page,
                x0=min([*(line.x0 for line in inside), *(rule.start for rule in held_in)]),
                x1=max([*(line.x1 for line in inside), *(rule.end for rule in held_in)]),
                top=kept[0].top,
                bottom=kept[-1].bottom,
                bands=tuple(kept),
                ruled=in_rules,
                partial=tuple(r for r in partial if kept[-1].bottom <= r.at <= kept[0].top),
                loose=not table,
            )


def _parted(bands: Sequence[Band], separators: Sequence[float], leading: Leading) -> Sequence[Band]:
    """Return a table's rows, anew where texts of two columns stood as close as words."""
    lines = [line for band in bands for line in band.lines]
    parted = signs_joined(parted_at_columns(lines))
    return bands if parted == lines else list(rows_of(parted, separators, leading))


def _titles_taken(above: list[Band]) -> list[Band]:
    """Take from a table the bold texts without columns at its end: the title of the next one."""
    at = len(above)
    while (
        at > 1
        and above[at - 1].bold
        and not above[at - 1].columnar
        and not (above[at - 1].starts_analysis)
    ):
        at -= 1
    titles = above[at:] if any(not band.bold for band in above[:at]) else []
    del above[len(above) - len(titles) :]
    return titles


def _trimmed(bands: Sequence[Band], ruled: set[int], *, opened: bool) -> list[Band]:
    """Drop what stands above the first and below the last row with columns.

    What rules hold stays, an Analys text below the last row too, and in a table that goes on
    from the page before the rest of a text at its top.
    """

    def is_held(band: Band) -> bool:
        return all(id(line) in ruled for line in band.lines)

    rows = [i for i, band in enumerate(bands) if band.columnar or is_held(band)]
    if not rows:
        return list(bands) if opened else []
    first, last = 0 if opened else rows[0], rows[-1]
    while first and _heads_others(
        bands[first - 1].lines[-1],
        [line for band in bands[first:] for line in band.lines][:_ROWS_BELOW],
    ):
        first -= 1
    if last + 1 < len(bands) and all(band.header_like for band in bands[first : last + 1]):
        last += 1  # a header has a row below it, be it the rest of one
    while last + 1 < len(bands) and (
        bands[last + 1].starts_analysis or _is_label_row(bands[last + 1], bands[: last + 1])
    ):
        last += 1
    return list(bands[first : last + 1])


def _is_label_row(band: Band, above: Sequence[Band]) -> bool:
    """Tell whether a band is a label without values: narrow, at a label's place."""
    rows = [other for other in above if other.columnar]
    widest = max((s.x1 for other in rows for s in other.segments[:1]), default=0.0)
    starts = {round(other.segments[0].x0) for other in rows}
    near = above[-1].bottom - band.top <= band.size
    first = band.segments[0]
    return near and round(first.x0) in starts and max(s.x1 for s in band.segments) <= widest


def is_table(bands: Sequence[Band], *, ruled: bool) -> bool:
    """Tell a table from two texts beside each other (sender and addressee of a letter)."""
    if bands[0].known_head:
        return True
    columnar = [band for band in bands if _in_columns(band)]
    if ruled:
        return bool(columnar) and len(columnar) >= SETTINGS.gapped * len(bands) > SETTINGS.gapped
    if len(columnar) <= 1:
        return False
    widest = max(len(line.segments) for band in columnar for line in band.lines)
    last = [max(band.segments, key=lambda s: s.x0).text for band in columnar[1:]]
    values = sum(map(is_value, last))
    if widest >= SETTINGS.columns and (bands[0].bold or values):
        return True
    return values >= SETTINGS.values * len(last) and (bands[0].bold or heads_numbers(columnar))
