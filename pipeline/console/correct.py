"""``namndlager correct``: write down what a source misprints, or what was misread."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from pipeline.console.screen import escape
from pipeline.publish.database import connect_for_reading, quoted
from pipeline.settings import Settings
from pipeline.transform.corrections import CorrectionError, append_correction, correction_of


def write_correction(
    settings: Settings,
    key: str,
    right: str,
    *,
    why: str,
    who: str,
    file: Path,
    out: Console,
    err: Console,
) -> int:
    """Append the correction of a published fact to ``file``; 1 where that is impossible."""
    if not settings.database.exists():
        err.print(f"[red]{escape(str(settings.database))} is not there yet: namndlager run[/red]")
        return 1
    with connect_for_reading(settings.database) as connection:
        names = connection.execute(
            "select distinct table_name from information_schema.columns"
            " where table_schema = 'main' and column_name in ('fact_key', 'document_sha256')"
            " and starts_with(table_name, 'fact_') or table_name = 'dim_report' order by 1"
        ).fetchall()
        tables = {
            name: connection.execute(f"from {quoted(name)}").to_arrow_table() for (name,) in names
        }
    try:
        correction = correction_of(tables, key, right=right, why=why, who=who)
        append_correction(file, correction)
    except CorrectionError as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        return 1
    out.print(
        f"{escape(correction.place)}: '{escape(correction.printed)}'"
        f" is taken as '{escape(right)}' from the next run on; written to {escape(str(file))}"
    )
    return 0
