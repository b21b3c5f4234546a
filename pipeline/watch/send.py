"""Where events are sent: a command, a webhook. Each has its time limit and keeps its secrets.

An address may be a secret itself (a chat's webhook), so messages name only its host.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from pipeline.settings import Settings

SHOWN_OF_COMMAND = 300

_HEADER = re.compile(r"\s*(?P<name>[\w-]+)\s*:\s*(?P<value>[^\r\n]*?)\s*", re.ASCII)


class NotDelivered(Exception):
    """An event did not arrive; the message says why, without secrets."""


class Sink(Protocol):
    """Somewhere to send events."""

    @property
    def name(self) -> str:
        """Name under which is remembered what was told."""

    def send(self, data: bytes) -> None:
        """Deliver one event.

        Raises:
            NotDelivered: it did not arrive within the time limit.
        """


@dataclass(frozen=True)
class CommandSink:
    """A program that gets the event on its standard input; no shell is involved."""

    command: str
    seconds: float
    name: str = "command"

    def send(self, data: bytes) -> None:
        """Run the command and wait for it."""
        try:
            arguments = shlex.split(self.command)
        except ValueError as error:
            raise NotDelivered(f"NAMNDLAGER_NOTIFY_COMMAND cannot be split: {error}") from None
        if not arguments:
            raise NotDelivered("NAMNDLAGER_NOTIFY_COMMAND names no program")
        with tempfile.TemporaryFile() as said:
            try:
                process = subprocess.Popen(
                    arguments,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                    start_new_session=True,
                )
            except OSError as error:
                raise NotDelivered(f"{arguments[0]} cannot be run: {error.strerror}") from None
            try:
                # A program that does not read its input is not to blame for a broken pipe.
                process.communicate(data, timeout=self.seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                raise NotDelivered(
                    f"{arguments[0]} took longer than {self.seconds:g} s and was stopped"
                ) from None
            if process.returncode:
                said.seek(0)
                words = said.read(SHOWN_OF_COMMAND).decode("utf-8", "replace").split()
                why = f": {' '.join(words)}" if words else ""
                raise NotDelivered(f"{arguments[0]} ended with {process.returncode}{why}")


@dataclass(frozen=True)
class WebhookSink:
    """An address that gets the event by POST; no proxy is used and no redirect followed."""

    url: str = field(repr=False)
    header: str = field(repr=False)
    seconds: float
    name: str = "webhook"

    def send(self, data: bytes) -> None:
        """Post the event; any answer of the 200s is a delivery."""
        address = _address(self.url)
        if address is None:
            raise NotDelivered("NAMNDLAGER_NOTIFY_URL is no address that starts with http(s)://")
        headers = {"Content-Type": "application/json", "User-Agent": "namndlager"}
        if self.header:
            if (said := _HEADER.fullmatch(self.header)) is None:
                raise NotDelivered("NAMNDLAGER_NOTIFY_HEADER is no header: write 'Name: value'")
            headers[said["name"]] = said["value"]
        from pipeline.watch.post import post  # what it imports is for those who have a webhook

        failure = _within(self.seconds, lambda: post(self.url, data, headers, self.seconds))
        if failure is not None:
            raise NotDelivered(f"{address.scheme}://{address.netloc.rpartition('@')[2]} {failure}")


def _address(url: str) -> SplitResult | None:
    """The parts of a web address; None where it is none."""
    try:
        address = urlsplit(url)
        is_web = address.scheme in {"http", "https"} and address.hostname and address.port != 0
    except ValueError:  # half a pair of brackets, a port beyond all ports
        return None
    return address if is_web else None


def _within(seconds: float, act: Callable[[], str | None]) -> str | None:
    """What an act gives, if it ends in time: a socket's own limit begins anew with each byte."""
    answers: list[str | None] = []
    thread = threading.Thread(target=lambda: answers.append(act()), daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else f"gave no answer within {seconds:g} s"


def sinks(settings: Settings) -> tuple[Sink, ...]:
    """Where the settings want events to go."""
    found: list[Sink] = []
    if settings.notify_command:
        found.append(CommandSink(settings.notify_command, settings.notify_seconds))
    if settings.notify_url:
        found.append(
            WebhookSink(settings.notify_url, settings.notify_header, settings.notify_seconds)
        )
    return tuple(found)
