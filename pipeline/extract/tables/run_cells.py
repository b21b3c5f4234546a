"""Rows of a run table whose cells stand on lines of their own.

Here every value is known for certain; what is not known is where a label ends and which
columns of a row are empty. A row is labels and then values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from pipeline.extract.document import Line, Place, RunTable, place_of
from pipeline.extract.language.line_kinds import NOTE, is_row_end, tail_values
from pipeline.extract.language.numbers import SIGN
from pipeline.extract.language.text import compact, join_lines, squeeze
from pipeline.extract.tables.run_habits import is_value
from pipeline.extract.tables.run_labels import (
    cut_header,
    label_cells,
    label_looks,
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
from pipeline.extract.tables.run_values import cut_values

_CUT_THOUSANDS = re.compile(r"0\d\d(?:,\d+)?|00\d(?:,\d+)?")
_THOUSANDS = re.compile(rf"{SIGN}?\d{{1,3}}")
_REST = re.compile(r"\d{3}(?:,\d+)?")
_SURE_VALUE = re.compile(r"(?:^|\s)[-+]?(?:\d{1,3}(?: \d{3})+|\d+,\d+(?: ?%)?|\d+ ?%)(?:$|\s)")
"""Numbers that end no label: with thousands apart, decimals or a per cent sign."""
_TWICE = 2
_SEVERAL = 3
"""Values of a row; of fewer, others may have twice as many."""
_MOSTLY, _FEWEST_ROWS = 0.6, 2
"""So many rows, and of a table's rows, have as many values where that tells too long ones."""


