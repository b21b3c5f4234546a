"""What the UI shows of documents: those first that somebody may have to look at."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from pipeline.assets.document_table import document_checks, documents_metadata
from pipeline.intake import DocumentOutcome, Rejection, SourceFile
from pipeline.settings import Settings
from tests.unit.transform.reports import full_report, outcome

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
    assert by_name["reports_are_read_well"].passed
