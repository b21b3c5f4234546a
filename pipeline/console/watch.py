"""``namndlager watch``: look, tell whom the settings name, say what was told."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from rich.console import Console

from pipeline.console.dagster_home import dagster_home
from pipeline.console.screen import escape
from pipeline.settings import Settings
from pipeline.watch import Look, look, send_test
from pipeline.watch.send import sinks

NO_HOOK = "No hook is set: NAMNDLAGER_NOTIFY_COMMAND or NAMNDLAGER_NOTIFY_URL (docs/operations.md)."


def tell(settings: Settings, console: Console) -> Look:
    """Look once and say what was told, and which hook failed."""
    dagster_home()
    import dagster as dg

    from pipeline.assets.keys import NIGHTLY

    with dg.DagsterInstance.get() as instance:
        found = look(settings, instance, job=NIGHTLY, now=datetime.now(UTC))
    _say(found, console)
    return found


def watch(settings: Settings, console: Console, *, every: float | None) -> int:
    """Look once, or every so many seconds; 1 where a hook failed at the only look."""
    while True:
        found = tell(settings, console)
        for condition in found.holding:
            console.print(f"{condition.kind}: {escape(condition.summary)}", soft_wrap=True)
        if not sinks(settings):
            console.print(NO_HOOK, soft_wrap=True)
        elif not found.holding and not found.sent:
            console.print("Nothing is the matter.")
        if every is None:
            return 1 if found.problems else 0
        time.sleep(every)


def try_hooks(settings: Settings, console: Console) -> int:
    """Send a test event to every hook; 1 where there is none or one fails."""
    found = send_test(settings, now=datetime.now(UTC))
    _say(found, console)
    if not sinks(settings):
        console.print(NO_HOOK, soft_wrap=True)
    return 0 if found.sent and not found.problems else 1


def _say(found: Look, console: Console) -> None:
    for event in found.sent:
        said = f"[bold]Told[/bold]       {event.event}: {escape(event.summary)}"
        console.print(said, soft_wrap=True)
    for problem in found.problems:
        console.print(f"[yellow]Hook[/yellow]       {escape(problem)}", soft_wrap=True)
