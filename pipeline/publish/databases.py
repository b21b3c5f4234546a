"""Two databases side by side: which rows of which reports are others.

Belongs here: what is asked of both. Does not belong here: what may differ (``diff``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipeline.intake.keep import KeptReading
from pipeline.publish.database import quoted
from pipeline.registry import TABLES, Layer

VOLATILE_TABLES = frozenset({"load_run"})
"""Tables that differ between any two runs; they make no release of their own."""

STORED = frozenset(table.name for table in TABLES.values() if table.layer is Layer.STORE)
"""Tables that say what is compared where people see it."""

VIEWS = frozenset(table.name for table in TABLES.values() if table.layer is Layer.VIEW)


FEW = 200
"""Reports that are named one by one where their rows are looked at."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table that came, went and changed."""

    table: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """What two databases were made from.

    ``before`` and ``now`` are the readings in the last release and in this run (None: not
    known, a document counts as unchanged where its bytes are); ``seen`` are the files that
    this run found, readable or not.
    """

    before: Sequence[KeptReading] | None
    now: Sequence[KeptReading]
    seen: frozenset[str]


class Databases:
    """Both databases, attached as ``new`` and ``old``, and what the checks ask of them."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        inputs: Inputs | None,
        *,
        same_code: bool,
        same_contract: bool,
        digests: tuple[pa.Table, pa.Table] | None = None,
    ) -> None:
        """``digests`` are the numbers of both (``row_digests``), where they are known."""
        self._connection = connection
        self._has_digests = digests is not None
        for name, numbers in zip(("new_digests", "old_digests"), digests or (), strict=False):
            connection.register(name, numbers)
        self.same_code = same_code
        self.same_contract = same_contract
        self.new = self._columns("new")
        self.old = self._columns("old")
        self.seen = inputs.seen if inputs else None
        self._same_views = {name for name, _ in self._views("new") & self._views("old")}
        self._differing: dict[str, str] = {}
        if self.has_reports():
            connection.execute(f"create table unchanged as {_UNCHANGED}")
            connection.execute(f"create table read_alike as {_UNCHANGED}")
            if inputs is not None and inputs.before is not None:
                self._set_aside_changed(inputs.before, inputs.now)

    def _set_aside_changed(self, before: Sequence[KeptReading], now: Sequence[KeptReading]) -> None:
        """Take the documents that changed out of ``unchanged`` and ``read_alike``."""
        known = {(kept.source_file, kept.sha256): kept for kept in before}
        for kept in now:
            old = known.get((kept.source_file, kept.sha256))
            is_unchanged = old is not None and old.basis == kept.basis
            is_read_alike = (
                is_unchanged and old is not None and old.extractor_version == kept.extractor_version
            )
            for table, stays in (("unchanged", is_unchanged), ("read_alike", is_read_alike)):
                if not stays:
                    self._connection.execute(
                        f"delete from {table} where source_file = ? and document_sha256 = ?",
                        [kept.source_file, kept.sha256],
                    )

    def has_same_documents(self) -> bool:
        """True where every document of both is unchanged and was read by the same reader."""
        counts = {
            self.number(f"select count(*) from {table}")
            for table in ("read_alike", "new.main.dim_report", "old.main.dim_report")
        }
        return len(counts) == 1

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query over both."""
        return self._connection.execute(sql).fetchall()

    def number(self, sql: str) -> int:
        """The one number of a query over both."""
        value = self.rows(sql)[0][0]
        assert isinstance(value, int)
        return value

    def shared_tables(self, *columns: str) -> list[str]:
        """Tables that both have, with these columns; views only where their SQL is another."""
        return [
            table
            for table in sorted(self.new.keys() & self.old.keys() - VOLATILE_TABLES - STORED)
            if table not in self._same_views
            if set(columns) <= self.new[table].keys() & self.old[table].keys()
        ]

    def shared_columns(self, table: str, *, but: Collection[str] = ()) -> str:
        """Columns that both have in a table, as SQL."""
        names = [name for name in self.new[table] if name in self.old[table] and name not in but]
        return ", ".join(quoted(name) for name in names)

    def changes(self) -> Iterable[TableChange]:
        """Rows that came and went, of every table in both."""
        for table in self.shared_tables():
            if self.differing(table) is None:
                continue
            change = self.change(table, self.shared_columns(table))
            if change.added or change.removed:
                yield change

    def differing(self, table: str) -> str | None:
        """A table of the reports that have other rows in a table, which may be none.

        Of a table that knows no reports it has one row with null where its rows are others. One
        pass over the rows finds them, and nothing else has to look at those of other reports.
        """
        if table not in self._differing:
            self._differing[table] = name = quoted(f"differing {table}")
            report = "report_key" if self._knows_reports(table) else "null::text"
            said = f"hash({self.shared_columns(table)})"
            new, old = (
                f"from {database}_digests where table_name = '{table}'"
                if self._is_known(table)
                else f"select {report} as report_key, count(*) as n, bit_xor({said}) as x,"
                f" sum({said}) as s from {database}.main.{quoted(table)} group by all"
                for database in ("new", "old")
            )
            self._connection.execute(
                f"""
                create table {name} as
                select coalesce(n.report_key, o.report_key) as report_key
                from ({new}) as n
                full join ({old}) as o on n.report_key is not distinct from o.report_key
                where (n.n, n.x, n.s) is distinct from (o.n, o.x, o.s)
                """
            )
        name = self._differing[table]
        return name if self.number(f"select count(*) from {name}") else None

    def change(self, table: str, columns: str, *, of: str | None = None) -> TableChange:
        """Rows of a table that came and went, as far as ``columns`` tell them apart.

        Rows are compared by their hashes, of 64 bits: to put whole rows side by side took
        most of the comparison's time. ``of`` is a table of the reports whose rows are looked at.
        """
        differing = self.differing(table)
        if differing is None:
            return TableChange(table, 0, 0)
        among = f" semi join {of} using (report_key)" if of else ""
        if "report_key" in self.shared_columns(table):
            among += self._of_differing(differing)
        new, old = (
            f"select hash({columns}) as row_hash, count(*) as n"
            f" from {database}.main.{quoted(table)} as t{among} group by row_hash"
            for database in ("new", "old")
        )
        ((added, removed),) = self.rows(
            f"""
            select
                coalesce(sum(greatest(coalesce(n.n, 0) - coalesce(o.n, 0), 0)), 0)::bigint,
                coalesce(sum(greatest(coalesce(o.n, 0) - coalesce(n.n, 0), 0)), 0)::bigint
            from ({new}) as n full join ({old}) as o using (row_hash)
            """
        )
        assert isinstance(added, int)
        assert isinstance(removed, int)
        return TableChange(table, added, removed)

    def _is_known(self, table: str) -> bool:
        """True where the numbers of both tell of the same columns of a table."""
        is_same = list(self.new[table].items()) == list(self.old[table].items())
        return self._has_digests and is_same and table not in VIEWS

    def _of_differing(self, differing: str) -> str:
        """That a row ``t`` is of one of the differing reports, as SQL.

        Of a few that are named DuckDB looks for the rows before it opens their other columns.
        (Joined by an equality it does so too, but also below the limit of a view.)
        """
        keys = [key for (key,) in self.rows(f"select report_key from {differing} order by all")]
        if None in keys or len(keys) > FEW:
            return f" semi join {differing} as d on d.report_key is not distinct from t.report_key"
        named = ", ".join("'" + str(key).replace("'", "''") + "'" for key in keys)
        return f" where t.report_key in ({named})"

    def _knows_reports(self, table: str) -> bool:
        return "report_key" in self.new[table] and "report_key" in self.old[table]

    def has_reports(self) -> bool:
        """True where documents can be matched at all."""
        columns = ("report_key", "source_file", "document_sha256")
        return "dim_report" in self.shared_tables(*columns)

    def _views(self, database: str) -> set[tuple[str, str]]:
        """The views that people use, with their SQL: what both say alike, tables say as well."""
        found = self.rows(
            f"select view_name, sql from duckdb_views() where database_name = '{database}'"
        )
        return {(str(name), str(sql)) for name, sql in found if name in VIEWS}

    def _columns(self, database: str) -> dict[str, dict[str, str]]:
        tables: dict[str, dict[str, str]] = {}
        for table, column, kind in self._connection.execute(
            "select table_name, column_name, data_type from duckdb_columns()"
            f" where database_name = '{database}' and schema_name = 'main'"
            " order by table_name, column_index"
        ).fetchall():
            tables.setdefault(table, {})[column] = kind
        return tables


_UNCHANGED = """
    select report_key, source_file, document_sha256 from new.main.dim_report as n
    semi join old.main.dim_report as o using (report_key, source_file, document_sha256)
"""
"""Documents with the same bytes under the same path that say the same report."""
