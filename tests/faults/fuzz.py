"""Mutated files through the real reading and all that is made of what was read.

A case is a function of its seed and number. It is read by the real engine (a worker process
with limits of time and memory); what is read goes through transform, contracts and
reconciliation, as in a run. What a reader says of a file is its own matter; counted as a
fault is only what a run may not do: break, hang, or publish a fact without a place.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyarrow as pa

from pipeline.intake.cache import Unreadable
from pipeline.intake.engine import ProcessEngine, Reading
from pipeline.intake.gist import StoredReport
from pipeline.intake.outcome import DocumentOutcome, Rejection, SourceFile
from pipeline.intake.stored import StoredReports
from pipeline.quality import contracts, reconcile
from pipeline.registry import TABLES, Layer
from pipeline.settings import MEBIBYTE, Settings
from pipeline.transform import build_tables
from tests.faults.mutations import BY_SUFFIX
from tests.faults.originals import Original, originals

SECONDS = 30.0
"""A file of under ten pages is read in a tenth of a second; one that takes this long hangs."""

MEMORY = 1024 * MEBIBYTE
AHEAD = 8
"""Cases that are made and waiting for a worker."""

PROVENANCE = "source_text"


@dataclass(frozen=True, slots=True)
class Case:
    """A mutated file."""

    seed: str
    number: int
    original: str
    mutations: tuple[str, ...]
    suffix: str
    data: bytes

    def __str__(self) -> str:
        """How to make it again, and what it is."""
        made = " ".join(self.mutations)
        return f"--seed {self.seed} --case {self.number} ({self.original}{self.suffix}: {made})"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case; ``faults`` are sentences, empty where the run would go on."""

    case: Case
    came_of_it: str
    faults: tuple[str, ...]
    defect: str | None
    seconds: float


@dataclass
class Tally:
    """What came of many cases."""

    results: int = 0
    came_of_it: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    faulty: list[Result] = field(default_factory=list)
    defects: list[Result] = field(default_factory=list)
    slowest: float = 0.0

    def add(self, result: Result) -> None:
        """Count a case."""
        self.results += 1
        self.came_of_it[result.came_of_it] += 1
        self.formats[result.case.suffix] += 1
        self.slowest = max(self.slowest, result.seconds)
        if result.faults:
            self.faulty.append(result)
        if result.defect:
            self.defects.append(result)

    def count(self, kind: str) -> int:
        """How many faults of a kind ("crash", "hang", "no place") there were."""
        return sum(fault.startswith(kind) for result in self.faulty for fault in result.faults)


def make_case(seed: str, number: int, among: Sequence[Original]) -> Case:
    """The case of that number: the same on every machine that has the same originals."""
    random = Random(f"{seed}:{number}")
    by_suffix: dict[str, list[Original]] = {}
    for original in among:
        by_suffix.setdefault(original.suffix, []).append(original)
    original = random.choice(by_suffix[random.choice(sorted(by_suffix))])
    known = BY_SUFFIX[original.suffix]
    chosen = tuple(random.choice(sorted(known)) for _ in range(random.choice((1, 1, 2, 4))))
    data = original.data
    for name in chosen:
        data = known[name](data, random)
    return Case(seed, number, original.name, chosen, original.suffix, data)


