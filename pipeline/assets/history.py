"""Dagster's event log in SQLite, with its databases kept open.

Dagster opens, commits and closes a database several times an event, and a run has some
fifteen hundred events, since every test and expectation is a check of its own. Each commit
waited for the disk; each close, being the last, copied the write-ahead log back into the
database: more than half the time of a small run. Here the connection stays, and only
checkpoints wait for the disk (``synchronous=NORMAL``: a killed process loses nothing, a
machine that loses power at most the last events).

Named in the ``dagster.yaml`` that ``namndlager`` writes. Nothing else than how the databases
are opened belongs here.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as db
from dagster import DagsterEventType, EventLogEntry
from dagster._core.definitions.asset_checks.asset_check_evaluation import (
    AssetCheckEvaluationPlanned,
)
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.schema import (
    AssetCheckExecutionsTable,
    SqlEventLogStorageTable,
)
from dagster._serdes import ConfigurableClassData

MOST_OPEN = 4
"""Databases that stay open: the one of all runs, and one of each run that is written."""

BUSY_SECONDS = 300
"""How long a connection waits for another process that writes."""


class OpenEventLog(SqliteEventLogStorage):
    """The event log below ``DAGSTER_HOME``; files and tables are those of Dagster's own class."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, db.Engine] = OrderedDict()
        self._tables: set[str] = set()
        self._indexes: set[str] = set()
        self._columns: set[str] = set()
        self._own = _Own()
        super().__init__(base_dir, inst_data)

    @classmethod
    def config_type(cls) -> dict[str, Any]:
        """Nothing is to be configured: the place is that of Dagster's own event log."""
        return {}

    @classmethod
    def from_config_value(
        cls,
        inst_data: ConfigurableClassData | None,
        config_value: Mapping[str, Any],  # noqa: ARG003 - Dagster passes it by this name
    ) -> OpenEventLog:
        """Dagster's way to make a storage that ``dagster.yaml`` names."""
        return cls(str(Path(os.environ["DAGSTER_HOME"]) / "history" / "runs"), inst_data)

    def store_event(self, event: EventLogEntry) -> None:
        """Store an event, and let those know who watch the run.

        What is said of a check stands in three tables: one transaction of each database, not of
        each table. Dagster's UI looks again when a run's database file changes. While
        connections stay open, events are in the write-ahead log beside it until the next
        checkpoint.
        """
        with self._together():
            if (said := _said_of_check(event)) is None:
                super().store_event(event)
            else:
                self._store_check(event, said)
        os.utime(self.path_for_shard(event.run_id))

    def _store_check(self, event: EventLogEntry, said: Mapping[str, Any]) -> None:
        """Store what is said of a check, with the rows that Dagster's own class makes of it.

        Most events of a run are of this kind. There each is written as JSON three times, and
        SQLAlchemy is told the same statements anew for each.
        """
        row = self._event_to_row(event)
        with self.run_connection(event.run_id) as connection:
            connection.execute(_EVENT, row)
        with self.index_connection() as connection:
            event_id = connection.execute(_EVENT, row).lastrowid
            kept = _kept(said, row, event_id)
            if event.dagster_event_type is _PLANNED:
                connection.execute(_CHECK_PLANNED, kept)
            elif connection.execute(_CHECK_EVALUATED, kept).rowcount != 1:
                # Nobody planned it, or twice: as Dagster has it.
                self._update_asset_check_evaluation(event, event_id)

    def store_event_batch(self, events: Sequence[EventLogEntry]) -> None:
        """Store events that come at once as one transaction of each database: all, or none.

        Before its first step a run says of every asset and check that it plans it: what it says
        of checks that follow each other is a statement a table.
        """
        with self._together():
            for run_id, together in groupby(events, key=_plans_check):
                if run_id:
                    self._store_planned([*together])
                else:
                    super().store_event_batch([*together])

    def _store_planned(self, events: Sequence[EventLogEntry]) -> None:
        """Store that checks of one run are planned, with the rows that ``_store_check`` makes."""
        rows = [self._event_to_row(event) for event in events]
        said = [_said_of_check(event) or {} for event in events]
        with self.run_connection(events[0].run_id) as connection:
            connection.execute(_EVENT, rows)
        with self.index_connection() as connection:
            connection.execute(_EVENT, rows)
            # Nobody else writes before this transaction ends, so they are numbered in a row.
            ((last,),) = connection.execute(_LAST_EVENT).fetchall()
            numbers = range(last - len(rows) + 1, last + 1)
            kept = [_kept(*one) for one in zip(said, rows, numbers, strict=True)]
            connection.execute(_CHECK_PLANNED, kept)
        os.utime(self.path_for_shard(events[0].run_id))

    def has_table(self, table_name: str) -> bool:
        """True where the event log has a table.

        Dagster asks twice a check, over a connection of its own each time. What was there once
        is there: only migrations change tables, and they drop none.
        """
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def has_secondary_index(self, name: str) -> bool:
        """True where a migration of Dagster's has been done, which none undoes."""
        if name not in self._indexes and super().has_secondary_index(name):
            self._indexes.add(name)
        return name in self._indexes

    def has_asset_key_col(self, column_name: str) -> bool:
        """True where the table of assets has a column; Dagster asks for every check."""
        return column_name in self._columns or super().has_asset_key_col(column_name)

    def _has_asset_key_col_on_connection(self, conn: db.Connection, column_name: str) -> bool:
        """True where the table of assets has a column; Dagster asks for every table."""
        if column_name not in self._columns and super()._has_asset_key_col_on_connection(
            conn, column_name
        ):
            self._columns.add(column_name)
        return column_name in self._columns

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What this thread tells inside is one transaction of each database.

        For generators that tell events: one that is closed early has told what it told.
        """
        with self._together(), suppress(GeneratorExit):
            yield

    @contextmanager
    def _together(self) -> Iterator[None]:
        """What is written inside, this thread writes as one transaction of each database."""
        if self._own.batch is not None:  # inside one
            yield
            return
        with self._db_lock, ExitStack() as stack:
            self._own.batch = _Batch(stack)
            try:
                yield
            finally:
                self._own.batch = None

    @contextmanager
    def _connect(self, shard: str) -> Iterator[db.Connection]:
        if self._own.batch is not None:  # this thread has the lock
            yield self._own.batch.connection(self._ready(shard))
            return
        with self._db_lock, self._ready(shard).begin() as connection:
            yield connection

    def _ready(self, shard: str) -> db.Engine:
        engine = self._engine(shard)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def _engine(self, shard: str) -> db.Engine:
        if shard in self._engines:
            self._engines.move_to_end(shard)
            return self._engines[shard]
        engine = db.create_engine(
            self.conn_string_for_shard(shard), connect_args={"timeout": BUSY_SECONDS}
        )
        db.event.listen(engine, "connect", _wait_at_checkpoints_only)
        self._engines[shard] = engine
        while len(self._engines) > MOST_OPEN:
            self._engines.popitem(last=False)[1].dispose()
        return engine

    def dispose(self) -> None:
        """Close the databases."""
        super().dispose()
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()


_PLANNED = DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED
_CHECKS = AssetCheckExecutionsTable

_EVENT = SqlEventLogStorageTable.insert()
_LAST_EVENT = db.select(db.func.max(SqlEventLogStorageTable.c.id))

_CHECK_PLANNED = _CHECKS.insert()

_CHECK_EVALUATED = (
    _CHECKS.update()
    .where(
        _CHECKS.c.asset_key == db.bindparam("of_asset"),
        _CHECKS.c.check_name == db.bindparam("of_check"),
        _CHECKS.c.run_id == db.bindparam("of_run"),
        _CHECKS.c.partition.is_(None),
    )
    .values(
        {
            name: db.bindparam(name)
            for name in (
                "execution_status",
                "evaluation_event",
                "evaluation_event_timestamp",
                "evaluation_event_storage_id",
                "materialization_event_storage_id",
            )
        }
    )
)


def _said_of_check(event: EventLogEntry) -> Mapping[str, Any] | None:
    """What an event of a run says of a check of no partition; None where it is no such event."""
    said = event.dagster_event.event_specific_data if event.dagster_event else None
    if not event.run_id:
        return None
    if isinstance(said, AssetCheckEvaluationPlanned) and said.partitions_subset is None:
        return {
            "asset_key": said.asset_key.to_string(),
            "check_name": said.check_name,
            "partition": None,
            "run_id": event.run_id,
            "execution_status": AssetCheckExecutionRecordStatus.PLANNED.value,
        }
    if isinstance(said, dg.AssetCheckEvaluation) and said.partition is None:
        status = AssetCheckExecutionRecordStatus
        looked_at = said.target_materialization_data
        return {
            "of_asset": said.asset_key.to_string(),
            "of_check": said.check_name,
            "of_run": event.run_id,
            "execution_status": (status.SUCCEEDED if said.passed else status.FAILED).value,
            "materialization_event_storage_id": looked_at.storage_id if looked_at else None,
        }
    return None


def _kept(said: Mapping[str, Any], row: Mapping[str, Any], event_id: int) -> dict[str, Any]:
    """What stands of a check beside its event, which is ``row`` with a number."""
    return {
        **said,
        "evaluation_event": row["event"],
        "evaluation_event_timestamp": row["timestamp"],
        "evaluation_event_storage_id": event_id,
    }


def _plans_check(event: EventLogEntry) -> str:
    """The run in which a check is planned; empty where an event says something else."""
    said = event.dagster_event_type is _PLANNED and _said_of_check(event) is not None
    return event.run_id if said else ""


class _Batch:
    """The transactions of a batch: one of each database that it writes into."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._connections: dict[db.Engine, db.Connection] = {}

    def connection(self, engine: db.Engine) -> db.Connection:
        if engine not in self._connections:
            self._connections[engine] = self._stack.enter_context(engine.begin())
        return self._connections[engine]


class _Own(threading.local):
    """What a thread has for itself: the batch that it writes."""

    batch: _Batch | None = None


def _wait_at_checkpoints_only(connection: Any, _: object) -> None:
    connection.execute("pragma synchronous = normal")
