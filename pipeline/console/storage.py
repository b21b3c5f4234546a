"""Commands about what is stored: back, on, checked, tidied, saved and brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from pipeline.console.dagster_home import dagster_home
from pipeline.console.screen import escape, progress
from pipeline.publish import backup as backups
from pipeline.publish.prune import prune
from pipeline.publish.published import ReleaseRefused, current_folder
from pipeline.publish.rollback import NO_REASON, resume, rollback
from pipeline.publish.set_aside import damaged_files, damaged_sources
from pipeline.publish.space import told
from pipeline.publish.verify import all_problems_of, release_folders
from pipeline.settings import Settings
from pipeline.storage import set_aside


def roll_back(
    settings: Settings, release: str | None, *, why: str, out: Console, err: Console
) -> int:
    """Make another release current."""
    try:
        manifest = rollback(settings, release, now=datetime.now(UTC), why=why or NO_REASON)
    except ReleaseRefused as refusal:
        return _refused(refusal, err)
    when = f"{manifest.published_at:%Y-%m-%d %H:%M}"
    out.print(f"{manifest.release_id} is current, published {when}", soft_wrap=True)
    return 0


def end_rollback(settings: Settings, out: Console) -> int:
    """Let the schedule publish again."""
    ended = resume(settings)
    said = (
        f"The rollback to {ended.release_id} is over: the next run publishes again "
        "(namndlager run)."
        if ended
        else "There is no rollback in force."
    )
    out.print(said, soft_wrap=True)
    return 0


def verify_releases(settings: Settings, out: Console, trouble: Console | None = None) -> int:
    """Look thoroughly at every release, and at what is kept of its documents.

    What is wrong is told on ``trouble``, if given.
    """
    trouble = trouble or out
    current = current_folder(settings)
    folders = release_folders(settings)
    if not folders:
        out.print("Nothing is published yet: namndlager run")
        return 0
    status = 0
    with progress(out, "reading every value of every release") as tell:
        found = []
        for done, folder in enumerate(folders):
            tell(done, len(folders))
            found.append((folder, all_problems_of(folder)))
    for folder, problems in found:
        is_current = folder.resolve() == current
        mark = "[red]damaged[/red]" if problems else "[green]sound[/green]  "
        say = trouble if problems else out
        say.print(f"{mark}  {folder.name}{'  (current)' if is_current else ''}", soft_wrap=True)
        for problem in problems:
            say.print(f"         {escape(problem.text)}", soft_wrap=True)
        if problems and is_current:
            say.print(
                "         The next run replaces it (namndlager run); until then `namndlager "
                "rollback` goes to the release before.",
                soft_wrap=True,
            )
            status = 1
    if current is not None and current not in [folder.resolve() for folder in folders]:
        said = f"[red]damaged[/red]  {settings.database} leads to {current}, which is gone"
        trouble.print(said, soft_wrap=True)
        status = 1
    for path in damaged_sources(settings):
        aside = set_aside(path)
        trouble.print(
            f"[red]damaged[/red]  {escape(str(path))}, which a release was made from, is set aside"
            f"{'' if aside else ' (it could not be: who may write there?)'}; the next run keeps "
            "it anew where raw/ still has the document",
            soft_wrap=True,
        )
        status = 1
    for path in damaged_files(settings):
        out.print(f"[yellow]damaged[/yellow]  {escape(str(path))}", soft_wrap=True)
    return status


def prune_storage(settings: Settings, keep: int | None, out: Console) -> int:
    """Remove what nobody needs any more."""
    from pipeline.assets.dagster_runs import prune_dagster_runs

    gone = prune(settings, keep=keep, with_set_aside=True)
    dagster_home()
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        runs = prune_dagster_runs(instance)
    out.print(f"Removed: {gone}; {runs} old runs of Dagster.")
    for name in (*gone.releases, *gone.runs, *gone.other):
        out.print(f"    {name}", soft_wrap=True)
    return 0


def write_backup(
    settings: Settings, file: Path, *, corrections: Path, force: bool, out: Console, err: Console
) -> int:
    """Save what cannot be made again."""
    try:
        with progress(out, f"writing {file}") as tell:
            made = backups.backup(
                settings,
                file,
                corrections=corrections,
                now=datetime.now(UTC),
                force=force,
                progress=tell,
            )
    except ReleaseRefused as refusal:
        return _refused(refusal, err)
    size = told(file.stat().st_size)
    said = f"{len(made.releases)} releases, {len(made.files)} files, {size}"
    out.print(f"{file}: {said}. Bring it back with `namndlager restore {file}`.", soft_wrap=True)
    return 0


def restore_backup(
    settings: Settings, file: Path, *, corrections: Path, force: bool, out: Console, err: Console
) -> int:
    """Make a warehouse from a backup."""
    try:
        with progress(out, f"restoring {file}") as tell:
            restored = backups.restore(
                settings,
                file,
                corrections=corrections,
                now=datetime.now(UTC),
                force=force,
                progress=tell,
            )
    except ReleaseRefused as refusal:
        return _refused(refusal, err)
    current = restored.contents.current or "no release"
    when = f"{restored.contents.made_at:%Y-%m-%d %H:%M}"
    out.print(f"{settings.database} is {current}, as of {when}", soft_wrap=True)
    for note in restored.notes:
        out.print(note, soft_wrap=True)
    return 0


def _refused(refusal: ReleaseRefused, err: Console) -> int:
    err.print(f"[red]{escape(str(refusal))}[/red]", soft_wrap=True)
    return 1
