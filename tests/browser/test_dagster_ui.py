"""The Dagster UI as a newcomer meets it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.assets.facts import EXPECTATIONS
from pipeline.assets.translator import check_name
from pipeline.quality.suites import read_suites
from tests.browser.chromium import Page, open_page
from tests.support.job import Ran
from tests.support.ui import dagster_ui

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(samples_run: Ran) -> Iterator[str]:
    assert samples_run.status == 0, samples_run.printed
    with dagster_ui(samples_run.settings) as address:
        yield address


@pytest.fixture(scope="module")
def page(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with open_page(tmp_path_factory.mktemp("chromium"), width=1900) as page:
        yield page


def test_the_graph_tells_the_stages_in_their_order(address: str, page: Page) -> None:
    page.go(f"{address}/asset-groups")
    stages = [
        "1_raw_files",
        "1_curated_names",
        "2_documents_read",
        "3_facts_checked",
        "4_contradictions",
        "5_warehouse",
        "6_marts",
        "7_gate_release",
    ]
    page.wait_for(*stages)


def test_a_table_says_what_it_is_how_many_rows_it_has_and_that_it_is_checked(
    address: str, page: Page
) -> None:
    page.go(f"{address}/assets/parquet/fact_indicator_value")
    shown = page.wait_for("Cells of the indicator tables", "Grain:", "Row count", "non-nullable")
    assert "Stable key of the indicator cell" in shown
    page.go(f"{address}/assets/parquet/fact_indicator_value?view=checks&checkDetail=contract")
    bounds = [
        check_name(bound.name)
        for suite in read_suites(EXPECTATIONS)
        if suite.table == "fact_indicator_value"
        for bound in suite.bounds
    ]
    page.wait_for("contract", "Ring 1", "checks passed", *bounds)


def test_the_lineage_of_a_mart_leads_back_to_the_raw_files(address: str, page: Page) -> None:
    page.go(
        f"{address}/assets/warehouse/mart_indicator_scorecard"
        "?view=lineage&lineageScope=upstream&lineageDepth=9"
    )
    stages = ("1_raw_files", "2_documents_read", "3_facts_checked", "5_warehouse", "6_marts")
    # Long names are shortened in the boxes: these are shown whole.
    page.wait_for(*stages, "raw_files", "documents", "dim_indicator", "mart_indicator_scorecard")


def test_schedule_and_sensor_are_loaded_and_running(address: str, page: Page) -> None:
    page.go(f"{address}/automation")
    page.wait_for("every_night", "At 02:00 AM", "raw_folder")


def test_the_run_of_the_command_line_is_in_the_list_of_runs(address: str, page: Page) -> None:
    page.go(f"{address}/runs")
    page.wait_for("nightly", "Success")
