"""The address of a page holds all that is chosen on it."""

from __future__ import annotations

from pipeline.dashboard.view import MOST_LETTERS, View


def test_a_link_of_the_same_page_keeps_what_is_chosen() -> None:
    view = View.of("/namnd", {"namnd": "kvarnsjo", "ar": "2025", "sprak": "en"})
    assert view.link(ar=2024) == "/namnd?namnd=kvarnsjo&ar=2024&sprak=en"
    assert view.link(ar=None, sprak=None) == "/namnd?namnd=kvarnsjo"


def test_a_link_to_another_page_takes_language_and_theme_along() -> None:
    view = View.of("/namnd", {"namnd": "kvarnsjo", "sprak": "en", "tema": "morkt"})
    assert view.link("/ekonomi", ar=2025) == "/ekonomi?sprak=en&tema=morkt&ar=2025"


def test_what_is_no_choice_is_none() -> None:
    view = View.of("/", {"sprak": "klingon", "tema": "", "ar": "tjugo", "q": "x" * 999})
    assert (view.language, view.theme, view.number("ar")) == ("sv", "auto", None)
    assert len(view.get("q") or "") == MOST_LETTERS
    assert view.get("tema") is None


def test_what_no_page_knows_is_left_out() -> None:
    view = View.of("/", {"path": "//evil.example", "self": "1", "q": "a"})
    assert view.link() == "/?q=a"


def test_a_choice_is_escaped() -> None:
    assert View("/sok").link(q="a&b=<c> å") == "/sok?q=a%26b%3D%3Cc%3E+%C3%A5"
