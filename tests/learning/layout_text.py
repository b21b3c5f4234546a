"""The command ``python -m tests.learning.layout_text``: how sure cells of layout text are.

Learned from what ``pdftotext -layout`` makes of the PDFs of layouts for developing and of looks
drawn by lot, indicators and other tables alike, and judged on each half of the reports by what the
other half teaches. Layouts that are held out and looks of other seeds teach nothing:
``python -m tests.benchmarks.texts`` checks on them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from pipeline.extract import UnreadableDocument, read_report
from pipeline.extract.readers.text import layout_text
from pipeline.extract.readers.text.layout_doubts import Evidence
from tests.accuracy.__main__ import print_calibration
from tests.accuracy.compare import compare
from tests.accuracy.foreign import judged_cells
from tests.accuracy.truth import Truth
from tests.benchmarks.texts import texts
from tests.corpus.layouts import is_there, layout_of
from tests.corpus.random_looks import PROGRAMS
from tests.learning.fit import sure_from
from tests.learning.labels import FIRST_SEED, LabelCase, fitted, judge, typeset_in_turn

TARGET = (
    Path(__file__).resolve().parents[2]
    / "pipeline"
    / "extract"
    / "readers"
    / "text"
    / "layout_weights.py"
)
TOOL = "pdftotext_layout"
PULL = 10.0
"""Cells of one table are right or wrong together, so that they count for fewer than they are."""
SURE_CELLS = 400
"""At most one of so many sure cells may be wrong."""
_FIRST, _STEP = 0.9, 1e-9
_HEAD = '''"""What tells how sure the cells of layout text are.

``python -m tests.learning.layout_text`` writes them anew; do not edit.
"""

from __future__ import annotations

from collections.abc import Mapping

LAYOUT_WEIGHTS: Mapping[str, float] = {'''
_END = '''}}
"""Natural logarithms of odds, by what is seen."""

SURE_FROM = {sure}
"""The share from which on hardly a cell is wrong."""
'''


def main() -> int:
    """Learn the weights, judge each half of the reports by the other, print that, write both."""
    parser = argparse.ArgumentParser(prog="python -m tests.learning.layout_text")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--seeds", type=int, default=15, help="reports; two or more")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    middle = options.first_seed + options.seeds // 2
    one = list(cases(range(options.first_seed, middle)))
    two = list(cases(range(middle, options.first_seed + options.seeds)))
    judged = [
        *judge(two, fitted(one, pull=PULL)),
        *judge(one, fitted(two, pull=PULL)),
    ]
    weights = fitted([*one, *two], pull=PULL)
    sure = round(sure_from(judged, SURE_CELLS), 4)
    print(f"{len(judged)} cells, each judged by what the other half of the reports taught:")
    print_calibration(judged)
    print(f"sure from {sure}: {sum(cell.confidence >= sure for cell in judged)} cells")
    for name, weight in sorted(weights.items(), key=lambda item: -abs(item[1])):
        print(f"  {name:<18}{weight:8.3f}")
    if not options.dry_run:
        lines = [f'    "{name}": {round(weight, 3)},' for name, weight in sorted(weights.items())]
        TARGET.write_text("\n".join((_HEAD, *lines, _END.format(sure=sure))), encoding="utf-8")
        print(f"written: {TARGET.name}")
    return 0


def cases(seeds: Sequence[int]) -> Iterator[LabelCase]:
    """Yield what is seen of the cells of layout text of layouts for developing, and of looks.

    Each seed draws a style sheet, and a look for one of the other programs, which take turns.
    """
    looks = [
        (f"{lot}/{seed}", seed)
        for seed in seeds
        for lot in ("random", f"random_{PROGRAMS[seed % len(PROGRAMS)]}")
    ]
    layouts = [(name, seed) for _, name, seed in typeset_in_turn(seeds)]
    for name, seed in (*layouts, *looks):
        if is_there(layout_of(name).program):
            for path, known in texts(name, TOOL, [seed]):
                yield from cases_of(path, known)


def cases_of(path: Path, known: Truth) -> Iterator[LabelCase]:
    """Yield what was seen of each value of a file, and whether it is right.

    The confidence that a cell gets here numbers what was seen of it; those that are held for
    less sure for another reason are left out.
    """
    seen: list[Evidence] = []

    def numbered(evidence: Evidence) -> float:
        seen.append(evidence)
        return _FIRST + _STEP * len(seen)

    with patch.object(layout_text, "sureness", numbered):
        try:
            report = read_report(path)
        except UnreadableDocument:
            return
    for cell in (*compare(report, known).judged, *judged_cells(report, known)):
        number = round((cell.confidence - _FIRST) / _STEP)
        if 0 < number <= len(seen):
            yield LabelCase(seen[number - 1], cell.right)


if __name__ == "__main__":
    sys.exit(main())
