"""Findings that were missed or made up: leap days, shifted columns, whom a sentence means."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.extract.report import IndicatorRow, Measure, Report, ReportTable, ReportType, Section
from pipeline.quality import reconcile
from pipeline.transform import build_tables
from tests.unit.transform.reports import cell, head, indicator, outcome, place, report, table


def _findings(the_report: Report) -> list[dict[str, Any]]:
    tables = build_tables([outcome(the_report)], extractor_version="v1")
    rows: list[dict[str, Any]] = reconcile.find(tables).to_pylist()
    return rows


def _rules(the_report: Report) -> list[tuple[str, float | None, float | None]]:
    return [
        (row["rule"], row["stated"], row["expected"])
        for row in _findings(the_report)
        if row["severity"] != "info"
    ]


def _prose(*sentences: str, year: int = 2023) -> Report:
    body = " ".join(sentences)
    sections = (Section("Resultatenheter", "Resultatenheter", body, place(body)),)
    return report(head(year=year), sections=sections, tables=(_units(),))


def _units() -> ReportTable:
    return table(
        "result_units",
        ("Enhet", "Resultat 2023 Överskott (-) Underskott (+)"),
        ("Almens förskolor", "-4 000"),
        ("Boendet Linden", "-1 000"),
        ("Boendet Granen", "-2 000"),
        ("Summa", "-7 000"),
        unit="tkr",
    )


@pytest.mark.parametrize(
    ("text", "year", "is_told"),
    [
        ("Mötet hölls den 29 februari 2023.", 2023, True),
        ("Mötet hölls den 29 februari 2024.", 2023, False),
        # Without a year the plan may speak of the year before or after.
        ("Mötet hölls den 29 februari.", 2023, False),
        ("Mötet hölls den 29 februari.", 2022, True),
        ("Mötet hölls den 31 april.", 2024, True),
    ],
)
def test_a_leap_day_needs_a_leap_year(text: str, year: int, is_told: bool) -> None:
    told = [rule for rule, _, _ in _rules(_prose(text, year=year))]
    assert ("impossible_date" in told) is is_told


def test_a_sentence_speaks_of_the_units_named_before_it() -> None:
    wrong = _prose(
        "Social omsorgs resultatenheter förde över 14,1 mnkr från 2022.",
        "För 2023 redovisar resultatenheterna ett överskott med 2,5 mnkr.",
    )
    assert _rules(wrong) == [("result_units_in_prose", 2.5, 3.0)]
    right = _prose(
        "Social omsorgs resultatenheter förde över 14,1 mnkr från 2022.",
        "För 2023 redovisar resultatenheterna ett överskott med 3,0 mnkr.",
    )
    assert _rules(right) == []


def test_a_sentence_that_names_every_kind_leaves_all_units_meant() -> None:
    both = "Det finns enheter inom förskolan och inom social omsorg."
    wrong = _prose(both, "Resultatenheterna visar ett överskott om 5,0 mnkr.")
    assert _rules(wrong) == [("result_units_in_prose", 5.0, 7.0)]


def _sexes(name: str, total: float, men: float, women: float) -> IndicatorRow:
    measures = (Measure.OUTCOME, Measure.OUTCOME_MEN, Measure.OUTCOME_WOMEN)
    values = (total, men, women)
    cells = (cell(m, f"{v:.0f} %", v) for m, v in zip(measures, values, strict=True))
    return indicator(name, *cells)


def _inside(number: int) -> list[IndicatorRow]:
    return [_sexes(f"Andel inom {place}", 45, 40, 50) for place in range(number)]


def test_a_total_outside_men_and_women_is_told() -> None:
    # 90 is 40 and 50 together: parts of a whole. 95 is neither.
    assert _rules(report(indicators=(_sexes("Andel", 90, 40, 50), *_inside(2)))) == []
    odd = report(indicators=(_sexes("Andel", 95, 40, 50), *_inside(2)))
    assert _rules(odd) == [("total_outside_sexes", 95.0, 50.0)]


def test_totals_that_are_nearly_all_outside_were_read_shifted() -> None:
    shifted = [_sexes(f"Andel {number}", 95, 40, 50) for number in range(4)]
    assert _rules(report(indicators=(*shifted, *_inside(1)))) == []
    some = report(indicators=(*shifted, *_inside(5)))
    assert [rule for rule, _, _ in _rules(some)] == ["total_outside_sexes"] * 4


def test_one_place_is_counted_in_the_singular() -> None:
    text = "Det är en ökning med 3 procentenheter, motsvarande 40 mnkr."
    sections = (Section("Ekonomi", "Ekonomi", text, place(text)),)
    (finding,) = _findings(report(head(report_type=ReportType.PLAN), sections=sections))
    assert finding["explanation_sv"] == "Procentenheter där procent menas (1 ställe)."
