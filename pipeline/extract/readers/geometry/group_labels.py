"""Labels over several columns of a header, in tables without uprights: which ones they head.

Belongs here: what tells it. A rule below a label that ends inside the table is as wide as what
it heads. Else it is where a label stands over its columns (left, right, in the middle, the same
for all labels of a row), and what the heads below it say: every way to share the columns out
among the labels has a cost, and the cheapest counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

from pipeline.extract.language.years import YEAR, YEAR_IN_TEXT
from pipeline.extract.readers.geometry.bands import Fragment
from pipeline.extract.readers.geometry.boxes import Box, Row, reach, text_of
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment


@dataclass(frozen=True, slots=True)
class LabelCosts:
    """What speaks against a way to share columns out among labels, in points of distance.

    ``left_over`` is paid for each column of values that no label heads, ``left_over_at_side`` and
    ``left_over_in_middle`` where labels stand there to ``met`` points; ``over_names`` for a
    column of names under a label, ``uneven`` for each column that one label has more than
    another. A point beside a side weighs ``beside``; a side that labels may meet by chance costs
    ``by_chance`` shared among them. ``cut_years``, ``same_head`` and ``over_whole`` are what the
    heads below say, and ``alike`` what is gained where every label has the same heads below;
    ``lone`` is paid where the only label heads one column, whose head it would begin. A title is
    ``middle`` points beside the middle of a ruled table at most; without rules, where a table's
    cells end is not known, and ``title`` is paid beside the distance. Where the next best way is
    less than ``close`` behind, the best one is right in a share of ``unsure``: 10 of 17 of the
    tables with random headers that an outsider made, 79 of 85 where it is not.
    """

    left_over: float = 4.0
    left_over_at_side: float = 0.25
    left_over_in_middle: float = 1.0
    over_names: float = 3.0
    uneven: float = 4.0
    beside: float = 3.0
    by_chance: float = 6.0
    cut_years: float = 8.0
    same_head: float = 8.0
    over_whole: float = 4.0
    alike: float = 14.0
    lone: float = 9.0
    met: float = 0.75
    middle: float = 1.0
    title: float = 2.0
    close: float = 4.0
    unsure: float = 0.6


COSTS = LabelCosts()

_MIDDLES = 4
"""From so many on, ways of standing above columns are those in the middle."""
_TOUCH = 1.0
"""Points by which a text may stand beside a rule's ends, or on it."""

_WHEN = re.compile(rf"{YEAR}|T[1-3]|V[PB]|(?:Tertial|Kvartal) \d")
"""A head that says of which period its column is, and not what it holds."""


def span_titles(whole: Fragment, rows: Sequence[Row], columns: int) -> None:
    """Let a title alone in a header row span all columns.

    It stands in the middle of the table; a label of some columns has its middle where theirs
    is. Or it begins above the names of rows, which have a head of their own below. A label with
    a rule below it heads what the rule covers.
    """
    header = [row for row in rows if row.header]
    texts = [p.segment for row in header for box in row.boxes.values() for p in box.pieces]
    ruled = {id(text) for _, labels in ruled_labels(texts, whole.partial) for text in labels}
    body = [row for row in rows if not row.header]
    for number, row in enumerate(header):
        boxes = [box for box in row.boxes.values() if box.pieces]
        if len(boxes) != 1 or any(id(piece.segment) in ruled for piece in boxes[0].pieces):
            return
        below = header[number + 1 :]
        x0, x1 = reach(boxes[0])
        beyond = (x0 + x1 - whole.x0 - whole.x1) / 2
        if whole.ruled or not below:
            in_middle = whole.ruled and abs(beyond) <= COSTS.middle
        else:
            off = _outside(beyond, 0.0, _room(below[-1]) / 2)
            in_middle = off + COSTS.title < _cost_of_group(boxes[0], below[-1].boxes, body)
        names = [row.boxes[0] for row in below if 0 in row.boxes]
        above_names = boxes[0].span[0] == 0 and any(box.pieces for box in names)
        if not in_middle and not above_names:
            return
        boxes[0].span = (0, columns - 1)
        row.boxes, row.wide = {0: boxes[0]}, True


def _room(heads: Row) -> float:
    """Return the white before a table's last head: as much may be behind it, in its cell."""
    reaches = sorted(reach(box) for box in heads.boxes.values() if box.pieces)
    return max(0.0, reaches[-1][0] - reaches[-2][1]) if len(reaches) > 1 else 0.0


