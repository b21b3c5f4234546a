"""Amounts of money in running text, in SEK.

Belongs here: where in a text an amount stands and how much it is. What it is an amount of is
``parsers.amounts``' work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipeline.extract.language.numbers import NUMBER, decimals, plain_number
from pipeline.extract.language.years import is_year

_MONEY_UNIT = (
    r"miljard(?:er)? kronor|mdkr|miljon(?:er)? kronor|mnkr|mkr|mkr\.|tusen kronor|tkr|kronor|kr"
)
_IN_EVERY_UNIT = "kr"
"""Letters that every unit of money has: a text without them is not searched for amounts."""
_AMOUNT = re.compile(rf"(?<![\d,])({NUMBER})[ -]?({_MONEY_UNIT})\b", re.IGNORECASE)
_SHARED = re.compile(
    rf"(?<![\d,.])(?P<number>{NUMBER}) ?(?:respektive|och|samt|eller|till|[-–]) ?$", re.IGNORECASE
)
"""A number before another one that has the unit of both ("28,1 respektive 6,1 mnkr")."""
_NEAR = 40
"""How many letters before an amount may belong to it."""

_SPAN = re.compile(r"\b(?:mellan|från) (?:ca |cirka )?$", re.IGNORECASE)
_ALWAYS_SHARED = re.compile(r"(?:respektive|[-–]) ?$", re.IGNORECASE)
_SCALES = (
    ("miljard", 1_000_000_000),
    ("mdkr", 1_000_000_000),
    ("miljon", 1_000_000),
    ("mnkr", 1_000_000),
    ("mkr", 1_000_000),
    ("tusen", 1_000),
    ("tkr", 1_000),
    ("kronor", 1),
    ("kr", 1),
)

LARGEST_AMOUNT_SEK = 1_000_000_000_000
"""Ten times what the whole city turns over in a year: more is no amount of a committee."""

_ORE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in running text; ``start``/``end`` are character offsets."""

    sek: Decimal
    printed: str
    start: int
    end: int


def amounts(text: str) -> Iterator[Amount]:
    """Yield every amount of money in running text ("3,38 mnkr", "30 960 kr"), in whole öre.

    A unit may stand once for several: "28,1 respektive 6,1 mnkr", "mellan 0,2 till 0,4 mnkr".
    What is larger than ``LARGEST_AMOUNT_SEK`` is none: its digits were never one number.
    """
    if _IN_EVERY_UNIT not in text.casefold():
        return
    for found in _AMOUNT.finditer(text):
        word = found[2].casefold()
        scale = next(factor for name, factor in _SCALES if word.startswith(name))
        if shared := _number_before(text, found):
            printed = f"{shared['number']} {found[2]}"
            yield from _amount(shared["number"], scale, printed, shared.span("number"))
        yield from _amount(found[1], scale, found[0], found.span())


def _amount(digits: str, scale: int, printed: str, span: tuple[int, int]) -> Iterator[Amount]:
    number = Decimal(plain_number(digits))
    if abs(number) * scale <= LARGEST_AMOUNT_SEK:
        yield Amount(in_sek(number, scale), printed, *span)


def in_sek(number: Decimal, factor: int) -> Decimal:
    """``number`` of units of ``factor`` SEK, in SEK and whole öre."""
    sek = (number * factor).quantize(_ORE, rounding=ROUND_HALF_UP)
    return sek + Decimal(0)  # turns -0.00 into 0.00


def _number_before(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """Return the number that shares the unit of an amount; None where there is none.

    Both are printed alike, and a year is none: "från 2023 till 2,4 mnkr". Whole numbers need
    more than "och" between them ("tertial 1 och 2 mnkr").
    """
    near = max(0, found.start() - _NEAR)
    shared = _SHARED.search(text, near, found.start())
    if shared is None or is_year(shared["number"]):
        return None
    places = decimals(shared["number"])
    if places != decimals(found[1]):
        return None
    sure = (
        places
        or _ALWAYS_SHARED.search(shared[0])
        or _SPAN.search(text, max(0, shared.start() - _NEAR), shared.start())
    )
    return shared if sure else None
