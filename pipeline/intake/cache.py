"""What was read from a document, kept by its content and the reader's version.

An entry is JSON, validated against the ``Report`` records when it is read: a damaged
(gzip carries a checksum), foreign or outdated entry is a miss, and nothing in it can run
code. All entries of a document stand in one folder, so that it can be forgotten.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.extract.report import Report
from pipeline.intake.names import StoredPath
from pipeline.intake.outcome import TRANSIENT_REASONS, SourceFile
from pipeline.safe_text import loggable
from pipeline.storage import write_atomically


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The reader's verdict on a document that it cannot read; it may quote it, harmlessly."""

    reason_code: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", loggable(self.reason))


ReadResult = Report | Unreadable

ENTRY = ".json.gz"
"""How the names of entries end; other files of a document's folder are ``derived``."""

NEVER_KEPT = TRANSIENT_REASONS | {"too_large"}
"""Reasons that another night may not have, and one that a changed setting does away with."""


def dump_result(result: ReadResult) -> bytes:
    """A read result as JSON."""
    return _adapter().dump_json(result)


def load_result(data: bytes) -> ReadResult:
    """The read result that ``dump_result`` wrote.

    Raises:
        ValidationError: the bytes are no such result.
    """
    return _adapter().validate_json(data)


def is_kept(result: ReadResult) -> bool:
    """Whether a result is the document's own, and not of the night in which it was read."""
    return not (isinstance(result, Unreadable) and result.reason_code in NEVER_KEPT)


def pack(dumped: bytes) -> bytes:
    """The bytes of an entry with what ``dump_result`` gave: the same ones on every machine."""
    return gzip.compress(dumped, compresslevel=3, mtime=0)


def unpack(entry: bytes) -> ReadResult:
    """The read result in the bytes of an entry.

    Raises:
        ValueError: they are damaged, cut, or of other records.
    """
    try:
        return load_result(gzip.decompress(entry))
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"no entry of the cache: {error}") from error


def entry_name(source: SourceFile, extractor_version: str) -> str:
    """Name of the file that holds what this reader read from these bytes."""
    parts = (source.sha256, source.sidecar_sha256, source.known_sha256)
    key = "\n".join((*map(str, parts), extractor_version))
    return f"{hashlib.sha256(key.encode()).hexdigest()}{ENTRY}"


def document_folder(folder: Path, sha256: str) -> Path:
    """Where all that is kept of one document stands below ``folder``."""
    return folder / sha256[:2] / sha256


def load_entry(path: Path) -> ReadResult | None:
    """The read result in a file; None where it is missing, damaged or of other records."""
    try:
        return unpack(path.read_bytes())
    except (OSError, ValueError):  # a ValidationError is a ValueError
        return None


@dataclass(frozen=True)
class ReportCache:
    """A folder with one file a read result."""

    folder: StoredPath
    extractor_version: str

    def get(self, source: SourceFile) -> ReadResult | None:
        """What was read from these bytes by this reader, or None."""
        return load_entry(self.path(source))

    def put(self, source: SourceFile, result: ReadResult) -> None:
        """Keep a result; a reader beside us sees the old entry or the whole new one."""
        if is_kept(result):
            write_atomically(self.path(source), pack(dump_result(result)))

    def path(self, source: SourceFile) -> Path:
        """Where the entry of a document stands."""
        return self.of_document(source) / self.name(source)

    def name(self, source: SourceFile) -> str:
        """How the entry of a document is called."""
        return entry_name(source, self.extractor_version)

    def of_document(self, source: SourceFile) -> Path:
        """The folder in which all stands that is kept of a document."""
        return document_folder(self.folder, source.sha256)

    def forget(self, sha256: str) -> bool:
        """Remove every entry of a document; True where there was one."""
        folder = document_folder(self.folder, sha256)
        found = folder.is_dir()
        shutil.rmtree(folder, ignore_errors=True)
        return found

    def sweep(self, used: Iterable[SourceFile]) -> int:
        """Remove every entry that is none of these; how many went."""
        kept = {self.path(source) for source in used}
        gone = [path for path in self.folder.glob(f"**/*{ENTRY}") if path not in kept]
        for path in gone:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # others still stand in the folder
                path.parent.rmdir()
        return len(gone)


@cache
def _adapter() -> TypeAdapter[ReadResult]:
    return TypeAdapter(ReadResult)
