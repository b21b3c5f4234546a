"""What blank lines part in a run table whose cells stand apart: cells, rows or neither."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from itertools import groupby

from pipeline.extract.document import Chunk, RunTable
from pipeline.extract.language.line_kinds import is_value_line
from pipeline.extract.language.text import squeeze

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOSTLY = 0.8


class Parted(Enum):
    """What a blank line tells in a table."""

    CELLS = "cells"
    ROWS = "rows"
    NEITHER = "neither"


def is_value(text: str, before: str = "") -> bool:
    """Tell whether a line is nothing but one value, or a date; ``before`` is the line above."""
    return is_value_line(text, before) or bool(_DATE.fullmatch(squeeze(text)))


@lru_cache(maxsize=256)
def parted_by_blanks(table: RunTable) -> Parted:
    """Tell what a table's blank lines part, read off the chunks that hold values."""
    if not table.cells_apart:
        return Parted.NEITHER
    found = [shape for chunk in table.chunks if (shape := _shape(chunk))]
    return next(
        (
            shape
            for shape in (Parted.CELLS, Parted.ROWS)
            if found.count(shape) > _MOSTLY * len(found)
        ),
        Parted.NEITHER,
    )


def _shape(chunk: Chunk) -> Parted | None:
    """Return what a chunk is, if it holds values: one, a label and its values, or more."""
    kinds = [kind for kind, _ in groupby(is_value(line.text) for line in chunk.lines)]
    if True not in kinds:
        return None
    if len(chunk.lines) == 1:
        return Parted.CELLS
    return Parted.ROWS if kinds == [False, True] else Parted.NEITHER
