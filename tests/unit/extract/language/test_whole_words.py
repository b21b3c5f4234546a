"""Which pieces on lines of their own are one word: cells of narrow columns as printed."""

from __future__ import annotations

import pytest

from pipeline.extract.language.spelling import spelling_of
from pipeline.extract.language.text import close_cuts, goes_on_word, join_lines
from pipeline.extract.language.whole_words import whole_words

KNOWN = spelling_of(
    dict.fromkeys(("talgoxe", "boet", "simhall", "aktiviteter", "höst", "andel", "läsare"), 1)
)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["tal", "goxe"], "talgoxe"),
        (["Andel", "läs", "are"], "Andel läsare"),
        (["med", "talg", "oxe"], "med talgoxe"),
        (["hösta", "ktivi", "teter"], "höstaktiviteter"),  # two known words put together
        (["index", "ANDTS"], "index ANDTS"),
        (["simhall,", "boet"], "simhall, boet"),
    ],
)
def test_pieces_are_put_together_so_that_words_are_known(parts: list[str], words: str) -> None:
    assert " ".join(whole_words(parts, KNOWN, begins=False, narrow=True)) == words


def test_a_name_in_a_column_of_five_letters_without_any_mark() -> None:
    printed = ["■ Andel", "vuxn", "a som", "är", "nöjda", "med", "verks", "amhet", "en"]
    closed = join_lines(close_cuts(printed), wrap_is_marked=False)
    assert closed.removeprefix("■ ") == "Andel vuxna som är nöjda med verksamheten"


def test_a_missing_space_parts_two_words_also_where_the_second_is_cut() -> None:
    lines = ["Andel", "invån", "are ", "med ", "ekon", "omis", "kt ", "bistå", "nd"]
    assert join_lines(lines, wrap_is_marked=True) == "Andel invånare med ekonomiskt bistånd"


def test_a_page_break_may_cut_a_word() -> None:
    assert goes_on_word("Andel som är nöjda med verksamh", ["eten och", "personalen"])
    assert not goes_on_word("Andel som är nöjda med", ["verksamheten"])
