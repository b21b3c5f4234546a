"""Publish a database by swapping a link, and swap it back.

The link ``namndlager.duckdb`` leads to ``releases/<id>/namndlager.duckdb``. A release is
written whole, checkpointed and on the disk before the link moves, so that whoever opens
the link finds the old release or the new one, never half of one; a reader that has it
open keeps what it opened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter

from pipeline.intake.inventory import sha256_of
from pipeline.intake.keep import (
    READINGS,
    KeptDocuments,
    KeptReading,
    load_readings,
    save_readings,
)
from pipeline.publish.database import connect, row_counts
from pipeline.publish.diff import DiffReport
from pipeline.publish.digests import code_digest, versions
from pipeline.publish.staging import Stage, StagedRun, staged_runs
from pipeline.quality import verdict as verdicts
from pipeline.settings import Settings
from pipeline.storage import write_atomically

DATABASE = "namndlager.duckdb"
MANIFEST = "manifest.json"


class ReleaseRefused(Exception):
    """The last release stays in place; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is made from; ``fingerprint`` is of its rows and schema."""

    release_id: str
    run_id: str
    published_at: datetime
    input_digest: str
    code_digest: str
    extractor_version: str
    fingerprint: str
    database_sha256: str
    documents: Mapping[str, str]
    row_counts: Mapping[str, int]
    versions: Mapping[str, str]
    warnings: int


@dataclass(frozen=True, slots=True)
class Release:
    """The release that is current after a run; ``is_new`` where the run published it."""

    manifest: Manifest
    database: Path
    is_new: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """The input and code that are known to give the current release."""

    release_id: str
    input_digest: str
    code_digest: str


_MANIFEST = TypeAdapter(Manifest)
_VERIFIED = TypeAdapter(Verified)
_DIFF = TypeAdapter(DiffReport)
_HELD = TypeAdapter(dict[str, str])


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

    ``documents`` maps every file seen to its sha256, for the manifest; ``readings`` are
    those that stand in the database, for the list beside it. ``is_final`` is False where
    the same input may give more another time (a document that timed out).

    Raises:
        ReleaseRefused: no verdict, one of another run or input, one that says no, a diff
            against another release than the current one, or a held (rolled back) one.
    """
    with _lock(settings):
        verdict = _verdict_of(run)
        diff = load_diff(run)
        current = current_release(settings)
        _refuse_stale_diff(diff, current)
        if current is not None and diff.is_unchanged:
            if is_final:
                _remember(settings, current.manifest.release_id, run.info.input_digest)
            return current
        _refuse_held(diff, settings)
        _finish_load_run(run, now)
        _seal(run.database)
        manifest = Manifest(
            release_id=f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{diff.fingerprint[:8]}",
            run_id=run.info.run_id,
            published_at=now,
            input_digest=run.info.input_digest,
            code_digest=code_digest(),
            extractor_version=extractor_version,
            fingerprint=diff.fingerprint,
            database_sha256=sha256_of(run.database),
            documents=dict(sorted(documents.items())),
            row_counts=_row_counts(run.database),
            versions=versions(),
            warnings=verdict.warnings,
        )
        published = _publish(run, manifest, readings, settings)
        if is_final:
            _remember(settings, manifest.release_id, run.info.input_digest)
        prune(settings)
        return published


def current_release(settings: Settings) -> Release | None:
    """The release that the link leads to, or None."""
    link = settings.database
    if not link.exists():
        return None
    if not link.is_symlink():
        raise ReleaseRefused(
            f"{link} is a file, not the link that a release makes; move it away and run again"
        )
    database = link.resolve()
    return Release(_read_manifest(database.parent), database, is_new=False)


def releases(settings: Settings) -> list[Manifest]:
    """All complete releases, the oldest first."""
    if not settings.releases_dir.is_dir():
        return []
    folders = sorted(settings.releases_dir.iterdir())
    return [_read_manifest(folder) for folder in folders if (folder / MANIFEST).exists()]


def is_up_to_date(settings: Settings, input_digest: str) -> bool:
    """True where this input and this code are known to give the current release."""
    path = _verified_file(settings)
    current = current_release(settings)
    if current is None or not path.exists():
        return False
    known = _VERIFIED.validate_json(path.read_bytes())
    return known == Verified(current.manifest.release_id, input_digest, code_digest())


def require_run(settings: Settings) -> None:
    """From now on nothing is up to date: what is believed of the documents has changed."""
    _verified_file(settings).unlink(missing_ok=True)


