"""The cells of a lattice: what no rule parts.

Belongs here: which places are one cell, and uprights that a style leaves out in some rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from pipeline.extract.readers.geometry.bands import Band, Lattice
from pipeline.extract.readers.geometry.lattice_labels import inside_labels
from pipeline.extract.readers.geometry.lattice_rows import rules_of_other_columns
from pipeline.extract.readers.geometry.lattice_settings import SETTINGS
from pipeline.extract.readers.geometry.rules import Rule

_PADDING = 0.7
"""Sizes by which a word too long for its cell begins right of the cell's side at most."""


def cells_of(lattice: Lattice, bands: Sequence[Band]) -> list[tuple[int, int, int, int]]:
    """Return what no rule parts, as (first row, first column, last row, last column)."""
    level = (*lattice.level, *rules_of_other_columns(lattice, bands))
    whole = _completed(replace(lattice, level=level), bands)
    return _boxes(whole, bands)


def goes_over(x: float, row: Band, left: float) -> bool:
    """Tell whether a text of a row stands on both sides of a place, with no other printed over it.

    A word too long for its cell does not count: it begins where another line of its cell does,
    or at the left side of the cell wherever its other lines are, and something stands behind the
    place.

    Args:
        x: The place, in points.
        row: The row.
        left: Where the column left of the place begins.
    """
    over = [
        text
        for line in row.lines
        for text, following in zip_longest(line.segments, line.segments[1:])
        if text.x0 + 1 < x < text.x1 - 1 and not (following and following.x0 < text.x1)
    ]
    behind = any(text.x0 >= x for text in row.segments)
    cells = [text.x0 for text in row.segments if text.x1 <= x]
    return not all(
        len(text.words) == 1
        and behind
        and (
            any(abs(text.x0 - x0) <= 1 for x0 in cells)
            or -1 <= text.x0 - left <= _PADDING * text.size
        )
        for text in over
    )


def _completed(lattice: Lattice, bands: Sequence[Band]) -> Lattice:
    """Return a lattice with uprights added in rows that lack some but have text in its columns.

    Table styles draw uprights beside every second row only, or beside labels only.
    """
    drawn: list[Rule] = []
    inner = lattice.xs[1:-1]
    for band in bands:
        middle = (band.top + band.bottom) / 2
        here = [x for x in inner if is_parted(lattice.upright, x, middle)]
        if len(here) == len(inner) or not band.columnar:
            continue
        # A row of values is no label: what the rule below it leaves out is a group of rows.
        taken = [] if band.has_values else inside_labels(lattice, band.bottom)
        free = [
            x
            for left, x in pairwise(lattice.xs[:-1])
            if x not in taken and x not in here and not goes_over(x, band, left)
        ]
        # Texts on both sides of an upright in what looks like one cell are in two.
        edges = [lattice.xs[0], *here, lattice.xs[-1]]
        for left, right in pairwise(edges):
            within = [x for x in free if left < x < right]
            sides = {
                sum(s.x0 > x - 1 for x in within)
                for s in band.segments
                if left - 1 <= s.x0 and s.x1 <= right + 1
            }
            if len(sides) > 1:
                drawn += [Rule(x, band.bottom, band.top) for x in within]
    return replace(lattice, upright=(*lattice.upright, *drawn))


def _boxes(lattice: Lattice, bands: Sequence[Band]) -> list[tuple[int, int, int, int]]:
    """Return cells as (first row, first column, last row, last column)."""
    count = len(lattice.xs) - 1
    parent = {(i, j): (i, j) for i in range(len(bands)) for j in range(count)}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while parent[key] != key:
            key = parent[key]
        return key

    for i, band in enumerate(bands):
        for j in range(count):
            if j + 1 < count and not _parts(lattice, j + 1, band):
                parent[root((i, j + 1))] = root((i, j))
            middle = (lattice.xs[j] + lattice.xs[j + 1]) / 2
            if (
                i + 1 < len(bands)
                and abs(bands[i + 1].top - band.bottom) <= SETTINGS.touch
                and not is_parted(lattice.level, band.bottom, middle)
            ):
                parent[root((i + 1, j))] = root((i, j))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for key in parent:
        members.setdefault(root(key), []).append(key)
    return [
        (min(i for i, _ in keys), min(j for _, j in keys),
         max(i for i, _ in keys), max(j for _, j in keys))
        for keys in members.values()
    ]  # fmt: skip


def _parts(lattice: Lattice, number: int, row: Band) -> bool:
    """Tell whether an upright parts a row: one that the row's only text goes over does not.

    The shade of a column of labels goes through texts over all columns.
    """
    x, left = lattice.xs[number], lattice.xs[number - 1]
    over = not row.columnar and goes_over(x, row, left)
    return not over and is_parted(lattice.upright, x, (row.top + row.bottom) / 2)


def is_parted(rules: Sequence[Rule], at: float, across: float) -> bool:
    """Tell whether a rule at a place or height goes past another one."""
    return any(
        abs(rule.at - at) <= SETTINGS.touch
        and rule.start - SETTINGS.touch <= across <= rule.end + SETTINGS.touch
        for rule in rules
    )
