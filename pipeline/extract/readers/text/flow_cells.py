"""Flow text with one line a cell, blank where it is empty: what Word saves as plain text.

No column is lost in it: every row has as many lines as its table has columns. Tables of
indicators and activities are found by their headers; where they fit, other tables are
found by rows of a label and values below as many lines of header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Cell, Line
from pipeline.extract.language.line_kinds import (
    COLUMN_WORD,
    STRUCTURE,
    may_span,
    opens_header,
    says_value,
)
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import is_period, is_unit, parse_date
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.head_spans import spans_over
from pipeline.extract.readers.text.cell_kinds import LineKind, kind_of
from pipeline.extract.readers.text.cell_tables import cell_tables
from pipeline.extract.readers.text.counted_cells import (
    CONFIDENCE,
    CountedTable,
    HeadRow,
    cell_of,
    empty_at,
    grid_of,
)
from pipeline.extract.readers.text.counted_heads import labels_above, repeated_labels
from pipeline.extract.readers.text.flow_known import Region, header_end_of, known_regions
from pipeline.extract.readers.text.merged_headers import spread

_SENTENCE = re.compile(r"[.!?:;]$")
_LONGEST_LABEL = 120
_MOST_COLUMNS = 18
_LONGEST_GROUP = 60
_FEWEST_GROUPS = 2
_YEAR_ENDS = re.compile(r"20\d\d$")
_MOST_INSIDE = 0.6
_UNTOLD = 0.9
"""Of labels above others one heads the names, and which is not told."""
_MOST_WRAPPED, _ENOUGH_ROWS = 0.3, 20
"""The share of rows with a cell of several lines, at most: a text that wraps cells prints no line
a cell (half of the rows of one that does, hardly one of others). Few rows show nothing."""
_SURELY_COUNTED = 0.9
"""Cells that are less sure may have a blank line that is no cell."""
_CARD_LABELS, _CARD_LINES = 4, 3


def find_counted(lines: Sequence[Line]) -> list[list[CountedTable]]:
    """Return the ways to find tables in order; none where a text does not print its cells so.

    Where rows of indicators and activities mostly end outside of the tables, or many have cells of
    several lines, no line is a cell.
    Where their cells are broken, lines of other tables may be counted or not: rows that do not
    fit would be lost.
    """
    known = cell_tables(lines)
    taken = {i for table in known for i in range(table.start, table.end)}
    if not known or not _are_most_inside(lines, known_regions(lines), taken) or _wraps(known):
        return []
    other = _other_tables(lines, taken | set(_of_cards(lines)))
    whole = sorted((*known, *other), key=lambda table: table.start)
    return [whole, known] if _has_broken_cells(known) else [whole]


def _has_broken_cells(tables: Sequence[CountedTable]) -> bool:
    """Tell whether some cell takes more lines than one: then counting lines may go wrong.

    Labels are wrapped by hand more often than cells.
    """
    cells = (cell for row in _body(tables) for cell in row if cell)
    return any(cell.confidence < _SURELY_COUNTED or "\n" in cell.place.text for cell in cells)


def _wraps(tables: Sequence[CountedTable]) -> bool:
    """Tell whether a text wraps its cells: many rows have one of several lines."""
    wrapped = [any(cell and "\n" in cell.place.text for cell in row) for row in _body(tables)]
    return len(wrapped) >= _ENOUGH_ROWS and sum(wrapped) > _MOST_WRAPPED * len(wrapped)


def _body(tables: Sequence[CountedTable]) -> Iterator[Sequence[Cell | None]]:
    """Yield the rows below headers that are no one cell over all columns."""
    for grid in (table.grid for table in tables):
        yield from (row for row in grid.rows[grid.header_rows :] if None not in row)


def _are_most_inside(lines: Sequence[Line], regions: Sequence[Region], taken: set[int]) -> bool:
    """Tell whether most rows of regions end inside of tables: else cells are no lines here."""
    body: Iterable[int] = range(len(lines))
    if regions:
        body = (at for r in regions for at in range(header_end_of(lines, r.start), r.end))
    ends = [at for at in body if is_period(lines[at].text) or parse_date(lines[at].text)]
    return sum(at in taken for at in ends) >= _MOST_INSIDE * len(ends)


def _of_cards(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines of cards: known labels by turns with what each says."""
    labels = [at for at, line in enumerate(lines) if kind_of(line.text) is LineKind.LABEL]
    runs: list[list[int]] = []
    for at in labels:
        if runs and 1 < at - runs[-1][-1] <= _CARD_LINES:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        if len(run) >= _CARD_LABELS:
            yield from range(run[0], run[-1] + _CARD_LINES)


