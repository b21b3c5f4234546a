"""What reports of one run tell each other: only what is sure and undisputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from pipeline.extract.document import Place, SourceFormat
from pipeline.extract.report import (
    Head,
    IndicatorCell,
    IndicatorRow,
    Measure,
    Report,
    ReportType,
)
from pipeline.intake.knowledge import Witnesses
from pipeline.intake.stored import gist_of

PLACE = Place("84 %", line_start=1, line_end=1)


def cell(measure: Measure, value: float, confidence: float = 1.0) -> IndicatorCell:
    return IndicatorCell(measure, f"{value} %", value, None, "%", PLACE, confidence)


def report(committee: str, kind: ReportType, year: int, name: str, *cells: IndicatorCell) -> Report:
    head = Head(committee, "stadsdelsnamnd", kind, year, date(year, 12, 31), "", PLACE, 1.0)
    row = IndicatorRow(name, None, None, "%", cells, None, PLACE, 1.0)
    return Report(head, SourceFormat.FLOW_TEXT, None, (), (), (row,), (), (), (), (), ())


T1 = ReportType.FIRST_FOLLOW_UP
PLAN = ReportType.PLAN
ANNUAL = ReportType.ANNUAL_REPORT
OURS = report("Farsta", T1, 2021, "Nöjda föräldrar", cell(Measure.TARGET, 88, 0.6))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        pytest.param(
            report("Bromma", ANNUAL, 2021, "Nöjda föräldrar", cell(Measure.KF_TARGET, 90)),
            {Measure.KF_TARGET: 90},
            id="the city's target of the year is every committee's",
        ),
        pytest.param(
            report("Bromma", ANNUAL, 2020, "Nöjda föräldrar", cell(Measure.KF_TARGET, 90)),
            None,
            id="another year's target is not",
        ),
        pytest.param(
            report("Farsta", ANNUAL, 2020, "Nöjda föräldrar", cell(Measure.OUTCOME, 85)),
            {Measure.PREVIOUS_OUTCOME: 85},
            id="last year's outcome is in our own last annual report",
        ),
        pytest.param(
            report("Bromma", ANNUAL, 2020, "Nöjda föräldrar", cell(Measure.OUTCOME, 85)),
            None,
            id="another committee's outcome says nothing",
        ),
        pytest.param(
            report("Farsta", PLAN, 2021, "Nöjda  FÖRÄLDRAR", cell(Measure.TARGET, 87)),
            {Measure.TARGET: 87},
            id="our own plan holds our target, however the name is spaced",
        ),
        pytest.param(
            report("Farsta", PLAN, 2021, "Nöjda föräldrar", cell(Measure.TARGET, 87, 0.8)),
            None,
            id="a value that is itself in doubt is no witness",
        ),
    ],
)
def test_what_another_report_tells(other: Report, told: dict[Measure, float] | None) -> None:
    ours = gist_of(OURS)
    assert Witnesses([ours, gist_of(other)]).heard_by(ours).known == (
        {"nöjdaföräldrar": told} if told else {}
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "there", "here"),
    [
        (T1, ReportType.SECOND_FOLLOW_UP, Measure.PREVIOUS_OUTCOME, Measure.PREVIOUS_OUTCOME),
        (T1, ANNUAL, Measure.TARGET, Measure.TARGET),
        (T1, ReportType.SECOND_FOLLOW_UP, Measure.OUTCOME, None),
    ],
)
def test_the_reports_of_a_year_print_the_same_target_and_last_year(
    ours: ReportType, theirs: ReportType, there: Measure, here: Measure | None
) -> None:
    mine = report("Farsta", ours, 2021, "Nöjda föräldrar")
    other = report("Farsta", theirs, 2021, "Nöjda föräldrar", cell(there, 85))
    assert Witnesses([gist_of(other)]).heard_by(gist_of(mine)).known == (
        {"nöjdaföräldrar": {here: 85}} if here else {}
    )


def test_next_years_report_tells_the_outcome_of_the_annual_report() -> None:
    mine = report("Farsta", ANNUAL, 2020, "Nöjda föräldrar")
    follow_up = report("Farsta", T1, 2021, "Nöjda föräldrar", cell(Measure.PREVIOUS_OUTCOME, 85))
    witnesses = Witnesses([gist_of(follow_up)])
    assert witnesses.heard_by(gist_of(mine)).known == {"nöjdaföräldrar": {Measure.OUTCOME: 85}}
    earlier = report("Farsta", T1, 2020, "Nöjda föräldrar")
    assert witnesses.heard_by(gist_of(earlier)).known == {}


def test_a_value_in_dispute_is_not_told_in_any_order_of_files() -> None:
    others = [
        report("Bromma", T1, 2021, "Nöjda föräldrar", cell(Measure.KF_TARGET, 90)),
        report("Järva", T1, 2021, "Nöjda föräldrar", cell(Measure.KF_TARGET, 91)),
    ]
    ours = gist_of(OURS)
    known = [ours, *map(gist_of, others)]
    assert all(Witnesses(order).heard_by(ours).known == {} for order in permutations(known))


def test_a_report_is_doubtful_while_one_column_is_unsure() -> None:
    sure = replace(OURS.indicators[0], cells=(cell(Measure.TARGET, 88),))
    assert gist_of(OURS).is_doubtful
    assert not gist_of(replace(OURS, indicators=(sure,))).is_doubtful
