"""A title inside a ``RunTable``, above its header: parted from it where it is one.

Whether the rest is read better without it is for those who read the rest.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.document import Chunk, RunTable
from pipeline.extract.language.line_kinds import COLUMN_WORD, LABEL_HEAD, UNIT_END, is_row_end
from pipeline.extract.language.text import squeeze

_TITLE_WORDS = 2
"""Words of a title; one with its unit behind a comma is none of a label of names."""


def without_title(table: RunTable) -> tuple[str, RunTable] | None:
    """Part the first line of a table from it, as a title above the labels; None if it is none.

    A title is some words on a line of its own, with a blank line below or its unit at its end,
    and names no column: office programs print one as the first row of its table.
    """
    first, *rest = table.chunks
    text = squeeze(first.lines[0].text)
    apart = len(first.lines) == 1
    if is_row_end(text) or not (rest if apart else UNIT_END.search(text)):
        return None
    words = len(UNIT_END.sub("", text).split()) + (", " in text)
    if words < _TITLE_WORDS or not text[:1].isupper() or _names_columns(text):
        return None
    below = rest if apart else [Chunk(first.lines[1:]), *rest]
    return text, replace(table, chunks=tuple(below))


def _names_columns(text: str) -> bool:
    return bool(COLUMN_WORD.match(text) or LABEL_HEAD.match(text))
