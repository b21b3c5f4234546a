"""Tables whose cells are printed as paragraphs, with the columns that their headers tell.

Belongs here: what stands in which column, also where a row lacks cells. What the labels are is
``spaced_heads``' work, which paragraphs are rows ``spaced_cells``'.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.document import Cell, Chunk, GridTable, Line, Place, RunTable, place_of
from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.values import number_in
from pipeline.extract.readers.markup.spaced_cells import (
    Kind,
    Part,
    Row,
    SpacedTable,
    goes_on,
    joined,
    parts_of,
    says_something,
    tables_of,
)
from pipeline.extract.readers.markup.spaced_heads import GUESSED, Head, Heads, other_head
from pipeline.extract.readers.text.cell_tables import cell_tables

_SPREAD = 0.4
"""How far the sizes of a column's values are apart at least, in powers of ten."""
_LEAST_FIT = -20.0


def find_spaced(lines: Sequence[Line], plain: Callable[[str], str]) -> Iterator[SpacedTable]:
    """Yield the tables of a text whose cells are paragraphs, in order.

    Args:
        lines: All lines of the text.
        plain: What makes text of marked-up text.
    """
    parts = parts_of(lines, plain)
    known = list(_known_tables(parts))
    yield from known
    taken = {at for table in known for at in range(table.start, table.end)}
    parts = [replace(part, kind=Kind.STOP) if part.start in taken else part for part in parts]
    for rows in filter(says_something, tables_of(parts)):
        grouped = any(len(_cells(row.names)) > 1 for row in rows[1:])
        head = other_head(rows[0], _longest(rows), grouped=grouped)
        found = _table(head, rows)
        place = place_of(lines[found.start : found.end])
        yield replace(found, grid=replace(found.grid, place=place))


def _known_tables(parts: Sequence[Part]) -> Iterator[SpacedTable]:
    """Yield the tables of indicators and of activities."""
    lines = [replace(part.lines[0], text=part.text) for part in parts]
    for table in cell_tables(lines, lossy=True):
        yield SpacedTable(parts[table.start].start, parts[table.end - 1].end, table.grid)


def _table(head: Head | None, rows: Sequence[Row]) -> SpacedTable:
    """Return rows as a grid, or as lines where their columns cannot be told."""
    if head is None or not head.names:
        parts = [part for row in rows for part in row.parts()]
        return _as_run(parts[rows[0].names.index(head.start) if head else 0 :])
    rows = [_with_whole_name(row, head.values) for row in rows]
    if any(len(row.values) > head.values for row in rows):
        return _as_run([part for row in rows for part in row.parts()])
    return _as_grid(head, rows)


def _longest(rows: Sequence[Row]) -> int:
    return max(len(row.values) for row in rows)


def _as_run(parts: Sequence[Part]) -> SpacedTable:
    """Return a table of lines of which nothing tells the columns, nor which of them go on."""
    lines = [Line(part.lines[0].number, part.text, part.lines[0].page) for part in parts]
    run = RunTable((Chunk(tuple(lines)),), _place(parts), cells_apart=True, unlaid=True)
    return SpacedTable(parts[0].start, parts[-1].end, run)


def _with_whole_name(row: Row, size: int) -> Row:
    """Return a row whose name goes on with what says a value too ("högst 30 medarbetare")."""
    if len(row.values) == size + 1 and goes_on(row.values[0].text):
        return Row([*row.names, row.values[0]], row.values[1:], row.comment, row.below)
    return row


# --- cells --------------------------------------------------------------------------------------


def _cells(names: Sequence[Part]) -> list[list[Part]]:
    """Return paragraphs as the cells that they are: one that goes on is no cell of its own."""
    cells: list[list[Part]] = []
    for part in names:
        if cells and goes_on(part.text) and not names_part(part.text):
            cells[-1].append(part)
        else:
            cells.append([part])
    return cells


def _as_grid(head: Head, rows: Sequence[Row]) -> SpacedTable:
    """Return rows below a header; a column of words has the first name below a row's values."""
    made = [tuple(_label_cells(head, number)) for number in range(len(head.rows))]
    first = rows[0]
    body = [Row([*head.names], first.values, first.comment, first.below), *rows[1:]]
    whole = [row for row in body if len(row.values) == head.values]
    taken = [head.start]
    left = body[0].names
    for row, below in pairwise([*body, Row(body[-1].below)]):
        most = len(below.names) - bool(below.values)
        said = below.names[: min(most, head.beside)]
        made += _row_cells(Row(left, row.values, row.comment), head, whole, said)
        taken += [*row.values, *row.comment, *said]
        left = below.names[len(said) :]
    end = max(taken, key=lambda part: part.end)
    place = place_of([*head.start.lines, *end.lines])
    grid = GridTable(tuple(made), place, len(head.rows), GUESSED)
    return SpacedTable(head.start.start, end.end, grid)


