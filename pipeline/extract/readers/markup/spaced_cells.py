"""Tables of Markdown that are printed as paragraphs, one a cell: what mammoth makes of Word.

A paragraph is a whole cell, or a part of one that has several; an empty cell leaves no trace. So
a row is a name and the values behind it, and one with fewer values than its table has columns
lacks some. Belongs here: telling rows by what their paragraphs say, and tables by their rows.
What stands in their first rows is ``spaced_heads``' work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from pipeline.extract.document import GridTable, Line, RunTable
from pipeline.extract.language.indicator_headers import NAME, match_single
from pipeline.extract.language.line_kinds import ASSESSMENT, COMMENT, NOTE, STRUCTURE, says_value
from pipeline.extract.language.table_heads import ACTIVITIES, DEVIATION, head_word
from pipeline.extract.language.text import (
    compact,
    is_bullet,
    normalise_characters,
    squeeze,
    strip_icon,
)
from pipeline.extract.language.values import is_known, is_period, parse_date
from pipeline.extract.language.years import is_year

_LIST_OR_HEADING = re.compile(r"^ {0,3}#{1,6} |^ *(?:[-*+]|\d{1,3}\\?[.)]) ")
_HEADING = re.compile(r"^ {0,3}#{1,6} ")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: ?[-–] ?\d{4}-\d{2}-\d{2})?")
_COUNTS = re.compile(r"(?:löp)?(?:nr|nummer)\.?", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,3})\.?")
_DEVIATES = re.compile(DEVIATION, re.IGNORECASE)
_SMALL = re.compile(r"[a-zåäö(/]")
_SENTENCE_END = re.compile(r"[.!?:]$")
_AMOUNTS = re.compile(r"(?:budget|avvikelse|prognos|utfall)\w*\b", re.IGNORECASE)
"""What labels of columns begin with, and names of rows above a period do not."""
_BREAK = "  "
_WORDS, _LONGEST = 4, 160
"""A paragraph that ends as a sentence does with so many words, or is longer, is no cell."""
_LABEL = 40
"""Letters of a label that a star stands before."""
_LONGEST_ANALYSIS = 12
_FEWEST_LABELS = 3
"""Paragraphs before the first value of a table: at least two labels and a name."""
_PIECES = 3
"""Paragraphs of one name."""


PLANNED = ("start", "tidplan")
"""What the label beside that of activities begins with."""


class Kind(Enum):
    """What a paragraph may be in a table."""

    TEXT = "text"
    VALUE = "value"
    CALENDAR = "calendar"
    DAY = "day"
    COMMENT = "comment"
    PROSE = "prose"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph: lines ``start`` to ``end`` (indices, end exclusive), and what it says."""

    start: int
    end: int
    text: str
    kind: Kind
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class Row:
    """Names and values that follow each other, and the text that explains them.

    ``below`` are names that no values follow.
    """

    names: list[Part] = field(default_factory=list)
    values: list[Part] = field(default_factory=list)
    comment: list[Part] = field(default_factory=list)
    below: list[Part] = field(default_factory=list)

    def parts(self) -> list[Part]:
        """Return all its paragraphs in order."""
        return [*self.names, *self.values, *self.comment, *self.below]


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """A table that takes lines ``start`` to ``end`` (indices, end exclusive)."""

    start: int
    end: int
    grid: GridTable | RunTable


def parts_of(lines: Sequence[Line], plain: Callable[[str], str]) -> list[Part]:
    """Return the paragraphs of a text; those that are nothing but an icon are left out.

    Args:
        lines: All lines of the text.
        plain: What makes text of marked-up text.
    """
    parts: list[Part] = []
    at = 0
    while at < len(lines):
        end = at + 1
        raw = lines[at].text
        if raw.strip() and not _LIST_OR_HEADING.match(raw):
            while end < len(lines) and lines[end - 1].text.endswith(_BREAK) and lines[end].text:
                end += 1
            text = plain(" ".join(line.text.strip() for line in lines[at:end]))
            text = strip_icon(normalise_characters(text))
            if text:
                kind = _kind(text, parts[-1] if parts else None)
                parts.append(Part(at, end, text, kind, tuple(lines[at:end])))
        elif raw.strip():
            kind = Kind.STOP if _HEADING.match(raw) else Kind.PROSE
            parts.append(Part(at, end, plain(raw), kind, tuple(lines[at:end])))
        at = end
    return list(_without_counts(parts))


