"""The columns that a known header of layout text has, and which column each word of a line is in.

Belongs here: labels that are known, and how words keep near their columns. Where the header is not
known, rows tell the columns (``layout_valued``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.extract.language.indicator_headers import PERIOD, match_single, match_spelt
from pipeline.extract.language.spelling import SMALL_WORDS
from pipeline.extract.language.table_heads import head_word
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_borders import Border, between, borders_of
from pipeline.extract.readers.text.layout_lines import (
    DATE,
    FAR_RIGHT,
    KNOWN_HEAD,
    SEVERAL,
    SEXES,
    Span,
    atoms_of,
    header_words_of,
    is_value,
    joined,
    strips_of,
    texts_beside,
)
from pipeline.extract.report import Measure

_OF_A_COLUMN = re.compile(r"^(?:[-+–]?\d[\d ]*(?:,\d+| ?%| st)+|\d{4}-\d{2}-(?:\d{2})?)$")
"""A date, or a number with decimals or a unit: the label of a row seldom ends with one."""
_BARE_UNITS = ("%", "st")
"""Units below their numbers, in narrow columns."""
_ELSEWHERE = 6.0
"""What is against a word in a column that holds none of its kind."""

_VALUED = re.compile(r"^[-+–(]?\d")
_ACTIVITY_COLUMNS = ("startdatum", "slutdatum", "avvikelse")
_ENDS_IN_PERIOD = re.compile(
    r" ((?:År|Tertial|Månad|Kvartal|Halvår)(?: \d(?: 20\d\d)?| 20\d\d)?"
    r"|(?:VB|T[123]) 20\d\d|(?<=  )20\d\d)$"
)
"""The period of an indicator, which may stand one space behind the text before it."""
_PART_OF_YEAR = re.compile(r"(?:Tertial|Kvartal|Månad|Halvår)(?: \d)?(?: 20\d\d)?$")
"""A period that hardly stands for anything else."""
_REMARK = re.compile(r"(?:Tas|Fastställs|Öka|Minska|Ökning|Minskning|Bibehålla)\b")
"""The first word of what stands for a target."""
_SET_PERIOD = re.compile(r"[a-zåäö](?=(?:Tertial|Kvartal|Månad|Halvår|År)(?: |$)|VB|T[123]\b)")
_OF_ALL = re.compile(r"(?:(?<=  )|^)(?:Totalt?|Alla|Samtliga)(?=\s|$)")
_OUTCOME = re.compile(r"(?<=  )(?:Periodens )?[Uu]tfall(?=  |$)")
"""What stands above the columns of all, of women and of men, if one cell heads them."""
_WIDE = 4.0
_TIGHT = 1.0
_LONE = 4.0
"""What is against a value of one sex alone."""
_NOWHERE = (1 << 20, 1 << 20)
"""A column that no word is near."""
_APART, _TWICE, _SMALL, _CUT, _MISSPELT = 0.4, 1.5, 0.2, 0.1, 0.4
_OPEN = 0.5
"""What is against a label that ends inside a word."""
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
        return frozenset(at for at, label in enumerate(labels) if label.endswith("datum"))

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
        if any(map(is_value, texts_beside(texts[size - 1]))):
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
    found = [way for way in ways if way is not None and len(way.named) >= SEVERAL]
    return max(found, key=itemgetter(0), default=None)


def _between(lines: Sequence[Mapping[int, Sequence[Span]]]) -> list[Border]:
    """Return the borders between columns to which the words of lines are put."""
    last = max(max(line, default=0) for line in lines)
    lefts = [
        tuple(sum(len(line[at]) for at in line if at < column) for line in lines)
        for column in range(last + 2)
    ]
    return [Border(left, 0.0) for left in dict.fromkeys(lefts)]


class _Labels(NamedTuple):
    """Known labels from the left: what is for them, the columns they name, their borders."""

    score: float
    named: tuple[object, ...]
    borders: tuple[Border, ...]

    @property
    def rank(self) -> tuple[int, float]:
        """How many different labels there are, and what is for them."""
        return len({*self.named}), self.score


def _labelled(
    header: Sequence[str], words: Sequence[Sequence[Span]], borders: Sequence[Border]
) -> _Labels | None:
    """Return the way to part words at borders so that each label is known; None in vain.

    As many labels as can be are best; none stands twice, no white is inside and no word is cut.
    The period's is the last ("Periodens utfall" is not).
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
            score = before.score + 1 - _APART * wide - _TWICE * (named in before.named)
            score -= _SMALL * label[:1].islower() + _MISSPELT * misspelt + _CUT * borders[end].cut
            score -= _OPEN * label.endswith(_HYPHENS)
            if found is None or score >= found.score:
                found = _Labels(score, (*before.named, named), (*before.borders, borders[end]))
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
    if _OF_ALL.fullmatch(label):
        return Measure.OUTCOME, False
    spelt = match_spelt(name)
    return (match_single(name), True) if spelt is None else (spelt, False)


