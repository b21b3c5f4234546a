"""What jobs wait for that the clock does not know: new files, and something being wrong.

Belongs here: looking, and asking for a run or saying why there is none. Does not belong
here: what somebody has to be told and how (``watch``), what happens by the clock
(``schedules``).
"""

from collections.abc import Callable
from datetime import UTC, datetime

import dagster as dg

from pipeline.assets.dagster_runs import queued_behind
from pipeline.assets.freshness import tell_freshness
from pipeline.assets.jobs import nightly
from pipeline.assets.keys import ENGINEERS, NIGHTLY
from pipeline.assets.resources import QUEUED_BEHIND, RAW_DIGEST, TRIGGER, run_config
from pipeline.assets.schedules import reason_to_skip
from pipeline.intake.listing import listing_digest
from pipeline.intake.mirror import StoreUnreachable, refresh
from pipeline.publish.due import NOTHING_NEW
from pipeline.settings import Settings
from pipeline.watch import look


def _look(warn: Callable[[str], None], instance: dg.DagsterInstance, settings: Settings) -> str:
    """Look once, tell whom the settings name, and say what was told."""
    now = datetime.now(UTC)
    found = look(settings, instance, job=NIGHTLY, now=now)
    tell_freshness(settings, instance, now=now)
    for problem in found.problems:
        warn(problem)
    told = [f"told: {event.event}: {event.summary}" for event in found.sent]
    return "; ".join([*found.problems, *told]) or "nothing new to tell"


@dg.sensor(
    job=nightly,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    owners=[ENGINEERS],
    description="Runs when files in raw/ came, went or changed, and have then kept still for a "
    "minute, so that a file is not read while it is being copied.",
)
def raw_folder(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.RunRequest | dg.SkipReason:
    """Compare names, sizes and times with those of the last look; no file is read.

    The cursor is "<digest seen last> <digest run last> <runs so far>". The digest with that
    number is the run's key: Dagster starts none twice, and files that went away and came back
    as they were (moved, restored) get a run all the same.
    """
    try:
        refresh(settings)
    except StoreUnreachable as error:
        return dg.SkipReason(str(error))
    now = listing_digest(settings.raw_dir)
    seen, run, number = ((context.cursor or "").split(" ") + ["", ""])[:3]
    if now == run:
        return dg.SkipReason("nothing new in raw/")
    if now != seen:
        context.update_cursor(f"{now} {run} {number}")
        return dg.SkipReason("raw/ is changing; looking again in a minute")
    reason = reason_to_skip(settings)
    number = str(int(number or 0) + 1)
    if reason in (None, NOTHING_NEW):  # else these files wait for their run
        context.update_cursor(f"{now} {now} {number}")
    if reason:
        return dg.SkipReason(reason)
    return dg.RunRequest(
        run_key=f"{number} {now}",
        run_config=run_config(force=False),
        tags={TRIGGER: "new files in raw/", RAW_DIGEST: now[:16]},
    )


@dg.sensor(
    minimum_interval_seconds=120,
    default_status=dg.DefaultSensorStatus.RUNNING,
    owners=[ENGINEERS],
    description="Tells an operator (NAMNDLAGER_NOTIFY_COMMAND, NAMNDLAGER_NOTIFY_URL) of failed "
    "and killed runs, blocked and shrunken releases, documents held back or rejected, and of a "
    "release that nobody renews; once each. Ends runs whose process is gone, and notes "
    "when the release becomes too old (check `is_fresh`).",
)
def night_watch(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.SkipReason:
    """Look once; the sensor itself never starts a run."""
    return dg.SkipReason(_look(context.log.warning, context.instance, settings))


@dg.run_failure_sensor(
    name="run_failed",
    monitored_jobs=[nightly],
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="The night watch, at once: when a run fails, or its release is blocked.",
)
def run_failed(
    context: dg.RunFailureSensorContext, settings: dg.ResourceParam[Settings]
) -> dg.SkipReason:
    """Look once more; what has been told is not told again."""
    return dg.SkipReason(_look(context.log.warning, context.instance, settings))


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.QUEUED,
    name="run_waits",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tags a run that is queued with the run that it waits for, which the list of "
    "runs shows: one run at a time writes the warehouse.",
)
def run_waits(context: dg.RunStatusSensorContext) -> dg.SkipReason:
    """Dagster's own page of a queued run does not say for whom."""
    run_id = context.dagster_run.run_id
    other = queued_behind(context.instance, run_id)
    if other is None:
        return dg.SkipReason(f"run {run_id[:8]} waits for nobody")
    # What somebody chooses by hand has a job of no name.
    what = "assets" if other.job_name.startswith("__") else other.job_name
    told = f"{what} {other.run_id[:8]}"
    context.instance.add_run_tags(run_id, {QUEUED_BEHIND: told})
    return dg.SkipReason(f"run {run_id[:8]} waits for {told}")


ALL = (raw_folder, night_watch, run_failed, run_waits)
