"""Columns of a table without upright rules: from where header and values stand, all at once.

Texts of rows that stand below each other are a strip. Header texts and strips are then matched
from the left to the right, so that as few headers as possible are without values, as few
strips as possible without header, and no cell holds two texts of one row; among such
matches the one counts in which headers stand nearest to their values, all of them at the left,
at the right or in the middle.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, zip_longest
from operator import itemgetter
from typing import NamedTuple

from pipeline.extract.language.text import strip_icon
from pipeline.extract.readers.geometry.bands import Band
from pipeline.extract.readers.geometry.column_settings import SETTINGS
from pipeline.extract.readers.geometry.doubts import SHARES
from pipeline.extract.readers.geometry.hanging import points_beside
from pipeline.extract.readers.geometry.head_middles import begins_head_in_middle
from pipeline.extract.readers.geometry.head_whites import is_evener
from pipeline.extract.readers.geometry.middles import off_middle
from pipeline.extract.readers.geometry.wide_heads import (
    goes_on_alone,
    is_printed_over,
    spans_others,
)
from pipeline.extract.readers.geometry.words import Segment
from pipeline.extract.readers.geometry.writing import is_one_cell

_Cell = tuple[float, float]
"""From where to where a cell goes."""


_LEVEL = 0.2
"""Sizes by which texts at one height differ at most."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Edges of a table's columns, the outer ones included, and the columns of header texts.

    ``heads`` has the column of every header text that stands above one, by the text's id: it
    may reach over the edge that its values keep to. ``doubts`` is what the match costs.
    """

    edges: tuple[float, ...]
    heads: Mapping[int, int] = field(default_factory=dict)
    doubts: float = 0.0


@dataclass(slots=True, eq=False)
class _Strip:
    """A stretch of the table's width with text in it; ``rows`` are numbers of bands.

    ``icons`` says that only icons stand in it, which have no header.
    """

    x0: float
    x1: float
    rows: set[int] = field(default_factory=set)
    segments: list[Segment] = field(default_factory=list)
    may_group: bool = False
    icons: bool = False


def printings(header: Sequence[Band]) -> set[tuple[str, ...]]:
    """Return the words of a header's bands, and of all: printed again they may be one band."""
    whole = (word for band in header for word in band.words)
    return {*(band.words for band in header), tuple(sorted(whole))}


def infer_columns(
    bands: Sequence[Band], header: Sequence[Band], labels: Collection[int] = ()
) -> Columns:
    """Return the columns of a table.

    Args:
        bands: All bands of the table, header included, of all its pages.
        header: The bands among them that are header.
        labels: Texts of the header, by their ids, that are known to stand over several columns.
    """
    heads_words = printings(header)
    rows = [band for band in bands if band.columnar and band.words not in heads_words]
    strips = _strips(rows)
    heads = _heads(header, strips, labels)
    if not strips and not heads:
        segments = [segment for band in bands for segment in band.segments]
        return Columns((min(s.x0 for s in segments), max(s.x1 for s in segments)))
    cost, groups = _matched(heads, strips)
    if cost > SHARES.most_cost * len(groups):
        groups = _in_order(_heads(header, (), labels), strips) or groups
    extents = [_extents(head, found) for head, found in groups]
    lone = [s for band in bands if not band.columnar for s in _alone(band, extents)]
    columns = {
        id(segment): number
        for number, (head, _) in enumerate(groups)
        for segment in (head.segments if head else ())
    }
    return Columns(_edges(extents, lone), columns, cost)


def header_texts(
    header: Sequence[Band], edges: Sequence[float], labels: Collection[int]
) -> Iterator[Sequence[Segment]]:
    """Yield the lines of each header text of one column, where the columns are known.

    Args:
        header: The bands of the header.
        edges: Edges of the columns, the outer ones included.
        labels: Texts of the header, by their ids, that are known to stand over several columns.
    """
    strips = [_Strip(left, right, {0}) for left, right in pairwise(edges)]
    return (head.segments for head in _heads(header, strips, labels))


# --- strips -------------------------------------------------------------------------------------


