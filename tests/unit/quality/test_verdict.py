"""The verdict: what blocks a release and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.quality import verdict
from pipeline.quality.levels import Level
from pipeline.quality.results import CheckResult


def result(severity: str = "error", *, passed: bool = True, kind: str = "contract") -> CheckResult:
    return CheckResult("a", "t", severity, passed, "x", "y", kind)


@pytest.mark.parametrize(
    ("results", "may_release", "errors", "warnings"),
    [
        ([result()], True, 0, 0),
        ([result(), result("warning", passed=False)], True, 0, 1),
        ([result(), result(passed=False)], False, 1, 0),
        ([result(), result(passed=False, kind="engine")], False, 1, 0),
        ([], False, 0, 0),
    ],
    ids=["all pass", "a warning", "an error", "a check that could not run", "nothing checked"],
)
def test_what_blocks(
    results: list[CheckResult], may_release: bool, errors: int, warnings: int
) -> None:
    decided = verdict.decide(results, run_id="r", input_digest="d")
    assert (decided.may_release, decided.errors, decided.warnings) == (
        may_release,
        errors,
        warnings,
    )
    assert (decided.run_id, decided.input_digest) == ("r", "d")


def test_a_verdict_is_read_as_it_was_written(tmp_path: Path) -> None:
    decided = verdict.decide([result(passed=False)], run_id="r", input_digest="d")
    verdict.write(decided, tmp_path / "verdict.json")
    assert verdict.read(tmp_path / "verdict.json") == decided


def test_half_a_file_is_no_verdict(tmp_path: Path) -> None:
    (tmp_path / "verdict.json").write_text('{"run_id": "r", "may_release": true}')
    with pytest.raises(ValueError, match="input_digest"):
        verdict.read(tmp_path / "verdict.json")


def test_odd_values_and_held_documents_block_nobody() -> None:
    odd = [
        CheckResult(f"bound {n}", "t", "warning", False, "0.4", "low", "expectation", level)
        for n in range(20)
        for level in (Level.VALUE, Level.DOCUMENT, Level.COUNTED)
    ]
    decided = verdict.decide(odd, run_id="r", input_digest="d")
    assert (decided.may_release, decided.warnings, decided.reasons) == (True, 60, ())


def test_the_reasons_are_whole() -> None:
    message = "a long reason " * 40
    blocked = CheckResult("keys", "dim_goal", "error", False, "2", message, "contract")
    assert verdict.decide([blocked], run_id="r", input_digest="d").reasons == (
        f"keys (dim_goal): {message}",
    )