def periods_of(text: str) -> list[Span]:
    """Return where the period at the end of a line stands; nothing where none does."""
    found = _ENDS_IN_PERIOD.search(text.rstrip())
    return [found.span(1)] if found and text[: found.start()].strip() else []


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


def apart(one: Span, two: Span) -> float:
    """Return by how much two spans are apart where they are nearest: left, right or middle."""
    left, right = abs(one[0] - two[0]), abs(one[1] - two[1])
    return min(left, right, abs(one[0] + one[1] - two[0] - two[1]) / 2)


def texts_at(text: str, cells: Mapping[int, Sequence[Span]]) -> dict[int, str]:
    """Return the texts that stand at words of a line."""
    return {at: " ".join(text[a:b] for a, b in words) for at, words in cells.items()}


def in_columns(
    text: str,
    columns: Sequence[Span],
    *,
    periods: bool = False,
    dated: Collection[int] = (),
    sexes: Collection[int] = (),
    fixed: bool = False,
) -> dict[int, list[Span]]:
    """Put the words of a line into columns, in order.

    Words keep near their column, one space inside it and more than one between columns:
    a wide text moves all that stands behind it to the right. With ``periods`` the last word of
    a line that is one is a column's. Where ``dated`` columns hold the dates, others have none.
    One of the ``sexes`` hardly has a value where the other has none. Where columns
    are ``fixed``, as all values stand in them, a number over two of them is two.
    """
    atoms = atoms_of(text)
    if fixed:
        atoms = [part for atom in atoms for part in _parted(text, atom, columns)]
    if periods:
        atoms = [part for atom in atoms for part in _without_period(text, atom)]
    printed = [text[slice(*atom)] for atom in atoms]
    dates = [at for at, atom in enumerate(printed) if DATE.match(atom)]
    begins = [start for start, _ in periods_of(text)] if periods else []
    ends = frozenset(begins)
    begins += [two[0] for one, two in pairwise(atoms) if one[1] == two[0] and periods]
    if periods and _ends_in_year(printed) and atoms[-1][0] > columns[-2][1]:
        begins.append(atoms[-1][0])
    dates += [at for at, (start, _) in enumerate(atoms) if start in begins]
    dates += [
        at
        for at, (before, word) in enumerate(pairwise(printed), start=1)
        if _follows_value(before, word, remarks=periods)
    ]
    against: list[set[int]] = []
    for at, (word, span) in enumerate(zip(printed, atoms, strict=True)):
        odd = {len(columns) - 1} if periods and word in SMALL_WORDS else set()
        odd |= {1} if odd and at and span[0] - atoms[at - 1][1] == 1 else set()
        odd |= (
            {0} if _is_beside_name(word, span, columns[0], first=not at, known=periods) else set()
        )
        odd |= {*range(len(columns))} - {*dated} if dated and DATE.match(word) else set()
        if periods and not dated and (span[0] in ends or _PART_OF_YEAR.match(word)):
            odd |= {*range(len(columns) - 1)}
        against.append(odd)
    cost, placed = _placed(atoms, columns, dates, against)
    if (
        len(
            {at for word, at in zip(printed, placed, strict=True) if at in sexes and is_value(word)}
        )
        == 1
    ):
        others = [_NOWHERE if at in sexes else column for at, column in enumerate(columns)]
        without, beside = _placed(atoms, others, dates, against)
        placed = beside if without <= cost + _LONE else placed
    cells: dict[int, list[Span]] = {}
    for atom, at in zip(atoms, placed, strict=True):
        cells.setdefault(at, []).append(atom)
    return cells


