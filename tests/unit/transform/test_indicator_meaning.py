"""Which direction of an indicator is better, and what may be added over committees."""

from __future__ import annotations

import pytest

from pipeline.extract.report import IndicatorRow, Measure, Qualifier, ReportType
from pipeline.transform import build_tables
from pipeline.transform.indicator_meaning import (
    by_words,
    direction_of,
    is_additive,
    unit_of_row,
)
from tests.unit.transform.reports import cell, head, indicator, outcome, report


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Antal klagomål per hundra brukare", "lower"),
        ("Andel brukare som är nöjda med hanteringen av klagomål", "higher"),
        ("Andel klagomål som besvarats inom fem dagar", "higher"),
        ("Andel boende som känner sig trygga", "higher"),
        ("Andel unga som känner oro på kvällen", "lower"),
        ("Andel unga som träffat socialtjänsten inom 48 timmar efter brott", "higher"),
        ("Andel personer som får det bättre (ekonomiskt bistånd)", None),
        ("Antal utsatta för våld som är kända av socialtjänsten", None),
        ("Antal sammanträden", None),
        ("Personalkontinuitet på boendet", None),
        ("Andel anhöriga som upplever kontinuitet", "higher"),
    ],
)
def test_words_say_what_is_better(name: str, better: str | None) -> None:
    assert by_words(name) == better


@pytest.mark.parametrize(("sides", "told"), [(3, ("higher", "words")), (4, None)])
def test_many_targets_on_the_other_side_than_the_words_say_leave_it_open(
    sides: int, told: tuple[str, str] | None
) -> None:
    assert direction_of("Nöjdhet med kön till ateljén", set(), ["lower"] * sides) == told


@pytest.mark.parametrize(
    ("name", "unit", "adds_up"),
    [
        ("Antal planterade träd", "st", True),
        ("Antal feriejobb", None, True),
        ("Köpt energi", "GWh", True),
        ("Antal barn per grupp", "st", False),
        ("Antal medarbetare som en person möter under 14 dagar", "personer", False),
        ("Andel nöjda", "%", False),
        ("Nöjdhet", None, False),
        ("Klimatpåverkan", "kg CO2 per kg", False),
    ],
)
def test_counts_add_up_and_shares_and_means_do_not(
    name: str, unit: str | None, adds_up: bool
) -> None:
    assert is_additive(name, unit) is adds_up


@pytest.mark.parametrize(
    ("name", "value", "printed", "unit"),
    [
        ("Andel nöjda ekorrar", 82.0, None, "%"),
        ("Andelen glada ekorrar", None, None, "%"),
        ("Andel träd med ekorrar", 0.09, None, None),
        ("Antal ekorrar", 7.0, None, "st"),
        ("Antal ekorrar", 7.0, "ekorrar", "ekorrar"),
        ("Trivselindex för ekorrar", 71.0, None, "index"),
        ("Ekorrarnas andel av nötterna", 5.0, None, None),
        ("Klimatpåverkan från upphandlade livsmedel och måltider", 1.4, None,
         "kg CO2 per kg livsmedel"),
    ],
)  # fmt: skip
def test_a_unit_is_printed_or_curated_or_said_by_the_name(
    name: str, value: float | None, printed: str | None, unit: str | None
) -> None:
    row = indicator(name, cell(Measure.TARGET, "x", value), unit=printed)
    assert unit_of_row(row) == unit


def _direction(*rows: IndicatorRow) -> tuple[str | None, str | None]:
    """What several years' annual reports with a row each make known."""
    outcomes = [
        outcome(
            report(head("Ån", ReportType.ANNUAL_REPORT, 2020 + year), indicators=(row,)),
            f"{year}.txt",
        )
        for year, row in enumerate(rows)
    ]
    (dimension,) = build_tables(outcomes, extractor_version="v1")["dim_indicator"].to_pylist()
    return dimension["direction"], dimension["direction_source"]


def _year(name: str, outcome: float, target: float) -> IndicatorRow:
    return indicator(
        name,
        cell(Measure.OUTCOME, str(outcome), outcome),
        cell(Measure.TARGET, str(target), target),
    )


def test_a_printed_bound_goes_before_words() -> None:
    row = indicator("Andel nöjda", cell(Measure.TARGET, "Max 5 %", 5.0, qualifier=Qualifier.MAX))
    assert _direction(row) == ("lower", "printed_target")


def test_words_go_before_targets() -> None:
    name = "Andel nöjda"
    assert _direction(_year(name, 60.0, 50.0), _year(name, 61.0, 50.0)) == ("higher", "words")


def test_targets_of_several_years_on_one_side_of_the_outcomes_tell() -> None:
    name = "Andel sammanträden"
    assert _direction(_year(name, 9.0, 7.0), _year(name, 8.0, 6.0)) == ("lower", "targets")


def test_one_year_or_years_that_differ_tell_nothing() -> None:
    name = "Andel sammanträden"
    assert _direction(_year(name, 9.0, 7.0)) == (None, None)
    assert _direction(_year(name, 9.0, 7.0), _year(name, 5.0, 6.0)) == (None, None)
