"""Which words a document draws last in a cell: told by its text objects.

Belongs here: some programs draw a line of a cell, or of prose, as one object, the spaces between
its words included. In their documents an object that ends without a space ends its cell, however
near the next one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.words import SAME_LINE, SEGMENT_GAP, Word

_NARROWEST = 0.12
"""Sizes of white that part words, at least: letters of one word may be two objects."""
_LEAST_SPACES = 50
_SPACED = 0.98
"""Share of the white inside of objects that is printed as a space, at least."""
_WITHIN = 0.05
"""Share of objects without a space at their end that stand inside of a sentence, at most."""


def ends_marked(pages: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """Return the words of pages, those that end a cell marked, if the document shows them.

    It does where it prints the spaces between words of one object, and hardly ever goes on with
    a sentence in another object without one.

    Args:
        pages: For each page its words in the order in which they are drawn.
    """
    pairs = [pair for words in pages for pair in pairwise(words) if _are_near(*pair)]
    inside = [one.spaced for one, two in pairs if one.run == two.run]
    if len(inside) < _LEAST_SPACES or sum(inside) < _SPACED * len(inside):
        return list(pages)
    ends = [(one, two) for one, two in pairs if one.run != two.run and not one.spaced]
    if sum(_is_sentence(*pair) for pair in ends) > _WITHIN * len(ends):
        return list(pages)
    last = {id(one) for one, _ in ends}
    return [[replace(w, ends=True) if id(w) in last else w for w in words] for words in pages]


def _are_near(one: Word, two: Word) -> bool:
    """Tell whether words drawn one behind the other have white of a space between them."""
    return (
        two.order == one.order + 1
        and abs(one.y - two.y) <= SAME_LINE * one.size
        and _NARROWEST * one.size <= two.x0 - one.x1 <= SEGMENT_GAP * one.size
    )


def _is_sentence(one: Word, two: Word) -> bool:
    """Tell whether two words look like a part of a sentence."""
    return (one.text[-1].islower() or one.text[-1] == ",") and two.text[0].islower()
