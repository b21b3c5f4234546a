"""The Parquet tables: facts and dimensions as read, each with its contract and suite."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import dagster as dg
from pydantic import TypeAdapter

from pipeline.assets.checks import check_result, check_spec, of_table
from pipeline.assets.display import rows_metadata, schema_metadata, table_description
from pipeline.assets.keys import DOCUMENTS, Group, parquet_key
from pipeline.assets.reporter import Reporter
from pipeline.assets.run_folder import run_name
from pipeline.assets.settling import OUTCOMES, carried_notes, corrections, hold_back, save_documents
from pipeline.intake import DocumentOutcome, extractor_version
from pipeline.intake.record import load_outcomes
from pipeline.publish.run_log import count_facts
from pipeline.publish.staging import Stage, StagedRun, find
from pipeline.quality.results import CheckResult
from pipeline.quality.suites import read_suites
from pipeline.registry import Maker, TableSpec, tables_made_by
from pipeline.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from pipeline.quality.gate import Judged

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
    description="Reports to facts and dimensions, and rings 1 and 2 on them. Documents that "
    "are not believed are held back, single values outside their bounds marked.",
)
def parquet_tables(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[dg.MaterializeResult]:
    """Stages ``transform`` and ``check``."""
    run = find(settings, name=run_name(context), after=Stage.EXTRACT)
    run.start(Stage.TRANSFORM)
    outcomes = load_outcomes(run.file(Stage.EXTRACT, OUTCOMES), settings)
    reporter.stage(Stage.TRANSFORM, "readings to facts; contracts and Great Expectations on them")
    judged = judge_facts(outcomes, settings)
    run.start(Stage.CHECK)
    save_judged(run, judged, settings)
    rows = {name: table.num_rows for name, table in judged.tables.items()}
    reporter.stage(Stage.CHECK, f"{count_facts(rows):,} facts in {len(rows)} Parquet tables")
    for hold in judged.holds:
        reporter.note(f"held back: {hold.source_file}: {hold.reason}")
        if note := carried_notes(judged.outcomes).get(hold.source_file):
            reporter.note(note)
    for table in TABLES:
        key = parquet_key(table.name)
        made = judged.tables[table.name]
        yield dg.MaterializeResult(
            asset_key=key,
            metadata=rows_metadata(made.num_rows, made.slice(0, 5).to_pylist()),
            check_results=[
                check_result(key, ring, of_table(judged.results, table.name, ring))
                for ring in _rings(table)
            ],
        )


def judge_facts(outcomes: Sequence[DocumentOutcome], settings: Settings) -> "Judged":
    """Facts of the documents that are believed, by the suites and corrections of the project."""
    from pipeline.quality.gate import judge
    from pipeline.transform import build_tables

    return judge(
        outcomes,
        build=partial(
            build_tables,
            extractor_version=extractor_version(),
            corrections=corrections(),
        ),
        hold_back=partial(hold_back, settings=settings),
        folder=EXPECTATIONS,
    )


def save_judged(run: StagedRun, judged: "Judged", settings: Settings) -> None:
    """Write the tables, the outcomes with the held ones rejected, and the check results."""
    from pipeline.transform import write_parquet

    write_parquet(judged.tables, run.parquet)
    save_documents(run.file(Stage.CHECK, OUTCOMES), judged.outcomes, settings)
    results = RESULTS.dump_json(list(judged.results), indent=2)
    run.file(Stage.CHECK, CHECKS_FILE).write_bytes(results)
