"""Old runs leave a Dagster home that is ours, and no other."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.dagster_runs import prune_dagster_runs
from pipeline.console.dagster_home import dagster_home


@dg.op
def say() -> None:
    print("something for the log")


@dg.job
def talk() -> None:
    say()


def run_often(count: int) -> tuple[dg.DagsterInstance, list[str]]:
    instance = dg.DagsterInstance.get()
    return instance, [talk.execute_in_process(instance=instance).run_id for _ in range(count)]


def logs(home: Path, run_id: str) -> list[Path]:
    return [path for path in home.rglob("*") if run_id in path.as_posix()]


def test_old_runs_go_with_their_events_and_logs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    dagster_home()
    instance, ids = run_often(4)
    with instance:
        assert all(logs(tmp_path, run_id) for run_id in ids)
        assert prune_dagster_runs(instance, keep=2) == 2
        assert [run.run_id for run in instance.get_runs()] == ids[:1:-1]
        assert [bool(logs(tmp_path, run_id)) for run_id in ids] == [False, False, True, True]


def test_the_runs_of_somebody_elses_dagster_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    instance, ids = run_often(3)
    with instance:
        assert prune_dagster_runs(instance, keep=1) == 0
        assert len(instance.get_runs()) == len(ids)
