"""How much a call does, counted and not timed: the same on a busy machine and an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType


def calls_of(work: Callable[[], object]) -> int:
    """Functions that ``work`` calls in this thread, Python's and C's alike."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def bytes_read_by(work: Callable[[], object]) -> int:
    """Bytes that this process reads from files while ``work`` runs (Linux)."""
    before = _bytes_read()
    work()
    return _bytes_read() - before


def _bytes_read() -> int:
    counters = Path("/proc/self/io").read_text(encoding="ascii")
    return int(dict(line.split(": ") for line in counters.splitlines())["rchar"])
