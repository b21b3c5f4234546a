"""Header rows whose merged cells were printed once: over which columns do they stand?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.extract.document import Cell
from pipeline.extract.language.values import parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Qualifier

SPREAD_CONFIDENCE = 0.95
"""Confidence of columns below merged cells whose width was inferred."""


def spread(header: Sequence[Cell], below: Sequence[Cell]) -> list[Cell] | None:
    """Return a header row with its merged cells over the columns that the next row names.

    An empty cell below means that the cell above spans two rows; cells over columns that
    are named span one run of them each, else equally many. None where they cannot.
    """
    named = [bool(cell.text) for cell in below]
    groups, columns = len(header) - named.count(False), named.count(True)
    if named[0] or not 0 < groups < columns or not all(map(_may_head, below)):
        return None
    runs = [len(list(run)) for is_named, run in groupby(named) if is_named]
    if len(runs) != groups:
        size = columns // groups
        if columns % groups or any(run % size for run in runs):
            return None
        runs = [size] * groups
    cells, spans, left = iter(header), iter(runs), 0
    result: list[Cell] = []
    for is_named in named:
        starts = not is_named or not left
        left = left or next(spans) if is_named else 0
        left -= is_named
        result.append(next(cells) if starts else Cell("", header[0].place))
    return result


def says_no_value(text: str) -> bool:
    """Tell whether a cell is empty or holds words that are no value and no remark."""
    parsed = parse_cell(text)
    return parsed is None or parsed.qualifier is Qualifier.TEXT


def _may_head(cell: Cell) -> bool:
    return says_no_value(cell.text) or is_year(cell.text)
