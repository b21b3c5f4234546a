"""Who holds a database file open for writing, as far as this machine can tell.

A published file is read-only, but root in a container can open it for writing all the
same. DuckDB then lets nobody else in, and leaves a ``.wal`` beside the file, which the
next reader would take for part of it.
"""

from __future__ import annotations

import os
import pwd
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a file open for writing."""

    pid: int
    command: str
    user: str

    def __str__(self) -> str:
        return f"{self.command} (process {self.pid} of {self.user})"


def wal_of(database: Path) -> Path:
    """Where DuckDB keeps what it has not yet written into a database file."""
    return database.with_name(database.name + ".wal")


def writers_of(database: Path) -> tuple[Holder, ...]:
    """The processes that have a database or its ``.wal`` open for writing.

    Only those that this process may look at, and only where there is a /proc (Linux):
    an empty answer does not prove that there is none.
    """
    wanted = {database.resolve(), wal_of(database.resolve())}
    own = os.getpid()
    return tuple(
        _holder(process)
        for process in sorted(PROCESSES.glob("[0-9]*"), key=lambda path: int(path.name))
        if int(process.name) != own and any(path in wanted for path in _written(process))
    )


def _written(process: Path) -> Iterator[Path]:
    """Files that a process has open for writing; nothing where it ended or is another's."""
    try:
        for handle in (process / "fd").iterdir():
            target = handle.readlink()
            flags = re.search(r"^flags:\s*(\d+)", _text(process / "fdinfo" / handle.name), re.M)
            if flags and int(flags[1], 8) & (os.O_WRONLY | os.O_RDWR):
                yield target
    except OSError:
        return


def _holder(process: Path) -> Holder:
    try:
        command = _text(process / "comm").strip()
        user_id = process.stat().st_uid
    except OSError:
        return Holder(int(process.name), "a program that has just ended", "somebody")
    try:
        user = pwd.getpwuid(user_id).pw_name
    except KeyError:
        user = f"user {user_id}"
    return Holder(int(process.name), command, user)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
