"""Which conditions hold, and which of them somebody has yet to be told. No I/O.

A ``Situation`` is what was seen. Each rule in ``RULES`` finds the conditions of one kind in
it. A condition has a key (what it is about) and a digest (what is said of it): it is told
when its key is new or its digest has changed, and when it is over that is told once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from pipeline.intake.hold import HELD_BACK
from pipeline.watch.event import DocumentNote, Event

SHRUNK_SHARE = 0.01
"""A release with fewer facts than this share less is told; re-reading moves single rows."""


class Kind(StrEnum):
    """What is told."""

    RUN_FAILED = "run_failed"
    RELEASE_BLOCKED = "release_blocked"
    DOCUMENTS_HELD = "documents_held"
    DOCUMENTS_REJECTED = "documents_rejected"
    RELEASE_SHRUNK = "release_shrunk"
    NO_RELEASE = "no_release"


RESOLVED = "resolved"

WHAT_TO_DO: Mapping[Kind, str] = {
    Kind.RUN_FAILED: "See `namndlager status` and the run in the Dagster UI, then `namndlager run`."
    " The last release stays in place.",
    Kind.RELEASE_BLOCKED: "See `namndlager status` for the checks that block. If what changed is"
    " wished, `namndlager run --accept-changes`. The last release stays in place.",
    Kind.DOCUMENTS_HELD: "Look at each document beside its reasons; correct its source, sidecar or"
    " correction. The others are published.",
    Kind.DOCUMENTS_REJECTED: "Put a sound copy into the raw folder, or take the file away. The"
    " others are published.",
    Kind.RELEASE_SHRUNK: "Compare with the release before; `namndlager rollback` goes back to it.",
    Kind.NO_RELEASE: "See `namndlager doctor` and `namndlager status`: is the schedule running, and"
    " how did the last runs end?",
}

OVER: Mapping[Kind, str] = {
    Kind.RUN_FAILED: "Runs succeed again.",
    Kind.RELEASE_BLOCKED: "Releases are no longer blocked.",
    Kind.DOCUMENTS_HELD: "No longer held back:",
    Kind.DOCUMENTS_REJECTED: "No longer rejected:",
    Kind.NO_RELEASE: "The release is confirmed or new again.",
}
"""What is said when a condition is over; a release that shrank stays so, and is not told."""


@dataclass(frozen=True, slots=True)
class FailedRun:
    """The last run, which did not end well; ``message`` is why.

    ``is_blocked`` where it came as far as a verdict, which said no.
    """

    run_id: str
    message: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class ReleaseSize:
    """What a release holds."""

    release_id: str
    documents: int
    facts: int


@dataclass(frozen=True, slots=True)
class RejectedNow:
    """A document that the newest run did not publish; ``sha256`` is of its bytes."""

    note: DocumentNote
    sha256: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What a look finds.

    Attributes:
        now: moment of the look (UTC).
        failed: the last run where it did not succeed.
        refusal: why runs cannot even start, where they cannot.
        rejected: documents of the newest run that are not in the release.
        current: the release that is current, None before the first.
        previous: the release before it, if it is still there.
        confirmed_at: when the release was last published, or found to be up to date;
            before the first release, since when one has been waited for.
        after_hours: how old ``confirmed_at`` may become; 0 for any age.
    """

    now: datetime
    failed: FailedRun | None
    refusal: str | None
    rejected: tuple[RejectedNow, ...]
    current: ReleaseSize | None
    previous: ReleaseSize | None
    confirmed_at: datetime
    after_hours: float


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is the matter."""

    kind: Kind
    key: str
    digest: str
    summary: str
    run: str | None = None
    document: DocumentNote | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a condition; ``about`` is what the word that it is over repeats."""

    kind: Kind
    digest: str
    about: str


Rule = Callable[[Situation], Iterator[Condition]]


def _run_failed(seen: Situation) -> Iterator[Condition]:
    """A run ended without a verdict, was killed, could not start, or has nothing to stand on."""
    key = Kind.RUN_FAILED.value
    if seen.refusal is not None:
        summary = f"In the way of the next release: {seen.refusal}"
        yield Condition(Kind.RUN_FAILED, key, _gist(seen.refusal), summary)
    elif seen.failed is not None and not seen.failed.is_blocked:
        run, message = seen.failed.run_id, seen.failed.message
        yield Condition(Kind.RUN_FAILED, key, _gist(message), f"Run {run} failed: {message}", run)


def _release_blocked(seen: Situation) -> Iterator[Condition]:
    """The last run's verdict said no."""
    if seen.failed is not None and seen.failed.is_blocked and seen.refusal is None:
        run, message = seen.failed.run_id, seen.failed.message
        summary = f"The release of run {run} is blocked: {message}"
        yield Condition(
            Kind.RELEASE_BLOCKED, Kind.RELEASE_BLOCKED.value, _gist(message), summary, run
        )


def _documents_held(seen: Situation) -> Iterator[Condition]:
    """A document was read but is not believed."""
    yield from _documents(seen, Kind.DOCUMENTS_HELD, is_held=True)


