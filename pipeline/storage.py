"""Small files that survive: written whole or not at all, and read with care.

Belongs here: writing so that a reader never sees half of a file, reading JSON whose file
may have been damaged since, and setting such a file aside. What stands in a file is its
owner's business.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

WRITING = ".writing-"
"""How the name of a file begins that is not yet whole."""

UNPACKED = ".kept-"
"""How the name of a folder begins into which kept sources are unpacked to be read."""

PROBE = ".doctor-"
"""How the name of a folder begins in which is tried what a file system allows."""

DAMAGED = ".damaged-"
"""What stands in the name of a file that was set aside, before the time."""

T = TypeVar("T")


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and onto the disk before it gets its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=WRITING, delete=False) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    Path(stream.name).replace(path)


def write_json(path: Path, adapter: TypeAdapter[T], value: T) -> None:
    """Write a value as JSON, and a copy beside it that ``read_json`` can fall back on."""
    data = adapter.dump_json(value, indent=2)
    write_atomically(path, data)
    write_atomically(_copy_of(path), data)


def read_json(path: Path, adapter: TypeAdapter[T]) -> T | None:
    """The value in a JSON file; None where there is none, or nothing of it can be used.

    A file that ``adapter`` does not accept is set aside under another name, so that it
    stops nobody and can be looked at (``set_aside_files`` lists them); what ``write_json``
    kept beside it takes its place.
    """
    try:
        return adapter.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        set_aside(path)
    try:
        data = _copy_of(path).read_bytes()
        value = adapter.validate_json(data)
    except (FileNotFoundError, ValidationError):
        return None
    write_atomically(path, data)
    return value


def remove_json(path: Path) -> None:
    """Remove what ``write_json`` wrote."""
    path.unlink(missing_ok=True)
    _copy_of(path).unlink(missing_ok=True)


def set_aside(path: Path) -> Path | None:
    """Give a damaged file another name; None where somebody else just did, or nobody may."""
    aside = path.with_name(f"{path.name}{DAMAGED}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside


def set_aside_files(*folders: Path) -> list[Path]:
    """What was set aside in these folders (subfolders left out), sorted by name."""
    return sorted(path for folder in folders for path in folder.glob(f"*{DAMAGED}*"))


def _copy_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.copy")
