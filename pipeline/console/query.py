"""``namndlager query``: SQL on the published database, and nothing but reading it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.publish.database import connect_for_reading
from pipeline.settings import Settings

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that starts so for a formula."""

Rows = Sequence[Sequence[object]]


def run_query(settings: Settings, sql: str, format: str, out: Console, err: Console) -> int:
    """Print the rows of a query; 1 where it cannot be run."""
    if format not in FORMATS:
        err.print(f"[red]no format {escape(format)}; there are {', '.join(FORMATS)}[/red]")
        return 2
    if not settings.database.exists():
        err.print(f"[red]{settings.database} is not there yet: namndlager run[/red]")
        return 1
    try:
        names, rows = fetch(settings, sql)
    except duckdb.Error as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        return 1
    FORMATS[format](names, rows, out)
    return 0


def fetch(
    settings: Settings, sql: str, parameters: Sequence[object] = ()
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Column names and rows of a query on the published database."""
    with connect_for_reading(settings.database) as connection:
        result = connection.execute(sql, list(parameters))
        return [column[0] for column in result.description or []], result.fetchall()


def neutral(value: object) -> object:
    """A value that no spreadsheet executes: a text like a formula gets an apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def _as_table(names: Sequence[str], rows: Rows, out: Console) -> None:
    table = Table(*names, header_style="bold")
    for row in rows:
        table.add_row(*(escape("" if value is None else str(value)) for value in row))
    out.print(table)
    out.print(f"[dim]{len(rows)} rows[/dim]")


def _as_csv(names: Sequence[str], rows: Rows, out: Console) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[neutral(value) for value in row] for row in rows])
    out.out(text.getvalue(), end="")


def _as_json(names: Sequence[str], rows: Rows, out: Console) -> None:
    records = [dict(zip(names, row, strict=True)) for row in rows]
    out.out(json.dumps(records, ensure_ascii=False, indent=2, default=str))


def _as_markdown(names: Sequence[str], rows: Rows, out: Console) -> None:
    out.out(markdown(names, rows))


def markdown(names: Sequence[str], rows: Rows) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join("" if v is None else str(v) for v in row) + " |" for row in rows]
    return "\n".join(lines)


FORMATS: Mapping[str, Callable[[Sequence[str], Rows, Console], None]] = {
    "table": _as_table,
    "csv": _as_csv,
    "json": _as_json,
    "markdown": _as_markdown,
}
