"""Heads in the vertical middle of a header row: a long word in them is no label over others.

Where heads of one, two and four lines have their middles at one height, they stand in one row of
cells. A first line that reaches over the next column would be a label over both if the head
below it and those beside it had the middle of a second row; with it they all have the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.readers.geometry.words import Segment

_OFF = 0.2
"""Sizes by which middles of one height differ at most."""
_PITCH = 1.35
"""Sizes by which lines of one head are apart at most."""
_WITHIN = 0.5
"""Share of its width by which a line stands below another of its head."""


def begins_head_in_middle(first: Segment, header: Sequence[Segment]) -> bool:
    """Tell whether a text begins a head whose middle is at the height of the heads beside it.

    Args:
        first: A text of the header that reaches over several columns.
        header: All texts of the header, on one page.
    """
    head = _head_from(first, header)
    beside = list(_beside(head, header))
    evident = len({len(head), *map(len, beside)}) > 1
    off = [abs(_middle(other) - _middle(head)) for other in beside]
    return len(head) > 1 and evident and max(off) <= _OFF * first.size


def _head_from(first: Segment, header: Sequence[Segment]) -> list[Segment]:
    """Return a text with the lines below it, or itself alone where these are not of one head."""
    head = [first]
    for other in sorted(header, key=lambda segment: -segment.y):
        if other.y >= first.y or not _is_of(first, other):
            continue
        if not 0 < head[-1].y - other.y <= _PITCH * first.size:
            return [first]
        head.append(other)
    return head


def _beside(head: Sequence[Segment], header: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield the heads left and right of one, whole."""
    middle = (head[-1].x0 + head[-1].x1) / 2
    others = [segment for segment in header if all(segment is not line for line in head)]
    left = [segment for segment in others if segment.x1 < middle]
    right = [segment for segment in others if segment.x0 > middle]
    if left:
        nearest = max(left, key=lambda segment: segment.x1)
        yield [segment for segment in left if _is_of(nearest, segment)]
    if right:
        nearest = min(right, key=lambda segment: segment.x0)
        yield [segment for segment in right if _is_of(nearest, segment)]


def _is_of(one: Segment, other: Segment) -> bool:
    """Tell whether a text stands below or above another by half of its width or more."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) >= _WITHIN * (other.x1 - other.x0)


def _middle(head: Sequence[Segment]) -> float:
    """Return the height of the middle of a head's lines."""
    return (max(line.y for line in head) + min(line.y for line in head)) / 2
