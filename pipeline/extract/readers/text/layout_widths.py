"""Where the columns of a table in layout text stand in its rows: below labels that may be moved.

Lines are printed with less white where less stands on them, so a header and the rows below it
do not stand below each other. Belongs here: which stretches of the rows are which column's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from itertools import pairwise
from operator import itemgetter

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_columns import matched
from pipeline.extract.readers.text.layout_drifts import Side, drifted
from pipeline.extract.readers.text.layout_lines import (
    SEVERAL,
    Span,
    atoms_of,
    segments_of,
    spans_of,
    strips_of,
)
from pipeline.extract.readers.text.layout_words import apart, in_columns, periods_of

_FAR = 4.0
"""Letters by which a text stands apart at most: one that does so much is in another column."""
_TOUCH = 2
"""So many letters are between strips of two columns at least where no line has both."""
_INDENT = 3
"""Letters by which values stand further right than names begin at least."""
Match = Callable[[Sequence[Span], Sequence[Span]], list[int] | None]
"""Tells the label of each stretch of values."""
_VALUED = re.compile(r"^[-+–(]?\d")


def widened(
    columns: Sequence[Span],
    texts: Sequence[str],
    *,
    known: bool,
    dated: Collection[int] = (),
    side: Side | None = None,
) -> list[Span]:
    """Return where the columns stand in the rows: below a header that is narrower or moved.

    A line that holds only words of the header is printed without the white of the rows, so
    the lines that have a text in every column tell where they stand; else the strips that
    their values cover, each put to the label nearest to it. A ``known`` header says how many
    columns there are, and where all texts stand below its labels, they are theirs; others are
    put to labels as they drift. ``dated`` columns hold the dates; the values of known tables
    stand at a ``side`` of their cells.
    """
    if not known:
        found = _filled_columns(columns, texts, least=SEVERAL)
        return found or _matched_columns(columns, [list(_value_atoms(text)) for text in texts])
    filled = _filled_columns(columns, texts, least=1)
    below = _below_labels(columns, texts) or list(columns)
    periods = [span for text in texts for span in periods_of(text)]
    scaled = _scaled(columns, periods) if periods else list(columns)
    by_values = _columns_by_values(columns, texts, side)
    ways = [
        (_apart(way, texts, dated) + _moved(way, labels), way)
        for way, labels in (
            (below, columns),
            (filled, by_values if periods else columns),
            (scaled, scaled),
            (by_values, by_values if periods else columns),
        )
        if way
    ]
    return min(ways, key=itemgetter(0))[1]


def _apart(columns: Sequence[Span], texts: Sequence[str], dated: Collection[int]) -> float:
    """Return by how many letters texts stand apart from their columns in the mean.

    Texts right below each other that go to other columns are as far apart as can be.
    """
    found: list[float] = []
    below: dict[Span, Counter[int]] = {}
    for text in texts:
        for at, words in in_columns(text, columns, periods=True, dated=dated).items():
            if at:
                span = words[0][0], words[-1][1]
                found.append(min(apart(span, columns[at]), _FAR))
                below.setdefault(span, Counter())[at] += 1
    parted = sum(times.total() - max(times.values()) for times in below.values())
    return (sum(found) + _FAR * parted) / max(1, len(found))


def _moved(columns: Sequence[Span], labels: Sequence[Span]) -> float:
    """Return by how many letters columns stand apart from their labels in the mean."""
    found = [apart(*pair) for pair in zip(columns[1:], labels[1:], strict=True)]
    return sum(found) / len(found)


def _columns_by_values(
    columns: Sequence[Span], texts: Sequence[str], side: Side | None
) -> list[Span]:
    """Return where values and periods stand below the labels of a known header, as they drift."""
    periods = sorted(span for text in texts for span in periods_of(text))
    valued = valued_spans(texts)
    if not periods:
        return _matched_columns(columns, valued, matched)
    last = periods[len(periods) // 2]  # some rows are printed with less white
    valued = [
        [atom for atom in line if atom[1] <= last[0] and not is_year(text[slice(*atom)])]
        for text, line in zip(texts, valued, strict=True)
    ]

    def match(strips: Sequence[Span], labels: Sequence[Span]) -> list[int] | None:
        at = drifted([*strips, last], [*labels, columns[-1]], side)
        return at and at[:-1]

    return [*_matched_columns(columns[:-1], valued, match), last]


def valued_spans(texts: Sequence[str]) -> list[list[Span]]:
    """Return where values stand in lines of a table, right of where names begin."""
    left = min((segments_of(text)[0][0] for text in texts), default=0)
    return [[atom for atom in _value_atoms(text) if atom[0] > left + _INDENT] for text in texts]


def _below_labels(columns: Sequence[Span], texts: Sequence[str]) -> list[Span]:
    """Return columns as wide as their texts, where each stands below one label; else none.

    The last column has texts too: lines that are printed with less white do not reach it.
    """
    found: list[list[Span]] = [[column] for column in columns]
    for text in texts:
        for segment in segments_of(text):
            below = _over(segment, columns)
            parts = [segment] if len(below) == 1 else atoms_of(text)
            parts = [part for part in parts if segment[0] <= part[0] < segment[1]]
            for part in parts:
                below = _over(part, columns)
                if len(below) != 1:
                    return []
                found[below[0]].append(part)
    if len(found[-1]) == 1:
        return []
    wide = [(min(a for a, _ in spans), max(b for _, b in spans)) for spans in found]
    return [] if any(left[1] > right[0] for left, right in pairwise(wide)) else wide


def _over(span: Span, columns: Sequence[Span]) -> list[int]:
    """Return the columns that a text stands below, at least in part, or a letter or two beside."""
    gaps = [max(start - span[1], span[0] - end) for start, end in columns]
    least = max(min(gaps), -1)
    return [at for at, gap in enumerate(gaps) if gap <= least] if least <= SEVERAL else []


def _matched_columns(
    columns: Sequence[Span], valued: Sequence[Sequence[Span]], match: Match = matched
) -> list[Span]:
    """Return columns where the values of the rows stand that are nearest to their labels.

    ``valued`` are the values of each line. A column without any keeps its distance to others.
    """
    starts = sorted(start for line in valued for start, _ in line)
    strips = _joined(
        [part for strip in strips_of(valued) for part in _split(strip, valued)], valued
    )
    weights = [bisect_left(starts, right) - bisect_left(starts, left) for left, right in strips]
    fewest = sorted(weights, reverse=True)[: len(columns) - 1][-1:] or [0]
    strips = [strip for strip, weight in zip(strips, weights, strict=True) if weight >= fewest[0]]
    at_columns = match(strips, columns[1:])
    if at_columns is None:
        return list(columns)
    wide = list(columns)
    for strip, at in zip(strips, at_columns, strict=True):
        wide[at + 1] = strip
    empty = {*range(1, len(columns))} - {at + 1 for at in at_columns}
    for at in sorted(empty):
        moved = [wide[near][0] - columns[near][0] for near in _beside(at, empty, len(columns))]
        start, end = (edge + round(sum(moved) / len(moved)) for edge in columns[at])
        left = max(start, *(wide[before][1] for before in range(at)))
        limits = [wide[after][0] for after in range(at + 1, len(wide)) if after not in empty]
        wide[at] = (left, max(min(end, *limits), left) if limits else max(end, left))
    return wide


def _filled_columns(columns: Sequence[Span], texts: Sequence[str], *, least: int) -> list[Span]:
    """Return where columns stand by the lines that fill them all, with a name or without.

    None where there are fewer such lines than the least, or where they do not stand below each
    other.
    """
    lines = [_with_period(text, segments_of(text)) for text in texts]
    filled = [found[1:] for found in lines if len(found) == len(columns)]
    left = min([columns[0][1], *(found[0][0] for found in filled)])
    filled += [found for found in lines if len(found) == len(columns) - 1 and found[0][0] >= left]
    if len(filled) < least:
        return []
    spans = spans_of(filled)
    if any(left[1] >= right[0] for left, right in pairwise(spans)):
        return []
    return [(0, max(columns[0][1], spans[0][0] - SEVERAL)), *spans]


def _scaled(columns: Sequence[Span], periods: Sequence[Span]) -> list[Span]:
    """Return columns as far apart as the periods below the last one say.

    A line with less on it is printed with less white, from its left end on.
    """
    middles = sorted(map(sum, periods))
    scale = middles[len(middles) // 2] / sum(columns[-1])
    return [(round(start * scale), round(end * scale)) for start, end in columns]


def _with_period(text: str, segments: list[Span]) -> list[Span]:
    """Return the texts of a line with the period at its end apart from what stands before it."""
    for begin, end in periods_of(text):
        if segments and segments[-1][0] < begin:
            return [*segments[:-1], (segments[-1][0], begin - 1), (begin, end)]
    return segments


def _split(strip: Span, lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Part a strip in which one line has several values: their columns nearly touch."""
    inside = [[span for span in line if strip[0] <= span[0] < strip[1]] for line in lines]
    seeds = max(inside, key=len)
    if len(seeds) < SEVERAL:
        return [strip]
    found: list[list[Span]] = [[] for _ in seeds]
    for span in (span for line in inside for span in line):
        found[min(range(len(seeds)), key=lambda at: apart(span, seeds[at]))].append(span)
    return [(min(a for a, _ in spans), max(b for _, b in spans)) for spans in found]


def _joined(strips: Sequence[Span], lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Join strips that touch where no line has values in both: one column's, which drift."""
    found: list[Span] = []
    for start, end in strips:
        if found and start - found[-1][1] < _TOUCH:
            left, middle = found[-1]
            both = any(
                any(left <= a < middle for a, _ in line) and any(start <= a < end for a, _ in line)
                for line in lines
            )
            if not both:
                found[-1] = (left, end)
                continue
        found.append((start, end))
    return found


def _beside(at: int, empty: Set[int], count: int) -> list[int]:
    """Return the nearest columns with values at either side of one; column 0 where none."""
    left = next((near for near in range(at - 1, 0, -1) if near not in empty), 0)
    right = next((near for near in range(at + 1, count) if near not in empty), 0)
    return [near for near in (left, right) if near] or [0]


def _value_atoms(text: str) -> Iterator[Span]:
    """Yield where the values of a line stand: those that are no part of running text."""
    worded = True
    last = 0
    for start, end in atoms_of(text):
        valued = _VALUED.match(text[start:end]) is not None
        if valued and start and (start - last > 1 or not worded):
            yield start, end
        worded, last = not valued, end
