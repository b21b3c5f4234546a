"""Numbers and dates as people of a language write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

Number = float | int | Decimal

THIN = "\u202f"
"""Narrow no-break space, between groups of three digits in Swedish."""

MINUS = "\u2212"

_SEPARATORS: Mapping[str, tuple[str, str]] = {"sv": (THIN, ","), "en": (",", ".")}
_NEARLY_ALL = 0.99
"""Shares above it are rounded down: 100 % is said of all alone."""
_MOST_DECIMALS = 2
_MILLION = 1_000_000


def number(value: Number, language: str, decimals: int | None = None, *, sign: bool = False) -> str:
    """A number with the separators of a language, as many decimals as it has (two at most).

    >>> number(1234.5, "en")
    '1,234.5'
    """
    places = _decimals(value) if decimals is None else decimals
    rounded = round(Decimal(str(value)), places) + 0
    groups, point = _SEPARATORS[language]
    digits = f"{abs(rounded):,.{places}f}".replace(",", "\0").replace(".", point)
    before = MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return before + digits.replace("\0", groups)


def millions(value: Number, language: str, *, sign: bool = False) -> str:
    """An amount in SEK as million kronor, one decimal."""
    return number(Decimal(str(value)) / _MILLION, language, 1, sign=sign)


def percent(share: float, language: str) -> str:
    """A share as whole per cent; what is almost all is not said to be all.

    >>> percent(0.9997, "en")
    '99.9 %'
    """
    if _NEARLY_ALL < share < 1:
        return f"{number(min(share * 100, 99.9), language, 1)}\u00a0%"
    return f"{number(share * 100, language, 0)}\u00a0%"


def day(value: date | datetime) -> str:
    """A day, and the minute where there is one: ISO, which both languages read."""
    return value.strftime("%Y-%m-%d %H:%M" if isinstance(value, datetime) else "%Y-%m-%d")


def _decimals(value: Number) -> int:
    rounded = round(Decimal(str(value)), _MOST_DECIMALS).normalize()
    exponent = rounded.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
