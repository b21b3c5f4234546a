"""Cells and rows of a table while it is laid out, before their text is joined.

Belongs here: the records, and how a text gets into a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.extract.readers.geometry.cells import Piece
from pipeline.extract.readers.geometry.words import Segment

Span = tuple[int, int]
"""First and last column of a cell."""
_CROSSES = 1.5
_OVERPRINTED = 0.5
"""Sizes by which two texts of one line overlap at least that are printed over each other."""


@dataclass(slots=True)
class Box:
    """A cell before its text is joined."""

    span: Span
    pieces: list[Piece]
    rows: int = 1


@dataclass(slots=True)
class Row:
    """Cells by their first column.

    ``goes_on`` says of one that stands first below a page break that rules show it to be the rest
    of the row above the break.
    """

    page: int
    boxes: dict[int, Box] = field(default_factory=dict)
    first_on_page: bool = False
    goes_on: bool = False
    wide: bool = False
    header: bool = False


def crosses(segment: Segment, edges: Sequence[float]) -> bool:
    """Tell whether a text stands over an edge between columns."""
    return any(segment.x0 + _CROSSES < edge < segment.x1 - _CROSSES for edge in edges[1:-1])


def span_of(segment: Segment, edges: Sequence[float]) -> Span:
    """Return the columns that a text stands in, by their edges."""
    middle = (segment.x0 + segment.x1) / 2
    inner = edges[1:-1]
    if not crosses(segment, edges):
        at = sum(edge <= middle for edge in inner)
        return (at, at)
    first = sum(edge <= segment.x0 + _CROSSES for edge in inner)
    return (first, sum(edge < segment.x1 - _CROSSES for edge in inner))


def overprinted(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the columns whose heads are printed over each other, from the first to the last.

    A word that is wider than its cell may be, and does not say then which column it heads.
    """
    heads = [
        (piece.page, piece.segment, box.span)
        for row in rows
        if row.header
        for box in row.boxes.values()
        for piece in box.pieces
    ]
    for (page, one, span), (other_page, two, other_span) in combinations(heads, 2):
        least = _OVERPRINTED * one.size
        overlap = min(one.x1, two.x1) - max(one.x0, two.x0)
        if page == other_page and abs(one.y - two.y) < least and overlap > least:
            yield from range(min(span[0], other_span[0]), max(span[1], other_span[1]) + 1)


def put(row: Row, span: Span, piece: Piece) -> None:
    """Add a piece to the cell at its columns; cells that overlap become one."""
    touching = [b for b in row.boxes.values() if b.span[0] <= span[1] and span[0] <= b.span[1]]
    merged = Box(span, [piece])
    for box in touching:
        merged.span = (min(merged.span[0], box.span[0]), max(merged.span[1], box.span[1]))
        merged.pieces = [*box.pieces, *merged.pieces]
        del row.boxes[box.span[0]]
    row.boxes[merged.span[0]] = merged


def reach(box: Box) -> tuple[float, float]:
    """Return where the text of a cell begins and ends."""
    return reach_of(box.pieces)


def reach_of(pieces: Sequence[Piece]) -> tuple[float, float]:
    """Return where texts begin and end."""
    return (
        min(piece.segment.x0 for piece in pieces),
        max(piece.segment.x1 for piece in pieces),
    )


def text_of(boxes: Mapping[int, Box]) -> list[str]:
    """Return the texts in cells, line by line."""
    return [piece.segment.text for _, box in sorted(boxes.items()) for piece in box.pieces]