def _cost_of_group(label: Box, below: Mapping[int, Box], body: Sequence[Row]) -> float:
    """Return what the cheapest way costs in which a lone label heads some of all columns."""
    heads = {column: box for column, box in below.items() if box.pieces}
    run = sorted(heads)
    if run != list(range(len(run))):
        return 0.0
    return min((cost for cost, _ in _ways([label], heads, run, body)), default=0.0)


def ruled_labels(
    header: Sequence[Segment], rules: Sequence[Rule]
) -> Iterator[tuple[Rule, Sequence[Segment]]]:
    """Yield rules that part labels of a header from several heads below them, and the labels.

    Args:
        header: The texts of a header, on one page.
        rules: The level rules on this page that end inside the table.
    """
    for rule in rules:
        inside = [
            s for s in header if rule.start - _TOUCH <= (s.x0 + s.x1) / 2 <= rule.end + _TOUCH
        ]
        above = [s for s in inside if s.y > rule.at - _TOUCH]
        below = sorted((s for s in inside if s.top < rule.at + _TOUCH), key=lambda s: s.x0)
        near = any(s.bottom - rule.at < s.size * (1 + _is_in_middle(s, rule)) for s in above)
        if near and any(two.x0 > one.x1 for one, two in pairwise(below)):
            yield rule, above


def _is_in_middle(label: Segment, rule: Rule) -> bool:
    """Tell whether a label stands in the middle over a rule: in a high cell, far above it."""
    return abs(label.x0 + label.x1 - rule.start - rule.end) <= _TOUCH


def span_groups(
    rows: Sequence[Row], rules: Sequence[Rule], uprights: Sequence[float] = ()
) -> float:
    """Let a label of the first header row span the columns it heads; return how surely it does.

    Above columns that have a label in the second header row only, one label of the first
    stands for several ("Utfall" over T1, T2, VB): over those that a rule below it is as wide
    as, else at their middle or at one of their sides. ``uprights`` are the edges of all columns,
    where a lattice shows them.
    """
    header = [row for row in rows if row.header]
    if len(header) <= 1 or any(box.rows > 1 for row in header for box in row.boxes.values()):
        return 1.0
    upper, lower = header[0].boxes, header[1].boxes
    body = [row for row in rows if not row.header]
    ahead = math.inf
    ruled: set[int] = set()
    for run, labels in _ruled_runs(header[:2], rules):
        ruled |= set(run)
        if len(labels) > 1:
            ahead = min(ahead, _span_run(upper, lower, run, body, uprights))
        else:
            del upper[labels[0].span[0]]
            _put_over(upper, labels[0], run)
    page, foot = min(
        ((-piece.page, piece.segment.y) for box in upper.values() for piece in box.pieces),
        default=(0, math.inf),
    )
    run = []
    below = [
        column
        for column, box in lower.items()
        if box.pieces
        and column not in ruled
        and (-box.pieces[0].page, box.pieces[0].segment.y) < (page, foot - 1)
    ]
    for column in [*sorted(below), None]:
        if column is not None and (not run or column == run[-1] + 1):
            run.append(column)
            continue
        if run:
            ahead = min(ahead, _span_run(upper, lower, run, body, uprights))
        run = [column] if column is not None else []
    return COSTS.unsure if ahead < COSTS.close else 1.0


def _ruled_runs(
    header: Sequence[Row], rules: Sequence[Rule]
) -> Iterator[tuple[list[int], Sequence[Box]]]:
    """Yield columns with the labels that a rule parts from their heads."""
    upper, lower = (row.boxes for row in header)
    texts = [piece.segment for row in header for box in row.boxes.values() for piece in box.pieces]
    for rule, above in ruled_labels(texts, rules):
        known = {id(segment) for segment in above}
        labels = [b for b in upper.values() if known & {id(piece.segment) for piece in b.pieces}]
        middles = {column: sum(reach(box)) / 2 for column, box in lower.items() if box.pieces}
        run = sorted(c for c, middle in middles.items() if rule.start <= middle <= rule.end)
        if labels and run and run[-1] - run[0] == len(run) - 1:
            yield run, labels


def _holds_words(body: Sequence[Row], column: int) -> bool:
    """Tell whether a column holds names: the table's own does, and others may."""
    texts = [" ".join(text_of({column: row.boxes[column]})) for row in body if column in row.boxes]
    return not column or sum(is_value(text) for text in texts) < len(list(filter(None, texts))) / 2


