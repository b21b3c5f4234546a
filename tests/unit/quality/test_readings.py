"""A reading beside that of another reader: what counts as worse, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract.report import IndicatorRow, Measure, Report
from pipeline.intake.cache import ReportCache
from pipeline.intake.keep import KeptDocuments, KeptReading, ReleaseReadings
from pipeline.intake.outcome import DocumentOutcome, identity_of
from pipeline.quality.readings import worse, worse_readings
from pipeline.settings import Settings
from tests.unit.transform.reports import cell, indicator, outcome, report, table

THRESHOLD = 0.8
INDICATORS = tuple(
    indicator(f"Andel {number}", cell(Measure.OUTCOME, f"{number} %", float(number)))
    for number in range(20)
)
BUDGET = table(
    "budget_by_area", ("Mnkr", "Budget 2024 (netto)"), ("Äldreomsorg", "280,4"), ("Skola", "1,0")
)
BEFORE = report(indicators=INDICATORS, tables=(BUDGET,))


def doubtful(count: int) -> tuple[IndicatorRow, ...]:
    return tuple(
        replace(row, cells=tuple(replace(c, confidence=0.6) for c in row.cells))
        for row in INDICATORS[:count]
    )


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (BEFORE, []),
        (replace(BEFORE, indicators=INDICATORS[:19]), []),
        (
            replace(BEFORE, indicators=INDICATORS[:18]),
            [
                "fact_indicator_row: 20 rows before, 18 now",
                "fact_indicator_value: 20 rows before, 18 now",
            ],
        ),
        (replace(BEFORE, indicators=(*doubtful(1), *INDICATORS[1:])), []),
        (
            replace(BEFORE, indicators=(*doubtful(2), *INDICATORS[2:])),
            ["indicator values that are not in doubt: 100.0% before, 90.0% now"],
        ),
        (
            replace(BEFORE, tables=(replace(BUDGET, kind="other"),)),
            [
                "fact_budget_line: 2 rows before, 0 now",
                "numbers of other tables that are understood: 100.0% before, 0.0% now",
            ],
        ),
    ],
    ids=["same", "one row of twenty", "two rows", "one in doubt", "two in doubt", "not typed"],
)
def test_fewer_rows_and_lower_shares_are_worse(now: Report, said: list[str]) -> None:
    assert list(worse(BEFORE, outcome(now), THRESHOLD)) == said
    # The other way round it is a gain.
    assert list(worse(now, outcome(BEFORE), THRESHOLD)) == []


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def published(settings: Settings, read: DocumentOutcome, reader: str) -> ReleaseReadings:
    """A release that holds a reading by another reader."""
    assert read.report is not None
    cache = ReportCache(settings.cache_dir, reader)
    cache.put(read.source, read.report.load())
    KeptDocuments(settings.kept_dir).keep(read, cache)
    source = read.source
    kept = KeptReading(
        source.source_file,
        source.sha256,
        source.size,
        source.sidecar_sha256,
        source.known_sha256,
        identity_of(read.report.gist),
        reader,
        is_current=True,
    )
    return ReleaseReadings("release-1", (kept,))


def test_a_document_that_an_upgrade_reads_worse_is_held_and_the_others_go_out(
    settings: Settings,
) -> None:
    last = published(settings, outcome(BEFORE), "an earlier reader")
    worse_now = outcome(replace(BEFORE, indicators=INDICATORS[:5]))
    other = outcome(replace(BEFORE, indicators=()), "other.txt")
    (hold,) = worse_readings([worse_now, other], last, settings)
    assert (hold.source_file, hold.check) == ("a.txt", "read_worse")
    assert hold.reason.startswith(
        "Today's reader reads it worse than the one of release release-1 did. For example: "
        "fact_indicator_row: 20 rows before, 5 now; "
    )


def test_other_bytes_and_the_same_reader_are_not_compared(settings: Settings) -> None:
    from pipeline.intake import extractor_version

    worse_now = outcome(replace(BEFORE, indicators=()))
    same_reader = published(settings, outcome(BEFORE), extractor_version())
    assert worse_readings([worse_now], same_reader, settings) == ()
    last = published(settings, outcome(BEFORE), "an earlier reader")
    changed = replace(worse_now, source=replace(worse_now.source, sha256="0" * 64))
    assert worse_readings([changed], last, settings) == ()
    assert worse_readings([worse_now], None, settings) == ()
