"""The command ``python -m tests.learning``: learn the weights of column assignment."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.accuracy.__main__ import FIRST_SEED, print_calibration
from tests.learning.fit import fit, judged
from tests.learning.prior import PRIOR, bounds
from tests.learning.rows import learning_rows

TARGET = Path(__file__).resolve().parents[2] / "pipeline" / "extract" / "column_weights.py"
PULL = 0.3
LEAST = 20
_HEAD = '''"""What the cues of ``columns`` weigh: natural logarithms of odds.

Written by ``python -m tests.learning``; do not edit. Names are "cue:what it sees".
"""

from __future__ import annotations

from collections.abc import Mapping

'''


def main() -> int:
    """Learn, show the calibration on reports not learned from, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m tests.learning", description=__doc__)
    parser.add_argument("--seeds", type=int, default=150, help="reports to learn from")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--unseen", type=int, default=40, help="reports to show calibration on")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    end = options.first_seed + options.seeds
    if end > FIRST_SEED:
        print(f"Seeds from {FIRST_SEED} on are kept for measuring.", file=sys.stderr)
        return 2
    rows = list(learning_rows(range(options.first_seed, end)))
    weights = fit(rows, PRIOR, bounds, pull=PULL, least=LEAST)
    print(f"{len(rows)} rows, {len(weights)} weights")
    unseen = list(learning_rows(range(end, end + options.unseen)))
    print(f"{len(unseen)} rows of reports {end} to {end + options.unseen - 1}, not learned from:")
    print_calibration(judged(unseen, weights))
    if not options.dry_run:
        TARGET.write_text(source_of(weights), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


def source_of(weights: Mapping[str, float]) -> str:
    """Return the weights as the Python module that ``columns`` imports."""
    lines = [f'    "{name}": {round(weight, 3)},' for name, weight in sorted(weights.items())]
    return "\n".join((_HEAD + "WEIGHTS: Mapping[str, float] = {", *lines, "}", ""))


if __name__ == "__main__":
    sys.exit(main())
