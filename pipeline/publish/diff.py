"""What a new database changes against the last release, and whether that can be right.

Four questions, one check each: is the schema that users rely on still there; are the
documents still there; does a document that did not change still give as many rows; do
its values stand as they did? Each check is a function; ``CHECKS`` lists them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipeline.publish.database import connect, quoted
from pipeline.publish.landslide import no_landslide
from pipeline.quality.results import CheckResult
from pipeline.registry import TABLES

MIN_SHARE_OF_DOCUMENTS = 0.5
"""Fewer documents than this share of the last release's: a folder that was not mounted."""

MIN_SHARE_OF_ROWS = 0.95
"""An unchanged document that gives fewer rows in a table: a reader that got worse."""

MAX_COVERAGE_LOSS = 0.05
"""Points of a share in ``mart_coverage`` that an unchanged document may lose."""

VOLATILE_TABLES = frozenset({"load_run"})
"""Tables that differ between any two runs; they make no release of their own."""

EXAMPLES = 5

Difference = tuple[str, str]
"""A table, and what is different about it."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table that came, went and changed."""

    table: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class DiffReport:
    """A new database beside the last release.

    ``fingerprint`` is of the new database's schema and rows; two databases that say the
    same have the same one. ``base_release`` is what it was compared with.
    """

    base_release: str | None
    fingerprint: str
    is_unchanged: bool
    changes: tuple[TableChange, ...]
    results: tuple[CheckResult, ...]


def compare(
    new_database: Path,
    current_database: Path | None,
    *,
    base_release: str | None = None,
    same_code: bool = False,
    same_contract: bool = True,
    accept_changes: bool = False,
) -> DiffReport:
    """Compare a new database with the current one (None: there is none yet).

    Args:
        new_database: the database that is to be published.
        current_database: the database that is published.
        base_release: id of the release that is current.
        same_code: both were made by the same code, so that a changed value of an
            unchanged document can only be a defect.
        same_contract: the registry declared the same tables and columns for both, so that
            a lost column can only be a defect.
        accept_changes: a person has looked: objections become warnings.
    """
    fingerprint = fingerprint_of(new_database)
    if current_database is None:
        return DiffReport(base_release, fingerprint, False, (), ())
    if fingerprint == fingerprint_of(current_database):
        return DiffReport(base_release, fingerprint, True, (), ())
    with duckdb.connect() as connection:
        for name, path in (("new", new_database), ("old", current_database)):
            text = str(path).replace("'", "''")
            connection.execute(f"attach '{text}' as {name} (read_only)")
        databases = Databases(connection, same_code, same_contract)
        results = tuple(result for check in CHECKS for result in check(databases))
        if accept_changes:
            results = tuple(replace(result, severity="warning") for result in results)
        return DiffReport(base_release, fingerprint, False, tuple(databases.changes()), results)


def fingerprint_of(database: Path) -> str:
    """Hash over schema, comments and rows of a database, in any order of its rows."""
    with connect(database) as connection:
        columns = connection.execute(
            "select table_name, column_name, data_type, comment from duckdb_columns()"
            " where schema_name = 'main' and not internal order by table_name, column_index"
        ).fetchall()
        tables = sorted({row[0] for row in columns} - VOLATILE_TABLES)
        rows = [(table, *_hash_of_rows(connection, table)) for table in tables]
    return hashlib.sha256(json.dumps([columns, rows]).encode()).hexdigest()


def _hash_of_rows(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int, int]:
    row = connection.execute(
        "select count(*), coalesce(bit_xor(hash(t)), 0), coalesce(sum(hash(t)), 0)::hugeint"
        f" from {quoted(table)} as t"
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1]), int(row[2])


