"""``namndlager hold`` and ``unhold``: keep a document out of the facts, and let it in again."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Console

from pipeline.console.screen import escape
from pipeline.intake.by_hand import NoSuchDocument, hold_by_hand, unhold
from pipeline.person import user_name
from pipeline.publish.freshness import require_run
from pipeline.settings import Settings


def hold_file(
    settings: Settings, file: str, *, who: str | None, why: str, out: Console, err: Console
) -> int:
    """Hold a document of the raw folder back; 1 where there is no such file."""
    try:
        now = datetime.now(UTC)
        held = hold_by_hand(settings, file, who=who or user_name(), why=why, now=now)
    except (NoSuchDocument, FileNotFoundError) as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        return 1
    require_run(settings)
    out.print(
        f"{escape(held.source_file)} is held back from the next run on "
        "(namndlager run); if an earlier version of it was published, that one stands in.",
        soft_wrap=True,
    )
    return 0


def unhold_file(settings: Settings, file: str, *, out: Console, err: Console) -> int:
    """Take a hold away; 1 where nobody holds that document."""
    try:
        held = unhold(settings, file)
    except NoSuchDocument as error:
        err.print(f"[red]{escape(str(error))}[/red]")
        return 1
    require_run(settings)
    out.print(
        f"{escape(held.source_file)} goes out again from the next run on; {escape(held.who)} "
        f"held it back on {held.at:%Y-%m-%d}: {escape(held.why)}",
        soft_wrap=True,
    )
    return 0
