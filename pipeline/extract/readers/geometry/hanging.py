"""How far two texts are from being aligned, where hyphens may hang out of their column.

Some typesetters let a hyphen at a line's end stand outside the right edge that letters keep to,
wholly or by a share of its width, and the middle of such a line is off by half of that.
"""

from __future__ import annotations

from pipeline.extract.readers.geometry.words import Segment

HYPHEN = 0.4
"""Sizes by which a hyphen hangs out of its column at most: no letter style has a wider one."""


def points_beside(one: Segment, other: Segment) -> float:
    """Return by how many points two texts are off a common left edge, right edge or middle."""
    hung, hung_other = _hung(one), _hung(other)
    right, middle = one.x1 - other.x1, (one.x0 + one.x1 - other.x0 - other.x1) / 2
    return min(
        abs(one.x0 - other.x0),
        _outside(right, -hung_other, hung),
        _outside(middle, -hung_other / 2, hung / 2),
    )


def _hung(text: Segment) -> float:
    """Return by how many points the end of a text may hang out of its column."""
    return HYPHEN * text.size if text.text.endswith("-") else 0.0


def _outside(value: float, low: float, high: float) -> float:
    return max(low - value, value - high, 0.0)
