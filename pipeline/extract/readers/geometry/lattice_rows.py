"""Columns of a lattice that have no level rules of their own: other columns show their rows.

A style may shade the cells of the labels only, and draw nothing but uprights beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.extract.readers.geometry.bands import Band, Lattice
from pipeline.extract.readers.geometry.rules import Rule

_TOUCH = 2.0
_LEAST = 2
_LABELS = 2
"""Columns of labels, that of their signs included, at most."""


def rules_of_other_columns(lattice: Lattice, bands: Sequence[Band]) -> Iterator[Rule]:
    """Yield the level rules that go on over columns with several texts and no rule below the head.

    A cell that is merged over rows has one text; a rule at either side of it parts the next.

    Args:
        lattice: The rules of a table.
        bands: Its rows from the top.
    """
    yield from _beside_labels(lattice, bands)
    columns = list(pairwise(lattice.xs))
    feet = [band.bottom for band in bands[1:-1]]
    ruled = [[_is_ruled(lattice, y, *column) for y in feet] for column in columns]
    for column, own in zip(columns, ruled, strict=True):
        filled = sum(
            any(column[0] < (s.x0 + s.x1) / 2 < column[1] for s in b.segments) for b in bands
        )
        if any(own) or filled <= _LEAST:
            continue
        for at, y in enumerate(feet):
            if any(other[at] for other in ruled):
                yield Rule(y, *column)


def _beside_labels(lattice: Lattice, bands: Sequence[Band]) -> Iterator[Rule]:
    """Yield the rules of labels' cells, gone on over all columns where these have none there.

    A text over all columns may be shaded too, and so be ruled. One cell beside many labels has
    text in one of their rows.
    """
    columns = list(pairwise(lattice.xs))
    edges = [_end_of_labels(lattice, band.bottom, columns) for band in bands[:-1]]
    for edge, run in groupby(enumerate(edges), lambda found: found[1]):
        places = [at for at, _ in run]
        beside = bands[places[0] : places[-1] + 2]
        if edge is None or sum(any(s.x0 > edge for s in b.segments) for b in beside) < _LEAST:
            continue
        others = [column for column in columns if column[0] >= edge]
        yield from (Rule(bands[at].bottom, *column) for at in places for column in others)


def _end_of_labels(
    lattice: Lattice, y: float, columns: Sequence[tuple[float, float]]
) -> float | None:
    """Return where columns begin that have no rule at a height, if those before them have one."""
    ruled = [_is_ruled(lattice, y, *column) for column in columns]
    count = sum(ruled)
    labels = 0 < count <= _LABELS and count < len(ruled) and all(ruled[:count])
    return columns[count][0] if labels else None


def _is_ruled(lattice: Lattice, y: float, x0: float, x1: float) -> bool:
    middle = (x0 + x1) / 2
    return any(
        abs(rule.at - y) <= _TOUCH and rule.start - _TOUCH <= middle <= rule.end + _TOUCH
        for rule in lattice.level
    )
