"""A look at a real warehouse and a real Dagster instance, told to a sink that remembers."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.assets.sensors import night_watch
from pipeline.publish.release import ReleaseRefused
from pipeline.publish.staging import StagedRun
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.storage import set_aside_files
from pipeline.watch import Look, confirm, look, note_refusal
from pipeline.watch.observe import KILLED, end_dead_runs
from pipeline.watch.running import is_running, mark_running, unmarked_afterwards
from pipeline.watch.send import NotDelivered
from tests.support.staged import FAILED, at, publish, stage


@dataclass
class Listener:
    """A sink in memory; ``is_deaf`` makes it fail."""

    name: str = "listener"
    is_deaf: bool = False
    heard: list[dict[str, Any]] = field(default_factory=list)

    def send(self, data: bytes) -> None:
        if self.is_deaf:
            raise NotDelivered("nobody listens")
        self.heard.append(json.loads(data))

    def events(self) -> list[str]:
        return [event["event"] for event in self.heard]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as ephemeral:
        yield ephemeral


def look_at(
    settings: Settings,
    instance: dg.DagsterInstance,
    *to: Listener,
    now: datetime | None = None,
) -> Look:
    return look(settings, instance, job="nightly", now=now or at(5), to=to)


def run_job(instance: dg.DagsterInstance, error: Exception | None = None) -> str:
    """A run of a job of that name, recorded in the instance; it fails with the error."""

    @dg.op
    def release() -> None:
        if error is not None:
            raise error

    @dg.job
    def nightly() -> None:
        release()

    return nightly.execute_in_process(instance=instance, raise_on_error=False).run_id


def staged_for(settings: Settings, run_id: str, *, blocked: bool) -> StagedRun:
    """The staged folder of a Dagster run."""
    run = stage(settings, 1, results=(FAILED,) if blocked else ())
    folder = run.folder.with_name(f"{run.folder.name[:16]}-{run_id[:8]}")
    run.folder.rename(folder)
    return StagedRun(folder)


def reject(run: StagedRun, **reasons: str) -> None:
    rows = [
        {
            "source_file": f"{name}.pdf",
            "document_sha256": "1f",
            "reason_code": reason,
            "reason": f"Why {name}.",
        }
        for name, reason in reasons.items()
    ]
    run.parquet.mkdir(exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), run.parquet / "rejected_document.parquet")


def test_a_calm_night_tells_nothing(settings: Settings, instance: dg.DagsterInstance) -> None:
    publish(settings, stage(settings, 1), 2)
    run_job(instance)
    listener = Listener()
    assert look_at(settings, instance, listener) == Look((), (), ())
    assert listener.heard == []


def test_a_run_that_fails_is_told_with_its_error(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run_id = run_job(instance, RuntimeError("no space left"))
    listener = Listener()
    look_at(settings, instance, listener)
    (event,) = listener.heard
    assert (event["event"], event["run"]) == ("run_failed", run_id)
    assert "release: RuntimeError: no space left" in event["summary"]
    run_job(instance)
    look_at(settings, instance, listener)
    assert listener.events() == ["run_failed", "resolved"]


def test_a_blocked_release_is_told_with_the_checks(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run_id = run_job(instance, dg.Failure("1 checks block the release:\n  keys: 2 twice"))
    run = staged_for(settings, run_id, blocked=True)
    listener = Listener()
    look_at(settings, instance, listener)
    (event,) = listener.heard
    assert event["event"] == "release_blocked"
    assert event["run"] == run.folder.name
    assert "keys: 2 twice" in event["summary"]


def test_held_and_rejected_documents_of_the_newest_run_are_told_once(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run = stage(settings, 1)
    reject(run, a="held_back", b="encrypted")
    publish(settings, run, 2)
    listener = Listener()
    look_at(settings, instance, listener)
    assert listener.events() == ["documents_held", "documents_rejected"]
    assert listener.heard[0]["documents"] == [
        {"source_file": "a.pdf", "reason_code": "held_back", "reason": "Why a."}
    ]
    reject(stage(settings, 3), a="held_back", b="encrypted")
    look_at(settings, instance, listener)
    assert len(listener.heard) == 2
    reject(stage(settings, 4), b="encrypted")
    look_at(settings, instance, listener)
    assert (listener.heard[2]["event"], listener.heard[2]["resolved"]) == (
        "resolved",
        "documents_held",
    )


def test_a_release_that_nobody_renews_is_told_and_confirming_it_ends_that(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    publish(settings, stage(settings, 1), 2)
    settings = replace(settings, notify_after_hours=24)
    listener = Listener()
    look_at(settings, instance, listener, now=at(2) + timedelta(hours=23))
    assert listener.heard == []
    look_at(settings, instance, listener, now=at(2) + timedelta(hours=25))
    assert listener.events() == ["no_release"]
    confirm(settings, now=at(2) + timedelta(hours=26))
    look_at(settings, instance, listener, now=at(2) + timedelta(hours=27))
    assert listener.events() == ["no_release", "resolved"]


def test_before_the_first_release_the_hours_count_from_the_first_look(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    listener = Listener()
    look_at(settings, instance, listener, now=at(0))
    assert listener.heard == []
    look_at(settings, instance, listener, now=at(0) + timedelta(hours=40))
    assert listener.events() == ["no_release"]


def test_a_smaller_release_is_told_once(settings: Settings, instance: dg.DagsterInstance) -> None:
    publish(settings, stage(settings, 1), 2)
    publish(settings, stage(settings, 3, values={("f1", "provby-2021-t1"): 1.0}), 4)
    listener = Listener()
    look_at(settings, instance, listener)
    look_at(settings, instance, listener)
    assert listener.events() == ["release_shrunk"]
    assert "holds 2 reports and 1 facts" in listener.heard[0]["summary"]


def test_a_folder_that_is_not_mounted_is_told(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    settings.raw_dir.rmdir()
    listener = Listener()
    look_at(settings, instance, listener)
    assert "there is no raw folder" in listener.heard[0]["summary"]


def test_a_run_that_could_not_start_is_told_until_one_does(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    note_refusal(settings, str(ReleaseRefused("12 GB are needed, 3 are free")), now=at(1))
    listener = Listener()
    look_at(settings, instance, listener)
    assert "12 GB are needed" in listener.heard[0]["summary"]
    run_job(instance)
    look_at(settings, instance, listener)
    assert listener.events() == ["run_failed", "resolved"]


def test_a_hook_that_fails_is_reported_and_told_at_the_next_look(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run_job(instance, RuntimeError("no space left"))
    good, deaf = Listener("good"), Listener("deaf", is_deaf=True)
    found = look_at(settings, instance, deaf, good)
    assert found.problems == ("the deaf was not told 'run_failed': nobody listens",)
    assert (good.events(), deaf.events()) == (["run_failed"], [])
    deaf.is_deaf = False
    look_at(settings, instance, deaf, good)
    assert (good.events(), deaf.events()) == (["run_failed"], ["run_failed"])


def test_a_damaged_memory_is_set_aside_and_nothing_is_forgotten(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run_job(instance, RuntimeError("no space left"))
    listener = Listener()
    look_at(settings, instance, listener)
    (settings.state_dir / "told.json").write_text('{"since": "2026')
    look_at(settings, instance, listener)
    assert listener.events() == ["run_failed"]
    assert [path.name[:18] for path in set_aside_files(settings.state_dir)] == [
        "told.json.damaged-"
    ]


def test_without_its_copy_things_are_told_again(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run_job(instance, RuntimeError("no space left"))
    listener = Listener()
    look_at(settings, instance, listener)
    for path in settings.state_dir.glob("*told.json*"):
        path.write_text("")
    look_at(settings, instance, listener)
    assert listener.events() == ["run_failed", "run_failed"]


def test_damaged_notes_are_set_aside(settings: Settings, instance: dg.DagsterInstance) -> None:
    note_refusal(settings, "the raw folder is not there", now=at(4))
    (settings.state_dir / "watch_notes.json").write_text("{")
    listener = Listener()
    look_at(settings, instance, listener)
    assert listener.events() == ["run_failed"]
    (aside,) = set_aside_files(settings.state_dir)
    assert aside.name.startswith("watch_notes.json.damaged-")


def test_a_lost_release_is_told(settings: Settings, instance: dg.DagsterInstance) -> None:
    release = publish(settings, stage(settings, 1), 2)
    release.database.unlink()
    listener = Listener()
    look_at(settings, instance, listener)
    assert (
        "the current release, or its manifest, is damaged or gone" in (listener.heard[0]["summary"])
    )


def test_a_damaged_manifest_does_not_end_the_watch(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    release = publish(settings, stage(settings, 1), 2)
    (release.database.parent / "manifest.json").write_text("{")
    run_job(instance, RuntimeError("no space left"))
    listener = Listener()
    look_at(settings, instance, listener)
    assert listener.events() == ["run_failed"]


# --- runs whose process is gone -------------------------------------------------------------------

MARKS = """
import sys, time
from pathlib import Path
from pipeline.settings import Settings
from pipeline.watch.running import mark_running
mark_running(Settings(warehouse_dir=Path(sys.argv[1])), sys.argv[2])
print("marked", flush=True)
time.sleep(60)
"""


def started(instance: dg.DagsterInstance) -> dg.DagsterRun:
    """A run whose record says that it has started."""

    @dg.op
    def release() -> None: ...

    @dg.job
    def nightly() -> None:
        release()

    return instance.create_run_for_job(nightly, status=dg.DagsterRunStatus.STARTED)


def executed_elsewhere(settings: Settings, run_id: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", MARKS, str(settings.warehouse_dir), run_id],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "marked\n"
    return process


def test_a_killed_run_is_ended_and_told_and_a_living_one_is_left_alone(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run = started(instance)
    process = executed_elsewhere(settings, run.run_id)
    listener = Listener()
    now = datetime.now(UTC)
    look_at(settings, instance, listener, now=now)
    assert listener.heard == [] and is_running(settings, run.run_id)
    process.send_signal(signal.SIGKILL)
    process.wait()
    look_at(settings, instance, listener, now=now)
    assert not is_running(settings, run.run_id)
    record = instance.get_run_by_id(run.run_id)
    assert record is not None and record.status is dg.DagsterRunStatus.FAILURE
    (event,) = listener.heard
    assert event["event"] == "run_failed" and KILLED in event["summary"]


def test_a_run_that_has_just_started_is_given_time_to_mark_itself(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    run = started(instance)
    now = datetime.now(UTC)
    assert end_dead_runs(settings, instance, now=now) == []
    assert end_dead_runs(settings, instance, now=now + timedelta(minutes=6)) == [run.run_id]


def test_marks_of_runs_that_ended_are_lifted(settings: Settings) -> None:
    with unmarked_afterwards():
        mark_running(settings, "run-1")
        mark_running(settings, "run-1")
        assert is_running(settings, "run-1")
    assert not is_running(settings, "run-1")
    assert not any((settings.state_dir / "running").iterdir())


def test_the_sensor_of_the_daemon_looks_and_starts_nothing(
    settings: Settings, instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    heard = tmp_path / "heard.json"
    settings = replace(settings, notify_command=f"tee {heard}")
    run_job(instance, RuntimeError("no space left"))
    context = dg.build_sensor_context(instance=instance, resources={"settings": settings})
    data = night_watch.evaluate_tick(context)
    assert not data.run_requests
    assert "told: run_failed" in (data.skip_message or "")
    assert json.loads(heard.read_bytes())["event"] == "run_failed"
