"""Check results as Dagster asset checks: one a table and ring, its results as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import dagster as dg

from pipeline.assets.display import markdown_table
from pipeline.quality.results import CheckResult

RING_DESCRIPTIONS = {
    "contract": "Ring 1: columns, types, keys and ranges that the registry promises.",
    "expectation": "Ring 2: Great Expectations suite in expectations/, with a reason a bound.",
    "dbt": "Ring 2: dbt tests on keys, relationships and identities, and the enforced contract.",
    "diff": "The database beside the last release.",
}


def check_spec(asset: dg.AssetKey, ring: str) -> dg.AssetCheckSpec:
    """The check of one ring on one asset. It never stops a run: the verdict decides."""
    return dg.AssetCheckSpec(ring, asset=asset, description=RING_DESCRIPTIONS[ring])


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
            "results": dg.MetadataValue.md(markdown_table(list(map(_row, results)), width=None)),
        },
    )


def of_table(results: Iterable[CheckResult], table: str, ring: str) -> list[CheckResult]:
    """Results on a table in a ring; our own errors stand in the ring that had them."""
    return [r for r in results if r.table == table and r.kind in (ring, "engine")]


def _summary(results: Sequence[CheckResult], failed: Sequence[CheckResult]) -> str:
    if not failed:
        return f"{len(results)} checks passed."
    return "\n\n".join((f"{len(failed)} of {len(results)} failed:", *(r.message for r in failed)))


def _row(result: CheckResult) -> dict[str, object]:
    return {
        "passed": "yes" if result.passed else f"NO ({result.severity})",
        "guards": result.level,
        "check": result.name,
        "observed": result.observed,
        "message": result.message,
    }