def _label_cells(head: Head, number: int) -> Iterator[Cell | None]:
    """Yield a row of a header; where labels stand below those of the first row, these span them."""
    heads: Heads = head.rows[number]
    spanning = number == 0 and len(head.rows) > 1 and not all(heads[1:])
    for at, label in enumerate(heads):
        if label:
            size = next((n for n, other in enumerate(heads[at + 1 :], 1) if other), len(heads) - at)
            yield Cell(joined(label), _place(label), columns=size if spanning and at else 1)
        else:
            yield None if spanning and at else Cell("", _place([head.start]))


def _place(parts: Sequence[Part]) -> Place:
    return place_of([line for part in parts for line in part.lines])


def _row_cells(
    row: Row, head: Head, whole: Sequence[Row], said: Sequence[Part]
) -> Iterator[tuple[Cell | None, ...]]:
    """Yield a row below the names of groups above it, and what explains it.

    ``said`` is what stands in its columns of words.
    """
    width = len(head.rows[0])
    *groups, name = _cells(row.names) or [[]]
    nothing = [None] * (width - 1)
    for group in groups:
        yield (Cell(joined(group), _place(group), columns=width), *nothing)
    place = _place(row.values)
    columns = _columns(row, head, whole)
    least = min((sure for _, sure in columns), default=1.0)
    cells = [Cell("", place, confidence=least)] * head.values
    for part, (at, sure) in zip(row.values, columns, strict=True):
        cells[at] = Cell(part.text, _place([part]), confidence=sure)
    cells += [Cell(part.text, _place([part]), confidence=GUESSED) for part in said]
    empty = [Cell("", place)] * (width - 1 - len(cells))
    yield (Cell(joined(name), _place(name or row.values)), *cells, *empty)
    if row.comment:
        yield (Cell(joined(row.comment), _place(row.comment), columns=width), *nothing)


# --- columns of rows that lack cells ------------------------------------------------------------


def _columns(row: Row, head: Head, whole: Sequence[Row]) -> list[tuple[int, float]]:
    """Return the column of each of a row's values, and how sure it is.

    A row that lacks cells is held against those that do not: each column has its kind of values.
    """
    size, count = head.values, len(row.values)
    if count == size:
        return [(at, 1.0) for at in range(size)]
    fits = [[_fit(part, at, whole) for at in range(size)] for part in row.values]
    return [(at, min(share, GUESSED)) for at, share in _in_order(fits, size)]


def _in_order(fits: Sequence[Sequence[float]], size: int) -> list[tuple[int, float]]:
    """Return the likeliest columns of values that stand in order, each with its probability.

    ``fits`` are logarithms of odds, by value and column.
    """
    behind = _ways_behind(fits, size, _sum)
    best = _ways_behind(fits, size, max)
    total = behind[0][0]
    before = {0: 0.0}
    found: list[tuple[int, float]] = []
    at = 0
    for n, fit in enumerate(fits):
        shares = {
            column: _sum([score for start, score in before.items() if start <= column])
            + fit[column]
            for column in range(n, size)
        }
        chosen = max(range(at, size), key=lambda column: fit[column] + best[n + 1][column + 1])
        whole = shares[chosen] + behind[n + 1][chosen + 1] - total
        found.append((chosen, math.exp(min(whole, 0.0))))
        before = {column + 1: share for column, share in shares.items()}
        at = chosen + 1
    return found


def _ways_behind(
    fits: Sequence[Sequence[float]], size: int, together: Callable[[Sequence[float]], float]
) -> list[list[float]]:
    """Return by value and first column what the ways to place it and those behind it come to."""
    ways = [[0.0] * (size + 1)]
    for fit in reversed(fits):
        rest = ways[0]
        row = [-math.inf] * (size + 1)
        for at in range(size - 1, -1, -1):
            row[at] = together((row[at + 1], fit[at] + rest[at + 1]))
        ways.insert(0, row)
    return ways


def _sum(logs: Sequence[float]) -> float:
    """Return the logarithm of the sum of numbers that are given by theirs."""
    most = max(logs, default=-math.inf)
    if most == -math.inf:
        return most
    return most + math.log(sum(math.exp(one - most) for one in logs))


def _fit(part: Part, at: int, whole: Sequence[Row]) -> float:
    """Return how well a value fits a column, as a logarithm of odds, by its sign and size."""
    beside = [found for row in whole if (found := number_in(row.values[at].text)) is not None]
    number = number_in(part.text)
    if number is None or not beside:
        return 0.0
    signs = sum((other < 0) == (number < 0) for other in beside)
    sizes = [math.log10(abs(other) + 1) for other in beside]
    mean = sum(sizes) / len(sizes)
    spread = math.sqrt(sum((one - mean) ** 2 for one in sizes) / len(sizes)) + _SPREAD
    apart = (math.log10(abs(number) + 1) - mean) / spread
    fit = math.log((signs + 0.5) / (len(beside) + 1)) - apart * apart / 2 - math.log(spread)
    return max(fit, _LEAST_FIT)
