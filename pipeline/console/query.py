"""``namndlager query``: SQL on the published database, and nothing but reading it.

One statement that gives rows, for so long and with so much memory as the settings allow;
files, extensions and settings of DuckDB are out of its reach (``publish.database``).
"""

from __future__ import annotations

import csv
import io
import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import StatementType
from rich.console import Console
from rich.table import Column, Table

from pipeline.console.screen import escape, escape_lines, harmless_json, paged, progress, write_data
from pipeline.publish.database import connect_for_reading
from pipeline.safe_text import neutral, visible
from pipeline.settings import MEBIBYTE, Settings

Rows = Sequence[Sequence[object]]

READING = frozenset({StatementType.SELECT, StatementType.EXPLAIN})
"""Kinds of statements that give rows; ``show``, ``describe`` and ``summarize`` count as SELECT."""

ROWS_AT_ONCE = 10_000

SHARES = 4
"""DuckDB's blocks, the rows that it is making, the answer, and the answer as text."""

ROOM = 256 * MEBIBYTE
"""What the libraries take beside."""

_MEMORY_OF_PROCESS = Path("/proc/self/statm")
_DATA = 5
"""Where in that line stand the pages of data and stacks."""


class QueryRefused(ValueError):
    """The query is not run, or was stopped; the message says why and what to do."""


def run_query(settings: Settings, sql: str, format: str, out: Console, err: Console) -> int:
    """Print the rows of a query; 1 where it cannot be run."""
    if format not in FORMATS:
        err.print(f"[red]no format {escape(format)}; there are {', '.join(FORMATS)}[/red]")
        return 2
    if not settings.database.exists():
        err.print(f"[red]{escape(str(settings.database))} is not there yet: namndlager run[/red]")
        return 1
    try:
        with progress(err, "asking the database"), bounded_memory(settings):
            names, rows = fetch(settings, sql)
    except (duckdb.Error, QueryRefused) as error:
        err.print(f"[red]{escape_lines(str(error))}[/red]")
        return 1
    FORMATS[format](names, rows, out)
    return 0


def fetch(
    settings: Settings, sql: str, parameters: Sequence[object] = ()
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Column names and rows of a query on the published database.

    Raises:
        QueryRefused: it is no single reading statement, or took more than the settings allow.
        duckdb.Error: it cannot be run.
    """
    _check_reads(sql)
    with (
        connect_for_reading(settings.database, memory_bytes=settings.query_memory) as connection,
        _limited(connection, settings) as limits,
    ):
        result = connection.execute(sql, list(parameters))
        return [column[0] for column in result.description or []], _rows(result, limits)


def _check_reads(sql: str) -> None:
    statements = duckdb.extract_statements(sql)
    if not statements:
        raise QueryRefused('there is no query; an example: namndlager query "from mart_coverage"')
    *others, last = statements
    # A PIVOT comes as several statements, of which only the last is what was written.
    if any(other.query.strip() for other in others):
        raise QueryRefused("one statement at a time, please: no text after a semicolon")
    if last.type not in READING:
        kind = last.type.name.lower()
        raise QueryRefused(f"queries only read; {kind} is no query (select, from, describe, show)")


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a query may take, and whether its time is over."""

    settings: Settings
    is_over: threading.Event

    def too_slow(self) -> QueryRefused:
        return QueryRefused(
            f"the query took longer than {self.settings.query_seconds:g} s and was stopped: ask "
            "for less, or allow more (NAMNDLAGER_QUERY_SECONDS)"
        )

    def too_large(self) -> QueryRefused:
        return QueryRefused(
            f"the query needs more than {self.settings.query_memory // MEBIBYTE:,} MiB: ask for "
            "less (limit, fewer columns), or allow more (NAMNDLAGER_QUERY_MEMORY, in bytes)"
        )


@contextmanager
def _limited(connection: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[_Limits]:
    """Interrupt what takes too long; say what went beyond a limit."""
    limits = _Limits(settings, threading.Event())

    def stop() -> None:
        limits.is_over.set()
        connection.interrupt()

    timer = threading.Timer(settings.query_seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield limits
    except (duckdb.OutOfMemoryException, MemoryError):
        raise limits.too_large() from None
    except duckdb.Error:
        # DuckDB has several errors for what is interrupted, by what it was doing.
        if limits.is_over.is_set():
            raise limits.too_slow() from None
        raise
    finally:
        timer.cancel()


@contextmanager
def bounded_memory(settings: Settings) -> Iterator[None]:
    """Let this process take little more than the query may, where the system can see to it.

    DuckDB's own limit counts its blocks, not the texts of the rows that it is making, of which
    a single piece may have gigabytes.
    """
    if not _MEMORY_OF_PROCESS.exists():
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    taken = int(_MEMORY_OF_PROCESS.read_text().split()[_DATA]) * resource.getpagesize()
    most = taken + SHARES * settings.query_memory + ROOM
    bounds = [most, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _rows(result: duckdb.DuckDBPyConnection, limits: _Limits) -> list[tuple[object, ...]]:
    """All rows, fetched in pieces: the limits hold for them as well, not for DuckDB alone."""
    rows: list[tuple[object, ...]] = []
    size = 0
    while piece := result.fetchmany(ROWS_AT_ONCE):
        size += sum(sys.getsizeof(row) + sum(map(sys.getsizeof, row)) for row in piece)
        if size > limits.settings.query_memory:
            raise limits.too_large()
        if limits.is_over.is_set():
            raise limits.too_slow()
        rows += piece
    return rows


def _as_table(names: Sequence[str], rows: Rows, out: Console) -> None:
    # A cell is folded, never cut: keys are copied from here.
    table = Table(*(Column(escape(name), overflow="fold") for name in names), header_style="bold")
    for row in rows:
        table.add_row(*(escape("" if value is None else str(value)) for value in row))
    with paged(out):
        out.print(table)
        out.print(f"[dim]{len(rows)} rows[/dim]")


def _as_csv(names: Sequence[str], rows: Rows, out: Console) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([[_cell(value) for value in row] for row in (names, *rows)])
    write_data(out, text.getvalue())


def _cell(value: object) -> object:
    """A value as a spreadsheet may read it; lists and records are texts there."""
    if isinstance(value, str | list | dict):
        return visible(str(neutral(str(value))))
    return value


def _as_json(names: Sequence[str], rows: Rows, out: Console) -> None:
    records = [dict(zip(names, row, strict=True)) for row in rows]
    text = json.dumps(records, ensure_ascii=False, indent=2, default=str)
    write_data(out, harmless_json(text) + "\n")


def _as_markdown(names: Sequence[str], rows: Rows, out: Console) -> None:
    write_data(out, markdown(names, rows) + "\n")


def markdown(names: Sequence[str], rows: Rows) -> str:
    """Rows as a Markdown table."""
    lines = [_markdown_row(names), "|" + "---|" * len(names)]
    return "\n".join([*lines, *map(_markdown_row, rows)])


def _markdown_row(row: Sequence[object]) -> str:
    cells = ("" if value is None else visible(str(value)).replace("|", "\\|") for value in row)
    return "| " + " | ".join(cells) + " |"


FORMATS: Mapping[str, Callable[[Sequence[str], Rows, Console], None]] = {
    "table": _as_table,
    "csv": _as_csv,
    "json": _as_json,
    "markdown": _as_markdown,
}
