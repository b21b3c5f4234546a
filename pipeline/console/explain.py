"""``namndlager explain``: from a figure to the place where it is printed.

What is told is gathered first (``Explanation``), then shown or written as JSON. The lines
around a figure come from the file in the raw folder, or from the bytes that were kept, and
only if they are those that were read; personal identity numbers are masked in them too.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel

from pipeline.console.answers import EXPLANATIONS, FINDING, Explanation, Line, Record
from pipeline.console.findings import show_finding
from pipeline.console.query import fetch
from pipeline.console.screen import escape, paged, write_json
from pipeline.extract.personal_numbers import mask_personal_numbers
from pipeline.extract.readers.encoding import decode
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

MAX_SHOWN = 20

LINES_AROUND = 2

PRINTED = ("value_text", "raw_text")
"""Columns with the words of the cell itself."""

SAME_FIGURE: Mapping[str, tuple[str, ...]] = {
    "fact_indicator_value": ("report_key", "indicator_key", "measure", "period"),
    "fact_budget_line": ("report_key", "service_area_key", "measure", "fiscal_year", "scope"),
    "fact_result_unit": ("report_key", "unit_name", "measure"),
    "fact_investment": ("report_key", "item", "measure", "fiscal_year"),
    "fact_key_figure": ("report_key", "figure_name", "period_label", "breakdown"),
}
"""Columns that tell which figure a row is: rows that agree in them print the same one."""

CELL = ("table_title", "row_label", "row_group", "column_label", "raw_text", "table_unit")


def explain_fact(
    settings: Settings, key: str, out: Console, err: Console, *, as_json: bool = False
) -> int:
    """Show the fact or finding with this key and its place; 1 where there is none."""
    if not _is_published(settings, err):
        return 1
    for table in _tables_with_fact(settings, key):
        for row in _rows(settings, f"from {quoted(table)} where fact_key = ?", [key]):
            _answer([_explained(settings, table, row)], out, as_json=as_json)
            return 0
    for row in _rows(settings, "from data_finding where finding_key = ?", [key]):
        _answer_finding(row, out, as_json=as_json)
        return 0
    err.print(
        f"[red]no fact or finding has the key {escape(key)}[/red]; "
        "for an indicator of a report: namndlager explain REPORT_KEY INDICATOR",
        soft_wrap=True,
    )
    return 1


def explain_indicator(
    settings: Settings,
    report: str,
    indicator: str,
    out: Console,
    err: Console,
    *,
    as_json: bool = False,
) -> int:
    """Show every printed cell of an indicator in a report; 1 where there is none."""
    if not _is_published(settings, err):
        return 1
    table = "fact_indicator_value"
    rows = _rows(
        settings,
        f"from {table} where report_key = ?"
        " and (indicator_key = ? or contains(lower(indicator_name_printed), lower(?)))"
        " order by indicator_name_printed, source_line_start, source_page, measure",
        [report, indicator, indicator],
    )
    if not rows:
        err.print(f"[red]no indicator '{escape(indicator)}' in report '{escape(report)}'[/red]")
        return 1
    told = [_explained(settings, table, row) for row in rows[:MAX_SHOWN]]
    _answer(told, out, as_json=as_json, more=len(rows) - len(told))
    return 0


def place(row: Record) -> str:
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


def carried_over(settings: Settings, report_key: str) -> str | None:
    """A word about a reading that stands in for its file; None for any other."""
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
    return None


def _answer_finding(row: Record, out: Console, *, as_json: bool) -> None:
    if as_json:
        write_json(out, FINDING, row)
    else:
        show_finding(row, out)


def _answer(told: Sequence[Explanation], out: Console, *, as_json: bool, more: int = 0) -> None:
    if as_json:
        write_json(out, EXPLANATIONS, tuple(told))
        return
    with paged(out):
        for one in told:
            _show(one, out)
        if more:
            out.print(f"… and {more} more; name the indicator more closely")


def _is_published(settings: Settings, err: Console) -> bool:
    if settings.database.exists():
        return True
    err.print(f"[red]{escape(str(settings.database))} is not there yet: namndlager run[/red]")
    return False


def _tables_with_fact(settings: Settings, key: str) -> list[str]:
    """Tables of facts that have this one, in one question: each opens the database anew.

    Facts say where they are printed; tables that only repeat their keys do not.
    """
    named = (
        "select table_name from information_schema.columns where table_schema = 'main'"
        " group by table_name having list_has_all(list(column_name), ?)"
        " order by starts_with(table_name, 'fact_') desc, table_name"
    )
    tables = [str(name) for (name,) in fetch(settings, named, [["fact_key", "source_text"]])[1]]
    asked = " union all ".join(
        f"select {number}, ? from {quoted(name)} where fact_key = ?"
        for number, name in enumerate(tables)
    )
    given = [text for name in tables for text in (name, key)]
    return [str(name) for _, name in sorted(fetch(settings, asked, given)[1])] if tables else []


def _rows(settings: Settings, sql: str, parameters: Sequence[object]) -> list[dict[str, Any]]:
    names, rows = fetch(settings, sql, parameters)
    return [dict(zip(names, row, strict=True)) for row in rows]


# --- what is told of a fact ---------------------------------------------------------------------


def _explained(settings: Settings, table: str, row: Record) -> Explanation:
    cell = _cell(settings, row)
    printed = next((str((cell or row)[name]) for name in PRINTED if (cell or row).get(name)), None)
    return Explanation(
        table=table,
        fact=row,
        place=place(row) + _pages_around(settings, row),
        printed=printed,
        confidence=row["confidence"],
        decided=_decided(row),
        standing=_standing(row),
        carried_over=carried_over(settings, row["report_key"]),
        cell=cell,
        lines=tuple(_lines(settings, row)),
        elsewhere=tuple(_elsewhere(settings, table, row)),
        findings=tuple(_findings(settings, row)),
    )


def _pages_around(settings: Settings, row: Record) -> str:
    """Between which pages a line stands whose own page nothing settles; empty for others."""
    line = row.get("source_line_start")
    if line is None or row.get("source_page") is not None:
        return ""
    sql = (
        "select max(source_page) filter (source_line_start <= ?),"
        " min(source_page) filter (source_line_start > ?)"
        " from document_section where report_key = ?"
    )
    ((before, after),) = fetch(settings, sql, [line, line, row["report_key"]])[1]
    if before is None:
        return "" if after is None else f", page {after} or before"
    return f", page {before} or after" if after is None else f", between page {before} and {after}"


def _cell(settings: Settings, row: Record) -> Record | None:
    """The printed cell behind a row of figures; None where the row is the cell itself."""
    key = row.get("table_cell_key")
    found = _rows(settings, "from fact_table_cell where fact_key = ?", [key]) if key else []
    return found[0] if found else None


def _decided(row: Record) -> str:
    if row["confidence"] == 1:
        return "nothing had to be inferred: the source prints it in its column"
    others = row.get("alternatives") or []
    told = ", ".join(f"{one['measure']} ({one['confidence']:.3f})" for one in others)
    also = f"; it might also be: {told}" if told else ""
    return f"the column or value was inferred, and is right with p = {row['confidence']:.3f}{also}"


def _standing(row: Record) -> str | None:
    if "is_canonical" not in row:
        return None
    if row["is_canonical"]:
        latest = ", of the latest report of the year" if row.get("is_latest") else ""
        return f"the canonical row of its figure{latest}"
    difference = row.get("difference_to_canonical_sek")
    apart = f", {difference:,} SEK apart from it" if difference else ""
    return (
        f"a repetition of {row['canonical_fact_key']}{apart}"
        if row["canonical_fact_key"]
        else ("no canonical row: another row says the figure of the committee")
    )


def _elsewhere(settings: Settings, table: str, row: Record) -> Sequence[Record]:
    """Other rows that print the same figure."""
    columns = [name for name in SAME_FIGURE.get(table, ()) if row.get(name) is not None]
    if len(columns) <= 1:
        return []
    same = " and ".join(f"{quoted(name)} = ?" for name in columns)
    sql = f"from {quoted(table)} where {same} and fact_key <> ? limit {MAX_SHOWN}"
    return _rows(settings, sql, [*(row[name] for name in columns), row["fact_key"]])


def _findings(settings: Settings, row: Record) -> Sequence[Record]:
    """Contradictions that rest on a row; in a release of an earlier contract, on its place."""
    if "finding_keys" in row:
        sql = "from data_finding where list_contains(?, finding_key) order by finding_key"
        return _rows(settings, sql, [row["finding_keys"]])
    found = _rows(settings, "from data_finding where report_key = ?", [row["report_key"]])
    return [one for one in found if any(_touches(piece, row) for piece in one["evidence"])]


def _touches(piece: Record, row: Record) -> bool:
    # Evidence names facts where the release's contract has them; else the place tells.
    if (key := piece.get("fact_key")) is not None:
        return bool(key in {row["fact_key"], row.get("table_cell_key")})
    if piece["source_file"] != row["source_file"]:
        return False
    if row["source_line_start"] is None or piece["line_start"] is None:
        return bool(piece["page"] == row["source_page"] and piece["text"] == row["source_text"])
    first, last = row["source_line_start"], row["source_line_end"] or row["source_line_start"]
    return bool(piece["line_start"] <= last and first <= (piece["line_end"] or first))


def _lines(settings: Settings, row: Record) -> list[Line]:
    """The lines around the place, of the very bytes that were read."""
    start = row["source_line_start"]
    content = None if start is None else _bytes_read(settings, row)
    if content is None:
        return []
    text = mask_personal_numbers(decode(content).text).text
    end = row["source_line_end"] or start
    first = max(start - LINES_AROUND, 1)
    around = text.split("\n")[first - 1 : end + LINES_AROUND]
    return [Line(number, said, start <= number <= end) for number, said in enumerate(around, first)]


def _bytes_read(settings: Settings, row: Record) -> bytes | None:
    """The document as it was read; None where only another one, or none, is left."""
    sql = "select document_sha256 from dim_report where report_key = ?"
    sha256 = str(fetch(settings, sql, [row["report_key"]])[1][0][0])
    kept = KeptDocuments(settings.kept_dir).source_path(sha256)
    for path in (settings.raw_dir / row["source_file"], kept):
        content = _content(path) if path is not None and path.is_file() else b""
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
    return None


def _content(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data
    except (OSError, EOFError, zlib.error):
        return b""


# --- how it is shown ----------------------------------------------------------------------------


def _show(told: Explanation, out: Console) -> None:
    row = told.fact
    values = {
        name: value
        for name, value in row.items()
        if name not in PROVENANCE and value is not None and value != []
    }
    lines = [f"[bold]{name}[/bold]  {escape(str(value))}" for name, value in values.items()]
    lines += ["", f"[bold]printed in[/bold]  {escape(told.place)}"]
    cell = told.cell or {}
    lines += [
        f"[bold]{name}[/bold]  {escape(str(cell[name]))}"
        for name in CELL
        if cell.get(name) is not None and name not in values
    ]
    lines.append(f"[bold]confidence[/bold]  {told.confidence:.3f} ({escape(told.decided)})")
    extras = {"standing": told.standing, "carried over": told.carried_over}
    lines += [
        f"[bold]{name}[/bold]  {escape(said)}" for name, said in extras.items() if said is not None
    ]
    lines += ["[bold]text there[/bold]", *_text_there(told)]
    for other in told.elsewhere:
        said = next((other[name] for name in PRINTED if other.get(name)), other.get("amount_sek"))
        where = f"{place(other)} ({other['fact_key']})"
        lines.append(f"[bold]also printed[/bold]  {escape(str(said))} in {escape(where)}")
    for finding in told.findings:
        said = f"{finding['explanation_en']} ({finding['finding_key']})"
        lines.append(f"[yellow]contradicted[/yellow]  {escape(said)}")
    out.print(f"[bold]{told.table}[/bold]  {escape(row['fact_key'])}", soft_wrap=True)
    out.print(Panel.fit("\n".join(lines)))


def _text_there(told: Explanation) -> list[str]:
    if not told.lines:
        return [f"> {_marked(line, told.printed)}" for line in _source_lines(told.fact)]
    return [
        f"{'>' if line.is_the_place else ' '} [dim]{line.number:>6}[/dim] "
        + (_marked(line.text, told.printed) if line.is_the_place else escape(line.text))
        for line in told.lines
    ]


def _source_lines(row: Record) -> list[str]:
    return str(row["source_text"]).splitlines()


def _marked(line: str, printed: str | None) -> str:
    """The line, with the figure in reverse where it stands there once; else no guess is made."""
    found = list(re.finditer(rf"(?<!\w){re.escape(printed)}(?!\w)", line)) if printed else []
    if len(found) != 1:
        return escape(line)
    start, end = found[0].span()
    figure = f"[reverse]{escape(line[start:end])}[/reverse]"
    return f"{escape(line[:start])}{figure}{escape(line[end:])}"
