"""Headers that a document prints more than once: where their words are parted.

Columns are as wide as what is in them, so that heads of one table stand as close as words where
those of another with the same header have white between them. Belongs here: parting such heads
as the other table does, where values stand below both parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.words import Segment, TextLine

_BANDS = 3
"""So many rows a header has at most."""
_LEAST_WORDS = 3
"""So many words are the same in no two headers by chance."""

Words = tuple[str, ...]


class HeadsAlike:
    """Where the lines of a document's headers are parted, by their words."""

    def __init__(self, tables: Sequence[Sequence[Band]]) -> None:
        """Take the bands of each table."""
        found: dict[Words, set[int]] = defaultdict(set)
        for bands in tables:
            for line in (line for band in _header(bands) for line in band.lines):
                found[_words(line)].update(_starts(line))
        self._starts: Mapping[Words, set[int]] = found

    def parted(self, bands: Sequence[Band]) -> tuple[Band, ...]:
        """Return the bands of a table, lines of its header parted as others like them are."""
        head = _header(bands)
        parted = (
            replace(band, lines=tuple(self._parted(line, bands[number:]) for line in band.lines))
            for number, band in enumerate(head, 1)
        )
        return (*parted, *bands[len(head) :])

    def _parted(self, line: TextLine, below: Sequence[Band]) -> TextLine:
        words = _words(line)
        starts = self._starts.get(words, set()) - {*_starts(line)}
        if not starts or len(words) < _LEAST_WORDS:
            return line
        parts = tuple(
            part
            for segment, first in zip(line.segments, _starts(line), strict=True)
            for part in _cut(segment, {start - first for start in starts}, below)
        )
        return replace(line, segments=parts)


def _header(bands: Sequence[Band]) -> Sequence[Band]:
    """Return the first bands of a table, up to one that has values."""
    values = next((n for n, band in enumerate(bands) if band.has_values), 0)
    return bands[: min(values, _BANDS)]


def _words(line: TextLine) -> Words:
    return tuple(word.text for segment in line.segments for word in segment.words)


def _starts(line: TextLine) -> list[int]:
    """Return for each text of a line how many words stand before it."""
    return list(accumulate((len(s.words) for s in line.segments[:-1]), initial=0))


def _cut(segment: Segment, starts: set[int], below: Sequence[Band]) -> Iterator[Segment]:
    """Yield the parts of a text: where one starts elsewhere, and values are below both here."""
    first = 0
    for at in range(1, len(segment.words)):
        left, right = Segment(segment.words[first:at]), Segment(segment.words[at:])
        if at in starts and _are_two_below(left, right, below):
            yield left
            first = at
    yield Segment(segment.words[first:]) if first else segment


def _are_two_below(left: Segment, right: Segment, below: Sequence[Band]) -> bool:
    """Tell whether a row has a text of its own below each of two."""
    return any(
        any(s.x0 < left.x1 and left.x0 < s.x1 and s.x1 <= right.x0 for s in row.segments)
        and any(s.x0 < right.x1 and right.x0 < s.x1 and s.x0 >= left.x1 for s in row.segments)
        for row in below
        if row.has_values
    )
