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


def are_paragraphs(lines: Sequence[TextLine]) -> bool:
    """Tell whether lines over the columns of a table are several paragraphs, and no Analys."""
    if any(opens_analysis(line.text) for line in lines):
        return False
    parted = sum(above.y - line.y > _PITCH * above.size for above, line in pairwise(lines))
    return len(lines) > 0 and parted + 1 > _MOST
