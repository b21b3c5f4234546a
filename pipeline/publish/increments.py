"""What changed, said to a copy of the last release: a night costs what is new.

The database of a night begins as that of the release before it. What a table reads is looked
at report by report (``row_digests``): where nothing of it changed, the table stays as it is;
where its rows follow from their report or their committee (``registry.scopes``), those of the
reports that changed are replaced; else all its rows are. What is said is what dbt said of the
table (``statements``), with a filter around it; in the tables of the search the numbers of
all others move (``search_increments``). What a table's rows come to is reckoned for the
rows that were replaced, so that the comparison with the last release hashes no table again.

Rows and fingerprint are those of a database that is made whole, but its bytes are not. One is
made whole where there are few reports, the code, the threshold or the columns of the Parquet
changed, nothing is published, reports went, what is published is not what was, somebody wants
it so (``NAMNDLAGER_BUILD_WHOLE``), and after ``MOST_NIGHTS``: space of rows that went is not
all used again.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.intake.inventory import sha256_of
from pipeline.publish.database import connect, quoted
from pipeline.publish.databases import VOLATILE_TABLES
from pipeline.publish.dbt_nodes import DbtNode, DbtNodes, Kind
from pipeline.publish.node_done import NodeDone, NodeProgress
from pipeline.publish.published import Release, current_release
from pipeline.publish.row_digests import (
    NIGHTS,
    SAID,
    SOURCE,
    BuiltDigests,
    KeptDigests,
    Numbers,
    One,
    by_report,
    digest_table,
    nights_of,
    table_of,
)
from pipeline.publish.search_increments import (
    MOST_REPORTS,
    SECTIONS,
    WORDS,
    SearchNight,
    of_reports,
)
from pipeline.publish.staging import StagedRun
from pipeline.publish.statements import OfNode, Statements, say
from pipeline.registry import TABLES
from pipeline.registry.facts import DOCUMENT_SECTION
from pipeline.registry.scopes import KEY_OF, SCOPES, Scope
from pipeline.settings import MEBIBYTE, Settings
from pipeline.threads import threads_for

LEAST_REPORTS = 100
"""A database of fewer is made whole as fast, and takes less of the disk."""

MOST_NIGHTS = 30
"""So many releases one after the other go on from the one before; then one is made whole."""

_MOST_SHARE = 0.5
"""Where rows of more reports than this change, all rows of a table are made anew."""

_REPORT, _COMMITTEE = "report_key", "committee_key"


@dataclass(frozen=True)
class Ground:
    """A release that a database can go on from, and what its rows come to."""

    release: Release
    digests: pa.Table


def ground_of(run: StagedRun, settings: Settings, made_from: Numbers) -> Ground | None:
    """The release to go on from; None where the database has to be made whole.

    ``made_from`` is what the run's Parquet comes to.
    """
    current = None if settings.build_whole else current_release(settings)
    if current is None or current.manifest.code_digest != run.info.code_digest:
        return None
    digests = KeptDigests.below(settings.cache_dir).get(current.manifest.fingerprint)
    if digests is None:
        return None
    before = by_report(digests)
    if SAID not in before or before[SAID] != made_from[SAID]:
        return None
    # What was forgotten, or taken out, leaves no trace in a file that is made whole.
    gone = before[_REPORTS].keys() - made_from[_REPORTS].keys()
    is_small = len(made_from[_REPORTS]) < LEAST_REPORTS
    if gone or is_small or nights_of(before) >= MOST_NIGHTS:
        return None
    return Ground(current, digests)


_REPORTS = f"{SOURCE}dim_report"


@dataclass(frozen=True)
class _Changed:
    """What is another one in a table: rows of these reports, or (None) nobody says whose."""

    reports: frozenset[str] | None = frozenset()

    @property
    def is_any(self) -> bool:
        return self.reports is None or bool(self.reports)


_AS_BEFORE = _Changed()
_ANYTHING = _Changed(None)


def go_on(
    ground: Ground,
    known: Statements,
    run: StagedRun,
    settings: Settings,
    nodes: DbtNodes,
    sources: Numbers,
    *,
    but: Collection[str],
    progress: NodeProgress,
) -> tuple[NodeDone, ...] | None:
    """Make the database of a run out of that of a release.

    Args:
        ground: where to begin.
        known: all that dbt says of the project, with places of this run.
        run: where; it has no database yet.
        settings: how much DuckDB may take.
        nodes: what the project consists of.
        sources: what the run's Parquet comes to.
        but: unique ids of tests that are not asked.
        progress: told of each node.

    Returns:
        What came of the nodes; None where a statement failed, or a test found rows: dbt makes
        all tables anew then. A file that is not what was published is left alone: None too.
    """
    release = ground.release
    with suppress(OSError):
        shutil.copyfile(release.database, run.database)
        if sha256_of(run.database) != release.manifest.database_sha256:
            run.database.unlink()
    if not run.database.exists():
        return None
    done: list[NodeDone] = []
    with connect(run.database, read_only=False) as connection, suppress(duckdb.Error):
        connection.execute(f"set memory_limit = '{_memory(settings) // 1024} KiB'")
        connection.execute(f"set threads = {threads_for(run.parquet.iterdir())}")
        night = _Night(connection, nodes, by_report(ground.digests), sources, run.parquet)
        # One transaction: what each table writes is written down and let go of but once.
        connection.execute("begin")
        for node in known.nodes:
            if node.unique_id in but:
                continue
            one = night.ask(node, release) if node.is_test else night.make(node)
            if one is None:
                return None
            done.append(one)
        connection.execute("commit")
        for one in done:
            progress(one)
        so_far = nights_of(by_report(ground.digests))
        nights: Numbers = {NIGHTS: {None: (so_far + 1, 0, 0)}}
        BuiltDigests.of(run).keep_rows(table_of(night.tables()), table_of(nights))
        return tuple(done)
    return None


def _memory(settings: Settings) -> int:
    """Bytes that DuckDB may take: what changes is little beside a whole database."""
    return max(settings.build_memory // 2, 256 * MEBIBYTE)


class _Night:
    """A database on its way from one release to the next."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        nodes: DbtNodes,
        before: Numbers,
        sources: Numbers,
        parquet: Path,
    ) -> None:
        self._connection = connection
        self._nodes = nodes
        self._numbers = dict(before)
        self._columns = _read_columns(connection)
        self._committees = _read_committees(connection, parquet)
        self._sources = sources
        self._parquet = parquet
        self._search: SearchNight | None = SearchNight(
            connection, _counts(before.get(SECTIONS, {}))
        )
        self._changed: dict[str, _Changed] = {}
        self._keys: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
        self._naming: dict[tuple[str, str, frozenset[str]], frozenset[str]] = {}
        for node in nodes.nodes.values():
            if node.kind is Kind.SOURCE:
                name = f"{SOURCE}{node.name}"
                other = _differing(before.get(name, {}), sources.get(name, {}))
                is_log = node.name in VOLATILE_TABLES
                self._changed[node.unique_id] = _ANYTHING if is_log else other

    def tables(self) -> Numbers:
        """What the rows of all tables come to now."""
        return {
            name: numbers for name, numbers in self._numbers.items() if not name.startswith(SOURCE)
        }

    def ask(self, node: OfNode, release: Release) -> NodeDone | None:
        """What a test finds; what it found in the release where it would look at the same."""
        test = self._nodes.nodes[node.unique_id]
        if test.severity == "error" and not self._change_below(test).is_any:
            run = release.manifest.run_id
            return NodeDone(node.unique_id, "pass", failures=0, run=run)
        return say(node, self._connection)

    def make(self, node: OfNode) -> NodeDone:
        """Bring a table up to date."""
        started = time.monotonic()
        table = self._nodes.nodes[node.unique_id]
        below = self._change_below(table)
        if not below.is_any:
            self._changed[table.unique_id] = _AS_BEFORE
        elif (insert := _insert_of(node, table.name)) is None:
            self._changed[table.unique_id] = below  # a view
        else:
            self._changed[table.unique_id] = self._replaced(table, insert)
        return NodeDone(
            node.unique_id, "success", "OK", seconds=time.monotonic() - started, sql=node.sql
        )

    def _change_below(self, node: DbtNode) -> _Changed:
        """What changed in all that a node reads, together."""
        return _together(self._changed[one.unique_id] for one in self._nodes.read_by(node))

    def _replaced(self, table: DbtNode, insert: _Insert) -> _Changed:
        """Make rows of a table anew, those of some reports where that is enough."""
        scope = SCOPES.get(table.name)
        reports = self._touched(table, insert, scope) if scope else None
        if reports is not None and len(reports) > _MOST_SHARE * len(self._committees):
            reports = None
        if reports == frozenset():
            return _AS_BEFORE
        if table.name in KEY_OF:
            self._connection.execute(
                f"create temp table {_before(table.name)} as from {quoted(table.name)}"
            )
        old = self._numbers.get(table.name, {})
        if scope is Scope.SEARCH:
            self._move(table, insert, reports)
        else:
            self._replace(table, insert, reports)
        if table.name in VOLATILE_TABLES:
            return _ANYTHING
        self._reckon(table.name, reports)
        changed = _differing(old, self._numbers[table.name])
        is_told = _REPORT in self._columns[table.name]
        return changed if is_told or not changed.is_any else _Changed(reports)

    def _move(self, table: DbtNode, insert: _Insert, reports: frozenset[str] | None) -> None:
        """Bring a table of the search up to date; whole, where one before it was."""
        if reports is None or len(reports) > MOST_REPORTS:
            self._search = None
        if self._search is None or reports is None:
            self._replace(table, insert, None)
        elif table.name == SECTIONS:
            found = _counts(self._sources[f"{SOURCE}{DOCUMENT_SECTION.name}"])
            now = {one: found.get(one, 0) for one in reports}
            relation = self._file(DOCUMENT_SECTION.name)
            self._search.sections(insert.columns, insert.query, relation, now)
        elif table.name == WORDS:
            self._search.words(insert.query, reports)
        else:
            self._search.postings(insert.columns, insert.query, reports)

    def _touched(self, table: DbtNode, insert: _Insert, scope: Scope) -> frozenset[str] | None:
        """Reports whose rows a table may have others of; None where that is not known."""
        found: set[str] = set()
        for read in self._nodes.read_by(table):
            changed = self._changed[read.unique_id]
            if not changed.is_any:
                continue
            if changed.reports is not None:
                found |= changed.reports
            elif read.name in KEY_OF and read.kind is not Kind.SOURCE:
                found |= self._reports_naming(read, table, insert)
            else:
                return None
        return self._whole_committees(found) if scope is Scope.COMMITTEE else frozenset(found)

    def _whole_committees(self, reports: Collection[str]) -> frozenset[str]:
        return self._reports_of(self._committees_of(reports)) | frozenset(reports)

    def _reports_naming(self, other: DbtNode, table: DbtNode, insert: _Insert) -> frozenset[str]:
        """Reports with rows that name a row of another table which changed, or came or went.

        They are looked for in all that the table reads, and in its own rows as they were.
        """
        key = KEY_OF[other.name]
        columns = [
            name
            for name in self._columns[other.name]
            if name == key or re.search(rf"\b{name}\b", insert.query)
        ]
        keys = self._keys_changed(other.name, tuple(columns))
        if not keys:
            return frozenset()
        found: set[str] = set()
        for name in {one.name for one in (table, *self._nodes.read_by(table))} - {other.name}:
            found |= self._reports_with(name, key, keys)
        return frozenset(found)

    def _keys_changed(self, table: str, columns: tuple[str, ...]) -> frozenset[str]:
        """Keys of the rows of a table that came, went, or differ in some columns."""
        if (table, columns) not in self._keys:
            before, now = (
                f"select {', '.join(columns)} from {name}"
                for name in (_before(table), quoted(table))
            )
            rows = self._rows(
                f"select distinct {KEY_OF[table]} from ("
                f"({now} except all {before}) union all ({before} except all {now}))"
            )
            self._keys[table, columns] = frozenset(str(key) for (key,) in rows)
        return self._keys[table, columns]

    def _reports_with(self, table: str, key: str, keys: frozenset[str]) -> frozenset[str]:
        """Reports whose rows in a table of the database name one of the keys."""
        if (table, key, keys) in self._naming:
            return self._naming[table, key, keys]
        self._naming[table, key, keys] = found = self._look_for(table, key, keys)
        return found

    def _look_for(self, table: str, key: str, keys: frozenset[str]) -> frozenset[str]:
        names = self._columns.get(table, ())
        naming = [name for name in names if name == key or name.endswith(f"_{key}")]
        whose = next((one for one in (_REPORT, _COMMITTEE) if one in names), None)
        if not naming or whose is None:
            return frozenset()
        where = " or ".join(f"{name} in ({_literals(keys)})" for name in naming)
        rows = self._rows(f"select distinct {whose} from {quoted(table)} where {where}")
        found = frozenset(str(value) for (value,) in rows)
        return found if whose == _REPORT else self._reports_of(found)

    def _reports_of(self, committees: Collection[str]) -> frozenset[str]:
        wanted = frozenset(committees)
        return frozenset(one for one, those in self._committees.items() if wanted & those)

    def _committees_of(self, reports: Collection[str]) -> frozenset[str]:
        return frozenset(one for report in reports for one in self._committees.get(report, ()))

    def _replace(self, table: DbtNode, insert: _Insert, reports: frozenset[str] | None) -> None:
        """Make rows anew: those of some reports, or all."""
        where, query, name = "", insert.query, quoted(table.name)
        if reports is not None:
            whose = _REPORT if _REPORT in self._columns[table.name] else _COMMITTEE
            values = reports if whose == _REPORT else self._committees_of(reports)
            where = f" where {whose} in ({_literals(values)})"
            query = self._of_reports(table, query, reports)
        self._connection.execute(f"delete from {name}{where}")
        self._connection.execute(
            f"insert into {name} {insert.columns} select * from {query} as made{where}"
        )

    def _of_reports(self, table: DbtNode, query: str, reports: Collection[str]) -> str:
        """What fills a table, asked of rows of some reports alone wherever it reads any.

        DuckDB would not find that out: what is read twice it reads whole, and once.
        """
        for read in self._nodes.read_by(table):
            relation = f'"namndlager"."main".{quoted(read.name)}'
            columns: Collection[str] = self._columns.get(read.name, ())
            if read.kind is Kind.SOURCE:
                relation = self._file(read.name)
                columns = TABLES[read.name].column_names
            if _REPORT in columns and read.name not in KEY_OF:
                few = f"(select * from {relation} {of_reports(reports)})"
                query = query.replace(relation, few)
        return query

    def _file(self, source: str) -> str:
        """The Parquet of a source, as dbt reads it."""
        path = str((self._parquet / f"{source}.parquet").absolute()).replace("'", "''")
        return f"read_parquet('{path}')"

    def _reckon(self, table: str, reports: frozenset[str] | None) -> None:
        """What rows come to now, after those of some reports (None: of all) were replaced."""
        has_reports = _REPORT in self._columns[table]
        if reports is None or not has_reports:
            self._numbers[table] = digest_table(self._connection, table, has_reports=has_reports)
            return
        where = f"where {_REPORT} in ({_literals(reports)})"
        fresh = digest_table(self._connection, table, has_reports=True, where=where)
        old = self._numbers.get(table, {})
        self._numbers[table] = {
            **{report: one for report, one in old.items() if report not in reports},
            **fresh,
        }

    def _rows(self, sql: str) -> list[tuple[object, ...]]:
        return self._connection.execute(sql).fetchall()


