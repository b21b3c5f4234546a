"""Where documents are read: an engine takes documents and gives futures of what is told of them.

Whoever reads a document makes of it what a run needs (``worker.make``): the reading, its gist,
its facts. An engine puts these files into the cache before its future is done, so that a run
that ends in the middle has lost nothing; to the run it tells small things only.
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

from pipeline.intake.cache import Unreadable
from pipeline.intake.child import Child
from pipeline.intake.gist import Noted
from pipeline.intake.knowledge import Known
from pipeline.intake.messages import Job, WorkerLimits, keep, load_told
from pipeline.intake.outcome import SourceFile
from pipeline.intake.stored import StoredReports
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """What is told of a document that was read, and how many seconds it took by the wall clock."""

    told: Noted | Unreadable
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

    def __init__(self, settings: Settings, reports: StoredReports) -> None:
        self._settings = settings
        self._reports = reports

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document at once."""
        from pipeline.intake.worker import make  # its readers, which other engines leave alone

        future: Future[Reading] = Future()
        started = time.monotonic()
        job = job_of(source, self._settings, self._reports, known)
        made = make(job)
        keep(job, made)
        future.set_result(Reading(made.told, time.monotonic() - started))
        return future


class ProcessEngine:
    """Reads in worker processes with bounded time and memory.

    Each thread of a pool owns one worker process; a worker that overstays or dies is
    replaced, and only the document at hand is rejected. Time is the processor's, so that a
    busy machine rejects nothing; a worker that waits for ever is ended by the wall clock.
    """

    def __init__(self, settings: Settings, reports: StoredReports) -> None:
        self._settings = settings
        self._reports = reports
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
        answer = child.answer(job_of(source, self._settings, self._reports, known))
        told: Noted | Unreadable
        try:
            told = load_told(answer)
        except ValidationError:
            child.stop()
            told = Unreadable("crashed", "What the worker answered tells of no reading.")
        return Reading(told, time.monotonic() - started)

    def _child(self) -> Child:
        child: Child | None = getattr(self._own, "child", None)
        if child is None or not child.is_alive():
            child = Child(limits_of(self._settings))
            self._own.child = child
            self._started.append(child)
        return child


def _cluster_engine(settings: Settings, reports: StoredReports) -> Engine:
    from pipeline.intake.cluster.engine import ClusterEngine  # the only one that needs Dask

    return ClusterEngine(settings, reports)


ENGINES: Mapping[str, Callable[[Settings, StoredReports], Engine]] = {
    "processes": ProcessEngine,
    "inline": InlineEngine,
    "dask": _cluster_engine,
    "dask+tls": _cluster_engine,
}
"""By the names that ``settings.ENGINE_NAMES`` and ``settings.CLUSTER_SCHEMES`` allow."""


def open_engine(settings: Settings, reports: StoredReports) -> Engine:
    """The engine that the settings name; it keeps what it makes where ``reports`` stand."""
    return ENGINES[settings.engine.partition("://")[0]](settings, reports)


def limits_of(settings: Settings) -> WorkerLimits:
    """What a worker may take for one document."""
    return WorkerLimits(settings.memory_bytes_per_document, settings.seconds_per_document)


def job_of(
    source: SourceFile,
    settings: Settings,
    reports: StoredReports,
    known: Known | None = None,
) -> Job:
    """What a worker is asked for."""
    return Job(
        source=source,
        path=source.path.absolute(),
        reader=settings.reader,
        max_pages=settings.max_pages,
        reports=reports.at(reports.cache.folder.absolute()),
        known=known,
    )
