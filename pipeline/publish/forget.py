"""Where a document stands in what was written, and taking it out of there.

Belongs here: the cache, what is kept of releases, staged runs and releases themselves.
The raw folder is a person's own: a document is forgotten only when it has left it.

A release is a whole, so one that holds the document is removed; the current one stays
until a run has published one without it (``console.forget``). Backups are only named.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.intake import extractor_version
from pipeline.intake.by_hand import drop_hold
from pipeline.intake.cache import ReportCache
from pipeline.intake.derived import forget_joined
from pipeline.intake.first_seen import FirstSeen
from pipeline.intake.keep import KeptDocuments, load_readings
from pipeline.intake.lake import Lake
from pipeline.intake.record import load_rows
from pipeline.publish.backup import BackupRecord, made_backups
from pipeline.publish.published import (
    MANIFEST,
    Manifest,
    current_release,
    release_lock,
    releases,
)
from pipeline.publish.row_digests import KeptDigests
from pipeline.publish.staging import StagedRun, staged_runs
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Traces:
    """Where a document stands: its path, and the hashes of all its versions."""

    source_file: str
    hashes: frozenset[str]
    releases: tuple[Manifest, ...]
    staged: tuple[StagedRun, ...]
    backups: tuple[BackupRecord, ...]

    @property
    def is_anywhere(self) -> bool:
        """True where anything of it is known."""
        return bool(self.hashes)


def traces_of(settings: Settings, source_file: str) -> Traces:
    """Where the versions of a document stand."""
    seen = [
        *(pair for manifest in releases(settings) for pair in _of_release(settings, manifest)),
        *(pair for run in staged_runs(settings) for pair in _of_run(run)),
        *(pair for backup in made_backups(settings) for pair in backup.documents.items()),
    ]
    hashes = frozenset(sha256 for name, sha256 in seen if name == source_file)

    def holds_it(pairs: Iterator[tuple[str, str]]) -> bool:
        return any(name == source_file or sha256 in hashes for name, sha256 in pairs)

    return Traces(
        source_file,
        hashes,
        tuple(m for m in releases(settings) if holds_it(_of_release(settings, m))),
        tuple(run for run in staged_runs(settings) if holds_it(_of_run(run))),
        tuple(b for b in made_backups(settings) if holds_it(iter(b.documents.items()))),
    )


def remove_traces(settings: Settings, traces: Traces) -> list[str]:
    """Remove a document from all but the current release and backups; says what went."""
    cache = ReportCache(settings.cache_dir, extractor_version())
    forget_joined(settings.cache_dir)
    KeptDigests.below(settings.cache_dir).forget()
    lake, kept = Lake.of(settings), KeptDocuments(settings.kept_dir)
    for sha256 in traces.hashes:
        lake.forget(sha256)
    cached = sum(cache.forget(sha256) for sha256 in traces.hashes)
    kept_versions = sum(kept.forget(sha256) for sha256 in traces.hashes)
    said = [
        f"{cached} versions in the cache, {kept_versions} kept for carry-over",
        *(f"staged run {run.folder.name}" for run in traces.staged),
    ]
    for run in traces.staged:
        shutil.rmtree(run.folder, ignore_errors=True)
    drop_hold(settings, traces.source_file)
    FirstSeen.drop(settings.state_dir, traces.source_file)
    current = current_release(settings)
    here = current.manifest.release_id if current else None
    for manifest in traces.releases:
        if manifest.release_id != here:
            remove_release(settings, manifest)
            said.append(f"release {manifest.release_id}")
    return said


def remove_release(settings: Settings, manifest: Manifest) -> None:
    """Remove a release that is not current, its manifest first: then it is none at once."""
    folder = settings.releases_dir / manifest.release_id
    with release_lock(settings):
        (folder / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(folder)


def _of_release(settings: Settings, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """(path, hash) of each document that a release saw or holds."""
    yield from manifest.documents.items()
    listed = load_readings(settings.releases_dir / manifest.release_id)
    for kept in listed.readings if listed else ():
        yield kept.source_file, kept.sha256


def _of_run(run: StagedRun) -> Iterator[tuple[str, str]]:
    for path in sorted(run.folder.glob("*/outcomes.json")):
        try:
            rows = load_rows(path)
        except (OSError, ValidationError):
            continue
        for row in rows:
            yield row.source.source_file, row.source.sha256
