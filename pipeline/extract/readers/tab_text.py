"""Tab text: one table row a line, cells split by tabs (or Markdown's bars), with glitches.

The glitches that are this format's own are mended here: tables run together, tables cut
by a page break, padding. What a cell says is the parsers' work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.document import (
    Block,
    Cell,
    Document,
    GridTable,
    Line,
    Place,
    SourceFormat,
)
from pipeline.extract.readers.lines import TextSource, place_of, read_lines, wrap_marks
from pipeline.extract.readers.paragraphs import paragraphs
from pipeline.extract.report import Qualifier
from pipeline.extract.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.text import close_hyphens, compact, squeeze, strip_icon, strip_markup
from pipeline.extract.values import parse_cell

_KNOWN_HEADERS = (
    (INDICATORS, ("utfall", "årsmål", "arsmål", "periodens", "kf")),
    (ACTIVITIES, ("startdatum",)),
)


_BARRED = re.compile(r"^\s*\|(.*)\|\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_BAR_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
"""Rows as converters to Markdown print them, and the line between header and rows."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive lines of a table: indices ``start`` to ``end``, end exclusive."""

    start: int
    end: int


def read(text: str) -> Document:
    """Read tab text into paragraphs and grid tables in reading order."""
    source = read_lines(text)
    return Document(
        source_format=SourceFormat.TAB_TEXT,
        blocks=tuple(_blocks(source)),
        furniture=source.furniture,
        page_count=source.page_count,
    )


def _blocks(source: TextSource) -> Iterator[Block]:
    lines = source.lines
    wrap_is_marked, _ = wrap_marks(lines)
    done = 0
    for pieces in _tables(lines):
        yield from _paragraphs(source, lines[done : pieces[0].start], wrap_is_marked)
        yield _grid([lines[i] for piece in pieces for i in range(piece.start, piece.end)])
        done = pieces[-1].end
    yield from _paragraphs(source, lines[done:], wrap_is_marked)


def _paragraphs(source: TextSource, lines: Sequence[Line], wrap_is_marked: bool) -> Iterator[Block]:
    return paragraphs(
        lines,
        page_breaks=source.page_breaks,
        wrap_is_marked=wrap_is_marked,
        end_is_marked=False,
    )


def _tables(lines: Sequence[Line]) -> Iterator[list[_Run]]:
    """Yield the runs of lines that make up one table each."""
    table: list[_Run] = []
    for run in _runs(lines):
        if table and not _continues(lines, table, run):
            yield table
            table = []
        table.append(run)
    if table:
        yield table


def _runs(lines: Sequence[Line]) -> Iterator[_Run]:
    """Yield runs of lines with tabs, split where the header of a new table stands."""
    start: int | None = None
    for index in range(len(lines) + 1):
        inside = index < len(lines) and is_row(lines[index].text)
        if start is not None and (not inside or _is_new_header(lines, start, index)):
            yield _Run(start, index)
            start = None
        if inside and start is None:
            start = index


def _is_new_header(lines: Sequence[Line], start: int, index: int) -> bool:
    """Tell whether a row inside a run is the header of another table.

    Known headers are, and rows whose label is the run's own header label again with
    other columns ("Personalomsättning i procent" by report, then by month).
    """
    if index == start:
        return False
    fields, first = _fields(lines[index].text), _fields(lines[start].text)
    if is_known_header(fields):
        return True
    same_label = bool(fields[0]) and compact(fields[0]) == compact(first[0])
    return same_label and len(fields) != len(first)


def is_known_header(fields: Sequence[str]) -> bool:
    """Tell whether a row is the header of an indicator or activity table."""
    filled = [text for field in fields if (text := head_word(field))]
    for name, following in _KNOWN_HEADERS:
        if len(filled) >= 2 and filled[0] in (name, name + "er"):
            return any(filled[1].startswith(word) for word in following)
    return False


def _continues(lines: Sequence[Line], table: Sequence[_Run], run: _Run) -> bool:
    """Tell whether a run goes on with the table before it, over a page break.

    It does if only blank lines part them and it repeats the table's header, or has as
    many columns and does not look like a header of its own.
    """
    gap = lines[table[-1].end : run.start]
    if any(line.text.strip() for line in gap):
        return False
    first = _fields(lines[table[0].start].text)
    header = _fields(lines[run.start].text)
    if not any(header[1:]) and run.end > run.start + 1:  # a sub-heading opens the page
        header = [header[0], *_fields(lines[run.start + 1].text)[1:]]
    if [compact(f) for f in header] == [compact(f) for f in first]:
        return True
    if not gap or is_known_header(header):
        return False
    if is_known_header(first):
        return len(header) >= len(first) - 1 and _has_values(header)
    return len(header) == len(first) and _has_values(header) and not _is_header_like(header)


def _has_values(fields: Sequence[str]) -> bool:
    return any(any(map(str.isdigit, field)) for field in fields[1:])


def _is_header_like(fields: Sequence[str]) -> bool:
    """A header's fields say no values in most columns, or all of them are years."""
    values = [field for field in fields[1:] if field.strip()]
    worded = sum(_says_no_value(field) for field in values)
    return bool(values) and worded > len(values) / 2


def _says_no_value(field: str) -> bool:
    parsed = parse_cell(field)
    return parsed is None or parsed.qualifier is Qualifier.TEXT


def is_row(text: str) -> bool:
    """Tell whether a line is a row of a table: it has tabs, or bars at both ends."""
    return "\t" in text.strip("\n") or _BARRED.match(text) is not None


def _fields(text: str) -> list[str]:
    if barred := _BARRED.match(text):
        fields = [field.replace("\\|", "|") for field in _BAR.split(barred[1])]
    else:
        fields = text.split("\t")
    return [squeeze(strip_markup(field)) for field in fields]


def _grid(lines: Sequence[Line]) -> GridTable:
    """Return lines as a grid; every row is padded to the widest one."""
    rows = [_row(line) for line in lines if not _BAR_RULE.match(line.text)]
    if is_known_header(_fields(lines[0].text)):
        rows = [_below(rows[0], row) for row in rows]
    width = max(len(row) for row in rows)
    used = max(
        (index + 1 for row in rows for index, cell in enumerate(row) if cell.text), default=width
    )
    padded = tuple(
        tuple(row[:used]) + tuple(Cell("", row[-1].place) for _ in range(used - len(row)))
        for row in rows
    )
    return GridTable(rows=padded, place=place_of(list(lines)))


def _below(header: Sequence[Cell], row: list[Cell]) -> list[Cell]:
    """Return a row moved under its header where only one of the two has a cell for icons."""
    first = strip_icon(row[0].text)
    if len(row) == len(header) + 1 and not first and strip_icon(header[0].text):
        return row[1:]
    if len(row) == len(header) - 1 and first and not strip_icon(header[0].text):
        return [Cell("", row[0].place), *row]
    return row


def _row(line: Line) -> list[Cell]:
    place = Place(line.text, line.page, line.number, line.number)
    return [Cell(close_hyphens(field), place) for field in _fields(line.text)]
