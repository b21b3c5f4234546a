"""``namndlager forget``: take a document that has left raw/ out of all that was written."""

from __future__ import annotations

from rich.console import Console

from pipeline.assets.settling import corrections
from pipeline.console.run import run_pipeline
from pipeline.console.screen import escape
from pipeline.intake import take_inventory
from pipeline.publish.forget import Traces, remove_release, remove_traces, traces_of
from pipeline.publish.published import current_release
from pipeline.settings import Settings


def forget_file(settings: Settings, file: str, *, out: Console, err: Console) -> int:
    """Forget a document; 1 where it still stands somewhere that this could have removed."""
    traces = traces_of(settings, file)
    if not traces.is_anywhere:
        err.print(
            f"[red]nothing is known of {escape(file)}[/red]: give its path below the raw folder, "
            "as source_file has it",
            soft_wrap=True,
        )
        return 1
    if still_there := _in_raw(settings, traces):
        err.print(
            f"[red]{escape(', '.join(still_there))} still in "
            f"{escape(str(settings.raw_dir))}[/red]: remove it there first, or the next run "
            "reads it again",
            soft_wrap=True,
        )
        return 1
    for said in remove_traces(settings, traces):
        out.print(f"removed: {escape(said)}", soft_wrap=True)
    done = _leave_current(settings, traces, out)
    _say_what_stays(traces, out)
    return 0 if done else 1


def _in_raw(settings: Settings, traces: Traces) -> list[str]:
    """Files of the raw folder under that path, or with those bytes."""
    inventory = take_inventory(settings)
    sources = [*inventory.files, *(refusal.source for refusal in inventory.refusals)]
    return [
        source.source_file
        for source in sources
        if source.source_file == traces.source_file or source.sha256 in traces.hashes
    ]


def _leave_current(settings: Settings, traces: Traces, out: Console) -> bool:
    """Publish without the document, where the current release holds it."""
    before = current_release(settings)
    if before is None or before.manifest not in traces.releases:
        return True
    out.print("The current release holds it; a run publishes one without it:", soft_wrap=True)
    run_pipeline(settings, out, force=True)
    now = current_release(settings)
    if now is None or now.manifest.release_id == before.manifest.release_id:
        out.print(
            f"[red]Release {before.manifest.release_id} is still current and still holds it.[/red] "
            "See above what blocked the run; then give this command again.",
            soft_wrap=True,
        )
        return False
    remove_release(settings, before.manifest)
    out.print(f"removed: release {before.manifest.release_id}", soft_wrap=True)
    return True


def _say_what_stays(traces: Traces, out: Console) -> None:
    """What this command does not reach."""
    for backup in traces.backups:
        out.print(
            f"[yellow]still in the backup[/yellow] {escape(backup.path)} "
            f"of {backup.made_at:%Y-%m-%d %H:%M}",
            soft_wrap=True,
        )
    entries = [c for c in corrections() if c.document_sha256 in traces.hashes]
    if entries:
        out.print(
            f"[yellow]still in expectations/corrections.yml[/yellow]: {len(entries)} entries "
            f"of {escape(traces.source_file)} with what it prints",
            soft_wrap=True,
        )
    out.print(
        "[yellow]Not reached[/yellow]: copies that people made (exports, pages of `namndlager "
        "site`, databases opened elsewhere), and the history of runs in the Dagster home, which "
        "has names of files and the first rows of tables.",
        soft_wrap=True,
    )
