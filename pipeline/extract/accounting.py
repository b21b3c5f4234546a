"""What became of every printed word of a document, and how well it was read.

Belongs here: each block of the document is a fact, a table's cells, a section of prose or a
problem, and furniture was set aside by the readers; so every word is in exactly one of them.
Signs that reading failed become problems with their place: what only tables hold but ended
in prose, known tables among the others, labels that are empty or values, tables that a
converter left out, counts that the report states and that were not found. The score is the
share of the words in tables, or left over from tables, that were read as they should be.

Does not belong here: what is done about a bad reading (``intake`` and the gate do that).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.document import Block, GridTable, Paragraph, Place, RunTable
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.signs import is_table_part
from pipeline.extract.language.spelling import usual_spelling, usual_words
from pipeline.extract.language.table_heads import INDICATORS, head_word
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.values import parse_cell, parse_date
from pipeline.extract.language.years import is_year
from pipeline.extract.report import (
    ActivityRow,
    Goal,
    GoalLevel,
    IndicatorRow,
    Problem,
    ReportTable,
)
from pipeline.extract.table_doubts import table_doubts
from pipeline.extract.tables.label_columns import are_no_names

_LEFT_OUT = re.compile(r"^\[TABLE\]$")
_WORDS_OF_A_TABLE = 60
"""How much a table that a converter left out weighs at least."""

_WORDS_OF_A_ROW = 6
"""How much a cell alone weighs: about half the row that it was lost from."""

_HEADERS = (
    r"Periodens\s+utfall",
    r"Prognos\s+helår",
    r"KF:s\s+årsmål",
    r"Årsmål\b",
    r"Startdatum\b",
) + (r"Slutdatum\b", r"Utfall\s+(?:män|kvinnor|VB)\b", r"Periodicitet\b")
_HEADER_WORDS = re.compile("|".join([*(rf"\b{words}" for words in _HEADERS), r"^Indikator\b"]))
_FIRST_WORDS = ("Indikator", *(re.split(r"\\", words)[0] for words in _HEADERS))
"""Of headers: most paragraphs have none of them, and are not searched for the whole."""
_NAMED = re.compile(r"\b(?:Indikator(?:er)?|Aktivitet(?:er)?|Årsmål|Startdatum)\b")
_ROWS = f"{INDICATORS}er"
_OF_ACTIVITIES = re.compile(
    r"^(?:\w+s )?Aktivitet(?:er)?\b.{0,40}\bStart(?:datum)? Slut(?:datum)?\b"
    r"|\b\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d\b"
)
"""A header of activities, or when one begins and ends, which no sentence says like this."""
_SEVERAL = 3
_DIGITS = re.compile(r"\d+")
_NUMBERS = re.compile(r"^[-–(+]?\d[\d ,.]*%?\)?$")
_MOSTLY_NUMBERS = 0.4
_FEWEST_TOKENS = 8
_STATED = re.compile(
    r"\bav (?:de |nämndens |totalt |sammanlagt )*(\d{1,3}) (indikator|aktivitet)(?:er|erna)?\b",
    re.IGNORECASE,
)
_SHORT_OF_STATED = 0.8
_NO_INDICATORS = 0.7
_ENOUGH_AREAS = 3
_MOST_PROBLEMS = 25
_LOST = frozenset(
    ("indicator_table_without_rows", "activity_table_without_rows", "indicator_row_not_understood")
    + ("more_values_than_columns", "table_text_left", "activity_without_dates", "garbled_text")
    + ("value_outside_columns",)
)
"""Problems of parsers whose places hold words that no fact tells."""

_FEWEST_CUTS, _CUTS = 2, 0.15


@dataclass(frozen=True, slots=True)
class Words:
    """How many printed words became what; together they are all words of the document."""

    facts: int = 0
    cells: int = 0
    sections: int = 0
    furniture: int = 0
    problems: int = 0

    @property
    def total(self) -> int:
        """All words of the document."""
        return self.facts + self.cells + self.sections + self.furniture + self.problems


@dataclass(frozen=True, slots=True)
class Accounting:
    """``score`` is 0 to 1: the share of what tables hold that was read as it should be.

    ``unread`` are the indices of the blocks that were not, whether or not a problem says so.
    """

    words: Words
    score: float
    problems: tuple[Problem, ...]
    unread: frozenset[int]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parsers made of the blocks; ``known`` are those of indicators and activities.

    ``tables`` belong to the blocks ``others``, in order; ``beside`` are the places of what
    indicator tables print in columns of no measure, which are tables of their own; ``untimed``
    are the indices of indicators of which no table says when they are measured.
    """

    known: frozenset[int]
    facts: frozenset[int]
    others: Sequence[int]
    tables: Sequence[ReportTable]
    goals: Sequence[Goal]
    indicators: Sequence[IndicatorRow]
    activities: Sequence[ActivityRow]
    problems: Sequence[Problem]
    beside: frozenset[Place] = frozenset()
    untimed: frozenset[int] = frozenset()


