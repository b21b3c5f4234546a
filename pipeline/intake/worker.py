"""The process in which documents are read: ``python -m pipeline.intake.worker``.

Of one document it makes all that is a function of that document alone, and keeps it in the
cache: the reading, its gist, its facts. To its owner it tells the gist, or why there is none.

Documents come from outside, so they are read where a crash, an endless loop or a
gigabyte of memory takes nothing else along, and where no socket can be opened.

It speaks lines of JSON: first in comes a ``WorkerLimits``, then one ``Job`` a line; for
each goes out the length of the answer in bytes, a line break, and the answer. Pickle is
not used, so that a worker taken over by a document cannot take over its parent.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import count_pages
from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.extract.report import Report
from pipeline.intake.cache import ReadResult, Unreadable
from pipeline.intake.gist import Noted, StoredReport
from pipeline.intake.inventory import sha256_of
from pipeline.intake.messages import (
    CHANGED,
    JOB,
    LIMITS,
    NOT_KEPT,
    OUT_OF_MEMORY,
    Job,
    dump_told,
    end_with,
    keep,
    unopened,
)
from pipeline.intake.stored import Made


def make(job: Job) -> Made:
    """Read one document and make of it what is kept; nothing is written yet.

    A reading that is kept here is not made again: whoever asks for one wants its facts.
    What the reader cannot read, or breaks on, becomes ``Unreadable``.

    Raises:
        MemoryError: the limit is reached; the process is of no more use.
    """
    try:
        known = job.reports.cache.get(job.source)
        result = known or _too_many(count_pages(job.path), job) or _read(job)
        made = _made(job, result, is_last=known is not None or job.known is not None)
    except UnreadableDocument as error:
        made = _made(job, Unreadable(error.reason_code, error.reason))
    except MemoryError:
        raise
    except RecursionError:
        made = _made(job, _DAMAGED)
    except OSError as error:
        made = _made(job, unopened(job, error) or Unreadable("crashed", _describe(error)))
    except Exception as error:  # a defect of the reader is this document's outcome only
        made = _made(job, Unreadable("crashed", _describe(error)))
    return made


def _made(job: Job, result: ReadResult, *, is_last: bool = False) -> Made:
    """What comes of a read result; a doubtful report has facts once it is not read again."""
    made = job.reports.made(job.source, result)
    if not isinstance(result, Report) or not isinstance(made.told, Noted):
        return made
    if made.told.gist.is_doubtful and not is_last:
        return made
    shard_of = _load(job.facts)
    stored = StoredReport(made.told.gist, made.told.digest, lambda: result)
    return Made(made.told, {**made.files, **shard_of(job.source, stored)})


def _read(job: Job) -> ReadResult:
    reader = load_reader(job.reader)
    report = reader(job.path, job.known) if job.known else reader(job.path)
    if too_many := _too_many(report.page_count, job):
        return too_many
    sidecar = sidecar_of(job.path)
    beside = sha256_of(sidecar) if sidecar.is_file() else None
    if (sha256_of(job.path), beside) != (job.source.sha256, job.source.sidecar_sha256):
        return CHANGED
    return report


_DAMAGED = Unreadable(
    "damaged",
    "The file nests its parts deeper than any report does: it is damaged. "
    "Fetch it again from its source.",
)


def _too_many(pages: int | None, job: Job) -> Unreadable | None:
    if (pages or 0) <= job.max_pages:
        return None
    limit = f"at most {job.max_pages:,} are read (NAMNDLAGER_MAX_PAGES)"
    return Unreadable("too_large", f"The document has {pages:,} pages; {limit}.")


def _describe(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}:{where.lineno}"
    return f"The reader has a defect: {type(error).__name__} at {place}: {error}. Please report it."


def load_reader(address: str) -> Callable[..., Report]:
    """The function behind "module:function"; it takes a path and maybe what is known."""
    reader: Callable[..., Report] = _load(address)
    return reader


def _load(address: str) -> Any:
    module, _, name = address.partition(":")
    return getattr(importlib.import_module(module), name)


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    limits = LIMITS.validate_json(incoming.readline())
    limit_memory(limits.memory_bytes)
    refuse_network()
    for line in incoming:
        job = JOB.validate_json(line)
        with limited_processor_time(limits.processor_seconds):
            made = make(job)
            answer = dump_told(made.told)
        try:
            keep(job, made)
        except OSError as error:  # the run's end, not a document's
            print(f"{job.reports.cache.folder} cannot be written to: {error}", file=sys.stderr)
            os._exit(NOT_KEPT)
        outgoing.write(b"%d\n" % len(answer) + answer)
        outgoing.flush()


def limit_memory(memory_bytes: int) -> None:
    """Bound the address space where the system can (Linux; macOS ignores it)."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


@contextlib.contextmanager
def limited_processor_time(seconds: float) -> Iterator[None]:
    """End this process by SIGPROF once it has used so many processor seconds in the block.

    The system's timer counts processor time of all threads, and its signal needs no Python
    to run, so that an endless loop inside a library ends too. (RLIMIT_CPU cannot be set
    anew for each document.) Where there is no such timer only the wall clock limits.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def refuse_network() -> None:
    """From here on a connection is an error: reading a file needs none."""

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
            raise PermissionError(f"{event} while a document is read")

    sys.addaudithook(refuse)


def main() -> None:
    """Serve on standard input and output; what libraries print goes to stderr."""
    outgoing = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    threading.Thread(target=end_with, args=[os.getppid()], daemon=True).start()
    try:
        serve(sys.stdin.buffer, outgoing)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
