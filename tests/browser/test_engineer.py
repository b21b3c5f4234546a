"""What an engineer does in the Dagster UI, in a real browser with a real daemon."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.keys import model_key
from pipeline.assets.translator import check_key, dbt_nodes
from tests.browser.chromium import Page, open_page
from tests.support.edited_project import BROKEN, READS_IT, asks_too_much
from tests.support.job import Ran, launch
from tests.support.ui import dagster_ui

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", name="broken")
def _broken(one_report_run: Ran, edited_project: None) -> dg.ExecuteInProcessResult:
    """A run on an edited project: a mart is broken, another one's check asks too much."""
    chosen = [model_key(name) for name in (BROKEN, READS_IT, "mart_goal_tree")]
    return launch(one_report_run.settings, assets=chosen)


@pytest.fixture(scope="module")
def address(one_report_run: Ran, broken: dg.ExecuteInProcessResult) -> Iterator[str]:
    with dagster_ui(one_report_run.settings) as address:
        yield address


@pytest.fixture(scope="module")
def page(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with open_page(tmp_path_factory.mktemp("chromium"), width=1900) as page:
        yield page


def _picture(page: Page, name: str) -> None:
    """Kept where somebody wants to look at them."""
    if folder := os.environ.get("TEST_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(Path(folder) / f"{name}.png")


def test_a_broken_model_is_red_and_what_reads_it_is_not_built(
    address: str, page: Page, broken: dg.ExecuteInProcessResult
) -> None:
    page.go(f"{address}/runs/{broken.run_id}")
    page.wait_for("Failure", "2 tables were not built", BROKEN, "syntax error")
    _picture(page, "broken-run")
    page.go(f"{address}/assets/warehouse/{BROKEN}")
    page.wait_for("Failed")
    _picture(page, "broken-model")


def test_a_failing_check_shows_its_rows_and_its_sql(address: str, page: Page) -> None:
    key = check_key(asks_too_much(dbt_nodes()))
    page.go(f"{address}/assets/{'/'.join(key.asset_key.path)}?view=checks&checkDetail={key.name}")
    page.wait_for(key.name, "rows_found", "kvarnsjo-2024-vp", "section_no")
    _picture(page, "failing-check")
    page.click("[Show Markdown]")
    page.wait_for("count(*) > 0")
