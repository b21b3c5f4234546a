"""What is published: releases, their manifests, and which one is current.

Belongs here: looking at ``releases/`` and at the link, and nothing that changes them
(``release``, ``rollback``, ``prune``).

The order of releases is that of their ``sequence``; the clock, which somebody may set
back, decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter

from pipeline.settings import Settings
from pipeline.storage import read_json, write_json

DATABASE = "namndlager.duckdb"
MANIFEST = "manifest.json"


class ReleaseRefused(Exception):
    """The last release stays in place; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release is made from; ``fingerprint`` is of its rows and schema.

    ``sequence`` counts releases: a later one has a greater number, whatever the clock
    said. ``contract_version`` is of the tables and columns that the registry declared.
    Both stand on their defaults in releases of programs that did not know them.
    """

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
    sequence: int = 0
    contract_version: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """What releases are sorted by."""
        return self.sequence, self.release_id


@dataclass(frozen=True, slots=True)
class Release:
    """The release that is current after a run; ``is_new`` where the run published it."""

    manifest: Manifest
    database: Path
    is_new: bool


_MANIFEST = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a release's folder; None where it has none, or a damaged one."""
    return read_json(folder / MANIFEST, _MANIFEST)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest: a folder without one is no release."""
    write_json(folder / MANIFEST, _MANIFEST, manifest)


def releases(settings: Settings) -> list[Manifest]:
    """All complete releases, the oldest first."""
    if not settings.releases_dir.is_dir():
        return []
    found = [read_manifest(folder) for folder in settings.releases_dir.iterdir()]
    return sorted((m for m in found if m is not None), key=lambda manifest: manifest.order)


def current_folder(settings: Settings) -> Path | None:
    """The folder that the link leads to, whatever is in it; None where there is no link.

    Raises:
        ReleaseRefused: a file stands where the link should be.
    """
    link = settings.database
    if link.is_symlink():
        return (link.parent / link.readlink()).resolve().parent
    if link.exists():
        raise ReleaseRefused(
            f"{link} is a file, not the link that a release makes; move it away and run again"
        )
    return None


def current_release(settings: Settings) -> Release | None:
    """The release that the link leads to; None where nothing is published.

    Its database may be damaged or gone (``verify.problems_of``). A release whose manifest
    is lost is none: the next run publishes as if it were the first.
    """
    folder = current_folder(settings)
    manifest = read_manifest(folder) if folder is not None else None
    if folder is None or manifest is None:
        return None
    return Release(manifest, folder / DATABASE, is_new=False)


def previous_release(settings: Settings) -> Manifest | None:
    """The release before the current one, which a rollback goes to."""
    current = current_release(settings)
    if current is None:
        return None
    earlier = [m for m in releases(settings) if m.order < current.manifest.order]
    return earlier[-1] if earlier else None


def next_sequence(settings: Settings) -> int:
    """The number of the next release."""
    return max((manifest.sequence for manifest in releases(settings)), default=0) + 1


def release_lock(settings: Settings) -> FileLock:
    """Held by whoever changes ``releases/`` or the link."""
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    return FileLock(settings.state_dir / "release.lock")
