"""The tables of the database: dbt's models and seeds, all at once or any of them.

In the nightly job dbt builds and tests everything once. Somebody who chooses some tables or
checks gets a run of his own, on a copy of the last complete one: what he chose is built and
tested there, and the rest stands as that run made it.

Does not belong here: how a node looks in the graph (``translator``), calling dbt
(``publish.build``).
"""

import contextlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from queue import SimpleQueue
from typing import Any

import dagster as dg
import duckdb

from pipeline.assets.checks import SHOWN_ROWS, dbt_result, passed_alone
from pipeline.assets.display import rows_metadata
from pipeline.assets.facts import TABLES, judge_facts, save_judged
from pipeline.assets.gate import end_where_blocked, results_of, save_results
from pipeline.assets.keys import DOCUMENTS, parquet_key
from pipeline.assets.quality import DATA_FINDING, write_findings, write_load_run
from pipeline.assets.reporter import Reporter
from pipeline.assets.run_folder import stage_folder
from pipeline.assets.settling import OUTCOMES, hold_back
from pipeline.assets.translator import asset_key, asset_spec, check_key, check_spec, dbt_nodes
from pipeline.intake.hold import Hold
from pipeline.intake.record import load_outcomes
from pipeline.publish.blame import failing_rows, holds_of
from pipeline.publish.build import (
    Built,
    build_database,
    failed_test,
    result_of,
)
from pipeline.publish.database import connect, quoted
from pipeline.publish.dbt_nodes import DbtNode, Kind
from pipeline.publish.node_done import NodeDone, NodeProgress
from pipeline.publish.row_digests import BuiltDigests
from pipeline.publish.staging import (
    Stage,
    StagedRun,
    finished_database,
    last_complete,
    take_over_database,
)
from pipeline.publish.tables_made import digests_now, made_now, note_made, read_made
from pipeline.quality.results import CheckResult
from pipeline.settings import Settings

Event = (
    dg.MaterializeResult | dg.AssetCheckResult | dg.AssetMaterialization | dg.AssetCheckEvaluation
)

_TOLD_AT_ONCE = 10
"""Tables named in the message of a run that failed; all stand in its log."""