def _without_counts(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield paragraphs without those that only count rows, below a label that says so."""
    head: Part | None = None
    last: int | None = None
    waiting: Part | None = None
    for part in parts:
        if waiting is not None:
            if part.kind is Kind.TEXT:
                last = int(waiting.text.rstrip("."))
            else:
                yield waiting
            waiting = None
        if part.kind is Kind.STOP:
            head = last = None
        if part.kind is Kind.TEXT and _COUNTS.fullmatch(part.text):
            head, last = part, None
            continue
        found = _COUNT.fullmatch(part.text) if head else None
        if found and (last is None or int(found[1]) == last + 1):
            waiting = part
            continue
        yield part
    if waiting is not None:
        yield waiting


def _kind(text: str, before: Part | None) -> Kind:
    """Tell what a paragraph may be; below a column's label stands no value without a digit."""
    if STRUCTURE.match(text) or ASSESSMENT.match(text):
        return Kind.STOP
    if COMMENT.match(text):
        return Kind.COMMENT
    if is_period(text):
        return Kind.CALENDAR
    if _DAY.fullmatch(text) and parse_date(text):
        return Kind.DAY
    heads = before is not None and before.kind is Kind.TEXT and _is_label(before.text)
    if _is_label(text) or (heads and text.isalpha()):
        return Kind.TEXT
    dated = before is not None and before.kind is Kind.DAY
    if is_known(text) or says_value(text) or (dated and _DEVIATES.fullmatch(text)):
        return Kind.VALUE
    sentence = _SENTENCE_END.search(text) and len(text.split()) > _WORDS
    note = NOTE.match(text) and not (text[0] == "*" and len(text) <= _LABEL)
    prose = sentence or len(text) > _LONGEST or note or is_bullet(text)
    return Kind.PROSE if prose else Kind.TEXT


def _is_label(text: str) -> bool:
    return match_single(compact(text)) is not None


def tables_of(parts: Sequence[Part]) -> Iterator[list[Row]]:
    """Yield the rows of each table; the names of the first begin with the header's labels."""
    for stretch in _stretches(parts):
        rows = list(_with_calendar_heads(_rows_apart(stretch)))
        table: list[Row] = []
        for row in rows:
            if _opens(row):
                if table:
                    yield table
                table = [row]
            elif table:
                table.append(row)
        if table:
            yield table


def says_something(rows: Sequence[Row]) -> bool:
    """Tell whether some value of a table is more than a day or a period."""
    return any(part.kind is Kind.VALUE for row in rows for part in row.values)


# --- rows ---------------------------------------------------------------------------------------


def _stretches(parts: Sequence[Part]) -> Iterator[list[Row]]:
    """Yield the rows that no prose and no heading part."""
    rows: list[Row] = [Row()]
    at = 0
    while at < len(parts):
        part = parts[at]
        if _heads_comments(part, rows[-1]):
            part = replace(part, kind=Kind.TEXT)
        if part.kind is Kind.COMMENT and rows[-1].values:
            size = _comment_size(parts, at)
            rows[-1].comment = list(parts[at : at + size])
            rows.append(Row())
            at += size
            continue
        if part.kind in (Kind.STOP, Kind.PROSE, Kind.COMMENT):
            yield _filled(rows)
            rows = [Row()]
        elif part.kind is Kind.TEXT:
            if rows[-1].values:
                rows.append(Row())
            rows[-1].names.append(part)
        else:
            rows[-1].values.append(part)
        at += 1
    yield _filled(rows)


def _heads_comments(part: Part, row: Row) -> bool:
    """Tell whether a paragraph heads a column of comments: labels stand above it, no values."""
    alone = part.kind is Kind.COMMENT and len(part.text.split()) == 1
    labels = bool(row.names) and all(above.kind is Kind.CALENDAR for above in row.values)
    several = len(row.names) + len(row.values) > 1 or part.text.startswith("Kommentar")
    return alone and labels and several


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that have values, the last with the names below it."""
    if len(rows) > 1 and not rows[-1].values:
        rows[-2].below = rows[-1].names
    return [row for row in rows if row.values]


def _comment_size(parts: Sequence[Part], start: int) -> int:
    """Return how many paragraphs explain a row: up to the next row, else no more than one text."""
    alone = len(parts[start].text.split()) == 1
    first = start + 1 + (alone and parts[start + 1 : start + 2] != [])
    end = first
    while end < min(start + _LONGEST_ANALYSIS, len(parts)) and parts[end].kind is Kind.PROSE:
        end += 1
    kinds = [part.kind for part in parts[end : end + _PIECES]]
    begins = kinds[:1] == [Kind.TEXT] and bool({Kind.VALUE, Kind.DAY} & {*kinds[1:]})
    return (end if begins else first) - start


def _rows_apart(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows, those whose names are years or periods apart from the values above them."""
    led = sum(_starts(row)[:1] == [0] for row in rows)
    for row in rows:
        starts = _starts(row)
        sizes = {two - one for one, two in pairwise([*starts, len(row.values)])}
        years = any(is_year(row.values[at].text) for at in starts)
        alone = len(starts) == 1 and not (starts == [0] and led > 1)
        if not starts or (years and (alone or len(sizes) > 1)):
            yield row
            continue
        above = Row(row.names, row.values[: starts[0]])
        below = [Row([row.values[a]], row.values[a + 1 : b])
                 for a, b in pairwise([*starts, len(row.values)])]  # fmt: skip
        below[-1].comment = row.comment
        if not above.values:
            below[0].names = [*above.names, *below[0].names]
        below[-1].below = row.below
        yield from ([above, *below] if above.values else below)


def _starts(row: Row) -> list[int]:
    """Return where years and periods stand among a row's values with a value behind them."""
    return [
        at
        for at, (part, below) in enumerate(pairwise(row.values))
        if part.kind is Kind.CALENDAR and below.kind is Kind.VALUE
    ]


def _heads_amounts(row: Row) -> bool:
    return any(_AMOUNTS.match(part.text) for part in row.names)


def _with_calendar_heads(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield rows, one whose values are all years or periods as a part of the header below it."""
    waiting: Row | None = None
    for row in rows:
        if waiting is not None:
            if not waiting.comment and not _names_columns(row):
                row.names[:0] = [*waiting.names, *waiting.values]
            else:
                yield waiting
        waiting = None
        several = len(row.values) > 1 or len(row.names) > 1 or _heads_amounts(row)
        if several and all(part.kind is Kind.CALENDAR for part in row.values):
            waiting = row
        else:
            yield row
    if waiting is not None:
        yield waiting


# --- tables -------------------------------------------------------------------------------------


def _opens(row: Row) -> bool:
    """Tell whether a table begins here: what stands before the values is more than a name."""
    more = len(row.names) >= _FEWEST_LABELS and len(row.names) > len(row.values)
    return more or _names_columns(row)


def _names_columns(row: Row) -> bool:
    words = [head_word(part.text) for part in row.names]
    if any(one.startswith(ACTIVITIES) and two.startswith(PLANNED) for one, two in pairwise(words)):
        return True
    known = [match_single(compact(part.text)) for part in row.names]
    return NAME in known and len([column for column in known if column]) > 1


def joined(parts: Sequence[Part]) -> str:
    """Return the text of a cell of several paragraphs."""
    return squeeze(" ".join(part.text for part in parts))


def goes_on(text: str) -> bool:
    """Tell whether a paragraph begins as one does that goes on with the one above it.

    >>> [goes_on(text) for text in ("kvinnor/flickor", "(tkr)", "Årsmål", "2031")]
    [True, True, False, False]
    """
    return bool(_SMALL.match(text))
