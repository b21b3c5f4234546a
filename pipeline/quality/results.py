"""What a check says, whichever ring it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.quality.levels import Level


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check.

    ``severity`` is 'error' where a failure blocks the release, else 'warning'. ``level`` is
    what the check guards: one that guards a value or a document never blocks by itself.
    ``kind`` is the ring: 'contract', 'expectation', 'dbt' or 'diff'; 'anomaly' beside the rings
    (an unusual number, which never blocks); 'engine' where the check itself could not run,
    which says nothing about the data and blocks as well.
    ``message`` says what was expected and, where it failed, what to do. ``reason_sv`` says in
    Swedish why it is checked, where a suite says so; pages have words for the others. ``run``
    is the id of the run that made the check, where that is another than the one it is told of.
    """

    name: str
    table: str
    severity: str
    passed: bool
    observed: str
    message: str
    kind: str
    level: Level = Level.RELEASE
    run: str = ""
    reason_sv: str = ""

    @property
    def blocks(self) -> bool:
        """Whether this result keeps the last release in place."""
        return not self.passed and self.severity == "error"
