"""Runs in Dagster's storage: old ones leave a home that is ours, all are in the timeline."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteRepositoryOrigin

from pipeline.assets.dagster_runs import CODE_LOCATION, prune_dagster_runs, show_in_timeline
from pipeline.assets.resources import QUEUED_BEHIND
from pipeline.assets.sensors import run_waits
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


def test_a_run_that_no_server_launched_says_of_which_code_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    dagster_home()
    instance, (run_id,) = run_often(1)
    with instance:
        show_in_timeline(instance, run_id)
        run = instance.get_run_by_id(run_id)
        assert run is not None
        assert run.status is dg.DagsterRunStatus.SUCCESS
        origin = run.remote_job_origin
        assert origin is not None
        assert (origin.location_name, origin.job_name) == (CODE_LOCATION, "talk")
        (shown,) = instance.get_runs(
            dg.RunsFilter(tags={".dagster/repository": f"__repository__@{CODE_LOCATION}"})
        )
        assert shown.run_id == run_id


def add_run(instance: dg.DagsterInstance, number: int, status: dg.DagsterRunStatus) -> str:
    """A run of the nightly job, or of an asset (``number`` 0)."""
    job = "nightly" if number else "__ASSET_JOB"
    location = RegisteredCodeLocationOrigin(CODE_LOCATION)
    origin = RemoteRepositoryOrigin(location, "__repository__").get_job_origin(job)
    run = dg.DagsterRun(job, f"{number:08}-run", status=status, remote_job_origin=origin)
    return instance.add_run(run).run_id


def told_by_sensor(instance: dg.DagsterInstance, run_id: str) -> str:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    event = dg.DagsterEvent(dg.DagsterEventType.RUN_ENQUEUED.value, job_name=run.job_name)
    context = dg.build_run_status_sensor_context("run_waits", event, instance, run)
    told = run_waits(context)
    assert isinstance(told, dg.SkipReason)
    return told.skip_message or ""


def test_a_queued_run_says_for_whom_it_waits() -> None:
    queued, started = dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.STARTED
    with dg.DagsterInstance.ephemeral() as instance:
        add_run(instance, 0, started)
        second, third = (add_run(instance, number, queued) for number in (1, 2))
        for run_id in (second, third):
            assert told_by_sensor(instance, run_id) == f"run {run_id[:8]} waits for assets 00000000"
            run = instance.get_run_by_id(run_id)
            assert run is not None
            assert run.tags[QUEUED_BEHIND] == "assets 00000000"


def test_between_two_runs_the_next_one_waits_for_nobody_and_others_for_it() -> None:
    queued, success = dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.SUCCESS
    with dg.DagsterInstance.ephemeral() as instance:
        ended = add_run(instance, 0, success)
        second, third = (add_run(instance, number, queued) for number in (1, 2))
        assert told_by_sensor(instance, ended).endswith("waits for nobody")
        assert told_by_sensor(instance, second).endswith("waits for nobody")
        assert told_by_sensor(instance, third).endswith("waits for nightly 00000001")
