"""``namndlager site``: the release as plain pages in a folder."""

from __future__ import annotations

from pathlib import Path

import duckdb
from rich.console import Console

from pipeline.console.screen import escape, progress
from pipeline.publish.published import current_release
from pipeline.settings import Settings
from pipeline.site import build_site


def write_site(settings: Settings, folder: Path, out: Console, err: Console) -> int:
    """Write the current release's pages; 1 where there is none or the folder is closed."""
    release = current_release(settings)
    if release is None:
        err.print("[red]nothing is published yet: namndlager run[/red]", soft_wrap=True)
        return 1
    try:
        with progress(out, f"writing pages into {folder}") as tell:
            site = build_site(release, folder, progress=tell)
    except (OSError, duckdb.Error) as error:
        err.print(f"[red]{escape(str(error))}[/red]", soft_wrap=True)
        return 1
    out.print(f"{site.pages} pages; open {escape(str(site.index))}", soft_wrap=True)
    return 0
