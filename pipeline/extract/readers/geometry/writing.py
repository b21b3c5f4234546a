"""In which order the texts of a table are written in its file, and what that tells of its rows.

Typesetters write one cell after the other: all lines of a label, then those of the first value.
So the second line of a label is written before the values beside its first line, and a label
behind the values above it. Others write line by line, or column by column, and tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import accumulate
from operator import and_

from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.text import strip_icon
from pipeline.extract.readers.geometry.bands import numbers_below
from pipeline.extract.readers.geometry.words import Segment, TextLine

CONTINUES = re.compile(r"[a-zåäöé(/,.;:)]")
_AT_ONCE = 1.5
"""Times the words of a table that are written from its first one to its last one, at most."""
_HIGHER = 0.3
"""Sizes by which what stands on another line is higher at least."""


class Written(Enum):
    """What the order says of a line and those above it."""

    IN_ROW = "in row"
    ANEW = "anew"
    UNSAID = "unsaid"


def written(lines: Sequence[TextLine]) -> list[Written]:
    """Return for each line whether a row begins with it, by the order in which texts are written.

    Nothing is said where no cell of several lines shows that cells are written one by one, or
    more of them show that lines are.

    Args:
        lines: Lines of one table on one page, from the top.
    """
    firsts = [min(segment.words[0].order for segment in line.segments) for line in lines]
    above = list(accumulate((_last(line) for line in lines), _later))
    below = list(accumulate(reversed(firsts), min))[::-1]
    inside = [at > 0 and above[at - 1].words[-1].order > first for at, first in enumerate(below)]
    behind = [
        at > 0 and not within and line.x0 < above[at - 1].x0 - line.size
        for at, (line, within) in enumerate(zip(lines, inside, strict=True))
    ]
    # Rests of labels are hardly ever written behind values where cells are written one by one.
    # What has numbers below those of the line above is no rest, but a row in lower case.
    rests = [
        is_rest(line.segments[0].text) and not (at and numbers_below(lines[at - 1], line))
        for at, line in enumerate(lines)
    ]
    against = sum(map(and_, rests, behind)) > sum(map(and_, rests, inside))
    if not any(inside) or against:
        return [Written.UNSAID] * len(lines)
    return [
        Written.IN_ROW if within else Written.ANEW if late else Written.UNSAID
        for within, late in zip(inside, behind, strict=True)
    ]


def is_rest(text: str) -> bool:
    """Tell whether a text begins as the rest of one does: a part of a sum is none."""
    return bool(CONTINUES.match(strip_icon(text))) and not names_part(text)


def is_written_among(line: TextLine, rows: Sequence[TextLine]) -> bool:
    """Tell whether a line beside a table is written while its rows are: it is of one of them.

    Sheets are written in passes over all their cells: then most that is written between the
    first word of a table and its last one stands elsewhere, and says nothing.
    """
    orders = [word.order for row in rows for segment in row.segments for word in segment.words]
    own = [word.order for segment in line.segments for word in segment.words]
    first, last = min(orders), max(orders)
    at_once = last - first < _AT_ONCE * (len(orders) + len(own))
    return at_once and all(first < order < last for order in own)


def is_one_cell(above: Segment, below: Segment, header: Iterable[Segment]) -> bool:
    """Tell whether a text of a header surely goes on with the one above it.

    It is written right behind it, and before others that begin higher up: would it stand below
    a label over several columns, those beside the label would be written first.
    """
    at = below.words[0].order
    return at == above.words[-1].order + 1 and any(
        other.words[0].order > at and other.y > below.y + _HIGHER * below.size for other in header
    )


def _last(line: TextLine) -> Segment:
    return max(line.segments, key=lambda segment: segment.words[-1].order)


def _later(one: Segment, two: Segment) -> Segment:
    return max(one, two, key=lambda segment: segment.words[-1].order)
