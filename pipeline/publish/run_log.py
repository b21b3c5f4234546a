"""The log of runs in ``state/runs.jsonl``, and the table ``load_run`` made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from pipeline.settings import Settings
from pipeline.storage import write_atomically

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
    """Finished runs, the oldest first."""
    path = settings.state_dir / LOG_FILE
    if not path.exists():
        return []
    return [_RECORD.validate_json(line) for line in path.read_bytes().splitlines()]


def append(settings: Settings, record: RunRecord) -> None:
    """Note a run; one of the same id is replaced."""
    others = [known for known in read_log(settings) if known.run_id != record.run_id]
    lines = [_RECORD.dump_json(known) for known in [*others, record][-KEPT_RUNS:]]
    write_atomically(settings.state_dir / LOG_FILE, b"\n".join(lines) + b"\n")


def finish(settings: Settings, run_id: str, *, at: datetime, published: bool) -> None:
    """Note that a run has ended."""
    for record in read_log(settings):
        if record.run_id == run_id:
            append(settings, replace(record, finished_at=at, published=published))


def count_facts(rows: Mapping[str, int]) -> int:
    """Rows in all facts, given rows by table."""
    return sum(count for table, count in rows.items() if table.startswith("fact_"))


def to_table(records: list[RunRecord]) -> pa.Table:
    """The Parquet table ``load_run``."""
    import pyarrow as pa

    from pipeline.registry import arrow_schema

    return pa.Table.from_pylist([asdict(r) for r in records], schema=arrow_schema("load_run"))
