"""Other tables in text with one line a cell: those of neither indicators nor activities.

A table is found by rows of a label and values below as many lines of header. Rows are the likeliest
path through the lines, as those of indicators are: a cell may be broken over lines, or empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import may_span, opens_header, says_value
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.cell_heads import Head, Known
from pipeline.extract.readers.text.cell_kinds import ColumnKind, LineKind, column_kind
from pipeline.extract.readers.text.cell_rows import Body, Columns, Habits
from pipeline.extract.readers.text.cell_tables import CellText, Found, rows_of, texts_of
from pipeline.extract.readers.text.counted_cells import CountedTable, empty_at, grid_of
from pipeline.extract.readers.text.counted_headers import header_above, may_head
from pipeline.extract.readers.text.counted_odds import Recurring, Rows, label_odds
from pipeline.extract.readers.text.lattice import best_path

_MOST_COLUMNS = 18
_MOST_LINES = 1_000_000
_FIRST_LINES = 1000
"""Lines that ways to read a table's first rows are compared on."""
_FEWEST_GROUPS = 2
_AHEAD, _NO_VALUES = 8, 4
_LEAST = 2.0
_MOST_HEADER, _MOST_BLANK, _MOST_LEFT_OUT, _NEAR, _MOST_ABOVE = 80, 4, 6, 2, 20
_IDLE, _MOST_IDLE, _LEFT, _SMALL_FIRST = -2.0, 2, -5.0, -6.0
"""What speaks against a blank line in a header that is no label, and against each right below
another, a label left above it, and a first row that begins with a small letter."""
_SURE = 0.94
"""How sure such a table is at most. Of 155 in reports in looks drawn by lot six had labels of other
columns (220 of 4,882 cells), most though no other way to read them was near: labels that span
others are printed on a line of their own.
"""
_SELDOM, _TWO_SIDED = -3.0, 6.0
"""Logarithms of odds: a column before the names, a last one of words, or one with nothing in it;
labels that come again on a second side."""
_AS_LABELLED = (
    ColumnKind.COMMENT,
    ColumnKind.TREND,
    ColumnKind.UNIT,
    ColumnKind.WORDS,
    ColumnKind.DAY,
    ColumnKind.PERIOD,
)
_NAMING = (
    LineKind.WORDS,
    LineKind.REST,
    LineKind.LABEL,
    LineKind.PROSE,
    LineKind.PERIOD,
    LineKind.REMARK,
    LineKind.UNIT,
    LineKind.COUNT,
)
_NAME_LINES = 2
_E = ColumnKind.EMPTY
_VALUES = (LineKind.VALUE, LineKind.COUNT)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a table may start on a line: its header above that line, and what its columns hold."""

    header: Rows
    header_size: int
    kinds: tuple[ColumnKind, ...]
    lead: int
    end: int
    score: float


class _Above(NamedTuple):
    """Lines that may be a header's, by number and with what they say; ``odds`` of such lines."""

    kept: Sequence[int]
    lines: Sequence[Line]
    texts: Sequence[str]
    odds: float


_Scored = tuple[tuple[Rows, int], float]
"""A header and how many lines it takes, and how likely it is."""


def other_tables(lines: Sequence[Line], taken: set[int], habits: Habits) -> Iterator[CountedTable]:
    """Yield other tables in order.

    Args:
        lines: All lines of the text.
        taken: Indices of lines that are no part of one.
        habits: How often the text breaks cells, and has empty paragraphs in them.
    """
    finder = _Finder(lines, taken, habits)
    index = done = 0
    while index < len(lines):
        found = finder.best(index, done)
        later = index
        while found and later + 1 < found.end:
            later += 1
            other = finder.best(later, done)
            if other and other.score > found.score:
                found, index = other, later
        if found is None:
            index += 1
            continue
        sure = min(finder.share(found, index, done), _SURE)
        table = finder.table(found, index)
        grid = replace(table.grid, confidence=min(table.grid.confidence, sure))
        yield replace(table, grid=grid)
        index = done = table.end


