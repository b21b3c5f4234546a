"""The labels of a header in layout text, where its words are not known.

The words of a header are parted among the columns below it by what each way costs: what is
against the label of each column (``layout_labels``), and where a text stands that heads several
columns. Belongs here: which words of a header head which columns. Where the columns stand is
told elsewhere (``layout_columns``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from pipeline.extract.language.spelling import Spelling
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_borders import Border, borders_of
from pipeline.extract.readers.text.layout_labels import COSTS, LabelCosts, against_wording
from pipeline.extract.readers.text.layout_lines import (
    SEVERAL,
    Span,
    header_words_of,
    segments_of,
    stands_above,
    words_of,
)

_MOST_WORDS = 100
"""A header of more words is none; the ways to part them grow fast."""
_MOST_PARTINGS = 600
"""So many words times columns are parted at most: 14 columns with three words each have 588."""
_MOST_SPANNING = 2
"""So many texts may stand above each other over the same columns."""
_FEW = 3
"""Over so many columns one text often stands."""
_MOST_LINES = 8
"""Labels of so many lines at most stand below a text over several columns."""
_FAR_BEHIND = 20.0
"""A way that costs so much more than another to the same column is not followed."""
_SHORTEST = 3
"""Letters of either of two words without white between them."""
_AND_YEAR = re.compile(r"([^\W\d_]{4,})(20\d\d)?")
_ONE_OF_MANY = re.compile(r"20\d\d|[TV][123BP]")
_SMALL = re.compile(r"[a-zåäö]{4,}")

Lines = Sequence[dict[int, str]]
"""The texts of a header's lines by column."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The texts of a header's lines by column, and what is against this way to part them.

    The first line is none of the header's where it is the ``titled`` one of a table. ``costs``
    are what is against each column's label, ``extents`` where each stands that has words.
    """

    lines: Lines
    cost: float
    titled: bool = False
    costs: Mapping[int, float] = field(default_factory=dict)
    extents: Mapping[int, Span] = field(default_factory=dict)


class HeaderWords:
    """The words of a header's lines; what is against each label of them is told once.

    ``spelling`` knows the words of the text.
    """

    def __init__(self, texts: Sequence[str], spelling: Spelling) -> None:
        self.texts, self._spelling = texts, spelling
        self.count = sum(len(_words_of(text, spelling)) for text in texts)

    @cached_property
    def below(self) -> Sequence[_Below]:
        """The lines from each on, those but the first below a text over several columns."""
        lines = range(len(self.texts))
        return [_Below(self.texts, first, self._spelling, under=first > 0) for first in lines]

    @cached_property
    def below_title(self) -> Sequence[_Below]:
        """The lines from each on where the first is a title: the second begins the header."""
        second = _Below(self.texts, 1, self._spelling, under=False)
        return [self.below[0], second, *self.below[2:]]


def heads_of(header: HeaderWords, columns: Sequence[Span], *, titled: bool = False) -> Heads:
    """Return the texts of a header's lines by column: the way that costs least.

    A text may stand over several columns, a title over all of them. ``columns`` are where the
    rows have their values, the first one's labels; a header need not have a word above these.
    ``titled`` says that the first line is a title.
    """
    texts = header.texts
    if not texts or header.count > _MOST_WORDS or header.count * len(columns) > _MOST_PARTINGS:
        return Heads([{} for _ in texts], math.inf)
    parting = _Parting(header.below, _scaled(texts, columns))
    way = parting.best(0)
    title = segments_of(texts[0])
    if len(texts) > 1 and len(title) == 1:
        below = _Parting(header.below_title, _scaled(texts[1:], columns)).best(1)
        width = max(columns[-1][1], *(len(text.rstrip()) for text in texts))
        cost = below.cost + _against_title(title[0], below, width)
        cost += against_wording([texts[0].split()])
        if titled or cost < way.cost:
            lines = _lines(below, len(texts), len(columns))
            return Heads(
                lines, cost, titled=True, costs=parting.costs(below), extents=_extents(below)
            )
    lines = _lines(way, len(texts), len(columns))
    return Heads(lines, way.cost, costs=parting.costs(way), extents=_extents(way))


def _extents(way: _Way) -> dict[int, Span]:
    """Return where the labels of a way stand, by column."""
    return {label.at: label.extent for label in way.labels() if label.extent is not None}


def _against_title(title: Span, below: _Way, width: int) -> float:
    """Return what is against a text being a table's title: in its middle or right, and wide."""
    labels = [label.extent for label in below.labels() if label.at and label.extent]
    widest = max((end - start for start, end in labels), default=0)
    beside = COSTS.beside * min(abs(sum(title) - width) / 2, abs(title[1] - width))
    narrow = title[1] - title[0] <= widest
    return COSTS.titled + beside + COSTS.narrow * narrow + COSTS.whole * _heads_years(title, below)


