"""Labels over several columns of a header, in tables without uprights: which ones they head.

Belongs here: what tells it. Where a label stands over its columns (left, right, in the middle,
the same for all labels of a row), and what the heads below it say. Every way to share the
columns out among the labels has a cost, and the cheapest counts.
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


@dataclass(frozen=True, slots=True)
class LabelCosts:
    """What speaks against a way to share columns out among labels, in points of distance.

    ``left_over`` is paid for each column of values that no label heads, ``left_over_at_side``
    where labels stand at a side to ``met`` points; ``over_names`` for a column of names under a
    label, ``uneven`` for each column that one label has more than another. A point beside a
    side weighs ``beside``; a side that labels may meet by chance costs ``by_chance`` shared
    among them. ``cut_years``, ``same_head`` and ``over_whole`` are what the heads below say. A
    title is ``middle`` points beside the middle of its table at most. Where the next best way
    is less than ``close`` behind, the best one is right in a share of ``unsure``: 10 of 17 of
    the tables with random headers that an outsider made, 79 of 85 where it is not.
    """

    left_over: float = 4.0
    left_over_at_side: float = 0.25
    over_names: float = 3.0
    uneven: float = 4.0
    beside: float = 3.0
    by_chance: float = 6.0
    cut_years: float = 8.0
    same_head: float = 8.0
    over_whole: float = 4.0
    met: float = 0.75
    middle: float = 1.0
    close: float = 4.0
    unsure: float = 0.6


COSTS = LabelCosts()

_WHEN = re.compile(rf"{YEAR}|T[1-3]|V[PB]|(?:Tertial|Kvartal) \d")
"""A head that says of which period its column is, and not what it holds."""


def span_titles(whole: Fragment, rows: Sequence[Row], columns: int) -> None:
    """Let a text alone in a header row, in the very middle of a ruled table, span all columns.

    A label of some columns has its middle where theirs is.
    """
    for row in rows if whole.ruled else ():
        boxes = [box for box in row.boxes.values() if box.pieces]
        if not row.header or len(boxes) != 1:
            return
        x0, x1 = reach(boxes[0])
        if abs(x0 + x1 - whole.x0 - whole.x1) / 2 > COSTS.middle:
            return
        boxes[0].span = (0, columns - 1)
        row.boxes, row.wide = {0: boxes[0]}, True


def span_groups(rows: Sequence[Row]) -> float:
    """Let a label of the first header row span the columns it heads; return how surely it does.

    Above columns that have a label in the second header row only, one label of the first
    stands for several ("Utfall" over T1, T2, VB), at their middle or their left edge.
    """
    header = [row for row in rows if row.header]
    if len(header) <= 1 or any(box.rows > 1 for row in header for box in row.boxes.values()):
        return 1.0
    ahead = math.inf
    upper, lower = header[0].boxes, header[1].boxes
    page, foot = min(
        ((-piece.page, piece.segment.y) for box in upper.values() for piece in box.pieces),
        default=(0, math.inf),
    )
    run: list[int] = []
    below = [
        column
        for column, box in lower.items()
        if box.pieces and (-box.pieces[0].page, box.pieces[0].segment.y) < (page, foot - 1)
    ]
    for column in [*sorted(below), None]:
        if column is not None and (not run or column == run[-1] + 1):
            run.append(column)
            continue
        if run:
            found = _span_run(upper, lower, run, [row for row in rows if not row.header])
            ahead = min(ahead, found)
        run = [column] if column is not None else []
    return COSTS.unsure if ahead < COSTS.close else 1.0


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
    upper: dict[int, Box], lower: Mapping[int, Box], run: Sequence[int], body: Sequence[Row]
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
    marks = [reach(lower[column]) for column in run]
    side = _side(body, lower)
    names = [_holds_words(body, column) for column in run]
    heads = [" ".join(piece.segment.text for piece in lower[column].pieces) for column in run]
    ways = [
        (_misplaced(labels, way, marks, side, names) + _misread(way, heads), way)
        for way in _shares(len(run), len(labels))
    ]
    (cost, shares), *others = sorted(ways)
    for box, (start, end) in zip(labels, shares, strict=True):
        box.span = (run[start], run[end - 1])
        upper[run[start]] = box
    return min((other - cost for other, _ in others), default=math.inf)


def _shares(columns: int, labels: int) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to share columns out, in order; the end is exclusive.

    Columns at either side may be left over: a label column has its header below too.
    """
    for cuts in combinations(range(columns + 1), labels + 1):
        yield list(pairwise(cuts))


def _misplaced(
    labels: Sequence[Box],
    shares: Sequence[tuple[int, int]],
    marks: Sequence[tuple[float, float]],
    side: str,
    names: Sequence[bool],
) -> float:
    """Return how far labels are from where they would stand above their columns.

    At the left of the first column, the right of the last one, or in the middle of all columns,
    of which the text marks the left edge, the middle or the right edge: one of these holds for
    a whole row. Where heads of columns stand at the other ``side`` than labels, these begin
    anywhere behind the text of the column before, which few labels may do by chance. A side is
    met to the point, a middle of texts hardly: at a side as many columns as may be count.
    ``names`` says which columns hold names: hardly a label of others stands over these.
    """
    pitch = median([two[0] - one[0] for one, two in pairwise(marks)])
    inside = range(shares[0][0], shares[-1][1])
    left_over = sum(not named for at, named in enumerate(names) if at not in inside)
    over_names = sum(named for at, named in enumerate(names) if at in inside)
    sums = [0.0] * 7
    for box, (start, end) in zip(labels, shares, strict=True):
        x0, x1 = reach(box)
        lefts, rights = [m[0] for m in marks[start:end]], [m[1] for m in marks[start:end]]
        left, right = sum(lefts) / len(lefts), sum(rights) / len(rights)
        middle = (x0 + x1) / 2
        expected = (left + pitch / 2, (left + right) / 2, right - pitch / 2)
        before = marks[start - 1][1] if start else lefts[0] - pitch / 2
        behind = marks[end][0] if end < len(marks) else rights[-1] + pitch / 2
        off = (
            abs(x0 - lefts[0]),
            abs(x1 - rights[-1]),
            _outside(x0, before, lefts[0]) if side != "left" else math.inf,
            _outside(x1, rights[-1], behind) if side != "right" else math.inf,
            *(abs(middle - e) for e in expected),
        )
        sums = [total + value for total, value in zip(sums, off, strict=True)]
    for edge, chance in enumerate((0.0, 0.0, *(COSTS.by_chance / len(labels),) * 2)):
        met = sums[edge] <= COSTS.met * len(labels)
        sums[edge] = COSTS.beside * sums[edge] + chance
        sums[edge] += left_over * (COSTS.left_over_at_side - COSTS.left_over) if met else 0.0
    sizes = [end - start for start, end in shares]
    uneven = COSTS.uneven * (max(sizes) - min(sizes))
    return min(sums) + left_over * COSTS.left_over + COSTS.over_names * over_names + uneven


def _outside(x: float, low: float, high: float) -> float:
    """Return how far a place is outside of a stretch."""
    return max(low - x, x - high, 0.0)


def _misread(shares: Sequence[tuple[int, int]], heads: Sequence[str]) -> float:
    """Return what speaks against labels over some columns in the words of these columns' heads.

    A year or period alone says less than its column holds: of neighbours that do, a label
    heads all. A year behind other words ("Budget 2020") says all. No two columns of a label
    have the same head.
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
    return COSTS.cut_years * cut + COSTS.over_whole * over + COSTS.same_head * twice
