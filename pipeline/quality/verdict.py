"""One verdict on a run, tied to the run and to its input, that the release obeys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.quality.results import CheckResult

__all__ = ["CheckResult", "Verdict", "decide", "read", "write"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run may be released, and every check that the decision rests on.

    ``errors`` and ``warnings`` count failed checks; more warnings than ``warning_budget``
    (None: not budgeted) hold a run back, because many small doubts are one large one.
    """

    run_id: str
    input_digest: str
    decided_at: datetime
    may_release: bool
    errors: int
    warnings: int
    results: tuple[CheckResult, ...]
    warning_budget: int | None = None


_VERDICT = TypeAdapter(Verdict)


def decide(
    results: Sequence[CheckResult],
    *,
    run_id: str,
    input_digest: str,
    warning_budget: int | None = None,
) -> Verdict:
    """A run may be released where no error failed and warnings keep to their budget.

    No check at all is no ground for a release. The budget stands in
    ``expectations/warning_budget.yml`` (``expectations.read_warning_budget``).
    """
    failed = [result for result in results if not result.passed]
    errors = sum(result.severity == "error" for result in failed)
    warnings = len(failed) - errors
    within_budget = warning_budget is None or warnings <= warning_budget
    return Verdict(
        run_id=run_id,
        input_digest=input_digest,
        decided_at=datetime.now(UTC),
        may_release=errors == 0 and bool(results) and within_budget,
        errors=errors,
        warnings=warnings,
        results=tuple(results),
        warning_budget=warning_budget,
    )


def write(verdict: Verdict, path: Path) -> None:
    """Write the verdict as JSON."""
    path.write_bytes(_VERDICT.dump_json(verdict, indent=2))


def read(path: Path) -> Verdict:
    """Read a verdict; pydantic's ValidationError where the file is none."""
    return _VERDICT.validate_json(path.read_bytes())
