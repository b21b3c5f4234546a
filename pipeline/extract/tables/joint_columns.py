"""Columns that hold a part of the next one's values: minus signs, units, marks of notes.

Spreadsheets' accounting format puts the sign at the left edge of a cell and the number at its
right, and others print "%" or "kr" in a column of its own, so that a reader sees two columns.
Belongs here: putting both together again. What a number says is ``language.values``' work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import is_unit, parse_cell, to_number

_SIGNS = frozenset("-–−‒")
_CURRENCIES = frozenset(("kr", "sek", "tkr", "mnkr", "mkr"))
_MARK = re.compile(r"\*{1,3}\)?|\(?\d\)|[¹²³⁴⁵⁶⁷⁸⁹]")
_CONFIDENCE = 0.95
_MOSTLY = 0.5
Row = Sequence[Cell | None]
Pairs = Sequence[tuple[str, str]]


def with_whole_values(table: GridTable) -> GridTable:
    """Return a table with every column of nothing but signs or units put to its numbers.

    Signs and currencies stand left of their numbers, units and marks of notes right of them.
    Of the two columns one has a header at most. From the left on every column is put to the
    one that it belongs to, so that "kr" between two numbers is not taken for the other's.
    """
    table = _with_heads_of_names(table)
    index = 1
    while index < len(table.rows[0]) - 1:
        pairs = _pairs(table, index)
        write = next((way for are_one, way in _JOINTS if pairs and are_one(pairs)), None)
        if write is None:
            index += 1
            continue
        rows = tuple(_joined(row, index, write) for row in table.rows)
        table = replace(table, rows=rows, confidence=min(table.confidence, _CONFIDENCE))
    return table


def _with_heads_of_names(table: GridTable) -> GridTable:
    """Return a table with a header above signs only put to the names left of them.

    Names that begin left of their header leave it above the signs of the first numbers.
    """
    size = max(table.header_rows, 1)
    signs = [_text(row[1]) for row in table.rows[size:]] if len(table.rows[0]) > 1 else []
    headed = any(_text(row[0]) for row in table.rows[:size])
    if headed or not any(signs) or any(sign and sign not in _SIGNS for sign in signs):
        return table
    heads = tuple((row[1], row[0], *row[2:]) for row in table.rows[:size])
    if any(cell is None or cell.columns > 1 for row in heads for cell in row[:2]):
        return table
    return replace(table, rows=(*heads, *table.rows[size:]))


def _text(cell: Cell | None) -> str:
    return squeeze(cell.text) if cell else ""


def _pairs(table: GridTable, index: int) -> Pairs:
    """Return the texts of a column and the one right of it; none where both have a header."""
    size = max(table.header_rows, 1)
    heads = [[_text(row[at]) for row in table.rows[:size]] for at in (index, index + 1)]
    if all(map(any, heads)):
        return []
    return [(_text(row[index]), _text(row[index + 1])) for row in table.rows[size:]]


def _are_signs(pairs: Pairs) -> bool:
    """A sign stands beside an unsigned number in every row that has one.

    A dash alone may also say that a cell has no value.
    """
    signed = [number for sign, number in pairs if sign]
    return (
        bool(signed)
        and all(not sign or sign in _SIGNS for sign, _ in pairs)
        and all(number[:1].isdigit() and to_number(number) is not None for number in signed)
    )


def _are_units(pairs: Pairs) -> bool:
    """Units or marks stand right of most numbers, and nothing else beside one."""
    beside = [(left, right) for left, right in pairs if left and right]
    return (
        bool(beside)
        and all(
            _is_value(left) and (is_unit(right) or _MARK.fullmatch(right)) for left, right in beside
        )
        and len(beside) >= _MOSTLY * sum(bool(right) for _, right in pairs)
    )


def _are_currencies(pairs: Pairs) -> bool:
    """A currency stands left of numbers, as spreadsheets print it at the edge of a cell."""
    beside = [(left, right) for left, right in pairs if left]
    return bool(beside) and all(
        left.casefold() in _CURRENCIES and to_number(right) is not None for left, right in beside
    )


def _is_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None and parsed.unit is None


_JOINTS: Sequence[tuple[Callable[[Pairs], bool], Callable[[str, str], str]]] = (
    (_are_signs, lambda _sign, number: f"-{number}"),
    (_are_units, lambda number, unit: f"{number} {unit}"),
    (_are_currencies, lambda currency, number: f"{number} {currency}"),
)
"""When two columns are one, and how their cells are written together."""


def _joined(row: Row, index: int, write: Callable[[str, str], str]) -> tuple[Cell | None, ...]:
    """Return a row with two neighbouring places as one."""
    left, right = row[index], row[index + 1]
    before = [_narrower(cell, index - at) for at, cell in enumerate(row[:index])]
    return (*before, _one(left, right, write), *row[index + 2 :])


def _narrower(cell: Cell | None, distance: int) -> Cell | None:
    """Return a cell of which one column less is there, where it spans so far."""
    if cell is None or cell.columns <= distance:
        return cell
    return replace(cell, columns=cell.columns - 1)


def _one(left: Cell | None, right: Cell | None, write: Callable[[str, str], str]) -> Cell | None:
    if left is None or right is None:
        kept = left or right
        return kept and replace(kept, columns=max(kept.columns - (left is not None), 1))
    if not _text(left) or not _text(right):
        return right if _text(right) else left
    place = merge_places([left.place, right.place])
    return replace(right, text=write(_text(left), _text(right)), place=place)