@dg.multi_asset(
    name="dbt_build",
    specs=[asset_spec(table) for table in dbt_nodes().tables],
    check_specs=[check_spec(check) for check in dbt_nodes().checks],
    can_subset=True,
    description="dbt build into the run's own database file: everything once a night, or what "
    "somebody chooses, on a copy of the last complete run.",
)
def warehouse_tables(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[Event]:
    """Stage ``build``."""
    chosen = _chosen(context)
    if chosen is None:
        run = stage_folder(context, settings, after=Stage.RECONCILE)
        run.start(Stage.BUILD)
        if run.info.made_from:
            # A database that may be released says of its own run how it went.
            write_load_run(run, settings)
        built = yield from _build_everything(context, run, settings, reporter)
    else:
        run = _partial_run(context, settings, chosen)
        reporter.stage(Stage.BUILD, f"dbt builds and tests {_told(chosen)} in {run.folder.name}")
        wanted = [*chosen, *_with_them(chosen)]
        built = yield from _events(
            context,
            run,
            reporter,
            lambda progress: build_database(run, settings, only=wanted, progress=progress),
            seen=(seen := set[str]()),
            counts={},
        )
        yield from _failed(run, built, told=_selected(context), seen=seen)
    _note(run, settings, built, chosen)
    not_built = _not_built(built, dbt_nodes().tables if chosen is None else chosen)
    if not_built:
        named = _named([result.table for result in not_built])
        why = f"{len(not_built)} tables were not built: {named}.\nThe cause:"
        # Of what dbt did not come to, it says nothing.
        unsaid = [result for result in not_built if result not in built.results]
        yield from end_where_blocked(run, settings, [*built.results, *unsaid], why=why)
    run.finish(Stage.BUILD)
    yield from end_where_blocked(run, settings, built.results)


def _chosen(context: dg.AssetExecutionContext) -> tuple[DbtNode, ...] | None:
    """What somebody chose to build and test; None where that is everything."""
    nodes = dbt_nodes()
    selected = _selected(context)
    chosen = [one for one in (*nodes.tables, *nodes.checks) if one.unique_id in selected]
    if sum(one.is_table for one in chosen) == len(nodes.tables):
        return None
    return tuple(chosen)


def _selected(context: dg.AssetExecutionContext) -> frozenset[str]:
    """Unique ids of the tables and checks that Dagster asks for."""
    nodes = dbt_nodes()
    tables = [one for one in nodes.tables if asset_key(one) in context.selected_asset_keys]
    checks = [one for one in nodes.checks if check_key(one) in context.selected_asset_check_keys]
    return frozenset(one.unique_id for one in (*tables, *checks))


def _told(chosen: Sequence[DbtNode]) -> str:
    tables = [one.name for one in chosen if one.is_table]
    checks = len(chosen) - len(tables)
    parts = (_named(tables), f"{checks} checks" if checks else "")
    return " and ".join(part for part in parts if part)


def _named(tables: Sequence[str]) -> str:
    more = len(tables) - _TOLD_AT_ONCE
    return ", ".join(tables[:_TOLD_AT_ONCE]) + (f" and {more} more" if more > 0 else "")


def _with_them(chosen: Sequence[DbtNode]) -> list[DbtNode]:
    """The log of runs is built with whatever is: it has a line on this run."""
    is_building = any(one.is_table for one in chosen)
    log = [one for one in dbt_nodes().tables if one.name == "load_run" and one not in chosen]
    return log if is_building else []


def _partial_run(
    context: dg.AssetExecutionContext, settings: Settings, chosen: Sequence[DbtNode]
) -> StagedRun:
    """The folder to build in: it has the whole database of the last complete run."""
    made_here = context.job_def.asset_layer.selected_asset_keys & _BEFORE_TABLES
    if made_here:
        # What is not chosen still is that of the last run on the same files.
        run = stage_folder(context, settings, after=Stage.RECONCILE)
        if not _has_own_facts(run, context):
            named = _named(sorted(key.to_user_string() for key in made_here))
            raise dg.Failure(_NOTHING_BETWEEN.format(named), allow_retries=False)
        complete = _complete_on_its_files(run, settings)
        run.start(Stage.BUILD)
        take_over_database(run, finished_database(settings, complete))
        note_made(run, read_made(complete))
        save_results(run, Stage.BUILD, _inherited(complete))
    else:
        run = stage_folder(context, settings, after=Stage.BUILD)
        inherited = _inherited(run)
        run.reopen(Stage.BUILD)
        save_results(run, Stage.BUILD, inherited)
    if any(one.is_table for one in chosen):
        write_load_run(run, settings)
    return run


_BEFORE_TABLES = frozenset({DOCUMENTS, DATA_FINDING, *(parquet_key(one.name) for one in TABLES)})
"""Assets whose making takes back the database of their run."""

_NOTHING_BETWEEN = (
    "this run makes {} as well, and nothing that is chosen leads from there to the tables: choose "
    "parquet/data_finding and the tables in between too (everything downstream), or make the "
    "tables in a run of their own"
)


def _has_own_facts(run: StagedRun, context: dg.AssetExecutionContext) -> bool:
    """True where the facts were made in this run, or in the one that it repeats."""
    repeated = (context.run.parent_run_id or "")[:8]
    is_repeated = bool(repeated) and run.info.made_from.endswith(f"-{repeated}")
    return is_repeated or run.made_by(Stage.RECONCILE) == run.info.run_id


def _complete_on_its_files(run: StagedRun, settings: Settings) -> StagedRun:
    """The last run that built all tables from the files that ``run`` has read."""
    try:
        return last_complete(settings, upto=Stage.BUILD, input_digest=run.info.input_digest)
    except FileNotFoundError as missing:
        raise dg.Failure(str(missing), allow_retries=False) from None


def _build_everything(
    context: dg.AssetExecutionContext, run: StagedRun, settings: Settings, reporter: Reporter
) -> Generator[Any, None, Built]:
    """Build until every document that a test fails for is held back; gives the last build."""
    told = _selected(context)
    reporter.stage(Stage.BUILD, f"dbt builds {len(dbt_nodes().tables)} tables and tests them")

    def build(progress: NodeProgress) -> Built:
        return build_database(run, settings, progress=progress)

    seen: set[str] = set()
    counts: dict[str, int] = {}
    built = yield from _events(context, run, reporter, build, seen=seen, counts=counts)
    # What stands in for a held document may fail as well; then it is held in its turn.
    while holds := holds_of(run.database, built.failures) if built.failures else ():
        yield from _failed(run, built, told=told, seen=seen, is_last=False)
        for hold in holds:
            reporter.note(f"held back: {hold.source_file}: {hold.reason}")
        reporter.stage(Stage.BUILD, "dbt builds once more, without the documents held back")
        hold_in_facts(run, settings, holds)
        run.start(Stage.BUILD)
        built = yield from _events(context, run, reporter, build, seen=seen, counts=counts)
    yield from _failed(run, built, told=told, seen=seen)
    if counts.keys() == {one.name for one in dbt_nodes().tables}:
        BuiltDigests.of(run).keep_counts(counts)
    results = built.results
    reporter.note(f"{len(results)} dbt tests, {sum(not r.passed for r in results)} failed")
    return built


def _events(
    context: dg.AssetExecutionContext,
    run: StagedRun,
    reporter: Reporter,
    build: Callable[[NodeProgress], Built],
    *,
    seen: set[str],
    counts: dict[str, int],
) -> Generator[Any, None, Built]:
    """What Dagster is told of a build while it runs; gives the build.

    dbt runs in a thread of its own. Of nodes that Dagster has not asked for, it is told
    nothing. A node in ``seen`` has had its result already, and Dagster takes one an asset:
    the second time it is told as an event beside it. Checks that fail are told afterwards
    (``_failed``), those that pass when all is done, together. The rows of each table are noted
    in ``counts``.
    """
    nodes, told = dbt_nodes().nodes, _selected(context)
    passed: list[dg.AssetCheckResult] = []
    with ThreadPoolExecutor(1) as thread, contextlib.ExitStack() as stack:
        # One for all tables, from the first one on: the last to go closes the file.
        beside = cache(lambda: stack.enter_context(_beside_dbt(run)))
        queue: SimpleQueue[NodeDone | None] = SimpleQueue()
        future = thread.submit(build, queue.put)
        future.add_done_callback(lambda _: queue.put(None))
        while (done := queue.get()) is not None:
            if done.unique_id not in told:
                continue
            node = nodes[done.unique_id]
            if not done.went_well:
                reporter.note(f"{node.name}: {done.status} ({done.seconds:.1f} s)")
                continue
            if node.is_table:
                reporter.table(node.name, done.seconds)
                counts[node.name], shown = _rows(beside(), node.name)
                rows = rows_metadata(counts[node.name], shown)
                yield _materialized(run, node, done, rows, is_again=done.unique_id in seen)
            else:
                passed.append(dbt_result(node, done))
            seen.add(done.unique_id)
        yield from passed_alone(context, passed)
        return future.result()


def _failed(
    run: StagedRun, built: Built, *, told: frozenset[str], seen: set[str], is_last: bool = True
) -> Iterator[Event]:
    """Checks that did not pass, each with the rows that it found.

    Where a check gates, its result ends the run. So what is built once more without the
    documents to blame (not ``is_last``) is told beside it only.
    """
    for done in built.done:
        node = built.nodes.nodes[done.unique_id]
        if node.is_check and not done.went_well and done.unique_id in told:
            result = dbt_result(node, done, _rows_found(run, node, done))
            yield _evaluated(result, is_beside=not is_last or done.unique_id in seen)
            if is_last:
                seen.add(done.unique_id)


def _materialized(
    run: StagedRun,
    table: DbtNode,
    done: NodeDone,
    rows: Mapping[str, Any],
    *,
    is_again: bool,
) -> Event:
    key = asset_key(table)
    metadata = {**rows, "seconds": round(done.seconds, 3), "run": run.folder.name}
    if is_again:
        return dg.AssetMaterialization(key, metadata=metadata)
    return dg.MaterializeResult(asset_key=key, metadata=metadata)


def _evaluated(result: dg.AssetCheckResult, *, is_beside: bool) -> Event:
    """A check's result, or the same as an event beside the one that Dagster takes."""
    if not is_beside:
        return result
    key = result.asset_key
    assert key is not None and result.check_name is not None
    return dg.AssetCheckEvaluation(
        asset_key=key,
        check_name=result.check_name,
        passed=result.passed,
        metadata=result.metadata,
        severity=result.severity,
        description=result.description,
    )


def _rows_found(run: StagedRun, check: DbtNode, done: NodeDone) -> Sequence[Mapping[str, Any]]:
    if check.kind is not Kind.TEST or not done.failures:
        return ()
    failure = failed_test(check, done, dbt_nodes())
    # What a test selects, it selects again; where it cannot, its message says why.
    with contextlib.suppress(duckdb.Error), _beside_dbt(run) as connection:
        return failing_rows(connection, failure, limit=SHOWN_ROWS)
    return ()


def _beside_dbt(run: StagedRun) -> duckdb.DuckDBPyConnection:
    """A connection to the database that dbt is writing, in the same process."""
    return connect(run.database, read_only=False)


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, list[dict[str, Any]]]:
    """How many rows a table has that has just been built, and the first of them."""
    counted = connection.execute(f"select count(*) from {quoted(table)}").fetchone()
    shown = connection.execute(f"select * from {quoted(table)} limit 5")
    names = [column[0] for column in shown.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in shown.fetchall()]
    return counted[0] if counted else 0, rows


