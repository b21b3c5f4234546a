"""The columns that a known header of layout text has.

Belongs here: labels that are known, and which strips of rows are nearest to them. Where the header
is not known, rows tell the columns (``layout_valued``); which column each word is in,
``layout_words``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.extract.language.indicator_headers import (
    PERIOD,
    match_single,
    match_spelt,
    printed_year,
)
from pipeline.extract.language.table_heads import SAID_BESIDE, head_word
from pipeline.extract.readers.text.layout_borders import Border, between, borders_of
from pipeline.extract.readers.text.layout_lines import (
    KNOWN_HEAD,
    SEVERAL,
    SEXES,
    Span,
    header_words_of,
    is_value,
    joined,
    strips_of,
    texts_beside,
)
from pipeline.extract.readers.text.layout_words import apart, in_columns
from pipeline.extract.report import Measure

_DAYS = frozenset(("startdatum", "slutdatum", "start", "slut"))
_ACTIVITY_COLUMNS = _DAYS | {"avvikelse"}
_OF_ALL = re.compile(r"(?:(?<=  )|^)(?:Totalt?|Alla|Samtliga)(?=\s|$)")
_OUTCOME = re.compile(r"(?<=  )(?:Periodens )?[Uu]tfall(?=  |$)")
"""What stands above the columns of all, of women and of men, if one cell heads them."""
_APART, _TWICE, _SMALL, _CUT, _MISSPELT = 0.4, 1.5, 0.2, 0.1, 0.4
_OPEN = 0.5
"""What is against a label that ends inside a word."""
_HALF_YEAR = re.compile(r"20|[0-4]\d")
"""What a narrow column has of a year in a line."""
_HYPHENS = ("-", "\u00ad", "\u2010")
MOST_HEADER = 14
_MOST_WORDS = 40
"""A line of more words is no header; the ways to part them grow fast."""


class Header(NamedTuple):
    """The header of a table: its lines, where its columns stand, and its texts if it is known.

    ``size`` is 0 where there is none. ``heads`` are the texts of each line by column. The first
    ``names`` columns are those of the rows' names. ``placed`` says that all rows stand below it.
    """

    size: int
    columns: list[Span]
    heads: list[dict[int, str]]
    names: int = 1
    placed: bool = False

    @property
    def dated(self) -> frozenset[int]:
        """The columns of a known header that hold dates."""
        labels = (
            head_word("".join(line.get(at, "") for line in self.heads))
            for at in range(len(self.columns))
        )
        return frozenset(at for at, label in enumerate(labels) if label in _DAYS)

    @property
    def sexes(self) -> frozenset[int]:
        """The columns of a known header for women and men, if there is one for each."""
        labels = [
            " ".join(line.get(at, "") for line in self.heads) for at in range(len(self.columns))
        ]
        found = [{at for at, label in enumerate(labels) if sex.search(label)} for sex in SEXES]
        return frozenset().union(*found) if [len(at) for at in found] == [1, 1] else frozenset()


NO_HEADER = Header(0, [], [])


def known_header(texts: Sequence[str]) -> Header:
    """Return the known header at the top of lines: of many columns, well spelt, of many lines.

    Its words are parted so that every label is known: by upright borders, which cut words where
    lines are moved, or as they stand below those of the line that has the most.
    """
    merged = _merged(texts)
    if merged is not None and (found := _known_header(merged.texts)).size > merged.line:
        under = min(found.columns[1:], key=lambda column: apart(column, merged.under))
        line = found.heads[merged.line]
        at = found.columns.index(under)
        line[at] = " ".join(filter(None, (merged.text, line.get(at))))
        return found
    return _known_header(texts)


class _Merged(NamedTuple):
    """A label over those of all, of women and of men: its text, line, and the first one's place.

    ``texts`` are the lines of the header without it.
    """

    text: str
    line: int
    under: Span
    texts: list[str]


def _merged(texts: Sequence[str]) -> _Merged | None:
    """Return the outcome that stands over the columns of all, of women and of men; None if none."""
    near = texts[:MOST_HEADER]
    if not all(any(sex.search(text) for text in near) for sex in SEXES):
        return None
    for below, text in enumerate(near):
        total = _OF_ALL.search(text)
        for line in range(below, -1, -1) if total else ():
            over = _OUTCOME.search(near[line])
            if total and over and over.start() >= total.start() - SEVERAL:
                start, end = over.span()
                without = near[line][:start] + " " * (end - start) + near[line][end:]
                rest = [*texts[:line], without, *texts[line + 1 :]]
                return _Merged(over[0], line, total.span(), rest)
    return None


def _known_header(texts: Sequence[str]) -> Header:
    """Return the same of a header without a label over others."""
    best: _Labels | None = None
    for size in range(1, min(MOST_HEADER, len(texts)) + 1):
        if _has_values(texts[size - 1]):
            break
        found = _known(tuple(texts[:size]))
        if found is not None and (best is None or found.rank >= best.rank):
            best = found
    if best is None:
        return NO_HEADER
    size = len(best.borders[0].left)
    words = [header_words_of(text) for text in texts[:size]]
    inside = [between(words, one, two) for one, two in pairwise(best.borders)]
    heads = [
        {at: joined(text, column[line]) for at, column in enumerate(inside) if column[line]}
        for line, text in enumerate(texts[:size])
    ]
    (_, end), *others = [(strip[0][0], strip[-1][1]) for strip in map(strips_of, inside)]
    return Header(size, [(0, max(end, others[0][0] - 2)), *others], heads)


def _has_values(text: str) -> bool:
    """Tell whether a line has values, as no header has; one half of a year is none."""
    values = [beside for beside in texts_beside(text) if is_value(beside)]
    return len(values) > 1 or not all(map(_HALF_YEAR.fullmatch, values))


@lru_cache(maxsize=1 << 8)
def _known(header: tuple[str, ...]) -> _Labels | None:
    """Return the labels of the lines of a known header, none where they are no whole one.

    A header is asked for by the table and by its parts, and stands above each, so they are kept.
    """
    words = [header_words_of(text) for text in header]
    if max(map(len, words)) > _MOST_WORDS:
        return None
    below = [in_columns(text, max(words, key=len)) for text in header]
    ways = [_labelled(header, words, borders) for borders in (borders_of(words), _between(below))]
    found = [way for way in ways if way is not None and way.told >= SEVERAL]
    return max(found, key=itemgetter(0), default=None)


def _between(lines: Sequence[Mapping[int, Sequence[Span]]]) -> list[Border]:
    """Return the borders between columns to which the words of lines are put."""
    last = max(max(line, default=0) for line in lines)
    lefts = [
        tuple(sum(len(line[at]) for at in line if at < column) for line in lines)
        for column in range(last + 2)
    ]
    return [Border(left, 0.0) for left in dict.fromkeys(lefts)]


_Name = tuple[object, str | None]
"""What a label names, and the year that it prints."""


class _Beside(NamedTuple):
    """A column of what is said of each row, beside those of any known table: "Ansvarig"."""

    name: str


class _Labels(NamedTuple):
    """Known labels from the left: what is for them, the columns they name, their borders."""

    score: float
    named: tuple[_Name, ...]
    borders: tuple[Border, ...]

    @property
    def told(self) -> int:
        """How many labels say which table this is; any may have a column for what is said."""
        return sum(not isinstance(name, _Beside) for name, _ in self.named)

    @property
    def rank(self) -> tuple[int, float]:
        """How many different labels there are, and what is for them."""
        anew = [not _stands(name, self.named[:at]) for at, name in enumerate(self.named)]
        return sum(anew), self.score


def _stands(name: _Name, before: Sequence[_Name]) -> bool:
    """Tell whether a label stands before already; one of another year is another one."""
    return any(
        name[0] == other and (name[1] == year or None in (name[1], year)) for other, year in before
    )


def _labelled(
    header: Sequence[str], words: Sequence[Sequence[Span]], borders: Sequence[Border]
) -> _Labels | None:
    """Return the way to part words at borders so that each label is known; None in vain.

    As many labels as can be are best; none stands twice for one year, no white is inside and no
    word is cut. The period's is the last ("Periodens utfall" is not).
    """
    ways: list[_Labels | None] = [_Labels(0.0, (), (borders[0],))]
    for end in range(1, len(borders)):
        found: _Labels | None = None
        for start, before in enumerate(ways):
            if before is None:
                continue
            inside = between(words, borders[start], borders[end])
            label = " ".join(
                joined(text, line) for text, line in zip(header, inside, strict=True) if line
            )
            named, misspelt = _label_of(label, first=not start)
            if named is None or (named is PERIOD and end < len(borders) - 1):
                continue
            strips = strips_of(inside)
            wide = sum(right[0] - left[1] > 1 for left, right in pairwise(strips))
            name = (named, printed_year(label))
            score = before.score + 1 - _APART * wide - _TWICE * _stands(name, before.named)
            score -= _SMALL * label[:1].islower() + _MISSPELT * misspelt + _CUT * borders[end].cut
            score -= _OPEN * label.endswith(_HYPHENS)
            if found is None or score >= found.score:
                found = _Labels(score, (*before.named, name), (*before.borders, borders[end]))
        ways.append(found)
    return ways[-1]


def _label_of(label: str, *, first: bool) -> tuple[object | None, bool]:
    """Return the known column that a label names, and whether that is misspelt.

    The first one is the table's own.
    """
    name = head_word(label)
    if first:
        return (name if KNOWN_HEAD.fullmatch(name) else None), False
    if name in _ACTIVITY_COLUMNS:
        return name, False
    if SAID_BESIDE.fullmatch(name):
        return _Beside(name), False
    if _OF_ALL.fullmatch(label):
        return Measure.OUTCOME, False
    spelt = match_spelt(name)
    return (match_single(name), True) if spelt is None else (spelt, False)


def matched(strips: Sequence[Span], columns: Sequence[Span]) -> list[int] | None:
    """Return the column of each strip, in order, so that they are near; None where too many.

    Of ways that cost the same the one whose columns stand further left.
    """
    ways = [_Way(0.0, 0, -1)]
    befores: list[dict[int, int]] = []
    for strip in strips:
        ways, before = _further(ways, strip, columns)
        befores.append(before)
    if not ways:
        return None
    at = min(ways).at
    path: list[int] = []
    for before in reversed(befores):
        path.append(at)
        at = before[at]
    return path[::-1]


class _Way(NamedTuple):
    """A way to put strips to columns: its cost, its place among the others, its last column."""

    cost: float
    rank: int
    at: int


def _further(
    ways: Sequence[_Way], strip: Span, columns: Sequence[Span]
) -> tuple[list[_Way], dict[int, int]]:
    """Go on with one more strip: the best way to have it at each column, and from where."""
    made: list[_Way] = []
    before: dict[int, int] = {}
    coming = iter(ways)
    following = next(coming, None)
    best: _Way | None = None
    for at, column in enumerate(columns):
        while following is not None and following.at < at:
            best = following if best is None else min(best, following)
            following = next(coming, None)
        if best is not None:
            made.append(_Way(best.cost + apart(strip, column), best.rank, at))
            before[at] = best.at
    in_order = sorted(made, key=lambda way: (way.rank, way.at))
    ranks = {way.at: rank for rank, way in enumerate(in_order)}
    return [way._replace(rank=ranks[way.at]) for way in made], before
