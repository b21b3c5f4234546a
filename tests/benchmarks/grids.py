"""How exact a tool's grids are: its cells against the printed tables they come from.

Belongs here: the measure, the same for every tool. Nothing here knows a tool.

The measure leans towards the tool wherever that is possible without guessing for it. White
space and icon glyphs do not count. A printed table may come in several grids (one a page)
and a grid may hold several tables. A column is known by its header, also where that is torn
over several rows of the grid; where no header fits, columns are taken in the order that
makes most cells right. A row is known by its label, which may be split over the first
cells. A printed cell is exact if its text stands alone in that row and column.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tests.corpus.model import DataTable, IndicatorTable, Report

Grid = tuple[tuple[str, ...], ...]
"""Rows of cells of one table as a tool gives them, made plain by ``grid_of``."""

CellId = tuple[int, int, int]
"""Table, row and column of a printed cell, each from 0."""

_ICON = re.compile(r"^(?:[●✔\uf0fc]+|4(?=[A-ZÅÄÖ]))")
"""Signs before a name; 4 is the place of the tick in its font, as some tools give it."""
_HEADER_FITS = 1000
"""A header that fits outweighs any number of cells that would fit another column."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed, its texts made plain. ``labels`` are its label columns."""

    kind: str
    columns: tuple[str, ...]
    labels: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def values(self) -> Iterator[tuple[int, int]]:
        """Row and column of every cell that is printed and no label."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text and column not in self.labels:
                    yield row, column

    def label_of(self, row: int) -> str:
        """What a row begins with: its label columns up to the first value column."""
        leading = (c for place, c in enumerate(self.labels) if place == c)
        return "".join(self.rows[row][column] for column in leading)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A grid row that has the label of a printed row, and the columns that are exact."""

    grid_row: int
    table_row: int
    exact: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Offer:
    """What one grid has of one printed table."""

    grid: int
    table: int
    pairs: tuple[_Pair, ...]

    @property
    def size(self) -> int:
        return sum(len(pair.exact) for pair in self.pairs)


def plain(text: str | None) -> str:
    """Return a text without white space and without the glyphs of icons."""
    joined = "".join(unicodedata.normalize("NFC", text or "").split())
    return _ICON.sub("", joined)


def grid_of(rows: Iterable[Iterable[str | None]]) -> Grid:
    """Return a tool's table in plain texts."""
    return tuple(tuple(plain(cell) for cell in row) for row in rows)


def printed_tables(report: Report) -> list[PrintedTable]:
    """Return the indicator tables and the other tables of a report, in order."""
    tables = []
    for block in report.blocks:
        if isinstance(block, IndicatorTable):
            columns = ("Indikator", *block.headers, block.period_header)
            rows = [(r.name, *(c.text for c in r.cells), r.period) for r in block.rows]
            tables.append(_printed("indicators", columns, (0,), rows))
        elif isinstance(block, DataTable):
            rows = [tuple(cell.text for cell in row.cells) for row in block.rows]
            tables.append(_printed("other", block.columns, block.label_columns, rows))
    return tables


def _printed(
    kind: str, columns: Sequence[str], labels: tuple[int, ...], rows: Sequence[Sequence[str]]
) -> PrintedTable:
    return PrintedTable(kind, tuple(map(plain, columns)), labels, grid_of(rows))


def exact_cells(grids: Sequence[Grid], tables: Sequence[PrintedTable]) -> set[CellId]:
    """Return the printed cells that grids have exactly, each grid row used for one table."""
    by_label = _rows_by_label(tables)
    offers = [
        offer
        for number, grid in enumerate(grids)
        for offer in _offers(number, grid, tables, by_label)
    ]
    used_rows: set[tuple[int, int]] = set()
    found_rows: set[tuple[int, int]] = set()
    exact: set[CellId] = set()
    for offer in sorted(offers, key=lambda offer: -offer.size):
        for pair in offer.pairs:
            grid_row, table_row = (offer.grid, pair.grid_row), (offer.table, pair.table_row)
            if grid_row in used_rows or table_row in found_rows:
                continue
            used_rows.add(grid_row)
            found_rows.add(table_row)
            exact.update((*table_row, column) for column in pair.exact)
    return exact


