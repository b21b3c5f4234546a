"""Spaces inside of numbers, which a document draws as nothing but a distance.

Belongs here: what shows such spaces, however wide they are. "3 538" and "48,3 %" are written with
spaces at which no line may break. Many fonts have no letter for them; a program then draws what
stands behind one as a text object of its own, at a distance that is its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.readers.geometry.words import SAME_LINE, Word

_THOUSANDS = re.compile(r"[-+−–(]*\d{1,3}")
_REST = re.compile(r"\d{3}(?:,\d+)?[-%)]*")
_PERCENT = re.compile(r"[%‰]\)?")
_WIDEST = 0.8
"""Sizes of such a space at most."""
_SAME = 0.02
"""Sizes by which two of them differ at most."""
_LEAST = 6
"""So many pairs at one distance show a space."""
_CHAINED = 0.2
"""Share of pairs that go on with another one, at most: few do in millions, many in columns."""
_OTHERS = 0.02
"""Share of other numbers at that distance, at most: what stands in columns has any length."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A number and what follows it on its line, ``gap`` sizes away."""

    first: Word
    second: Word
    gap: float
    like: bool


def hard_spaces_joined(pages: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """Return the words of pages, those marked that such a space stands behind.

    Two parts of numbers are one where the document has many of them at the very same distance,
    and hardly any other numbers at it: of those in columns some have one digit, or four.

    Args:
        pages: For each page its words in the order in which they are drawn.
    """
    numbers: list[_Pair] = []
    percents: list[_Pair] = []
    for one, two in (pair for words in pages for pair in pairwise(words) if _are_near(*pair)):
        gap = (two.x0 - one.x1) / one.size
        if _PERCENT.fullmatch(two.text):
            percents.append(_Pair(one, two, gap, like=True))
        elif two.text[0].isdigit():
            like = bool(_THOUSANDS.fullmatch(one.text) and _REST.fullmatch(two.text))
            numbers.append(_Pair(one, two, gap, like=like))
    inner = {id(pair.first) for pairs in (numbers, percents) for pair in _spaces(pairs)}
    if not inner:
        return list(pages)
    return [[replace(w, joined=True) if id(w) in inner else w for w in words] for words in pages]


def _are_near(one: Word, two: Word) -> bool:
    """Tell whether a word is drawn behind a number, near it and without a space."""
    return (
        one.text[-1].isdigit()
        and not one.spaced
        and one.run != two.run
        and two.order == one.order + 1
        and abs(one.y - two.y) <= SAME_LINE * one.size
        and 0 < two.x0 - one.x1 <= _WIDEST * one.size
    )


def _spaces(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Return the pairs that stand at a distance that is a space's."""
    ordered = sorted(pairs, key=lambda pair: pair.gap)
    gaps = [pair.gap for pair in ordered]
    firsts = {id(pair.first) for pair in ordered if pair.like}
    found: list[_Pair] = []
    for pair in ordered:
        if not pair.like:
            continue
        near = ordered[bisect_left(gaps, pair.gap - _SAME) : bisect_right(gaps, pair.gap + _SAME)]
        like = [other for other in near if other.like]
        chained = sum(id(other.second) in firsts for other in like)
        alone = len(near) - len(like) <= _OTHERS * len(near) and chained <= _CHAINED * len(like)
        if len(like) >= _LEAST and alone:
            found.append(pair)
    return found
