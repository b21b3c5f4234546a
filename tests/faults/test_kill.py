"""The short form of ``python -m tests.faults kill``: a chain of kills, then one run in peace."""

from __future__ import annotations

import pytest

from pipeline.publish.staging import Stage
from tests.faults.kill import POINTS, PUBLISHING, Toll, kill_runs

SEED = "ci"
CHAIN = (Stage.EXTRACT.value, Stage.BUILD.value, PUBLISHING)


@pytest.fixture(scope="module")
def toll(tmp_path_factory: pytest.TempPathFactory) -> Toll:
    folder = tmp_path_factory.mktemp("kill")
    return kill_runs(CHAIN, seed=SEED, folder=folder, heal_every=len(CHAIN))


def test_every_run_was_killed_where_it_was_meant_to_be(toll: Toll) -> None:
    assert [kill.point for kill in toll.kills] == list(CHAIN)
    assert set(CHAIN) < set(POINTS)
    # Two undisturbed ones, the killed ones (again where one had ended before), one in peace.
    assert toll.runs >= len(CHAIN) + 3


def test_readers_were_never_refused_and_saw_only_whole_releases(toll: Toll) -> None:
    assert toll.refused == []
    assert toll.wrong == []
    assert toll.queries > 100


def test_the_next_run_gives_the_release_of_an_undisturbed_one(toll: Toll) -> None:
    assert [kill.told for kill in toll.kills if kill.told] == []
    assert (toll.healing, toll.healed) == (1, 1)
