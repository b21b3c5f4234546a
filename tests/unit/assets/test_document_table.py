"""What the UI shows of documents: those first that somebody may have to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.document_table import (
    document_checks,
    documents_metadata,
    load_scores,
    read_well,
    save_scores,
    score_metadata,
)
from pipeline.extract.report import ReportType
from pipeline.intake import DocumentOutcome, Rejection, SourceFile
from pipeline.intake.keep import READINGS, KeptReading, save_readings
from pipeline.intake.outcome import Identity
from pipeline.publish.published import current_release
from pipeline.settings import Settings
from tests.support.staged import publish, stage
from tests.unit.transform.reports import full_report, outcome

IDENTITY = Identity("Västra Ån", ReportType.ANNUAL_REPORT, 2024)
REJECTION = Rejection("no_text", "It holds pictures only.", datetime(2026, 1, 2, tzinfo=UTC))


def lost(name: str) -> DocumentOutcome:
    source = SourceFile(name, Path(name), f"hash of {name}", 1)
    return DocumentOutcome(source, None, REJECTION, False, False, 0.5)


def test_the_table_begins_with_what_was_lost_and_says_why() -> None:
    shown = documents_metadata([outcome(full_report("Västra Ån"), "good.txt"), lost("scan.pdf")])
    table = shown["documents"]
    assert isinstance(table, dg.TableMetadataValue)
    first, second = [record.data for record in table.records]
    assert (first["file"], first["outcome"]) == ("scan.pdf", "rejected: no_text")
    assert (second["file"], second["committee"]) == ("good.txt", "Västra Ån")
    assert shown["lowest_score"] == shown["mean_score"] == 1.0


def test_a_file_that_is_new_and_lost_is_a_warning(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    by_name = {
        check.check_name: check
        for check in document_checks(
            [outcome(full_report("Västra Ån"), "a.txt"), lost("b.pdf")], settings
        )
    }
    told = by_name["no_document_newly_lost"]
    assert (told.passed, told.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert told.metadata["documents"].value == 1
    assert by_name["few_documents_lost"].passed  # no release had it


@pytest.mark.parametrize(
    ("published", "lost_now", "passed"), [(40, 4, True), (39, 4, False), (3, 2, True)]
)
def test_too_many_documents_of_the_last_release_at_once_are_an_error(
    tmp_path: Path, published: int, lost_now: int, passed: bool
) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    publish(settings, stage(settings, 1), 1)
    current = current_release(settings)
    assert current is not None
    readings = [
        KeptReading(f"{n}.txt", f"hash {n}", 1, None, None, IDENTITY, "x", is_current=True)
        for n in range(published)
    ]
    save_readings(current.database.parent / READINGS, readings)
    checks = document_checks([lost(f"{n}.txt") for n in range(lost_now)], settings)
    (told,) = [check for check in checks if check.check_name == "few_documents_lost"]
    assert (told.passed, told.severity) == (passed, dg.AssetCheckSeverity.ERROR)
    assert told.metadata["documents"].value == lost_now


def test_each_current_report_has_its_score_as_a_number(tmp_path: Path) -> None:
    poor = replace(full_report("Ekbacken"), reading_score=0.5)
    outcomes = [
        outcome(full_report("Västra Ån"), "a.txt"),
        outcome(poor, "b.txt"),
        outcome(full_report("Ekbacken"), "c.txt", is_current=False),
        lost("d.pdf"),
    ]
    save_scores(tmp_path / "scores.json", outcomes)
    scores = load_scores(tmp_path / "scores.json")
    assert score_metadata(scores) == {
        "reports": 2,
        "vastra-an-2024-vb": 1.0,
        "ekbacken-2024-vb": 0.5,
    }
    told = read_well(scores)
    assert (told.passed, told.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert told.metadata["documents"].value == 1
