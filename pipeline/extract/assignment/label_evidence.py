"""What tells of a run table's cells how sure their labels are.

In a table of which only lines are known a value may stand in its column and the column still
have a wrong name. Belongs here: what labels look like that were cut at the wrong place, torn,
run together or taken for another part of the table. What that is worth is learned
(``label_weights``) and used in ``label_doubts``.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from statistics import mean, median_low

from pipeline.extract.language.line_kinds import COLUMN_WORD, UNIT_END
from pipeline.extract.language.spelling import SMALL_WORDS, usual_words
from pipeline.extract.language.years import YEAR, is_year
from pipeline.extract.report import TableCell

_DANGLING = re.compile(
    r"(?:\b(?:och|av|från|till|i|inom|med|per|för|efter|före|varav|samt|mot|enligt)|[-/(,])$",
    re.IGNORECASE,
)
_PARTS_OF_WHOLE = re.compile(
    r"^(?:varav|kvinnor|män|flickor|pojkar|totalt|netto|inkl|exkl|ack|utfall|prognos|budget)\b"
)
"""Words in small letters that labels begin with."""

_HAS_WORD = re.compile(r"[^\W\d_]{2}|\d{4}")
_LOST_SIGN = re.compile(r"\(\s*\)|/\)")
"""What is left of "(-)" and "(+/-)" where a tool takes the minus for a soft hyphen."""
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_ENDS_NO_NAME = re.compile(r"[-,:/(.&]$")
_HAS_YEAR = re.compile(YEAR)
_IN_BRACKETS = re.compile(r"^\([^)]*\)$")
_RUN_TOGETHER = re.compile(r"\d{5}")
_UNIT = re.compile(r"\b(?:mnkr|mkr|tkr|msek|tsek)\b", re.IGNORECASE)
_UNITS = ("%", "#")
"""What heads a column without a word."""

_LEAST_OF_ITEM = 6
_LEAST_LOST = 2
"""So many letters at least are lost of a word that is a piece of a known one."""
_LONG_WORD = 4
_LEAST_ODDS = 7.0
"""Logarithms of odds are told up to here."""
_MOST_LINES = 4

Evidence = Mapping[str, float]
"""What a cell and its table look like, by name: each between -7 and 7, most between 0 and 1."""


@dataclass(frozen=True, slots=True)
class TableLooks:
    """What the cells of a table have in common.

    ``columns`` are its labels, ``heads`` how probable each of them is; ``margin`` is by how much
    its number of columns is better than another; ``agreement`` the share of its sums that
    agree; ``marked`` says that wrapped lines end in a space, ``apart`` that each cell stands on
    lines of its own, ``dense`` that no blank lines part rows; ``header_lines`` counts those,
    ``header_width`` is their mean width in ems, ``row_lines`` the mean number of a row's.
    """

    columns: tuple[str, ...]
    heads: tuple[float, ...]
    margin: float
    agreement: float
    marked: bool
    apart: bool
    dense: bool
    header_lines: int
    header_width: float
    row_lines: float


def evidence(cells: Sequence[TableCell], looks: TableLooks) -> Iterator[Evidence]:
    """Yield what tells of each cell how sure its labels are."""
    labels = {cell.row_no: cell.row_label for cell in sorted(cells, key=lambda one: one.row_no)}
    below = {one: float(_begins_small(labels[two])) for one, two in pairwise(labels)}
    times = Counter(labels.values())
    filled = Counter(cell.row_no for cell in cells if cell.column_no > 1)
    table = {**_of_columns(looks), **_of_rows(cells, labels, filled, looks)}
    odd_heads = _odd_heads(looks)
    size = median_low([len(head.split()) for head in looks.columns[1:]] or [0])
    for cell in cells:
        words = len(cell.column_label.split())
        yield {
            **table,
            **label_evidence(cell.row_label),
            **_of_head(cell.column_label),
            "share": _odds(cell.confidence),
            "head": _odds(looks.heads[cell.column_no - 1]),
            "odd head": float(cell.column_label in odd_heads),
            "short head": float(2 * words <= size),
            "last head": float(cell.column_no == len(looks.columns)),
            "grouped": float(cell.row_group is not None),
            "small below": below.get(cell.row_no, 0.0),
            "row again": float(times[cell.row_label] > 1),
            "full row": float(filled[cell.row_no] == len(looks.columns) - 1),
            "last row": float(cell.row_no == max(labels)),
        }


def _of_columns(looks: TableLooks) -> dict[str, float]:
    """Return what the header and the layout of a table tell."""
    heads = looks.columns[1:]
    own = UNIT_END.sub("", looks.columns[0])
    return {
        "one": 1.0,
        "odd heads": len(_odd_heads(looks)) / max(1, len(set(heads))),
        "least head": min(map(_odds, looks.heads[1:]), default=0.0),
        "margin": min(looks.margin, _LEAST_ODDS),
        "agreement": looks.agreement,
        "marked": float(looks.marked),
        "apart": float(looks.apart),
        "dense": float(looks.dense),
        "header lines": min(looks.header_lines, 4 * _MOST_LINES) / _MOST_LINES,
        "narrow header": 1 / max(1.0, looks.header_width),
        "row lines": min(looks.row_lines, _MOST_LINES) / _MOST_LINES,
        "columns": len(set(heads)) / _MOST_LINES,
        "unknown heads": max(map(_unknown, heads), default=0.0),
        "loose heads": max(map(_is_loose, looks.columns)),
        "piece heads": max(map(_has_piece, looks.columns)),
        "small heads": max((float(head[:1].islower()) for head in heads), default=0.0),
        "twice heads": max(map(_says_twice, heads), default=0.0),
        "years": sum(bool(_HAS_YEAR.search(head)) for head in heads) / max(1, len(heads)),
        "years alone": _years_alone(heads),
        "label names columns": float(bool(COLUMN_WORD.search(own))),
        "long label": min(len(looks.columns[0].split()), 2 * _MOST_LINES) / _MOST_LINES,
    }


def _of_rows(
    cells: Sequence[TableCell],
    labels: Mapping[int, str],
    filled: Mapping[int, int],
    looks: TableLooks,
) -> dict[str, float]:
    """Return what all rows of a table tell of each of them."""
    shares = [cell.confidence for cell in cells if cell.column_no > 1] or [1.0]
    full = sum(count == len(looks.columns) - 1 for count in filled.values())
    texts = list(labels.values())
    return {
        "odd rows": sum(map(is_odd, texts)) / max(1, len(texts)),
        "few rows": 1 / max(1, len(texts)),
        "full rows": full / max(1, len(filled)),
        "first row small": float(any(map(_begins_small, texts[:1]))),
        "small rows": sum(map(_begins_small, texts)) / max(1, len(texts)),
        "piece rows": max(map(_has_piece, texts), default=0.0),
        "unit in rows": float(any(map(_UNIT.search, texts))),
        "least share": _odds(min(shares)),
        "mean share": _odds(mean(shares)),
    }


@lru_cache(maxsize=1 << 12)
def label_evidence(label: str) -> Evidence:
    """Return what the text of a row's label tells of its being whole."""
    return {
        "odd row": float(is_odd(label)),
        "small row": float(_begins_small(label)),
        "long row": min(len(label.split()), 4 * _MOST_LINES) / _MOST_LINES,
        "unknown row": _unknown(label),
        "unknown in row": float(_unknown(label) > 0),
        "loose row": _is_loose(label),
        "piece row": _has_piece(label),
        "capital row": _has_capital_inside(label),
        "twice row": _says_twice(label),
        "one word": float(len(label.split()) == 1),
        "unit row": float(bool(_UNIT.search(label))),
    }