# --- other tables -------------------------------------------------------------------------------


def _other_tables(lines: Sequence[Line], taken: set[int]) -> Iterator[CountedTable]:
    texts = ["" if i in taken else squeeze(line.text) for i, line in enumerate(lines)]
    index = done = 0
    while index < len(lines):
        found = _largest_way(lines, texts, index, done)
        later = index
        while found and later + 1 < index + found.size:
            later += 1
            other = _largest_way(lines, texts, later, done)
            if other and other.size > found.size:
                found, index = other, later
        if found is None:
            index += 1
            continue
        start, end = index - found.header_size, index + found.size
        grid = grid_of(lines[start:end], [*found.header, *found.rows], len(found.header))
        yield CountedTable(start, end, grid)
        index = done = end


@dataclass(frozen=True, slots=True)
class _Way:
    """How a table may start on a line: its rows, and the header above that line.

    ``size`` and ``header_size`` count lines.
    """

    header: Sequence[Sequence[Cell | None]]
    header_size: int
    rows: Sequence[Sequence[Cell | None]]
    size: int
    sides: int


def _largest_way(lines: Sequence[Line], texts: Sequence[str], index: int, done: int) -> _Way | None:
    ways = [
        _Way(*header, rows, size, sides)
        for width in range(2, _MOST_COLUMNS)
        for sides, lead in _shapes(width)
        if (found := _rows_from(lines, texts, index, _Shape(width, sides, lead)))
        for rows, size in (found,)
        if (header := _header(lines, texts, index, width, done))
        and (len(rows) > 1 or len(header[0]) > 1 or opens_header(lines, index - header[1]))
        and (sides == 1 or _is_two_sided(header[0]))
    ]
    return max(ways, key=lambda way: (way.size, way.sides), default=None)


@dataclass(frozen=True, slots=True)
class _SpanRow:
    """A header row of ``size`` lines, whose cells span others."""

    cells: list[Cell | None]
    size: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table's columns: ``lead`` of them before the names, and ``sides`` halves."""

    width: int
    sides: int
    lead: int


def _shapes(width: int) -> Iterator[tuple[int, int]]:
    """Yield how many sides a table may have, and columns of numbers or groups before names."""
    yield 1, 0
    if not width % 2:
        yield 2, 0
    if width > len(("group", "name", "value")):
        yield 1, 1


def _rows_from(
    lines: Sequence[Line], texts: Sequence[str], index: int, shape: _Shape
) -> tuple[list[list[Cell | None]], int] | None:
    """Return the rows that start here and how many lines they take; None where none does.

    A total may stand over the columns before the names, and is printed once.
    """
    rows: list[list[Cell | None]] = []
    whole = size = groups = 0
    at = index
    while at < len(texts):
        for merged in range(shape.lead + 1):
            row = texts[at : at + shape.width - merged]
            has_values = _has_values(row, shape, merged)
            if has_values is not None:
                break
        else:
            if not _names_group(texts, at, shape):
                break
            over_all = replace(cell_of([lines[at]]), columns=shape.width)
            rows.append([over_all, *[None] * (shape.width - 1)])
            groups += 1
            at += 1
            continue
        cells: list[Cell | None] = [cell_of([line]) for line in lines[at : at + len(row)]]
        if merged and cells[0]:
            cells[:1] = [replace(cells[0], columns=merged + 1), None]
        rows.append(cells)
        at += len(row)
        if has_values:
            whole, size = len(rows), at - index
    if rows and len(rows[0]) > 1 and rows[0][1] is None and groups < _FEWEST_GROUPS:
        return None  # what stands below a header may be its last label
    return (rows[:whole], size) if whole and _leads(rows[:whole], shape) else None


