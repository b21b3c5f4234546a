"""The log of runs in ``state/runs.jsonl``, and the table ``load_run`` made from it.

Several processes may write it at once: each change is made under a lock. A line that
cannot be read is left out, and the file as it was is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from pipeline.settings import Settings
from pipeline.storage import set_aside, write_atomically

if TYPE_CHECKING:
    import pyarrow as pa

LOG_FILE = "runs.jsonl"

KEPT_RUNS = 1_000
"""Older runs leave the log, so that it does not grow for ever."""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One row of ``load_run``."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    documents_seen: int
    documents_new: int
    documents_failed: int
    facts_written: int
    published: bool | None


_RECORD = TypeAdapter(RunRecord)


def read_log(settings: Settings) -> list[RunRecord]:
    """Runs in the order in which they were noted, the oldest first."""
    return _read(settings)[0]


def is_damaged(settings: Settings) -> bool:
    """Whether the log has lines that cannot be read; the next run sets it aside."""
    return _read(settings)[1]


def append(settings: Settings, record: RunRecord) -> None:
    """Note a run; one of the same id is replaced, in its place."""

    def with_record(records: list[RunRecord]) -> list[RunRecord]:
        if any(known.run_id == record.run_id for known in records):
            return [record if known.run_id == record.run_id else known for known in records]
        return [*records, record]

    _change(settings, with_record)


def finish(settings: Settings, run_id: str, *, at: datetime, published: bool) -> None:
    """Note that a run has ended."""

    def with_end(records: list[RunRecord]) -> list[RunRecord]:
        return [
            replace(known, finished_at=at, published=published) if known.run_id == run_id else known
            for known in records
        ]

    _change(settings, with_end)


def count_facts(rows: Mapping[str, int]) -> int:
    """Rows in all facts, given rows by table."""
    return sum(count for table, count in rows.items() if table.startswith("fact_"))


def to_table(records: list[RunRecord]) -> pa.Table:
    """The Parquet table ``load_run``."""
    import pyarrow as pa

    from pipeline.registry import arrow_schema

    return pa.Table.from_pylist([asdict(r) for r in records], schema=arrow_schema("load_run"))


def _change(settings: Settings, change: Callable[[list[RunRecord]], list[RunRecord]]) -> None:
    path = settings.state_dir / LOG_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name("runs.lock")):
        records, is_damaged = _read(settings)
        if is_damaged:
            set_aside(path)
        kept = change(records)[-KEPT_RUNS:]
        write_atomically(path, b"".join(_RECORD.dump_json(known) + b"\n" for known in kept))


def _read(settings: Settings) -> tuple[list[RunRecord], bool]:
    """The records that can be read, and whether there were others."""
    path = settings.state_dir / LOG_FILE
    if not path.exists():
        return [], False
    records: list[RunRecord] = []
    lines = path.read_bytes().splitlines()
    for line in lines:
        try:
            records.append(_RECORD.validate_json(line))
        except ValidationError:
            continue
    return records, len(records) < len(lines)
