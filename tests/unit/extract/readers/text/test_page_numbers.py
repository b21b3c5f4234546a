"""Pages of lines by the marks that a text has kept."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Line
from pipeline.extract.readers.text.lines import read_lines
from pipeline.extract.readers.text.page_numbers import printed_pages


def pages(*texts: str) -> tuple[int | None, ...]:
    lines = [Line(number, text) for number, text in enumerate(texts, start=1)]
    aside = frozenset(index for index, text in enumerate(texts) if text.startswith("Sid"))
    return printed_pages(lines, aside)


def test_a_mark_above_its_page_counts_for_the_lines_below() -> None:
    assert pages("Text", "Sid 3 (9)", "Text", "Sid 4 (9)", "Text") == (None, 3, 3, None, None)


def test_pages_between_marks_begin_with_a_blank() -> None:
    found = pages(
        "Före", "Sid 3 (9)", "Text", "text", " Sida fyra", "text", " Uppfylls helt", " Sida fem",
        "Sid 6 (9)", "Text", "mer text", " Sida sju", "text",
    )  # fmt: skip
    assert found == (None, 3, 3, 3, 4, 4, 4, 5, 6, 6, 6, None, None)


def test_where_the_blanks_do_not_count_no_page_is_guessed() -> None:
    assert pages("Före", "Sid 3 (9)", "Text", "text", " punkt", "Sid 8 (9)", "Text") == (None,) * 7


def test_a_mark_below_its_page_counts_for_the_lines_above() -> None:
    assert pages("Text", "Sid 1 (2)", "Text", "Sid 2 (2)") == (1, 1, 2, 2)


def test_the_head_of_page_one_may_have_a_line_before_its_mark() -> None:
    found = pages("Ekbackens stadsdelsförvaltning", "Sid 1 (3)", "Text", "Sid 2 (3)", "Text")
    assert found == (None, 1, 1, None, None)


def test_a_whole_page_before_the_mark_of_page_one_stands_above_it() -> None:
    found = pages(*["Text"] * 9, "Sid 1 (3)", "Text", "Sid 2 (3)", "Text")
    assert found == (*[1] * 10, 2, 2, None)


@pytest.mark.parametrize("marks", [("Sid 4 (9)", "Sid 3 (9)"), ("Sid 4 (9)", "Sid 4 (9)")])
def test_marks_that_do_not_rise_say_nothing(marks: tuple[str, str]) -> None:
    assert pages(marks[0], "Text", marks[1], "Text") == (None,) * 4


def test_form_feeds_are_believed_before_marks() -> None:
    source = read_lines("Text\n\fSid 7 (9)\nText")
    assert [line.page for line in source.lines] == [1, 2, 2]


LINE = "En rad av löpande text som är så lång som rader av prosa brukar vara i en rapport"


def prose(first: str, count: int = 40) -> list[str]:
    """A page of prose: its first line begins with a blank that no wrapping explains."""
    return [first, *[LINE] * (count - 1)]


def test_pages_of_prose_are_counted_from_a_mark_and_back_from_the_next() -> None:
    cells = ["Andel", "3 %"] * 30
    texts = ["Sid 4 (40)", *prose(LINE)]
    for number in range(5, 10):
        texts += prose(f" Sida {number}", 40 + number % 3)
    begin_of_nine = texts.index(" Sida 9")
    texts += [*cells, *prose(" Sida 15"), *prose(" Sida 16"), "Sid 17 (40)", LINE]
    found = pages(*texts)
    assert [found[texts.index(f" Sida {number}")] for number in (5, 6, 7, 8)] == [5, 6, 7, 8]
    assert found[1:3] == (4, 4)
    assert set(found[begin_of_nine : texts.index(" Sida 15")]) == {None}
    assert (found[texts.index(" Sida 15")], found[texts.index(" Sida 16") + 39]) == (15, 16)


def test_the_end_of_a_chapter_is_a_page_and_items_of_a_list_are_none() -> None:
    texts = ["Sid 4 (40)", *prose(LINE)]
    for number in range(5, 9):
        texts += prose(f" Sida {number}")
    table = [*["Andel", "3 %"] * 30, "Sid 30 (40)", LINE]
    short = [*texts, *prose(" Sida 9", 6), *prose(" Sida 10"), *table]
    assert pages(*short)[len(texts) : len(texts) + 6] == (9,) * 6
    items = [*texts, *prose(" Sida 9", 36), " en punkt", " en till", *prose(" Sida 10", 42)]
    found = pages(*items, *table)
    assert found[texts.index(" Sida 8")] == 8
    assert set(found[len(texts) :][:36]) == {None}


def test_more_pages_than_fit_between_two_marks_are_not_counted() -> None:
    texts = ["Sid 4 (40)", *prose(LINE)]
    for number in range(5, 10):
        texts += prose(f" Sida {number}")
    found = pages(*texts, "Sid 6 (40)", LINE)
    assert set(found[41:]) == {None}


def test_pages_counted_from_both_marks_to_the_same_line_say_nothing() -> None:
    texts = ["Sid 4 (40)", *prose(LINE)]
    for number in range(5, 12):
        texts += prose(f" Sida {number}")
    assert set(pages(*texts, "Sid 30 (40)", LINE)) == {None}
