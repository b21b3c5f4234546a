"""Words that are cut at the end of a line of several words, without a hyphen."""

from __future__ import annotations

from pipeline.extract.readers.text.lost_hyphens import with_whole_words
from tests.unit.extract.making import lines

HYPHENATED = "\n".join(
    ["Alla vid stadsdelsför·", "Där är stadsdelsför", "valtningen med.·", ""] * 20
)
"""Wraps are marked, and a line without a mark ends inside a word."""


def whole(text: str) -> list[str]:
    return [line.text for line in with_whole_words(lines(text))]


def test_words_that_are_known_whole_are_put_together() -> None:
    assert whole(HYPHENATED)[1:3] == ["Där är stadsdelsförvaltningen ", "med. "]


def test_two_known_words_are_one_where_the_text_loses_its_hyphens() -> None:
    found = whole(f"{HYPHENATED}\nAndel som tycker att för\n\nskolan ger lust\n\n12 %")
    assert found[-5:] == ["Andel som tycker att förskolan ", "", "ger lust", "", "12 %"]


def test_a_word_that_takes_several_lines_is_whole_and_leaves_no_empty_line() -> None:
    found = whole(f"{HYPHENATED}\nAlla på stads\n\ndelsför\n\nvaltningen\n\n12 %")
    assert found[-3:] == ["Alla på stadsdelsförvaltningen", "", "12 %"]


def test_a_name_of_a_column_does_not_go_on_below_it() -> None:
    header = ["Utfall Årsmål Period", "", "verka hur parken ser ut"]
    assert whole("\n".join((HYPHENATED, *header)))[-3:] == header


def test_only_what_surely_is_one_word_is_put_together_where_other_lines_end_with_words() -> None:
    rows = "Barn i nya\nförskolor\nUnga i alla\nparker\n" * 30
    found = whole(f"{HYPHENATED}\n{rows}Andel v\nårdnadsha\nvare som tycker att för\nskolan")
    assert found[1:3] == ["Där är stadsdelsförvaltningen ", "med. "]
    assert found[-123:-3] == rows.splitlines()
    assert found[-3:] == ["Andel vårdnadshavare ", "som tycker att för", "skolan"]


def test_few_words_that_may_be_cut_tell_nothing() -> None:
    text = "Andel v\nårdnadsha\nvare som är nöjda\n" * 3
    assert whole(text) == [line.text for line in lines(text)]


def test_rows_that_go_on_below_repeated_headers_do_not_speak_against_lost_hyphens() -> None:
    repeated = "\n".join(["Utfall Årsmål Period", "", "som tycker om parken", ""] * 4)
    found = whole(f"{HYPHENATED}\n{repeated}\nAndel som tycker att för\n\nskolan ger lust")
    assert "Andel som tycker att förskolan " in found
