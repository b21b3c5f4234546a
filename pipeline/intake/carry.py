"""What was published stays, while its file cannot be read or is not believed.

A file of this run that was rejected, held back or failed for a passing reason is stood in
for by its reading of the last release: matched by its path, else by the report that it
says it is, and never where another sound file of this run gives that report. A file that
has left the raw folder is not stood in for: it disappears.

What is carried over is the reading, with the hash of the bytes that it was read from; it
goes through today's transform, masking and corrections like any other. It keeps the path
of the file that it stands in for, and its places are those of the kept bytes. A reading
that is itself held back is not sound and does not stand in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline.intake.cache import Unreadable, entry_name
from pipeline.intake.engine import open_engine
from pipeline.intake.first_seen import FirstSeen
from pipeline.intake.gist import StoredReport
from pipeline.intake.hold import HELD_BACK, Hold, apply_holds
from pipeline.intake.keep import KeptDocuments, KeptReading, ReleaseReadings
from pipeline.intake.outcome import DocumentOutcome, Identity, Rejection, identity_of
from pipeline.intake.read import tell_each_other
from pipeline.intake.stored import StoredReports, in_memory
from pipeline.intake.supersede import mark_current
from pipeline.intake.version import extractor_version
from pipeline.settings import Settings
from pipeline.storage import UNPACKED

NOT_CARRIED = "not_carried"
"""Reason code of a kept reading that cannot be taken up again."""

Judge = Callable[[Sequence[DocumentOutcome]], Iterable[Hold]]
"""Says which of the outcomes are not to be believed; held ones it is not asked about."""


def settle(
    outcomes: Sequence[DocumentOutcome],
    holds: Iterable[Hold],
    settings: Settings,
    *,
    last: ReleaseReadings | None,
    now: datetime,
    judge: Judge = lambda _outcomes: (),
) -> tuple[DocumentOutcome, ...]:
    """Take out what is held, let the others tell each other anew, and carry over.

    May be called again with the outcomes that it gave and further holds. ``judge`` is
    asked about the result, readings that were carried over included, until it has nothing
    more to say. A hold of a file that is already stood in for is on the reading that
    stands in. Sorted by ``source_file``; a file's own outcome comes first.

    Args:
        outcomes: what came of the files, carried readings of an earlier call included.
        holds: what is not to be believed.
        settings: where readings are kept.
        last: what the last release was made from; None where there is none.
        now: becomes the ``first_seen_at`` of what was not held before.
        judge: finds further holds.
    """
    first_seen = FirstSeen(settings.state_dir, now)
    settled = tuple(outcomes)
    while True:
        settled = _hold(settled, holds, settings, first_seen)
        settled = carry_over(settled, settings, last=last, now=now)
        if not (holds := tuple(judge(settled))):
            break
    first_seen.save(outcome.source for outcome in settled)
    return settled


def carry_over(
    outcomes: Sequence[DocumentOutcome],
    settings: Settings,
    *,
    last: ReleaseReadings | None,
    now: datetime,
) -> tuple[DocumentOutcome, ...]:
    """The outcomes with the readings of the last release that stand in for failed files.

    What stood in before is decided anew, so a second call changes nothing; a carried
    reading that has been held back since stays out.
    """
    own = [outcome for outcome in outcomes if outcome.is_own]
    refused = [o for o in outcomes if not o.is_own and o.rejection is not None]
    carried: list[DocumentOutcome] = []
    if last is not None:
        given = {identity_of(outcome.report.gist) for outcome in own if outcome.report is not None}
        out = {(outcome.source.source_file, outcome.source.sha256) for outcome in refused}
        for failed, kept in _matches(own, last.readings):
            if kept.identity in given or (failed.source.source_file, kept.sha256) in out:
                continue
            stand_in = _stand_in(failed, kept, last.release_id, settings, now)
            if stand_in is not None:
                carried.append(stand_in)
    together = [*own, *carried, *refused]
    together.sort(key=lambda outcome: (outcome.source.source_file, not outcome.is_own))
    return mark_current(together)


def _hold(
    outcomes: Sequence[DocumentOutcome],
    holds: Iterable[Hold],
    settings: Settings,
    first_seen: FirstSeen,
) -> tuple[DocumentOutcome, ...]:
    """Apply holds; the others are told anew where a held document had told them something."""
    held = tuple(
        _as_first_seen(before, after, first_seen)
        for before, after in zip(
            outcomes, apply_holds(outcomes, holds, now=first_seen.now), strict=True
        )
    )
    silenced = {
        (after.source.source_file, after.source.sha256)
        for before, after in zip(outcomes, held, strict=True)
        if before.report is not None and after.report is None
    }
    witnesses = {(w.source_file, w.sha256) for outcome in held for w in outcome.told_by}
    return tuple(tell_each_other(held, settings)) if silenced & witnesses else held


def _as_first_seen(
    before: DocumentOutcome, after: DocumentOutcome, first_seen: FirstSeen
) -> DocumentOutcome:
    if after is before or after.rejection is None:
        return after
    seen = first_seen.of(after.source, HELD_BACK)
    return replace(after, rejection=replace(after.rejection, first_seen_at=seen))


def _matches(
    own: Sequence[DocumentOutcome], readings: Sequence[KeptReading]
) -> Iterator[tuple[DocumentOutcome, KeptReading]]:
    """Failed files with their readings of the last release: by path, then by identity."""
    by_identity: dict[Identity, KeptReading] = {}
    for kept in sorted(readings, key=lambda kept: (kept.is_current, kept.source_file)):
        by_identity[kept.identity] = kept
    failed = [outcome for outcome in own if outcome.rejection is not None]
    used: set[str] = set()
    found: set[str] = set()
    for outcome in failed:
        for kept in readings:
            if _is_below(kept.source_file, outcome.source.source_file):
                found.add(outcome.source.source_file)
                if _may_be_sound(outcome, kept):
                    used.add(kept.source_file)
                    yield outcome, kept
    for outcome in failed:
        if outcome.source.source_file in found or outcome.held is None:
            continue
        elsewhere = by_identity.get(outcome.held.identity)
        if elsewhere is None or elsewhere.source_file in used:
            continue
        if _may_be_sound(outcome, elsewhere):
            used.add(elsewhere.source_file)
            yield outcome, elsewhere


def _is_below(source_file: str, failed: str) -> bool:
    """Whether a file is the one that failed, or stands in the folder that could not be listed."""
    return source_file == failed or source_file.startswith(f"{failed}/")


def _may_be_sound(failed: DocumentOutcome, kept: KeptReading) -> bool:
    """False where the kept reading is the one that is held back."""
    if failed.held is None or kept.sha256 != failed.source.sha256:
        return True
    if failed.held.whole_document:
        return False
    was = entry_name(kept.source(failed.source.path), kept.extractor_version)
    return was != entry_name(failed.source, extractor_version())


def _stand_in(
    failed: DocumentOutcome,
    kept: KeptReading,
    release_id: str,
    settings: Settings,
    now: datetime,
) -> DocumentOutcome | None:
    """The kept reading as an outcome; None where it says just what is held back."""
    taken = _take_up(kept, settings)
    is_in_folder = _is_below(kept.source_file, failed.source.source_file)
    source = replace(
        kept.source(failed.source.path),
        source_file=kept.source_file if is_in_folder else failed.source.source_file,
        known_sha256=kept.known_sha256 if taken.read_by else None,
    )
    report = taken.result if isinstance(taken.result, StoredReport) else None
    is_same_file = failed.held is not None and kept.sha256 == failed.source.sha256
    if report and is_same_file and StoredReports.below(settings).find(failed.source) == report:
        return None
    return DocumentOutcome(
        source=source,
        report=report,
        rejection=None if report else _not_carried(taken.result, now),
        is_current=report is not None,
        from_cache=True,
        seconds=0.0,
        carried_from=kept.carried_from or release_id,
        read_by=taken.read_by,
        told_by=kept.told_by if taken.read_by else (),
    )


def _not_carried(result: StoredReport | Unreadable, now: datetime) -> Rejection:
    why = result.reason if isinstance(result, Unreadable) else ""
    return Rejection(NOT_CARRIED, f"It cannot be loaded, nor read again: {why}", now)


@dataclass(frozen=True, slots=True)
class _TakenUp:
    """A kept reading; ``read_by`` is None where its bytes were read anew by today's reader."""

    result: StoredReport | Unreadable
    read_by: str | None


def _take_up(kept: KeptReading, settings: Settings) -> _TakenUp:
    """The reading as it was kept or, where today's code cannot load it, read anew."""
    documents = KeptDocuments(settings.kept_dir)
    if (report := documents.reading(kept)) is not None:
        # Few stand in for anything at a time, so that they may be held.
        return _TakenUp(in_memory(report), kept.extractor_version)
    reports = StoredReports.below(settings)
    plain = replace(kept.source(Path()), known_sha256=None)
    if (known := reports.find(plain)) is not None:
        return _TakenUp(known, None)
    settings.warehouse_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=UNPACKED, dir=settings.warehouse_dir) as folder:
        source = documents.unpack(kept, Path(folder))
        if source is None:
            return _TakenUp(Unreadable(NOT_CARRIED, "its bytes were not kept."), None)
        source = replace(source, known_sha256=None)
        with open_engine(replace(settings, workers=1), reports) as engine:
            told = engine.submit(source).result().told
    return _TakenUp(reports.told(source, told), None)
