"""What befalls a cluster, on schedulers and workers in processes of their own on loopback.

``python -m tests.faults.cluster [--server node_modules/.bin/s3rver]``. With 1, 2 and 4 workers:
the bytes of one machine, by every way that documents and readings may take; workers killed and
stopped in the middle, a scheduler that goes and comes again, a run that is interrupted. With
``--server`` raw and lake lie on npm's s3rver (``object_store`` says what that proves and what
not), which is killed in the middle as well. The short form of the first part is
``tests/integration/test_cluster.py``. Not proved: networks that lose packets, machines with
other clocks, more workers than this machine starts.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.intake.engine import EngineFailed
from pipeline.intake.lake import LakeUnreachable
from pipeline.intake.mirror import StoreUnreachable
from pipeline.settings import PROJECT_ROOT, Settings
from tests.faults.object_store import BUCKET, Server, server_in, told
from tests.faults.object_store import put as upload
from tests.support.cluster import Cluster, end
from tests.support.cluster_runs import (
    PATIENCE,
    RUN,
    Notes,
    files,
    in_process,
    put,
    read,
    reading,
    wait_until_gone,
)
from tests.support.reader import READER

SAMPLES = 2
"""Real documents that are read by every way; of the sixteen samples the smallest."""


@dataclass(frozen=True)
class Place:
    """A cluster of so many workers, a folder for what is done there, and what is expected."""

    cluster: Cluster
    size: int
    folder: Path
    samples: Mapping[str, bytes]

    def settings(self, name: str, *, reader: str = READER) -> Settings:
        """Settings of one trial, with a raw folder of its own."""
        raw = self.folder / name / "raw"
        raw.mkdir(parents=True)
        return Settings(
            raw_dir=raw,
            warehouse_dir=self.folder / name / "warehouse",
            reader=reader,
            engine=self.cluster.engine,
            cluster_seconds=PATIENCE,
        )

    def of_notes(self, name: str, *then: str) -> tuple[Settings, Notes, list[str]]:
        """A trial with three documents a worker that say who reads them, and take some time."""
        settings = self.settings(name)
        notes = Notes(self.folder / name / "notes")
        names = [f"{number:02}.txt" for number in range(3 * self.size)]
        for one in names:
            put(settings, one, f"note {notes.file}", *then, one)  # no two with the same bytes
        return settings, notes, names


# --- the bytes --------------------------------------------------------------------------------


def same_bytes(place: Place, store: str | None) -> Iterator[bool]:
    """By every way the files of one machine, those that a run needs at least."""
    settings = place.settings("same", reader=Settings.reader)
    for name, data in place.samples.items():
        (settings.raw_dir / name).write_bytes(data)
    here = replace(settings, engine="processes", warehouse_dir=place.folder / "same" / "alone")
    read(here)
    expected = files(here.cache_dir)
    kinds = {name.partition(".")[2] for name in expected}
    yield told(f"one machine makes {sorted(kinds)}", kinds >= {"json.gz", "facts.parquet"})
    shared = place.folder / "same" / "lake"
    ways = {
        "through the scheduler": settings,
        "by a lake that is a folder": replace(settings, lake=str(shared)),
        "by stores of files": replace(
            settings, raw_address=f"file://{settings.raw_dir}", lake=f"file://{shared}-store"
        ),
    }
    if store is not None:
        upload(_below(f"{place.size}/raw", files(settings.raw_dir)))
        ways["by stores that speak S3"] = replace(
            settings, raw_address=f"{store}/raw", lake=f"{store}/lake"
        )
    for number, (way, given) in enumerate(ways.items()):
        own = replace(given, warehouse_dir=place.folder / "same" / str(number))
        read(own)
        yield told(f"equal bytes {way}", files(own.cache_dir) == expected)


def _below(folder: str, found: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in found.items()}


# --- workers and schedulers -------------------------------------------------------------------


def killed_worker(place: Place) -> Iterator[bool]:
    """One of the workers is killed while it reads."""
    settings, notes, names = place.of_notes("killed", "wait 2")
    with reading(settings) as outcomes:
        victim = notes.wait_for(names[0])[names[0]]
        lost = [name for name, worker in notes.readers() if worker == victim]
        os.kill(victim, signal.SIGKILL)
        place.cluster.start_worker()
    rejected = [name for name, outcome in outcomes.items() if outcome.rejection]
    times = Counter(name for name, _ in notes.readers())
    again = sorted(name for name, count in times.items() if count > 1)
    yield told(f"a worker killed: {len(outcomes)} of {len(names)} are read", not rejected)
    yield told(f"and only {again} twice, which it was reading", again == lost[-1:])


def hanging_worker(place: Place) -> Iterator[bool]:
    """One of the workers stops while it reads, and never goes on."""
    settings = place.settings("hanging")
    notes = Notes(place.folder / "hanging" / "notes")
    put(settings, "a.txt", f"note {notes.file}", "wait 3")
    if place.size == 1:
        place.cluster.start_worker()
    with reading(settings) as outcomes:
        hanging = notes.wait_for("a.txt")["a.txt"]
        os.kill(hanging, signal.SIGSTOP)
        stopped = time.monotonic()
    seconds = time.monotonic() - stopped
    os.kill(hanging, signal.SIGCONT)
    by = {worker for _, worker in notes.readers()}
    is_so = outcomes["a.txt"].rejection is None and len(by) == 2
    yield told(f"a worker stopped: another one has read it {seconds:.0f} s later", is_so)


def interrupted_run(place: Place) -> Iterator[bool]:
    """The run of a terminal is interrupted, as Dagster interrupts one that is terminated."""
    settings, notes, names = place.of_notes("interrupted", "wait 600")
    home = place.folder / "interrupted"
    with in_process(settings, home, RUN) as run:
        notes.wait_for(*names[: place.size])
        started = time.monotonic()
        run.send_signal(signal.SIGINT)
        status = run.wait(PATIENCE)
        seconds = time.monotonic() - started
        for process in notes.processes():
            wait_until_gone(process)
    readers = len(notes.processes())
    said = (
        f"a run interrupted ends by {status} after {seconds:.1f} s, and {readers} readers with it"
    )
    yield told(said, status != 0)


def restarted_scheduler(place: Place) -> Iterator[bool]:
    """The scheduler goes while documents are read, and comes again with new workers."""
    settings, notes, names = place.of_notes("restarted", "wait 1")
    message = ""
    try:
        with reading(settings):
            # So that one at least has been read: two workers are there since one hung.
            notes.wait_for(*names[: max(place.size, 2) + 1])
            end(place.cluster.scheduler)
    except EngineFailed as error:
        message = str(error)
    yield told(f"without its scheduler: {message}", "run again" in message)
    before = Counter(name for name, _ in notes.readers())
    place.cluster.restart_scheduler()
    for _ in range(place.size):
        place.cluster.start_worker()
    outcomes = read(settings)
    kept = [name for name, outcome in outcomes.items() if outcome.from_cache]
    after = Counter(name for name, _ in notes.readers())
    is_so = bool(kept) and all(before[name] == after[name] for name in kept)
    whole = not any(outcome.rejection for outcome in outcomes.values())
    yield told(f"the next run keeps {len(kept)} of {len(names)}, reads the others", is_so and whole)


# --- stores -----------------------------------------------------------------------------------


def killed_store(place: Place, server: Server, store: str) -> Iterator[bool]:
    """The store of documents and lake goes while documents are read, and comes again."""
    settings, notes, names = place.of_notes("stores", "wait 1")
    upload(_below(f"{place.size}/raw-again", files(settings.raw_dir)))
    stores = replace(settings, raw_address=f"{store}/raw-again", lake=f"{store}/lake-again")
    message = ""
    try:
        with reading(stores):
            notes.wait_for(*names[: place.size + 1])
            server.kill()
    except (EngineFailed, LakeUnreachable) as error:
        message = str(error)
    yield told(f"without its store: {message}", "lake" in message)
    try:
        read(stores)
        yield told("a store that is not there is an error", False)
    except StoreUnreachable as error:
        yield told(f"a store that is not there: {error}", True)
    before = Counter(name for name, _ in notes.readers())
    with server.running():
        outcomes = read(stores)
        after = Counter(name for name, _ in notes.readers())
        kept = [name for name, outcome in outcomes.items() if outcome.from_cache]
        whole = not any(outcome.rejection for outcome in outcomes.values())
        is_so = bool(kept) and all(before[name] == after[name] for name in kept)
        yield told(f"the next run keeps {len(kept)} of {len(names)}", is_so and whole)
        another = replace(stores, warehouse_dir=place.folder / "stores" / "another")
        found = read(another)
        yield told(
            "another machine finds all of it in the lake",
            all(outcome.from_cache for outcome in found.values())
            and files(another.cache_dir) == files(stores.cache_dir),
        )


# --- all of it --------------------------------------------------------------------------------


@contextmanager
def place_of(size: int, folder: Path, samples: Mapping[str, bytes]) -> Iterator[Place]:
    """A cluster of so many workers."""
    folder.mkdir()
    with Cluster(folder) as cluster:
        for _ in range(size):
            cluster.start_worker()
        yield Place(cluster, size, folder, samples)


def prove(size: int, folder: Path, server: Server | None) -> Iterator[bool]:
    """Look at one thing after the other, with so many workers."""
    print(f"\n{size} workers", flush=True)
    found = sorted((PROJECT_ROOT / "raw" / "samples").glob("*.txt"), key=os.path.getsize)
    samples = {path.name: path.read_bytes() for path in found[:SAMPLES]}
    store = None if server is None else f"s3://{BUCKET}/{size}"
    with place_of(size, folder, samples) as place:
        with nullcontext() if server is None else server.running():
            yield from same_bytes(place, store)
        yield from killed_worker(place)
        yield from interrupted_run(place)
        if server is not None and store is not None:
            with server.running():
                yield from killed_store(place, server, store)
        yield from hanging_worker(place)
        yield from restarted_scheduler(place)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove all of it; 1 where something did not hold."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.cluster",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--server", type=Path, help="s3rver, as npm installed it")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = server_in(folder, options.server) if options.server else None
        proofs = [
            is_so
            for size in options.workers
            for is_so in prove(size, folder / f"of-{size}", server)
        ]
    print(f"\n{sum(proofs)} of {len(proofs)} hold")
    return 0 if all(proofs) else 1


if __name__ == "__main__":
    raise SystemExit(main())
