"""Disk: what the warehouse takes, and whether a run has room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.published import ReleaseRefused, current_release
from pipeline.settings import MEBIBYTE, Settings

_WITHOUT_DECIMAL = 100
_NEXT_UNIT = 1000

RESERVE_BYTES = 64 * MEBIBYTE
"""What a run takes of any size: logs, pages, dbt's own files."""

DATABASES_IN_A_RUN = 3
"""A run writes Parquet, a database and its .wal: together at most so many times the last
release (measured on the samples: 1.6)."""

BYTES_PER_INPUT_BYTE = 30
"""A first run writes at most so many bytes for each byte of its documents: Parquet, database,
cache, and what is kept of the documents (text is the worst; measured on the samples)."""

KEPT_BYTES_PER_INPUT_BYTE = 4
"""A later run caches and keeps at most so many bytes for each byte of its documents, if all
of them are new: compressed bytes and readings (measured on the samples: 2.1)."""


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes on the disk by folder of the warehouse, and bytes that are free beside them."""

    by_folder: Mapping[str, int]
    free: int

    @property
    def total(self) -> int:
        """All bytes that the warehouse takes."""
        return sum(self.by_folder.values())

    def __str__(self) -> str:
        largest = sorted(self.by_folder.items(), key=lambda item: -item[1])
        parts = ", ".join(f"{name} {told(size)}" for name, size in largest if size)
        return f"{told(self.total)} ({parts or 'empty'}); {told(self.free)} free"


def disk_use(settings: Settings) -> DiskUse:
    """What the warehouse takes."""
    folders = sorted(p for p in settings.warehouse_dir.glob("*") if p.is_dir())
    sizes = {folder.name: sum(_blocks(folder)) for folder in folders}
    return DiskUse(sizes, _free(settings.warehouse_dir))


def needed_bytes(settings: Settings, input_bytes: int) -> tuple[int, str]:
    """What a run may write, and how that is reckoned."""
    current = current_release(settings)
    if current is not None and current.database.is_file():
        size = current.database.stat().st_size
        kept = input_bytes * KEPT_BYTES_PER_INPUT_BYTE
        how = (
            f"{DATABASES_IN_A_RUN} times the last release of {told(size)}, and {told(kept)} for "
            "what is kept of the documents"
        )
        return size * DATABASES_IN_A_RUN + kept + RESERVE_BYTES, how
    how = f"{BYTES_PER_INPUT_BYTE} times the {told(input_bytes)} of raw/"
    return input_bytes * BYTES_PER_INPUT_BYTE + RESERVE_BYTES, how


def refuse_without_room(settings: Settings, input_bytes: int) -> None:
    """Stop a run that would end on a full disk.

    Raises:
        ReleaseRefused: less is free than the run may write.
    """
    needed, how = needed_bytes(settings, input_bytes)
    free = _free(settings.warehouse_dir)
    if free < needed:
        raise ReleaseRefused(
            f"{told(free)} are free for {settings.warehouse_dir}; a run needs {told(needed)} "
            f"({how}, and {told(RESERVE_BYTES)}). Make room (`namndlager prune --keep 2` removes "
            "older releases and runs), or name another folder with NAMNDLAGER_WAREHOUSE."
        )


def told(size: int) -> str:
    """A number of bytes as people read it."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < _NEXT_UNIT:
            return (
                f"{value:.0f} {unit}"
                if value >= _WITHOUT_DECIMAL or unit == "bytes"
                else f"{value:.1f} {unit}"
            )
        value /= 1000
    return f"{value:.1f} TB"


def _free(folder: Path) -> int:
    """Free bytes where the folder is or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _blocks(folder: Path) -> Iterator[int]:
    """Bytes on the disk of every file below a folder; what goes meanwhile counts nothing."""
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                yield Path(path, name).lstat().st_blocks * 512
            except OSError:
                continue
