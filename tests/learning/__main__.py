"""The command ``python -m tests.learning``: learn the weights of column assignment."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.extract.assignment.column_weights import TABLE_CALIBRATION
from pipeline.extract.assignment.columns import calibrated
from tests.accuracy.__main__ import FIRST_SEED, generated_comparisons, print_calibration
from tests.accuracy.compare import Judged
from tests.learning.fit import calibration, fit, judged, promised
from tests.learning.prior import PRIOR, bounds
from tests.learning.rows import learning_rows

TARGET = (
    Path(__file__).resolve().parents[2]
    / "pipeline"
    / "extract"
    / "assignment"
    / "column_weights.py"
)
PULL = 0.3
LEAST = 20
_HEAD = '''"""What the cues of ``columns`` weigh, and how often its shares are right.

Written by ``python -m tests.learning``; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping
'''
_WEIGHTS = """WEIGHTS: Mapping[str, float] = {"""
_CALIBRATION = '''"""Natural logarithms of odds, by "cue:what it sees"."""

CALIBRATION: tuple[tuple[float, float], ...] = ('''
_TABLES = ''')
"""Shares of the probability, and how often columns with such a share are right."""

TABLE_CALIBRATION: tuple[tuple[float, float], ...] = ('''
_END = ''')
"""The same for the cells of tables that are no indicators."""
'''
Points = Sequence[tuple[float, float]]


def main() -> int:
    """Learn, show the calibration on reports not learned from, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.learning", description=__doc__)
    parser.add_argument(
        "--seeds", type=int, default=150, help="reports to learn from; twice as many calibrate"
    )
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--unseen", type=int, default=60, help="reports to show calibration on")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    ends = [options.first_seed + options.seeds * part for part in (1, 3)]
    last = ends[1] + options.unseen
    if last > FIRST_SEED:
        print(f"Seeds from {FIRST_SEED} on are kept for measuring.", file=sys.stderr)
        return 2
    rows = list(learning_rows(range(options.first_seed, ends[0])))
    weights = fit(rows, PRIOR, bounds, pull=PULL, least=LEAST)
    print(f"{len(rows)} rows, {len(weights)} weights")
    cells = judged(list(learning_rows(range(*ends))), weights)
    points = promised(calibration(cells), cells)
    unseen = judged(list(learning_rows(range(ends[1], last))), weights)
    print(f"reports {ends[1]} to {last - 1}, not learned from, as learned and calibrated:")
    print_calibration(unseen)
    print_calibration([Judged(calibrated(cell.confidence, points), cell.right) for cell in unseen])
    tables = table_points(range(ends[0], ends[0] + options.seeds), TABLE_CALIBRATION)
    if not options.dry_run:
        TARGET.write_text(source_of(weights, points, tables), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


def table_points(seeds: Sequence[int], now: Points) -> Points:
    """Return the calibration of other tables' cells, from reports as they are read now.

    What is read is calibrated already, so what is measured comes on top of that.
    """
    cells = [
        judged
        for name in ("flow_text", "flow_text_other")
        for report in generated_comparisons(name, len(seeds) // 2, seeds[0])
        for judged in report.judged_tables
    ]
    measured = calibration([cell for cell in cells if cell.confidence < 1])
    if len(now) == 2:
        return measured
    return [(share, round(calibrated(often, measured), 4)) for share, often in now]


def source_of(weights: Mapping[str, float], points: Points, tables: Points) -> str:
    """Return weights and calibrations as the Python module that ``extract`` imports."""
    lines = [f'    "{name}": {round(weight, 3)},' for name, weight in sorted(weights.items())]
    return "\n".join(
        (_HEAD, _WEIGHTS, *lines, "}", _CALIBRATION, *_dots(points), _TABLES, *_dots(tables), _END)
    )


def _dots(points: Points) -> list[str]:
    return [f"    ({share}, {often})," for share, often in points]


if __name__ == "__main__":
    sys.exit(main())
