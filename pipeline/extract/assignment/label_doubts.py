"""How surely the labels of a run table are whole: a torn label says that rows or header are.

In a table of which only lines are known a value may stand in its column and the column still
have a wrong name. Belongs here: what labels look like that were cut at the wrong place, and
what that leaves of the confidence of the cells beside and below them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.assignment.columns import calibrated
from pipeline.extract.assignment.label_weights import LABEL_CALIBRATION, LABEL_WEIGHTS
from pipeline.extract.language.line_kinds import LABEL_HEAD
from pipeline.extract.language.spelling import usual_words
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
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_UNITS = ("%", "#")
"""What heads a column without a word."""

_LEAST_OF_ITEM = 6
_LEAST_ODDS = 7.0
"""Logarithms of odds are told up to here."""
_MOST_LINES = 4
_SUREST = 0.995
_DISPLACED = 0.14
"""The share of cells that were right in tables where the head of the rows' labels stands over a
column of values (61 of 432, from Tika, PyMuPDF and pypdf of four layouts for developing): what
was taken for the first column's head was a title, and every label stands one column off.
"""

Evidence = Mapping[str, float]
"""What a cell and its table look like, by name: each between -1 and about 7."""


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


def with_doubts(cells: Sequence[TableCell], looks: TableLooks) -> tuple[TableCell, ...]:
    """Return cells no surer than their rows' and columns' labels are."""
    most = _DISPLACED if is_displaced(looks.columns) else 1.0
    return tuple(
        cell
        if cell.column_no == 1
        else replace(cell, confidence=min(cell.confidence, sureness(seen), most))
        for cell, seen in zip(cells, evidence(cells, looks), strict=True)
    )


def is_displaced(columns: Sequence[str]) -> bool:
    """Tell whether a label that heads rows' labels stands over a column of values.

    Where labels and values stand twice in a row, the first column has such a label too.

    >>> is_displaced(("Budget", "Verksamhet (mnkr)", "Utfall"))
    True
    >>> is_displaced(("Tillgångar (mnkr)", "2021", "Skulder (mnkr)", "2021"))
    False
    """
    return not LABEL_HEAD.match(columns[0]) and any(map(LABEL_HEAD.match, columns[1:]))


def sureness(seen: Evidence) -> float:
    """Return how probably a cell's value, row label and column label are all right."""
    odds = sum(LABEL_WEIGHTS.get(name, 0.0) * amount for name, amount in seen.items())
    return round(min(calibrated(1 / (1 + math.exp(-odds)), LABEL_CALIBRATION), _SUREST), 4)


def evidence(cells: Sequence[TableCell], looks: TableLooks) -> list[Evidence]:
    """Return what tells of each cell how sure its labels are."""
    heads = Counter(looks.columns[1:])
    odd_heads = {head for head in heads if heads[head] > 1 or (is_odd(head) and head not in _UNITS)}
    labels = {cell.row_no: cell.row_label for cell in cells}
    odd_rows = {number for number, label in labels.items() if is_odd(label)}
    table = {
        "one": 1.0,
        "odd rows": len(odd_rows) / max(1, len(labels)),
        "odd heads": len(odd_heads) / max(1, len(heads)),
        "least head": min(map(_odds, looks.heads[1:]), default=0.0),
        "margin": min(looks.margin, _LEAST_ODDS),
        "agreement": looks.agreement,
        "marked": float(looks.marked),
        "apart": float(looks.apart),
        "dense": float(looks.dense),
        "header lines": min(looks.header_lines, 4 * _MOST_LINES) / _MOST_LINES,
        "narrow header": 1 / max(1.0, looks.header_width),
        "row lines": min(looks.row_lines, _MOST_LINES) / _MOST_LINES,
        "unknown heads": max(map(_unknown, looks.columns[1:]), default=0.0),
        "few rows": 1 / max(1, len(labels)),
        "columns": len(heads) / _MOST_LINES,
    }
    return [
        {
            **table,
            "share": _odds(cell.confidence),
            "head": _odds(looks.heads[cell.column_no - 1]),
            "odd head": float(cell.column_label in odd_heads),
            "odd row": float(cell.row_no in odd_rows),
            "long head": min(len(cell.column_label.split()), 2 * _MOST_LINES) / _MOST_LINES,
            "long row": min(len(cell.row_label.split()), 4 * _MOST_LINES) / _MOST_LINES,
            "unknown head": _unknown(cell.column_label),
            "unknown row": _unknown(cell.row_label),
            "last head": float(cell.column_no == len(looks.columns)),
            "grouped": float(cell.row_group is not None),
            "first row": float(cell.row_no == 1),
        }
        for cell in cells
    ]


def _unknown(label: str) -> float:
    """Return the share of a label's longer words that reports are not known to use."""
    words = [word.casefold() for word in _LONG_WORD.findall(label)]
    return sum(word not in usual_words() for word in words) / max(1, len(words))


def _odds(share: float) -> float:
    """Return the logarithm of the odds of a share, within bounds."""
    least = 1 / (1 + math.exp(_LEAST_ODDS))
    bounded = min(max(share, least), 1 - least)
    return math.log(bounded / (1 - bounded))


def is_odd(label: str) -> bool:
    """Tell whether a label is empty, or looks like a piece of one.

    >>> [is_odd(text) for text in ("spositioner från 2021", "per al", "(mot", "Summa", "varav IoF")]
    [True, True, True, False, False]
    >>> is_odd("Överskott ()"), is_odd("Avvikelse (+/)"), is_odd("Underskott (-)")
    (True, True, False)
    """
    text = label.strip()
    is_item = " " not in text and len(text) >= _LEAST_OF_ITEM  # "avskrivningar"
    begins_inside = text[:1].islower() and not is_item and not _PARTS_OF_WHOLE.match(text)
    unbalanced = text.count("(") != text.count(")") or bool(_LOST_SIGN.search(text))
    return not _HAS_WORD.search(text) or begins_inside or unbalanced or bool(_DANGLING.search(text))
