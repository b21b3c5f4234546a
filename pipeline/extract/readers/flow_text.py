"""Flow text: what Apache Tika and its like make of a PDF. Only lines are known.

Every table cell is wrapped over lines, cells of one line are joined by a space, and an
empty cell leaves no trace; so tables become ``RunTable``s.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.document import Block, Document, Line, RunTable, SourceFormat
from pipeline.extract.readers.flow_tables import chunks_of, find_regions
from pipeline.extract.readers.lines import TextSource, place_of, read_lines, wrap_marks
from pipeline.extract.readers.paragraphs import paragraphs


def read(text: str) -> Document:
    """Read flow text into paragraphs and run tables in reading order."""
    source = read_lines(text)
    wrap_is_marked, end_is_marked = wrap_marks(source.lines)
    return Document(
        source_format=SourceFormat.FLOW_TEXT,
        blocks=tuple(_blocks(source, wrap_is_marked, end_is_marked)),
        furniture=source.furniture,
        page_count=source.page_count,
    )


def _blocks(source: TextSource, wrap_is_marked: bool, end_is_marked: bool) -> Iterator[Block]:
    lines = source.lines
    done = 0
    for region in find_regions(lines):
        yield from paragraphs(
            lines[done : region.start],
            page_breaks=source.page_breaks,
            wrap_is_marked=wrap_is_marked,
            end_is_marked=end_is_marked,
        )
        table_lines = lines[region.start : region.end]
        yield RunTable(
            chunks=chunks_of(table_lines),
            place=place_of(_filled(table_lines)),
            wrap_is_marked=wrap_is_marked,
            end_is_marked=end_is_marked,
        )
        done = region.end
    yield from paragraphs(
        lines[done:],
        page_breaks=source.page_breaks,
        wrap_is_marked=wrap_is_marked,
        end_is_marked=end_is_marked,
    )


def _filled(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines from the first to the last that is not blank."""
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    return list(lines[filled[0] : filled[-1] + 1])
