"""Tables of indicators and activities that go on with the header of the one before.

A second table of the same columns is often printed without its header, below a text or on the
next page. Belongs here: telling by its cells that a table has the columns of that header. What
a header names is told by ``indicator_columns`` and ``activity_grid``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Cell, GridTable
from pipeline.extract.language.dates import parse_days
from pipeline.extract.language.indicator_headers import NAME, PERIOD
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import is_known, is_period
from pipeline.extract.parsers.activity_grid import activity_columns
from pipeline.extract.parsers.indicator_columns import grid_columns
from pipeline.extract.report import Measure

_CONFIDENCE = 0.9
_DATES = frozenset(("start", "end"))
Row = Sequence[Cell | None]


def with_headers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, tables without a header with that of the known table before them."""
    header: tuple[Cell | None, ...] | None = None
    is_next = False
    for block in blocks:
        if not isinstance(block, GridTable):
            is_next = False
            yield block
        elif grid_columns(block.rows[0]) or activity_columns(block.rows[0]):
            header, is_next = block.rows[0], True
            yield block
        elif header is not None and _has_columns_of(header, block, is_next=is_next):
            sureness = min(block.confidence, _CONFIDENCE)
            yield replace(block, rows=(header, *block.rows), header_rows=1, confidence=sureness)
        else:
            yield block


def _has_columns_of(header: Row, table: GridTable, *, is_next: bool) -> bool:
    """Tell whether all rows of a table hold what a header promises, where they hold something.

    ``is_next`` is whether nothing stands between the header's table and this one.
    """
    if len(header) != len(table.rows[0]):
        return False
    texts = [[squeeze(strip_icon(cell.text)) if cell else "" for cell in row] for row in table.rows]
    rows = [row for row in texts if sum(map(bool, row)) > 1]
    if (indicators := grid_columns(header)) is not None:
        return bool(rows) and all(_is_indicator(r, indicators, is_next=is_next) for r in rows)
    activities = activity_columns(header)
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
        and all(parse_days(text) is not None for text in dates)
    )
