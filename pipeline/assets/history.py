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
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as db
from dagster import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
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
        super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))

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
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

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


def _wait_at_checkpoints_only(connection: Any, _: object) -> None:
    connection.execute("pragma synchronous = normal")
