"""Tables of a DOCX that are set with tab stops: a paragraph a row, a tab between two cells.

Belongs here: which paragraphs of a document are such rows, and how sure their cells are. What
rows of tabs make of each other is told by the reader of tab text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Cell, GridTable, Line, Paragraph, Place
from pipeline.extract.language.line_kinds import COMMENT, is_value_line
from pipeline.extract.readers.text.tab_text import is_known_header, is_row, tables_of_rows

_LEAST_ROWS = 2
_COLUMNS = 3
"""So many columns make a table; two are a name and a number of a contents list or a letter."""
_DOUBTED = 0.5
"""How sure a cell is whose row has other columns than its header may have."""


def with_tab_tables(blocks: Sequence[Block], stops: Collection[int]) -> Iterator[Block]:
    """Yield blocks, a table for paragraphs below each other whose tabs part cells.

    Args:
        blocks: What stands in a document, in reading order.
        stops: The ids of paragraphs with tab stops of their own: there one tab is one column.
    """
    held: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (_is_row(block) or (held and _is_comment(block))):
            held.append(block)
            continue
        yield from _as_tables(held, stops)
        held = []
        yield block
    yield from _as_tables(held, stops)


def _is_row(paragraph: Paragraph) -> bool:
    return is_row(paragraph.place.text) and paragraph.level is None


def _is_comment(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is an Analys text, which has no columns."""
    return paragraph.level is None and bool(COMMENT.match(paragraph.text))


def _as_tables(rows: Sequence[Paragraph], stops: Collection[int]) -> Iterator[Block]:
    """Yield the tables that rows are, and what is none as it is."""
    if not _is_table([_cells(row) for row in rows if _is_row(row)]):
        yield from rows
        return
    texts = [row.place.text.replace("\n", " ") for row in rows]
    lines = [Line(at, text, rows[at - 1].place.page) for at, text in enumerate(texts, 1)]
    done = 0
    for own, grid in tables_of_rows(lines):
        yield from rows[done : own.start]
        yield _placed(grid, rows, stops)
        done = own.stop
    yield from rows[done:]


def _cells(row: Paragraph) -> list[str]:
    return [text.strip() for text in row.place.text.split("\t")]


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows have a header that is known, or one of words above values."""
    wide = [row for row in rows if len(row) >= _COLUMNS]
    if len(rows) < _LEAST_ROWS or not wide:
        return False
    if any(map(is_known_header, wide)):
        return True
    values = sum(any(map(is_value_line, row[1:])) for row in wide[1:])
    return len(wide) >= _LEAST_ROWS and 2 * values >= len(wide[1:])


def _placed(grid: GridTable, rows: Sequence[Paragraph], stops: Collection[int]) -> GridTable:
    """Return a table with the places of a DOCX, unsure where tabs need not be columns."""
    own = {at for at, row in enumerate(rows, 1) if id(row) in stops}
    width = len(_cells(rows[(grid.place.line_start or 1) - 1]))

    def placed(cell: Cell | None) -> Cell | None:
        if cell is None:
            return None
        at = cell.place.line_start or 1
        texts = _cells(rows[at - 1])
        aligned = len(texts) == width and all(texts) if at not in own else len(texts) <= width
        whole = aligned or len(texts) == 1
        confidence = cell.confidence if whole else min(cell.confidence, _DOUBTED)
        place = rows[at - 1].place
        return replace(cell, place=place, confidence=confidence)

    return replace(
        grid,
        rows=tuple(tuple(placed(cell) for cell in row) for row in grid.rows),
        place=Place(grid.place.text, grid.place.page),
    )