def _side(body: Sequence[Row], heads: Mapping[int, Box]) -> str:
    """Return at which side of their columns heads stand: 'left', 'right', or '' elsewhere."""
    at_left = at_right = 0
    for column, head in heads.items():
        below = [row.boxes[column] for row in body if column in row.boxes]
        reaches = [reach(box) for box in below if box.pieces and box.span[0] == box.span[1]]
        if column and head.pieces and reaches:
            x0, x1 = reach(head)
            at_left += abs(x0 - min(reach[0] for reach in reaches)) <= COSTS.met
            at_right += abs(x1 - max(reach[1] for reach in reaches)) <= COSTS.met
    return "" if at_left == at_right else "left" if at_left > at_right else "right"


def _span_run(
    upper: dict[int, Box],
    lower: Mapping[int, Box],
    run: Sequence[int],
    body: Sequence[Row],
    uprights: Sequence[float],
) -> float:
    """Share the columns of a run out among the labels above it, by where these stand.

    Returns what the next best way costs more.
    """
    inside = [box for box in upper.values() if box.pieces and run[0] <= box.span[0] <= run[-1]]
    labels = sorted(inside, key=reach)
    if not labels or len(labels) == len(run):
        return math.inf
    for box in labels:
        del upper[box.span[0]]
    (cost, shares), *others = sorted(_ways(labels, lower, run, body, uprights))
    for box, (start, end) in zip(labels, shares, strict=True):
        _put_over(upper, box, run[start:end])
    return min((other - cost for other, _ in others), default=math.inf)


def _put_over(upper: dict[int, Box], label: Box, columns: Sequence[int]) -> None:
    """Let a label span columns; uprights that go on above them have made empty cells there."""
    for column in columns:
        upper.pop(column, None)
    label.span = (columns[0], columns[-1])
    upper[columns[0]] = label


def _ways(
    labels: Sequence[Box],
    lower: Mapping[int, Box],
    run: Sequence[int],
    body: Sequence[Row],
    uprights: Sequence[float] = (),
) -> Iterator[tuple[float, list[tuple[int, int]]]]:
    """Yield every way to share the columns of a run out among labels, with what it costs."""
    marks = [reach(lower[column]) for column in run]
    texts_of = [_reach_of_column(column, lower, body) for column in run]
    side = _side(body, lower)
    names = [_holds_words(body, column) for column in run]
    heads = [" ".join(piece.segment.text for piece in lower[column].pieces) for column in run]
    texts = [" ".join(piece.segment.text for piece in box.pieces) for box in labels]
    cells = [uprights[column : column + 2] for column in run]
    for way in _shares(len(labels), names):
        off = _misplaced(labels, way, marks, texts_of, cells, side, names)
        yield off + _misread(way, heads, texts), way


def _reach_of_column(
    column: int, heads: Mapping[int, Box], body: Sequence[Row]
) -> tuple[float, float]:
    """Return from where to where the texts of a column stand, its head included."""
    boxes = [heads[column], *(row.boxes[column] for row in body if column in row.boxes)]
    found = [reach(box) for box in boxes if box.pieces and box.span[0] == box.span[1]]
    return min(x0 for x0, _ in found), max(x1 for _, x1 in found)