class _Finder:
    def __init__(self, lines: Sequence[Line], taken: set[int], habits: Habits) -> None:
        self.lines = lines
        self.text = CellText(lines)
        self.texts = ["" if i in taken else squeeze(line.text) for i, line in enumerate(lines)]
        self.habits = habits
        self.ends = _ends(len(lines), taken | _heads_of_years(self.texts))
        self.begins = list(accumulate((i + 1 if i in taken else 0 for i in range(len(lines))), max))
        self.known: dict[tuple[int, int], list[_Way]] = {}
        self.paths: dict[tuple[int, tuple[ColumnKind, ...], int], Found] = {}
        self.bodies: dict[tuple[ColumnKind, ...], Body] = {}
        self.columns: Columns = {}
        self.recurring = Recurring(self.texts)

    def best(self, index: int, done: int) -> _Way | None:
        """Return the likeliest way to start a table on a line; None where none may."""
        if (index, done) not in self.known:
            self.known[index, done] = list(
                self._ways(index, done) if self._may_start(index) else ()
            )
        return max(self.known[index, done], key=lambda way: way.score, default=None)

    def share(self, best: _Way, index: int, done: int) -> float:
        """Return how probable a way is beside others that start near it; like headers are one."""
        scores: dict[tuple[int, tuple[str, ...]], float] = {}
        for at in range(max(done, index - best.header_size), min(best.end, index + _AHEAD)):
            for way in self.known.get((at, done), ()):
                said = tuple(cell.text if cell else "" for row in way.header for cell in row)
                scores[at, said] = max(way.score, scores.get((at, said), way.score))
        return 1 / sum(math.exp(min(score - best.score, 0)) for score in scores.values())

    def _may_start(self, index: int) -> bool:
        kinds = self.text.kinds
        below = kinds[index + 1 : min(index + _MOST_HEADER, self.ends[index])]
        if below[:_NO_VALUES] == [LineKind.BLANK] * _NO_VALUES:  # a row without values
            below = [kind for kind in below if kind is not LineKind.BLANK]
        if kinds[index] not in _NAMING or not any(kind in _VALUES for kind in below[:_AHEAD]):
            return False
        above = (text for text in reversed(self.texts[max(0, index - _MOST_ABOVE) : index]) if text)
        return may_head(next(above, ""))

    def _ways(self, index: int, done: int) -> Iterator[_Way]:
        above = list(self._lines_above(index, done))
        narrower: Sequence[_Scored] = ()
        for width in range(2, _MOST_COLUMNS):
            headers = _different(self._headers(index, width, done, above))
            spaced = *self._spaced(index, narrower), *self._spaced_rows(index, width, done)
            for header, fits in (*headers, *spaced):
                for sides, lead in _shapes(width):
                    if sides == 1 or _is_two_sided(header[0]):
                        yield from self._ways_below(index, header, fits, sides, lead)
            narrower = headers

    def _ways_below(
        self, index: int, header: tuple[Rows, int], fits: float, sides: int, lead: int
    ) -> Iterator[_Way]:
        for kinds, odds in _kinds(header[0], lead, sides):
            found = self._path(index, kinds, _FIRST_LINES)
            way = _Way(*header, kinds, lead, found.end, found.score + odds + fits)
            if way.score > _LEAST and self._is_table(way, found):
                yield way

    def _lines_above(self, index: int, done: int) -> Iterator[_Above]:
        """Yield the lines that a header above one may have, and that one.

        A blank line among them may be an empty paragraph of a label, and no label.
        """
        start = max(done, self.begins[index], index - _MOST_HEADER)
        blank = [at for at in range(start, index) if not self.texts[at]][-_MOST_LEFT_OUT:]
        ways = [(), *((at,) for at in blank[-_MOST_BLANK:]), tuple(blank[-_MOST_BLANK:-1])]
        ways += [tuple(blank[at:]) for at in range(len(blank))]
        for left_out in dict.fromkeys(ways):
            kept = [at for at in range(start, index + 1) if at not in left_out]
            lines, texts = [self.lines[at] for at in kept], [self.texts[at] for at in kept]
            runs = sum(at - 1 in left_out for at in left_out)
            yield _Above(kept, lines, texts, _IDLE * (min(len(left_out), _MOST_IDLE) + runs))

    def _headers(
        self, index: int, width: int, done: int, above: Sequence[_Above]
    ) -> Iterator[_Scored]:
        """Yield headers above a line, and how likely each is."""
        for kept, lines, texts, idle in above:
            found = header_above(lines, texts, len(kept) - 1, width, 0)
            if found is not None:
                first = kept[len(kept) - 1 - found[1]]
                yield (found[0], index - first), self._odds(found[0], first, index, done) + idle

    def _odds(self, header: Rows, first: int, index: int, done: int) -> float:
        """Return what speaks for lines from ``first`` on as a header above the line ``index``."""
        near = (text for text in self.texts[max(done, first - _NEAR) : first][::-1] if text)
        last = next(near, "")
        odds = label_odds(header, last) + self.recurring.odds(first, index)
        odds += _LEFT * may_span(last)
        return odds + _SMALL_FIRST * (self.texts[index][:1].islower())

    def _spaced(self, index: int, narrower: Sequence[_Scored]) -> Iterator[_Scored]:
        """Yield headers of one row with one more label, a blank line: its column is empty."""
        for (header, size), odds in narrower:
            ends = [cell.place.line_end or 0 for cell in header[0] if cell]
            blank = [
                at
                for at in range(index - size, index)
                if not self.texts[at] and ends[0] < self.lines[at].number < ends[-1]
            ]
            if len(header) > 1 or len(blank) != 1:
                continue
            empty = empty_at(self.lines[blank[0]])
            cells = [*header[0]]
            cells.insert(sum(end < self.lines[blank[0]].number for end in ends), empty)
            yield ([cells], size), odds + _SELDOM - _IDLE

    def _spaced_rows(self, index: int, width: int, done: int) -> Iterator[_Scored]:
        """Yield headers of two rows with a column that is empty in both and in the first row."""
        start = index - width
        if start < max(done, self.begins[index]):
            return
        for column in range(1, width):
            here = self.texts[index + column : index + column + _NAME_LINES]
            if self.texts[start + column] or all(here):
                continue
            first = max(done, self.begins[index], start - width)
            blank = [at for at in range(first, start) if not self.texts[at]]
            for above in blank[-_MOST_BLANK:]:
                kept = [at for at in range(first, index + 1) if at not in (above, start + column)]
                lines, texts = [self.lines[at] for at in kept], [self.texts[at] for at in kept]
                found = header_above(lines, texts, len(kept) - 1, width - 1, 0)
                if found is None or len(found[0]) == 1:
                    continue
                begin = kept[len(kept) - 1 - found[1]]
                if begin < above and (rows := _with_empty(found[0], column, self.lines[above])):
                    odds = self._odds(found[0], begin, index, done)
                    yield (rows, index - begin), odds + _SELDOM

    def _body(self, kinds: tuple[ColumnKind, ...]) -> Body:
        if kinds not in self.bodies:
            habits = Habits(kinds, self.habits.wrapped, self.habits.idle)
            self.bodies[kinds] = Body(self.text.texts, self.text.kinds, habits, alike=self.columns)
        return self.bodies[kinds]

    def _path(self, index: int, kinds: tuple[ColumnKind, ...], most: int) -> Found:
        if (index, kinds, most) not in self.paths:
            body = self._body(kinds)
            head = Head(index, index, kinds, (), (), 0.0, Known((), ()))
            end = min(self.ends[index], index + most)
            found = Found(head, best_path(index, end, body.steps))
            self.paths[index, kinds, most] = found
        return self.paths[index, kinds, most]

    def _is_table(self, way: _Way, found: Found) -> bool:
        rows = list(texts_of(self.text, found, len(way.kinds)))
        start = found.head.end - way.header_size
        whole = len(rows) > 1 or len(way.header) > 1 or opens_header(self.lines, start)
        return whole and _are_rows(rows, way)

    def table(self, way: _Way, index: int) -> CountedTable:
        """Return the table that starts so."""
        found = self._path(index, way.kinds, _MOST_LINES)
        rows = rows_of(self.text, found, self._body(way.kinds))
        start = index - way.header_size
        end = min(found.end, self.text.size)
        grid = grid_of(self.text.lines[start : found.end], [*way.header, *rows], len(way.header))
        return CountedTable(start, end, grid)


