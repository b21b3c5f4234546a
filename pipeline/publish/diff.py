"""What a new database changes against the last release, and whether that can be right.

Four questions, one check each: is the schema that users rely on still there; are the
documents still there; does a document that did not change still give as many rows; do
its values stand as they did? Each check is a function; ``CHECKS`` lists them.

A document has not changed where its bytes, its sidecar, its corrections and the documents
that told its reader something are those of the last release (``keep.Basis``). Facts follow
from that and the code; marts and dimensions also from which other documents there are.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.intake.listing import SAMPLES
from pipeline.publish.database import connect
from pipeline.publish.databases import (
    VOLATILE_TABLES,
    Databases,
    Inputs,
    TableChange,
)
from pipeline.publish.landslide import no_landslide
from pipeline.publish.row_digests import BuiltDigests, KeptDigests, digest_rows, whole_tables
from pipeline.quality.readings import MAX_SHARE_LOSS, MIN_SHARE_OF_ROWS
from pipeline.quality.results import CheckResult
from pipeline.registry import TABLES, Maker, tables_made_by
from pipeline.threads import threads_for

MAX_SHARE_GONE = 1 / 3
MIN_GONE = 3
"""More than this share of the last release's documents gone, and at least so many: a folder
that is not mounted, or a copy that was broken off."""

MEMORY = "512 MiB"
"""What DuckDB may take to compare two databases; what it needs beside goes to the disk."""

READ_TABLES = {table.name: table for table in tables_made_by(Maker.TRANSFORM)}
"""Tables whose facts follow from their own document but for the columns ``over_reports``."""

EXAMPLES = 5

Difference = tuple[str, str]
"""A table, and what is different about it."""


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

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should hear of though it blocks nothing."""
        return tuple(r.message for r in self.results if r.passed and r.message != AS_BEFORE)


def compare(
    new_database: Path,
    current_database: Path | None,
    *,
    inputs: Inputs | None = None,
    base_release: str | None = None,
    base_fingerprint: str | None = None,
    same_code: bool = False,
    same_contract: bool = True,
    accept_changes: bool = False,
    kept: KeptDigests | None = None,
    built: BuiltDigests | None = None,
) -> DiffReport:
    """Compare a new database with the current one (None: there is none yet).

    Args:
        new_database: the database that is to be published.
        current_database: the database that is published.
        inputs: what both were made from.
        base_release: id of the release that is current.
        base_fingerprint: of the published database, by the code of today; None reckons it,
            which takes a look at all its rows.
        same_code: both were made by the same code, so that a changed value of an
            unchanged document can only be a defect.
        same_contract: the registry declared the same tables and columns for both, so that
            a lost column can only be a defect.
        accept_changes: a person has looked: what is objected to passes and is told.
        kept: where what the rows of releases come to is kept from one comparison to the next.
        built: what the build knows of the new database.
    """
    fingerprint, digests = numbers_of(new_database, built)
    before = kept.get(base_fingerprint) if kept and base_fingerprint else None
    if current_database is not None and base_fingerprint is None:
        base_fingerprint, before = numbers_of(current_database)
    if kept is not None:
        kept.keep(fingerprint, digests, beside=base_fingerprint)
    if current_database is None:
        return DiffReport(base_release, fingerprint, is_unchanged=False, changes=(), results=())
    if fingerprint == base_fingerprint:
        return DiffReport(base_release, fingerprint, is_unchanged=True, changes=(), results=())
    with _bounded(new_database.parent) as connection:
        threads = threads_for((new_database, current_database))
        connection.execute(f"set threads = {threads}")
        for name, path in (("new", new_database), ("old", current_database)):
            text = str(path).replace("'", "''")
            connection.execute(f"attach '{text}' as {name} (read_only)")
        databases = Databases(
            connection,
            inputs,
            same_code=same_code,
            same_contract=same_contract,
            digests=None if before is None else (digests, before),
        )
        results = tuple(result for check in CHECKS for result in check(databases))
        if accept_changes:
            results = tuple(_accepted(result) for result in results)
        return DiffReport(
            base_release,
            fingerprint,
            is_unchanged=False,
            changes=tuple(databases.changes()),
            results=results,
        )


