"""How surely the labels of a run table are whole: a torn label says that rows or header are.

Belongs here: what the evidence of labels (``label_evidence``) leaves of the confidence of the
cells beside and below them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.assignment.columns import calibrated
from pipeline.extract.assignment.label_evidence import Evidence, TableLooks, evidence
from pipeline.extract.assignment.label_weights import LABEL_CALIBRATION, LABEL_WEIGHTS
from pipeline.extract.language.line_kinds import HEADED_BY_UNIT, LABEL_HEAD
from pipeline.extract.report import TableCell
from pipeline.extract.tables.header_labels import in_months

_SUREST = 0.995
_DISPLACED = 0.14
"""The share of cells that were right in tables where the head of the rows' labels stands over a
column of values (61 of 432, from Tika, PyMuPDF and pypdf of four layouts for developing): what
was taken for the first column's head was a title, and every label stands one column off.
"""


def with_doubts(cells: Sequence[TableCell], looks: TableLooks) -> tuple[TableCell, ...]:
    """Return cells no surer than their rows' and columns' labels are."""
    most = _DISPLACED if is_displaced(looks.columns) else 1.0
    return tuple(
        replace(cell, confidence=min(cell.confidence, sureness(seen), most))
        for cell, seen in zip(cells, evidence(cells, looks), strict=True)
    )


def is_displaced(columns: Sequence[str]) -> bool:
    """Tell whether a label that heads rows' labels stands over a column of values.

    Where labels and values stand twice in a row, the first column has such a label too.

    So is the unit of a table, unless a column of amounts has no other label; and the first of
    several months names no rows.

    >>> is_displaced(("Budget", "Verksamhet (mnkr)", "Utfall"))
    True
    >>> is_displaced(("Vägar", "Mnkr, netto", "Utfall")), is_displaced(("Bidrag", "Syfte", "Mnkr"))
    (True, False)
    >>> is_displaced(("Apr", "Maj", "Jun")), is_displaced(("", "Apr", "Maj"))
    (True, False)
    >>> is_displaced(("Tillgångar (mnkr)", "2021", "Skulder (mnkr)", "2021"))
    False
    """
    if LABEL_HEAD.match(columns[0]):
        return False
    if in_months(columns[0], "", columns[1:2]):
        return True
    of_unit = [bool(HEADED_BY_UNIT.match(label)) for label in columns]
    headed_by_unit = not of_unit[0] and sum(of_unit[1:]) == 1 and not of_unit[-1]
    return headed_by_unit or any(map(LABEL_HEAD.match, columns[1:]))


def sureness(seen: Evidence) -> float:
    """Return how probably a cell's value, row label and column label are all right."""
    weight = LABEL_WEIGHTS.get
    odds = sum([weight(name, 0.0) * amount for name, amount in seen.items()])
    return round(min(calibrated(1 / (1 + math.exp(-odds)), LABEL_CALIBRATION), _SUREST), 4)