def _heads_years(span: Span, below: _Way) -> bool:
    """Tell whether a text stands above all labels that are bare years, and above no other one."""
    labels = [(label.extent, label.pieces) for label in below.labels() if label.at and label.extent]
    above = [extent[0] < span[1] and extent[1] > span[0] for extent, _ in labels]
    years = [len(pieces) == 1 and is_year(pieces[0].text) for _, pieces in labels]
    return above == years and any(years) and not all(years)


def _lines(way: _Way, size: int, count: int) -> Lines:
    """Return the texts that a way makes of so many lines by column."""
    lines: list[dict[int, str]] = [{} for _ in range(size)]
    for part in way.parts():
        for piece in part.pieces if isinstance(part, _Label) else [part]:
            over = " " * (piece.end > piece.at + 1)  # no word of it goes on below
            for at in range(piece.at, piece.end):
                lines[piece.line][at] = piece.text + over
    return _with_shared(lines, count)


def _scaled(texts: Sequence[str], columns: Sequence[Span]) -> Sequence[Span]:
    """Return columns as near as those of a header that ends before the last one begins.

    Lines are printed with less white where it is less that stands on them.
    """
    width = max(len(text.rstrip()) for text in texts)
    if not 0 < width <= columns[-1][0]:
        return columns
    scale = width / columns[-1][1]
    return [(round(start * scale), round(end * scale)) for start, end in columns]


# --- parting --------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A text of one line that heads the columns from ``at`` to ``end`` (exclusive)."""

    line: int
    at: int
    end: int
    text: str


class _Label(NamedTuple):
    """A column's label: the words between two borders of the lines below a text over it."""

    below: _Below
    start: int
    end: int
    at: int

    @property
    def extent(self) -> Span | None:
        """Where the label stands; None where it has no words."""
        return self.below.costs.extent(self.start, self.end)

    @property
    def pieces(self) -> list[_Piece]:
        """The texts of the label, line by line."""
        return [
            _Piece(self.below.first + number, self.at, self.at + 1, text)
            for number, text in self.below.costs.texts(self.start, self.end)
        ]


class _Way(NamedTuple):
    """What is against a way to part words, its last label or text over columns, the way before."""

    cost: float
    last: _Label | _Piece | None = None
    before: _Way | None = None
    under: _Way | None = None
    """The labels below ``last`` where that is a text over several columns."""

    def parts(self) -> Iterator[_Label | _Piece]:
        """Yield labels and texts over columns, those further right first."""
        way: _Way | None = self
        while way is not None and way.last is not None:
            if way.under is not None:
                yield from way.under.parts()
            yield way.last
            way = way.before

    def labels(self) -> list[_Label]:
        """Return the labels, those further right first."""
        return [part for part in self.parts() if isinstance(part, _Label)]


Ways = dict[int, _Way]
"""The best way to each border."""


class _Below:
    """The lines of a header from one on: their words, the borders that part them, their costs.

    They may stand ``under`` a text over several columns; else they are the whole header.
    """

    def __init__(
        self, texts: Sequence[str], first: int, spelling: Spelling, *, under: bool
    ) -> None:
        self.first, self.under = first, under
        self.texts = texts[first:]
        self.words = [_words_of(text, spelling) for text in self.texts]
        self.borders: Sequence[Border] = borders_of(self.words)
        self.at = {border.left: number for number, border in enumerate(self.borders)}
        self.costs = LabelCosts(
            self.texts, self.words, self.borders, spelling=spelling, under=under
        )
        segments = [segments_of(text) for text in self.texts]
        labels = [
            _small_apart(text, spans) for text, spans in zip(texts[first:], segments, strict=True)
        ]
        found = Counter(
            text[slice(*span)]
            for text, spans in zip(self.texts, segments, strict=True)
            for span in spans
        )
        self.twice = {text for text, times in found.items() if times > 1}
        self.above = [
            {
                span[0]: _over_several(text, span, words)
                for at, span in enumerate(spans)
                if stands_above(spans, at, labels[number + 1 :])
            }
            for number, (text, spans, words) in enumerate(
                zip(self.texts, segments, self.words, strict=True)
            )
        ]
        """The texts of each line that may stand over several columns, by where they begin."""
        self._behind: dict[tuple[int, int, int], Sequence[int | None]] = {}

    def borders_behind(
        self, start: int, number: int, end: int, under: _Below
    ) -> Sequence[int | None]:
        """Return the border at which each of ``under`` parts a line's text and the lines below.

        The text reaches from border ``start`` to word ``end`` of line ``number``, those below it
        are ``under``. There is none where no upright border parts the words so.
        """
        key = (start, number, end)
        if key not in self._behind:
            above = (*self.borders[start].left[:number], end)
            self._behind[key] = [self.at.get((*above, *one.left)) for one in under.borders]
        return self._behind[key]


