"""Labels of rows that stand left of the boxes of their values.

Style sheets shade or box the values (``td``) and not the labels (``th``). Belongs here: telling
by the rows that the texts left of boxes are their first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from pipeline.extract.readers.geometry.bands import Band, Lattice, bands_between
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment, TextLine

_TOUCH, _SAME_EDGE = 2.0, 3.0
"""Points by which edges of one table, and beginnings of its labels, are apart at most."""
_PADDING = 2.0
_LEVEL = 0.15
"""A label's letters stand as high as those of its values, but for so many font sizes."""
_FEWEST_ROWS = 2
_MOSTLY = 0.7
_SENTENCE_END = (".", "!", "?", ":")


def with_labels(frames: Sequence[Lattice], lines: Sequence[TextLine]) -> list[Lattice]:
    """Return frames, those of values only with a column for the labels left of them.

    Every row has a label, and most lines there are as high as a row's values: running text
    beside a table is not.
    """
    found: list[Lattice] = []
    for frame in frames:
        alike = [other for other in frames if _same_edges(frame.xs, other.xs)]
        left = _left_of(alike, frames, lines)
        found.append(frame if left is None else _widened(frame, left))
    return found


def _same_edges(xs: Sequence[float], others: Sequence[float]) -> bool:
    return len(xs) == len(others) and all(
        abs(one - two) <= _TOUCH for one, two in zip(xs, others, strict=True)
    )


def _left_of(
    alike: Sequence[Lattice], frames: Sequence[Lattice], lines: Sequence[TextLine]
) -> float | None:
    """Return where the labels of the rows in boxes of one table begin; None where none are."""
    x0, x1 = alike[0].xs[0], alike[0].xs[-1]
    rows = [row for frame in alike for row in bands_between(lines, frame.ys, x0, x1)]
    labels = [list(_beside(row, x0, lines)) for row in rows]
    texts = [segment for label in labels for segment in label]
    if len(rows) < _FEWEST_ROWS or not all(labels) or _are_boxed(texts, frames):
        return None
    starts = [min(segment.x0 for segment in label) for label in labels]
    level = sum(_is_level(label, row) for row, label in zip(rows, labels, strict=True))
    sentences = sum(segment.text.endswith(_SENTENCE_END) for segment in texts)
    aligned = sum(abs(start - median(starts)) <= _SAME_EDGE for start in starts)
    if min(level, aligned) < _MOSTLY * len(rows) or sentences > (1 - _MOSTLY) * len(texts):
        return None
    return min(starts) - _PADDING


def _beside(row: Band, x0: float, lines: Sequence[TextLine]) -> Iterator[Segment]:
    """Yield the texts between a row's level rules that end left of its boxes."""
    for line in lines:
        for segment in line.segments:
            middle = segment.y + 0.3 * segment.size
            if segment.x1 <= x0 + _TOUCH and row.bottom <= middle <= row.top:
                yield segment


def _are_boxed(texts: Sequence[Segment], frames: Sequence[Lattice]) -> bool:
    """Tell whether texts stand in a table of their own."""
    return any(
        frame.xs[0] - _TOUCH <= text.x0
        and text.x1 <= frame.xs[-1] + _TOUCH
        and frame.ys[-1] <= text.y <= frame.ys[0]
        for text in texts
        for frame in frames
    )


def _is_level(label: Sequence[Segment], row: Band) -> bool:
    """Tell whether the lines of a label are those of the row, or it wraps beside them."""
    heights = {segment.y for segment in label}
    own = [segment.y for segment in row.segments]
    size = row.size
    one = any(abs(y - other) <= _LEVEL * size for y in heights for other in own)
    middle = abs(sum(heights) / len(heights) - sum(own) / len(own)) <= _LEVEL * size
    return one or middle


def _widened(frame: Lattice, left: float) -> Lattice:
    """Return a frame with a column from ``left`` on to its first edge."""
    x0, top, bottom = frame.xs[0], frame.ys[0], frame.ys[-1]
    level = tuple(
        replace(rule, start=left) if abs(rule.start - x0) <= _TOUCH else rule
        for rule in frame.level
    )
    upright = (Rule(left, bottom, top), *frame.upright)
    return Lattice((left, *frame.xs), frame.ys, level, upright)
