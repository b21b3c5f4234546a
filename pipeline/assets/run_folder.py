"""Which staged run an asset works on, and the mark that it is being worked on."""

from __future__ import annotations

import dagster as dg

from pipeline.watch.running import mark_running


def run_name(context: dg.AssetExecutionContext) -> str:
    """The part of a staged run's id that comes from the Dagster run, which is now running."""
    mark_running(context.resources.settings, context.run.run_id)
    return context.run.run_id[:8]