class Databases:
    """Both databases, attached as ``new`` and ``old``, and what the checks ask of them."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, same_code: bool, same_contract: bool
    ) -> None:
        self._connection = connection
        self.same_code = same_code
        self.same_contract = same_contract
        self.new = self._columns("new")
        self.old = self._columns("old")

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query over both."""
        return self._connection.execute(sql).fetchall()

    def number(self, sql: str) -> int:
        """The one number of a query over both."""
        value = self.rows(sql)[0][0]
        assert isinstance(value, int)
        return value

    def shared_tables(self, *columns: str) -> list[str]:
        """Tables that both have, with these columns."""
        return [
            table
            for table in sorted(self.new.keys() & self.old.keys() - VOLATILE_TABLES)
            if set(columns) <= self.new[table].keys() & self.old[table].keys()
        ]

    def shared_columns(self, table: str) -> str:
        """Columns that both have in a table, as SQL."""
        names = [name for name in self.new[table] if name in self.old[table]]
        return ", ".join(quoted(name) for name in names)

    def changes(self) -> Iterable[TableChange]:
        """Rows that came and went, of every table in both."""
        for table in self.shared_tables():
            columns = self.shared_columns(table)
            added, removed = (
                self.number(
                    f"select count(*) from (select {columns} from {a}.main.{quoted(table)}"
                    f" except all select {columns} from {b}.main.{quoted(table)})"
                )
                for a, b in (("new", "old"), ("old", "new"))
            )
            if added or removed:
                yield TableChange(table, added, removed)

    def has_reports(self) -> bool:
        """True where documents can be matched at all."""
        return "dim_report" in self.shared_tables("report_key", "document_sha256")

    def _columns(self, database: str) -> dict[str, dict[str, str]]:
        tables: dict[str, dict[str, str]] = {}
        for table, column, kind in self._connection.execute(
            "select table_name, column_name, data_type from duckdb_columns()"
            f" where database_name = '{database}' and schema_name = 'main'"
            " order by table_name, column_index"
        ).fetchall():
            tables.setdefault(table, {})[column] = kind
        return tables


UNCHANGED_DOCUMENTS = """
    select report_key from new.main.dim_report as n
    semi join old.main.dim_report as o using (report_key, document_sha256)
"""


def schema_is_kept(databases: Databases) -> Iterable[CheckResult]:
    """Tables and columns of the last release are there, with their types.

    Where the program declares others than it did then, what it no longer declares is meant
    to go, and is told.
    """
    lost = [
        (table, f"{table}.{column} {kind}")
        for table, columns in databases.old.items()
        for column, kind in columns.items()
        if databases.new.get(table, {}).get(column) != kind
    ]
    is_meant = not databases.same_contract and not any(
        _is_declared(table, column)
        for table, columns in databases.old.items()
        for column in columns
        if column not in databases.new.get(table, {})
    )
    yield _result(
        "schema_is_kept",
        lost,
        "The program has another contract than the last release, which is rebuilt; "
        "it declares these columns no longer, or with another type"
        if is_meant
        else "Columns of the last release are missing or have another type",
        severity="warning" if is_meant else "error",
    )


def _is_declared(table: str, column: str) -> bool:
    return table in TABLES and column in TABLES[table].column_names


def documents_are_kept(databases: Databases) -> Iterable[CheckResult]:
    """Files may leave the raw folder, but not half of them overnight."""
    if not databases.has_reports():
        return
    before = databases.number("select count(distinct source_file) from old.main.dim_report")
    gone = [
        ("dim_report", str(name))
        for (name,) in databases.rows(
            "select distinct report_key from old.main.dim_report"
            " except select report_key from new.main.dim_report order by all"
        )
    ]
    too_many = len(gone) > before * (1 - MIN_SHARE_OF_DOCUMENTS)
    yield _result(
        "documents_are_kept",
        gone,
        "Reports of the last release are gone; is the raw folder complete",
        severity="error" if too_many else "warning",
    )