def account(blocks: Sequence[Block], furniture: Sequence[Place], parsed: Parsed) -> Accounting:
    """Account for the words of a document, and find the signs that reading it failed."""
    signs = list(_signs(blocks, parsed))
    lost_at = {index for index, _, _ in signs}
    lost = sum(
        _size(problem.place)
        for problem in parsed.problems
        if problem.code in _LOST and problem.place not in parsed.beside
    )
    counts = dict.fromkeys(("facts", "cells", "sections", "problems"), 0)
    for index, block in enumerate(blocks):
        counts[_kind(index, block, parsed, lost_at)] += _size(block.place)
    moved = min(lost, counts["facts"])
    counts["facts"] -= moved
    counts["problems"] += moved
    words = Words(furniture=sum(map(_size, furniture)), **counts)
    stated = list(_stated(blocks, parsed))
    problems = [*[problem for _, _, problem in signs], *stated][:_MOST_PROBLEMS]
    whole = [
        table
        for index, table in zip(parsed.others, parsed.tables, strict=True)
        if index not in lost_at
    ]
    score = _score(blocks, parsed, signs, moved)
    return Accounting(words, score, (*problems, *table_doubts(whole)), frozenset(lost_at))


def _size(place: Place | None) -> int:
    return len(place.text.split()) if place else 0


def _kind(index: int, block: Block, parsed: Parsed, lost_at: set[int]) -> str:
    if index in lost_at:
        return "problems"
    if index in parsed.facts or index in parsed.known:
        return "facts"
    return "sections" if isinstance(block, Paragraph) else "cells"


# --- score --------------------------------------------------------------------------------------


def _score(
    blocks: Sequence[Block],
    parsed: Parsed,
    signs: Sequence[tuple[int, int, Problem]],
    lost: int,
) -> float:
    """Return the share of the words in or left over from tables that was read.

    A report with several areas' goals and no indicator is not believed to have none.
    """
    lost_at = {index for index, _, _ in signs}
    bad = sum(size for _, size, _ in signs) + float(lost)
    known = [index for index in parsed.known if index not in lost_at]
    facts = max(sum(_size(blocks[index].place) for index in known) - lost, 0)
    good = facts * _whole(parsed)
    bad += facts - good
    for index, table in zip(parsed.others, parsed.tables, strict=True):
        if index not in lost_at:
            size = _size(blocks[index].place)
            labelled = size * _labelled(table)
            good += labelled
            bad += size - labelled
    share = good / (good + bad) if good + bad else 0.0
    areas = sum(goal.level is GoalLevel.OPERATIONAL_AREA for goal in parsed.goals)
    doubted = areas >= _ENOUGH_AREAS and not parsed.indicators
    return round(share * (_NO_INDICATORS if doubted else 1.0), 4)


def _whole(parsed: Parsed) -> float:
    """Return the share of rows that are whole, each weighed by its confidence."""
    timed = any(row.period for row in parsed.indicators)
    rows = [
        _mean([row.confidence, *(cell.confidence for cell in row.cells)])
        * bool(row.name and (row.cells or row.analysis))
        * bool(row.period or not timed or index in parsed.untimed)
        * (not _is_shattered(row.name))
        for index, row in enumerate(parsed.indicators)
    ]
    rows += [
        row.confidence
        * bool(row.text and (row.start_date or row.end_date))
        * (not _is_shattered(row.text))
        for row in parsed.activities
    ]
    return _mean(rows)


@remembered
def _is_shattered(text: str) -> bool:
    """Tell whether several words of a name are pieces of words that narrow columns have cut.

    >>> _is_shattered("Andel föräl drar som känn er sig välko mna när de lämn ar")
    True
    >>> _is_shattered("Andel föräldrar som känner sig välkomna när de lämnar")
    False
    """
    words = text.split()
    pairs = [(one, two) for one, two in pairwise(words) if one.isalpha() and two.islower()]
    known = usual_words()
    unknown = [(one, two) for one, two in pairs if one.casefold() not in known or two not in known]
    if not _are_many(len(unknown), len(pairs)):  # so most names end here: letters are dear to ask
        return False
    spelling = usual_spelling()
    return _are_many(sum(spelling.is_one(one, two) for one, two in unknown), len(pairs))


