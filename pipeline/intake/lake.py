"""The lake: where whoever reads documents leaves what was made of them (``NAMNDLAGER_LAKE``).

Three places can be it. Without a setting it is the cache in the warehouse, which only this
machine sees. A folder that all machines see is the cache itself. An address of fsspec
("s3://bucket/lake") is a store of which the cache is a copy: workers write there, this machine
fetches what it lacks, by the hashes of documents. Names below it are the same everywhere:
``<first two of the hash>/<hash of the document's bytes>/<file>``.

Belongs here: how files get into the lake whole, how they are fetched and checked, how they
leave it. A lake belongs to one warehouse: what that has no use for goes.

Does not belong here: what the files are (``cache``, ``derived``), who makes them, and what a
store is asked for (``object_store``).
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

from pipeline.intake.cache import document_folder
from pipeline.intake.object_store import NotWhole, Object, many, store_at
from pipeline.safe_text import loggable
from pipeline.settings import Settings, is_address
from pipeline.storage import write_atomically

SEEN_SECONDS = 10.0
"""So long may a folder of the network take to show here what was written elsewhere."""

T = TypeVar("T")

_KEY = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}/[^/]+")
"""What a lake has below its address; anything else there is somebody else's, and stays."""

_log = logging.getLogger(__name__)


class LakeUnreachable(OSError):
    """The lake cannot be listed, read or written; says what to do."""


class NotInLake(RuntimeError):
    """A file that somebody wrote into the lake does not stand there, or has other bytes."""


def put(lake: str, sha256: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Write files of a document, each whole or not at all; gives the SHA-256 of each.

    ``lake`` is a folder or an address, as every machine finds it.

    Raises:
        Exception: the disk does not take them, or the store's library says why it does not.
    """
    if is_address(lake):
        store = store_at(lake)
        for name, data in files.items():
            store.put(_key(sha256, name), data)
    else:
        for name, data in files.items():
            write_atomically(Path(lake) / _key(sha256, name), data)
    return {name: _sha256(data) for name, data in files.items()}


@dataclass(frozen=True)
class Lake:
    """The lake as the machine of a run sees it: the cache, and the address it is a copy of.

    ``address`` is empty where the cache is the lake itself.
    """

    cache: Path
    address: str

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The lake of a warehouse."""
        return cls(settings.cache_dir, settings.lake if is_address(settings.lake) else "")

    def fetch(self, sha256: str, files: Mapping[str, str]) -> None:
        """Have files of a document here that somebody put, by their names and SHA-256.

        Raises:
            NotInLake: one does not stand there, or has other bytes.
            LakeUnreachable: the store does not answer.
        """
        for name, expected in files.items():
            key = _key(sha256, name)
            if self.address:
                write_atomically(self.cache / key, self._get(key, expected))
            elif not _appears(self.cache / key, expected):
                raise NotInLake(f"{self.cache / key} does not stand there, or has other bytes")

    def bring(self, documents: Collection[str]) -> int:
        """Copy what lies at the address of these documents and not here; how many files.

        Raises:
            LakeUnreachable: the store does not answer; what was copied stays.
        """
        if not self.address:
            return 0
        there = self._list(documents)
        missing = {key: found for key, found in there.items() if not (self.cache / key).exists()}
        return self._do("be read to its end", missing, self._copy)

    def forget(self, sha256: str) -> None:
        """Remove all that lies at the address of a document.

        Raises:
            LakeUnreachable: some of it may still be there.
        """
        if self.address:
            self._do("be written to", self._list([sha256]), self._remove)

    def sync(self, used: Iterable[Path]) -> int:
        """Make the address hold what the cache holds; how many files came or went there.

        Entries of ``used`` are kept there although they have left the cache. A store that does
        not answer is made equal the next time.
        """
        if not self.address:
            return 0
        kept = {path.relative_to(self.cache).as_posix() for path in used}
        here = {
            path.relative_to(self.cache).as_posix(): path for path in self.cache.glob("??/*/[!.]*")
        }
        try:
            there = {key: one for key, one in self._listed("").items() if _KEY.fullmatch(key)}
            gone = {key: there[key] for key in there.keys() - here.keys() - kept}
            new = {key: here[key] for key in here.keys() - there.keys()}
            return self._do("be written to", gone, self._remove) + self._do(
                "be written to", new, self._put
            )
        except LakeUnreachable as error:
            _log.warning("%s", error)
            return 0

    # --- the store ------------------------------------------------------------------------------

    def _list(self, documents: Collection[str]) -> dict[str, Object]:
        """What lies there of documents, asked for by the first two of their hashes."""
        wanted = frozenset(documents)
        found: dict[str, Object] = {}
        below = {sha256[:2]: f"{sha256[:2]}/" for sha256 in wanted}
        self._do("be listed", below, lambda _, folder: found.update(self._listed(folder)))
        return {key: one for key, one in found.items() if key.split("/")[1] in wanted}

    def _listed(self, below: str) -> dict[str, Object]:
        try:
            return store_at(self.address).list(below)
        except FileNotFoundError:
            return {}
        except Exception as error:  # every store's library raises its own
            raise self._unreachable(error, "be listed") from error

    def _get(self, key: str, sha256: str) -> bytes:
        try:
            return store_at(self.address).get(key, sha256)
        except (FileNotFoundError, NotWhole) as error:
            raise NotInLake(f"{self.address}: {loggable(str(error))}") from error
        except Exception as error:  # every store's library raises its own
            raise self._unreachable(error, "be read") from error

    def _do(self, what: str, files: Mapping[str, T], do: Callable[[str, T], None]) -> int:
        """Do something with many files at once; raises LakeUnreachable where one fails."""
        done, failure = many({key: partial(do, key, one) for key, one in files.items()})
        if failure is not None:
            raise self._unreachable(failure, what) from failure
        return len(done)

    def _copy(self, key: str, found: Object) -> None:
        write_atomically(self.cache / key, store_at(self.address).read(found))

    def _put(self, key: str, path: Path) -> None:
        with contextlib.suppress(FileNotFoundError):  # it went meanwhile, which is as well
            store_at(self.address).put(key, path.read_bytes())

    def _remove(self, key: str, _: Object) -> None:
        store_at(self.address).remove(key)

    def _unreachable(self, error: BaseException, what: str) -> LakeUnreachable:
        if isinstance(error, LakeUnreachable):
            return error
        said = loggable(f"{type(error).__name__}: {error}")
        return LakeUnreachable(
            f"{self.address} (NAMNDLAGER_LAKE) cannot {what} ({said}). What was read is kept, and "
            "the next run goes on from here. See to the store, its address, its credentials, and "
            "that fsspec's library for it is installed"
        )


def _key(sha256: str, name: str) -> str:
    """Where a file of a document stands below the lake."""
    return (document_folder(Path(), sha256) / name).as_posix()


def _appears(path: Path, sha256: str) -> bool:
    """Whether a file with these bytes is seen here, at once or a little later."""
    give_up = time.monotonic() + SEEN_SECONDS
    while True:
        try:
            if _sha256(path.read_bytes()) == sha256:
                return True
        except OSError:  # folders of the network show late what is new in them
            pass
        if time.monotonic() > give_up:
            return False
        time.sleep(0.1)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
