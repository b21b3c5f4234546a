"""Rows of tab text that the paragraphs of a cell break over lines, put together again.

Who copies a table out of Word gets a row a line, its cells parted by tabs; but a cell that holds
two paragraphs, or an empty one, breaks the line. Every row of a table has as many tabs, so lines
are one row where their tabs add up to it. A line without a tab that stands between two rows may
go on with the last cell above or begin the first one below, or be a row of its own. Belongs
here: the cheapest way to part lines into rows. What lines may be a row is ``row_costs``'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import STRUCTURE
from pipeline.extract.readers.text.row_costs import (
    LONGEST_NAME,
    has_values,
    may_open,
    spans_from,
)
from pipeline.extract.readers.text.row_ways import Row, cheapest_rows

_GAP = 4
"""So many lines without a tab end a table."""
_FEWEST = 2
"""One row that could be broken is none: lines may add up by chance."""
_MOST_SUMMED = 5
_MOST_TABS = 62
"""Word has no table with more columns."""


def whole_rows(
    lines: Sequence[Line], tabs_of: Callable[[str], int]
) -> tuple[tuple[Line, ...], frozenset[int]]:
    """Return lines, those of one row as one that holds line breaks, and where tables begin.

    The second of the pair holds the numbers of the lines that are the first of a table.

    Args:
        lines: All lines of a text.
        tabs_of: How many tabs of a line part cells; 0 for one that is no part of a row.

    Where rows of values with fewer tabs than others of their table stand more often than lines
    add up to a whole row, a text does not break its rows: it prints no empty cells at their ends.
    """
    counts = [tabs_of(line.text) for line in lines]
    found = [
        (start, end, _rows(lines, counts, start, end)) for start, end in _stretches(lines, counts)
    ]
    rows = [row for _, _, part in found for row in part]
    joined = sum(row.end - row.start > 1 for row in rows)
    short = sum(
        row.end - row.start == 1
        and 0 < counts[row.start] < row.tabs
        and has_values(lines[row.start].text)
        for row in rows
    )
    if joined <= short or joined < _FEWEST:
        return tuple(lines), frozenset()
    opens = frozenset(
        lines[row.start].number
        for _, _, part in found
        for above, row in pairwise((None, *part))
        if row and row.tabs and (above is None or above.table != row.table)
    )
    result: list[Line] = []
    done = 0
    for start, end, part in found:
        result += lines[done:start]
        result += (_one(lines[a:b]) for a, b in _with_blank_lines(lines, part))
        done = end
    return (*result, *lines[done:]), opens


def _one(lines: Sequence[Line]) -> Line:
    return replace(lines[0], text="\n".join(line.text for line in lines))


def _with_blank_lines(lines: Sequence[Line], rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield where rows start and end, the blank lines inside a table with the row below them."""
    start: int | None = None
    for number, row in enumerate(rows):
        before = rows[number - 1] if number else None
        text = "\n".join(line.text for line in lines[row.start : row.end])
        if row.tabs and before and before.tabs == row.tabs and not text.strip():
            start = row.start if start is None else start
            continue
        goes_on = has_values(text) or text.startswith("\t")
        if start is not None and not (goes_on and row.tabs and before and before.tabs == row.tabs):
            yield from ((at, at + 1) for at in range(start, row.start))
            start = None
        yield row.start if start is None else start, row.end
        start = None
    if start is not None:
        yield from ((at, at + 1) for at in range(start, rows[-1].end))


def _stretches(lines: Sequence[Line], counts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of lines that may be rows: with at most some without tabs in between."""
    start: int | None = None
    last = 0
    for index, count in enumerate(counts):
        heading = bool(STRUCTURE.match(lines[index].text.strip()))
        if start is not None and (heading or index - last > _GAP):
            yield start, last + 1
            start = None
        if count:
            start = _first_line(lines, counts, index) if start is None else start
            last = index
    if start is not None:
        yield start, last + 1


def _first_line(lines: Sequence[Line], counts: Sequence[int], index: int) -> int:
    """Return the first of the lines above one with tabs that may begin its first cell."""
    first = index
    while first and index - first < _GAP:
        text = lines[first - 1].text.strip()
        if counts[first - 1] or not text or len(text) > LONGEST_NAME:
            break
        if STRUCTURE.match(text):
            return first - (lines[index].text[:1] == "\t" and first == index)
        first -= 1
    return first


def _sizes(texts: Sequence[str], counts: Sequence[int]) -> list[int]:
    """Return how many tabs the rows of tables may have: as lines have, or lines of a header."""
    sizes = set(counts)
    for at, text in enumerate(texts):
        above = at and counts[at - 1]
        if may_open(text) or (counts[at] and not above):
            total = counts[at]
            for count in counts[at + 1 : at + _MOST_SUMMED]:
                total += count
                sizes.add(total)
    return [size for size in sorted(sizes) if 0 < size <= _MOST_TABS]


def _rows(lines: Sequence[Line], counts: Sequence[int], start: int, end: int) -> list[Row]:
    """Return the rows of a stretch, the cheapest way, and its lines outside of tables."""
    own = counts[start:end]
    texts = [
        line.text if count else line.text.replace("\t", " ")
        for line, count in zip(lines[start:end], own, strict=True)
    ]
    spans = [list(spans_from(texts, at)) for at in range(len(texts))]
    return [
        replace(row, start=start + row.start, end=start + row.end)
        for row in cheapest_rows(texts, own, _sizes(texts, own), spans)
    ]
