"""``namndlager open``: the address of a figure, a contradiction or a report in the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from urllib.request import urlopen

import duckdb
from rich.console import Console

from pipeline.console.screen import escape
from pipeline.dashboard import queries
from pipeline.dashboard.release import NothingPublished, OpenRelease, Releases
from pipeline.dashboard.serve import address_of
from pipeline.dashboard.view import View
from pipeline.settings import Settings

SECONDS_TO_ANSWER = 2.0


def open_key(
    settings: Settings,
    key: str,
    port: int,
    out: Console,
    err: Console,
    launch: Callable[[str], object] | None,
) -> int:
    """Print the address of a key and hand it to ``launch``; 1 where nothing has the key.

    Where no dashboard answers on the port, the address is printed, and how to start one.
    """
    try:
        path = path_of(Releases(settings).current(), key)
    except (NothingPublished, duckdb.Error):
        err.print(f"[red]{escape(str(settings.database))} cannot be read: namndlager run[/red]")
        return 1
    if path is None:
        err.print(f"[red]no figure, contradiction or report has the key {escape(key)}[/red]")
        return 1
    address = address_of(port, path)
    out.print(escape(address), soft_wrap=True)
    if not _answers(port):
        err.print("[yellow]no dashboard answers there: start one with make dashboard[/yellow]")
    elif launch is not None:
        launch(address)
    return 0


def path_of(release: OpenRelease, key: str) -> str | None:
    """The path in the dashboard of a fact, a finding or a report; None where none has the key."""
    view = View("/")
    if release.row(queries.FACT, key=key):
        return view.link("/kalla", rad=key)
    if release.row(queries.FINDING, finding=key):
        return f"{view.link('/motsagelser')}#{key}"
    if report := release.row(queries.REPORT, report=key):
        return view.link(
            "/namnd",
            namnd=report["committee_key"],
            ar=report["report_year"],
            rapport=report["report_type"],
        )
    return None


def _answers(port: int) -> bool:
    try:
        with urlopen(address_of(port, "/utgava"), timeout=SECONDS_TO_ANSWER):  # noqa: S310 - http
            return True
    except OSError:
        return False
