"""Headers of other tables that are printed one cell a line; a label may take several lines.

Belongs here: the ways to part lines into as many labels as a table has columns. Which rows stand
below is ``flow_cells``' work: they tell which way is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import (
    COLUMN_WORD,
    UNIT_END,
    opens_header,
    says_value,
)
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import is_caption
from pipeline.extract.language.values import is_period, is_unit, parse_date
from pipeline.extract.language.years import is_year

_MOST_LINES = 3
"""Lines of one label."""
_MOST_PARTINGS = 100
_SURELY, _LIKELY, _UNLIKELY, _HARDLY = 4.0, 2.0, 0.5, -1.0
_LONGEST_PART = 60
_SENTENCE = re.compile(r"[.!?:;]$")
_APART, _OPENS = 1.0, 1.5
"""Weights of what tells that a header opens: a blank line above it, the words of its label."""

Labels = Sequence[Sequence[Line]]
_Parting = Sequence[range]


def labels_above(texts: Sequence[str], index: int, width: int, done: int) -> Labels | None:
    """Return the lines above an index as the labels of so many columns; None where they are not.

    ``texts`` are the lines' texts from ``done`` on. Of the ways to part them the likeliest is
    taken, by which lines go on and where the header opens. All labels differ; where each has one
    line nothing is told.
    """
    first = index  # of the lines that may all be parts of labels
    while first > done and index - first < _MOST_LINES * width and _may_head(texts[first - 1]):
        first -= 1
    ways = islice(_ways_above(texts, index, width, first), _MOST_PARTINGS)
    labels = max(ways, key=lambda way: _likely(texts, way, done), default=())
    whole = sum(map(len, labels)) > width
    return [[Line(at, texts[at]) for at in label] for label in labels] if whole else None


def _ways_above(texts: Sequence[str], end: int, width: int, first: int) -> Iterator[_Parting]:
    """Yield the ways to part the lines above ``end`` into labels that differ, each as indices.

    All lines from ``first`` on may be parts of labels.
    """
    for size in range(1, _MOST_LINES + 1):
        start = end - size
        if start - first < width - 1:
            return
        if size > 1 and _joins(texts[start], texts[start + 1]) < _HARDLY:
            return
        if width == 1:
            yield [range(start, end)]
            continue
        label = [texts[at] for at in range(start, end)]
        for above in _ways_above(texts, start, width - 1, first):
            if all([texts[at] for at in other] != label for other in above):
                yield [*above, range(start, end)]


def _likely(texts: Sequence[str], labels: _Parting, done: int) -> float:
    """Return how likely a header is so parted, as a sum of weights; its rows are the same."""
    joins = sum(_joins(texts[at - 1], texts[at]) for label in labels for at in label[1:])
    start = labels[0].start
    apart = start == done or not texts[start - 1]
    lines = [Line(at, text) for at, text in enumerate(texts[: start + 2])]
    first = " ".join(texts[at] for at in labels[0])
    unit = is_unit(first)
    opens = unit or opens_header(lines, start) or UNIT_END.search(first) is not None
    column = not unit and COLUMN_WORD.match(texts[start]) is not None
    title = is_caption(texts[start])
    return joins + _APART * apart + _OPENS * (opens - column - title)


def repeated_labels(texts: Sequence[str], index: int, width: int, done: int) -> int:
    """Return how many times the labels above an index come again, all but that of the names.

    Then as many cells stand over them, below the label of the names, which is printed above
    these: the empty place under it left no line. 0 where they do not.
    """
    inner = list(texts[index - width + 1 : index])
    for size in range(2, len(inner) // 2 + 1):
        times, rest = divmod(len(inner), size)
        if not rest and inner == inner[:size] * times and len({*inner}) == size:
            above = texts[index - width - times : index - width + 1]
            fits = index - width - times >= done and all(above) and len({*above}) == len(above)
            return times if fits and not any(map(says_value, above)) else 0
    return 0


@lru_cache(maxsize=1 << 12)
def _joins(above: str, text: str) -> float:
    """Return how likely a line goes on the label above it: the weight of that, 0 where even."""
    if above == text or says_value(above) or says_value(text) or is_year(above):
        return -_SURELY
    if is_year(text):
        period = is_period(f"{above} {text}")
        return _LIKELY if period else 1.0 if COLUMN_WORD.search(above) else -_LIKELY
    if text[:1] == "(" or (text[:1].islower() and not COLUMN_WORD.match(text)):
        return _SURELY
    if text[:1].isdigit() and not any(map(str.isdigit, above)):
        return _LIKELY
    return -_UNLIKELY if text[:1].islower() else -_LIKELY


@remembered
def _may_head(text: str) -> bool:
    """Tell whether a line may be a part of a label: a year, or words that end no sentence."""
    is_text = bool(text) and len(text) <= _LONGEST_PART and not _SENTENCE.search(text)
    return is_year(text) or (is_text and not says_value(text) and not parse_date(text))
