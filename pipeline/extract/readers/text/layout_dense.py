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
from typing import NamedTuple

from pipeline.extract.document import Line
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.layout_lines import Span, segments_of, words_of

_LEAST, _MANY = 4, 6
"""So many columns such a table has; one row is enough where it has many."""
_MOST_BLANK, _MOST_ROWS = 2, 100
_NEAR = 4
"""Letters by which the first value of a row may stand left of its label."""
_VALUE = re.compile(r"[-+–]?\d[\d,.]*(?:%|st)?|[-–.]|i\.?u\.?|JA|NEJ|Ja|Nej")


def spread(lines: Sequence[Line]) -> list[Line]:
    """Return lines in which the cells of such tables stand two spaces apart, each below its label.

    All others are as they were.
    """
    found = list(lines)
    index = 0
    while index < len(lines):
        table = _table_below(lines, index)
        if table.rows:
            _set(found, index, table)
        index = max(table.rows) + 1 if table.rows else index + 1
    return found


class _Dense(NamedTuple):
    """The rows of such a table, and lines between them that have nothing but names."""

    rows: Sequence[int]
    names: Sequence[int]


def _table_below(lines: Sequence[Line], index: int) -> _Dense:
    """Return what is below a line whose words are the labels of such a table; else no rows."""
    nothing = _Dense((), ())
    if not _may_be_header(lines[index].text):
        return nothing
    heads = words_of(lines[index].text)
    rows: list[int] = []
    names: list[int] = []
    count = 0
    last = index
    for at in range(index + 1, len(lines)):
        text = lines[at].text
        if not text.strip():
            continue
        values = _values_of(text, heads)
        if at - last > _MOST_BLANK + 1 or len(rows) == _MOST_ROWS:
            break
        if not values and _is_name(text, heads[-(count or _LEAST) :]):
            names.append(at)
            last = at
            continue
        count = count or len(values)
        if not values or len(values) != count:
            break
        rows.append(at)
        last = at
    if count < _LEAST or not any(_is_close(_values_of(lines[at].text, heads)) for at in rows):
        return nothing
    labels = lines[index].text.split()[-count:]
    several = len(rows) > 1 or count >= _MANY
    if not (several and len(labels) == count and _are_labels(labels)):
        return nothing
    return _Dense(rows, [at for at in names if at <= rows[-1] + 1])


def _may_be_header(text: str) -> bool:
    """Tell whether a line has words enough and no value but years."""
    words = text.split()
    last = words[-_LEAST:]
    worded = all(map(is_year, last)) or not any(map(_VALUE.fullmatch, last))
    return len(words) >= _LEAST and worded


def _values_of(text: str, heads: Sequence[Span]) -> list[Span]:
    """Return where the words behind the first text of a line stand, if all are values.

    All words of a line are, where it begins below the label of the first of them: its name stands
    above or below it. A year is a name itself, where the header has a label for it.
    """
    words = words_of(text)
    below = len(words) <= len(heads) and words[0][0] >= heads[-len(words)][0] - _NEAR
    named = len(words) == len(heads) and is_year(text[slice(*words[0])])
    if not (below and not named and _are_values(text, words)):
        beside = segments_of(text)[1:]
        words = [word for word in words if beside and word[0] >= beside[0][0]]
    return words if _are_values(text, words) else []


def _are_values(text: str, words: Sequence[Span]) -> bool:
    return all(_VALUE.fullmatch(text[slice(*word)]) for word in words)


def _is_name(text: str, heads: Sequence[Span]) -> bool:
    """Tell whether a line has one text, left of where labels stand."""
    found = segments_of(text)
    return len(found) == 1 and found[0][1] <= heads[0][0] and len(text.split()) <= _LEAST


def _is_close(values: Sequence[Span]) -> bool:
    return any(two[0] - one[1] == 1 for one, two in pairwise(values))


def _are_labels(words: Sequence[str]) -> bool:
    """Tell whether each word is a label of its own: all differ, and none goes on with another."""
    alike = (0, len(words))
    small = sum(word[:1].islower() for word in words)
    return len({*words}) == len(words) and sum(map(is_year, words)) in alike and small in alike


def _set(lines: list[Line], header: int, table: _Dense) -> None:
    """Print the lines of a table anew, each column as wide as the widest of its cells."""
    count = len(_values_of(lines[table.rows[-1]].text, words_of(lines[header].text)))
    printed: list[list[str]] = []
    for at in (header, *table.rows):
        text = lines[at].text
        words = words_of(text)[-count:]
        printed.append([text[: words[0][0]].rstrip(), *(text[slice(*word)] for word in words)])
    widths = [max(map(len, column)) for column in zip(*printed, strict=True)]
    widest = max([widths[0], *(len(lines[at].text.rstrip()) for at in table.names)])
    for at, (name, *cells) in zip((header, *table.rows), printed, strict=True):
        columns = [cell.rjust(wide) for cell, wide in zip(cells, widths[1:], strict=True)]
        lines[at] = replace(lines[at], text="  ".join((name.ljust(widest), *columns)))
