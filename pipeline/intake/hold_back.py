"""Take held documents out of a run: rejected, and the others decided anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.intake.first_seen import FirstSeen
from pipeline.intake.hold import HELD_BACK, Hold, apply_holds
from pipeline.intake.outcome import DocumentOutcome
from pipeline.intake.supersede import mark_current
from pipeline.settings import Settings


def hold_back(
    outcomes: Sequence[DocumentOutcome],
    holds: Iterable[Hold],
    settings: Settings,
    *,
    now: datetime,
) -> tuple[DocumentOutcome, ...]:
    """The outcomes without the held documents, each rejected since it was first held.

    The date of the first time is kept between runs, so that an unchanged folder gives an
    unchanged database.
    """
    first_seen = FirstSeen(settings.state_dir, now)
    held = [_since(one, first_seen) for one in apply_holds(outcomes, holds, now=now)]
    first_seen.save(outcome.source for outcome in held)
    return mark_current(held)


def _since(outcome: DocumentOutcome, first_seen: FirstSeen) -> DocumentOutcome:
    rejection = outcome.rejection
    if rejection is None or rejection.reason_code != HELD_BACK:
        return outcome
    seen = first_seen.of(outcome.source, HELD_BACK)
    return replace(outcome, rejection=replace(rejection, first_seen_at=seen))
