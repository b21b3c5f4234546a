"""Who is told how a run gets on: Dagster's log by default, the console under the CLI.

Belongs here: the form of a line of the log. Does not belong here: metadata and check
results, which have a history (each asset, ``checks``).
"""

from __future__ import annotations

from typing import Protocol

import dagster as dg

from pipeline.intake.outcome import DocumentOutcome, describe_outcome
from pipeline.publish.staging import Stage
from pipeline.safe_text import loggable


class Reporter(Protocol):
    """Told what happens, while it happens."""

    def stage(self, stage: Stage, what: str) -> None:
        """A stage starts."""

    def document(self, outcome: DocumentOutcome, done: int, total: int) -> None:
        """A document is read or rejected."""

    def table(self, name: str, seconds: float) -> None:
        """A table of the database is built."""

    def note(self, text: str) -> None:
        """Something worth a line has come out."""


class LogReporter:
    """Writes to the log of the Dagster run."""

    def stage(self, stage: Stage, what: str) -> None:
        """Log the start of a stage."""
        _log(f"{stage}: {what}")

    def document(self, outcome: DocumentOutcome, done: int, total: int) -> None:
        """Log a document."""
        _log(f"{done}/{total} {describe_outcome(outcome)}")

    def table(self, name: str, seconds: float) -> None:
        """Log a table."""
        _log(f"{name}: built ({seconds:.1f} s)")

    def note(self, text: str) -> None:
        """Log a line."""
        _log(text)


def _log(text: str) -> None:
    dg.get_dagster_logger().info(loggable(text))
