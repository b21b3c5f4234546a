"""What the rows of each report in each table come to, so that no release is hashed twice.

Of a database one number for all rows of a report in a table; that of the whole database
(``diff.fingerprint_of``) follows from them. Those of a release are kept in the cache by its
fingerprint: the comparison with it hashes the rows of the new database alone, and the next
night sees which reports have other rows in the Parquet that its tables are made from.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from pipeline.publish.database import quoted
from pipeline.publish.staging import Stage, StagedRun
from pipeline.storage import write_atomically
from pipeline.threads import threads_for

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

_COUNTS = TypeAdapter(dict[str, int])

Whole = tuple[str, int, int, int]
"""A table, its rows, and their hashes by exclusive or and by sum."""

One = tuple[int, int, int]
"""Rows, and their hashes by exclusive or and by sum."""

Numbers = Mapping[str, Mapping[str | None, One]]
"""The same as ``_SCHEMA``, by table and report."""

SOURCE = "parquet."
"""Stands before the name of a table of which not the database is meant, but its Parquet."""

SAID = f"{SOURCE}statements"
"""Stands for what is said to make tables of Parquet: its one number is a digest of that."""

NIGHTS = f"{SOURCE}nights"
"""Stands for how many databases in a row were made out of the one before."""


def digest_rows(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> pa.Table:
    """The numbers of tables of the database that is open; columns are ``_SCHEMA``."""
    known = {
        name
        for (name,) in connection.execute(
            "select table_name from duckdb_columns() where column_name = 'report_key'"
        ).fetchall()
    }
    return table_of(
        {one: digest_table(connection, one, has_reports=one in known) for one in tables}
    )


def digest_table(
    connection: duckdb.DuckDBPyConnection, table: str, *, has_reports: bool, where: str = ""
) -> dict[str | None, One]:
    """The numbers of one table, by report; ``where`` is SQL that chooses rows."""
    return _digests(connection, quoted(table), where, has_reports=has_reports)


def digest_sources(run: StagedRun, said: str) -> Numbers:
    """The numbers of a run's Parquet, but for the log of runs; ``said`` is what is made of it."""
    found: dict[str, Mapping[str | None, One]] = {SAID: {None: (1, _number(said), 0)}}
    with (
        tempfile.TemporaryDirectory(prefix=".hashing-", dir=run.folder) as spill,
        duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill}) as connection,
    ):
        paths = sorted(run.parquet.glob("*.parquet"))
        connection.execute(f"set threads = {threads_for(paths)}")
        for path in paths:
            if path.stem == "load_run":
                continue
            file = "'" + str(path).replace("'", "''") + "'"
            has_reports = "report_key" in pq.read_schema(path).names
            found[f"{SOURCE}{path.stem}"] = _digests(connection, file, has_reports=has_reports)
    return found


_MEMORY = "256 MiB"


def _number(said: str) -> int:
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:8], "big")


def _digests(
    connection: duckdb.DuckDBPyConnection, rows: str, where: str = "", *, has_reports: bool
) -> dict[str | None, One]:
    report = "report_key" if has_reports else "null::varchar"
    if rows in _NUMBERED:
        rows = f"(select * exclude ({_NUMBERED[rows]}) from {rows})"
    found = connection.execute(
        f"select {report}, count(*), bit_xor(hash(t)), sum(hash(t))::decimal(38, 0)"
        f" from {rows} as t {where} group by all having count(*) > 0"
    ).fetchall()
    return {report: (n, x, int(s)) for report, n, x, s in found}


_NUMBERED = {quoted("stored_section"): "section_id"}
"""Columns that number rows of all reports in the order of keys that stand beside: one new row
moves all behind it, and nothing is another one for it."""


def table_of(numbers: Numbers) -> pa.Table:
    """Numbers as they are kept: columns are ``_SCHEMA``."""
    rows = [
        {"table_name": table, "report_key": report, "n": n, "x": x, "s": Decimal(s)}
        for table, found in numbers.items()
        for report, (n, x, s) in found.items()
    ]
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def by_report(digests: pa.Table) -> dict[str, dict[str | None, One]]:
    """Kept numbers by table and report."""
    found: dict[str, dict[str | None, One]] = {}
    for table, report, n, x, s in zip(
        *(digests[name].to_pylist() for name in _SCHEMA.names), strict=True
    ):
        found.setdefault(table, {})[report] = (n, x, int(s))
    return found


def nights_of(numbers: Numbers) -> int:
    """How many databases in a row were made out of the one before, this one included."""
    return numbers.get(NIGHTS, {}).get(None, (0, 0, 0))[0]


def whole_tables(digests: pa.Table, tables: Iterable[str]) -> list[Whole]:
    """The same of whole tables; one without rows has zeros."""
    found = dict.fromkeys(tables, (0, 0, 0))
    columns = (digests[name].to_pylist() for name in ("table_name", "n", "x", "s"))
    for table, n, x, s in zip(*columns, strict=True):
        if table in found:
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


@dataclass(frozen=True)
class BuiltDigests:
    """What a build says of its run: what its Parquet comes to, and what its tables, if it knows.

    How many rows each table and view has stands beside it. All of it is in the folder of the
    stage, and goes where any table is made again.
    """

    folder: Path

    @classmethod
    def of(cls, run: StagedRun) -> BuiltDigests:
        """Those of a run."""
        return cls(run.file(Stage.BUILD, ""))

    def keep_sources(self, sources: Numbers) -> None:
        """Note what the Parquet comes to."""
        pq.write_table(table_of(sources), self._sources)

    def keep_rows(self, *rows: pa.Table) -> None:
        """Note what the rows of all tables come to."""
        pq.write_table(pa.concat_tables(rows), self._rows)

    def keep_counts(self, counts: Mapping[str, int]) -> None:
        """Note the rows of every table and view, which were counted as they were made."""
        self._counts.write_bytes(_COUNTS.dump_json(dict(sorted(counts.items()))))

    def forget(self) -> None:
        """Forget all: somebody makes tables anew."""
        for known in (self._sources, self._rows, self._counts):
            known.unlink(missing_ok=True)

    def counts(self) -> dict[str, int] | None:
        """Rows of every table and view; None where nobody counted them."""
        if not self._counts.exists():
            return None
        return _COUNTS.validate_json(self._counts.read_bytes())

    def sources(self) -> pa.Table:
        """What the Parquet comes to; empty where nobody noted it."""
        return pq.read_table(self._sources) if self._sources.exists() else _SCHEMA.empty_table()

    def rows(self) -> pa.Table | None:
        """What the rows of all tables come to; None where nobody knows."""
        return pq.read_table(self._rows) if self._rows.exists() else None

    @property
    def _sources(self) -> Path:
        return self.folder / "sources.parquet"

    @property
    def _rows(self) -> Path:
        return self.folder / "rows.parquet"

    @property
    def _counts(self) -> Path:
        return self.folder / "counts.json"
