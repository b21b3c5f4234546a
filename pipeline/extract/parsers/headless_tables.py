"""Tables that go on with the header of the one before.

A second table of the same columns is often printed without its header, below a text or on the
next page. Belongs here: telling by its cells that a table has the columns of that header. What
a header names is told by ``indicator_columns`` and ``activity_grid``; a table of other things
goes on only right below, where its cells are of the kinds that stand above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Cell, GridTable, merge_places
from pipeline.extract.language.dates import parse_days, parse_span
from pipeline.extract.language.indicator_headers import NAME, PERIOD
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import is_known, is_period, parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.parsers.activity_grid import activity_columns
from pipeline.extract.parsers.indicator_columns import grid_columns
from pipeline.extract.report import Measure

_CONFIDENCE = 0.9
_DATES = frozenset(("start", "end", "span"))
Row = Sequence[Cell | None]


def with_headers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, tables without a header with that of the known table before them."""
    header: tuple[Cell | None, ...] | None = None
    is_next = False
    other: GridTable | None = None
    for block in blocks:
        if other is not None and isinstance(block, GridTable) and _goes_on(other, block):
            other = _joined(other, block)
            continue
        if other is not None:
            yield other
            other = None
        if not isinstance(block, GridTable):
            is_next = False
            yield block
        elif grid_columns(block.rows[0], below=block.rows[1:]) or activity_columns(
            block.rows[0], block.rows[1:]
        ):
            header, is_next = block.rows[0], True
            yield block
        elif header is not None and _has_columns_of(header, block, is_next=is_next):
            sureness = min(block.confidence, _CONFIDENCE)
            yield replace(block, rows=(header, *block.rows), header_rows=1, confidence=sureness)
        else:
            other = block
    if other is not None:
        yield other


def _goes_on(above: GridTable, table: GridTable) -> bool:
    """Tell whether a table has no header, and in every column what stands there above it.

    A header names values of the first table; the second one begins with values at once.
    """
    if table.header_rows or len(above.rows[0]) != len(table.rows[0]):
        return False
    size = max(above.header_rows, 1)
    opening = _kinds(table.rows[0])
    if any(number for number, _ in _kinds(above.rows[0])) or opening[0][0]:
        return False
    below = [_kinds(row) for row in above.rows[size:]]
    valued = [any(known for _, known in column) for column in zip(*below, strict=True)]
    return any(number for number, _ in opening) and all(
        there or not number for there, (number, _) in zip(valued, opening, strict=False)
    )


def _kinds(row: Row) -> list[tuple[bool, bool]]:
    """Tell of every place of a row whether a number or a day stands there, or any value."""
    texts = [squeeze(strip_icon(cell.text)) if cell else "" for cell in row]
    parsed = [parse_cell(text) if text and not is_year(text) else None for text in texts]
    numbers = [
        (one is not None and one.value is not None)
        or ((days := parse_days(text)) is not None and days.exact)
        for one, text in zip(parsed, texts, strict=True)
    ]
    return [(n, n or is_known(text)) for n, text in zip(numbers, texts, strict=True)]


def _joined(above: GridTable, table: GridTable) -> GridTable:
    """Return both tables as one; how surely the second goes on is said of its cells."""
    rows = tuple(
        tuple(cell and replace(cell, confidence=min(cell.confidence, _CONFIDENCE)) for cell in row)
        for row in table.rows
    )
    place = merge_places([above.place, table.place])
    return replace(above, rows=(*above.rows, *rows), place=place)


def _has_columns_of(header: Row, table: GridTable, *, is_next: bool) -> bool:
    """Tell whether all rows of a table hold what a header promises, where they hold something.

    ``is_next`` is whether nothing stands between the header's table and this one.
    """
    if len(header) != len(table.rows[0]):
        return False
    texts = [[squeeze(strip_icon(cell.text)) if cell else "" for cell in row] for row in table.rows]
    rows = [row for row in texts if sum(map(bool, row)) > 1]
    if (indicators := grid_columns(header, below=table.rows)) is not None:
        return bool(rows) and all(_is_indicator(r, indicators, is_next=is_next) for r in rows)
    activities = activity_columns(header, table.rows)
    return bool(rows) and activities is not None and all(_is_activity(r, activities) for r in rows)


def _is_indicator(
    row: Sequence[str], columns: Mapping[int, Measure | str], *, is_next: bool
) -> bool:
    """A row with a name, a period, and values or remarks.

    Without a column of periods it may be any; only right below does it need none.
    """
    named = [row[at] for at, column in columns.items() if column == NAME]
    timed = [row[at] for at, column in columns.items() if column == PERIOD]
    values = [row[at] for at, column in columns.items() if isinstance(column, Measure) and row[at]]
    return (
        all(text and not is_known(text) for text in named)
        and (bool(timed) or is_next)
        and all(map(is_period, timed))
        and bool(values)
        and all(map(is_known, values))
    )


def _is_activity(row: Sequence[str], columns: Mapping[str, int]) -> bool:
    dates = [row[at] for kind, at in columns.items() if kind in _DATES and row[at]]
    name = row[columns["text"]]
    return (
        bool(name)
        and not is_known(name)
        and bool(dates)
        and all(parse_days(text) or parse_span(text)[0] for text in dates)
    )
