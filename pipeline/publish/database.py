"""Opening DuckDB files: always without extensions that would be fetched."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.publish.writers import writers_of

NO_NETWORK = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

_BLOCK = {"default_block_size": "65536"}
"""Bytes of a block of a file that is made; one that is there keeps its own. A table takes one at
least, and most tables are small: in DuckDB's usual blocks of 256 KiB sixteen reports take twice
as much of the disk. DuckDB 1.1 reads it. dbt's profile says the same."""


def connect(path: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """Open a database file, or make one."""
    return duckdb.connect(str(path), read_only=read_only, config={**NO_NETWORK, **_BLOCK})


def connect_for_reading(
    path: Path, *, memory_bytes: int | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a published database for queries that people write: no files, no settings.

    The link is followed first, so that the connection keeps its release while a new one
    is published. Nothing is written beside it when memory runs out (``memory_bytes``, of
    DuckDB's own): the query fails.

    Raises:
        duckdb.IOException: it cannot be opened; the message says who keeps it.
    """
    connection = _open_published(path.resolve(strict=True))
    connection.execute("set temp_directory = ''")
    if memory_bytes is not None:
        connection.execute(f"set memory_limit = '{memory_bytes // 1024} KiB'")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _open_published(database: Path) -> duckdb.DuckDBPyConnection:
    try:
        return connect(database)
    except duckdb.IOException as error:
        who = ", ".join(map(str, writers_of(database)))
        advice = (
            f"It is held open for writing by {who}: end that program, or publish anew beside it "
            "(namndlager run)."
            if who
            else "`namndlager verify` says what is wrong; `namndlager run` replaces it."
        )
        raise duckdb.IOException(f"{database} cannot be opened. {advice} ({error})") from error


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every table and view of the schema ``main``, by name."""
    names = connection.execute(
        "select table_name from information_schema.tables"
        " where table_schema = 'main' order by table_name"
    ).fetchall()
    return {name: _count(connection, name) for (name,) in names}


def quoted(name: str) -> str:
    """A name as SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {quoted(table)}").fetchone()
    assert row is not None
    return int(row[0])
