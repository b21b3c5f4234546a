"""A release made by hand: every table of the contract, empty but for the rows that a test names.

Pages and commands that only read can be tried on it in a moment, with figures that the test
itself says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipeline.publish.pointer import point
from pipeline.publish.published import DATABASE
from pipeline.registry import TABLES
from pipeline.registry.dbt_files import DUCKDB_TYPES
from pipeline.settings import Settings

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def publish(folder: Path, rows: Rows, *, name: str = "by-hand") -> Settings:
    """Make the release below a folder and make it current; what a row does not name is null."""
    settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")
    settings.raw_dir.mkdir(parents=True, exist_ok=True)
    database = settings.releases_dir / name / DATABASE
    database.parent.mkdir(parents=True)
    with duckdb.connect(str(database)) as connection:
        for table in TABLES.values():
            columns = ", ".join(f'"{one.name}" {DUCKDB_TYPES[one.type]}' for one in table.columns)
            connection.execute(f"create table {table.name} ({columns})")
        for table_name, wanted in rows.items():
            for row in wanted:
                given = ", ".join(f"${column}" for column in row)
                connection.execute(
                    f"insert into {table_name} ({', '.join(row)}) values ({given})", dict(row)
                )
    point(settings, database)
    return settings
