"""Which period a cell of an indicator table is of."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.report import Measure, ReportType
from pipeline.transform.indicator_periods import indicator_period
from tests.unit.transform.reports import head

T1, VB, VP = ReportType.FIRST_FOLLOW_UP, ReportType.ANNUAL_REPORT, ReportType.PLAN


@pytest.mark.parametrize(
    ("of", "measure", "printed", "year", "part", "last_day"),
    [
        (T1, Measure.OUTCOME, "Tertial 1 2024", 2024, "T1", date(2024, 4, 30)),
        (T1, Measure.OUTCOME_MEN, "Tertial 2 2023", 2023, "T2", date(2023, 8, 31)),
        (T1, Measure.FORECAST, "Tertial 1 2024", 2024, None, date(2024, 12, 31)),
        (T1, Measure.TARGET, "2024", 2024, None, date(2024, 12, 31)),
        (T1, Measure.PREVIOUS_OUTCOME, "2024", 2023, "VB", date(2023, 12, 31)),
        (VB, Measure.OUTCOME, "VB 2024", 2024, "VB", date(2024, 12, 31)),
        (VB, Measure.OUTCOME, "2024", 2024, None, date(2024, 12, 31)),
        (VB, Measure.OUTCOME, "Kvartal 3 2024", 2024, "Q3", date(2024, 9, 30)),
        (VP, Measure.KF_TARGET, "År", 2024, None, date(2024, 12, 31)),
        (VP, Measure.KF_TARGET, None, 2024, None, date(2024, 12, 31)),
    ],
)
def test_year_part_and_last_day(
    of: ReportType,
    measure: Measure,
    printed: str | None,
    year: int,
    part: str | None,
    last_day: date,
) -> None:
    period, end = indicator_period(measure, printed, head(report_type=of))
    assert (period.year, period.part, end) == (year, part, last_day)
