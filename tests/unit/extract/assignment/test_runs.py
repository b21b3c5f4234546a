"""Runs of words: how words are glued, and the ways to cut them into cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.assignment.runs import (
    Glue,
    Word,
    lines_of,
    place_of_words,
    run_cell,
    segmentations,
    text_cell,
    text_of,
    words_of,
)
from tests.unit.extract.making import chunks


def words(text: str, *, marked: bool = False) -> list[Word]:
    return words_of(chunks(text), wrap_is_marked=marked, end_is_marked=marked)


def glue(text: str, *, marked: bool = False) -> list[tuple[str, Glue]]:
    return [(word.text, word.glue) for word in words(text, marked=marked)]


def cuts(text: str, *, marked: bool = False) -> set[str]:
    """The ways to cut a text into cells, each with its cells parted by ``|``."""
    found = segmentations(words(text, marked=marked), wrap_is_marked=marked)(0)
    return {" | ".join(cell.parsed.text for cell in cut) for cut in found}


# --- glue ---------------------------------------------------------------------------------------


def test_words_of_a_source_that_marks_nothing() -> None:
    text = """
        Andel nöjda
        barn

        80 %
    """
    assert glue(text) == [
        ("Andel", Glue.START),
        ("nöjda", Glue.SPACE),
        ("barn", Glue.LINE),
        ("80", Glue.BLANK),
        ("%", Glue.SPACE),
    ]


def test_words_of_a_source_that_marks_wraps_and_ends() -> None:
    text = """
        Andel nöjda·
        barn
        Minsknin
        g
        Barn/
        avd.
    """
    assert glue(text, marked=True) == [
        ("Andel", Glue.START),
        ("nöjda", Glue.SPACE),
        ("barn", Glue.WRAP),
        ("Minsknin", Glue.CELL),
        ("g", Glue.CUT),
        ("Barn/", Glue.CELL),
        ("avd.", Glue.CUT),
    ]


def test_a_blank_line_after_a_marked_wrap_is_a_pause_only() -> None:
    text = """
        Tas·

        fram av nämnd
    """
    assert ("fram", Glue.PAUSE) in glue(text, marked=True)
    assert Glue.PAUSE.may_join and Glue.PAUSE.may_part
    assert not Glue.BLANK.may_join
    assert not Glue.WRAP.may_part and not Glue.CUT.may_part


def test_thousands_may_go_on_after_a_blank_line_where_the_line_ends_in_a_space() -> None:
    text = """
        41 26·

        295 st·
    """
    assert cuts(text) == {"41 | 26 | 295 st", "41 | 26 295 st"}
    assert cuts(text.replace("·", "")) == {"41 | 26 | 295 st"}


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        ("75 % Tas fram", "av nämnd 2026", True),
        ("75 % Fastställs", "t1 2026", True),
        ("32,5 % 36,6", "% 27,8", True),
        ("15,9", "barn/avd.", True),
        ("0 +/-1", "% +/-2 %", True),
        ("38 % Tertial 2", "2018", True),
        ("38 % Tertial", "2 2018", True),
        ("75 %", "Tas fram av nämnd", False),
        ("Tas fram av nämnd", "2018", False),
        ("900", "800 st", False),
        ("Antal nya träd", "80 st", False),
    ],
)
def test_words_that_are_one_cell_only_together_go_on_after_a_blank_line(
    before: str, after: str, goes_on: bool
) -> None:
    first = after.split()[0]
    assert ((first, Glue.PAUSE) in glue(f"{before}\n\n{after}")) is goes_on
    assert ((first, Glue.BLANK) in glue(f"{before}\n\n{after}")) is not goes_on


def test_icons_are_no_words_and_extra_spaces_are_counted() -> None:
    found = words("●  Andel nöjda   80  %")
    assert [(word.text, word.spaces) for word in found] == [
        ("Andel", 2),
        ("nöjda", 1),
        ("80", 3),
        ("%", 2),
    ]


def test_words_go_back_to_their_lines_text_and_place() -> None:
    found = words(
        """
        Andel barn·
        i kö 80 %
        """,
        marked=True,
    )
    name, value = found[:4], found[4:]
    assert lines_of(name) == ("Andel barn ", "i kö")
    assert text_of(name, wrap_is_marked=True) == "Andel barn i kö"
    assert (place_of_words(found).line_start, place_of_words(found).line_end) == (1, 2)
    assert place_of_words(value).text == "i kö 80 %"


# --- cutting ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("80 %", {"80 %"}),
        ("80 % 75 %", {"80 % | 75 %"}),
        ("18 30", {"18 | 30"}),
        ("900 800 st", {"900 800 st", "900 | 800 st"}),
        ("1 675 GWh", {"1 675 GWh", "1 | 675 GWh"}),
        ("-2 500", {"-2 500", "-2 | 500"}),
        ("900 080", {"900 080"}),
        ("5 - 7", {"5 | - | 7"}),
        ("2 % Tas fram av nämnd", {"2 % | Tas fram av nämnd"}),
        ("Max 10 personer 4 personer", {"Max 10 personer | 4 personer"}),
        ("16,6 barn/avd. 17 barn/avd.", {"16,6 barn/avd. | 17 barn/avd."}),
        ("1,3 kg CO2 per kg livsmedel 1,4", {"1,3 kg CO2 per kg livsmedel | 1,4"}),
        ("som lever 80 %", set()),
        ("44,35\n50 %", {"44,35 | 50 %"}),
        ("Fastställ\ns 2026 2026", {"Fastställs 2026 | 2026"}),
        ("Fastställs t1 5", {"Fastställs t1 | 5"}),
        ("", {""}),
    ],
)
def test_the_ways_to_cut_a_line(text: str, ways: set[str]) -> None:
    assert cuts(text) == ways


def test_values_parted_by_a_blank_line_are_two() -> None:
    text = """
        900

        800 st
    """
    assert cuts(text) == {"900 | 800 st"}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("1,93\n%", "1,93 %"),
        ("Tas\nfram av\nnämnd", "Tas fram av nämnd"),
        ("16,6\nbarn/a\nvd.", "16,6 barn/avd."),
        ("1,3 kg\nCO2 per\nkg livs-\nmedel", "1,3 kg CO2 per kg livsmedel"),
    ],
    ids=["unit below", "remark over three lines", "unit cut", "unit hyphenated"],
)
def test_a_wrapped_value_is_one_cell(text: str, whole: str) -> None:
    assert whole in cuts(text)


def test_marks_leave_but_one_way() -> None:
    text = """
        900
        800·
        st
        Tas·
        fram av·
        nämnd/s
        tyrelse
    """
    assert cuts(text, marked=True) == {"900 | 800 st | Tas fram av nämnd/styrelse"}


def test_digits_of_a_name_are_no_cell_of_their_own() -> None:
    # "Sjukfrånvaro dag 1-14": what follows "dag" is part of the name.
    assert cuts("1-14 4,5 %") == set()
    assert run_cell(words("1-14"), wrap_is_marked=False) is None


def test_a_number_does_not_begin_with_zeros() -> None:
    assert run_cell(words("080"), wrap_is_marked=False) is None
    assert run_cell(words("0,80"), wrap_is_marked=False) is not None
    assert run_cell(words("0"), wrap_is_marked=False) is not None


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_apart_is_a_cell_without_a_value(dash: str) -> None:
    assert cuts(f"{dash}\n71 kg") == {f"{dash} | 71 kg"}


def test_unknown_words_can_be_kept_as_text() -> None:
    cell = text_cell(words("enligt\nplan"), wrap_is_marked=False)
    assert cell.parsed.text == "enligt plan"
    assert cell.parsed.value is None
    assert run_cell(words("enligt\nplan"), wrap_is_marked=False) is None


VALUES = st.one_of(
    st.integers(0, 999_999).map(lambda n: f"{n:,}".replace(",", " ")),
    st.decimals(0, 999, places=2).map(lambda d: f"{d} %".replace(".", ",")),
    st.sampled_from(["-", "i.u.", "Tas fram av nämnd", "+/-1 %", "Max 5 personer", "öka"]),
)


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_the_printed_cells_are_among_the_ways_and_nothing_is_lost_in_any(
    values: list[str],
) -> None:
    ways = cuts(" ".join(values))
    assert " | ".join(values) in ways
    assert {way.replace("| ", "").replace(" ", "") for way in ways} == {
        "".join(values).replace(" ", "")
    }