def _names_group(texts: Sequence[str], at: int, shape: _Shape) -> bool:
    """Tell whether a line is a cell over all columns, with a row of values right below it."""
    text = texts[at]
    if shape.lead or shape.sides > 1 or len(text) > _LONGEST_GROUP or not text[:1].isupper():
        return False
    if not _may_head(text) or STRUCTURE.match(text) or COLUMN_WORD.search(text):
        return False
    return bool(_has_values(texts[at + 1 : at + 1 + shape.width], shape, 0))


def _has_values(row: Sequence[str], shape: _Shape, merged: int) -> bool | None:
    """Tell whether a row has values; None where it is no row that fits.

    A row is a label and values, once or on two sides. Sub-headings have no values; one side
    of a row may be empty.
    """
    if len(row) < shape.width - merged:
        return None
    first = shape.lead - merged
    half = (len(row) - first) // shape.sides
    labels = [row[i] for i in range(first, len(row), half)]
    values = [row[i] for i in range(first, len(row)) if (i - first) % half and row[i]]
    if first and not labels[0] and not says_value(row[0]):
        labels = [row[0]]
    named = all(_may_head(label) for label in labels if label) and any(labels)
    if not named or (shape.sides == 1 and not labels[0]) or not _are_values(values):
        return None
    if not values and (is_year(labels[0]) or shape.lead):
        return None
    return bool(values)


def _are_values(texts: Sequence[str]) -> bool:
    """Tell whether filled cells are values; a number like a year is one among others."""
    values = sum(map(says_value, texts))
    return all(says_value(text) or (is_year(text) and values * 2 > len(texts)) for text in texts)


def _leads(rows: Sequence[Sequence[Cell | None]], shape: _Shape) -> bool:
    """Tell whether what stands before the names are numbers or codes, or groups of rows.

    Numbers differ in all rows; a group is named once for several, and is no value.
    """
    if not shape.lead:
        return True
    before = [row[0].text for row in rows if row[0] and row[1] and row[1].text]
    filled = [text for text in before if text]
    numbered = all(text.rstrip(".)").isalnum() and text[:1].isalnum() for text in filled)
    counted = numbered and all(any(map(str.isdigit, text)) for text in filled)
    grouped = len(filled) < len(before) and not any(map(says_value, filled))
    heads = bool(before) and bool(before[0]) and len({*filled}) == len(filled) > 1
    return heads and (counted or (grouped and all(map(_may_head, filled))))


def _is_two_sided(header: Sequence[Sequence[Cell | None]]) -> bool:
    """Tell whether both halves of a header name the same columns, as of a balance sheet."""
    half = len(header[0]) // 2
    texts = [[cell.text if cell else "" for cell in row] for row in header]
    return all(row[1:half] == row[half + 1 :] for row in texts) and any(
        row[0] != row[half] for row in texts
    )


def _header(
    lines: Sequence[Line], texts: Sequence[str], index: int, width: int, done: int
) -> tuple[list[Sequence[Cell | None]], int] | None:
    """Return the header rows above a table's first row and how many lines they take."""
    if start_wide := _spanned(lines, texts, index, width, done):
        return start_wide
    if labels := labels_above(texts, index, width, done):
        cells = [cell_of([lines[line.number] for line in part]) for part in labels]
        if all(_may_head(cell.text) for cell in cells):
            return [cells], index - labels[0][0].number
    start = index - width
    if times := repeated_labels(texts, index, width, done):
        return _over_repeated(lines, texts, start, width, times), width + times
    if start < done:
        return None
    last = [cell_of([line]) for line in lines[start:index]]
    if not last[0].text and all(is_unit(cell.text) for cell in last[1:] if cell.text):
        named_above = _header(lines, texts, start, width, done)
        return ([*named_above[0], last], named_above[1] + width) if named_above else None
    spanning = list(_headers_above(lines, last, start, done)) if not last[0].text else []
    if spanning:
        first = min(spanning, key=_label_is_column)
        return [first.cells, last], width + first.size
    named = all(_may_head(text) for text in texts[start + 1 : index])
    if named and (wide := _spanning_above(lines, texts, start, done, last)):
        return [wide.cells, last], width + wide.size
    return ([last], width) if named else None


