"""The tools that read tables from a PDF, ours and what a user would pick instead.

Belongs here: how each tool is called and the time it takes. A tool that is not installed
is named with the way to install it, never left out in silence.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.extract.document import GridTable
from pipeline.extract.readers.pdf import reader as pdf
from tests.benchmarks.grids import Grid, grid_of

INSTALL = ".venv/bin/uv pip install --python .venv/bin/python --group bench"
"""Installs the tools other than ours, run in the project's folder."""

LEFT_OUT = {
    "docling": "it requires torch with CUDA: more than 2 GB of GPU packages (torch 0.5 GB, "
    "cuDNN 0.5 GB, cuBLAS 0.4 GB, NCCL 0.3 GB, triton 0.3 GB and others); and it fetches its "
    "models from the network when it is first used",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a tool found in a stretch of a document, and the processor seconds it took."""

    grids: tuple[Grid, ...]
    seconds: float


Attempts = Sequence[Attempt]
"""Ways to read one stretch; the best one counts, and its time."""


@dataclass(frozen=True, slots=True)
class Tool:
    """``module`` is what has to be importable; ``read`` yields attempts a stretch."""

    name: str
    module: str
    read: Callable[[Path], Iterator[Attempts]]

    @property
    def is_installed(self) -> bool:
        """Whether the tool can be called here."""
        return importlib.util.find_spec(self.module) is not None


def _ours(path: Path) -> Iterator[Attempts]:
    start = time.process_time()
    document = pdf.read(path.read_bytes())
    seconds = time.process_time() - start
    tables = (block for block in document.blocks if isinstance(block, GridTable))
    yield [
        Attempt(
            tuple(
                grid_of((cell.text if cell else "" for cell in row) for row in table.rows)
                for table in tables
            ),
            seconds,
        )
    ]


PDFPLUMBER_SETTINGS: tuple[Mapping[str, Any], ...] = (
    {},
    {"vertical_strategy": "text"},
    {"vertical_strategy": "text", "min_words_vertical": 2},
    {"vertical_strategy": "text", "horizontal_strategy": "text"},
    {"vertical_strategy": "lines", "horizontal_strategy": "text"},
)
"""Rules for rows and columns as it comes; columns by words; both by words; rows by words."""


def _pdfplumber(settings: Sequence[Mapping[str, Any]], path: Path) -> Iterator[Attempts]:
    """Read page by page; the time of taking a page apart belongs to each attempt."""
    pdfplumber = importlib.import_module("pdfplumber")
    with pdfplumber.open(path) as document:
        for page in document.pages:
            start = time.process_time()
            _ = page.chars, page.edges
            parsed = time.process_time() - start
            attempts = []
            for chosen in settings:
                start = time.process_time()
                tables = page.extract_tables(dict(chosen))
                seconds = parsed + time.process_time() - start
                attempts.append(Attempt(tuple(grid_of(t) for t in tables if t), seconds))
            yield attempts
            page.close()


def _camelot(flavor: str, path: Path) -> Iterator[Attempts]:
    camelot = importlib.import_module("camelot")
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every page without a table
        tables = camelot.read_pdf(path, pages="all", flavor=flavor)
    seconds = time.process_time() - start
    yield [Attempt(tuple(grid_of(table.df.values.tolist()) for table in tables), seconds)]


def _pymupdf(path: Path) -> Iterator[Attempts]:
    pymupdf = importlib.import_module("pymupdf")
    with pymupdf.open(path) as document:
        for page in document:
            start = time.process_time()
            tables = [table.extract() for table in page.find_tables().tables]
            seconds = time.process_time() - start
            cells = ([[cell or "" for cell in row] for row in table] for table in tables)
            yield [Attempt(tuple(map(grid_of, cells)), seconds)]


TOOLS: Mapping[str, Tool] = {
    "namndlager": Tool("Nämndlager", "pypdfium2", _ours),
    "pdfplumber": Tool(
        "pdfplumber, as it comes", "pdfplumber", partial(_pdfplumber, PDFPLUMBER_SETTINGS[:1])
    ),
    "pdfplumber-best": Tool(
        f"pdfplumber, best of {len(PDFPLUMBER_SETTINGS)} settings on each page",
        "pdfplumber",
        partial(_pdfplumber, PDFPLUMBER_SETTINGS),
    ),
    "camelot-lattice": Tool("camelot, lattice", "camelot", partial(_camelot, "lattice")),
    "camelot-stream": Tool("camelot, stream", "camelot", partial(_camelot, "stream")),
    "camelot-network": Tool("camelot, network", "camelot", partial(_camelot, "network")),
    "pymupdf": Tool("PyMuPDF, find_tables", "pymupdf", _pymupdf),
}
