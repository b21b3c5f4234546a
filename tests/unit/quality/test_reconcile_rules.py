"""Rules one by one: what a person sees, what the rule says of it, and when it is silent."""

# ruff: noqa: E501 - sentences stand on one line, as a person sees them

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.extract.report import (
    Decision,
    GoalLevel,
    Measure,
    Problem,
    Report,
    ReportTable,
    ReportType,
    Section,
)
from pipeline.quality import reconcile
from pipeline.transform import build_tables
from tests.unit.transform.reports import (
    activity,
    cell,
    goal,
    head,
    indicator,
    outcome,
    place,
    report,
    table,
)

Found = list[tuple[str, str, float | None, float | None]]


def found(the_report: Report) -> Found:
    """Rule, severity, stated and expected of every finding but those of rounding."""
    tables = build_tables([outcome(the_report)], extractor_version="v1")
    rows: list[dict[str, Any]] = reconcile.find(tables).to_pylist()
    for row in rows:
        for figure in (row["stated"], row["expected"]):
            # Swedish has a decimal comma.
            assert figure is None or str(figure) not in row["explanation_sv"], row["rule"]
    return [
        (row["rule"], row["severity"], row["stated"], row["expected"])
        for row in rows
        if row["severity"] != "info"
    ]


def section(heading: str, body: str, path: str = "") -> Section:
    printed = f"{heading}\n{body}"
    lines = printed.count("\n") + 1
    where = replace(place(printed, 10), line_end=10 + lines - 1)
    return Section(path or heading, heading, body, where)


@dataclass(frozen=True)
class Case:
    """A report that contradicts itself, the finding, and the same report put right."""

    name: str
    wrong: Report
    finding: tuple[str, str, float | None, float | None]
    right: Report


def overview(forecast: str) -> ReportTable:
    columns = (
        "Mnkr", "Budget 2024", "Begärda budgetjusteringar", "Prognos 2024", "Avvikelse 2024",
    )  # fmt: skip
    return table(
        "budget_overview",
        columns,
        ("Kostnader", "100,0", "5,0", forecast, "2,0"),
        title="Driftbudget",
    )


def areas(*rows: tuple[str, ...], number: int = 1, year: str = "2024") -> ReportTable:
    columns = (
        "Mnkr", f"Budget {year} (kostnader)", f"Budget {year} (intäkter)", f"Budget {year} (netto)",
    )  # fmt: skip
    return table("budget_by_area", columns, *rows, title="Driftbudget", number=number)


def detail(*rows: tuple[str, ...], year: str = "2024", number: int = 2) -> ReportTable:
    columns = ("Mnkr", "Budget 2024", f"Bokslut {year}", "Avvikelse 2024")
    return table("area_detail", columns, *rows, title="Äldreomsorg", number=number)


def units(out: str, result: str = "-300") -> ReportTable:
    columns = (
        "Enhet", "Bruttobudget 2024", "Resultatöverföring från 2023 Överskott (-) Underskott (+)",
        "Resultat 2024 Överskott (-) Underskott (+)",
        "Resultatöverföring till 2025 Överskott (+) Underskott (-)",
    )  # fmt: skip
    row = ("Almens förskolor", "10 000", "-500", result, out)
    return table("result_units", columns, row, title="Resultatenheter", unit="tkr")


def by_year(*rows: tuple[str, ...]) -> ReportTable:
    columns = (
        "Mnkr", "Kostnader 2023", "Intäkter 2023", "Kostnader 2024", "Intäkter 2024",
        "Nettoförändring",
    )  # fmt: skip
    return table("cost_income_development", columns, *rows, title="Utveckling")


PRESCHOOL = ("Förskola", "990,3", "-120,2", "977,2", "-110,2", "-3,1")


def sexes(total: str, value: float) -> Report:
    row = indicator(
        "Andel nöjda med vården",
        cell(Measure.OUTCOME, total, value),
        cell(Measure.OUTCOME_MEN, "1,84 %", 1.84),
        cell(Measure.OUTCOME_WOMEN, "1,93 %", 1.93),
    )
    return report(indicators=(row,))


def analysed(text: str) -> Report:
    row = indicator(
        "Andel nöjda med vården",
        cell(Measure.OUTCOME, "86 %", 86.0),
        cell(Measure.PREVIOUS_OUTCOME, "84 %", 84.0),
        cell(Measure.TARGET, "87 %", 87.0),
        analysis=text,
    )
    return report(indicators=(row,))


