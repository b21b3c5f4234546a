"""What dbt said to DuckDB, kept and said again without it.

Of the processor time of a build, most goes into dbt's imports, its graph and its templates,
and little into the SQL that comes of them. On an empty database that SQL is a function of the
project, the threshold and the columns of the Parquet; only where Parquet and project lie
differs. So the first build of a project is heard, and later ones say the same statements in
the same order to DuckDB: they make the same rows in the same order, and every table and test has
a result of its own as before. (Bytes differ from build to build, of dbt's as well: DuckDB draws by
lot from which texts of a column it learns to compress them.)

Only what goes well is said here. What follows where a statement fails or a test finds rows,
dbt alone decides, and builds (``build``).

That dbt's cursors can be listened to, and know for which node they work, no manual of dbt
says. dbt is pinned, and the tests of this module hold it to that.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from pipeline.publish.database import connect
from pipeline.publish.dbt_manifest import DBT_PROJECT, keep, kept
from pipeline.publish.dbt_nodes import DbtNodes, Kind
from pipeline.publish.node_done import DID_NOT_RUN, NodeDone, NodeProgress
from pipeline.publish.staging import StagedRun
from pipeline.settings import Settings
from pipeline.threads import threads_for

_PARQUET, _PROJECT = "@parquet@", "@project@"
"""Stand in kept statements for the folder of a run's Parquet and for that of the project."""

_ASKS_ONLY = re.compile(r"\s*(/\*.*?\*/\s*)?(select|with|describe)\b", re.IGNORECASE | re.DOTALL)
"""How a statement begins that changes nothing: where a table is made, dbt asks what is there."""


@dataclass(frozen=True, slots=True)
class OfNode:
    """The statements of a model, seed or test, in their order; ``sql`` is a test's as compiled."""

    unique_id: str
    is_test: bool
    sql: str
    statements: tuple[str, ...]

    def at(self, places: Sequence[tuple[str, str]]) -> OfNode:
        """The same with texts replaced."""
        statements = tuple(_replaced(one, places) for one in self.statements)
        return replace(self, sql=_replaced(self.sql, places), statements=statements)


@dataclass(frozen=True, slots=True)
class Statements:
    """All that is said to an empty database: before any node, and node by node."""

    before: tuple[str, ...]
    nodes: tuple[OfNode, ...]


_STATEMENTS = TypeAdapter(Statements)


