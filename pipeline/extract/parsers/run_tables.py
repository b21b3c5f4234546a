"""Cells of a ``RunTable`` that is neither indicators nor activities.

``run_rows`` parts header, rows and notes; ``run_columns`` finds the columns;
``header_labels`` names them. What was inferred carries its probability.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

from pipeline.extract.assignment.column_weights import TABLE_CALIBRATION
from pipeline.extract.assignment.columns import calibrated
from pipeline.extract.assignment.fit import Fit
from pipeline.extract.assignment.label_doubts import is_displaced, with_doubts
from pipeline.extract.assignment.label_evidence import TableLooks
from pipeline.extract.assignment.run_columns import fits_of, sums_agree
from pipeline.extract.document import RunTable, place_of
from pipeline.extract.language.table_heads import COMMENT
from pipeline.extract.language.text import compact, text_width
from pipeline.extract.language.values import number_in
from pipeline.extract.report import TableCell
from pipeline.extract.tables.grid_tables import TableBody
from pipeline.extract.tables.header_labels import HeaderWord, header_words, of_header
from pipeline.extract.tables.run_cells import read_cells
from pipeline.extract.tables.run_counts import column_counts
from pipeline.extract.tables.run_habits import without_idle_blanks
from pipeline.extract.tables.run_header import Header, header_shares, read_header
from pipeline.extract.tables.run_rows import (
    Parts,
    Row,
    is_dense,
    lines_after_blank,
    ways_to_part,
)
from pipeline.extract.tables.run_titles import without_title, without_titles

_SURE = 0.995
_UNPARTED = 0.6
"""Confidence of a row whose label may hold a part of the row above."""
_NEAR = 5.0
_SUMS = 4.0
_SUB_HEADING = 5.0
_MOST_COUNTS = 3
_LABEL_A_LINE = 1.5
"""What is for a header that has a line for every label, once its title is parted from it."""


def read_run(table: RunTable) -> TableBody:
    """Read a run table into cells; every printed value is kept."""
    body, looks, unparted = _read(table)
    if looks is None:
        return body
    cells = (
        replace(cell, confidence=min(cell.confidence, _UNPARTED))
        if cell.row_no in unparted
        else cell
        for cell in with_doubts(body.cells, looks)
    )
    return replace(body, cells=tuple(cells))


def read_undoubted(table: RunTable) -> tuple[TableBody, TableLooks | None]:
    """Read a run table into cells as sure as their columns are, and tell how its labels look."""
    return _read(table)[:2]


def _read(table: RunTable) -> tuple[TableBody, TableLooks | None, frozenset[int]]:
    """Return a table without doubts, its looks, and the rows whose label may hold a comment."""
    table = without_idle_blanks(table)
    (parts, words, counts), titles = _read_sized(table)
    if not counts:  # the order of its lines is destroyed: nothing says how many columns it has
        body = TableBody(columns=(), cells=(), notes=parts.notes, left_over=(table.place,))
        return body, None, frozenset()
    near = [count for score, count in counts if score > counts[0][0] - _NEAR][:_MOST_COUNTS]
    ways = [_assign(parts, words, count) for count in near]
    scores = [counts[way][0] + _SUMS * ways[way].agreement for way in range(len(ways))]
    best = scores.index(max(scores))
    header = ways[best].header
    cells = sorted(ways[best].cells, key=lambda cell: (cell.row_no, cell.column_no))
    body = TableBody(
        columns=header.labels,
        cells=tuple(cells),
        groups=tuple(dict.fromkeys(row.group for row in parts.rows if row.group)),
        notes=parts.notes,
        left_over=parts.left_over,
        titles=titles,
    )
    others = [score for way, score in enumerate(scores) if way != best]
    looks = TableLooks(
        columns=header.labels,
        heads=header_shares(words, header),
        margin=scores[best] - max(others) if others else _NEAR,
        agreement=ways[best].agreement,
        marked=table.end_is_marked,
        apart=table.cells_apart,
        dense=is_dense(table),
        header_lines=len(parts.header),
        header_width=mean([text_width(line.text.strip()) for line in parts.header] or [0.0]),
        row_lines=mean([len(row.lines) for row in parts.rows] or [0]),
    )
    unparted = frozenset(
        number for number, row in enumerate(parts.rows, 1) if _may_begin_with_comment(row, header)
    )
    return body, looks, unparted


_Sized = tuple[Parts, tuple[HeaderWord, ...], list[tuple[float, int]]]


def _read_sized(table: RunTable, above: tuple[str, ...] = ()) -> tuple[_Sized, tuple[str, ...]]:
    """Return a table's parts as they are read best, and the titles above its header.

    ``above`` are titles that were found above this table.
    """
    best = _read_untitled(table)
    if is_displaced(_labels(best)):  # what stands over the labels of rows is no label
        titles, below = without_titles(table)
        placed = _read_untitled(below) if below.chunks else best
        named = _without_label(placed) <= _without_label(best)
        if titles and named and not is_displaced(_labels(placed)):
            return placed, titles
    title = without_title(table, above)
    if title is None:
        return best, ()
    titled, others = _read_sized(title.below, (*above, title.text))
    if _without_label(titled) > _without_label(best):  # what was its label is in the header
        return best, ()
    parted = next((word.parts for word in best[1] if word.line == 1), 0.0)
    bonus = max(0.0, parted) + title.worth
    bonus += _LABEL_A_LINE * (_has_label_a_line(titled) - _has_label_a_line(best))
    return (titled, (title.text, *others)) if _best(titled) + bonus > _best(best) else (best, ())


def _labels(sized: _Sized) -> Sequence[str]:
    """Return the labels of a table's columns as they are read with its likeliest count."""
    parts, words, counts = sized
    if not counts:
        return ("",)
    marked = parts.header_is_marked
    return read_header(words, counts[0][1], parts.sides, wrap_is_marked=marked)[1].labels


