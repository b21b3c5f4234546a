"""The tables of a run as they are asked: by SQL, or those of a few reports.

Belongs here: the same questions to tables in memory and to Parquet files, so that whoever
asks (contracts, reconciliation) holds no more of them than it needs. Files are never read
whole: DuckDB goes through them with bounded memory, and rows of reports are read from the row
groups that hold them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.registry import Maker, tables_made_by
from pipeline.settings import MEBIBYTE
from pipeline.threads import threads_for

REPORT = "report_key"

_MEMORY = 256 * MEBIBYTE
"""What DuckDB may take for a question; what it needs beside goes to the disk."""


class Source(Protocol):
    """Tables of a run."""

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """Their columns, by table name in the order of names."""
        ...

    def connect(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """A connection in which each table stands by its name."""
        ...

    def whole(self, name: str) -> pa.Table:
        """All rows of a table, which should be a dimension."""
        ...

    def rows(self, name: str, reports: Collection[str]) -> pa.Table:
        """The rows of some reports in one table, in their order."""
        ...

    def of_reports(self, reports: Collection[str]) -> dict[str, pa.Table]:
        """Those in all tables that have reports."""
        ...


@dataclass(frozen=True)
class HeldSource:
    """Tables in memory: of a few reports."""

    tables: Mapping[str, pa.Table]

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """Their columns."""
        return {name: self.tables[name].schema for name in sorted(self.tables)}

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to them."""
        with duckdb.connect() as connection:
            for name, table in self.tables.items():
                connection.register(name, table)
            yield connection

    def whole(self, name: str) -> pa.Table:
        """A table."""
        return self.tables[name]

    def of_reports(self, reports: Collection[str]) -> dict[str, pa.Table]:
        """Their rows in all tables."""
        return _of_reports(self, reports)

    def rows(self, name: str, reports: Collection[str]) -> pa.Table:
        """Their rows in one table."""
        table = self.tables[name]
        wanted = pa.array(sorted(reports), pa.string())
        return table.filter(pc.is_in(table[REPORT], value_set=wanted))


@dataclass(frozen=True)
class StoredSource:
    """Parquet files in the folder of a run: those of the transform step."""

    folder: Path

    @cached_property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """Their columns."""
        names = sorted(table.name for table in tables_made_by(Maker.TRANSFORM))
        paths = {name: self.folder / f"{name}.parquet" for name in names}
        return {name: pq.read_schema(path) for name, path in paths.items() if path.exists()}

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to them, which spills beside them."""
        with (
            tempfile.TemporaryDirectory(prefix=".asking-", dir=self.folder) as spill,
            duckdb.connect() as connection,
        ):
            connection.execute(f"set memory_limit = '{_MEMORY // 1024} KiB'")
            connection.execute(f"set temp_directory = {_literal(spill)}")
            connection.execute(f"set threads = {threads_for(self.folder.glob('*.parquet'))}")
            for name in self.schemas:
                path = _literal(self.folder / f"{name}.parquet")
                connection.execute(f'create view "{name}" as from read_parquet({path})')
            yield connection

    def whole(self, name: str) -> pa.Table:
        """A table."""
        return pq.read_table(self.folder / f"{name}.parquet")

    def of_reports(self, reports: Collection[str]) -> dict[str, pa.Table]:
        """Their rows in all tables."""
        return _of_reports(self, reports)

    def rows(self, name: str, reports: Collection[str]) -> pa.Table:
        """Their rows in one table, from the row groups that hold some of them."""
        path = self.folder / f"{name}.parquet"
        if not reports:
            return self.schemas[name].empty_table()
        bounds = [(REPORT, ">=", min(reports)), (REPORT, "<=", max(reports))]
        return pq.read_table(path, filters=[*bounds, (REPORT, "in", sorted(reports))])

    def few_at_a_time(self, count: int) -> Iterator[dict[str, pa.Table]]:
        """All tables, those of so many reports at a time, each time with all dimensions."""
        dimensions = {
            name: self.whole(name)
            for name, schema in self.schemas.items()
            if REPORT not in schema.names
        }
        keys = self.whole("dim_report")[REPORT].to_pylist()
        for start in range(0, max(1, len(keys)), count):
            yield {**dimensions, **self.of_reports(keys[start : start + count])}

    def first_rows(self, name: str, count: int) -> pa.Table:
        """The first rows of a table."""
        with pq.ParquetFile(self.folder / f"{name}.parquet") as file:
            batch = next(file.iter_batches(batch_size=count), None)
            return file.schema_arrow.empty_table() if batch is None else pa.table(batch)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {
            name: pq.read_metadata(self.folder / f"{name}.parquet").num_rows
            for name in self.schemas
        }


def _of_reports(source: Source, reports: Collection[str]) -> dict[str, pa.Table]:
    schemas = source.schemas.items()
    return {name: source.rows(name, reports) for name, schema in schemas if REPORT in schema.names}


def _literal(text: str | Path) -> str:
    escaped = str(text).replace("'", "''")
    return f"'{escaped}'"