def _shares(labels: int, names: Sequence[bool]) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to share columns out, in order; the end is exclusive.

    Columns at either side may be left over: a label column has its header below too. So may
    columns of ``names`` between two labels be, where two tables stand beside each other.
    """
    for cuts in combinations(range(len(names) + 1), labels + 1):
        way = list(pairwise(cuts))
        yield way
        trimmed = [(start + 1, end) if names[start] else (start, end) for start, end in way]
        if trimmed[1:] != way[1:] and all(start < end for start, end in trimmed):
            yield [way[0], *trimmed[1:]]


def _misplaced(
    labels: Sequence[Box],
    shares: Sequence[tuple[int, int]],
    marks: Sequence[tuple[float, float]],
    columns: Sequence[tuple[float, float]],
    cells: Sequence[Sequence[float]],
    side: str,
    names: Sequence[bool],
) -> float:
    """Return how far labels are from where they would stand above their columns.

    At the left of the first column, the right of the last one, or in the middle of all columns,
    of which the text marks the left edge, the middle or the right edge: one of these holds for
    a whole row. Where heads and values stand at other sides of their cells, ``columns`` reach
    from one edge to the other, and labels are in the middle of these, or of the ``cells`` between
    uprights where there are any. Where heads of columns stand at the other ``side`` than labels,
    these begin anywhere behind the text of the column before, which few labels may do by chance.
    A side is met to the point, a middle of texts hardly: at a side as many columns as may be
    count. ``names`` says which columns hold names: hardly a label of others stands over these.
    """
    pitch = median([two[0] - one[0] for one, two in pairwise(marks)] or [marks[0][1] - marks[0][0]])
    inside = range(shares[0][0], shares[-1][1])
    left_over = sum(not named for at, named in enumerate(names) if at not in inside)
    over_names = sum(named for start, end in shares for named in names[start:end])
    sums = [0.0] * 9
    for box, (start, end) in zip(labels, shares, strict=True):
        x0, x1 = reach(box)
        lefts, rights = [m[0] for m in marks[start:end]], [m[1] for m in marks[start:end]]
        left, right = sum(lefts) / len(lefts), sum(rights) / len(rights)
        middle = (x0 + x1) / 2
        expected = (left + pitch / 2, (left + right) / 2, right - pitch / 2)
        before = marks[start - 1][1] if start else rights[0] - pitch
        behind = marks[end][0] if end < len(marks) else lefts[-1] + pitch
        off = (
            abs(x0 - lefts[0]),
            abs(x1 - rights[-1]),
            _outside(x0, before, lefts[0]) if side != "left" else math.inf,
            _outside(x1, rights[-1], behind) if side != "right" else math.inf,
            *(abs(middle - e) for e in expected),
            abs(middle - (columns[start][0] + columns[end - 1][1]) / 2),
            abs(middle - (cells[start][0] + cells[end - 1][1]) / 2) if cells[start] else math.inf,
        )
        sums = [total + value for total, value in zip(sums, off, strict=True)]
    for edge, chance in enumerate((0.0, 0.0, *(COSTS.by_chance / len(labels),) * 2)):
        met = sums[edge] <= COSTS.met * len(labels)
        sums[edge] = COSTS.beside * sums[edge] + chance
        sums[edge] += left_over * (COSTS.left_over_at_side - COSTS.left_over) if met else 0.0
    for edge in range(_MIDDLES, len(sums)):
        met = sums[edge] <= COSTS.met * len(labels)
        sums[edge] += left_over * (COSTS.left_over_in_middle - COSTS.left_over) if met else 0.0
    sizes = [end - start for start, end in shares]
    uneven = COSTS.uneven * (max(sizes) - min(sizes))
    return min(sums) + left_over * COSTS.left_over + COSTS.over_names * over_names + uneven


def _outside(x: float, low: float, high: float) -> float:
    """Return how far a place is outside of a stretch."""
    return max(low - x, x - high, 0.0)


def _misread(
    shares: Sequence[tuple[int, int]], heads: Sequence[str], labels: Sequence[str]
) -> float:
    """Return what speaks against labels over some columns in the words of these columns' heads.

    A year or period alone says less than its column holds: of neighbours that do, a label
    heads all. A year behind other words ("Budget 2020") says all, and so does a head with the
    words of the label ("Utfall" over "Utfall totalt"). No two columns of a label have the same
    head, and several labels mostly have the same heads (women, men) below.
    """
    covered = [any(start <= at < end for start, end in shares) for at in range(len(heads))]
    lone = [bool(_WHEN.fullmatch(head)) for head in heads]
    whole = [
        bool(YEAR_IN_TEXT.search(head)) and not alone
        for head, alone in zip(heads, lone, strict=True)
    ]
    cut = sum(
        all(lone[at : at + 2]) and covered[at] != covered[at + 1] for at in range(len(heads) - 1)
    )
    over = sum(inside and says for inside, says in zip(covered, whole, strict=True))
    twice = sum(end - start - len(set(heads[start:end])) for start, end in shares)
    alike = len(shares) > 1 and len({tuple(heads[start:end]) for start, end in shares}) == 1
    again = sum(
        label.casefold() in head.casefold()
        for label, (start, end) in zip(labels, shares, strict=True)
        for head in heads[start:end]
    )
    costs = COSTS.cut_years * cut + COSTS.over_whole * (over + again) + COSTS.same_head * twice
    costs += COSTS.lone * (len(shares) == 1 and shares[0][1] - shares[0][0] == 1)
    return costs - COSTS.alike * alike
