"""What is removed, and what never is."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract.report import Report
from pipeline.intake import SourceFile, extractor_version
from pipeline.intake.cache import ReportCache, Unreadable
from pipeline.intake.lake import Lake
from pipeline.intake.outcome import DocumentOutcome, Rejection
from pipeline.intake.record import save_outcomes
from pipeline.publish.prune import prune
from pipeline.publish.published import releases
from pipeline.publish.rollback import rollback
from pipeline.publish.staging import Stage, StagedRun, staged_runs, yield_claims
from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.staged import VALUES, at, publish, published_value, stage


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


def publish_many(settings: Settings, count: int) -> list[str]:
    ids = []
    for number in range(count):
        values = {**VALUES, ("f1", "provby-2021-t1"): float(number)}
        run = stage(settings, 2 * number, values=values)
        ids.append(publish(settings, run, 2 * number + 1).manifest.release_id)
    yield_claims(settings)
    return ids


def test_the_current_release_and_the_one_before_it_stay_whatever_is_asked(
    settings: Settings,
) -> None:
    ids = publish_many(settings, 4)
    rollback(settings, ids[1], now=at(30))
    gone = prune(settings, keep=1)
    assert [m.release_id for m in releases(settings)] == [ids[0], ids[1], ids[3]]
    assert gone.releases == (ids[2],)
    assert published_value(settings) == 1.0


WORKER = """
import sys
from pathlib import Path
from pipeline.publish.staging import StagedRun
StagedRun(Path(sys.argv[1])).claim()
print("claimed", flush=True)
sys.stdin.readline()
"""


def test_a_run_that_another_process_works_in_stays_until_that_process_ends(
    settings: Settings,
) -> None:
    publish_many(settings, 3)
    oldest = staged_runs(settings)[0]
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(oldest.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT_ROOT,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "claimed\n"
        assert oldest.is_in_progress
        prune(settings, keep=1)
        assert staged_runs(settings)[0] == oldest
        assert len(staged_runs(settings)) == 2
        worker.kill()
    assert not oldest.is_in_progress
    assert prune(settings, keep=1).runs == (oldest.folder.name,)


def test_stray_folders_go(settings: Settings) -> None:
    ids = publish_many(settings, 1)
    half_published = settings.releases_dir / "20260102T000000Z-half"
    half_published.mkdir()
    (half_published / "namndlager.duckdb").write_bytes(b"killed before its manifest was written")
    no_run = settings.staging_dir / "somebody-made-this"
    no_run.mkdir()
    gone = prune(settings)
    assert gone.releases == (half_published.name,)
    assert gone.runs == (no_run.name,)
    assert [m.release_id for m in releases(settings)] == ids


def test_a_release_whose_manifest_was_damaged_stays_until_somebody_prunes_by_hand(
    settings: Settings,
) -> None:
    first, _, _ = publish_many(settings, 3)
    for path in (settings.releases_dir / first).glob("*manifest.json*"):
        path.write_bytes(b"")
    assert prune(settings).releases == ()
    assert (settings.releases_dir / first).is_dir()
    assert prune(settings, with_set_aside=True).releases == (first,)


def test_half_written_files_of_dead_processes_go_and_young_ones_stay(settings: Settings) -> None:
    publish_many(settings, 1)
    old, young = (settings.state_dir / f".writing-{name}" for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    half_kept = settings.kept_dir / "ab" / "abcd" / ".writing-source"
    aside = [settings.warehouse_dir / name for name in (".writing-x", ".kept-x", ".doctor-x")]
    for folder in (half_kept.parent, *aside):
        folder.mkdir(parents=True)
        (folder / ".writing-source").write_bytes(b"half")
    for path in (old, half_kept, *aside):
        os.utime(path, (time.time() - 3 * 24 * 3600,) * 2)
    prune(settings)
    assert not any(path.exists() for path in (old, half_kept, *aside))
    assert young.exists()


def source(name: str, known: str | None = None) -> SourceFile:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return SourceFile(f"{name}.txt", Path(f"/raw/{name}.txt"), sha256, 1, known_sha256=known)


def note_documents(run: StagedRun, *sources: SourceFile) -> None:
    """Say that a run used these documents."""
    rejection = Rejection("no_report", "A text.", at(1))
    outcomes = [DocumentOutcome(s, None, rejection, False, True, 0.0) for s in sources]
    run.file(Stage.EXTRACT, "x").parent.mkdir(exist_ok=True)
    save_outcomes(run.file(Stage.EXTRACT, "outcomes.json"), outcomes)


def test_cache_entries_that_no_kept_run_used_go(settings: Settings, tmp_path: Path) -> None:
    settings = replace(settings, lake=f"file://{tmp_path / 'lake'}")
    publish_many(settings, 2)
    cache = ReportCache(settings.cache_dir, extractor_version())
    older_reader = ReportCache(settings.cache_dir, "an older reader")
    result = Unreadable("no_report", "A text.")
    told = source("told", known="what others say")
    for entry in (source("a"), source("b"), source("gone"), told, source("told")):
        cache.put(entry, result)
    older_reader.put(source("a"), result)
    first, second = staged_runs(settings)
    note_documents(first, source("a"))
    note_documents(second, source("b"), told)
    assert Lake.of(settings).sync([]) == 6
    assert prune(settings).cache_entries == 2
    kept = (source("a"), source("b"), told, source("told"))
    assert [cache.get(entry) for entry in kept] == [result] * 4
    assert cache.get(source("gone")) is None
    assert older_reader.get(source("a")) is None
    in_lake = {path.relative_to(tmp_path / "lake") for path in tmp_path.glob("lake/*/*/*")}
    assert in_lake == {cache.path(entry).relative_to(settings.cache_dir) for entry in kept}


def test_what_a_run_had_read_before_it_was_killed_stays_in_the_cache(settings: Settings) -> None:
    publish_many(settings, 1)
    cache = ReportCache(settings.cache_dir, extractor_version())
    result: Report | Unreadable = Unreadable("no_report", "A text.")
    cache.put(source("a"), result)
    stage(settings, 20)  # it has no list of its documents: it never came so far
    yield_claims(settings)
    assert prune(settings).cache_entries == 0
    assert cache.get(source("a")) == result