def _with_empty(header: Rows, column: int, line: Line) -> Rows | None:
    """Return two header rows with an empty column more, which stands on a line of the first.

    None where that line stands among other labels of the first row than the column does.
    """
    labels = [(at, cell) for at, cell in enumerate(header[0]) if cell and cell.text]
    before = [at for at, cell in labels if (cell.place.line_end or 0) < line.number]
    behind = [at for at, _ in labels[len(before) :]]
    if not before or not before[-1] < column <= min(behind, default=len(header[0])):
        return None
    empty = empty_at(line)
    return [[*row[:column], empty, *row[column:]] for row in header]


def _different(headers: Iterable[_Scored]) -> list[_Scored]:
    """Return headers that say different things, each as it is likeliest."""
    best: dict[object, _Scored] = {}
    for one in headers:
        (rows, size), odds = one
        said = size, tuple(cell and (cell.text, cell.columns) for row in rows for cell in row)
        if said not in best or odds > best[said][1]:
            best[said] = one
    return list(best.values())


def _heads_of_years(texts: Sequence[str]) -> set[int]:
    """Return where headers begin whose labels are a year and those after it: no row is of these."""
    years = [int(text) if is_year(text) else None for text in texts]
    return {
        at
        for at, (text, one, two) in enumerate(zip(texts, years[1:], years[2:], strict=False))
        if text and years[at] is None and one is not None and two is not None and two == one + 1
    }


