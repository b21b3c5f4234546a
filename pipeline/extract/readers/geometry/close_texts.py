"""Texts of two cells that stand as close as words, where rows elsewhere have uprights.

Belongs here: what the uprights of shaded rows tell of the rows and headers of their table that
have none. A word wider than its cell leaves no white before the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.boxes import crosses
from pipeline.extract.readers.geometry.heads_between import cell_of, inset_of
from pipeline.extract.readers.geometry.words import Segment, TextLine

_MOST_WORDS = 6
"""A longer text is prose, whose words may begin anywhere."""


def parted_between(
    bands: Sequence[Band], edges: Sequence[float], table: Sequence[Band]
) -> tuple[Band, ...]:
    """Return bands without uprights, texts over an edge parted where each part has its cell.

    Args:
        bands: The bands of a part of a table that has no uprights.
        edges: The uprights of its other parts, the outer ones included.
        table: All bands of the table, which show how far texts are off the edges.
    """
    inset = inset_of(edges, table)
    return tuple(
        replace(band, lines=tuple(_parted(line, edges, inset) for line in band.lines))
        if band.columnar
        else band
        for band in bands
    )


def _parted(line: TextLine, edges: Sequence[float], inset: float) -> TextLine:
    if len(line.segments) == 1 or not any(crosses(s, edges) for s in line.segments):
        return line
    parts = tuple(part for s in line.segments for part in _parts(s, edges, inset))
    return line if len(parts) == len(line.segments) else replace(line, segments=parts)


def _parts(segment: Segment, edges: Sequence[float], inset: float) -> Iterator[Segment]:
    """Yield a text in two where both stand in cells of their own as texts of cells do."""
    words = segment.words
    if crosses(segment, edges) and len(words) <= _MOST_WORDS:
        for at, (before, word) in enumerate(pairwise(words), 1):
            left, right = Segment(words[:at]), Segment(words[at:])
            cells = cell_of(left, edges, inset), cell_of(right, edges, inset)
            begins = before.run != word.run or _begins(right, edges, inset)
            if begins and None not in cells and cells[0] != cells[1]:
                yield left
                yield from _parts(right, edges, inset)
                return
    yield segment


def _begins(text: Segment, edges: Sequence[float], inset: float) -> bool:
    return any(abs(text.x0 - edge - inset) <= 1 for edge in edges[1:-1])
