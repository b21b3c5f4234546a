"""Remove what nobody needs any more. Every run does so when it starts and when it ends.

Never the current release, the one before it, or a run that some process works in; and the
clock, which somebody may set back, decides nothing but how old half-written files are.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.intake import derived
from pipeline.intake.cache import ReportCache
from pipeline.intake.keep import KeptDocuments, load_readings
from pipeline.intake.lake import Lake
from pipeline.intake.outcome import SourceFile
from pipeline.intake.record import load_rows
from pipeline.intake.version import extractor_version
from pipeline.publish.pointer import ASIDE
from pipeline.publish.published import (
    MANIFEST,
    current_folder,
    previous_release,
    read_manifest,
    release_lock,
    releases,
)
from pipeline.publish.staging import StagedRun, staged_runs, staging_lock
from pipeline.settings import Settings
from pipeline.storage import PROBE, UNPACKED, WRITING, set_aside_files

OUTCOMES = "*/outcomes.json"
"""Where in the folder of a run it stands which documents it used."""

HALF_MADE = (WRITING, UNPACKED, PROBE)
"""How the names begin of files and folders that are made aside, or for a moment."""

HALF_WRITTEN_SECONDS = 24 * 3600.0
"""A file that was begun so long ago and never finished is of a process that died."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went."""

    releases: tuple[str, ...]
    runs: tuple[str, ...]
    cache_entries: int
    other: tuple[str, ...]

    def __str__(self) -> str:
        counts = {
            "releases": len(self.releases),
            "staged runs": len(self.runs),
            "cache entries": self.cache_entries,
            "other files": len(self.other),
        }
        return ", ".join(f"{n} {what}" for what, n in counts.items() if n) or "nothing"


def prune(settings: Settings, *, keep: int | None = None, with_set_aside: bool = False) -> Pruned:
    """Remove releases and staged runs beyond the newest ``keep``, and what is left over.

    Args:
        settings: where; ``keep_releases`` where ``keep`` is None.
        keep: how many, at least one.
        with_set_aside: also damaged files that were set aside, and releases without a
            manifest because it was damaged: somebody has seen them.
    """
    keep = max(1, settings.keep_releases if keep is None else keep)
    with release_lock(settings):
        gone = tuple(_prune_releases(settings, keep, with_set_aside=with_set_aside))
        other = tuple(_prune_leftovers(settings, with_set_aside=with_set_aside))
    with staging_lock(settings):
        runs = tuple(_prune_runs(settings, keep))
        entries = _sweep_cache(settings)
        _sweep_kept(settings)
    return Pruned(gone, runs, entries, other)


def _prune_releases(settings: Settings, keep: int, *, with_set_aside: bool) -> Iterator[str]:
    if not settings.releases_dir.is_dir():
        return
    previous = previous_release(settings)
    kept = {settings.releases_dir / m.release_id for m in releases(settings)[-keep:]}
    if previous is not None:
        kept.add(settings.releases_dir / previous.release_id)
    current = current_folder(settings)
    for folder in settings.releases_dir.iterdir():
        is_current = current is not None and folder.resolve() == current
        if folder in kept or is_current:
            continue
        if read_manifest(folder) is None and set_aside_files(folder) and not with_set_aside:
            continue
        _remove(folder)
        yield folder.name


def _prune_runs(settings: Settings, keep: int) -> Iterator[str]:
    """Runs beyond the newest, and folders that are none (files as well)."""
    found = staged_runs(settings)
    newest = [run for run in found if run.is_run][-keep:]
    for run in found:
        if run not in newest and not run.is_in_progress:
            shutil.rmtree(run.folder)
            yield run.folder.name


def _sweep_cache(settings: Settings) -> int:
    """Remove what no kept run used; nothing while it is not known what runs use."""
    runs = [run for run in staged_runs(settings) if run.is_run]
    if not runs or not _has_outcomes(runs[-1]):
        return 0  # it was reading when it ended, and what it has read is worth keeping
    if any(run.is_in_progress and not _has_outcomes(run) for run in runs):
        return 0
    used = [source for run in runs for source in _used(run)]
    cache = ReportCache(settings.cache_dir, extractor_version())
    swept = cache.sweep(used) + derived.sweep(settings.cache_dir)
    Lake.of(settings).sync(map(cache.path, used))
    return swept


def _sweep_kept(settings: Settings) -> None:
    """Remove the sources and readings of no release or run.

    None while another process makes one, and none where a list is missing.
    """
    if any(run.is_elsewhere for run in staged_runs(settings)):
        return
    listed = [load_readings(settings.releases_dir / m.release_id) for m in releases(settings)]
    if None in listed:
        return  # what that release was made from cannot be told
    used = [kept for release in listed if release for kept in release.readings]
    for run in staged_runs(settings):
        for path in run.folder.glob(OUTCOMES):
            used += [kept for row in load_rows(path) if (kept := row.kept) is not None]
    KeptDocuments(settings.kept_dir).sweep(used)


def _used(run: StagedRun) -> Iterator[SourceFile]:
    """The documents of a run: as read alone, and as read with what others told."""
    for path in run.folder.glob(OUTCOMES):
        for row in load_rows(path):
            yield row.source
            yield replace(row.source, known_sha256=None)


def _has_outcomes(run: StagedRun) -> bool:
    return any(run.folder.glob(OUTCOMES))


def _prune_leftovers(settings: Settings, *, with_set_aside: bool) -> Iterator[str]:
    """Half-written files of processes that died, and damaged ones that were seen."""
    found = list(settings.warehouse_dir.glob(f"{ASIDE}*"))  # only made under our lock
    folders = (settings.state_dir, settings.cache_dir, settings.kept_dir)
    half_made = [path for folder in folders for path in folder.glob(f"**/{WRITING}*")]
    half_made += [p for name in HALF_MADE for p in settings.warehouse_dir.glob(f"{name}*")]
    found += filter(_is_old, half_made)
    if with_set_aside:
        found += set_aside_files(settings.state_dir, *settings.releases_dir.glob("*"))
    for path in found:
        _remove(path)
        yield path.name


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > HALF_WRITTEN_SECONDS
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    """Remove a folder or file; of a release, the manifest first, so that it is none at once."""
    if path.is_dir() and not path.is_symlink():
        (path / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
