"""Whether there is anything to do: asked at every tick, and before a run."""

from __future__ import annotations

from pipeline.intake import take_inventory
from pipeline.publish.digests import RELOAD, is_stale
from pipeline.publish.freshness import is_up_to_date
from pipeline.publish.rollback import rolled_back
from pipeline.settings import Settings

NOTHING_NEW = "raw/ and the code are those of the current release"


def reason_not_to_run(settings: Settings) -> str | None:
    """Why a run would do nothing, or nothing good; None where it is due.

    Raises:
        FileNotFoundError: there is no raw folder.
    """
    if is_stale():
        return RELOAD
    if (rollback := rolled_back(settings)) is not None:
        return str(rollback)
    if is_up_to_date(settings, take_inventory(settings).digest):
        return NOTHING_NEW
    return None
