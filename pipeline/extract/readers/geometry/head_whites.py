"""Values as far from the head before them as from the next one: whose are they?

Heads at the left of their columns and short values at the right stand as much in between as
heads at the right and values at the left. The white between a column's far end and what the
next column begins with is the same for all columns, as it is the margin of two cells; the white
in the other place changes with the width of each head.
"""

from __future__ import annotations

from collections.abc import Sequence

_EVEN = 0.75
"""Points by which whites of the same margins may differ."""


def is_evener(whites: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether whites are margins of cells (two or more of one width) and others are none.

    Args:
        whites: Points between columns, as one match of heads and values has them.
        others: The same as another match has them.
    """
    return len(whites) > 1 and _spread(whites) <= _EVEN < _spread(others)


def _spread(whites: Sequence[float]) -> float:
    return max(whites) - min(whites) if whites else 0.0
