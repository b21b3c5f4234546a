"""Which runs are being executed: a lock a run, which the system lifts when its process dies.

A run that was killed leaves a record that says "started" for ever; with one run at a time
allowed it would keep every later one waiting. The lock tells the living from the dead, on
one machine and in containers that share the warehouse.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.settings import Settings

FOLDER = "running"
KEPT_SECONDS = 7 * 24 * 3600.0
"""Locks of runs that ended longer ago than this are removed."""

_OWN: dict[Path, FileLock] = {}
"""Locks of this process; they live as long as it does, or until the run ends."""


def mark_running(settings: Settings, run_id: str) -> None:
    """Say that this process executes a run (``run_id`` is Dagster's)."""
    path = _path(settings, run_id)
    if path in _OWN:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_old(path.parent)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return  # another process of the same run holds it
    path.touch()
    _OWN[path] = lock


def is_running(settings: Settings, run_id: str) -> bool:
    """True where some process executes the run."""
    path = _path(settings, run_id)
    if not path.exists():
        return False
    try:
        with FileLock(path).acquire(timeout=0):
            return False
    except Timeout:
        return True


def was_marked(settings: Settings, run_id: str) -> bool:
    """True where some process has begun to execute the run, whether it lives or not."""
    return _path(settings, run_id).exists()


@contextmanager
def unmarked_afterwards() -> Iterator[None]:
    """Lift the locks of this process when the runs inside have ended."""
    before = set(_OWN)
    try:
        yield
    finally:
        for path in set(_OWN) - before:
            _OWN.pop(path).release()
            path.unlink(missing_ok=True)


def _remove_old(folder: Path) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)


def _path(settings: Settings, run_id: str) -> Path:
    return settings.state_dir / FOLDER / run_id
