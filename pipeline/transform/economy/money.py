"""Printed units of money, and amounts in SEK."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from pipeline.extract.language.amounts import LARGEST_AMOUNT_SEK, in_sek
from pipeline.extract.report import ReportTable, TableCell
from pipeline.transform.keys import normal_form

_SEK_PER_UNIT = {
    "mnkr": 1_000_000,
    "mkr": 1_000_000,
    "miljonerkronor": 1_000_000,
    "tkr": 1_000,
    "tusentalskronor": 1_000,
    "kr": 1,
    "kronor": 1,
    "sek": 1,
}


_IN_LABELS = (
    ("mnkr", r"\b(?:mnkr|mkr|msek|milj(?:oner|\.)? ?(?:kronor|kr)\b)"),
    ("tkr", r"\b(?:tkr|kkr|tsek|ksek|(?:tusen(?:tals?)?|1 ?000-?(?:tals?)?) ?(?:kronor|kr)\b)"),
    ("kr", r"\((?:i )?(?:kr|kronor|sek)\)|, ?(?:kr|kronor|sek)$"),
)
"""How one column or row says that its amounts are in another unit than the table's."""


def unit_of_cell(cell: TableCell, table: ReportTable) -> str | None:
    """The unit of a cell: what its column or its row names, else the table's."""
    return _unit_in(cell.column_label) or _unit_in(cell.row_label) or table.unit


@lru_cache(maxsize=16_384)
def _unit_in(label: str) -> str | None:
    """The one unit that a label names; None where it names none or several."""
    found = [unit for unit, said in _IN_LABELS if re.search(said, label, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def sek_per_unit(unit: str | None) -> int | None:
    """How many SEK one printed unit is; None where it is no unit of money."""
    return None if unit is None else _SEK_PER_UNIT.get(normal_form(unit))


def is_amount(value: float | None, factor: int) -> TypeGuard[float]:
    """False where nothing is printed, and where it can be no amount of a committee.

    Digits of several cells that were read as one number stay in fact_table_cell and are
    counted as not typed; in an amount they would only mislead.
    """
    return value is not None and abs(value) * factor <= LARGEST_AMOUNT_SEK


def to_sek(value: float, factor: int) -> Decimal:
    """``value`` printed units in SEK; the printed digits are exact, a float is not."""
    return in_sek(Decimal(repr(value)), factor)
