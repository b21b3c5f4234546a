"""Reports against each other."""

from __future__ import annotations

from typing import Any

from pipeline.extract.report import Measure, Report, ReportType
from pipeline.quality import reconcile
from pipeline.transform import build_tables
from tests.unit.transform.reports import cell, head, indicator, outcome, report

NAME = "Andel nöjda med vården"


def year(number: int, measure: Measure, text: str, committee: str = "Almby") -> Report:
    value = float(text.split()[0].replace(",", "."))
    row = indicator(NAME, cell(measure, text, value))
    return report(head(committee, ReportType.ANNUAL_REPORT, number), indicators=(row,))


def found(*reports: Report) -> list[tuple[Any, ...]]:
    outcomes = [outcome(one, f"{number}.txt") for number, one in enumerate(reports)]
    rows = reconcile.find(build_tables(outcomes, extractor_version="v1")).to_pylist()
    return [(row["rule"], row["severity"], row["stated"], row["expected"]) for row in rows]


def test_last_years_outcome_is_that_of_last_years_annual_report() -> None:
    before = year(2023, Measure.OUTCOME, "82 %")
    assert found(before, year(2024, Measure.PREVIOUS_OUTCOME, "83 %")) == [
        ("last_years_outcome", "warning", 83.0, 82.0)
    ]
    assert found(before, year(2024, Measure.PREVIOUS_OUTCOME, "82 %")) == []


def test_the_councils_target_is_one_for_all_committees() -> None:
    two = [year(2024, Measure.KF_TARGET, "80 %", name) for name in ("Almby", "Boo")]
    assert found(*two, year(2024, Measure.KF_TARGET, "81 %", "Ceder")) == [
        ("shared_target", "warning", 81.0, 80.0)
    ]
    assert found(*two, year(2023, Measure.KF_TARGET, "81 %", "Ceder")) == []
