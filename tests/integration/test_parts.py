"""A part of the graph, as an engineer materializes it: some marts, some checks, a broken model."""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg
import pytest

from pipeline.assets.document_checks import NEWLY_LOST, READ_WELL
from pipeline.assets.facts import EXPECTATIONS
from pipeline.assets.freshness import SPEC
from pipeline.assets.gate import MAY_RELEASE
from pipeline.assets.keys import DIFF, NIGHTLY, RELEASE, VERDICT, model_key, parquet_key
from pipeline.assets.resources import RAW_DIGEST, RELEASE_ID, TRIGGER
from pipeline.assets.translator import check_key, check_name, dbt_nodes
from pipeline.publish.published import current_release
from pipeline.publish.staging import Stage, staged_runs
from pipeline.quality import verdict as verdicts
from pipeline.quality.row_counts import NAME
from pipeline.quality.suites import read_suites
from pipeline.settings import Settings
from tests.support.edited_project import BROKEN, READS_IT, asks_too_much
from tests.support.job import Ran, failure_of, history, launch, materialized


@pytest.fixture(scope="module", name="whole")
def _whole(one_report_run: Ran) -> Ran:
    assert one_report_run.status == 0, one_report_run.printed
    return one_report_run


def released(settings: Settings) -> str:
    current = current_release(settings)
    assert current is not None
    return current.manifest.release_id


def test_the_night_stands_in_the_history_and_tables_were_told_while_others_were_built(
    whole: Ran,
) -> None:
    (night,) = [run for run in staged_runs(whole.settings) if not run.info.made_from]
    with history(whole.settings) as instance:
        (run,) = [run for run in instance.get_runs() if run.job_name == NIGHTLY]
        entries = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION)
    assert run.tags[TRIGGER] == "command line"
    assert run.tags[RAW_DIGEST] == night.info.input_digest[:16]
    assert run.tags[RELEASE_ID] == released(whole.settings)
    told = [entry for entry in entries if entry.step_key == "dbt_build"]
    assert len(told) == len(dbt_nodes().tables)
    seconds = [float(str(_metadata(entry)["seconds"].value)) for entry in told]
    # dbt builds one after the other; told at the end, they would come all at once.
    assert told[-1].timestamp - told[0].timestamp > sum(seconds[1:]) / 2


def _metadata(entry: dg.EventLogEntry) -> Mapping[str, dg.MetadataValue]:
    assert entry.asset_materialization is not None
    return entry.asset_materialization.metadata


def test_one_mart_is_built_on_a_copy_and_judged_with_what_the_night_found(whole: Ran) -> None:
    (night,) = [run for run in staged_runs(whole.settings) if not run.info.made_from]
    before = released(whole.settings)
    result = launch(whole.settings, assets=[model_key("mart_coverage"), DIFF, VERDICT, RELEASE])
    assert result.success, failure_of(result)
    assert materialized(result) == {"mart_coverage", "diff", "verdict", "namndlager_duckdb"}
    part = staged_runs(whole.settings)[-1]
    assert part.info.made_from == night.info.run_id
    decided = verdicts.read(part.verdict)
    tests = [result for result in decided.results if result.kind == "dbt"]
    of_the_mart = {r.run for r in tests if r.table == "mart_coverage"}
    of_others = {r.run for r in tests if r.table in ("mart_goal_tree", "dim_goal")}
    assert (of_the_mart, of_others) == ({""}, {night.info.run_id})
    assert decided.may_release
    assert released(whole.settings) == before  # it says what the release says


def test_checks_on_documents_are_executed_alone_and_say_what_the_run_said(whole: Ran) -> None:
    runs = staged_runs(whole.settings)
    result = launch(whole.settings, checks=[NEWLY_LOST.key, READ_WELL.key])
    assert result.success, failure_of(result)
    told = {one.check_name: one for one in result.get_asset_check_evaluations()}
    assert {name: one.passed for name, one in told.items()} == {
        NEWLY_LOST.name: False,  # the torn file, which the release made since knows as lost
        READ_WELL.name: True,
    }
    assert "torn.pdf" in str(told[NEWLY_LOST.name].metadata["rows"].value)
    assert materialized(result) == set()
    assert len(staged_runs(whole.settings)) == len(runs)  # nothing is copied for it