def _spanned(
    lines: Sequence[Line], texts: Sequence[str], index: int, width: int, done: int
) -> tuple[list[Sequence[Cell | None]], int] | None:
    """Return labels of a line each below a row that spans them and leaves several columns out.

    Its blank lines are more than what stands between paragraphs.
    """
    start = index - width
    if start < done or not all(map(_may_head, texts[start:index])):
        return None
    last = [cell_of([line]) for line in lines[start:index]]
    wide = _spanning_above(lines, texts, start, done, last)
    if wide is None or texts[start - wide.size + 1]:
        return None
    return [wide.cells, last], width + wide.size


def _over_repeated(
    lines: Sequence[Line], texts: Sequence[str], start: int, width: int, times: int
) -> list[Sequence[Cell | None]]:
    """Return the rows of a header whose second one repeats labels, below as many others.

    The label of the names is printed before these or behind them: it is the one that spans
    nothing. Where that is not told the first is, and no column is sure.
    """
    first, *_, last = (may_span(texts[at]) for at in range(start - times, start + 1))
    over = [cell_of([line]) for line in lines[start - times : start + 1]]
    label = over.pop(-1 if first and not last else 0)
    sure = CONFIDENCE if first != last else _UNTOLD
    blanks = [empty_at(lines[start])] * ((width - 1) // times - 1)
    spans = [cell for one in over for cell in (replace(one, confidence=sure), *blanks)]
    below = [
        empty_at(lines[start]),
        *(cell_of([line]) for line in lines[start + 1 : start + width]),
    ]
    return [[label, *spans], below]


def _spanning_above(
    lines: Sequence[Line], texts: Sequence[str], start: int, done: int, last: Sequence[Cell]
) -> _SpanRow | None:
    """Return the row above labels of all columns, where it only says what spans some of them.

    It begins with an empty cell, as all others are that span nothing.
    """
    for size in range(2, min(len(last), start - done)):
        above = texts[start - size : start]
        apart = start - size == done or texts[start - size - 1]
        if above[0] or not any(above) or not apart:
            continue
        labels = [text for text in above if text]
        several = len(labels) > 1 or len(above) - len(labels) > 1  # else it may be a title
        if not all(may_span(text) or (several and COLUMN_WORD.search(text)) for text in labels):
            return None
        found = spans_over(above, [cell.text for cell in last])
        if not found or _repeats_below(found.sizes, [cell.text for cell in last]):
            continue
        cells: list[Cell | None] = []
        for line, columns in zip(lines[start - size : start], found.sizes, strict=True):
            wide = replace(cell_of([line]), columns=columns, confidence=found.confidence)
            cells += [wide, *[None] * (columns - 1)]
        return _SpanRow(cells, size)
    return None


def _repeats_below(sizes: Sequence[int], below: Sequence[str]) -> bool:
    """Tell whether a label would stand over the same label twice."""
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    under = [below[at : at + size] for at, size in zip(starts, sizes, strict=True)]
    return any(len({*part}) < len(part) for part in under)


def _headers_above(
    lines: Sequence[Line], last: Sequence[Cell], start: int, done: int
) -> Iterator[HeadRow]:
    """Yield the rows that may stand above a header's last row, which has no label."""
    texts = [squeeze(line.text) for line in lines[:start]]
    if labels := labels_above(texts, start, len(last), done):
        cells = [cell_of([lines[line.number] for line in part]) for part in labels]
        yield HeadRow(cells, start - labels[0][0].number)
        return
    for size in range(2, min(len(last), start - done) + 1):
        above = [cell_of([line]) for line in lines[start - size : start]]
        columns = all(COLUMN_WORD.search(cell.text) for cell in above[1:])
        blank = not above[0].text and (columns or size == len(last))
        named = all(_may_head(cell.text) for cell in above[blank:])
        named = named and not is_year(above[0].text)
        opens = blank or columns or opens_header(lines, start - size)
        if not named or not opens:
            continue
        if over := above if size == len(last) else spread(above, last):
            yield HeadRow(over, size)


def _label_is_column(header: HeadRow) -> bool:
    """Tell whether a header's label names a column: then the label stands above it."""
    text = header.cells[0].text
    named = COLUMN_WORD.match(text) or _YEAR_ENDS.search(text)
    return bool(named) and not is_unit(text)


def _may_head(text: str) -> bool:
    is_label = bool(text) and not says_value(text) and not _SENTENCE.search(text)
    return is_year(text) or (is_label and len(text) <= _LONGEST_LABEL)
