"""Table rows read from generated PDFs, by us and by what a user would pick instead.

``python -m tests.benchmarks.pdf_tables --help``. A row counts as exact if every cell of it
has its text, unwrapped, in its column; an icon column and empty columns at either end do
not count. Tools that are not installed are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium

from pipeline.extract.document import GridTable
from pipeline.extract.readers import pdf
from pipeline.extract.text import ICONS, compact
from tests.corpus import cycle, library
from tests.corpus.model import ActivityTable, DataTable, IndicatorTable, Report
from tests.corpus.typeset import layout_of

Row = tuple[str, ...]
Tool = Callable[[bytes], Iterable[Sequence[str | None]]]

FIRST_SEED = 9500


@dataclass
class Tally:
    """Rows found and wanted, pages and seconds."""

    right: int = 0
    wanted: int = 0
    pages: int = 0
    seconds: float = 0.0


def our_rows(content: bytes) -> Iterator[Sequence[str | None]]:
    """Read with pdfium and columns of our own."""
    for block in pdf.read(content).blocks:
        if isinstance(block, GridTable):
            for row in block.rows:
                yield [cell.text if cell else "" for cell in row]


def pdfplumber_rows(content: bytes) -> Iterator[Sequence[str | None]]:
    """Read with pdfplumber as it comes."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(BytesIO(content)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from table


def camelot_rows(content: bytes) -> Iterator[Sequence[str | None]]:
    """Read with camelot's lattice finder."""
    import camelot  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        for table in camelot.read_pdf(file.name, pages="all"):
            yield from table.df.values.tolist()


TOOLS: dict[str, tuple[str, Tool]] = {
    "namndlager": ("pypdfium2", our_rows),
    "pdfplumber": ("pdfplumber", pdfplumber_rows),
    "camelot": ("camelot", camelot_rows),
}


def printed_rows(report: Report) -> Iterator[Row]:
    """The body rows of all tables of a report, without analysis texts."""
    for block in report.blocks:
        match block:
            case IndicatorTable():
                for indicator in block.rows:
                    texts = [cell.text for cell in indicator.cells]
                    yield _plain([indicator.name, *texts, indicator.period])
            case ActivityTable():
                for activity in block.rows:
                    days = [str(day) if day else "" for day in (activity.start, activity.end)]
                    mark = ["Avvikelse" if activity.deviation else ""]
                    marks = mark if block.has_deviation_column else []
                    yield _plain([activity.text, *days, *marks])
            case DataTable():
                for row in block.rows:
                    yield _plain([cell.text for cell in row.cells])


def _plain(row: Sequence[str | None]) -> Row:
    texts = [compact((text or "").strip(ICONS + " \n")) for text in row]
    while texts and not texts[-1]:
        texts.pop()
    while texts and not texts[0]:
        texts.pop(0)
    return tuple(texts)


def measure(tool: Tool, report: Report, content: bytes, tally: Tally) -> None:
    """Read one PDF and count rows that are exact."""
    start = time.perf_counter()
    found = Counter(_plain(row) for row in tool(content))
    tally.seconds += time.perf_counter() - start
    wanted = Counter(printed_rows(report))
    tally.right += sum((found & wanted).values())
    tally.wanted += wanted.total()
    tally.pages += len(pdfium.PdfDocument(content))


def main() -> int:
    """Measure all tools on the same PDFs, by kind of table rules."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6, help="generated reports")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    options = parser.parse_args()
    tools = {n: t for n, (module, t) in TOOLS.items() if importlib.util.find_spec(module)}
    tallies: dict[tuple[str, str], Tally] = {}
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        report = cycle.any_report(seed)
        content = library.render(report, "pdf", seed).data
        for name, tool in tools.items():
            rules = layout_of(seed).rules
            measure(tool, report, content, tallies.setdefault((rules, name), Tally()))
    print(f"{'rules':<12}{'tool':<14}{'rows exact':>12}{'pages/s':>10}")
    for (rules, name), tally in sorted(tallies.items()):
        share, speed = tally.right / tally.wanted, tally.pages / tally.seconds
        print(f"{rules:<12}{name:<14}{share:>12.2%}{speed:>10.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
