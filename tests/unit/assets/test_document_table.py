"""What the UI shows of documents: those first that somebody may have to look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from pipeline.assets.document_table import (
    documents_metadata,
    load_scores,
    save_scores,
    score_metadata,
)
from pipeline.intake import DocumentOutcome, Rejection, SourceFile
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
