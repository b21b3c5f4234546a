"""When jobs run by the clock, all times in Stockholm's.

Belongs here: schedules, and the reasons for which one skips. Does not belong here: what a
job does (``jobs``), and what something else than the clock starts (``sensors``).
"""

from datetime import UTC, datetime

import dagster as dg

from pipeline.assets.jobs import nightly, prune, verify_release
from pipeline.assets.keys import ENGINEERS, NIGHTLY
from pipeline.assets.resources import TRIGGER, run_config
from pipeline.publish.due import NOTHING_NEW, reason_not_to_run
from pipeline.settings import Settings
from pipeline.watch import confirm

STOCKHOLM = "Europe/Stockholm"


def reason_to_skip(settings: Settings) -> str | None:
    """Why there is no run; a raw folder that is missing is one reason, told by the watch."""
    try:
        return reason_not_to_run(settings)
    except FileNotFoundError as error:
        return str(error)


@dg.schedule(
    job=nightly,
    cron_schedule="0 2 * * *",
    execution_timezone=STOCKHOLM,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    owners=[ENGINEERS],
    description="At 02:00 in Stockholm; skips where neither documents nor code have changed, "
    "and after a rollback until somebody says `namndlager resume`.",
)
def every_night(
    context: dg.ScheduleEvaluationContext,  # noqa: ARG001 - Dagster asks for it
    settings: dg.ResourceParam[Settings],
) -> dg.RunRequest | dg.SkipReason:
    """Run, unless this input and this code are known to give the current release."""
    reason = reason_to_skip(settings)
    if reason == NOTHING_NEW:
        confirm(settings, now=datetime.now(UTC))
    if reason:
        return dg.SkipReason(reason)
    # What another run has done by the time that this one's turn comes is not done again.
    return dg.RunRequest(
        run_config=run_config(force=False), tags={TRIGGER: f"schedule of {NIGHTLY}"}
    )


every_week_verify = dg.ScheduleDefinition(
    name="every_week_verify",
    job=verify_release,
    cron_schedule="0 4 * * 0",
    execution_timezone=STOCKHOLM,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    owners=[ENGINEERS],
    description="On Sundays at 04:00: a disk that rots is noticed before somebody needs it.",
    tags={TRIGGER: "schedule of verify_release"},
)

every_week_prune = dg.ScheduleDefinition(
    name="every_week_prune",
    job=prune,
    cron_schedule="30 4 * * 0",
    execution_timezone=STOCKHOLM,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    owners=[ENGINEERS],
    description="On Sundays at 04:30: also where no run has tidied up for a week.",
    tags={TRIGGER: "schedule of prune"},
)

ALL = (every_night, every_week_verify, every_week_prune)
