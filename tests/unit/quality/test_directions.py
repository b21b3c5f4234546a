"""Which way an indicator is good: only where its name leaves no doubt."""

from __future__ import annotations

import pytest

from pipeline.quality.reconcile.directions import direction
from pipeline.quality.reconcile.facts import Indicator, IndicatorCell
from pipeline.quality.reconcile.finding import Evidence

PLACE = Evidence("a.txt", None, 1, 1, "")


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Andel nöjda gäster", "higher"),
        ("Sjukfrånvaro", "lower"),
        ("Andel ungdomar som begår brott", "lower"),
        ("Antal ungdomar i parken", None),
        ("Andel nöjda bland personer med ekonomiskt bistånd", None),
    ],
)
def test_the_name_tells_the_direction_or_nothing(name: str, better: str | None) -> None:
    row = Indicator("r", None, "i", name, None, {}, (), PLACE)
    assert direction(row, {}) == better


@pytest.mark.parametrize(
    ("text", "qualifier", "better"),
    [("Ökning", "increase", "higher"), ("Max 10 personer", "max", "lower"), ("-", "none", None)],
)
def test_a_target_in_words_tells_the_direction(
    text: str, qualifier: str, better: str | None
) -> None:
    target = IndicatorCell("kf_target", text, qualifier, None, None)
    row = Indicator("r", None, "i", "Antal möten", None, {"kf_target": target}, (), PLACE)
    assert direction(row, {}) == better


def test_what_is_curated_goes_first() -> None:
    row = Indicator("r", None, "i", "Sjukfrånvaro", None, {}, (), PLACE)
    assert direction(row, {"i": "higher"}) == "higher"
