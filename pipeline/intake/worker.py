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
import errno
import importlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import count_pages
from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.extract.report import Report
from pipeline.intake.cache import ReadResult, Unreadable
from pipeline.intake.gist import Noted, StoredReport
from pipeline.intake.inventory import sha256_of
from pipeline.intake.knowledge import Known
from pipeline.intake.names import StoredPath, storable
from pipeline.intake.outcome import SourceFile
from pipeline.intake.stored import Made, StoredReports
from pipeline.storage import write_atomically

OUT_OF_MEMORY = 75
"""Exit status of a worker that ran out of its memory."""

NOT_KEPT = 74
"""Exit status of a worker that could not write to the cache."""

ORPHANED = 73
"""Exit status of a worker whose owner was killed."""

PARENT_SECONDS = 1.0
"""How often a worker looks whether its owner is still there."""

_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ESTALE})


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What a worker may take: address space, and processor seconds for one document."""

    memory_bytes: int
    processor_seconds: float


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read, at ``path``. ``reader`` is "module:function".

    ``known`` is what other reports say of the document's indicators. ``reports`` is the cache
    that what is made goes into; ``facts`` is "module:function" of what makes the facts of a
    reading: it takes the source and the report, and gives files for the document's folder.
    """

    source: SourceFile
    path: StoredPath
    reader: str
    max_pages: int
    reports: StoredReports
    known: Known | None = None
    facts: str = "pipeline.transform.shards:shard_of"


LIMITS = TypeAdapter(WorkerLimits)
JOB = TypeAdapter(Job)
_TOLD: TypeAdapter[Noted | Unreadable] = TypeAdapter(Noted | Unreadable)

dump_told = _TOLD.dump_json
"""What is told of a document as JSON."""

load_told = _TOLD.validate_json
"""What ``dump_told`` was given; raises ValidationError where the bytes are something else."""


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


def keep(job: Job, made: Made) -> None:
    """Put what was made into the cache, the reading first.

    Raises:
        OSError: the disk takes it not.
    """
    folder = job.reports.cache.of_document(job.source)
    for name, data in made.files.items():
        write_atomically(folder / name, data)


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


CHANGED = Unreadable(
    "changed_while_reading",
    "The file or its sidecar changed while it was read; the next run reads it again.",
)
"""What comes of a document whose bytes are not those that were asked for."""

_VANISHED = Unreadable(
    "changed_while_reading",
    "The file went away before it was read. Put it back, or let the next run forget it.",
)
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


def unopened(job: Job, error: OSError) -> Unreadable | None:
    """What the system said of the file; None where the error is about something else."""
    files = (None, *map(os.fspath, (job.path, sidecar_of(job.path))))
    if error.errno is None or error.filename not in files:
        return None
    if error.errno in _GONE:
        return _VANISHED
    name = storable(job.path.name)
    return Unreadable(
        "no_access", f"{name} could not be read to its end: {os.strerror(error.errno)}."
    )


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


def end_with(parent: int) -> None:
    """End this process soon after the one that asks it has gone, in the middle of a document."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os._exit(ORPHANED)


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
