"""Takes the README's pictures anew: ``python -m tests.browser.picture``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from pipeline.settings import PROJECT_ROOT, Settings
from tests.browser.chromium import open_page
from tests.support.dashboard import dashboard
from tests.support.job import run
from tests.support.ui import dagster_ui

PICTURES = PROJECT_ROOT / ".readme"

A_COMMITTEE = "/namnd?namnd=kvarnsjo&ar=2025&rapport=VB&tema=ljust"

LINEAGE = (
    "/assets/warehouse/mart_indicator_scorecard?view=lineage&lineageScope=upstream&lineageDepth=9"
)


def main() -> None:
    """Publish the samples aside, open the UI and the dashboard, photograph them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(warehouse_dir=Path(folder) / "warehouse")
        ran = run(settings)
        assert ran.status == 0, ran.printed
        profile = Path(folder)
        with (
            dashboard(settings) as address,
            open_page(profile / "dashboard", width=1300, height=1000) as page,
        ):
            page.go(address + A_COMMITTEE)
            page.wait_for("Budgetutfall")
            page.screenshot(PICTURES / "dashboard.png")
        with dagster_ui(settings) as address:
            with open_page(profile / "graph", width=1900, height=520) as page:
                page.go(f"{address}/asset-groups")
                page.wait_for("1_raw_files", "7_gate_release")
                time.sleep(5)  # the graph is laid out after its names are there
                page.screenshot(PICTURES / "asset-graph.png")
            with open_page(profile / "lineage", width=1900, height=1000) as page:
                page.go(address + LINEAGE)
                page.wait_for("1_raw_files", "6_marts", "mart_indicator_scorecard")
                time.sleep(5)
                page.screenshot(PICTURES / "lineage.png")


if __name__ == "__main__":
    main()
