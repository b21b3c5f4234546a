"""What came from files comes out harmless, and still says that something was there."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.safe_text import loggable, neutral, visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rapport.pdf", "rapport.pdf"),
        ("Älvsjö – \u201dtrygg\u201d …", "Älvsjö – \u201dtrygg\u201d …"),
        ("a\x1b[2J\x1b]0;title\x07b", r"a\x1b[2J\x1b]0;title\x07b"),
        ("a\x9b31mb", r"a\x9b31mb"),  # the one character that begins a sequence in Latin-1
        ("a\nReleased: yes", r"a\nReleased: yes"),
        ("a\r\x08b\tc", r"a\r\x08b\tc"),
        ("a\u202efdp.exe", r"a\u202efdp.exe"),  # turns the direction: "aexe.pdf"
        ("a\u2028b\u200bc\ufeff", r"a\u2028b\u200bc\ufeff"),
        ("a\udce5b", r"a\udce5b"),  # a byte of a file name that is no UTF-8
    ],
)
def test_what_a_terminal_obeys_or_nobody_sees_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_visible_is_a_control(text: str) -> None:
    shown = visible(text)
    bad = {"Cc", "Zl", "Zp", "Cs"}
    assert not any(unicodedata.category(character) in bad for character in shown)
    assert len(shown.splitlines()) <= 1
    shown.encode()


def test_lines_and_tabs_stay_where_a_text_may_have_lines() -> None:
    assert visible_lines("a\tb\r\nc\x1b[0m") == "a\tb\nc\\x1b[0m"


def test_a_log_line_is_one_line_without_personal_numbers() -> None:
    assert loggable("läst 811218-9876.pdf\nfel") == r"läst XXXXXX-XXXX.pdf\nfel"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " =1+1",
        "\t=1+1",
        "\n=cmd|' /C calc'!A0",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff@SUM(A1)",
        "+46 8",
        "-5",
        "\u3000\uff1d1+1",
        "  -2+3",
    ],
)
def test_a_text_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("value", [-5, -5.5, True, None, "5", "a = b", " text", "1 - 2", ""])
def test_numbers_and_other_texts_stay(value: object) -> None:
    assert neutral(value) == value
