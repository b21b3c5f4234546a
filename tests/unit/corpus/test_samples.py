"""The samples that ship with the project are what the generator writes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.corpus import library

rendered = cache(library.Sample.render)
FOLDER = Path(__file__).parents[3] / "raw" / "samples"


@pytest.mark.parametrize("sample", library.SAMPLES, ids=lambda sample: sample.name)
def test_the_committed_sample_is_what_the_generator_writes(sample: library.Sample) -> None:
    _, rendering, _ = rendered(sample)
    assert (FOLDER / sample.name).read_bytes() == rendering.data, (
        f"{sample.name} differs: run `python -m tests.corpus samples raw/samples` and look at "
        "what changed"
    )


def test_nothing_else_lies_among_the_samples() -> None:
    assert {p.name for p in FOLDER.glob("*.txt")} == {s.name for s in library.SAMPLES}


def test_samples_are_two_committees_with_a_full_cycle_of_two_years() -> None:
    assert len(library.SAMPLES) == 16
    assert len({(s.committee, s.year, s.kind) for s in library.SAMPLES}) == 16
    assert len({s.committee for s in library.SAMPLES}) == 2


def test_samples_are_small_enough_to_ship_and_large_enough_to_be_reports() -> None:
    for path in FOLDER.glob("*.txt"):
        assert 40_000 <= path.stat().st_size <= 120_000, path.name


def test_each_sample_holds_the_contradictions_it_promises() -> None:
    for sample in library.SAMPLES:
        _, _, records = rendered(sample)
        assert len(records) == len(sample.injected), sample.name
