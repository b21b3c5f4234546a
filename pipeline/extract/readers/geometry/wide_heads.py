"""Header texts wider than one column: labels over several, and words too long for their cell.

Belongs here: what the lines below a text say of it. Which column it heads is ``columns``' work.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.column_settings import SETTINGS
from pipeline.extract.readers.geometry.words import Segment


def goes_on_alone(word: Segment, others: Sequence[Segment], beside: Sequence[Segment]) -> bool:
    """Tell whether a word goes on below in lower case, with nothing ``beside`` on that line."""
    reach = SETTINGS.wrap_pitch * word.size
    return len(word.words) == 1 and any(
        abs(other.x0 - word.x0) <= 1
        and 0 < word.y - other.y <= reach
        and other.text[:1].islower()
        and not any(abs(one.y - other.y) < 0.5 * word.size for one in beside)
        for other in others
    )


def spans_others(segment: Segment, header: Sequence[Band]) -> bool:
    """Tell whether two header texts stand beside each other below this one.

    A word too long for its cell reaches below the next head, and is one of those that it stands
    below most. Where no text stands beside this one, it is under it by a share of its width.
    """
    texts = [other for band in header for other in band.segments]
    beside = [other for other in texts if abs(other.y - segment.y) < 0.5 * segment.size]
    below = [
        other
        for other in texts
        if other.y < segment.y - 0.5 * segment.size
        and _overlap(other, segment) > max(SETTINGS.narrowest, _touched(other, segment))
        and _overlap(other, segment) >= max(_overlap(other, peer) for peer in beside)
    ]
    return any(two.x0 - one.x1 > SETTINGS.narrowest for one in below for two in below)


def is_printed_over(word: Segment, texts: Sequence[Segment]) -> bool:
    """Tell whether a word is printed over another text of its line: too long for its own cell.

    Labels over several columns have the place for themselves.
    """
    return len(word.words) == 1 and any(
        other is not word and other.y == word.y and _overlap(other, word) > SETTINGS.narrowest
        for other in texts
    )


def _touched(one: Segment, two: Segment) -> float:
    """Return by how many points two texts may stand below each other by chance."""
    return SETTINGS.touched * min(one.x1 - one.x0, two.x1 - two.x0)


def _overlap(one: Segment, two: Segment) -> float:
    return min(one.x1, two.x1) - max(one.x0, two.x0)
