"""Cells of a ``RunTable`` that is neither indicators nor activities.

``run_rows`` parts header, rows and notes; ``run_columns`` finds the columns;
``header_labels`` names them. What was inferred carries its probability.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.document import RunTable
from pipeline.extract.grid_tables import TableBody
from pipeline.extract.header_labels import header_words, split_labels
from pipeline.extract.readers.lines import place_of
from pipeline.extract.report import TableCell
from pipeline.extract.run_columns import Fit, column_count, fits_of
from pipeline.extract.run_rows import Row, lines_after_blank, read_parts
from pipeline.extract.values import number_in

_SURE = 0.98


def read_run(table: RunTable) -> TableBody:
    """Read a run table into cells; every printed value is kept."""
    parts = read_parts(table)
    words = header_words(parts.header, lines_after_blank(table), table)
    count = column_count(parts.rows, words)
    labels = split_labels(words, count + 1, wrap_is_marked=table.wrap_is_marked)
    fits = fits_of(parts.rows, count, labels)
    return TableBody(
        columns=labels,
        cells=tuple(_cells(parts.rows, fits, labels)),
        groups=tuple(dict.fromkeys(row.group for row in parts.rows if row.group)),
        notes=parts.notes,
        left_over=parts.left_over,
    )


def _cells(rows: Sequence[Row], fits: Sequence[Fit], labels: Sequence[str]) -> Iterator[TableCell]:
    for row_no, (row, fit) in enumerate(zip(rows, fits, strict=True), start=1):
        place = place_of(row.value_lines)
        if not fit.values:
            yield TableCell(
                row_no,
                row.label,
                row.group,
                1,
                labels[0] if labels else "",
                row.label,
                None,
                place,
                1.0,
            )
            continue
        for number, (text, column) in enumerate(zip(fit.values, fit.columns, strict=True)):
            yield TableCell(
                row_no=row_no,
                row_label=row.label,
                row_group=row.group,
                column_no=column + 2,
                column_label=labels[column + 1] if column + 1 < len(labels) else "",
                text=text,
                value=number_in(text),
                place=place,
                confidence=round(
                    fit.shares[number] if fit.shares else min(fit.probability, _SURE), 4
                ),
            )
