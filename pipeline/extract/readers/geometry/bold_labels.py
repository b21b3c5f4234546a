"""Tables whose label column is bold, as a style of an office program sets it.

There bold letters say nothing: the rest of a label is no header, an Analys text no heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import opens_analysis
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.words import Segment, TextLine

_SAME_PLACE = 1.0
_SAME_SIZE = 0.3
_WRAP = 1.45
"""Font sizes that lines of a label are apart at most."""
_FAR = 3.4
"""Font sizes that an Analys text and its lines are below a row at most."""
_BESIDE = 0.9
"""Font sizes by which a label and the values of its row are apart at most."""
_ICONS = 2.0
"""Font sizes that an Analys text may begin left of a label, where icons stand before those."""


def bold_labels_plain(lines: Sequence[TextLine], leading: Leading) -> list[TextLine]:
    """Return a page's lines, those plain that only stand in a bold label column.

    Args:
        lines: Lines of a page from the top.
        leading: How far the document's lines stand apart.
    """
    rows = [at for at, line in enumerate(lines) if _is_row(line)]
    beside = list(_beside(lines, [lines[at].segments[0] for at in rows]))
    plain = set(beside)
    for at in (*rows, *beside):
        plain.update(_rest(lines, range(at, len(lines)), leading))
        plain.update(_rest(lines, range(at, -1, -1), leading, above=True))
    return [_plain(line) if at in plain else line for at, line in enumerate(lines)]


def _is_row(line: TextLine) -> bool:
    """Tell whether a line has a bold label and other texts that are not."""
    first, *others = line.segments
    return first.bold and bool(others) and not any(segment.bold for segment in others)


def _beside(lines: Sequence[TextLine], labels: Sequence[Segment]) -> Iterator[int]:
    """Yield which lines stand in a label column with values beside them, on a line a little off.

    So do labels of two lines with values in the middle of their row. ``labels`` are those of
    other rows.
    """
    for one, two in pairwise(range(len(lines))):
        for at, other in ((one, two), (two, one)):
            line, values = lines[at], lines[other]
            near = abs(line.y - values.y) < _BESIDE * line.size
            alone = line.bold and len(line.segments) == 1 and not values.segments[0].bold
            if (
                near
                and alone
                and values.x0 > line.x1
                and any(
                    -_SAME_PLACE <= label.x0 - line.x0 <= _ICONS * label.size
                    and abs(label.size - line.size) <= _SAME_SIZE
                    for label in labels
                )
            ):
                yield at


def _rest(
    lines: Sequence[TextLine], way: Sequence[int], leading: Leading, *, above: bool = False
) -> Iterator[int]:
    """Yield which lines go on in the label column of a row: the first one of a way."""
    label = lines[way[0]].segments[0]
    pitch, em = _WRAP, label.size * leading.stretch(label.size)
    for last, at in pairwise(way):
        before, line = lines[last], lines[at]
        opens = opens_analysis(line.text) and not above
        far = opens or pitch == _FAR
        aside = label.x0 - line.x0
        if (
            len(line.segments) > 1
            or not line.bold
            or not -_SAME_PLACE <= aside <= (_ICONS * label.size if far else _SAME_PLACE)
            or abs(line.size - label.size) > _SAME_SIZE
            or abs(before.y - line.y) > (_FAR if far else pitch) * em
        ):
            return
        if opens:
            pitch = _FAR
        else:
            yield at


def _plain(line: TextLine) -> TextLine:
    segments = (
        Segment(tuple(replace(word, bold=False) for word in segment.words))
        for segment in line.segments
    )
    return replace(line, segments=tuple(segments))