def _ends(size: int, taken: set[int]) -> list[int]:
    """Return for each line where the next one stands that is no part of a table begun before."""
    ends = [size + 1] * (size + 1)
    for at in range(size - 1, -1, -1):
        ends[at] = at if at in taken else ends[at + 1]
    return ends


def _shapes(width: int) -> Iterator[tuple[int, int]]:
    """Yield how many sides a table may have, and columns of numbers or groups before names."""
    yield 1, 0
    if not width % 2 and width > len(("name", "name")):
        yield 2, 0
    if width > len(("group", "name", "value")):
        yield 1, 1


def _kinds(header: Rows, lead: int, sides: int) -> Iterator[tuple[tuple[ColumnKind, ...], float]]:
    """Yield what columns may hold below a header, and how likely: the last may be of words."""
    labels = [cell.text if cell else "" for cell in header[-1]]
    above = [cell.text if cell else "" for cell in header[0]]
    half = (len(labels) - lead) // sides
    made: list[ColumnKind] = []
    for at, label in enumerate(labels):
        if at < lead:
            made.append(ColumnKind.WORDS)
        elif not (at - lead) % half:
            made.append(ColumnKind.SIDE if ColumnKind.ROW in made else ColumnKind.ROW)
        else:
            kind = column_kind(label or above[at])
            empty = kind is ColumnKind.EMPTY and len(header) == 1
            made.append(kind if kind and (kind in _AS_LABELLED or empty) else ColumnKind.AMOUNT)
    odds = _SELDOM * lead + _TWO_SIDED * (sides - 1)
    bare = [at for at, (one, two) in enumerate(zip(labels, above, strict=True)) if not one + two]
    if len(header) > 1 and bare:
        yield tuple(_E if at in bare else kind for at, kind in enumerate(made)), odds
    yield tuple(made), odds
    if sides == 1 and made[-2:] == [ColumnKind.AMOUNT] * 2:
        yield (*made[:-1], ColumnKind.WORDS), odds + _SELDOM


def _are_rows(rows: Sequence[Sequence[str | None]], way: _Way) -> bool:
    """Tell whether rows are a table's: some have values, and a group is not all there is."""
    valued = any(text is not None and says_value(text) for row in rows for text in row[1:])
    groups = sum(len(row) > 1 and row[1] is None for row in rows)
    starts = bool(rows) and rows[0][1] is None and groups < _FEWEST_GROUPS and not way.lead
    return valued and not starts and _leads(rows, way.lead)


def _leads(rows: Sequence[Sequence[str | None]], lead: int) -> bool:
    """Tell whether what stands before the names are numbers or codes, or groups of rows.

    Numbers differ in all rows; a group is named once for several, and is no value.
    """
    if not lead:
        return True
    before = [row[0] for row in rows if row[0] is not None and row[1]]
    filled = [text for text in before if text]
    numbered = all(text.rstrip(".)").isalnum() and text[:1].isalnum() for text in filled)
    counted = numbered and all(any(map(str.isdigit, text)) for text in filled)
    grouped = len(filled) < len(before) and not any(map(says_value, filled))
    heads = bool(before) and bool(before[0]) and len({*filled}) == len(filled) > 1
    return heads and (counted or (grouped and all(may_head(text.rstrip("?")) for text in filled)))


def _is_two_sided(header: Rows) -> bool:
    """Tell whether both halves of a header name the same columns, as of a balance sheet."""
    half = len(header[0]) // 2
    texts = [[cell.text if cell else "" for cell in row] for row in header]
    return all(row[1:half] == row[half + 1 :] for row in texts) and any(
        row[0] != row[half] for row in texts
    )
