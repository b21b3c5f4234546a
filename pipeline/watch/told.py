"""Who was told what: ``state/told.json``, kept by where it was sent.

A damaged file is set aside, and its copy takes its place; where there is none, to tell
something twice is better than not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.storage import read_json, write_json
from pipeline.watch.decide import Told

TOLD_FILE = "told.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """What was told, by the sink's name and the condition's key; ``since`` is the first look."""

    since: datetime
    sinks: Mapping[str, Mapping[str, Told]] = field(default_factory=dict)


_MEMORY = TypeAdapter(Memory)


def read_memory(state_dir: Path, *, now: datetime) -> Memory:
    """What is remembered, or an empty memory that starts now."""
    return read_json(state_dir / TOLD_FILE, _MEMORY) or Memory(now)


def write_memory(state_dir: Path, memory: Memory) -> None:
    """Remember."""
    write_json(state_dir / TOLD_FILE, _MEMORY, memory)
