"""Rows of every table beside those of the last ten releases, one check a table.

Does not belong here: what is unusual (``quality.row_counts``), remembering the releases
(``publish.sizes``).
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import dagster as dg

from pipeline.assets.checks import passed_alone
from pipeline.assets.run_folder import last_run
from pipeline.assets.translator import asset_key, dbt_nodes
from pipeline.publish import database
from pipeline.publish.row_digests import BuiltDigests
from pipeline.publish.sizes import last_sizes
from pipeline.publish.staging import Stage, StagedRun, finished_database
from pipeline.quality.results import CheckResult
from pipeline.quality.row_counts import NAME, unusual_counts, usual_range
from pipeline.settings import Settings


def counts_of(run: StagedRun, settings: Settings) -> tuple[CheckResult, ...]:
    """The tables of a run's database, each beside the last releases."""
    return unusual_counts(_rows(run, settings), [size.rows for size in last_sizes(settings)])


def _rows(run: StagedRun, settings: Settings) -> dict[str, int]:
    if (known := BuiltDigests.of(run).counts()) is not None:
        return known
    path = finished_database(settings, run)
    stat = path.stat()
    return _counted(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=1)
def _counted(path: Path, _size: int, _mtime_ns: int) -> dict[str, int]:
    # A run asks twice, and views are counted by making their rows.
    with database.connect(path) as connection:
        return database.row_counts(connection)


@dg.multi_asset_check(
    name="row_counts",
    specs=[
        dg.AssetCheckSpec(
            NAME,
            asset=asset_key(table),
            description="About as many rows as in the last ten releases. It warns: what is new "
            "may be meant.",
            metadata={"severity": "warning"},
        )
        for table in dbt_nodes().tables
    ],
    can_subset=True,
    description="Rows of the newest database beside the last ten releases.",
)
def row_counts(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult | dg.AssetCheckEvaluation]:
    """Tables that grew or shrank as they never do."""
    run = last_run(context, settings, after=Stage.BUILD)
    rows = _rows(run, settings)
    sizes = last_sizes(settings)
    wanted = {key.asset_key for key in context.op_execution_context.selected_asset_check_keys}
    tables = [table for table in dbt_nodes().tables if asset_key(table) in wanted]
    results = unusual_counts({one.name: rows[one.name] for one in tables}, [s.rows for s in sizes])
    told: list[dg.AssetCheckResult] = []
    for table, result in zip(tables, results, strict=True):
        before = [size.rows[table.name] for size in sizes if table.name in size.rows]
        usual = usual_range(before)
        one = dg.AssetCheckResult(
            asset_key=asset_key(table),
            check_name=NAME,
            passed=result.passed,
            severity=dg.AssetCheckSeverity.WARN,
            description=result.message,
            metadata={
                "rows": rows[table.name],
                "releases_before": len(before),
                **({"usual_least": usual[0], "usual_most": usual[1]} if usual else {}),
            },
        )
        told.append(one)
    yield from passed_alone(context, told)
