"""Texts in the middle of a cell, and those that are there together only.

Word tables set numbers at one side of a cell and words at the other ("1,5 %", "75 st"): neither is
in the middle, where their head is, but all of them reach as far to its left as to its right.
"""

from __future__ import annotations

from collections.abc import Sequence

Stretch = tuple[float, float]
"""From where to where a text stands, in points."""


def off_middle(head: Stretch, texts: Sequence[Stretch]) -> float:
    """Return by how many points texts are off the middle of a head: each, or all together."""
    middle = sum(head)
    together = abs(middle - min([x0 for x0, _ in texts]) - max([x1 for _, x1 in texts])) / 2
    return min(together, sum([abs(middle - x0 - x1) / 2 for x0, x1 in texts]))
