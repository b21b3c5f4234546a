"""The gate as Dagster runs meet it: what all checks say together, and a run that ends at it.

Belongs here: joining the results of a run's stages to its verdict, and stopping a run whose
verdict is already known. Does not belong here: what is checked, and how a result looks
(``checks``).

A check that gates is *blocking* in Dagster: where it fails, nothing behind it is built. The
run then ends with a verdict like any other, so that ``status``, the watch and the page of
checks say why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NoReturn

import dagster as dg
from pydantic import TypeAdapter

from pipeline.assets.keys import VERDICT
from pipeline.publish import run_log
from pipeline.publish.dbt_manifest import kept_places
from pipeline.publish.dbt_nodes import load_nodes
from pipeline.publish.release import load_diff
from pipeline.publish.staging import Stage, StagedRun
from pipeline.publish.tables_made import left_behind
from pipeline.quality import verdict as verdicts
from pipeline.quality.check_report import write_check_report
from pipeline.quality.results import CheckResult
from pipeline.settings import Settings

RESULTS = TypeAdapter(list[CheckResult])
RESULTS_FILE = "results.json"
"""Check results of a stage, in its folder."""

MAY_RELEASE = dg.AssetCheckSpec(
    "may_release",
    asset=VERDICT,
    blocking=True,
    description="No check blocks the release.",
)

_TOLD_AT_ONCE = 10
"""Reasons in the message of a run that failed; all stand on the page of checks."""


def save_results(run: StagedRun, stage: Stage, results: Sequence[CheckResult]) -> None:
    """Write down what the checks of a stage say."""
    run.file(stage, RESULTS_FILE).write_bytes(RESULTS.dump_json(list(results), indent=2))


def results_of(run: StagedRun, stage: Stage) -> list[CheckResult]:
    """What the checks of a stage say, as they stand in its folder."""
    return RESULTS.validate_json(run.file(stage, RESULTS_FILE).read_bytes())


def joined_results(run: StagedRun) -> list[CheckResult]:
    """The check results of every ring of a run; those of a run that it copied name that one."""
    own = run.info.run_id
    results: list[CheckResult] = []
    for stage in (Stage.CHECK, Stage.BUILD):
        made_by = run.made_by(stage)
        found = results_of(run, stage)
        results += [replace(r, run=r.run or (made_by if made_by != own else "")) for r in found]
    return [*results, *load_diff(run).results]


def decide(
    run: StagedRun, settings: Settings, more: Sequence[CheckResult] = ()
) -> verdicts.Verdict:
    """The verdict on a run that came as far as its comparison; it is written, with its page.

    ``more`` are results that no stage has kept.
    """
    nodes = load_nodes(kept_places(settings))
    return _written(run, [*joined_results(run), *left_behind(run, nodes, settings), *more])


def may_release(decided: verdicts.Verdict) -> dg.AssetCheckResult:
    """The verdict as the check that the release waits for."""
    return dg.AssetCheckResult(
        asset_key=VERDICT,
        check_name=MAY_RELEASE.name,
        passed=decided.may_release,
        description="\n\n".join(decided.reasons) or "No check blocks the release.",
    )


def end_where_blocked(
    run: StagedRun, settings: Settings, results: Sequence[CheckResult], *, why: str = ""
) -> Iterator[dg.AssetCheckEvaluation]:
    """End a run for which a check has already decided that it cannot be released.

    ``why`` is said before the reasons.

    Raises:
        dagster.Failure: a result blocks; a verdict on the run says so.
    """
    if not any(result.blocks for result in results):
        return
    run.start(Stage.VERDICT)
    decided = _written(run, results)
    told = may_release(decided)
    # The gate is red at once, and not as green as after the last run.
    yield dg.AssetCheckEvaluation(
        asset_key=VERDICT, check_name=MAY_RELEASE.name, passed=False, description=told.description
    )
    end_refused(run, settings, decided, why=why)


def end_refused(
    run: StagedRun, settings: Settings, decided: verdicts.Verdict, *, why: str = ""
) -> NoReturn:
    """End a run whose verdict is no.

    Raises:
        dagster.Failure: always, with the reasons.
    """
    run_log.finish(settings, run.info.run_id, at=datetime.now(UTC), published=False)
    # What dbt did not run because of something else is no reason of its own.
    blocking = [result for result in decided.results if result.blocks]
    causes = [result for result in blocking if result.observed != "skipped"]
    reasons = [f"{r.name} ({r.table}): {r.message}" for r in causes] or decided.reasons
    more = len(reasons) - _TOLD_AT_ONCE
    listed = "\n".join(f"  {reason}" for reason in reasons[:_TOLD_AT_ONCE])
    raise dg.Failure(
        (why or f"{len(reasons)} checks block the release:")
        + f"\n{listed}"
        + (f"\n  and {more} more" if more > 0 else "")
        + f"\nAll checks: {run.checks_page}\nThe last release stays in place.",
        allow_retries=False,
    )


def _written(run: StagedRun, results: Sequence[CheckResult]) -> verdicts.Verdict:
    info = run.info
    decided = verdicts.decide(results, run_id=info.run_id, input_digest=info.input_digest)
    verdicts.write(decided, run.verdict)
    write_check_report(decided, run.checks_page)
    return decided
