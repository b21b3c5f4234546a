"""An object store at an address of fsspec, believed only as far as its answers can be checked.

Belongs here: listing objects (whole, in the pages that the store's library asks for), reading
and writing one so that nobody takes a part of it for the whole, removing some, and doing many
of these at once. Credentials and endpoints are the library's own (``AWS_ACCESS_KEY_ID``,
``FSSPEC_S3_ENDPOINT_URL`` ...).

Does not belong here: what lies there. That is ``mirror``'s (documents) and ``lake``'s
(readings). Errors are those of each store's library; who calls says what they mean.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from pipeline.storage import WRITING

AT_ONCE = 8
"""Objects at a time: a store answers each after some time, but many at once."""

_VERSIONS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified")
"""What stores call that which changes with an object's bytes; the first that is said counts."""

_MD5 = re.compile(r"[0-9a-f]{32}")

_WHOLE_BY_ITSELF = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "memory"})
"""Stores in which an object has its name when it is whole, and never before."""


class NotWhole(OSError):
    """What came from a store, or stands there now, is not what it should be."""


@dataclass(frozen=True, slots=True)
class Object:
    """An object of a store: its path there, and what is said of it."""

    path: str
    version: str
    size: int
    md5: str | None


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """The objects below an address; ``files`` is fsspec's file system."""

    files: Any
    root: str

    @classmethod
    def at(cls, address: str) -> Self:
        """The store at an address, asked anew each time.

        Raises:
            ImportError: the store's library is not installed.
            ValueError: nobody knows what such an address means.
        """
        import fsspec

        files, root = fsspec.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
        return cls(files, root.rstrip("/") + "/")

    def list(self, below: str = "") -> dict[str, Object]:
        """Every object below a folder, by its key: its path below the address."""
        found = self.files.find(self.root + below, detail=True)
        return {
            path.removeprefix(self.root): _object(path, info)
            for path, info in found.items()
            if info.get("type") == "file" and not path.endswith("/")
        }

    def read(self, found: Object) -> bytes:
        """The bytes of an object, as whole as can be told.

        A tag that looks like an MD5 may be none (S3 with keys of its own): where the bytes do
        not have it, two copies that are equal are believed as well.

        Raises:
            NotWhole: they are fewer than there are, or came differently twice.
        """
        data: bytes = self.files.cat_file(found.path)
        if len(data) != found.size:
            raise NotWhole(f"{found.path} has {len(data)} bytes of {found.size}")
        if found.md5 not in (None, _md5(data)) and self.files.cat_file(found.path) != data:
            raise NotWhole(f"{found.path} came with other bytes than it has")
        return data

    def get(self, key: str, sha256: str) -> bytes:
        """The bytes at a key that have this hash.

        Raises:
            NotWhole: others lie there.
            FileNotFoundError: none do.
        """
        data: bytes = self.files.cat_file(self.root + key)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise NotWhole(f"{self.root}{key} has other bytes than were written there")
        return data

    def download(self, key: str, path: Path) -> None:
        """Stream an object into a file; who asked knows the hash that it has to have."""
        self.files.get_file(self.root + key, str(path))

    def put(self, key: str, data: bytes) -> None:
        """Write an object whole or not at all, and ask the store for what it has then.

        Raises:
            NotWhole: the store has something else.
        """
        target = self.root + key
        if _protocols(self.files) & _WHOLE_BY_ITSELF:
            self.files.pipe_file(target, data)
        else:
            folder, _, name = target.rpartition("/")
            half = f"{folder}/{WRITING}{uuid.uuid4().hex}-{name}"
            self.files.makedirs(folder, exist_ok=True)
            self.files.pipe_file(half, data)
            self.files.mv(half, target)
        written = _object(target, self.files.info(target))
        if written.size != len(data):
            raise NotWhole(f"{target} has {written.size} bytes of the {len(data)} written")
        if written.md5 not in (None, _md5(data)):
            self.get(key, hashlib.sha256(data).hexdigest())

    def remove(self, key: str) -> None:
        """Remove an object; one that is gone already is no error."""
        with contextlib.suppress(FileNotFoundError):
            self.files.rm_file(self.root + key)


@cache
def store_at(address: str) -> ObjectStore:
    """The store at an address, opened once in a process: that alone takes longer than a file.

    Raises as ``ObjectStore.at`` does, each time anew.
    """
    return ObjectStore.at(address)


def many(work: Mapping[str, Callable[[], object]]) -> tuple[list[str], BaseException | None]:
    """Do many things at once until one fails: the names of what was done, and what failed first."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store") as pool:
        begun = {name: pool.submit(do) for name, do in work.items()}
        wait(begun.values(), return_when=FIRST_EXCEPTION)
        pool.shutdown(cancel_futures=True)
    ended = {name: one for name, one in begun.items() if not one.cancelled()}
    failed = (error for one in ended.values() if (error := one.exception()) is not None)
    return [name for name, one in ended.items() if one.exception() is None], next(failed, None)


def _object(path: str, info: Mapping[str, Any]) -> Object:
    version = next((str(info[name]) for name in _VERSIONS if info.get(name) is not None), "")
    tag = version.strip('"')
    return Object(path, version, int(info["size"]), tag if _MD5.fullmatch(tag) else None)


def _protocols(files: Any) -> frozenset[str]:
    named = files.protocol
    return frozenset({named} if isinstance(named, str) else named)


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
