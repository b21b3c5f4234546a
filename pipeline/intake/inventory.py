"""Which files of the raw folder are documents, and their content hashes.

Not documents: hidden files and folders, README files, sidecars (``<file>.yml`` beside
``<file>``). ``samples/`` is read only while the raw folder holds no other document, so
that invented committees never stand beside real ones.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake.outcome import SourceFile
from pipeline.settings import Settings

SAMPLES = "samples"
SIDECAR_SUFFIX = ".yml"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not even opened for reading, and why."""

    source: SourceFile
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """All files seen, each in exactly one of the two lists, sorted by ``source_file``."""

    files: tuple[SourceFile, ...]
    refusals: tuple[Refusal, ...]

    @property
    def digest(self) -> str:
        """One hash over every file seen: same digest, same input."""
        sources = [*self.files, *(refusal.source for refusal in self.refusals)]
        rows = sorted((s.source_file, s.sha256, s.sidecar_sha256) for s in sources)
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def take_inventory(settings: Settings) -> Inventory:
    """List and hash the documents of the raw folder.

    Raises:
        FileNotFoundError: there is no raw folder. (An empty one is a valid input; a
            missing one is a mistyped setting.)
    """
    files: list[SourceFile] = []
    refusals: list[Refusal] = []
    for path in document_paths(settings.raw_dir):
        item = _examine(path, settings)
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            files.append(item)
    return Inventory(tuple(files), tuple(refusals))


def document_paths(raw_dir: Path) -> list[Path]:
    """Documents of the raw folder, sorted by their path below it; links included.

    Raises:
        FileNotFoundError: there is no raw folder.
    """
    if not raw_dir.is_dir():
        raise FileNotFoundError(
            f"there is no raw folder {raw_dir}: make it, or set NAMNDLAGER_RAW to the one to read"
        )
    found = sorted(_walk(raw_dir), key=lambda path: path.relative_to(raw_dir).as_posix())
    own = [path for path in found if path.relative_to(raw_dir).parts[0] != SAMPLES]
    return own or found


def listing_digest(raw_dir: Path) -> str:
    """A cheap hash over names, sizes and times: changes whenever a file may have changed.

    For the sensor, which looks every minute and must not read gigabytes to find nothing.
    """
    rows = []
    for path in document_paths(raw_dir):
        for seen in (path, sidecar_of(path)):
            if seen.exists() or seen.is_symlink():
                stat = seen.lstat()
                rows.append((seen.relative_to(raw_dir).as_posix(), stat.st_size, stat.st_mtime_ns))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def sidecar_of(path: Path) -> Path:
    """Where the sidecar of a document would stand."""
    return path.with_name(path.name + SIDECAR_SUFFIX)


def sha256_of(path: Path) -> str:
    """Content hash of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _walk(raw_dir: Path) -> Iterator[Path]:
    # os.walk does not descend into linked folders; such a link is listed (and refused)
    # itself, so that nobody wonders where its files are.
    for folder, subfolders, names in os.walk(raw_dir):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        linked = [name for name in subfolders if (Path(folder) / name).is_symlink()]
        present = set(names)
        yield from (Path(folder) / n for n in [*names, *linked] if _is_document(n, present))


def _is_document(name: str, siblings: set[str]) -> bool:
    if name.startswith((".", "~$")) or Path(name).stem.upper() == "README":
        return False
    return not (name.endswith(SIDECAR_SUFFIX) and name.removesuffix(SIDECAR_SUFFIX) in siblings)


def _examine(path: Path, settings: Settings) -> SourceFile | Refusal:
    name = path.relative_to(settings.raw_dir).as_posix()
    if path.is_symlink() and (refusal := _refuse_link(path, name, settings.raw_dir)):
        return refusal
    if not path.is_file():
        source = SourceFile(name, path, _sha256_of_text(name), 0)
        return Refusal(source, "not_a_file", "This is no regular file (a pipe, socket or device).")
    try:
        source = _source_file(path, name)
    except OSError as error:
        source = SourceFile(name, path, _sha256_of_text(name), 0)
        return Refusal(source, "no_access", f"The file cannot be opened: {error.strerror}.")
    if source.size > settings.max_file_bytes:
        limit = f"{settings.max_file_bytes:,} bytes (NAMNDLAGER_MAX_FILE_BYTES)"
        reason = f"The file has {source.size:,} bytes; at most {limit} are read."
        return Refusal(source, "too_large", reason)
    if source.size == 0:
        return Refusal(source, "empty", "The file is empty: its download or copy failed.")
    return source


def _source_file(path: Path, name: str) -> SourceFile:
    sidecar = sidecar_of(path)
    return SourceFile(
        source_file=name,
        path=path,
        sha256=sha256_of(path),
        size=path.stat().st_size,
        sidecar_sha256=sha256_of(sidecar) if sidecar.is_file() else None,
    )


def _refuse_link(path: Path, name: str, raw_dir: Path) -> Refusal | None:
    source = SourceFile(name, path, _sha256_of_text(os.readlink(path)), 0)
    target = path.resolve()
    if not target.is_relative_to(raw_dir.resolve()):
        reason = "A symbolic link that leads out of the raw folder; put a copy of the file here."
    elif not target.is_file():
        reason = "A symbolic link to a folder, or to nothing; put the files themselves here."
    else:
        return None
    return Refusal(source, "symlink", reason)


def _sha256_of_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
