"""Headers of two rows in which cells that span both are printed in the first only.

Converters to Markdown leave no trace of such a cell in the second row, whose labels then
stand at the left: "Nyckeltal | Snitt 2021 | T1" above "2021 | 2022" has four columns.
Belongs here: moving those labels below the cells that they part. What a header's rows say
together is ``grid_tables``' work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.extract.document import Cell, GridTable
from pipeline.extract.language.text import squeeze, strip_icon
from pipeline.extract.language.values import parse_cell
from pipeline.extract.language.years import is_year

_CONFIDENCE = 0.95
_FEWEST_ROWS, _FEWEST_PARTS = 3, 2


def with_whole_header(table: GridTable) -> GridTable:
    """Return a table with the labels of its second row below those that they part."""
    if len(table.rows) < _FEWEST_ROWS or any(cell is None for cell in table.rows[0]):
        return table
    upper = [cell for cell in table.rows[0] if cell is not None]
    lower = [cell for cell in table.rows[1] if cell is not None and _text(cell)]
    width = len(upper)
    at_left = len(list(takewhile(_text, table.rows[1])))
    if at_left != len(lower) or not _FEWEST_PARTS <= at_left < width or not _heads(lower):
        return table
    spans = _in_place(upper, at_left) or _at_end(upper, at_left)
    if spans is None:
        return table
    blank = Cell("", table.rows[1][0].place if table.rows[1][0] else table.place)
    labels = iter([cell for cell in upper if _text(cell)])
    parts = iter(lower)
    first: list[Cell] = []
    second: list[Cell] = []
    for span in spans:
        first += [next(labels), *[blank] * (span - 1)]
        second += [next(parts) for _ in range(span)] if span > 1 else [blank]
    return replace(
        table,
        rows=(tuple(first), tuple(second), *table.rows[2:]),
        confidence=min(table.confidence, _CONFIDENCE),
    )


def _text(cell: Cell | None) -> str:
    return squeeze(strip_icon(cell.text)) if cell else ""


def _heads(cells: Sequence[Cell]) -> bool:
    """Tell whether cells hold labels: words or years, and no values."""
    texts = [_text(cell) for cell in cells]
    parsed = [parse_cell(text) for text in texts if not is_year(text)]
    return all(one is None or one.value is None for one in parsed)


def _in_place(upper: Sequence[Cell], parts: int) -> list[int] | None:
    """Return how many columns each label of the first row spans, by the gaps behind it."""
    if not _text(upper[0]):
        return None
    spans: list[int] = []
    for cell in upper:
        if _text(cell):
            spans.append(1)
        else:
            spans[-1] += 1
    fits = sum(span for span in spans if span > 1) == parts and spans[0] == 1
    return spans if fits else None


def _at_end(upper: Sequence[Cell], parts: int) -> list[int] | None:
    """Return the same where all gaps are at the end: the last labels span equally many."""
    labels = len(list(takewhile(_text, upper)))
    spanning = labels - (len(upper) - parts)
    if any(map(_text, upper[labels:])) or not 0 < spanning < labels or parts % spanning:
        return None
    size = parts // spanning
    return [1] * (labels - spanning) + [size] * spanning if size >= _FEWEST_PARTS else None
