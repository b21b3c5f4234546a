"""Save what cannot be made again from raw/, and make a warehouse from it.

A backup is one compressed tar file: the releases with their databases, the state, the
kept sources, the list of corrections, and ``backup.json``, which names every file with its
checksum. The cache and the folders of runs can be made again and are left out.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter, ValidationError

from pipeline.intake.inventory import sha256_of
from pipeline.publish.pointer import point
from pipeline.publish.published import (
    DATABASE,
    ReleaseRefused,
    current_folder,
    read_manifest,
    release_lock,
    releases,
)
from pipeline.publish.staging import LOCK, staging_lock
from pipeline.publish.verify import problems_of
from pipeline.settings import Settings
from pipeline.storage import DAMAGED, WRITING, read_json, write_json

CONTENTS = "backup.json"
CORRECTIONS = "corrections.yml"
FOLDERS = ("releases", "state", "kept")
"""What of a warehouse cannot be made again, where it is there."""

_LEFT_OUT = ("release.lock", "staging.lock", "runs.lock", LOCK)
_WRITTEN_MEANWHILE = ("state",)
"""Folders whose files runs and looks of the watch change while a backup is written."""

_NOT_SAVED = ("running",)
"""Folders of the state that speak of processes of this machine."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a backup: checksums by path in it, releases, and the current one."""

    made_at: datetime
    current: str | None
    releases: tuple[str, ...]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """A backup that was made, and the documents (by path, with checksums) that it has."""

    path: str
    made_at: datetime
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what a person has to know about it."""

    contents: Contents
    notes: tuple[str, ...]


_CONTENTS = TypeAdapter(Contents)
_RECORDS = TypeAdapter(list[BackupRecord])


Progress = Callable[[int, int], None]
"""Told after each file how many are done, and how many there are."""


def _untold(done: int, total: int) -> None:
    """Nobody wants to know."""


def backup(
    settings: Settings,
    file: Path,
    *,
    corrections: Path,
    now: datetime,
    force: bool = False,
    progress: Progress = _untold,
) -> Contents:
    """Write a backup and note it in ``state/backups.json``.

    Raises:
        ReleaseRefused: there is a file of that name, or no warehouse.
    """
    if file.exists() and not force:
        raise ReleaseRefused(f"there is a file {file}; choose another name, or say --force")
    with (
        release_lock(settings),
        staging_lock(settings),  # what is kept of documents is swept under it
        _aside(settings) as aside,
    ):
        paths = dict(_saved(settings, corrections, aside))
        current = current_folder(settings)
        contents = Contents(
            made_at=now,
            current=current.name if current else None,
            releases=tuple(manifest.release_id for manifest in releases(settings)),
            files={name: sha256_of(path) for name, path in sorted(paths.items())},
        )
        if not contents.releases:
            raise ReleaseRefused(f"nothing is published in {settings.warehouse_dir}")
        _write(file, contents, paths, progress)
        _note(settings, BackupRecord(str(file.absolute()), now, _documents(settings)))
    return contents


def restore(
    settings: Settings,
    file: Path,
    *,
    corrections: Path,
    now: datetime,
    force: bool = False,
    progress: Progress = _untold,
) -> Restored:
    """Make a warehouse from a backup; its current release is published at once.

    Everything is unpacked aside and checked before anything takes its place. What stood
    there before is moved into a folder of the warehouse, not removed.

    Raises:
        ReleaseRefused: there is a warehouse already, or the backup is damaged or none.
    """
    warehouse = settings.warehouse_dir
    stands = [warehouse / name for name in FOLDERS if _is_used(warehouse / name)]
    if (stands or settings.database.is_symlink()) and not force:
        raise ReleaseRefused(
            f"{warehouse} is a warehouse already; name an empty folder with "
            "NAMNDLAGER_WAREHOUSE, or say --force to move this one aside"
        )
    warehouse.mkdir(parents=True, exist_ok=True)
    notes: list[str] = []
    with TemporaryDirectory(dir=warehouse, prefix=WRITING) as aside:
        contents = _unpack(file, Path(aside), progress)
        with release_lock(settings):
            if stands:
                notes.append(_move_aside(stands, warehouse, now))
            for name in FOLDERS:
                if (unpacked := Path(aside) / name).is_dir():
                    _move_into(unpacked, warehouse / name)
            notes += _restore_corrections(Path(aside) / CORRECTIONS, corrections, force=force)
            if contents.current is not None:
                _publish(settings, contents.current)
    return Restored(contents, tuple(notes))


def made_backups(settings: Settings) -> list[BackupRecord]:
    """The backups that were made of this warehouse, the oldest first."""
    return read_json(_records_file(settings), _RECORDS) or []


@contextmanager
def _aside(settings: Settings) -> Iterator[Path]:
    """A folder for copies; none where there is no warehouse."""
    if not settings.releases_dir.is_dir():
        raise ReleaseRefused(f"nothing is published in {settings.warehouse_dir}")
    with TemporaryDirectory(dir=settings.warehouse_dir, prefix=WRITING) as folder:
        yield Path(folder)


def _saved(settings: Settings, corrections: Path, aside: Path) -> Iterator[tuple[str, Path]]:
    """Each file with its name in the backup; what others write meanwhile, as it is now."""
    for folder in FOLDERS:
        for path in (settings.warehouse_dir / folder).rglob("*"):
            name = path.relative_to(settings.warehouse_dir)
            if path.is_file() and not path.is_symlink() and _is_saved(name):
                still = _copied(path, aside / name) if folder in _WRITTEN_MEANWHILE else path
                if still is not None:
                    yield name.as_posix(), still
    if corrections.is_file() and (still := _copied(corrections, aside / CORRECTIONS)):
        yield CORRECTIONS, still


def _copied(path: Path, copy: Path) -> Path | None:
    """The copy of a file; None where it has just gone."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copy2(path, copy)
    except FileNotFoundError:
        return None
    return copy


