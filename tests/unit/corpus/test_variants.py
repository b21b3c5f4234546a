"""Flow text by other tools: written in another way, but saying the same."""

from __future__ import annotations

from functools import cache

import pytest

from tests.corpus import cycle, flow_text, variants
from tests.corpus.model import IndicatorTable, Kind
from tests.corpus.rendering import Rendering, row_anchor
from tests.corpus.typeset import Layout, lay_out
from tests.corpus.variants import Habit

REPORT = cycle.compose(8, "Vattenvik", 2021, Kind.T2)
LAYOUT = Layout()
TIKA = flow_text.by_tika(REPORT, 1, LAYOUT, kept=1.0).data.decode()

HABITS = {
    "cells on lines of their own": Habit(cells="lines", blank="cell"),
    "an empty line after each row": Habit(cells="lines", blank="row"),
    "no empty lines": Habit(blank="none"),
    "two empty lines": Habit(blank="double"),
    "form feeds": Habit(form_feed=True),
    "CRLF": Habit(line_end="\r\n"),
    "NBSP": Habit(space="\u00a0"),
    "U+2212": Habit(minus="\u2212"),
    "soft hyphens": Habit(soft_hyphen=True),
    "ligatures": Habit(ligatures=True),
    "decomposed": Habit(decomposed=True),
    "no trailing spaces": Habit(keep_trailing_space=False),
}


@cache
def rendered(name: str) -> Rendering:
    return variants.render(REPORT, 1, HABITS[name], LAYOUT)


def text_of(name: str) -> str:
    return rendered(name).data.decode()


@pytest.mark.parametrize("name", HABITS)
def test_a_habit_changes_the_text_but_not_what_it_says(name: str) -> None:
    text = text_of(name)
    assert text.strip() != TIKA.strip()
    assert variants.plain(text) == variants.plain(TIKA)


@pytest.mark.parametrize("name", HABITS)
def test_spans_follow_the_habit(name: str) -> None:
    rendering = rendered(name)
    lines = rendering.data.decode().split("\n")
    checked = 0
    for number, block in enumerate(REPORT.blocks):
        if isinstance(block, IndicatorTable):
            for index, row in enumerate(block.rows):
                first, _ = rendering.spans[row_anchor(number, index)]
                start = variants.plain(row.name)[:6]
                assert start in variants.plain(lines[first - 1])
                checked += 1
    assert checked > 20


def test_each_habit_shows_what_it_is_named_for() -> None:
    assert text_of("form feeds").count("\f") == len(lay_out(REPORT, LAYOUT).pages) - 1
    assert "\r\n" in text_of("CRLF")
    assert "\u00a0" in text_of("NBSP")
    assert "\u2212" in text_of("U+2212")
    assert "\u00ad" in text_of("soft hyphens")
    assert "ﬁ" in text_of("ligatures")
    assert "a\u030a" in text_of("decomposed")
    assert "\n\n" not in text_of("no empty lines")
    assert " \n" not in text_of("no trailing spaces")


@pytest.mark.parametrize("seed", range(8))
def test_any_seed_gives_a_variant_with_all_rows(seed: int) -> None:
    report = cycle.any_report(seed)
    rendering = variants.render(report, seed)
    expected = flow_text.by_tika(report, seed).spans
    assert rendering.spans.keys() == expected.keys()
