"""When a bad file was first seen with its reason, remembered between runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.intake.outcome import SourceFile
from pipeline.storage import read_json, write_json

FIRST_SEEN_FILE = "rejections_first_seen.json"
_FIRST_SEEN = TypeAdapter(dict[str, datetime])


class FirstSeen:
    """The memory: asked for each rejection, then saved."""

    def __init__(self, state_dir: Path, now: datetime) -> None:
        self._path = state_dir / FIRST_SEEN_FILE
        self.now = now
        self._known = read_json(self._path, _FIRST_SEEN) or {}

    def of(self, source: SourceFile, reason_code: str) -> datetime:
        """When these bytes were first rejected for this reason; now, if never before."""
        return self._known.setdefault(f"{_document(source)}{reason_code}", self.now)

    @classmethod
    def drop(cls, state_dir: Path, source_file: str) -> None:
        """Forget every rejection of a file."""
        memory = cls(state_dir, datetime.min)
        kept = {k: at for k, at in memory._known.items() if not k.startswith(f"{source_file}|")}
        if len(kept) < len(memory._known):
            write_json(memory._path, _FIRST_SEEN, kept)

    def save(self, present: Iterable[SourceFile]) -> None:
        """Write the memory down; files that are not ``present`` are forgotten."""
        documents = {_document(source) for source in present}
        kept = {
            key: seen
            for key, seen in self._known.items()
            if f"{key.rpartition('|')[0]}|" in documents
        }
        write_json(self._path, _FIRST_SEEN, kept)


def _document(source: SourceFile) -> str:
    return f"{source.source_file}|{source.sha256}|"