def _strips(rows: Sequence[Band]) -> list[_Strip]:
    """Put the texts of rows into strips; fuller lines first, as texts over columns are alone."""
    lines = [(number, line) for number, band in enumerate(rows) for line in band.lines]
    strips: list[_Strip] = []
    for number, line in sorted(lines, key=lambda found: -len(found[1].segments)):
        for text in _apart(line.segments):
            _add(strips, text, number)
    texts = [segment for _, line in lines for segment in line.segments]
    for strip in strips:
        inside = (segment for segment in texts if _overlap(strip, segment) > 0)
        strip.icons = not any(strip_icon(segment.text) for segment in inside)
    return strips


class _Text(NamedTuple):
    """From where to where a text stands."""

    x0: float
    x1: float


def _apart(segments: Sequence[Segment]) -> Iterator[_Text]:
    """Yield where the texts of a line stand; a word too long for its cell ends before the next."""
    white = 2 * SETTINGS.narrowest
    for segment, following in zip_longest(segments, segments[1:]):
        x0, x1 = segment.x0, segment.x1
        if following is not None and x1 > following.x0 - white:
            x1 = max(following.x0 - white, x0)
        yield _Text(x0, max(x1, x0))


def _near(strips: Sequence[_Strip], segment: _Text, row: int) -> list[_Strip]:
    """Return the strips that a text stands in, or so near that another row would part them."""
    margin, (x0, x1) = SETTINGS.narrowest, segment
    return [
        s
        for s in strips
        if s.x0 - margin < x1
        and s.x1 + margin > x0
        and (row not in s.rows or _overlap(s, segment) > 0)
    ]


def _add(strips: list[_Strip], segment: _Text, row: int) -> None:
    """Put a text into the strips, joining those that never stand in one row."""
    near = _near(strips, segment, row)
    if len(near) == 1 and near[0].x0 <= segment.x0 and segment.x1 <= near[0].x1:
        near[0].rows.add(row)  # it stays as wide as it is
        return
    several = len(near) > 1
    apart = several and any(one.rows & two.rows for one in near for two in near if one is not two)
    if apart or any(row in strip.rows for strip in near[1:]):
        best = max(near, key=lambda strip: _overlap(strip, segment))
        if _overlap(best, segment) >= SETTINGS.inside * (segment.x1 - segment.x0):
            best.rows.add(row)
        return
    merged = _Strip(segment.x0, segment.x1, {row})
    for strip in near:
        merged.x0, merged.x1 = min(merged.x0, strip.x0), max(merged.x1, strip.x1)
        merged.rows |= strip.rows
        strips.remove(strip)
    strips.insert(sum(strip.x0 < merged.x0 for strip in strips), merged)


def _overlap(strip: _Strip, segment: Segment | _Text) -> float:
    return min(strip.x1, segment.x1) - max(strip.x0, segment.x0)


def _heads(
    header: Sequence[Band], strips: Sequence[_Strip], labels: Collection[int]
) -> list[_Strip]:
    """Return the header texts that stand above one column each; wrapped lines are one."""
    heads: list[_Strip] = []
    last = header[-1].segments if header else ()
    lowest = min((segment.y for segment in last), default=0.0)
    texts = [segment for band in header for segment in band.segments]
    for band in header:
        for segment in band.segments:
            several = spans_others(segment, header) or _over_several(segment, header, strips)
            several = several and not is_printed_over(segment, texts)
            long = several and (
                _is_too_long(segment, header, strips) or begins_head_in_middle(segment, texts)
            )
            if id(segment) in labels or (several and not long):
                continue
            line = round(segment.y)
            apart = [h for h in heads if not _in_two_strips(h, segment, strips)]
            near = _of_one_head(apart, segment, line)
            merged = _Strip(segment.x0, segment.x1, {line}, segments=[segment])
            merged.may_group = band is not header[-1] and segment.y > lowest + segment.size
            for head in near:
                merged.x0, merged.x1 = min(merged.x0, head.x0), max(merged.x1, head.x1)
                merged.segments += head.segments
                merged.rows |= head.rows
                merged.may_group &= head.may_group
                heads.remove(head)
            heads.append(merged)
    short = [head for head in heads if len(head.rows) == 1]
    at_foot = sum(not _is_above(head, lowest) for head in short) > len(short) / 2
    heads = sorted(heads, key=_begins)
    if not at_foot or _are_repeated(short):
        parts = [part for head in heads for part in _parted_head(head, heads)]
        heads = sorted(parts, key=_begins)
    for head in heads:
        head.may_group |= any(_is_over(head, other) for other in heads)
        head.may_group |= at_foot and head in short and _is_above(head, lowest)
    for at, head in enumerate(heads[1:-1], 1):
        head.may_group |= all(_is_higher(head, other) for other in (heads[at - 1], heads[at + 1]))
    spanning = [head for head in heads if head.may_group and _spans_lower(head, heads)]
    for head in heads if spanning else ():
        head.may_group = head.may_group and any(_are_level(head, label) for label in spanning)
    return heads


