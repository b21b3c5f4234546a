"""What an engineer does in the Dagster UI, in a real browser with a real daemon."""

from __future__ import annotations

import os
import time
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

LAUNCHPAD = "/locations/pipeline.definitions/jobs/read_documents/playground"

READ_AGAIN = """
resources:
  options:
    config:
      documents: [good.txt]
      reread: true
"""


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


def _next_run(ran: Ran, known: set[str], seconds: float = 600) -> dg.DagsterRun:
    """The run that the UI has launched since, when it has ended."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(ran.settings.warehouse_dir.parent / "dagster"))
        with dg.DagsterInstance.get() as instance:
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                launched = instance.get_runs(dg.RunsFilter(tags={"dagster/from_ui": "true"}))
                new = [run for run in launched if run.run_id not in known]
                if new and new[0].is_finished:
                    return new[0]
                time.sleep(0.5)
    raise AssertionError(f"no run has ended: {new}")


def _runs(ran: Ran) -> set[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAGSTER_HOME", str(ran.settings.warehouse_dir.parent / "dagster"))
        with dg.DagsterInstance.get() as instance:
            return {run.run_id for run in instance.get_runs()}


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


def test_one_mart_is_materialized_alone(address: str, page: Page, one_report_run: Ran) -> None:
    known = _runs(one_report_run)
    page.go(f"{address}/assets/warehouse/mart_coverage")
    page.wait_for("Materialize")
    page.click("Materialize")
    run = _next_run(one_report_run, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    assert run.asset_selection == {model_key("mart_coverage")}
    page.go(f"{address}/assets/warehouse/mart_coverage")
    page.wait_for("Row count", run.run_id[:8])
    _picture(page, "one-mart")


def test_a_report_is_read_again_from_the_launchpad(
    address: str, page: Page, one_report_run: Ran
) -> None:
    known = _runs(one_report_run)
    page.go(address + LAUNCHPAD)
    page.wait_for("Launch Run", "documents:", "reread: true")
    _picture(page, "launchpad")
    page.evaluate(f"document.querySelector('.CodeMirror').CodeMirror.setValue({READ_AGAIN!r})")
    page.click("Launch Run")
    run = _next_run(one_report_run, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    page.go(f"{address}/runs/{run.run_id}")
    page.wait_for("good.txt is read again, although it is in the cache")
    page.go(f"{address}/assets/documents")
    page.wait_for("mean_score", "newly_read", "good.txt")
    _picture(page, "documents")
