"""Amounts of money in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.language.amounts import amounts
from tests.unit.extract.language.test_values import swedish


@pytest.mark.parametrize(
    ("printed", "sek"),
    [
        ("ett överskott om 31,1 mnkr", ["31100000"]),
        ("0,39 mkr söks", ["390000"]),
        ("kostar 30 960 kr", ["30960"]),
        ("2,5 miljoner kronor mer", ["2500000"]),
        ("en miljon kronor", []),
        ("1,2 miljarder kronor", ["1200000000"]),
        ("500 tkr", ["500000"]),
        ("75 tusen kronor", ["75000"]),
        ("45 000 kronor", ["45000"]),
        ("från 1,5 mnkr till 2,0 mnkr", ["1500000", "2000000"]),
        ("avvikelsen är -6,9 mnkr", ["-6900000"]),
        ("12 krukor och 30 procent", []),
        ("år 2021", []),
    ],
)
def test_amounts_in_a_sentence(printed: str, sek: list[str]) -> None:
    found = list(amounts(printed))
    assert [amount.sek for amount in found] == [Decimal(s) for s in sek]
    assert all(printed[a.start : a.end] == a.printed for a in found)


def test_an_amount_is_of_whole_ore_and_of_a_size_that_a_city_has() -> None:
    text = "0,255294294 mnkr, 0,005 kr, 12345678901234 mnkr och 999 999 999 999 999 999 kr"
    assert [str(amount.sek) for amount in amounts(text)] == ["255294.29", "0.01"]


def test_a_year_before_an_amount_is_not_part_of_it() -> None:
    (amount,) = amounts("Under 2024 900 tkr")
    assert amount.sek == 900_000


@pytest.mark.parametrize(
    ("printed", "sek"),
    [
        ("mellan 10-12 mnkr", ["10000000", "12000000"]),
        ("uppgår till 28,1 respektive 6,1 mnkr", ["28100000", "6100000"]),
        ("från 7,3 till 8,3 mnkr", ["7300000", "8300000"]),
        ("2 500 – 3 000 kr", ["2500", "3000"]),
        ("tertial 1 och 2 mnkr", ["2000000"]),
        ("från 2023 till 2,4 mnkr", ["2400000"]),
        ("mellan 2023 och 2024 mnkr", ["2024000000"]),
        ("2 och 2,4 mnkr", ["2400000"]),
    ],
)
def test_a_unit_may_stand_once_for_two_amounts(printed: str, sek: list[str]) -> None:
    assert [amount.sek for amount in amounts(printed)] == [Decimal(s) for s in sek]


def test_the_first_of_two_amounts_is_printed_with_the_shared_unit() -> None:
    first, _ = amounts("om 1,5 respektive 2,5 mnkr")
    assert (first.printed, first.start, first.end) == ("1,5 mnkr", 3, 6)


@given(st.integers(0, 10**8), st.sampled_from(["", " "]))
def test_an_amount_of_money_reads_back_exactly(cents: int, space: str) -> None:
    (amount,) = amounts(f"om {swedish(cents, 2, space, '-')} mnkr i år")
    assert amount.sek == Decimal(cents) * 10_000
