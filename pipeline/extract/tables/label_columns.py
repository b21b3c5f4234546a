"""Tables whose rows are named in the last column, in one between numbers, or on another sheet.

Belongs here: putting the names of rows first, where ``grid_tables`` expects them. Which columns
further right name what stands behind them (a balance sheet of two sides) is told there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.document import Block, Cell, GridTable
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import is_blank_mark, parse_cell, to_number
from pipeline.extract.language.years import is_year

_CONFIDENCE = 0.95
_OTHER_SHEET = 0.8
_FEWEST_ROWS = 2
_MOSTLY_DISTINCT = 0.5


def labels_first(table: GridTable) -> GridTable:
    """Return a table with the only column of names first, where numbers stand left of it.

    Years and numbers that count rows may name rows themselves, and stay where they are.
    """
    size = max(table.header_rows, 1)
    columns = _columns(table.rows[size:])
    worded = [at for at, texts in enumerate(columns) if not _are_values(texts)]
    parted = any(
        cell is None or (cell.rows, cell.columns) != (1, 1) for row in table.rows for cell in row
    )
    if parted or len(worded) != 1 or worded[0] == 0 or _may_name_rows(columns[0]):
        return table
    (at,) = worded
    if not _are_names(columns[at]) or not _text(table.rows[0][0]):
        return table
    rows = tuple((row[at], *row[:at], *row[at + 1 :]) for row in table.rows)
    return replace(table, rows=rows, confidence=min(table.confidence, _CONFIDENCE))


def with_names_beside(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, a wide sheet's next page with the names of its rows.

    A table of numbers only, at once below another one on the page before, with as many rows
    and other headers, has the rows of that one.
    """
    named: list[Block] = []
    for block in blocks:
        last = named[-1] if named else None
        if isinstance(last, GridTable) and isinstance(block, GridTable) and _beside(last, block):
            named.append(_with_names_of(last, block))
        else:
            named.append(block)
    return tuple(named)


def _with_names_of(first: GridTable, second: GridTable) -> GridTable:
    rows = tuple(
        (one[0] and replace(one[0], confidence=_OTHER_SHEET), *other)
        for one, other in zip(first.rows, second.rows, strict=True)
    )
    return replace(second, rows=rows, confidence=min(second.confidence, _OTHER_SHEET))


def _beside(first: GridTable, second: GridTable) -> bool:
    size = max(first.header_rows, 1)
    headers = [_text(cell) for cell in second.rows[0]]
    columns = _columns(second.rows[size:])
    return (
        len(first.rows) == len(second.rows) > size + 1
        and size == max(second.header_rows, 1)
        and (first.place.page or 0) + 1 == second.place.page
        and _are_names(_columns(first.rows[size:])[0])
        and all(headers)
        and not {*headers} & {_text(cell) for cell in first.rows[0]}
        and all(map(_are_values, columns))
        and not _may_name_rows(columns[0])
    )


def are_no_names(texts: Sequence[str]) -> bool:
    """Tell whether what stands where rows have their names are amounts: none names a row."""
    filled = [text for text in texts if text]
    return len(filled) >= _FEWEST_ROWS and _are_values(filled) and not _may_name_rows(filled)


def _text(cell: Cell | None) -> str:
    return squeeze(strip_icon(cell.text)) if cell else ""


def _columns(rows: Sequence[Sequence[Cell | None]]) -> list[list[str]]:
    width = len(rows[0]) if rows else 0
    return [[text for row in rows if (text := _text(row[at]))] for at in range(width)]


def _are_values(texts: Sequence[str]) -> bool:
    parsed = [parse_cell(text) for text in texts]
    return all(
        one is not None and (one.value is not None or is_blank_mark(one.text)) for one in parsed
    )


def _are_names(texts: Sequence[str]) -> bool:
    return (
        len(texts) >= _FEWEST_ROWS
        and not any(_are_values([text]) for text in texts)
        and len({*texts}) > _MOSTLY_DISTINCT * len(texts)
    )


def _may_name_rows(texts: Sequence[str]) -> bool:
    """Tell whether values may be names of rows: years, codes, or numbers that rise by one."""
    numbers = [to_number(text) for text in texts]
    if len(texts) < _FEWEST_ROWS or all(map(is_year, texts)):
        return True
    if any("," in text or " " in text or text[:1] in "-–−" for text in texts):
        return False
    whole = [number for number in numbers if number is not None]
    rising = all(two > one for one, two in pairwise(whole))
    return len(whole) < len(texts) or rising
