"""Swedish numbers, cells, remarks, periods and dates, as reports print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.language.numbers import decimals
from pipeline.extract.language.values import (
    is_known,
    is_period,
    is_unclear,
    parse_cell,
    parse_date,
    respell,
    to_number,
)
from pipeline.extract.report import Qualifier
from tests.support.effort import calls_of

# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("0", 0),
        ("83,83", 83.83),
        ("2 433,4", 2433.4),
        ("1 234 567", 1_234_567),
        ("12500", 12_500),
        ("-36,0", -36),
        ("\u221236,0", -36),
        ("- 36", -36),
        ("+5", 5),
        ("1\u00a0675", 1675),
        ("1\u202f675", 1675),
        ("2.5", 2.5),
        (" 7 ", 7),
    ],
)
def test_a_number(printed: str, number: float) -> None:
    assert to_number(printed) == number


@pytest.mark.parametrize(
    "printed",
    ["", "-", "3,9 %", "18 30", "12 34 567", "1 2345", "i.u.", "2 433,4 20,2", "JA", "5,", ",5"],
)
def test_what_is_not_one_number(printed: str) -> None:
    assert to_number(printed) is None


SPACES = st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f"])
MINUSES = st.sampled_from(["-", "\u2212", "- "])


def swedish(cents: int, places: int, space: str, minus: str) -> str:
    """A number in hundredths the Swedish way: groups of three, decimal comma."""
    whole, fraction = divmod(abs(cents), 100)
    digits = f"{whole:,}".replace(",", space) + (f",{fraction:02}" if places else "")
    return (minus if cents < 0 else "") + digits


@given(st.integers(-(10**11), 10**11), SPACES, MINUSES)
def test_a_number_printed_the_swedish_way_reads_back(cents: int, space: str, minus: str) -> None:
    assert to_number(swedish(cents, 2, space, minus)) == cents / 100


@given(st.integers(0, 10**9), SPACES, st.sampled_from(["", " %", "%", " st", " tkr", " barn/avd."]))
def test_a_cell_with_a_number_reads_back_and_keeps_its_unit(
    whole: int, space: str, unit: str
) -> None:
    cell = parse_cell(swedish(whole * 100, 0, space, "-") + unit)
    assert cell is not None
    assert (cell.value, cell.qualifier, cell.unit) == (whole, None, unit.strip() or None)


@pytest.mark.parametrize(("printed", "places"), [("31,1", 1), ("2 433,40 %", 2), ("18 st", 0)])
def test_how_many_decimals_are_printed(printed: str, places: int) -> None:
    assert decimals(printed) == places


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("27,5 g", 27.5, "g"),
        ("410 kr/natt", 410, "kr/natt"),
        ("6 lån per 1 000 barn", 6, "lån per 1 000 barn"),
        ("83,83 %", 83.83, "%"),
        ("90  %", 90, "%"),
        ("34,5%", 34.5, "%"),
        ("45,83", 45.83, None),
        ("16,6 barn/avd.", 16.6, "barn/avd."),
        ("1,3 kg CO2 per kg livsmedel", 1.3, "kg CO2 per kg livsmedel"),
        ("1 675 GWh", 1675, "GWh"),
        ("15 000 st", 15_000, "st"),
        ("-2,5 procentenheter", -2.5, "procentenheter"),
        ("8 500 tkr", 8500, "tkr"),
        ("4 personer", 4, "personer"),
        ("2025", 2025, None),
        ("34 stycken", 34, "stycken"),
        ("1,5 %-enheter", 1.5, "%-enheter"),
        ("ca 40", 40, None),
        ("Cirka 40 %", 40, "%"),
        ("4,5 av 5", 4.5, None),
        ("4,5 (av 5)", 4.5, None),
        ("3,4 (skala 1-5)", 3.4, None),
    ],
)
def test_a_cell_with_a_number(printed: str, value: float, unit: str | None) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.value, cell.unit, cell.qualifier) == (value, unit, None)
    assert cell.text == " ".join(printed.split())


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("14,1 barn/ avd.", "14,1 barn/avd."),
        ("1,55 kg CO2 per kg livsmed el", "1,55 kg CO2 per kg livsmedel"),
        ("12 person er", "12 personer"),
        ("12 Personer", "12 Personer"),
        ("12personer", "12personer"),
    ],
)
def test_a_unit_that_its_column_cut_is_whole(cut: str, whole: str) -> None:
    cell = parse_cell(cut)
    assert cell is not None
    assert cell.text == whole
    assert cell.unit == whole.lstrip("0123456789, ")


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "unit"),
    [
        ("Max 10 personer", 10, Qualifier.MAX, "personer"),
        ("max. 16 %", 16, Qualifier.MAX, "%"),
        ("Högst 1 200 st", 1200, Qualifier.MAX, "st"),
        ("≤ 5", 5, Qualifier.MAX, None),
        ("<5", 5, Qualifier.MAX, None),
        ("minst 85 %", 85, Qualifier.MIN, "%"),
        (">= 85", 85, Qualifier.MIN, None),
        ("+/-1 %", 1, Qualifier.PLUS_MINUS, "%"),
        ("+/- 1,5 %", 1.5, Qualifier.PLUS_MINUS, "%"),
        ("±1", 1, Qualifier.PLUS_MINUS, None),
        ("+-1 %", 1, Qualifier.PLUS_MINUS, "%"),
        ("≥ 90 %", 90, Qualifier.MIN, "%"),
        ("över 90 %", 90, Qualifier.MIN, "%"),
        ("Mindre än 5 dagar", 5, Qualifier.MAX, "dagar"),
    ],
)
def test_a_bound_or_a_range(
    printed: str, value: float, qualifier: Qualifier, unit: str | None
) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.value, cell.qualifier, cell.unit) == (value, qualifier, unit)


REMARKS = [
    ("-", Qualifier.NONE),
    ("–", Qualifier.NONE),
    ("\u2212", Qualifier.NONE),
    ("i.u.", Qualifier.UNKNOWN),
    ("iu", Qualifier.UNKNOWN),
    ("Uppgift saknas", Qualifier.UNKNOWN),
    ("öka", Qualifier.INCREASE),
    ("Ska öka", Qualifier.INCREASE),
    ("Ökning", Qualifier.INCREASE),
    ("minska", Qualifier.DECREASE),
    ("Minskning", Qualifier.DECREASE),
    ("Tas fram av nämnd", Qualifier.TO_BE_SET),
    ("Tas fram av nämnd/styrelse", Qualifier.TO_BE_SET),
    ("Fastställs 2024", Qualifier.TO_BE_SET),
    ("Fastställs t1", Qualifier.TO_BE_SET),
    ("Fastställs senare", Qualifier.TO_BE_SET),
    ("Fastställs av nämnd", Qualifier.TO_BE_SET),
    ("Ej aktuellt", Qualifier.NONE),
    ("fastställs 2016", Qualifier.TO_BE_SET),
    ("Målet fastställs under 2016", Qualifier.TO_BE_SET),
    ("Fastställs i VP 2017", Qualifier.TO_BE_SET),
    ("tas fram av nämnd", Qualifier.TO_BE_SET),
    ("Tas fram under året", Qualifier.TO_BE_SET),
    ("Redovisas i VB", Qualifier.TO_BE_SET),
    ("Mäts i T2", Qualifier.TO_BE_SET),
    ("mäts ej", Qualifier.NONE),
    ("Mäts inte i år", Qualifier.NONE),
    ("Ej jämförbart", Qualifier.NONE),
    ("Inget mål", Qualifier.NONE),
    ("Utgår", Qualifier.NONE),
    ("—", Qualifier.NONE),
    ("Nämnden tar fram", Qualifier.TO_BE_SET),
    ("Öka jämfört med 2014", Qualifier.INCREASE),
    ("Lägre än 2014", Qualifier.DECREASE),
    ("Underlag saknas", Qualifier.UNKNOWN),
    ("n.a.", Qualifier.UNKNOWN),
]


@pytest.mark.parametrize(("printed", "qualifier"), REMARKS)
def test_a_remark_has_no_value_even_with_a_year_in_it(printed: str, qualifier: Qualifier) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.value, cell.unit, cell.qualifier) == (None, None, qualifier)


@given(st.sampled_from(REMARKS), st.data())
def test_a_narrow_column_may_cut_a_remark_anywhere(
    remark: tuple[str, Qualifier], data: st.DataObject
) -> None:
    printed, qualifier = remark
    places = data.draw(st.sets(st.integers(0, len(printed)), max_size=4))
    cut = "".join(" " * (at in places) + character for at, character in enumerate(printed))
    cell = parse_cell(cut)
    assert cell is not None
    assert (cell.value, cell.qualifier) == (None, qualifier)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("Minsknin g", "Minskning"),
        ("Tas fram av nämnd/s tyrelse", "Tas fram av nämnd/styrelse"),
        ("Tas fra m av nä mnd", "Tas fram av nämnd"),
        ("Faststäl ls 2027", "Fastställs 2027"),
        ("Fastställ s t1", "Fastställs t1"),
        ("öka", "öka"),
        ("Minska", "Minska"),
        ("tas fram av nämn d", "tas fram av nämnd"),
        ("i.u.", "i.u."),
    ],
)
def test_a_remark_that_was_cut_is_printed_whole(cut: str, whole: str) -> None:
    assert respell(cut) == whole
    cell = parse_cell(cut)
    assert cell is not None
    assert cell.text == whole


def test_two_dashes_are_one_cell_only_without_a_space() -> None:
    cell = parse_cell("--")
    assert cell is not None and cell.qualifier is Qualifier.NONE
    assert not is_known("- -")


ANSWERS = ("Ja", "Nej", "Ja/Nej", "1:5", "3 av 4", "75-80 %", "oförändrat")


@pytest.mark.parametrize("printed", ANSWERS)
def test_an_answer_a_proportion_or_a_range_is_known_but_no_number(printed: str) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.value, cell.qualifier) == (None, Qualifier.TEXT)
    assert is_known(printed)


@pytest.mark.parametrize("printed", ["ja", "som svarar", "1-14", "2024-05-01", "se bilaga 2", ""])
def test_words_of_names_are_no_known_cells(printed: str) -> None:
    assert not is_known(printed)


@pytest.mark.parametrize("printed", ["Enligt plan", "3 av 4", "2024-05-01", "se bilaga 2"])
def test_words_that_no_rule_knows_are_kept_as_text(printed: str) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.text, cell.value, cell.qualifier) == (printed, None, Qualifier.TEXT)


@pytest.mark.parametrize("printed", ["", "   ", "\u00a0", "\u200b"])
def test_an_empty_cell_says_nothing(printed: str) -> None:
    assert parse_cell(printed) is None


# --- periods and dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed",
    ["Tertial 1 2021", "Tertial 2", "2021", "VB 2024", "År", "Tertial", "Halvår", "Kvartal"],
)
def test_a_period(printed: str) -> None:
    assert is_period(printed)


@pytest.mark.parametrize("printed", ["", "Tertial 4", "1999", "Årsmål", "75", "Tas", "20 21"])
def test_what_is_no_period(printed: str) -> None:
    assert not is_period(printed)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2021-05-20", date(2021, 5, 20)),
        ("2024-1-1", date(2024, 1, 1)),
        ("Datum: 2024-02-29", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2021-06-31", None),
        ("2021-13-01", None),
        ("20 maj 2021", None),
        ("dnr 12021-05-201", None),
        ("", None),
    ],
)
def test_a_date_is_one_only_if_there_is_such_a_day(printed: str, day: date | None) -> None:
    assert parse_date(printed) == day


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_back(day: date) -> None:
    assert parse_date(f"senast {day.isoformat()}.") == day


@pytest.mark.parametrize("mark", ["¹", "²", " *", "**"])
def test_the_mark_of_a_footnote_is_no_part_of_a_value(mark: str) -> None:
    cell = parse_cell(f"81,2 %{mark}")
    assert cell is not None
    assert (cell.value, cell.unit, cell.qualifier) == (81.2, "%", None)
    assert cell.text == f"81,2 %{mark}"


def test_square_metres_are_no_footnote() -> None:
    cell = parse_cell("12 m²")
    assert cell is not None
    assert cell.text == "12 m²"
    assert cell.value != 122


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("–2,4", -2.4, None),
        ("– 2,4 %", -2.4, "%"),
        ("‒12", -12, None),
        ("- 2,4", -2.4, None),
        ("(2,4)", -2.4, None),
        ("(1 302)", -1302, None),
        ("2,4-", -2.4, None),
        ("2.302,5", 2302.5, None),
        ("–2.302,5", -2302.5, None),
        ("1'302,5", 1302.5, None),
        ("64,5 %.", 64.5, "%"),
        ("3) 64,5 %", 64.5, "%"),
        ("64,5 % 3)", 64.5, "%"),
        ("* 64,5", 64.5, None),
    ],
)
def test_a_number_as_people_type_it(printed: str, value: float, unit: str | None) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.value, cell.unit, cell.qualifier, cell.text) == (value, unit, None, printed)


@pytest.mark.parametrize("printed", ["2023-", "2023–", "2)", "75–80 %", "T2)"])
def test_what_only_looks_like_a_typed_number(printed: str) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert cell.value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("62.805", 62_805.0), ("1.422 st", 1_422.0), ("-9.000", -9_000.0), ("0.125", 0.125),
     ("12.5", 12.5), ("1.5 %", 1.5), ("12345.678", 12_345.678)],
)  # fmt: skip
def test_three_digits_behind_a_point_are_thousands(text: str, value: float) -> None:
    cell = parse_cell(text)
    assert cell is not None
    assert cell.value == value


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("-4,2 (-3,1 %)", -4.2, None),
        ("315 st (27 %)", 315, "st"),
        ("64,5 % (mål 70 %)", 64.5, "%"),
        ("🔴 64,5 %", 64.5, "%"),
        ("✓64,5 %", 64.5, "%"),
        ("64,5 % ▼", 64.5, "%"),
        ("64,5 (→)", 64.5, None),
        ("64,5 %²⁾", 64.5, "%"),
        ("64,5 % *)", 64.5, "%"),
        ("2,305.5", 2305.5, None),
        ("-2,305.5", -2305.5, None),
        ("(2,305.5)", -2305.5, None),
        ("2,305,117", 2_305_117, None),
        ("kr 4 500", 4500, "kr"),
        ("4 500:-", 4500, None),
        ("~64 %", 64, "%"),
    ],
)
def test_a_value_beside_marks_shares_and_in_other_ways_of_writing(
    printed: str, value: float, unit: str | None
) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert (cell.value, cell.unit, cell.qualifier) == (value, unit, None)


@pytest.mark.parametrize("printed", ["64 (70)", "64 % 70 %", "64/70", "3 h 20 min"])
def test_what_may_be_either_of_two_values_is_none(printed: str) -> None:
    cell = parse_cell(printed)
    assert cell is not None
    assert cell.value is None
    assert is_unclear(printed)


@pytest.mark.parametrize("printed", ["75-80 %", "1:5", "2025-03-31", "T1 2025", "öka", "1 av 3"])
def test_what_a_rule_knows_is_not_unclear(printed: str) -> None:
    assert not is_unclear(printed)


@pytest.mark.parametrize("printed", ["Tas fram av nämnden T1 2025", "64,5 % Tertial 2 2024"])
def test_a_value_and_a_period_in_one_cell_are_two(printed: str) -> None:
    assert is_unclear(printed)
    assert not is_unclear(printed.split(" T")[0])


def test_words_without_a_digit_are_not_asked_which_number_they_are() -> None:
    words, number = "Andel elever som är trygga", "Andel elever 12 år och äldre"
    assert calls_of(lambda: parse_cell(words)) < 0.7 * calls_of(lambda: parse_cell(number))


@pytest.mark.parametrize("printed", ["%", "m", "st", "barn/avd."])
def test_a_unit_alone_has_lost_its_number(printed: str) -> None:
    assert is_unclear(printed)
