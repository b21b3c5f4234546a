"""Which words a document draws last in a cell: told by its text objects.

Belongs here: some programs draw a line of a cell, or of prose, as one object, the spaces between
its words included. In their documents an object that ends without a space ends its cell, however
near the next one is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_EVEN = 0.1
"""Sizes by which the white between words of a stretched line differs at most."""
_LEAST_EVEN = 3
"""So many spaces in one object tell whether it is a stretched line."""
_LEAST_STRETCHED = 5
"""So many such objects show that a document's objects are lines of one cell."""
_UNEVEN = 0.05
"""Share of objects with wide white that are no such lines, at most."""


def ends_marked(pages: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """Return the words of pages, those that end a cell marked, if the document shows them.

    It does where it prints the spaces between words of one object, and hardly ever goes on with
    a sentence in another object without one. Bold words may be set otherwise, as heads in small
    capitals are: then those that are not tell of themselves.

    Args:
        pages: For each page its words in the order in which they are drawn.
    """
    pairs = [pair for words in pages for pair in pairwise(words) if _are_near(*pair)]
    last = _ends(pairs)
    if last is None:
        plain = [(one, two) for one, two in pairs if not one.bold]
        last = _ends(plain) or set()
    if not last:
        return list(pages)
    return [[replace(w, ends=True) if id(w) in last else w for w in words] for words in pages]


def _ends(pairs: Sequence[tuple[Word, Word]]) -> set[int] | None:
    """Return the ids of words that end a cell; None where pairs of words do not show such."""
    inside = [one.spaced for one, two in pairs if one.run == two.run]
    if len(inside) < _LEAST_SPACES or sum(inside) < _SPACED * len(inside):
        return None
    ends = [(one, two) for one, two in pairs if one.run != two.run and not one.spaced]
    if sum(is_sentence(*pair) for pair in ends) > _WITHIN * len(ends):
        return None
    return {id(one) for one, _ in ends}


def stretched_marked(pages: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """Return the words of pages, those inside of a line that is one object marked so.

    Lines are stretched to fill a column by some programs, in one object each: white in it is
    even, however wide. Where all objects with wide white are such lines, those of two words are.

    Args:
        pages: For each page its words in the order in which they are drawn.
    """
    wide = [run for words in pages for run in _lines_of_one_object(words) if _is_wide(run)]
    long = [run for run in wide if len(run) > _LEAST_EVEN]
    even = sum(map(_is_even, long))
    if even < _LEAST_STRETCHED or len(long) - even > _UNEVEN * len(long):
        return list(pages)
    inner = {id(word) for run in wide if _is_even(run) for word in run[:-1]}
    return [[replace(w, joined=True) if id(w) in inner else w for w in words] for words in pages]


def _lines_of_one_object(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of each text object, line by line."""
    held: list[Word] = []
    for word in words:
        if held and not (word.run == held[-1].run and _are_on_one_line(held[-1], word)):
            yield held
            held = []
        held.append(word)
    if held:
        yield held


def _are_on_one_line(one: Word, two: Word) -> bool:
    return (
        two.order == one.order + 1
        and abs(one.y - two.y) <= SAME_LINE * one.size
        and two.x0 >= one.x1
    )


def _is_wide(words: Sequence[Word]) -> bool:
    return any(two.x0 - one.x1 > SEGMENT_GAP * one.size for one, two in pairwise(words))


def _is_even(words: Sequence[Word]) -> bool:
    gaps = [two.x0 - one.x1 for one, two in pairwise(words)]
    return max(gaps) - min(gaps) <= _EVEN * words[0].size


def _are_near(one: Word, two: Word) -> bool:
    """Tell whether words drawn one behind the other have white of a space between them."""
    return (
        two.order == one.order + 1
        and abs(one.y - two.y) <= SAME_LINE * one.size
        and _NARROWEST * one.size <= two.x0 - one.x1 <= SEGMENT_GAP * one.size
    )


def is_sentence(one: Word, two: Word) -> bool:
    """Tell whether two words look like a part of a sentence."""
    return (one.text[-1].islower() or one.text[-1] == ",") and two.text[0].islower()
