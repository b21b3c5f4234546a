"""A small warehouse with its dashboard, and a browser before it: made once a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipeline.settings import Settings
from tests.browser.chromium import program
from tests.support.dashboard import dashboard, write_reports
from tests.support.job import Ran, run


@pytest.fixture(scope="session")
def dashboard_run(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Three reports of a committee, one a format, published."""
    folder = tmp_path_factory.mktemp("dashboard")
    write_reports(folder / "raw")
    ran = run(Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse"))
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
