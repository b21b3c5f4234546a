"""Rows and columns of a table in which nothing is printed: they only keep others apart.

Belongs here: taking them out, so that a header is next to its rows and every column left has a
label or a value. An empty column below a label stays: it says that there are no values. One
that only merged cells begin in has no label of its own and is the edge of the next column, as
Word leaves it where rows begin further right than their header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable

Row = tuple[Cell | None, ...]


def without_empty_places(table: GridTable) -> GridTable:
    """Return a table without its empty rows and columns; merged cells lose what they had of them.

    A table in which nothing is printed stays as it is.
    """
    table = _without_edges(table)
    columns = zip(*table.rows, strict=True)
    if not any(map(_is_empty, table.rows)) and not any(map(_is_empty_column, columns)):
        return table
    rows = _without_empty_rows(table.rows)
    upright = _turned(_without_empty_rows(_turned(rows)))
    if not upright or (len(upright), len(upright[0])) == (len(table.rows), len(table.rows[0])):
        return table
    dropped = [n for n, row in enumerate(table.rows) if _is_empty(row)]
    heads = table.header_rows - sum(n < table.header_rows for n in dropped)
    return replace(table, rows=upright, header_rows=heads)


def _without_edges(table: GridTable) -> GridTable:
    """Return a table whose merged cells begin where a cell of their own column does."""
    at = 0
    while at < len(table.rows[0]) - 1:
        if _is_edge([row[at] for row in table.rows]):
            rows = tuple(_from_next(row, at) for row in table.rows)
            table = replace(table, rows=rows)
        else:
            at += 1
    return table


def _is_edge(column: Sequence[Cell | None]) -> bool:
    """Tell whether a column prints only what reaches into the next one."""
    wide = any(cell and cell.columns > 1 and cell.text.strip() for cell in column)
    return wide and all(
        cell is None or cell.columns > 1 or not cell.text.strip() for cell in column
    )


def _from_next(row: Row, at: int) -> Row:
    """Return a row without a column; what begins in it begins in the next."""
    before = tuple(
        replace(cell, columns=cell.columns - 1) if cell and place + cell.columns > at else cell
        for place, cell in enumerate(row[:at])
    )
    cell = row[at]
    if cell is None or cell.columns == 1:
        return (*before, *row[at + 1 :])
    return (*before, replace(cell, columns=cell.columns - 1), *row[at + 2 :])


def _without_empty_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with text; cells that reach over an empty one are lower by it."""
    empty = {number for number, row in enumerate(rows) if _is_empty(row)}
    if not empty:
        return tuple(rows)
    return tuple(
        tuple(cell and _lower(cell, number, empty) for cell in row)
        for number, row in enumerate(rows)
        if number not in empty
    )


def _lower(cell: Cell, number: int, empty: set[int]) -> Cell:
    lost = sum(below in empty for below in range(number, number + cell.rows))
    return replace(cell, rows=cell.rows - lost) if lost else cell


def _is_empty(row: Row) -> bool:
    """Tell whether a row prints nothing, and no cell reaches down from it."""
    return all(cell is None or (not cell.text.strip() and cell.rows == 1) for cell in row)


def _is_empty_column(column: Row) -> bool:
    """Tell whether a column prints nothing, and no cell reaches right from it."""
    return all(cell is None or (cell.columns == 1 and not cell.text.strip()) for cell in column)


def _turned(rows: Sequence[Row]) -> tuple[Row, ...]:
    turned = [
        [cell and replace(cell, rows=cell.columns, columns=cell.rows) for cell in row]
        for row in rows
    ]
    return tuple(zip(*turned, strict=True))
