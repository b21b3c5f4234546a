"""Takes the README's pictures anew: ``python -m tests.browser.picture [--only NAME]``.

They show the samples. The graph looks the same whatever was read, so ``--of FOLDER`` takes
its pictures of a run that is there already: a folder with ``raw``, ``warehouse`` and
``dagster``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.settings import PROJECT_ROOT, Settings
from tests.browser.chromium import open_page
from tests.support.dashboard import dashboard
from tests.support.job import run
from tests.support.ui import dagster_ui

PICTURES = PROJECT_ROOT / ".readme"

A_COMMITTEE = "/namnd?namnd=kvarnsjo&ar=2025&rapport=VB&tema=ljust"

LINEAGE = "/assets/warehouse/dim_indicator?view=lineage&lineageScope=upstream&lineageDepth=9"
"""Of a dimension: a mart's has some thirty boxes, too small to be read in a picture."""

LAID_OUT_SECONDS = 20
"""A graph is laid out after its names are there, and its boxes ask for their states."""


def of_the_dashboard(settings: Settings, profile: Path) -> None:
    """A committee and year."""
    with (
        dashboard(settings) as address,
        open_page(profile, width=1300, height=1000) as page,
    ):
        page.go(address + A_COMMITTEE)
        page.wait_for("Budgetutfall")
        page.screenshot(PICTURES / "dashboard.png")


def of_the_graph(settings: Settings, profile: Path) -> None:
    """The groups of assets, and one dimension's way back to the raw files."""
    with dagster_ui(settings) as address:
        with open_page(profile / "groups", width=1900, height=520) as page:
            page.go(f"{address}/asset-groups")
            page.wait_for("1_raw_files", "7_gate_release")
            time.sleep(LAID_OUT_SECONDS)
            page.screenshot(PICTURES / "asset-graph.png")
        with open_page(profile / "lineage", width=1900, height=800) as page:
            page.go(address + LINEAGE)
            page.wait_for("1_raw_files", "1_curated_names", "5_warehouse", "dim_indicator")
            time.sleep(LAID_OUT_SECONDS)
            page.screenshot(PICTURES / "lineage.png")


NAMES: dict[str, Callable[[Settings, Path], None]] = {
    "dashboard": of_the_dashboard,
    "graph": of_the_graph,
}


@contextmanager
def _published(folder: Path | None) -> Iterator[Settings]:
    """The samples, published aside; or what a run has left in ``folder``."""
    if folder is not None:
        yield Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")
        return
    with tempfile.TemporaryDirectory() as made:
        settings = Settings(warehouse_dir=Path(made) / "warehouse")
        ran = run(settings)
        assert ran.status == 0, ran.printed
        yield settings


def main() -> None:
    """Open the UI and the dashboard, photograph them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=NAMES, help="which; all by default")
    parser.add_argument("--of", type=Path, help="a run that is there already")
    arguments = parser.parse_args()
    PICTURES.mkdir(exist_ok=True)
    with _published(arguments.of) as settings, tempfile.TemporaryDirectory() as profiles:
        for name, take in NAMES.items():
            if arguments.only in (None, name):
                take(settings, Path(profiles) / name)


if __name__ == "__main__":
    main()
