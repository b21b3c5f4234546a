"""``namndlager run``: the nightly job in this process, with progress on the terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
from rich.console import Console

from pipeline.assets.reporter import describe_outcome
from pipeline.console.dagster_home import dagster_home
from pipeline.console.screen import escape, escape_lines
from pipeline.console.status import held_documents, show_release
from pipeline.console.watch import tell
from pipeline.intake import DocumentOutcome
from pipeline.publish.due import NOTHING_NEW, reason_not_to_run
from pipeline.publish.release import ReleaseRefused, current_release
from pipeline.publish.staging import Stage, yield_claims
from pipeline.settings import Settings
from pipeline.watch import confirm, note_refusal
from pipeline.watch.observe import end_dead_runs
from pipeline.watch.running import unmarked_afterwards
from pipeline.watch.send import sinks

if TYPE_CHECKING:
    import dagster as dg


class ConsoleReporter:
    """Prints a line a stage and a document, with the time since the start."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = time.monotonic()

    def stage(self, stage: Stage, what: str) -> None:
        """Print the start of a stage."""
        elapsed = time.monotonic() - self._started
        line = f"[dim]{elapsed:6.1f} s[/dim]  [bold]{stage:<10}[/bold] {escape(what)}"
        self._console.print(line, soft_wrap=True)

    def document(self, outcome: DocumentOutcome, done: int, total: int) -> None:
        """Print a document; a rejected one stands out."""
        colour = "yellow" if outcome.rejection else "default"
        line = f"{done}/{total} {describe_outcome(outcome)}"
        self._console.print(f"{'':10}  [{colour}]{escape(line)}[/{colour}]", soft_wrap=True)

    def note(self, text: str) -> None:
        """Print a line."""
        self._console.print(f"{'':10}  {escape(text)}", soft_wrap=True)


def run_pipeline(settings: Settings, console: Console, *, force: bool, strict: bool = False) -> int:
    """Run the job unless there is nothing to do; 0 where a good release is current.

    Documents that are held back make no other status, unless ``strict``: then it is 1.
    Whoever has to know what came of it is told; a hook that fails changes nothing else.
    """
    status = _run_pipeline(settings, console, force=force, strict=strict)
    if sinks(settings):
        tell(settings, console)
    return status


def _run_pipeline(settings: Settings, console: Console, *, force: bool, strict: bool) -> int:
    try:
        reason = None if force else reason_not_to_run(settings)
        if reason == NOTHING_NEW:
            console.print("Nothing has changed since the last release (--force runs anyway).")
            confirm(settings, now=datetime.now(UTC))
        elif reason is not None:
            console.print(escape(f"Nothing is run: {reason} (--force runs anyway)."))
        elif not _execute(settings, console):
            return 1
        current = current_release(settings)
    except (FileNotFoundError, ReleaseRefused) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        note_refusal(settings, str(error), now=datetime.now(UTC))
        return 1
    if current is None:
        return 0
    try:
        show_release(settings, current, console)
        return 1 if strict and held_documents(current) else 0
    except duckdb.IOException as error:  # damaged, and nothing was run that would replace it
        console.print(f"[red]{escape(str(error))}[/red]")
        return 1


def _execute(settings: Settings, console: Console) -> bool:
    dagster_home()
    import dagster as dg

    from pipeline.assets.automation import JOB_NAME
    from pipeline.definitions import build_defs

    definitions = build_defs({"settings": settings, "reporter": ConsoleReporter(console)})
    # The project's own Dagster instance, so that the UI shows this run as well.
    with dg.DagsterInstance.get() as instance, unmarked_afterwards(settings), _claims(settings):
        end_dead_runs(settings, instance, now=datetime.now(UTC))
        result = definitions.resolve_job_def(JOB_NAME).execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    if not result.success:
        _explain_failure(result, console)
    return bool(result.success)


@contextmanager
def _claims(settings: Settings) -> Iterator[None]:
    """What this process claims for its run, it yields when the run has ended."""
    try:
        yield
    finally:
        yield_claims(settings)


def _explain_failure(result: dg.ExecuteInProcessResult, console: Console) -> None:
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            failure = data.user_failure_data
            error = data.error.cause if data.error and data.error.cause else data.error
            said = failure.description if failure else error.to_string() if error else "unknown"
            line = f"[red]{event.step_key} failed:[/red] {escape_lines(said or '')}"
            console.print(line, soft_wrap=True)
    console.print("The last release, if any, is still in place.")
