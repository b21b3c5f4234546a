"""The Parquet tables: facts and dimensions as read, each with its contract and suite.

Belongs here: calling ``transform`` and ``quality.gate`` on the folder of the run, and
telling Dagster what they found. Does not belong here: bounds (``expectations/``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import dagster as dg
from pydantic import TypeAdapter

from pipeline.assets.checks import (
    SHOWN_ROWS,
    check_result,
    check_spec,
    expectation_key,
    expectation_result,
    expectation_specs,
    of_table,
    passed_alone,
)
from pipeline.assets.display import rows_metadata, schema_metadata, table_description
from pipeline.assets.gate import end_where_blocked, results_of, save_results
from pipeline.assets.keys import DOCUMENTS, ENGINEERS, Group, curated_key, parquet_key
from pipeline.assets.reporter import Reporter
from pipeline.assets.run_folder import stage_folder
from pipeline.assets.settling import OUTCOMES, carried_notes, corrections, hold_back, save_documents
from pipeline.intake import DocumentOutcome, extractor_version
from pipeline.intake.record import load_outcomes
from pipeline.publish.run_log import count_facts
from pipeline.publish.staging import Stage, StagedRun
from pipeline.quality.results import CheckResult
from pipeline.quality.suites import read_suites
from pipeline.registry import Maker, TableSpec, tables_made_by
from pipeline.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from pipeline.quality.expectations import Examined
    from pipeline.quality.gate import Judged
    from pipeline.transform.build import Assembly

EXPECTATIONS = PROJECT_ROOT / "expectations"

OUTSIDE_FILE = "outside.json"
"""By bound: values outside it, each with its place."""

EXAMINED_AT_ONCE = 32
"""So many reports are shown to Great Expectations together: each asking has a price of its own."""

SHOWN_FIRST = 5

_OUTSIDE = TypeAdapter(dict[str, list[dict[str, str]]])

CURATED: Mapping[str, tuple[str, ...]] = {
    "dim_committee": ("curated_committee_merger",),
    "dim_goal": ("curated_goal_alias",),
    "dim_indicator": ("curated_indicator", "curated_indicator_alias"),
    "dim_result_unit": ("curated_result_unit_alias",),
    "dim_service_area": (
        "curated_service_area",
        "curated_service_area_alias",
        "curated_service_area_whole",
    ),
}
"""Which curated names decide the keys of which dimension."""


def _spec(table: TableSpec) -> dg.AssetSpec:
    return dg.AssetSpec(
        parquet_key(table.name),
        deps=[DOCUMENTS, *map(curated_key, CURATED.get(table.name, ()))],
        group_name=Group.FACTS,
        owners=[ENGINEERS],
        kinds={"parquet", "pandas"},
        description=table_description(table),
        metadata=schema_metadata(table.name),
    )


TABLES = tables_made_by(Maker.TRANSFORM)


@dg.multi_asset(
    name="transform_and_check",
    specs=[_spec(table) for table in TABLES],
    check_specs=[check_spec(parquet_key(table.name), "contract") for table in TABLES],
    description="Reports to facts and dimensions, and rings 1 and 2 on them. Documents that "
    "are not believed are held back, single values outside their bounds marked.",
)
def parquet_tables(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[dg.MaterializeResult | dg.AssetCheckEvaluation]:
    """Stages ``transform`` and ``check``."""
    from pipeline.transform.sources import StoredSource

    run = stage_folder(context, settings, after=Stage.EXTRACT)
    run.start(Stage.TRANSFORM)
    outcomes = load_outcomes(run.file(Stage.EXTRACT, OUTCOMES), settings)
    reporter.stage(Stage.TRANSFORM, "readings to facts; contracts and Great Expectations on them")
    judged = judge_facts(outcomes, settings)
    run.finish(Stage.TRANSFORM)
    run.start(Stage.CHECK)
    results = save_judged(run, judged, settings)
    run.finish(Stage.CHECK)
    stored = StoredSource(run.parquet)
    counts = stored.counts()
    rows = {table.name: counts[table.name] for table in TABLES}
    reporter.stage(Stage.CHECK, f"{count_facts(rows):,} facts in {len(rows)} Parquet tables")
    for hold in judged.holds:
        reporter.note(f"held back: {hold.source_file}: {hold.reason}")
        if note := carried_notes(judged.outcomes).get(hold.source_file):
            reporter.note(note)
    for table in TABLES:
        key = parquet_key(table.name)
        yield dg.MaterializeResult(
            asset_key=key,
            metadata={
                **rows_metadata(
                    rows[table.name], stored.first_rows(table.name, SHOWN_FIRST).to_pylist()
                ),
                "run": run.folder.name,
            },
            check_results=[
                check_result(key, "contract", of_table(results, table.name, "contract"))
            ],
        )
    contracts = [result for result in results if result.kind == "contract"]
    yield from end_where_blocked(run, settings, contracts)


def judge_facts(outcomes: Sequence[DocumentOutcome], settings: Settings) -> "Judged":
    """Facts of the documents that are believed, by the suites and corrections of the project."""
    from pipeline.quality.asked_before import AskedBefore
    from pipeline.quality.gate import judge
    from pipeline.transform import assemble
    from pipeline.transform.context import keyed_reports
    from pipeline.transform.corrections import correct
    from pipeline.transform.shards import Shards

    shards, known = Shards.below(settings.cache_dir), corrections()
    asked_before = AskedBefore.below(settings.cache_dir, EXPECTATIONS)

    def examine(
        outcomes: Sequence[DocumentOutcome], assembly: "Assembly"
    ) -> "tuple[Examined, ...]":
        reports = keyed_reports(correct(outcomes, known))
        made_of = {one.report_key: shards.made_of(one) for one in reports}
        few_at_a_time = partial(assembly.of_reports, at_most=EXAMINED_AT_ONCE)
        return asked_before.examine(few_at_a_time, made_of)

    return judge(
        outcomes,
        build=partial(
            assemble,
            extractor_version=extractor_version(),
            corrections=known,
            keep=shards,
        ),
        hold_back=partial(hold_back, settings=settings),
        folder=EXPECTATIONS,
        examine=examine,
    )


def save_judged(run: StagedRun, judged: "Judged", settings: Settings) -> tuple[CheckResult, ...]:
    """Write the tables and the outcomes with the held ones rejected; check and save results."""
    from pipeline.quality import contracts
    from pipeline.registry import arrow_schema
    from pipeline.transform import write_parquet
    from pipeline.transform.build import FACTS
    from pipeline.transform.parquet import write_in_parts
    from pipeline.transform.sources import StoredSource

    write_parquet(judged.assembly.dimensions, run.parquet)
    write_in_parts(judged.facts(), {name: arrow_schema(name) for name in FACTS}, run.parquet)
    save_documents(run.file(Stage.CHECK, OUTCOMES), judged.outcomes, settings)
    results = (*contracts.check_source(StoredSource(run.parquet)), *judged.results)
    _save_results(run, results, judged.examined)
    return results


def _save_results(
    run: StagedRun,
    results: Sequence[CheckResult],
    examined: "Sequence[Examined]",
) -> None:
    from pipeline.quality.expectations import outside_rows
    from pipeline.transform.sources import StoredSource

    stored = StoredSource(run.parquet)
    found = {
        _outside_key(one.table, one.bound.name): outside_rows(one, stored, limit=SHOWN_ROWS)
        for one in examined
        if one.outside
    }
    save_results(run, Stage.CHECK, results)
    run.file(Stage.CHECK, OUTSIDE_FILE).write_bytes(_OUTSIDE.dump_json(found, indent=2))


def _outside_key(table: str, check: str) -> str:
    return f"{table}: {check}"


@dg.multi_asset_check(
    name="expectations",
    specs=expectation_specs(read_suites(EXPECTATIONS)),
    can_subset=True,
    description="Ring 2: Great Expectations on the facts, with a reason a bound. In a run that "
    "makes the facts they are told as they were judged there; alone, the bounds are asked again.",
)
def expectation_checks(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult | dg.AssetCheckEvaluation]:
    """Each bound of the suites as a check of its own."""
    run = stage_folder(context, settings, after=Stage.CHECK)
    if run.made_by(Stage.CHECK) != run.info.run_id:
        _check_again(run)
    outside = _OUTSIDE.validate_json(run.file(Stage.CHECK, OUTSIDE_FILE).read_bytes())
    wanted = context.op_execution_context.selected_asset_check_keys
    told = [
        result
        for result in results_of(run, Stage.CHECK)
        if result.kind in ("expectation", "engine") and expectation_key(result) in wanted
    ]
    yield from passed_alone(
        context,
        [
            expectation_result(one, outside.get(_outside_key(one.table, one.name), []))
            for one in told
        ],
    )
    yield from end_where_blocked(run, settings, told)


@dg.multi_asset_check(
    name="something_was_read",
    specs=[
        dg.AssetCheckSpec(
            "something_was_read",
            asset=parquet_key("dim_report"),
            blocking=True,
            description="At least one document can be read and is believed.",
            metadata={"severity": "error"},
        )
    ],
)
def something_was_read(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult | dg.AssetCheckEvaluation]:
    """Ends a run that has nothing to publish."""
    run = stage_folder(context, settings, after=Stage.CHECK)
    results = [r for r in results_of(run, Stage.CHECK) if r.name == "something_was_read"]
    yield from map(expectation_result, results)
    yield from end_where_blocked(run, settings, results)


def _check_again(run: StagedRun) -> None:
    """Ask the bounds once more, in a copy of a run; the other results stay those of that run."""
    from pipeline.quality.gate import judge_again
    from pipeline.transform.sources import StoredSource

    made_by = run.made_by(Stage.CHECK)
    before = results_of(run, Stage.CHECK)
    stored = StoredSource(run.parquet)
    again, examined = judge_again(stored.few_at_a_time(EXAMINED_AT_ONCE), EXPECTATIONS)
    asked = {(result.table, result.name) for result in again}
    kept = [
        replace(old, run=old.run or made_by) for old in before if (old.table, old.name) not in asked
    ]
    run.reopen(Stage.CHECK)
    _save_results(run, [*again, *kept], examined)
    run.finish(Stage.CHECK)