def _documents_rejected(seen: Situation) -> Iterator[Condition]:
    """A file could not be read."""
    yield from _documents(seen, Kind.DOCUMENTS_REJECTED, is_held=False)


def _documents(seen: Situation, kind: Kind, *, is_held: bool) -> Iterator[Condition]:
    for one in seen.rejected:
        if (one.note.reason_code == HELD_BACK) is is_held:
            key = f"{kind.value}: {one.note.source_file}"
            digest = _digest(f"{one.sha256} {one.note.reason_code} {one.note.reason}")
            summary = f"{one.note.source_file} ({one.note.reason_code}): {one.note.reason}"
            yield Condition(kind, key, digest, summary, document=one.note)


def _release_shrunk(seen: Situation) -> Iterator[Condition]:
    """The current release holds less than the one before."""
    now, before = seen.current, seen.previous
    if now is None or before is None:
        return
    fewer_documents = now.documents < before.documents
    if fewer_documents or now.facts < (1 - SHRUNK_SHARE) * before.facts:
        summary = (
            f"Release {now.release_id} holds {now.documents} reports and {now.facts:,} facts; "
            f"{before.release_id} held {before.documents} and {before.facts:,}"
        )
        key = f"{Kind.RELEASE_SHRUNK.value}: {now.release_id}"
        yield Condition(Kind.RELEASE_SHRUNK, key, now.release_id, summary)


def _no_release(seen: Situation) -> Iterator[Condition]:
    """Nobody has published or confirmed the release for too long."""
    waited = seen.now - seen.confirmed_at
    if seen.after_hours and waited > timedelta(hours=seen.after_hours):
        since = f"{seen.confirmed_at:%Y-%m-%d %H:%M} UTC"
        summary = f"No release since the first look at {since}"
        if seen.current is not None:
            summary = (
                f"Since {since} nobody has published a release, or found that "
                f"{seen.current.release_id} is up to date"
            )
        yield Condition(Kind.NO_RELEASE, Kind.NO_RELEASE.value, "", summary)


RULES: tuple[Rule, ...] = (
    _run_failed,
    _release_blocked,
    _documents_held,
    _documents_rejected,
    _release_shrunk,
    _no_release,
)


def conditions(seen: Situation) -> tuple[Condition, ...]:
    """All that is the matter, whether somebody knows it or not."""
    return tuple(condition for rule in RULES for condition in rule(seen))


@dataclass(frozen=True, slots=True)
class News:
    """An event to send, and what is remembered once it is delivered.

    ``told`` maps keys to what was told of them; None takes the key out of memory.
    """

    event: Event
    told: Mapping[str, Told | None]


def news(
    holding: Iterable[Condition], told: Mapping[str, Told], *, seen: Situation, host: str
) -> tuple[News, ...]:
    """What has to be told, given what was told before; one event a kind."""
    holding = tuple(holding)
    release = seen.current.release_id if seen.current else None
    fresh = [one for one in holding if one.key not in told or told[one.key].digest != one.digest]
    keys = {one.key for one in holding}
    gone = sorted(
        ((key, known) for key, known in told.items() if key not in keys),
        key=lambda item: (item[1].kind, item[0]),
    )
    return (
        *(
            _event(kind, tuple(group), seen, release, host)
            for kind, group in groupby(fresh, lambda one: one.kind)
        ),
        *(
            _over(kind, dict(group), seen, release, host)
            for kind, group in groupby(gone, lambda item: item[1].kind)
            if kind in OVER
        ),
    )


def forgotten(holding: Iterable[Condition], told: Mapping[str, Told]) -> frozenset[str]:
    """Keys that leave memory without a word: over, of a kind whose end nobody is told."""
    keys = {one.key for one in holding}
    return frozenset(k for k, known in told.items() if k not in keys and known.kind not in OVER)


def _event(
    kind: Kind, group: tuple[Condition, ...], seen: Situation, release: str | None, host: str
) -> News:
    documents = tuple(one.document for one in group if one.document)
    summary = group[0].summary
    if len(documents) > 1:
        how = "held back" if kind is Kind.DOCUMENTS_HELD else "rejected"
        summary = f"{len(documents)} documents are newly {how}"
    event = Event(kind, seen.now, host, summary, WHAT_TO_DO[kind], group[0].run, release, documents)
    about = {one.key: one.document.source_file if one.document else one.key for one in group}
    return News(event, {one.key: Told(one.kind, one.digest, about[one.key]) for one in group})


def _over(
    kind: Kind, gone: Mapping[str, Told], seen: Situation, release: str | None, host: str
) -> News:
    about = [known.about for key, known in gone.items() if known.about != key]
    summary = " ".join((OVER[kind], ", ".join(about))).strip()
    event = Event(
        RESOLVED, seen.now, host, summary, "Nothing.", release=release, resolved=kind.value
    )
    return News(event, dict.fromkeys(gone))


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:16]


_CHANGES_EVERY_NIGHT = re.compile(r"\d{8}T\d{6}Z(?:-\w+)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-\w+|\d+")


def _gist(message: str) -> str:
    """A digest of a message without the runs' names and the numbers that differ every night."""
    return _digest(_CHANGES_EVERY_NIGHT.sub("", message))
