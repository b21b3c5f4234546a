"""Texts of two cells that stand as close as words: parted where they are not written in a row.

Belongs here: what the order in the file tells of the words of one line. A program that writes
cell by cell writes the words of a text one behind the other, and never those of two cells whose
other lines are written between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.words import TextLine, Word, parted_where

_LEAST_PAIRS = 50
_ELSEWHERE = 0.01
"""Share of the words of sentences that are not written behind the word before, at most."""


def parted_by_order(pages: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """Return the lines of pages, their texts parted where words are not written in a row.

    Nothing is parted where the words of sentences are not either.
    """
    pairs = [
        pair
        for lines in pages
        for line in lines
        for segment in line.segments
        for pair in pairwise(segment.words)
    ]
    inside = [
        _follows(one, two)
        for one, two in pairs
        if one.text[-1:].islower() and two.text[:1].islower()
    ]
    if len(inside) < _LEAST_PAIRS or inside.count(False) > _ELSEWHERE * len(inside):
        return [list(lines) for lines in pages]
    return [[parted_where(line, _apart) for line in lines] for lines in pages]


def _follows(one: Word, two: Word) -> bool:
    """Tell whether a word is of the text object of the one before, or written right behind it."""
    return one.run == two.run or two.order == one.order + 1


def _apart(one: Word, two: Word) -> bool:
    return not _follows(one, two)
