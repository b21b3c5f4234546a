"""When the pipeline runs by itself: at night, and when raw/ changes; who watches over it."""

from datetime import UTC, datetime

import dagster as dg

from pipeline.intake.listing import listing_digest
from pipeline.publish.due import NOTHING_NEW, reason_not_to_run
from pipeline.settings import Settings
from pipeline.watch import confirm, look

JOB_NAME = "nightly"

nightly_job = dg.define_asset_job(
    JOB_NAME,
    selection=dg.AssetSelection.all(),
    description="The whole way from raw/ to a published database.",
    # A step of its own process costs two seconds, in this one a hundredth.
    executor_def=dg.in_process_executor,
)


@dg.schedule(
    job=nightly_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Europe/Stockholm",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="At 02:00 in Stockholm; skips where neither documents nor code have changed, "
    "and after a rollback until somebody says `namndlager resume`.",
)
def every_night(
    context: dg.ScheduleEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.RunRequest | dg.SkipReason:
    """Run, unless this input and this code are known to give the current release."""
    reason = _reason_to_skip(settings)
    if reason == NOTHING_NEW:
        confirm(settings, now=datetime.now(UTC))
    return dg.SkipReason(reason) if reason else dg.RunRequest()


@dg.sensor(
    job=nightly_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Runs when files in raw/ came, went or changed, and have then kept still for a "
    "minute, so that a file is not read while it is being copied.",
)
def raw_folder(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.RunRequest | dg.SkipReason:
    """Compare names, sizes and times with those of the last look; no file is read.

    The cursor is "<digest seen last> <digest run last>".
    """
    now = listing_digest(settings.raw_dir)
    seen, _, run = (context.cursor or "").partition(" ")
    if now == run:
        return dg.SkipReason("nothing new in raw/")
    if now != seen:
        context.update_cursor(f"{now} {run}")
        return dg.SkipReason("raw/ is changing; looking again in a minute")
    reason = _reason_to_skip(settings)
    if reason in (None, NOTHING_NEW):  # else these files wait for their run
        context.update_cursor(f"{now} {now}")
    return dg.SkipReason(reason) if reason else dg.RunRequest()


def _reason_to_skip(settings: Settings) -> str | None:
    """Why there is no run; a raw folder that is missing is one reason, told by the watch."""
    try:
        return reason_not_to_run(settings)
    except FileNotFoundError as error:
        return str(error)


@dg.sensor(
    minimum_interval_seconds=120,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells an operator (NAMNDLAGER_NOTIFY_COMMAND, NAMNDLAGER_NOTIFY_URL) of failed "
    "and killed runs, blocked and shrunken releases, documents held back or rejected, and of a "
    "release that nobody renews; once each. Ends runs whose process is gone.",
)
def night_watch(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> dg.SkipReason:
    """Look once; the sensor itself never starts a run."""
    found = look(settings, context.instance, job=JOB_NAME, now=datetime.now(UTC))
    for problem in found.problems:
        context.log.warning(problem)
    told = [f"told: {event.event}: {event.summary}" for event in found.sent]
    return dg.SkipReason("; ".join([*found.problems, *told]) or "nothing new to tell")