class Heard:
    """Statements as they are said, by the unique id of their node ("" where it is none's)."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {"": []}
        self.is_whole = True

    def add(self, node: str, sql: str, bindings: object) -> None:
        """Note a statement; one with values beside it cannot be kept as a text."""
        self.is_whole = self.is_whole and bindings is None
        self.said.setdefault(node, []).append(sql)


@contextmanager
def listening() -> Iterator[Heard]:
    """What dbt says to DuckDB inside the block."""
    from dbt.adapters.duckdb.environments.local import DuckDBCursorWrapper
    from dbt_common.events.contextvars import get_node_info

    heard = Heard()
    execute: Callable[..., Any] = DuckDBCursorWrapper.execute

    def noted(cursor: Any, sql: str, bindings: Any = None) -> Any:
        heard.add(get_node_info().get("unique_id", ""), sql, bindings)
        return execute(cursor, sql, bindings)

    setattr(DuckDBCursorWrapper, "execute", noted)  # noqa: B010  a method is no variable to mypy
    try:
        yield heard
    finally:
        setattr(DuckDBCursorWrapper, "execute", execute)  # noqa: B010


def known_statements(
    run: StagedRun, settings: Settings, places: Sequence[Path]
) -> Statements | None:
    """What is to be said for a run; None where no build of this project was heard whole."""
    if (data := kept(file_of(run, settings), places)) is None:
        return None
    with suppress(ValueError):  # damaged: dbt is heard again
        known = _STATEMENTS.validate_json(data)
        here = [(kept_as, place) for place, kept_as in _places(run)]
        return Statements(known.before, tuple(one.at(here) for one in known.nodes))
    return None


def keep_heard(
    heard: Heard,
    done: Iterable[NodeDone],
    nodes: DbtNodes,
    run: StagedRun,
    settings: Settings,
    places: Sequence[Path],
) -> None:
    """Keep what was said in a build of everything, where it was heard of all nodes."""
    ended = {one.unique_id: one for one in done if one.status not in DID_NOT_RUN}
    tests = {one.unique_id for one in nodes.checks if one.kind is Kind.TEST}
    wanted = {one.unique_id for one in nodes.tables} | tests
    if not heard.is_whole or not wanted <= ended.keys() & heard.said.keys():
        return
    found = tuple(
        _of_node(one, heard.said[name], is_test=name in tests).at(_places(run))
        for name, one in ended.items()
        if name in wanted
    )
    before = tuple(said for said in heard.said[""] if _does(said) and said not in _TRANSACTION)
    data = _STATEMENTS.dump_json(Statements(before, found))
    if str(run.folder.absolute()).encode() not in data:
        keep(file_of(run, settings), data, places)


def _of_node(done: NodeDone, said: Sequence[str], *, is_test: bool) -> OfNode:
    if is_test:
        # It ends with its question; nothing is to be committed.
        return OfNode(done.unique_id, is_test, done.sql, (said[-1],))
    return OfNode(done.unique_id, is_test, "", tuple(filter(_does, said)))


def _does(statement: str) -> bool:
    return not _ASKS_ONLY.match(statement)


_TRANSACTION = frozenset({"BEGIN", "COMMIT"})
"""Before any node dbt opens connections that it does not use: nothing there needs a frame."""


def say_again(
    known: Statements,
    run: StagedRun,
    settings: Settings,
    *,
    but: Collection[str],
    progress: NodeProgress,
) -> tuple[NodeDone, ...] | None:
    """Say what is kept to the run's database, which is empty.

    ``but`` are the unique ids of tests that are not asked.

    Returns:
        What came of the nodes; None where a statement failed, or a test found rows.
    """
    done: list[NodeDone] = []
    with connect(run.database, read_only=False) as connection, suppress(duckdb.Error):
        connection.execute(f"set memory_limit = '{settings.build_memory // 1024} KiB'")
        connection.execute(f"set threads = {threads_for(run.parquet.iterdir())}")
        for statement in known.before:
            connection.execute(statement)
        for node in known.nodes:
            if node.unique_id in but:
                continue
            if (one := say(node, connection)) is None:
                return None
            done.append(one)
            progress(one)
        return tuple(done)
    return None


def say(node: OfNode, connection: duckdb.DuckDBPyConnection) -> NodeDone | None:
    """Say the statements of a node; None where it is a test, and found rows."""
    started = time.monotonic()
    for statement in node.statements:
        said = connection.execute(statement)
    if node.is_test and any(said.fetchone() or (True,)):
        return None  # rows, whether to warn, whether to fail
    done = _PASSED if node.is_test else _MADE
    took = time.monotonic() - started
    return replace(done, unique_id=node.unique_id, seconds=took, sql=node.sql)


_PASSED = NodeDone("", "pass", failures=0)
_MADE = NodeDone("", "success", "OK")


def _places(run: StagedRun) -> list[tuple[str, str]]:
    """What stands in statements of this run, and what is kept in its place."""
    parquet = str(run.parquet.absolute()).replace("'", "''")
    return [(parquet, _PARQUET), (str(DBT_PROJECT), _PROJECT)]


def _replaced(text: str, places: Sequence[tuple[str, str]]) -> str:
    for old, new in places:
        text = text.replace(old, new)
    return text


def file_of(run: StagedRun, settings: Settings) -> str:
    """The name of the file of what decides on statements, beside the project and dbt."""
    schemas = [
        (path.name, [(field.name, str(field.type)) for field in pq.read_schema(path)])
        for path in sorted(run.parquet.glob("*.parquet"))
    ]
    said = f"{settings.confidence_threshold}\n{schemas}"
    return f"statements-{hashlib.sha256(said.encode()).hexdigest()[:16]}.json"
