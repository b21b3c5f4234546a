"""Headers of two rows whose first label stands in the middle of them, on a line of its own.

"Ökade" over "kostnader" and "intäkter", and "Verksamhet" between both rows: the label is put
on the line of the heads below it, where the others of its row are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.readers.geometry.words import TextLine

_LINES = 3
_SAME_PITCH = 0.2
_SAME_SIZE = 0.6
_FAR = 4.5
"""Font sizes that two rows of a header are apart at most."""


def middle_labels_joined(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return lines of a page from the top, such labels joined to the line below them."""
    joined = list(lines)
    at = 0
    while at + _LINES <= len(joined):
        group, label, heads = joined[at : at + _LINES]
        if _is_between(group, label, heads):
            joined[at + 1 : at + _LINES] = [
                replace(heads, segments=(*label.segments, *heads.segments))
            ]
        at += 1
    return joined


def _is_between(group: TextLine, label: TextLine, heads: TextLine) -> bool:
    """Tell whether a label stands left of two rows of heads, as far from both."""
    size = heads.size
    alike = all(line.bold and abs(line.size - size) <= _SAME_SIZE for line in (group, label, heads))
    left = label.x1 < min(group.x0, heads.x0) and group.x1 >= heads.x0
    several = len(label.segments) == 1 and len(heads.segments) > 1
    upper, lower = group.y - label.y, label.y - heads.y
    middle = abs(upper - lower) <= _SAME_PITCH * size and upper + lower <= _FAR * size
    return alike and left and several and middle