def _are_repeated(heads: Sequence[_Strip]) -> bool:
    """Tell whether two of some heads have the same words: labels above them tell these apart."""
    texts = [head.segments[0].text for head in heads]
    return len({*texts}) < len(texts)


def _begins(head: _Strip) -> float:
    """Return where the narrowest line of a header text begins: a longer one may leave its cell."""
    return min(head.segments, key=lambda segment: segment.x1 - segment.x0).x0


def _parted_head(head: _Strip, heads: Sequence[_Strip]) -> Iterator[_Strip]:
    """Part a label over several columns from that of the one below its middle.

    They are not aligned, and a column beside begins on the lower line: something heads it too.
    """
    ordered = sorted(head.segments, key=lambda segment: -segment.y)
    upper, lower = ordered[:1], ordered[1:]
    while lower and _unaligned(_strip_of(upper), lower[0]) <= 1:
        upper.append(lower.pop(0))
    at = heads.index(head)
    beside = [*heads[max(at - 1, 0) : at], *heads[at + 1 : at + 2]]
    floor = upper[-1].y - 0.5 * upper[-1].size
    written = [segment for other in heads for segment in other.segments]
    one = bool(lower) and (
        is_one_cell(upper[-1], lower[0], written) or begins_head_in_middle(upper[-1], written)
    )
    if not one and lower and any(all(s.y < floor for s in other.segments) for other in beside):
        yield _strip_of(upper)
        yield _strip_of(lower)
    else:
        yield head


def _strip_of(segments: Sequence[Segment]) -> _Strip:
    """Return texts of a header as one."""
    return _Strip(
        min(segment.x0 for segment in segments),
        max(segment.x1 for segment in segments),
        {round(segment.y) for segment in segments},
        segments=list(segments),
    )


def _is_above(head: _Strip, lowest: float) -> bool:
    """Tell whether a header text ends above the lowest line of its header."""
    return all(segment.y > lowest + 0.5 * segment.size for segment in head.segments)


def _is_higher(head: _Strip, other: _Strip) -> bool:
    """Tell whether a header text ends above another one: cells of one row do not."""
    return min(s.y for s in head.segments) > max(s.top for s in other.segments)


def _is_over(head: _Strip, other: _Strip) -> bool:
    """Tell whether a header text reaches over another one below it, of which it is no part."""
    above = min(s.y for s in head.segments) > max(s.y for s in other.segments)
    return above and head.x0 < other.x1 and head.x1 > other.x0


def _spans_lower(head: _Strip, heads: Sequence[_Strip]) -> bool:
    """Tell whether a header text stands over several columns, by the heads below its foot.

    One of these is below it, or they are on both of its sides, or two on one side; other texts
    end its reach. All labels of a header begin at one height, and those of one column that are
    set in the middle or at the foot of it do not.
    """
    lower = [other for other in heads if _is_higher(head, other)]
    level = [other for other in heads if other is not head and other not in lower]
    if any(head.x0 < other.x1 and other.x0 < head.x1 for other in lower):
        return True
    end = max((other.x1 for other in level if other.x1 <= head.x0), default=-math.inf)
    start = min((other.x0 for other in level if other.x0 >= head.x1), default=math.inf)
    left = sum(end < other.x0 and other.x1 <= head.x0 for other in lower)
    right = sum(other.x1 < start and other.x0 >= head.x1 for other in lower)
    return left + right > 1