def claimed(body: str, *, deviates: bool = True) -> Report:
    goals = (goal("Barn läser", GoalLevel.COMMITTEE, code="1.1.1"),)
    done = (
        activity("Köpa böcker", date(2024, 1, 1), date(2024, 12, 31), goal=0),
        activity("Läsa dem", date(2024, 1, 1), date(2024, 12, 31), goal=0, deviates=deviates),
    )
    return report(
        goals=goals,
        activities=done,
        sections=(section("Analys", body, "1.1.1 Barn läser / Analys"),),
    )


def prose(heading: str, body: str, *tables: ReportTable, kind: str = "VB") -> Report:
    return report(
        head(report_type=ReportType(kind)), tables=tables, sections=(section(heading, body),)
    )


ELDERLY = detail(("Netto", "100,0", "97,5", "2,5"))
MONTHS = ("Antal", "Jan", "Feb", "Mar", "Medel")

CASES = (
    Case(
        "a forecast that budget, adjustments and deviation do not give",
        report(tables=(overview("104,0"),)),
        ("row_identity", "error", 104.0, 103.0),
        report(tables=(overview("103,0"),)),
    ),
    Case(
        "a net that costs and income do not give",
        report(tables=(areas(("Äldreomsorg", "100,0", "-20,0", "81,0")),)),
        ("row_identity", "error", 81.0, 80.0),
        report(tables=(areas(("Äldreomsorg", "100,0", "-20,0", "80,0")),)),
    ),
    Case(
        "a net change that the two years do not give",
        report(tables=(by_year((*PRESCHOOL[:5], "3,1")),)),
        ("change_column", "error", 3.1, -3.1),
        report(tables=(by_year(PRESCHOOL),)),
    ),
    Case(
        "one figure in two tables",
        report(
            tables=(areas(("Äldreomsorg", "99,0", "-9,0", "90,0")), detail(("Netto", "80,0", "1,0", "79,0")))
        ),
        ("restated_figure", "warning", 90.0, 80.0),
        report(
            tables=(areas(("Äldreomsorg", "99,0", "-9,0", "90,0")), detail(("Netto", "90,0", "1,0", "89,0")))
        ),
    ),
    Case(
        "a fund that opening fund and result do not give",
        report(tables=(units("950"),)),
        ("carried_over", "error", 950.0, 800.0),
        report(tables=(units("800"),)),
    ),
    Case(
        "a fund above ten per cent of the gross budget",
        report(tables=(units("1 400", "-900"),)),
        ("carried_over", "error", 1400.0, 1000.0),
        report(tables=(units("1 000", "-900"),)),
    ),
    Case(
        "a mean that the months do not give",
        report(tables=(table("key_figures", MONTHS, ("Platser", "540", "533", "528", "560"), unit=None),)),
        ("mean_of_months", "error", 560.0, 533.67),
        report(tables=(table("key_figures", MONTHS, ("Platser", "540", "533", "528", "534"), unit=None),)),
    ),
    Case(
        "a surplus that is called a deficit",
        prose("Äldreomsorg", "Verksamhetsområdet redovisar ett underskott om 2,5 mnkr.", ELDERLY),
        ("result_in_prose", "error", -2.5, 2.5),
        prose("Äldreomsorg", "Verksamhetsområdet redovisar ett överskott om 2,5 mnkr.", ELDERLY),
    ),
    Case(
        "income that is said to rise and falls",
        prose("Förskola", "Intäkterna har ökat med 10,0 mnkr sedan 2023.", by_year(PRESCHOOL)),
        ("cost_change_in_prose", "error", 10.0, -10.0),
        prose("Förskola", "Intäkterna har minskat med 10,0 mnkr sedan 2023.", by_year(PRESCHOOL)),
    ),
    Case(
        "per cent of the new amount instead of the old",
        prose("Ekonomi", "Budgeten uppgår till 2 459,6 mnkr. Det är en ökning med 3,8 procent, motsvarande 93,3 mnkr.", kind="VP"),
        ("percent_of_change", "error", 3.8, 3.94),
        prose("Ekonomi", "Budgeten uppgår till 2 459,6 mnkr. Det är en ökning med 3,9 procent, motsvarande 93,3 mnkr.", kind="VP"),
    ),
    Case(
        "a part above its whole",
        prose("Investeringar", "Nämnden har 10,0 mnkr, varav 12,0 mnkr avser parker."),
        ("varav_in_prose", "error", 10.0, 12.0),
        prose("Investeringar", "Nämnden har 10,0 mnkr, varav 2,0 mnkr avser parker."),
    ),
    Case(
        "women and men that are not all",
        prose("Sysselsättning", "Det gäller 45 personer, varav 18 kvinnor och 26 män."),
        ("sexes_in_prose", "warning", 45.0, 44.0),
        prose("Sysselsättning", "Det gäller 45 personer, varav 18 kvinnor och 27 män."),
    ),
    Case(
        "kinds of cases that nearly make the total",
        prose("Ärenden", "Det kom totalt 3 020 ärenden. Av dessa avsåg 40 beröm, 590 förslag samt 2 400 klagomål."),
        ("count_parts_in_prose", "error", 3020.0, 3030.0),
        prose("Ärenden", "Det kom totalt 3 020 ärenden. Av dessa avsåg 40 beröm, 580 förslag samt 2 400 klagomål."),
    ),
    Case(
        "changes of parts that miss the change of the whole",
        prose("Skulder", "Leasingskulder och hyresdepositioner har totalt minskat med 9,4 mnkr. Hyresdepositioner har ökat med 2,3 mnkr. Leasingskulder har minskat med 7,8 mnkr."),
        ("change_parts_in_prose", "error", -9.4, -5.5),
        prose("Skulder", "Leasingskulder och hyresdepositioner har totalt minskat med 5,5 mnkr. Hyresdepositioner har ökat med 2,3 mnkr. Leasingskulder har minskat med 7,8 mnkr."),
    ),
    Case(
        "a total outside men and women",
        sexes("2,08 %", 2.08),
        ("total_outside_sexes", "error", 2.08, 1.93),
        sexes("1,90 %", 1.90),
    ),
    Case(
        "percentage points above the city's mean",
        analysed("Det är tre procentenheter högre än snittet i staden på 81 procent."),
        ("analysis_against_row", "error", 3.0, 5.0),
        analysed("Det är fem procentenheter högre än snittet i staden på 81 procent."),
    ),
    Case(
        "percentage points to the target",
        analysed("Resultatet är fyra procentenheter under årsmålet."),
        ("analysis_against_row", "error", 4.0, 1.0),
        analysed("Resultatet är en procentenhet under årsmålet."),
    ),
    Case(
        "activities said to be carried out",
        claimed("Målet uppnås, samtliga aktiviteter har genomförts."),
        ("activities_carried_out", "error", 0.0, 1.0),
        claimed("Målet uppnås, flertalet av aktiviteterna har genomförts."),
    ),
    Case(
        "a count of activities carried out",
        claimed("Av två aktiviteter är två genomförda."),
        ("activity_count", "error", 2.0, 1.0),
        claimed("Av två aktiviteter är en genomförda."),
    ),
    Case(
        "a day that does not exist",
        prose("Anmälningar", "Under perioden 1 januari - 31 november kom 5 570 anmälningar."),
        ("impossible_date", "error", None, None),
        prose("Anmälningar", "Under perioden 1 januari - 30 november kom 5 570 anmälningar."),
    ),
    Case(
        "an activity that ends before it starts",
        report(activities=(activity("Köpa", date(2024, 8, 1), date(2024, 6, 1)),)),
        ("activity_dates", "error", None, None),
        report(activities=(activity("Köpa", date(2024, 6, 1), date(2024, 8, 1)),)),
    ),
    Case(
        "a month compared with a later one",
        prose("Insatser", "I augusti 2024 var det 112 fler jämfört med december 2024."),
        ("compared_with_future", "error", 2024.0, 2023.0),
        prose("Insatser", "I augusti 2024 var det 112 fler jämfört med december 2023."),
    ),
    Case(
        "last year's header over this year's outcome",
        report(tables=(detail(("Netto", "100,0", "97,5", "2,5"), year="2023"),)),
        ("header_year", "error", 2023.0, 2024.0),
        report(tables=(ELDERLY,)),
    ),
    Case(
        "a global goal with another's number",
        prose("Agenda 2030", "Nämnden bidrar till mål 2. Hållbar konsumtion och produktion."),
        ("global_goal_number", "error", 2.0, 12.0),
        prose("Agenda 2030", "Nämnden bidrar till mål 12. Hållbar konsumtion och produktion."),
    ),
    Case(
        "page numbers that differ in the number of pages",
        report(problems=(Problem("page_counts_differ", "83 and 84", place("Sid 63 (84)")),)),
        ("page_counts", "warning", None, None),
        report(problems=(Problem("other", "x", place("y")),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_contradiction_is_found(case: Case) -> None:
    assert case.finding in found(case.wrong)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_report_put_right_is_silent(case: Case) -> None:
    assert found(case.right) == []


def test_a_decision_that_differs_from_its_application() -> None:
    body = (
        "Nämnden ansöker om 0,5 mnkr för belysning av lekytor i Almby.\n"
        "Nämnden ansöker om 1,3 mnkr för en trappa vid torget."
    )
    decisions = (
        Decision(1, "Nämnden ansöker om 0,7 mnkr för belysning av lekytor i Almby.", Decimal(700_000), "lekytor", place("1.", 1), 1.0),
        Decision(2, "Nämnden ansöker om 1,3 mnkr för en trappa vid torget.", Decimal(1_300_000), "trappa", place("2.", 2), 1.0),
    )  # fmt: skip
    wrong = report(decisions=decisions, sections=(section("Ansökningar", body),))
    assert found(wrong) == [("decision_against_application", "error", 0.7, 0.5)]


def test_each_amount_of_a_decision_is_compared_with_its_own_application() -> None:
    text = "Nämnden ansöker om 0,7 mnkr för belysning av lekytor samt 1,3 mnkr för en trappa."
    decisions = (
        Decision(1, text, Decimal(700_000), "belysning av lekytor", place("1.", 1), 1.0),
        Decision(1, text, Decimal(1_300_000), "en trappa", place("1.", 1), 1.0),
    )

    def told(stairs: str) -> Report:
        body = (
            "Nämnden ansöker om 0,7 mnkr för belysning av lekytor i Almby.\n"
            f"Nämnden ansöker om {stairs} mnkr för en trappa vid torget."
        )
        return report(decisions=decisions, sections=(section("Ansökningar", body),))

    assert found(told("1,3")) == []
    assert found(told("1,6")) == [("decision_against_application", "error", 1.3, 1.6)]


def test_shares_of_a_whole_add_up_instead_of_enclosing_it() -> None:
    row = indicator(
        "Andel förskollärare av alla anställda",
        cell(Measure.OUTCOME, "33,6 %", 33.6),
        cell(Measure.OUTCOME_MEN, "1,2 %", 1.2),
        cell(Measure.OUTCOME_WOMEN, "32,4 %", 32.4),
    )
    assert found(report(indicators=(row,))) == []


def test_a_doubtful_cell_makes_a_warning_and_no_error() -> None:
    doubtful = areas(("Äldreomsorg", "100,0", "-20,0", "81,0"))
    cells = tuple(replace(one, confidence=0.85) for one in doubtful.cells)
    assert found(report(tables=(replace(doubtful, cells=cells),))) == [
        ("row_identity", "warning", 81.0, 80.0)
    ]


AREAS = ("Äldreomsorg", "Förskola", "Ekonomiskt bistånd", "Barn, kultur och fritid")


def many(*nets: str) -> ReportTable:
    return areas(*((name, "100,0", "-20,0", net) for name, net in zip(AREAS, nets, strict=True)))


def test_a_column_that_differs_in_most_rows_is_not_what_it_was_taken_for() -> None:
    assert found(report(tables=(many("80,0", "80,0", "80,0", "81,0"),))) == [
        ("row_identity", "error", 81.0, 80.0)
    ]
    assert found(report(tables=(many("71,0", "72,0", "73,0", "80,0"),))) == []


def test_a_column_that_other_tables_contradict_in_most_rows_is_something_else() -> None:
    def details(*nets: str) -> tuple[ReportTable, ...]:
        columns = ("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")
        return tuple(
            table("area_detail", columns, ("Netto", net, net, "0,0"), title=name, number=number)
            for number, (name, net) in enumerate(zip(AREAS, nets, strict=True), start=2)
        )

    overview = many("80,0", "80,0", "80,0", "80,0")
    assert found(report(tables=(overview, *details("80,0", "80,0", "80,0", "70,0")))) == [
        ("restated_figure", "error", 80.0, 70.0)
    ]
    assert found(report(tables=(overview, *details("71,0", "72,0", "73,0", "80,0")))) == []


@pytest.mark.parametrize(
    ("confidence", "severities"), [(1.0, {"error"}), (0.8, {"warning"}), (0.4, set[str]())]
)
def test_a_finding_carries_the_doubt_of_its_cells(confidence: float, severities: set[str]) -> None:
    whole = areas(("Äldreomsorg", "100,0", "-20,0", "81,0"))
    doubtful = tuple(replace(cell, confidence=confidence) for cell in whole.cells)
    told = found(report(tables=(replace(whole, cells=doubtful),)))
    assert {severity for _, severity, *_ in told} == severities


@pytest.mark.parametrize(("confidence", "severities"), [(0.8, {"warning"}), (0.4, set[str]())])
def test_a_sum_carries_the_doubt_of_its_parts(confidence: float, severities: set[str]) -> None:
    rows = (("Almby", "10,0", "20,0"), ("Boo", "5,0", "6,0"), ("Summa", "15,0", "27,0"))
    whole = table("other", ("Mnkr", "Ett", "Två"), *rows, title="Lokaler")
    doubtful = tuple(replace(cell, confidence=confidence) for cell in whole.cells)
    told = found(report(tables=(replace(whole, cells=doubtful),)))
    assert {severity for _, severity, *_ in told} == severities


def test_two_doubtful_prints_of_a_target_prove_nothing() -> None:
    sure, doubtful = (
        tuple(
            report(
                head(name),
                indicators=(
                    indicator("Andel nöjda", cell(Measure.KF_TARGET, text, value, confidence=sure)),
                ),
            )
            for name, text, value in (("Almby", "80 %", 80.0), ("Boo", "90 %", 90.0))
        )
        for sure in (1.0, 0.91)
    )
    for reports, expected in ((sure, {"shared_target"}), (doubtful, set())):
        outcomes = [outcome(one, f"{number}.txt") for number, one in enumerate(reports)]
        rows = reconcile.find(build_tables(outcomes, extractor_version="v1")).to_pylist()
        assert {row["rule"] for row in rows} == expected


@pytest.mark.parametrize(("confidence", "rules"), [(1.0, ["parts_and_total"]), (0.95, [])])
def test_sums_far_apart_were_torn_where_columns_had_to_be_inferred(
    confidence: float, rules: list[str]
) -> None:
    rows = (("Almby", "10,0", "2,0"), ("Boo", "5,0", "3,0"), ("Summa", "15,0", "500,0"))
    whole = table("other", ("Mnkr", "Ett", "Två"), *rows, title="Lokaler")
    inferred = tuple(replace(cell, confidence=confidence) for cell in whole.cells)
    assert [rule for rule, *_ in found(report(tables=(replace(whole, cells=inferred),)))] == rules


@pytest.mark.parametrize(("confidence", "rules"), [(1.0, ["indicator_count"]), (0.93, [])])
def test_a_count_of_indicators_allows_for_those_in_doubt(
    confidence: float, rules: list[str]
) -> None:
    rows = tuple(
        indicator(
            f"Andel nöjda med {what}",
            cell(Measure.OUTCOME, text, value, confidence=sure),
            cell(Measure.TARGET, "80 %", 80.0),
            goal=0,
        )
        for what, text, value, sure in (
            ("vården", "85 %", 85.0, 1.0),
            ("maten", "70 %", 70.0, confidence),
        )
    )
    claim = section("Analys", "Två av två indikatorer når sitt mål.", "1.1.1 Barn läser / Analys")
    goals = (goal("Barn läser", GoalLevel.COMMITTEE, code="1.1.1"),)
    told = found(report(goals=goals, indicators=rows, sections=(claim,)))
    assert [rule for rule, *_ in told] == rules


def test_units_that_mostly_carry_over_otherwise_follow_other_rules() -> None:
    (whole,) = (units("800"),)
    names = ("Almens förskolor", "Bergets hemtjänst", "Dalens servicehus", "Ekens förskolor")

    def carrying(*out: str) -> Report:
        rows = tuple(
            (name, "10 000", "-500", "-300", one) for name, one in zip(names, out, strict=True)
        )
        several = table("result_units", whole.columns, *rows, title="Resultatenheter", unit="tkr")
        return report(tables=(several,))

    assert found(carrying("800", "800", "800", "950")) == [("carried_over", "error", 950.0, 800.0)]
    assert found(carrying("700", "650", "600", "800")) == []


def test_means_that_mostly_differ_are_means_of_something_else() -> None:
    def means(*printed: str) -> Report:
        rows = tuple((f"Platser {n}", "540", "533", "528", one) for n, one in enumerate(printed))
        return report(tables=(table("key_figures", MONTHS, *rows, unit=None),))

    assert [rule for rule, *_ in found(means("534", "534", "534", "560"))] == ["mean_of_months"]
    assert found(means("510", "511", "512", "534")) == []


def test_a_table_of_applications_lists_all_parts_beside_a_column_of_words() -> None:
    def applied(total: str) -> Report:
        rows = (("Lokaler", "Hyra", "3,2"), ("Kurser", "Kurs", "1,2"), ("Totalt ansökt", "", total))
        columns = ("Ansökan", "Beskrivning", "Mnkr")
        return report(tables=(table("budget_adjustments", columns, *rows, title="Drift"),))

    assert found(applied("3,6")) == [("parts_and_total", "error", 3.6, 4.4)]
    assert found(applied("4,4")) == []
