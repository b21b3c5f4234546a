"""Reports whose text stands in the cells of tables, as a worksheet is printed with its grid.

Headings, assessments and prose are rows of one cell there, and nothing parts a table from the
text below it. Belongs here: telling such tables, and giving the text in them as paragraphs and
the rows between as tables with the columns that they fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from operator import itemgetter

from pipeline.extract.document import (
    Block,
    Cell,
    GridTable,
    Paragraph,
    ParagraphRole,
    merge_places,
)
from pipeline.extract.language.line_kinds import NOTE
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.parsers.analyses import is_analysis_row
from pipeline.extract.parsers.assessments import printed_assessment
from pipeline.extract.parsers.joined_tables import has_value
from pipeline.extract.parsers.outline import is_goal_heading

_FEWEST_COLUMNS = 4
"""Of a table that is no frame around goals."""
_FEWEST_WORDS = 5
"""Of a sentence."""
_LONGEST_HEADING = 100
_SENTENCE_END = (".", "!", "?")

Row = tuple[Cell | None, ...]


def without_worksheets(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the text in cells as paragraphs, if the report's goals stand there.

    A table whose goals are headings elsewhere too is an overview, and tells nothing.
    """
    tables = [block for block in blocks if isinstance(block, GridTable)]
    goals = {goal for table in tables for goal in _goals(table)}
    headed = {
        compact(block.text)
        for block in blocks
        if goals and isinstance(block, Paragraph) and is_goal_heading(block.text)
    }
    if not goals or goals <= headed:
        return tuple(blocks)
    return tuple(
        part
        for block in blocks
        for part in (_parted(block) if isinstance(block, GridTable) else (block,))
    )


def _goals(table: GridTable) -> Iterator[str]:
    """Yield the goals among text in cells, which says more of them than their names."""
    if len(table.rows[0]) >= _FEWEST_COLUMNS:
        for run, is_text in _runs(table.rows):
            texts = map(_text, run) if is_text and len(run) > 1 else ()
            yield from (compact(text) for text in texts if is_goal_heading(text))


def _parted(table: GridTable) -> Iterator[Block]:
    """Yield the text of a table as paragraphs, and what stands between as tables."""
    for is_text, group in groupby(_runs(table.rows), key=itemgetter(1)):
        rows = [row for run, _ in group for row in run]
        if is_text:
            yield from map(_paragraph, rows)
        else:
            yield _table(table, rows) if len(rows) < len(table.rows) else table


def _runs(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], bool]]:
    """Yield rows of several cells that follow each other, and those of one cell between them.

    An analysis or a note of the row above goes with that. Each has whether it is the report's
    text: a goal, how far it is met, or a sentence below which the rows do not just go on.
    """
    filled = [row for row in rows if _filled(row)]
    runs = [list(run) for _, run in groupby(filled, key=lambda row: len(_filled(row)) == 1)]
    for run, below in zip_longest(runs, runs[1:]):
        if len(_filled(run[0])) > 1:
            yield run, False
            continue
        said = _said_of_row_above(run) if run[0] is not filled[0] else 0
        if said:
            yield run[:said], False
        texts = [_text(row) for row in run[said:]]
        goal = any(is_goal_heading(text) or printed_assessment(text) for text in texts)
        goes_on = below is not None and has_value(below[0])
        if texts:
            yield run[said:], goal or (any(map(_is_sentence, texts)) and not goes_on)


def _said_of_row_above(run: Sequence[Row]) -> int:
    """Return how many rows from the first are an analysis, with its text, or a note."""
    text = _text(run[0])
    if not is_analysis_row([replace(_filled(run[0])[0], columns=1)], None):
        return int(NOTE.match(text) is not None)
    return 1 if " " in text else min(len(run), 2)


def _is_sentence(text: str) -> bool:
    return text.endswith(_SENTENCE_END) and len(text.split()) >= _FEWEST_WORDS


def _table(table: GridTable, rows: Sequence[Row]) -> GridTable:
    """Return rows as a table of the columns that they fill."""
    width = max(
        at + cell.columns
        for row in rows
        for at, cell in enumerate(row)
        if cell and cell.text.strip() and (at or len(_filled(row)) > 1)
    )
    kept = tuple(
        tuple(cell and replace(cell, columns=min(cell.columns, width - at)) for at, cell in cells)
        for cells in (list(enumerate(row[:width])) for row in rows)
    )
    place = merge_places([cell.place for row in kept for cell in row if cell])
    heads = table.header_rows if rows[0] is table.rows[0] else 0
    return replace(table, rows=kept, place=place, header_rows=heads)


def _paragraph(row: Row) -> Paragraph:
    (cell,) = _filled(row)
    text = _text(row)
    short = len(text) <= _LONGEST_HEADING and text[:1].isalpha() and text[-1:].isalnum()
    heads = is_goal_heading(text) or (short and not printed_assessment(text))
    return Paragraph(text, cell.place, ParagraphRole.HEADING if heads else ParagraphRole.BODY)


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row if cell and strip_icon(cell.text).strip()]


def _text(row: Row) -> str:
    return squeeze(_filled(row)[0].text)