def _are_level(one: _Strip, two: _Strip) -> bool:
    """Tell whether two header texts begin or end at one height."""
    ys = ([segment.y for segment in strip.segments] for strip in (one, two))
    first, second = ((max(found), min(found)) for found in ys)
    near = _LEVEL * one.segments[0].size
    return any(abs(mine - other) <= near for mine, other in zip(first, second, strict=True))


def _of_one_head(heads: Sequence[_Strip], segment: Segment, line: int) -> Sequence[_Strip]:
    """Return the header texts that a line of a header goes on with.

    Texts beside each other on one line are two headers, though a word too long for the first
    reaches over the second: a line goes on with the one that it is aligned with, if with any.
    """
    near = [h for h in heads if h.x0 - 1 < segment.x1 and h.x1 + 1 > segment.x0]
    near = [h for h in near if _is_below(h, segment)]
    near = [h for h in near if _unaligned(h, segment) <= 1] or near
    apart = any(one.rows & two.rows for one in near for two in near if one is not two)
    if not apart and all(line not in head.rows for head in near):
        return near
    free = [head for head in near if line not in head.rows]
    return [min(free, key=lambda head: _unaligned(head, segment))] if free else []


def _in_two_strips(head: _Strip, segment: Segment, strips: Sequence[_Strip]) -> bool:
    """Tell whether the middles of two texts, not aligned, stand above two columns of one row."""
    if _unaligned(head, segment) <= 1:
        return False
    middles = ((head.x0 + head.x1) / 2, (segment.x0 + segment.x1) / 2)
    one, two = (next((s for s in strips if s.x0 <= at <= s.x1), None) for at in middles)
    return one is not None and two is not None and one is not two and bool(one.rows & two.rows)


def _is_below(head: _Strip, segment: Segment) -> bool:
    """Tell whether a text is as wide as another line of a header, or aligned with it."""
    narrower = min(head.x1 - head.x0, segment.x1 - segment.x0)
    return _overlap(head, segment) >= SETTINGS.below * narrower or _unaligned(head, segment) <= 1


def _unaligned(head: _Strip, segment: Segment) -> float:
    """Return by how much a text is off the left, right or middle of a header's other lines."""
    return min(points_beside(other, segment) for other in head.segments)


def _over_several(segment: Segment, header: Sequence[Band], strips: Sequence[_Strip]) -> bool:
    """Tell whether a header text stands over the middles of strips that share rows.

    Where some of these have a head below it, and others none, it is the head of the others.
    """
    under = [s for s in strips if segment.x0 < (s.x0 + s.x1) / 2 < segment.x1]
    if not any(one.rows & two.rows for one in under for two in under if one is not two):
        return False
    floor = segment.y - 0.5 * segment.size
    below = [other for band in header for other in band.segments if other.y < floor]
    headed = [any(_overlap(strip, other) > 0 for other in below) for strip in under]
    return all(headed) or not any(headed)


def _is_too_long(segment: Segment, header: Sequence[Band], strips: Sequence[_Strip]) -> bool:
    """Tell whether a header text over several columns is a word that reaches out of its own.

    Above a label over several columns none of theirs begins, and it goes on with no line that
    stands over one. Where none begins below it either, lines of one text are one header. Nor does
    it go on in lower case on a line on which none of the others begins.
    """
    others = [other for band in header for other in band.segments]
    inside = [o for o in others if segment.x0 + SETTINGS.narrowest < o.x0 < segment.x1]
    if any(other.y > segment.y - 0.5 * segment.size for other in inside):
        return True
    if goes_on_alone(segment, others, inside):
        return True
    reach = SETTINGS.wrap_pitch * segment.size
    return any(
        abs(other.x0 - segment.x0) <= 1
        and (-reach if not inside else 0.0) <= other.y - segment.y <= reach
        and other is not segment
        and not (inside and _over_several(other, header, strips))
        for other in others
    )


# --- matching -----------------------------------------------------------------------------------