def rows_are_kept(databases: Databases) -> Iterable[CheckResult]:
    """A document that did not change gives no fewer rows."""
    if not databases.has_reports():
        return
    fewer: list[Difference] = []
    for table in databases.shared_tables("report_key", "fact_key"):
        for report, before, now in databases.rows(
            f"""
            with unchanged as ({UNCHANGED_DOCUMENTS}),
            before as (select report_key, count(*) as n from old.main.{table} group by all),
            now as (select report_key, count(*) as n from new.main.{table} group by all)
            select report_key, before.n, coalesce(now.n, 0)
            from unchanged join before using (report_key) left join now using (report_key)
            where coalesce(now.n, 0) < {MIN_SHARE_OF_ROWS} * before.n order by all
            """
        ):
            fewer.append((table, f"{table} of {report}: {before} rows before, {now} now"))
    yield _result("rows_are_kept", fewer, "Unchanged documents give fewer rows")


def values_are_kept(databases: Databases) -> Iterable[CheckResult]:
    """A fact of a document that did not change keeps its value.

    With other code a change may be the improvement that was meant: a warning that counts.
    """
    if not databases.has_reports():
        return
    changed: list[Difference] = []
    for table in databases.shared_tables("report_key", "fact_key"):
        columns = databases.shared_columns(table)
        count = databases.number(
            f"""
            with unchanged as ({UNCHANGED_DOCUMENTS})
            select count(*) from (
                select {columns} from new.main.{table} semi join unchanged using (report_key)
                except all
                select {columns} from old.main.{table} semi join unchanged using (report_key)
            )
            """
        )
        if count:
            changed.append((table, f"{table}: {count} rows"))
    yield _result(
        "values_are_kept",
        changed,
        "Values changed though neither document nor code did"
        if databases.same_code
        else "New code gives other values for unchanged documents",
        severity="error" if databases.same_code else "warning",
    )


def coverage_is_kept(databases: Databases) -> Iterable[CheckResult]:
    """No share in ``mart_coverage`` gets worse for a document that did not change."""
    if not databases.has_reports() or "mart_coverage" not in databases.shared_tables("report_key"):
        return
    columns = databases.new["mart_coverage"].keys() & databases.old["mart_coverage"].keys()
    worse: list[Difference] = []
    for share in sorted(name for name in columns if name.startswith("share_")):
        loss = f"n.{share} - o.{share}" if share.endswith("_doubtful") else f"o.{share} - n.{share}"
        for report, before, now in databases.rows(
            f"""
            with unchanged as ({UNCHANGED_DOCUMENTS})
            select report_key, o.{share}, n.{share} from unchanged
            join old.main.mart_coverage as o using (report_key)
            join new.main.mart_coverage as n using (report_key)
            where {loss} > {MAX_COVERAGE_LOSS} order by all
            """
        ):
            worse.append(("mart_coverage", f"{share} of {report}: {before:.3f}, now {now:.3f}"))
    yield _result("coverage_is_kept", worse, "Unchanged documents are covered worse")


CHECKS: Sequence[Callable[[Databases], Iterable[CheckResult]]] = (
    schema_is_kept,
    documents_are_kept,
    no_landslide,
    rows_are_kept,
    values_are_kept,
    coverage_is_kept,
)

CHECK_NAMES = tuple(check.__name__ for check in CHECKS)

REMEDY = "Look at them; if they are meant, publish with `namndlager run --accept-changes`."


def _result(
    name: str, differences: Sequence[Difference], headline: str, *, severity: str = "error"
) -> CheckResult:
    shown = "; ".join(text for _, text in differences[:EXAMPLES])
    more = f" and {len(differences) - EXAMPLES} more" if len(differences) > EXAMPLES else ""
    return CheckResult(
        name=name,
        table=differences[0][0] if differences else "",
        severity=severity,
        passed=not differences,
        observed=f"{len(differences)} differences",
        message=f"{headline}: {shown}{more}. {REMEDY}" if differences else "As before.",
        kind="diff",
    )
