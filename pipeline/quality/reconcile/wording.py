"""Words for explanations: Swedish and English numbers with their unit."""

from __future__ import annotations

from decimal import Decimal


def swedish(number: Decimal, unit: str | None) -> str:
    """Decimal comma, blank between thousands, the unit behind: "1 234,5 mnkr"."""
    text = f"{number.normalize():,f}".replace(",", "\u00a0").replace(".", ",")
    return f"{text} {unit}" if unit else text


def english(number: Decimal, unit: str | None) -> str:
    """Decimal point, comma between thousands: "1,234.5 mnkr"."""
    text = f"{number.normalize():,f}"
    return f"{text} {unit}" if unit else text
