"""The sound files that are mutated: short reports of every format, real ones where there are.

Real reports are long, so a window of their lines is taken under their head: a reading has
to cost hundredths of a second for thousands of mutations to fit into an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import pypdfium2 as pdfium

from tests.corpus import cycle, library
from tests.corpus.model import Report
from tests.support.real_reports import REPORTS, SHARED

MAX_PAGES = 10
SHORT_BLOCKS = 45
"""Blocks of a generated report that fill some eight pages."""

HEAD_LINES = 70
WINDOW_LINES = 350
"""Lines of a real report that fill some nine pages with its head."""

OUTSIDE = SHARED / "outside"
SUFFIXES = (".pdf", ".docx", ".txt")


@dataclass(frozen=True, slots=True)
class Original:
    """A sound file of under ten pages."""

    name: str
    suffix: str
    data: bytes


@cache
def originals(per_format: int = 3) -> tuple[Original, ...]:
    """Every original there is on this machine, in a stable order."""
    return (*_generated(per_format), *_windows(), *_outside())


def _generated(per_format: int) -> Iterator[Original]:
    for name in sorted(library.FORMATS):
        for seed in range(per_format):
            rendering = library.render(short_report(seed), name, seed)
            yield Original(f"{name}-{seed}", rendering.suffix, rendering.data)


def short_report(seed: int) -> Report:
    """A generated report that is cut to some pages, somewhere in its middle."""
    report = cycle.any_report(seed)
    last = max(0, len(report.blocks) - SHORT_BLOCKS)
    start = Random(f"short {seed}").randint(0, last)
    return replace(report, blocks=report.blocks[start : start + SHORT_BLOCKS])


def _windows() -> Iterator[Original]:
    for path in sorted(REPORTS.glob("*.txt")):
        lines = path.read_bytes().splitlines(keepends=True)
        for start in range(HEAD_LINES, len(lines), len(lines) // 3):
            window = lines[:HEAD_LINES] + lines[start : start + WINDOW_LINES]
            yield Original(f"{path.stem[:3]}-{start}", path.suffix, b"".join(window))


def _outside() -> Iterator[Original]:
    for path in sorted(OUTSIDE.rglob("*")):
        if path.suffix in SUFFIXES and _pages(path) < MAX_PAGES:
            yield Original(path.stem, path.suffix, path.read_bytes())


def _pages(path: Path) -> int:
    if path.suffix != ".pdf":
        return 1
    try:
        return len(pdfium.PdfDocument(path))
    except pdfium.PdfiumError:
        return 1
