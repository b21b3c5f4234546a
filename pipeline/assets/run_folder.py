"""Which staged run an asset or check works on, whose turn it is, and what is tried again.

Belongs here: what every asset does first, and what it does where something passes by
itself. Does not belong here: what stands in the folder (``publish.staging``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import dagster as dg

from pipeline.assets.resources import TRIGGER
from pipeline.publish.staging import Stage, StagedRun, find, workplace
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
    say_who_asked(context)
    take_turn(settings, context.run.run_id, context.log.warning)
    return context.run.run_id[:8]


def say_who_asked(context: Context | dg.OpExecutionContext) -> None:
    """Tag a run that neither a schedule nor a sensor nor the command line started."""
    if TRIGGER not in context.run.tags:
        context.instance.add_run_tags(context.run.run_id, {TRIGGER: _BY_HAND})


def stage_folder(context: Context, settings: Settings, *, after: Stage) -> StagedRun:
    """The folder for the stage behind ``after``: this run's own, or a copy that it goes on with.

    A run that repeats another one goes on with what that one had made; a lone asset with
    what the newest had that read the same files as are in ``raw/``.

    Raises:
        dagster.Failure: no run came as far as ``after`` with these files.
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


def last_run(context: Context, settings: Settings, *, after: Stage) -> StagedRun:
    """This run's own folder, or that of the newest run that came so far, to look at.

    Raises:
        dagster.Failure: no run came as far as ``after``.
    """
    try:
        return find(settings, name=run_name(context, settings), after=after)
    except FileNotFoundError as missing:
        raise dg.Failure(str(missing), allow_retries=False) from None


def noted(run: StagedRun, stage: Stage, name: str) -> Path:
    """A file that a finished stage of a run has left behind.

    Raises:
        dagster.Failure: the run is of a version of this program that did not write it yet.
    """
    path = run.file(stage, name)
    if not path.exists():
        raise dg.Failure(
            f"run {run.folder.name} did not note {name}: an earlier version of this program "
            "made it. Read the documents once (job read_documents or nightly).",
            allow_retries=False,
        )
    return path


def try_again(error: Exception) -> NoReturn:
    """Try a stage again in a while; where that has been done before, it fails with ``error``.

    Raises:
        dagster.RetryRequested: always.
    """
    raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=RETRY_SECONDS) from dg.Failure(
        str(error)
    )
