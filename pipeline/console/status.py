"""What is published, and how it got there."""

from __future__ import annotations

from functools import partial

from rich.console import Console
from rich.table import Column, Table

from pipeline.console.screen import escape
from pipeline.intake.hold import HELD_BACK
from pipeline.publish.database import connect_for_reading
from pipeline.publish.due import NOTHING_NEW, reason_not_to_run
from pipeline.publish.published import Manifest, Release, current_release, releases
from pipeline.publish.run_log import read_log
from pipeline.publish.set_aside import damaged_files
from pipeline.publish.space import disk_use
from pipeline.publish.verify import problems_of
from pipeline.settings import Settings

LONGEST_ID = len("20260102T030405Z-01234567-123")

EXAMPLE_QUERY = (
    "select report_key, indicator_name_printed, value_text, source_file, source_line_start\n"
    "from fact_indicator_value where measure = 'outcome' limit 5"
)


def show_release(settings: Settings, release: Release, console: Console) -> None:
    """What a person wants to know after a run."""
    say = partial(console.print, soft_wrap=True)
    with connect_for_reading(release.database) as connection:
        rejected = connection.execute(
            "select source_file, reason_code, reason from rejected_document"
            " where reason_code <> ? order by 1",
            [HELD_BACK],
        ).fetchall()
        found = connection.execute(
            "select severity, count(*) from data_finding group by 1 order by 1"
        ).fetchall()
        current = connection.execute(
            "select count(*) filter (is_current), count(*) from dim_report"
        ).fetchone()
    assert current is not None
    say()
    held = held_documents(release)
    if held:
        said = f"{len(held)} documents were read but are not believed"
        say(f"[bold yellow]Held back[/bold yellow]  {said}")
    for file, reason in held:
        say(f"    [yellow]{escape(file)}[/yellow]: {escape(reason)}")
    said = f"{current[1]} read ({current[0]} current), {len(rejected)} rejected"
    say(f"[bold]Documents[/bold]  {said}")
    for file, code, reason in rejected:
        say(f"    [yellow]{escape(file)}[/yellow]: {code}: {escape(reason)}")
    say("[bold]Facts[/bold]")
    for table, rows in release.manifest.row_counts.items():
        if table.startswith(("fact_", "document_")):
            say(f"    {table:<26}{rows:>9,}")
    said = ", ".join(f"{count} {severity}" for severity, count in found) or "none"
    say(f"[bold]Findings[/bold]   {said}  (contradictions in the sources: namndlager findings)")
    say(f"[bold]Release[/bold]    {release.manifest.release_id}")
    say(f"[bold]Database[/bold]   {escape(str(settings.database))}")
    for page in sorted(release.database.parent.glob("*.html")):
        say(f"[bold]Page[/bold]       {escape(str(page))}")
    say(f'[bold]Ask[/bold]        namndlager query "{EXAMPLE_QUERY}"')


def held_documents(release: Release) -> list[tuple[str, str]]:
    """Documents that a release holds back, each with what failed and what to do."""
    with connect_for_reading(release.database) as connection:
        return [
            (str(file), str(reason))
            for file, reason in connection.execute(
                "select source_file, reason from rejected_document"
                " where reason_code = ? order by 1",
                [HELD_BACK],
            ).fetchall()
        ]


def show_status(settings: Settings, console: Console) -> None:
    """Releases, the last runs, and whether raw/ has moved on."""
    say = partial(console.print, soft_wrap=True)
    current = current_release(settings)
    if current is None:
        say("Nothing is published yet: namndlager run")
    else:
        problems = problems_of(current.database, current.manifest)
        for problem in problems:
            say(f"[red]Damaged[/red]    {escape(problem.text)}; the next run replaces it")
        if not problems:
            show_release(settings, current, console)
        reason = reason_not_to_run(settings)
        told = "raw/ and the code are those of the release" if reason == NOTHING_NEW else reason
        say(f"[bold]Freshness[/bold]  {escape(told or 'namndlager run is due')}")
    for path in damaged_files(settings):
        say(
            f"[yellow]Set aside[/yellow]  {escape(str(path))}: it was damaged; look at it, then "
            "`namndlager prune` removes it"
        )
    say(f"[bold]Disk[/bold]       {disk_use(settings)}")
    show_releases(settings, console)
    console.print(_runs_table(settings))


def show_releases(settings: Settings, console: Console) -> None:
    """The releases that are kept, the oldest first."""
    name = Column("release", no_wrap=True, min_width=LONGEST_ID)  # a rollback asks for it whole
    table = Table(name, "published (UTC)", "documents", "warnings", "", title="Releases")
    current = current_release(settings)
    here = current.manifest.release_id if current else None
    for manifest in releases(settings):
        table.add_row(*_release_row(manifest), "current" if manifest.release_id == here else "")
    console.print(table)


def _release_row(manifest: Manifest) -> tuple[str, str, str, str]:
    return (
        manifest.release_id,
        f"{manifest.published_at:%Y-%m-%d %H:%M}",
        str(len(manifest.documents)),
        str(manifest.warnings),
    )


def _runs_table(settings: Settings) -> Table:
    table = Table(
        "run", "seen", "new", "failed", "facts", "seconds", "published", title="Last runs"
    )
    for record in read_log(settings)[-10:]:
        finished = record.finished_at
        seconds = f"{(finished - record.started_at).total_seconds():.1f}" if finished else "-"
        table.add_row(
            record.run_id,
            str(record.documents_seen),
            str(record.documents_new),
            str(record.documents_failed),
            f"{record.facts_written:,}",
            seconds,
            "yes" if record.published else "no",
        )
    return table
