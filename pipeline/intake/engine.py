"""Where documents are read: an engine takes documents and gives futures of read results.

An engine puts what may be kept into the cache before its future is done, so that a run that
ends in the middle has lost nothing that was read.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from pydantic import ValidationError

from pipeline.intake.cache import ReadResult, ReportCache, Unreadable, load_result
from pipeline.intake.child import Child
from pipeline.intake.knowledge import Known
from pipeline.intake.outcome import SourceFile
from pipeline.intake.worker import Job, WorkerLimits, read_document
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """A read result and how many seconds it took by the wall clock."""

    result: ReadResult
    seconds: float


class EngineFailed(RuntimeError):
    """Documents can no longer be read, and no document is to blame; says what to do."""


class Engine(Protocol):
    """Something that reads documents."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document; the future never raises because of the document."""


class InlineEngine:
    """Reads in this process, one after the other, without limits: for debugging."""

    def __init__(self, settings: Settings, cache: ReportCache | None = None) -> None:
        self._settings = settings
        self._cache = cache

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document at once."""
        future: Future[Reading] = Future()
        started = time.monotonic()
        result = read_document(job_of(source, self._settings, known))
        if self._cache is not None:
            self._cache.put(source, result)
        future.set_result(Reading(result, time.monotonic() - started))
        return future


class ProcessEngine:
    """Reads in worker processes with bounded time and memory.

    Each thread of a pool owns one worker process; a worker that overstays or dies is
    replaced, and only the document at hand is rejected. Time is the processor's, so that a
    busy machine rejects nothing; a worker that waits for ever is ended by the wall clock.
    """

    def __init__(self, settings: Settings, cache: ReportCache | None = None) -> None:
        self._settings = settings
        self._cache = cache
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="reader")
        self._own = threading.local()
        self._started: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        for child in self._started:
            child.stop()

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document when a worker is free."""
        return self._pool.submit(self._read, source, known)

    def _read(self, source: SourceFile, known: Known | None) -> Reading:
        child = self._child()
        started = time.monotonic()
        answer = child.answer(job_of(source, self._settings, known, self._cache))
        try:
            result = load_result(answer)
        except ValidationError:
            child.stop()
            result = Unreadable("crashed", "What the worker answered is no reading.")
        return Reading(result, time.monotonic() - started)

    def _child(self) -> Child:
        child: Child | None = getattr(self._own, "child", None)
        if child is None or not child.is_alive():
            child = Child(limits_of(self._settings))
            self._own.child = child
            self._started.append(child)
        return child


def _cluster_engine(settings: Settings, cache: ReportCache | None = None) -> Engine:
    from pipeline.intake.cluster.engine import ClusterEngine  # the only one that needs Dask

    return ClusterEngine(settings, cache)


ENGINES: Mapping[str, Callable[[Settings, ReportCache | None], Engine]] = {
    "processes": ProcessEngine,
    "inline": InlineEngine,
    "dask": _cluster_engine,
    "dask+tls": _cluster_engine,
}
"""By the names that ``settings.ENGINE_NAMES`` and ``settings.CLUSTER_SCHEMES`` allow."""


def open_engine(settings: Settings, cache: ReportCache | None = None) -> Engine:
    """The engine that the settings name; it keeps what it reads in the cache, if there is one."""
    return ENGINES[settings.engine.partition("://")[0]](settings, cache)


def limits_of(settings: Settings) -> WorkerLimits:
    """What a worker may take for one document."""
    return WorkerLimits(settings.memory_bytes_per_document, settings.seconds_per_document)


def job_of(
    source: SourceFile,
    settings: Settings,
    known: Known | None = None,
    cache: ReportCache | None = None,
) -> Job:
    """What a worker is asked for; what may be kept it puts into the cache, if there is one."""
    return Job(
        path=source.path.absolute(),
        sha256=source.sha256,
        reader=settings.reader,
        max_pages=settings.max_pages,
        sidecar_sha256=source.sidecar_sha256,
        known=known,
        entry=None if cache is None else cache.path(source).absolute(),
    )
