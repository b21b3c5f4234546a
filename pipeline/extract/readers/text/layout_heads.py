"""The labels of a header in layout text, where its words are not known.

The words of a header are parted among the columns below it by what each way costs: white
inside a label, labels that begin or end as none does, words far from their values. Belongs
here: which words of a header head which column. Where the columns stand is told elsewhere
(``layout_columns``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_borders import Border, between, borders_of
from pipeline.extract.readers.text.layout_lines import (
    FAR_RIGHT,
    SEVERAL,
    Span,
    segments_of,
    words_of,
)

_MOST_WORDS = 100
"""A header of more words is none; the ways to part them grow fast."""
_MOST_SPANNING = 2
_ONE_OF_MANY = re.compile(r"20\d\d|[TV][123BP]")
_SMALL = re.compile(r"[a-zåäö]{4,}")
_DANGLING = re.compile(
    r"(?:\b(?:och|av|från|till|i|inom|med|per|för|efter|före)|[-/(,\u00ad])$", re.IGNORECASE
)
_OPENS = re.compile(
    r"^\*|^(?:VP|VB|T\d|Kostnader|Intäkter|Budget|Bokslut|Prognos|Avvikelse|Mnkr)\b"
)
_BEHIND_BRACKET = re.compile(r"\) [a-zåäö]")
_SIGNED = re.compile(r"^\(?[-+]")


@dataclass(frozen=True, slots=True)
class HeadCosts:
    """What is against a way to part the words of a header among columns.

    ``white`` is that of a space more than one inside a line of a label, squared; ``tight`` of
    a label that begins one space behind another, ``torn`` of a year so;
    ``bracket`` of one that does not close, ``behind`` of small letters behind one; ``small`` of
    a label that begins with a small letter, ``dangling`` of one that ends with a word that goes
    on, ``inside`` of a word that opens another label, ``again`` of one that stands in its label
    already, ``years`` of a second year; ``twice`` of a label that stands twice, ``empty`` of
    none, ``nameless`` of none above the rows' labels where words stand there; ``ragged`` of a
    letter by which the lines of a label do not stand below each other, ``beside`` of a letter
    by which it is beside its values; ``spans`` of a line whose texts head several columns each.
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
    years: float = 2.0
    twice: float = 4.0
    empty: float = 10.0
    nameless: float = 5.0
    ragged: float = 0.25
    beside: float = 0.1
    spans: float = 2.0


COSTS = HeadCosts()

Lines = Sequence[dict[int, str]]
"""The texts of a header's lines by column."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The texts of a header's lines by column, and what is against this way to part them."""

    lines: Lines
    cost: float


def heads_of(texts: Sequence[str], columns: Sequence[Span]) -> Heads:
    """Return the texts of a header's lines by column: the way that costs least.

    The first lines may hold texts that span columns. ``columns`` are where the rows have their
    values, the first one's labels; a header need not have a word above these.
    """
    if not texts or sum(map(len, map(words_of, texts))) > _MOST_WORDS:
        return Heads([{} for _ in texts], math.inf)
    ways = list(_ways(texts, columns))
    best = min(ways, key=lambda way: way.cost)
    return Heads(_with_shared(best.lines, len(columns)), best.cost)


def _ways(texts: Sequence[str], columns: Sequence[Span]) -> Iterator[Heads]:
    """Yield the best way for each number of lines at the top that span columns."""
    near = _scaled(texts, columns)
    for size in range(min(_MOST_SPANNING, len(texts) - 1) + 1):
        found = _parted(texts[size:], near)
        spanning = _spanning(texts[:size], found, columns)
        if spanning is not None:
            lines = [*spanning, *found.texts]
            cost = found.cost + size * COSTS.spans + _against_twice(lines, len(columns))
            yield Heads(lines, cost)


def _scaled(texts: Sequence[str], columns: Sequence[Span]) -> Sequence[Span]:
    """Return columns as near as those of a header that ends before the last one begins.

    Lines are printed with less white where it is less that stands on them.
    """
    width = max(len(text.rstrip()) for text in texts)
    if not 0 < width <= columns[-1][0]:
        return columns
    scale = width / columns[-1][1]
    return [(round(start * scale), round(end * scale)) for start, end in columns]


