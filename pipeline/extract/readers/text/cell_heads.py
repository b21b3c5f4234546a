"""Headers of tables of indicators and activities whose cells are a line each.

Belongs here: every way to take lines for the labels of columns, in one row or in two, and how
likely each is by itself. Which is right is told by the rows below it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heappushpop, nsmallest
from operator import attrgetter
from typing import NamedTuple

from pipeline.extract.language.indicator_headers import match_single
from pipeline.extract.language.text import compact, squeeze
from pipeline.extract.readers.text.cell_kinds import ColumnKind, LineKind, column_kind, kind_of
from pipeline.extract.report import Measure

_MOST_COLUMNS = 20
_LABEL_LINES = 3
_MOST_WAYS, _MOST_HEADS = 48, 96
_MOST_COST, _DEAR = 24.0, 12.0
"""What a header may cost, and the first row of one of two."""
_BEFORE = 3
"""Columns before the first label that a header may have."""
_MOST_BELOW = 4
_LONGEST_LABEL = 40
_WRAPPED, _CUT, _EMPTY_FIRST, _EMPTY = 1.5, 2.5, 1.0, 2.5
_IDLE, _UNKNOWN, _EMPTY_BELOW, _SMALL = 3.0, 4.5, 3.0, 2.0
"""What speaks against a label of more lines, against an empty one, a blank line that is no cell, a
label nobody knows: negative logarithms of how often there is one."""
_JOINED = 12.0
"""What speaks against a label that is several, where rows may lack any column."""
_LEFT, _LEFT_WITHIN = 6.0, 4
_LEAST_VALUES, _FEW, _NAMED_TWICE = 2, 2.0, 8.0
"""What speaks against a header with fewer values, and one with two labels of names: a heading."""
SEXES = (Measure.OUTCOME_MEN, Measure.OUTCOME_WOMEN)
_MAY_NAME = (ColumnKind.NAME, ColumnKind.UNIT)


class Label(NamedTuple):
    """Lines ``start`` to ``end`` (end exclusive) that are a label; an empty one is a blank line."""

    start: int
    end: int


class Known(NamedTuple):
    """What the labels of a header say, of its first row and of its second, which may be none."""

    upper: tuple[str, ...]
    lower: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A header from line ``start`` on, its rows below line ``end``.

    ``above`` are the labels of its first row with how many columns each stands over, empty where
    it has one row only. ``cost`` speaks against it; ``sure`` is how probable it is beside others.
    """

    start: int
    end: int
    kinds: tuple[ColumnKind, ...]
    labels: tuple[Label, ...]
    above: tuple[tuple[Label, int], ...]
    cost: float
    known: Known
    sure: float = 1.0


class _Part(NamedTuple):
    """Labels that are taken so far; ``said`` are what they say."""

    end: int
    labels: tuple[Label, ...]
    said: tuple[str, ...]
    cost: float


def heads_at(
    texts: Sequence[str], index: int, known: Known | None = None, *, lossy: bool = False
) -> list[Head]:
    """Return the likeliest headers whose first label stands on a line; columns may lead it.

    ``known`` is what the labels of the same table elsewhere say: only headers like it are given.
    ``lossy`` says that an empty label leaves no line.
    """
    if not _opens(texts, index):
        return []
    found: list[Head] = []
    likeliest = _Likeliest()
    rows = _LowerRows(texts)
    for lead in range(_BEFORE + 1):
        start = index - lead
        if start < 0 or (lead and texts[start]):
            break
        labels = tuple(Label(at, at + 1) for at in range(start, index))
        part = _Part(index, labels, ("",) * lead, _EMPTY_FIRST * lead)
        for head in _heads_from(rows, start, part, known, likeliest, lossy=lossy):
            # What lacks cells anywhere is told from other tables by periods or days alone.
            if not lossy or {ColumnKind.PERIOD, ColumnKind.DAY} & {*head.kinds}:
                likeliest.add(head)
                found.append(head)
    found.sort(key=lambda head: head.cost)
    ways = {_way_of(head): head for head in reversed(found)}
    return nsmallest(_MOST_HEADS, ways.values(), key=lambda head: head.cost)


def _way_of(head: Head) -> tuple[object, ...]:
    """Return what tells a header from others on the same lines."""
    return head.start, head.end, head.labels, head.above


@dataclass(slots=True)
class _Likeliest:
    """The least that headers cost so far; one that costs more than ``limit`` is given by none."""

    limit: float = math.inf
    _costs: list[float] = field(default_factory=list)
    _ways: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, head: Head) -> None:
        """Take in a header."""
        way = _way_of(head)
        if way in self._ways or head.cost > self.limit:
            return
        self._ways.add(way)
        if len(self._costs) < _MOST_HEADS:
            heappush(self._costs, -head.cost)
        else:
            heappushpop(self._costs, -head.cost)
        if len(self._costs) == _MOST_HEADS:
            self.limit = -self._costs[0]


