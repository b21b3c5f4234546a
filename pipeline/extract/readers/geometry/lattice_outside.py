"""Rows of a table above and below the part of it that uprights part.

Belongs here: whether texts stand in the columns of a lattice, a lattice with rows outside it, and
labels over several columns above its header.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import Band, Lattice, bands_between
from pipeline.extract.readers.geometry.group_labels import COSTS
from pipeline.extract.readers.geometry.lattice_cells import goes_over, is_parted
from pipeline.extract.readers.geometry.lattice_labels import inside_labels
from pipeline.extract.readers.geometry.lattice_settings import SETTINGS
from pipeline.extract.readers.geometry.line_columns import heads_others
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import TextLine


def with_ruled_rows(frame: Lattice, level: Sequence[Rule], lines: Sequence[TextLine]) -> Lattice:
    """Return a lattice of rows with those above and below it between level rules of its length.

    Rules may be below every row, and uprights, or the sides of shades, in every second one.
    """
    x0, x1 = frame.xs[0], frame.xs[-1]
    if not any(band.has_values for band in bands_between(lines, frame.ys, x0, x1)):
        return frame
    alike = [
        rule.at
        for rule in level
        if abs(rule.start - x0) <= SETTINGS.same_ends and abs(rule.end - x1) <= SETTINGS.same_ends
    ]
    higher = sorted(at for at in alike if at > frame.ys[0] + SETTINGS.touch)
    lower = sorted((at for at in alike if at < frame.ys[-1] - SETTINGS.touch), reverse=True)
    rows: list[Band] = []
    for ats, start in ((higher, frame.ys[0]), (lower, frame.ys[-1])):
        for one, two in pairwise([start, *ats]):
            row = next(bands_between(lines, (max(one, two), min(one, two)), x0, x1), None)
            if row is None or not row.has_values or not keeps_to_columns(row, frame.xs):
                break
            rows.append(row)
    return stretched(frame, rows) if rows else frame


def fit_columns(bands: Sequence[Band], xs: Sequence[float]) -> bool:
    """Tell whether texts in columns keep between the uprights."""
    return not any(
        goes_over(x, band, left) for band in bands if band.columnar for left, x in pairwise(xs[:-1])
    )


def keeps_to_columns(band: Band, xs: Sequence[float]) -> bool:
    """Tell whether each line of a row has no more than one text in a column, and some columns."""
    alone = all(
        sum(left < (s.x0 + s.x1) / 2 < right for s in line.segments) <= 1
        for line in band.lines
        for left, right in pairwise(xs)
    )
    return band.columnar and len(xs) > SETTINGS.least_edges and alone and fit_columns([band], xs)


def stretched(lattice: Lattice, bands: Sequence[Band]) -> Lattice:
    """Return a lattice with its uprights drawn on beside rows outside it that have columns."""
    outside = [b for b in bands if b.bottom >= lattice.ys[0] or b.top <= lattice.ys[-1]]
    edges = {edge for band in outside for edge in (band.top, band.bottom)}
    level = [Rule(y, lattice.xs[0], lattice.xs[-1]) for y in edges | {*lattice.ys[::-1][:1]}]
    drawn = [
        Rule(x, band.bottom, band.top)
        for band in outside
        if band.columnar
        for left, x in pairwise((-math.inf, *lattice.xs))
        if not goes_over(x, band, left)
    ]
    return Lattice(
        lattice.xs,
        tuple(sorted({*lattice.ys, *edges}, reverse=True)),
        (*lattice.level, *level),
        (*lattice.upright, *drawn),
    )


def labels_heads(band: Band, head: Band, xs: Sequence[float]) -> bool:
    """Tell whether a line is a label over several columns of a header right below it.

    What stands in the middle of all columns is the table's title.
    """
    if not (band.bold and head.header_like and len(band.lines) == 1):
        return False
    (line,) = band.lines
    beside_middle = abs(line.x0 + line.x1 - xs[0] - xs[-1]) / 2 > COSTS.middle
    return beside_middle and heads_others(line, head.lines)


def through_labels(lattice: Lattice, bands: Sequence[Band], uprights: Sequence[Rule]) -> Lattice:
    """Return a lattice with its uprights drawn through labels above the heads of columns.

    Where none of those that the page has parts a row of labels, and no rule below them ends
    inside of the table, nothing drawn says what they stand over.
    """
    drawn: list[Rule] = []
    inner = lattice.xs[1:-1]
    for band, below in pairwise(bands):
        middle = (band.top + band.bottom) / 2
        parted = any(is_parted(uprights, x, middle) for x in inner)
        parted = parted or bool(inside_labels(lattice, band.bottom))
        if not parted and labels_heads(band, below, lattice.xs):
            drawn += [Rule(x, band.bottom, band.top) for x in inner]
    return replace(lattice, upright=(*lattice.upright, *drawn)) if drawn else lattice
