"""What an exported file holds: rows, what each column means, where they are from."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipeline.publish.database import quoted

ROWS_AT_ONCE = 10_000


class NoSuchTable(ValueError):
    """There is no published table or view of that name; the message says which are near."""


@dataclass(frozen=True, slots=True)
class Content:
    """A table with what is needed to understand it away from the database.

    ``descriptions`` are of the columns that have one (with the unit); ``about`` says what
    the table is and from which release, by label.
    """

    name: str
    table: pa.Table
    descriptions: Mapping[str, str]
    about: Mapping[str, str]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The rows as Python values, in the order of the columns."""
        for batch in self.table.to_batches(max_chunksize=ROWS_AT_ONCE):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def content_of(connection: duckdb.DuckDBPyConnection, name: str, release: str) -> Content:
    """A whole published table or view.

    Raises:
        NoSuchTable: there is none of that name.
    """
    comments = _tables(connection)
    if name not in comments:
        near = difflib.get_close_matches(name, comments, n=3, cutoff=0.4)
        meant = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(comments)}"
        raise NoSuchTable(f"there is no table {name}; {meant}")
    described = connection.execute(
        "select column_name, comment from duckdb_columns()"
        " where schema_name = 'main' and table_name = ? and comment is not null",
        [name],
    ).fetchall()
    return Content(
        name=name,
        table=connection.execute(f"from {quoted(name)}").to_arrow_table(),
        descriptions=dict(described),
        about={"table": name, "description": comments[name] or "", "release": release},
    )


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Every table and view that can be exported."""
    return list(_tables(connection))


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    rows = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'main'"
        " union all"
        " select view_name, comment from duckdb_views() where schema_name = 'main' and not internal"
        " order by 1"
    ).fetchall()
    return dict(rows)
