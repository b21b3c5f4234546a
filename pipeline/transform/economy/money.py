"""Printed units of money, and amounts in SEK."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

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
_ORE = Decimal("0.01")


def sek_per_unit(unit: str | None) -> int | None:
    """How many SEK one printed unit is; None where it is no unit of money."""
    return None if unit is None else _SEK_PER_UNIT.get(normal_form(unit))


def to_sek(value: float, factor: int) -> Decimal:
    """``value`` printed units in SEK; the printed digits are exact, a float is not."""
    amount = (Decimal(repr(value)) * factor).quantize(_ORE, rounding=ROUND_HALF_UP)
    return amount + Decimal(0)  # turns -0.00 into 0.00
