"""Forgetting a document: where its versions stand, and what is removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.intake.by_hand import hand_holds, hold_by_hand
from pipeline.intake.cache import document_folder
from pipeline.intake.keep import KeptReading, save_readings
from pipeline.intake.outcome import DocumentOutcome, Rejection, SourceFile
from pipeline.intake.record import save_outcomes
from pipeline.publish.diff import numbers_of
from pipeline.publish.forget import remove_traces, traces_of
from pipeline.publish.published import releases
from pipeline.publish.row_digests import KeptDigests
from pipeline.publish.staging import Stage
from pipeline.settings import Settings
from tests.support.staged import VALUES, at, publish, stage
from tests.unit.publish.test_diff import kept

OTHER = {**VALUES, ("f1", "provby-2021-t1"): 10.0}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(
        raw_dir=tmp_path / "raw",
        warehouse_dir=tmp_path / "warehouse",
        lake=f"file://{tmp_path / 'lake'}",
    )


def put(folder: Path, sha256: str) -> Path:
    """Something that is kept of a document."""
    own = document_folder(folder, sha256)
    own.mkdir(parents=True)
    (own / "a.json.gz").write_bytes(b"x")
    return own


def test_every_version_goes_but_the_current_release(settings: Settings) -> None:
    # `publish` says that a.txt with hash-1 was seen; an earlier version was carried over.
    earlier: KeptReading = kept(2)
    publish(settings, stage(settings, 1), 2)
    current = publish(settings, stage(settings, 3, values=OTHER), 4)
    save_readings(current.database.parent / "readings.json", [earlier])
    folders = (settings.cache_dir, settings.kept_dir, Path(settings.lake.removeprefix("file://")))
    for folder in folders:
        put(folder, "hash-1")
        put(folder, "of another document")
    rows = KeptDigests.below(settings.cache_dir)
    rows.keep(current.manifest.fingerprint, numbers_of(current.database)[1], beside=None)
    (settings.raw_dir / "a.txt").write_text("x")
    hold_by_hand(settings, "a.txt", who="A", why="w", now=at(5))

    traces = traces_of(settings, "a.txt")
    assert traces.hashes == {"hash-1"}
    assert len(traces.releases) == 2
    said = remove_traces(settings, traces)
    assert said[0] == "1 versions in the cache, 1 kept for carry-over"
    assert [manifest.release_id for manifest in releases(settings)] == [current.manifest.release_id]
    for folder in folders:
        assert [path.parent.name for path in folder.glob("*/*/*")] == ["of another document"]
    assert hand_holds(settings) == ()
    assert not rows.folder.exists()


def test_a_reading_that_stood_in_is_a_version_too(settings: Settings) -> None:
    current = publish(settings, stage(settings, 1), 2)
    save_readings(current.database.parent / "readings.json", [kept(1)])
    traces = traces_of(settings, "provby-2021-t1.txt")
    assert traces.hashes == {kept(1).sha256}
    assert [manifest.release_id for manifest in traces.releases] == [current.manifest.release_id]


def test_a_run_that_was_not_released_is_removed_as_well(settings: Settings) -> None:
    run = stage(settings, 1)
    source = SourceFile("b.txt", settings.raw_dir / "b.txt", "hash-9", 1)
    rejection = Rejection("no_text", "Inskannad.", at(0))
    outcome = DocumentOutcome(source, None, rejection, False, False, 0.0)
    save_outcomes(run.file(Stage.CHECK, "outcomes.json"), [outcome])
    traces = traces_of(settings, "b.txt")
    assert traces.hashes == {"hash-9"}
    assert f"staged run {run.folder.name}" in remove_traces(settings, traces)
    assert not run.folder.exists()
    assert not traces_of(settings, "b.txt").is_anywhere
