"""When a bad file was first seen with its reason, remembered between runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.intake.outcome import SourceFile
from pipeline.storage import write_atomically

FIRST_SEEN_FILE = "rejections_first_seen.json"
_FIRST_SEEN = TypeAdapter(dict[str, datetime])


class FirstSeen:
    """The memory: asked for each rejection, then saved."""

    def __init__(self, state_dir: Path, now: datetime) -> None:
        self._path = state_dir / FIRST_SEEN_FILE
        self._now = now
        exists = self._path.exists()
        self._known = _FIRST_SEEN.validate_json(self._path.read_bytes()) if exists else {}

    def of(self, source: SourceFile, reason_code: str) -> datetime:
        """When these bytes were first rejected for this reason; now, if never before."""
        return self._known.setdefault(f"{_document(source)}{reason_code}", self._now)

    def save(self, present: Iterable[SourceFile]) -> None:
        """Write the memory down; files that are not ``present`` are forgotten."""
        documents = {_document(source) for source in present}
        kept = {
            key: seen
            for key, seen in self._known.items()
            if f"{key.rpartition('|')[0]}|" in documents
        }
        write_atomically(self._path, _FIRST_SEEN.dump_json(kept, indent=2))


def _document(source: SourceFile) -> str:
    return f"{source.source_file}|{source.sha256}|"
