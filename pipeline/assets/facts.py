"""The Parquet tables: facts and dimensions as read, each with its contract and suite."""

from collections.abc import Iterator

import dagster as dg
from pydantic import TypeAdapter

from pipeline.assets.checks import check_result, check_spec, of_table
from pipeline.assets.display import rows_metadata, schema_metadata, table_description
from pipeline.assets.keys import DOCUMENTS, Group, parquet_key
from pipeline.assets.reporter import Reporter
from pipeline.assets.run_folder import run_name
from pipeline.assets.settling import OUTCOMES, corrections
from pipeline.intake import extractor_version
from pipeline.intake.record import load_outcomes
from pipeline.publish.run_log import count_facts
from pipeline.publish.staging import Stage, find
from pipeline.quality.expectations import read_suites
from pipeline.quality.results import CheckResult
from pipeline.registry import Maker, TableSpec, tables_made_by
from pipeline.settings import PROJECT_ROOT, Settings

EXPECTATIONS = PROJECT_ROOT / "expectations"

CHECKS_FILE = "results.json"
RESULTS = TypeAdapter(list[CheckResult])


def _spec(table: TableSpec) -> dg.AssetSpec:
    return dg.AssetSpec(
        parquet_key(table.name),
        deps=[DOCUMENTS],
        group_name=Group.FACTS,
        kinds={"parquet", "pandas"},
        description=table_description(table),
        metadata=schema_metadata(table.name),
    )


TABLES = tables_made_by(Maker.TRANSFORM)

WITH_SUITE = frozenset(suite.table for suite in read_suites(EXPECTATIONS))


def _rings(table: TableSpec) -> tuple[str, ...]:
    return ("contract", "expectation") if table.name in WITH_SUITE else ("contract",)


@dg.multi_asset(
    name="transform_and_check",
    specs=[_spec(table) for table in TABLES],
    check_specs=[check_spec(parquet_key(t.name), ring) for t in TABLES for ring in _rings(t)],
    description="Reports to facts and dimensions, and rings 1 and 2 on them.",
)
def parquet_tables(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[dg.MaterializeResult]:
    """Stages ``transform`` and ``check``."""
    from pipeline.quality import contracts, expectations
    from pipeline.transform import build_tables, write_parquet

    run = find(settings, name=run_name(context), after=Stage.EXTRACT)
    run.start(Stage.TRANSFORM)
    outcomes = load_outcomes(run.file(Stage.EXTRACT, OUTCOMES), settings)
    tables = build_tables(
        outcomes,
        extractor_version=extractor_version(),
        corrections=corrections(),
    )
    write_parquet(tables, run.parquet)
    rows = {name: table.num_rows for name, table in tables.items()}
    reporter.stage(Stage.TRANSFORM, f"{count_facts(rows):,} facts in {len(tables)} Parquet tables")

    run.start(Stage.CHECK)
    reporter.stage(Stage.CHECK, "contracts and Great Expectations on the facts")
    results = [
        *contracts.check(tables),
        *expectations.run(tables, folder=EXPECTATIONS),
    ]
    run.file(Stage.CHECK, CHECKS_FILE).write_bytes(RESULTS.dump_json(results, indent=2))
    for table in TABLES:
        key = parquet_key(table.name)
        made = tables[table.name]
        yield dg.MaterializeResult(
            asset_key=key,
            metadata=rows_metadata(made.num_rows, made.slice(0, 5).to_pylist()),
            check_results=[
                check_result(key, ring, of_table(results, table.name, ring))
                for ring in _rings(table)
            ],
        )
