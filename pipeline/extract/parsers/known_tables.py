"""Tables of indicators and activities as their readers want them, whatever their makers' ideas.

Belongs here: titles above the header are taken off, a header of several rows and
values in several columns are made one, a table that lies on its side is turned,
and rows that name a group of the rows below become paragraphs between two tables,
notes paragraphs below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.document import (
    Block,
    Cell,
    GridTable,
    Paragraph,
    ParagraphRole,
    merge_places,
)
from pipeline.extract.language.indicator_headers import PERIOD
from pipeline.extract.language.line_kinds import NOTE
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.parsers.activities import is_activity_table
from pipeline.extract.parsers.activity_grid import activity_columns
from pipeline.extract.parsers.analyses import is_analysis_row
from pipeline.extract.parsers.dated_tables import with_dated
from pipeline.extract.parsers.goal_frames import without_frames
from pipeline.extract.parsers.headless_tables import with_headers
from pipeline.extract.parsers.indicator_columns import grid_columns
from pipeline.extract.parsers.indicators import is_indicator_table
from pipeline.extract.parsers.joined_tables import parted
from pipeline.extract.parsers.outline import is_goal_heading
from pipeline.extract.parsers.stacked_headers import with_one_header
from pipeline.extract.parsers.untimed_tables import with_columns
from pipeline.extract.tables.empty_places import without_empty_places
from pipeline.extract.tables.grid_tables import without_titles
from pipeline.extract.tables.joint_columns import with_whole_values
from pipeline.extract.tables.label_columns import with_names_beside

_LONGEST_GROUP = 120
_SENTENCE_END = (".", "!", "?", ":")
_NAME = "Indikator"
_SIDES = 2
_FEWEST_LABELS = 3
_NAMED_ABOVE = 0.97
"""How surely what stands alone above labels and values is the name of what they are of."""
_COUNTED = re.compile(r"(?:andel|antal|kostnad|index|genomsnitt\w*|medel\w*)\b", re.IGNORECASE)
"""What names of indicators begin with, and names of groups do not."""


def opened(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the tables of indicators and activities made ready for reading."""
    apart = [
        part
        for block in with_dated([*with_columns(blocks)])
        for part in (parted(block) if isinstance(block, GridTable) else (block,))
    ]
    ready = without_frames([part for block in apart for part in _ready(block)])
    return with_names_beside([*with_headers(ready)])


def _ready(block: Block) -> Iterator[Block]:
    if not isinstance(block, GridTable):
        yield block
        return
    for table in _ways_to_read(block):
        if is_indicator_table(table) or is_activity_table(table):
            notes = [row for row in table.rows[1:] if _is_note(row)]
            rows = [row for row in table.rows if row not in notes]
            yield from _parted(_with_rows(table, rows) if notes else table)
            yield from map(_paragraph, notes)
            return
    yield block


def _is_note(row: Sequence[Cell | None]) -> bool:
    """Tell whether a row holds a note to the table, which is no row of it."""
    filled = _filled(row)
    return len(filled) == 1 and bool(NOTE.match(squeeze(filled[0].text)))


def _ways_to_read(table: GridTable) -> Iterator[GridTable]:
    """Yield a table below its titles, without empty places, and with its columns as rows.

    These must be headed by words that are known: any row beside days would look like a header.
    """
    whole = without_empty_places(table)
    yield with_one_header(with_whole_values(without_titles(whole)[1]))
    turned = _turned(table)
    if grid_columns(turned.rows[0]) or activity_columns(turned.rows[0]):
        yield turned
    elif (card := _named(whole)) is not None:
        yield card


def _named(table: GridTable) -> GridTable | None:
    """Return the card of one indicator as a table with its labels as header; None where it is none.

    Its name is alone in the first row, without a head that says so, and each row below has a
    known label and one value.
    """
    (top, *pairs) = table.rows
    filled = _filled(top)
    labels = [row[0] for row in pairs]
    whole = len(filled) == 1 and len(top) == _SIDES and len(labels) >= _FEWEST_LABELS
    if not whole or not all(label and label.text.strip() for label in labels):
        return None
    header = (Cell(_NAME, filled[0].place), *labels)
    columns = grid_columns(header)
    if columns is None or len(columns) != len(header):
        return None
    values = (replace(filled[0], columns=1, rows=1), *(row[1] for row in pairs))
    return GridTable((header, values), table.place, 1, min(table.confidence, _NAMED_ABOVE))


def _turned(table: GridTable) -> GridTable:
    """Return a table with its columns as rows."""
    turned = [
        [
            cell
            if cell is None or cell.rows == cell.columns
            else replace(cell, rows=cell.columns, columns=cell.rows)
            for cell in row
        ]
        for row in table.rows
    ]
    rows = tuple(zip(*turned, strict=True))
    return replace(table, rows=rows, header_rows=min(table.header_rows, 1))


def _parted(table: GridTable) -> Iterator[Block]:
    """Yield a table in parts below the rows that name groups, each with the header again."""
    at = [number for number in range(1, len(table.rows)) if _names_group(table, number)]
    if not at:
        yield table
        return
    size = max(table.header_rows, 1)
    for start, end in pairwise((size - 1, *at, len(table.rows))):
        if start >= size:
            yield _paragraph(table.rows[start])
        rows = table.rows[max(start + 1, size) : end]
        if rows:
            yield _with_rows(table, (*table.rows[:size], *rows))


def _with_rows(table: GridTable, rows: Sequence[Sequence[Cell | None]]) -> GridTable:
    place = merge_places([cell.place for row in rows for cell in row if cell])
    return replace(table, rows=tuple(map(tuple, rows)), place=place)


def _paragraph(row: Sequence[Cell | None]) -> Paragraph:
    (cell,) = _filled(row)
    text = squeeze(strip_icon(cell.text))
    role = ParagraphRole.HEADING if is_goal_heading(text) else ParagraphRole.BODY
    return Paragraph(text, cell.place, role)


def _filled(row: Sequence[Cell | None]) -> list[Cell]:
    return [cell for cell in row if cell and strip_icon(cell.text).strip()]


def _names_group(table: GridTable, number: int) -> bool:
    """Tell whether a row has one short text and names the rows below it.

    It spans the table, says that it is a goal, or lacks what all others have: a period and
    values. The name of an indicator without values is not such a text.
    """
    filled = _filled(table.rows[number])
    below = table.rows[number + 1 : number + 2]
    if len(filled) != 1:
        return False
    (cell,) = filled
    text = squeeze(strip_icon(cell.text))
    if not below or len(_filled(below[0])) == 1:
        return is_goal_heading(text)
    if len(text) > _LONGEST_GROUP or text.endswith(_SENTENCE_END) or not text[:1].isupper():
        return False
    if is_analysis_row(filled, None) or _follows_analysis_head(table, number):
        return False
    return (
        is_goal_heading(text)
        or cell.columns == len(table.rows[number])
        or (cell in table.rows[number][:2] and _is_timed(table) and not _COUNTED.match(text))
    )


def _follows_analysis_head(table: GridTable, number: int) -> bool:
    """Tell whether the row above is the word "Analys" alone, whose text a row then is."""
    above = _filled(table.rows[number - 1])
    return len(above) == 1 and is_analysis_row(above, None) and len(above[0].text.split()) == 1


def _is_timed(table: GridTable) -> bool:
    """Tell whether the rows of a table say when they are measured."""
    return PERIOD in (grid_columns(table.rows[0], below=table.rows[1:]) or {}).values()
