"""Which staged run an asset or check works on, and the mark that it is being worked on."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg

from pipeline.publish.staging import Stage, StagedRun, workplace
from pipeline.publish.turn import take_turn
from pipeline.settings import Settings
from pipeline.watch.running import mark_running

Context = dg.AssetExecutionContext | dg.AssetCheckExecutionContext


def run_name(context: Context, settings: Settings) -> str:
    """The part of a staged run's id that comes from the Dagster run, which is now running.

    Waits while another run writes the warehouse.
    """
    mark_running(settings, context.run.run_id)
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