@dataclass(slots=True)
class _Run:
    """Lines of labels, and the values below them with the pieces of each line."""

    labels: list[Line] = field(default_factory=list)
    values: list[tuple[list[Line], list[str]]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many values there are, thousands joined."""
        return sum(len(tail_values(" ".join(pieces))) or 1 for _, pieces in self.values)

    @property
    def value_lines(self) -> list[Line]:
        """The lines of the values."""
        return [line for lines, _ in self.values for line in lines]


def read_cells(table: RunTable) -> Parts:
    """Part a table whose cells stand apart into header, rows and notes."""
    lines = [line for chunk in table.chunks for line in chunk.lines]
    blank_before = lines_after_blank(table)
    share = _shares_lines(lines)
    first, own = _first_values(lines, share=share)
    runs = _even(list(_runs(lines[first:], share=share)), touch=table.cells_touch)
    count = max((run.size for run in runs), default=1)
    labels = [run.labels for run in runs[1:]]
    looks = label_looks(labels, labels, blank_before, table)
    size, sides = cut_header(lines[:first], count, looks, blank_before, table, own)
    body, notes = _body(lines, size, table, blank_before)
    runs = _even(list(_runs(body, share=share)), touch=table.cells_touch)
    width = label_width([run.labels for run in runs])
    rows: list[Row] = []
    left: list[Place] = []
    group: str | None = None
    for run in runs:
        cells = label_cells(run.labels, width, blank_before, table)
        if not run.values:
            left += [place_of(cell) for cell in cells]
            continue
        if len(cells) > 1 and rows and not rows[-1].label:
            rows[-1].label = label_text(cells.pop(0), table)
        for cell in cells[:-1]:
            group = label_text(cell, table)
            rows.append(Row(group, None, [], cell, cell))
        label = cells[-1] if cells else []
        side = len([row for row in rows if row.pieces]) % sides
        pieces = _pieces(run)
        rows.append(
            Row(
                label_text(label, table),
                group,
                [piece for line in pieces for piece in line],
                [*label, *run.value_lines],
                run.value_lines,
                side=side,
                apart=tuple(map(len, pieces)),
            )
        )
    return Parts(tuple(lines[:size]), tuple(rows), tuple(notes), tuple(left), sides)


def _shares_lines(lines: Sequence[Line]) -> bool:
    """Tell whether cells share lines: no fewer rows are of one size when they are read so."""
    together, alone = (
        [run.size for run in _runs(lines, share=share) if run.values] for share in (True, False)
    )
    return _evenness(together) >= _evenness(alone)


def _evenness(sizes: Sequence[int]) -> float:
    """Return the share of rows that have as many values as most have."""
    return max(Counter(sizes).values(), default=0) / max(1, len(sizes))


def _first_values(lines: Sequence[Line], *, share: bool) -> tuple[int, list[Line]]:
    """Return the index of the first line with values, and what stands of a label on it."""
    told = _told(lines, share=share)
    for index, (line, (label, pieces)) in enumerate(zip(lines, told, strict=True)):
        if pieces:
            return index, [Line(line.number, label)] if label else []
    return len(lines), []


def _told(lines: Sequence[Line], *, share: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield of every line what of it is a label, and the pieces of the values that end it.

    Cells that stand close may ``share`` a line: "Parker 1 204,5", "1 145 1 152".
    """
    before = ""
    for line in lines:
        text = squeeze(line.text)
        label, pieces = cut_values(text)
        if is_value(line.text, before):
            yield "", [text]
        elif (
            share
            and pieces
            and is_row_end(text)
            and (not label or _SURE_VALUE.search(" ".join(pieces)))
        ):
            yield label, pieces
        else:
            yield line.text, []
        before = line.text


def _runs(lines: Sequence[Line], *, share: bool) -> Iterator[_Run]:
    """Yield the labels and values of every row; the last may have no values."""
    run = _Run()
    for line, (label, pieces) in zip(lines, _told(lines, share=share), strict=True):
        if label and run.values:
            yield run
            run = _Run()
        if label:
            run.labels.append(replace(line, text=label))
        if pieces:
            run.values.append(([line], pieces))
    if run.labels or run.values:
        yield run


def _even(runs: Sequence[_Run], *, touch: bool) -> list[_Run]:
    """Part and close rows that have more values than nearly all others.

    A page break prints the values of a row above the header and its label below it: then two
    rows have no label between. A narrow column breaks a number at its thousands. Where cells
    ``touch``, the first values of a shorter row may stand on the last line of its label.
    """
    sizes = Counter(run.size for run in runs if run.values)
    usual, times = max(sizes.items(), key=lambda found: found[1], default=(0, 0))
    if times < max(_FEWEST_ROWS, _MOSTLY * sizes.total()):
        return list(runs)
    even: list[_Run] = []
    for run in runs:
        single = all(len(pieces) == 1 for _, pieces in run.values)
        if single and usual >= _SEVERAL and run.size == _TWICE * usual:
            even += [_Run(run.labels, run.values[:usual]), _Run([], run.values[usual:])]
        elif run.size > usual:
            loose = _Run(run.labels, _loosened(run.values))
            even.append(loose if loose.size <= usual else run)
        elif touch and run.labels and run.values:
            even.append(_with_end_of_label(run, usual - run.size))
        else:
            even.append(run)
    return even


def _with_end_of_label(run: _Run, lacking: int) -> _Run:
    """Take small numbers that end a label for values, where a row lacks as many."""
    last = run.labels[-1]
    label, pieces = cut_values(last.text)
    few = 0 < len(pieces) == lacking and all(map(_THOUSANDS.fullmatch, pieces))
    if not label or not few:
        return run
    labels = [*run.labels[:-1], replace(last, text=label)]
    return _Run(labels, [([last], pieces), *run.values])


def _loosened(
    values: Sequence[tuple[list[Line], list[str]]],
) -> list[tuple[list[Line], list[str]]]:
    """Let values of neighbouring lines be one number where its thousands may be parted."""
    loose: list[tuple[list[Line], list[str]]] = []
    for lines, pieces in values:
        goes_on = loose and _THOUSANDS.fullmatch(loose[-1][1][-1]) and _REST.fullmatch(pieces[0])
        if goes_on:
            before, above = loose[-1]
            loose[-1] = ([*before, *lines], [*above, *pieces])
        else:
            loose.append((lines, pieces))
    return loose


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


def _pieces(run: _Run) -> list[list[str]]:
    """Return the pieces of values line by line; a number cut at its thousands is closed."""
    pieces: list[list[str]] = []
    for _, line in run.values:
        alone = len(line) == 1 and pieces and len(pieces[-1]) == 1
        if alone and _CUT_THOUSANDS.fullmatch(line[0]) and _THOUSANDS.fullmatch(pieces[-1][0]):
            pieces[-1] = [f"{pieces[-1][0]} {line[0]}"]
        else:
            pieces.append(line)
    return pieces
