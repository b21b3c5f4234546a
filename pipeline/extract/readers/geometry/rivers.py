"""Columns between two uprights of a lattice that no upright of their own parts.

Belongs here: where white goes down through the rows of such a lattice, so that texts on both
sides of it are two columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import NUMERIC, Band
from pipeline.extract.readers.geometry.lattice_labels import strips
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment

_ROWS = 3
"""So many rows show columns though nothing heads them, if they are most of all."""
_MOST = 0.6

_Texts = Sequence[Segment]


def river_rules(rows: Sequence[Band], left: float, right: float) -> list[Rule]:
    """Return the uprights that rows lack between two of them: where white goes down through them.

    None goes through a text, nor through a label of all columns there above the heads of these.
    """
    inner = _rivers(rows, left, right)
    return [
        Rule(x, band.bottom, band.top)
        for number, band in enumerate(rows if inner else ())
        if not _is_label(rows, number, left, right, len(inner) + 1)
        for x in inner
        if not any(s.x0 < x < s.x1 for s in band.segments)
    ]


def _is_label(rows: Sequence[Band], number: int, left: float, right: float, count: int) -> bool:
    """Tell whether a row of a header has one text between two uprights, and the next one heads."""
    if not all(row.bold and not row.has_values for row in rows[: number + 2]):
        return False
    texts, *below = (_texts_between([row], left, right) for row in rows[number : number + 2])
    return [len(line) for line in texts] == [1] and any(len(t) == count for b in below for t in b)


def _rivers(rows: Sequence[Band], left: float, right: float) -> list[float]:
    """Return where columns are parted between two uprights, if rows or heads show several there."""
    lines = _texts_between(rows, left, right)
    several = [texts for texts in lines if len(texts) > 1]
    values = sum(bool(NUMERIC.match(texts[-1].text)) for texts in several)
    if not several or 2 * values < len(several):
        return []
    many = len(several) >= max(_ROWS, _MOST * len(lines))
    heads = _texts_between([band for band in rows if band.header_like], left, right)
    columns = _in_turn(several) or strips(segment for texts in several for segment in texts)
    inner = [(one[1] + two[0]) / 2 for one, two in pairwise(columns)]
    return inner if many or _head_all(heads, lines, inner) else []


def _in_turn(lines: Sequence[_Texts]) -> list[tuple[float, float]]:
    """Return from where to where columns go if each line has one text in each, else nothing.

    Heads at the right end of wide columns have no values below them that stand in the middle.
    """
    if len({len(texts) for texts in lines}) > 1:
        return []
    columns = [
        (min(text.x0 for text in column), max(text.x1 for text in column))
        for column in zip(*lines, strict=True)
    ]
    return columns if all(one[1] < two[0] for one, two in pairwise(columns)) else []


def _texts_between(rows: Sequence[Band], left: float, right: float) -> list[_Texts]:
    """Return the texts of every line of rows that stand between two places, if there are any."""
    lines = [
        [s for s in line.segments if left < (s.x0 + s.x1) / 2 < right]
        for band in rows
        for line in band.lines
    ]
    return [texts for texts in lines if texts]


def _head_all(heads: Sequence[_Texts], lines: Sequence[_Texts], inner: Sequence[float]) -> bool:
    """Tell whether a header's last line heads all columns that white parts.

    So do two heads beside each other below a label that is boxed in with them, where their
    table has but a row or two: some row has as many values, and none goes over the white.
    """
    count = len(inner) + 1
    if not heads or len(heads[-1]) != count:
        return False
    below = lines[lines.index(heads[-1]) + 1 :]
    return any(len(texts) == count for texts in below) and not any(
        text.x0 < x < text.x1 for texts in below for text in texts for x in inner
    )
