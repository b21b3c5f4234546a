"""What a night costs, and how that grows with the archive.

``python -m tests.benchmarks.growth --help``. For each size a warehouse of its own: all
reports new, then one of them changed, then nothing new; each run in a process of its own.
Seconds are those of the processor, workers included, so that a busy machine changes them
little; where a run is repeated the median counts. An exponent of 1 means that twice as many
reports cost twice as much, one of 0 that they cost nothing more.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from pathlib import Path
from statistics import linear_regression, median

from pipeline.publish.published import current_release
from pipeline.publish.staging import Stage
from pipeline.settings import PROJECT_ROOT, Settings
from tests.benchmarks.compare_readers import FIRST_SEED
from tests.benchmarks.one_run import BEFORE
from tests.corpus import cycle, library
from tests.corpus.model import Kind

ALL_NEW, ONE_CHANGED, NOTHING_NEW = "all new", "one changed", "nothing new"
YEARS = range(2015, 2028)
RELEASING = (Stage.VERDICT.value, Stage.RELEASE.value)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "start": (BEFORE, Stage.INVENTORY.value),
    "reading": (Stage.EXTRACT.value,),
    "transform": (Stage.TRANSFORM.value,),
    "checks": (Stage.CHECK.value,),
    "reconcile": (Stage.RECONCILE.value,),
    "dbt": (Stage.BUILD.value,),
    "diff": (Stage.DIFF.value,),
    "release": RELEASING,
}
"""Which stages stand in which column. Checks are made while facts are, so that what stands
under them is writing the files."""


@dataclass(frozen=True, slots=True)
class Run:
    """Processor seconds by stage, and peak memory in bytes; ``peaks`` is it by their ends."""

    stages: Mapping[str, float]
    peaks: Mapping[str, int]
    coordinator: int
    worker: int

    @property
    def seconds(self) -> float:
        """All of them."""
        return sum(self.stages.values())

    def column(self, name: str) -> float:
        """Seconds of a column of the table."""
        return sum(self.stages.get(stage, 0.0) for stage in COLUMNS[name])


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: its runs by kind, and bytes by what they are of."""

    reports: int
    runs: Mapping[str, Run]
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Bound:
    """What is said to grow, how it is taken from a size, and the greatest exponent wanted."""

    name: str
    of: Callable[[Measured], float]
    most: float


BOUNDS = (
    Bound("reading, all new", lambda m: m.runs[ALL_NEW].column("reading"), 1.05),
    Bound("transform and checks, all new", lambda m: m.runs[ALL_NEW].column("transform"), 1.05),
    Bound("reconcile, all new", lambda m: m.runs[ALL_NEW].column("reconcile"), 1.05),
    Bound("dbt, all new", lambda m: m.runs[ALL_NEW].column("dbt"), 1.05),
    Bound("one changed, whole run", lambda m: m.runs[ONE_CHANGED].seconds, 0.3),
    Bound("nothing new, whole run", lambda m: m.runs[NOTHING_NEW].seconds, 0.3),
    Bound("memory of the coordinator", lambda m: m.runs[ALL_NEW].coordinator, 0.2),
)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The exponent of growth: slope of the line through the logarithms; NaN for one size."""
    if len(sizes) < 2:
        return math.nan
    return linear_regression([math.log(n) for n in sizes], [math.log(c) for c in costs]).slope


def typical(runs: Sequence[Run]) -> Run:
    """The median of each stage and of each memory."""
    names = dict.fromkeys(name for run in runs for name in run.stages)
    return Run(
        {name: median(run.stages.get(name, 0.0) for run in runs) for name in names},
        {name: int(median(run.peaks.get(name, 0) for run in runs)) for name in names},
        coordinator=int(median(run.coordinator for run in runs)),
        worker=int(median(run.worker for run in runs)),
    )


def committees() -> Iterator[str]:
    """Names of a thousand committees: the invented ones, then their parts joined otherwise."""
    parts = sorted({part for name in cycle.INVENTED for part in name.split("-")})
    joined = ("-".join(names) for count in (2, 3) for names in permutations(parts, count))
    yield from dict.fromkeys((*cycle.INVENTED, *joined))


@dataclass(frozen=True)
class Archive:
    """Reports of a size, no two of the same committee, kind and year."""

    folder: Path
    formats: Sequence[str]

    def fill(self, count: int) -> None:
        """Write the first ``count`` reports, those that are there left alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for number, whose in enumerate(islice(_reports(), count)):
            if not list(self.folder.glob(f"{number:06}.*")):
                self._write(number, whose, FIRST_SEED)

    def change(self, number: int, seed: int) -> None:
        """Write a report anew with other figures and texts."""
        self._write(number, next(islice(_reports(), number, None)), seed)

    def _write(self, number: int, whose: tuple[str, int, Kind], seed: int) -> None:
        kind = self.formats[number % len(self.formats)]
        rendering = library.render(cycle.compose(seed, *whose), kind, seed)
        (self.folder / f"{number:06}{rendering.suffix}").write_bytes(rendering.data)


def _reports() -> Iterator[tuple[str, int, Kind]]:
    yield from product(committees(), YEARS, Kind)


@dataclass(frozen=True, slots=True)
class Options:
    """How often, and by how many workers."""

    repeats: int
    full_repeats: int
    workers: int


