"""How well PDFs of other people's typesetters are read, layout by layout.

``python -m tests.benchmarks.layouts --help``. Every invented report is printed by LibreOffice,
Chromium, WebKit, WeasyPrint, Typst, LaTeX, fpdf2 and ReportLab's Platypus in several layouts;
what is read is compared with the report's truth. Layouts marked with a star are held out:
nothing was taught by them. ``--random N`` prints N reports each with a style sheet of its own,
drawn by lot: looks that nobody chose; ``--programs`` draws them for Typst, LaTeX, fpdf2,
Platypus, or a DOCX that LibreOffice prints. A table wider than its page is cut there: the last
column says how many numbers of the truth a report does not print, and a last row sums up the
reports that print all of theirs.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.extract import UnreadableDocument, read_report
from tests.accuracy.__main__ import print_comparison, summed
from tests.accuracy.compare import Comparison, compare, lost
from tests.accuracy.truth import Truth, read_truth
from tests.corpus import cycle, truth
from tests.corpus.layouts import LAYOUTS, is_there, layout_of
from tests.corpus.model import MEASURES
from tests.corpus.random_looks import PROGRAMS

FIRST_SEED = 9000
SURE = 0.95
"""Cells with this confidence or more are promised to be right but for one in 500."""
_KINDS = (
    ("goals", "goals"),
    ("indic.", "indicators"),
    ("cells", "indicator cells (sure)"),
    ("activ.", "activities"),
    ("kept", "table cells kept"),
    ("exact", "table cells exact"),
)
_DIGITS = re.compile(r"\d+")
REQUIRED = "NAMNDLAGER_TEST_ALL"
"""Where this variable is set, a missing program is an error."""


def main() -> int:
    """Measure and print; exit 2 where a required program is missing."""
    arguments = _parser().parse_args()
    print(f"{'layout':<30}" + "".join(f"{name:>8}" for name, _ in _KINDS) + "   wrong when sure")
    everything: list[Comparison] = []
    in_full: list[Comparison] = []
    for name, of_name in wanted(arguments):
        layout = layout_of(name)
        if not is_there(layout.program):
            print(f"{name:<30}  skipped: {layout.program} is not installed")
            if os.environ.get(REQUIRED):
                return 2
            continue
        compared = list(comparisons(name, of_name))
        found = [comparison for comparison, _ in compared]
        everything += found
        in_full += [comparison for comparison, cut in compared if not cut]
        for comparison in found if arguments.misses else ():
            print_comparison(comparison, misses=arguments.misses)
        label = name + ("*" if layout.held_out else "")
        _print_row(label, summed(found, name), cut=sum(cut for _, cut in compared))
    if everything:
        _print_row("all", summed(everything, "all"))
    if 0 < len(in_full) < len(everything):
        _print_row(f"{len(in_full)} of {len(everything)} in full", summed(in_full, "in full"))
    return 0


def wanted(arguments: argparse.Namespace) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the layouts that are asked for, each with the seeds of its reports."""
    first = arguments.first_seed
    if arguments.random:
        lots = [f"random_{program}" for program in arguments.programs] or ["random"]
        drawn = range(first, first + arguments.random)
        yield from ((f"{lot}/{n}", (n,)) for lot in lots for n in drawn)
        return
    seeds = range(first, first + arguments.seeds)
    yield from ((name, seeds) for name in arguments.layouts or chosen(arguments.which))


def chosen(which: str) -> Sequence[str]:
    """Return the names of layouts: those for developing, those held out, or all."""
    held = {"developing": (False,), "held_out": (True,), "all": (False, True)}[which]
    return [name for name, layout in LAYOUTS.items() if layout.held_out in held]


def _print_row(name: str, comparison: Comparison, *, cut: int = 0) -> None:
    shares = [f"{comparison.score(kind).recall:8.1%}" for _, kind in _KINDS]
    judged = [*comparison.judged, *comparison.judged_tables]
    sure = [j for j in judged if j.confidence >= SURE]
    wrong = sum(not j.right for j in sure)
    said = f", {cut} numbers not printed" if cut else ""
    print(f"{name:<30}{''.join(shares)}   {wrong} of {len(sure)}{said}", flush=True)


def comparisons(name: str, seeds: Sequence[int]) -> Iterator[tuple[Comparison, int]]:
    """Yield a comparison for the report of every seed in a layout, and the numbers it cuts."""
    for page, known in pages(name, seeds):
        try:
            compared = compare(read_report(page), known)
        except UnreadableDocument as error:
            compared = lost(known, str(error))
        yield compared, numbers_cut(page, known)


def numbers_cut(page: Path, known: Truth) -> int:
    """Return how many numbers of tables and indicators stand nowhere on a PDF's pages.

    Figures that a line parts at their thousands count one by one.
    """
    wanted = Counter(
        digits
        for text in (
            *(row["raw"] for row in known.cells),
            *(row[name] for row in known.indicators for name in (*MEASURES, "period")),
        )
        for digits in _DIGITS.findall(text)
    )
    printed: Counter[str] = Counter()
    with pdfium.PdfDocument(page) as document:
        for sheet in document:
            text = sheet.get_textpage().get_text_bounded(0, 0, *sheet.get_size())
            printed.update(_DIGITS.findall(text))
    return (wanted - printed).total()


def pages(name: str, seeds: Sequence[int]) -> Iterator[tuple[Path, Truth]]:
    """Yield the report of every seed typeset in a layout, and what is true of it.

    A file goes with its turn, if no folder is named in which files are kept.
    """
    for seed in seeds:
        report = cycle.any_report(seed)
        label = f"{name.replace('/', '-')}-{seed}"
        with tempfile.TemporaryDirectory() as given:
            folder = Path(given)
            truth.write(truth.truth_of(report, {}, [], label), folder / "truth")
            known = replace(read_truth(folder / "truth", complete=True), name=label)
            page = _kept(name, seed) or folder / "report.pdf"
            if not page.exists():
                page.write_bytes(layout_of(name).typeset(report, seed))
            yield page, known


def _kept(name: str, seed: int) -> Path | None:
    """Return where a typeset file is kept between runs, if a folder for that is named."""
    folder = os.environ.get("NAMNDLAGER_TEST_PAGES")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) / f"{name.replace('/', '-')}-{seed}.pdf"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.layouts",
        description="How well PDFs of other people's typesetters are read.",
    )
    add_choices(parser, which="all", seeds=2)
    return parser


def add_choices(parser: argparse.ArgumentParser, *, which: str, seeds: int) -> None:
    """Let a command line say which layouts and seeds it wants; ``wanted`` gives them."""
    parser.add_argument("--which", choices=("developing", "held_out", "all"), default=which)
    parser.add_argument("--layouts", nargs="*", choices=sorted(LAYOUTS), default=None)
    parser.add_argument("--seeds", type=int, default=seeds, help="reports a layout")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="the first seed")
    parser.add_argument(
        "--random", type=int, default=0, metavar="N", help="N reports, each with a look by lot"
    )
    parser.add_argument(
        "--programs",
        nargs="*",
        choices=PROGRAMS,
        default=(),
        help="with --random: what prints the looks, instead of style sheets",
    )
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="list at most N misses of a kind"
    )


if __name__ == "__main__":
    sys.exit(main())
