"""What an engineer does in the Dagster UI, in a real browser with a real daemon.

One UI for all of it, on a copy of the project and of a published warehouse of one report.
What takes minutes is marked ``long`` and run by ``make uitest``; ``TEST_PICTURES=FOLDER``
keeps a picture of each page that was looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import dagster as dg
import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.assets.document_checks import NEWLY_LOST
from pipeline.assets.keys import DOCUMENTS, model_key
from pipeline.assets.resources import EVERYTHING, EXAMPLE, QUEUED_BEHIND, RELEASE_ID, TRIGGER
from pipeline.assets.translator import check_key, dbt_nodes
from pipeline.publish.staging import Stage
from pipeline.publish.turn import at_work, end_turn, take_turn
from pipeline.settings import Settings
from tests.support.edited_project import BROKEN, READS_IT, asks_too_much
from tests.support.engineer import Engineer, at_work_on, ui_of
from tests.support.job import Ran, launch
from tests.support.shared_runs import SAMPLES

pytestmark = pytest.mark.browser

JOBS = "/locations/pipeline.definitions/jobs"
SCHEDULE = "/locations/pipeline.definitions/schedules/every_night"

READ_AGAIN = """
resources:
  options:
    config:
      documents: [good.txt]
      reread: true
"""

ONLY_IF_NEW = """
resources:
  options:
    config:
      force: false
"""

WITHOUT_DRAFTS = """
resources:
  options:
    config:
      without: ["*draft*"]
      accept_changes: true
      strict: true
"""

NO_SUCH_OPTION = """
resources:
  options:
    config:
      strickt: true
"""

PATIENCE = 300_000
"""Milliseconds that a page may take to show what a busy machine is doing."""


@pytest.fixture(scope="module", name="office")
def _office(one_report_run: Ran, tmp_path_factory: pytest.TempPathFactory) -> Engineer:
    assert one_report_run.status == 0, one_report_run.printed
    return at_work_on(one_report_run.settings, tmp_path_factory.mktemp("engineer"))


@pytest.fixture(scope="module", name="broken")
def _broken(office: Engineer, edited_project: None) -> dg.ExecuteInProcessResult:
    """A run on an edited project: a mart is broken, another one's check asks too much."""
    chosen = [model_key(name) for name in (BROKEN, READS_IT, "mart_goal_tree")]
    return launch(office.settings, assets=chosen)


@pytest.fixture(scope="module", name="engineer")
def _engineer(office: Engineer, broken: dg.ExecuteInProcessResult) -> Iterator[Engineer]:
    with ui_of(office) as engineer:
        yield engineer


@pytest.fixture(scope="module", name="page")
def _page(browser: Browser, engineer: Engineer) -> Iterator[Page]:
    page = browser.new_page(
        base_url=engineer.address, viewport={"width": 1900, "height": 1100}, color_scheme="light"
    )
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield page
    page.close()