def measure(archive: Archive, folder: Path, reports: int, options: Options) -> Measured:
    """All new, one changed, nothing new, in a warehouse of its own."""
    archive.fill(reports)
    settings = Settings(raw_dir=archive.folder, warehouse_dir=folder / "warehouse")
    new: list[Run] = []
    for _ in range(options.full_repeats):
        shutil.rmtree(folder, ignore_errors=True)
        new.append(_run(settings, folder, options.workers))
    changed: list[Run] = []
    for number in range(options.repeats):
        archive.change(reports // 2, FIRST_SEED + 1 + number)
        changed.append(_run(settings, folder, options.workers))
    idle = [_run(settings, folder, options.workers) for _ in range(options.repeats)]
    runs = {ALL_NEW: typical(new), ONE_CHANGED: typical(changed), NOTHING_NEW: typical(idle)}
    return Measured(reports, runs, _sizes(settings, folder))


def _run(settings: Settings, folder: Path, workers: int) -> Run:
    folder.mkdir(parents=True, exist_ok=True)
    result = folder / "result.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.one_run", str(result)],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "NAMNDLAGER_RAW": str(settings.raw_dir),
            "NAMNDLAGER_WAREHOUSE": str(settings.warehouse_dir),
            "NAMNDLAGER_WORKERS": str(workers),
            # A changed report has other figures: that is what is measured, and no defect.
            "NAMNDLAGER_ACCEPT_CHANGES": "1",
            "DAGSTER_HOME": str(folder / "dagster"),
        },
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"a run ended with status {done.returncode}: nothing is measured")
    found = json.loads(result.read_text())
    return Run(found["stages"], found["peaks"], found["coordinator"], found["worker"])


def _sizes(settings: Settings, folder: Path) -> dict[str, int]:
    current = current_release(settings)
    assert current is not None
    warehouse = {path.name: path for path in sorted(settings.warehouse_dir.iterdir())}
    folders = {name: path for name, path in warehouse.items() if path.is_dir()}
    del folders["releases"]
    return {
        "raw": _bytes(settings.raw_dir),
        "database": current.database.resolve().stat().st_size,
        **{name: _bytes(path) for name, path in folders.items()},
        "Dagster": _bytes(folder / "dagster"),
    }


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def tell(found: Sequence[Measured]) -> None:
    """Print the tables."""
    print("\nProcessor seconds, and megabytes at the peak\n")
    print(f"| reports | run | all | {' | '.join(COLUMNS)} | coordinator | worker | of all new |")
    print("|--:|---|" + "--:|" * (len(COLUMNS) + 4))
    for one in found:
        for name, run in one.runs.items():
            columns = " | ".join(f"{run.column(column):.2f}" for column in COLUMNS)
            memory = f"{run.coordinator / 1e6:.0f} | {run.worker / 1e6:.0f}"
            share = run.seconds / one.runs[ALL_NEW].seconds
            head = f"| {one.reports:,} | {name} | {run.seconds:.2f}"
            print(f"{head} | {columns} | {memory} | {share:.1%} |")
    _tell_peaks(found)
    print("\nKilobytes a report, after these runs\n")
    names = list(dict.fromkeys(name for one in found for name in one.sizes))
    print(f"| reports | {' | '.join(names)} |")
    print("|--:|" + "--:|" * len(names))
    for one in found:
        sizes = " | ".join(f"{one.sizes.get(name, 0) / one.reports / 1e3:.1f}" for name in names)
        print(f"| {one.reports:,} | {sizes} |")
    print("\n| grows | exponent | wanted, at most |")
    print("|---|--:|--:|")
    for bound in BOUNDS:
        grown = exponent([one.reports for one in found], [bound.of(one) for one in found])
        print(f"| {bound.name} | {grown:.2f} | {bound.most} |")


def _tell_peaks(found: Sequence[Measured]) -> None:
    """Which stage takes the memory: a peak stays until a greater one."""
    print("\nMegabytes of the coordinator's peak by the end of each stage, all new\n")
    stages = list(found[0].runs[ALL_NEW].peaks)
    print(f"| reports | {' | '.join(stages)} |")
    print("|--:|" + "--:|" * len(stages))
    for one in found:
        peaks = one.runs[ALL_NEW].peaks
        shown = " | ".join(f"{peaks.get(stage, 0) / 1e6:.0f}" for stage in stages)
        print(f"| {one.reports:,} | {shown} |")


def main(arguments: list[str] | None = None) -> int:
    """Measure every size and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[3, 30, 100], metavar="REPORTS")
    parser.add_argument(
        "--formats",
        nargs="+",
        default=["tab_text"],
        choices=sorted(library.FORMATS),
        help="in turn, from report to report (tab_text)",
    )
    parser.add_argument("--repeats", type=int, default=3, help="of runs with little new (3)")
    parser.add_argument("--full-repeats", type=int, default=1, help="of runs with all new (1)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--folder", type=Path, help="where to work; kept, and used again")
    asked = parser.parse_args(arguments)
    options = Options(asked.repeats, asked.full_repeats, asked.workers)
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as temporary:
        place = (asked.folder or Path(temporary)).absolute()
        for size in sorted(asked.sizes):
            archive = Archive(place / str(size) / "raw", asked.formats)
            found.append(measure(archive, place / str(size) / "work", size, options))
            print(f"{size:,} reports measured", flush=True)
    tell(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
