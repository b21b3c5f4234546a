"""What a check says, whichever ring it belongs to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check.

    ``severity`` is 'error' where a failure blocks the release, else 'warning'.
    ``kind`` is the ring: 'contract', 'expectation', 'dbt' or 'diff'; 'engine' where the
    check itself could not run, which says nothing about the data and blocks as well.
    ``message`` says what was expected and, where it failed, what to do.
    """

    name: str
    table: str
    severity: str
    passed: bool
    observed: str
    message: str
    kind: str
