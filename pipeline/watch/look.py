"""One look of the night watch: observe, decide, send, remember."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.settings import Settings
from pipeline.watch.decide import Condition, Told, conditions, forgotten, news
from pipeline.watch.event import Event, payload
from pipeline.watch.observe import LastRun, last_run, observe
from pipeline.watch.send import NotDelivered, Sink, sinks
from pipeline.watch.told import read_memory, write_memory

if TYPE_CHECKING:
    import dagster as dg

LOCK_FILE = "watch.lock"


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found, what it delivered, and which hooks failed (sentences)."""

    holding: tuple[Condition, ...]
    sent: tuple[Event, ...]
    problems: tuple[str, ...]


def look(
    settings: Settings,
    instance: dg.DagsterInstance,
    *,
    job: str,
    now: datetime,
    to: Sequence[Sink] | None = None,
) -> Look:
    """Look once, and tell each sink (those of the settings) what it has not been told.

    ``job`` is the job whose runs count. A sink that fails is told again at the next look.
    Two looks at once do not tell twice: the second finds nothing to do.
    """
    to = sinks(settings) if to is None else to
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.state_dir / LOCK_FILE).acquire(timeout=0):
            last = last_run(settings, instance, job=job, now=now)
            return _look(settings, last, now, to)
    except Timeout:
        return Look((), (), ("another look is under way",))


def _look(settings: Settings, last: LastRun | None, now: datetime, to: Sequence[Sink]) -> Look:
    memory = read_memory(settings.state_dir, now=now)
    seen = observe(settings, last, now=now, since=memory.since)
    holding = conditions(seen)
    sent: list[Event] = []
    problems: list[str] = []
    for sink in to:
        told = dict(memory.sinks.get(sink.name, {}))
        for key in forgotten(holding, told):
            del told[key]
        for one in news(holding, told, seen=seen, host=socket.gethostname()):
            try:
                sink.send(payload(one.event))
            except NotDelivered as failure:
                problems.append(f"the {sink.name} was not told '{one.event.event}': {failure}")
                break
            sent.append(one.event)
            told = _remembered(told, one.told)
        memory = replace(memory, sinks={**memory.sinks, sink.name: told})
        # Written after each sink: what was delivered is not told again, come what may.
        write_memory(settings.state_dir, memory)
    if not to:
        write_memory(settings.state_dir, memory)
    return Look(holding, tuple(sent), tuple(problems))


def _remembered(told: Mapping[str, Told], new: Mapping[str, Told | None]) -> dict[str, Told]:
    return {key: known for key, known in {**told, **new}.items() if known is not None}


def send_test(settings: Settings, *, now: datetime) -> Look:
    """Send an event to every sink that says only that it arrives."""
    event = Event(
        "test",
        now,
        socket.gethostname(),
        "A test of the night watch: this is how events arrive.",
        "Nothing.",
    )
    sent: list[Event] = []
    problems: list[str] = []
    for sink in sinks(settings):
        try:
            sink.send(payload(event))
            sent.append(event)
        except NotDelivered as failure:
            problems.append(f"the {sink.name} was not told: {failure}")
    return Look((), tuple(sent), tuple(problems))
