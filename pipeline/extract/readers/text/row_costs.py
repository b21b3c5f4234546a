"""What lines of tab text may be one row of a table, and what speaks against it.

Belongs here: costs, as logarithms of odds, of lines joined at a seam, of tabs that a row lacks
or has more than its table, and of a row whose name is missing. Which way through a text is the
cheapest is found by ``row_ways``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.extract.language.indicator_headers import NAME, match_single
from pipeline.extract.language.line_kinds import COMMENT, LABEL_HEAD, STRUCTURE, is_value_line
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import ACTIVITIES, head_word
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_date
from pipeline.extract.language.years import is_year

LONGEST_NAME = 300
_LONGEST = 90
_MOST_LINES = 16
"""A row has at most so many lines."""
NEVER = 1e9

_JOINED, _LINE, _ALIKE = 0.6, 0.15, 0.4
"""What a row of several lines costs, each line of it beyond the first, and again and again one
that has as many tabs as another: these are rows."""
_SHORT, _HEAD_ABOVE, _EXTRA = 1.6, 0.6, 0.2
"""What a row with fewer tabs costs, one of labels that may span columns, and each tab more that
may set in a value."""
_MANY = 9
_FEW = 2
"""So many tabs more may set in values where one line of a row has enough of them."""
_OPEN_HEAD = 1.0
"""What a header costs whose last cell is empty."""
_ALONE, _COMMENT, _BLANK, _BESIDE, _LED_ALONE = 1.0, 0.1, 0.05, 0.1, 0.5
"""What a line without a tab costs that is a row of its own, an Analys, blank or outside; and a row
of one cell where every cell begins with a tab."""
_NAMELESS, _UNNAMED = 1.2, 0.4
"""What a row costs whose first cell is empty, where a line of text stands above it as a row of its
own, or where it has values."""
_MORE_OF_NAME, _NAME_BELOW, _NO_HEAD, _LONG = 0.7, 0.1, 1.5, 2.5
_OF_VALUE, _MIXED, _AFTER_WORDS, _WORDS, _GOES_ON, _EMPTY_BELOW = 3.0, 2.5, 0.9, 0.4, 0.1, 0.3
_SENTENCE = re.compile(r"[.!?:;]$")


@dataclass(frozen=True, slots=True)
class Span:
    """Lines up to an index ``end`` (exclusive) as one row, and what they cost but for tabs.

    ``fields`` are the cells, some of them ``values`` and of these ``figures`` what is no period,
    ``most`` the most tabs of one of several lines; ``outside`` is what
    the line costs outside of tables.
    """

    end: int
    cost: float
    fields: tuple[str, ...]
    values: bool = False
    figures: bool = False
    most: int = 0
    outside: float = NEVER

    def labels(self, tabs: int) -> int:
        """Count the cells behind the second of a row with so many tabs that holds no value.

        0 where one but the first is empty, or has neither words nor a year; many where the row
        heads names of indicators or activities.
        """
        worded = all(any(map(str.isalnum, field)) for field in self.fields[1:])
        fits = 1 < len(self.fields) <= tabs + 1
        if self.figures or not fits:
            return 0
        if names_rows(next(filter(None, self.fields), "")):
            return _MANY
        return len(self.fields) - 2 if worded else 0

    def cost_of(self, tabs: int) -> float:
        """Return what it costs as a row of a table with so many tabs; 0: outside of tables."""
        if not tabs:
            return self.outside
        if len(self.fields) == 1:
            return self.cost
        more = len(self.fields) - 1 - tabs
        if more > 0:
            empty = self.fields.count("") - (not self.fields[0])
            most = empty if self.most < tabs else min(empty, _FEW)
            may_set_in = self.values and more <= most
            return self.cost + (_EXTRA * more if may_set_in else _SHORT * (1 + more))
        return self.cost + (self._cost_of_short() if more else 0.0)

    def _cost_of_short(self) -> float:
        first, last = self.fields[0], self.fields[-1]
        heads = not self.values and (not first or bool(last))
        return _HEAD_ABOVE if heads else _SHORT


def spans_from(texts: Sequence[str], at: int) -> Iterator[Span]:
    """Yield what a row that starts on a line may be, and that line alone."""
    row = texts[at]
    fields = _fields(row)
    unnamed = _UNNAMED * (row[:1] == "\t" and has_values(row))
    if "\t" in row:
        yield _span(fields, at + 1, unnamed)
    else:
        below = texts[at + 1] if at + 1 < len(texts) else ""
        lost = _NAMELESS * bool(row.strip() and _lacks_name(below))
        yield Span(at + 1, _cost_alone(row) + lost, (row,), outside=_outside(row) + lost)
    if not row.strip():
        return
    cost, most = unnamed + _JOINED, row.count("\t")
    alike = 0
    for stop in range(at + 1, min(at + _MOST_LINES, len(texts))):
        if texts[stop - 1].endswith("\n"):  # a rule ends it
            return
        cost += _LINE + _seam(row, texts[stop])
        if cost >= NEVER:
            return
        tabs = texts[stop].count("\t")
        alike += 1 < tabs == most
        cost += _ALIKE * alike * (1 < tabs == most)
        most = max(most, tabs)
        row = f"{row}\n{texts[stop]}"
        first, *others = _fields(texts[stop])
        fields = (*fields[:-1], f"{fields[-1]} {first}".strip(), *others)
        if len(fields) > 1:
            yield _span(fields, stop + 1, cost, most)


def led_span(lines: Sequence[str], end: int, cost: float) -> Span:
    """Return lines that end before an index as one row whose cells all begin with a tab."""
    text = "\n".join(line for line in lines if line.strip())
    span = _span(_fields(text.removeprefix("\t")), end, cost)
    if len(span.fields) > 1:
        return span
    return replace(span, cost=cost + (_COMMENT if COMMENT.match(span.fields[0]) else _LED_ALONE))


@lru_cache(maxsize=1 << 8)
def _fields(text: str) -> tuple[str, ...]:
    """Return the cells of a line; it is asked of each line by those above that may be its row."""
    return tuple([squeeze(field) for field in text.split("\t")])


def _span(fields: tuple[str, ...], end: int, cost: float, most: int = 0) -> Span:
    values = any(_is_value(field) and not is_year(field) for field in fields[1:])
    known = names_rows(fields[0])
    if known:
        cost += _MIXED * values + _OPEN_HEAD * (not fields[-1])
    figures = any(map(_has_figure, fields[1:]))
    return Span(end, cost, fields, values, figures, most)


def _lacks_name(row: str) -> bool:
    """Tell whether a row begins with an empty cell that is not only the place of icons."""
    return row[:1] == "\t" and bool(row.strip()) and not names_rows(first_filled(row))


def first_filled(row: str) -> str:
    """Return the first cell of a row that is not empty."""
    return next((text for field in row.split("\t") if (text := squeeze(field))), "")


def has_values(row: str) -> bool:
    """Tell whether a row has values beside its first cell."""
    return any(_is_value(squeeze(field)) for field in row.split("\t")[1:])


def may_open(text: str) -> bool:
    """Tell whether a line, or its first cell, names a column of names, or begins a goal."""
    text = squeeze(text.partition("\t")[0])
    return bool(text) and (
        names_rows(text) or bool(LABEL_HEAD.match(text) or STRUCTURE.match(text))
    )


def _cost_alone(text: str) -> float:
    if not text.strip():
        return _BLANK
    return _COMMENT if COMMENT.match(text.strip()) else _ALONE


def _outside(text: str) -> float:
    return _BESIDE if text.strip() else _BLANK


def _seam(row: str, text: str) -> float:
    """Return what it costs that a line goes on with the row of the lines above it."""
    above = squeeze(row.rpartition("\t")[2])
    below = squeeze(text.partition("\t")[0])
    if above and not _is_value(above) and above in _joined_labels(row):
        return _GOES_ON
    if "\t" not in row and not STRUCTURE.match(below):
        return _of_name(above, below, text)
    if not above and "\t" not in text and _ends_row(row, below):
        return 0.0
    if COMMENT.match(below) or STRUCTURE.match(below) or names_rows(below):
        return NEVER
    if COMMENT.match(row.strip()):
        return _LONG
    if not above or not below:
        if below:
            return _AFTER_WORDS if "\t" not in text else 0.0
        return _EMPTY_BELOW * bool(above)
    return 0.0 if _is_one_label((above, below)) else _inside_cell(above, below, text)


def _joined_labels(row: str) -> list[str]:
    """Return the cells of a row that go on in the next of its lines: no two columns are alike."""
    return [squeeze(line.rpartition("\t")[2]) for line in row.split("\n")[:-1]]


def _inside_cell(above: str, below: str, text: str) -> float:
    """Return what it costs that a line's first cell goes on with the last cell above it."""
    if is_year(below) and not any(map(str.isdigit, above)) and not has_values(text):
        return _WORDS
    values = _is_value(above) + _is_value(below)
    if values:
        return _OF_VALUE if values > 1 else _MIXED
    if _SENTENCE.search(above):
        return _LONG
    if below[:1] == "(" or below[:1].islower():
        return _GOES_ON
    return _WORDS if "\t" in text else _AFTER_WORDS


