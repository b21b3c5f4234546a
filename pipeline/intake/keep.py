"""What a release was made from stays available: source bytes and readings.

Belongs here: the store ``kept/`` (one folder a document, named by the hash of its bytes:
the bytes compressed, its sidecars, the readings of each reader) and the list
``readings.json`` that each release has of what it holds.

Does not belong here: which of them is taken up again (``carry``). The cache may be
deleted at any time; what is kept here goes with the releases that were made from it.

The bytes of a document in which a personal identity number was masked are not kept, since
they would hold it; its masked reading is.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.extract.privacy import PROBLEM_CODE as MASKED
from pipeline.extract.privacy import mask_report
from pipeline.extract.readers.sidecar import sidecar_of
from pipeline.extract.report import Report
from pipeline.intake.cache import ReportCache, document_folder, entry_name, load_entry
from pipeline.intake.outcome import DocumentOutcome, Identity, SourceFile, Witness
from pipeline.storage import read_json, set_aside_files, write_atomically, write_json

READINGS = "readings.json"
SOURCE = "source.gz"


@dataclass(frozen=True, slots=True)
class Basis:
    """All that the rows of a report were made from, but for the code."""

    sha256: str
    sidecar_sha256: str | None
    told_by: tuple[tuple[str, str | None], ...]
    corrections_sha256: str | None


@dataclass(frozen=True, slots=True)
class KeptReading:
    """One reading that stands in a release.

    ``carried_from`` is the release in which it was read, where that was an earlier one.
    ``corrections_sha256`` is of the corrections that were applied to it, if any.
    """

    source_file: str
    sha256: str
    size: int
    sidecar_sha256: str | None
    known_sha256: str | None
    identity: Identity
    extractor_version: str
    is_current: bool
    told_by: tuple[Witness, ...] = ()
    corrections_sha256: str | None = None
    carried_from: str | None = None

    def source(self, path: Path) -> SourceFile:
        """The file that was read, as if it stood at ``path``."""
        return SourceFile(
            self.source_file,
            path,
            self.sha256,
            self.size,
            sidecar_sha256=self.sidecar_sha256,
            known_sha256=self.known_sha256,
        )

    @property
    def basis(self) -> Basis:
        """What decides its rows: same basis and same code, same rows."""
        told_by = sorted({(w.sha256, w.sidecar_sha256) for w in self.told_by}, key=str)
        return Basis(self.sha256, self.sidecar_sha256, tuple(told_by), self.corrections_sha256)


@dataclass(frozen=True, slots=True)
class ReleaseReadings:
    """The readings of one release."""

    release_id: str
    readings: tuple[KeptReading, ...]


_READINGS = TypeAdapter(tuple[KeptReading, ...])


def save_readings(path: Path, readings: Sequence[KeptReading]) -> None:
    """Write the list of a release's readings."""
    write_json(path, _READINGS, tuple(readings))


def load_readings(release_folder: Path) -> ReleaseReadings | None:
    """The readings of a release; None where it has no list of them, or a damaged one."""
    listed = read_json(release_folder / READINGS, _READINGS)
    return None if listed is None else ReleaseReadings(release_folder.name, listed)