def _picture(page: Page, name: str) -> None:
    """Kept where somebody wants to look at them."""
    if folder := os.environ.get("TEST_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def _shows(page: Page, *texts: str) -> None:
    """Wait until all texts stand on the page."""
    for text in texts:
        expect(page.locator("body")).to_contain_text(text)


def _leads_to(page: Page, run: dg.DagsterRun) -> None:
    """Wait until the page links to a run; of checks and materializations it says the time only."""
    expect(page.locator(f"a[href*='{run.run_id}']").first).to_be_visible()


def _wait(page: Page, engineer: Engineer, known: Sequence[dg.DagsterRun]) -> dg.DagsterRun:
    """The first run that has come since, when it has ended.

    Nobody looks meanwhile: what turns on the page of a run costs more than the run.
    """
    engineer.wait_for_run(known, is_finished=False)
    page.goto("about:blank")
    return engineer.wait_for_run(known)


def _open_log(page: Page, run: dg.DagsterRun, text: str) -> None:
    """Open a run at the lines of its log that have this text: the page holds only what is seen."""
    page.goto(f"/runs/{run.run_id}?logs={quote(text)}")


def _press(page: Page, label: str) -> None:
    """Click the button with this label; what it is called aloud begins with its icon's name."""
    page.locator("button", has_text=re.compile(f"^{label}$")).first.click()


def _write_config(page: Page, job: str, config: str) -> None:
    """Write a config into the launchpad of a job."""
    page.goto(f"{JOBS}/{job}/playground")
    page.wait_for_selector(".CodeMirror")
    page.evaluate(
        "config => document.querySelector('.CodeMirror').CodeMirror.setValue(config)", config
    )


def _launch(page: Page, job: str, config: str) -> None:
    """Launch a job with a config."""
    _write_config(page, job, config)
    page.get_by_role("button", name="Launch Run").click()


@contextmanager
def _somebody_writes(settings: Settings) -> Iterator[None]:
    """Inside, a run of the command line holds the warehouse."""
    take_turn(settings, "command-line", lambda _: None)
    try:
        yield
    finally:
        end_turn(settings)


def test_a_broken_model_is_red_and_what_reads_it_is_not_built(
    page: Page, broken: dg.ExecuteInProcessResult
) -> None:
    page.goto(f"/runs/{broken.run_id}")
    _shows(page, "Failure", "2 tables were not built", BROKEN, "syntax error")
    _picture(page, "broken-run")
    page.goto(f"/assets/warehouse/{BROKEN}")
    _shows(page, "Failed")
    _picture(page, "broken-model")


def test_a_failing_check_shows_its_rows_and_its_sql(page: Page) -> None:
    key = check_key(asks_too_much(dbt_nodes()))
    page.goto(f"/assets/{'/'.join(key.asset_key.path)}?view=checks&checkDetail={key.name}")
    _shows(page, key.name, "blocking", "rows_found", "kvarnsjo-2024-vp", "section_no")
    _picture(page, "failing-check")
    page.get_by_text("[Show Markdown]").first.click()
    _shows(page, "count(*) > 0")


def test_a_torn_file_is_a_visible_warning(page: Page) -> None:
    name = NEWLY_LOST.name
    page.goto(f"/assets/{DOCUMENTS.to_user_string()}?view=checks&checkDetail={name}")
    _shows(page, name, "1 documents newly rejected or held back", "torn.pdf")
    _picture(page, "torn-file")
    page.goto(f"/assets/{DOCUMENTS.to_user_string()}")
    _shows(page, "lowest_score", "good.txt", "torn.pdf", "rejected: ")
    _picture(page, "documents")


@pytest.mark.long
def test_one_mart_is_materialized_alone_when_its_turn_has_come(
    page: Page, engineer: Engineer
) -> None:
    known = engineer.runs()
    with _somebody_writes(engineer.settings):
        page.goto("/assets/warehouse/mart_coverage")
        _press(page, "Materialize")
        run = engineer.wait_for_run(known, is_finished=False)
        page.goto(f"/runs/{run.run_id}")
        _shows(page, "waits for run command- (process", "one run at a time writes")
        _picture(page, "waiting-run")
    run = _wait(page, engineer, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    assert run.asset_selection == {model_key("mart_coverage")}
    assert run.tags[TRIGGER] == "Dagster UI"
    page.goto("/assets/warehouse/mart_coverage")
    _shows(page, "Row count", "kvarnsjo-2024-vp")
    _picture(page, "one-mart")
    page.goto("/assets/warehouse/mart_coverage?view=events")
    _leads_to(page, run)


@pytest.mark.long
def test_a_check_is_executed_alone(page: Page, engineer: Engineer) -> None:
    key = dg.AssetCheckKey(model_key("dim_committee"), "unique_dim_committee_committee_key")
    known = engineer.runs()
    page.goto(f"/assets/warehouse/dim_committee?view=checks&checkDetail={key.name}")
    _press(page, "Execute")
    run = _wait(page, engineer, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    assert run.asset_check_selection == {key}
    page.goto(f"/assets/warehouse/dim_committee?view=checks&checkDetail={key.name}")
    _shows(page, key.name, "committee_key")
    _leads_to(page, run)
    _picture(page, "check-alone")


@pytest.mark.long
def test_a_report_is_read_again_from_the_launchpad(page: Page, engineer: Engineer) -> None:
    known = engineer.runs()
    _launch(page, "read_documents", READ_AGAIN)
    _picture(page, "launchpad")
    run = _wait(page, engineer, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    _open_log(page, run, "is read again")
    _shows(page, "good.txt is read again, although it is in the cache")
    _picture(page, "read-again")


@pytest.mark.long
def test_the_launchpad_begins_with_examples_and_refuses_what_is_no_option(page: Page) -> None:
    for job, example in (("nightly", EVERYTHING), ("read_documents", EXAMPLE)):
        page.goto(f"{JOBS}/{job}/playground")
        page.evaluate("localStorage.clear()")  # it keeps what somebody has written
        page.reload()
        _shows(page, *(f"{option}:" for option in example))
        _picture(page, f"launchpad-{job}")
    _write_config(page, "nightly", NO_SUCH_OPTION)
    _shows(page, 'Received unexpected config entry "strickt"')
    expect(page.get_by_role("button", name="Launch Run")).to_be_disabled()
    _picture(page, "launchpad-refuses")


@pytest.mark.long
def test_a_night_without_force_does_nothing_where_nothing_is_new(
    page: Page, engineer: Engineer
) -> None:
    known = engineer.runs()
    _launch(page, "nightly", ONLY_IF_NEW)
    run = _wait(page, engineer, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    _open_log(page, run, "nothing is run")
    _shows(page, "nothing is run (option 'force' runs anyway)")
    assert engineer.staged(run) is None


@pytest.mark.long
def test_a_killed_run_is_seen_and_goes_on_from_where_it_was(page: Page, engineer: Engineer) -> None:
    known = engineer.runs()
    _launch(page, "nightly", "")
    run = engineer.wait_for_run(known, is_finished=False)
    engineer.wait_for_stage(run, Stage.EXTRACT)
    os.kill(_process_of(run, engineer.settings), signal.SIGKILL)
    killed = _wait(page, engineer, known)
    assert killed.status is dg.DagsterRunStatus.FAILURE
    _open_log(page, run, "terminated")
    _shows(page, "was terminated by signal 9 (SIGKILL)")
    _picture(page, "killed-run")
    again = _wait(page, engineer, [*known, killed])
    assert again.parent_run_id == run.run_id
    assert again.status is dg.DagsterRunStatus.SUCCESS
    page.goto(f"/runs/{again.run_id}")
    _shows(page, "Success", run.run_id[:8])
    _picture(page, "re-executed-run")


def _process_of(run: dg.DagsterRun, settings: Settings) -> int:
    writes = at_work(settings)
    assert writes is not None and writes.run_id == run.run_id
    return writes.process


@pytest.mark.long
def test_of_two_runs_at_once_the_second_waits_and_says_for_whom(
    page: Page, engineer: Engineer
) -> None:
    known = engineer.runs()
    with _somebody_writes(engineer.settings):  # so that the first is still there
        for mart in ("mart_goal_tree", "mart_activity_status"):
            page.goto(f"/assets/warehouse/{mart}")
            _press(page, "Materialize")
            _shows(page, "Launched run")
        first, second = engineer.new_runs(known)
        page.goto("/runs")
        _shows(
            page, first.run_id[:8], second.run_id[:8], QUEUED_BEHIND, f"assets {first.run_id[:8]}"
        )
        _picture(page, "two-runs")
        page.goto(f"/runs/{second.run_id}")
        _shows(page, "Queued")
        _picture(page, "queued-run")
    first = _wait(page, engineer, known)
    second = _wait(page, engineer, [*known, first])
    assert {first.status, second.status} == {dg.DagsterRunStatus.SUCCESS}


@pytest.mark.long
def test_the_schedule_ticks_after_a_model_was_edited_while_the_server_runs(
    page: Page, engineer: Engineer
) -> None:
    known = engineer.runs()
    model = engineer.project / "dbt_project" / "models" / "marts" / "mart_coverage.sql"
    model.write_text(f"-- edited\n{model.read_text(encoding='utf-8')}", encoding="utf-8")
    page.goto(SCHEDULE)
    page.get_by_text("Preview tick result").first.click()
    _press(page, "Continue")
    _shows(page, "1 run requests")
    _picture(page, "schedule-tick")
    _press(page, "Launch all & commit tick result")
    run = _wait(page, engineer, known)
    assert run.status is dg.DagsterRunStatus.SUCCESS
    assert RELEASE_ID in run.tags
    page.goto(f"/runs/{run.run_id}")
    _shows(page, "Success")
    _picture(page, "scheduled-run")


@pytest.mark.long
def test_a_strict_night_without_a_report_publishes_the_others_and_fails(
    page: Page, engineer: Engineer
) -> None:
    known = engineer.runs()
    _, other, *_ = sorted(SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    shutil.copyfile(other, engineer.settings.raw_dir / "draft.txt")
    _launch(page, "nightly", WITHOUT_DRAFTS)
    run = _wait(page, engineer, known)
    assert run.status is dg.DagsterRunStatus.FAILURE
    assert RELEASE_ID in run.tags
    _open_log(page, run, "draft.txt")
    _shows(page, "held back: draft.txt: Left out of this run")
    page.goto(f"/runs/{run.run_id}")
    _shows(page, "(option 'strict'): draft.txt")
    _picture(page, "strict-run")
