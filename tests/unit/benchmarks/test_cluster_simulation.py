"""The simulation of a large cluster: cases that can be reckoned by hand."""

from __future__ import annotations

import pytest

from tests.benchmarks.cluster_simulation import Cluster, Costs, simulate

FREE = Costs(send=0, take=0, way=0)


@pytest.mark.parametrize(
    ("workers", "hands", "seconds"), [(1, 1, 12), (2, 1, 6), (3, 2, 2), (100, 1, 1)]
)
def test_without_costs_hands_share_the_work(workers: int, hands: int, seconds: float) -> None:
    outcome = simulate([1.0] * 12, Cluster(workers, hands), FREE)
    assert outcome.seconds == seconds
    assert outcome.readings == 12


def test_the_way_is_paid_by_every_document_of_a_hand() -> None:
    assert simulate([1.0] * 4, Cluster(1, 1), Costs(0, 0, way=0.5)).seconds == 6


def test_the_coordinator_bounds_a_large_cluster() -> None:
    outcome = simulate([1.0] * 1000, Cluster(1000, 1), Costs(send=0.25, take=0.25, way=0))
    assert 500 <= outcome.seconds <= 501.5
    assert outcome.coordinator_busy > 0.99


def test_a_worker_that_dies_costs_only_what_it_was_reading() -> None:
    outcome = simulate([1.0] * 10, Cluster(2, 1, dies_at={0: 0.5}), FREE)
    assert outcome.readings == 11
    assert outcome.seconds == 10


def test_a_worker_a_hundred_times_slower_does_not_hold_the_run() -> None:
    outcome = simulate([1.0] * 50, Cluster(2, 1, slower={0: 100.0}), FREE)
    assert outcome.seconds == pytest.approx(50)  # 49 by the quick one, then a copy
    assert outcome.readings == 51
