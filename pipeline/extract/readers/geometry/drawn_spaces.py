"""Spaces between words that a document draws as nothing but a distance, as wide as its spaces.

Belongs here: what shows that white between two text objects is a space. Some programs write a
line as one object with its spaces, and a line whose letters they set closer as an object a word.
White that is no space is as wide as a space by chance, where cells are full: then no sentence goes
on behind it, and no text has several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.extract.readers.geometry.text_objects import is_sentence
from pipeline.extract.readers.geometry.words import SAME_LINE, Face, Word

_SAME = 0.02
"""Sizes by which spaces of one width differ at most."""
_LEAST = 20
"""So many printed spaces show how wide those of a face are."""
_MOSTLY = 0.9
"""Share of a face's printed spaces that are of one width, or they have none."""
_LEAST_DRAWN = 6
"""So many words at that very distance show that spaces are drawn so."""
_MOST_OTHERS = 0.5
"""Share of the words nearly as close as spaces that stand at another distance, at most."""
_NEAR = 0.45
"""Sizes of white that may be a space's in most fonts."""

_Pair = tuple[Word, Word]
"""Two words that are drawn one behind the other."""


def drawn_spaces_joined(pages: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """Return the words of pages, those marked that such a space stands behind.

    Nothing is marked in letters whose printed spaces have no one width, nor where most words
    of different objects stand at other distances, or none reads as text: those are of cells.

    Args:
        pages: For each page its words in the order in which they are drawn.
    """
    pairs = [pair for words in pages for pair in pairwise(words) if _follow(*pair)]
    widths = _widths(pairs)
    drawn: dict[Face, list[_Pair]] = defaultdict(list)
    for one, two in pairs:
        if one.run != two.run and not one.spaced and one.face in widths:
            drawn[one.face].append((one, two))
    found = {id(w) for face, near in drawn.items() for w in _at(widths[face], near)}
    if not found:
        return list(pages)
    return [[replace(w, joined=True) if id(w) in found else w for w in words] for words in pages]


def _follow(one: Word, two: Word) -> bool:
    return (
        two.order == one.order + 1
        and abs(one.y - two.y) <= SAME_LINE * one.size
        and 0 < _gap(one, two) <= _NEAR
        and one.face == two.face
    )


def _widths(pairs: Iterable[tuple[Word, Word]]) -> Mapping[Face, float]:
    """Return how wide printed spaces are, in font sizes, of each face in which they are alike."""
    printed: dict[Face, list[float]] = defaultdict(list)
    for one, two in pairs:
        if one.run == two.run and one.spaced:
            printed[one.face].append(_gap(one, two))
    usual = {face: median(gaps) for face, gaps in printed.items() if len(gaps) >= _LEAST}
    return {
        face: width
        for face, width in usual.items()
        if sum(abs(gap - width) <= _SAME for gap in printed[face]) >= _MOSTLY * len(printed[face])
    }


def _at(width: float, near: Sequence[_Pair]) -> Iterator[Word]:
    """Yield the words with white of a width behind them, where most of the near ones have it."""
    found = [(one, two) for one, two in near if abs(_gap(one, two) - width) <= _SAME]
    enough = len(found) >= max(_LEAST_DRAWN, (1 - _MOST_OTHERS) * len(near))
    if enough and _read_as_text(found):
        yield from (one for one, _ in found)


def _read_as_text(pairs: Sequence[_Pair]) -> bool:
    """Tell whether some words go on with a sentence, or a text with several such whites."""
    firsts = {id(one) for one, _ in pairs}
    return any(
        is_sentence(one, two) or (one.text[0].isalpha() and id(two) in firsts) for one, two in pairs
    )


def _gap(one: Word, two: Word) -> float:
    return (two.x0 - one.x1) / one.size
