"""Text between two rows: what ends a table, and what stands in it over all its columns.

Belongs here: how prose is told from an Analys text or a heading inside of a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import opens_analysis
from pipeline.extract.readers.geometry.words import TextLine

_PITCH = 1.9
"""Sizes from which on lines are of two paragraphs."""
_MOST = 1
"""So many paragraphs may stand in a table."""
_HANGS = 1.5
"""Points by which a text stands left of all labels, where cells have padding and prose has none."""
_SAME_PLACE = 0.5
_LEAST_ROWS = 2


def are_paragraphs(lines: Sequence[TextLine]) -> bool:
    """Tell whether lines over the columns of a table are several paragraphs, and no Analys."""
    if any(opens_analysis(line.text) for line in lines):
        return False
    parted = sum(above.y - line.y > _PITCH * above.size for above, line in pairwise(lines))
    return len(lines) > 0 and parted + 1 > _MOST


def hang_out(lines: Sequence[TextLine], rows: Sequence[TextLine]) -> bool:
    """Tell whether a text between rows begins left of where the labels of several do: no cell does.

    An Analys text is of the table where nothing else tells: labels may have a column of icons
    left of them.
    """
    if any(opens_analysis(line.text) for line in lines) or not rows:
        return False
    left = min(row.x0 for row in rows)
    aligned = sum(row.x0 - left <= _SAME_PLACE for row in rows)
    return aligned >= _LEAST_ROWS and any(line.x0 < left - _HANGS for line in lines)
