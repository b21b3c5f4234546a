"""Whether two pieces are one word: by the words of the document, then by their letters."""

from __future__ import annotations

import pytest

from pipeline.extract.language.spelling import Spelling, spelling_of, usual_words
from tests.support.effort import calls_of

SAID = {"andel": 30, "lövskogar": 1, "skogsbruk": 2, "plantering": 4, "strand": 3, "ängar": 3}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("lövsko", "gar"),
        ("plante", "ring"),
        ("kvalitets", "ledning"),
        ("verksam", "heten"),
        ("Genom", "fördes"),
        ("inskrivnings", "graden"),
    ],
)
def test_pieces_of_one_word(one: str, two: str) -> None:
    assert spelling_of(SAID).is_one(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Andel", "lövskogar"),
        ("strand", "ängar"),
        ("plantering", "i"),
        ("digitala", "inköp"),
        ("planterade", "träd"),
        ("barnet", "har"),
    ],
)
def test_two_words(one: str, two: str) -> None:
    assert not spelling_of(SAID).is_one(one, two)


def test_a_word_that_stands_whole_elsewhere_decides() -> None:
    assert not Spelling({"sten": 5, "murar": 5}).is_one("sten", "murar")
    assert Spelling({"sten": 5, "murar": 5, "stenmurar": 1}).is_one("sten", "murar")


def test_two_words_that_a_document_uses_are_no_usual_word_that_it_does_not() -> None:
    said = {"netto": 25, "budget": 40, "budgeten": 3}
    assert not spelling_of(said).is_one("netto", "budget")
    assert not spelling_of(said).with_words(["netto"]).is_one("netto", "budget", whole=False)
    assert spelling_of({**said, "nettobudget": 2}).is_one("netto", "budget")


def test_a_piece_that_may_go_on_is_no_whole_word() -> None:
    known = Spelling({"förskola": 5, "förskollärare": 9, "lär": 9})
    assert known.is_one("förskol", "lär", whole=False)


def test_the_usual_words_are_in_lower_case_and_whole() -> None:
    words = usual_words()
    assert len(words) > 5000
    assert all(word.isalpha() and word == word.lower() for word in words)
    assert {"verksamheten", "nämnden", "startdatum"} <= words.keys()


def test_what_follows_a_few_letters_is_worked_out_once() -> None:
    known = Spelling(usual_words())
    assert known.is_one("bosam", "hetens")
    letters = len("hetens$") + len("$") + len("hetens$")  # as one word, and as two
    again = calls_of(lambda: known.is_one("bosam", "hetens"))
    assert again < 20 * letters


@pytest.mark.parametrize(("one", "two"), [("bergst", "rps"), ("hvl", "ens")])
def test_no_word_of_a_full_line_is_without_a_vowel(one: str, two: str) -> None:
    known = spelling_of(SAID)
    assert known.is_one(one, two, full=True) and not known.is_one("andel", "barn", full=True)


def test_two_unknown_pieces_need_less_where_the_line_is_full() -> None:
    known = spelling_of(SAID)
    assert known.is_one("tallmoss", "ens", full=True)
    assert not known.is_one("tallmoss", "ens")
