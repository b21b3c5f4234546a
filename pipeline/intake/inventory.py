"""A look at every document of the raw folder: its size and hash, or why it is not opened.

Belongs here: what can be told of a file without reading what it says. Sizes are looked at
before anything is hashed, and links are not followed out of the raw folder. Which names
count as documents stands in ``listing``.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.extract.readers.sidecar import MOST_BYTES as MOST_SIDECAR_BYTES
from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.intake.listing import Found, Refusal, list_documents, refuse
from pipeline.intake.mirror import refresh
from pipeline.intake.names import storable
from pipeline.intake.outcome import SourceFile
from pipeline.settings import Settings
from pipeline.storage import write_atomically

_ABSENT = frozenset({errno.ENOENT, errno.ENAMETOOLONG, errno.ENOTDIR})
_STILL_FOR_NANOSECONDS = 2_000_000_000


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
    """List and hash the documents of the raw folder, copied first where it lies elsewhere.

    Raises:
        FileNotFoundError: there is no raw folder, or it cannot be listed. (An empty one is
            a valid input; a missing one is a mistyped setting.)
    """
    refresh(settings)
    files: list[SourceFile] = []
    refusals: list[Refusal] = []
    for found in list_documents(settings.raw_dir):
        item = found if isinstance(found, Refusal) else _examine(found, settings)
        if isinstance(item, Refusal):
            refusals.append(item)
        elif item is not None:
            files.append(item)
    _hashes.keep({file.path for file in files})
    return Inventory(tuple(files), tuple(refusals))


def look_again(source: SourceFile, settings: Settings) -> SourceFile | Refusal | None:
    """The file as it stands there now; None where it is gone."""
    return _examine(Found(source.path, source.source_file), settings)


def save_inventory(path: Path, inventory: Inventory) -> None:
    """Write an inventory, so that a run works on what it saw first, whatever comes later."""
    write_atomically(path, _adapter().dump_json(inventory, indent=2))


def load_inventory(path: Path, raw_dir: Path) -> Inventory:
    """The inventory that ``save_inventory`` wrote.

    A path that was masked leads nowhere; where the file stands is found by its shown name.
    """
    saved = _adapter().validate_json(path.read_bytes())
    if all(os.path.lexists(source.path) for source in saved.files):
        return saved
    found = {
        item.source_file: item.path for item in list_documents(raw_dir) if isinstance(item, Found)
    }
    return replace(
        saved,
        files=tuple(replace(s, path=found.get(s.source_file, s.path)) for s in saved.files),
    )


def sha256_of(path: Path) -> str:
    """Content hash of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _examine(found: Found, settings: Settings) -> SourceFile | Refusal | None:
    """Look at a file; None where it is gone since it was listed."""
    path, name = found.path, found.source_file
    try:
        if path.is_symlink() and (astray := _led_astray(path, settings.raw_dir)):
            return refuse(path, name, "symlink", f"This is {astray}", seen=str(path.readlink()))
        seen = path.stat()
        if refusal := _refuse_unopened(found, seen, settings):
            return refusal
        source = SourceFile(name, path, _hashes.of(path, seen), seen.st_size)
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = (
            f"The file cannot be opened ({error.strerror}). "
            "Give the user that runs this the right to read it."
        )
        return refuse(path, name, "no_access", reason)
    return _with_sidecar(source, settings.raw_dir)


def _refuse_unopened(found: Found, seen: os.stat_result, settings: Settings) -> Refusal | None:
    path, name = found.path, found.source_file
    if not stat.S_ISREG(seen.st_mode):
        reason = "This is no regular file (a pipe, socket or device)."
        return refuse(path, name, "not_a_file", reason)
    if seen.st_size > settings.max_file_bytes:
        limit = f"{settings.max_file_bytes:,} bytes (NAMNDLAGER_MAX_FILE_BYTES)"
        reason = f"The file has {seen.st_size:,} bytes; at most {limit} are read."
        return refuse(path, name, "too_large", reason, seen=f"{seen.st_size} bytes")
    if seen.st_size == 0:
        return refuse(path, name, "empty", "The file is empty: its download or copy failed.")
    return None


def _led_astray(link: Path, raw_dir: Path) -> str | None:
    """Where a link leads if that is no file of the raw folder, as the rest of a sentence."""
    target = Path(os.path.realpath(link))
    if not target.is_relative_to(os.path.realpath(raw_dir)):
        return "a symbolic link that leads out of the raw folder; put a copy of the file here."
    if not target.is_file():
        return "a symbolic link to a folder, to itself or to nothing; put the file itself here."
    return None


# --- sidecars -----------------------------------------------------------------------------------


def _with_sidecar(source: SourceFile, raw_dir: Path) -> SourceFile | Refusal:
    """A file with the hash of the sidecar beside it; refused where that cannot be trusted."""
    sidecar = sidecar_of(source.path)
    try:
        seen = sidecar.lstat()
        if stat.S_ISDIR(seen.st_mode):
            return source
        wrong = _wrong_with(sidecar, seen, raw_dir)
        if wrong is None:
            return replace(source, sidecar_sha256=sha256_of(sidecar))
    except OSError as error:
        if error.errno in _ABSENT:
            return source
        return Refusal(
            source,
            "no_access",
            f"{storable(sidecar.name)} beside the file cannot be opened ({error.strerror}). "
            "Give the user that runs this the right to read it.",
        )
    refused = replace(source, sidecar_sha256=hashlib.sha256(wrong.encode()).hexdigest())
    return Refusal(refused, "bad_sidecar", f"{storable(sidecar.name)} is {wrong}")


def _wrong_with(sidecar: Path, seen: os.stat_result, raw_dir: Path) -> str | None:
    """Why a sidecar is not opened, as the rest of a sentence."""
    if stat.S_ISLNK(seen.st_mode):
        if astray := _led_astray(sidecar, raw_dir):
            return astray
        seen = sidecar.stat()
    if not stat.S_ISREG(seen.st_mode):
        return "no regular file (a pipe, socket or device)."
    if seen.st_size > MOST_SIDECAR_BYTES:
        return f"too large for a sidecar, which has at most {MOST_SIDECAR_BYTES:,} bytes."
    return None


# --- hashes -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Signature:
    """What changes when a file's bytes do."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class _Hashes:
    """Hashes of files that have kept still, so that one process hashes a file once.

    A file that was changed less than two seconds before it was hashed may change again
    within the tick of the file system's clock, and is not remembered.
    """

    def __init__(self) -> None:
        self._known: dict[Path, tuple[_Signature, str]] = {}

    def of(self, path: Path, seen: os.stat_result) -> str:
        signature = _Signature(
            seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns
        )
        known = self._known.get(path)
        if known is not None and known[0] == signature:
            return known[1]
        last_change = max(seen.st_mtime_ns, seen.st_ctime_ns)
        still = time.time_ns() - last_change > _STILL_FOR_NANOSECONDS
        digest = sha256_of(path)
        if still:
            self._known[path] = (signature, digest)
        return digest

    def keep(self, paths: Collection[Path]) -> None:
        """Forget all other files."""
        self._known = {path: known for path, known in self._known.items() if path in paths}


_hashes = _Hashes()


@cache
def _adapter() -> TypeAdapter[Inventory]:
    return TypeAdapter(Inventory)
