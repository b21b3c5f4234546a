"""What is sent: one JSON object an event, described in docs/operations.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A document of an event, and why it is told."""

    source_file: str
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that an operator must know.

    Attributes:
        event: a ``Kind``, "resolved" or "test".
        when: moment of the look that found it (UTC).
        host: the machine that tells it.
        summary: what is the matter, in one sentence.
        what_to_do: what a person can do about it.
        run: run that it is about, None where it is about none.
        release: release that is current, None where there is none.
        documents: documents that it is about.
        resolved: of the event "resolved", the kind that is over.
    """

    event: str
    when: datetime
    host: str
    summary: str
    what_to_do: str
    run: str | None = None
    release: str | None = None
    documents: tuple[DocumentNote, ...] = ()
    resolved: str | None = None


_EVENT = TypeAdapter(Event)


def payload(event: Event) -> bytes:
    """The event as one line of JSON in UTF-8."""
    return _EVENT.dump_json(event) + b"\n"