_Group = tuple[_Strip | None, list[_Strip]]


def _matched(heads: Sequence[_Strip], strips: Sequence[_Strip]) -> tuple[float, list[_Group]]:
    """Return the cheapest match of headers with strips, and what it costs."""
    if not heads or len(heads) * len(strips) > SETTINGS.most_pairs:
        return 0.0, _by_place(heads, strips)
    everything = [*heads, *strips]
    width = max(s.x1 for s in everything) - min(s.x0 for s in everything)
    pitch = max(width / max(len(heads), len(strips)), 1.0)
    lefts, rights, middles = _cells(heads)
    shared = _shared_rows(strips)
    aside = [list(_aside(head, strips, pitch)) for head in heads]
    left, right = (
        _cheapest(heads, strips, _Ways(cells, aside, pitch), shared) for cells in (lefts, rights)
    )
    off = [list(_off_middles(head, strips)) for head in heads]
    middle = _cheapest(heads, strips, _Ways(middles, off, pitch, centred=True), shared)
    if abs(left[0] - right[0]) <= SETTINGS.alike and middle[0] >= min(left[0], right[0]):
        whites, others = _whites(left[1]), _whites([*_turned(right[1])])
        if is_evener(whites, others):
            return left
        if is_evener(others, whites):
            return right
    return min([left, right, middle], key=itemgetter(0))


def _whites(groups: Sequence[_Group]) -> list[float]:
    """Return the white between values right of their header and the header that comes next."""
    return [
        following.x0 - strips[-1].x1
        for (head, strips), (following, _) in pairwise(groups)
        if head and following and strips and strips[0].x0 >= head.x1
    ]


def _turned(groups: Sequence[_Group]) -> Iterator[_Group]:
    """Yield columns from the right to the left, seen in a mirror."""
    for head, strips in reversed(groups):
        yield (_mirrored(head) if head else None), [_mirrored(s) for s in reversed(strips)]


def _mirrored(strip: _Strip) -> _Strip:
    return _Strip(-strip.x1, -strip.x0)


def _in_order(heads: Sequence[_Strip], strips: Sequence[_Strip]) -> list[_Group]:
    """Return headers and strips one by one, where there are as many of both; else nothing.

    Boxes that are as wide as their own text stand below each other by chance; but the first and
    the last ones do.
    """
    filled = [strip for strip in strips if not strip.icons]
    if len(heads) != len(filled):
        return []
    ends = ((heads[0], filled[0]), (heads[-1], filled[-1]))
    if any(head.x1 < strip.x0 or strip.x1 < head.x0 for head, strip in ends):
        return []
    pairs = {id(strip): head for head, strip in zip(heads, filled, strict=True)}
    return [(pairs.get(id(strip)), [strip]) for strip in strips]


def _cells(heads: Sequence[_Strip]) -> Iterator[list[_Cell]]:
    """Yield from where to where cells go if headers stand at their left, right or middle.

    A header that may stand over several columns bounds no cell but its own.
    """
    kinds: tuple[list[_Cell], list[_Cell], list[_Cell]] = ([], [], [])
    for at, head in enumerate(heads):
        before = next((h for h in reversed(heads[:at]) if not h.may_group), None)
        after = next((h for h in heads[at + 1 :] if not h.may_group), None)
        left, right = (before.x1 if before else -math.inf), (after.x0 if after else math.inf)
        kinds[0].append((head.x0 if before else left, right))
        # The labels of the first column stand at its left in any table.
        kinds[1].append((left, head.x1 if before else right))
        kinds[2].append((_middle(before, head, -math.inf), _middle(head, after, math.inf)))
    yield from kinds


def _middle(one: _Strip | None, two: _Strip | None, end: float) -> float:
    """Return what is half way between the middles of two headers, or where the table ends."""
    return (one.x0 + one.x1 + two.x0 + two.x1) / 4 if one and two else end


