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
    best: dict[tuple[int, ...], float] = {}
    for place in range(width + 2):
        left = tuple(sum(a + b < 2 * place for a, b in line) for line in words)
        best[left] = min(_cut(words, place), best.get(left, _WORD * len(words)))
    return [Border(left, cut) for left, cut in best.items()]


def between(words: Sequence[Sequence[Span]], one: Border, two: Border) -> list[Sequence[Span]]:
    """Return the words of each line between two borders."""
    return [line[a:b] for line, a, b in zip(words, one.left, two.left, strict=True)]


def _cut(words: Sequence[Sequence[Span]], place: int) -> float:
    """Return what is against a border: the letters of words that reach over it."""
    over = (
        min(place - start, end - place)
        for line in words
        for start, end in line
        if start < place < end
    )
    return sum(min(_LETTER * letters, _WORD) for letters in over)