class _Over(NamedTuple):
    """A text that may stand over several columns: how many words it has, what is against it."""

    span: Span
    text: str
    size: int
    cost: float


def _over_several(line: str, span: Span, words: Sequence[Span]) -> _Over:
    """Return a text of a line as one that stands over several columns."""
    text = line[slice(*span)]
    size = sum(span[0] <= start < span[1] for start, _ in words)
    return _Over(span, text, size, COSTS.spans + against_wording([text.split()]))


def _words_of(text: str, spelling: Spelling) -> list[Span]:
    """Return where the words of a header's line stand; two without white between them are two."""
    return [part for word in header_words_of(text) for part in _parts_of(text, word, spelling)]


def _parts_of(text: str, span: Span, spelling: Spelling) -> list[Span]:
    """Return a word, or two that ``spelling`` knows where it does not know the whole."""
    start, end = span
    word = text[start:end]
    found = _AND_YEAR.fullmatch(word)
    if found is None or spelling.knows(word):
        return [span]
    ways = range(len(word) - _SHORTEST, _SHORTEST - 1, -1)
    apart = (at for at in ways if _are_two(word[:at], word[at:], spelling))
    at = found.end(1) if found[2] else next(apart, 0)
    return [(start, start + at), (start + at, end)] if at else [span]


def _are_two(one: str, two: str, spelling: Spelling) -> bool:
    """Tell whether letters are two words, and hardly one that is put together from these."""
    return spelling.knows(one) and spelling.knows(two) and not spelling.is_one(one, two)


