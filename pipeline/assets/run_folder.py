"""Which staged run an asset or check works on, whose turn it is, and what is tried again.

Belongs here: what every asset does first, and what it does where something passes by
itself. Does not belong here: what stands in the folder (``publish.staging``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NoReturn

import dagster as dg

from pipeline.assets.resources import TRIGGER
from pipeline.publish.staging import Stage, StagedRun, workplace
from pipeline.publish.turn import take_turn
from pipeline.settings import Settings
from pipeline.watch.running import mark_running

Context = dg.AssetExecutionContext | dg.AssetCheckExecutionContext


RETRIES = 2
RETRY_SECONDS = 10
"""What passes by itself (a worker that died, a file that somebody has open) is tried so often."""


_BY_HAND = "Dagster UI"


def run_name(context: Context, settings: Settings) -> str:
    """The part of a staged run's id that comes from the Dagster run, which is now running.

    Waits while another run writes the warehouse.
    """
    mark_running(settings, context.run.run_id)
    if TRIGGER not in context.run.tags:
        context.instance.add_run_tags(context.run.run_id, {TRIGGER: _BY_HAND})
    take_turn(settings, context.run.run_id, context.log.warning)
    return context.run.run_id[:8]


def stage_folder(context: Context, settings: Settings, *, after: Stage) -> StagedRun:
    """The folder for the stage behind ``after``: this run's own, or a copy that it goes on with.

    A run that repeats another one goes on with what that one had made; a lone asset with
    what the newest had.

    Raises:
        dagster.Failure: no run came as far as ``after``.
    """
    try:
        return workplace(
            settings,
            name=run_name(context, settings),
            after=after,
            now=datetime.now(UTC),
            like=(context.run.parent_run_id or "")[:8],
        )
    except FileNotFoundError as missing:
        raise dg.Failure(str(missing), allow_retries=False) from None


def try_again(error: Exception) -> NoReturn:
    """Try a stage again in a while; where that has been done before, it fails with ``error``.

    Raises:
        dagster.RetryRequested: always.
    """
    raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=RETRY_SECONDS) from dg.Failure(
        str(error)
    )
