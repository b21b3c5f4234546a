"""Numbers as people of a language write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from pipeline.dashboard.numerals import MINUS, THIN, day, millions, number, percent


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [
        (81.5, "81,5", "81.5"),
        (2976.0, f"2{THIN}976", "2,976"),
        (-0.25, f"{MINUS}0,25", f"{MINUS}0.25"),
        (-0.001, "0", "0"),
        (92.7649, "92,76", "92.76"),
        (Decimal("1000000.50"), f"1{THIN}000{THIN}000,5", "1,000,000.5"),
    ],
)
def test_a_number_has_the_decimals_that_it_needs(value: float, swedish: str, english: str) -> None:
    assert number(value, "sv") == swedish
    assert number(value, "en") == english


def test_amounts_are_told_in_millions_with_their_sign() -> None:
    assert millions(Decimal("26800000.00"), "sv", sign=True) == "+26,8"
    assert millions(Decimal("-1900000"), "sv", sign=True) == f"{MINUS}1,9"
    assert millions(0, "sv", sign=True) == "0,0"


@pytest.mark.parametrize(("share", "said"), [(0.51, "51"), (1.0, "100"), (0.9999, "99,9")])
def test_what_is_almost_certain_is_not_called_certain(share: float, said: str) -> None:
    assert percent(share, "sv") == f"{said}\u00a0%"


def test_days_are_written_alike_in_both_languages() -> None:
    assert day(date(2025, 5, 6)) == "2025-05-06"
    assert day(datetime(2025, 5, 6, 2, 3)) == "2025-05-06 02:03"