def _small_apart(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return where texts stand; small words one space apart may be labels below one text."""
    found: list[Span] = []
    for start, end in spans:
        words = [(start + a, start + b) for a, b in words_of(text[start:end])]
        small = all(_SMALL.fullmatch(text[slice(*word)]) for word in words)
        found += words if small else [(start, end)]
    return found


@dataclass
class _Parting:
    """Parts the words of a header among columns as cheaply as can be.

    Between two columns stands an upright border, which may cut words. Above several columns that
    have labels of their own one text may stand.
    """

    below: Sequence[_Below]
    columns: Sequence[Span]
    _kept: dict[tuple[int, int, int], list[Ways]] = field(default_factory=dict)
    _groups: dict[int, _Group] = field(default_factory=dict)

    def best(self, first: int) -> _Way:
        """Return the cheapest way to part all words from the ``first`` line on."""
        whole = self.below[first]
        last = len(whole.borders) - 1
        return self._ways(whole, 0, 0, _MOST_SPANNING)[len(self.columns)][last]

    def costs(self, way: _Way) -> dict[int, float]:
        """Return what is against the label of each column."""
        return {
            label.at: label.below.costs.label(
                label.start, label.end, self.columns[label.at], first=not label.at
            )
            for label in way.labels()
        }

    def _ways(self, below: _Below, start: int, at: int, deep: int) -> list[Ways]:
        """Return the best ways to head 0, 1, 2 ... columns from ``at`` on, by their last border.

        The words begin at border ``start``; ``deep`` texts may stand over several columns.
        """
        key = (below.first, start, at)
        if key not in self._kept:
            count = len(self.columns) - at
            made: list[Ways] = [{start: _Way(0.0)}, *({} for _ in range(count))]
            for done in range(count):
                self._go_on(below, made, done, at, deep)
            self._kept[key] = made
        return self._kept[key]

    def _go_on(self, below: _Below, made: list[Ways], done: int, at: int, deep: int) -> None:
        """Go on from the ways to head so many columns with one more label or group of them."""
        last = len(below.borders) - 1
        column, further = self.columns[at + done], made[done + 1]
        is_last = at + done == len(self.columns) - 1 and not below.under
        label_costs = below.costs.of_column(column, first=not at + done)
        far = min((way.cost for way in made[done].values()), default=0.0) + _FAR_BEHIND
        near = {border: way for border, way in made[done].items() if way.cost <= far}
        costs = {end: way.cost for end, way in further.items()}
        begins: dict[int, int] = {}
        for border, way in near.items():
            cost = way.cost
            for end in [last] if is_last else range(border, last + 1):
                known = costs.get(end, math.inf)
                # a label costs something, if little
                if cost < known and (whole := cost + label_costs[border, end]) < known:
                    costs[end], begins[end] = whole, border
        for end, border in begins.items():
            label = _Label(below, border, end, at + done)
            further[end] = _Way(costs[end], label, near[border])
        for border in near if deep and at + done else ():
            self._go_over(below, made[done:], border, at + done, deep)

    def _go_over(self, below: _Below, made: Sequence[Ways], start: int, at: int, deep: int) -> None:
        """Go on from a way to a border with each text over several columns that begins there."""
        left = below.borders[start].left
        most = max(0, len(below.words) - 1 - _MOST_LINES)
        for number in range(most, len(below.words) - 1):
            line, first = below.words[number], left[number]
            over = below.above[number].get(line[first][0]) if first < len(line) else None
            if over is None:
                continue
            end = first + over.size
            under = self.below[below.first + number + 1]
            ways = self._ways(under, under.at[left[number + 1 :]], at, deep - 1)
            cost = over.cost + made[0][start].cost
            keys = below.borders_behind(start, number, end, under)
            for count in range(SEVERAL, len(ways)):
                piece = _Piece(below.first + number, at, at + count, over.text)
                for border, way in ways[count].items():
                    key = keys[border]
                    known = made[count].get(key) if key is not None else None
                    if key is None or (known and cost + way.cost - COSTS.alike >= known.cost):
                        continue
                    whole = cost + way.cost + self._over(over.span, piece, way)
                    if known is None or whole < known.cost:
                        made[count][key] = _Way(whole, piece, made[0][start], way)

    def _over(self, span: Span, piece: _Piece, way: _Way) -> float:
        """Return what is against a text above the labels of its columns, the last of ``way``."""
        if id(way) not in self._groups:  # all ways below a text are kept
            self._groups[id(way)] = _group_of(way.labels())
        group = self._groups[id(way)]
        beside = _beside(span, group.extent, self.columns[piece.at : piece.end])
        many = COSTS.many * max(0, group.size - _FEW)
        if group.words is None:
            return COSTS.over * beside + many
        again = COSTS.again * len({*piece.text.split()} & group.words)
        return COSTS.over * beside + many + (group.cost + again - group.gain)


class _Group(NamedTuple):
    """Labels below one text: how many, where they stand, and what is against them or for them."""

    size: int
    extent: Span | None
    words: Set[str] | None
    """The words of the labels; None where they have none."""
    cost: float = 0.0
    gain: float = 0.0


def _group_of(labels: Sequence[_Label]) -> _Group:
    """Return what labels below one text have in common.

    They stand on the same lines, all begin with a capital letter or none, and say not of which
    year they are. Where each stands below another text too, they are alike.
    """
    pieces = [pieces for label in labels if (pieces := label.pieces)]
    extents = [label.extent for label in labels if label.extent is not None]
    if not pieces:
        return _Group(len(labels), None, None)
    extent = min(a for a, _ in extents), max(b for _, b in extents)
    texts = [" ".join(piece.text for piece in label) for label in pieces]
    lines = [(label[0].line, label[-1].line) for label in pieces]
    tops, ends, middles = (
        [a for a, _ in lines], [b for _, b in lines], [(a + b) / 2 for a, b in lines],
    )  # fmt: skip
    small = sum(text[:1].islower() for text in texts)
    cost = COSTS.uneven * min(max(places) - min(places) for places in (tops, ends, middles))
    cost += COSTS.mixed * (0 < small < len(texts))
    cost += COSTS.whole * sum(any(map(is_year, text.split()[1:])) for text in texts)
    gain = COSTS.alike * (labels[0].below.twice >= {*texts})
    words = {word for text in texts for word in text.split()}
    return _Group(len(labels), extent, words, cost, gain)


def _beside(span: Span, extent: Span | None, columns: Sequence[Span]) -> float:
    """Return by how many letters a text stands beside either side or the middle of columns.

    ``extent`` is that of their labels, if they have any.
    """
    start, end = extent or (min(a for a, _ in columns), max(b for _, b in columns))
    return min(
        abs(span[0] - start),
        abs(span[1] - end),
        abs(sum(span) - start - end) / 2,
        abs(sum(span) - columns[0][0] - columns[-1][1]) / 2,
    )


# --- texts over several columns -------------------------------------------------------------------


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
