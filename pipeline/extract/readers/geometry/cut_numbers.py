"""Numbers that a cell between uprights is too narrow for: it has their thousands on two lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import NUMERIC, may_be_one_number
from pipeline.extract.readers.geometry.words import Segment, TextLine

_SPACE = 0.25
"""Sizes of a space at least."""


def are_cut_by_cells(xs: Sequence[float], part: Sequence[TextLine], line: TextLine) -> bool:
    """Tell whether all numbers of a line are thousands for which the cells above had no room.

    Args:
        xs: The uprights of a table, from the left.
        part: The lines of a row.
        line: The line below them.
    """
    numbers = [segment for segment in line.segments[1:] if NUMERIC.match(segment.text)]
    uppers = [segment for other in part for segment in other.segments[1:]]
    return bool(numbers) and all(
        any(
            may_be_one_number(upper.text, number.text)
            and upper.x0 < number.x1
            and number.x0 < upper.x1
            and not _has_room_for_both(upper, number, xs)
            for upper in uppers
        )
        for number in numbers
    )


def _has_room_for_both(upper: Segment, lower: Segment, xs: Sequence[float]) -> bool:
    """Tell whether two texts had room on one line between the uprights around them."""
    middle = (upper.x0 + upper.x1) / 2
    cell = next(((left, right) for left, right in pairwise(xs) if left < middle < right), None)
    if cell is None:
        return True
    left, right = cell
    padding = max(min(upper.x0 - left, lower.x0 - left, right - upper.x1, right - lower.x1), 0.0)
    both = upper.x1 - upper.x0 + _SPACE * upper.size + lower.x1 - lower.x0
    return both <= right - left - 2 * padding
