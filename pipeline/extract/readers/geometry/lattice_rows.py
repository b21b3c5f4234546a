"""Columns of a lattice that have no level rules of their own: other columns show their rows.

A style may shade the cells of the labels only, and draw nothing but uprights beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import Band, Lattice
from pipeline.extract.readers.geometry.rules import Rule

_TOUCH = 2.0
_LEAST = 2


def rules_of_other_columns(lattice: Lattice, bands: Sequence[Band]) -> Iterator[Rule]:
    """Yield the level rules that go on over columns with several texts and no rule below the head.

    A cell that is merged over rows has one text; a rule at either side of it parts the next.

    Args:
        lattice: The rules of a table.
        bands: Its rows from the top.
    """
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


def _is_ruled(lattice: Lattice, y: float, x0: float, x1: float) -> bool:
    middle = (x0 + x1) / 2
    return any(
        abs(rule.at - y) <= _TOUCH and rule.start - _TOUCH <= middle <= rule.end + _TOUCH
        for rule in lattice.level
    )
