"""Minus signs that stand in a column of their own, left of their numbers.

Spreadsheets' accounting format puts the sign at the left edge of a cell and the number at its
right, so that a reader of where texts stand sees two columns. Belongs here: putting both
together again. What a number says is ``language.values``' work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import to_number

_SIGNS = frozenset("-–−‒")
_CONFIDENCE = 0.95
Row = Sequence[Cell | None]


def with_signs(table: GridTable) -> GridTable:
    """Return a table with every column of nothing but signs put to the numbers right of it.

    Of the two columns one has a header at most, and a sign stands beside an unsigned number in
    every row that has one: a dash may also say that a cell has no value.
    """
    size = max(table.header_rows, 1)
    for index in range(len(table.rows[0]) - 2, 0, -1):
        if _are_signs(table, index, size):
            rows = tuple(_joined(row, index) for row in table.rows)
            table = replace(table, rows=rows, confidence=min(table.confidence, _CONFIDENCE))
    return table


def _text(cell: Cell | None) -> str:
    return squeeze(cell.text) if cell else ""


def _are_signs(table: GridTable, index: int, size: int) -> bool:
    heads = [[_text(row[at]) for row in table.rows[:size]] for at in (index, index + 1)]
    pairs = [(_text(row[index]), _text(row[index + 1])) for row in table.rows[size:]]
    signed = [number for sign, number in pairs if sign]
    return (
        not all(map(any, heads))
        and bool(signed)
        and all(not sign or sign in _SIGNS for sign, _ in pairs)
        and all(number[:1].isdigit() and to_number(number) is not None for number in signed)
    )


def _joined(row: Row, index: int) -> tuple[Cell | None, ...]:
    """Return a row with two neighbouring places as one."""
    left, right = row[index], row[index + 1]
    before = [_narrower(cell, index - at) for at, cell in enumerate(row[:index])]
    return (*before, _one(left, right), *row[index + 2 :])


def _narrower(cell: Cell | None, distance: int) -> Cell | None:
    """Return a cell of which one column less is there, where it spans so far."""
    if cell is None or cell.columns <= distance:
        return cell
    return replace(cell, columns=cell.columns - 1)


def _one(left: Cell | None, right: Cell | None) -> Cell | None:
    if left is None or right is None:
        kept = left or right
        return kept and replace(kept, columns=max(kept.columns - (left is not None), 1))
    if not _text(left) or not _text(right):
        return right if _text(right) else left
    place = merge_places([left.place, right.place])
    return replace(right, text=f"-{_text(right)}", place=place)
