"""What is told, when it is told again, and when that it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.watch.decide import (
    OVER,
    WHAT_TO_DO,
    FailedRun,
    Kind,
    News,
    RejectedNow,
    ReleaseSize,
    Situation,
    Told,
    conditions,
    forgotten,
    news,
)
from pipeline.watch.event import DocumentNote

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
CURRENT = ReleaseSize("20260302T010000Z-aaaa", documents=12, facts=40_000)
CALM = Situation(
    now=NOW,
    failed=None,
    refusal=None,
    rejected=(),
    current=CURRENT,
    previous=None,
    confirmed_at=NOW - timedelta(hours=4),
    after_hours=36,
)
HELD = RejectedNow(DocumentNote("a.pdf", "held_back", "No goals where the contents name 9."), "1f")
BAD = RejectedNow(DocumentNote("b.pdf", "encrypted", "The file needs a password."), "2f")


def tell(seen: Situation, told: dict[str, Told] | None = None) -> tuple[News, ...]:
    return news(conditions(seen), told or {}, seen=seen, host="night")


def remember(*told: News) -> dict[str, Told]:
    known: dict[str, Told] = {}
    for one in told:
        for key, value in one.told.items():
            if value is None:
                known.pop(key, None)
            else:
                known[key] = value
    return known


def test_nothing_is_told_where_all_is_well() -> None:
    assert conditions(CALM) == ()
    assert tell(CALM) == ()


@pytest.mark.parametrize(
    ("seen", "kind", "said"),
    [
        (
            replace(CALM, failed=FailedRun("run-7", "documents: no space left", False)),
            Kind.RUN_FAILED,
            "Run run-7 failed: documents: no space left",
        ),
        (
            replace(CALM, refusal="there is no raw folder /mnt/raw; is it mounted?"),
            Kind.RUN_FAILED,
            "In the way of the next release: there is no raw folder /mnt/raw",
        ),
        (
            replace(CALM, failed=FailedRun("run-7", "2 checks block the release", True)),
            Kind.RELEASE_BLOCKED,
            "The release of run run-7 is blocked: 2 checks block the release",
        ),
        (replace(CALM, rejected=(HELD,)), Kind.DOCUMENTS_HELD, "a.pdf (held_back): No goals"),
        (replace(CALM, rejected=(BAD,)), Kind.DOCUMENTS_REJECTED, "b.pdf (encrypted): The file"),
        (
            replace(CALM, previous=ReleaseSize("20260301T010000Z-bbbb", 13, 40_000)),
            Kind.RELEASE_SHRUNK,
            "holds 12 reports and 40,000 facts; 20260301T010000Z-bbbb held 13 and 40,000",
        ),
        (
            replace(CALM, previous=ReleaseSize("20260301T010000Z-bbbb", 12, 40_500)),
            Kind.RELEASE_SHRUNK,
            "held 12 and 40,500",
        ),
        (
            replace(CALM, confirmed_at=NOW - timedelta(hours=37)),
            Kind.NO_RELEASE,
            "Since 2026-02-28 17:00 UTC nobody has published a release, or found that 20260302T",
        ),
        (
            replace(CALM, current=None, confirmed_at=NOW - timedelta(hours=37)),
            Kind.NO_RELEASE,
            "No release since the first look at 2026-02-28 17:00 UTC",
        ),
    ],
)
def test_each_thing_that_an_operator_must_know_is_told(
    seen: Situation, kind: Kind, said: str
) -> None:
    (told,) = tell(seen)
    assert told.event.event == kind
    assert said in told.event.summary
    assert told.event.what_to_do == WHAT_TO_DO[kind]
    assert (told.event.host, told.event.when) == ("night", NOW)


@pytest.mark.parametrize(
    "seen",
    [
        replace(CALM, previous=ReleaseSize("before", 12, 40_100)),
        replace(CALM, previous=ReleaseSize("before", 11, 30_000)),
        replace(CALM, confirmed_at=NOW - timedelta(hours=36)),
        replace(CALM, confirmed_at=NOW - timedelta(days=900), after_hours=0),
        replace(CALM, confirmed_at=NOW + timedelta(days=1)),
    ],
    ids=["a few facts fewer", "it grew", "just in time", "switched off", "clock set back"],
)
def test_what_is_no_news_is_not_told(seen: Situation) -> None:
    assert tell(seen) == ()


def test_a_held_document_is_told_once_and_again_when_its_reason_changes() -> None:
    first = tell(replace(CALM, rejected=(HELD,)))
    known = remember(*first)
    assert tell(replace(CALM, rejected=(HELD,)), known) == ()
    worse = replace(HELD, note=replace(HELD.note, reason="No goals where the contents name 10."))
    (again,) = tell(replace(CALM, rejected=(worse,)), known)
    assert again.event.documents == (worse.note,)
    other_bytes = replace(HELD, sha256="3f")
    assert len(tell(replace(CALM, rejected=(other_bytes,)), known)) == 1


def test_only_the_new_document_is_told_beside_those_that_are_known() -> None:
    known = remember(*tell(replace(CALM, rejected=(HELD, BAD))))
    new = RejectedNow(DocumentNote("c.pdf", "held_back", "A sidecar contradicts the head."), "4f")
    (told,) = tell(replace(CALM, rejected=(HELD, BAD, new)), known)
    assert [note.source_file for note in told.event.documents] == ["c.pdf"]


def test_documents_of_one_kind_are_one_event() -> None:
    another = replace(HELD, note=replace(HELD.note, source_file="z.pdf"))
    held, rejected = tell(replace(CALM, rejected=(HELD, BAD, another)))
    assert held.event.summary == "2 documents are newly held back"
    assert [note.source_file for note in held.event.documents] == ["a.pdf", "z.pdf"]
    assert [note.source_file for note in rejected.event.documents] == ["b.pdf"]


def test_that_it_is_over_is_told_once() -> None:
    known = remember(*tell(replace(CALM, rejected=(HELD, BAD))))
    held, rejected = tell(CALM, known)
    assert held.event.event == rejected.event.event == "resolved"
    assert (held.event.summary, held.event.resolved) == (
        "No longer held back: a.pdf",
        "documents_held",
    )
    assert rejected.event.summary == "No longer rejected: b.pdf"
    assert set(held.told) | set(rejected.told) == set(known)
    assert tell(CALM, {}) == ()


def test_the_same_failure_every_night_is_told_once_and_another_one_again() -> None:
    def night(run: str, message: str) -> Situation:
        return replace(CALM, failed=FailedRun(run, message, False))

    known = remember(*tell(night("run-1", "run 20260301T010000Z-1a2b3c4d has no verdict")))
    assert tell(night("run-2", "run 20260302T010000Z-5e6f7a8b has no verdict"), known) == ()
    (other,) = tell(night("run-3", "documents: no space left"), known)
    assert other.event.run == "run-3"
    (over,) = tell(CALM, known)
    assert over.event.summary == "Runs succeed again."


def test_a_shrunken_release_is_told_once_and_forgotten_without_a_word() -> None:
    shrunk = replace(CALM, previous=ReleaseSize("before", 13, 40_000))
    known = remember(*tell(shrunk))
    assert tell(shrunk, known) == ()
    assert tell(CALM, known) == ()
    assert forgotten(conditions(CALM), known) == frozenset(known)
    assert forgotten(conditions(shrunk), known) == frozenset()


def test_every_kind_says_what_to_do() -> None:
    assert set(WHAT_TO_DO) == set(Kind)
    assert set(OVER) == set(Kind) - {Kind.RELEASE_SHRUNK}