def test_a_check_is_executed_alone(whole: Ran) -> None:
    key = dg.AssetCheckKey(model_key("dim_committee"), "unique_dim_committee_committee_key")
    result = launch(whole.settings, checks=[key])
    assert result.success, failure_of(result)
    (told,) = result.get_asset_check_evaluations()
    assert (told.asset_check_key, told.passed) == (key, True)
    assert "committee_key" in str(told.metadata["sql"].value)
    assert materialized(result) == set()


def test_an_expectation_is_executed_alone(whole: Ran) -> None:
    (suite,) = [s for s in read_suites(EXPECTATIONS) if s.frame == "fact_goal_assessment"]
    key = dg.AssetCheckKey(parquet_key("fact_goal_assessment"), check_name(suite.bounds[0].name))
    result = launch(whole.settings, checks=[key])
    assert result.success, failure_of(result)
    (told,) = result.get_asset_check_evaluations()
    assert (told.asset_check_key, told.passed) == (key, True)
    assert told.description == suite.bounds[0].reason


def test_a_check_that_fails_shows_its_rows_and_its_sql(whole: Ran, edited_project: None) -> None:
    check = asks_too_much(dbt_nodes())
    result = launch(whole.settings, checks=[check_key(check)])
    assert not result.success  # it gates
    assert f"1 checks block the release:\n  {check.name} (mart_goal_tree): " in failure_of(result)
    told, gate = result.get_asset_check_evaluations()
    assert (gate.asset_check_key, gate.passed) == (MAY_RELEASE.key, False)
    assert (told.passed, told.severity) == (False, dg.AssetCheckSeverity.ERROR)
    found = whole.rows("select count(*) from mart_goal_tree")
    assert "having count(*) > 0" in str(told.metadata["sql"].value)
    assert told.metadata["rows_found"].value == found[0][0]
    shown = told.metadata["rows"]
    assert isinstance(shown, dg.TableMetadataValue)
    assert len(shown.records) == min(20, found[0][0])
    assert shown.records[0].data["report_key"] == "kvarnsjo-2024-vp"


def test_a_broken_model_is_not_materialized_and_nothing_that_reads_it(
    whole: Ran, edited_project: None
) -> None:
    before = released(whole.settings)
    chosen = [model_key(name) for name in (BROKEN, READS_IT, "mart_goal_tree")]
    result = launch(whole.settings, assets=[*chosen, DIFF, VERDICT, RELEASE])
    assert not result.success
    assert materialized(result) == {"mart_goal_tree"}
    said = failure_of(result)
    assert "2 tables were not built" in said
    assert BROKEN in said and READS_IT in said
    assert 'syntax error at or near "selct"' in said
    part = staged_runs(whole.settings)[-1]
    assert not part.has(Stage.BUILD)  # nothing is ever built upon it
    decided = verdicts.read(part.verdict)
    assert not decided.may_release
    assert released(whole.settings) == before
    # What could not be built because of another one is no cause.
    assert f" ({BROKEN}): " in said
    assert f" ({READS_IT}): " not in said


def test_a_table_made_from_other_sql_keeps_the_rest_from_being_released(
    whole: Ran, edited_project: None
) -> None:
    result = launch(whole.settings, assets=[model_key("dim_committee"), DIFF, VERDICT, RELEASE])
    assert not result.success
    decided = verdicts.read(staged_runs(whole.settings)[-1].verdict)
    left = {r.table for r in decided.results if r.name == "made_from_what_stands_now"}
    assert {BROKEN, READS_IT} <= left
    assert "dim_committee" not in left
    gate = result.get_asset_check_evaluations()[-1]
    assert (gate.asset_check_key, gate.passed) == (MAY_RELEASE.key, False)
    assert "checks block the release" in failure_of(result)
    assert materialized(result) == {"dim_committee", "diff", "verdict"}


def test_row_counts_are_compared_alone_and_say_why_not(whole: Ran) -> None:
    key = dg.AssetCheckKey(model_key("dim_report"), NAME)
    result = launch(whole.settings, checks=[key])
    assert result.success, failure_of(result)
    (told,) = result.get_asset_check_evaluations()
    assert (told.asset_check_key, told.passed) == (key, True)
    assert told.metadata["rows"].value == 1
    assert "too few to say what is usual" in (told.description or "")


def test_the_release_says_alone_that_it_is_fresh(whole: Ran) -> None:
    result = launch(whole.settings, checks=[SPEC.key])
    assert result.success, failure_of(result)
    (told,) = result.get_asset_check_evaluations()
    assert (told.asset_check_key, told.passed) == (SPEC.key, True)
    assert released(whole.settings) in (told.description or "")