@contextmanager
def _bounded(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills into a folder where rows of large tables are compared."""
    with (
        tempfile.TemporaryDirectory(prefix=".comparing-", dir=folder) as spill,
        duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spill}) as connection,
    ):
        yield connection


def fingerprint_of(database: Path) -> str:
    """Hash over schema, comments and rows of a database, in any order of its rows."""
    return numbers_of(database)[0]


def numbers_of(database: Path, built: BuiltDigests | None = None) -> tuple[str, pa.Table]:
    """The fingerprint of a database, and what the rows of its reports come to.

    What those are, its build may know (``built``), and what they were made from.
    """
    with connect(database) as connection:
        connection.execute(f"set threads = {threads_for([database])}")
        columns = connection.execute(
            "select table_name, column_name, data_type, comment from duckdb_columns()"
            " where schema_name = 'main' and not internal order by table_name, column_index"
        ).fetchall()
        definitions = connection.execute(_DEFINITIONS).fetchall()
        views = {name for name, _ in definitions}
        tables = sorted({row[0] for row in columns} - VOLATILE_TABLES - views)
        known = built.rows() if built else None
        digests = digest_rows(connection, tables) if known is None else known
    if built is not None:
        digests = pa.concat_tables([digests, built.sources()]).combine_chunks()
    said = [columns, definitions, whole_tables(digests, tables)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest(), digests


_DEFINITIONS = """
    select view_name, sql from duckdb_views() where not internal
    union all
    select function_name, macro_definition from duckdb_functions() where not internal
    order by all
"""
"""Views and macros: they say nothing but what their SQL makes of the tables."""


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
    """Files may leave the raw folder, but not many of them overnight."""
    if not databases.has_reports() or databases.seen is None:
        return
    before = {str(key): str(file) for key, file in databases.rows(_DOCUMENTS_BEFORE)}
    own = {file for file in databases.seen if not _is_sample(file)}
    samples = {key for key, file in before.items() if _is_sample(file)} if own else set()
    gone = [
        str(key)
        for key, file in databases.rows(_DOCUMENTS_GONE)
        if str(file) not in databases.seen and str(key) not in samples
    ]
    left = len(before) - len(samples)
    had_own = any(not _is_sample(file) for file in before.values())
    too_many = len(gone) >= MIN_GONE and len(gone) > MAX_SHARE_GONE * left
    if too_many or (had_own and not own):
        yield _result(
            "documents_are_kept",
            [("dim_report", key) for key in gone],
            f"{len(gone)} of the last release's {left} reports are no longer in the raw folder, "
            "which looks like a folder that is not mounted or a copy that was broken off",
        )
        return
    words = []
    if samples:
        words.append(f"The raw folder holds own reports: {len(samples)} samples are left out.")
    if gone:
        words.append(f"No longer in the raw folder, and taken out: {_listed(gone)}.")
    passed = _result("documents_are_kept", [], "")
    yield replace(passed, message=" ".join(words)) if words else passed


_DOCUMENTS_BEFORE = "select report_key, source_file from old.main.dim_report order by all"

_DOCUMENTS_GONE = """
    select report_key, source_file from old.main.dim_report
    anti join new.main.dim_report using (report_key)
    where document_sha256 not in (select document_sha256 from new.main.dim_report)
    order by all
"""


def _is_sample(source_file: str) -> bool:
    return source_file.startswith(f"{SAMPLES}/")


def rows_are_kept(databases: Databases) -> Iterable[CheckResult]:
    """A document that did not change gives no fewer rows to the same reader.

    One that another reader reads worse is held back before (``quality.readings``).
    """
    if not databases.has_reports():
        return
    fewer: list[Difference] = []
    for table in databases.shared_tables("report_key", "fact_key"):
        if (differing := databases.differing(table)) is None:
            continue
        others = f"semi join {differing} using (report_key) group by all"
        for report, before, now in databases.rows(
            f"""
            with before as (select report_key, count(*) as n from old.main.{table} {others}),
            now as (select report_key, count(*) as n from new.main.{table} {others})
            select report_key, before.n, coalesce(now.n, 0)
            from read_alike join before using (report_key) left join now using (report_key)
            where coalesce(now.n, 0) < {MIN_SHARE_OF_ROWS} * before.n order by all
            """
        ):
            fewer.append((table, f"{table} of {report}: {before} rows before, {now} now"))
    yield _result("rows_are_kept", fewer, "Unchanged documents give fewer rows")


def values_are_kept(databases: Databases) -> Iterable[CheckResult]:
    """A fact of a document that did not change keeps its value.

    With other code a change may be the improvement that was meant: a warning that counts.
    A reading that was carried over from another reader gives way to today's without one.
    Marts are compared only where no document came, went or changed.
    """
    if not databases.has_reports():
        return
    changed: list[Difference] = []
    every_table = databases.has_same_documents()
    kept = "read_alike" if databases.same_code else "unchanged"
    for table in databases.shared_tables("report_key", "fact_key"):
        if not every_table and table not in READ_TABLES:
            continue
        columns = databases.shared_columns(table, but=() if every_table else _over_reports(table))
        count = databases.change(table, columns, of=kept).added
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


def _over_reports(table: str) -> set[str]:
    return {column.name for column in READ_TABLES[table].columns if column.over_reports}


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
            select report_key, o.{share}, n.{share} from read_alike
            join old.main.mart_coverage as o using (report_key)
            join new.main.mart_coverage as n using (report_key)
            where {loss} > {MAX_SHARE_LOSS} order by all
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

AS_BEFORE = "As before."


def _result(
    name: str, differences: Sequence[Difference], headline: str, *, severity: str = "error"
) -> CheckResult:
    listed = _listed([text for _, text in differences])
    return CheckResult(
        name=name,
        table=differences[0][0] if differences else "",
        severity=severity,
        passed=not differences,
        observed=f"{len(differences)} differences",
        message=f"{headline}: {listed}. {REMEDY}" if differences else AS_BEFORE,
        kind="diff",
    )


def _listed(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - EXAMPLES} more" if len(texts) > EXAMPLES else ""
    return "; ".join(texts[:EXAMPLES]) + more


def _accepted(result: CheckResult) -> CheckResult:
    if result.passed:
        return result
    message = result.message.removesuffix(REMEDY).rstrip()
    return replace(result, passed=True, message=f"Accepted by a person: {message}")
