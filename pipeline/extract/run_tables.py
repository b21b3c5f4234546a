"""Cells of a ``RunTable`` that is neither indicators nor activities.

``run_rows`` parts header, rows and notes; ``run_columns`` finds the columns;
``header_labels`` names them. What was inferred carries its probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.document import RunTable
from pipeline.extract.grid_tables import TableBody
from pipeline.extract.header_labels import header_words
from pipeline.extract.readers.lines import place_of
from pipeline.extract.report import TableCell
from pipeline.extract.run_columns import Fit, column_count, fits_of
from pipeline.extract.run_header import Header, read_header
from pipeline.extract.run_rows import Row, lines_after_blank, read_parts
from pipeline.extract.values import number_in

_SURE = 0.98


def read_run(table: RunTable) -> TableBody:
    """Read a run table into cells; every printed value is kept."""
    parts = read_parts(table)
    words = header_words(parts.header, lines_after_blank(table), table)
    count = column_count(parts.rows, words)
    header = read_header(
        words, count, sides=parts.sides, wrap_is_marked=table.wrap_is_marked
    )
    cells: list[TableCell] = []
    for side in range(header.sides):
        rows = [(n, row) for n, row in enumerate(parts.rows, start=1) if _on(row, side, header)]
        columns = header.values[side * count : (side + 1) * count]
        labels = [header.labels[index] for index in (columns[0] - 1, *columns)]
        fits = fits_of([row for _, row in rows], count, labels)
        for (row_no, row), fit in zip(rows, fits, strict=True):
            cells.extend(_cells(row_no, row, fit, columns, header))
    return TableBody(
        columns=header.labels,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row_no, cell.column_no))),
        groups=tuple(dict.fromkeys(row.group for row in parts.rows if row.group)),
        notes=parts.notes,
        left_over=parts.left_over,
    )


def _on(row: Row, side: int, header: Header) -> bool:
    return header.sides == 1 or row.side == side


def _cells(
    row_no: int, row: Row, fit: Fit, columns: Sequence[int], header: Header
) -> Iterator[TableCell]:
    place = place_of(row.value_lines)
    if not fit.values:
        label = header.labels[0]
        yield TableCell(row_no, row.label, row.group, 1, label, row.label, None, place, 1.0)
    for number, (text, column) in enumerate(zip(fit.values, fit.columns, strict=True)):
        yield TableCell(
            row_no=row_no,
            row_label=row.label,
            row_group=row.group,
            column_no=columns[column] + 1,
            column_label=header.labels[columns[column]],
            text=text,
            value=number_in(text),
            place=place,
            confidence=round(fit.shares[number] if fit.shares else min(fit.probability, _SURE), 4),
        )
