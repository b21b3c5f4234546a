"""Words of flow text that are cut at the end of a line of several words, without a hyphen.

Typesetters that hyphenate mark the hyphen as no part of the text, and tools leave it out. Where
such a text marks its wraps by spaces, a line of several words without one ends inside a word.
Others begin a word that is wider than its column in what room the line has left ("Andel av v" /
"ägar"); their other lines end with whole words. Belongs here: telling such texts, and their words.
Words that fill a line of their own, as narrow columns cut them, are told where lines are joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.extract.document import Line
from pipeline.extract.language.indicator_headers import match_spelt
from pipeline.extract.language.line_kinds import COLUMN_WORD
from pipeline.extract.language.spelling import SMALL_WORDS, usual_spelling, usual_words

_LAST = re.compile(r"\s\W*([^\W\d_]+)$")
_FIRST = re.compile(r"[a-zåäöéü]+")
_LONGEST_WORD = 60
_FEWEST_CUTS = 20
_MOST_WHOLE = 0.02
"""Of the ends of lines that tell, so many may be two words: in texts that hyphenate none is, in
those of office programs, which print no space where it has no room, more are than cut words."""
_SURELY_TWO = -6.0
_NEVER_ONE = -12.0


def with_whole_words(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines; the rest of a word goes up to its beginning where a text cuts words unmarked.

    Where no end of a line tells of two words, all that may be one are; else those that surely are.
    A line of which nothing is left is left out, with the blank line above it.
    """
    ends = [pair for index in range(len(lines)) if (pair := _pieces(lines, index))]
    told = [_is_cut(*pair) for pair in ends]
    cuts = told.count(True)
    if cuts < _FEWEST_CUTS:
        return lines
    hyphenates = told.count(False) <= _MOST_WHOLE * cuts
    return tuple(_joined(lines, _may_be_one if hyphenates else _is_cut))


def _joined(lines: Sequence[Line], are_one: Callable[[str, str], bool | None]) -> Iterator[Line]:
    left = list(lines)
    for index in range(len(left)):
        while (pair := _pieces(left, index)) and are_one(*pair):
            below = _below(left, index)
            word, _, rest = left[below].text.partition(" ")
            alone = not rest.strip()
            space = " " if not alone or left[below].text[-1].isspace() else ""
            left[index] = replace(left[index], text=left[index].text + word.strip() + space)
            left[below] = replace(left[below], text=rest)
            if alone:
                del left[index + 1 : below + 1]
                left += [_GONE] * (below - index)
        if left[index] is not _GONE:
            yield left[index]


_GONE = Line(0, "")


def _pieces(lines: Sequence[Line], index: int) -> tuple[str, str] | None:
    """Return the last word of a line and the first below it, where they may be one word."""
    last, below = _LAST.search(lines[index].text[-_LONGEST_WORD:]), _below(lines, index)
    first = _FIRST.match(lines[below].text) if last and below else None
    return (last[1], first[0]) if last and first else None


def _below(lines: Sequence[Line], index: int) -> int:
    """Return the index of the next line of text, over one blank line at most; 0 where none."""
    ahead = range(index + 1, min(index + 3, len(lines)))
    return next((at for at in ahead if lines[at].text.strip()), 0)


@lru_cache(maxsize=1 << 12)
def _is_cut(one: str, two: str) -> bool | None:
    """Tell whether pieces are surely one word or surely two; None where it is not sure.

    The name of a column ends a header, and below it a page break goes on with a row's name.
    """
    if _names_column(one):
        return None
    one, words = one.casefold(), usual_words()
    known = one in words or one in SMALL_WORDS, two in words or two in SMALL_WORDS
    ahead = usual_spelling().ahead(one, two)
    if (one + two in words and not all(known)) or (not known[0] and ahead > 0):
        return True
    return False if all(known) and one + two not in words and ahead < _SURELY_TWO else None


@lru_cache(maxsize=1 << 12)
def _may_be_one(one: str, two: str) -> bool:
    """Tell whether pieces may be one word, in a text that loses its hyphens."""
    small = one.casefold()
    if small + two in usual_words():
        return True
    return not _names_column(one) and usual_spelling().ahead(small, two, whole=False) > _NEVER_ONE


def _names_column(word: str) -> bool:
    return match_spelt(word.casefold()) is not None or COLUMN_WORD.fullmatch(word) is not None
