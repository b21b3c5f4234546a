"""Checks on documents: what is new and lost warns, too much at once of the last release is red."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.document_checks import (
    Losses,
    few_lost,
    load_losses,
    losses_of,
    newly_lost,
    read_well,
    save_losses,
)
from pipeline.assets.document_table import Score
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


def test_a_file_that_is_new_and_lost_is_a_warning(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    losses = losses_of([outcome(full_report("Västra Ån"), "a.txt"), lost("b.pdf")], settings)
    told = newly_lost(losses)
    assert (told.passed, told.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert told.metadata["documents"].value == 1
    assert few_lost(losses).passed  # no release had it


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
    losses = losses_of([lost(f"{n}.txt") for n in range(lost_now)], settings)
    told = few_lost(losses)
    assert (told.passed, told.severity) == (passed, dg.AssetCheckSeverity.ERROR)
    assert told.metadata["documents"].value == lost_now
    assert told.metadata["beside_release"].value == current.manifest.release_id


def test_what_was_lost_is_read_as_it_was_written(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    losses = losses_of([lost("b.pdf")], settings)
    save_losses(tmp_path / "losses.json", losses)
    assert load_losses(tmp_path / "losses.json") == losses
    assert losses == Losses(release_id=None, published=0, documents=losses.documents)
    (told,) = losses.documents
    assert (told.source_file, told.reason_code, told.was_published) == ("b.pdf", "no_text", False)


def test_a_report_that_was_read_poorly_is_a_warning() -> None:
    told = read_well([Score("a.txt", "a", 1.0, True), Score("b.txt", "b", 0.5, True)])
    assert (told.passed, told.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert told.metadata["documents"].value == 1
