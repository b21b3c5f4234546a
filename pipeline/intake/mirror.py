"""A raw folder that lies elsewhere: object storage, copied into the warehouse and read there.

``NAMNDLAGER_RAW=s3://bucket/reports`` (or any other address of fsspec, whose library has to be
installed) names it. Before a look at the folder the store is listed whole, in the pages that
its library asks for; what is new or has another version is copied, each object under its name
only when it is whole; what is gone there goes here last. A store that stops answering in the
middle ends the look with a sentence: what was copied stays, what was not is copied next time,
and nothing is taken for removed.

Belongs here: making the copy. Everything else reads the copy as it reads any folder, so that
limits, refusals and places are those of documents on a disk. Only a worker of a cluster opens
a document where it lies (``keys_of``), so that its bytes need not pass the scheduler. What
a store is asked for stands in ``object_store``.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from filelock import FileLock
from pydantic import TypeAdapter

from pipeline.intake.object_store import Object, ObjectStore, many
from pipeline.safe_text import loggable
from pipeline.settings import Settings
from pipeline.storage import read_json, write_atomically, write_json

INDEX = "raw.json"
LOCK = "raw.lock"


class StoreUnreachable(FileNotFoundError):
    """The raw folder cannot be copied from where it lies; says what to do."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What the store said of an object when it was copied: any change of it is a new copy.

    ``key`` is where it lies below the address; empty where that is its name here.
    """

    version: str
    size: int
    key: str = field(default="", compare=False)


_INDEX = TypeAdapter(dict[str, Copied])

_MOST_BYTES_OF_A_NAME = 200
"""Of 255, so that a name has room for what is written beside a file."""


def refresh(settings: Settings) -> None:
    """Bring the copy up to date; nothing where the raw folder is one of this machine.

    Raises:
        StoreUnreachable: the store cannot be listed or read, or nothing lies at the address.
    """
    if not settings.raw_address:
        return
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.state_dir / LOCK):
        _refresh(settings)


def _refresh(settings: Settings) -> None:
    index = settings.state_dir / INDEX
    known = read_json(index, _INDEX) or {}
    try:
        store = ObjectStore.at(settings.raw_address)
        there = _named(store.list())
    except Exception as error:  # every store's library raises its own
        raise _unreachable(settings, error, "be listed", 0, 0) from error
    if not there:
        raise StoreUnreachable(
            f"nothing lies at {settings.raw_address} (NAMNDLAGER_RAW): is the address mistyped, or "
            "has everything been removed? What was copied before is left as it is"
        )
    said = {
        name: Copied(found.version, found.size, "" if key == name else key)
        for name, (key, found) in there.items()
    }
    here = {
        name: copied
        for name, copied in said.items()
        if known.get(name) == copied and (settings.raw_dir / name).is_file()
    }
    missing = sorted(there.keys() - here.keys())
    # Whatever fails, a full disk as well, is told in the same way.
    new, failure = many(
        {name: partial(_copy, store, there[name][1], settings, name) for name in missing}
    )
    here |= {name: said[name] for name in new}
    if failure is not None:
        write_json(index, _INDEX, {**known, **here})
        told = _unreachable(settings, failure, "be read to its end", len(new), len(missing))
        raise told from failure
    write_json(index, _INDEX, here)
    _remove_others(settings.raw_dir, here)


def keys_of(settings: Settings) -> dict[Path, str]:
    """Where each copied file lies below the store's address; none without an address."""
    if not settings.raw_address:
        return {}
    index = read_json(settings.state_dir / INDEX, _INDEX) or {}
    return {settings.raw_dir / name: copied.key or name for name, copied in index.items()}


def _named(found: Mapping[str, Object]) -> dict[str, tuple[str, Object]]:
    """Objects by names that a folder can have: a key may be what no path may."""
    folders = {str(parent) for key in found for parent in PurePosixPath(key).parents}
    named: dict[str, tuple[str, Object]] = {}
    for key in sorted(found):
        name = "/".join(map(_part, key.split("/")))
        # An object may stand where others have their folder.
        name += "%2F" if key in folders else ""
        named[name] = (key, found[key])
    return named


def _part(part: str) -> str:
    if part in ("", ".", ".."):
        return f"%{part}"
    if len(part.encode()) <= _MOST_BYTES_OF_A_NAME:
        return part
    suffix = PurePosixPath(part).suffix[:8]
    return f"{part[:40]}-{hashlib.sha256(part.encode()).hexdigest()[:16]}{suffix}"


def _copy(store: ObjectStore, found: Object, settings: Settings, name: str) -> None:
    target = settings.raw_dir / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if found.size > settings.max_file_bytes:
        # It is refused for its size, unread: a file of that size without bytes says as much.
        write_atomically(target, b"")
        os.truncate(target, found.size)
        return
    write_atomically(target, store.read(found))


def _unreachable(
    settings: Settings, error: BaseException, what: str, done: int, missing: int
) -> StoreUnreachable:
    said = loggable(f"{type(error).__name__}: {error}")
    copied = f" {done} of {missing} new objects were copied and stay." if missing else ""
    return StoreUnreachable(
        f"{settings.raw_address} (NAMNDLAGER_RAW) cannot {what} ({said}).{copied} Nothing else has "
        "changed, and the next run goes on from here. See to the store, its address, its "
        "credentials, and that fsspec's library for it is installed"
    )


def _remove_others(folder: Path, kept: Mapping[str, Copied]) -> None:
    """Remove what is no object any more, and folders that are empty then."""
    for path in _deepest_first(folder):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()


def _deepest_first(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*"), key=lambda path: -len(path.parts))
