"""Headers of indicator tables that stand in several rows, as one row.

"Utfall" over "2024" and "2025", "Kvinnor" and "Män" over years: what a column holds is said by
all of its labels together. Belongs here: which rows are the header, and writing them as one.
What a label names is known by ``language.indicator_headers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.parsers.indicator_columns import grid_columns
from pipeline.extract.tables.grid_tables import column_labels

_MOST_ROWS = 3


def with_one_header(table: GridTable) -> GridTable:
    """Return a table whose header's rows are one, where together they name more columns."""
    best, most = table, _known(table.rows[0])
    for size in range(2, min(_MOST_ROWS, len(table.rows) - 1) + 1):
        if not _is_label_row(table.rows[size - 1]):
            break
        header = _one_row(table, size)
        if (known := _known(header)) > most:
            best, most = replace(table, rows=(header, *table.rows[size:]), header_rows=1), known
    return best


def _known(header: Sequence[Cell | None]) -> int:
    return len(grid_columns(header) or ())


def _one_row(table: GridTable, size: int) -> tuple[Cell, ...]:
    rows = table.rows[:size]
    columns = [[cell for row in rows if (cell := row[at])] for at in range(len(rows[0]))]
    return tuple(
        Cell(
            text,
            merge_places([cell.place for cell in cells]) if cells else table.place,
            confidence=min((cell.confidence for cell in cells), default=1.0),
        )
        for text, cells in zip(column_labels(rows), columns, strict=True)
    )


def _is_label_row(row: Sequence[Cell | None]) -> bool:
    """Tell whether a row can be part of a header: it holds years, but no values or periods."""
    texts = [squeeze(strip_icon(cell.text)) for cell in row if cell]
    labels = [text for text in texts if text and not is_year(text)]
    return not any(is_period(text) or _is_value(text) for text in labels)


def _is_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None
