"""What a worker and its owner tell each other, and what both of them do.

Belongs here: a job, limits, answers, exit statuses. Whoever only gives jobs to workers loads
this module and no reader, which takes a third of a second and 15 MB. Does not belong here:
reading (``worker``), the process and the conversation with it (``child``).
"""

from __future__ import annotations

import errno
import os
import time
from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.intake.cache import Unreadable
from pipeline.intake.gist import Noted
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


CHANGED = Unreadable(
    "changed_while_reading",
    "The file or its sidecar changed while it was read; the next run reads it again.",
)
"""What comes of a document whose bytes are not those that were asked for."""


_VANISHED = Unreadable(
    "changed_while_reading",
    "The file went away before it was read. Put it back, or let the next run forget it.",
)


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


def keep(job: Job, made: Made) -> None:
    """Put what was made into the cache, the reading first.

    Raises:
        OSError: the disk takes it not.
    """
    folder = job.reports.cache.of_document(job.source)
    for name, data in made.files.items():
        write_atomically(folder / name, data)


def end_with(parent: int) -> None:
    """End this process soon after the one that asks it has gone, in the middle of a document."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os._exit(ORPHANED)
