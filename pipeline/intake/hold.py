"""A document that was read but is not believed: why, and what to do about it.

Whoever finds such a document says so with a ``Hold``: a check of the facts, a reading
worse than the last one, a person (``namndlager hold``). ``apply_holds`` takes them out of
the run; they stand in ``rejected_document`` with the reason code 'held_back'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.intake.outcome import DocumentOutcome, Rejection

HELD_BACK = "held_back"
"""Reason code of a document that was read but is not believed."""

SHOWN_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a document is held back.

    Attributes:
        source_file: path below the raw folder.
        check: name of what failed, stable over runs ("value_bounds", "by_hand" ...).
        failed: what failed, in a sentence.
        examples: what shows it, each with its place; three are told.
        remedy: what a person can do, in a sentence.
    """

    source_file: str
    check: str
    failed: str
    remedy: str
    examples: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The whole as one text for ``rejected_document``."""
        shown = "; ".join(self.examples[:SHOWN_EXAMPLES])
        more = len(self.examples) - SHOWN_EXAMPLES
        told = f" For example: {shown}{f' (and {more} more)' if more > 0 else ''}." if shown else ""
        return f"{self.failed}{told} {self.remedy}"


def apply_holds(
    outcomes: Sequence[DocumentOutcome], holds: Iterable[Hold], *, now: datetime
) -> tuple[DocumentOutcome, ...]:
    """The outcomes with every held document rejected; several holds of one are joined.

    Which of the remaining files are current has to be decided anew (``mark_current``).
    """
    reasons: dict[str, list[str]] = {}
    for hold in holds:
        told = reasons.setdefault(hold.source_file, [])
        if hold.reason not in told:
            told.append(hold.reason)
    return tuple(
        replace(
            outcome,
            report=None,
            rejection=Rejection(HELD_BACK, " ".join(reasons[outcome.source.source_file]), now),
            is_current=False,
        )
        if outcome.report is not None and outcome.source.source_file in reasons
        else outcome
        for outcome in outcomes
    )
