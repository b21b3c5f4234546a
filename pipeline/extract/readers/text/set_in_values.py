"""Rows of tab text with more cells than their header, since tabs set in values inside cells.

Who lines up numbers by a tab in their cells gets one more of it in what is copied: an empty cell
seems to stand before the value. Belongs here: which empty cells are none. A row shows how many;
which they are is told by what its columns hold in the rows that fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from pipeline.extract.document import Cell
from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.line_kinds import is_value_line
from pipeline.extract.language.table_heads import COMMENT
from pipeline.extract.language.text import compact, strip_icon
from pipeline.extract.language.values import is_period, parse_date
from pipeline.extract.report import Measure

_MOST_WAYS = 4000
_SMOOTH, _SAID_BY_HEAD = 0.3, 3.0
_ONE_SEX = 0.05
"""How probable it is that a row has a value for one sex and none for the other."""
_ODD = math.log(0.1)
"""How probable a tab is in an empty cell, against one that sets in a value."""
_DOUBTED = 0.5
_KINDS = ("", "value", "period", "date", "words")
_BY_SEX = frozenset({Measure.OUTCOME_MEN, Measure.OUTCOME_WOMEN})

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class _Columns:
    """How often the columns of a table hold what kind of text, and those of one sex."""

    kinds: tuple[dict[str, float], ...]
    sexes: tuple[int, ...]

    def score(self, texts: Sequence[str]) -> float:
        """How probable texts are in these columns, as logarithm."""
        total = 0.0
        for text, kinds in zip(texts, self.kinds, strict=True):
            share = (kinds[_kind(text)] + _SMOOTH) / (sum(kinds.values()) + _SMOOTH * len(_KINDS))
            total += math.log(share)
        filled = {bool(texts[at]) for at in self.sexes}
        return total + (math.log(_ONE_SEX) if len(filled) > 1 else 0.0)


def without_set_in(heads: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Return rows without the empty cells that they have more than there are heads.

    Args:
        heads: What each column is headed, in words.
        rows: The rows below, first cells their names.

    Cells whose column is not certain carry the probability that they stand in it; so do all of a
    row that has too many cells, and not enough of them empty.
    """
    width = len(heads)
    if not any(len(row) > width for row in rows):
        return list(rows)
    ways = [list(_ways(row, width)) for row in rows]
    columns = _columns(heads)
    solved: dict[int, Row] = {}
    for at in sorted(range(len(rows)), key=lambda number: len(ways[number])):
        row = solved[at] = _most_probable(ways[at], columns) if ways[at] else _doubted(rows[at])
        if len(row) == width:
            for cell, kinds in zip(row, columns.kinds, strict=True):
                kinds[_kind(cell.text)] += cell.confidence
    return [solved[at] for at in range(len(rows))]


def _doubted(row: Row) -> Row:
    return [replace(cell, confidence=min(cell.confidence, _DOUBTED)) for cell in row]


def _columns(heads: Sequence[str]) -> _Columns:
    known = [match_single(compact(strip_icon(head))) for head in heads]
    kinds = tuple(dict.fromkeys(_KINDS, 0.0) for _ in heads)
    for head, column, counted in zip(heads, known, kinds, strict=True):
        if kind := _kind_below(head, column):
            counted[kind] = _SAID_BY_HEAD
    sexes = tuple(at for at, column in enumerate(known) if column in _BY_SEX)
    return _Columns(kinds, sexes)


def _kind_below(head: str, column: object) -> str:
    if column is NAME or COMMENT.fullmatch(compact(head)):
        return "words"
    if column is PERIOD:
        return "period"
    return "value" if isinstance(column, Measure) and column not in _BY_SEX else ""


def _kind(text: str) -> str:
    if not text:
        return ""
    if is_period(text):
        return "period"
    if parse_date(text) is not None:
        return "date"
    return "value" if is_value_line(text) else "words"


def _ways(row: Row, width: int) -> Iterator[tuple[float, Row]]:
    """Yield the rows of a width that one can be, each with the logarithm of its odds.

    Empty cells are left out of runs of them: one before a value is set in by a tab, more are
    tabs in cells that are empty.
    """
    more = len(row) - width
    if more <= 0:
        yield 0.0, row
        return
    runs = [
        (cells[0], len(cells), cells[-1] + 1 < len(row))
        for is_empty, found in groupby(range(1, len(row)), key=lambda at: not row[at].text)
        if is_empty
        for cells in (list(found),)
    ]
    choices = [range(min(size, more) + 1) for _, size, _ in runs]
    if math.prod(map(len, choices)) > _MOST_WAYS:
        return
    for taken in product(*choices):
        if sum(taken) == more:
            odd = sum(max(0, n - before) for n, (_, _, before) in zip(taken, runs, strict=True))
            left_out = {
                first + n
                for count, (first, _, _) in zip(taken, runs, strict=True)
                for n in range(count)
            }
            yield odd * _ODD, [cell for at, cell in enumerate(row) if at not in left_out]


def _most_probable(ways: Sequence[tuple[float, Row]], columns: _Columns) -> Row:
    """Return the most probable way, each cell as sure as the ways that agree with it."""
    if len(ways) == 1:
        return ways[0][1]
    scores = [odds + columns.score([cell.text for cell in way]) for odds, way in ways]
    _, best = ways[max(range(len(ways)), key=scores.__getitem__)]
    weights = [math.exp(score - max(scores)) for score in scores]
    agreeing = [
        sum(w for w, (_, way) in zip(weights, ways, strict=True) if way[at].text == cell.text)
        for at, cell in enumerate(best)
    ]
    return [
        replace(cell, confidence=cell.confidence * min(1.0, one / sum(weights)))
        for cell, one in zip(best, agreeing, strict=True)
    ]
