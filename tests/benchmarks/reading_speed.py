"""Pages a second and memory of reading whole reports, by format.

``python -m tests.benchmarks.reading_speed --help``. The same generated reports in every
format; a page is a page of the report's PDF, so that formats can be compared. Each format
is read in a process of its own, one file after the other, after one file that is not
counted. Seconds are those of the processor, so that a busy machine changes them little.

``--beside CHECKOUT`` reads the same files with the code of another working tree as well, in
turn and several times, of which the fastest counts: how many times as fast this code is.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pypdfium2

from pipeline.extract import parse_document, read_document
from pipeline.settings import PROJECT_ROOT
from tests.benchmarks.compare_readers import FIRST_SEED
from tests.corpus import cycle, library

FORMATS = ("pdf", "docx", "flow_text", "tab_text")
ROUNDS = 3
MEASURE = """
import sys
from pathlib import Path
from tests.benchmarks.reading_speed import measure
found = measure(Path(sys.argv[1]))
print(found.reading, found.parsing)
"""
"""Asked of each checkout in its own words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds to a Document and from there to a Report; peak memory of the process."""

    reading: float
    parsing: float
    peak_bytes: int


def generate(folder: Path, seeds: Sequence[int]) -> int:
    """Write the reports of some seeds in all formats; return the pages of their PDFs."""
    pages = 0
    for seed in seeds:
        report = cycle.any_report(seed)
        for name in FORMATS:
            rendering = library.render(report, name, seed)
            path = folder / name / f"{seed}{rendering.suffix}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(rendering.data)
            pages += len(pypdfium2.PdfDocument(path)) if name == "pdf" else 0
    return pages


def measure(folder: Path) -> Measured:
    """Read all files of a folder."""
    paths = sorted(folder.iterdir())
    parse_document(read_document(paths[0]))
    reading = parsing = 0.0
    for path in paths:
        start = time.process_time()
        document = read_document(path)
        read = time.process_time()
        parse_document(document)
        reading += read - start
        parsing += time.process_time() - read
    return Measured(reading, parsing, _peak_bytes())


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # Linux counts in KiB


def times_as_fast(folder: Path, checkout: Path, rounds: int) -> tuple[float, float]:
    """How many times as fast this code is as another: reading, and reading and parsing."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(_seconds(folder, checkout))
        ours.append(_seconds(folder, PROJECT_ROOT))
    (read, parsed), (read_before, parsed_before) = (
        (min(found[0] for found in measured), min(found[1] for found in measured))
        for measured in (ours, theirs)
    )
    return read_before / read, (read_before + parsed_before) / (read + parsed)


def _seconds(folder: Path, checkout: Path) -> tuple[float, float]:
    asked = [sys.executable, "-c", MEASURE, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        asked, cwd=checkout, env=environment, check=True, capture_output=True, text=True
    )
    reading, parsing = map(float, done.stdout.split())
    return reading, parsing


def main(arguments: list[str] | None = None) -> int:
    """Measure and print all formats."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.reading_speed", description=__doc__
    )
    parser.add_argument("--seeds", type=int, default=6, help="generated reports (default: 6)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--beside", type=Path, help="a working tree of another state")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="with --beside (default: 3)")
    options = parser.parse_args(arguments)
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    # A fresh process for each task: what one leaves in memory does not count for the next.
    with (
        tempfile.TemporaryDirectory() as name,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh,
    ):
        folder = Path(name)
        pages = fresh.submit(generate, folder, seeds).result()
        print(f"{len(seeds)} reports, {pages} pages in each format\n")
        print("| format | reading, pages/s | reading and parsing, pages/s | peak memory, MB |")
        print("|---|--:|--:|--:|", flush=True)
        for kind in FORMATS:
            found = fresh.submit(measure, folder / kind).result()
            whole = pages / (found.reading + found.parsing)
            print(
                f"| {kind} | {pages / found.reading:.0f} | {whole:.0f} "
                f"| {found.peak_bytes / 1e6:.0f} |",
                flush=True,
            )
        if options.beside:
            print(f"\ntimes as fast as {options.beside}, best of {options.rounds} rounds\n")
            print("| format | reading | reading and parsing |\n|---|--:|--:|", flush=True)
        for kind in FORMATS if options.beside else ():
            read, whole = times_as_fast(folder / kind, options.beside.resolve(), options.rounds)
            print(f"| {kind} | {read:.2f} | {whole:.2f} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