def _by_place(heads: Sequence[_Strip], strips: Sequence[_Strip]) -> list[_Group]:
    """Return strips each with the first header that stands over it: for very many columns."""
    groups: list[_Group] = []
    at = 0
    for strip in strips:
        while at < len(heads) and heads[at].x1 < strip.x0:
            groups.append((heads[at], []))
            at += 1
        over = at < len(heads) and heads[at].x0 < strip.x1
        groups.append((heads[at] if over else None, [strip]))
        at += over
    return [*groups, *((head, []) for head in heads[at:])]


_Shared = Mapping[tuple[int, int], float]
"""Of strips from one number to another, how many rows any two of them share, of those of one."""


def _shared_rows(strips: Sequence[_Strip]) -> _Shared:
    """Tell of every few strips beside each other how many rows they share."""
    least = [max(1, len(strip.rows)) for strip in strips]
    m = len(strips)
    pairs = {
        (one, two): len(strips[one].rows & strips[two].rows) / min(least[one], least[two])
        for one in range(m)
        for two in range(one + 1, min(one + SETTINGS.together, m))
    }
    return {
        (start, end): sum([pairs[pair] for pair in combinations(range(start, end), 2)])
        for start in range(m)
        for end in range(start + 1, min(start + SETTINGS.together, m) + 1)
    }


