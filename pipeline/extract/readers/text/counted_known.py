"""Tables of indicators and of activities in flow text with one line a cell.

A header may be parted into labels in several ways, and its rows be taken for longer or shorter
ones. All tables of a text that have the same header have the same columns: which way is right is
told by what all their rows say together. So a header of few known words is one too, where enough
rows below such headers fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product, takewhile

from pipeline.extract.document import Cell, Line
from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.line_kinds import STRUCTURE
from pipeline.extract.language.table_heads import head_word
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.readers.text.counted_cells import (
    CONFIDENCE,
    CountedTable,
    HeadRow,
    cell_of,
    empty_at,
    grid_of,
)
from pipeline.extract.readers.text.counted_heads import (
    activity_labels,
    indicator_labels,
    joins_columns,
)
from pipeline.extract.readers.text.counted_rows import (
    is_activity,
    is_bare,
    is_indicator,
    is_untimed,
    row_from,
    tells_columns,
)
from pipeline.extract.readers.text.merged_headers import spread

_ANALYSIS = re.compile(r"^\W*Analys\b")
_JOINED = 0.8
"""How sure columns are where two labels may have been taken for one."""
_LONGEST_ANALYSIS = 12
_MOST_COLUMNS = 18
_LABEL_LINES = 3
_FEWEST_ROWS = 2
"""Rows below headers that are alike, where few of their words are known."""

IsRow = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class _Header:
    """Header rows, what tells the rows below them, and whether that is enough by itself."""

    rows: Sequence[HeadRow]
    is_row: IsRow
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read a table. ``shape`` is the same for tables with the same columns.

    ``cells`` counts what is filled in its ``rows``.
    """

    table: CountedTable
    shape: Hashable
    rows: int
    cells: int
    sure: bool


def known_tables(lines: Sequence[Line]) -> list[CountedTable]:
    """Return the tables of indicators and of activities, in order."""
    ways = {at: found for at in range(len(lines)) if (found := list(_ways(lines, at)))}
    rows: Counter[Hashable] = Counter()
    cells: Counter[Hashable] = Counter()
    for one in (way for found in ways.values() for way in found):
        rows[one.shape] += one.rows
        cells[one.shape] += one.cells

    def best(at: int) -> _Way | None:
        told = (w for w in ways.get(at, ()) if rows[w.shape] >= (1 if w.sure else _FEWEST_ROWS))
        return max(told, key=lambda way: (cells[way.shape], way.table.end), default=None)

    tables: list[CountedTable] = []
    done = 0
    for at in ways:
        way = best(at) if at >= done else None
        below = (best(later) for later in range(at + 1, at + _LABEL_LINES))
        if way and all(cells[w.shape] <= cells[way.shape] for w in below if w):
            tables.append(way.table)
            done = way.table.end
    return tables