def _against_twice(lines: Lines, count: int) -> float:
    """Return what is against labels that stand twice."""
    labels = Counter(" ".join(line[at] for line in lines if at in line) for at in range(1, count))
    return COSTS.twice * sum(times - 1 for label, times in labels.items() if label)


# --- parting --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parting:
    """Words by line and column, where each label stands, and what is against that."""

    texts: Lines
    extents: Sequence[Span | None]
    cost: float


def _parted(texts: Sequence[str], columns: Sequence[Span]) -> _Parting:
    """Part the words of a header among columns, line by line in order, as cheaply as can be.

    Between two columns stands an upright border, which may cut words.
    """
    words = [words_of(text) for text in texts]
    borders = borders_of(words)
    last = len(borders) - 1
    costs = _LabelCosts(texts, words, borders)
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for at, column in enumerate(columns):
        ends = [last] if at == len(columns) - 1 else range(len(borders))
        made: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            found = [
                (cost + costs.label(start, end, column, first=not at), (*path, end))
                for start, (cost, path) in ways.items()
                if start <= end
            ]
            if found:
                made[end] = min(found)
        ways = made
    cost, path = ways[last]
    lines: list[dict[int, str]] = [{} for _ in texts]
    extents: list[Span | None] = []
    for at, (start, end) in enumerate(pairwise(path)):
        inside = costs.words_between(start, end)
        spans = [word for line in inside for word in line]
        extents.append((min(a for a, _ in spans), max(b for _, b in spans)) if spans else None)
        for text, line, cells in zip(texts, inside, lines, strict=True):
            if line:
                cells[at] = " ".join(text[a:b] for a, b in line)
    return _Parting(lines, extents, cost)


class _LabelCosts:
    """What is against the words between two borders being one column's label."""

    def __init__(
        self, texts: Sequence[str], words: Sequence[Sequence[Span]], borders: Sequence[Border]
    ) -> None:
        self._texts, self._words, self._borders = texts, words, borders
        self._shapes: dict[tuple[int, int], tuple[float, Span | None]] = {}

    def words_between(self, start: int, end: int) -> list[Sequence[Span]]:
        """Return the words of each line between two borders, by the borders' numbers."""
        return between(self._words, self._borders[start], self._borders[end])

    def label(self, start: int, end: int, column: Span, *, first: bool) -> float:
        """Return the cost of what stands between two borders as the label of a column."""
        if (start, end) not in self._shapes:
            self._shapes[start, end] = self._shape(start, end)
        cost, extent = self._shapes[start, end]
        if extent is None and first:
            named = any(line and line[0][0] < column[1] for line in self._words)
            return COSTS.nameless if named else 0.0
        if extent is None:
            return COSTS.empty
        return cost + COSTS.beside * min(_apart(extent, column), FAR_RIGHT)

    def _shape(self, start: int, end: int) -> tuple[float, Span | None]:
        """Return the cost of a label whatever its column is, and where it stands."""
        lines = self.words_between(start, end)
        filled = [line for line in lines if line]
        if not filled:
            return 0.0, None
        white = sum((b[0] - a[1] - 1) ** 2 for line in filled for a, b in pairwise(line))
        cost = COSTS.white * white + COSTS.ragged * _ragged([(w[0][0], w[-1][1]) for w in filled])
        cost += self._borders[start].cut
        cost += self._tight(start)
        parts = [
            [text[a:b] for a, b in line] for text, line in zip(self._texts, lines, strict=True)
        ]
        return cost + _against_wording([part for part in parts if part]), (
            min(line[0][0] for line in filled),
            max(line[-1][1] for line in filled),
        )

    def _tight(self, border: int) -> float:
        """Return what is against a border that parts words which are one space apart."""
        cost = 0.0
        left = self._borders[border].left
        for text, line, at in zip(self._texts, self._words, left, strict=True):
            if 0 < at < len(line) and line[at][0] - line[at - 1][1] == 1:
                before, behind = (text[slice(*line[n])] for n in (at - 1, at))
                cost += COSTS.torn if is_year(behind) and not is_year(before) else COSTS.tight
        return cost


