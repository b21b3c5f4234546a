"""Marks that are drawn before texts: an icon or a bullet that is no letter.

A text behind such a mark begins farther right than what is printed below it in its cell, if that
begins below the mark: there the mark is the text's first sign, as a printed one would be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.readers.geometry.words import Word
from pipeline.extract.readers.pdf.drawings import Box, Fill

_LEAST, _LARGEST = 0.3, 1.3
"""Height and width of a mark, in font sizes of the text behind it."""
_SPACE = 0.6
"""Font sizes between a mark and its text at most."""
_MIDDLE = 0.3
"""Height of a letter's middle above its baseline, in font sizes; a mark's is as far off at most."""
_PITCH = 2.0
"""Font sizes that the next line of a cell is below at most."""
_SAME_PLACE = 1.0

_Between = Callable[[float, float], Sequence[int]]
"""Which words have their baseline between two heights."""


def from_drawn_marks(words: Sequence[Word], fills: Sequence[Fill]) -> list[Word]:
    """Return a page's words; those behind a drawn mark begin with it where lines below do.

    Args:
        words: The words of a page.
        fills: What is painted on it, in points.
    """
    from_below = sorted(range(len(words)), key=lambda at: words[at].y)
    heights = [words[at].y for at in from_below]

    def between(low: float, high: float) -> Sequence[int]:
        return from_below[bisect_left(heights, low) : bisect_right(heights, high)]

    marks = dict(_marked(words, fills, between))

    def is_above_one_at(at: int, x0: float) -> bool:
        y, size = words[at].y, words[at].size
        return any(
            words[other].y < y and abs(words[other].x0 - x0) <= _SAME_PLACE
            for other in between(y - _PITCH * size, y)
            if other not in marks
        )

    with_marks = sum(is_above_one_at(at, x0) for at, x0 in marks.items())
    if with_marks <= sum(is_above_one_at(at, words[at].x0) for at in marks):
        return list(words)
    return [
        replace(word, x0=marks[at], head=word.head + word.x0 - marks[at]) if at in marks else word
        for at, word in enumerate(words)
    ]


def _marked(
    words: Sequence[Word], fills: Sequence[Fill], between: _Between
) -> Iterator[tuple[int, float]]:
    """Yield which words stand right behind a mark, and where that begins."""
    largest = max((word.size for word in words), default=0.0) * _LARGEST
    boxes = {fill.box for fill in fills if _side(fill.box) <= largest}
    for x0, bottom, x1, top in sorted(boxes):
        for at in between(bottom - largest, top):
            word = words[at]
            if (
                -_SAME_PLACE < word.x0 - x1 <= _SPACE * word.size
                and abs((bottom + top) / 2 - word.y - _MIDDLE * word.size) <= _MIDDLE * word.size
                and _LEAST * word.size <= min(x1 - x0, top - bottom)
                and _side((x0, bottom, x1, top)) <= _LARGEST * word.size
            ):
                yield at, x0


def _side(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])
