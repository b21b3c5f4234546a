"""Dagster's event log in SQLite, with its databases kept open.

Dagster opens, commits and closes a database several times an event, and a run has some
fifteen hundred events, since every test and expectation is a check of its own. Each commit
waited for the disk; each close, being the last, copied the write-ahead log back into the
database: more than half the time of a small run. Here the connection stays, and only
checkpoints wait for the disk (``synchronous=NORMAL``: a killed process loses nothing, a
machine that loses power at most the last events).

Nearly all events are plain lines of a run, or a check's. Dagster builds a statement for each of
their rows, up to three of them, and serializes a check twice: a fifth of a run with one new
report. Those are said to SQLite as they are, one transaction a database; of all others, and of
whatever is odd about one, Dagster's own class takes care. What stands in the databases is the
same.

Named in the ``dagster.yaml`` that ``namndlager`` writes. Nothing else than how the databases
are opened and written belongs here.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as db
from dagster import AssetCheckEvaluation, EventLogEntry
from dagster._core.definitions.asset_checks.asset_check_evaluation import (
    AssetCheckEvaluationPlanned,
)
from dagster._core.events import (
    ASSET_CHECK_EVENTS,
    ASSET_EVENTS,
    EVENT_TYPE_TO_PIPELINE_RUN_STATUS,
)
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._serdes import ConfigurableClassData

if TYPE_CHECKING:
    import sqlite3

MOST_OPEN = 4
"""Databases that stay open: the one of all runs, and one of each run that is written."""

BUSY_SECONDS = 300
"""How long a connection waits for another process that writes."""

_MIRRORED = frozenset({*ASSET_EVENTS, *EVENT_TYPE_TO_PIPELINE_RUN_STATUS})
"""Events that Dagster's own class stores: they go to more places than one."""

_STORE = """
    insert into event_logs
        (run_id, event, dagster_event_type, timestamp, step_key, asset_key, partition)
    values
        (:run_id, :event, :dagster_event_type, :timestamp, :step_key, :asset_key, :partition)
"""

_PLAN = """
    insert into asset_check_executions (
        asset_key, check_name, run_id, execution_status, evaluation_event,
        evaluation_event_timestamp, evaluation_event_storage_id
    )
    values (:checked, :check_name, :run_id, 'PLANNED', :event, :timestamp, :storage_id)
"""

_EVALUATE = """
    update asset_check_executions
    set
        execution_status = :status,
        evaluation_event = :event,
        evaluation_event_timestamp = :timestamp,
        evaluation_event_storage_id = :storage_id,
        materialization_event_storage_id = :materialization
    where asset_key = :checked and check_name = :check_name and run_id = :run_id
        and partition is null
"""


class OpenEventLog(SqliteEventLogStorage):
    """The event log below ``DAGSTER_HOME``; files and tables are those of Dagster's own class."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, db.Engine] = OrderedDict()
        self._bare: dict[str, sqlite3.Connection] = {}
        self._tables: set[str] = set()
        self._indexes: set[str] = set()
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

        Dagster's UI looks again when a run's database file changes. While connections stay
        open, events are in the write-ahead log beside it until the next checkpoint.
        """
        if not self._store_directly(event):
            super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))

    def _store_directly(self, event: EventLogEntry) -> bool:
        """Store a line of a run, or a check's; False where Dagster's own class has to."""
        kind = event.dagster_event_type if event.is_dagster_event else None
        if not event.run_id or kind in _MIRRORED:
            return False
        check = _check_of(event) if kind in ASSET_CHECK_EVENTS else {}
        if check is None or (check and not self.supports_asset_checks):
            return False
        row = self._event_to_row(event)
        values = {**row, "timestamp": _as_stored(row["timestamp"])}
        with self._db_lock:
            if check and not self._store_check(values | check):
                return False
            self._bare_connection(event.run_id).execute(_STORE, values)
        return True

    def _store_check(self, values: dict[str, Any]) -> bool:
        """What all runs know of a check; False, and nothing stored, where it was not planned."""
        connection = self._bare_connection(INDEX_SHARD_NAME)
        connection.execute("begin immediate")
        try:
            values["storage_id"] = connection.execute(_STORE, values).lastrowid
            statement = _EVALUATE if "status" in values else _PLAN
            is_stored = connection.execute(statement, values).rowcount == 1
            connection.execute("commit" if is_stored else "rollback")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise
        return is_stored

    def _bare_connection(self, shard: str) -> sqlite3.Connection:
        """The connection to a database without what SQLAlchemy does for each statement."""
        engine = self._ready(shard)
        if shard not in self._bare:
            taken: Any = engine.raw_connection()
            bare: sqlite3.Connection = taken.driver_connection
            taken.detach()  # it is no more the pool's to close
            bare.isolation_level = None  # each statement is whole by itself
            self._bare[shard] = bare
        return self._bare[shard]

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

    @contextmanager
    def _connect(self, shard: str) -> Iterator[db.Connection]:
        with self._db_lock, self._ready(shard).begin() as connection:
            yield connection

    def _ready(self, shard: str) -> db.Engine:
        """The engine of a database that has its tables."""
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
            self._close(next(iter(self._engines)))
        return engine

    def _close(self, shard: str) -> None:
        if bare := self._bare.pop(shard, None):
            bare.close()
        self._engines.pop(shard).dispose()

    def dispose(self) -> None:
        """Close the databases."""
        super().dispose()
        for shard in list(self._engines):
            self._close(shard)


def _check_of(event: EventLogEntry) -> dict[str, Any] | None:
    """What the row of a check's run says besides the event; None where a partition is in it."""
    said = event.get_dagster_event().event_specific_data
    if isinstance(said, AssetCheckEvaluationPlanned):
        names = {"checked": said.asset_key.to_string(), "check_name": said.check_name}
        return None if said.partitions_subset else names
    if not isinstance(said, AssetCheckEvaluation) or said.partition is not None:
        return None
    about = said.target_materialization_data
    return {
        "checked": said.asset_key.to_string(),
        "check_name": said.check_name,
        "status": "SUCCEEDED" if said.passed else "FAILED",
        "materialization": about.storage_id if about else None,
    }


def _as_stored(moment: datetime) -> str:
    """A moment as SQLAlchemy writes it into SQLite."""
    return moment.isoformat(" ", "microseconds")


def _wait_at_checkpoints_only(connection: Any, _: object) -> None:
    connection.execute("pragma synchronous = normal")
