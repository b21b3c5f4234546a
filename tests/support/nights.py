"""Nights without a database: read, settle, and remember what was released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline.intake import DocumentOutcome, extractor_version, read_documents, take_inventory
from pipeline.intake.cache import ReportCache
from pipeline.intake.carry import Judge, settle
from pipeline.intake.hold import Hold
from pipeline.intake.keep import KeptDocuments, ReleaseReadings, load_readings, save_readings
from pipeline.intake.record import load_outcomes, load_rows, save_outcomes
from pipeline.settings import Settings
from tests.support.reader import READER

FIRST = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass
class Nights:
    """A raw folder, and one release a night."""

    settings: Settings
    number: int = 0
    last: ReleaseReadings | None = None

    @classmethod
    def at(cls, folder: Path, *, reader: str = READER) -> Nights:
        """Nights over an empty raw folder; without more, the stand-in reads it."""
        (folder / "raw").mkdir()
        settings = Settings(
            raw_dir=folder / "raw",
            warehouse_dir=folder / "warehouse",
            reader=reader,
            engine="inline",
        )
        return cls(settings)

    @property
    def folder(self) -> Path:
        """The folder of this night's release."""
        return self.settings.releases_dir / f"release-{self.number}"

    def put(self, name: str, *lines: str) -> Path:
        """Write a file of the raw folder."""
        path = self.settings.raw_dir / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    @property
    def now(self) -> datetime:
        """The moment of this night."""
        return FIRST + timedelta(days=self.number)

    def settle(
        self,
        outcomes: Iterable[DocumentOutcome],
        holds: Iterable[Hold] = (),
        judge: Judge = lambda outcomes: (),
    ) -> tuple[DocumentOutcome, ...]:
        """Settle outcomes against the release of the last night."""
        return settle(
            tuple(outcomes), holds, self.settings, last=self.last, now=self.now, judge=judge
        )

    def run(
        self, *, holds: Iterable[Hold] = (), judge: Judge = lambda outcomes: ()
    ) -> tuple[DocumentOutcome, ...]:
        """One night: its outcomes as they come back from the disk; they become a release."""
        self.number += 1
        read = read_documents(take_inventory(self.settings), self.settings, now=self.now)
        settled = self.settle(read, holds, judge)
        folder = self.folder
        save_outcomes(folder / "outcomes.json", settled)
        kept = KeptDocuments(self.settings.kept_dir)
        for outcome in settled:
            kept.keep(outcome, ReportCache(self.settings.cache_dir, extractor_version()))
        rows = load_rows(folder / "outcomes.json")
        save_readings(folder / "readings.json", [row.kept for row in rows if row.kept])
        self.last = load_readings(folder)
        assert load_outcomes(folder / "outcomes.json", self.settings) == settled
        return settled


def told(outcomes: Iterable[DocumentOutcome]) -> list[tuple[str, str, str | None]]:
    """(file, what came of it, release that it was carried from), as a person would say it."""
    return [
        (
            outcome.source.source_file,
            outcome.rejection.reason_code if outcome.rejection else _report(outcome),
            outcome.carried_from,
        )
        for outcome in outcomes
    ]


def _report(outcome: DocumentOutcome) -> str:
    assert outcome.report is not None
    head = outcome.report.gist.head
    value = outcome.report.load().indicators[0].cells[0].value
    superseded = "" if outcome.is_current else " superseded"
    return f"{head.committee_name} {head.report_type} {head.report_year}: {value}{superseded}"
