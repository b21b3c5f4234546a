"""A document that was read but is not believed: why, and what to do about it.

Whoever finds such a document says so with a ``Hold``: a check of the facts, a reading
worse than the last one, a person (``namndlager hold``). ``apply_holds`` takes them out of
the run; they stand in ``rejected_document`` with the reason code 'held_back'.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.intake.outcome import DocumentOutcome, HeldReading, Rejection, identity_of

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
        whole_document: no reading of these bytes is to be believed, so that an earlier
            reading of the same bytes does not stand in either.
    """

    source_file: str
    check: str
    failed: str
    remedy: str
    examples: tuple[str, ...] = ()
    whole_document: bool = False

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
    by_file: dict[str, list[Hold]] = {}
    for hold in holds:
        by_file.setdefault(hold.source_file, []).append(hold)
    return tuple(
        _held(outcome, by_file[outcome.source.source_file], now)
        if outcome.report is not None and outcome.source.source_file in by_file
        else outcome
        for outcome in outcomes
    )


def _held(outcome: DocumentOutcome, holds: Sequence[Hold], now: datetime) -> DocumentOutcome:
    assert outcome.report is not None
    reason = " ".join(dict.fromkeys(hold.reason for hold in holds))
    whole_document = any(hold.whole_document for hold in holds)
    return replace(
        outcome,
        report=None,
        rejection=Rejection(HELD_BACK, reason, now),
        held=HeldReading(identity_of(outcome.report.gist), whole_document),
        is_current=False,
    )
