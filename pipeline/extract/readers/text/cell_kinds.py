"""What a line may be as a cell of a table, and what the table's columns hold.

Belongs here: kinds of lines, kinds of columns by their labels, and how often a column of a kind
holds a line of a kind. The shares were counted in invented reports whose tables are drawn by lot.
"""

from __future__ import annotations

import re
from enum import Enum

from pipeline.extract.language.dates import parse_days
from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.line_kinds import ASSESSMENT, COMMENT, STRUCTURE, says_value
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import (
    ACTIVITIES,
    DEVIATION,
    SAID_BESIDE,
    UNIT_HEAD,
    head_word,
)
from pipeline.extract.language.table_heads import COMMENT as COMMENT_HEAD
from pipeline.extract.language.text import compact, is_bullet, squeeze, strip_icon
from pipeline.extract.language.values import is_known, is_period, is_unit, parse_date

_COUNT_HEAD = re.compile(r"(?:löp)?(?:nr|nummer)\.?|id")
_COUNT = re.compile(r"\d{1,3}\.?")
_SPAN = re.compile(r"\d{4}-\d{2}-\d{2} ?[-–] ?\d{4}-\d{2}-\d{2}")
_DAYS = re.compile(r"start(?:datum)?|slut(?:datum)?|tidplan")
_TREND = re.compile(r"trend|riktning|status")
_DEVIATION = re.compile(DEVIATION, re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:]$")
_WORDS, _LONGEST_NAME, _LONGEST_LABEL = 4, 200, 30


class _Kind(Enum):
    """A kind is equal to itself alone, so that it needs no name to be found in a mapping."""

    __hash__ = object.__hash__


class LineKind(_Kind):
    """What a line says."""

    BLANK = "blank"
    SIGN = "sign"
    COUNT = "count"
    VALUE = "value"
    REMARK = "remark"
    UNIT = "unit"
    PERIOD = "period"
    DAY = "day"
    DEVIATES = "deviates"
    LABEL = "label"
    WORDS = "words"
    REST = "rest"
    PROSE = "prose"
    COMMENT = "comment"
    STOP = "stop"


class ColumnKind(_Kind):
    """What a column holds, by its label."""

    NAME = "name"
    VALUE = "value"
    PERIOD = "period"
    UNIT = "unit"
    DAY = "day"
    DEVIATION = "deviation"
    COMMENT = "comment"
    TREND = "trend"
    WORDS = "words"
    COUNT = "count"
    SIGN = "sign"
    EMPTY = "empty"
    ROW = "row"
    """Names of rows of any other table."""
    SIDE = "side"
    """The same on a second side of it."""
    AMOUNT = "amount"
    """Values of any other table."""


@remembered
def kind_of(text: str) -> LineKind:
    """Tell what a line is; the first that fits counts."""
    text = squeeze(text)
    for kind, fits in _KINDS:
        if fits(text):
            return kind
    if text[:1].islower() or text[:1] == "(":
        return LineKind.REST
    sentence = _SENTENCE_END.search(text) and len(text.split()) > _WORDS
    return LineKind.PROSE if sentence or len(text) > _LONGEST_NAME else LineKind.WORDS


def _is_day(text: str) -> bool:
    """Tell whether a line is a day or month, however it is typed; digits alone are an amount."""
    typed = not text.replace(" ", "").isdigit() and parse_days(text) is not None
    return typed or bool(_SPAN.fullmatch(text)) or parse_date(text) is not None


_KINDS = (
    (LineKind.BLANK, lambda text: not text),
    (LineKind.STOP, lambda text: STRUCTURE.match(text) or ASSESSMENT.match(text)),
    (LineKind.COMMENT, COMMENT.match),
    (LineKind.PERIOD, is_period),
    (LineKind.DAY, lambda text: _is_day(text)),  # noqa: PLW0108 (defined below)
    (LineKind.LABEL, lambda text: names_column(text)),  # noqa: PLW0108 (defined below)
    (LineKind.UNIT, is_unit),
    (LineKind.DEVIATES, _DEVIATION.fullmatch),
    (LineKind.SIGN, lambda text: not any(map(str.isalnum, text)) and text not in ("-", "–", "—")),
    (LineKind.COUNT, _COUNT.fullmatch),
    (LineKind.VALUE, says_value),
    (LineKind.REMARK, is_known),
    (LineKind.PROSE, is_bullet),
)


@remembered
def column_kind(label: str) -> ColumnKind | None:
    """Return what a column with a label holds; None where nobody knows.

    >>> column_kind("KF:s årsmål 2031"), column_kind("Tidplan"), column_kind("Ansvarig")
    (<ColumnKind.VALUE: 'value'>, <ColumnKind.DAY: 'day'>, <ColumnKind.WORDS: 'words'>)
    """
    word = compact(strip_icon(label))
    if not word:
        return ColumnKind.EMPTY
    found = match_single(word)
    if found is not None:
        others = {NAME: ColumnKind.NAME, PERIOD: ColumnKind.PERIOD}
        return others.get(str(found), ColumnKind.VALUE)
    if head_word(label) in (ACTIVITIES, f"{ACTIVITIES}er"):
        return ColumnKind.NAME
    for kind, pattern in _HEADS:
        if pattern.fullmatch(word):
            return kind
    return None


_HEADS = (
    (ColumnKind.DAY, _DAYS),
    (ColumnKind.DEVIATION, re.compile("avvikelse")),
    (ColumnKind.UNIT, UNIT_HEAD),
    (ColumnKind.COMMENT, COMMENT_HEAD),
    (ColumnKind.TREND, _TREND),
    (ColumnKind.COUNT, _COUNT_HEAD),
    (ColumnKind.WORDS, SAID_BESIDE),
)


def names_column(text: str) -> bool:
    """Tell whether a text is the label of a column of indicators or activities."""
    return len(text) <= 2 * _LONGEST_LABEL and column_kind(text) not in (
        None,
        ColumnKind.EMPTY,
        ColumnKind.DEVIATION,
        ColumnKind.COMMENT,
    )
