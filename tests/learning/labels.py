"""The command ``python -m tests.learning.labels``: how sure labels of run tables are.

Learned from the text that other tools take out of the PDFs of layouts for developing, and from
the project's own flow text; calibrated on each half of the reports by what the other half
teaches. Layouts that are held out teach nothing: ``python -m tests.benchmarks.texts`` checks on
them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from pipeline.extract import UnreadableDocument, read_document
from pipeline.extract.assignment.label_evidence import Evidence, evidence
from pipeline.extract.document import RunTable
from pipeline.extract.parsers.activities import is_activity_table
from pipeline.extract.parsers.indicators import is_indicator_table
from pipeline.extract.parsers.run_tables import read_undoubted
from tests.accuracy.__main__ import print_calibration
from tests.accuracy.compare import Judged, normal
from tests.accuracy.truth import Truth, read_truth
from tests.benchmarks.layouts import chosen
from tests.benchmarks.texts import missing_for, texts
from tests.corpus import cycle, library
from tests.corpus.layouts import LAYOUTS, is_there
from tests.learning.fit import calibration, promised

TARGET = (
    Path(__file__).resolve().parents[2] / "pipeline" / "extract" / "assignment" / "label_weights.py"
)
FIRST_SEED = 7200
"""Reports of these seeds and on are learned from."""
TOOLS = ("pdftotext_raw", "pymupdf", "pypdf", "tika")
OWN_FORMATS = ("flow_text", "flow_text_other")
PULL = 30.0
"""Cells of one table are right or wrong together, so that they count for fewer than they are: of
75,214 cells from other tools, each judged by what the other half of the reports taught, 26,073 are
surer than any share with one wrong in 400 where it is 30, 13,709 where it is 3."""
SURE_CELLS = 500
_FOR = frozenset(
    ("share", "head", "least head", "least share", "mean share", "margin", "agreement")
)
_AGAINST = (
    "odd",
    "unknown",
    "loose",
    "piece",
    "twice",
    "small row",
    "small below",
    "years in head",
)
"""What a label that begins so is like: torn, joined, cut, or the rest of another."""
_EVERY = 6
"""Of so many layouts a report is typeset in one: other reports teach more than other looks."""
_HEAD = '''"""What tells how sure the labels of run tables are, and how often its shares are right.

Written by ``python -m tests.learning.labels``; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LABEL_WEIGHTS: Mapping[str, float] = {'''
_CALIBRATION = '''}
"""Natural logarithms of odds, by what is seen."""