def _read_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Columns by table, of the file."""
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main'"
        " and not internal order by table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(column)
    return columns


def _read_committees(
    connection: duckdb.DuckDBPyConnection, parquet: Path
) -> dict[str, frozenset[str]]:
    """By report: its committee, and the one that it had before."""
    path = str(parquet / "dim_report.parquet").replace("'", "''")
    rows = connection.execute(
        f"select {_REPORT}, list(distinct {_COMMITTEE}) from ("
        f"select {_REPORT}, {_COMMITTEE} from dim_report union all "
        f"select {_REPORT}, {_COMMITTEE} from '{path}') group by all"
    ).fetchall()
    return {report: frozenset(found) for report, found in rows}


def _counts(numbers: Mapping[str | None, One]) -> dict[str, int]:
    """Rows by report."""
    return {report: rows for report, (rows, *_) in numbers.items() if report is not None}


def _before(table: str) -> str:
    return quoted(f"{table} before")


def _literals(values: Iterable[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in sorted(values))


@dataclass(frozen=True)
class _Insert:
    """How dbt fills a table: the columns in brackets, and the query in brackets."""

    columns: str
    query: str


def _insert_of(node: OfNode, table: str) -> _Insert | None:
    """What fills a table; None where nothing does: it is a view.

    Raises:
        RuntimeError: dbt fills it in a way that is not known here.
    """
    begin = f'insert into "namndlager"."main"."{table}__dbt_tmp"'
    for statement in node.statements:
        _, found, rest = statement.partition(begin)
        columns, end, query = rest.partition(")")
        query = query.strip().removesuffix(";").strip()
        if found and end and query.startswith("("):
            return _Insert(f"{columns.strip()})", query)
    if any("create view" in statement for statement in node.statements):
        return None
    raise RuntimeError(f"{table} is filled by no insert that could be said for some reports")


def _differing(before: Mapping[str | None, One], now: Mapping[str | None, One]) -> _Changed:
    """Reports whose rows come to something else; rows of no report are nobody's."""
    other = {
        report for report in before.keys() | now.keys() if before.get(report) != now.get(report)
    }
    return _ANYTHING if None in other else _Changed(frozenset(filter(None, other)))


def _together(changes: Iterable[_Changed]) -> _Changed:
    reports: set[str] = set()
    for one in changes:
        if one.reports is None:
            return _ANYTHING
        reports |= one.reports
    return _Changed(frozenset(reports))
