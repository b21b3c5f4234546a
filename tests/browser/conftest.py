"""A small warehouse with its dashboard, and a browser before it: made once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline.settings import Settings
from tests.browser.chromium import program
from tests.support.dashboard import dashboard, write_reports
from tests.support.job import Ran, run
from tests.support.shared_runs import SharedRuns


def every_format(folder: Path) -> Ran:
    """Reports of a committee, one a format, published."""
    write_reports(folder / "raw")
    return run(Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse"))


@pytest.fixture(scope="session")
def dashboard_run(shared_runs: SharedRuns, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Reports of a committee, one a format, published."""
    ran = shared_runs.copied(every_format, tmp_path_factory.mktemp("dashboard"))
    assert ran.status == 0, ran.printed
    return ran


@pytest.fixture(scope="session")
def dashboard_address(dashboard_run: Ran) -> Iterator[str]:
    """The address of the dashboard over it."""
    with dashboard(dashboard_run.settings) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's chromium, driven by Playwright."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()
