"""Who was told what: ``state/told.json``, kept by where it was sent.

A damaged file is set aside: to tell something twice is better than not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.storage import write_atomically
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
    path = state_dir / TOLD_FILE
    if not path.exists():
        return Memory(now)
    try:
        return _MEMORY.validate_json(path.read_bytes())
    except (ValidationError, UnicodeDecodeError):
        path.replace(path.with_suffix(".damaged"))
        return Memory(now)


def write_memory(state_dir: Path, memory: Memory) -> None:
    """Remember."""
    write_atomically(state_dir / TOLD_FILE, _MEMORY.dump_json(memory, indent=2))
