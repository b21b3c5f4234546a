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

    ``errors`` and ``warnings`` count failed checks. Only errors hold a run back: a check of
    a value or a document has done its work before (it marked or held back), and many such
    oddities of single documents are no reason to keep the others.
    """

    run_id: str
    input_digest: str
    decided_at: datetime
    may_release: bool
    errors: int
    warnings: int
    results: tuple[CheckResult, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the run may not be released, each reason whole; empty where it may."""
        blocking = [result for result in self.results if result.blocks]
        told = tuple(f"{r.name} ({r.table}): {r.message}" for r in blocking)
        return told if self.results else ("no check was made",)


_VERDICT = TypeAdapter(Verdict)


def decide(
    results: Sequence[CheckResult],
    *,
    run_id: str,
    input_digest: str,
) -> Verdict:
    """A run may be released where no error failed; no check at all is no ground for it."""
    errors = sum(result.blocks for result in results)
    warnings = sum(not result.passed for result in results) - errors
    return Verdict(
        run_id=run_id,
        input_digest=input_digest,
        decided_at=datetime.now(UTC),
        may_release=errors == 0 and bool(results),
        errors=errors,
        warnings=warnings,
        results=tuple(results),
    )


def write(verdict: Verdict, path: Path) -> None:
    """Write the verdict as JSON."""
    path.write_bytes(_VERDICT.dump_json(verdict, indent=2))


def read(path: Path) -> Verdict:
    """Read a verdict; pydantic's ValidationError where the file is none."""
    return _VERDICT.validate_json(path.read_bytes())
