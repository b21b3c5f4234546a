"""``namndlager run``: the nightly job in this process, with progress on the terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import duckdb
from rich.console import Console

from pipeline.console.dagster_home import dagster_home
from pipeline.console.screen import escape, escape_lines, progress_bar
from pipeline.console.status import held_documents, show_release
from pipeline.console.watch import tell
from pipeline.intake.outcome import DocumentOutcome, describe_outcome
from pipeline.loading import loading
from pipeline.publish.due import NOTHING_NEW, reason_not_to_run
from pipeline.publish.published import ReleaseRefused, current_release
from pipeline.publish.staging import Stage, yield_claims
from pipeline.publish.turn import end_turn
from pipeline.registry import TABLES
from pipeline.settings import Settings
from pipeline.watch import confirm, note_refusal
from pipeline.watch.observe import end_dead_runs
from pipeline.watch.running import unmarked_afterwards
from pipeline.watch.send import sinks

if TYPE_CHECKING:
    import dagster as dg

    from pipeline.assets.reporter import Reporter


Options = Mapping[str, Any]
"""Fields of ``assets.resources.RunOptions``, which costs the import of Dagster."""

_SLOW_TABLE = 1.0
"""Seconds."""


class ConsoleReporter:
    """Prints a line a stage and a document, with the time since the start.

    On a terminal a bar below them says how many documents are left and for how long. Used
    as a context, so that the bar goes when the run ends.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = time.monotonic()
        self._bar = progress_bar(console)
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def stage(self, stage: Stage, what: str) -> None:
        """Print the start of a stage."""
        self._bar.reset(self._task, total=None, description=stage.value)
        elapsed = time.monotonic() - self._started
        line = f"[dim]{elapsed:6.1f} s[/dim]  [bold]{stage:<10}[/bold] {escape(what)}"
        self._console.print(line, soft_wrap=True)

    def document(self, outcome: DocumentOutcome, done: int, total: int) -> None:
        """Print a document; a rejected one stands out."""
        self._bar.update(self._task, completed=done, total=total)
        colour = "yellow" if outcome.rejection else "default"
        line = f"{done}/{total} {describe_outcome(outcome)}"
        self._console.print(f"{'':10}  [{colour}]{escape(line)}[/{colour}]", soft_wrap=True)

    def table(self, name: str, seconds: float) -> None:
        """Print a table that took so long that somebody wonders what is being done."""
        self._bar.update(self._task, advance=1, total=len(TABLES))
        if seconds >= _SLOW_TABLE:
            self.note(f"{name} ({seconds:.1f} s)")

    def note(self, text: str) -> None:
        """Print a line."""
        self._console.print(f"{'':10}  {escape(text)}", soft_wrap=True)


def run_pipeline(
    settings: Settings,
    console: Console,
    *,
    err: Console | None = None,
    force: bool,
    strict: bool = False,
    reread: Sequence[str] = (),
    without: Sequence[str] = (),
) -> int:
    """Run the job unless there is nothing to do; 0 where a good release is current.

    ``reread`` and ``without`` name documents as ``assets.resources.RunOptions`` does.

    Documents that are held back make no other status, unless ``strict``: then it is 1.
    Failures are told on ``err``, which is ``console`` where none is given.
    Whoever has to know what came of it is told; a hook that fails changes nothing else.
    """
    options = {"documents": list(reread), "reread": bool(reread), "without": list(without)}
    force = force or bool(reread or without)
    status = _run_pipeline(settings, console, err or console, options, force=force, strict=strict)
    if sinks(settings):
        tell(settings, console)
    return status


def _run_pipeline(
    settings: Settings,
    console: Console,
    err: Console,
    options: Options,
    *,
    force: bool,
    strict: bool,
) -> int:
    try:
        reason = None if force else reason_not_to_run(settings)
        if reason == NOTHING_NEW:
            console.print("Nothing has changed since the last release (--force runs anyway).")
            confirm(settings, now=datetime.now(UTC))
        elif reason is not None:
            console.print(escape(f"Nothing is run: {reason} (--force runs anyway)."))
        elif not _execute(settings, console, err, options):
            return 1
        current = current_release(settings)
    except (FileNotFoundError, ReleaseRefused) as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        note_refusal(settings, str(error), now=datetime.now(UTC))
        return 1
    if current is None:
        return 0
    try:
        show_release(settings, current, console)
        return 1 if strict and held_documents(current) else 0
    except duckdb.IOException as error:  # damaged, and nothing was run that would replace it
        err.print(f"[red]{escape(str(error))}[/red]")
        return 1


def _execute(settings: Settings, console: Console, err: Console, options: Options) -> bool:
    dagster_home()
    reporter = ConsoleReporter(console)
    job = load_nightly(settings, reporter)
    import dagster as dg

    from pipeline.assets.resources import NO_RETRY, TRIGGER, run_config

    # The project's own Dagster instance, so that the UI shows this run as well.
    with (
        dg.DagsterInstance.get() as instance,
        unmarked_afterwards(),
        _claims(settings),
        reporter,
    ):
        end_dead_runs(settings, instance, now=datetime.now(UTC))
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            # Who started it sees that it died, and starts it again or not.
            tags={TRIGGER: "command line", **NO_RETRY},
            run_config={
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
                **run_config(**options),
            },
        )
    if not result.success:
        _explain_failure(result, err)
    return bool(result.success)


def load_nightly(settings: Settings, reporter: Reporter) -> dg.JobDefinition:
    """The nightly job, with all that it needs of Dagster and of the event log."""
    with loading():
        from pipeline.assets import history  # noqa: F401 - Dagster finds it by its name
        from pipeline.assets.keys import NIGHTLY
        from pipeline.definitions import build_defs

        definitions = build_defs({"settings": settings, "reporter": reporter})
        return definitions.resolve_job_def(NIGHTLY)


@contextmanager
def _claims(settings: Settings) -> Iterator[None]:
    """What this process claims for its run, it yields when the run has ended."""
    try:
        yield
    finally:
        yield_claims(settings)
        end_turn(settings)


def _explain_failure(result: dg.ExecuteInProcessResult, err: Console) -> None:
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            failure = data.user_failure_data
            error = data.error.cause if data.error and data.error.cause else data.error
            said = failure.description if failure else error.to_string() if error else "unknown"
            line = f"[red]{event.step_key} failed:[/red] {escape_lines(said or '')}"
            err.print(line, soft_wrap=True)
    err.print("The last release, if any, is still in place.")
