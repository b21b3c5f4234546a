"""``namndlager explain`` and ``findings``: from a figure to the place where it is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.panel import Panel

from pipeline.console.query import fetch
from pipeline.console.screen import escape
from pipeline.intake.keep import KeptDocuments
from pipeline.publish.database import quoted
from pipeline.settings import Settings

PROVENANCE = (
    "source_file",
    "source_page",
    "source_line_start",
    "source_line_end",
    "source_bbox",
    "source_text",
    "confidence",
)

Row = Mapping[str, Any]

MAX_SHOWN = 20


def carried_over(settings: Settings, report_key: str) -> str:
    """A word about a reading that stands in for its file; empty for any other."""
    # A release of an earlier contract has no such column.
    sql = "select columns('^(carried_from|document_sha256)$') from dim_report where report_key = ?"
    for row in _rows(settings, sql, [report_key]):
        if release := row.get("carried_from"):
            bytes_read = KeptDocuments(settings.kept_dir).source_path(row["document_sha256"])
            where = f", kept in {bytes_read}" if bytes_read else ""
            return (
                f"read for release {release} and carried over since, because the file "
                f"cannot be read or is not believed; its place is in the bytes of then{where}"
            )
    return ""


def explain_fact(settings: Settings, key: str, out: Console, err: Console) -> int:
    """Show the fact or finding with this key and its place; 1 where there is none."""
    if not _is_published(settings, err):
        return 1
    for table in _tables_with(settings, "fact_key"):
        for row in _rows(settings, f"from {quoted(table)} where fact_key = ?", [key]):
            _show_fact(settings, table, row, out)
            return 0
    for row in _rows(settings, "from data_finding where finding_key = ?", [key]):
        _show_finding(row, out)
        return 0
    err.print(
        f"[red]no fact or finding has the key {escape(key)}[/red]; "
        "for an indicator of a report: namndlager explain REPORT_KEY INDICATOR"
    )
    return 1


def explain_indicator(
    settings: Settings, report: str, indicator: str, out: Console, err: Console
) -> int:
    """Show every printed cell of an indicator in a report; 1 where there is none."""
    if not _is_published(settings, err):
        return 1
    rows = _rows(
        settings,
        "from fact_indicator_value where report_key = ?"
        " and (indicator_key = ? or contains(lower(indicator_name_printed), lower(?)))"
        " order by indicator_name_printed, source_line_start, source_page, measure",
        [report, indicator, indicator],
    )
    for row in rows[:MAX_SHOWN]:
        _show_fact(settings, "fact_indicator_value", row, out)
    if len(rows) > MAX_SHOWN:
        out.print(f"… and {len(rows) - MAX_SHOWN} more; name the indicator more closely")
    if not rows:
        err.print(f"[red]no indicator '{escape(indicator)}' in report '{escape(report)}'[/red]")
        return 1
    return 0


def show_findings(
    settings: Settings,
    out: Console,
    *,
    report: str | None,
    severity: str | None,
    rule: str | None,
) -> int:
    """List the contradictions found in the sources, the gravest first."""
    if not _is_published(settings, out):
        return 1
    wanted = {"report_key": report, "severity": severity, "rule": rule}
    filters = {column: value for column, value in wanted.items() if value is not None}
    where = " and ".join(f"{column} = ?" for column in filters) or "true"
    rows = _rows(
        settings,
        f"from data_finding where {where}"
        " order by array_position(['error', 'warning', 'info'], severity), report_key, finding_key",
        list(filters.values()),
    )
    for row in rows:
        _show_finding(row, out)
    out.print(f"[bold]{len(rows)} findings[/bold]")
    return 0


def _is_published(settings: Settings, console: Console) -> bool:
    if settings.database.exists():
        return True
    console.print(f"[red]{escape(str(settings.database))} is not there yet: namndlager run[/red]")
    return False


def _tables_with(settings: Settings, column: str) -> list[str]:
    sql = (
        "select table_name from information_schema.columns"
        " where table_schema = 'main' and column_name = ? order by 1"
    )
    return [str(name) for (name,) in fetch(settings, sql, [column])[1]]


def _rows(settings: Settings, sql: str, parameters: Sequence[object]) -> list[Row]:
    names, rows = fetch(settings, sql, parameters)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _show_fact(settings: Settings, table: str, row: Row, out: Console) -> None:
    values = {
        name: value
        for name, value in row.items()
        if name not in PROVENANCE and value is not None and value != []
    }
    lines = [f"[bold]{name}[/bold]  {escape(str(value))}" for name, value in values.items()]
    lines += [
        "",
        f"[bold]printed in[/bold]  {escape(place(row))}",
        f"[bold]confidence[/bold]  {row['confidence']:.3f}",
        "[bold]text there[/bold]",
        *(f"> {escape(line)}" for line in str(row["source_text"]).splitlines()),
    ]
    if carried := carried_over(settings, row["report_key"]):
        lines.insert(-3, f"[yellow]carried over[/yellow]  {escape(carried)}")
    out.print(Panel("\n".join(lines), title=table, title_align="left"))


def _show_finding(row: Row, out: Console) -> None:
    colour = {"error": "red", "warning": "yellow"}.get(row["severity"], "default")
    lines = [
        f"[bold]{escape(row['report_key'])}[/bold]  {escape(row['explanation_en'])}",
        escape(row["explanation_sv"]),
        f"stated {row['stated']}, expected {row['expected']}, difference {row['difference']}"
        f" {escape(row['unit'] or '')}",
    ]
    for evidence in row["evidence"]:
        named = {f"source_{name}": value for name, value in evidence.items()}
        shown = {**named, "source_file": evidence["source_file"]}
        lines.append(f"  [dim]{escape(place(shown))}:[/dim] {escape(evidence['text'])}")
    title = f"{row['severity']}  {row['rule']}  {row['finding_key']}"
    out.print(Panel("\n".join(lines), title=title, title_align="left", border_style=colour))


def place(row: Row) -> str:
    """A place in words: file, page, lines or box."""
    parts = [str(row["source_file"])]
    if row.get("source_page") is not None:
        parts.append(f"page {row['source_page']}")
    if (start := row.get("source_line_start")) is not None:
        end = row.get("source_line_end") or start
        parts.append(f"line {start}" if start == end else f"lines {start}-{end}")
    if box := row.get("source_bbox"):
        parts.append(f"box {box}")
    return ", ".join(parts)
