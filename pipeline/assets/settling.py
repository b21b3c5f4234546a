"""What is believed of the documents of a run, and what stands in for the others.

Called when the documents have been read, and again by whoever finds later that one of
them cannot be believed. Does not belong here: finding out whom not to believe (``quality``),
and Dagster.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.intake import DocumentOutcome, extractor_version
from pipeline.intake.by_hand import hand_holds
from pipeline.intake.cache import ReportCache
from pipeline.intake.carry import settle
from pipeline.intake.hold import Hold
from pipeline.intake.keep import KeptDocuments, KeptReading, ReleaseReadings, load_readings
from pipeline.intake.record import load_rows, save_outcomes
from pipeline.publish.published import current_release
from pipeline.publish.staging import Stage, StagedRun
from pipeline.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from pipeline.transform.corrections import Correction

OUTCOMES = "outcomes.json"

CORRECTIONS = PROJECT_ROOT / "expectations" / "corrections.yml"


def doubted_documents(outcomes: Sequence[DocumentOutcome], settings: Settings) -> tuple[Hold, ...]:
    """What is not to be believed before any facts are made: held by hand, or read worse."""
    by_hand = tuple(held.hold for held in hand_holds(settings))
    if settings.accept_changes:
        return by_hand
    from pipeline.quality.readings import worse_readings

    return (*by_hand, *worse_readings(outcomes, last_readings(settings), settings))


def hold_back(
    outcomes: Sequence[DocumentOutcome], holds: Iterable[Hold], settings: Settings
) -> tuple[DocumentOutcome, ...]:
    """Take documents out, and carry over what stood for them in the last release.

    ``holds`` are those found since the last call. Facts have to be built anew from what is
    returned, and may be checked and settled again until nothing more is held.
    """
    from pipeline.transform.corrections import misfits

    return settle(
        outcomes,
        holds,
        settings,
        last=last_readings(settings),
        now=datetime.now(UTC),
        judge=partial(misfits, corrections=corrections()),
    )


def save_documents(path: Path, outcomes: Sequence[DocumentOutcome], settings: Settings) -> None:
    """Write down what came of the documents, and keep what was read of them."""
    save_outcomes(path, outcomes)
    kept = KeptDocuments(settings.kept_dir)
    cache = ReportCache(settings.cache_dir, extractor_version())
    for outcome in outcomes:
        kept.keep(outcome, cache)


def carried_notes(outcomes: Sequence[DocumentOutcome]) -> dict[str, str]:
    """A line on each file that a reading of an earlier release stands in for, by its path."""
    return {
        outcome.source.source_file: f"{outcome.source.source_file}: its reading of release "
        f"{outcome.carried_from} stands in for it"
        for outcome in outcomes
        if not outcome.is_own and outcome.report is not None
    }


def last_readings(settings: Settings) -> ReleaseReadings | None:
    """What the current release was made from; None where there is none, or no list of it."""
    current = current_release(settings)
    return load_readings(current.database.parent) if current else None


def readings_of(run: StagedRun) -> tuple[KeptReading, ...]:
    """What the database of a run is made from, corrections included."""
    from pipeline.transform.corrections import digests

    corrected = digests(corrections())
    rows = load_rows(run.file(Stage.CHECK, OUTCOMES))
    return tuple(
        replace(kept, corrections_sha256=corrected.get(kept.sha256))
        for row in rows
        if (kept := row.kept) is not None
    )


def corrections() -> tuple[Correction, ...]:
    """What people corrected."""
    from pipeline.transform.corrections import read_corrections

    return read_corrections(CORRECTIONS)
