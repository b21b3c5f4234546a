"""Keys: the same thing in different printings has one key, different things have two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.report import GoalLevel, ReportType
from pipeline.transform import keys
from tests.unit.transform.reports import head

NAME = "Andel förskolor med läs- och skrivhörna"


def test_report_key_is_readable() -> None:
    identity = head("Enskede-Årsta-Vantör", ReportType.FIRST_FOLLOW_UP, 2021)
    assert keys.report_key(identity) == "enskede-arsta-vantor-2021-t1"
    assert keys.committee_key(identity) == "enskede-arsta-vantor"


@pytest.mark.parametrize(
    "printed",
    [
        "ANDEL förskolor med läs- och skrivhörna",
        "Andel  förskolor\nmed läs- och skrivhörna",
        "Andel för- skolor med läs\u2013 och skriv\u00adhörna",
        "Andel förskolor med läs- och skrivhörn a",
        "Andel förskolor med läs- och skrivhörna.",
        "Andel fo\u0308rskolor med la\u0308s- och skrivho\u0308rna",
    ],
    ids=["case", "white space", "hyphens", "split word", "trailing point", "decomposed letters"],
)
def test_printings_of_one_name_have_one_key(printed: str) -> None:
    assert keys.name_key(printed) == keys.name_key(NAME)


@pytest.mark.parametrize("other", ["Andel förskolor med läshörna", "Andel forskolor med las- och "])
def test_other_words_have_another_key(other: str) -> None:
    assert keys.name_key(other) != keys.name_key(NAME)


def test_letters_with_and_without_rings_differ() -> None:
    assert keys.name_key("hår") != keys.name_key("har")


def test_goals_of_the_council_are_shared_and_committee_goals_are_not() -> None:
    shared = {keys.goal_key(GoalLevel.OPERATIONAL_AREA, NAME, c) for c in ("a", "b")}
    own = {keys.goal_key(GoalLevel.COMMITTEE, NAME, c) for c in ("a", "b")}
    assert len(shared) == 1
    assert len(own) == 2
    assert not shared & own


def test_keys_are_the_same_on_every_machine() -> None:
    # A changed key breaks every saved query: change it knowingly.
    assert keys.name_key("Andel nöjda") == "andelnojda-2434713f"
    assert keys.fact_key("r", "t", ("a", None, 1), 1) == "r-8f171585a70b738f"


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_digest_tells_lists_of_parts_apart(one: list[str], other: list[str]) -> None:
    separators = {"\x1f", "\x00"}
    if separators & set("".join(one + other)):
        return
    assert (keys.digest(*one) == keys.digest(*other)) == (one == other)


@given(st.text())
def test_normal_form_is_stable(name: str) -> None:
    form = keys.normal_form(name)
    assert all(character.isalnum() for character in form)
    assert keys.normal_form(f"  {name} - ") == form
