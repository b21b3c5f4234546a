"""Layout text: a page as a grid of letters, as ``pdftotext -layout`` prints it.

Runs of spaces keep columns below each other, so cells have their columns, and an empty cell
is empty. Rows have to be told by their values: a cell may be wrapped, and others stand at its
top or at its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.document import (
    Block,
    Cell,
    Document,
    GridTable,
    Line,
    SourceFormat,
    merge_places,
    place_of,
)
from pipeline.extract.language.text import ICONS, compact
from pipeline.extract.readers.text.layout_columns import (
    columns_of,
    heads_of,
    in_columns,
    known_heads,
    texts_at,
    widened,
)
from pipeline.extract.readers.text.layout_lines import SEVERAL
from pipeline.extract.readers.text.layout_regions import analysis_stop, regions_of
from pipeline.extract.readers.text.layout_rows import Row, cells_of, closed, grouped, keys_of
from pipeline.extract.readers.text.lines import TextSource, read_lines
from pipeline.extract.readers.text.paragraphs import paragraphs

_ROWS = 12
_COLUMNS = 3
_WIDE_GAP = re.compile(r" {3,}")
_LEADING_ICON = re.compile(rf"^([ \t\f]*)[{ICONS}](?=\s)", re.MULTILINE)
"""The status icon before a name; one further right is a cell, such as a deviation."""
_CONFIDENCE = 0.94
"""Of generated reports about one cell in 25 is put into a wrong row or column."""


def is_layout(text: str) -> bool:
    """Tell whether a text keeps columns apart by runs of spaces."""
    rows = sum(len(_WIDE_GAP.split(line.strip())) >= _COLUMNS for line in text.split("\n"))
    return rows >= _ROWS


def read(text: str) -> Document:
    """Read layout text into paragraphs and grid tables in reading order."""
    source = read_lines(_LEADING_ICON.sub(r"\1 ", text))
    return Document(
        source_format=SourceFormat.LAYOUT_TEXT,
        blocks=tuple(_blocks(source)),
        furniture=source.furniture,
        page_count=source.page_count,
    )


def _blocks(source: TextSource) -> Iterator[Block]:
    done = 0
    held: GridTable | None = None
    header: list[Line] = []
    for start, end in regions_of(source.lines):
        lines, between = source.lines[start:end], source.lines[done:start]
        own = _header_of(lines)
        adjoins = held is not None and not any(line.text.strip() for line in between)
        grid = _grid([*header, *lines]) if adjoins and not own else None
        headless = held is not None and grid is not None and _width(grid) == _width(held)
        grid = grid if headless else _grid(lines)
        if grid is None:
            continue
        if held is not None and (headless or (adjoins and _same_header(held, grid))):
            held = replace(held, rows=(*_with_rest(held.rows, grid.rows[1:2]), *grid.rows[2:]))
        else:
            yield from [held] if held is not None else []
            yield from _prose(source, between)
            held, header = grid, own
        done = end
    yield from [held] if held is not None else []
    yield from _prose(source, source.lines[done:])


Rows = Sequence[tuple[Cell | None, ...]]


def _with_rest(rows: Rows, first: Rows) -> Rows:
    """Return rows with the first one below a page break, or the rest of a name that it is."""
    cells = [cell.text if cell else "" for row in first for cell in row]
    if len(rows) < SEVERAL or not cells or any(cells[1:]) or not cells[0][:1].islower():
        return (*rows, *first)
    name, rest = rows[-1][0], first[0][0]
    if name is None or rest is None:
        return (*rows, *first)
    text = closed([name.text, rest.text])
    place = merge_places([name.place, rest.place])
    return (*rows[:-1], (replace(name, text=text, place=place), *rows[-1][1:]))


def _header_of(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a table's header; none where a page break parts it from its rows."""
    plain, _ = _without_analyses(lines)
    size, _ = columns_of([line.text for line in plain])
    return plain[:size]


def _prose(source: TextSource, lines: Sequence[Line]) -> Iterator[Block]:
    dedented = [replace(line, text=line.text.strip()) for line in lines]
    return paragraphs(
        dedented, page_breaks=source.page_breaks, wrap_is_marked=False, end_is_marked=False
    )


def _width(table: GridTable) -> int:
    return len(table.rows[0])


def _same_header(table: GridTable, other: GridTable) -> bool:
    """Tell whether a table repeats another's header: it is the rest of it below a page break."""
    one, two = ([compact(c.text) for c in t.rows[0] if c] for t in (table, other))
    return one == two


def _grid(lines: Sequence[Line]) -> GridTable | None:
    """Return a table; None where it shows no columns."""
    plain, rest = _without_analyses(lines)
    header, columns = columns_of([line.text for line in plain])
    if len(columns) <= 1 or len(plain) <= header:
        return None
    wide = widened(columns, [line.text for line in plain[header:]])
    heads = [line.text for line in plain[:header]]
    labelled = known_heads(heads, columns) or heads_of(heads, wide)
    above = [Row(line, cells) for line, cells in zip(plain, labelled, strict=False)]
    body = [Row(line, texts_at(line.text, in_columns(line.text, wide))) for line in plain[header:]]
    labels = ["".join(row.cells.get(at, "") for row in above) for at in range(len(columns))]
    groups = [above, *grouped(body, rest, keys_of(labels))]
    rows = tuple(cells_of(group, len(columns)) for group in groups if group)
    return GridTable(
        rows=rows,
        place=place_of(list(lines)),
        header_rows=1 if header else 0,
        confidence=_CONFIDENCE,
    )


def _without_analyses(lines: Sequence[Line]) -> tuple[list[Line], list[Row]]:
    """Part the lines of Analys texts from the others; blank lines are left out."""
    plain: list[Line] = []
    rest: list[Row] = []
    index = 0
    while index < len(lines):
        stop = analysis_stop(lines, index)
        for line in lines[index:stop]:
            if text := line.text.strip():
                rest.append(Row(line, {0: text}, analysis=True))
        if not stop and lines[index].text.strip():
            plain.append(lines[index])
        index = stop or index + 1
    return plain, rest
