"""What a cluster costs and gives: bytes, throughput, processor seconds a document.

``python -m tests.benchmarks.cluster --help``. Generated reports are read on this machine
and then on clusters of loopback, scheduler and workers in processes of their own; every
entry of the cache has to have the same bytes. Then documents that take no time to read
show what a document costs beside being read, and ``cluster_simulation`` reckons from that
how long a large archive takes. Costs are processor seconds, which a busy machine changes
little; throughput is by the wall clock and means nothing on a machine that has other work,
or with more workers than it has cores. The load of the machine is printed beside.

Every cluster reads by each of ``WAYS`` that a document and what is made of it may take.
"""

from __future__ import annotations

import argparse
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from pipeline.intake import take_inventory
from pipeline.intake.cluster.post import Post
from pipeline.intake.cluster.task import Parcel, read_parcel
from pipeline.intake.engine import Reading, open_engine
from pipeline.intake.lake import Lake
from pipeline.intake.stored import StoredReports
from pipeline.settings import PROJECT_ROOT, Settings
from tests.benchmarks.cluster_simulation import Cluster as Simulated
from tests.benchmarks.cluster_simulation import Costs, simulate
from tests.benchmarks.compare_readers import FIRST_SEED
from tests.corpus import cycle, library
from tests.faults.object_store import BUCKET, server_in
from tests.faults.object_store import put as upload
from tests.support.cluster import Cluster
from tests.support.reader import READER

FORMATS = ("tab_text_clean", "pdf", "docx")
ARCHIVES = (34_000, 300_000)
SIZES = (1, 2, 4, 10, 25, 100, 400)
HANDS = 4
PATIENCE = 3_600.0
"""Seconds; a busy machine is no failure."""

WAY = 0.02
"""Seconds on a network and in Dask's loops; on loopback it cannot be told from other work."""


Way = Callable[[Settings, Path], Settings]
"""Settings as they are, and a folder that nobody else uses; gives those of the way."""

WAYS: Mapping[str, Way] = {
    "by the scheduler": lambda here, _: here,
    "by a folder": lambda here, folder: replace(here, lake=str(folder / "lake")),
    "by stores": lambda here, folder: replace(
        here, raw_address=f"file://{here.raw_dir}", lake=f"file://{folder / 'lake'}"
    ),
}
"""How documents and what is made of them get there and back. Stores are folders here, spoken
to as fsspec speaks to any store: what a network and S3 take beside is no part of it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the wall clock, and of the processor by who spent them; without starting."""

    documents: int
    seconds: float
    coordinator: float
    scheduler: float
    workers: float


def generate(folder: Path, count: int) -> None:
    """Write so many reports and one to begin with, in turn in each of ``FORMATS``."""
    folder.mkdir(parents=True)
    for number in range(count + 1):
        kind = FORMATS[number % len(FORMATS)]
        seed = FIRST_SEED + number
        rendering = library.render(cycle.any_report(seed), kind, seed)
        (folder / f"{number}{rendering.suffix}").write_bytes(rendering.data)


def read_all(settings: Settings, cluster: Cluster | None = None) -> Measured:
    """Read all but the first of the raw folder, once the engine has read that on every worker.

    At the end all that was made stands in the cache.
    """
    first, *files = take_inventory(settings).files
    with open_engine(settings, StoredReports.below(settings)) as engine:
        warm = [engine.submit(first) for _ in range(2 * len(cluster.workers) if cluster else 2)]
        _all(warm)
        before = _spent(cluster)
        started = time.monotonic()
        _all([engine.submit(source) for source in files])
        Lake.of(settings).bring({source.sha256 for source in (first, *files)})
        seconds = time.monotonic() - started
        after = _spent(cluster)
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return Measured(len(files), seconds, *spent)


def through_scheduler(settings: Settings) -> float:
    """Bytes a document that pass the scheduler there and back, reckoned from some of them."""
    sources = take_inventory(settings).files[: len(FORMATS)]
    post = Post.of("benchmark", settings, StoredReports.below(settings))
    sent = 0
    for source in sources:
        parcel = post.parcel(0, source, None, whole=False)
        assert isinstance(parcel, Parcel)
        sent += len(pickle.dumps(parcel)) + len(pickle.dumps(read_parcel(parcel)))
    return sent / len(sources)


def _all(futures: Sequence[Future[Reading]]) -> None:
    for future in futures:
        future.result()


def _spent(cluster: Cluster | None) -> tuple[float, float, float]:
    """Processor seconds of this process, the scheduler, and the workers with their children."""
    if cluster is None:
        return time.process_time(), 0.0, _of(os.getpid(), also_own=False)
    workers = sum(_of(worker.pid) for worker in cluster.workers)
    return time.process_time(), _of(cluster.scheduler.pid), workers


def _of(pid: int, *, also_own: bool = True) -> float:
    process = psutil.Process(pid)
    family = [*([process] if also_own else []), *process.children(recursive=True)]
    return sum(float(one.cpu_times().user + one.cpu_times().system) for one in family)


def entries(settings: Settings) -> dict[str, bytes]:
    """Every file of the cache: readings, gists and facts."""
    found = (path for path in settings.cache_dir.rglob("*") if path.is_file())
    return {str(path.relative_to(settings.cache_dir)): path.read_bytes() for path in found}


