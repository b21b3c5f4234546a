"""The process in which documents are read: ``python -m pipeline.intake.worker``.

Documents come from outside, so they are read where a crash, an endless loop or a
gigabyte of memory takes nothing else along, and where no socket can be opened.

It speaks lines of JSON: first in comes a ``WorkerLimits``, then one ``Job`` a line; for
each goes out the length of the result in bytes, a line break, and the result. Pickle is
not used, so that a worker taken over by a document cannot take over its parent.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.report import Report
from pipeline.intake.cache import ReadResult, Unreadable, dump_result
from pipeline.intake.inventory import sha256_of
from pipeline.intake.knowledge import Known

OUT_OF_MEMORY = 75
"""Exit status of a worker that ran out of its memory."""


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What a worker may take."""

    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read. ``reader`` is "module:function".

    ``known`` is what other reports say of the document's indicators.
    """

    path: Path
    sha256: str
    reader: str
    max_pages: int
    known: Known | None = None


LIMITS = TypeAdapter(WorkerLimits)
JOB = TypeAdapter(Job)


def read_document(job: Job) -> ReadResult:
    """Read one document; what the reader cannot read, or breaks on, becomes ``Unreadable``.

    Raises:
        MemoryError: the limit is reached; the process is of no more use.
    """
    try:
        reader = load_reader(job.reader)
        report = reader(job.path, job.known) if job.known else reader(job.path)
    except UnreadableDocument as error:
        return Unreadable(error.reason_code, error.reason)
    except MemoryError:
        raise
    except Exception as error:  # a defect of the reader is this document's outcome only
        return Unreadable("crashed", _describe(error))
    if (report.page_count or 0) > job.max_pages:
        limit = f"{job.max_pages} are read (NAMNDLAGER_MAX_PAGES)"
        return Unreadable("too_large", f"The document has {report.page_count} pages; {limit}.")
    if sha256_of(job.path) != job.sha256:
        reason = "The file changed while it was read; the next run reads it again."
        return Unreadable("changed_while_reading", reason)
    return report


def _describe(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}:{where.lineno}"
    return f"The reader has a defect: {type(error).__name__} at {place}: {error}. Please report it."


def load_reader(address: str) -> Callable[..., Report]:
    """The function behind "module:function"; it takes a path and maybe what is known."""
    module, _, name = address.partition(":")
    reader: Callable[..., Report] = getattr(importlib.import_module(module), name)
    return reader


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer jobs until there are no more."""
    limit_memory(LIMITS.validate_json(incoming.readline()).memory_bytes)
    refuse_network()
    for line in incoming:
        answer = dump_result(read_document(JOB.validate_json(line)))
        outgoing.write(b"%d\n" % len(answer) + answer)
        outgoing.flush()


def limit_memory(memory_bytes: int) -> None:
    """Bound the address space where the system can (Linux; macOS ignores it)."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


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
    try:
        serve(sys.stdin.buffer, outgoing)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
