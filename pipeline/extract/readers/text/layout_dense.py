"""Lines of layout text whose columns stand one space apart, as a table of twelve months has them.

Where a table is as wide as its page, no white is left between its columns, and numbers beside
each other look like one with its thousands. The words of its header say how many there are.
Belongs here: lines of which every word is a cell, and how they are printed with white between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_lines import Span, segments_of, words_of

_LEAST, _MANY = 4, 6
"""So many columns such a table has; one row is enough where it has many."""
_MOST_BLANK, _MOST_ROWS = 2, 100
_VALUE = re.compile(r"[-+–]?\d[\d,.]*(?:%|st)?|[-–.]|i\.?u\.?|JA|NEJ|Ja|Nej")


def spread(lines: Sequence[Line]) -> list[Line]:
    """Return lines in which the cells of such tables stand two spaces apart, each below its label.

    All others are as they were.
    """
    found = list(lines)
    index = 0
    while index < len(lines):
        rows = _rows_below(lines, index)
        if rows:
            _set(found, [index, *rows])
        index = rows[-1] + 1 if rows else index + 1
    return found


def _rows_below(lines: Sequence[Line], index: int) -> list[int]:
    """Return the rows below a line whose words are the labels of such a table; else none."""
    if not _may_be_header(lines[index].text):
        return []
    rows: list[int] = []
    count = 0
    last = index
    for at in range(index + 1, len(lines)):
        text = lines[at].text
        if not text.strip():
            continue
        values = _values_of(text)
        count = count or len(values)
        if (
            at - last > _MOST_BLANK + 1
            or len(rows) == _MOST_ROWS
            or not values
            or len(values) != count
        ):
            break
        rows.append(at)
        last = at
    if count < _LEAST or not any(_is_close(lines[at].text) for at in rows):
        return []
    labels = lines[index].text.split()[-count:]
    several = len(rows) > 1 or count >= _MANY
    return rows if several and len(labels) == count and _are_labels(labels) else []


def _may_be_header(text: str) -> bool:
    """Tell whether a line has words enough and no value but years."""
    words = text.split()
    last = words[-_LEAST:]
    worded = all(map(is_year, last)) or not any(map(_VALUE.fullmatch, last))
    return len(words) >= _LEAST and worded


def _values_of(text: str) -> list[Span]:
    """Return where the words behind the first text of a line stand, if all are values."""
    beside = segments_of(text)[1:]
    words = [word for word in words_of(text) if beside and word[0] >= beside[0][0]]
    return words if all(_VALUE.fullmatch(text[slice(*word)]) for word in words) else []


def _is_close(text: str) -> bool:
    return any(two[0] - one[1] == 1 for one, two in pairwise(_values_of(text)))


def _are_labels(words: Sequence[str]) -> bool:
    """Tell whether each word is a label of its own: all differ, and none goes on with another."""
    alike = (0, len(words))
    small = sum(word[:1].islower() for word in words)
    return len({*words}) == len(words) and sum(map(is_year, words)) in alike and small in alike


def _set(lines: list[Line], table: Sequence[int]) -> None:
    """Print the lines of a table anew, each column as wide as the widest of its cells."""
    count = len(_values_of(lines[table[-1]].text))
    printed: list[list[str]] = []
    for at in table:
        text = lines[at].text
        words = words_of(text)[-count:]
        printed.append([text[: words[0][0]].rstrip(), *(text[slice(*word)] for word in words)])
    widths = [max(map(len, column)) for column in zip(*printed, strict=True)]
    for at, (name, *cells) in zip(table, printed, strict=True):
        columns = [cell.rjust(wide) for cell, wide in zip(cells, widths[1:], strict=True)]
        lines[at] = replace(lines[at], text="  ".join((name.ljust(widths[0]), *columns)))
