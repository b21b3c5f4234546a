"""Read every document of an inventory: from the cache, or by the engine.

A document that fails for a passing reason is read once more, with nothing else running.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

from pipeline.intake.cache import Unreadable
from pipeline.intake.engine import Engine, open_engine
from pipeline.intake.first_seen import FirstSeen
from pipeline.intake.gist import StoredReport
from pipeline.intake.inventory import Inventory, look_again
from pipeline.intake.knowledge import Known, Witnesses
from pipeline.intake.lake import Lake
from pipeline.intake.listing import Refusal
from pipeline.intake.outcome import (
    TRANSIENT_REASONS,
    DocumentOutcome,
    Rejection,
    SourceFile,
    Witness,
)
from pipeline.intake.stored import StoredReports
from pipeline.intake.supersede import mark_current
from pipeline.settings import Settings

Progress = Callable[[DocumentOutcome, int, int], None]
"""Told after each document: its outcome, how many are done, how many there are."""

_KNOWN = TypeAdapter(Known)
_Job = tuple[SourceFile, Known | None]
_Read = StoredReport | Unreadable


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of a document, and how many seconds it took by the wall clock."""

    read: _Read
    seconds: float
    from_cache: bool = False


def read_documents(
    inventory: Inventory,
    settings: Settings,
    *,
    now: datetime,
    progress: Progress = lambda _outcome, _done, _total: None,
) -> tuple[DocumentOutcome, ...]:
    """One outcome for every file seen, sorted by ``source_file``.

    A document that cannot be read is rejected; the others go on. ``now`` (UTC) becomes
    the ``first_seen_at`` of a rejection that was not seen before.

    Raises:
        EngineFailed: nothing more can be read here; what was read is in the cache.
        LakeUnreachable: what was read cannot be fetched from the lake; it stays there.
    """
    first_seen = FirstSeen(settings.state_dir, now)
    total = len(inventory.files) + len(inventory.refusals)
    outcomes: list[DocumentOutcome] = []
    with _Readers(settings) as readers:
        for source, reading in _readings(inventory, readers):
            outcome = _outcome(source, reading, first_seen)
            outcomes.append(outcome)
            progress(outcome, len(outcomes), total)
        first_seen.save(outcome.source for outcome in outcomes)
        outcomes.sort(key=lambda outcome: outcome.source.source_file)
        return mark_current(_tell_each_other(outcomes, readers))


class _Readers:
    """The engine of a run: opened where something is to be read, and then for all of the run.

    A reader that was started for a first reading reads a second time as well.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.known = StoredReports.below(settings)
        self._open = ExitStack()
        self._engine: Engine | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def end(self) -> None:
        """End what is open, so that nothing else runs; who asks for the engine has a new one."""
        self._open.close()
        self._engine = None

    @property
    def engine(self) -> Engine:
        """The engine, which is open from the first question on."""
        if self._engine is None:
            self._engine = self._open.enter_context(open_engine(self.settings, self.known))
        return self._engine


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A report that others know something of, by its position among the outcomes."""

    position: int
    source: SourceFile
    known: Known
    told_by: tuple[Witness, ...]

    def outcome_of(self, first: DocumentOutcome, report: StoredReport) -> DocumentOutcome:
        """The outcome of the second reading."""
        return replace(first, source=self.source, report=report, told_by=self.told_by)


def tell_each_other(
    outcomes: Sequence[DocumentOutcome], settings: Settings
) -> list[DocumentOutcome]:
    """Read doubtful reports again with what the others of the run say surely.

    What one tells another was read without such help, so neither the order of documents
    nor an earlier call matters. A report that cannot be read the second time stays as it
    was read first; what stands in for a file neither tells nor is told anything. Of those
    that nobody tells anything, which were just read, the facts are made.
    """
    with _Readers(settings) as readers:
        return _tell_each_other(outcomes, readers)


def _tell_each_other(
    outcomes: Sequence[DocumentOutcome], readers: _Readers
) -> list[DocumentOutcome]:
    settings, known = readers.settings, readers.known
    told = [_read_first(outcome, known) for outcome in outcomes]
    doubtful = {job.source: job for job in _doubtful(told)}
    _bring(doubtful, settings, known)
    for job in doubtful.values():
        cached = known.find(job.source)
        if isinstance(cached, StoredReport):
            told[job.position] = job.outcome_of(told[job.position], cached)
    waiting: list[_Job] = [
        (job.source, job.known)
        for job in doubtful.values()
        if told[job.position].source.known_sha256 is None
    ]
    heard = {job.position for job in doubtful.values()}
    waiting += [
        (outcome.source, None)
        for position, outcome in enumerate(told)
        if position not in heard and _lacks_facts(outcome)
    ]
    for source, reading in _read_now(waiting, readers):
        if isinstance(reading.read, StoredReport) and source in doubtful:
            job = doubtful[source]
            outcome = job.outcome_of(told[job.position], reading.read)
            seconds = outcome.seconds + reading.seconds
            told[job.position] = replace(outcome, from_cache=False, seconds=seconds)
    return told


