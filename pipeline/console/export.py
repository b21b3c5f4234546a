"""``namndlager export``: a published table as a file for a spreadsheet or another program."""

from __future__ import annotations

from pathlib import Path

import duckdb
from rich.console import Console

from pipeline.console.screen import escape, progress, write_data
from pipeline.export.content import Content, NoSuchTable, content_of
from pipeline.export.files import WRITERS, TooLarge, csv_text
from pipeline.export.formats import Format
from pipeline.publish.database import connect_for_reading
from pipeline.settings import Settings
from pipeline.storage import WRITING

STANDARD_OUTPUT = Path("-")

WRONG_USE = 2


def export_table(
    settings: Settings,
    name: str,
    out: Console,
    err: Console,
    *,
    format: Format,
    output: Path | None,
    swedish: bool,
    force: bool,
) -> int:
    """Write a table to a file; 1 where that cannot be done, 2 for wrong use."""
    path = output or Path(f"{name}.{format}")
    if wrong := _wrong_use(format, path, swedish=swedish, force=force):
        return _refuse(err, wrong, WRONG_USE)
    if not settings.database.exists():
        return _refuse(err, f"{settings.database} is not there yet: namndlager run", 1)
    try:
        with progress(err, f"exporting {name}"):
            content = _read(settings, name)
            if path == STANDARD_OUTPUT:
                write_data(out, csv_text(content, swedish=swedish))
                return 0
            _write(content, path, format, swedish=swedish)
    except NoSuchTable as error:
        return _refuse(err, str(error), WRONG_USE)
    except (TooLarge, OSError, duckdb.Error) as error:
        return _refuse(err, str(error), 1)
    said = f"{path}: {content.table.num_rows:,} rows of {name}, release {content.about['release']}"
    out.print(escape(said), soft_wrap=True)
    return 0


def _wrong_use(format: Format, path: Path, *, swedish: bool, force: bool) -> str | None:
    if swedish and format is not Format.CSV:
        return "--swedish is for CSV: other formats hold numbers that every program reads"
    if path == STANDARD_OUTPUT:
        return None if format is Format.CSV else f"{format} goes into a file: --output FILE"
    if path.exists() and not force:
        return f"{path} is there already: --force replaces it, --output names another file"
    return None


def _read(settings: Settings, name: str) -> Content:
    with connect_for_reading(settings.database, memory_bytes=settings.query_memory) as connection:
        return content_of(connection, name, settings.database.resolve().parent.name)


def _write(content: Content, path: Path, format: Format, *, swedish: bool) -> None:
    """Write aside and rename: nobody opens half a file."""
    half = path.with_name(f"{WRITING}{path.name}")
    try:
        if swedish:
            text = csv_text(content, swedish=True)
            half.write_text(text, encoding="utf-8", newline="")
        else:
            WRITERS[format](content, half)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _refuse(err: Console, said: str, status: int) -> int:
    err.print(f"[red]{escape(said)}[/red]", soft_wrap=True)
    return status
