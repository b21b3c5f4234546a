"""Flow text with one line a cell, blank where it is empty: what Word saves as plain text.

No column is lost in it: every row has as many lines as its table has columns. Tables of
indicators and activities are found by their headers; where they fit, other tables are
found by rows of a label and values below as many lines of header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.document import Cell, Line
from pipeline.extract.language.values import is_period, parse_date
from pipeline.extract.readers.text.cell_kinds import LineKind, kind_of
from pipeline.extract.readers.text.cell_others import other_tables
from pipeline.extract.readers.text.cell_tables import CellText, tables_and_habits
from pipeline.extract.readers.text.cell_turned import turned_tables
from pipeline.extract.readers.text.counted_cells import CountedTable
from pipeline.extract.readers.text.flow_known import header_end_of, known_regions

_MOST_INSIDE = 0.6
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
    text = CellText(lines)
    text.taken = turned_tables(text)
    upright, habits = tables_and_habits(text)
    known = sorted((*text.taken, *upright), key=lambda table: table.start)
    taken = {i for table in known for i in range(table.start, table.end)} | set(_of_cards(lines))
    rows = [*_body(upright), *(row[1:] for row in _body(text.taken))]
    regions = known_regions(lines)
    inside = [at for r in regions for at in range(header_end_of(lines, r.start), r.end)]
    if not known or _wraps(rows) or not _are_most_inside(lines, inside, taken):
        return []
    other = other_tables(lines, taken, habits)
    whole = sorted((*known, *other), key=lambda table: table.start)
    if not regions:  # then no other kind of text shows its rows: other tables have ends too
        taken = {i for table in whole for i in range(table.start, table.end)}
        if not _are_most_inside(lines, range(len(lines)), taken):
            return []
    return [whole, known] if _has_broken_cells(rows) else [whole]


def _has_broken_cells(rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Tell whether some cell takes more lines than one: then counting lines may go wrong.

    Labels are wrapped by hand more often than cells.
    """
    cells = (cell for row in rows for cell in row if cell)
    return any(cell.confidence < _SURELY_COUNTED or "\n" in cell.place.text for cell in cells)


def _wraps(rows: Sequence[Sequence[Cell | None]]) -> bool:
    """Tell whether a text wraps its cells: many rows have one of several lines."""
    wrapped = [any(cell and "\n" in cell.place.text for cell in row) for row in rows]
    return len(wrapped) >= _ENOUGH_ROWS and sum(wrapped) > _MOST_WRAPPED * len(wrapped)


def _body(tables: Sequence[CountedTable]) -> Iterator[Sequence[Cell | None]]:
    """Yield the rows below headers that are no one cell over all columns."""
    for grid in (table.grid for table in tables):
        yield from (row for row in grid.rows[grid.header_rows :] if None not in row)


def _are_most_inside(lines: Sequence[Line], body: Iterable[int], taken: set[int]) -> bool:
    """Tell whether most rows of some lines end inside of tables: else cells are no lines here."""
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
