"""How well reports are read that other programs have written.

``python -m tests.benchmarks.other_programs --help``. The generator's own PDF and DOCX say
little about files made by anyone else: here LibreOffice and Chromium, where they are
installed, write the same invented reports, and what is read is compared with their truth.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.extract import UnreadableDocument, read_report
from tests.accuracy.__main__ import print_comparison, summed
from tests.accuracy.compare import Comparison, compare, lost
from tests.accuracy.truth import read_truth
from tests.browser.chromium import NAMES
from tests.corpus import cycle, truth, web, word
from tests.corpus.model import Report

FIRST_SEED = 9000
_BROWSER_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


def main() -> int:
    """Measure and print; exit 2 where a program is missing."""
    arguments = _parser().parse_args()
    for name in arguments.programs:
        needed, _ = PROGRAMS[name]
        if not any(shutil.which(program) for program in needed):
            print(f"{name} needs one of {', '.join(needed)}.", file=sys.stderr)
            return 2
        seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
        found = list(comparisons(name, seeds))
        for comparison in found if arguments.misses else ():
            print_comparison(comparison, misses=arguments.misses)
        print_comparison(summed(found, f"{len(found)} generated, {name}"), misses=0)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.other_programs",
        description="How well reports are read that other programs have written.",
    )
    parser.add_argument("--programs", nargs="*", choices=sorted(PROGRAMS), default=sorted(PROGRAMS))
    parser.add_argument("--seeds", type=int, default=4, help="generated reports a program")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help="the first seed")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="list at most N misses of a kind"
    )
    return parser


def comparisons(name: str, seeds: Sequence[int]) -> Iterator[Comparison]:
    """Yield a comparison for the report of every seed as a program writes it."""
    _, write = PROGRAMS[name]
    for seed in seeds:
        with tempfile.TemporaryDirectory() as given:
            folder, report = Path(given), cycle.any_report(seed)
            truth.write(truth.truth_of(report, {}, [], f"{name}-{seed}"), folder / "truth")
            known = replace(read_truth(folder / "truth", complete=True), name=f"{name}-{seed}")
            try:
                yield compare(read_report(write(report, seed, folder)), known)
            except UnreadableDocument as error:
                yield lost(known, str(error))


# --- programs -----------------------------------------------------------------------------------


def _office(source: Path, kind: str, folder: Path, *flags: str) -> Path:
    """Convert a file with LibreOffice; give the new one, which has the same stem."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", "--headless", profile, *flags, "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True
    )
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def _word(report: Report, seed: int, folder: Path) -> Path:
    # An office prints tracked changes as such: deleted words would be on the page.
    style = replace(word.style_of(seed), tracked=0.0)
    path = folder / "report.docx"
    path.write_bytes(word.render(report, seed, style).data)
    return path


def _page(report: Report, seed: int, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_bytes(web.render(report, seed).data)
    return path


def _office_pdf(report: Report, seed: int, folder: Path) -> Path:
    return _office(_word(report, seed, folder), "pdf", folder)


def _office_docx(report: Report, seed: int, folder: Path) -> Path:
    text = _office(_word(report, seed, folder), "odt", folder)
    return _office(text.rename(folder / "again.odt"), "docx", folder)


def _office_web_docx(report: Report, seed: int, folder: Path) -> Path:
    flag = "--infilter=HTML (StarWriter)"
    return _office(_page(report, seed, folder), "docx:Office Open XML Text", folder, flag)


def _browser_pdf(report: Report, seed: int, folder: Path) -> Path:
    program = next(found for name in NAMES if (found := shutil.which(name)))
    path, page = folder / "report.pdf", _page(report, seed, folder)
    flags = [*_BROWSER_FLAGS, f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={path}"]
    subprocess.run([program, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)
    return path


PROGRAMS: dict[str, tuple[tuple[str, ...], Callable[[Report, int, Path], Path]]] = {
    "libreoffice_pdf": (("soffice",), _office_pdf),
    "libreoffice_docx": (("soffice",), _office_docx),
    "libreoffice_web_docx": (("soffice",), _office_web_docx),
    "chromium_pdf": (NAMES, _browser_pdf),
}
"""What must be installed, and what writes a report's file into a folder."""


if __name__ == "__main__":
    sys.exit(main())
