"""Rows that a browser paints on both sides of a page break.

WebKit paints a row that does not fit at the foot of a page, as far as the page goes, and
whole at the top of the next one. The first of the two is no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.words import TextLine

_MOST_LINES = 8
"""Lines of a row at most that are painted twice."""
_HEADER = 6
"""Lines of a header that may be printed again above it."""
_WRAP = 1.6
"""Sizes by which lines of one row are apart at most."""
_CUT_BY_PAGE = 2.0
"""Sizes above the end of a page within which it cuts a row."""
_TEXTS_OF_A_ROW = 3
"""So many equal texts are no two rows by chance."""
_SAME = 1.0
"""Points by which a text may stand beside its place."""


def painted_twice(pages: Sequence[Sequence[TextLine]]) -> Iterator[TextLine]:
    """Yield the lines at the foot of pages that are the beginning of a row on the next one.

    Args:
        pages: The lines of each page without furniture, from the top.
    """
    for foot, top in pairwise(pages):
        heads = next((n for n, line in enumerate(top[:_HEADER]) if not line.bold), 0)
        count = _painted_again(foot, top[heads:])
        yield from foot[len(foot) - count :]


def _painted_again(foot: Sequence[TextLine], top: Sequence[TextLine]) -> int:
    """Return how many lines at the end of a page are painted again as the first of others.

    The row has a line more there, or the very end of the page cuts it. Rows that stand above a
    margin are two, however alike they are.
    """
    for count in range(min(_MOST_LINES, len(foot), len(top) - 1), 0, -1):
        pairs = zip(foot[-count:], top, strict=False)
        if all(_are_alike(*pair) for pair in pairs):
            cut = foot[-1].y <= _CUT_BY_PAGE * foot[-1].size
            return count if _are_a_row(top[: count if cut else count + 1]) else 0
    return 0


def _are_a_row(lines: Sequence[TextLine]) -> bool:
    """Tell whether lines are of one row: columns, and below them the rest of a name."""
    first, *rests = lines
    if len(first.segments) < _TEXTS_OF_A_ROW:
        return False
    pitches = (one.y - two.y for one, two in pairwise(lines))
    return all(pitch <= _WRAP * first.size for pitch in pitches) and all(
        len(line.segments) == 1 and line.x1 < first.segments[1].x0 for line in rests
    )


def _are_alike(one: TextLine, two: TextLine) -> bool:
    return (
        (one.text, one.size, one.bold) == (two.text, two.size, two.bold)
        and len(one.segments) == len(two.segments)
        and all(abs(a.x0 - b.x0) <= _SAME for a, b in zip(one.segments, two.segments, strict=True))
    )
