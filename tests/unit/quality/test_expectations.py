"""Ring 2: suites are read, run, and their failures and our own errors are told apart."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import yaml
from great_expectations import ExpectationSuite
from great_expectations.datasource.fluent.interfaces import Batch

from pipeline.extract.report import GoalLevel
from pipeline.quality import expectations
from pipeline.quality.expectations import Examined, Outside
from pipeline.quality.frames import frame
from pipeline.quality.levels import Level, ThresholdError, read_thresholds
from pipeline.quality.results import CheckResult
from pipeline.quality.suites import Bound, SuiteError, read_suites
from pipeline.registry import TABLES
from pipeline.settings import PROJECT_ROOT
from pipeline.transform import build_tables
from tests.unit.transform.reports import full_report, outcome

SHIPPED = PROJECT_ROOT / "expectations"


def suite(folder: Path, **bound: object) -> Path:
    """A folder with one suite of one expectation on activities."""
    entry = {"expect": "expect_column_values_to_not_be_null", "level": "release", "reason": "So."}
    content = {"table": "fact_activity", "expectations": [{**entry, **bound}]}
    (folder / "fact_activity.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return folder


def run(folder: Path) -> list[CheckResult]:
    tables = build_tables([outcome(full_report())], extractor_version="v1")
    examined = expectations.examine(tables, folder=folder)
    return [expectations.result_of(one, outside_rows=1) for one in examined]


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
            level="counted",
            reason="Only books are bought.",
        )
    )
    assert not result.passed
    assert (result.kind, result.severity, result.level) == ("expectation", "warning", "counted")
    assert result.message.startswith("Only books are bought.")
    assert "1 of 2 values unexpected: Läsa dem" in result.message


def test_rows_are_asked_for_only_where_a_bound_does_not_hold_for_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, list[str]]] = []
    validate: Callable[..., Any] = Batch.validate

    def noted(batch: Batch, expect: ExpectationSuite, *, result_format: str) -> Any:
        asked.append((result_format, [type(one).__name__ for one in expect.expectations]))
        return validate(batch, expect, result_format=result_format)

    monkeypatch.setattr(Batch, "validate", noted)
    about = {"column": "activity_text"}
    bounds = [
        ("expect_column_values_to_not_be_null", about),
        ("expect_column_values_to_be_in_set", {**about, "value_set": ["Köpa böcker"]}),
        ("expect_column_values_to_be_in_set", {**about, "value_set": ["Läsa dem"], "mostly": 0.1}),
    ]
    said = [
        {"expect": name, "arguments": arguments, "level": "counted", "reason": "So."}
        for name, arguments in bounds
    ]
    content = {"table": "fact_activity", "expectations": said}
    (tmp_path / "fact_activity.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    held, *broken = run(tmp_path)
    assert held.passed
    assert [one.observed for one in broken] == [
        "1 of 2 values unexpected: Läsa dem (norrangen-sjovik-2024-vb)",
        "1 of 2 values unexpected: Köpa böcker (norrangen-sjovik-2024-vb)",
    ]
    null, in_set = "ExpectColumnValuesToNotBeNull", "ExpectColumnValuesToBeInSet"
    assert asked == [
        ("BOOLEAN_ONLY", [null, in_set, in_set]),
        ("COMPLETE", [in_set, in_set]),
    ]


def test_frames_of_reports_are_gone_when_the_next_reports_are_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[weakref.ref[pd.DataFrame]] = []
    held: list[int] = []

    def noted(name: str, tables: Mapping[str, pa.Table]) -> pd.DataFrame:
        held.append(sum(one() is not None for one in frames))
        data = frame(name, tables)
        frames.append(weakref.ref(data))
        return data

    monkeypatch.setattr(expectations, "frame", noted)
    tables = build_tables([outcome(full_report())], extractor_version="v1")
    folder = suite(
        tmp_path,
        expect="expect_column_values_to_be_in_set",
        arguments={"column": "activity_text", "value_set": ["Köpa böcker"]},
    )
    (found,) = expectations.examine_in_parts([tables] * 5, folder)
    assert len(found.outside) == 5
    assert held == [0] * 5


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
        {"arguments": {"column": "activity_text", "catch_exceptions": "never"}},
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
        "table: fact_activity\nexpectations: [{expect: a, level: value}]",
        "table: fact_activity\nexpectations: [{expect: a, level: loud, reason: b}]",
        "table: fact_activity\nexpectations: [{expect: a, level: value, reason: b, mostly: 7}]",
    ],
    ids=["no expectations", "no reason", "unknown level", "no share"],
)
def test_a_suite_without_reasons_is_refused(tmp_path: Path, broken: str) -> None:
    (tmp_path / "suite.yml").write_text(broken, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"suite\.yml"):
        read_suites(tmp_path)


def test_shipped_suites_run_on_full_and_on_empty_facts() -> None:
    for outcomes in ([outcome(full_report())], []):
        examined = expectations.examine(
            build_tables(outcomes, extractor_version="v1"), folder=SHIPPED
        )
        assert len(examined) > 20
        assert not [one for one in examined if one.error]


def test_a_share_is_one_of_each_report() -> None:
    rows = {"a": 10, "b": 100}
    outside = tuple(Outside(report, None, "x") for report in "aaab")
    some = Examined(
        "t", Bound("expect", {"column": "c"}, Level.DOCUMENT, "so", mostly=0.8), rows, outside
    )
    assert set(some.failing(3)) == {"a"}
    assert set(some.failing(4)) == set(), "three rows may be misprints"
    every = replace(some, bound=replace(some.bound, mostly=1.0))
    assert set(every.failing(5)) == {"a", "b"}


def test_thresholds_have_reasons(tmp_path: Path) -> None:
    shipped = read_thresholds(SHIPPED)
    assert 0 < shipped.doubtful_confidence < shipped.sure_confidence <= 1
    text = (SHIPPED / "thresholds.yml").read_text(encoding="utf-8")
    for broken in (text.replace("reason:", "because:", 1), text.replace("value:", "worth:", 1)):
        (tmp_path / "thresholds.yml").write_text(broken, encoding="utf-8")
        with pytest.raises(ThresholdError, match=r"thresholds\.yml"):
            read_thresholds(tmp_path)


def test_no_two_bounds_of_a_table_have_one_name() -> None:
    """A name is part of the key of the problems that the bound is told with."""
    names = [(s.table, bound.name) for s in read_suites(SHIPPED) for bound in s.bounds]
    assert len(names) == len(set(names))


def test_what_a_misprint_can_break_is_never_more_than_a_values() -> None:
    """Bounds on figures and dates that a source prints, wherever it prints them."""
    printed = {"value", "amount_sek", "fiscal_year", "start_offset", "end_date", "decision_no"}
    levels = {
        (suite.table, column): bound.level
        for suite in read_suites(SHIPPED)
        for bound in suite.bounds
        for column in bound.columns
        if column in printed and bound.mostly == 1.0
    }
    assert len(levels) > 10
    assert set(levels.values()) == {Level.VALUE}


def test_shipped_suites_speak_of_declared_tables_and_give_reasons() -> None:
    suites = read_suites(SHIPPED)
    assert {s.table for s in suites} <= set(TABLES)
    assert all(len(bound.reason) > 20 for s in suites for bound in s.bounds)
    assert [bound.name for s in suites for bound in s.bounds if len(bound.reason_sv) < 20] == []


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
