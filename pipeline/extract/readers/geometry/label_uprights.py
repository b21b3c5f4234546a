"""Uprights that part only the names of rows from all their values.

Belongs here: such as the sides of a shade behind names. What stands right of them has columns
of its own, which no rule shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.geometry.bands import NUMERIC, Band, Lattice, points_off
from pipeline.extract.readers.geometry.rules import clustered
from pipeline.extract.readers.geometry.words import Segment

_EDGES_OF_TWO_COLUMNS = 3
_MOST = 0.6
"""Share of rows from which on they show several columns beside names."""
_LEAST_ROWS = 2
_ALIGNED = 1.0


def parts_labels_only(bands: Sequence[Band], lattice: Lattice) -> bool:
    """Tell whether the only upright is beside the labels: rows have columns right of it.

    Most rows do, or the values of some do stand above or below those of others. Level rules
    may end farther right, below a label over several columns.
    """
    xs = clustered([lattice.xs[0], *(rule.at for rule in lattice.upright), lattice.xs[-1]])
    if len(xs) != _EDGES_OF_TWO_COLUMNS:
        return False
    rows = [
        [[segment for segment in line.segments if segment.x0 >= xs[1]] for line in band.lines]
        for band in bands
        if band.columnar
    ]
    several = sum(any(len(texts) > 1 for texts in row) for row in rows)
    return several > _MOST * len(rows) or _are_columns([t for row in rows for t in row if t])


def _are_columns(lines: Sequence[Sequence[Segment]]) -> bool:
    """Tell whether all texts below a header are values, each aligned with one of the fullest line.

    Heads may stand in the middle of their columns, where values are at a side.
    """
    lines = list(dropwhile(_are_heads, lines))
    fullest = max(lines, key=len, default=())
    values = [text for texts in lines for text in texts]
    return (
        len(fullest) > 1
        and len(lines) >= _LEAST_ROWS
        and all(NUMERIC.match(value.text) for value in values)
        and all(any(points_off(value, one) <= _ALIGNED for one in fullest) for value in values)
    )


def _are_heads(texts: Sequence[Segment]) -> bool:
    """Tell whether texts beside each other are words or years, as a header's are."""
    return all(is_year(text.text) or not NUMERIC.match(text.text) for text in texts)
