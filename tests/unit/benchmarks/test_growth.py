"""What the table of growth says of runs whose costs are known."""

from __future__ import annotations

import math
from itertools import islice
from pathlib import Path

import pytest

from tests.benchmarks.growth import Archive, Run, committees, exponent, typical


@pytest.mark.parametrize("power", [0.0, 0.3, 1.0, 2.0])
def test_the_exponent_is_the_power_by_which_costs_grow(power: float) -> None:
    sizes = [3, 30, 100]
    assert exponent(sizes, [7 * n**power for n in sizes]) == pytest.approx(power)


def test_one_size_says_nothing_of_growth() -> None:
    assert math.isnan(exponent([3], [1.0]))


def test_a_repeated_run_counts_by_its_medians() -> None:
    runs = [
        Run({"start": 1.0, "build": 5.0}, {"start": 50, "build": 90}, coordinator=100, worker=10),
        Run({"start": 9.0, "build": 6.0}, {"start": 70, "build": 80}, coordinator=300, worker=30),
        Run({"start": 2.0}, {"start": 60}, coordinator=200, worker=20),
    ]
    peaks = {"start": 60, "build": 80}
    middle = Run({"start": 2.0, "build": 5.0}, peaks, coordinator=200, worker=20)
    assert typical(runs) == middle


def test_a_changed_report_has_the_name_of_the_one_before_and_other_bytes(tmp_path: Path) -> None:
    archive = Archive(tmp_path, ["tab_text"])
    archive.fill(2)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    archive.change(1, seed=1)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == ["000001.txt"]


def test_ten_thousand_reports_have_committees_enough() -> None:
    names = list(islice(committees(), 200))
    assert len(set(names)) == 200 > 10_000 / (13 * 4)
