"""Which period a cell of an indicator table is of: year, part of it, last day.

The Period column holds a period ("Tertial 1 2021"), a year that is not over, or only how often
is measured ("År"); targets and forecasts are of the whole year, last year's outcome of the last.
"""

from __future__ import annotations

from datetime import date

from pipeline.extract.report import Head, Measure
from pipeline.transform.economy.periods import Period, period_in

_OF_THE_YEAR = frozenset((Measure.TARGET, Measure.KF_TARGET, Measure.FORECAST))
_END_OF_PART = {"T1": (4, 30), "T2": (8, 31)}
"""An outcome by the second follow-up is of all months so far, so only its end is told."""


def indicator_period(measure: Measure, printed: str | None, head: Head) -> tuple[Period, date]:
    """The year and part that a cell is of, and the last day of it."""
    named = period_in(printed) if printed else Period()
    year = named.year or head.report_year
    if measure is Measure.PREVIOUS_OUTCOME:
        period = Period(head.report_year - 1, part="VB")
    elif measure in _OF_THE_YEAR:
        period = Period(year)
    else:
        period = Period(year, named.month, named.part, named.months)
    return period, _last_day(period)


def _last_day(period: Period) -> date:
    assert period.year is not None
    if period.part in _END_OF_PART:
        return date(period.year, *_END_OF_PART[period.part])
    days = period.days()
    assert days is not None
    return days[1]