def begins_table(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a header with rows that fit it may start on a line."""
    return next(_ways(lines, index), None) is not None


def _ways(lines: Sequence[Line], index: int) -> Iterator[_Way]:
    """Yield the ways to read a table whose header starts on a line.

    It may have a column of icons before the names, and an empty one behind all others.
    """
    if not head_word(lines[index].text):
        return
    for trail, lead in product((0, 1), repeat=2):
        for header in _headers(lines, index, lead):
            begin = index + sum(of.size for of in header.rows)
            size = len(header.rows[-1].cells)
            if trail and (begin >= len(lines) or lines[begin].text.strip()):
                continue
            shape = (lead, size, trail)
            rows, end = _rows(lines, begin + trail, _Body(lines, shape, header.is_row))
            if rows:
                blank = empty_at(lines[index])
                heads = [[*[blank] * lead, *of.cells, *[blank] * trail] for of in header.rows]
                grid = grid_of(lines[index:end], [*heads, *rows], len(heads))
                sure = min(of.confidence for of in header.rows)
                table = CountedTable(index, end, replace(grid, confidence=sure))
                labels = tuple(tuple(cell.text for cell in of.cells) for of in header.rows)
                filled = [sum(bool(cell and cell.text) for cell in row) for row in rows]
                telling = sum(_tells(row[lead:]) for row in rows)
                yield _Way(table, (labels, lead, trail), telling, sum(filled), header.sure)


def _headers(lines: Sequence[Line], index: int, lead: int) -> Iterator[_Header]:
    """Yield the headers that may start on a line."""
    for found in indicator_labels(lines, index):
        sure = _JOINED if joins_columns(found.labels) else CONFIDENCE
        head = HeadRow([cell_of(part) for part in found.labels], sum(map(len, found.labels)), sure)
        is_row = is_untimed if found.timed is None else partial(is_indicator, timed=found.timed)
        yield _Header([head], is_row, found.sure)
    if size := activity_labels(lines, index):
        head = HeadRow([cell_of([line]) for line in lines[index : index + size]], size)
        yield _Header([head], is_activity)
    for merged in _merged_headers(lines, index, lead):
        yield _Header(merged, is_indicator)


def _merged_headers(lines: Sequence[Line], index: int, lead: int) -> Iterator[list[HeadRow]]:
    """Yield headers of indicators in two rows: what merged cells cover is named below them.

    Below a label that stands alone the second row is empty, first of all below "Indikator", and
    so it is below a column of icons.
    """
    if match_single(compact(strip_icon(lines[index].text))) is not NAME:
        return
    filled = takewhile(lambda line: line.text.strip(), lines[index : index + _MOST_COLUMNS])
    head = [cell_of([line]) for line in filled]
    start = index + len(head) + lead
    if any(line.text.strip() for line in lines[start - lead : start]):
        return
    for width in range(len(head) + 1, _MOST_COLUMNS) if len(head) > 1 else ():
        last = [cell_of([line]) for line in lines[start : start + width]]
        cells = spread(head, last) if len(last) == width else None
        if cells and _names_columns(cells, last):
            yield [HeadRow(cells, len(head) + lead), HeadRow(last, width)]


def _names_columns(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether two rows of a header name a column of periods last, and values before it."""
    shared = ""
    names: list[object] = []
    for one, two in zip(above, below, strict=True):
        shared = one.text or (shared if two.text else "")
        names.append(match_single(compact(f"{shared} {two.text}")))
    return names[-1] is PERIOD and sum(name is not None for name in names) > len(names) // 2


@dataclass(frozen=True, slots=True)
class _Body:
    """What tells the rows of a table. ``shape`` is as ``row_from`` takes it."""

    lines: Sequence[Line]
    shape: tuple[int, int, int]
    is_row: IsRow

    def row(self, index: int) -> Sequence[Sequence[Line]]:
        """Return the lines of the cells of the row on a line; none where none starts there."""
        return row_from(self.lines, index, shape=self.shape, is_row=self.is_row)

    def bare_row(self, index: int) -> Sequence[Sequence[Line]]:
        """Return a row without values: it has an icon, or a row or its analysis follows."""
        cells = row_from(self.lines, index, shape=self.shape, is_row=is_bare)
        below = index + sum(map(len, cells))
        if not cells or below >= len(self.lines):
            return ()
        icon = self.shape[0] and self.lines[index].text.strip()
        follows = icon or _ANALYSIS.match(self.lines[below].text) or self.row(below)
        return cells if follows else ()


def _rows(lines: Sequence[Line], index: int, body: _Body) -> tuple[list[list[Cell | None]], int]:
    """Return the rows from a line on, Analys texts among them, and where they end."""
    rows: list[list[Cell | None]] = []
    width, end = sum(body.shape), index
    while index < len(lines):
        if cells := body.row(index) or body.bare_row(index):
            row = [cell_of(cell) for cell in cells]
            rows.append([*row, *[empty_at(lines[-1])] * (width - len(row))])
            index += sum(map(len, cells))
        elif rows and _ANALYSIS.match(lines[index].text):
            stop = _end_of_analysis(lines, index, body.row)
            rows.append([cell_of(lines[index:stop]), *[None] * (width - 1)])
            index = stop
        elif rows and (below := _below_blanks(lines, index, width, body.row)):
            index = below
        else:
            break
        end = index
    return rows, end


def _tells(row: Sequence[Cell | None]) -> bool:
    return tells_columns([cell.text if cell else "" for cell in row])


def _below_blanks(
    lines: Sequence[Line], index: int, width: int, fits: Callable[[int], object]
) -> int:
    """Return where a row starts below blank lines, as many as an empty row has; 0 where none."""
    for at in range(index, min(index + width + 1, len(lines))):
        if lines[at].text.strip():
            return 0
        if fits(at + 1):
            return at + 1
    return 0


def _end_of_analysis(lines: Sequence[Line], index: int, fits: Callable[[int], object]) -> int:
    """Return where an Analys text ends: at the next row, else after its first paragraph."""
    for stop in range(index + 1, min(index + _LONGEST_ANALYSIS, len(lines))):
        if fits(stop):
            return stop
        if STRUCTURE.match(lines[stop].text.strip()):
            break
    alone = strip_icon(squeeze(lines[index].text)).rstrip(":") == "Analys"
    return min(index + 1 + alone, len(lines))