def _ends_row(row: str, below: str) -> bool:
    """Tell whether a line is the last cell of a row: a value, or a label of a header."""
    cells = row.split("\t")[:-1]
    labels = all(map(str.strip, cells)) and not has_values(row) and not STRUCTURE.match(below)
    return (bool(below) and labels) or _is_value(below)


def _of_name(above: str, below: str, text: str) -> float:
    """Return what it costs that a line goes on with the first cell of a row."""
    if _is_value(above) or len(above) > LONGEST_NAME:
        return _LONG
    if not below and text:
        first = first_filled(text)
        if names_rows(first):
            return _NO_HEAD
        if COMMENT.match(above) or (_SENTENCE.search(above) and not _is_value(first)):
            return _LONG
        return _NAME_BELOW if may_open(above) or has_values(text) else _NO_HEAD
    if len(above) > _LONGEST or _SENTENCE.search(above):
        return _LONG
    goes_on = below[:1].islower() and "\t" in text
    return _NAME_BELOW if goes_on else _MORE_OF_NAME


@remembered
def names_rows(text: str) -> bool:
    """Tell whether a text heads the names of indicators or activities."""
    known = match_single(compact(strip_icon(text))) is NAME
    return known or head_word(text).startswith(ACTIVITIES)


@lru_cache(maxsize=1 << 12)
def _is_one_label(lines: tuple[str, str]) -> bool:
    """Tell whether two lines are a column's label, or a period, only together.

    >>> pairs = ("Utfall", "VB 2020"), ("Prognos", "helår"), ("jan-aug", "2021")
    >>> [_is_one_label(lines) for lines in pairs]
    [True, True, True]
    >>> pairs = ("Årsmål", "2021"), ("Årsmål", "Period"), ("2021", "2022")
    >>> [_is_one_label(lines) for lines in pairs]
    [False, False, False]
    """
    above, below = lines
    if is_year(below):
        return is_period(f"{above} {below}")
    column, first, second = (match_single(compact(t)) for t in (f"{above} {below}", above, below))
    return column is not None and (column is not first or second is None)


@remembered
def _has_figure(text: str) -> bool:
    """Tell whether a cell is a value or a date, or begins with a number that is no year."""
    begins = text[:1].isdigit() and not is_year(text.split(None, 1)[0])
    return begins or is_value_line(text) or parse_date(text) is not None


@remembered
def _is_value(text: str) -> bool:
    return is_value_line(text) or is_period(text) or parse_date(text) is not None
