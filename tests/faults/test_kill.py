"""The short form of ``python -m tests.faults kill``: a chain of kills, then one run in peace."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.publish.staging import Stage
from pipeline.settings import PROJECT_ROOT
from tests.faults.kill import POINTS, PUBLISHING, Place, Toll, expected_of, kill_runs
from tests.support.shared_runs import SharedRuns, one_report, three_reports

SEED = "ci"
READERS = 2
CHAIN = (Stage.EXTRACT.value, Stage.BUILD.value, PUBLISHING)


@pytest.fixture(scope="module")
def toll(shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory) -> Toll:
    """Of kills where one report is released, and two have come."""
    folder = tmp_path_factory.mktemp("kill")
    undisturbed = shared_runs.copied(three_reports, folder / "undisturbed")
    released = shared_runs.copied(one_report, folder / "killed")
    place = Place(folder / "killed")
    return kill_runs(
        CHAIN,
        seed=SEED,
        place=place,
        changed=expected_of(Place(folder / "undisturbed"), undisturbed.printed),
        before=expected_of(place, released.printed),
        logs=folder / "readers",
        readers=READERS,
        heal_every=len(CHAIN),
    )


def test_every_run_was_killed_where_it_was_meant_to_be(toll: Toll) -> None:
    assert [kill.point for kill in toll.kills] == list(CHAIN)
    assert set(CHAIN) < set(POINTS)
    # The killed ones (again where one had ended before), and one in peace.
    assert toll.runs >= len(CHAIN) + 1


def test_readers_were_never_refused_and_saw_only_whole_releases(toll: Toll) -> None:
    assert toll.refused == []
    assert toll.wrong == []
    assert toll.queries > 100


def test_the_next_run_gives_the_release_of_an_undisturbed_one(toll: Toll) -> None:
    assert [kill.told for kill in toll.kills if kill.told] == []
    assert (toll.healing, toll.healed) == (1, 1)


def test_a_reader_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    parent = (
        "import pathlib, subprocess, sys, time\n"
        "log = pathlib.Path(sys.argv[1])\n"
        "reader = [sys.executable, '-m', 'tests.faults.reading', 'no.duckdb', str(log)]\n"
        "print(subprocess.Popen(reader, stdout=subprocess.DEVNULL).pid, flush=True)\n"
        "while not log.exists(): time.sleep(0.05)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", parent, str(log)],
        cwd=PROJECT_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    reader = Path("/proc") / ended.stdout.strip()
    for _ in range(200):
        if not reader.exists() or not (reader / "cmdline").read_bytes():
            break
        time.sleep(0.05)
    else:
        pytest.fail("the reader lives on without its parent")
    assert log.read_text()
