"""How many rows the tables of the last releases had, also of those that are not kept.

Belongs here: remembering and giving back. What is unusual about a number is decided in
``quality.row_counts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.publish.published import Manifest, current_release, releases
from pipeline.settings import Settings
from pipeline.storage import read_json, write_json

REMEMBERED = 10
"""Releases."""


@dataclass(frozen=True, slots=True)
class Size:
    """Rows of a release by table; ``sequence`` is the release's number."""

    release_id: str
    sequence: int
    rows: Mapping[str, int]


_SIZES = TypeAdapter(tuple[Size, ...])


def last_sizes(settings: Settings) -> tuple[Size, ...]:
    """The sizes of the last ten releases up to the current one, the oldest first."""
    current = current_release(settings)
    if current is None:
        return ()
    known = {size.release_id: size for size in _remembered(settings)}
    # Releases of a program that remembered none stand on the disk, as many as are kept.
    known |= {manifest.release_id: _of(manifest) for manifest in releases(settings)}
    here = current.manifest.order
    upto = [size for size in known.values() if (size.sequence, size.release_id) <= here]
    return tuple(sorted(upto, key=lambda size: (size.sequence, size.release_id))[-REMEMBERED:])


def remember_size(settings: Settings) -> None:
    """Note the size of the release that has just become current."""
    sizes = last_sizes(settings)
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    write_json(_file(settings), _SIZES, sizes)


def _of(manifest: Manifest) -> Size:
    return Size(manifest.release_id, manifest.sequence, manifest.row_counts)


def _remembered(settings: Settings) -> tuple[Size, ...]:
    return read_json(_file(settings), _SIZES) or ()


def _file(settings: Settings) -> Path:
    return settings.state_dir / "release_sizes.json"
