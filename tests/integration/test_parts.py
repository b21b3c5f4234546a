"""A part of the graph, as an engineer materializes it: some marts, some checks, a broken model."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime

import dagster as dg
import pytest

from pipeline.assets.document_checks import NEWLY_LOST, READ_WELL
from pipeline.assets.facts import EXPECTATIONS, TABLES
from pipeline.assets.freshness import SPEC
from pipeline.assets.gate import MAY_RELEASE
from pipeline.assets.keys import (
    DIFF,
    DOCUMENTS,
    NIGHTLY,
    RAW_FILES,
    RELEASE,
    VERDICT,
    model_key,
    parquet_key,
)
from pipeline.assets.quality import DATA_FINDING
from pipeline.assets.resources import RAW_DIGEST, RELEASE_ID, TRIGGER
from pipeline.assets.translator import check_key, check_name, dbt_nodes
from pipeline.definitions import build_defs
from pipeline.publish.database import connect, row_counts
from pipeline.publish.dbt_nodes import Kind
from pipeline.publish.published import current_release
from pipeline.publish.row_digests import BuiltDigests
from pipeline.publish.staging import (
    Stage,
    begin,
    finished_database,
    staged_runs,
    yield_claims,
)
from pipeline.publish.tables_made import read_made
from pipeline.quality import verdict as verdicts
from pipeline.quality.row_counts import NAME
from pipeline.quality.suites import read_suites
from pipeline.settings import Settings
from tests.support.edited_project import BROKEN, READS_IT, asks_too_much
from tests.support.job import Ran, failure_of, history, launch, materialized

CHECK_EVALUATED = dg.DagsterEventType.ASSET_CHECK_EVALUATION
ONE_BY_ONE = ("dbt_build", "row_counts", "expectations")
"""Steps that tell each check for itself."""

CHECK_PLANNED = dg.DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED


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


def test_a_check_that_passes_is_one_event_and_names_the_table_that_it_looked_at(
    whole: Ran,
) -> None:
    with history(whole.settings) as instance:
        (run,) = [run for run in instance.get_runs() if run.job_name == NIGHTLY]
        entries = instance.all_logs(run.run_id)
    events = [entry.get_dagster_event() for entry in entries if entry.dagster_event]
    told = [event for event in events if event.event_type == CHECK_EVALUATED]
    planned = [event for event in events if event.event_type == CHECK_PLANNED]
    assert len(told) == len(planned)
    asked = {step: [one for one in told if one.step_key == step] for step in ONE_BY_ONE}
    assert len(asked["dbt_build"]) == len(dbt_nodes().checks)
    # Unit tests look at no table; what is known of them is told before there is one.
    without = {check_key(one) for one in dbt_nodes().checks if one.kind is Kind.UNIT_TEST}
    for said in (one.asset_check_evaluation_data for those in asked.values() for one in those):
        looked_at = said.target_materialization_data
        if said.asset_check_key not in without:
            assert looked_at is not None and looked_at.run_id == run.run_id
    failed = sum(
        not one.asset_check_evaluation_data.passed for those in asked.values() for one in those
    )
    ended = [event for event in events if event.is_successful_output]
    outputs = sum(event.step_key in ONE_BY_ONE for event in ended)
    assert outputs == len(dbt_nodes().tables) + failed
    # And nobody is told of outputs that are missing.
    assert not [entry for entry in entries if "expected outputs" in entry.user_message]


def test_rows_that_were_counted_as_tables_were_made_are_those_of_the_file(whole: Ran) -> None:
    (night,) = [run for run in staged_runs(whole.settings) if not run.info.made_from]
    with connect(finished_database(whole.settings, night)) as connection:
        assert BuiltDigests.of(night).counts() == row_counts(connection)


def test_one_mart_is_built_with_its_parents_and_judged_with_what_the_night_found(
    whole: Ran,
) -> None:
    (night,) = [run for run in staged_runs(whole.settings) if not run.info.made_from]
    before = released(whole.settings)
    mart = dg.AssetSelection.assets(model_key("mart_result_unit")).upstream(depth=1)
    chosen = mart.resolve(build_defs().resolve_asset_graph())
    result = launch(whole.settings, assets=[*sorted(chosen), DIFF, VERDICT, RELEASE])
    assert result.success, failure_of(result)
    tables = {
        "dim_committee",
        "dim_report",
        "dim_result_unit",
        "fact_result_unit",
        "mart_result_unit",
    }
    assert materialized(result) == {*tables, "diff", "verdict", "namndlager_duckdb"}
    part = staged_runs(whole.settings)[-1]
    assert part.info.made_from == night.info.run_id
    assert BuiltDigests.of(part).counts() is None  # some tables are those of that night
    own = {name for name, one in read_made(part).items() if one.run == part.info.run_id}
    assert own == {*tables, "load_run"}
    decided = verdicts.read(part.verdict)
    tests = [result for result in decided.results if result.kind == "dbt"]
    of_the_mart = {r.run for r in tests if r.table == "mart_result_unit"}
    of_others = {r.run for r in tests if r.table in ("mart_goal_tree", "dim_goal")}
    assert (of_the_mart, of_others) == ({""}, {night.info.run_id})
    assert decided.may_release
    assert released(whole.settings) == before  # it says what the release says


def test_all_that_is_made_of_a_fact_is_built_and_released(whole: Ran) -> None:
    before = released(whole.settings)
    graph = build_defs().resolve_asset_graph()
    chosen = dg.AssetSelection.assets(model_key("fact_investment")).downstream()
    result = launch(whole.settings, assets=sorted(chosen.resolve(graph)))
    assert result.success, failure_of(result)
    assert materialized(result) == {
        "fact_investment",
        "mart_application",
        "mart_coverage",
        "v_application",
        "v_coverage",
        "v_investment",
        "diff",
        "verdict",
        "namndlager_duckdb",
    }
    assert released(whole.settings) == before


def test_facts_and_all_between_them_and_a_mart_are_made_in_one_run(whole: Ran) -> None:
    """The other tables are those of the last run on the same files."""
    graph = build_defs().resolve_asset_graph()
    mart = dg.AssetSelection.assets(model_key("mart_result_unit")).upstream()
    raw = dg.AssetSelection.assets(RAW_FILES, DOCUMENTS)
    made = {key for key in (mart - raw).resolve(graph) if key.path[0] != "curated"}
    facts = {parquet_key(table.name) for table in TABLES}  # they are made together
    result = launch(whole.settings, assets=sorted(made | facts | {DATA_FINDING}))
    assert result.success, failure_of(result)
    run = staged_runs(whole.settings)[-1]
    tables = {key.path[-1] for key in made if key.path[0] == "warehouse"}
    assert {"fact_result_unit", "mart_result_unit"} < tables
    own = {table for table, one in read_made(run).items() if one.run == run.info.run_id}
    assert own == {*tables, "load_run"}
    assert run.made_by(Stage.RECONCILE) == run.info.run_id
    assert run.database.exists()


def test_what_is_before_the_tables_and_a_mart_with_nothing_between_are_refused(
    whole: Ran,
) -> None:
    """Else the mart would be built first, and its database taken back by what it is made of."""
    result = launch(whole.settings, assets=[DATA_FINDING, model_key("mart_result_unit")])
    assert not result.success
    assert "nothing that is chosen leads from there to the tables" in failure_of(result)
    assert "mart_result_unit" not in materialized(result)


def test_a_part_refuses_where_nothing_was_built_from_the_files_in_raw(whole: Ran) -> None:
    looked = begin(
        whole.settings, name="looked", now=datetime.now(UTC), input_digest="of other files"
    )
    try:
        yield_claims(whole.settings)
        result = launch(whole.settings, assets=[model_key("mart_result_unit")])
    finally:
        shutil.rmtree(looked.folder)
    assert not result.success
    said = failure_of(result)
    assert f"no run has finished 'build' with the files that run {looked.folder.name} saw" in said
    assert "job nightly" in said
    assert materialized(result) == set()


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


def test_checks_are_executed_without_building_anything(whole: Ran) -> None:
    key = dg.AssetCheckKey(model_key("dim_committee"), "unique_dim_committee_committee_key")
    unit_test = next(check for check in dbt_nodes().checks if check.kind is Kind.UNIT_TEST)
    result = launch(whole.settings, checks=[key, check_key(unit_test)])
    assert result.success, failure_of(result)
    told = {one.asset_check_key: one for one in result.get_asset_check_evaluations()}
    assert told.keys() == {key, check_key(unit_test)}
    assert all(one.passed for one in told.values())
    assert "committee_key" in str(told[key].metadata["sql"].value)
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
    edited = dg.AssetSelection.assets(model_key(BROKEN)).downstream()
    behind = edited.resolve(build_defs().resolve_asset_graph())
    # The others were not edited; a generic test was, which no table is made from.
    assert left == {key.path[-1] for key in behind if key.path[0] == "warehouse"}
    assert READS_IT in left
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
