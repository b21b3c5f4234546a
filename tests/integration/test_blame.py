"""A dbt test that fails for one document's rows holds that document back, not the others."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.assets.warehouse import hold_in_facts
from pipeline.intake import DocumentOutcome, extractor_version
from pipeline.intake.cache import ReportCache
from pipeline.intake.hold import HELD_BACK
from pipeline.intake.record import save_outcomes
from pipeline.publish.blame import OURS, FailedTest, holds_of
from pipeline.publish.build import build_database
from pipeline.publish.database import connect
from pipeline.publish.dbt_manifest import kept_places
from pipeline.publish.dbt_nodes import DbtNode, Kind, load_nodes
from pipeline.publish.run_log import to_table
from pipeline.publish.staging import Stage, StagedRun, begin
from pipeline.quality import reconcile
from pipeline.settings import Settings
from pipeline.transform import build_tables, read_parquet_tables, write_parquet
from tests.unit.transform.reports import full_report, outcome

ODD = "vastra-an-2024-vb"
LOOKED_AT = ("dim_report", "bridge_finding_fact", "fact_goal_assessment")


def staged(settings: Settings) -> tuple[StagedRun, list[DocumentOutcome]]:
    """Two reports as Parquet, one with an assessment that nobody declared."""
    outcomes = [
        outcome(full_report("Norrängen-Sjövik"), "good.txt"),
        outcome(full_report("Västra Ån"), "odd.txt"),
    ]
    tables = build_tables(outcomes, extractor_version="v1")
    goals = tables["fact_goal_assessment"]
    assessments = [
        "nearly"
        if row["report_key"] == ODD and row["assessment"] == "partly"
        else row["assessment"]
        for row in goals.to_pylist()
    ]
    position = goals.column_names.index("assessment")
    tables["fact_goal_assessment"] = goals.set_column(
        position, goals.schema.field("assessment"), pa.array(assessments, pa.string())
    )
    now = datetime(2026, 1, 2, tzinfo=UTC)
    run = begin(settings, name="blame", now=now, input_digest="digest")
    found = {"data_finding": reconcile.find(tables), "load_run": to_table([])}
    write_parquet({**tables, **found}, run.parquet)
    return run, outcomes


def looked_at(settings: Settings) -> list[DbtNode]:
    """The goals' facts and reports, and the tests of them that need no other table."""
    nodes = load_nodes(kept_places(settings))
    tables = [table for table in nodes.tables if table.name in LOOKED_AT]
    ids = {table.unique_id for table in tables}
    tests = [check for check in nodes.checks if check.kind is Kind.TEST]
    return [*tables, *(test for test in tests if ids.issuperset(test.upstream))]


def test_the_document_of_the_failing_rows_is_held_back(tmp_path: Path) -> None:
    settings = Settings(warehouse_dir=tmp_path)
    run, outcomes = staged(settings)
    run.start(Stage.BUILD)
    built = build_database(run, settings, only=looked_at(settings))
    assert {failure.column for failure in built.failures} == {"assessment"}

    holds = holds_of(run.database, built.failures)
    assert {hold.source_file for hold in holds} == {"odd.txt"}
    told = next(hold.reason for hold in holds if "fact_goal_assessment" in hold.reason)
    assert "line 2: assessment is nearly" in told

    # What is built once more is built without it.
    cache = ReportCache(settings.cache_dir, extractor_version())
    for one in outcomes:
        assert one.report is not None
        cache.put(one.source, one.report.load())
    (run.folder / Stage.CHECK).mkdir()
    save_outcomes(run.file(Stage.CHECK, "outcomes.json"), outcomes)
    hold_in_facts(run, settings, holds)
    tables = read_parquet_tables(run.parquet)
    assert tables["dim_report"]["source_file"].to_pylist() == ["good.txt"]
    assert set(tables["fact_goal_assessment"]["source_file"].to_pylist()) == {"good.txt"}
    (rejected,) = tables["rejected_document"].to_pylist()
    assert (rejected["source_file"], rejected["reason_code"]) == ("odd.txt", HELD_BACK)
    (logged,) = pq.read_table(run.parquet / "load_run.parquet").to_pylist()
    assert logged["documents_failed"] == 1


@pytest.fixture(name="database")
def _database(tmp_path: Path) -> Path:
    path = tmp_path / "namndlager.duckdb"
    with connect(path, read_only=False) as connection:
        connection.execute(
            "create table dim_report as select 'r' as report_key, 'r.pdf' as source_file"
        )
        connection.execute(
            "create table fact as select 'r' as report_key, null::int as n, 'k' as k"
        )
        connection.execute("create table total as select 7 as n")
    return path


@pytest.mark.parametrize(
    ("model", "column", "kind", "sql", "blamed"),
    [
        ("fact", "n", "not_null", "select n from fact where n is null", True),
        ("fact", None, None, "select * from fact where n is null", True),
        (
            "total",
            "n",
            "accepted_values",
            "select n as value_field from total",
            False,
        ),
        ("fact", "k", "unique", "select k as unique_field, 2 as n_records from fact", False),
    ],
    ids=["its rows are found by the value", "they say their report", "no report", "a key is ours"],
)
def test_who_is_to_blame(
    database: Path, model: str, column: str | None, kind: str | None, sql: str, blamed: bool
) -> None:
    holds = holds_of(database, [FailedTest("test", kind, model, column, sql)])
    assert [hold.source_file for hold in holds] == (["r.pdf"] if blamed else [])
    assert (kind in OURS) <= (not blamed)
