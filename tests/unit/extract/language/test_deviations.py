"""What a column says of deviations, whatever words or marks a committee uses."""

from __future__ import annotations

import pytest

from pipeline.extract.language.deviations import deviates


@pytest.mark.parametrize(
    "printed", ["", "–", "-", "Nej", "Ingen", "Ingen avvikelse", "Inga avvikelser", "☐", "Pågår"]
)
def test_what_is_no_deviation(printed: str) -> None:
    assert deviates(printed) == (False, 1.0)


@pytest.mark.parametrize("printed", ["Avvikelse", "✗ Avvikelse", "Ja", "☒"])
def test_what_is_a_deviation(printed: str) -> None:
    assert deviates(printed) == (True, 1.0)


@pytest.mark.parametrize("printed", ["Försenad", "Startar till hösten", "■"])
def test_what_is_a_deviation_by_all_that_is_known_and_not_sure(printed: str) -> None:
    told, sureness = deviates(printed)
    assert told
    assert sureness < 1
