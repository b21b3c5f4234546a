"""What is against words of a header in layout text being one column's label.

Belongs here: what a label looks like and how it reads: white inside, brackets that do not close,
words far from their values. Which words are put to which column is told elsewhere
(``layout_heads``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.language.spelling import Spelling
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_borders import Border, between
from pipeline.extract.readers.text.layout_closing import closed, strange_words
from pipeline.extract.readers.text.layout_lines import FAR_RIGHT, Span, joined
from pipeline.extract.readers.text.layout_words import apart

_DANGLING = re.compile(
    r"(?:\b(?:och|av|från|till|i|inom|med|per|för|efter|före)|[-/(,\u00ad]"
    r"|(?:het|ing|ion|nämnd|period)ens|rnas)$",
    re.IGNORECASE,
)
"""How no label ends: with a word, or one that owns the next, or a sign, that more goes on with."""
_OPENS = re.compile(
    r"^\*|^(?:VP|VB|T\d|Kostnader|Intäkter|Budget|Bokslut|Prognos|Avvikelse|Mnkr)\b"
)
_PERIOD = re.compile(r"T[1-3]|V[BP]")
_BEHIND_BRACKET = re.compile(r"\) [a-zåäö]")
_OF_ANOTHER = re.compile(r"^(?:[-+]|\()")
"""How no label begins: with a sign, or with what only stands behind a name, as "(mnkr)" does."""


@dataclass(frozen=True, slots=True)
class HeadCosts:
    """What is against a way to part the words of a header among columns.

    ``white`` is that of a space more than one inside a line of a label, squared; ``tight`` of
    a label that begins one space behind another, ``torn`` of a year so;
    ``bracket`` of one that does not close, ``behind`` of small letters behind one; ``small`` of
    a label that begins with a small letter, ``dangling`` of one that ends with a word that goes
    on, ``inside`` of a word that opens another label, ``again`` of one that stands in its label
    already, ``strange`` of a word that is none, ``years`` of a second year; ``empty`` of none,
    ``nameless`` of none above the rows' labels where words stand there; ``ragged`` of a letter
    by which the lines of a label do not stand below each other, ``beside`` of one by which it is
    beside its values. ``spans`` is that of a text over several columns, ``over`` of a letter by
    which it stands neither at a side nor the middle of these; ``titled`` of one
    over the whole table, ``narrow`` of one there that is no wider than a label; ``uneven`` of a
    line by which labels below a text are not beside each other, ``mixed`` of small letters
    beside capital ones there, ``whole`` of a label there that says its year; ``alike`` is what is
    gained where these labels stand below another text too.
    """

    white: float = 0.5
    tight: float = 1.0
    torn: float = 3.0
    bracket: float = 8.0
    behind: float = 2.0
    small: float = 4.0
    dangling: float = 3.0
    inside: float = 4.0
    again: float = 4.0
    strange: float = 2.0
    years: float = 2.0
    empty: float = 10.0
    nameless: float = 5.0
    ragged: float = 0.25
    beside: float = 0.1
    spans: float = 2.0
    titled: float = 1.0
    narrow: float = 4.0
    over: float = 0.25
    many: float = 0.25
    uneven: float = 2.0
    mixed: float = 4.0
    whole: float = 4.0
    alike: float = 4.0


COSTS = HeadCosts()

_MOST_TIGHT = 2
"""So many lines in which labels are one space apart say no more than all of them."""
_ANY = 20.0
"""A label against which there is so much is none, however its words are spelt."""


class LabelCosts:
    """What is against the words between two borders being one column's label.

    ``under`` says that a text stands above it which it goes on: it may begin with a small letter.
    """

    def __init__(
        self,
        texts: Sequence[str],
        words: Sequence[Sequence[Span]],
        borders: Sequence[Border],
        *,
        spelling: Spelling,
        under: bool = False,
    ) -> None:
        self._texts, self._words, self._borders, self._under = texts, words, borders, under
        self._spelling = spelling
        self._shapes: dict[tuple[int, int], tuple[float, Span | None]] = {}
        self._of_columns: dict[tuple[Span, bool], ColumnCosts] = {}
        self._texts_of: dict[tuple[int, int], Sequence[tuple[int, str]]] = {}
        self._listed = [_listed(*line) for line in zip(texts, words, strict=True)]

    def texts(self, start: int, end: int) -> Sequence[tuple[int, str]]:
        """Return the texts between two borders, by the borders' numbers, and the line of each."""
        if (start, end) not in self._texts_of:
            lines = zip(self._texts, self._words_between(start, end), strict=True)
            self._texts_of[start, end] = [
                (number, joined(text, words)) for number, (text, words) in enumerate(lines) if words
            ]
        return self._texts_of[start, end]

    def of_column(self, column: Span, *, first: bool) -> ColumnCosts:
        """Return the costs of labels of a column, by the borders that they stand between."""
        if (column, first) not in self._of_columns:
            self._of_columns[column, first] = ColumnCosts(self, column, first=first)
        return self._of_columns[column, first]

    def label(self, start: int, end: int, column: Span, *, first: bool) -> float:
        """Return the cost of what stands between two borders as the label of a column."""
        cost, extent = self._shape(start, end)
        if extent is None and first:
            named = any(line and line[0][0] < column[1] for line in self._words)
            return COSTS.nameless if named else 0.0
        if extent is None:
            return COSTS.empty
        return cost + COSTS.beside * min(apart(extent, column), FAR_RIGHT)

    def extent(self, start: int, end: int) -> Span | None:
        """Return where the words between two borders stand; None where there are none."""
        return self._shape(start, end)[1]

    def _words_between(self, start: int, end: int) -> list[Sequence[Span]]:
        return between(self._words, self._borders[start], self._borders[end])

    def _shape(self, start: int, end: int) -> tuple[float, Span | None]:
        """Return the cost of a label whatever its column is, and where it stands."""
        if (start, end) not in self._shapes:
            self._shapes[start, end] = self._made_shape(start, end)
        return self._shapes[start, end]

    def _made_shape(self, start: int, end: int) -> tuple[float, Span | None]:
        lines = self._words_between(start, end)
        filled = [line for line in lines if line]
        if not filled:
            return 0.0, None
        white = sum(max(0, b[0] - a[1] - 1) ** 2 for line in filled for a, b in pairwise(line))
        cost = COSTS.white * white + COSTS.ragged * _ragged([(w[0][0], w[-1][1]) for w in filled])
        cost += self._borders[start].cut + COSTS.inside * self._before_others(start, end)
        cost += self._tight(start)
        parts = [
            [text[a:b] for a, b in line] for text, line in zip(self._texts, lines, strict=True)
        ]
        cost += against_wording([part for part in parts if part], under=self._under)
        if cost < _ANY:
            whole = closed(
                [joined(*line) for line in zip(self._texts, lines, strict=True) if line[1]],
                self._spelling,
            )
            cost += COSTS.strange * strange_words(whole, self._spelling)
        return cost, (
            min(line[0][0] for line in filled),
            max(line[-1][1] for line in filled),
        )

    def _before_others(self, start: int, end: int) -> int:
        """Return how many periods of a list of them have words of the label behind them."""
        ends = zip(self._listed, self._borders[start].left, self._borders[end].left, strict=True)
        return sum(left <= at < right - 1 for listed, left, right in ends for at in listed)

    def _tight(self, border: int) -> float:
        """Return what is against a border that parts words which are one space apart or none."""
        tight = torn = 0
        left = self._borders[border].left
        for text, line, at in zip(self._texts, self._words, left, strict=True):
            if 0 < at < len(line) and line[at][0] - line[at - 1][1] <= 1:
                before, behind = (text[slice(*line[n])] for n in (at - 1, at))
                whole = self._spelling.knows(before) or before[:1].isupper()
                torn += is_year(behind) and whole
                tight += 1
        return COSTS.torn * torn + COSTS.tight * min(tight - torn, _MOST_TIGHT)


