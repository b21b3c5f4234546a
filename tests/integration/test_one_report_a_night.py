"""Reports of one committee that come one by one: each changes what others are read to say.

Read, transformed and compared for real; dbt and the other checks are left out, so that
nights are short.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.intake import DocumentOutcome, extractor_version
from pipeline.publish.databases import Inputs
from pipeline.publish.diff import DiffReport, compare
from pipeline.settings import Settings
from pipeline.transform import build_tables
from tests.corpus import cycle, library
from tests.corpus.model import Kind
from tests.support.nights import Nights

COMMITTEE = "Kvarnsjö"
SEED = 1
FORMAT = "flow_text_other"  # whose columns are inferred


class Warehouse:
    """Nights whose tables go into a database, each compared with the one before."""

    def __init__(self, folder: Path) -> None:
        self.nights = Nights.at(folder, reader=Settings.reader)
        self._database: Path | None = None

    def add(self, year: int, kind: Kind) -> None:
        """Put a report into the raw folder."""
        report = cycle.compose(SEED, COMMITTEE, year, kind)
        rendered = library.render(report, FORMAT, SEED)
        path = self.nights.settings.raw_dir / f"{year}-{kind.value}.txt"
        path.write_bytes(rendered.data)

    def night(self) -> tuple[DiffReport, DiffReport | None]:
        """Read and compare; the second answer is one that knows of bytes only."""
        before = self.nights.last
        outcomes = self.nights.run()
        database = _database(self.nights.folder / "new.duckdb", outcomes)
        assert self.nights.last is not None
        now = self.nights.last.readings
        seen = frozenset(outcome.source.source_file for outcome in outcomes)
        inputs = Inputs(before.readings if before else None, now, seen)
        old, self._database = self._database, database
        knowing = compare(database, old, inputs=inputs, same_code=True)
        return knowing, compare(database, old, same_code=True) if old else None


def _database(path: Path, outcomes: tuple[DocumentOutcome, ...]) -> Path:
    with duckdb.connect(str(path)) as connection:
        for name, table in build_tables(outcomes, extractor_version=extractor_version()).items():
            connection.register("made", table)
            connection.execute(f"create table {name} as from made")
    return path


def failed(report: DiffReport | None) -> list[str]:
    return [result.name for result in report.results if not result.passed] if report else []


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path)


def test_reports_that_come_one_by_one_and_go_release_every_night(warehouse: Warehouse) -> None:
    by_bytes: list[str] = []
    for kind in Kind:
        warehouse.add(2024, kind)
        knowing, knowing_bytes_only = warehouse.night()
        assert failed(knowing) == [], kind
        by_bytes += failed(knowing_bytes_only)

    warehouse.add(2023, Kind.VB)
    knowing, knowing_bytes_only = warehouse.night()
    assert failed(knowing) == []
    by_bytes += failed(knowing_bytes_only)
    # The reports do tell each other something, or this test shows nothing.
    assert "values_are_kept" in by_bytes

    (warehouse.nights.settings.raw_dir / "2024-T1.txt").unlink()
    knowing, _ = warehouse.night()
    assert failed(knowing) == []
    assert not knowing.is_unchanged
    assert knowing.notes == ("No longer in the raw folder, and taken out: kvarnsjo-2024-t1.",)
