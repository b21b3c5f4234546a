"""What is published, and how it got there."""

from __future__ import annotations

from functools import partial

from rich.console import Console
from rich.table import Table

from pipeline.console.screen import escape
from pipeline.intake import take_inventory
from pipeline.intake.hold import HELD_BACK
from pipeline.publish.database import connect_for_reading
from pipeline.publish.release import Release, current_release, is_up_to_date, releases
from pipeline.publish.run_log import read_log
from pipeline.settings import Settings

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
    current = current_release(settings)
    if current is None:
        console.print("Nothing is published yet: namndlager run")
    else:
        show_release(settings, current, console)
        fresh = is_up_to_date(settings, take_inventory(settings).digest)
        console.print(
            "[bold]Freshness[/bold]  "
            + ("raw/ and the code are those of the release" if fresh else "namndlager run is due")
        )
    console.print(_releases_table(settings, current))
    console.print(_runs_table(settings))


def _releases_table(settings: Settings, current: Release | None) -> Table:
    table = Table("release", "published (UTC)", "documents", "warnings", "", title="Releases")
    here = current.manifest.release_id if current else None
    for manifest in releases(settings):
        table.add_row(
            manifest.release_id,
            f"{manifest.published_at:%Y-%m-%d %H:%M}",
            str(len(manifest.documents)),
            str(manifest.warnings),
            "current" if manifest.release_id == here else "",
        )
    return table


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