def _note(
    run: StagedRun, settings: Settings, built: Built, chosen: Sequence[DbtNode] | None
) -> None:
    """Write down the results, those of a copied run beside them, and who made which table."""
    digests = digests_now(run, built.nodes, settings)
    made_tables = [
        node
        for one in built.done
        if (node := built.nodes.nodes[one.unique_id]).is_table and one.went_well
    ]
    made = made_now(run, made_tables, digests)
    results = list(built.results)
    if chosen is not None:
        made = {**read_made(run), **made}
        again = {(result.table, result.name) for result in results}
        again |= {(table.name, table.name) for table in made_tables}
        results += [old for old in _inherited(run) if (old.table, old.name) not in again]
    note_made(run, made)
    save_results(run, Stage.BUILD, results)


def _inherited(run: StagedRun) -> list[CheckResult]:
    """The results that stand in a run, each with the run that it is of."""
    made_by = run.made_by(Stage.BUILD) if run.has(Stage.BUILD) else ""
    return [replace(one, run=one.run or made_by) for one in results_of(run, Stage.BUILD)]


def _not_built(built: Built, wanted: Sequence[DbtNode]) -> list[CheckResult]:
    """Why tables that were to be built are not there."""
    done = {one.unique_id: one for one in built.done}
    missing = NodeDone("", "skipped", "dbt did not come as far as this table")
    return [
        result_of(table, end, built.nodes)
        for table in wanted
        if table.is_table and not (end := done.get(table.unique_id, missing)).went_well
    ]


def hold_in_facts(run: StagedRun, settings: Settings, holds: Sequence[Hold]) -> None:
    """Make facts, findings and the log of a run once more, without held documents."""
    outcomes = load_outcomes(run.file(Stage.CHECK, OUTCOMES), settings)
    held = hold_back(outcomes, holds, settings)
    save_judged(run, judge_facts(held, settings), settings)
    write_findings(run, settings)
    write_load_run(run, settings)
