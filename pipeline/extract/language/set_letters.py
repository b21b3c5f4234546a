"""Headings whose letters are set apart or as small capitals, as plain text again.

Typesetters space the letters of a heading, which a reader of positions sees as many words, and
draw small letters by the shapes of capitals, which leaves letters of either case. Belongs here:
what the letters of one heading were. Which paragraphs are headings is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.extract.language.spelling import usual_spelling, usual_words
from pipeline.extract.language.whole_words import whole_words

_WORDS_OF_ONE_LETTER = frozenset("iåäö")
_SHORTEST_WORD = 4
_FEWEST_LETTERS, _SHARE_OF_LETTERS = 3, 0.35
_LETTER = re.compile(r"[^\W\d_][:.,]?")
_CAPITAL_INSIDE = re.compile(r"\b[^\W\d_]*[a-zåäö][A-ZÅÄÖ]")
_FEWEST_CAPITALS = 2
_ABBREVIATION = re.compile(r"[A-ZÅÄÖ]{2,}(?::\w+)?")
_BEGINS = re.compile(r"(?:^|:\s|\d\.?\s)[a-zåäö]")


def close_letters(text: str) -> str:
    """Return a heading with its letters put together to words, where they are set apart.

    >>> close_letters("N ä m n d m å l 1.1.1 T r y g g a b a r n")
    'Nämndmål 1.1.1 Trygga barn'
    >>> close_letters("N Ä M NDMÅL: T RY GGA B A RN")
    'NÄMNDMÅL: TRYGGA BARN'
    >>> close_letters("Bilaga A, B och C")
    'Bilaga A, B och C'
    """
    parts = text.split()
    letters = [
        part
        for part in parts
        if _LETTER.fullmatch(part) and part.casefold() not in _WORDS_OF_ONE_LETTER
    ]
    runs = [
        (alone, [*run])
        for alone, run in groupby(parts, key=lambda part: _LETTER.fullmatch(part) is not None)
    ]
    longest = max(len(run) for alone, run in runs if alone) if letters else 0
    if longest < _FEWEST_LETTERS or len(letters) < _SHARE_OF_LETTERS * len(parts):
        return text
    if any(_is_piece(part) for part in parts):
        return " ".join(_words(parts))
    # Where only letters stand alone, what is longer is a word.
    return " ".join(" ".join(_words(run) if alone else run) for alone, run in runs)


def _words(parts: Sequence[str]) -> list[str]:
    """Return parts as words; what a colon ends is one."""
    ends = [at for at, part in enumerate(parts, start=1) if part.endswith(":")]
    return [
        word
        for start, end in pairwise((0, *ends, len(parts)))
        for word in whole_words(parts[start:end], usual_spelling(), begins=False, narrow=True)
    ]


def _is_piece(part: str) -> bool:
    """Tell whether a part is a few letters that are no word."""
    return (
        1 < len(part) < _SHORTEST_WORD and part.isalpha() and part.casefold() not in usual_words()
    )


def has_mixed_case(text: str) -> bool:
    """Tell whether capitals stand inside several words, as small capitals leave them.

    >>> has_mixed_case("inriKtningsmål: Ett stocKholm"), has_mixed_case("Antal iPad och McDonald")
    (True, True)
    >>> has_mixed_case("Minskade utsläpp av kg CO2 i SoL-verksamhet")
    False
    """
    return len(_CAPITAL_INSIDE.findall(text)) >= _FEWEST_CAPITALS


def is_mended(text: str) -> bool:
    """Tell whether a text as printed was put together from letters or lost capitals."""
    return has_mixed_case(text) or close_letters(text) != " ".join(text.split())


def in_plain_case(text: str) -> str:
    """Return a text of mixed case in small letters but for its beginnings and abbreviations.

    Names lose their capitals: which letters were capitals cannot be told.

    >>> in_plain_case("KF:s inriKtningsmål: 1. Ett torg som hållEr")
    'KF:s inriktningsmål: 1. Ett torg som håller'
    """
    small = " ".join(
        word if _ABBREVIATION.fullmatch(word) else word.casefold() for word in text.split()
    )
    return _BEGINS.sub(lambda found: found[0].upper(), small)
