"""Rows of a lattice that no rule parts: several of them stand between two level rules.

Belongs here: which bands hold more than one row, and where these begin. Rules may stand round
a table and its header only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import (
    Band,
    at_numbers,
    band_of,
    bands_at_gaps,
    closes,
    opens_analysis,
)
from pipeline.extract.readers.geometry.cut_numbers import are_cut_by_cells
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.parting import values_below
from pipeline.extract.readers.geometry.rows import rows_of
from pipeline.extract.readers.geometry.words import Segment, TextLine

_FAR = 0.8
"""Sizes of white between lines that hardly any cell has: they are set less than twice as wide."""
_LABEL = 1
"""The text of a line that may be a label."""


def rows_in(
    band: Band, leading: Leading, xs: Sequence[float] = (), *, first: bool
) -> Sequence[Band]:
    """Return the rows between two rules, as high as the white between them allows.

    Two values below each other are of two rows, and the word Analys alone on its line begins
    one; so do lines with texts beside each other that are farther apart than lines of a cell, and
    lines of a header that are. The ``first`` band may hold a header that is not bold, above a row
    of values. Where any of this shows that there are several, all lines are parted as without
    rules. ``xs`` are the lattice's uprights.
    """
    if band.header_like and len(band.lines) > 1:
        return list(_stretched(list(_levels_of(band)), band))
    goes_on = partial(are_cut_by_cells, xs)
    parts = list(at_numbers(band, goes_on))
    headed = first and not band.bold
    several = _has_analysis_inside(band) or _has_two_rows(band, goes_on) or _are_apart(band.lines)
    if len(parts) == 1 and not (headed or several):
        return parts
    rows = [part for row in rows_of(band.lines, (), leading) for part in at_numbers(row, goes_on)]
    if headed and not (rows[0].known_head or _is_head(rows)):
        return parts
    return list(_stretched(rows, band)) if len(rows) >= len(parts) else parts


def _levels_of(head: Band) -> Iterator[Band]:
    """Yield the rows of a header: labels of several columns stand far above heads of their own."""
    held: list[Band] = []
    for level in bands_at_gaps(head.lines, _FAR):
        if held and any(_goes_on(label, level) for label in held[-1].segments):
            held[-1] = band_of([*held[-1].lines, *level.lines])
        else:
            held.append(level)
    yield from held


def _goes_on(label: Segment, below: Band) -> bool:
    """Tell whether the text below a label is the rest of it."""
    under = [s.text for s in below.segments if s.x0 < label.x1 and label.x0 < s.x1]
    return any(text[:1].islower() or closes(label.text, text) for text in under)


def _is_head(rows: Sequence[Band]) -> bool:
    """Tell whether the first of some rows is words, and all others have values."""
    head, *others = rows
    words = head.columnar and not head.has_values
    return words and bool(others) and all(row.has_values for row in others)


def _has_analysis_inside(band: Band) -> bool:
    """Tell whether the word Analys stands alone on a line below a row with columns."""
    columnar = next((n for n, line in enumerate(band.lines, 1) if len(line.segments) > 1), None)
    below = band.lines[columnar:] if columnar else ()
    return any(len(line.text.split()) == 1 and opens_analysis(line.text) for line in below)


def _has_two_rows(band: Band, goes_on: Callable[[Sequence[TextLine], TextLine], bool]) -> bool:
    """Tell whether two columns at least have two whole values below each other."""
    beside = [(at, line) for at, line in enumerate(band.lines) if len(line.segments) > _LABEL + 1]
    return any(
        values_below(above.segments[_LABEL:], line.segments[_LABEL:]) > 1
        and not goes_on(band.lines[:at], line)
        for (_, above), (at, line) in pairwise(beside)
    )


def _are_apart(lines: Sequence[TextLine]) -> bool:
    """Tell whether each line has texts in columns, and more white above it than lines of a cell."""
    return len(lines) > 1 and all(
        min(len(above.segments), len(line.segments)) > 1
        and above.bottom - line.top > _FAR * line.size
        for above, line in pairwise(lines)
    )


def _stretched(rows: Sequence[Band], band: Band) -> Iterator[Band]:
    """Yield the rows of a band so that each goes down to the next one."""
    edges = [(above.bottom + row.top) / 2 for above, row in pairwise(rows)]
    for row, top, bottom in zip(rows, [band.top, *edges], [*edges, band.bottom], strict=True):
        yield replace(row, top=top, bottom=bottom)
