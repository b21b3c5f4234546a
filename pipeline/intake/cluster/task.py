"""What runs on a worker of the cluster: one document, in a process that can be killed.

A worker of Dask is a long-lived process that speaks pickle with its scheduler, so no
document is opened in it: it keeps children (``child``) that are started once, with the same
limits as on one machine, and hands them what came. Only this process speaks to stores, where
a document lies in one or the lake is one: a child has no network.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.intake.child import Child
from pipeline.intake.cluster.kit import Kit, kit_here
from pipeline.intake.lake import put
from pipeline.intake.messages import JOB, WorkerLimits
from pipeline.intake.object_store import store_at
from pipeline.storage import write_atomically


class WrongKit(RuntimeError):
    """This worker has other code or libraries than who asks it; says which."""


class NotOpened(RuntimeError):
    """This worker cannot open a document where it lies; says why."""


class NotPut(RuntimeError):
    """This worker cannot write to the lake; says why."""


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a file lies that is not sent: a store's address, and its key there."""

    address: str
    key: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document on its way: ``job`` is a ``messages.Job`` as JSON, its path only a name.

    ``run`` is of the engine that sent it, so that ``stop`` finds what is its. ``reading`` is the
    entry of the cache where there is one, of which more is to be made. ``lake`` is where what is
    made goes; empty where that comes back.
    """

    run: str
    number: int
    kit: Kit
    limits: WorkerLimits
    job: bytes
    document: bytes | Lying
    sidecar: bytes | Lying | None
    reading: bytes | None = None
    lake: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker tells of a document, as ``messages.dump_told`` gave it, and what it made.

    ``files`` are those of the document's folder in the cache, by name; where they were put
    into the lake, ``put`` has their SHA-256 instead. ``seconds`` is how long it took by the
    wall clock.
    """

    told: bytes
    files: Mapping[str, bytes]
    put: Mapping[str, str]
    seconds: float


def read_parcel(parcel: Parcel) -> Answer:
    """Read a document that was sent here, or lies where this worker can open it.

    Raises:
        WrongKit: this worker would not read it to the same bytes.
        NotOpened: it does not lie there, or is another.
        NotPut: the lake does not take what was made of it.
        OSError: this machine has no room for the document.
    """
    if different := parcel.kit.differences(kit_here()):
        raise WrongKit(different)
    started = time.monotonic()
    job = JOB.validate_json(parcel.job)
    with tempfile.TemporaryDirectory(prefix="namndlager-") as folder:
        reports = job.reports.at(Path(folder) / "cache")
        path = Path(folder) / "document" / job.path.name
        path.parent.mkdir()
        _unpack(parcel.document, path, job.source.sha256)
        if parcel.sidecar is not None:
            _unpack(parcel.sidecar, sidecar_of(path), job.source.sidecar_sha256)
        if parcel.reading is not None:
            write_atomically(reports.cache.path(job.source), parcel.reading)
        with _children.busy(parcel) as child:
            told = child.answer(replace(job, path=path, reports=reports))
        made = reports.cache.of_document(job.source).glob("[!.]*")
        files = {file.name: file.read_bytes() for file in made}
    put = _put(parcel.lake, job.source.sha256, files) if parcel.lake else {}
    return Answer(told, {} if parcel.lake else files, put, time.monotonic() - started)


def _unpack(file: bytes | Lying, path: Path, sha256: str | None) -> None:
    """Have a file here: its bytes came, or are streamed from where they lie."""
    if isinstance(file, bytes):
        path.write_bytes(file)
        return
    try:
        store_at(file.address).download(file.key, path)
    except Exception as error:  # every store's library raises its own, and few can be sent
        raise NotOpened(f"{type(error).__name__}: {error}") from None
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise NotOpened(f"{file.address}/{file.key} has other bytes now")


def _put(lake: str, sha256: str, files: Mapping[str, bytes]) -> dict[str, str]:
    try:
        return put(lake, sha256, files)
    except Exception as error:  # as above
        raise NotPut(f"{type(error).__name__}: {error}") from None


def stop(run: str, number: int | None = None) -> None:
    """End what this worker reads for a run, or one parcel of it; its answer says nothing."""
    _children.stop(run, number)


class _Children:
    """The children of this process: those at work, by their parcel, and those that wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[Kit, Child]] = []
        self._busy: dict[tuple[str, int], Child] = {}

    @contextmanager
    def busy(self, parcel: Parcel) -> Iterator[Child]:
        """A child with the limits and the code of a parcel; it lives on afterwards."""
        key = (parcel.run, parcel.number)
        with self._lock:
            child = self._waiting(parcel) or Child(parcel.limits)
            self._busy[key] = child
        try:
            yield child
        finally:
            with self._lock:
                del self._busy[key]
                self._idle.append((parcel.kit, child))

    def stop(self, run: str, number: int | None) -> None:
        with self._lock:
            for (of_run, of_number), child in self._busy.items():
                if of_run == run and number in (None, of_number):
                    child.kill()

    def _waiting(self, parcel: Parcel) -> Child | None:
        """A child that waits; those that are dead, or of other code or limits, go."""
        fitting: Child | None = None
        kept: list[tuple[Kit, Child]] = []
        for kit, child in self._idle:
            fits = child.is_alive() and kit == parcel.kit and child.limits == parcel.limits
            if fits and fitting is None:
                fitting = child
            elif fits:
                kept.append((kit, child))
            else:
                child.stop()
        self._idle = kept
        return fitting


_children = _Children()