def rollback(settings: Settings, release_id: str | None = None) -> Manifest:
    """Make another release current (None: the one before) and hold the one that was left.

    A held release is not published again until its content changes or somebody rolls
    forward to it.

    Raises:
        ReleaseRefused: there is no such release, or its file is damaged.
    """
    with _lock(settings):
        current = current_release(settings)
        known = {manifest.release_id: manifest for manifest in releases(settings)}
        here = current.manifest.release_id if current else ""
        wanted = release_id or max((name for name in known if name < here), default="")
        if wanted not in known:
            listed = ", ".join(known) or "none"
            raise ReleaseRefused(f"there is no release {wanted or 'before this'}; known: {listed}")
        target = known[wanted]
        folder = settings.releases_dir / wanted
        if sha256_of(folder / DATABASE) != target.database_sha256:
            raise ReleaseRefused(f"{folder / DATABASE} is not what was published; choose another")
        held = _held(settings)
        held.pop(target.fingerprint, None)
        if current is not None and wanted < here:
            held[current.manifest.fingerprint] = here
        write_atomically(_held_file(settings), _HELD.dump_json(held, indent=2))
        require_run(settings)
        _point(settings, folder / DATABASE)
        return target


def prune(settings: Settings) -> None:
    """Remove releases and staged runs beyond ``keep_releases``; never the current one."""
    current = current_release(settings)
    kept = current.manifest.release_id if current else None
    for manifest in releases(settings)[: -settings.keep_releases]:
        if manifest.release_id != kept:
            shutil.rmtree(settings.releases_dir / manifest.release_id)
    for run in staged_runs(settings)[: -settings.keep_releases]:
        shutil.rmtree(run.folder)
    listed = [load_readings(settings.releases_dir / m.release_id) for m in releases(settings)]
    if None not in listed:  # what a release without its list was made from cannot be told
        used = [kept for release in listed if release for kept in release.readings]
        KeptDocuments(settings.kept_dir).sweep(used)


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
        raise ReleaseRefused(f"{len(verdict.reasons)} checks block the release:\n{listed}")
    return verdict


def _refuse_stale_diff(diff: DiffReport, current: Release | None) -> None:
    base = current.manifest.release_id if current else None
    if diff.base_release != base:
        raise ReleaseRefused(
            f"this run was compared with release {diff.base_release}, but {base} is current: "
            "another run published in between; run again"
        )


def _refuse_held(diff: DiffReport, settings: Settings) -> None:
    if (held := _held(settings).get(diff.fingerprint)) and not settings.accept_changes:
        raise ReleaseRefused(
            f"this is release {held} again, which somebody rolled back; "
            f"`namndlager rollback {held}` makes it current"
        )


def _finish_load_run(run: StagedRun, now: datetime) -> None:
    """A database that people see is a published one; its own row says so."""
    with connect(run.database, read_only=False) as connection:
        connection.execute(
            "update load_run set finished_at = ?, published = true where run_id = ?",
            [now.astimezone(UTC).replace(tzinfo=None), run.info.run_id],
        )


def _seal(database: Path) -> None:
    """Leave one complete file: a .wal left beside it would be replayed in silence."""
    with connect(database, read_only=False) as connection:
        connection.execute("checkpoint")
    wal = database.with_name(database.name + ".wal")
    if wal.exists():
        raise ReleaseRefused(f"{wal} is left: somebody else has the staged database open")
    _sync(database)
    database.chmod(0o444)


def _publish(
    run: StagedRun, manifest: Manifest, readings: Sequence[KeptReading], settings: Settings
) -> Release:
    folder = settings.releases_dir / manifest.release_id
    folder.mkdir(parents=True)
    os.replace(run.database, folder / DATABASE)
    for page in (run.findings_page, run.checks_page):
        if page.exists():
            shutil.copyfile(page, folder / page.name)
    save_readings(folder / READINGS, readings)
    # The manifest is written last: a folder without one is no release.
    write_atomically(folder / MANIFEST, _MANIFEST.dump_json(manifest, indent=2))
    _sync(folder)
    _point(settings, folder / DATABASE)
    return Release(manifest, folder / DATABASE, is_new=True)


def _point(settings: Settings, database: Path) -> None:
    """Swap the link in one step."""
    link = settings.database
    if (wal := link.with_name(link.name + ".wal")).exists():
        raise ReleaseRefused(f"somebody writes to {link}: close it and remove {wal.name}")
    aside = link.with_name(f".{link.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(os.path.relpath(database, link.parent))
    os.replace(aside, link)
    _sync(link.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _row_counts(database: Path) -> dict[str, int]:
    with connect(database) as connection:
        return row_counts(connection)


def _read_manifest(folder: Path) -> Manifest:
    return _MANIFEST.validate_json((folder / MANIFEST).read_bytes())


def _remember(settings: Settings, release_id: str, input_digest: str) -> None:
    verified = Verified(release_id, input_digest, code_digest())
    write_atomically(_verified_file(settings), _VERIFIED.dump_json(verified, indent=2))


def _verified_file(settings: Settings) -> Path:
    return settings.state_dir / "verified.json"


def _held(settings: Settings) -> dict[str, str]:
    path = _held_file(settings)
    return _HELD.validate_json(path.read_bytes()) if path.exists() else {}


def _held_file(settings: Settings) -> Path:
    return settings.state_dir / "held_releases.json"


def _lock(settings: Settings) -> FileLock:
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.state_dir / "release.lock")
