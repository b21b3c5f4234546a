"""The link that people open, swapped in one step."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.publish.published import ReleaseRefused
from pipeline.publish.writers import wal_of, writers_of
from pipeline.settings import Settings

ASIDE = ".pointing-"
"""How the name of a link begins before it takes the place of the old one."""


def point(settings: Settings, database: Path) -> None:
    """Let the link lead to a database.

    Raises:
        ReleaseRefused: somebody writes to that database.
    """
    if wal_of(database).exists():
        who = ", ".join(map(str, writers_of(database))) or "somebody"
        raise ReleaseRefused(
            f"{who} writes to {database}, which is about to be published: end that program; "
            f"then remove {wal_of(database).name}, or run again"
        )
    link = settings.database
    aside = link.with_name(f"{ASIDE}{os.getpid()}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(os.path.relpath(database, link.parent))
    aside.replace(link)
    sync(link.parent)


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