def _against_wording(lines: Sequence[Sequence[str]]) -> float:
    """Return what the words of a label, line by line, say against their being one."""
    label = " ".join(word for line in lines for word in line)
    words = label.split()
    cost = COSTS.bracket * abs(label.count("(") - label.count(")"))
    cost += COSTS.behind * bool(_BEHIND_BRACKET.search(label))
    cost += COSTS.small * (label[:1].islower() or bool(_SIGNED.match(label)))
    cost += COSTS.dangling * bool(_DANGLING.search(label))
    cost += COSTS.years * max(0, sum(map(is_year, words)) - 1)
    inside = sum(bool(_OPENS.match(word)) for line in lines for word in line[1:])
    capital = [word for word in words if word[:1].isupper()]
    cost += COSTS.again * (len(capital) - len(set(capital)))
    return cost + COSTS.inside * inside


def _ragged(lines: Sequence[Span]) -> float:
    """Return by how many letters lines do not stand below each other, at an edge or middle."""
    (start, end), *_ = lines
    return min(
        sum(abs(a - start) for a, _ in lines),
        sum(abs(b - end) for _, b in lines),
        sum(abs(a + b - start - end) / 2 for a, b in lines),
    )


def _apart(one: Span, two: Span) -> float:
    """Return by how much two spans are apart where they are nearest: left, right or middle."""
    left, right = abs(one[0] - two[0]), abs(one[1] - two[1])
    return min(left, right, abs(one[0] + one[1] - two[0] - two[1]) / 2)


# --- texts over several columns -------------------------------------------------------------------


def _spanning(
    texts: Sequence[str], below: _Parting, columns: Sequence[Span]
) -> list[dict[int, str]] | None:
    """Return the texts of lines above others by column, each over equally many of them.

    None where a text stands over the middle neither of their labels nor, beside others, of
    their values, or over just one of them; over the first of them only where all have the
    same labels below.
    """
    made: list[dict[int, str]] = []
    count = len(columns)
    for text in texts:
        first = below.extents[0]
        found = [span for span in segments_of(text) if first is None or span[0] >= first[1]]
        inner = text[: found[0][0]].strip() if found else text
        size = (count - 1) // len(found) if found else 0
        if inner or size < SEVERAL or size * len(found) != count - 1:
            return None
        labels = [[line.get(at) for line in below.texts] for at in range(1, count)]
        alike = len(found) > 1 and labels == labels[:size] * len(found)
        cells: dict[int, str] = {}
        for number, span in enumerate(found):
            group = slice(1 + number * size, 1 + (number + 1) * size)
            label = below.extents[group][0]
            begins = alike and label is not None and abs(span[0] - label[0]) < SEVERAL
            values = columns[group] if len(found) > 1 else ()
            middle = _spans(span, below.extents[group]) or _spans(span, values)
            if not (begins or middle):
                return None
            cells.update(dict.fromkeys(range(count)[group], text[slice(*span)]))
        made.append(cells)
    return made


def _spans(span: Span, labels: Sequence[Span | None]) -> bool:
    """Tell whether a text stands over the middle of labels rather than over one of them."""
    known = [label for label in labels if label is not None]
    if not known or len(known) < len(labels):
        return False
    middle = known[0][0] + known[-1][1]
    nearest = min(abs(sum(span) - sum(label)) for label in known)
    return abs(sum(span) - middle) < nearest


def _with_shared(lines: Lines, count: int) -> Lines:
    """Let years, periods and small words beside each other share the label above one of them.

    "Avvikelse bokslut" above "2020" heads "2019" beside it as well; "Ökade" above "kostnader"
    heads "intäkter".
    """
    made = [dict(line) for line in lines]
    for at, beside in (*((at, at - 1) for at in range(2, count)),
                       *((at, at + 1) for at in range(count - 2, 0, -1))):  # fmt: skip
        own = [number for number, cells in enumerate(made) if at in cells]
        other = [number for number, cells in enumerate(made) if beside in cells]
        if own and own == other[-1:] and len(other) > 1 and _alike(made[own[0]], at, beside):
            for number in other[:-1]:
                made[number][at] = made[number][beside]
    return made


def _alike(line: Mapping[int, str], one: int, two: int) -> bool:
    return any(
        all(kind.fullmatch(line[at]) for at in (one, two)) for kind in (_ONE_OF_MANY, _SMALL)
    )
