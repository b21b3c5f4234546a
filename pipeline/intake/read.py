"""Read every document of an inventory: from the cache, or by the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from pipeline.extract.report import Report
from pipeline.intake.cache import ReadResult, ReportCache, Unreadable
from pipeline.intake.engine import Reading, open_engine
from pipeline.intake.first_seen import FirstSeen
from pipeline.intake.inventory import Inventory
from pipeline.intake.knowledge import Known, is_doubtful, known_for
from pipeline.intake.outcome import (
    TRANSIENT_REASONS,
    DocumentOutcome,
    Rejection,
    SourceFile,
)
from pipeline.intake.supersede import mark_current
from pipeline.intake.version import extractor_version
from pipeline.settings import Settings

Progress = Callable[[DocumentOutcome, int, int], None]
"""Told after each document: its outcome, how many are done, how many there are."""

_KNOWN = TypeAdapter(Known)


def read_documents(
    inventory: Inventory,
    settings: Settings,
    *,
    now: datetime,
    progress: Progress = lambda outcome, done, total: None,
) -> tuple[DocumentOutcome, ...]:
    """One outcome for every file seen, sorted by ``source_file``.

    A document that cannot be read is rejected; the others go on. ``now`` (UTC) becomes
    the ``first_seen_at`` of a rejection that was not seen before.
    """
    first_seen = FirstSeen(settings.state_dir, now)
    total = len(inventory.files) + len(inventory.refusals)
    outcomes: list[DocumentOutcome] = []
    for source, reading, from_cache in _readings(inventory, settings):
        outcome = _outcome(source, reading, from_cache, first_seen)
        outcomes.append(outcome)
        progress(outcome, len(outcomes), total)
    first_seen.save(outcome.source for outcome in outcomes)
    told = _told_by_each_other(outcomes, settings)
    return mark_current(sorted(told, key=lambda outcome: outcome.source.source_file))


def _told_by_each_other(
    outcomes: Sequence[DocumentOutcome], settings: Settings
) -> list[DocumentOutcome]:
    """Read doubtful reports again with what the others of the run say surely.

    What one tells another was read without such help, so the order does not matter. A
    report that cannot be read the second time stays as it was.
    """
    reports = [outcome.report for outcome in outcomes if outcome.report]
    cache = ReportCache(settings.cache_dir, extractor_version())
    told: list[DocumentOutcome] = []
    waiting: list[tuple[DocumentOutcome, SourceFile, Known]] = []
    for outcome in outcomes:
        report = outcome.report
        known = known_for(report, reports) if report and is_doubtful(report) else {}
        if not known:
            told.append(outcome)
            continue
        source = replace(outcome.source, known_sha256=_digest(known))
        cached = cache.get(source)
        if isinstance(cached, Report):
            told.append(replace(outcome, source=source, report=cached))
        else:
            waiting.append((outcome, source, known))
    if waiting:
        with open_engine(settings) as engine:
            futures = [engine.submit(source, known) for _, source, known in waiting]
            for (outcome, source, _), future in zip(waiting, futures, strict=True):
                told.append(_read_again(outcome, source, future.result(), cache))
    return told


def _read_again(
    outcome: DocumentOutcome, source: SourceFile, reading: Reading, cache: ReportCache
) -> DocumentOutcome:
    if not isinstance(reading.result, Report):
        return outcome
    cache.put(source, reading.result)
    seconds = outcome.seconds + reading.seconds
    return replace(outcome, source=source, report=reading.result, from_cache=False, seconds=seconds)


def _digest(known: Known) -> str:
    return hashlib.sha256(_KNOWN.dump_json(known)).hexdigest()


def _readings(
    inventory: Inventory, settings: Settings
) -> Iterator[tuple[SourceFile, Reading, bool]]:
    """Readings in an order that shows progress: refused, cached, then as they are read."""
    cache = ReportCache(settings.cache_dir, extractor_version())
    for refusal in inventory.refusals:
        yield refusal.source, Reading(Unreadable(refusal.reason_code, refusal.reason), 0.0), False
    missing: list[SourceFile] = []
    for source in inventory.files:
        if (cached := cache.get(source)) is None:
            missing.append(source)
        else:
            yield source, Reading(cached, 0.0), True
    if not missing:
        return
    with open_engine(settings) as engine:
        futures = [(source, engine.submit(source)) for source in missing]
        for source, future in futures:
            reading = future.result()
            if not _is_transient(reading.result):
                cache.put(source, reading.result)
            yield source, reading, False


def _is_transient(result: ReadResult) -> bool:
    return isinstance(result, Unreadable) and result.reason_code in TRANSIENT_REASONS


def _outcome(
    source: SourceFile, reading: Reading, from_cache: bool, first_seen: FirstSeen
) -> DocumentOutcome:
    result = reading.result
    rejection = None
    if isinstance(result, Unreadable):
        seen = first_seen.of(source, result.reason_code)
        rejection = Rejection(result.reason_code, result.reason, seen)
    return DocumentOutcome(
        source=source,
        report=None if isinstance(result, Unreadable) else result,
        rejection=rejection,
        is_current=rejection is None,
        from_cache=from_cache,
        seconds=reading.seconds,
    )
