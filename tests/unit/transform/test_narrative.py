"""Amounts of a sentence with their unit, and whether transfers are in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.transform.narrative import PrintedAmount, printed_amount

MILLION = 1_000_000
BEFORE, AFTER = "before_transfer", "after_transfer"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ett överskott om 3,1 mnkr före resultatöverföringar.", {"3.1": BEFORE}),
        (
            "Överskottet är 3,1 mnkr innan resultatöverföring och 2,9 mnkr efter "
            "resultatdispositioner.",
            {"3.1": BEFORE, "2.9": AFTER},
        ),
        (
            "Före resultatöverföringar redovisas 3,1 mnkr, och efter resultatöverföringar "
            "redovisas 2,9 mnkr.",
            {"3.1": BEFORE, "2.9": AFTER},
        ),
        (
            "Underskott om 3,1 mnkr före resultatöverföring och 2,9 mnkr efter insättningar i "
            "resultatenheternas fonder.",
            {"3.1": BEFORE, "2.9": AFTER},
        ),
        (
            "Jämfört med prognosen (efter resultatöverföringar) skiljer det 3,1 mnkr i T1 och "
            "2,9 mnkr i T2.",
            {"3.1": None, "2.9": None},
        ),
        ("Kostnaderna är 3,1 mnkr.", {"3.1": None}),
    ],
    ids=["one", "words behind", "words before", "funds", "one word, two amounts", "no word"],
)
def test_before_or_after_transfers(sentence: str, expected: dict[str, str | None]) -> None:
    found = {
        amount: printed_amount(sentence, Decimal(amount) * MILLION).transfer_basis
        for amount in expected
    }
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "sek", "unit"),
    [
        ("Nämnden ansöker om 3,38 mnkr.", 3_380_000, "mnkr"),
        ("Det kostar 30 960 kronor.", 30_960, "kronor"),
        ("Högst 2 miljoner kronor.", 2_000_000, "miljoner kronor"),
        ("Fonden är 450 Tkr.", 450_000, "tkr"),
    ],
)
def test_the_printed_unit_is_kept(sentence: str, sek: int, unit: str) -> None:
    assert printed_amount(sentence, Decimal(sek)).unit == unit


def test_an_amount_that_the_sentence_does_not_print_has_neither() -> None:
    assert printed_amount("Ett överskott.", Decimal(1)) == PrintedAmount()
