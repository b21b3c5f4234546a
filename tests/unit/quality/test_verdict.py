"""The verdict: what blocks a release and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.quality import verdict
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


def test_more_warnings_than_the_budget_hold_a_run_back() -> None:
    warned = CheckResult("share", "dim_report", "warning", False, "0.4", "low", "expectation")
    for budget, may_release in ((None, True), (1, True), (0, False)):
        decided = verdict.decide([warned], run_id="r", input_digest="d", warning_budget=budget)
        assert (decided.may_release, decided.warnings) == (may_release, 1)
