"""Which staged run an asset works on."""

from __future__ import annotations

import dagster as dg


def run_name(context: dg.AssetExecutionContext) -> str:
    """The part of a staged run's id that comes from the Dagster run."""
    return context.run.run_id[:8]
