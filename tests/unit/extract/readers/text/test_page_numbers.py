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


@pytest.mark.parametrize("marks", [("Sid 4 (9)", "Sid 3 (9)"), ("Sid 4 (9)", "Sid 4 (9)")])
def test_marks_that_do_not_rise_say_nothing(marks: tuple[str, str]) -> None:
    assert pages(marks[0], "Text", marks[1], "Text") == (None,) * 4


def test_form_feeds_are_believed_before_marks() -> None:
    source = read_lines("Text\n\fSid 7 (9)\nText")
    assert [line.page for line in source.lines] == [1, 2, 2]
