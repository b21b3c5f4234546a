"""A title inside a ``RunTable``, above its header: parted from it where it is one.

Whether the rest is read better without it is for those who read the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.extract.document import Chunk, RunTable
from pipeline.extract.language.line_kinds import (
    COLUMN_WORD,
    HEADED_BY_UNIT,
    LABEL_HEAD,
    UNIT_END,
    is_row_end,
    may_span,
)
from pipeline.extract.language.text import squeeze

_CAPTION = re.compile(r"^Tabell(?: \d+)?[:.] *")
_WITHOUT, _WITH_UNIT, _KNOWN = -1.0, 1.0, 4.0
"""What is for the first line being a title: it seldom is one without the unit of its table, and
nearly always where it says so, or where the head of the rows' labels says it again."""
_LETTERS_AGAIN = 8
"""Letters of a word, or of its piece, that come again by no chance."""
_LINES_OF_HEAD = 3
_TITLE_WORDS = 2
"""Words of a title; one with its unit behind a comma is none of a label of names."""


@dataclass(frozen=True, slots=True)
class Title:
    """A first line that may be a title, what is left of its table, and what speaks for it."""

    text: str
    below: RunTable
    worth: float


def without_title(table: RunTable, above: Sequence[str] = ()) -> Title | None:
    """Part the first line of a table from it, as a title above the labels; None if it is none.

    A title is some words on a line of its own, with a blank line below or its unit at its end,
    and names no column: office programs print one as the first row of its table. Where it comes
    again, with the header below it, a page break printed both again. What the line below begins
    with too is a title, whatever it names, and so is what says that it is the title of a table,
    or what a title ``above`` says.
    """
    first, *rest = table.chunks
    text = squeeze(first.lines[0].text)
    apart = len(first.lines) == 1
    lines = [line.text for chunk in table.chunks for line in chunk.lines]
    again = _is_said_again(text, lines[:_LINES_OF_HEAD])
    known = bool(_CAPTION.match(text)) or text in map(_of_caption, above)
    known = known or text == _of_caption(squeeze("".join(lines[1:2])))
    alone = rest if apart else again or known or table.cells_apart or UNIT_END.search(text)
    if is_row_end(text) or not alone or len(lines) == 1:
        return None
    words = len(UNIT_END.sub("", text).split()) + (", " in text)
    is_title = (words >= _TITLE_WORDS or table.cells_apart) and not _names_columns(text)
    if not text[:1].isupper() or not (again or known or is_title):
        return None
    below = rest if apart else [Chunk(first.lines[1:]), *rest]
    worth = _WITH_UNIT if UNIT_END.search(text) else _WITHOUT
    worth = _KNOWN if known or LABEL_HEAD.match(text) else worth
    return Title(text, replace(table, chunks=tuple(_without(text, below))), worth)


def _of_caption(text: str) -> str:
    """Return what a title says without the word that it is one of a table.

    >>> _of_caption("Tabell 3: Avgifter"), _of_caption("Avgifter")
    ('Avgifter', 'Avgifter')
    """
    return _CAPTION.sub("", text)


def without_titles(table: RunTable) -> tuple[tuple[str, ...], RunTable]:
    """Part all lines from a table that stand above the one that heads the labels of its rows.

    What spans columns belongs to the header; the others are its titles if none of them names a
    column: no titles otherwise.
    """
    lines = [line for chunk in table.chunks for line in chunk.lines]
    above = list(takewhile(lambda line: not _heads_labels(line.text), lines))
    while above and may_span(squeeze(above[-1].text)):
        above.pop()
    titles = tuple(squeeze(line.text) for line in above)
    named = any(is_row_end(text) or _names_columns(text) for text in titles)
    if named or len(above) == len(lines):
        return (), table
    head = lines[len(above)].number
    chunks = (
        Chunk(tuple(line for line in chunk.lines if line.number >= head)) for chunk in table.chunks
    )
    return titles, replace(table, chunks=tuple(chunk for chunk in chunks if chunk.lines))


def _is_said_again(title: str, texts: Sequence[str]) -> bool:
    """Tell whether the lines below a title, the first of some, head labels as it does itself."""
    below = "".join(text.rstrip() for text in texts[1:])
    alike = below.startswith(title[:_LETTERS_AGAIN])
    return alike and bool(LABEL_HEAD.match(title) and LABEL_HEAD.match(below))


def _without(title: str, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Yield chunks without a title where it stands above what begins the first of them."""
    head = chunks[0].lines[0].text
    following = [line.text for chunk in chunks for line in chunk.lines][1:]
    texts = iter((*following, ""))
    for chunk in chunks:
        kept = tuple(
            line
            for line, below in zip(chunk.lines, texts, strict=False)
            if squeeze(line.text) != title or below != head
        )
        if kept:
            yield Chunk(kept)


def _heads_labels(text: str) -> bool:
    return bool(LABEL_HEAD.match(text) or HEADED_BY_UNIT.match(text))


def _names_columns(text: str) -> bool:
    return bool(COLUMN_WORD.match(text) or LABEL_HEAD.match(text))