LABEL_CALIBRATION: tuple[tuple[float, float], ...] = ('''
_END = ''')
"""Shares of the probability, and how often cells with such a share are right."""
'''


@dataclass(frozen=True, slots=True)
class LabelCase:
    """What was seen of one cell, and whether value, row label and column label are right."""

    seen: Evidence
    right: bool


def main() -> int:
    """Learn the weights, calibrate those of either half on the other, print that, write both."""
    parser = argparse.ArgumentParser(prog="python -m tests.learning.labels", description=__doc__)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--seeds", type=int, default=24, help="reports; two or more")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    middle = options.first_seed + options.seeds // 2
    one = list(cases(range(options.first_seed, middle)))
    two = list(cases(range(middle, options.first_seed + options.seeds)))
    weights = fitted([*one, *two], pull=PULL)
    judged = [
        *judge(two, fitted(one, pull=PULL)),
        *judge(one, fitted(two, pull=PULL)),
    ]
    points = promised(calibration(judged), judged, SURE_CELLS)
    print(f"{len(judged)} cells, each judged by what the other half of the reports taught:")
    print_calibration(judged)
    for name, weight in sorted(weights.items(), key=lambda item: -abs(item[1])):
        print(f"  {name:<16}{weight:8.3f}")
    if not options.dry_run:
        TARGET.write_text(source_of(weights, points), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


def cases(seeds: Sequence[int]) -> Iterator[LabelCase]:
    """Yield what is seen of the cells of other tables in texts of the layouts for developing."""
    for path, known in texts_to_learn(seeds):
        yield from cases_of(path, known)


def texts_to_learn(seeds: Sequence[int]) -> Iterator[tuple[Path, Truth]]:
    """Yield texts of the layouts for developing, and of the project's own kind, with the truth.

    Every report is read as two of the tools give it, which take turns.
    """
    for number, name, seed in typeset_in_turn(seeds):
        for tool in (TOOLS[(number // _EVERY + seed + other) % len(TOOLS)] for other in range(2)):
            if not missing_for(tool):
                yield from texts(name, tool, [seed])
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            for name in OWN_FORMATS:
                path = library.write_case(cycle.any_report(seed), name, seed, Path(folder))
                yield path, read_truth(Path(folder) / "truth" / path.stem, complete=True)


def typeset_in_turn(seeds: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """Yield number and name of a layout for developing and a seed: each seed in a few layouts."""
    for number, name in enumerate(chosen("developing")):
        for seed in seeds if is_there(LAYOUTS[name].program) else ():
            if (number + seed) % _EVERY == 0:
                yield number, name, seed


def cases_of(path: Path, known: Truth) -> Iterator[LabelCase]:
    """Yield what is seen of the cells of a file's run tables; nothing where it is refused."""
    try:
        document = read_document(path)
    except UnreadableDocument:
        return
    left: Counter[tuple[str, str, str | float]] = Counter(
        (normal(row["row_label"]), normal(row["col_label"]), row["value"] and float(row["value"]))
        for row in known.cells
    )
    for block in document.blocks:
        if not isinstance(block, RunTable):
            continue
        if is_indicator_table(block) or is_activity_table(block):
            continue
        body, looks = read_undoubted(block)
        if looks is None:
            continue
        for cell, seen in zip(body.cells, evidence(body.cells, looks), strict=True):
            if cell.column_no > 1:
                value = "" if cell.value is None else cell.value
                answer = (normal(cell.row_label), normal(cell.column_label), value)
                right = left[answer] > 0
                left[answer] -= right
                yield LabelCase(seen, right)


def fitted(taught: Sequence[LabelCase], *, pull: float) -> dict[str, float]:
    """Return the weights of a logistic regression; half the squares of them count against it.

    What can only speak for a label, or only against one, does, whatever a sample says.
    """
    names = sorted({name for case in taught for name in case.seen})
    at = np.array([[case.seen.get(name, 0.0) for name in names] for case in taught])
    right = np.array([case.right for case in taught], dtype=float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = at @ weights
        share = 1 / (1 + np.exp(-odds))
        cost = np.logaddexp(0, odds) - right * odds
        return float(cost.sum() + pull / 2 * weights @ weights), (
            at.T @ (share - right) + pull * weights
        )

    bounds = [_bounds(name) for name in names]
    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip(names, result.x.tolist(), strict=True))


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in _FOR:
        return 0.0, None
    return (None, 0.0) if name.startswith(_AGAINST) else (None, None)


def judge(cases: Sequence[LabelCase], weights: Mapping[str, float]) -> list[Judged]:
    """Return every case with the share that the weights give it."""
    odds = [
        sum(weights.get(name, 0.0) * amount for name, amount in case.seen.items()) for case in cases
    ]
    return [
        Judged(float(1 / (1 + np.exp(-odd))), case.right)
        for odd, case in zip(odds, cases, strict=True)
    ]


def source_of(
    weights: Mapping[str, float],
    points: Sequence[tuple[float, float]],
    parts: tuple[str, str, str] = (_HEAD, _CALIBRATION, _END),
) -> str:
    """Return weights and calibration as the Python module that ``extract`` imports.

    ``parts`` stand before the weights, between both and behind the calibration.
    """
    lines = [f'    "{name}": {round(weight, 3)},' for name, weight in sorted(weights.items())]
    dots = [f"    ({share}, {often})," for share, often in points]
    return "\n".join((parts[0], *lines, parts[1], *dots, parts[2]))


if __name__ == "__main__":
    sys.exit(main())
