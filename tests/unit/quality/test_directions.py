"""Which way an indicator is good: only where its name leaves no doubt."""

from __future__ import annotations

import pytest

from pipeline.quality.reconcile.directions import direction
from pipeline.quality.reconcile.facts import Indicator
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


def test_what_is_curated_goes_first() -> None:
    row = Indicator("r", None, "i", "Sjukfrånvaro", None, {}, (), PLACE)
    assert direction(row, {"i": "higher"}) == "higher"
