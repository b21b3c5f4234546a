"""Header rows whose merged cells were printed once, put over the columns of the row below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import Cell
from pipeline.extract.language.values import parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.head_spans import SUREST, spans_above
from pipeline.extract.report import Qualifier

_ENOUGH = 0.6
"""A header that could as well stand over its columns otherwise is none."""


def spread(header: Sequence[Cell], below: Sequence[Cell]) -> list[Cell] | None:
    """Return a header row with its merged cells over the columns that the next row names.

    An empty cell below means that the cell above spans two rows. Cells carry the probability
    that they stand over their own columns. None where they cannot.
    """
    if below[0].text or not all(map(_may_head, below)) or not any(cell.text for cell in below):
        return None
    found = spans_above([cell.text for cell in header], [cell.text for cell in below])
    if found is None or found.confidence < _ENOUGH:
        return None
    result: list[Cell] = []
    for cell, size in zip(header, found.sizes, strict=True):
        result.append(replace(cell, confidence=min(cell.confidence, found.confidence)))
        result += [Cell("", header[0].place)] * (size - 1)
    return result


def spread_over_names(header: Sequence[Cell], below: Sequence[Cell]) -> list[Cell | None] | None:
    """Return a header row of which only the merged cells say something, over the names below.

    An empty cell stands over one column; one merged cell takes what is left. The width of more
    than one is told where all are as wide.
    """
    if not all(map(_may_head, below)):
        return None
    filled = sum(bool(cell.text) for cell in header)
    size, rest = divmod(len(below) - len(header) + filled, filled or 1)
    if header[0].text or not filled or rest or size <= 1:
        return None
    result: list[Cell | None] = []
    sure = 1.0 if filled == 1 else SUREST
    for cell in header:
        columns = size if cell.text else 1
        confidence = min(cell.confidence, sure)
        result += [replace(cell, columns=columns, confidence=confidence), *[None] * (columns - 1)]
    return result


def says_no_value(text: str) -> bool:
    """Tell whether a cell is empty or holds words that are no value and no remark."""
    parsed = parse_cell(text)
    return parsed is None or parsed.qualifier is Qualifier.TEXT


def _may_head(cell: Cell) -> bool:
    return says_no_value(cell.text) or is_year(cell.text)
