"""What is published, and how it got there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from rich.console import Console
from rich.table import Column, Table

from pipeline.console import answers
from pipeline.console.answers import (
    Published,
    RefusedDocument,
    ReleaseLine,
    RunLine,
    Status,
)
from pipeline.console.screen import escape, print_whole, write_json
from pipeline.intake.hold import HELD_BACK
from pipeline.publish.database import connect_for_reading
from pipeline.publish.due import NOTHING_NEW, reason_not_to_run
from pipeline.publish.published import Manifest, Release, current_release, releases
from pipeline.publish.run_log import RunRecord, read_log
from pipeline.publish.set_aside import damaged_files
from pipeline.publish.space import DiskUse, disk_use
from pipeline.publish.verify import problems_of
from pipeline.settings import Settings

SHOWN_RUNS = 10

EXAMPLE_QUERY = (
    "select report_key, indicator_name_printed, value_text, source_file, source_line_start\n"
    "from fact_indicator_value where measure = 'outcome' limit 5"
)


def status_of(settings: Settings) -> Status:
    """All that ``status`` tells."""
    current = current_release(settings)
    problems = problems_of(current.database, current.manifest) if current else ()
    use = disk_use(settings)
    return Status(
        published=published(settings, current) if current and not problems else None,
        damaged=tuple(problem.text for problem in problems),
        reason_not_to_run=_reason_not_to_run(settings) if current else None,
        set_aside=tuple(map(str, damaged_files(settings))),
        disk=use.by_folder,
        disk_free=use.free,
        releases=kept_releases(settings),
        runs=tuple(map(_run_line, read_log(settings)[-SHOWN_RUNS:])),
    )


def _reason_not_to_run(settings: Settings) -> str | None:
    """Why a run would do nothing; that it cannot even look at the raw folder is such a reason."""
    try:
        return reason_not_to_run(settings)
    except FileNotFoundError as error:
        return str(error)


def published(settings: Settings, release: Release) -> Published:
    """What a release holds.

    Raises:
        duckdb.IOException: its database cannot be opened.
    """
    with connect_for_reading(release.database) as connection:
        refused = connection.execute(
            "select source_file, reason_code, reason from rejected_document order by 1"
        ).fetchall()
        found = connection.execute(
            "select severity, count(*) from data_finding group by 1 order by 1"
        ).fetchall()
        counted = connection.execute(
            "select count(*), count(*) filter (is_current) from dim_report"
        ).fetchone()
    assert counted is not None
    return Published(
        release_id=release.manifest.release_id,
        database=str(settings.database),
        documents=counted[0],
        current=counted[1],
        refused=tuple(RefusedDocument(*map(str, row)) for row in refused),
        facts={
            table: rows
            for table, rows in release.manifest.row_counts.items()
            if table.startswith(("fact_", "document_"))
        },
        findings=dict(found),
        pages=tuple(map(str, sorted(release.database.parent.glob("*.html")))),
    )


def kept_releases(settings: Settings) -> tuple[ReleaseLine, ...]:
    """The releases that are kept, the oldest first."""
    current = current_release(settings)
    here = current.manifest.release_id if current else None
    return tuple(_release_line(manifest, here) for manifest in releases(settings))


def show_release(settings: Settings, release: Release, console: Console) -> None:
    """What a person wants to know after a run."""
    _show_published(published(settings, release), console)


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


def show_status(settings: Settings, console: Console, *, as_json: bool = False) -> None:
    """Releases, the last runs, and whether raw/ has moved on."""
    status = status_of(settings)
    if as_json:
        write_json(console, answers.STATUS, status)
        return
    say = partial(console.print, soft_wrap=True)
    for problem in status.damaged:
        say(f"[red]Damaged[/red]    {escape(problem)}; the next run replaces it")
    if status.published is not None:
        _show_published(status.published, console)
    elif not status.damaged:
        say("Nothing is published yet: namndlager run")
    if status.published is not None or status.damaged:
        reason = status.reason_not_to_run
        told = "raw/ and the code are those of the release" if reason == NOTHING_NEW else reason
        say(f"[bold]Freshness[/bold]  {escape(told or 'namndlager run is due')}")
    for path in status.set_aside:
        say(
            f"[yellow]Damaged[/yellow]    {escape(path)}: look at it; once a run has set it aside, "
            "`namndlager prune` removes it"
        )
    say(f"[bold]Disk[/bold]       {DiskUse(status.disk, status.disk_free)}")
    print_whole(console, _releases_table(status.releases))
    print_whole(console, _runs_table(status.runs))


def show_releases(settings: Settings, console: Console, *, as_json: bool = False) -> None:
    """The releases that are kept, the oldest first."""
    kept = kept_releases(settings)
    if as_json:
        write_json(console, answers.RELEASES, kept)
    else:
        print_whole(console, _releases_table(kept))


def _show_published(shown: Published, console: Console) -> None:
    say = partial(console.print, soft_wrap=True)
    say()
    held = [one for one in shown.refused if one.reason_code == HELD_BACK]
    rejected = [one for one in shown.refused if one.reason_code != HELD_BACK]
    if held:
        said = f"{len(held)} documents were read but are not believed"
        say(f"[bold yellow]Held back[/bold yellow]  {said}")
    for one in held:
        say(f"    [yellow]{escape(one.source_file)}[/yellow]: {escape(one.reason)}")
    said = f"{shown.documents} read ({shown.current} current), {len(rejected)} rejected"
    say(f"[bold]Documents[/bold]  {said}")
    for one in rejected:
        said = f"{one.reason_code}: {escape(one.reason)}"
        say(f"    [yellow]{escape(one.source_file)}[/yellow]: {said}")
    say("[bold]Facts[/bold]")
    for table, rows in shown.facts.items():
        say(f"    {table:<26}{rows:>9,}")
    said = ", ".join(f"{count} {severity}" for severity, count in shown.findings.items())
    told = "(contradictions in the sources: namndlager findings)"
    say(f"[bold]Findings[/bold]   {said or 'none'}  {told}")
    say(f"[bold]Release[/bold]    {shown.release_id}")
    say(f"[bold]Database[/bold]   {escape(shown.database)}")
    for page in shown.pages:
        say(f"[bold]Page[/bold]       {escape(page)}")
    say(f'[bold]Ask[/bold]        namndlager query "{EXAMPLE_QUERY}"')


def _release_line(manifest: Manifest, current: str | None) -> ReleaseLine:
    return ReleaseLine(
        release_id=manifest.release_id,
        run_id=manifest.run_id,
        published_at=manifest.published_at,
        is_current=manifest.release_id == current,
        documents=len(manifest.documents),
        warnings=manifest.warnings,
        contract_version=manifest.contract_version,
    )


def _run_line(record: RunRecord) -> RunLine:
    finished = record.finished_at
    return RunLine(
        run_id=record.run_id,
        started_at=record.started_at,
        seconds=(finished - record.started_at).total_seconds() if finished else None,
        documents_seen=record.documents_seen,
        documents_new=record.documents_new,
        documents_failed=record.documents_failed,
        facts_written=record.facts_written,
        published=record.published,
    )


def _releases_table(lines: Sequence[ReleaseLine]) -> Table:
    columns = ("published (UTC)", "documents", "warnings", "")
    name = _identity("release", [line.release_id for line in lines])
    table = Table(name, *columns, title="Releases", title_justify="left")
    for line in lines:
        table.add_row(
            line.release_id,
            f"{line.published_at:%Y-%m-%d %H:%M}",
            str(line.documents),
            str(line.warnings),
            "current" if line.is_current else "",
        )
    return table


def _runs_table(lines: Sequence[RunLine]) -> Table:
    columns = ("seen", "new", "failed", "facts", "seconds", "published")
    name = _identity("run", [line.run_id for line in lines])
    table = Table(name, *columns, title="Last runs", title_justify="left")
    for line in lines:
        table.add_row(
            line.run_id,
            str(line.documents_seen),
            str(line.documents_new),
            str(line.documents_failed),
            f"{line.facts_written:,}",
            "-" if line.seconds is None else f"{line.seconds:.1f}",
            "yes" if line.published else "no",
        )
    return table


def _identity(name: str, ids: Iterable[str]) -> Column:
    """A column of ids, which people copy into other commands: it is never narrowed."""
    return Column(name, no_wrap=True, min_width=max(map(len, ids), default=0))
