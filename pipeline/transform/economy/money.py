"""Printed units of money, and amounts in SEK."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeGuard

from pipeline.extract.language.amounts import LARGEST_AMOUNT_SEK, in_sek
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
