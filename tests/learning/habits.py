"""How often reports of the learned template fill their columns: the bounds of ``habits``.

``python -m tests.learning.habits`` prints the least and the greatest share of rows among generated
reports, as ``assignment.habits`` has them, for reading: what is written there is rounded by hand.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from pipeline.extract import read_report
from pipeline.extract.assignment.columns import Reading, RowContext, filling
from pipeline.extract.parsers import indicators
from tests.corpus import cycle, library

SURELY = 0.9
LEAST_ROWS = 8


def shares(path: Path) -> Mapping[str, float]:
    """Return in which share of a report's sure rows of a kind each column is filled."""
    asked: Counter[str] = Counter()
    told: Counter[str] = Counter()

    def listen(rows: Iterable[tuple[RowContext, Sequence[Reading]]]) -> Mapping[str, float]:
        asked.clear()
        told.clear()
        for context, found in rows:
            if found and found[0].probability >= SURELY:
                asked.update(filling(context.columns, context))
                told.update(filling(found[0].measures, context))
        return {}

    with patch.object(indicators, "learn_habit", listen):
        read_report(path)
    return {name: told[name] / count for name, count in asked.items() if count >= LEAST_ROWS}


def main() -> None:
    """Read generated reports as flow text and print the extremes of their shares."""
    parser = argparse.ArgumentParser(prog="python -m tests.learning.habits", description=__doc__)
    parser.add_argument("--seeds", type=int, default=80, help="generated reports (80)")
    found: defaultdict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(parser.parse_args().seeds):
            path = library.write_case(cycle.any_report(seed), "flow_text", seed, Path(folder))
            for name, share in shares(path).items():
                found[name].append(share)
    for name, of_reports in sorted(found.items()):
        print(f"{name:40}{min(of_reports):8.3f}{max(of_reports):8.3f}  {len(of_reports)} reports")


if __name__ == "__main__":
    main()