def _is_saved(name: Path) -> bool:
    is_temporary = name.name.startswith(WRITING) or name.name in _LEFT_OUT
    is_aside = DAMAGED in name.name or name.name.endswith(".wal")
    return not is_temporary and not is_aside and not set(_NOT_SAVED) & set(name.parts)


def _write(file: Path, contents: Contents, paths: Mapping[str, Path], progress: Progress) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{WRITING}{file.name}.{os.getpid()}")
    try:
        with tarfile.open(half, "w:gz", compresslevel=3) as tar:
            half.chmod(0o600)
            _add_contents(tar, contents)
            for done, (name, path) in enumerate(sorted(paths.items()), 1):
                tar.add(path, name, recursive=False)
                progress(done, len(paths))
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def _add_contents(tar: tarfile.TarFile, contents: Contents) -> None:
    data = _CONTENTS.dump_json(contents, indent=2)
    entry = tarfile.TarInfo(CONTENTS)
    entry.size = len(data)
    entry.mtime = int(contents.made_at.timestamp())
    tar.addfile(entry, io.BytesIO(data))


def _unpack(file: Path, folder: Path, progress: Progress) -> Contents:
    """Unpack a backup and check every file of it."""
    try:
        with tarfile.open(file, "r:*") as tar:
            tar.extractall(folder, filter="data")
        contents = _CONTENTS.validate_json((folder / CONTENTS).read_bytes())
    except FileNotFoundError as error:
        raise ReleaseRefused(f"{file} is no backup: there is no {error.filename}") from None
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValidationError) as error:
        raise ReleaseRefused(f"{file} is no backup, or a damaged one: {error}") from None
    for done, (name, sha256) in enumerate(contents.files.items(), 1):
        progress(done, len(contents.files))
        path = folder / name
        if not path.is_file() or sha256_of(path) != sha256:
            raise ReleaseRefused(f"{file} is damaged: {name} is not what was saved")
        if path.name == DATABASE:
            path.chmod(0o444)  # unpacking makes every file writable
    return contents


def _documents(settings: Settings) -> dict[str, str]:
    """Every document that some release of this warehouse was made from."""
    documents: dict[str, str] = {}
    for manifest in releases(settings):
        documents.update(manifest.documents)
    return dict(sorted(documents.items()))


def _note(settings: Settings, record: BackupRecord) -> None:
    others = [known for known in made_backups(settings) if known.path != record.path]
    write_json(_records_file(settings), _RECORDS, [*others, record])


def _is_used(folder: Path) -> bool:
    """True where a folder holds more than locks."""
    return any(path.is_file() and path.name not in _LEFT_OUT for path in folder.rglob("*"))


def _move_aside(stands: list[Path], warehouse: Path, now: datetime) -> str:
    aside = warehouse / f"before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside.mkdir()
    for path in stands:
        _move_into(path, aside / path.name)
    return f"What stood here before is now in {aside}; remove it when you no longer need it."


def _move_into(source: Path, target: Path) -> None:
    """Move the files of a folder into another, which may hold locks that are in use."""
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if path.name not in _LEFT_OUT:
            shutil.move(path, target / path.name)


def _restore_corrections(saved: Path, corrections: Path, *, force: bool) -> list[str]:
    if not saved.is_file():
        return []
    if corrections.is_file() and not _is_same(saved, corrections) and not force:
        beside = corrections.with_name(f"{corrections.name}.restored")
        shutil.copyfile(saved, beside)
        return [f"{corrections} is another than in the backup, whose list is now {beside}."]
    corrections.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(saved, corrections)
    return []


def _is_same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def _publish(settings: Settings, release_id: str) -> None:
    folder = settings.releases_dir / release_id
    manifest = read_manifest(folder)
    problems = problems_of(folder / DATABASE, manifest) if manifest else ()
    if manifest is None or problems:
        told = "; ".join(problem.text for problem in problems) or "it has no manifest"
        raise ReleaseRefused(f"{release_id} of the backup cannot be published: {told}")
    point(settings, folder / DATABASE)


def _records_file(settings: Settings) -> Path:
    return settings.state_dir / "backups.json"
