"""Lines of cells that are stretched to fill a column: their words stand apart, as columns do.

Belongs here: what shows such lines, whether spaces are printed in none of the white or in all. They
begin and end where other lines of their column do, to the point, and what is between their words
is even.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import NUMERIC
from pipeline.extract.readers.geometry.words import Segment, TextLine, Word

_LEAST_LINES = 3
"""So many other lines of different words show where a column begins and ends."""
_SURE = 3
"""So many words with white between them that is even are one line."""
_EVEN = 0.1
"""Sizes by which the white between words of one line may differ."""
_WIDEST = 6.0
"""Sizes between two words of a line at most."""
_STRETCHING = ",.:;?!"
"""Signs behind which a typesetter stretches a line more."""
_HANGING = "-,.:;)"
"""Signs that may hang over the edge of a column."""
_OPEN = ",-"
"""Signs at the end of a line whose text goes on."""
_STEP = 1.5
"""Points within which lines begin, or end, at one place."""
_HANGS = 0.25
"""Sizes of such a sign that hang over at most."""

_PITCH = 1.9
"""Sizes that lines of a cell are apart at most."""
_BESIDE = 3
"""So many lines may stand between two of a cell, with texts of other cells."""

_Place = tuple[int, int, float]


def stretched_joined(pages: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """Return the lines of pages, those stretched to the width of a column put together again."""
    seen: dict[_Place, set[str]] = {}
    goes_on = {id(line) for lines in pages for at, line in enumerate(lines) if _goes_on(lines, at)}
    for lines in pages:
        for line in lines:
            for words in _beginnings(line) if id(line) in goes_on else ():
                if len(words) >= _SURE or len(words) == len(line.segments[0].words) > 1:
                    seen.setdefault(_place(words), set()).add(_text(words))
    return [[_joined(ln, seen) if id(ln) in goes_on else ln for ln in lines] for lines in pages]


def _goes_on(lines: Sequence[TextLine], at: int) -> bool:
    """Tell whether a text goes on right below the beginning of a line: only such are stretched.

    Behind a comma or a hyphen it may go on with a capital.
    """
    line = lines[at]
    open_ended = any(segment.text[-1] in _OPEN for segment in line.segments)
    return any(
        abs(below.x0 - line.x0) <= _STEP
        and line.y - below.y <= _PITCH * line.size
        and (open_ended or not below.text[0].isupper())
        for below in lines[at + 1 : at + 1 + _BESIDE]
    )


def _joined(line: TextLine, seen: dict[_Place, set[str]]) -> TextLine:
    """Return a line, the texts that together fill a column as one."""
    if len(line.segments) == 1:
        return line
    found = [words for words in _beginnings(line) if _fills_column(words, seen)]
    if not found or len(found[-1]) <= len(line.segments[0].words):
        return line
    taken = len(found[-1])
    rest, count = [], 0
    for segment in line.segments:
        count += len(segment.words)
        rest += [segment] if count > taken else []
    return replace(line, segments=(Segment(tuple(found[-1])), *rest))


def _beginnings(line: TextLine) -> Iterator[Sequence[Word]]:
    """Yield the first texts of a line together, one more each time, while they may be one.

    Its words are written one behind the other, the white between them is even, and most of
    them are no numbers.
    """
    held: list[Word] = []
    for segment in line.segments:
        held += segment.words
        values = sum(bool(NUMERIC.match(word.text)) for word in held)
        if not _is_even(held):
            return
        if 2 * values < len(held) and not NUMERIC.match(held[-1].text):
            yield tuple(held)


def _is_even(words: Sequence[Word]) -> bool:
    gaps: list[float] = []
    for one, two in pairwise(words):
        gap = two.x0 - one.x1
        alike = one.spaced == words[0].spaced
        if two.order != one.order + 1 or not alike or not 0 < gap <= _WIDEST * one.size:
            return False
        gaps += [] if one.text[-1] in _STRETCHING else [gap]
    return not gaps or max(gaps) - min(gaps) <= _EVEN * words[0].size


def _fills_column(words: Sequence[Word], seen: dict[_Place, set[str]]) -> bool:
    """Tell whether some words begin and end where lines of other words do."""
    left, right, size = _place(words)
    near = {(x0, x1, size) for x0 in (left - 1, left, left + 1) for x1 in (right, right + 1)}
    near |= {(x0, right - 1, size) for x0 in (left - 1, left, left + 1)}
    texts = set[str]().union(*(seen.get(place, ()) for place in near))
    return len(texts - {_text(words)}) >= _LEAST_LINES


def _place(words: Sequence[Word]) -> _Place:
    """Return where words begin and end, in steps, and how large they are."""
    last = words[-1]
    hangs = _HANGS * last.size if last.text[-1] in _HANGING else 0.0
    return round(words[0].x0 / _STEP), round((last.x1 - hangs / 2) / _STEP), round(last.size, 1)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
