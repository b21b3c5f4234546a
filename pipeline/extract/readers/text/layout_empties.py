"""Columns of layout text that have a label and no value.

Where a header is printed with more white than its rows, or less, values do not stand below their
labels, and the rows alone tell fewer columns than the header has. Belongs here: whether the
labels are likelier with one column more, at the right end, where nearly all empty ones are. How
words of a header are parted among columns is told elsewhere (``layout_heads``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.language.spelling import Spelling
from pipeline.extract.readers.text.layout_heads import HeaderWords, Heads, heads_of
from pipeline.extract.readers.text.layout_labels import COSTS
from pipeline.extract.readers.text.layout_lines import FAR_RIGHT, Span
from pipeline.extract.readers.text.layout_words import apart

_DEAR = 8.0
"""Labels against which there is no more are those of the columns that the rows show."""
_EMPTY = 3.0
"""What is against a column without values: the labels of the others are at least so much dearer."""
_DRIFT = 0.1
"""What is against a letter by which values drift from one label to the next."""
_MOST = 14
"""A table of more columns is taken as its rows show it: each way to part labels takes its time."""


def headed(
    texts: Sequence[str], columns: Sequence[Span], spelling: Spelling, *, titled: bool = False
) -> tuple[list[Span], Heads]:
    """Return the columns of a table and the texts of its header, with one that holds no value.

    There is none where the labels of the ``columns`` that hold values are likely enough, or no
    likelier with a column more.
    """
    words = HeaderWords(texts, spelling)
    full = heads_of(words, columns, titled=titled)
    if not _DEAR < full.cost < math.inf or len(columns) > _MOST:
        return list(columns), full
    wider = _with_last(columns, max(len(text.rstrip()) for text in texts))
    heads = heads_of(words, wider, titled=titled)
    first = heads.extents.get(1, columns[0])
    above_names = sum(first) < 2 * columns[0][1]  # what stands there is their label
    if above_names or heads.cost >= full.cost - _EMPTY:
        return list(columns), full
    likelier = _against(wider, heads, empty=len(columns)) < _against(columns, full) - _EMPTY
    return (wider, heads) if likelier else (list(columns), full)


def _with_last(columns: Sequence[Span], width: int) -> list[Span]:
    """Return columns with one more right of the last one, as wide as the header."""
    left = columns[-1][1] + 1
    return [*columns, (left, max(width, left + 1))]


def _against(columns: Sequence[Span], heads: Heads, empty: int = 0) -> float:
    """Return what is against labels above values that may drift from one to the next.

    All values stand at one side of their labels or at the middle. The ``empty`` column has none.
    """
    pairs = [(columns[at], heads.extents[at]) for at in sorted(heads.extents) if at]
    beside = sum(min(apart(*pair), FAR_RIGHT) for pair in pairs)
    pairs = [pair for pair in pairs if not empty or pair[0] != columns[empty]]
    drifts: tuple[list[float], ...] = (
        [column[0] - label[0] for column, label in pairs],
        [column[1] - label[1] for column, label in pairs],
        [(sum(column) - sum(label)) / 2 for column, label in pairs],
    )
    drift = min(sum(abs(b - a) for a, b in pairwise([0.0, *found])) for found in drifts)
    return heads.cost - COSTS.beside * beside + _DRIFT * drift