@lru_cache(maxsize=1 << 12)
def _of_head(label: str) -> dict[str, float]:
    return {
        "long head": min(len(label.split()), 2 * _MOST_LINES) / _MOST_LINES,
        "unknown head": _unknown(label),
        "unknown in head": float(_unknown(label) > 0),
        "loose head": _is_loose(label),
        "piece head": _has_piece(label),
        "small head": float(label[:1].islower()),
        "year alone": float(is_year(label)),
        "years in head": float(len(_HAS_YEAR.findall(label)) > 1),
        "capital head": _has_capital_inside(label),
        "twice head": _says_twice(label),
    }


def _years_alone(heads: Sequence[str]) -> float:
    """Tell (1 or 0) whether some heads are a year and others have one beside their words."""
    years = [is_year(head) for head in heads]
    worded = (_HAS_YEAR.search(head) for head, alone in zip(heads, years, strict=True) if not alone)
    return float(any(years) and any(worded))


def _odd_heads(looks: TableLooks) -> set[str]:
    heads = Counter(looks.columns[1:])
    return {head for head in heads if heads[head] > 1 or (is_odd(head) and head not in _UNITS)}


def is_odd(label: str) -> bool:
    """Tell whether a label is empty, or looks like a piece of one.

    >>> [is_odd(text) for text in ("spositioner från 2021", "per al", "(mot", "Summa", "varav IoF")]
    [True, True, True, False, False]
    >>> is_odd("Överskott ()"), is_odd("Avvikelse (+/)"), is_odd("Underskott (-)")
    (True, True, False)
    >>> is_odd("2024-20252024 2025"), is_odd("(mnkr)")
    (True, True)
    """
    text = label.strip()
    is_item = " " not in text and len(text) >= _LEAST_OF_ITEM  # "avskrivningar"
    begins_inside = text[:1].islower() and not is_item and not _PARTS_OF_WHOLE.match(text)
    unbalanced = text.count("(") != text.count(")") or bool(_LOST_SIGN.search(text))
    torn = begins_inside or unbalanced or bool(_DANGLING.search(text))
    alone = not _HAS_WORD.search(_IN_BRACKETS.sub("", text))
    return alone or torn or bool(_RUN_TOGETHER.search(text))


