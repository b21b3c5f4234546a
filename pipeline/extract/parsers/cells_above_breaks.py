"""Rows of an indicator ``RunTable`` whose values a page break parts from their name.

A maker of PDFs that breaks a row prints what fits of each cell: values above the break, their
name and the taller cells below the repeated header. Belongs here: putting both together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from pipeline.extract.assignment.columns import RunCell
from pipeline.extract.document import Chunk
from pipeline.extract.language.text import strip_icon

Cuts = tuple[tuple[RunCell, ...], ...]
_MOST_WAYS = 400


def merged_cuts(above: Cuts, below: Cuts, columns: int) -> Cuts:
    """Return all ways to put cells above a break and cells below it into one row in order.

    Args:
        above: The ways to cut what stands above; each is a run of cells.
        below: The same for what stands below.
        columns: The most cells that a row has; ways with more are left out.
    """
    ways = (way for one in above for other in below for way in _merged(one, other, columns))
    return tuple(islice(ways, _MOST_WAYS))


def _merged(
    one: Sequence[RunCell], other: Sequence[RunCell], columns: int
) -> Iterator[tuple[RunCell, ...]]:
    size = len(one) + len(other)
    if size > columns:
        return
    for places in combinations(range(size), len(one)):
        first, second = iter(one), iter(other)
        yield tuple(next(first) if at in places else next(second) for at in range(size))


def name_below(part: Chunk) -> int:
    """Return how many lines of a part below a break are the first of several names in it.

    The next one begins with an icon, or else with a capital letter; 0 where there is none.
    """
    texts = [line.text for line in part.lines]
    filled = next((i for i, text in enumerate(texts) if strip_icon(text).strip()), len(texts))
    rest = range(filled + 1, len(texts))
    icons = (i for i in rest if strip_icon(texts[i]).strip() != texts[i].strip())
    names = (i for i in rest if texts[i].strip()[:1].isupper())
    return next(icons, next(names, 0))
