"""What paragraphs and tables of markup have in common: roles by look, cells that span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.document import Cell, GridTable, Paragraph, ParagraphRole, Place
from pipeline.extract.language.text import is_bullet, normalise_characters, squeeze

_SENTENCE_END = re.compile(r"[.!?:;,]$")
_SHORT_HEADING = 110
_NOTE = re.compile(r"#[\w-]*?(?:foot|end)?(?:note|ftn|edn|fn)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\W*(?:\d{1,3}|[ivx]{1,5}|[a-z])?\W*")
_MOST_SPANNED = 200
"""A cell that claims to span more rows or columns than this does not."""


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell as markup gives it: in reading order of its row, with the places it covers.

    ``confidence`` is the probability that it stands where it is put.
    """

    text: str
    place: Place
    columns: int = 1
    rows: int = 1
    confidence: float = 1.0


def is_note_link(address: str, text: str, *, above: bool = False) -> bool:
    """Tell whether a link is the mark of a footnote, or leads back to one: no part of a text.

    ``above`` says that it is raised: such a mark may lead to any place of its page.

    >>> is_note_link("#_ftn2", "[2]"), is_note_link("#note-2", "se not 2")
    (True, False)
    >>> is_note_link("#f2", "2"), is_note_link("#f2", "2", above=True)
    (False, True)
    """
    leads = address.startswith("#") if above else _NOTE.match(address)
    return bool(leads and _NOTE_MARK.fullmatch(text))


def paragraph(text: str, place: Place, *, level: int | None = None) -> Paragraph | None:
    """Return a paragraph, None where it has no text; a heading by ``level`` or by its look."""
    text = squeeze(normalise_characters(text))
    if not text:
        return None
    return Paragraph(text, place, _role(text, level), level)


def _role(text: str, level: int | None) -> ParagraphRole:
    if level is not None:
        return ParagraphRole.HEADING
    if is_bullet(text):
        return ParagraphRole.BULLET
    short = len(text) <= _SHORT_HEADING and not _SENTENCE_END.search(text)
    if short and (text[:1].isupper() or text[:1].isdigit()):
        return ParagraphRole.HEADING
    return ParagraphRole.BODY


def grid(
    rows: Sequence[Sequence[Spanning]], place: Place, header_rows: int, confidence: float = 1.0
) -> GridTable | None:
    """Return rows as a grid: spanned places are None, short rows are filled; None if empty."""
    placed: list[dict[int, Cell | None]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in placed[number]:
                column += 1
            columns = min(max(cell.columns, 1), _MOST_SPANNED)
            height = min(max(cell.rows, 1), _MOST_SPANNED, len(rows) - number)
            for below in range(number, number + height):
                for beside in range(column, column + columns):
                    placed[below].setdefault(beside, None)
            text = squeeze(normalise_characters(cell.text))
            placed[number][column] = Cell(
                text, cell.place, columns, height, confidence=cell.confidence
            )
            column += columns
    width = max((max(row, default=-1) + 1 for row in placed), default=0)
    if not width:
        return None
    filled = tuple(
        tuple(row.get(column, Cell("", place)) if column not in row else row[column]
              for column in range(width))
        for row in placed
    )  # fmt: skip
    return GridTable(
        rows=filled,
        place=place,
        header_rows=header_rows if header_rows < len(filled) else 0,
        confidence=confidence,
    )