def _begins_small(label: str) -> bool:
    """Tell whether a label begins as the rest of one does, or as an item: "avskrivningar"."""
    return label[:1].islower() and not _PARTS_OF_WHOLE.match(label)


def _unknown(label: str) -> float:
    """Return the share of a label's longer words that reports are not known to use."""
    words = [word for word in _LETTERS.findall(label.casefold()) if len(word) >= _LONG_WORD]
    return sum(word not in usual_words() for word in words) / max(1, len(words))


def _is_loose(label: str) -> float:
    """Tell (1 or 0) whether two neighbouring words of a label together are a known word.

    >>> _is_loose("Namn på resultaten heter"), _is_loose("Budget netto")
    (1.0, 0.0)
    """
    return float(
        any(
            end[0] + start[0] in usual_words()
            for one, two in pairwise(label.casefold().split())
            if (end := _LAST_LETTERS.search(one)) and (start := _FIRST_LETTERS.match(two))
        )
    )


def _has_piece(label: str) -> float:
    """Tell (1 or 0) whether an unknown word of a label begins or ends a known longer one.

    >>> _has_piece("Arbetsmarkn"), _has_piece("Arbetsmarknad"), _has_piece("Rodd")
    (1.0, 0.0, 0.0)
    """
    return float(
        any(
            word not in usual_words()
            and word not in SMALL_WORDS
            and (_begins_word(word, _in_order()) or _begins_word(word[::-1], _backwards()))
            for word in _LETTERS.findall(label.casefold())
        )
    )


def _begins_word(letters: str, words: Sequence[str]) -> bool:
    at = bisect_left(words, letters)
    return any(
        word.startswith(letters) and len(word) >= len(letters) + _LEAST_LOST
        for word in words[at : at + 1]
    )


@cache
def _in_order() -> Sequence[str]:
    return sorted(usual_words())


@cache
def _backwards() -> Sequence[str]:
    return sorted(word[::-1] for word in usual_words())


def _has_capital_inside(label: str) -> float:
    """Tell (1 or 0) whether a second part of a label begins: "Inflöde Antal ärenden"."""
    return float(
        any(
            two[:1].isupper() and not two.isupper() and not _ENDS_NO_NAME.search(one)
            for one, two in pairwise(label.split())
        )
    )


def _says_twice(label: str) -> float:
    """Tell (1 or 0) whether a longer word stands twice in a label: "Varav kvinnor Varav män"."""
    words = [word for word in _LETTERS.findall(label.casefold()) if len(word) >= _LONG_WORD]
    return float(len(set(words)) < len(words))


def _odds(share: float) -> float:
    """Return the logarithm of the odds of a share, within bounds."""
    least = 1 / (1 + math.exp(_LEAST_ODDS))
    bounded = min(max(share, least), 1 - least)
    return math.log(bounded / (1 - bounded))
