"""``namndlager correct``: write down what a source misprints, or what was misread."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from pipeline.console.screen import escape
from pipeline.intake.keep import KeptDocuments, load_readings
from pipeline.intake.outcome import DocumentOutcome
from pipeline.intake.stored import in_memory
from pipeline.publish.database import connect_for_reading, quoted
from pipeline.settings import Settings
from pipeline.transform.corrections import (
    Correction,
    CorrectionError,
    append_correction,
    correction_of,
    misfits,
    read_corrections,
)


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
    """Append the correction of a published fact to ``file``.

    1 where that is impossible, or where the next run would hold the document back for it.
    """
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
        _refuse_misfit(settings, [*read_corrections(file), correction])
        append_correction(file, correction)
    except CorrectionError as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        return 1
    out.print(
        f"{escape(correction.place)}: '{escape(correction.printed)}'"
        f" is taken as '{escape(right)}' from the next run on; written to {escape(str(file))}"
    )
    return 0


def _refuse_misfit(settings: Settings, corrections: list[Correction]) -> None:
    """Try the corrections of a document on its published reading, as the next run will.

    Raises:
        CorrectionError: the last one, or one before it, does not fit.
    """
    last = load_readings(settings.database.resolve().parent)
    document = corrections[-1].document_sha256
    for kept in last.readings if last else ():
        if kept.sha256 != document:
            continue
        report = KeptDocuments(settings.kept_dir).reading(kept)
        if report is not None:
            read = DocumentOutcome(
                kept.source(settings.raw_dir),
                in_memory(report),
                None,
                is_current=True,
                from_cache=True,
                seconds=0.0,
            )
            for hold in misfits([read], corrections):
                raise CorrectionError(hold.failed)