def _rows_by_label(tables: Sequence[PrintedTable]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, table in enumerate(tables):
        for row in range(len(table.rows)):
            found[table.label_of(row)].append((number, row))
    return found


def _offers(
    number: int,
    grid: Grid,
    tables: Sequence[PrintedTable],
    by_label: Mapping[str, Sequence[tuple[int, int]]],
) -> Iterator[_Offer]:
    """What a grid has of every table of which it has the label of a row."""
    alike: dict[int, list[_Pair]] = defaultdict(list)
    for grid_row, cells in enumerate(grid):
        # The cell of an icon may hold what a tool takes the sign for.
        for beginning in {*accumulate(cells), *accumulate(cells[1:])}:
            for table, table_row in by_label.get(beginning, ()):
                alike[table].append(_Pair(grid_row, table_row))
    for table, pairs in alike.items():
        chosen = _fitted(grid, tables[table], pairs)
        if chosen:
            yield _Offer(number, table, tuple(chosen))


def _fitted(grid: Grid, table: PrintedTable, pairs: Sequence[_Pair]) -> list[_Pair]:
    column_of = _columns(grid, table, pairs)
    judged = (
        _Pair(
            pair.grid_row,
            pair.table_row,
            tuple(_exact_in_row(grid[pair.grid_row], table, pair.table_row, column_of)),
        )
        for pair in pairs
    )
    return _in_order([pair for pair in judged if pair.exact])


def _exact_in_row(
    cells: Sequence[str], table: PrintedTable, row: int, column_of: Mapping[int, int]
) -> Iterator[int]:
    """Columns whose text is right; a label inside the table has to be right as well."""
    wanted = table.rows[row]

    def right(column: int) -> bool:
        return column in column_of and cells[column_of[column]] == wanted[column]

    for column, text in enumerate(wanted):
        if text and column not in table.labels and right(column):
            label = max((c for c in table.labels if c < column), default=0)
            if label < len(table.labels) or right(label):
                yield column


def _columns(grid: Grid, table: PrintedTable, pairs: Sequence[_Pair]) -> dict[int, int]:
    """Which column of the grid is which printed column, both in the same order."""
    width, count = max(map(len, grid)), len(table.columns)
    weight = [[0] * count for _ in range(width)]
    for pair in pairs:
        for column, cell in enumerate(grid[pair.grid_row]):
            for printed, text in enumerate(table.rows[pair.table_row]):
                weight[column][printed] += bool(text) and cell == text
    top = grid[: min(pair.grid_row for pair in pairs)]
    for column in range(width):
        ends = [row[column] if column < len(row) else "" for row in reversed(top)]
        headers = set(accumulate(ends, lambda below, above: above + below))
        for printed, header in enumerate(table.columns):
            weight[column][printed] += _HEADER_FITS * (header in headers)
    return _best_in_order(weight)


def _best_in_order(weight: Sequence[Sequence[int]]) -> dict[int, int]:
    """Printed column to grid column with the greatest sum of weights, orders kept."""
    best: list[list[int]] = [[0] * (len(weight[0]) + 1)]
    for line in weight:
        above, current = best[-1], [0]
        for printed, gain in enumerate(line):
            current.append(max(above[printed + 1], current[printed], above[printed] + gain))
        best.append(current)
    chosen: dict[int, int] = {}
    column, printed = len(weight), len(weight[0])
    while column and printed:
        here = best[column][printed]
        if here == best[column - 1][printed]:
            column -= 1
        elif here == best[column][printed - 1]:
            printed -= 1
        else:
            column, printed = column - 1, printed - 1
            chosen[printed] = column
    return chosen


def _in_order(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs with most exact cells in all that keep the order of rows."""
    ends: list[tuple[int, list[_Pair]]] = []
    for pair in sorted(pairs, key=lambda pair: (pair.grid_row, pair.table_row)):
        size, before = max(
            (
                (size, chain)
                for size, chain in ends
                if chain[-1].grid_row < pair.grid_row and chain[-1].table_row < pair.table_row
            ),
            key=lambda end: end[0],
            default=(0, []),
        )
        ends.append((size + len(pair.exact), [*before, pair]))
    return max(ends, key=lambda end: end[0], default=(0, []))[1]
