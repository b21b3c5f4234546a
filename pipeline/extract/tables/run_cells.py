"""Rows of a run table whose cells stand on lines of their own.

Here every value is known for certain; what is not known is where a label ends and which
columns of a row are empty. A row is labels and then values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.extract.document import Line, Place, RunTable, place_of
from pipeline.extract.language.line_kinds import NOTE
from pipeline.extract.language.text import compact, join_lines, squeeze
from pipeline.extract.tables.run_habits import is_value
from pipeline.extract.tables.run_labels import (
    cut_header,
    label_cells,
    label_width,
    rest_of_label,
)
from pipeline.extract.tables.run_rows import (
    Parts,
    Row,
    label_text,
    lines_after_blank,
    note_size,
    repeated,
)

_CUT_THOUSANDS = re.compile(r"0\d\d(?:,\d+)?|00\d(?:,\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}")


def read_cells(table: RunTable) -> Parts:
    """Part a table whose cells stand apart into header, rows and notes."""
    lines = [line for chunk in table.chunks for line in chunk.lines]
    blank_before = lines_after_blank(table)
    first = next((i for i, value in enumerate(_values(lines)) if value), len(lines))
    runs = list(_runs(lines[first:]))
    count = max((len(values) for _, values in runs), default=1)
    width = label_width([labels for labels, _ in runs[1:]])
    size, sides = cut_header(lines[:first], count, width, blank_before, table)
    body, notes = _body(lines, size, table, blank_before)
    width = label_width([labels for labels, _ in _runs(body)])
    rows: list[Row] = []
    left: list[Place] = []
    group: str | None = None
    for labels, values in _runs(body):
        cells = label_cells(labels, width, blank_before, table)
        if not values:
            left += [place_of(cell) for cell in cells]
            continue
        for cell in cells[:-1]:
            group = label_text(cell, table)
            rows.append(Row(group, None, [], cell, cell))
        label = cells[-1] if cells else []
        side = len([row for row in rows if row.pieces]) % sides
        rows.append(
            Row(
                label_text(label, table),
                group,
                _pieces(values),
                [*label, *values],
                values,
                side=side,
                fixed=True,
            )
        )
    return Parts(tuple(lines[:size]), tuple(rows), tuple(notes), tuple(left), sides)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Yield (label lines, lines of values) of every row; the last may have no values."""
    labels: list[Line] = []
    values: list[Line] = []
    for line, is_one in zip(lines, _values(lines), strict=True):
        if is_one:
            values.append(line)
            continue
        if values:
            yield labels, values
            labels, values = [], []
        labels.append(line)
    if labels or values:
        yield labels, values


def _values(lines: Sequence[Line]) -> Iterator[bool]:
    """Tell of every line whether it is a value."""
    before = ""
    for line in lines:
        yield is_value(line.text, before)
        before = line.text


def _body(
    lines: Sequence[Line], size: int, table: RunTable, blank_before: set[int]
) -> tuple[list[Line], list[str]]:
    """Return the lines below the header, without repeated headers and notes, and the notes."""
    header = compact("".join(line.text for line in lines[:size]))
    body: list[Line] = []
    notes: list[str] = []
    index = size
    while index < len(lines):
        if again := repeated(lines, index, header):
            index += again
            torn = rest_of_label(lines[index:], _is_value) if body and _is_value(body[-1]) else 0
            values = list(takewhile(_is_value, reversed(body)))[::-1] if torn else []
            if torn:
                body[-len(values) :] = [*lines[index : index + torn], *values]
                blank_before.difference_update(line.number for line in lines[index : index + torn])
                index += torn
        elif NOTE.match(lines[index].text.strip()):
            end = index + note_size(lines, index, blank_before)
            texts = [line.text for line in lines[index:end]]
            notes.append(join_lines(texts, wrap_is_marked=table.wrap_is_marked))
            index = end
        else:
            body.append(lines[index])
            index += 1
    return body, notes


def _is_value(line: Line) -> bool:
    return is_value(line.text)


def _pieces(lines: Sequence[Line]) -> list[str]:
    """Return the values of lines; a number cut at its thousands is closed."""
    pieces: list[str] = []
    for line in lines:
        text = squeeze(line.text)
        if pieces and _CUT_THOUSANDS.fullmatch(text) and _THOUSANDS.fullmatch(pieces[-1]):
            pieces[-1] += f" {text}"
        else:
            pieces.append(text)
    return pieces
