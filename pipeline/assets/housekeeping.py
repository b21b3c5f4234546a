"""What a run does for its storage before it begins and when it has ended.

Belongs here: the order of things around a run. Does not belong here: what may go
(``publish.prune``, ``dagster_runs``).
"""

from __future__ import annotations

import dagster as dg

from pipeline.assets.dagster_runs import prune_dagster_runs
from pipeline.assets.reporter import Reporter
from pipeline.intake import Inventory
from pipeline.publish.digests import RELOAD, is_stale
from pipeline.publish.prune import prune
from pipeline.publish.published import ReleaseRefused
from pipeline.publish.set_aside import damaged_files
from pipeline.publish.space import refuse_without_room
from pipeline.settings import Settings


def make_ready(
    settings: Settings, instance: dg.DagsterInstance, reporter: Reporter, inventory: Inventory
) -> None:
    """Make room, and see that there is enough of it.

    Raises:
        dagster.Failure: there is too little room, or this process runs old code.
    """
    if is_stale():
        raise dg.Failure(RELOAD, allow_retries=False)
    prune_dagster_runs(instance)
    tidy(settings, reporter)
    try:
        refuse_without_room(settings, sum(source.size for source in inventory.files))
    except ReleaseRefused as refusal:
        raise dg.Failure(str(refusal), allow_retries=False) from None


def tidy(settings: Settings, reporter: Reporter) -> None:
    """Remove what nobody needs any more, and say what was found damaged."""
    prune(settings)
    for path in damaged_files(settings):
        reporter.note(f"warning: a damaged file was set aside: {path}")
