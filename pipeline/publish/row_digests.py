"""What the rows of each report in each table come to, so that no release is hashed twice.

Of a database one number for all rows of a report in a table; that of the whole database
(``diff.fingerprint_of``) follows from them. Those of a release are kept in the cache by its
fingerprint: the comparison with it hashes the rows of the new database alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.database import quoted
from pipeline.storage import write_atomically

_SCHEMA = pa.schema(
    {
        "table_name": pa.string(),
        "report_key": pa.string(),
        "n": pa.int64(),
        "x": pa.uint64(),
        "s": pa.decimal128(38, 0),
    }
)
"""Rows of a report in a table, their hashes by exclusive or, and their sum.

``report_key`` is null for rows of no report, and of tables that know none."""

Whole = tuple[str, int, int, int]
"""A table, its rows, and their hashes by exclusive or and by sum."""


def digest_rows(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> pa.Table:
    """The numbers of tables of the database that is open; columns are ``_SCHEMA``."""
    known = {
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_columns() where column_name = 'report_key'"
        ).fetchall()
    }
    parts = [_SCHEMA.empty_table()]
    for table in tables:
        report = "report_key" if table in known else "null::varchar"
        parts.append(
            connection.execute(
                f"select ?, {report}, count(*), bit_xor(hash(t)), sum(hash(t))::decimal(38, 0)"
                f" from {quoted(table)} as t group by all having count(*) > 0",
                [table],
            )
            .to_arrow_table()
            .rename_columns(_SCHEMA.names)
            .cast(_SCHEMA)
        )
    return pa.concat_tables(parts).combine_chunks()


def whole_tables(digests: pa.Table, tables: Iterable[str]) -> list[Whole]:
    """The same of whole tables; one without rows has zeros."""
    found = dict.fromkeys(tables, (0, 0, 0))
    columns = (digests[name].to_pylist() for name in ("table_name", "n", "x", "s"))
    for table, n, x, s in zip(*columns, strict=True):
        rows, xor, total = found[table]
        found[table] = rows + n, xor ^ x, total + int(s)
    return [(table, *numbers) for table, numbers in found.items()]


@dataclass(frozen=True)
class KeptDigests:
    """The numbers of releases that stand in a folder, which is safe to delete."""

    folder: Path

    @classmethod
    def below(cls, cache_dir: Path) -> KeptDigests:
        """Those that stand in the cache."""
        return cls(cache_dir / "rows")

    def get(self, fingerprint: str) -> pa.Table | None:
        """Those of the release with a fingerprint; None where they are not kept whole."""
        with suppress(OSError, pa.ArrowException):
            found = pq.read_table(self._file(fingerprint))
            return found if found.schema.equals(_SCHEMA) else None
        return None

    def keep(self, fingerprint: str, digests: pa.Table, *, beside: str | None) -> None:
        """Keep those of a database that may be released, and those of the release ``beside``."""
        target = pa.BufferOutputStream()
        pq.write_table(digests, target)
        wanted = {self._file(fingerprint), *([self._file(beside)] if beside else ())}
        with suppress(OSError):  # a full disk: the next night hashes the release
            write_atomically(self._file(fingerprint), target.getvalue().to_pybytes())
            for path in set(self.folder.glob("*.parquet")) - wanted:
                path.unlink(missing_ok=True)

    def forget(self) -> None:
        """Remove all: they name the reports of the last releases."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, fingerprint: str) -> Path:
        return self.folder / f"{fingerprint[:32]}.parquet"
