"""How many threads DuckDB works with: one, until there is enough for more.

Its threads wait for each other by looking again and again. Of a database of 100 reports that
took a quarter of the processor's seconds, and gave nothing by the clock on two cores.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.settings import MEBIBYTE

ENOUGH_FOR_MORE = 256 * MEBIBYTE
"""Of compressed data: some thousands of reports."""


def threads_for(files: Iterable[Path]) -> int:
    """Threads for work that goes through some files."""
    size = sum(path.stat().st_size for path in files if path.exists())
    return 1 if size < ENOUGH_FOR_MORE else os.cpu_count() or 1
