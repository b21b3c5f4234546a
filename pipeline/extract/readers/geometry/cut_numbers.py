"""Numbers that a cell between uprights is too narrow for: it has their digits on two lines.

A cell parts them between their thousands, or where it is full: there their last decimal stands
on the next line ("48,2" / "3 %").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.geometry.bands import NUMERIC, may_be_one_number
from pipeline.extract.readers.geometry.words import Segment, TextLine

_SPACE = 0.25
"""Sizes of a space at least."""
_NEAR = 0.1
"""Sizes by which what has no room may seem to have it."""
_ONE_DECIMAL = re.compile(r"\d[,.]\d$")
_LAST_DECIMAL = re.compile(r"^\d(?:\s?[^\W\d]*|\s?%)$")


def are_cut_by_cells(xs: Sequence[float], part: Sequence[TextLine], line: TextLine) -> bool:
    """Tell whether all numbers of a line are digits for which the cells above had no room.

    Args:
        xs: The uprights of a table, from the left.
        part: The lines of a row.
        line: The line below them.
    """
    numbers = [segment for segment in line.segments[1:] if NUMERIC.match(segment.text)]
    uppers = [segment for other in part for segment in other.segments[1:]]
    return bool(numbers) and all(
        any(
            upper.x0 < number.x1 and number.x0 < upper.x1 and _is_cut(upper, number, xs)
            for upper in uppers
        )
        for number in numbers
    )


def _is_cut(upper: Segment, lower: Segment, xs: Sequence[float]) -> bool:
    """Tell whether a number may go on in one below it, and had no room for that on its line."""
    if may_be_one_number(upper.text, lower.text):
        return not _has_room(upper, lower, _SPACE * upper.size + lower.x1 - lower.x0, xs)
    decimals = _ONE_DECIMAL.search(upper.text) and _LAST_DECIMAL.match(lower.text)
    return bool(decimals or is_year(upper.text + lower.text)) and not _has_room(
        upper, lower, lower.words[0].head, xs
    )


def _has_room(upper: Segment, lower: Segment, more: float, xs: Sequence[float]) -> bool:
    """Tell whether a text had room for so many points more between the uprights around it."""
    middle = (upper.x0 + upper.x1) / 2
    cell = next(((left, right) for left, right in pairwise(xs) if left < middle < right), None)
    if cell is None:
        return True
    left, right = cell
    padding = max(min(upper.x0 - left, lower.x0 - left, right - upper.x1, right - lower.x1), 0.0)
    return upper.x1 - upper.x0 + more <= right - left - 2 * padding - _NEAR * upper.size
