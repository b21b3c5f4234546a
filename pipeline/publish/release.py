"""Publish a database by swapping a link.

The link ``namndlager.duckdb`` leads to ``releases/<id>/namndlager.duckdb``. A release is
written whole, checkpointed and on the disk before the link moves, so that whoever opens
the link finds the old release or the new one, never half of one; a reader that has it
open keeps what it opened.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.intake.inventory import sha256_of
from pipeline.intake.keep import READINGS, KeptReading, save_readings
from pipeline.publish.database import connect, row_counts
from pipeline.publish.diff import DiffReport
from pipeline.publish.digests import RELOAD, is_stale, versions
from pipeline.publish.freshness import Verified, is_up_to_date, remember, require_run
from pipeline.publish.pointer import point, sync
from pipeline.publish.published import (
    DATABASE,
    Manifest,
    Release,
    ReleaseRefused,
    current_release,
    next_sequence,
    release_lock,
    releases,
    write_manifest,
)
from pipeline.publish.rollback import end_rollback, rolled_back
from pipeline.publish.row_digests import BuiltDigests
from pipeline.publish.sizes import remember_size
from pipeline.publish.staging import Stage, StagedRun
from pipeline.publish.verify import problems_of
from pipeline.publish.writers import wal_of, writers_of
from pipeline.quality import verdict as verdicts
from pipeline.registry import contract_version
from pipeline.settings import Settings
from pipeline.storage import write_atomically

__all__ = [
    "Manifest",
    "Release",
    "ReleaseRefused",
    "current_release",
    "is_up_to_date",
    "load_diff",
    "release",
    "releases",
    "require_run",
    "save_diff",
]

_DIFF = TypeAdapter(DiffReport)


def release(
    run: StagedRun,
    settings: Settings,
    *,
    now: datetime,
    documents: Mapping[str, str],
    extractor_version: str,
    readings: Sequence[KeptReading] = (),
    is_final: bool = True,
) -> Release:
    """Publish a staged run, if its verdict allows it and it says anything new.

    It is published as well where it says nothing new but the published file is damaged,
    or somebody keeps others from reading it.

    ``documents`` maps every file seen to its sha256, for the manifest; ``readings`` are
    those that stand in the database, for the list beside it. ``is_final`` is False where
    the same input may give more another time (a document that timed out).

    Raises:
        ReleaseRefused: no verdict, one of another run or input, one that says no, a diff
            against another release than the current one, what was rolled back, or a
            program that was changed while it ran.
    """
    if is_stale():
        raise ReleaseRefused(f"what runs is not what stands on the disk: {RELOAD}")
    with release_lock(settings):
        verdict = _verdict_of(run)
        diff = load_diff(run)
        current = current_release(settings)
        _refuse_stale_diff(diff, current)
        if current is not None and diff.is_unchanged and _is_sound(current):
            if is_final:
                _remember(settings, current.manifest, run)
            return current
        _refuse_held(diff, settings)
        _seal(run, now)
        sequence = next_sequence(settings)
        manifest = Manifest(
            release_id=_new_id(settings, now, diff.fingerprint, sequence),
            run_id=run.info.run_id,
            published_at=now,
            input_digest=run.info.input_digest,
            code_digest=run.info.code_digest,
            extractor_version=extractor_version,
            fingerprint=diff.fingerprint,
            database_sha256=sha256_of(run.database),
            documents=dict(sorted(documents.items())),
            row_counts=_row_counts(run),
            versions=versions(),
            warnings=verdict.warnings,
            sequence=sequence,
            contract_version=contract_version(),
        )
        published = _publish(run, manifest, readings, settings)
        remember_size(settings)
        end_rollback(settings)
        if is_final:
            _remember(settings, manifest, run)
        return published


def save_diff(run: StagedRun, diff: DiffReport) -> None:
    """Keep the diff of a run for its release."""
    write_atomically(_diff_file(run), _DIFF.dump_json(diff, indent=2))


def load_diff(run: StagedRun) -> DiffReport:
    """The diff of a run.

    Raises:
        ReleaseRefused: the run has none.
    """
    if not _diff_file(run).exists():
        raise ReleaseRefused(f"run {run.folder.name} was not compared with the last release")
    return _DIFF.validate_json(_diff_file(run).read_bytes())


def _diff_file(run: StagedRun) -> Path:
    return run.file(Stage.DIFF, "diff.json")


def _verdict_of(run: StagedRun) -> verdicts.Verdict:
    """The verdict on exactly this run."""
    if not run.verdict.exists():
        raise ReleaseRefused(
            f"run {run.folder.name} has no verdict: materialize quality/verdict, then release"
        )
    verdict = verdicts.read(run.verdict)
    info = run.info
    if (verdict.run_id, verdict.input_digest) != (info.run_id, info.input_digest):
        raise ReleaseRefused(
            f"the verdict in {run.folder.name} is on run {verdict.run_id}, not on this one: "
            "materialize quality/verdict again"
        )
    if not verdict.may_release:
        listed = "\n".join(f"  {reason}" for reason in verdict.reasons)
        raise ReleaseRefused(
            f"{len(verdict.reasons)} checks block the release:\n{listed}\n"
            f"All checks: {run.checks_page}\n"
            f"What reconciliation found in the documents of this run: {run.findings_page}"
        )
    return verdict


def _refuse_stale_diff(diff: DiffReport, current: Release | None) -> None:
    base = current.manifest.release_id if current else None
    if diff.base_release != base:
        raise ReleaseRefused(
            f"this run was compared with release {diff.base_release}, but {base} is current: "
            "another run published in between; run again"
        )


def _refuse_held(diff: DiffReport, settings: Settings) -> None:
    rollback = rolled_back(settings)
    held = rollback.left.get(diff.fingerprint) if rollback else None
    if held and not settings.accept_changes:
        raise ReleaseRefused(
            f"this is release {held} again, which somebody rolled back; "
            f"`namndlager rollback {held}` makes it current"
        )


def _is_sound(current: Release) -> bool:
    return not problems_of(current.database, current.manifest)


def _new_id(settings: Settings, now: datetime, fingerprint: str, sequence: int) -> str:
    """The time and the content; the number too where the clock gave that name before."""
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{fingerprint[:8]}"
    return f"{name}-{sequence}" if (settings.releases_dir / name).exists() else name


def _remember(settings: Settings, manifest: Manifest, run: StagedRun) -> None:
    info = run.info
    remember(settings, Verified(manifest.release_id, info.input_digest, info.code_digest))


def _seal(run: StagedRun, now: datetime) -> None:
    """Leave one complete file: a .wal left beside it would be replayed in silence.

    A database that people see is a published one; its own row says so.
    """
    database = run.database
    with connect(database, read_only=False) as connection:
        connection.execute(
            "update load_run set finished_at = ?, published = true where run_id = ?",
            [now.astimezone(UTC).replace(tzinfo=None), run.info.run_id],
        )
        connection.execute("checkpoint")
    if wal_of(database).exists():
        who = ", ".join(map(str, writers_of(database))) or "somebody"
        raise ReleaseRefused(
            f"{who} has the staged database {database} open: end that program and run again"
        )
    sync(database)
    database.chmod(0o444)


def _publish(
    run: StagedRun, manifest: Manifest, readings: Sequence[KeptReading], settings: Settings
) -> Release:
    folder = settings.releases_dir / manifest.release_id
    folder.mkdir(parents=True)
    run.database.replace(folder / DATABASE)
    for told in (run.findings_page, run.checks_page, run.verdict):
        if told.exists():
            shutil.copyfile(told, folder / told.name)
    save_readings(folder / READINGS, readings)
    # The manifest is written last: a folder without one is no release.
    write_manifest(folder, manifest)
    sync(folder)
    point(settings, folder / DATABASE)
    return Release(manifest, folder / DATABASE, is_new=True)


def _row_counts(run: StagedRun) -> dict[str, int]:
    if (known := BuiltDigests.of(run).counts()) is not None:
        return known
    with connect(run.database) as connection:
        return row_counts(connection)
