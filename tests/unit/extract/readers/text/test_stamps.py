"""A word printed slantwise over every page, of which layout text keeps pieces."""

from __future__ import annotations

from pipeline.extract.readers.text.lines import read_lines
from pipeline.extract.readers.text.stamps import without_stamps

_PAGE = [
    " " * 60 + "ST",
    "Andel nöjda        12 %   A    13 %",
    "     Nämnd                          VB",
    "             TK",
    "    U  Antal {page}",
]


def text(pages: int, page: list[str] = _PAGE) -> str:
    return "".join("\n".join(page).format(page=number) + "\n\f" for number in range(pages))


def test_pieces_of_a_slanted_word_are_no_text() -> None:
    cleared, held = without_stamps(text(5))
    assert cleared.split("\f")[0].split("\n") == [
        " " * 62,
        "Andel nöjda        12 %        13 %",
        "     Nämnd                          VB",
        " " * 15,
        "       Antal 0",
        "",
    ]
    assert sorted(held)[:2] == [0, 3]
    assert len(held) == 10


def test_lines_that_hold_a_piece_alone_are_none_and_others_keep_their_number() -> None:
    lines = read_lines(text(5)).lines
    assert [line.number for line in lines[:3]] == [2, 3, 5]


def test_a_piece_beside_a_word_is_taken_out_too() -> None:
    pages = text(5).replace("12 %   A  ", "12 % A    ", 1)
    assert "12 %      " in without_stamps(pages)[0].split("\f")[0]


def test_a_piece_alone_may_be_far_off_where_a_page_is_set_closer() -> None:
    pages = text(5).replace(" " * 20 + "ST", "ST", 1)
    assert "ST" not in without_stamps(pages)[0]


def test_short_words_that_do_not_slant_are_text() -> None:
    head = ["   ST    A", "   TK    U"]
    assert without_stamps(text(9, head)) == (text(9, head), frozenset())


def test_a_slant_on_some_pages_only_is_text() -> None:
    pages = text(3) + text(6, ["Analys"])
    assert without_stamps(pages) == (pages, frozenset())
