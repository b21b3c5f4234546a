"""What a sentence says of its amounts besides their size: printed unit, and transfers.

"Före resultatöverföringar redovisas 35,3 mnkr och 17,8 mnkr efter" (VB 2024) states two
results, one before and one after the result units' transfers. The words are matched to
the amounts in their order, where there are as many of one as of the other; else nothing
is said, because nothing is certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.language.values import amounts

_TRANSFER = re.compile(
    r"\b(före|innan|efter)\s+(?:\w+\s+){0,2}?resultat(?:över|disp|enhet)", re.IGNORECASE
)
_BASIS = {"före": "before_transfer", "innan": "before_transfer", "efter": "after_transfer"}
_UNIT = re.compile(r"[^\W\d].*$")


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """How a sentence prints an amount; each part is None where it cannot be told."""

    unit: str | None = None
    transfer_basis: str | None = None


def printed_amount(sentence: str, amount_sek: Decimal) -> PrintedAmount:
    """How ``sentence`` prints the amount; the first of equal ones."""
    printed = tuple(amounts(sentence))
    position = next((i for i, one in enumerate(printed) if one.sek == amount_sek), None)
    if position is None:
        return PrintedAmount()
    bases = [_BASIS[found.group(1).lower()] for found in _TRANSFER.finditer(sentence)]
    return PrintedAmount(
        unit=_unit(printed[position].printed),
        transfer_basis=bases[position] if len(bases) == len(printed) else None,
    )


def _unit(printed: str) -> str | None:
    """The words behind a number: "35,3 mnkr" gives "mnkr"."""
    found = _UNIT.search(printed)
    return found.group(0).lower() if found else None
