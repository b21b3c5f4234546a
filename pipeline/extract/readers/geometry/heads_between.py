"""Heads of columns that uprights show, but only below the header: cells of rows are shaded.

Belongs here: which column a header text stands over where its words are wider than its cell, so
that they are printed over the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.boxes import Span, crosses, span_of
from pipeline.extract.readers.geometry.words import Segment

_ALIGNED = 1.0
"""Points by which a text may be off the place where those of its cell stand."""


def heads_between(
    texts: Iterable[Sequence[Segment]],
    edges: Sequence[float],
    bands: Sequence[Band],
    header: Sequence[Band],
) -> Mapping[int, int]:
    """Return the column of each line of header texts, by its id; none of a text over several.

    A text stands where one of its lines that keeps to a column does. A word that reaches over
    an edge is in the cell at whose left, middle or right it stands. Where no head stands below
    a text over several columns, the heads are in the row below, and there are none here.

    Args:
        texts: The lines of each text of the header.
        edges: Edges of the columns, the outer ones included.
        bands: All bands of the table, which show how far texts are off the edges.
        header: The bands of the header, texts over several columns included.
    """
    inset = inset_of(edges, bands)
    found: dict[int, int] = {}
    for lines in texts:
        whole = {span_of(line, edges)[0] for line in lines if not crosses(line, edges)}
        own = whole or {at for line in lines if (at := cell_of(line, edges, inset)) is not None}
        if len(own) == 1:
            found |= dict.fromkeys(map(id, lines), own.pop())
    written = [segment for band in header for segment in band.segments]
    heads = [(segment, found[id(segment)]) for segment in written if id(segment) in found]
    labels = [segment for segment in written if id(segment) not in found]
    below = all(_has_below(label, span_of(label, edges), heads) for label in labels)
    return found if below else {}


def _has_below(label: Segment, span: Span, heads: Sequence[tuple[Segment, int]]) -> bool:
    """Tell whether a head stands below a label, in one of the columns that it is over."""
    floor = label.y - 0.5 * label.size
    return any(head.y < floor and span[0] <= column <= span[1] for head, column in heads)


def inset_of(edges: Sequence[float], bands: Sequence[Band]) -> float:
    """Return how far the texts of the first column are off its edge: they stand at its left."""
    rows = [band.segments for band in bands if band.columnar]
    first = [segment.x0 - edges[0] for row in rows for segment in row if segment.x0 < edges[1]]
    return max(median(first), 0.0) if first else 0.0


def cell_of(text: Segment, edges: Sequence[float], inset: float) -> int | None:
    """Return the column in whose cell a text too wide for it begins, ends or has its middle."""
    off, at = min(
        (min(abs(off) for off in offs), number)
        for number, (left, right) in enumerate(pairwise(edges))
        for offs in [
            (
                text.x0 - left - inset,
                right - inset - text.x1,
                (text.x0 + text.x1 - left - right) / 2,
            )
        ]
    )
    return at if off <= _ALIGNED else None
