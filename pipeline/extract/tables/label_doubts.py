"""How surely the labels of a run table are whole: a torn label says that rows or header are.

In a table of which only lines are known a value may stand in its column and the column still
have a wrong name. Belongs here: what labels look like that were cut at the wrong place, and
what that leaves of the confidence of the cells beside and below them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

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
_UNITS = ("%", "#")
"""What heads a column without a word."""

_LEAST_OF_ITEM = 6
_ODD, _BESIDE_ODD = 0.6, 0.9
_MANY = 0.2
"""Share of a table's row labels that may be odd before all of its rows are doubted."""


def with_doubts(cells: Sequence[TableCell], columns: Sequence[str]) -> tuple[TableCell, ...]:
    """Return cells no surer than their labels: torn ones, and those of a table that has some."""
    heads = Counter(columns[1:])
    odd_heads = {head for head in heads if heads[head] > 1 or (is_odd(head) and head not in _UNITS)}
    rows = {cell.row_no: cell.row_label for cell in cells}
    odd_rows = {number for number, label in rows.items() if is_odd(label)}
    doubted = bool(odd_heads) or len(odd_rows) > _MANY * len(rows)
    return tuple(
        replace(cell, confidence=min(cell.confidence, most))
        if (most := _most(cell, odd_rows, odd_heads, doubted=doubted)) < cell.confidence
        else cell
        for cell in cells
    )


def _most(cell: TableCell, rows: set[int], heads: set[str], *, doubted: bool) -> float:
    if cell.column_no == 1:
        return 1.0
    if cell.row_no in rows or cell.column_label in heads:
        return _ODD
    return _BESIDE_ODD if doubted else 1.0


def is_odd(label: str) -> bool:
    """Tell whether a label is empty, or looks like a piece of one.

    >>> [is_odd(text) for text in ("spositioner från 2021", "per al", "(mot", "Summa", "varav IoF")]
    [True, True, True, False, False]
    """
    text = label.strip()
    is_item = " " not in text and len(text) >= _LEAST_OF_ITEM  # "avskrivningar"
    begins_inside = text[:1].islower() and not is_item and not _PARTS_OF_WHOLE.match(text)
    unbalanced = text.count("(") != text.count(")")
    return not _HAS_WORD.search(text) or begins_inside or unbalanced or bool(_DANGLING.search(text))