def run_cases(
    numbers: Sequence[int],
    *,
    seed: str,
    folder: Path,
    workers: int = 2,
    minutes: float | None = None,
    tell: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Read and build every case, or as many as fit into the minutes."""
    tally = Tally()
    until = time.monotonic() + 60 * minutes if minutes else float("inf")
    settings = Settings(
        raw_dir=folder,
        warehouse_dir=folder.with_name(f"{folder.name}-read"),
        workers=workers,
        seconds_per_document=SECONDS,
        memory_bytes_per_document=MEMORY,
    )
    waiting: list[tuple[Case, SourceFile, Future[Reading]]] = []
    reports = StoredReports.below(settings)
    with ProcessEngine(settings, reports) as engine:
        for number in numbers:
            if time.monotonic() > until:
                break
            case = make_case(seed, number, originals())
            source = _write(case, folder)
            waiting.append((case, source, engine.submit(source)))
            if len(waiting) >= AHEAD:
                tally.add(_finish(*waiting.pop(0), reports))
                tell(tally)
        for one in waiting:
            tally.add(_finish(*one, reports))
            tell(tally)
    return tally


def _write(case: Case, folder: Path) -> SourceFile:
    path = folder / f"{case.number}{case.suffix}"
    path.write_bytes(case.data)
    return SourceFile(path.name, path, hashlib.sha256(case.data).hexdigest(), len(case.data))


def _finish(
    case: Case, source: SourceFile, future: Future[Reading], reports: StoredReports
) -> Result:
    """What came of a case, once it is read."""
    started = time.monotonic()
    try:
        # Twice the limit: an engine that does not keep its own limit hangs the night.
        reading = future.result(timeout=2 * AHEAD * SECONDS)
    except TimeoutError:
        return Result(case, "hang", ("hang: the engine gave no answer",), None, SECONDS)
    except Exception as error:
        return Result(case, "crash", (f"crash of the engine: {_told(error)}",), None, 0.0)
    finally:
        source.path.unlink(missing_ok=True)
    told = reports.told(source, reading.told)
    if isinstance(told, Unreadable):
        came_of_it = f"rejected: {told.reason_code}"
        hung = [f"hang: {told.reason}"] if told.reason_code == "timeout" else []
        defect = told.reason if told.reason_code == "crashed" else None
    else:
        came_of_it, hung, defect = "read", [], None
    faults = (*hung, *faults_of(source, told, case.data))
    reports.cache.forget(source.sha256)
    seconds = reading.seconds + time.monotonic() - started
    return Result(case, came_of_it, faults, defect, seconds)


def faults_of(source: SourceFile, told: StoredReport | Unreadable, data: bytes) -> Iterator[str]:
    """What goes wrong in a run when this came of reading a file."""
    try:
        tables = build_tables([_outcome(source, told)], extractor_version="fuzz")
        broken = [promise for promise in contracts.check(tables) if not promise.passed]
        reconcile.find(tables)
    except Exception as error:
        yield f"crash of a later stage: {_told(error)}"
        return
    for promise in broken:
        yield f"crash of a contract: {promise.name} ({promise.table}): {promise.message}"
    for name, lost in without_place(tables, data).items():
        yield f"no place: {lost} rows of {name}"


def _outcome(source: SourceFile, told: StoredReport | Unreadable) -> DocumentOutcome:
    report, rejection = None, None
    if isinstance(told, Unreadable):
        rejection = Rejection(told.reason_code, told.reason, datetime.now(UTC))
    else:
        report = told
    return DocumentOutcome(source, report, rejection, report is not None, False, 0.0)


def without_place(tables: Mapping[str, pa.Table], data: bytes) -> dict[str, int]:
    """How many rows of each fact say no place that is in the file."""
    formats = tables["dim_report"]["source_format"].to_pylist()
    if not formats:
        return {}
    lines = 1 + sum(data.count(end) for end in (b"\n", b"\r", b"\f", b"\x0b", b"\x85", b"\xe2\x80"))
    found: dict[str, int] = {}
    for name, table in tables.items():
        if TABLES[name].layer is not Layer.FACT or PROVENANCE not in table.column_names:
            continue
        lost = sum(not _has_place(row, formats[0], lines) for row in table.to_pylist())
        if lost:
            found[name] = lost
    return found


def _has_place(row: Mapping[str, object], source_format: str, lines: int) -> bool:
    if not row["source_file"] or not row["source_text"]:
        return False
    if source_format == "pdf":
        return row["source_page"] is not None and row["source_bbox"] is not None
    if source_format == "docx":
        return True  # its text is its place: a DOCX has neither pages nor lines
    start, end = row["source_line_start"], row["source_line_end"]
    return isinstance(start, int) and isinstance(end, int) and 1 <= start <= end <= lines


def _told(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}:{where.lineno}"
    return f"{type(error).__name__} at {place}: {str(error)[:200]}"