def _opens(texts: Sequence[str], index: int) -> bool:
    """Tell whether a header may start on a line: only labels stand above that of names."""
    text = texts[index]
    if kind_of(text) is not LineKind.LABEL:
        if not _may_label(text):
            return False
        below = [kind_of(other) for other in texts[index + 1 : index + 3]]
        pieces = f"{text} {texts[index + 1]}" if index + 1 < len(texts) else ""
        return column_kind(pieces) is ColumnKind.NAME or below == [LineKind.LABEL] * 2
    for other in texts[index : index + _MOST_COLUMNS]:
        if column_kind(other) in _MAY_NAME:
            return True
        if other and kind_of(other) is not LineKind.LABEL:
            return False
    return False


def _heads_from(
    below: _LowerRows,
    start: int,
    first: _Part,
    known: Known | None,
    likeliest: _Likeliest,
    *,
    lossy: bool,
) -> Iterator[Head]:
    """Yield headers; parts are made longer label by label."""
    parts, texts = [first], below.texts
    for _ in range(_MOST_COLUMNS):
        longer: list[_Part] = []
        for part in parts:
            made = _with_label(texts, part, lossy=lossy)
            longer += (one for one in made if not known or _begins(known.upper, one.said))
        parts = nsmallest(_MOST_WAYS, longer, key=_cost_of)
        if not parts:
            return
        for part in parts:
            kinds = _kinds(part.said)
            if _is_whole(kinds):
                cost = part.cost + _cost(kinds) + _left_cost(texts, part.end, part.said)
                one = Known(part.said, ())
                yield Head(start, part.end, kinds, part.labels, (), cost, one)
            if lossy and ColumnKind.NAME not in map(column_kind, part.said):
                yield from _named_in_second(below, start, part, known)
            else:
                yield from _in_two_rows(below, start, part, known, likeliest, lossy=lossy)


def _left_cost(texts: Sequence[str], end: int, said: Sequence[str]) -> float:
    """Return what it costs to leave over a label that stands right below a header."""
    below = [text for text in texts[end : end + _LEFT_WITHIN] if text][:1]
    return sum(_LEFT for text in below if text not in said and _is_known(text))


def _with_label(texts: Sequence[str], part: _Part, *, lossy: bool) -> Iterator[_Part]:
    """Yield a part with one more label of up to three lines, or with a blank line."""
    at = part.end
    if at >= len(texts) or part.cost > _MOST_COST:
        return
    if not texts[at]:
        label = Label(at, at + 1)
        yield _Part(at + 1, (*part.labels, label), (*part.said, ""), part.cost + _EMPTY)
        beside = [*texts[at + 1 : at + 2], *texts[at - 1 : at if part.labels else 0]]
        if any(beside):
            yield part._replace(end=at + 1, cost=part.cost + _IDLE)
        return
    for size in range(1, _LABEL_LINES + 1):
        lines = texts[at : at + size]
        if len(lines) < size or not any(map(str.isalnum, lines[-1])):
            return
        said = squeeze(" ".join(lines))
        known = _is_known(said)
        again = said in part.said
        cost = part.cost + _wrapped_cost(lines) + _SMALL * lines[0][:1].islower()
        cost += _JOINED * (lossy and _are_labels(lines))
        one = (*part.labels, Label(at, at + size))
        if known and not again:
            yield _Part(at + size, one, (*part.said, said), cost)
        elif size == 1 and not again and _may_label(said):
            yield _Part(at + size, one, (*part.said, said), cost + _UNKNOWN)


def _wrapped_cost(lines: Sequence[str]) -> float:
    """Return what it costs to take lines for one label: one that goes on is small."""
    return sum(_WRAPPED if line[:1].islower() else _CUT for line in lines[1:])


def _are_labels(lines: Sequence[str]) -> bool:
    """Tell whether lines may be several labels: both parts of them are known."""
    parts = ((squeeze(" ".join(lines[:at])), squeeze(" ".join(lines[at:])))
             for at in range(1, len(lines)) if not lines[at][:1].islower())  # fmt: skip
    return any(_is_known(one) and _is_known(two) for one, two in parts)


def are_two(lines: Sequence[str], cut: int) -> bool:
    """Tell whether the lines of a label are known labels above a cut and below it."""
    return all(_is_known(squeeze(" ".join(part))) for part in (lines[:cut], lines[cut:]))


def _is_known(text: str) -> bool:
    return column_kind(text) not in (None, ColumnKind.EMPTY)


def _may_label(text: str) -> bool:
    is_text = kind_of(text) in (LineKind.WORDS, LineKind.REST, LineKind.REMARK)
    return is_text and len(text) <= _LONGEST_LABEL and text[-1:] not in ".:!?"


