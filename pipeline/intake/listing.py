"""What stands in the raw folder: its documents by name, and folders that cannot be listed.

Belongs here: walking the folders, and which names count. Not documents: hidden files and
folders, README files, sidecars (``<file>.yml`` beside ``<file>``). ``samples/`` counts only
while the raw folder holds nothing else, so that invented committees never stand beside real
ones. Does not belong here: looking at a file itself (``inventory``).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.extract.personal_numbers import mask_personal_numbers
from pipeline.extract.readers.sidecar import SIDECAR_SUFFIX, sidecar_of
from pipeline.intake.names import storable
from pipeline.intake.outcome import SourceFile
from pipeline.intake.public_names import public_names

SAMPLES = "samples"

DEEPEST_FOLDER = 32
"""Folders are followed so far below the raw folder; more is a mistake or a trap."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document by its name (as it is shown); nobody has looked at it yet."""

    path: Path
    source_file: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or folder that is not even opened for reading, and why."""

    source: SourceFile
    reason_code: str
    reason: str


def refuse(path: Path, source_file: str, code: str, reason: str, *, seen: str = "") -> Refusal:
    """Refuse what is not opened; ``seen`` is what was looked at instead of its bytes."""
    # Masked before it is hashed: the few numbers that there are could be tried out.
    told = mask_personal_numbers(storable(seen or source_file)).text
    digest = hashlib.sha256(told.encode()).hexdigest()
    return Refusal(SourceFile(source_file, path, digest, 0), code, reason)


def list_documents(raw_dir: Path) -> list[Found | Refusal]:
    """Documents and unreadable folders of the raw folder, sorted by their path below it.

    Links are listed, never followed.

    Raises:
        FileNotFoundError: there is no raw folder, or it cannot be listed. (An empty one is
            a valid input; a missing one is a mistyped setting.)
    """
    if not Path(raw_dir).is_dir():
        raise FileNotFoundError(
            f"there is no raw folder {raw_dir}: is it not mounted? Make it, or set NAMNDLAGER_RAW "
            "to the one to read"
        )
    found = list(_walk(raw_dir))
    shown = public_names(map(_source_file, found))
    found = sorted((_renamed(item, shown[_source_file(item)]) for item in found), key=_source_file)
    own = [item for item in found if _source_file(item).partition("/")[0] != SAMPLES]
    return own or found


def listing_digest(raw_dir: Path) -> str:
    """A cheap hash over names, sizes and times: changes whenever a file may have changed.

    For the sensor, which looks every minute and must not read gigabytes to find nothing. That
    there is no folder, or one that cannot be listed, is a state like others.
    """
    rows: list[tuple[str, int, int]] = []
    try:
        found = list_documents(raw_dir)
    except FileNotFoundError as error:
        return hashlib.sha256(str(error).encode()).hexdigest()
    for item in found:
        if isinstance(item, Refusal):
            rows.append((f"{item.source.source_file}: {item.reason_code}", 0, 0))
            continue
        for path in (item.path, sidecar_of(item.path)):
            with contextlib.suppress(OSError):
                stat = path.lstat()
                rows.append((storable(path.relative_to(raw_dir)), stat.st_size, stat.st_mtime_ns))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _source_file(item: Found | Refusal) -> str:
    return item.source_file if isinstance(item, Found) else item.source.source_file


def _renamed(item: Found | Refusal, name: str) -> Found | Refusal:
    if isinstance(item, Found):
        return replace(item, source_file=name)
    return replace(item, source=replace(item.source, source_file=name))


def _walk(raw_dir: Path) -> Iterator[Found | Refusal]:
    # Not os.walk: it recurses (Python 3.11), and passes over what it cannot list in silence.
    pending = [(raw_dir, 0)]
    while pending:
        folder, depth = pending.pop()
        if depth > DEEPEST_FOLDER:
            yield _refuse_folder(raw_dir, folder, "too_deep", _TOO_DEEP)
            continue
        try:
            with os.scandir(folder) as scanned:
                entries = list(scanned)
        except FileNotFoundError:
            if folder == raw_dir:
                raise
            continue  # gone since its parent was listed
        except OSError as error:
            if folder == raw_dir:
                said = f"the raw folder {raw_dir} cannot be listed: {error.strerror}"
                raise FileNotFoundError(said) from error
            yield _unlisted(raw_dir, folder, error)
            continue
        folders = {entry.name for entry in entries if _is_folder(entry)}
        files = {entry.name for entry in entries} - folders
        pending.extend((folder / name, depth + 1) for name in folders if not name.startswith("."))
        for name in files:
            if _is_document(name, files):
                path = folder / name
                yield Found(path, storable(path.relative_to(raw_dir)))


_TOO_DEEP = (
    f"Folders are read {DEEPEST_FOLDER} deep below the raw folder, and this one is deeper: "
    "nothing in it is read. Move its files further up."
)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A link to a folder is none: it is refused itself, so that nobody misses its files."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False  # the look at the file says what is wrong


def _is_document(name: str, siblings: set[str]) -> bool:
    if name.startswith((".", "~$")) or Path(name).stem.upper() == "README":
        return False
    return not (name.endswith(SIDECAR_SUFFIX) and name.removesuffix(SIDECAR_SUFFIX) in siblings)


def _unlisted(raw_dir: Path, folder: Path, error: OSError) -> Refusal:
    if error.errno == errno.ENAMETOOLONG:
        return _refuse_folder(raw_dir, folder, "too_deep", _TOO_LONG)
    reason = (
        f"The folder cannot be listed ({error.strerror}), so none of its files is read. "
        "Give the user that runs this the right to read it."
    )
    return _refuse_folder(raw_dir, folder, "no_access", reason)


_TOO_LONG = (
    "The names of this folder and those above it are too long together for the system to open "
    "it: nothing in it is read. Move its files further up."
)


def _refuse_folder(raw_dir: Path, folder: Path, code: str, reason: str) -> Refusal:
    return refuse(folder, storable(folder.relative_to(raw_dir)), code, reason)
