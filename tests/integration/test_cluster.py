"""Reading on a real Dask cluster: scheduler and workers are processes on loopback.

The long form, with 1, 2 and 4 workers and with stores, is
``python -m tests.faults.cluster``.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.intake.engine import EngineFailed
from pipeline.quality import reconcile
from pipeline.quality.reconcile import on_cluster, remembered
from pipeline.quality.reconcile.apart import FindInReport
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.on_cluster import Workers
from pipeline.quality.reconcile.remembered import Found, Remembered, Tables
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.transform import build_tables
from pipeline.transform.sources import Source
from tests.support.cluster import Cluster, end
from tests.support.cluster_runs import (
    PATIENCE,
    READING,
    Notes,
    files,
    in_process,
    put,
    read,
    reading,
    wait_until_gone,
)
from tests.support.reader import READER
from tests.unit.quality.test_remembered import FULL, WRONG


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as made:
        made.start_worker()
        made.start_worker()
        yield made


def settings_for(cluster: Cluster, folder: Path) -> Settings:
    (folder / "raw").mkdir(exist_ok=True)
    return Settings(
        raw_dir=folder / "raw",
        warehouse_dir=folder / "warehouse",
        reader=READER,
        engine=cluster.engine,
        cluster_seconds=PATIENCE,
    )


@pytest.fixture
def settings(cluster: Cluster, tmp_path: Path) -> Settings:
    return settings_for(cluster, tmp_path)


def test_a_cluster_gives_the_bytes_that_one_machine_gives(
    settings: Settings, tmp_path: Path
) -> None:
    real = replace(settings, reader=Settings.reader)
    samples = sorted((PROJECT_ROOT / "raw" / "samples").glob("*.txt"), key=os.path.getsize)
    for sample in samples[:2]:
        shutil.copy(sample, settings.raw_dir)
    (settings.raw_dir / f"{samples[1].name}.yml").write_text("year: 2024\n", encoding="utf-8")
    put(settings, "protocol.txt", "Protokoll")
    there = read(real)
    here = replace(real, engine="processes", warehouse_dir=tmp_path / "alone")
    alone = read(here)
    assert files(real.cache_dir) == files(here.cache_dir)
    kinds = {name.partition(".")[2] for name in files(here.cache_dir)}
    assert kinds >= {"json.gz", "gist.json", "facts.parquet"}
    for name, outcome in alone.items():
        assert replace(there[name], seconds=0.0) == replace(outcome, seconds=0.0)


def test_documents_and_a_lake_in_stores_give_the_same_and_pass_no_scheduler(
    settings: Settings, tmp_path: Path
) -> None:
    for name in "abc":
        put(settings, f"{name}.txt", f"report Provby | T1 | 202{ord(name) - ord('a')}")
    put(settings, "d.txt", "unreadable scanned | It is a picture.")
    lake = tmp_path / "lake"
    stores = replace(
        settings,
        raw_address=f"file://{settings.raw_dir}",
        lake=f"file://{lake}",
        warehouse_dir=tmp_path / "coordinator",
    )
    here = replace(settings, engine="inline", warehouse_dir=tmp_path / "alone")
    there, alone = read(stores), read(here)
    told = {name: outcome.rejection for name, outcome in alone.items()}
    assert {name: outcome.rejection for name, outcome in there.items()} == told
    assert files(stores.cache_dir) == files(here.cache_dir)
    assert files(lake) == files(here.cache_dir)
    # Another machine finds what was read in the lake, and asks no worker.
    anew = replace(stores, engine="dask://127.0.0.1:1", warehouse_dir=tmp_path / "another")
    assert all(outcome.from_cache for outcome in read(anew).values())
    assert files(anew.cache_dir) == files(here.cache_dir)


def test_a_run_that_is_interrupted_stops_what_is_read_for_it(
    settings: Settings, tmp_path: Path
) -> None:
    """By Ctrl-C; Dagster interrupts what it terminates in the same way (``tests.faults``)."""
    notes = Notes(tmp_path / "notes")
    put(settings, "a.txt", f"note {notes.file}", "wait 600")
    with in_process(settings, tmp_path, READING) as run:
        notes.wait_for("a.txt")
        (reader,) = notes.processes()
        run.send_signal(signal.SIGINT)
        assert run.wait(PATIENCE) != 0
        wait_until_gone(reader)
    put(settings, "a.txt", "report Provby | T1 | 2021")
    assert read(settings)["a.txt"].rejection is None


def test_a_worker_that_is_killed_loses_only_what_it_was_reading(
    cluster: Cluster, settings: Settings, tmp_path: Path
) -> None:
    notes = Notes(tmp_path / "notes")
    for name in "abcd":
        put(settings, f"{name}.txt", f"note {notes.file}", "wait 2", name)
    with reading(settings) as outcomes:
        victim = notes.wait_for("a.txt")["a.txt"]
        os.kill(victim, signal.SIGKILL)
        cluster.start_worker()
    assert {name: outcome.rejection for name, outcome in outcomes.items()} == {
        f"{name}.txt": None for name in "abcd"
    }
    times = Counter(name for name, _ in notes.readers())
    assert times == {"a.txt": 2, "b.txt": 1, "c.txt": 1, "d.txt": 1}


def test_a_worker_that_hangs_does_not_hold_the_run(settings: Settings, tmp_path: Path) -> None:
    notes = Notes(tmp_path / "notes")
    put(settings, "a.txt", f"note {notes.file}", "wait 3")
    hanging = 0
    try:
        with reading(settings) as outcomes:
            hanging = notes.wait_for("a.txt")["a.txt"]
            os.kill(hanging, signal.SIGSTOP)
        assert outcomes["a.txt"].rejection is None
        assert len({worker for _, worker in notes.readers()}) == 2
    finally:
        os.kill(hanging, signal.SIGCONT)


def test_limits_hold_on_a_worker_too(settings: Settings) -> None:
    put(settings, "a.txt", "memory")
    put(settings, "b.txt", "die")
    put(settings, "c.txt", "report Provby | T1 | 2021")
    outcomes = read(replace(settings, memory_bytes_per_document=2**30))
    told = {name: outcome.rejection for name, outcome in outcomes.items()}
    assert told["a.txt"] is not None
    assert told["a.txt"].reason_code == "too_much_memory"
    assert told["b.txt"] is not None
    assert told["b.txt"].reason_code == "crashed"
    assert "status 42" in told["b.txt"].reason
    assert told["c.txt"] is None


def test_workers_with_other_code_or_none_or_another_lake_are_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    without = tmp_path / "without"
    without.mkdir()
    (without / "pipeline.py").touch()  # hides the one that is installed
    older = tmp_path / "older"
    shutil.copytree(PROJECT_ROOT / "pipeline", older / "pipeline")
    with (older / "pipeline" / "extract" / "__init__.py").open("a") as stream:
        stream.write("# an older reader\n")
    with Cluster(tmp_path) as cluster:
        settings = settings_for(cluster, tmp_path)
        put(settings, "a.txt", "report Provby | T1 | 2021")
        for root, told in (
            (without, "it cannot run this code .*No module named 'pipeline.intake"),
            (older, "it has another version .code .* instead of"),
        ):
            worker = cluster.start_worker(root=root)
            with pytest.raises(EngineFailed, match=f"No worker of .* may read. tcp.*{told}"):
                read(settings)
            end(worker)
        # The address is relative, so that each process has a lake of its own.
        monkeypatch.chdir(here)
        cluster.start_worker(folder=there)
        with pytest.raises(EngineFailed, match=r"may read. tcp.* it does not write to the lake"):
            read(replace(settings, lake="file://lake"))
        assert list(there.glob("lake/*/*/*.json.gz"))


def test_a_run_without_its_scheduler_ends_and_the_next_one_goes_on(tmp_path: Path) -> None:
    notes = Notes(tmp_path / "notes")
    with Cluster(tmp_path) as cluster:
        cluster.start_worker()
        settings = settings_for(cluster, tmp_path)
        put(settings, "a.txt", "report Provby | T1 | 2021")
        put(settings, "b.txt", f"note {notes.file}", "wait 600")
        with (
            pytest.raises(EngineFailed, match=r"went away .* 1 were read and are kept, 1 were not"),
            reading(settings),
        ):
            notes.wait_for("b.txt")
            end(cluster.scheduler)
    for reader in notes.processes():
        wait_until_gone(reader)  # with its worker, which the cluster took along
    put(settings, "b.txt", "report Provby | T2 | 2021")
    outcomes = read(replace(settings, engine="inline"))
    assert [outcomes[name].from_cache for name in ("a.txt", "b.txt")] == [True, False]


def test_a_scheduler_that_is_not_there_is_told_at_once(settings: Settings) -> None:
    put(settings, "a.txt", "report Provby | T1 | 2021")
    nobody = replace(settings, engine="dask://127.0.0.1:1", cluster_seconds=0.5)
    with pytest.raises(EngineFailed, match=r"tcp://127\.0\.0\.1:1 does not answer"):
        read(nobody)


# --- contradictions -----------------------------------------------------------------------------


class Asked:
    """Remembers as ``Remembered`` does, and counts the reports that rules of this process see."""

    def __init__(self, kept: Remembered) -> None:
        self.kept = kept
        self.reports = 0

    def __call__(self, source: Source, find: FindInReport) -> Found:
        def counted(own: Tables) -> Sequence[Finding]:
            self.reports += 1
            return find(own)

        return self.kept(source, counted)


@pytest.fixture(name="each_alone")
def _each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "FEWEST", 1)
    monkeypatch.setattr(on_cluster, "_TOGETHER", 1)


@pytest.mark.usefixtures("each_alone")
def test_contradictions_are_found_by_workers(cluster: Cluster, tmp_path: Path) -> None:
    tables = build_tables([WRONG, FULL], extractor_version="v")
    asked = Asked(Remembered.below(tmp_path, workers=Workers(cluster.address, PATIENCE)))
    assert reconcile.find(tables, asked).equals(reconcile.find(tables))
    assert asked.reports == 0


@pytest.mark.usefixtures("each_alone")
def test_contradictions_are_found_here_where_workers_have_other_rules(
    cluster: Cluster, tmp_path: Path
) -> None:
    tables = build_tables([WRONG, FULL], extractor_version="v")
    kept = Remembered.below(tmp_path, workers=Workers(cluster.address, PATIENCE))
    asked = Asked(replace(kept, code="of another release"))
    assert reconcile.find(tables, asked).equals(reconcile.find(tables))
    assert asked.reports == 2


@pytest.mark.usefixtures("each_alone")
def test_contradictions_are_found_here_where_no_scheduler_answers(tmp_path: Path) -> None:
    tables = build_tables([WRONG, FULL], extractor_version="v")
    asked = Asked(Remembered.below(tmp_path, workers=Workers("tcp://127.0.0.1:9", 0.5)))
    assert reconcile.find(tables, asked).equals(reconcile.find(tables))
    assert asked.reports == 2


@pytest.mark.usefixtures("each_alone")
def test_contradictions_that_a_worker_loses_are_found_here(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_cluster, "packed", lambda _source, _reports: b"nothing of the kind")
    tables = build_tables([WRONG, FULL], extractor_version="v")
    asked = Asked(Remembered.below(tmp_path, workers=Workers(cluster.address, PATIENCE)))
    assert reconcile.find(tables, asked).equals(reconcile.find(tables))
    assert asked.reports == 2
