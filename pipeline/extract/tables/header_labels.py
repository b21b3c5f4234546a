"""Header words of run tables to column labels, when their number is known.

A header in flow text is a string of words with some line breaks. All ways to cut it into
labels are scored: blank lines part labels, a wrapped line does not, labels begin with
certain words, brackets close. The best way is found by dynamic programming.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.extract.document import Line, RunTable
from pipeline.extract.language.line_kinds import MONEY_UNITS
from pipeline.extract.language.text import (
    close_cuts,
    close_hyphens,
    close_known_words,
    is_cut,
    join_lines,
    squeeze,
    strip_icon,
    text_width,
)
from pipeline.extract.language.years import YEAR, is_year
from pipeline.extract.tables.run_habits import Parted, parted_by_blanks

_STARTS = re.compile(
    r"^\*?(?:Budget(?:justering\w*)?|Bokslut|Avvikelse|Prognos|Kostnader|Intäkter|Netto\w+|VP|VB|T[12]"
    r"|Snitt|Varav|Utfall|Begärda?|Summa|Total\w*|Resultat\w*|Beräkna\w*|Har|Antal|Andel|Jan\w*|Feb\w*"
    r"|Mar\w*|Apr\w*|Maj|Jun\w*|Jul\w*|Aug\w*|Sep\w*|Okt\w*|Nov\w*|Dec\w*|Förändring|Helår|Period\w*"
    rf"|{'|'.join(map(str.capitalize, MONEY_UNITS))}|Social|Mede\w*|Max|Plan|IoF|ArbM|Funk|Fsk|ÄO"
    r"|Ek|Stadsmi\w*|Fritid|Förskola"
    r"|Äldreomsorg|Nyckeltal|Synpunkter|Kategori\w*|Sammanf\w*|Kommentar\w*|Åtgärd\w*)\b|^Soc\."
)
_DATE = re.compile(rf"{YEAR}-\d\d-\d\d")
"""The day of a balance."""
_MONTH = re.compile(
    r"^(?:jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?$",
    re.IGNORECASE,
)
_SEX = re.compile(r"^(?:kvinnor|män|flickor|pojkar)$", re.IGNORECASE)
_PERIOD_WORD = re.compile(r"^(?:T[12]|V[PB])$")
_TAKES_PERIOD = re.compile(r"^(?:Utfall|Prognos|Budget|Snitt|Avvikelse|prognos|utfall)$")
_SIGN_NOTE = re.compile(r"^(?:Över|Under)sko(?:tt?)?\b")
"""Words that tell how a column is signed: before "(+)" they go on with its label."""
_ANSWER = re.compile(r"^(?:JA|NEJ|Ja|Nej)$")
"""What the cells of a column are to hold: its label goes on with that."""
_DANGLING = re.compile(
    r"(?:\b(?:och|av|från|till|i|inom|med|per|för|efter|före)|[-/(,])$", re.IGNORECASE
)
_MEET = re.compile(
    r"(?<=[a-zåäö]{3})(?=[A-ZÅÄÖ])|(?<=[a-zåäö])(?=(?:T[123]|V[BP])$)|(?<=\))(?=[A-ZÅÄÖ(\d])|(?<=20\d\d)(?=20\d\d)"
)
"""Where the words of two cells meet without a space."""
_GOES_ON_APART = re.compile(rf"\(|{YEAR}\b")
_SMALL_WORD_END = re.compile(r"\b(?:och|av|från|till|i|inom|med|per|för|efter|före)\s*$")
_FEWEST_INSIDE = 2
_GLUED = 1.5
_INSIDE_TOUCHING = -0.5
"""Inside a line of a text that prints most cells on lines of their own, but not all."""
_BEGINS, _GOES_ON = 1.5, -2.5
"""How a word is scored at least that begins a label, and at most one that goes on with it."""
_IMPOSSIBLE = -1e9
_SPACE = text_width(" ")
_CELL_ENDS, _CELL_GOES_ON = 6.0, -9.0
"""Boundaries where blank lines part the cells of a table."""
_MOST_WORDS = 60
"""Words of a header of which all cuts are weighed."""
_MANY_YEARS = 1.5
_NEEDLESS, _OF_LONE_WORD = 2.0, 0.5
"""Against a line that is broken without need, and against one in a header whose words stand out of
their columns, where only a word alone is so wide."""
_FEWEST_STANDING_OUT = 2
_LOOSE_END = 5.0
_STAR_INSIDE = 5.0
_YEAR_GOES_ON, _YEAR_AMONG_YEARS_GOES_ON = 1.5, 3.0
"""Against a label that begins with a year and goes on, and against one behind another year."""
_MOST_FOR_LABEL = 0.8
"""What is for a label that ends with a bracket; all else is against words as one label."""


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """A word of a header; ``parts`` scores a label boundary before it.

    It is ``glued`` where it stands right behind the word before, without a space.
    """

    text: str
    line: int
    breaks_line: str
    parts: float
    glued: bool = False

    def __hash__(self) -> int:
        """That of its text: headers are looked up by their words again and again."""
        return hash(self.text)


def header_words(
    lines: Sequence[Line], blank_before: set[int], table: RunTable
) -> tuple[HeaderWord, ...]:
    """Return the words of a header with what the layout says of boundaries."""
    words: list[HeaderWord] = []
    previous: Line | None = None
    inside = (_INSIDE_TOUCHING if table.cells_touch else -9.0) if table.cells_apart else 0.0
    pieces = [_pieces(line) for line in lines]
    all_texts = [text for line in pieces for text, _ in line]
    told = _told_by_blanks(lines, blank_before, table)
    number = -1
    for line, texts in zip(lines, pieces, strict=True):
        for position, (text, is_glued) in enumerate(texts):
            before = words[-1].text if words else ""
            layout = _layout(previous, line, blank_before, table, told) if position == 0 else inside
            if position and is_year(before) and _STARTS.match(text):
                layout = 0.0  # cells on one line that stand close: "Budget 2019 Bokslut 2019"
            glue = "" if position or previous is None else previous.text
            if is_glued:
                layout, glue = _GLUED, before
            number += is_glued or position == 0
            after = all_texts[len(words) + 1 : len(words) + 3]
            if in_months(text, before, after):
                layout = max(layout, 0.0)
            parts = layout + _wording(text, before, after)
            words.append(HeaderWord(text, number, glue, parts, is_glued))
        previous = line
    return tuple(words)


def _pieces(line: Line) -> list[tuple[str, bool]]:
    """Return the words of a line, and of each whether it stood right behind the one before.

    Words of two cells meet without a space where one is drawn right behind the other.

    >>> [text for text, _ in _pieces(Line(1, "planerade åtgärderT1 T2"))]
    ['planerade', 'åtgärder', 'T1', 'T2']
    >>> [text for text, _ in _pieces(Line(1, "Skillnad 2016-20172016 2017 (IoF)"))]
    ['Skillnad', '2016-2017', '2016', '2017', '(IoF)']
    """
    return [
        (piece, number > 0)
        for text in strip_icon(line.text).split()
        for number, piece in enumerate(_MEET.split(text))
    ]


def _marks_wraps(lines: Sequence[Line]) -> bool:
    """Tell whether the wrapped lines of a header end in a space, where wrapped cells do.

    Whoever draws a header may break its labels by hand, and leaves no space where they break.
    Years and brackets tell it, which hardly ever begin a label or go on with a cut word, and small
    words that end no label.
    """
    spaced = [
        above.text[-1:].isspace()
        for above, below in pairwise(lines)
        if (_GOES_ON_APART.match(below.text) and above.text.rstrip()[-1:].isalpha())
        or _SMALL_WORD_END.search(above.text)
    ]
    return any(spaced) or len(spaced) < _FEWEST_INSIDE


def of_header(table: RunTable, lines: Sequence[Line]) -> RunTable:
    """Return a table with the marks of wrapping that lines of its header have."""
    if not table.wrap_is_marked or _marks_wraps(lines):
        return table
    return replace(table, wrap_is_marked=False, end_is_marked=False)


class _Breaks(NamedTuple):
    """What a line break in a header is worth as the end of a label, with a blank line or none."""

    blank: float
    plain: float


_USUAL = _Breaks(1.5, -0.5)


def _told_by_blanks(lines: Sequence[Line], blank_before: set[int], table: RunTable) -> _Breaks:
    """Return what breaks in a header are worth, told by lines of which the words tell.

    Where labels stand in the middle of their cells a tool prints a blank line wherever the next
    line is lower, inside of a label too. Then labels begin with and without one as often as the
    lines do that begin one, or go on with one, by their first words.
    """
    if table.end_is_marked:
        return _USUAL
    begins, inside = Counter[bool](), Counter[bool]()
    for line in lines[1:]:
        first = squeeze(strip_icon(line.text)).partition(" ")[0]
        worth = _wording(first, "") if first else 0.0
        begins[line.number in blank_before] += worth >= _BEGINS
        inside[line.number in blank_before] += worth <= _GOES_ON
    if inside[True] < _FEWEST_INSIDE or inside[True] <= begins[True]:
        return _USUAL
    return _Breaks(*(math.log((begins[b] + 0.5) / (inside[b] + 0.5)) for b in (True, False)))


def _layout(
    previous: Line | None, line: Line, blank_before: set[int], table: RunTable, told: _Breaks
) -> float:
    """Score a boundary between two lines."""
    if previous is None:
        return 0.0
    spaced = previous.text[-1:].isspace()
    if parted_by_blanks(table) is Parted.CELLS:
        return _CELL_ENDS if line.number in blank_before else _CELL_GOES_ON
    if table.end_is_marked and is_cut(previous.text, line.text, wrap_is_marked=True):
        return -9.0
    if line.number in blank_before:
        if not table.end_is_marked:
            return told.blank
        return -0.5 if spaced else 3.0
    if is_cut(previous.text, line.text, wrap_is_marked=table.wrap_is_marked):
        return -9.0
    if table.end_is_marked:
        return -4.0 if spaced or previous.text.rstrip().endswith("-") else 2.5
    return told.plain


def _wording(text: str, before: str, after: Sequence[str] = ()) -> float:
    """Score a boundary between two words by what they are; ``after`` are the next two."""
    if is_year(text):
        years = [is_year(word) for word in after]
        if is_year(before) or years == [True, True]:
            return 1.5
        return 0.4 if years[:1] == [True] else -2.5
    if in_months(text, before, after) or _DATE.fullmatch(text):
        return 1.5
    if _SEX.match(text) and any(map(_SEX.match, (before, *after[:1]))):
        return 1.5
    if _PERIOD_WORD.match(text) and _TAKES_PERIOD.match(before):
        return -1.5
    cut = text.endswith("-") and _SIGN_NOTE.match(text[:-1] + "".join(after[:1]))
    if cut or _SIGN_NOTE.match(text):
        return -6.0 if any(word.startswith("(") for word in after) else -3.0
    if _ANSWER.match(text):
        return -6.0
    if _STARTS.match(text) or text.startswith("*"):
        return 1.5
    if text[:1].islower() or text[:1] in "(-+/?!":
        return -3.0
    return 0.0 if text[:1].isupper() else -0.8


def in_months(text: str, before: str, after: Sequence[str]) -> bool:
    """Tell whether a word is one of several months: each is a column."""
    return bool(_MONTH.match(text)) and any(map(_MONTH.match, (before, *after[:1])))


def split_labels(
    words: Sequence[HeaderWord], count: int, *, wrap_is_marked: bool
) -> tuple[str, ...]:
    """Cut a header into ``count`` labels; empty labels where it has too few words."""
    if not words:
        return ("",) * count
    if len(words) < count:
        texts = [word.text for word in words]
        return tuple([""] * (count - len(texts)) + texts)
    frozen = tuple(words)
    _, starts = _best_cut(frozen, count)
    if not starts:
        return ("",) * count
    bounds = [*starts, len(frozen)]
    return tuple(
        _join(frozen[start:end], wrap_is_marked=wrap_is_marked) for start, end in pairwise(bounds)
    )


def label_score(words: Sequence[HeaderWord], count: int) -> float:
    """Return how well a header can be cut into ``count`` labels."""
    return _best_cut(tuple(words), count)[0] if len(words) >= count else _IMPOSSIBLE


def label_shares(words: Sequence[HeaderWord], count: int) -> tuple[float, ...]:
    """Return how probable each label of the best cut is, among all cuts into ``count`` labels.

    The scores of cuts are taken for logarithms of odds. 0 for labels of a header that has too
    few words, or so many that asking for all cuts would cost too much.
    """
    frozen = tuple(words)
    if not count <= len(frozen) <= _MOST_WORDS:
        return (0.0,) * count
    _, starts = _best_cut(frozen, count)
    before, behind = _all_cuts(frozen, count)
    bounds = [*starts, len(frozen)]
    scored = _labels_of(frozen)
    total = behind[count][0]
    return tuple(
        math.exp(
            before[number][start] + scored(start, end) + behind[count - number - 1][end] - total
        )
        for number, (start, end) in enumerate(pairwise(bounds))
    )


_Odds = list[list[float]]


def _all_cuts(frozen: tuple[HeaderWord, ...], count: int) -> tuple[_Odds, _Odds]:
    """Return the odds of all cuts of what stands before a word, and from it on, by labels.

    ``before[n][i]`` is the logarithm of the summed odds of cutting the first ``i`` words into
    ``n`` labels, ``behind[n][i]`` of cutting the words from ``i`` on into ``n``.
    """
    size = len(frozen)
    longest = size - count + 1  # every other label has a word
    scored = _labels_of(frozen)
    labels = {
        (start, end): scored(start, end)
        for start in range(size)
        for end in range(start + 1, min(start + longest, size) + 1)
    }
    before = [[0.0] + [-math.inf] * size]
    behind = [[-math.inf] * size + [0.0]]
    for done in range(count):
        last, first = before[-1], behind[-1]
        cut, uncut = [-math.inf] * (size + 1), [-math.inf] * (size + 1)
        for words in range(longest):  # so many more than a label each
            end, start = done + 1 + words, size - done - 1 - words
            cut[end] = _log_sum([last[s] + labels[s, end] for s in range(done, end)])
            uncut[start] = _log_sum(
                [labels[start, e] + first[e] for e in range(start + 1, size - done + 1)]
            )
        before.append(cut)
        behind.append(uncut)
    return before, behind


def _labels_of(frozen: tuple[HeaderWord, ...]) -> Callable[[int, int], float]:
    """Return what scores words as a label, with the boundary that it begins with."""
    closing = _closer(frozen)
    return lambda start, end: closing(start, end) + (frozen[start].parts if start else 0.0)


def _log_sum(logs: Sequence[float]) -> float:
    most = max(logs, default=-math.inf)
    if most == -math.inf:
        return most
    return most + math.log(sum([math.exp(log - most) for log in logs]))


def _best_cut(frozen: tuple[HeaderWord, ...], count: int) -> tuple[float, tuple[int, ...]]:
    return _cutter(frozen)(0, count)


@lru_cache(maxsize=256)
def _cutter(frozen: tuple[HeaderWord, ...]) -> Callable[[int, int], tuple[float, tuple[int, ...]]]:
    """Return what cuts the words from one on into so many labels; it keeps what it found."""
    closing = _closer(frozen)
    parts = [word.parts for word in frozen]

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        """Return the best score and label starts for words from ``start``."""
        if left == 1:
            return closing(start, len(frozen)), (start,)
        found: tuple[float, tuple[int, ...]] = (_IMPOSSIBLE, ())
        for end in range(start + 1, len(frozen) - left + 2):
            rest, starts = best(end, left - 1)
            if _MOST_FOR_LABEL + parts[end] + rest <= found[0]:
                continue  # however well these words close
            score = closing(start, end) + parts[end] + rest
            if score > found[0]:
                found = (score, (start, *starts))
        return found

    return best


@lru_cache(maxsize=256)
def _closer(frozen: tuple[HeaderWord, ...]) -> Callable[[int, int], float]:
    """Return what scores the words from one to another as a label; it keeps what it found."""
    return cache(_Closing(frozen).score)


class _Closing:
    """Scores runs of a header's words as labels, by sums over all words before each."""

    def __init__(self, words: Sequence[HeaderWord]) -> None:
        texts = [word.text for word in words]
        self.brackets = _sums(text.count("(") - text.count(")") for text in texts)
        self.years = _sums(map(is_year, texts))
        self.stars = _sums(text.startswith("*") for text in texts)
        self.parts = _sums(max(0.0, word.parts) for word in words)
        self.widths = _sums(text_width(f"{text} ") for text in texts)
        self.own = [two - one for one, two in pairwise(self.widths)]
        self.loose = [bool(_DANGLING.search(text)) for text in texts]
        self.closed = [text.endswith(")") for text in texts]
        last = Counter(word.line for word in words)
        ends = dict(zip(last, accumulate(last.values()), strict=True))
        self.line_ends = [ends[word.line] for word in words]
        self.goes_on = [text[:1].islower() or text[:1] in "(%" for text in texts]
        self.stand_out = self._words_stand_out()

    def score(self, start: int, end: int) -> float:
        """Score the words of one label: brackets close, no loose end, no break inside.

        The star of a note stands before the first word of its label.
        """
        score = -4.0 * abs(self.brackets[end] - self.brackets[start])
        score -= _LOOSE_END * self.loose[end - 1]
        score -= _STAR_INSIDE * (self.stars[end] - self.stars[start + 1])
        years = self.years[end] - self.years[start]
        begins_with_year = self.years[start + 1] > self.years[start]
        if end - start > 1 and begins_with_year:
            below_year = start > 0 and self.years[start] > self.years[start - 1]
            score -= _YEAR_AMONG_YEARS_GOES_ON if below_year else _YEAR_GOES_ON
        score -= _MANY_YEARS * max(0, years - 1)
        score += _MOST_FOR_LABEL if self.closed[end - 1] and end < len(self.closed) else 0.0
        score -= 0.5 * (self.parts[end] - self.parts[start + 1])
        return score - self._needless_breaks(start, end)

    def _words_stand_out(self) -> bool:
        """Tell whether words are wider than their columns, so that they stand out of them.

        Lines that surely go on with each other show it: several are broken before a word that
        fitted beside the widest of them, which is one word alone.
        """
        starts = [at for at in range(len(self.own)) if not at or self.line_ends[at - 1] == at]
        runs: list[list[int]] = []
        for at in starts:
            if runs and self.goes_on[at]:
                runs[-1].append(at)
            else:
                runs.append([at])
        needless = (
            room > 0 and not fits
            for run in runs
            for room, fits, _ in self._breaks(run[0], self.line_ends[run[-1]])
        )
        return sum(needless) >= _FEWEST_STANDING_OUT

    def _breaks(self, start: int, end: int) -> Iterator[tuple[float, bool, float]]:
        """Yield what room each line of a label leaves beside the next word, and the widest line.

        Between these whether a line of several words is so wide: a word alone may stand out.
        """
        lines: list[tuple[float, int]] = []
        at, several = start, 0.0
        while at < end:
            last = min(self.line_ends[at], end)
            lines.append((self.widths[last] - self.widths[at] - _SPACE, last))
            several = max(several, lines[-1][0]) if last > at + 1 else several
            at = last
        widest = max(width for width, _ in lines)
        for width, word in lines[:-1]:
            needed = width + self.own[word]
            yield widest - needed, several > needed, widest

    def _needless_breaks(self, start: int, end: int) -> float:
        """Score line breaks inside one label: a word that still fitted was not wrapped."""
        if self.line_ends[start] >= end:
            return 0.0
        cost = 0.0
        for room, fits, widest in self._breaks(start, end):
            if room > 0:
                worth = _OF_LONE_WORD if self.stand_out and not fits else _NEEDLESS
                cost += worth * min(1.0, 0.3 + room / (0.3 * widest))
        return cost


def _sums(amounts: Iterable[float]) -> list[float]:
    """Return the sum of all amounts before each, and of all."""
    return [0, *accumulate(amounts)]


def _join(words: Sequence[HeaderWord], *, wrap_is_marked: bool) -> str:
    lines: list[str] = []
    last: int | None = None
    for word in words:
        if word.line == last:
            lines[-1] += " " + word.text
        else:
            if lines and word.breaks_line[-1:].isspace():
                lines[-1] += " "
            lines.append(word.text)
        last = word.line
    if not wrap_is_marked:
        lines = close_known_words(close_cuts(lines))
    return close_hyphens(join_lines(lines, wrap_is_marked=wrap_is_marked))