def _cheapest(
    heads: Sequence[_Strip],
    strips: Sequence[_Strip],
    ways: _Ways,
    shared: _Shared,
) -> tuple[float, list[_Group]]:
    """Match in order, as the cheapest way through the table of both (dynamic programming)."""
    n, m = len(heads), len(strips)
    count = sum(not strip.icons for strip in strips)
    lone = SETTINGS.even if count in (n, sum(not head.may_group for head in heads)) else 1.0
    group = SETTINGS.group * (SETTINGS.even if n == count else 1.0)
    outside = [
        [_outside(head, strip, cell) for strip in strips]
        for head, cell in zip(heads, ways.cells, strict=True)
    ]
    costs = [[math.inf] * (m + 1) for _ in range(n + 1)]
    back: dict[tuple[int, int], tuple[int, int]] = {}

    def steps(i: int, j: int) -> Iterator[tuple[int, int, float]]:
        """The next head or strip by itself, or a head over the next strips, with their costs."""
        if j < m:
            bare = lone * (SETTINGS.bare if j else SETTINGS.bare_first)
            yield i, j + 1, 0.0 if strips[j].icons else bare
        if i < n:
            yield i + 1, j, group if heads[i].may_group else lone * SETTINGS.empty
            out = 0.0
            for k, aside in enumerate(ways.aside[i][j], j + 1):
                out += outside[i][k - 1]
                cost = (SETTINGS.outside * out + aside) / ways.pitch
                yield i + 1, k, cost + SETTINGS.two * shared[j, k]

    costs[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            base = costs[i][j]
            if base == math.inf:
                continue
            for a, b, cost in steps(i, j):
                if base + cost < costs[a][b]:
                    costs[a][b] = base + cost
                    back[a, b] = (i, j)
    groups = _along(back, heads, strips)
    return costs[n][m] - (0.0 if ways.centred else _unaligned_cost(groups)), groups


def _unaligned_cost(groups: Sequence[_Group]) -> float:
    """Return what of a match's cost tells ways to match apart, but is no sign of a wrong one."""
    off = sum(bool(head and strips and _is_off(head, strips)) for head, strips in groups)
    return SETTINGS.unaligned * off


def _along(
    back: Mapping[tuple[int, int], tuple[int, int]],
    heads: Sequence[_Strip],
    strips: Sequence[_Strip],
) -> list[_Group]:
    """The groups of the way that ``back`` tells, from its end to its beginning and turned."""
    groups: list[_Group] = []
    at = (len(heads), len(strips))
    while at != (0, 0):
        before = back[at]
        head = heads[before[0]] if at[0] > before[0] else None
        found = list(strips[before[1] : at[1]])
        if found or not (head and head.may_group):
            groups.append((head, found))
        at = before
    return groups[::-1]


class _Ways(NamedTuple):
    """What is known of matches of headers, whose cells are ``cells``, with strips.

    ``aside`` says of each header and strip what it costs, in points, that this strip, it and the
    next one, ... stand beside the header's left, right or middle.
    """

    cells: Sequence[_Cell]
    aside: Sequence[Sequence[Sequence[float]]]
    pitch: float
    centred: bool = False


def _aside(head: _Strip, strips: Sequence[_Strip], pitch: float) -> Iterator[list[float]]:
    """Yield for each strip what it, the two from it on, ... cost that do not begin at a header."""
    aparts = [max(0.0, head.x0 - strip.x1, strip.x0 - head.x1) for strip in strips]
    off = SETTINGS.unaligned * pitch
    for start in range(len(strips) + 1):
        apart, end = 0.0, -math.inf
        costs: list[float] = []
        for at in range(start, min(start + SETTINGS.together, len(strips))):
            apart += aparts[at]
            end = max(end, strips[at].x1)
            costs.append(SETTINGS.apart * apart + off * _misses(head, strips[start].x0, end))
        yield costs


def _off_middles(head: _Strip, strips: Sequence[_Strip]) -> Iterator[list[float]]:
    """Yield for each strip what it, the two from it on, ... cost off the middle of a header."""
    place, texts = (head.x0, head.x1), [(strip.x0, strip.x1) for strip in strips]
    for start in range(len(strips) + 1):
        ends = range(start + 1, min(start + SETTINGS.together, len(strips)) + 1)
        yield [SETTINGS.askew * off_middle(place, texts[start:end]) for end in ends]


def _is_off(head: _Strip, strips: Sequence[_Strip]) -> bool:
    """Tell whether values begin and end elsewhere than their header, and have another middle."""
    return _misses(head, strips[0].x0, max([strip.x1 for strip in strips]))


def _misses(head: _Strip, x0: float, x1: float) -> bool:
    """Tell whether what goes from one place to another shares no end or middle with a header."""
    left, right = head.x0 - x0, head.x1 - x1
    return min(abs(left), abs(right), abs(left + right) / 2) > SETTINGS.narrowest


def _outside(head: _Strip, strip: _Strip, cell: _Cell) -> float:
    """Return by how much values reach out of their header's cell; less if they share an edge."""
    off = min(abs(head.x0 - strip.x0), abs(head.x1 - strip.x1))
    reach = max(0.0, cell[0] - strip.x0) + max(0.0, strip.x1 - cell[1])
    return reach * (SETTINGS.aligned if off <= SETTINGS.narrowest else 1.0)


# --- edges --------------------------------------------------------------------------------------

_Extent = tuple[float, float, float, float]
"""Left and right of a column's values, then of values and header together."""


def _extents(head: _Strip | None, strips: Sequence[_Strip]) -> _Extent:
    found = [*strips, *([head] if head else [])]
    body = strips or found
    return (
        min(s.x0 for s in body),
        max(s.x1 for s in body),
        min(s.x0 for s in found),
        max(s.x1 for s in found),
    )


def _alone(band: Band, extents: Sequence[_Extent]) -> Iterator[Segment]:
    """Yield the texts of a band without columns if they all stand in one column."""
    margin = SETTINGS.narrowest
    places = [
        [n for n, e in enumerate(extents) if e[2] - margin < s.x1 and e[3] + margin > s.x0]
        for s in band.segments
    ]
    if places and all(len(found) == 1 and found == places[0] for found in places):
        yield from band.segments


def _edges(extents: Sequence[_Extent], lone: Sequence[Segment]) -> tuple[float, ...]:
    """Return the edges between columns: in the white between all that stands in them.

    Where headers reach into the white between values, between the values.
    """
    wide = [list(extent) for extent in extents]
    for segment in lone:
        for extent in wide:
            if extent[2] - SETTINGS.narrowest < segment.x1 and extent[3] > segment.x0:
                extent[0], extent[1] = min(extent[0], segment.x0), max(extent[1], segment.x1)
                extent[2], extent[3] = min(extent[2], segment.x0), max(extent[3], segment.x1)
    inner = []
    for one, two in pairwise(wide):
        right, left = (one[3], two[2]) if one[3] <= two[2] else (one[1], two[0])
        inner.append((right + left) / 2)
    return (wide[0][2] - 1, *inner, wide[-1][3] + 1)
