"""The published database as pages see it: read-only, and always the newest release.

The link ``namndlager.duckdb`` is followed for every page; where it leads elsewhere than
before, the database of the new release is opened by its own path. A page that is being
made keeps the release that it began with. What a release has answered is kept with it: it
cannot change, and several parts of a page, and pages after each other, ask the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipeline.dashboard.queries import Query, parameters_of
from pipeline.publish.database import connect_for_reading
from pipeline.settings import Settings

Row = Mapping[str, Any]

KEPT_OPEN = 3
"""So many earlier releases stay open, as long as their files are there."""

KEPT_ROWS = 20_000
"""So many rows of answers are kept for a release: some 30 MB."""


class NothingPublished(Exception):
    """There is no release to show yet."""


class TooSlow(Exception):
    """A question to the database took longer than ``Settings.query_seconds``."""


class Answers:
    """Rows that were asked for, those that were asked for last; safe in threads.

    Args:
        most: so many rows are kept in all.
    """

    def __init__(self, most: int = KEPT_ROWS) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Row, ...]] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def get(self, question: str) -> list[Row] | None:
        """The rows of a question, in a list of the caller's own; None where none are kept."""
        with self._lock:
            if question not in self._kept:
                return None
            self._kept.move_to_end(question)
            return list(self._kept[question])

    def keep(self, question: str, rows: list[Row]) -> None:
        """Keep rows, and let go of those that nobody asked for the longest."""
        with self._lock:
            if question in self._kept:
                return
            self._kept[question] = tuple(rows)
            # An answer without rows takes room too.
            self._rows += len(rows) + 1
            while self._rows > self._most:
                _, forgotten = self._kept.popitem(last=False)
                self._rows -= len(forgotten) + 1


@dataclass(frozen=True)
class OpenRelease:
    """One release, open for reading; ``name`` is that of its folder."""

    name: str
    connection: duckdb.DuckDBPyConnection
    seconds: float
    answers: Answers = field(default_factory=Answers, compare=False)

    def rows(self, query: Query, **values: object) -> list[Row]:
        """The rows of a query, by column name; values it does not name are left out.

        Raises:
            TooSlow: it took longer than the settings allow.
        """
        sql = query.sql_for(self.columns)
        given = {name: values.get(name) for name in sorted(parameters_of(sql))}
        question = f"{sql} {given}"
        rows = self.answers.get(question)
        if rows is None:
            rows = self._asked(query, sql, given)
            self.answers.keep(question, rows)
        return rows

    def _asked(self, query: Query, sql: str, given: Mapping[str, object]) -> list[Row]:
        with self.connection.cursor() as cursor, _stopped_after(cursor, self.seconds):
            try:
                cursor.execute(sql, given)
                names = [column[0] for column in cursor.description or []]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            except duckdb.InterruptException as error:
                raise TooSlow(query.name) from error

    def row(self, query: Query, **values: object) -> Row | None:
        """The first row of a query; None where there is none."""
        return next(iter(self.rows(query, **values)), None)

    @cached_property
    def columns(self) -> frozenset[str]:
        """'table.column' of all that the release holds.

        A release of an earlier contract lacks some; queries say what they need.
        """
        sql = "select table_name, column_name from duckdb_columns() where not internal"
        with self.connection.cursor() as cursor:
            found = cursor.execute(sql).fetchall()
        return frozenset(f"{table}.{column}" for table, column in found)


@dataclass
class Releases:
    """Follows the link to the current release."""

    settings: Settings
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: dict[Path, OpenRelease] = field(default_factory=dict)

    def name(self) -> str | None:
        """The name of the release that the link leads to; None where there is none."""
        database = self._database()
        return database.parent.name if database else None

    def current(self) -> OpenRelease:
        """The current release.

        Raises:
            NothingPublished: there is none.
            duckdb.IOException: it cannot be opened; the message says who keeps it.
        """
        database = self._database()
        if database is None:
            raise NothingPublished
        with self._lock:
            if database not in self._open:
                # DuckDB refuses to open a file anew while anything still holds it, and after a
                # rollback an earlier one is asked for again: those that are there stay open.
                there = {path: opened for path, opened in self._open.items() if path.exists()}
                self._open = dict(list(there.items())[-KEPT_OPEN:])
                connection = connect_for_reading(database, memory_bytes=self.settings.query_memory)
                self._open[database] = OpenRelease(
                    database.parent.name, connection, self.settings.query_seconds
                )
            return self._open[database]

    def _database(self) -> Path | None:
        try:
            return self.settings.database.resolve(strict=True)
        except OSError:
            return None


@contextmanager
def _stopped_after(cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
