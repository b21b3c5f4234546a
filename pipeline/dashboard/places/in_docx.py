"""A place in a DOCX: the table that holds it, with the cell marked.

A DOCX knows no pages and no lines; a fact of one says what is printed in its row or cell. So
the table is found again by what it prints: the cell's text, in the row and column that the
fact names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.extract.document import Document, GridTable, Paragraph
from pipeline.extract.privacy import mask_document
from pipeline.extract.readers.docx import reader

AROUND = 6
"""Rows that are shown before and after; the head always is."""


MEASURE_HEADS: Mapping[str, str] = {
    "outcome": r"^(?!.*(förra|föreg|män|pojk|kvinn|flick)).*utfall",
    "outcome_men": r"män|pojk",
    "outcome_women": r"kvinn|flick",
    "previous_outcome": r"förra|föreg",
    "forecast": r"prognos",
    "target": r"^(?!.*kf).*mål",
    "kf_target": r"kf",
}
"""What the heads of the columns of indicator tables say, as patterns, by measure."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fact says of its place: the text, words of its row, a pattern of its column's head."""

    printed: str
    row: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the table as it is shown; ``is_there`` marks the place."""

    text: str
    columns: int
    rows: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table; ``is_head`` where its cells name columns."""

    cells: tuple[ShownCell, ...]
    is_head: bool
    is_there: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table, or a part of it: rows left out before and after are counted."""

    heading: str
    rows: tuple[ShownRow, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ShownText:
    """A paragraph that holds the place, with the heading above it."""

    heading: str
    text: str


def read(content: bytes) -> Document:
    """The document as its reader gives it, masked.

    Raises:
        UnreadableDocument: the bytes are no DOCX that can be read.
    """
    return mask_document(reader.read(content))[0]


def find(document: Document, wanted: Wanted) -> ShownTable | ShownText | None:
    """Where a fact is printed: a table, else a paragraph; None where neither has the text."""
    scored = [
        (score, index, row, column)
        for index, block in enumerate(document.blocks)
        if isinstance(block, GridTable)
        for score, row, column in _scores(block, wanted)
    ]
    if scored:
        _, index, row, column = max(scored, key=lambda one: (one[0], -one[1], -one[2], -one[3]))
        table = document.blocks[index]
        assert isinstance(table, GridTable)
        return _shown(table, row, column, _heading_above(document, index))
    words = _plain(wanted.printed)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and words and words in _plain(block.text):
            return ShownText(_heading_above(document, index), block.text)
    return None


_SAME_TEXT, _SAME_ROW, _SAME_COLUMN = 4, 3, 2


def _scores(table: GridTable, wanted: Wanted) -> Iterator[tuple[int, int, int]]:
    """How well each cell with the wanted text fits, with its row and column."""
    printed, row_words = _plain(wanted.printed), _plain(wanted.row)
    if not printed:
        return
    head = table.header_rows or 1
    for r, row in enumerate(table.rows):
        whole = " ".join(_plain(cell.text) for cell in row if cell is not None)
        for c, cell in enumerate(row):
            if cell is None or _plain(cell.text) != printed:
                continue
            above = " ".join(
                _plain(one.text) for line in table.rows[:head] if (one := line[c]) is not None
            )
            score = _SAME_TEXT
            score += _SAME_ROW if row_words and row_words in whole else 0
            score += _SAME_COLUMN if wanted.column and re.search(wanted.column, above) else 0
            yield score, r, c


def _shown(table: GridTable, row: int, column: int, heading: str) -> ShownTable:
    head = max(1, table.header_rows)
    first, last = max(head, row - AROUND), min(len(table.rows), row + AROUND + 1)
    shown = [*range(min(head, len(table.rows))), *range(first, last)]
    return ShownTable(
        heading,
        tuple(_row(table, index, row, column, is_head=index < head) for index in shown),
        before=first - head,
        after=len(table.rows) - last,
    )


def _row(table: GridTable, index: int, row: int, column: int, *, is_head: bool) -> ShownRow:
    cells = tuple(
        ShownCell(cell.text, cell.columns, 1, (index, at) == (row, column))
        for at, cell in enumerate(table.rows[index])
        if cell is not None
    )
    return ShownRow(cells, is_head, index == row)


def _heading_above(document: Document, index: int) -> str:
    for block in reversed(document.blocks[:index]):
        if isinstance(block, Paragraph) and block.level is not None:
            return block.text
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