def _are_many(cuts: int, pairs: int) -> bool:
    return cuts >= _FEWEST_CUTS and cuts > _CUTS * pairs


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _labelled(table: ReportTable) -> float:
    """Return the share of a table's cells that a label names at their left and above."""
    cells = [cell for cell in table.cells if cell.column_no > 1]
    return _mean(
        [
            cell.confidence
            * bool(cell.row_label and cell.column_label)
            * (not _is_value(cell.column_label))
            for cell in cells
        ]
    )


def _is_value(text: str) -> bool:
    """Tell whether a label is a value, which no label is but a year."""
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None and not is_year(text)


# --- signs --------------------------------------------------------------------------------------


def _signs(blocks: Sequence[Block], parsed: Parsed) -> Iterator[tuple[int, int, Problem]]:
    """Yield (block, words, problem) for every block that was not read as it should be."""
    number = {index: at for at, index in enumerate(parsed.others)}
    sizes = [_size(block.place) for block in blocks if not isinstance(block, Paragraph)]
    usual = max(_WORDS_OF_A_TABLE, round(_mean(sizes)))
    for index, block in enumerate(blocks):
        if index in parsed.known:
            continue
        if isinstance(block, Paragraph):
            told = index in parsed.facts or _names_rows(block, index, parsed)
            found = None if told else _sign_in_prose(block)
        else:
            found = _sign_in_table(block, parsed.tables[number[index]])
        if found is not None:
            code, message = found
            least = {"table_left_out": usual, "table_part_in_prose": _WORDS_OF_A_ROW}.get(code, 0)
            size = max(least, _size(block.place))
            yield index, size, Problem(code, message, block.place)


def _names_rows(block: Paragraph, index: int, parsed: Parsed) -> bool:
    """Tell whether a paragraph says whose rows the known table right below it has."""
    return index + 1 in parsed.known and head_word(block.text) == _ROWS


def _sign_in_prose(block: Paragraph) -> tuple[str, str] | None:
    text = squeeze(block.text)
    if _LEFT_OUT.match(text):
        return "table_left_out", (
            "The program that made this text left a table out. Give the file it was made from."
        )
    if is_table_part(text):
        return "table_part_in_prose", f"'{text}' stands in tables only, and in no table here."
    headed = any(word in text for word in _FIRST_WORDS)
    headed = headed and len(_HEADER_WORDS.findall(text)) >= _SEVERAL
    headed = headed or _OF_ACTIVITIES.search(text) is not None
    if headed or _is_numeric(text) or "-----" in text:
        return "table_in_prose", "This looks like a table and was read as running text."
    return None


def _is_numeric(text: str) -> bool:
    """Tell whether much of a text is numbers; words are only asked where it has the digits."""
    tokens = text.split()
    most = _MOSTLY_NUMBERS * len(tokens)
    if len(tokens) < _FEWEST_TOKENS or len(_DIGITS.findall(text)) <= most:
        return False
    return sum(bool(_NUMBERS.match(token)) for token in tokens) > most


def _sign_in_table(block: GridTable | RunTable, table: ReportTable) -> tuple[str, str] | None:
    named = isinstance(block, GridTable) and any(
        cell and head_word(cell.text) in (INDICATORS, _ROWS) for cell in block.rows[0]
    )
    text = block.place.text
    headed = _NAMED.search(text) and len(_HEADER_WORDS.findall(text)) >= _SEVERAL
    dates = sum(parse_date(cell.text) is not None for cell in table.cells)
    if named or headed or dates >= _SEVERAL:
        return "known_table_not_read", (
            "This table has the headers, dates or periods of indicators or activities."
        )
    values = [cell for cell in table.cells if cell.column_no > 1]
    if values and all(_is_value(cell.column_label) for cell in values):
        return "column_label_is_value", "The labels of this table's columns are values."
    if values and are_no_names([*{cell.row_no: cell.row_label for cell in values}.values()]):
        return "row_label_is_value", "Where the rows of this table have their names are values."
    return None


def _stated(blocks: Sequence[Block], parsed: Parsed) -> Iterator[Problem]:
    """Yield where the report states more indicators or activities than were read."""
    read = {"indikator": len(parsed.indicators), "aktivitet": len(parsed.activities)}
    for block in blocks:
        for found in _STATED.finditer(block.text) if isinstance(block, Paragraph) else ():
            stated, given = int(found[1]), read[found[2].casefold()]
            if given < _SHORT_OF_STATED * stated:
                yield Problem(
                    "fewer_than_stated", f"'{found[0]}', and {given} were read.", block.place
                )
