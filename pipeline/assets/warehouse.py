"""The tables of the database, built aside by dbt in one go."""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from pipeline.assets.checks import check_result, check_spec, of_table
from pipeline.assets.dbt_graph import model_files, published_models, upstream
from pipeline.assets.display import rows_metadata, schema_metadata, table_description
from pipeline.assets.facts import RESULTS, judge_facts, save_judged
from pipeline.assets.keys import model_group, model_key, parquet_key
from pipeline.assets.quality import write_findings, write_load_run
from pipeline.assets.reporter import Reporter
from pipeline.assets.run_folder import run_name
from pipeline.assets.settling import OUTCOMES, hold_back
from pipeline.intake.hold import Hold
from pipeline.intake.record import load_outcomes
from pipeline.publish.blame import holds_of
from pipeline.publish.build import build_database
from pipeline.publish.database import connect, quoted
from pipeline.publish.staging import Stage, StagedRun, find
from pipeline.registry import TABLES
from pipeline.settings import Settings

DBT_RESULTS = "results.json"


def _spec(model: str) -> dg.AssetSpec:
    declared = TABLES.get(model)
    sql = model_files()[model].read_text(encoding="utf-8")
    return dg.AssetSpec(
        model_key(model),
        deps=sorted(_upstream_key(name) for name in upstream(model)),
        group_name=model_group(model),
        kinds={"dbt", "duckdb"},
        description=table_description(declared) if declared else f"dbt model {model}",
        metadata={
            **schema_metadata(model),
            "sql": dg.MetadataValue.md(f"```sql\n{sql}\n```"),
        },
    )


def _upstream_key(name: str) -> dg.AssetKey:
    is_parquet = name.startswith("parquet.")
    return parquet_key(name.removeprefix("parquet.")) if is_parquet else model_key(name)


@dg.multi_asset(
    name="dbt_build",
    specs=[_spec(model) for model in published_models()],
    check_specs=[check_spec(model_key(model), "dbt") for model in published_models()],
    description="dbt build, once a run, into the run's own database file.",
)
def warehouse_tables(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[dg.MaterializeResult]:
    """Stage ``build``."""
    run = find(settings, name=run_name(context), after=Stage.RECONCILE)
    run.start(Stage.BUILD)
    reporter.stage(Stage.BUILD, f"dbt builds {len(published_models())} tables and tests them")
    built = build_database(run, confidence_threshold=settings.confidence_threshold)
    # What stands in for a held document may fail as well; then it is held in its turn.
    while holds := holds_of(run.database, built.failures) if built.failures else ():
        for hold in holds:
            reporter.note(f"held back: {hold.source_file}: {hold.reason}")
        reporter.stage(Stage.BUILD, "dbt builds once more, without the documents held back")
        hold_in_facts(run, settings, holds)
        run.start(Stage.BUILD)
        built = build_database(run, confidence_threshold=settings.confidence_threshold)
    results = list(built.results)
    run.file(Stage.BUILD, DBT_RESULTS).write_bytes(RESULTS.dump_json(results, indent=2))
    failed = sum(not result.passed for result in results)
    reporter.note(f"{len(results)} dbt tests, {failed} failed")
    for model in published_models():
        key = model_key(model)
        yield dg.MaterializeResult(
            asset_key=key,
            metadata=_metadata(run, model),
            check_results=[check_result(key, "dbt", of_table(results, model, "dbt"))],
        )


def _metadata(run: StagedRun, model: str) -> dict[str, Any]:
    """Rows and preview of a table; nothing where its model failed."""
    with connect(run.database) as connection:
        known = connection.execute(
            "select count(*) from information_schema.tables where table_name = ?", [model]
        ).fetchone()
        if known is None or not known[0]:
            return {}
        counted = connection.execute(f"select count(*) from {quoted(model)}").fetchone()
        shown = connection.execute(f"select * from {quoted(model)} limit 5")
        names = [column[0] for column in shown.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in shown.fetchall()]
    return rows_metadata(counted[0] if counted else 0, rows)


def hold_in_facts(run: StagedRun, settings: Settings, holds: Sequence[Hold]) -> None:
    """Make facts, findings and the log of a run once more, without held documents."""
    outcomes = load_outcomes(run.file(Stage.CHECK, OUTCOMES), settings)
    held = hold_back(outcomes, holds, settings)
    save_judged(run, judge_facts(held, settings), settings)
    write_findings(run)
    write_load_run(run, settings)
