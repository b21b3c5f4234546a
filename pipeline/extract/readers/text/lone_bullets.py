"""Bullets that a tool prints apart from the items that they stand before.

Some makers of PDFs draw the bullets of a page's lists behind all of its text, so that they
stand in a row where the page ends, in the middle of a table. Belongs here: telling such
bullets. Does not belong here: status icons and the bullets before items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.extract.document import Line

_BULLET = re.compile(r"\s*[•‣▪◦]\s*")


def without_lone_bullets(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out the lines that are a bullet where most stand together; numbers of lines stay.

    Where a tool prints a line break behind each bullet, its item follows and not the next one.
    """
    alone = [bool(_BULLET.fullmatch(line.text)) for line in lines]
    filled = (bullet for bullet, line in zip(alone, lines, strict=True) if line.text.strip())
    runs = [sum(1 for _ in run) for bullet, run in groupby(filled) if bullet]
    together = sum(size for size in runs if size > 1)
    if 2 * together <= sum(runs):
        return tuple(lines)
    return tuple(line for bullet, line in zip(alone, lines, strict=True) if not bullet)
