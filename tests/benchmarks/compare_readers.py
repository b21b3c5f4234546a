"""Table cells that are exact and pages a second, of our PDF reader and of other tools.

``python -m tests.benchmarks.compare_readers --help``. Every generated report is set three
times, with full rules, with horizontal rules only and without rules, and otherwise as its
seed says (fonts, page, widths, alignment, icons). All tools read the same files and are
measured in the same way (see ``grids``). Seconds are those of the processor, so that a busy
machine changes them little.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2

from tests.benchmarks.grids import Grid, PrintedTable, exact_cells, printed_tables
from tests.benchmarks.tools import INSTALL, LEFT_OUT, TOOLS, Tool
from tests.corpus import cycle, pdf
from tests.corpus.typeset import layout_of

FIRST_SEED = 9800
"""Seeds from here on were never used for tuning."""

RULES = {"full": "full rules", "horizontal": "horizontal rules", "none": "no rules"}
KINDS = {"indicators": "indicators", "other": "other tables"}


@dataclass(frozen=True, slots=True)
class Case:
    """A generated PDF with the tables that are printed in it."""

    path: Path
    rules: str
    pages: int
    tables: tuple[PrintedTable, ...]


@dataclass(slots=True)
class Tally:
    """Cells by (rules, kind of table), files, pages and seconds of one tool."""

    exact: dict[tuple[str, str], int] = field(default_factory=dict)
    printed: dict[tuple[str, str], int] = field(default_factory=dict)
    files: int = 0
    pages: int = 0
    seconds: float = 0.0

    def share(self, rules: str, kind: str) -> float:
        """Share of the printed cells that are exact."""
        return self.exact[rules, kind] / self.printed[rules, kind]

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def cases(folder: Path, seeds: Sequence[int], rules: Sequence[str]) -> Iterator[Case]:
    """Generate the PDFs, each report once a kind of rules."""
    for seed in seeds:
        report = cycle.any_report(seed)
        for name in rules:
            path = folder / f"{seed}-{name}.pdf"
            path.write_bytes(pdf.render(report, seed, replace(layout_of(seed), rules=name)).data)
            pages = len(pypdfium2.PdfDocument(path))
            yield Case(path, name, pages, tuple(printed_tables(report)))


def measure(tool: Tool, case: Case, tally: Tally) -> None:
    """Read one PDF with one tool and count."""
    grids: list[Grid] = []
    for attempts in tool.read(case.path):
        best = attempts[0]
        if len(attempts) > 1:
            best = max(attempts, key=lambda attempt: len(exact_cells(attempt.grids, case.tables)))
        grids += best.grids
        tally.seconds += best.seconds
    tally.files += 1
    tally.pages += case.pages
    exact = exact_cells(grids, case.tables)
    for kind in KINDS:
        numbers = {n for n, table in enumerate(case.tables) if table.kind == kind}
        key = (case.rules, kind)
        printed = sum(1 for n in numbers for _ in case.tables[n].values())
        tally.exact[key] = tally.exact.get(key, 0) + sum(cell[0] in numbers for cell in exact)
        tally.printed[key] = tally.printed.get(key, 0) + printed


def compare(tools: Sequence[str], seeds: Sequence[int], rules: Sequence[str]) -> dict[str, Tally]:
    """Measure tools, by name, on the same PDFs, in turn file by file."""
    tallies = {name: Tally() for name in tools}
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(Path(folder), seeds, rules):
            print(f"{case.path.name}, {case.pages} pages", file=sys.stderr)
            for name in tools:
                measure(TOOLS[name], case, tallies[name])
    return tallies


def table_of(tallies: dict[str, Tally], rules: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a Markdown table; speeds also as times of the first tool's."""
    groups = [(name, kind) for name in rules for kind in KINDS]
    heads = [f"{RULES[name]}: {KINDS[kind]}" for name, kind in groups]
    yield "| " + " | ".join(["tool", *heads, "pages/s", "time a page"]) + " |"
    yield "|---" + "|--:" * (len(heads) + 2) + "|"
    first = next(iter(tallies.values())).speed
    for name, tally in tallies.items():
        shares = [_percent(tally.share(*group)) for group in groups]
        speeds = [f"{tally.speed:.3g}", f"{first / tally.speed:.3g}×"]
        yield "| " + " | ".join([TOOLS[name].name, *shares, *speeds]) + " |"


def _percent(share: float) -> str:
    """Rounded down: 100.0% means every cell."""
    return f"{math.floor(share * 1000) / 10:.1f}%"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; say what is missing and how to install it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.compare_readers", description=__doc__
    )
    parser.add_argument("--seeds", type=int, default=4, help="generated reports (default: 4)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--rules", nargs="+", choices=RULES, default=list(RULES))
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    options = parser.parse_args(arguments)
    tools = [name for name in options.tools if TOOLS[name].is_installed]
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    if tools:
        print("\n".join(_report(compare(tools, seeds, options.rules), options.rules)))
    for name in options.tools:
        if name not in tools:
            print(f"\n{TOOLS[name].name} is not installed. To have it measured:\n  {INSTALL}")
    for name, reason in LEFT_OUT.items():
        print(f"\n{name} is left out: {reason}.")
    return 0 if tools else 2


def _report(tallies: dict[str, Tally], rules: Sequence[str]) -> Iterator[str]:
    first = next(iter(tallies.values()))
    counts = ", ".join(
        f"{sum(n for (_, k), n in first.printed.items() if k == kind)} cells of {name}"
        for kind, name in KINDS.items()
    )
    yield f"{first.files} PDFs, {first.pages} pages: {counts}."
    yield "Share of printed cells that are exact, in their row and column:\n"
    yield from table_of(tallies, rules)


if __name__ == "__main__":
    raise SystemExit(main())
