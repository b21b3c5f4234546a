"""Where documents are read: an engine takes jobs and gives futures of read results.

A cluster is one more engine: its client's executor runs ``worker.read_document``.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from pydantic import ValidationError

from pipeline.intake.cache import ReadResult, Unreadable, load_result
from pipeline.intake.knowledge import Known
from pipeline.intake.outcome import SourceFile
from pipeline.intake.worker import (
    JOB,
    LIMITS,
    OUT_OF_MEMORY,
    Job,
    WorkerLimits,
    read_document,
)
from pipeline.settings import PROJECT_ROOT, Settings

_OUT_OF_TIME = -signal.SIGPROF if hasattr(signal, "SIGPROF") else None
"""Return code of a worker that ran out of processor time; Windows has no such signal."""

WALL_CLOCK_FACTOR = 10
"""A document may take so much longer by the wall clock than by the processor's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A read result and how many seconds it took by the wall clock."""

    result: ReadResult
    seconds: float


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

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document at once."""
        future: Future[Reading] = Future()
        started = time.monotonic()
        result = read_document(_job(source, self._settings, known))
        future.set_result(Reading(result, time.monotonic() - started))
        return future


class ProcessEngine:
    """Reads in worker processes with bounded time and memory.

    Each thread of a pool owns one worker process; a worker that overstays or dies is
    replaced, and only the document at hand is rejected. Time is the processor's, so that a
    busy machine rejects nothing; a worker that waits for ever is ended by the wall clock.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="reader")
        self._own = threading.local()
        self._started: list[_WorkerProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        for worker in self._started:
            worker.stop()

    def submit(self, source: SourceFile, known: Known | None = None) -> Future[Reading]:
        """Read a document when a worker is free."""
        return self._pool.submit(self._read, source, known)

    def _read(self, source: SourceFile, known: Known | None) -> Reading:
        worker = self._worker()
        started = time.monotonic()
        job = _job(source, self._settings, known)
        result = worker.read(job)
        return Reading(result, time.monotonic() - started)

    def _worker(self) -> _WorkerProcess:
        worker: _WorkerProcess | None = getattr(self._own, "worker", None)
        if worker is None or not worker.is_alive():
            limits = WorkerLimits(
                self._settings.memory_bytes_per_document, self._settings.seconds_per_document
            )
            worker = _WorkerProcess(limits)
            self._own.worker = worker
            self._started.append(worker)
        return worker


class _WorkerProcess:
    """One worker process and the conversation with it."""

    def __init__(self, limits: WorkerLimits) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT_ROOT,
        )
        self._seconds = limits.processor_seconds
        self._send(LIMITS.dump_json(limits))

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def read(self, job: Job) -> ReadResult:
        expired = threading.Event()
        timer = threading.Timer(WALL_CLOCK_FACTOR * self._seconds, self._expire, [expired])
        timer.start()
        try:
            self._send(JOB.dump_json(job))
            return load_result(self._receive())
        except (OSError, EOFError, ValueError, ValidationError):
            self.stop()
            return self._post_mortem(expired.is_set())
        finally:
            timer.cancel()

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self._process.kill()

    def _send(self, line: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()

    def _receive(self) -> bytes:
        assert self._process.stdout is not None
        length = int(self._process.stdout.readline() or b"x")
        answer = self._process.stdout.read(length)
        if len(answer) != length:
            raise EOFError
        return answer

    def _post_mortem(self, expired: bool) -> Unreadable:
        setting = "NAMNDLAGER_SECONDS_PER_DOCUMENT"
        if self._process.returncode == _OUT_OF_TIME:
            limit = f"{self._seconds:g} processor seconds ({setting})"
            return Unreadable("timeout", f"Reading took more than {limit} and was stopped.")
        if expired:
            limit = f"{WALL_CLOCK_FACTOR * self._seconds:g} s ({WALL_CLOCK_FACTOR} times {setting})"
            return Unreadable("timeout", f"Reading waited longer than {limit} and was stopped.")
        if self._process.returncode == OUT_OF_MEMORY:
            hint = "NAMNDLAGER_MEMORY_BYTES_PER_DOCUMENT"
            return Unreadable("too_much_memory", f"Reading took more memory than allowed ({hint}).")
        reason = (
            f"The reader died (status {self._process.returncode}). "
            "See why with NAMNDLAGER_EXTRACT_ENGINE=inline."
        )
        return Unreadable("crashed", reason)


ENGINES: Mapping[str, Callable[[Settings], Engine]] = {
    "processes": ProcessEngine,
    "inline": InlineEngine,
}
"""By the names that ``settings.ENGINE_NAMES`` allows."""


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings name."""
    return ENGINES[settings.engine](settings)


def _job(source: SourceFile, settings: Settings, known: Known | None) -> Job:
    return Job(
        path=source.path.absolute(),
        sha256=source.sha256,
        reader=settings.reader,
        max_pages=settings.max_pages,
        sidecar_sha256=source.sidecar_sha256,
        known=known,
    )