def _kinds(said: Sequence[str]) -> tuple[ColumnKind, ...]:
    """Return what columns hold; where none is known to hold names, the first unknown one does.

    Columns of women and men alone are other tables' too.
    """
    known = [column_kind(text) for text in said]
    first = next((at for at, text in enumerate(said) if text), None)
    if (
        ColumnKind.NAME not in known
        and not all(match_single(compact(text)) in SEXES for text in said if _is_known(text))
        and first is not None
        and known[first] in (None, ColumnKind.UNIT)
    ):
        known[first] = ColumnKind.NAME
    return tuple(kind or ColumnKind.WORDS for kind in known)


def _is_whole(kinds: Sequence[ColumnKind]) -> bool:
    """Tell whether columns may be a table's: names, and days or values."""
    return ColumnKind.NAME in kinds and (ColumnKind.DAY in kinds or ColumnKind.VALUE in kinds)


def _cost(kinds: Sequence[ColumnKind]) -> float:
    """Return what speaks against columns: those of indicators have periods, or many values."""
    told = ColumnKind.PERIOD in kinds or ColumnKind.DAY in kinds
    few = not told and kinds.count(ColumnKind.VALUE) < _LEAST_VALUES
    return _FEW * few + _NAMED_TWICE * (kinds.count(ColumnKind.NAME) > 1)


# --- in two rows --------------------------------------------------------------------------------


class _Below(NamedTuple):
    """The second row of a header as far as it is taken.

    ``sizes`` are how many of its ``labels`` each label above covers.
    """

    end: int
    labels: tuple[Label, ...]
    said: tuple[str, ...]
    sizes: tuple[int, ...]
    cost: float


_cost_of: Callable[[_Part | _Below], float] = attrgetter("cost")


class _Named(NamedTuple):
    """Labels of a second row below one of the first; ``said`` are what they say."""

    end: int
    labels: tuple[Label, ...]
    said: tuple[str, ...]
    cost: float


