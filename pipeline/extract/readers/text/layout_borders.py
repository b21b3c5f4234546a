"""Upright borders between the words of several lines of layout text.

Belongs here: the ways in which words that stand below each other can be parted, and what is
against each. Which of them head a column is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.readers.text.layout_lines import Span

_LETTER, _WORD = 1.0, 3.0
"""What is against a letter by which a border cuts a word, and against a word at most."""


class Border(NamedTuple):
    """How many words of each line are left of a border, and what is against it."""

    left: tuple[int, ...]
    cut: float


def borders_of(words: Sequence[Sequence[Span]]) -> list[Border]:
    """Return the borders that part words differently, from the left: none and all included.

    Of those that part them alike the one that cuts the fewest letters.
    """
    width = max((line[-1][1] for line in words if line), default=0)
    cuts = _cuts(words, width + 2)
    passed: dict[int, list[int]] = {}
    for number, line in enumerate(words):
        for start, end in line:
            passed.setdefault((start + end) // 2 + 1, []).append(number)
    left = [0] * len(words)
    borders = [Border(tuple(left), cuts[0])]
    for place in range(1, width + 2):
        for number in passed.get(place, ()):
            left[number] += 1
        if place in passed:
            borders.append(Border(tuple(left), cuts[place]))
        elif cuts[place] < borders[-1].cut:
            borders[-1] = borders[-1]._replace(cut=cuts[place])
    return borders


def _cuts(words: Sequence[Sequence[Span]], size: int) -> list[float]:
    """Return what is against a border at each place: the letters of words that reach over it."""
    cuts = [0.0] * size
    for line in words:
        for start, end in line:
            for place in range(start + 1, end):
                cuts[place] += min(_LETTER * min(place - start, end - place), _WORD)
    return cuts


def between(words: Sequence[Sequence[Span]], one: Border, two: Border) -> list[Sequence[Span]]:
    """Return the words of each line between two borders."""
    return [line[a:b] for line, a, b in zip(words, one.left, two.left, strict=True)]
