"""Outcomes on disk: what came of each file, the Reports themselves being in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.extract.report import Report
from pipeline.intake.cache import ReportCache
from pipeline.intake.outcome import DocumentOutcome, Rejection, SourceFile
from pipeline.intake.version import extractor_version
from pipeline.settings import Settings
from pipeline.storage import write_atomically


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A ``DocumentOutcome`` without its Report."""

    source: SourceFile
    rejection: Rejection | None
    is_current: bool
    from_cache: bool
    seconds: float


_ROWS = TypeAdapter(list[OutcomeRow])


def save_outcomes(path: Path, outcomes: Sequence[DocumentOutcome]) -> None:
    """Write the outcomes of a run."""
    rows = [
        OutcomeRow(o.source, o.rejection, o.is_current, o.from_cache, o.seconds) for o in outcomes
    ]
    write_atomically(path, _ROWS.dump_json(rows, indent=2))


def load_rows(path: Path) -> list[OutcomeRow]:
    """The outcomes of a run without their Reports."""
    return _ROWS.validate_json(path.read_bytes())


def load_outcomes(path: Path, settings: Settings) -> tuple[DocumentOutcome, ...]:
    """The outcomes of a run with their Reports.

    Raises:
        FileNotFoundError: a Report has left the cache since; the documents have to be
            read again.
    """
    cache = ReportCache(settings.cache_dir, extractor_version())
    return tuple(_outcome(row, cache) for row in load_rows(path))


def _outcome(row: OutcomeRow, cache: ReportCache) -> DocumentOutcome:
    report: Report | None = None
    if row.rejection is None:
        cached = cache.get(row.source)
        if not isinstance(cached, Report):
            name = row.source.source_file
            raise FileNotFoundError(f"{name} is not in the cache: materialize 'documents' again")
        report = cached
    return DocumentOutcome(
        source=row.source,
        report=report,
        rejection=row.rejection,
        is_current=row.is_current,
        from_cache=row.from_cache,
        seconds=row.seconds,
    )
