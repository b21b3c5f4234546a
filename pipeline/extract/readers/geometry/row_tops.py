"""Rows whose values stand below the first lines of their labels: in the middle, or at the foot.

Such a row begins with lines of one text each, far below the row above it, as prose below a table
does. What tells is the line with values below them, as near as the lines of a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.words import Segment, TextLine

_MOST_LINES = 12
_SAME_SIZE = 0.6
_SAME_PLACE = 1.0
_BESIDE = 0.9
_PITCH = 1.35
"""Sizes by which lines beside each other, and those of one cell, are apart at most."""


def row_below(lines: Sequence[TextLine], index: int, stretch: float) -> TextLine | None:
    """Return the line with columns of a row whose top a line is; None where it is none.

    Args:
        lines: A page's lines, from the top.
        index: The number of the line.
        stretch: By how much lines are farther apart than usual.
    """
    first = lines[index]
    for above, line in pairwise(lines[index : index + _MOST_LINES]):
        pitch = (above.y - line.y) / (first.size * stretch)
        if pitch < _BESIDE and len(line.segments) == 1 and line.x0 > first.x1:
            continue  # the top of another cell, half a line lower
        if pitch < _BESIDE:
            return line if len(line.segments) > 1 else None
        alike = abs(line.size - first.size) <= _SAME_SIZE and line.bold == first.bold
        if not alike or pitch > _PITCH:
            return None
        if len(line.segments) > 1:
            starts = [segment.x0 for segment in line.segments]
            return line if any(abs(first.x0 - x) <= _SAME_PLACE for x in starts) else None
    return None


def is_under(line: TextLine, heads: Sequence[Segment]) -> bool:
    """Tell whether each text of a line but its first stands below a head, or hardly beside it."""
    return all(
        any(head.x0 - head.size < text.x1 and text.x0 < head.x1 + head.size for head in heads)
        for text in line.segments[1:]
    )


def holds_values(line: TextLine) -> bool:
    """Tell whether most texts of a line behind its first one are values; years only are heads."""
    texts = [segment.text for segment in line.segments[1:]]
    if len(texts) > 1 and all(map(is_year, texts)):
        return False
    return 2 * sum(map(is_value, texts)) >= len(texts)
