"""Dates, years and names of columns that a narrow column cuts."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.text.cut_cells import whole_cells
from tests.unit.extract.making import lines


def whole(text: str) -> list[str]:
    return [line.text for line in whole_cells(lines(text))]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Plantera träd 2026-03-", "01"],
        ["Plantera träd 2026-0", "3-01"],
        ["Plantera träd 202", "6-03-", "01"],
        ["Plantera träd 2026-", "", "03-01"],
    ],
)
def test_a_date_is_whole_wherever_it_is_cut(pieces: list[str]) -> None:
    assert whole("\n".join(pieces)) == ["Plantera träd 2026-03-01"]


def test_the_period_of_an_indicator_is_whole() -> None:
    assert whole("Terti\nal 1\n2026") == ["Tertial 1", "2026"]


def test_a_date_has_what_stands_behind_its_rest() -> None:
    assert whole("2026-0\n3-01 2026-12-\n31 Avvi\nkel\nse") == ["2026-03-01 2026-12-31 Avvikelse"]


def test_names_of_columns_are_whole() -> None:
    header = ["Aktivitet Start", "datu", "m", "", "Slutda", "tum"]
    assert whole("\n".join(header)) == ["Aktivitet Startdatum", "", "Slutdatum"]


def test_words_that_only_begin_so_are_left_alone() -> None:
    rows = ["Slut", "dagar 2", "7", "Start", "året"]
    assert whole("\n".join(rows)) == rows


def test_decimals_below_a_comma_belong_to_it() -> None:
    assert whole("Kafé 12,\n4\n\n-7,\n25\nSumma") == ["Kafé 12,4", "", "-7,25", "Summa"]


@pytest.mark.parametrize("text", ["Kafé 12,\n\n4", "I maj 12,\n4 i juni", "Kafé 12\n4"])
def test_a_number_that_may_be_another_stays_apart(text: str) -> None:
    assert whole(text) == text.split("\n")


CUT_YEARS = """
    Mål för 2026 och framåt
    Nya träd 40 202
    6

    Nya bänkar 12 2
    026

    Nya parker VB
    20
    26
"""


def test_years_that_are_cut_again_and_again_are_whole() -> None:
    assert [text for text in whole(CUT_YEARS) if text] == [
        "Mål för 2026 och framåt",
        "Nya träd 40 2026",
        "Nya bänkar 12 2026",
        "Nya parker VB",
        "2026",
    ]


@pytest.mark.parametrize(
    "text",
    [
        CUT_YEARS.replace("2026", "2025"),
        "Mål för 2026\nNya träd 20\n26\n\nNya bänkar 20\n26",
    ],
    ids=["a year that is printed nowhere", "too few to tell them from two numbers"],
)
def test_numbers_below_each_other_are_no_year(text: str) -> None:
    before = [line.text for line in lines(text)]
    assert whole(text) == before
