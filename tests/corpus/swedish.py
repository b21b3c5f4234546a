"""Numbers and names as Swedish reports print them.

Belongs here: formatting only, so that a figure is rounded once and printed everywhere
from the rounded value.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
NUMERALS = (
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
)


def rng(*parts: object) -> Random:
    """A random source of its own for every named thing, so that order never matters."""
    return Random("/".join(str(part) for part in parts))


def decimal(value: float | int | Decimal, places: int) -> Decimal:
    """Round half up to ``places`` decimals."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded + 0  # no "-0"


def number(value: Decimal | int, *, thousands: str = " ") -> str:
    """Print with decimal comma and thousands separator: Decimal('-1234.5') → '-1 234,5'."""
    return f"{value:,}".replace(",", thousands).replace(".", ",")


def trimmed(value: Decimal) -> str:
    """Print without trailing zeros: Decimal('2.00') → '2'."""
    text = number(value)
    return text.rstrip("0").rstrip(",") if "," in text else text


def mnkr(tenths: int) -> str:
    """Print tenths of a million SEK with one decimal: -12345 → '-1 234,5'."""
    return number(Decimal(tenths).scaleb(-1))


def count_word(value: int) -> str:
    """Small numbers in words, as prose does: 4 → 'fyra', 40 → '40'."""
    return NUMERALS[value] if 0 <= value < len(NUMERALS) else number(value)


def capital(text: str) -> str:
    """First letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def genitive(name: str) -> str:
    """'Granholmen' → 'Granholmens'; a name that ends in s keeps its form."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"
