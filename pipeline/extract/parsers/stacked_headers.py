"""Headers of indicator tables that stand in several rows, as one row.

"Utfall" over "2024" and "2025", "Kvinnor" and "Män" over years: what a column holds is said by
all of its labels together. Belongs here: which rows are the header, and writing them as one.
What a label names is known by ``language.indicator_headers``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.indicator_headers import PERIOD, match_single, match_usual
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.parsers.indicator_columns import grid_columns
from pipeline.extract.tables.grid_tables import column_labels

_MOST_ROWS = 3


def with_one_header(table: GridTable) -> GridTable:
    """Return a table whose header's rows are one, where together they name more columns.

    In a table of which nothing says where empty cells stand, texts of two rows that stand at one
    place are of two columns.
    """
    if table.unlaid:
        return table
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
        for text, cells in zip(_labels(rows, columns), columns, strict=True)
    )


def _labels(
    rows: Sequence[Sequence[Cell | None]], columns: Sequence[Sequence[Cell]]
) -> Iterator[str]:
    """Yield what all labels of a column say together, or its last one where only that is known.

    How far a label above reaches is seen badly where no rules are: "Utfall" does not head a
    column that is called "Nämndens årsmål".
    """
    for text, cells in zip(column_labels(rows), columns, strict=True):
        own = squeeze(strip_icon(cells[-1].text)) if cells else ""
        known = match_usual(compact(own)) if own else None
        alone = known is PERIOD or (known and match_single(compact(text)) is None)
        yield own if alone else text


def _is_label_row(row: Sequence[Cell | None]) -> bool:
    """Tell whether a row can be part of a header: it holds years, but no values or periods.

    Beside heads that are known a period is one too ("VB 2014" below "Utfall").
    """
    texts = [squeeze(strip_icon(cell.text)) for cell in row if cell]
    labels = [text for text in texts if text and not is_year(text)]
    heads = [text for text in labels if not is_period(text)]
    known = sum(match_usual(compact(text)) is not None for text in heads)
    return not any(map(_is_value, labels)) and (len(heads) == len(labels) or known > 1)


def _is_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None
