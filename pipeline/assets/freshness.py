"""Whether the release is as new as it should be, as a check with a history.

Dagster's own freshness policy counts materializations only, and a night with nothing new
makes none: it would call a release old that has been found up to date an hour ago. So the
rule is that of the night watch: published, or found up to date, within
``NAMNDLAGER_NOTIFY_AFTER_HOURS``.

The sensor that looks every other minute tells a change without starting a run; in a run, and
alone, it is an ordinary check.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus

from pipeline.assets.keys import NIGHTLY, RELEASE
from pipeline.settings import Settings
from pipeline.watch.observe import last_run, observe

SPEC = dg.AssetCheckSpec(
    "is_fresh",
    asset=RELEASE,
    description="The release was published, or found up to date, within the hours that "
    "NAMNDLAGER_NOTIFY_AFTER_HOURS allows (36 by default, 0 for any age).",
    metadata={"severity": "error"},
)


def freshness(
    settings: Settings, instance: dg.DagsterInstance, *, now: datetime
) -> dg.AssetCheckEvaluation:
    """How old the release is, and whether that may be."""
    last = last_run(settings, instance, job=NIGHTLY, now=now)
    # Where there is no release at all, its age counts from the beginning of time.
    seen = observe(settings, last, now=now, since=datetime.fromtimestamp(0, UTC))
    age = now - seen.confirmed_at
    allowed = timedelta(hours=seen.after_hours)
    hours = round(age / timedelta(hours=1), 1)
    said = (
        f"{seen.current.release_id} was published, or found up to date, {hours} hours ago."
        if seen.current
        else "Nothing is published."
    )
    return dg.AssetCheckEvaluation(
        asset_key=SPEC.asset_key,
        check_name=SPEC.name,
        passed=seen.current is not None and (not allowed or age <= allowed),
        severity=dg.AssetCheckSeverity.ERROR,
        description=said,
        metadata={
            "allowed_hours": seen.after_hours,
            **({"hours_old": hours} if seen.current else {}),
        },
    )


@dg.multi_asset_check(name="release_is_fresh", specs=[SPEC])
def release_is_fresh(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult]:
    """Look at the release as it stands now."""
    told = freshness(settings, context.instance, now=datetime.now(UTC))
    yield dg.AssetCheckResult(
        asset_key=told.asset_key,
        check_name=told.check_name,
        passed=told.passed,
        severity=told.severity,
        description=told.description,
        metadata=told.metadata,
    )


def tell_freshness(settings: Settings, instance: dg.DagsterInstance, *, now: datetime) -> bool:
    """Note in the check's history that it changed, without a run; True where it did."""
    known = instance.event_log_storage.get_latest_asset_check_execution_by_key([SPEC.key])
    if (before := known.get(SPEC.key)) is None:
        return False  # no run has published anything yet, and the first one tells it
    told = freshness(settings, instance, now=now)
    was_fresh = before.status is AssetCheckExecutionRecordStatus.SUCCEEDED
    if told.passed == was_fresh:
        return False
    instance.report_runless_asset_event(told)
    return True