class ColumnCosts(dict[tuple[int, int], float]):
    """What is against the labels of one column, by their borders; each is told when asked for."""

    def __init__(self, costs: LabelCosts, column: Span, *, first: bool) -> None:
        super().__init__()
        self._costs, self._column, self._first = costs, column, first

    def __missing__(self, borders: tuple[int, int]) -> float:
        cost = self[borders] = self._costs.label(*borders, self._column, first=self._first)
        return cost


def against_wording(lines: Sequence[Sequence[str]], *, under: bool = False) -> float:
    """Return what the words of a label, line by line, say against their being one.

    ``under`` another text a label may begin with a small letter.
    """
    label = " ".join(word for line in lines for word in line)
    words = label.split()
    cost = COSTS.bracket * abs(label.count("(") - label.count(")"))
    cost += COSTS.behind * bool(_BEHIND_BRACKET.search(label))
    cost += COSTS.small * ((label[:1].islower() and not under) or bool(_OF_ANOTHER.match(label)))
    cost += COSTS.dangling * bool(_DANGLING.search(label))
    cost += COSTS.years * max(0, sum(map(is_year, words)) - 1)
    inside = sum(bool(_OPENS.match(word)) for line in lines for word in line[1:])
    capital = [word for word in words if word[:1].isupper()]
    cost += COSTS.again * (len(capital) - len(set(capital)))
    return cost + COSTS.inside * inside


def _listed(text: str, words: Sequence[Span]) -> set[int]:
    """Return which words of a line are periods right beside each other: each heads a column."""
    periods = [_PERIOD.fullmatch(text[slice(*word)]) is not None for word in words]
    return {at for one, two in pairwise(range(len(words))) if periods[one] and periods[two]
            for at in (one, two)}  # fmt: skip


def _ragged(lines: Sequence[Span]) -> float:
    """Return by how many letters lines do not stand below each other, at an edge or middle."""
    (start, end), *_ = lines
    return min(
        sum(abs(a - start) for a, _ in lines),
        sum(abs(b - end) for _, b in lines),
        sum(abs(a + b - start - end) / 2 for a, b in lines),
    )
