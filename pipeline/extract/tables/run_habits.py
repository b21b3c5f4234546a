"""What blank lines part in a run table whose cells stand apart: cells, rows or neither."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from itertools import groupby, pairwise

from pipeline.extract.document import Chunk, RunTable
from pipeline.extract.language.line_kinds import is_row_end, is_value_line
from pipeline.extract.language.text import squeeze

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOSTLY = 0.8
_PIECE = re.compile(r"(?!(?:var|där)av\b|inkl|exkl)[a-zåäö(+)-]")
"""What the rest of a wrapped label begins with."""
_FEWEST_PIECES = 2


class Parted(Enum):
    """What a blank line tells in a table."""

    CELLS = "cells"
    ROWS = "rows"
    NEITHER = "neither"


def is_value(text: str, before: str = "") -> bool:
    """Tell whether a line is nothing but one value, or a date; ``before`` is the line above."""
    return is_value_line(text, before) or bool(_DATE.fullmatch(squeeze(text)))


def parted_by_blanks(table: RunTable) -> Parted:
    """Tell what a table's blank lines part, read off the chunks that hold values."""
    has_blanks = len(table.chunks) > 1
    return _parted_where_apart(table) if table.cells_apart and has_blanks else Parted.NEITHER


@lru_cache(maxsize=256)
def _parted_where_apart(table: RunTable) -> Parted:
    found = [shape for chunk in table.chunks if (shape := _shape(chunk))]
    return next(
        (
            shape
            for shape in (Parted.CELLS, Parted.ROWS)
            if found.count(shape) > _MOSTLY * len(found)
        ),
        Parted.NEITHER,
    )


def without_idle_blanks(table: RunTable) -> RunTable:
    """Return a table as one chunk where a blank line stands behind every line of its cells.

    Pieces of labels that stand alone tell it: the blank lines around them part no cells.
    """
    if table.cells_apart or table.end_is_marked or any(len(c.lines) > 1 for c in table.chunks):
        return table
    texts = [squeeze(chunk.lines[0].text) for chunk in table.chunks]
    goes_on = (
        not is_row_end(above) and not is_row_end(text) and bool(_PIECE.match(text))
        for above, text in pairwise(texts)
    )
    if sum(goes_on) < _FEWEST_PIECES:
        return table
    return replace(table, chunks=(Chunk(tuple(c.lines[0] for c in table.chunks)),))


def _shape(chunk: Chunk) -> Parted | None:
    """Return what a chunk is, if it holds values: one, a label and its values, or more."""
    kinds = [kind for kind, _ in groupby(is_value(line.text) for line in chunk.lines)]
    if True not in kinds:
        return None
    if len(chunk.lines) == 1:
        return Parted.CELLS
    return Parted.ROWS if kinds == [False, True] else Parted.NEITHER
