"""Personal identity numbers: masked where they are ones, left where they are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.privacy import PROBLEM_CODE, mask_document, mask_personal_numbers
from pipeline.extract.readers.text import tab_text

# Invented persons of the tax agency's own documentation, and coordination numbers of them.
PERSONAL = [
    "811218-9876",
    "19811218-9876",
    "198112189876",
    "8112189876",
    "811218+9876",
    "18811218+9876",
    "811218 - 9876",
    "811218\u20139876",
    "670919-9530",
]


@pytest.mark.parametrize("number", PERSONAL)
def test_a_personal_number_is_masked_in_every_form(number: str) -> None:
    masked = mask_personal_numbers(f"Ärendet rör {number}, som har klagat.")
    assert not any(character.isdigit() for character in masked.text)
    assert masked.text.startswith("Ärendet rör X") and masked.text.endswith(", som har klagat.")
    assert len(masked.numbers) == 1


def test_a_coordination_number_has_sixty_added_to_its_day() -> None:
    assert mask_personal_numbers("701063-2391").text == "XXXXXX-XXXX"


def test_the_mask_keeps_length_and_place() -> None:
    text = "Sid 3\t811218-9876\t12,5"
    masked = mask_personal_numbers(text)
    assert masked.text == "Sid 3\tXXXXXX-XXXX\t12,5"
    assert text[masked.numbers[0].start : masked.numbers[0].end] == "811218-9876"


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # another check digit
        "811318-9876",  # no thirteenth month
        "810231-9876",  # no such day
        "2 450,5 2 938,9",
        "08-508 22 000",
        "Dnr 811218-98765",
        "1,811218-9876",
        "2024-01-01 2024-12-31",
        "1 030 955 -76 135",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    masked = mask_personal_numbers(text)
    assert (masked.text, masked.numbers) == (text, ())


def test_several_numbers_of_one_text_are_each_told() -> None:
    masked = mask_personal_numbers("811218-9876 och 670919-9530")
    assert masked.text == "XXXXXX-XXXX och XXXXXX-XXXX"
    assert len(masked.numbers) == 2


@given(st.text(alphabet="0123456789-+ ,.\n", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask_personal_numbers(text)
    assert len(once.text) == len(text)
    assert mask_personal_numbers(once.text).text == once.text


def test_a_document_is_masked_in_every_text_and_says_where() -> None:
    document = tab_text.read("Ärendet\n\nRör 811218-9876.\n\nNamn\tNummer\nA\t670919-9530\n")
    masked, problems = mask_document(document)
    assert "9876" in repr(document) and "9530" in repr(document)
    assert "9876" not in repr(masked) and "9530" not in repr(masked)
    assert {problem.code for problem in problems} == {PROBLEM_CODE}
    assert {problem.place.line_start for problem in problems if problem.place} == {3, 6}


def test_a_document_without_a_number_stays_the_same_object() -> None:
    document = tab_text.read("Ärendet\n\nDnr 2024/12\n")
    assert mask_document(document) == (document, ())
