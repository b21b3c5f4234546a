"""Ring 2: suites are read, run, and their failures and our own errors are told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pipeline.extract.report import GoalLevel
from pipeline.quality import expectations
from pipeline.quality.expectations import SuiteError, read_suites
from pipeline.quality.frames import frame
from pipeline.quality.results import CheckResult
from pipeline.registry import TABLES
from pipeline.settings import PROJECT_ROOT
from pipeline.transform import build_tables
from tests.unit.transform.reports import full_report, outcome

SHIPPED = PROJECT_ROOT / "expectations"


def suite(folder: Path, **bound: object) -> Path:
    """A folder with one suite of one expectation on activities."""
    entry = {"expect": "expect_column_values_to_not_be_null", "severity": "error", "reason": "So."}
    content = {"table": "fact_activity", "expectations": [{**entry, **bound}]}
    (folder / "fact_activity.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def run(folder: Path) -> list[CheckResult]:
    return expectations.run(
        build_tables([outcome(full_report())], extractor_version="v1"), folder=folder
    )


def test_a_bound_that_holds(tmp_path: Path) -> None:
    (result,) = run(suite(tmp_path, arguments={"column": "activity_text"}))
    assert result.passed
    assert (result.kind, result.table, result.severity) == ("expectation", "fact_activity", "error")
    assert result.observed == "2 values, all as expected"


def test_a_bound_that_is_broken_names_its_reason_and_what_was_found(tmp_path: Path) -> None:
    (result,) = run(
        suite(
            tmp_path,
            expect="expect_column_values_to_be_in_set",
            arguments={"column": "activity_text", "value_set": ["Köpa böcker"]},
            severity="warning",
            reason="Only books are bought.",
        )
    )
    assert not result.passed
    assert (result.kind, result.severity) == ("expectation", "warning")
    assert result.message.startswith("Only books are bought.")
    assert "1 of 2 values unexpected: Läsa dem" in result.message


@pytest.mark.parametrize(
    ("where", "passed"),
    [
        ({"column": "has_deviation", "is": True}, False),
        ({"column": "has_deviation", "is_not": True}, True),
    ],
    ids=["the row without an end", "the row with one"],
)
def test_a_bound_on_some_rows_only(tmp_path: Path, where: dict[str, object], passed: bool) -> None:
    (result,) = run(suite(tmp_path, arguments={"column": "end_date"}, where=where))
    assert (result.kind, result.passed) == ("expectation", passed)
    assert "where has_deviation True" in result.name


@pytest.mark.parametrize(
    "bound",
    [
        {"arguments": {"column": "no_such_column"}},
        {"expect": "expect_the_moon", "arguments": {}},
        {"arguments": {"column": "activity_text", "mostly": 7}},
    ],
    ids=["no such column", "no such expectation", "an argument that is refused"],
)
def test_a_check_that_cannot_run_is_our_error(tmp_path: Path, bound: dict[str, object]) -> None:
    (result,) = run(suite(tmp_path, **bound))
    assert (result.kind, result.severity, result.passed) == ("engine", "error", False)


@pytest.mark.parametrize(
    "broken",
    [
        "table: fact_activity",
        "table: fact_activity\nexpectations: [{expect: a, severity: error}]",
        "table: fact_activity\nexpectations: [{expect: a, severity: loud, reason: b}]",
    ],
    ids=["no expectations", "no reason", "unknown severity"],
)
def test_a_suite_without_reasons_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / "suite.yml").write_text(broken, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"suite\.yml"):
        read_suites(tmp_path)


def test_shipped_suites_run_on_full_and_on_empty_facts() -> None:
    for outcomes in ([outcome(full_report())], []):
        results = expectations.run(build_tables(outcomes, extractor_version="v1"), folder=SHIPPED)
        assert len(results) > 20
        assert not [result for result in results if result.kind == "engine"]


def test_shipped_suites_speak_of_declared_tables_and_give_reasons() -> None:
    suites = read_suites(SHIPPED)
    assert {s.table for s in suites} <= set(TABLES)
    assert all(len(bound.reason) > 20 for s in suites for bound in s.bounds)


def test_a_goal_that_a_report_prints_twice_counts_once() -> None:
    whole = full_report()
    area = next(goal for goal in whole.goals if goal.level is GoalLevel.OPERATIONAL_AREA)
    twice = replace(whole, goals=(*whole.goals, area))
    once, repeated = (
        frame("goal_headings", build_tables([outcome(read)], extractor_version="v1"))
        for read in (whole, twice)
    )
    assert len(once) > 0
    assert repeated.equals(once)
