"""Documents as a person would type them, for the tests of the reader.

In texts a trailing space, which some sources print where a line is wrapped, is written
``·``; one column of a grid is parted from the next by ``|``.
"""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from pipeline.extract.document import (
    Block,
    Cell,
    Chunk,
    Document,
    GridTable,
    Line,
    Paragraph,
    ParagraphRole,
    Place,
    RunTable,
    SourceFormat,
    place_of,
)
from pipeline.extract.readers.text.flow_tables import chunks_of


def printed(text: str) -> str:
    """A text without its indentation, with trailing spaces where ``·`` stands."""
    return dedent(text).strip().replace("·", " ")


def lines(text: str, first: int = 1) -> tuple[Line, ...]:
    """The lines of a text, numbered from ``first``."""
    return tuple(
        Line(number, line) for number, line in enumerate(printed(text).split("\n"), start=first)
    )


def chunks(text: str) -> tuple[Chunk, ...]:
    """The runs of lines between blank lines."""
    return chunks_of(lines(text))


def run_table(*parts: str, marked: bool = False) -> RunTable:
    """A table of flow text, its parts (header, body) with a blank line between.

    ``marked`` where wrapped lines end in a space and others do not.
    """
    all_lines = lines("\n\n".join(printed(part) for part in parts))
    return RunTable(
        chunks=chunks_of(all_lines),
        place=place_of(all_lines),
        wrap_is_marked=marked,
        end_is_marked=marked,
    )


def grid(text: str, *, header_rows: int = 0) -> GridTable:
    """A table with columns: one row a line, ``|`` between cells."""
    all_lines = [line for line in lines(text) if line.text.strip()]
    rows = [
        tuple(
            Cell(field.strip(), Place(line.text, None, line.number, line.number))
            for field in line.text.split("|")
        )
        for line in all_lines
    ]
    assert len({len(row) for row in rows}) == 1, "every row of a grid has as many cells"
    return GridTable(tuple(rows), place_of(all_lines), header_rows)


def place(text: str, line: int = 1) -> Place:
    """A place of one line."""
    return Place(text, None, line, line)


def body(text: str, line: int = 1) -> Paragraph:
    """A paragraph of running text."""
    return Paragraph(text, place(text, line))


def heading(text: str, line: int = 1, level: int | None = None) -> Paragraph:
    """A heading; ``level`` where the format states it."""
    return Paragraph(text, place(text, line), ParagraphRole.HEADING, level)


def bullet(text: str, line: int = 1) -> Paragraph:
    """An item of a list."""
    return Paragraph(text, place(text, line), ParagraphRole.BULLET)


def document(*blocks: Block, sidecar: dict[str, str] | None = None) -> Document:
    """A document of some blocks."""
    return Document(SourceFormat.FLOW_TEXT, blocks, sidecar=sidecar or {})


def merged(
    table: GridTable, row: int, column: int, *, rows: int = 1, columns: int = 1
) -> GridTable:
    """Return a table with one cell spread over those right of and below it."""
    body = [list(cells) for cells in table.rows]
    cell = body[row][column]
    assert cell is not None
    for y in range(row, row + rows):
        body[y][column : column + columns] = [None] * columns
    body[row][column] = replace(cell, rows=rows, columns=columns)
    return replace(table, rows=tuple(tuple(cells) for cells in body))
