"""One key for one thing under its many printings; near names stay apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.report import GoalLevel, Measure, ReportType
from pipeline.transform import build_tables, names
from pipeline.transform.seeds import (
    committee_mergers,
    current_committee,
    indicator_names,
    service_area_names,
)
from tests.unit.transform.reports import cell, goal, head, indicator, outcome, report, table


@pytest.mark.parametrize(
    ("printed", "also_printed"),
    [
        ("Antal barn per grupp", "Antalet barn per grupp"),
        ("Andelen nöjda omsorgstagare", "Andel nöjda omsorgs- tagare"),
        ("Andel legitimerade", "Andel legitimerade (årsarbetare)"),
        (
            "Antal barn per anställd i förskolan (årsarbetare)",
            "Antal förskolebarn per anställd (årsarbetare)",
        ),
        (
            "Andel brukare inom socialpsykiatri som inte upplever diskriminering",
            "Andel brukare inom socialpsykiatrin som inte upplever diskriminering.",
        ),
        ("AMI", "Aktivt Medskapande- index"),
    ],
    ids=["article", "article and split word", "remark", "wording", "ending", "abbreviation"],
)
def test_one_indicator_under_two_printings(printed: str, also_printed: str) -> None:
    assert names.indicator_key(printed) == names.indicator_key(also_printed)


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("Andel nöjda omsorgstagare i hemtjänst", "Andel nöjda omsorgstagare i dagverksamhet"),
        ("Sjukfrånvaro", "Sjukfrånvaro dag 1-14"),
        ("Klimatpåverkan från livsmedel", "Klimatpåverkan från livsmedel och måltider"),
        ("Antal anställda", "Andel anställda"),
    ],
)
def test_near_names_are_not_merged(printed: str, other: str) -> None:
    assert names.indicator_key(printed) != names.indicator_key(other)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Stöd- och service till personer med funktionsnedsättning", "stod-och-service"),
        ("Stöd och service", "stod-och-service"),
        ("Flyktingmottagande", "flyktingmottagande"),
        ("Ensamkommande flyktingbarn", "flyktingmottagande"),
        ("nyanlända", "flyktingmottagande"),
        ("Soc. psyk", "socialpsykiatri"),
    ],
)
def test_one_service_area_under_many_printings(printed: str, key: str) -> None:
    area = service_area_names().find(printed)
    assert area is not None
    assert area.key == key


@pytest.mark.parametrize(
    ("committee", "today"),
    [
        ("Älvsjö", "Hägersten-Älvsjö"),
        ("Liljeholmen", "Hägersten-Älvsjö"),
        ("Spånga-Tensta", "Järva"),
        ("Farsta", "Farsta"),
    ],
    ids=["merged once", "merged twice", "merged in 2023", "never merged"],
)
def test_committees_that_merged(committee: str, today: str) -> None:
    assert current_committee(committee) == today


def test_a_merged_committee_keeps_its_key_and_names_its_successor() -> None:
    tables = build_tables([outcome(report(head("Älvsjö", year=2016)))], extractor_version="v")
    (row,) = tables["dim_committee"].to_pylist()
    assert (row["committee_key"], row["current_committee_key"]) == ("alvsjo", "hagersten-alvsjo")
    assert row["merged_on"] == committee_mergers()["alvsjo"].merged_on == date(2020, 7, 1)


def test_a_goal_of_the_council_has_one_key_over_years_and_committees() -> None:
    title, level = "Alla barn lär sig läsa", GoalLevel.OPERATIONAL_AREA
    tables = build_tables(
        [
            outcome(report(head("A", year=2023), goals=(goal(title, level),)), "a.txt"),
            outcome(report(head("B", year=2025), goals=(goal(title + ".", level),)), "b.txt"),
        ],
        extractor_version="v",
    )
    (row,) = tables["dim_goal"].to_pylist()
    assert (row["first_year"], row["last_year"]) == (2023, 2025)


def test_what_is_curated_of_an_indicator_comes_before_what_is_printed() -> None:
    given = report(
        indicators=(
            indicator("Sjukfrånvaro", cell(Measure.TARGET, "öka"), unit=None),
            indicator("Andel läshörnor", cell(Measure.TARGET, "50 %", 50.0)),
        )
    )
    tables = build_tables([outcome(given)], extractor_version="v")
    found = {r["indicator_name"]: r for r in tables["dim_indicator"].to_pylist()}
    sick, corners = found["Sjukfrånvaro"], found["Andel läshörnor"]
    assert (sick["unit"], sick["direction"], sick["direction_source"]) == ("%", "lower", "curated")
    assert (corners["direction"], corners["direction_source"], corners["is_curated"]) == (
        None,
        None,
        False,
    )


def test_a_row_without_any_cell_is_listed() -> None:
    given = report(indicators=(indicator("Andel läshörnor"),))
    tables = build_tables([outcome(given)], extractor_version="v")
    assert tables["fact_indicator_value"].num_rows == 0
    (row,) = tables["fact_indicator_row"].to_pylist()
    assert (row["indicator_name_printed"], row["printed_cells"]) == ("Andel läshörnor", 0)
    assert row["indicator_key"] in tables["dim_indicator"]["indicator_key"].to_pylist()


def test_a_result_unit_is_of_its_committee_and_sums_have_one_name() -> None:
    columns = ("Enhet", "Bruttobudget 2024")

    def units(committee: str, total: str) -> list[tuple[str, str]]:
        given = table("result_units", columns, ("Almens", "1"), (total, "1"), unit="tkr")
        the_report = report(head(committee, ReportType.ANNUAL_REPORT), tables=(given,))
        tables = build_tables([outcome(the_report)], extractor_version="v")
        return [(r["unit_name"], r["committee_key"]) for r in tables["dim_result_unit"].to_pylist()]

    assert set(units("Norr", "Totalt")) == {("Almens", "norr"), ("Summa resultatenheter", "norr")}
    assert names.result_unit_key("norr", "Almens") != names.result_unit_key("syd", "Almens")


def write(folder: Path, name: str, *lines: str) -> None:
    """A seed file."""
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_printing_that_stands_for_two_indicators_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "curated_indicator.csv", "indicator_name,unit,direction", "A ett,,", "B två,,")
    write(tmp_path, "curated_indicator_alias.csv", "printed,indicator_name", "a ETT,B två")
    with pytest.raises(ValueError, match="stands for both 'A ett' and 'B två'"):
        indicator_names(tmp_path)


def test_mergers_in_a_circle_are_refused(tmp_path: Path) -> None:
    header = "committee_name,successor_name,merged_on"
    lines = ("A,B,2020-01-01", "B,A,2021-01-01")
    write(tmp_path, "curated_committee_merger.csv", header, *lines)
    with pytest.raises(ValueError, match="comes after itself"):
        committee_mergers(tmp_path)
