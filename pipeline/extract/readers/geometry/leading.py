"""How far the lines of a text stand apart: what a page's distances are measured by.

Reports are set close or wide. What is near or far on a page is so many font sizes where lines
are set as most are; where they stand farther apart, all distances are wider by as much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from pipeline.extract.readers.geometry.words import TextLine

_USUAL = 1.3
_WIDEST = 1.8
_NARROWEST = 0.9
_LEAST = 3
_SAME_SIZE = 0.3
_SAME_PLACE = 1.0
_NEAR = 2.0
"""Points by which two sizes differ at most of which one tells how lines of the other stand."""


@dataclass(frozen=True, slots=True)
class Leading:
    """How far lines of one text are apart, for each font size in half points: in font sizes."""

    pitches: Mapping[float, float] = field(default_factory=dict)

    def stretch(self, size: float) -> float:
        """Return by how much distances in text of a size are wider than usual: 1 or more."""
        return min(_WIDEST, max(1.0, self.pitches.get(_step(size), 0.0) / _USUAL))

    def white(self, size: float) -> float:
        """Return the white between lines of one text, in font sizes; 0 where it is not known."""
        return max(0.0, self.pitches.get(_step(size), 0.0) - 1.0)

    def white_of_head(self, size: float) -> float:
        """Return the same of a table's head, whose capitals tell nothing of their own lines.

        Those of the size nearest to it do.
        """
        near = min(self.pitches, key=lambda known: abs(known - size), default=size)
        return self.white(near if abs(near - size) <= _NEAR else size)


def leading_of(pages: Sequence[Sequence[TextLine]]) -> Leading:
    """Learn from texts that go on in lower case below themselves, in prose or in a cell.

    Args:
        pages: For each page its lines from the top.
    """
    pitches: dict[float, list[float]] = {}
    for lines in pages:
        for above, line in pairwise(lines):
            pitch = (above.y - line.y) / line.size
            if _NARROWEST <= pitch <= _USUAL * _WIDEST and _goes_on(above, line):
                pitches.setdefault(_step(line.size), []).append(pitch)
    return Leading({size: median(found) for size, found in pitches.items() if len(found) >= _LEAST})


def _step(size: float) -> float:
    return round(size * 2) / 2


def _goes_on(above: TextLine, line: TextLine) -> bool:
    """Tell whether a line is the next one of a text in the line above."""
    return (
        abs(above.size - line.size) <= _SAME_SIZE
        and line.text[:1].islower()
        and any(abs(segment.x0 - line.x0) <= _SAME_PLACE for segment in above.segments)
    )