def _lacks_facts(outcome: DocumentOutcome) -> bool:
    """Whether a reading was made for others to tell it something, and that was all."""
    report = outcome.report
    is_new = outcome.is_own and not outcome.from_cache
    return is_new and report is not None and report.gist.is_doubtful


def _read_first(outcome: DocumentOutcome, known: StoredReports) -> DocumentOutcome:
    """The outcome as it was before others told its reader anything."""
    if outcome.report is None or outcome.source.known_sha256 is None or not outcome.is_own:
        return outcome
    source = replace(outcome.source, known_sha256=None)
    report = known.find(source)
    if not isinstance(report, StoredReport):
        return outcome
    return replace(outcome, source=source, report=report, told_by=())


def _doubtful(outcomes: Sequence[DocumentOutcome]) -> Iterator[_Doubtful]:
    sound = [outcome for outcome in outcomes if outcome.report is not None and outcome.is_own]
    witnesses = Witnesses([outcome.report.gist for outcome in sound if outcome.report])
    for position, outcome in enumerate(outcomes):
        report = outcome.report
        if report is None or not outcome.is_own or not report.gist.is_doubtful:
            continue
        heard = witnesses.heard_by(report.gist)
        if heard.known:
            source = replace(outcome.source, known_sha256=_digest(heard.known))
            told_by = tuple(_witness(sound[number].source) for number in heard.told_by)
            yield _Doubtful(position, source, heard.known, told_by)


def _witness(source: SourceFile) -> Witness:
    return Witness(source.source_file, source.sha256, source.sidecar_sha256)


def _digest(known: Known) -> str:
    return hashlib.sha256(_KNOWN.dump_json(known)).hexdigest()


def _readings(inventory: Inventory, readers: _Readers) -> Iterator[tuple[SourceFile, _Reading]]:
    """Readings in an order that shows progress: refused, cached, then as they are read."""
    for refusal in inventory.refusals:
        yield refusal.source, _Reading(Unreadable(refusal.reason_code, refusal.reason), 0.0)
    known = readers.known
    _bring(inventory.files, readers.settings, known)
    missing: list[SourceFile] = []
    for source in inventory.files:
        if (cached := known.find(source)) is None:
            missing.append(source)
        else:
            yield source, _Reading(cached, 0.0, from_cache=True)
    yield from _read_now([(source, None) for source in missing], readers)


def _read_now(jobs: Sequence[_Job], readers: _Readers) -> Iterator[tuple[SourceFile, _Reading]]:
    """Read documents; those that fail for a passing reason once more, one after the other.

    First come those that are read at once, in their order, then the others.
    """
    settings, known = readers.settings, readers.known
    failed: list[tuple[_Job, _Reading]] = []
    futures = deque(readers.engine.submit(source, told) for source, told in jobs)
    for source, told in jobs:
        done = futures.popleft().result()
        reading = _Reading(known.told(source, done.told), done.seconds)
        if _is_transient(reading.read):
            failed.append(((source, told), reading))
        else:
            yield source, reading
    if failed:
        readers.end()
        with open_engine(replace(settings, workers=1), known) as engine:
            for (source, told), first in failed:
                match look_again(source, settings):
                    case None:
                        yield source, first
                    case Refusal() as refusal:
                        refused = Unreadable(refusal.reason_code, refusal.reason)
                        yield refusal.source, _Reading(refused, 0.0)
                    case found:
                        present = replace(found, known_sha256=source.known_sha256)
                        again = engine.submit(present, told).result()
                        yield present, _Reading(known.told(present, again.told), again.seconds)
    Lake.of(settings).bring({source.sha256 for source, _ in jobs})


def _bring(sources: Iterable[SourceFile], settings: Settings, known: StoredReports) -> None:
    """Have here what was made of documents and stands in a lake elsewhere."""
    missing = {s.sha256 for s in sources if not known.cache.path(s).exists()}
    Lake.of(settings).bring(missing)


def _is_transient(result: _Read) -> bool:
    return isinstance(result, Unreadable) and result.reason_code in TRANSIENT_REASONS


def _outcome(source: SourceFile, reading: _Reading, first_seen: FirstSeen) -> DocumentOutcome:
    read = reading.read
    rejection = None
    if isinstance(read, Unreadable):
        seen = first_seen.of(source, read.reason_code)
        rejection = Rejection(read.reason_code, read.reason, seen)
    return DocumentOutcome(
        source=source,
        report=None if isinstance(read, Unreadable) else read,
        rejection=rejection,
        is_current=rejection is None,
        from_cache=reading.from_cache,
        seconds=reading.seconds,
    )
