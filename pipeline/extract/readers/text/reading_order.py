"""Whether a text still has the order in which its tables are read: row by row.

Belongs here: telling a text whose tables were printed column by column, as pdftotext does
without ``-layout`` and pdfminer does. What such a text says of a row cannot be known, so it
is refused, with what to do instead. Does not belong here: reading tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.extract.document import Line
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.language.line_kinds import ASSESSMENT, STRUCTURE, is_value_line
from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.language.text import normalise_characters, squeeze, strip_icon
from pipeline.extract.language.values import is_period
from pipeline.extract.readers.text.cut_cells import whole_cells

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"20\d\d")
_REMARK_END = re.compile(r"fastställs$")
_PERIOD_START = re.compile(r"(?:tertial|kvartal)$")
_NUMBER = re.compile(r"[1-4]")
"""A narrow column prints "Fastställs / 2017" and "Tertial / 1 / 2017" on lines of their own."""

_LONGEST_CELL = 40
_LEAST_OF_HEADER = 4
_FEWEST = 5
_SHARE = 0.05
"""Texts in order have no row out of order, others one in eight or more (three reports, forty
programs)."""

_DATES_OF_ROW = 2
_LINES_OF_PERIOD = 2
_PARTS_OF_NAMED = 4
"""Two rows, of a period and values each: one alone may be a row that a page break tears."""
_PERIOD, _DATE_KIND, _VALUE, _WORDS = "period", "date", "value", "words"


@dataclass(frozen=True, slots=True)
class RowEnds:
    """How many periods and dates stand alone on lines, and how many of them out of order."""

    seen: int
    lost: int


def refuse_lost_order(text: str) -> None:
    """Let a text pass whose tables are printed row by row, as far as lines can tell.

    Raises:
        UnreadableDocument: 'order_lost', with what to do instead.
    """
    ends = row_ends(text)
    if ends.lost >= _FEWEST and ends.lost > _SHARE * ends.seen:
        raise UnreadableDocument(
            "order_lost",
            f"The tables of this text are printed column by column: {ends.lost} of {ends.seen} "
            "periods and dates do not end a row, so what belongs to which row is lost. Put the "
            "PDF itself here, or save its text with 'pdftotext -layout'.",
        )


def row_ends(text: str) -> RowEnds:
    """Count how the rows of indicators and activities end, where their cells are lines.

    A row ends with its period, and the next line is a name; with its dates, of which it has
    two at most. Where columns are printed one after the other, values follow a period, periods
    and dates follow each other. Periods that head the columns of another table, each another, or
    name its rows, are no such ends.
    """
    seen = lost = 0
    for table in _tables(text):
        for worded, printed in groupby(table, lambda told: told[0] == _WORDS):
            for lines, torn in [] if worded else _ends(printed):
                seen += lines
                lost += lines * torn
    return RowEnds(seen, lost)


def _ends(printed: Iterable[tuple[str, str]]) -> Iterator[tuple[int, bool]]:
    """Yield how many lines each run of periods or dates has, and whether it is out of order.

    ``printed``: the lines between two of words, each with its kind.
    """
    runs = [
        (kind, [line for _, line in run]) for kind, run in groupby(printed, lambda told: told[0])
    ]
    named = _names_rows([(kind, len(lines)) for kind, lines in runs])
    for number, (kind, lines) in enumerate(runs, start=1):
        if kind == _DATE_KIND:
            yield len(lines), len(lines) > _DATES_OF_ROW
        elif kind == _PERIOD:
            many = len(lines) > _LINES_OF_PERIOD
            heads = many and len({*lines}) == len(lines)
            yield len(lines), not heads and (many or (number < len(runs) and not named))


def _names_rows(runs: Sequence[tuple[str, int]]) -> bool:
    """Tell whether periods begin the rows of a table, so that its values stand behind them.

    Where the values of columns are printed after the names, they begin and a period ends them.
    """
    by_turns = all(kind == (_VALUE, _PERIOD)[at % 2 == 0] for at, (kind, _) in enumerate(runs))
    alone = all(size == 1 for kind, size in runs if kind == _PERIOD)
    return by_turns and alone and len(runs) >= _PARTS_OF_NAMED and runs[-1][0] == _VALUE


def _tables(text: str) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield the lines of each table of indicators or activities, each with its kind."""
    kinds: list[tuple[str, str]] = []
    inside = False
    before = ""
    for line in _whole_lines(text):
        opens = _opens_table(line)
        if opens or STRUCTURE.match(line) or ASSESSMENT.match(line):
            yield kinds
            kinds, inside = [], opens
        elif inside and _REMARK_END.search(before) and _YEAR.fullmatch(line):
            kinds.append((_WORDS, line))
        elif inside and kinds and _YEAR.fullmatch(line) and _is_its_year(kinds[-1], line):
            kinds[-1] = (_PERIOD, f"{kinds[-1][1]} {line}")
        elif inside and not (_PERIOD_START.search(before) and _NUMBER.fullmatch(line)):
            kinds.append((_kind(line), line))
        before = f"{before}{line}"[-_LONGEST_CELL:].casefold()
    yield kinds


def _is_its_year(above: tuple[str, str], year: str) -> bool:
    """Tell whether a year goes on with the period on the line above it ("jan-aug", "2026")."""
    kind, line = above
    return kind == _PERIOD and is_period(f"{line} {year}")


def _whole_lines(text: str) -> Iterator[str]:
    """Yield the lines of text; a date or year that a narrow column cuts is one line."""
    lines = [
        Line(number, squeeze(strip_icon(normalise_characters(raw.replace("\f", "")))))
        for number, raw in enumerate(text.split("\n"), start=1)
    ]
    return (line.text for line in whole_cells(lines) if line.text)


def _opens_table(line: str) -> bool:
    word = head_word(line) if len(line) <= _LONGEST_CELL else ""
    cut = len(word) >= _LEAST_OF_HEADER and INDICATORS.startswith(word)
    return cut or word.startswith((INDICATORS, ACTIVITIES))


def _kind(line: str) -> str:
    if len(line) > _LONGEST_CELL:
        return _WORDS
    if _DATE.fullmatch(line):
        return _DATE_KIND
    if is_period(line):
        return _PERIOD
    return _VALUE if is_value_line(line) else _WORDS
