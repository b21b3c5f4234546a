"""One run writes a warehouse: a second one waits, and says for whom.

Dagster's queue knows the runs that its daemon starts; those of the command line, of cron
and of other containers it does not. So a run holds a lock beside the warehouse, which the
system lifts when its process dies.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from pipeline.settings import Settings
from pipeline.storage import read_json, write_json

LOOK_SECONDS = 60.0
"""How often a waiting run looks who is at work, and says so again where that changed."""

_HELD: dict[Path, FileLock] = {}
"""Locks of this process; its runs come one after the other."""


@dataclass(frozen=True, slots=True)
class AtWork:
    """The run that writes, by Dagster's id, its process, and since when."""

    run_id: str
    process: int
    since: datetime

    def __str__(self) -> str:
        return f"run {self.run_id[:8]} (process {self.process}, since {self.since:%H:%M} UTC)"


_AT_WORK = TypeAdapter(AtWork)


def take_turn(
    settings: Settings,
    run_id: str,
    waiting: Callable[[str], None],
    *,
    look_seconds: float = LOOK_SECONDS,
) -> None:
    """Return when this process may write the warehouse; it may until ``end_turn`` or its end.

    ``waiting`` is told whom this run waits for, and again when that is another one.
    """
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    path = _lock_file(settings)
    lock = _HELD.get(path)
    if lock is None:
        lock = FileLock(path)
        _acquire(lock, path, waiting, look_seconds)
        _HELD[path] = lock
    write_json(_note(path), _AT_WORK, AtWork(run_id, os.getpid(), datetime.now(UTC)))


def end_turn(settings: Settings) -> None:
    """This process has ended its work in this warehouse."""
    lock = _HELD.pop(_lock_file(settings), None)
    if lock is not None:
        lock.release()


def at_work(settings: Settings) -> AtWork | None:
    """The run that wrote last; it may have ended since."""
    return read_json(_note(_lock_file(settings)), _AT_WORK)


def _acquire(
    lock: FileLock, path: Path, waiting: Callable[[str], None], look_seconds: float
) -> None:
    told = ""
    timeout = 0.0
    while True:
        try:
            lock.acquire(timeout=timeout)
            return
        except Timeout:
            timeout = look_seconds
        who = read_json(_note(path), _AT_WORK)
        said = f"waits for {who or 'another run'}: one run at a time writes {path.parent.parent}"
        if said != told:
            waiting(said)
            told = said


def _lock_file(settings: Settings) -> Path:
    return settings.state_dir / "writing.lock"


def _note(path: Path) -> Path:
    return path.with_suffix(".json")