def _parted(text: str, atom: Span, columns: Sequence[Span]) -> list[Span]:
    """Return a number with a space in it, as two where either part stands below its own column."""
    for space in (at for at in range(*atom) if text[at] == " "):
        one, two = (atom[0], space), (space + 1, atom[1])
        at = _below(one, columns)
        if len(at) == 1 and at[0] and _below(two, columns) == [at[0] + 1]:
            return [one, two]
    return [atom]


def _without_period(text: str, atom: Span) -> list[Span]:
    """Return a word, as two where a period stands without white behind its small letters."""
    found = _SET_PERIOD.search(text, *atom)
    return [(atom[0], found.end()), (found.end(), atom[1])] if found else [atom]


def _below(span: Span, columns: Sequence[Span]) -> list[int]:
    """Return the columns that a text stands below, at least in part."""
    return [at for at, (start, end) in enumerate(columns) if span[0] < end and span[1] > start]


def _ends_in_year(words: Sequence[str]) -> bool:
    """Tell whether a year stands behind a word that is no part of its period."""
    before = words[-2] if len(words) > 1 else ""
    return before[-1:].isalpha() and is_year(words[-1])


def _is_beside_name(word: str, span: Span, names: Span, *, first: bool, known: bool) -> bool:
    """Tell whether a word of a line is hardly part of a row's name: a value near a column.

    A number that reaches out of the names' column is, and in a ``known`` table a bare unit.
    """
    if first:
        return span[0] >= FAR_RIGHT and _VALUED.match(word) is not None
    beyond = (known and word in _BARE_UNITS) or (span[1] > names[1] and is_value(word))
    return beyond or _OF_A_COLUMN.search(word) is not None


def _follows_value(value: str, word: str, *, remarks: bool) -> bool:
    """Tell whether a number, or one of the ``remarks`` that stand for one, is behind a number."""
    stands = is_value(word) or (remarks and _REMARK.match(word) is not None)
    return stands and is_value(value)


def _placed(
    words: Sequence[Span],
    columns: Sequence[Span],
    alone: Collection[int],
    against: Sequence[Collection[int]],
) -> tuple[float, list[int]]:
    """Return the columns of the words of a line, and what is against that.

    Words ``alone`` follow none in their column; ``against`` are the columns of each word that it
    is hardly part of.
    """
    if not words:
        return 0.0, []
    costs = [0.0] * len(columns)
    paths: list[_Path] = [(at, None) for at in range(len(columns))]
    for number, word in enumerate(words):
        if number:
            gap = FAR_RIGHT if number in alone else word[0] - words[number - 1][1]
            costs, paths = _step(costs, paths, gap)
        costs = [
            cost + outside_by(word, column) + _ELSEWHERE * (at in against[number])
            for at, (cost, column) in enumerate(zip(costs, columns, strict=True))
        ]
    best = min(range(len(columns)), key=costs.__getitem__)
    path: _Path | None = paths[best]
    placed: list[int] = []
    while path is not None:
        placed.append(path[0])
        path = path[1]
    return costs[best], placed[::-1]


_Path = tuple[int, "_Path | None"]
"""The column of a word, and the path of the word before it."""


def _step(
    costs: Sequence[float], paths: Sequence[_Path], gap: int
) -> tuple[list[float], list[_Path]]:
    """Go on from the cheapest ways to have the last word in each column, over so many spaces.

    The next word stands in the same column or in one further right; the wider the gap, the
    dearer is the same one.
    """
    made: list[float] = []
    reached: list[_Path] = []
    left, by = math.inf, 0
    for at, cost in enumerate(costs):
        inside, outside = cost + _WIDE * (gap - 1), left + (_TIGHT if gap == 1 else 0.0)
        made.append(min(inside, outside))
        reached.append((at, paths[by if outside <= inside else at]))
        if cost < left:
            left, by = cost, at
    return made, reached


def outside_by(word: Span, column: Span) -> float:
    """Return by how many letters words stand outside a column."""
    return float(max(column[0] - word[1] + 1, word[0] - column[1] + 1, 0))
