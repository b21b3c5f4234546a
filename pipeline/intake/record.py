"""Outcomes on disk: what came of each file, the Reports themselves being kept elsewhere.

A Report that this run read stands in the cache, one that was carried over among what is
kept of the releases. Where the next stage runs in the same process, it takes over the outcomes
themselves (``hand_over``), so that nothing is looked up twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.intake.gist import StoredReport
from pipeline.intake.keep import KeptDocuments, KeptReading
from pipeline.intake.outcome import (
    DocumentOutcome,
    HeldReading,
    Identity,
    Rejection,
    SourceFile,
    Witness,
    identity_of,
)
from pipeline.intake.stored import StoredReports, in_memory
from pipeline.intake.version import extractor_version
from pipeline.settings import Settings
from pipeline.storage import write_atomically


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A ``DocumentOutcome`` with the identity of its Report in place of the Report."""

    source: SourceFile
    rejection: Rejection | None
    is_current: bool
    from_cache: bool
    seconds: float
    identity: Identity | None = None
    carried_from: str | None = None
    read_by: str | None = None
    held: HeldReading | None = None
    told_by: tuple[Witness, ...] = ()

    @property
    def is_own(self) -> bool:
        """True for what this run made of a file, False for what stands in for it."""
        return self.carried_from is None

    @property
    def kept(self) -> KeptReading | None:
        """The reading as a release lists it; None where there is no Report."""
        if self.identity is None:
            return None
        return KeptReading(
            source_file=self.source.source_file,
            sha256=self.source.sha256,
            size=self.source.size,
            sidecar_sha256=self.source.sidecar_sha256,
            known_sha256=self.source.known_sha256,
            identity=self.identity,
            extractor_version=self.read_by or extractor_version(),
            is_current=self.is_current,
            told_by=self.told_by,
            carried_from=self.carried_from,
        )


_ROWS = TypeAdapter(list[OutcomeRow])


def save_outcomes(path: Path, outcomes: Sequence[DocumentOutcome]) -> None:
    """Write the outcomes of a run."""
    write_atomically(path, _ROWS.dump_json([_row(outcome) for outcome in outcomes], indent=2))


_HANDED_OVER: dict[Path, tuple[bytes, tuple[DocumentOutcome, ...]]] = {}
"""By file: the digest of what was saved there, and what that was; one at most."""


def hand_over(path: Path, outcomes: Sequence[DocumentOutcome]) -> None:
    """Leave outcomes that were just saved for the stage that loads them next, once."""
    _HANDED_OVER.clear()
    _HANDED_OVER[path] = (_digest(path), tuple(outcomes))


def load_rows(path: Path) -> list[OutcomeRow]:
    """The outcomes of a run without their Reports."""
    return _ROWS.validate_json(path.read_bytes())


def load_outcomes(path: Path, settings: Settings) -> tuple[DocumentOutcome, ...]:
    """The outcomes of a run, their Reports as they are stored.

    Raises:
        FileNotFoundError: a Report has left the cache since; the documents have to be
            read again.
    """
    saved, outcomes = _HANDED_OVER.pop(path, (b"", ()))
    if saved and saved == _digest(path):
        return outcomes
    return tuple(_outcome(row, settings) for row in load_rows(path))


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def _row(outcome: DocumentOutcome) -> OutcomeRow:
    return OutcomeRow(
        source=outcome.source,
        rejection=outcome.rejection,
        is_current=outcome.is_current,
        from_cache=outcome.from_cache,
        seconds=outcome.seconds,
        identity=identity_of(outcome.report.gist) if outcome.report is not None else None,
        carried_from=outcome.carried_from,
        read_by=outcome.read_by,
        held=outcome.held,
        told_by=outcome.told_by,
    )


def _outcome(row: OutcomeRow, settings: Settings) -> DocumentOutcome:
    return DocumentOutcome(
        source=row.source,
        report=None if row.rejection is not None else _report(row, settings),
        rejection=row.rejection,
        is_current=row.is_current,
        from_cache=row.from_cache,
        seconds=row.seconds,
        carried_from=row.carried_from,
        read_by=row.read_by,
        held=row.held,
        told_by=row.told_by,
    )


def _report(row: OutcomeRow, settings: Settings) -> StoredReport:
    if row.read_by is not None and row.kept is not None:
        carried = KeptDocuments(settings.kept_dir).reading(row.kept)
        if carried is not None:
            return in_memory(carried)
    else:
        cached = StoredReports.below(settings).find(row.source)
        if isinstance(cached, StoredReport):
            return cached
    name = row.source.source_file
    raise FileNotFoundError(f"{name} is not in the cache: materialize 'documents' again")
