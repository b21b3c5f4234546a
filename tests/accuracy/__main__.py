"""Print how well reports are read: ``python -m tests.accuracy --help``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.extract import UnreadableDocument, read_report
from tests.accuracy.compare import Comparison, Judged, Score, compare, lost
from tests.accuracy.foreign import report_on as foreign_table
from tests.accuracy.truth import read_truth
from tests.corpus import cycle, library
from tests.corpus.foreign import names as foreign_names
from tests.support.real_reports import SHARED, missing

COMPLETE = frozenset({"doc002", "doc003"})
"""Documents of the shared truth whose indicators and activities are all given."""

FIRST_SEED = 9000
"""Generated reports are measured on seeds from here on; none of these was tuned on."""


def main() -> int:
    """Measure and print, and say what could not be compared."""
    arguments = _parser().parse_args()
    if arguments.foreign is not None:
        lines = foreign_table(
            foreign_names(arguments.foreign),
            arguments.seeds,
            held_out=not arguments.learning,
            first=arguments.first_seed,
            misses=arguments.misses,
            by_lot=arguments.random,
            each=arguments.each,
        )
        for line in lines:
            print(line, flush=True)
        return 0
    comparisons = list(shared_comparisons(arguments.shared))
    for comparison in comparisons:
        print_comparison(comparison, misses=arguments.misses)
    if comparisons:
        print_calibrations(comparisons)
    for name in arguments.formats:
        generated = list(
            generated_comparisons(name, arguments.seeds, arguments.first_seed or FIRST_SEED)
        )
        for comparison in generated:
            if arguments.each:
                print_comparison(comparison, misses=arguments.misses)
        print_comparison(summed(generated, f"{len(generated)} generated, {name}"), misses=0)
        print_calibrations(generated)
    for said in not_compared(arguments.shared):
        print(f"\nNOT COMPARED: {said}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.accuracy",
        description="How well reports are read, against hand-read and generated truth.",
    )
    parser.add_argument(
        "--shared",
        type=Path,
        default=SHARED,
        help="folder with reports/ and truth/ (default: shared/ beside the project)",
    )
    parser.add_argument(
        "--misses",
        type=int,
        default=1000,
        metavar="N",
        help="list at most N misses of a kind (default: all)",
    )
    parser.add_argument(
        "--formats",
        nargs="*",
        choices=sorted(library.FORMATS),
        default=["docx", "pdf", "tab_text", "flow_text"],
        help="formats of generated reports to measure",
    )
    parser.add_argument("--seeds", type=int, default=8, help="generated reports a format")
    parser.add_argument("--first-seed", type=int, help="the first seed")
    parser.add_argument(
        "--foreign",
        nargs="*",
        metavar="WAY",
        help="measure instead what other people's programs write: all ways, or those that "
        "begin with a word; layouts never learned from, or with --learning the others",
    )
    parser.add_argument("--learning", action="store_true", help="the layouts to learn from")
    parser.add_argument(
        "--random",
        action="store_true",
        help="with --foreign: files whose structure is drawn by lot, one look a seed",
    )
    parser.add_argument("--each", action="store_true", help="print every generated report")
    return parser


def shared_comparisons(shared: Path) -> Iterator[Comparison]:
    """Yield a comparison for every real report that has truth."""
    for folder in sorted((shared / "truth").glob("doc*")):
        number = folder.name.removeprefix("doc")
        for report in sorted((shared / "reports").glob(f"{number}_*")):
            truth = read_truth(folder, complete=folder.name in COMPLETE)
            yield compare(read_report(report), truth)


def not_compared(shared: Path) -> Iterator[str]:
    """Yield what of the hand-read truth has nothing to be compared with, and why."""
    if reason := missing(shared):
        yield f"the hand-read truth of real reports ({reason})"
    for folder in sorted((shared / "truth").glob("doc*")):
        if not any((shared / "reports").glob(f"{folder.name.removeprefix('doc')}_*")):
            yield f"{folder.name}, whose report is not in {shared / 'reports'}"


def generated_comparisons(format_name: str, seeds: int, first: int) -> Iterator[Comparison]:
    """Yield a comparison for every generated report; one that is rejected counts as lost."""
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + seeds):
            report = cycle.any_report(seed)
            path = library.write_case(report, format_name, seed, Path(folder))
            truth = read_truth(Path(folder) / "truth" / path.stem, complete=True)
            try:
                yield compare(read_report(path), truth)
            except UnreadableDocument as error:
                yield lost(truth, str(error))


def summed(comparisons: Sequence[Comparison], name: str) -> Comparison:
    """Return one comparison that counts several together."""
    total: dict[str, Score] = {}
    for comparison in comparisons:
        for score in comparison.scores:
            total.setdefault(score.kind, Score(score.kind)).add(score)
    return Comparison(
        name,
        list(total.values()),
        [judged for comparison in comparisons for judged in comparison.judged],
        [judged for comparison in comparisons for judged in comparison.judged_tables],
    )


def print_comparison(comparison: Comparison, *, misses: int) -> None:
    """Print a table of one document's scores and its misses."""
    print(f"\n{comparison.name}")
    print(f"  {'kind':<26}{'wanted':>8}{'right':>8}{'recall':>10}{'precision':>11}")
    for score in comparison.scores:
        print(
            f"  {score.kind:<26}{score.wanted:>8}{score.right:>8}"
            f"{score.recall:>10.2%}{score.precision:>11.2%}"
        )
    for score in comparison.scores:
        for miss in score.misses[:misses]:
            print(f"    {score.kind}: {miss}")


def print_calibrations(comparisons: Sequence[Comparison]) -> None:
    """Print how well the confidence of indicator cells and of other tables' cells holds."""
    print("\n  indicator cells")
    print_calibration([judged for c in comparisons for judged in c.judged])
    print("\n  cells of other tables")
    print_calibration([judged for c in comparisons for judged in c.judged_tables])


def print_calibration(judged: list[Judged]) -> None:
    """Print, for bands of confidence, how many values were right."""
    print(f"  {'confidence':<14}{'values':>8}{'mean':>8}{'right':>9}")
    for band in range(10):
        low, high = band / 10, (band + 1) / 10
        inside = [j for j in judged if low <= j.confidence < high + (band == 9)]
        if inside:
            mean = sum(j.confidence for j in inside) / len(inside)
            right = sum(j.right for j in inside) / len(inside)
            print(f"  {low:.1f} to {high:.1f}    {len(inside):>8}{mean:>8.2f}{right:>9.1%}")


if __name__ == "__main__":
    sys.exit(main())
