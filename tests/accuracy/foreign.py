"""How well reports are read that other people's programs have written, way by way.

``python -m tests.accuracy --foreign``. Tables are compared cell by cell over the whole
report, for no table keeps its number where another program adds or drops one.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.extract import UnreadableDocument, read_report
from pipeline.extract.report import Report
from tests.accuracy.compare import Comparison, Judged, compare, lost, normal
from tests.accuracy.truth import Truth, read_truth
from tests.corpus import cycle, foreign, truth
from tests.corpus.random_tables import cells_beside, reworked

SURE = 0.95
"""A wrong value with this confidence or more is counted as confidently wrong."""

FIRST_SEEDS = {False: 500, True: 9500}
"""Where the seeds of the layouts to learn from and of those to check on begin."""

_EXACT = ("goals", "indicators", "cells", "activities", "kept", "exact")

HEAD = (
    f"{'way':<28}{'goals':>8}{'indic.':>8}{'cells':>8}{'activ.':>8}{'kept':>8}{'exact':>8}"
    f"{f'wrong at {SURE}':>16}  refused"
)
"""The head of the table that ``lines_of`` gives the lines of."""


@dataclass(slots=True)
class Tally:
    """Right and wanted answers by kind, and confident values that are wrong."""

    way: str
    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    sure: int = 0
    wrong: int = 0
    refused: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another way's answers in."""
        self.right += other.right
        self.wanted += other.wanted
        self.sure += other.sure
        self.wrong += other.wrong
        self.refused += other.refused

    def share(self, kind: str) -> float:
        """The share of a kind's answers that were given right."""
        return self.right[kind] / self.wanted[kind] if self.wanted[kind] else 1.0


def tally(
    way: str, seeds: Sequence[int], *, held_out: bool, misses: int = 0, by_lot: bool = False
) -> Tally:
    """Write and read the reports of some seeds in one way, in layouts of a set or by lot."""
    total = Tally(way)
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            report = cycle.any_report(seed)
            report = reworked(report, seed) if by_lot else report
            said = truth.truth_of(report, {}, [], f"{way}-{seed}")
            said["cells"] += cells_beside(report, seed) if by_lot else ()
            truth.write(said, Path(folder) / "truth")
            known = read_truth(Path(folder) / "truth", complete=True)
            source = foreign.Source(report, seed, Path(folder), held_out, by_lot)
            count_report(total, foreign.WAYS[way].write(source), known, misses=misses)
    return total


def count_report(total: Tally, path: Path, known: Truth, *, misses: int = 0) -> None:
    """Read a file and count what of it is right; at most so many misses of a kind are printed."""
    try:
        read = read_report(path)
    except UnreadableDocument as error:
        total.refused.append(f"{known.name}: {error}")
        _count(total, lost(known, str(error)))
        _want_cells(total, known)
        return
    comparison = compare(read, known)
    _count(total, comparison)
    _count_tables(total, read, known)
    _judge(total, comparison.judged)
    for score in comparison.scores:
        for miss in score.misses[:misses]:
            print(f"    {total.way} {known.name} {score.kind}: {miss}")


def _count(total: Tally, comparison: Comparison) -> None:
    for score in comparison.scores:
        kind = "cells" if score.kind.startswith("indicator cells") else score.kind
        if kind in _EXACT:
            total.right[kind] += score.right
            total.wanted[kind] += score.wanted


def _want_cells(total: Tally, known: Truth) -> None:
    total.wanted["kept"] += len(known.cells)
    total.wanted["exact"] += len(known.cells)


def _count_tables(total: Tally, report: Report, known: Truth) -> None:
    cells = [cell for table in report.tables for cell in table.cells if cell.column_no > 1]
    kept = Counter(_bare(cell.text) for cell in cells)
    total.right["kept"] += (kept & Counter(_bare(row["raw"]) for row in known.cells)).total()
    judged = judged_cells(report, known)
    total.right["exact"] += sum(one.right for one in judged)
    _want_cells(total, known)
    _judge(total, judged)


def judged_cells(report: Report, known: Truth) -> list[Judged]:
    """Return the values of other tables, and whether value and both labels are right.

    Cells are paired over the whole report, whatever table they stand in.
    """
    left: Counter[tuple[str, str, str | float]] = Counter(
        (normal(row["row_label"]), normal(row["col_label"]), row["value"] and float(row["value"]))
        for row in known.cells
    )
    judged: list[Judged] = []
    for cell in (cell for table in report.tables for cell in table.cells if cell.column_no > 1):
        value = "" if cell.value is None else cell.value
        answer = (normal(cell.row_label), normal(cell.column_label), value)
        right = left[answer] > 0
        left[answer] -= right
        judged.append(Judged(cell.confidence, right))
    return judged


def _bare(text: str) -> str:
    return normal(text).replace(" ", "")


def _judge(total: Tally, judged: Sequence[Judged]) -> None:
    sure = [one for one in judged if one.confidence >= SURE]
    total.sure += len(sure)
    total.wrong += sum(not one.right for one in sure)


def report_on(
    ways: Sequence[str],
    count: int,
    *,
    held_out: bool,
    first: int | None,
    misses: int,
    by_lot: bool = False,
    each: bool = False,
) -> Iterator[str]:
    """Yield the lines of a table: one a way, or why it was left out; with ``each`` one a seed."""
    yield HEAD
    start = FIRST_SEEDS[held_out] if first is None else first
    for name in ways:
        if missing := foreign.WAYS[name].missing:
            yield f"{name:<28}  left out: needs {', '.join(missing)}"
            continue
        whole = Tally(name)
        for seed in range(start, start + count):
            found = tally(name, (seed,), held_out=held_out, misses=misses, by_lot=by_lot)
            whole.add(found)
            found.way = f"{name} {seed}"
            yield from lines_of(found) if each else ()
        yield from lines_of(whole)


def lines_of(found: Tally) -> Iterator[str]:
    """Yield a way's line of the table, and why which reports were refused."""
    shares = "".join(f"{found.share(kind):>8.1%}" for kind in _EXACT)
    yield f"{found.way:<28}{shares}{found.wrong:>8} of {found.sure:<5} {len(found.refused)}"
    yield from (f"    refused {reason}" for reason in found.refused)
