"""Headers of indicator tables that a page break tears, put together by the document's others.

The first lines of their labels stand above the break, what is left of each label below it:
"Periodens", "Utfall", "KF:s", "Indikator", "utfall", "VB 2030", "årsmål", "Period". The words
are those of a header that stands whole elsewhere, and so is their order. Belongs here: telling
such a header by its words. Which columns a header names is known by ``indicator_headers``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Line
from pipeline.extract.language.indicator_headers import header_size, names_period
from pipeline.extract.language.table_heads import INDICATORS, head_word

_MOST_LINES = 60
_MOST_HEADERS = 8
_MOST_BLANK = 12
"""So many blank lines may stand at a page break."""


@dataclass(frozen=True, slots=True)
class _Torn:
    """A torn header: the lines of its first parts, and where the rest begins and ends."""

    above: Sequence[int]
    start: int
    end: int


def with_whole_headers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines in which each torn header stands as the one with the same words does."""
    whole: dict[frozenset[tuple[str, int]], Sequence[str]] = {}
    openings = list(_openings(lines))
    for index in openings:
        header = lines[index : index + header_size(lines[index : index + _MOST_LINES])]
        if len(whole) < _MOST_HEADERS and names_period(header):
            printed = [line.text for line in header if line.text.strip()]
            whole.setdefault(frozenset(_words(printed).items()), printed)
    made = list(lines)
    left_out: set[int] = set()
    for index in openings:
        for words, texts in whole.items():
            if found := _torn_at(lines, index, Counter(dict(words))):
                left_out |= {*found.above, *_put(made, found, texts)}
                break
    return tuple(line for at, line in enumerate(made) if at not in left_out)


def _openings(lines: Sequence[Line]) -> Iterator[int]:
    for index, line in enumerate(lines):
        if line.text[:1].strip() and head_word(line.text).startswith(INDICATORS):
            yield index


def _put(lines: list[Line], torn: _Torn, texts: Sequence[str]) -> Iterator[int]:
    """Write a header where the rest of the torn one stands; yield the lines that are left over.

    What has no line of its own goes on the last.
    """
    places = [at for at in range(torn.start, torn.end) if lines[at].text.strip()]
    for number, at in enumerate(places):
        last = number + 1 == len(places)
        text = " ".join(texts[number:]) if last else "".join(texts[number : number + 1])
        lines[at] = replace(lines[at], text=text)
        if not text:
            yield at


def _torn_at(lines: Sequence[Line], start: int, words: Counter[str]) -> _Torn | None:
    """Return the torn header that goes on at a line, if it has just these words; None else."""
    missing, end = words.copy(), start
    for at in range(start, min(start + _MOST_LINES, len(lines))):
        if not (found := _words([lines[at].text])):
            continue
        if not found <= missing:
            break
        missing, end = missing - found, at + 1
    above: list[int] = []
    blank = 0
    for at in range(start - 1, -1, -1):
        found = _words([lines[at].text])
        blank = 0 if found else blank + 1
        if not missing or blank > _MOST_BLANK or not found <= missing:
            break
        missing -= found
        above += [at] if found else []
    return _Torn(above, start, end) if above and not missing else None


def _words(texts: Sequence[str]) -> Counter[str]:
    return Counter(word.casefold() for text in texts for word in text.split())
