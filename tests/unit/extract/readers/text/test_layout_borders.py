"""Borders between words of several lines: every way to part them once, with its cut letters."""

from __future__ import annotations

from pipeline.extract.readers.text.layout_borders import Border, between, borders_of
from pipeline.extract.readers.text.layout_lines import words_of

LINES = ["Utfall  Utfall", "män/ kvinnor/", "pojkar flickor"]


def test_borders_part_words_in_every_way_that_an_upright_one_can() -> None:
    words = [words_of(text) for text in LINES]
    lefts = [border.left for border in borders_of(words)]
    assert lefts == [
        (0, 0, 0),
        (0, 1, 0),
        (1, 1, 1),
        (1, 2, 1),
        (1, 2, 2),
        (2, 2, 2),
    ]


def test_a_border_costs_the_letters_that_it_cuts_at_its_best_place() -> None:
    words = [words_of(text) for text in LINES]
    assert [border.cut for border in borders_of(words)] == [0.0, 7.0, 1.0, 8.0, 8.0, 0.0]


def test_words_between_borders_are_those_of_each_line() -> None:
    words = [words_of(text) for text in LINES]
    inside = between(words, Border((0, 0, 0), 0.0), Border((1, 1, 1), 0.0))
    texts = [[text[a:b] for a, b in line] for text, line in zip(LINES, inside, strict=True)]
    assert texts == [["Utfall"], ["män/"], ["pojkar"]]
