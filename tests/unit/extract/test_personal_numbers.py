"""Personal identity numbers in a text: masked however they are typed; other numbers stay."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.extract.personal_numbers import (
    DASHES,
    find_among_figures,
    find_sure,
    mask_personal_numbers,
    may_hold_numbers,
)

# Invented persons of the tax agency's own documentation.
NUMBERS = ["811218-9876", "670919-9530", "701063-2391"]

EVERY_DASH = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) == "Pd"]
SIGNS = [*EVERY_DASH, "\u2212", "+", "\uff0b"]
OTHER_SEPARATORS = ["", " ", "\u00a0", "\u202f", "\u3000", "\t", "/", ".", "_", "\n"]
SPACED_SIGNS = [" - ", "- ", "\u00a0\u2013\u00a0", " + ", "-\n", "-\n   ", "\n-"]
DATE_SEPARATORS = ["", " ", "-", ".", "/", "\u00a0", "\u2013"]
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202e", "\x00"]
ZEROS = ["0", "\uff10", "\u0660", "\u0966", "\U0001d7ce"]


def check_digit(nine: str) -> str:
    """The tenth digit, as the tax agency describes it (SKV 704)."""
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (1 if place % 2 else 2)
        total += product - 9 if product > 9 else product
    return str(-total % 10)


@st.composite
def ten_digits(draw: st.DrawFn) -> tuple[str, str]:
    """A century and the ten digits of a personal or coordination number."""
    born = draw(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 60]))
    nine = f"{born:%y%m}{day:02}{draw(st.integers(1, 999)):03}"
    return f"{born.year // 100}", nine + check_digit(nine)


def typed(
    number: tuple[str, str], century: bool, part: str, join: str, zero: str, invisible: str
) -> str:
    """A number in one of the many ways to type it."""
    digits = number[1]
    text = part.join((digits[:2], digits[2:4], digits[4:6])) + join + digits[6:]
    text = (number[0] if century else "") + text
    other = str.maketrans("0123456789", "".join(chr(ord(zero) + n) for n in range(10)))
    return invisible.join(text.translate(other)) if invisible else text.translate(other)


FORMS = st.builds(
    typed,
    ten_digits(),
    st.booleans(),
    st.sampled_from(DATE_SEPARATORS),
    st.sampled_from([*SIGNS, *SPACED_SIGNS, *OTHER_SEPARATORS]),
    st.sampled_from(ZEROS),
    st.sampled_from(["", *INVISIBLE]),
)
BEFORE = st.sampled_from(
    ["", "Rör ", "nr", "pnr:", ",", "namn, ", "(", "1. ", "\n", "\t", "- ", "'"]
)
AFTER = st.sampled_from(["", " har klagat", ",", ".", ")", "a", ", ", "\n", "\t", "; 12", "'"])


def is_date_with_year(text: str) -> bool:
    """A date that stands before a year is told apart from a number by nothing."""
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    return digits[-4:-2] in ("19", "20")


@given(BEFORE, FORMS, AFTER)
def test_a_number_is_masked_however_it_is_typed(before: str, number: str, after: str) -> None:
    assume(not is_date_with_year(number))
    text = before + number + after
    masked = mask_personal_numbers(text).text
    assert len(masked) == len(text)
    left = masked[len(before) : len(before) + len(number)]
    assert not any(character.isdecimal() for character in left)
    assert (masked[: len(before)], masked[len(before) + len(number) :]) == (before, after)
    assert may_hold_numbers(text.splitlines())


@given(st.lists(FORMS, min_size=2, max_size=5), st.sampled_from([", ", ",", "; ", " och ", "\n\n"]))
def test_every_number_of_a_list_is_masked(numbers: list[str], between: str) -> None:
    assume(not any(map(is_date_with_year, numbers)))
    masked = mask_personal_numbers(between.join(numbers)).text
    assert not any(character.isdecimal() for character in masked)


def test_every_dash_of_unicode_is_one() -> None:
    pattern = re.compile(f"[{DASHES}]")
    assert [dash for dash in EVERY_DASH if not pattern.match(dash)] == []


AMOUNTS = st.one_of(
    st.decimals(-(10**10), 10**10, places=1).map(lambda n: f"{n:,}".replace(",", " ")),
    st.decimals(-(10**7), 10**7, places=2).map(lambda n: str(n).replace(".", ",")),
    st.integers(-(10**9) + 1, 10**9 - 1).map(str),
    st.integers(0, 10**12).map(lambda n: f"{n:,}".replace(",", "\u00a0")),
    st.integers(0, 1000).map(lambda n: f"{n / 10} %".replace(".", ",")),
)


@given(st.lists(AMOUNTS, min_size=1, max_size=8), st.sampled_from([" ", "\t", "; "]))
def test_amounts_in_a_row_stay(amounts: list[str], between: str) -> None:
    row = between.join(amounts)
    assert find_among_figures(row) == () or between == "; "
    for amount in amounts:
        assert mask_personal_numbers(f"Kostnaden var {amount} kr.").numbers == ()


@given(st.integers(1, 99), st.integers(1, 9), st.integers(1, 9999), st.integers(1990, 2030))
def test_diary_numbers_stay(plan: int, part: int, number: int, year: int) -> None:
    for text in (
        f"{plan}.{part}.1-{number}-{year}",
        f"Dnr {part}.{part}-{number}/{year}",
        f"{year}/{number}",
        f"{year}-{number:06}",
        f"KS {year}/{number:04}",
    ):
        assert mask_personal_numbers(text).numbers == ()


@given(st.integers(0, 9_999_999), st.sampled_from(["70", "72", "73", "76", "79", "8", "31", "40"]))
def test_telephone_numbers_stay(number: int, area: str) -> None:
    digits = f"{number:07}"
    for text in (
        f"0{area}-{digits[:3]} {digits[3:5]} {digits[5:]}",
        f"0{area}-{digits[:3]} {digits[3:]}",
        f"0{area}-{digits}",
        f"+46 {area} {digits[:3]} {digits[3:5]} {digits[5:]}",
        f"+46{area}{digits}",
        f"Telefon 0{area}{digits}",
        f"tfn: 0{area}{digits}",
        f"Mobilnummer: 0{area}{digits}",
    ):
        assert mask_personal_numbers(text).numbers == ()


@given(st.integers(16, 99), st.integers(20, 99), st.integers(0, 99), st.integers(0, 9999))
def test_organisation_numbers_stay(group: int, month: int, more: int, rest: int) -> None:
    for joined in ("-", "", " "):
        text = f"{group}{month}{more:02}{joined}{rest:04}"
        assert mask_personal_numbers(text).numbers == ()


@given(st.dates(date(1950, 1, 1), date(2035, 1, 1)), st.integers(0, 4000), st.integers(1, 9))
def test_dates_years_and_spans_of_them_stay(start: date, days: int, more: int) -> None:
    end = start + timedelta(days=days)
    for text in (
        f"{start} {end}",
        f"{start}\u2013{end}",
        f"{start}-{end}",
        f"{start} - {end}",
        f"{start:%Y%m%d}-{end:%Y%m%d}",
        f"{start:%y%m%d}-{end:%y%m%d}",
        f"{start} {end.year}",
        f"{start}\t{end.year}",
        f"{start.year}-{end.year} {end.year + more}",
        f"{start.year}\u2013{end.year}, {start.year} {end.year} {end.year + more}",
        f"{start:%d.%m.%Y} {end:%d.%m.%Y}",
    ):
        assert mask_personal_numbers(text).numbers == ()


@given(ten_digits(), st.integers(1, 9))
def test_a_number_with_another_check_digit_stays(number: tuple[str, str], more: int) -> None:
    digits = number[1]
    wrong = f"{digits[:6]}-{digits[6:9]}{(int(digits[9]) + more) % 10}"
    assert mask_personal_numbers(wrong).numbers == ()


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # another check digit
        "811318-9876",  # no thirteenth month
        "810231-9876",  # no such day
        "19810229-9879",  # no such day in that year
        "Dnr 811218-98765",  # a longer run of digits
        "1811218-9876",
        "1,8112189876",  # decimals
        "8112189876,5",
        "811218 -9876,5",  # an amount and a negative one
        "2024-12-31 2023",  # a date and a year, in a real report of 2024
        "1 030 955 -76 135",
        "2 450,5 2 938,9",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    masked = mask_personal_numbers(text)
    assert (masked.text, masked.numbers) == (text, ())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1,811218-9876", "1,XXXXXX-XXXX"),  # a row of comma separated values
        ("811218-9876,670919-9530", "XXXXXX-XXXX,XXXXXX-XXXX"),
        ("8112189876,6709199530", "XXXXXXXXXX,XXXXXXXXXX"),
        ("12,8112189876,34", "12,XXXXXXXXXX,34"),
        ("Ärende nr811218-9876.", "Ärende nrXXXXXX-XXXX."),
        ("18811218+9876", "XXXXXXXX+XXXX"),
        ("81121\n8-9876", "XXXXX\nX-XXXX"),  # torn anywhere by a narrow column
        ("1981-12-\n18-9876", "XXXX-XX-\nXX-XXXX"),
        ("81 12\n   18-9876", "XX XX\n   XX-XXXX"),
        ("811218-98\n76", "XXXXXX-XX\nXX"),
        ("rapport_811218_9876.pdf", "rapport_XXXXXX_XXXX.pdf"),
        ("811218-9876\u00b2", "XXXXXX-XXXX\u00b2"),  # with the mark of a footnote
        ("701000-2394 eller 701060-2394", "701000-2394 eller XXXXXX-XXXX"),  # day unknown
    ],
)
def test_a_number_is_masked_in_its_surroundings(text: str, shown: str) -> None:
    assert mask_personal_numbers(text).text == shown


def test_among_figures_only_what_is_sure_or_alone_counts() -> None:
    def found(text: str) -> list[str]:
        return [text[n.start : n.end] for n in find_among_figures(text)]

    assert found("Anna 811218-9876 12 450") == ["811218-9876"]
    assert found("Anna 811218 9876") == ["811218 9876"]
    assert found("811218 9876 670919 9530") == ["811218 9876", "670919 9530"]
    assert found("Intäkter 811218 9876 450") == []
    assert found("Intäkter 12,5 811218 9876") == []
    assert found("Intäkter 811218 -9876") == ["811218 -9876"]
    assert found("Intäkter 12 811218 -9876") == []


def test_in_a_column_of_amounts_ten_plain_digits_are_an_amount() -> None:
    assert find_sure("8112189876") == ()
    assert find_sure("811218 9876") == ()
    assert len(find_sure("811218-9876")) == len(find_sure("198112189876")) == 1


@given(st.text(alphabet="0123456789-+ ,.\n\u200b\t", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask_personal_numbers(text)
    assert len(once.text) == len(text)
    assert mask_personal_numbers(once.text).text == once.text
