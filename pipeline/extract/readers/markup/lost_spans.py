"""Rows of Markdown that are shorter than their table: cells that spanned, put back.

Markdown has no merged cells. A converter that leaves out what a merged cell covers makes
rows of fewer cells, whose values then stand under the wrong labels. Where the cells stood is
told by what the rows hold: labels below a label, words and figures by column. What that does
not settle is a doubt that the cells carry.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.extract.language.years import is_year
from pipeline.extract.readers.head_spans import SUREST, spans_among, spans_beside, spans_over
from pipeline.extract.readers.markup.blocks import Spanning

Row = list[Spanning]
_FIGURE = re.compile(r"[-–−+±(]?\s?\d|[-–−]$")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_UNTOLD = 0.3
_AT_AN_END = 0.45
"""Before its cells are looked at, a short row most often lacks its first or its last ones."""
_HEADS = 2
_FEWEST_BELOW, _SPACERS = 2, 1
"""So many labels at least, and so many columns that have none."""


def with_lost_spans(rows: Sequence[Sequence[Spanning]]) -> tuple[list[Row], float]:
    """Return the rows of a table with the places again that merged cells covered.

    Rows of one cell stay: they go over the whole table; so does a title that stands alone above
    a header. Cells whose place is inferred carry the probability that it is right.

    Returns:
        The rows, and the probability that every label stands over its own columns.
    """
    if _is_titled(rows):
        title = replace(rows[0][0], columns=len(rows[1]))
        below, confidence = with_lost_spans(rows[1:])
        return [[title], *below], confidence
    made = [list(row) for row in rows]
    width = max(map(len, made), default=0)
    head = next((n for n, row in enumerate(made) if any(c.text.strip() for c in row)), None)
    if head is None:
        return made, 1.0
    _without_padding(made, head)
    if low := _over_lower_names(made[head : head + 2], width):
        made[head], confidence = low
        return made, confidence
    if over := _over_whole_row(made[head : head + 2], width):
        made[head], confidence = over
        _fill(made, head + 2, width)
        return made, confidence
    if all(len(row) in (1, width) for row in made):
        return made, 1.0
    body = head + 1
    spans: tuple[list[int], float] | None = None
    lead = _lead(made, head)
    if body < len(made) and _is_below(_filled(made[body]), width):
        made[body] = _filled(made[body])  # a column of white space says nothing at its end
    if body < len(made) and _is_below(made[body][lead:], width):
        spans = _spans(made[head][lead:], made[body][lead:], width - lead)
        if spans is not None:
            made[head] = [*made[head][:lead], *_spread(made[head][lead:], spans[0])]
        body += 1
    if spans is None and len(made[head]) < width:
        return made, _UNTOLD
    _fill(made, body, width)
    return made, spans[1] if spans else 1.0


def _is_titled(rows: Sequence[Sequence[Spanning]]) -> bool:
    """Tell whether the first row is a title: one text, and below it only labels of columns."""
    if len(rows) <= _HEADS or len(rows[0]) != len(rows[1]):
        return False
    above, below = ([cell.text.strip() for cell in row] for row in rows[:_HEADS])
    labels = [text for text in below if text]
    worded = all(is_year(text) or not _FIGURE.match(text) for text in labels)
    return bool(above[0]) and not any(above[1:]) and len(labels) >= _FEWEST_BELOW and worded


def _doubted(cell: Spanning, confidence: float) -> Spanning:
    return replace(cell, confidence=min(cell.confidence, confidence))


# --- headers of two rows ------------------------------------------------------------------------


def _over_lower_names(rows: Sequence[Row], width: int) -> tuple[Row, float] | None:
    """Return a header's first row with what its labels cover, where the row below has all names.

    The name of the first column stands in the second row too, so that nothing is above it.
    """
    if [len(row) for row in rows] != [width, width]:
        return None
    above, below = ([cell.text.strip() for cell in row] for row in rows)
    labels = [text for text in below if text]
    named = len(labels) + _SPACERS >= width and len(labels) > _FEWEST_BELOW
    named = named and all(is_year(text) or not _FIGURE.match(text) for text in labels)
    if above[0] or not below[0] or not any(above) or not named:
        return None
    used = [at for at in range(width) if above[at] or below[at]]
    found = spans_beside([above[at] for at in used], [below[at] for at in used])
    if found is None:
        return None
    labels_at = (n for n, at in enumerate(used) if above[at])
    sizes = iter(
        [used[n + size - 1] - used[n] + 1 for n, size in zip(labels_at, found.sizes, strict=True)]
    )
    made: Row = []
    covered = 0
    for cell, text in zip(rows[0], above, strict=True):
        covered -= 1
        if text:
            covered = next(sizes)
            made.append(replace(cell, columns=covered))
        elif covered <= 0:
            made.append(cell)
    return made, found.confidence


def _over_whole_row(rows: Sequence[Row], width: int) -> tuple[Row, float] | None:
    """Return a header's first row with what its cells cover, where the row below has all columns.

    That row may say nothing where the label above is the column's only one.
    """
    if len(rows) < _HEADS or not 1 < len(rows[0]) < width or len(rows[1]) != width:
        return None
    above, below = ([cell.text.strip() for cell in row] for row in rows)
    labels = [text for text in below if text]
    worded = all(is_year(text) or not _FIGURE.match(text) for text in labels)
    if len(labels) < _FEWEST_BELOW or not worded:
        return None
    found = spans_over(above, below)
    if found is None:
        return None
    made = [replace(cell, columns=size) for cell, size in zip(rows[0], found.sizes, strict=True)]
    return made, found.confidence


def _lead(rows: Sequence[Row], head: int) -> int:
    """Return how many columns, as of icons, no row of a header in two rows names."""
    below = rows[head + 1] if head + 1 < len(rows) else []
    both = zip(rows[head], below, strict=False)
    return sum(1 for _ in takewhile(lambda pair: not any(c.text.strip() for c in pair), both))


def _without_padding(rows: list[Row], head: int) -> None:
    """Take away the empty cells that fill up a header's second row behind what it prints.

    It begins below the header's first label that covers columns, not below that of names.
    """
    if head + 2 >= len(rows):
        return
    lead, below = _lead(rows, head), rows[head + 1]
    printed = len(below)
    while printed > lead and not below[printed - 1].text.strip():
        printed -= 1
    covered = sum(n for n in _by_empty_cells(rows[head][lead:]) if n > 1)
    if (
        printed < len(below)
        and covered == printed - lead
        and _is_below(below[lead:printed], len(below))
    ):
        rows[head + 1] = below[:printed]


def _filled(row: Row) -> Row:
    end = len(row)
    while end and not row[end - 1].text.strip():
        end -= 1
    return row[:end]


def _is_below(row: Row, width: int) -> bool:
    """Tell whether the row below the first is a shorter one of labels."""
    return _FEWEST_BELOW <= len(row) < width and all(
        cell.text.strip() and (is_year(cell.text) or not _FIGURE.match(cell.text)) for cell in row
    )


def _spans(head: Row, below: Row, width: int) -> tuple[list[int], float] | None:
    """Return how many columns each label of a header covers, and how surely.

    Empty cells behind a label may be what it covers.
    """
    if len(head) == width:
        spans = _by_empty_cells(head)
        return (spans, SUREST) if sum(n for n in spans if n > 1) == len(below) else None
    found = spans_among([cell.text for cell in head], [cell.text for cell in below], width)
    return ([max(size, 1) for size in found.sizes], found.confidence) if found else None


def _by_empty_cells(head: Row) -> list[int]:
    spans: list[int] = []
    for at, cell in enumerate(head):
        if at and not cell.text.strip():
            spans[-1] += 1
        else:
            spans.append(1)
    return spans


def _spread(head: Row, spans: Sequence[int]) -> Row:
    labels = [cell for at, cell in enumerate(head) if not at or cell.text.strip()]
    labels = labels if len(labels) == len(spans) else head  # an empty cell has its own column
    return [
        replace(cell, columns=span, rows=1 if span > 1 else 2)
        for cell, span in zip(labels, spans, strict=True)
    ]


# --- rows below ---------------------------------------------------------------------------------


def _fill(rows: list[Row], body: int, width: int) -> None:
    """Give the short rows from ``body`` on the places that they lack, from cells above them."""
    columns = [
        Counter(_kind(row[at].text) for row in rows[body:] if len(row) == width)
        for at in range(width)
    ]
    above: list[tuple[int, int] | None] = [None] * width
    for number in range(body, len(rows)):
        row = rows[number]
        if len(row) == 1 < width:
            above = [None] * width
            continue
        first, confidence = _lacking(row, columns, above) if len(row) < width else (width, 1.0)
        lacking = range(first, first + width - len(row))
        if lacking and lacking.stop < width:
            for owner in {above[at] for at in lacking} - {None}:
                _lengthen(rows, owner)
        elif lacking:
            row += [replace(row[-1], text="") for _ in lacking]
            lacking = range(width, width)
        rows[number] = [_doubted(cell, confidence) for cell in row]
        own = (at for at in range(width) if at not in lacking)
        for at, place in enumerate(own):
            above[place] = (number, at)


def _lengthen(rows: list[Row], owner: tuple[int, int] | None) -> None:
    if owner is not None:
        row, at = owner
        rows[row][at] = replace(rows[row][at], rows=rows[row][at].rows + 1)


def _lacking(
    row: Row, columns: Sequence[Counter[str]], above: Sequence[object]
) -> tuple[int, float]:
    """Return the first of the columns that a row lacks, and the probability that it is."""
    count = len(columns) - len(row)
    starts = [at for at in range(len(row) + 1) if at == len(row) or _is_whole(above, at, count)]
    scores = {at: math.exp(sum(_fits(row, columns, at, count))) for at in starts}
    ends = (0, len(row))
    inner = (1 - 2 * _AT_AN_END) / max(len(starts) - len(ends), 1)
    scores = {at: score * (_AT_AN_END if at in ends else inner) for at, score in scores.items()}
    best = max(scores, key=lambda at: (scores[at], at))
    return best, min(scores[best] / sum(scores.values()), SUREST)


def _is_whole(above: Sequence[object], at: int, count: int) -> bool:
    """Tell whether every column of a gap has a cell above that may cover it."""
    return all(above[at + n] is not None for n in range(count))


def _fits(row: Row, columns: Sequence[Counter[str]], gap: int, count: int) -> Iterator[float]:
    """Yield for every cell how probable its kind is in its column, as logarithms."""
    for at, cell in enumerate(row):
        column = columns[at if at < gap else at + count]
        kind = _kind(cell.text)
        if kind:
            yield math.log((column[kind] + 0.1) / (sum(column.values()) - column[""] + 0.3))


def _kind(text: str) -> str:
    """Return what a cell holds: 'date', 'figure', 'words', or nothing."""
    text = text.strip()
    if not text:
        return ""
    if _DATE.match(text):
        return "date"
    return "figure" if _FIGURE.match(text) else "words"
