"""Analys texts that follow a row of an indicator or activity table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.document import Cell, Chunk, Line, merge_places
from pipeline.extract.readers.lines import place_of
from pipeline.extract.report import Analysis
from pipeline.extract.text import ICONS, join_lines, squeeze, strip_markup

_ANALYSIS = re.compile(r"^\W*Analys\b:?\s*")
_LONG = 30
_SENTENCE_END = (".", "!", "?")
_ROW_OPENS = re.compile(rf"[\s{ICONS}]+[A-ZÅÄÖ]")


def opens_analysis(chunk: Chunk) -> bool:
    """Tell whether a chunk of a run table is an Analys text: the word, then more."""
    text = chunk.lines[0].text.strip()
    return bool(_ANALYSIS.match(text)) and (text.rstrip(":") == "Analys" or len(text) > _LONG)


def analysis_of(lines: Sequence[Line], wrap_is_marked: bool) -> Analysis:
    """Return the Analys text that some lines print."""
    text = join_lines([line.text for line in lines], wrap_is_marked=wrap_is_marked)
    return Analysis(_ANALYSIS.sub("", text), place_of(list(lines)))


def split_analysis(chunk: Chunk) -> tuple[Chunk, Chunk | None]:
    """Part an Analys text from the next row, where no blank line stands between them.

    The row opens with its status icon, or the spaces that are left of it, after the end of
    a sentence.
    """
    for index in range(2, len(chunk.lines)):
        before, text = chunk.lines[index - 1].text.rstrip(), chunk.lines[index].text
        if before.endswith(_SENTENCE_END) and _ROW_OPENS.match(text):
            return Chunk(chunk.lines[:index]), Chunk(chunk.lines[index:])
    return chunk, None


def is_analysis_row(filled: Sequence[Cell], last: Analysis | None) -> bool:
    """Tell whether the filled cells of a grid's row are an Analys line.

    Text alone on a row after an empty Analys line belongs to that line.
    """
    if _ANALYSIS.match(filled[0].text):
        return True
    return len(filled) == 1 and last is not None and not last.text


def analysis_in_row(filled: Sequence[Cell], last: Analysis | None) -> Analysis:
    """Return a grid row's Analys text, joined to the one that it goes on with."""
    text = _ANALYSIS.sub("", squeeze(" ".join(strip_markup(cell.text) for cell in filled)))
    places = [filled[0].place]
    if last is not None:
        text = squeeze(f"{last.text} {text}")
        places.insert(0, last.place)
    return Analysis(text, merge_places(places))
