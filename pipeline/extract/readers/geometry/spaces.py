"""How wide the spaces between words are, where they are wider than most.

Belongs here: what a document itself shows of it. Letters of a typewriter stand wide apart, so do
those of a heading that is spaced out, and the smallest sizes of some fonts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.readers.geometry.words import (
    SAME_LINE,
    SEGMENT_GAP,
    WIDEST_SPACE,
    Face,
    Word,
)

_SAME_SPACE = 0.04
_LEAST_SPACES = 20
_LARGER = 1.1
"""Times the usual size from which on letters are those of headings."""
_LEAST_PAIRS = 5
"""So many pairs of different words of one text object tell how wide a font's spaces are; labels
of a header that is printed again and again are one pair, those of other columns other objects."""
_LEAST_OF_OBJECTS = 20
_EVEN = 0.5
_ALL_EVEN = 0.95
"""The share of white between words that is alike where it is a space: of words that are a text
object each nearly all, for columns never keep all their texts as far apart."""
_Pair = tuple[str, str]
_Gaps = dict[Face, dict[_Pair, float]]


def spaces_of(pages: Sequence[Sequence[Word]]) -> Callable[[Word], float]:
    """Return what says how wide the spaces of a word's letters may be, in font sizes, if wide.

    Told by words that follow each other: those of the same size and weight, else all of them.
    In letters no larger than most, where tables are set, they are of one text object, or, where
    hardly any are, all stand as far apart: heads of columns may stand as far apart as words. It
    gives 0 where spaces are as wide as most.
    """
    sizes = Counter(round(word.size, 1) for words in pages for word in words)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    gaps: _Gaps = defaultdict(dict)
    apart: _Gaps = defaultdict(dict)
    everywhere: list[float] = []
    for words in pages:
        for one, two in pairwise(words):
            if _follows(one, two):
                gap = (two.x0 - one.x1) / one.size
                told = one.run == two.run or one.size > _LARGER * body
                (gaps if told else apart)[one.face].setdefault((one.text, two.text), gap)
                everywhere.append(gap)
    usual = _wide(everywhere, _LEAST_SPACES)
    wide = {
        face: _wide(gaps[face].values(), _LEAST_PAIRS)
        if len(gaps[face]) >= _LEAST_PAIRS
        else _wide(apart[face].values(), _LEAST_OF_OBJECTS, _ALL_EVEN)
        for face in {*gaps, *apart}
    }
    return lambda word: wide.get(word.face, 0.0) or usual


def _follows(one: Word, two: Word) -> bool:
    return (
        two.order == one.order + 1
        and one.text.isalpha()
        and two.text.isalpha()
        and abs(one.y - two.y) <= SAME_LINE * one.size
        and 0 < two.x0 - one.x1 <= WIDEST_SPACE * one.size
    )


def _wide(gaps: Iterable[float], least: int, share: float = _EVEN) -> float:
    """Return the widest usual one of gaps of which such a share is alike, and wide."""
    found = list(gaps)
    usual = median(found) if len(found) >= least else 0.0
    even = sum(abs(gap - usual) <= _SAME_SPACE for gap in found)
    return usual + _SAME_SPACE if usual > SEGMENT_GAP and even > share * len(found) else 0.0
