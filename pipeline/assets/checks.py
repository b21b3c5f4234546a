"""Check results as Dagster asset checks: what a check is called, and what it shows.

Every data test, unit test and expectation is a check of its own, with its history; the
contract of a table and the comparison with the last release are one each, their results a
table. Those that gate are blocking (``gate``): data tests, unit tests and contracts. The
comparison is not, because the verdict comes right after it and tells all reasons at once.

Of the hundreds that pass, Dagster is told the evaluation alone (``passed_alone``). As a result
each would be an output of its step too, with an event of its own that says nothing more, and
telling what passed took twice as long.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import dagster as dg
from dagster._core.definitions.asset_checks.asset_check_evaluation import (
    AssetCheckEvaluationTargetMaterializationData as Target,
)

from pipeline.assets.display import table_value
from pipeline.assets.history import OpenEventLog
from pipeline.assets.keys import parquet_key
from pipeline.assets.translator import check_key, check_name
from pipeline.publish.dbt_nodes import DbtNode
from pipeline.publish.node_done import DID_NOT_RUN, NodeDone
from pipeline.quality.levels import Level
from pipeline.quality.results import CheckResult
from pipeline.quality.suites import Suite

if TYPE_CHECKING:
    from dagster._core.execution.context.system import StepExecutionContext

RING_DESCRIPTIONS = {
    "contract": "Ring 1: columns, types, keys and ranges that the registry promises.",
    "diff": "The database beside the last release.",
}

SHOWN_ROWS = 20
"""Failing rows that a check shows."""

_SEVERITIES = {"error": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}


def check_spec(asset: dg.AssetKey, ring: str) -> dg.AssetCheckSpec:
    """The check of one ring on one asset; it gates."""
    return dg.AssetCheckSpec(ring, asset=asset, blocking=True, description=RING_DESCRIPTIONS[ring])


def check_result(
    asset: dg.AssetKey, ring: str, results: Sequence[CheckResult]
) -> dg.AssetCheckResult:
    """All results of one ring on one asset as one check."""
    failed = [result for result in results if not result.passed]
    is_error = any(result.severity == "error" for result in failed)
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=ring,
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
        description=_summary(results, failed),
        metadata={
            "checks": len(results),
            "failed": len(failed),
            "results": table_value(list(map(_row, results))),
        },
    )


def of_table(results: Iterable[CheckResult], table: str, ring: str) -> list[CheckResult]:
    """Results on a table in a ring."""
    return [result for result in results if (result.table, result.kind) == (table, ring)]


def dbt_result(
    check: DbtNode, done: NodeDone, rows: Sequence[Mapping[str, Any]] = ()
) -> dg.AssetCheckResult:
    """What came of a data test or unit test; ``rows`` are those that it found."""
    key = check_key(check)
    is_error = check.severity == "error" or done.status in DID_NOT_RUN
    shown: dict[str, Any] = {"status": done.status, "seconds": round(done.seconds, 3)}
    if done.failures is not None:
        shown["rows_found"] = done.failures
    if done.run:
        shown["asked_in_run"] = done.run
    if rows:
        shown["rows"] = table_value(rows)
    if done.sql:
        shown["sql"] = dg.MetadataValue.md(f"```sql\n{done.sql.strip()}\n```")
    return dg.AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=done.went_well,
        severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
        description=done.message or done.status,
        metadata=shown,
    )


Context = dg.AssetExecutionContext | dg.AssetCheckExecutionContext
Told = dg.AssetCheckResult | dg.AssetCheckEvaluation


def passed_alone(context: Context, results: Iterable[dg.AssetCheckResult]) -> Iterator[Told]:
    """How a step tells its checks: one that passed as its evaluation, without an output.

    Only for checks that may be left out (``can_subset``): what Dagster awaits, it would tell
    itself. What comes after a step does not wait for outputs of its checks: a step in which one
    that gates failed, ends its run. One that failed is told as it is.

    Each says which table it looked at: the one that was made last, by now. Dagster would look
    each up for itself, and write each down for itself, so results are to be told together,
    after the tables of their step.
    """
    step = context.get_step_execution_context()
    step.log.addFilter(_is_about_more)
    together = list(results)
    keys = {result.asset_key for result in together if result.passed and result.asset_key}
    made = _made_last(step.instance, keys)
    log = step.instance.event_log_storage
    with log.at_once() if isinstance(log, OpenEventLog) else nullcontext():
        for result in together:
            yield _evaluation(step, result, made) if result.passed else result


def _made_last(
    instance: dg.DagsterInstance, keys: Collection[dg.AssetKey]
) -> dict[dg.AssetKey, Target]:
    """By asset: which materialization is its last."""
    found = (one.asset_entry for one in instance.get_asset_records([*keys])) if keys else ()
    return {
        one.asset_key: Target(
            run_id=last.run_id, storage_id=last.storage_id, timestamp=last.timestamp
        )
        for one in found
        if (last := one.last_materialization_record) is not None
    }


def _evaluation(
    step: StepExecutionContext, result: dg.AssetCheckResult, made: Mapping[dg.AssetKey, Target]
) -> dg.AssetCheckEvaluation:
    """What Dagster makes of a result of a table that has no partitions."""
    assert result.asset_key is not None and result.check_name is not None
    key = dg.AssetCheckKey(result.asset_key, result.check_name)
    return dg.AssetCheckEvaluation(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=result.passed,
        metadata=result.metadata,
        target_materialization_data=made.get(key.asset_key),
        severity=result.severity,
        description=result.description,
        blocking=step.job_def.asset_layer.asset_graph.get_check_spec(key).blocking,
    )


_LEFT_OUT = ("emitted no result", "did not yield or return expected outputs")
"""What Dagster says of outputs that are left out: in a step itself, and in those that follow."""


def _is_about_more(record: logging.LogRecord) -> bool:
    return not any(said in str(record.msg) for said in _LEFT_OUT)


logging.getLogger("dagster._core.execution.plan.active").addFilter(_is_about_more)


def expectation_specs(suites: Sequence[Suite]) -> list[dg.AssetCheckSpec]:
    """A check for each bound of the suites, which stand by the table that they are about."""
    return [
        dg.AssetCheckSpec(
            check_name(bound.name),
            asset=parquet_key(suite.table),
            blocking=bound.level is Level.RELEASE,
            description=f"{bound.reason} (Guards a {bound.level}.)",
            metadata={
                "severity": "error" if bound.level is Level.RELEASE else "warning",
                "remedy": bound.remedy,
            },
        )
        for suite in suites
        for bound in suite.bounds
    ]


def expectation_key(result: CheckResult) -> dg.AssetCheckKey:
    """The asset check that a bound is."""
    return dg.AssetCheckKey(parquet_key(result.table), check_name(result.name))


def expectation_result(
    result: CheckResult, rows: Sequence[Mapping[str, Any]] = ()
) -> dg.AssetCheckResult:
    """What came of one bound; ``rows`` are values outside it, each with its place."""
    shown: dict[str, Any] = {"observed": result.observed, "guards": str(result.level)}
    if rows:
        shown["rows"] = table_value(rows)
    return dg.AssetCheckResult(
        asset_key=expectation_key(result).asset_key,
        check_name=expectation_key(result).name,
        passed=result.passed,
        severity=_SEVERITIES[result.severity],
        description=result.message,
        metadata=shown,
    )


def _summary(results: Sequence[CheckResult], failed: Sequence[CheckResult]) -> str:
    if not failed:
        return f"{len(results)} checks passed."
    return "\n\n".join((f"{len(failed)} of {len(results)} failed:", *(r.message for r in failed)))


def _row(result: CheckResult) -> dict[str, object]:
    return {
        "passed": "yes" if result.passed else f"NO ({result.severity})",
        "guards": str(result.level),
        "check": result.name,
        "observed": result.observed,
        "message": result.message,
    }
