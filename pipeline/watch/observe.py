"""Looking: what Dagster knows of the last run, what stands in the warehouse folder.

Belongs here: reading, and the two notes that others leave for the watch (``confirm``,
``note_refusal``). What it means is decided in ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from pipeline.publish.published import Manifest, ReleaseRefused, current_release, releases
from pipeline.publish.run_log import count_facts
from pipeline.publish.staging import StagedRun, staged_runs
from pipeline.quality import verdict as verdicts
from pipeline.settings import Settings
from pipeline.storage import read_json, write_json
from pipeline.watch.decide import FailedRun, RejectedNow, ReleaseSize, Situation
from pipeline.watch.event import DocumentNote
from pipeline.watch.running import is_running, was_marked

if TYPE_CHECKING:
    import dagster as dg

NOTES_FILE = "watch_notes.json"

LOST = "the current release, or its manifest, is damaged or gone"

STARTING = timedelta(minutes=5)
"""A run that is younger may not have marked itself as running yet."""

REJECTED = "rejected_document"


@dataclass(frozen=True, slots=True)
class Notes:
    """What others leave: when a release was found to be up to date, why no run could start."""

    confirmed_at: datetime | None = None
    refusal: str | None = None
    refused_at: datetime | None = None


_NOTES = TypeAdapter(Notes)


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run of the job that has ended; ``message`` is why, where it failed."""

    run_id: str
    is_success: bool
    ended_at: datetime
    message: str


def confirm(settings: Settings, *, now: datetime) -> None:
    """Note that the current release was found to be up to date, so that no run is needed."""
    _write_notes(settings, Notes(confirmed_at=now))


def note_refusal(settings: Settings, message: str, *, now: datetime) -> None:
    """Note that a run could not even start; ``confirm`` or a run that did ends it."""
    _write_notes(settings, Notes(_read_notes(settings).confirmed_at, message, now))


def observe(
    settings: Settings, last: LastRun | None, *, now: datetime, since: datetime
) -> Situation:
    """Everything that decisions rest on; ``since`` is the first look ever."""
    notes = _read_notes(settings)
    manifests, refusal = _manifests(settings)
    refusal = refusal or _raw_folder(settings) or _noted_refusal(notes, last)
    current = manifests[-1] if manifests else None
    confirmations = [
        notes.confirmed_at,
        current.published_at if current else None,
        last.ended_at if last and last.is_success else None,
    ]
    return Situation(
        now=now,
        failed=_failed(settings, last),
        refusal=refusal,
        rejected=_rejected(settings),
        current=_size(current) if current else None,
        previous=_size(manifests[-2]) if len(manifests) > 1 else None,
        confirmed_at=max((at for at in confirmations if at is not None), default=since),
        after_hours=settings.notify_after_hours,
    )


def _manifests(settings: Settings) -> tuple[list[Manifest], str | None]:
    """Releases up to the current one, the oldest first, or why they cannot be read."""
    if settings.database.is_symlink() and not settings.database.exists():
        return [], LOST
    try:
        current = current_release(settings)
        if current is None:
            return [], LOST if settings.database.is_symlink() else None
        here = current.manifest.order
        return [manifest for manifest in releases(settings) if manifest.order <= here], None
    except (ReleaseRefused, OSError, ValidationError) as error:
        return [], f"{LOST} ({type(error).__name__}: {error})"


def _noted_refusal(notes: Notes, last: LastRun | None) -> str | None:
    if notes.refused_at is None or (last is not None and last.ended_at > notes.refused_at):
        return None
    return notes.refusal


def _raw_folder(settings: Settings) -> str | None:
    if settings.raw_dir.is_dir():
        return None
    return f"there is no raw folder {settings.raw_dir}; is it mounted?"


def _size(manifest: Manifest) -> ReleaseSize:
    rows = manifest.row_counts
    return ReleaseSize(manifest.release_id, rows.get("dim_report", 0), count_facts(rows))