def _has_label_a_line(sized: _Sized) -> bool:
    """Tell whether a table's header has as many lines as columns."""
    return len({word.line for word in sized[1]}) == len(_labels(sized))


def _without_label(sized: _Sized) -> int:
    return sum(not row.label for row in sized[0].rows)


def _read_untitled(table: RunTable) -> _Sized:
    if table.cells_apart:
        return _sized(read_cells(table), table)
    usual, *others = (_sized(parts, table) for parts in ways_to_part(table))
    return next((other for other in others if _best(other) > _best(usual) + _SUB_HEADING), usual)


def _once(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows, one that a page break prints again once: the same label and values."""
    above: Row | None = None
    for row in rows:
        again = above is not None and row.label and len(row.pieces) > 1
        if again and above and (row.label, row.pieces) == (above.label, above.pieces):
            above.lines = [*above.lines, *row.lines]
            above.value_lines = [*above.value_lines, *row.value_lines]
            continue
        above = row
        yield row


def _sized(parts: Parts, table: RunTable) -> _Sized:
    """Return a table's parts with its header's words and its likely column counts."""
    table = of_header(table, parts.header)
    marked = table.wrap_is_marked
    parts = replace(parts, rows=tuple(_once(parts.rows)), header_is_marked=marked)
    words = header_words(parts.header, lines_after_blank(table), table)
    return parts, words, column_counts(parts.rows, words, parts.sides, wrap_is_marked=marked)


def _best(sized: _Sized) -> float:
    return sized[2][0][0] if sized[2] else -math.inf


@dataclass(frozen=True, slots=True)
class _Assigned:
    """The cells of a table read with a number of columns; ``agreement`` of its sums."""

    header: Header
    cells: tuple[TableCell, ...]
    agreement: float


def _assign(parts: Parts, words: tuple[HeaderWord, ...], count: int) -> _Assigned:
    marked = parts.header_is_marked
    _, header = read_header(words, count, parts.sides, wrap_is_marked=marked)
    if header.second_label:
        parts = replace(parts, rows=tuple(_with_groups(parts.rows)))
    cells: list[TableCell] = []
    agreement = 0.0
    for side in range(header.sides):
        numbers = [n for n, row in enumerate(parts.rows) if _on(row, side, header)]
        rows = [parts.rows[n] for n in numbers]
        columns = header.values[side * count : (side + 1) * count]
        labels = [header.labels[index] for index in (columns[0] - 1, *columns)]
        fits = fits_of(rows, count, labels)
        agreement += sums_agree(rows, fits, count) / header.sides
        for number, row, fit in zip(numbers, rows, fits, strict=True):
            cells.extend(_cells(number + 1, row, fit, columns, header))
    return _Assigned(header, tuple(cells), agreement)


def _with_groups(rows: Sequence[Row]) -> Iterator[Row]:
    """Part the labels of two columns that stand on one line: "Beröm Antal beröm".

    The second begins with a capital. A row that shares its first word with the next has no
    group before its label ("Lex Maria", "Lex Sarah"), nor one whose line begins empty.
    """
    group: str | None = None
    above: list[str] = []
    for number, row in enumerate(rows):
        words = row.label.split()
        neighbours = [*rows[max(0, number - 1) : number], *rows[number + 1 : number + 2]]
        beside = [other.label.split()[:1] for other in neighbours]
        capitals = [i for i, word in enumerate(words) if i and word[:1].isupper()]
        alone = words[:1] in (*beside, above) or row.lines[0].text[:1].isspace() or not row.pieces
        repeated = [i for i in capitals if [words[i]] in beside]
        if capitals and not alone:
            at = (repeated or capitals)[0]
            group = " ".join(words[:at])
            words = words[at:]
            yield replace(row, group=group, label=" ".join(words))
        else:
            group = row.label if not row.pieces else group
            yield replace(row, group=group)
        above = words[:1]


def _on(row: Row, side: int, header: Header) -> bool:
    return header.sides == 1 or row.side == side


def _may_begin_with_comment(row: Row, header: Header) -> bool:
    """Tell whether the first lines of a row's label may be the comment that ends the row above."""
    lines = len(row.lines) - len(row.value_lines)
    return lines > 1 and any(COMMENT.fullmatch(compact(label)) for label in header.labels)


def _cells(
    row_no: int, row: Row, fit: Fit, columns: Sequence[int], header: Header
) -> Iterator[TableCell]:
    place = place_of(row.value_lines)
    if not fit.values:
        label = header.labels[0]
        yield TableCell(row_no, row.label, row.group, 1, label, row.label, None, place, 1.0)
    for number, (text, column) in enumerate(zip(fit.values, fit.columns, strict=True)):
        share = fit.shares[number] if fit.shares else fit.probability
        yield TableCell(
            row_no=row_no,
            row_label=row.label,
            row_group=row.group,
            column_no=columns[column] + 1,
            column_label=header.labels[columns[column]],
            text=text,
            value=number_in(text),
            place=place,
            confidence=round(min(calibrated(share, TABLE_CALIBRATION), _SURE), 4),
        )