class _LowerRows:
    """What may stand in the second row of a header, told once of each line."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._named: dict[int, Sequence[_Named]] = {}
        self._covered: dict[tuple[str, int], Sequence[_Named]] = {}

    def named(self, at: int) -> Sequence[_Named]:
        """Return the labels that begin on a line."""
        if at not in self._named:
            self._named[at] = list(_named_from(self.texts, at))
        return self._named[at]

    def covered(self, above: str, at: int) -> Sequence[_Named]:
        """Return the two to four labels from a line on that one above covers."""
        if (above, at) not in self._covered:
            self._covered[above, at] = list(_covered_from(self.texts, above, at))
        return self._covered[above, at]


def _begins(whole: Sequence[str], said: Sequence[str]) -> bool:
    return tuple(whole[: len(said)]) == tuple(said)


def _in_two_rows(
    below: _LowerRows,
    start: int,
    part: _Part,
    known: Known | None,
    likeliest: _Likeliest,
    *,
    lossy: bool,
) -> Iterator[Head]:
    """Yield headers whose first row is a part: what its labels cover is named below them."""
    if not any(map(_may_cover, part.said)) or (known and not known.lower):
        return
    cost = part.cost - _empty_cost(part)
    if cost > min(_DEAR, likeliest.limit):
        return
    ways = [_Below(part.end, (), (), (), cost)]
    for above in part.said:
        longer = (
            one
            for way in ways
            for one in _below(below, way, above, lossy=lossy)
            if one.cost <= likeliest.limit and (not known or _begins(known.lower, one.said))
        )
        ways = nsmallest(_MOST_WAYS, longer, key=_cost_of)
        if not ways:
            return
    for way in ways:
        kinds = _kinds(way.said)
        if max(way.sizes) > 1 and _is_whole(kinds):
            over = tuple(zip(part.labels, way.sizes, strict=True))
            cost = way.cost + _cost(kinds) + _left_cost(below.texts, way.end, way.said)
            two = Known(part.said, way.said)
            yield Head(start, way.end, kinds, way.labels, over, cost, two)


def _named_in_second(
    below: _LowerRows, start: int, part: _Part, known: Known | None
) -> Iterator[Head]:
    """Yield headers whose first row has nothing but labels over several columns.

    The empty places beside them left no line; the second row names all other columns.
    """
    if not all(map(_may_cover, part.said)) or (known and not known.lower):
        return
    ways: list[tuple[_Below, tuple[tuple[Label, int], ...], int]] = [
        (_Below(part.end, (), (), (), part.cost), (), 0)
    ]
    for _ in range(_MOST_COLUMNS):
        longer: list[tuple[_Below, tuple[tuple[Label, int], ...], int]] = []
        for way, over, used in ways:
            empty = (Label(way.end, way.end), 1)
            longer += ((one, (*over, empty), used)
                       for one in _named_below(below, way, way.end, way.cost))  # fmt: skip
            if used < len(part.said):
                made = _covered(below, way, part.said[used], way.end, way.cost)
                longer += ((one, (*over, (part.labels[used], one.sizes[-1])), used + 1)
                           for one in made)  # fmt: skip
        if known:
            longer = [one for one in longer if _begins(known.lower, one[0].said)]
        ways = nsmallest(_MOST_WAYS, longer, key=lambda way: way[0].cost)
        for way, over, used in ways:
            kinds = _kinds(way.said)
            if used == len(part.said) and ColumnKind.NAME in kinds:
                cost = way.cost + _cost(kinds) + _left_cost(below.texts, way.end, way.said)
                two = Known(part.said, way.said)
                yield Head(start, way.end, kinds, way.labels, over, cost, two)


def _empty_cost(part: _Part) -> float:
    """Return what empty labels cost a part: in the first row of two they may stand below."""
    named = any(column_kind(text) is ColumnKind.NAME for text in part.said)
    return 0.0 if named else _EMPTY * sum(not text for text in part.said)


def _may_cover(text: str) -> bool:
    return bool(text) and column_kind(text) is ColumnKind.VALUE


def _below(below: _LowerRows, way: _Below, above: str, *, lossy: bool) -> Iterator[_Below]:
    """Yield a row with what stands below one more label."""
    at, texts = way.end, below.texts
    if at >= len(texts) or way.cost > _MOST_COST:
        return
    if lossy and above:
        yield _Below(at, (*way.labels, Label(at, at)), (*way.said, above),
                     (*way.sizes, 1), way.cost)  # fmt: skip
    for idle in range(2):
        here = at + idle
        if idle and texts[at]:
            return
        cost = way.cost + _IDLE * idle
        blank = here < len(texts) and not texts[here]
        if blank:  # the label above stands over one column
            empty = 0.0 if above else _EMPTY
            yield _Below(here + 1, (*way.labels, Label(here, here + 1)), (*way.said, above),
                         (*way.sizes, 1), cost + empty)  # fmt: skip
        elif not above:
            yield from _named_below(below, way, here, cost)
        elif _may_cover(above):
            yield from _covered(below, way, above, here, cost)


def _named_below(below: _LowerRows, way: _Below, at: int, cost: float) -> Iterator[_Below]:
    for one in below.named(at):
        if one.said[0] not in way.said:
            yield _with_labels(way, one, cost)


def _named_from(texts: Sequence[str], at: int) -> Iterator[_Named]:
    """Yield the label of up to three lines that begins on a line."""
    for size in range(1, _LABEL_LINES + 1):
        lines = texts[at : at + size]
        said = squeeze(" ".join(lines))
        if all(lines) and _is_known(said):
            yield _Named(at + size, (Label(at, at + size),), (said,), _wrapped_cost(lines))


def _covered(below: _LowerRows, way: _Below, above: str, at: int, cost: float) -> Iterator[_Below]:
    """Yield a row with two to four labels that one above covers."""
    return (_with_labels(way, one, cost) for one in below.covered(above, at))


def _with_labels(way: _Below, more: _Named, cost: float) -> _Below:
    """Return a row with the labels below one more label, at what the row costs without them."""
    return _Below(
        more.end,
        (*way.labels, *more.labels),
        (*way.said, *more.said),
        (*way.sizes, len(more.labels)),
        cost + more.cost,
    )


def _covered_from(texts: Sequence[str], above: str, at: int) -> Iterator[_Named]:
    """Yield two to four labels from a line on, one of them maybe empty."""
    ways = [_Named(at, (), (), 0.0)]
    for count in range(1, _MOST_BELOW + 1):
        longer: list[_Named] = []
        for end, labels, said, spent in ways:
            if end < len(texts) and not texts[end]:
                label = Label(end, end + 1)
                empty = _Named(end + 1, (*labels, label), (*said, ""), spent + _EMPTY_BELOW)
                longer += (empty, _Named(end + 1, labels, said, spent + _IDLE))
            for size in range(1, _LABEL_LINES):
                lines = texts[end : end + size]
                text = _part_of(above, squeeze(" ".join(lines)))
                if text and text not in said:
                    label = Label(end, end + size)
                    longer.append(
                        _Named(
                            end + size,
                            (*labels, label),
                            (*said, text),
                            spent + _wrapped_cost(lines),
                        )
                    )
        ways = longer
        if count > 1:
            yield from (way for way in ways if len(way.labels) > 1 and way.said[-1])


def _part_of(above: str, text: str) -> str:
    """Return what a label says that stands below another one; nothing where it may not."""
    if not text or len(text) > _LONGEST_LABEL:
        return ""
    whole = f"{above} {text}"
    return next((one for one in (whole, text) if column_kind(one) is ColumnKind.VALUE), "")