@dataclass(frozen=True)
class KeptDocuments:
    """The folder ``kept/``."""

    folder: Path

    def keep(self, outcome: DocumentOutcome, cache: ReportCache) -> None:
        """Keep what today's reader read: the reading out of the cache, and the bytes.

        Bytes that changed since they were read are left out: they are not what was read.
        """
        if outcome.report is None or outcome.read_by is not None:
            return
        source = outcome.source
        folder = document_folder(self.folder, source.sha256)
        reading = folder / entry_name(source, cache.extractor_version)
        entry = cache.path(source)
        if entry.exists():
            data = entry.read_bytes()
            if not reading.exists() or reading.read_bytes() != data:
                write_atomically(reading, data)
        if MASKED in outcome.report.gist.problems:
            (folder / SOURCE).unlink(missing_ok=True)  # an earlier reader may have missed it
            return
        _keep_bytes(source.path, source.sha256, folder / SOURCE)
        if source.sidecar_sha256 is not None:
            kept = folder / _sidecar(source.sidecar_sha256)
            _keep_bytes(sidecar_of(source.path), source.sidecar_sha256, kept)

    def reading(self, kept: KeptReading) -> Report | None:
        """The reading, masked by today's rules; None where today's code cannot load it."""
        folder = document_folder(self.folder, kept.sha256)
        entry = entry_name(kept.source(folder), kept.extractor_version)
        report = load_entry(folder / entry)
        return mask_report(report) if isinstance(report, Report) else None

    def unpack(self, kept: KeptReading, folder: Path) -> SourceFile | None:
        """Write bytes and sidecar into ``folder``; None where they were not kept whole."""
        own = document_folder(self.folder, kept.sha256)
        path = folder / "document"
        wanted = [(own / SOURCE, kept.sha256, path)]
        if kept.sidecar_sha256 is not None:
            name = _sidecar(kept.sidecar_sha256)
            wanted.append((own / name, kept.sidecar_sha256, sidecar_of(path)))
        for packed, sha256, target in wanted:
            data = _unpacked(packed)
            if data is None or hashlib.sha256(data).hexdigest() != sha256:
                return None
            target.write_bytes(data)
        return kept.source(path)

    def damaged(self, used: Iterable[KeptReading]) -> Iterator[Path]:
        """What is kept for these readings and can no longer be unpacked, or is not those bytes.

        What is not kept at all is none of it: bytes with a personal number never are.
        """
        for kept in sorted(set(used), key=lambda kept: (kept.source_file, kept.sha256)):
            own = document_folder(self.folder, kept.sha256)
            reading = own / entry_name(kept.source(own), kept.extractor_version)
            wanted = {reading: None, own / SOURCE: kept.sha256}
            if kept.sidecar_sha256 is not None:
                wanted[own / _sidecar(kept.sidecar_sha256)] = kept.sidecar_sha256
            for packed, sha256 in wanted.items():
                data = _unpacked(packed) if packed.exists() else b""
                is_other = sha256 is not None and hashlib.sha256(data or b"").hexdigest() != sha256
                if packed.exists() and (data is None or is_other):
                    yield packed

    def source_path(self, sha256: str) -> Path | None:
        """Where the compressed bytes of a document are kept; None where they are not."""
        path = document_folder(self.folder, sha256) / SOURCE
        return path if path.exists() else None

    def forget(self, sha256: str) -> bool:
        """Remove all that is kept of a document; True where there was something."""
        folder = document_folder(self.folder, sha256)
        found = folder.is_dir()
        shutil.rmtree(folder, ignore_errors=True)
        return found

    def sweep(self, used: Iterable[KeptReading]) -> None:
        """Remove what none of ``used`` was made from, and what is damaged."""
        entries: dict[str, set[str]] = {}
        for kept in used:
            name = entry_name(kept.source(self.folder), kept.extractor_version)
            entries.setdefault(kept.sha256, set()).add(name)
        for document in self.folder.glob("??/*"):
            if document.name not in entries:
                shutil.rmtree(document)
                continue
            for reading in document.glob("*.json.gz"):
                if reading.name not in entries[document.name]:
                    reading.unlink()
            for damaged in set_aside_files(document):
                damaged.unlink()


def _unpacked(packed: Path) -> bytes | None:
    """What was compressed; None where it is gone or damaged."""
    try:
        return gzip.decompress(packed.read_bytes())
    except (OSError, EOFError, zlib.error):
        return None


def _keep_bytes(path: Path, sha256: str, kept: Path) -> None:
    if kept.exists():
        return
    try:
        data = path.read_bytes()
    except OSError:
        return
    if hashlib.sha256(data).hexdigest() == sha256:
        write_atomically(kept, gzip.compress(data, compresslevel=3, mtime=0))


def _sidecar(sha256: str) -> str:
    return f"sidecar-{sha256}.gz"
