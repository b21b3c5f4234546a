"""Which column each word of a line of layout text is in.

Words keep near their columns and near what stands below each other; a value or a period that is
set right behind a text is of a column further right. Belongs here: the cheapest way to put the
words of one line to columns. Where the columns stand is told elsewhere (``layout_columns``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.extract.language.spelling import SMALL_WORDS
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_lines import (
    DATE,
    FAR_RIGHT,
    Span,
    atoms_of,
    is_cell,
    is_value,
)

_OF_A_COLUMN = re.compile(r"^(?:[-+–]?\d[\d ]*(?:,\d+| ?%| st)+|\d{4}-\d{2}-(?:\d{2})?)$")
"""A date, or a number with decimals or a unit: the label of a row seldom ends with one."""
_INDENT = 3
"""Letters by which a line of a name stands further right than others at most."""
_BARE_UNITS = ("%", "st")
"""Units below their numbers, in narrow columns."""
_ELSEWHERE = 6.0
"""What is against a word in a column that holds none of its kind."""

_VALUED = re.compile(r"^[-+–(]?\d")
_ENDS_IN_PERIOD = re.compile(
    r" ((?:År|Tertial|Månad|Kvartal|Halvår)(?: \d(?: 20\d\d)?| 20\d\d)?"
    r"|VB(?: 20\d\d)?|(?:T[123]|[1-3]) 20\d\d|(?<=  )20\d\d)$"
)
"""The period of an indicator, which may stand one space behind the text before it."""
_PART_OF_YEAR = re.compile(r"(?:Tertial|Kvartal|Månad|Halvår)(?: \d)?(?: 20\d\d)?$")
"""A period that hardly stands for anything else."""
_REMARK = re.compile(r"(?:Tas|Fastställs|Öka|Minska|Ökning|Minskning|Bibehålla)\b")
"""The first word of what stands for a target."""
_SET_PERIOD = re.compile(r"[a-zåäö](?=(?:Tertial|Kvartal|Månad|Halvår|År)(?: |$)|VB|T[123]\b)")
_WIDE = 4.0
_TIGHT = 1.0
_LONE = 4.0
"""What is against a value of one sex alone."""
_NOWHERE = (1 << 20, 1 << 20)
"""A column that no word is near."""


def periods_of(text: str) -> list[Span]:
    """Return where the period at the end of a line stands; nothing where none does."""
    found = _ENDS_IN_PERIOD.search(text.rstrip())
    return [found.span(1)] if found and text[: found.start()].strip() else []


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
    places: Callable[[Span], Sequence[float]] | None = None,
) -> dict[int, list[Span]]:
    """Put the words of a line into columns, in order.

    Words keep near their column, one space inside it and more than one between columns:
    a wide text moves all that stands behind it to the right. With ``periods`` the last word of
    a line that is one is a column's. Where ``dated`` columns hold the dates, others have none.
    One of the ``sexes`` hardly has a value where the other has none. Where columns
    are ``fixed``, as all values stand in them, a number over two of them is two. ``places`` say
    what is against a text in each column, by where others stand.
    """
    valued = periods and not dated
    atoms = atoms_of(text, parted=valued)
    if fixed:
        atoms = [part for atom in atoms for part in _parted(text, atom, columns)]
    if periods:
        atoms = [part for atom in atoms for part in _without_period(text, atom)]
    printed = [text[slice(*atom)] for atom in atoms]
    dates = [at for at, atom in enumerate(printed) if DATE.match(atom)]
    begins = [start for start, _ in periods_of(text)] if periods else []
    ends = frozenset(begins)
    begins += [two[0] for one, two in pairwise(atoms) if one[1] == two[0] and periods]
    if valued and _ends_in_year(printed) and _is_behind(printed, atoms, columns):
        begins.append(atoms[-1][0])
    dates += [at for at, (start, _) in enumerate(atoms) if start in begins]
    dates += [
        at
        for at, (before, word) in enumerate(pairwise(printed), start=1)
        if _follows_value(before, word, remarks=periods) or (dated and DATE.match(before))
    ]
    against: list[set[int]] = []
    for at, (word, span) in enumerate(zip(printed, atoms, strict=True)):
        odd = {len(columns) - 1} if periods and word in SMALL_WORDS else set()
        odd |= {1} if odd and at and span[0] - atoms[at - 1][1] == 1 else set()
        odd |= (
            {0} if _is_beside_name(word, span, columns[0], first=not at, known=periods) else set()
        )
        odd |= {*range(len(columns))} - {*dated} if dated and DATE.match(word) else set()
        if valued and (span[0] in ends or _PART_OF_YEAR.match(word)):
            odd |= {*range(len(columns) - 1)}
        against.append(odd)
    near = {at for at, (one, two) in enumerate(pairwise(atoms), start=1) if two[0] - one[1] <= 1}
    behind = {at for at in near if valued and (at in dates or _is_set_behind(printed, at, atoms))}
    for at in behind - {*dates}:
        against[at] |= {0}
    off = [places(atom) if places and at not in behind else () for at, atom in enumerate(atoms)]
    words = _Words(atoms, dates, against, behind, off)
    cost, placed = _placed(words, columns)
    if (
        len(
            {at for word, at in zip(printed, placed, strict=True) if at in sexes and is_value(word)}
        )
        == 1
    ):
        others = [_NOWHERE if at in sexes else column for at, column in enumerate(columns)]
        without, beside = _placed(words, others)
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
    return bool(before) and not before[-1].isdigit() and is_year(words[-1])


def _is_behind(words: Sequence[str], spans: Sequence[Span], columns: Sequence[Span]) -> bool:
    """Tell whether a year at the end of a line is no part of the remark before it."""
    year = spans[-1]
    nearer = apart(year, columns[-1]) < apart(year, columns[-2])
    beside = nearer or not _REMARK.match(words[-2])
    return year[0] > columns[-2][1] or (year[0] >= columns[-2][0] and beside)


def _is_set_behind(words: Sequence[str], at: int, spans: Sequence[Span]) -> bool:
    """Tell whether a value stands one space behind words, and apart from more on its line.

    A bare number behind a small word is a part of the name: "under 14" above "dagar".
    """
    word, before = words[at], words[at - 1]
    more = at + 1 < len(words) and spans[at + 1][0] - spans[at][1] > 1
    named = before in SMALL_WORDS and not _OF_A_COLUMN.match(word)
    return more and is_value(word) and word[-1] != "-" and before[-1].isalpha() and not named


def _is_beside_name(word: str, span: Span, names: Span, *, first: bool, known: bool) -> bool:
    """Tell whether a word of a line is hardly part of a row's name: a value near a column.

    A number that reaches out of the names' column is, and in a ``known`` table a bare unit, and
    what begins its line right of where names do.
    """
    if first:
        apart_by = names[0] + _INDENT if known else FAR_RIGHT
        unit = known and word in _BARE_UNITS
        return span[0] >= apart_by and (unit or _VALUED.match(word) is not None)
    beyond = (known and word in _BARE_UNITS) or (span[1] > names[1] and is_value(word))
    return beyond or _OF_A_COLUMN.search(word) is not None


def _follows_value(value: str, word: str, *, remarks: bool) -> bool:
    """Tell whether a number, or one of the ``remarks`` that stand for one, is behind a number."""
    stands = is_cell(word) or (remarks and _REMARK.match(word) is not None)
    return stands and is_cell(value)


class _Words(NamedTuple):
    """The words of a line, and what is known of each.

    Those ``alone`` follow none in their column; ``against`` are the columns of each that it is
    hardly part of; those ``behind`` a word may belong further right, for white is left out;
    ``off`` is what is against each column by where other texts stand.
    """

    spans: Sequence[Span]
    alone: Collection[int]
    against: Sequence[Collection[int]]
    behind: Collection[int]
    off: Sequence[Sequence[float]]

    def cost(self, number: int, at: int, column: Span) -> float:
        """Return what is against a word in a column."""
        span, off = self.spans[number], self.off[number]
        odd = _ELSEWHERE * (at in self.against[number])
        moved = number in self.behind and at and span[1] <= column[0]
        return odd + (0.0 if moved else outside_by(span, column)) + (off[at] if off else 0.0)


def _placed(words: _Words, columns: Sequence[Span]) -> tuple[float, list[int]]:
    """Return the columns of the words of a line, and what is against that."""
    if not words.spans:
        return 0.0, []
    costs = [0.0] * len(columns)
    paths: list[_Path] = [(at, None) for at in range(len(columns))]
    for number, word in enumerate(words.spans):
        if number:
            gap = FAR_RIGHT if number in words.alone else word[0] - words.spans[number - 1][1]
            costs, paths = _step(costs, paths, gap)
        costs = [
            cost + words.cost(number, at, column)
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
