"""A raw folder that lies elsewhere: object storage, copied into the warehouse and read there.

``NAMNDLAGER_RAW=s3://bucket/reports`` (or any other address of fsspec, whose library has to be
installed) names it. Before a look at the folder the store is listed whole, in the pages that
its library asks for; what is new or has another version is copied, each object under its name
only when it is whole; what is gone there goes here last. A store that stops answering in the
middle ends the look with a sentence: what was copied stays, what was not is copied next time,
and nothing is taken for removed.

Belongs here: making the copy. Everything else reads the copy as it reads any folder, so that
limits, refusals, places and the cluster are those of documents on a disk. Credentials and
endpoints are the library's own (``AWS_ACCESS_KEY_ID``, ``FSSPEC_S3_ENDPOINT_URL`` ...).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock
from pydantic import TypeAdapter

from pipeline.safe_text import loggable
from pipeline.settings import Settings
from pipeline.storage import read_json, write_atomically, write_json

INDEX = "raw.json"
LOCK = "raw.lock"


AT_ONCE = 8
"""Copies at a time: a store answers each after some time, but many at once."""


class StoreUnreachable(FileNotFoundError):
    """The raw folder cannot be copied from where it lies; says what to do."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What the store said of an object when it was copied: any change of it is a new copy."""

    version: str
    size: int


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of the store: where it lies there, and what is said of it."""

    path: str
    said: Copied
    md5: str | None


_INDEX = TypeAdapter(dict[str, Copied])

_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified")
"""What stores call that which changes with an object's bytes; the first that is said counts."""

_MD5 = re.compile(r"[0-9a-f]{32}")
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
        store, there = _listed(settings.raw_address)
    except Exception as error:  # every store's library raises its own
        raise _unreachable(settings, error, "be listed", 0, 0) from error
    if not there:
        raise StoreUnreachable(
            f"nothing lies at {settings.raw_address} (NAMNDLAGER_RAW): is the address mistyped, or "
            "has everything been removed? What was copied before is left as it is"
        )
    here = {
        name: known[name]
        for name, found in there.items()
        if known.get(name) == found.said and (settings.raw_dir / name).is_file()
    }
    missing = {name: there[name] for name in sorted(there.keys() - here.keys())}
    new, failure = _copy_all(store, missing, settings)
    here |= {name: there[name].said for name in new}
    if failure is not None:
        write_json(index, _INDEX, {**known, **here})
        told = _unreachable(settings, failure, "be read to its end", len(new), len(missing))
        raise told from failure
    write_json(index, _INDEX, here)
    _remove_others(settings.raw_dir, here)


def _copy_all(
    store: Any, missing: Mapping[str, _Object], settings: Settings
) -> tuple[list[str], BaseException | None]:
    """Copy until something fails: the names of what was copied, and what failed first."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="copier") as pool:
        copies = {
            name: pool.submit(_copy, store, found, settings.raw_dir / name, settings)
            for name, found in missing.items()
        }
        wait(copies.values(), return_when=FIRST_EXCEPTION)
        pool.shutdown(cancel_futures=True)
    ended = {name: copy for name, copy in copies.items() if not copy.cancelled()}
    # Whatever failed, a full disk as well, is told in the same way.
    failed = (error for copy in ended.values() if (error := copy.exception()) is not None)
    return [name for name, copy in ended.items() if copy.exception() is None], next(failed, None)


def _listed(address: str) -> tuple[Any, Mapping[str, _Object]]:
    """The store, and its objects by the names that they get here."""
    import fsspec

    store, root = fsspec.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
    root = root.rstrip("/") + "/"
    found = {
        path.removeprefix(root): info
        for path, info in store.find(root, detail=True).items()
        if info.get("type") == "file" and not path.endswith("/")
    }
    return store, {name: _object(root + key, info) for name, (key, info) in _named(found).items()}


def _object(path: str, info: Mapping[str, Any]) -> _Object:
    version = next((str(info[name]) for name in _VERSIONS if info.get(name) is not None), "")
    tag = version.strip('"')
    is_md5 = _MD5.fullmatch(tag) is not None
    return _Object(path, Copied(version, int(info["size"])), tag if is_md5 else None)


def _named(found: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Objects by names that a folder can have: a key may be what no path may."""
    folders = {str(parent) for key in found for parent in PurePosixPath(key).parents}
    named: dict[str, tuple[str, Any]] = {}
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


def _copy(store: Any, found: _Object, target: Path, settings: Settings) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if found.said.size > settings.max_file_bytes:
        # It is refused for its size, unread: a file of that size without bytes says as much.
        write_atomically(target, b"")
        os.truncate(target, found.said.size)
        return
    write_atomically(target, _fetched(store, found))


def _fetched(store: Any, found: _Object) -> bytes:
    """The bytes of an object, as whole as can be told.

    A tag that looks like an MD5 may be none (S3 with keys of its own): where the bytes do not
    have it, two copies that are equal are believed as well.
    """
    data: bytes = store.cat_file(found.path)
    if len(data) != found.said.size:
        raise OSError(f"{found.path} has {len(data)} bytes of {found.said.size}")
    is_as_said = found.md5 is None or hashlib.md5(data, usedforsecurity=False).hexdigest() == (
        found.md5
    )
    if not is_as_said and store.cat_file(found.path) != data:
        raise OSError(f"{found.path} came with other bytes than it has")
    return data


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