def _failed(settings: Settings, last: LastRun | None) -> FailedRun | None:
    if last is None or last.is_success:
        return None
    staged = _staged(settings, last.run_id)
    return FailedRun(
        run_id=staged.folder.name if staged else last.run_id,
        message=last.message,
        is_blocked=staged is not None and _said_no(staged),
    )


def _said_no(run: StagedRun) -> bool:
    try:
        return run.verdict.exists() and not verdicts.read(run.verdict).may_release
    except (OSError, ValidationError):
        return False


def _staged(settings: Settings, dagster_run: str) -> StagedRun | None:
    own = [r for r in staged_runs(settings) if r.folder.name.endswith(f"-{dagster_run[:8]}")]
    return own[-1] if own else None


def _rejected(settings: Settings) -> tuple[RejectedNow, ...]:
    """What the newest run that looked at the documents does not publish, and why."""
    for run in reversed(staged_runs(settings)):
        path = run.parquet / f"{REJECTED}.parquet"
        if path.exists():
            return tuple(_rejected_rows(path))
    return ()


def _rejected_rows(path: Path) -> Iterable[RejectedNow]:
    import pyarrow.parquet as pq

    for row in pq.read_table(path).to_pylist():
        note = DocumentNote(row["source_file"], row["reason_code"], row["reason"])
        yield RejectedNow(note, row["document_sha256"] or "")


def last_run(
    settings: Settings, instance: dg.DagsterInstance, *, job: str, now: datetime
) -> LastRun | None:
    """The newest run of the job that has ended; runs whose process is gone are ended first."""
    import dagster as dg

    end_dead_runs(settings, instance, now=now)
    done = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE]
    records = instance.get_run_records(dg.RunsFilter(job_name=job, statuses=done), limit=1)
    if not records:
        return None
    run = records[0].dagster_run
    is_success = run.status is dg.DagsterRunStatus.SUCCESS
    ended = datetime.fromtimestamp(records[0].end_time or now.timestamp(), UTC)
    message = "" if is_success else _why(instance, run.run_id)
    return LastRun(run.run_id, is_success, ended, message)


def end_dead_runs(settings: Settings, instance: dg.DagsterInstance, *, now: datetime) -> list[str]:
    """Mark runs as failed that nobody executes any more; gives their ids.

    Dagster never does so for a run of the command line, and counts it among the runs that
    are allowed at once: every later one would wait for it.
    """
    import dagster as dg

    alive = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
    dead: list[str] = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=alive)):
        run = record.dagster_run
        age = now - record.create_timestamp.replace(tzinfo=UTC)
        may_be_starting = age < STARTING and not was_marked(settings, run.run_id)
        if may_be_starting or is_running(settings, run.run_id):
            continue
        instance.report_run_failed(run, KILLED)
        dead.append(run.run_id)
    return dead


KILLED = "the run never finished: its process was killed, or the machine stopped"


def _why(instance: dg.DagsterInstance, run_id: str) -> str:
    """What the run's last failure says."""
    import dagster as dg

    for entry in instance.all_logs(run_id, of_type=dg.DagsterEventType.STEP_FAILURE):
        event = entry.dagster_event
        if event is not None and event.is_step_failure:
            return f"{event.step_key}: {_step_failure(event)}"
    for entry in instance.all_logs(run_id, of_type=dg.DagsterEventType.RUN_FAILURE):
        if entry.dagster_event is not None and entry.dagster_event.message:
            return entry.dagster_event.message
    return "no reason is recorded"


def _step_failure(event: dg.DagsterEvent) -> str:
    """Why a step failed, in the words of the failure itself."""
    data = event.step_failure_data
    if data.user_failure_data is not None and data.user_failure_data.description:
        return str(data.user_failure_data.description)
    error = data.error.cause if data.error and data.error.cause else data.error
    return error.message.strip() if error else "no reason is recorded"


def _read_notes(settings: Settings) -> Notes:
    return read_json(settings.state_dir / NOTES_FILE, _NOTES) or Notes()


def _write_notes(settings: Settings, notes: Notes) -> None:
    write_json(settings.state_dir / NOTES_FILE, _NOTES, notes)
