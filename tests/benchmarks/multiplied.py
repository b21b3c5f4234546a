"""A published warehouse as if it held many times as many reports.

Every committee and report is there so many times, under keys of its own; the documents stay
where they are. Words do not become more: a vocabulary of so many reports is larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from pipeline.publish.database import connect, quoted
from pipeline.publish.published import DATABASE
from pipeline.registry.common import DIGESTS as DIGEST_OF
from pipeline.settings import Settings

DIGESTS = frozenset(DIGEST_OF.values())
FACT_KEYS = frozenset({*DIGEST_OF, "fact_key", "section_key"})
OWN_KEYS = frozenset(
    {
        *FACT_KEYS,
        *DIGESTS,
        "caused_by_finding_key",
        "committee_key",
        "committee_name",
        "current_committee_key",
        "finding_key",
        "report_key",
    }
)
"""Columns that tell the copies apart."""

DIGEST = 16
"""Letters at the end of a fact's key that are a digest. Each copy has others, as reports have."""

SHARED = frozenset({"dim_goal", "dim_indicator", "dim_result_unit", "dim_service_area"})

SECTIONS = "section_id"
"""The column that numbers sections: each copy goes on where the one before ends."""

COUNTED = ("search_word", "sections")
"""The column that says how many sections print a word: those of all copies do."""

IN_ORDER = {
    "search_posting": "stem_id, if(stem_id % 2 = 0, section_id, -section_id)",
    "stored_section": "section_id",
}
"""Tables whose rows stand in another order than that of the copies."""


def multiplied(settings: Settings, copies: int, warehouse: Path) -> Settings:
    """Make, in the folder ``warehouse``, a warehouse with copies of all that reports say."""
    release = warehouse / "releases" / f"{settings.database.resolve().parent.name}-x{copies}"
    release.mkdir(parents=True)
    with _beside(release / DATABASE, settings.database.resolve()) as connection:
        connection.execute("set memory_limit = '6GB'")
        for table, statement in _tables(connection):
            connection.execute(statement)
            connection.execute(_copy(connection, table, copies))
        for statement in _views_and_macro(connection):
            connection.execute(statement)
    made = replace(settings, warehouse_dir=warehouse)
    made.database.symlink_to(release / DATABASE)
    made.kept_dir.symlink_to(settings.kept_dir.absolute())
    return made


@contextmanager
def _beside(path: Path, before: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(path, read_only=False) as connection:
        connection.execute(f"attach '{before}' as before (read_only)")
        yield connection
        connection.execute("detach before")


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Names of the tables, and the statements that make them."""
    sql = "select table_name, sql from duckdb_tables() where database_name = 'before' order by 1"
    return connection.execute(sql).fetchall()


def _views_and_macro(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    views: dict[str, str] = dict(
        connection.execute(
            "select view_name, sql from duckdb_views()"
            " where database_name = 'before' and not internal"
        ).fetchall()
    )
    shown = {
        view: {one for one in views if one != view and f" {one} " in views[view]} for view in views
    }
    yield from (views[view] for view in TopologicalSorter(shown).static_order())
    ((macro,),) = connection.execute(
        "select macro_definition from duckdb_functions()"
        " where database_name = 'before' and function_name = 'search'"
    ).fetchall()
    yield f"create macro search(words, most := 40) as table {macro}"


def _copy(connection: duckdb.DuckDBPyConnection, table: str, copies: int) -> str:
    sql = (
        "select column_name from duckdb_columns() where database_name = 'before'"
        # What has a default is made of other columns.
        " and table_name = ? and column_default is null order by column_index"
    )
    columns = [str(name) for (name,) in connection.execute(sql, [table]).fetchall()]
    own = OWN_KEYS.intersection(columns) if table not in SHARED else frozenset()
    counted = {COUNTED[1]: copies} if table == COUNTED[0] else {}
    listed = ", ".join(f"{_copied(name, own, counted)} as {quoted(name)}" for name in columns)
    times = copies if own or SECTIONS in columns else 1
    rows = (
        f"select {listed} from before.main.{quoted(table)} as original,"
        f" range({times}) as copies(copy)"
    )
    order = IN_ORDER.get(table)
    rows = f"from ({rows}) order by {order}" if order else f"{rows} order by copy, original.rowid"
    return f"insert into {quoted(table)} by name {rows}"


def _copied(column: str, own: frozenset[str], counted: Mapping[str, int]) -> str:
    name = quoted(column)
    if column in counted:
        return f"({name} * {counted[column]})::integer"
    if column == SECTIONS:
        most = f"(select max({name}) from before.main.stored_section)"
        return f"({name} + copy * {most})::integer"
    if column not in own:
        return name
    digest = f"left(md5(copy || right({name}, {DIGEST})), {DIGEST})"
    if column in DIGESTS:
        return f"if(copy = 0, {name}, {digest})"
    # The copy stands in front, so that the rows of a table are in the order of its keys.
    key = f"left({name}, -{DIGEST}) || {digest}" if column in FACT_KEYS else name
    return f"if(copy = 0, {name}, copy || '-' || {key})"
