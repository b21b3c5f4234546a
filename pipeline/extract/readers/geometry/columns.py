"""Columns of a table without upright rules: from where header and values stand.

Between two columns runs a river that no cell's text crosses. A river inside a column
(header at the left, numbers at the right) is told by its two banks: what stands on them is
never beside each other in one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.words import Segment

_NARROWEST = 1.8
_MOST_HEADER_BANDS = 3


@dataclass(slots=True)
class _Strip:
    """A stretch of the table's width with text in it; ``rows`` are numbers of bands."""

    x0: float
    x1: float
    rows: set[int] = field(default_factory=set)
    headed: bool = False


def header_size(bands: Sequence[Band]) -> int:
    """Return how many leading bands are header: bold ones with columns, else the first."""
    size = 0
    for band in bands[:_MOST_HEADER_BANDS]:
        if not (band.bold and band.columnar) or (size and band.has_values):
            break
        size += 1
    return size if 0 < size < len(bands) else min(1, len(bands))


def infer_edges(bands: Sequence[Band], header: Sequence[Band]) -> tuple[float, ...]:
    """Return the edges of a table's columns, the outer ones included.

    Args:
        bands: All bands of the table, header included, of all its pages.
        header: The bands among them that are header.
    """
    columnar = [band for band in bands if band.columnar]
    heads = [band.words for band in header]
    strips: list[_Strip] = []
    upper: list[tuple[int, Segment]] = []
    for number, band in enumerate(columnar):
        is_head = band.words in heads
        is_upper = is_head and band.words != heads[-1]
        for segment in band.segments:
            if is_upper:
                upper.append((number, segment))
            elif not (is_head and spans_others(segment, header)):
                _add(strips, segment, number, is_head)
    below = list(strips)
    for number, segment in upper:
        if not (_heads_several(segment, below) or spans_others(segment, header)):
            _add(strips, segment, number, True)
    if not strips:
        segments = [segment for band in bands for segment in band.segments]
        return (min(s.x0 for s in segments), max(s.x1 for s in segments))
    _merge_banks(strips)
    for band in bands:
        if not band.columnar:
            _widen(strips, band.segments)
    inner = [(one.x1 + two.x0) / 2 for one, two in zip(strips, strips[1:], strict=False)]
    return (strips[0].x0 - 1, *inner, strips[-1].x1 + 1)


def _widen(strips: Sequence[_Strip], segments: Sequence[Segment]) -> None:
    """Let texts that stand alone in their row, all in one column, widen it."""
    touched = [
        [s for s in strips if s.x0 - _NARROWEST < segment.x1 and s.x1 + _NARROWEST > segment.x0]
        for segment in segments
    ]
    if touched and all(touched) and all(found == touched[0] for found in touched):
        for segment in segments if len(touched[0]) == 1 else ():
            strip = touched[0][0]
            strip.x0, strip.x1 = min(strip.x0, segment.x0), max(strip.x1, segment.x1)


def _heads_several(segment: Segment, strips: Sequence[_Strip]) -> bool:
    """Tell whether a label in an upper header row heads more than one column.

    It does if it reaches over two of them, or stands above the river between two that
    have labels of their own in the row below.
    """
    over = [s for s in strips if s.x0 - _NARROWEST < segment.x1 and s.x1 + _NARROWEST > segment.x0]
    if over:
        return len(over) > 1
    left = [strip for strip in strips if strip.x1 <= segment.x0]
    right = [strip for strip in strips if strip.x0 >= segment.x1]
    return bool(left and right) and left[-1].headed and right[0].headed


def spans_others(segment: Segment, header: Sequence[Band]) -> bool:
    """Tell whether two header texts stand beside each other below this one."""
    below = [
        other
        for band in header
        for other in band.segments
        if other.y < segment.y - 0.5 * segment.size
        and other.x1 > segment.x0
        and other.x0 < segment.x1
    ]
    return any(two.x0 - one.x1 > _NARROWEST for one in below for two in below)


def _add(strips: list[_Strip], segment: Segment, row: int, headed: bool) -> None:
    """Put a segment into the strips, joining those that it reaches over."""
    merged = _Strip(segment.x0, segment.x1, {row}, headed)
    for strip in [
        s for s in strips if s.x0 - _NARROWEST < segment.x1 and s.x1 + _NARROWEST > segment.x0
    ]:
        merged.x0, merged.x1 = min(merged.x0, strip.x0), max(merged.x1, strip.x1)
        merged.rows |= strip.rows
        merged.headed |= strip.headed
        strips.remove(strip)
    at = sum(strip.x0 < merged.x0 for strip in strips)
    strips.insert(at, merged)


def _merge_banks(strips: list[_Strip]) -> None:
    """Join strips without header to the headed neighbour that they share no row with.

    All to the left if each has one there (header at the left, numbers at the right), else
    all to the right, else each to the nearer one.
    """
    lone = [n for n, strip in enumerate(strips) if not strip.headed and _banks(strips, n)]
    sides = {n: _banks(strips, n) for n in lone}
    joins: dict[int, int] = {}
    for number in lone:
        if all(n - 1 in sides[n] for n in lone):
            joins[number] = number - 1
        elif all(n + 1 in sides[n] for n in lone):
            joins[number] = number + 1
        else:
            joins[number] = min(sides[number], key=lambda n: _between(strips[n], strips[number]))
    for number, home in joins.items():
        strip, other = strips[number], strips[home]
        other.x0, other.x1 = min(other.x0, strip.x0), max(other.x1, strip.x1)
        other.rows |= strip.rows
    strips[:] = [strip for number, strip in enumerate(strips) if number not in joins]


def _banks(strips: Sequence[_Strip], number: int) -> list[int]:
    """Return the headed neighbours of a strip that stand in none of its rows."""
    return [
        near
        for near in (number - 1, number + 1)
        if 0 <= near < len(strips)
        and strips[near].headed
        and not strips[near].rows & strips[number].rows
    ]


def _between(one: _Strip, two: _Strip) -> float:
    return max(one.x0 - two.x1, two.x0 - one.x1)
