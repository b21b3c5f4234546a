"""One worker process as its owner sees it: started, asked, and ended when it overstays.

The worker's own side stands in ``worker``. What it answers is the bytes of what is told;
where it dies instead, its owner says what it died of.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

from pipeline.intake.cache import Unreadable
from pipeline.intake.messages import (
    JOB,
    LIMITS,
    NOT_KEPT,
    OUT_OF_MEMORY,
    Job,
    WorkerLimits,
    dump_told,
)
from pipeline.settings import PROJECT_ROOT

_OUT_OF_TIME = -signal.SIGPROF if hasattr(signal, "SIGPROF") else None
"""Return code of a worker that ran out of processor time; Windows has no such signal."""

WALL_CLOCK_FACTOR = 10
"""A document may take so much longer by the wall clock than by the processor's."""


class Child:
    """One worker process and the conversation with it."""

    def __init__(self, limits: WorkerLimits) -> None:
        self.limits = limits
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
        """Whether it can be asked once more."""
        return self._process.poll() is None

    def answer(self, job: Job) -> bytes:
        """What ``dump_told`` gave of the document, or of the reason why it gave nothing.

        Raises:
            OSError: the worker could not write to the cache.
        """
        expired = threading.Event()
        timer = threading.Timer(WALL_CLOCK_FACTOR * self._seconds, self._expire, [expired])
        timer.start()
        try:
            self._send(JOB.dump_json(job))
            return self._receive()
        except (OSError, EOFError, ValueError):
            self.stop()
            if self._process.returncode == NOT_KEPT:
                folder = job.reports.cache.of_document(job.source)
                raise OSError(f"{folder} could not be written to (is the disk full?)") from None
            return dump_told(self._post_mortem(expired=expired.is_set()))
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.communicate()

    def kill(self) -> None:
        """End it from another thread than the one that waits for its answer."""
        self._process.kill()

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

    def _post_mortem(self, *, expired: bool) -> Unreadable:
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