def by_s3(raw: Path) -> Way:
    """The way over a server that speaks S3, with the documents of a folder there."""
    upload({f"raw/{path.name}": path.read_bytes() for path in raw.iterdir()})
    return lambda here, folder: replace(
        here, raw_address=f"s3://{BUCKET}/raw", lake=f"s3://{BUCKET}/{folder.name}"
    )


def compare(
    folder: Path, sizes: Sequence[int], ways: Mapping[str, Way]
) -> tuple[Measured, dict[str, Measured]]:
    """Read here, then on clusters of so many workers by every way; print a line each.

    Gives what this machine took, and the largest cluster by each way.
    """
    here = Settings(
        raw_dir=folder / "raw",
        warehouse_dir=folder / "alone",
        workers=1,
        cluster_seconds=PATIENCE,
    )
    alone = read_all(here)
    expected = entries(here)
    print(_row("this machine, 1 worker", alone, "-"), flush=True)
    largest: dict[str, Measured] = {}
    for size in sizes:
        with Cluster(_made(folder / f"cluster-{size}")) as cluster:
            for _ in range(size):
                cluster.start_worker()
            for number, (name, way) in enumerate(ways.items()):
                own = folder / f"by-{size}-{number}"
                there = way(replace(here, warehouse_dir=own, engine=cluster.engine), own)
                largest[name] = read_all(there, cluster)
                same = "equal" if entries(there) == expected else "DIFFERENT"
                print(_row(f"{size} workers, {name}", largest[name], same), flush=True)
    return alone, largest


def tell_bytes(folder: Path) -> None:
    """Print what passes the scheduler by each way."""
    for number, (name, way) in enumerate(WAYS.items()):
        own = folder / f"bytes-{number}"
        settings = way(Settings(raw_dir=folder / "raw", warehouse_dir=own), own)
        print(f"{name}: {through_scheduler(settings) / 1000:.0f} kB a document pass the scheduler")


def overhead(folder: Path, count: int) -> Measured:
    """Documents that take no time to read, by one worker."""
    raw = _made(folder / "nothing")
    for number in range(count + 1):
        (raw / f"{number}.txt").write_text(f"report Provby | T1 | {1000 + number}\n")
    with Cluster(_made(folder / "overhead")) as cluster:
        cluster.start_worker()
        settings = Settings(
            raw_dir=raw,
            warehouse_dir=folder / "w",
            reader=READER,
            engine=cluster.engine,
            cluster_seconds=PATIENCE,
        )
        return read_all(settings, cluster)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _row(name: str, found: Measured, same: str) -> str:
    a_document = [
        f"{1000 * spent / found.documents:.1f}"
        for spent in (found.coordinator, found.scheduler, found.workers)
    ]
    return f"| {name} | {found.documents / found.seconds:.2f} | {' | '.join(a_document)} | {same} |"


def tell_simulation(reading: float, way: str, costs: Costs) -> None:
    """Print how long an archive takes on clusters of several sizes, by one way."""
    print(
        f"\nSimulated {way}: {1000 * reading:.0f} ms to read a document, the coordinator "
        f"{1000 * (costs.send + costs.take):.1f} ms a document, {1000 * costs.way:.0f} ms on "
        f"the way; workers of {HANDS} cores\n"
    )
    heads = " | ".join(f"{archive:,} documents, hours | hands busy" for archive in ARCHIVES)
    print(f"| workers | {heads} | coordinator busy |")
    print("|--:|" + "--:|" * (2 * len(ARCHIVES) + 1))
    for size in SIZES:
        cells: list[str] = []
        busy = 0.0
        for archive in ARCHIVES:
            # A tenth of the archive is enough: the rest repeats it.
            found = simulate([reading] * (archive // 10), Simulated(size, HANDS), costs)
            cells += [f"{10 * found.seconds / 3600:.2f}", f"{found.busy:.0%}"]
            busy = found.coordinator_busy
        print(f"| {size} | {' | '.join(cells)} | {busy:.0%} |", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, simulate."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.cluster", description=__doc__)
    parser.add_argument("--documents", type=int, default=30, help="generated reports (30)")
    parser.add_argument("--empty", type=int, default=300, help="documents without work (300)")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4])
    parser.add_argument("--server", type=Path, help="npm's s3rver, for the way by S3")
    options = parser.parse_args(arguments)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the beginning\n")
    print("| engine | documents/s | coordinator, ms | scheduler, ms | workers, ms | bytes |")
    print("|---|--:|--:|--:|--:|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "raw", options.documents)
        server = server_in(folder, options.server) if options.server else None
        with nullcontext() if server is None else server.running():
            ways = {**WAYS, "by S3": by_s3(folder / "raw")} if server else WAYS
            alone, largest = compare(folder, options.workers, ways)
        empty = overhead(folder, options.empty)
        print(_row("1 worker, nothing to read", empty, "-") + "\n", flush=True)
        tell_bytes(folder)
    # Sending is what an empty document costs; what a real one costs more is taking it in, and
    # the idle loops of the time that it takes: an upper bound, and the empty one's a lower.
    reading, least = alone.workers / alone.documents, empty.coordinator / empty.documents
    for way, measured in largest.items():
        coordinator = measured.coordinator / measured.documents
        send = min(coordinator, least)
        tell_simulation(reading, way, Costs(send, coordinator - send, WAY))
    tell_simulation(reading, "at what an empty document costs", Costs(least, 0.0, WAY))
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")
    return 0


if __name__ == "__main__":
    os.chdir(PROJECT_ROOT)
    raise SystemExit(main())
