"""Typed economy facts: labels as the reports print them, and the rows that they give."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.report import ReportTable, ReportType
from pipeline.transform import build_tables
from pipeline.transform.economy import labels
from pipeline.transform.economy.money import is_amount, sek_per_unit, to_sek
from tests.unit.transform.reports import head, outcome, report, table


def rows(name: str, *tables: ReportTable, of: ReportType = ReportType.ANNUAL_REPORT) -> list[Any]:
    """Rows of one fact for a report of 2024 with these tables."""
    given = report(head(report_type=of), tables=tables)
    found: list[Any] = build_tables([outcome(given)], extractor_version="v1")[name].to_pylist()
    return found


def lines(*tables: ReportTable, of: ReportType = ReportType.ANNUAL_REPORT) -> set[tuple[Any, ...]]:
    """Area, measure, year and amount in mnkr of the budget lines of tables."""
    return {
        (r["service_area_key"], r["measure"], r["fiscal_year"], float(r["amount_sek"]) / 1e6)
        for r in rows("fact_budget_line", *tables, of=of)
    }


@pytest.mark.parametrize(
    ("label", "phase"),
    [
        ("Budget 2021 (nämndbudget efter beslutade BJ)", "budget"),
        ("Begärda budget- justeringar (begärda BJ tertialrapport)", "requested_adjustment"),
        ("Prestations- och omslutnings- förändringar (begärda/förvänt ade)", "volume_adjustment"),
        ("Prognos Tertial/2021 (inkl. budget- justeringar)", "forecast"),
        ("Avvikelse (avvikelse från Agresso, som nämnden analyserar)", "deviation"),
        ("Prognos slutlig budget 2025 Netto", "final_budget"),
        ("Prognos netto utfall Okt 2025", "forecast"),
        ("Netto Utfall 2024", "outcome"),
        ("VP 2026 Netto", "budget"),
        ("Avvikelse mellan prognos T2 och bokslut 2024", "deviation_from_t2"),
        ("Nettoförändring", "change"),
        ("Kostnader 2026", None),
    ],
)
def test_what_a_column_is_about(label: str, phase: str | None) -> None:
    assert labels.first_meaning(labels.PHASES, labels.without_parentheses(label)) == phase


@pytest.mark.parametrize(
    ("label", "sign"),
    [
        ("Resultat 2024 Överskott (-) Underskott (+)", -1),
        ("Resultat- överföring till 2025 Överskott (+) Underskott (-)", 1),
        ("Beräknat resultat 2021 Överskott (-) Underskot t (+)", -1),
        ("Underskott (-)", 1),
        ("(-) = underskott", 1),
        ("Överskott (\u2212) Underskott (+)", -1),
        ("Överskott (+) Underskott (+)", None),
        ("Resultat 2024", None),
    ],
)
def test_how_a_surplus_is_printed(label: str, sign: int | None) -> None:
    assert labels.surplus_sign(label) == sign


@pytest.mark.parametrize(
    ("label", "is_total", "is_subitem"),
    [
        ("Totalt", True, False),
        ("Summa resultatenheter", True, False),
        ("Total drift", True, False),
        ("Slutligt resultat", True, False),
        ("<i>varav vuxen</i>", False, True),
        (" varav barn och ungdom", False, True),
        ("Barn och unga (varav)", False, True),
        ("Äldreomsorg", False, False),
        ("Varavgifter", False, False),
    ],
)
def test_sums_and_parts_are_told_by_their_label(
    label: str, is_total: bool, is_subitem: bool
) -> None:
    assert (labels.is_total(label), labels.is_subitem(label)) == (is_total, is_subitem)


@pytest.mark.parametrize(
    ("label", "year"),
    [("Budget 2024", 2024), ("Netto (2023)", 2023), ("Avvikelse", None), ("Kod 120245", None)],
)
def test_year_of_a_column(label: str, year: int | None) -> None:
    assert labels.year_in(label) == year


@pytest.mark.parametrize(
    ("value", "unit", "amount"),
    [
        (35.3, "mnkr", "35300000.00"),
        (-0.595, "Mnkr", "-595000.00"),
        (1.1, "mkr", "1100000.00"),
        (57560.0, "tkr", "57560000.00"),
        (-0.0, "tkr", "0.00"),
        (2054.5, "kr", "2054.50"),
    ],
)
def test_amounts_in_sek(value: float, unit: str, amount: str) -> None:
    factor = sek_per_unit(unit)
    assert factor is not None
    assert str(to_sek(value, factor)) == amount


@given(st.decimals(-(10**6), 10**6, places=3))
def test_printed_decimals_survive_a_float(printed: Decimal) -> None:
    assert to_sek(float(printed), 1_000_000) == printed * 1_000_000


def test_budget_by_area_with_parts_and_total() -> None:
    found = rows(
        "fact_budget_line",
        table(
            "budget_by_area",
            ("Mnkr", "Budget (kostnader +)", "Budget (netto)", "Avvikelse 2023"),
            ("Individ- och familjeomsorg", "60,0", "50,0", "-5,0"),
            ("<i>varav vuxen</i>", "20,0", "15,0", "-5,0"),
            ("Totalt", "60,0", "50,0", "-5,0"),
        ),
    )
    cost = {
        r["service_area_key"]: (r["is_total"], r["is_subitem"], r["amount_sek"])
        for r in found
        if r["measure"] == "budget_cost"
    }
    assert cost == {
        "individ-och-familjeomsorg": (False, False, Decimal("60000000.00")),
        "vuxna": (False, True, Decimal("20000000.00")),
        "namnden-totalt": (True, False, Decimal("60000000.00")),
    }
    years = {(r["measure"], r["fiscal_year"]) for r in found}
    assert years == {("budget_cost", 2024), ("budget_net", 2024), ("deviation", 2023)}


def test_overview_takes_the_side_from_the_row() -> None:
    assert lines(
        table(
            "budget_overview",
            ("Mnkr", "Budget 2024", "Avvikelse 2024"),
            ("Anslag för nämndens verksamhet (netto)", "90,0", "1,5"),
            ("Kostnader (+)", "100,0", ""),
            ("Intäkter (-)", "-10,0", ""),
            ("Resultatenheternas överskott från 2023 (+)", "", "4,0"),
            ("Resultatenheternas överskott till 2025 (-)", "", "-5,0"),
            ("Avvikelse efter resultatdispositioner", "", "0,5"),
            ("Något annat", "1,0", ""),
        )
    ) == {
        ("namnden-totalt", "budget_net", 2024, 90.0),
        ("namnden-totalt", "deviation", 2024, 1.5),
        ("namnden-totalt", "budget_cost", 2024, 100.0),
        ("namnden-totalt", "budget_income", 2024, -10.0),
        ("namnden-totalt", "transfer_in", 2024, 4.0),
        ("namnden-totalt", "transfer_out", 2024, -5.0),
        ("namnden-totalt", "deviation_after_transfer", 2024, 0.5),
    }


def test_detail_table_takes_the_area_from_its_title() -> None:
    assert lines(
        table(
            "area_detail",
            ("Mnkr", "Budget 2024", "Avvikelse bokslut 2024"),
            ("Netto", "875,0", "8,0"),
            ("Resultatöverföring till 2025", "", "-37,4"),
            ("Netto efter resultatdispositioner", "", "-3,4"),
            title="Förskola",
        )
    ) == {
        ("forskola", "budget_net", 2024, 875.0),
        ("forskola", "deviation", 2024, 8.0),
        ("forskola", "transfer_out", 2024, -37.4),
        ("forskola", "deviation_after_transfer", 2024, -3.4),
    }


def test_a_plan_names_no_phase_and_means_budget() -> None:
    assert lines(
        table(
            "area_detail",
            ("Budget 2024 (mnkr)", "Kostnader 2024", "*Netto budget 2023"),
            ("Vuxen", "70,3", "60,0"),
            ("Summa", "70,3", "60,0"),
            ("varav omslutningsförändring", "2,2", ""),
            title="Individ och familjeomsorgen",
            notes=("*Prognos justerad budget 2023",),
        ),
        of=ReportType.PLAN,
    ) == {
        ("vuxna", "budget_cost", 2024, 70.3),
        ("vuxna", "final_budget_net", 2023, 60.0),
        ("individ-och-familjeomsorg", "budget_cost", 2024, 70.3),
        ("individ-och-familjeomsorg", "final_budget_net", 2023, 60.0),
        ("individ-och-familjeomsorg", "turnover_cost", 2024, 2.2),
    }


def test_a_detail_row_that_nobody_knows_is_an_area_below_the_title() -> None:
    detail = table(
        "area_detail", ("Mnkr", "Budget 2024"), ("Strandstädning", "3,0"), title="Stadsmiljö"
    )
    (row,) = rows("fact_budget_line", detail)
    areas = {r["service_area_key"]: r for r in rows("dim_service_area", detail)}
    area = areas[row["service_area_key"]]
    assert area["service_area_name"] == "Strandstädning"
    assert area["parent_service_area_key"] == "stadsmiljo"
    assert not area["is_curated"]


def test_forecasts_of_the_year_beside_the_closing_accounts() -> None:
    assert lines(
        table(
            "forecast_history",
            ("Verksamhet (mnkr)", "Bokslut", "T2", "T1"),
            ("Förskola", "-3,4", "17,9", "10,0"),
        )
    ) == {
        ("forskola", "deviation_vb", 2024, -3.4),
        ("forskola", "deviation_t2", 2024, 17.9),
        ("forskola", "deviation_t1", 2024, 10.0),
    }


def test_turnover_by_area() -> None:
    assert lines(
        table(
            "turnover",
            ("Omslutningsförändringar (mnkr)", "Kostnader", "Intäkter", "Netto"),
            ("Förskola", "12,0", "-12,0", "0,0"),
        ),
        of=ReportType.PLAN,
    ) == {
        ("forskola", "turnover_cost", 2024, 12.0),
        ("forskola", "turnover_income", 2024, -12.0),
        ("forskola", "turnover_net", 2024, 0.0),
    }


def test_costs_and_income_over_years() -> None:
    assert lines(
        table(
            "cost_income_development",
            ("Verksamhet (mnkr)", "Kostnader 2023", "Intäkter 2024", "Nettoförändring"),
            ("Övrigt", "1,0", "-2,0", "3,0"),
        )
    ) == {
        ("ovrig-verksamhet", "outcome_cost", 2023, 1.0),
        ("ovrig-verksamhet", "outcome_income", 2024, -2.0),
        ("ovrig-verksamhet", "net_change", 2024, 3.0),
    }


@pytest.mark.parametrize(
    ("columns", "unit", "row"),
    [
        (("Mnkr", "Omdöme 2024"), "mnkr", "Äldreomsorg"),
        (("Antal", "Budget 2024"), None, "1-3 år"),
        (("Mnkr", "Ökade kostnader/intäkter, budget 2024"), "mnkr", "Äldreomsorg"),
        (("Mnkr", "Intäkter efter resultatöverföringar, budget 2024"), "mnkr", "Äldreomsorg"),
    ],
    ids=[
        "a column that says nothing known",
        "no unit of money",
        "either side",
        "two sides at once",
    ],
)
def test_what_is_not_understood_stays_in_cells_only(
    columns: Sequence[str], unit: str | None, row: str
) -> None:
    doubtful = table("budget_by_area", columns, (row, "1,0"), unit=unit)
    assert not rows("fact_budget_line", doubtful)
    assert len(rows("fact_table_cell", doubtful)) == 1


def test_result_units_are_surplus_positive() -> None:
    found = rows(
        "fact_result_unit",
        table(
            "result_units",
            (
                "Resultatenhetens namn",
                "Resultat- enhetens bruttobudget 2024",
                "Resultatöver- föring från 2023 Överskott (-) Underskott (+)",
                "Resultat 2024 Överskott (-) Underskott (+)",
                "Har resultatet uppkommit genom eget handlande? JA / NEJ",
                "Resultat- överföring till 2025 Överskott (+) Underskott (-)",
            ),
            ("Almens förskolor", "60 000", "1 600", "-1 200", "JA", "-400"),
            ("Summa resultatenheter", "60 000", "1 600", "-1 200", "JA", "-400"),
            unit="tkr",
        ),
    )
    amounts = {r["measure"]: int(r["amount_sek"]) for r in found if not r["is_total"]}
    assert amounts == {
        "gross_budget": 60_000_000,
        "transfer_in": -1_600_000,
        "result": 1_200_000,
        "transfer_out": -400_000,
    }
    assert sum(r["is_total"] for r in found) == 4
    assert {r["fiscal_year"] for r in found} == {2024}


def test_expected_results_of_a_follow_up() -> None:
    found = rows(
        "fact_result_unit",
        table(
            "result_units",
            (
                "Resultatenheten s namn",
                "Varav 5 % av resultat- enheternas bruttobudge t 2021",
                "Beräknat resultat 2021 Överskott (-) Underskot t (+)",
                "Beräknad resultatöverförin g till 2022 (max 10 %) Överskott (+) Underskott (-)",
            ),
            ("Almens förskolor", "3 000", "-300", "4 342"),
            unit="tkr",
        ),
    )
    assert {r["measure"]: int(r["amount_sek"]) for r in found} == {
        "gross_budget_5_percent": 3_000_000,
        "expected_result": 300_000,
        "expected_transfer_out": 4_342_000,
    }


def test_a_result_without_a_stated_sign_is_not_typed() -> None:
    silent = table("result_units", ("Enhet", "Resultat 2024"), ("Almen", "-300"), unit="tkr")
    assert not rows("fact_result_unit", silent)


def test_investments() -> None:
    found = rows(
        "fact_investment",
        table(
            "investments",
            (
                "Mnkr, netto",
                "Budget 2024 (inkl beviljade budgetjusteringar)",
                "Prognos tertial 2024",
                "Budgetjusteringar (ansökta medel i ärendet)",
                "Avvikelse (utgå från att begärda budgetjusteringar beviljas)",
            ),
            ("Klimatinvesteringar", "3,2", "3,6", "0,4", "0,0"),
        ),
    )
    assert {r["measure"]: float(r["amount_sek"]) / 1e6 for r in found} == {
        "budget": 3.2,
        "forecast": 3.6,
        "requested_adjustment": 0.4,
        "deviation": 0.0,
    }


def test_key_figures_by_sex_and_unit() -> None:
    found = rows(
        "fact_key_figure",
        table(
            "key_figures",
            ("Nyckeltal", "T1 2024 Kvinnor", "T1 2024 Män", "Varav kvinnor och män"),
            ("Stödboende", "8", "6", "14"),
            ("Utbetalt bidrag, mnkr", "", "", "11,4"),
            ("Andel legitimerade", "", "", "34,5%"),
            ("Klagomål, allmänt", "", "", "3"),
            unit=None,
        ),
    )
    seen = [(r["figure_name"], r["breakdown"], r["value"], r["unit"]) for r in found]
    assert seen == [
        ("Stödboende", "women", 8.0, None),
        ("Stödboende", "men", 6.0, None),
        ("Stödboende", "total", 14.0, None),
        ("Utbetalt bidrag, mnkr", "total", 11.4, "mnkr"),
        ("Andel legitimerade", "total", 34.5, "%"),
        ("Klagomål, allmänt", "total", 3.0, None),
    ]
    assert found[0]["period_label"] == "T1 2024 Kvinnor"


def test_every_typed_fact_leads_to_its_cell() -> None:
    budget = table("budget_by_area", ("Mnkr", "Budget 2024"), ("Äldreomsorg", "1,0"))
    (line,) = rows("fact_budget_line", budget)
    (printed,) = rows("fact_table_cell", budget)
    assert line["table_cell_key"] == printed["fact_key"]
    assert line["source_text"] == printed["source_text"] == "1,0"


@pytest.mark.parametrize(
    ("value", "factor", "expected"),
    [
        (None, 1_000, False),
        (0.0, 1_000_000, True),
        (-75_000.0, 1_000_000, True),
        (397_401_399_395.0, 1_000_000, False),
    ],
    ids=["nothing printed", "zero", "the whole city", "four cells read as one number"],
)
def test_an_amount_beyond_any_committee_is_none(
    value: float | None, factor: int, expected: bool
) -> None:
    assert is_amount(value, factor) is expected


def test_a_varav_row_below_the_sum_of_two_areas_is_not_the_committees() -> None:
    columns = ("Budget 2024 (mnkr)", "Kostnader 2024")
    two = table(
        "area_detail",
        columns,
        ("Ekonomiskt bistånd", "3,0"),
        ("Arbetsmarknadsåtgärder", "2,0"),
        ("Summa", "5,0"),
        ("varav omslutningsförändring", "1,0"),
        title="Ekonomiskt bistånd och arbetsmarknad",
    )
    assert (None, "turnover_cost", 2024, 1.0) in lines(two, of=ReportType.PLAN)
    one = table(
        "area_detail",
        columns,
        ("Lek", "3,0"),
        ("Summa", "3,0"),
        ("varav omslutningsförändring", "1,0"),
        title="Förskola",
    )
    assert ("forskola", "turnover_cost", 2024, 1.0) in lines(one, of=ReportType.PLAN)


DETAIL = ("Mnkr", "Budget 2024", "Bokslut 2023", "Avvikelse bokslut 2024", "Avvikelse bokslut 2023")


def outcomes(*printed: tuple[str, ...], header: tuple[str, ...] = DETAIL) -> set[tuple[int, float]]:
    """Year and confidence of the outcomes of an area's own table."""
    detail = table("area_detail", header, *printed, title="Förskola")
    return {
        (row["fiscal_year"], row["confidence"])
        for row in rows("fact_budget_line", detail)
        if row["measure"] == "outcome_net"
    }


def test_an_outcome_is_of_the_year_that_budget_and_deviation_prove() -> None:
    assert outcomes(("Netto", "875,0", "867,0", "8,0", "-13,1")) == {(2024, 0.9)}


@pytest.mark.parametrize(
    "row",
    [("Netto", "875,0", "860,0", "8,0", "-13,1"), ("Netto", "867,0", "867,0", "0,0", "-13,1")],
    ids=["the sum does not fit", "no deviation proves nothing"],
)
def test_else_an_outcome_is_of_the_year_that_its_header_names(row: tuple[str, ...]) -> None:
    assert outcomes(row) == {(2023, 1.0)}


def test_one_row_that_does_not_fit_is_enough() -> None:
    fits, misses = ("Netto", "9,0", "8,0", "1,0", "0,0"), ("Personal", "9,0", "8,0", "2,0", "0,0")
    assert {year for year, _ in outcomes(fits, misses)} == {2023}


def test_investments_below_last_years_header_are_of_this_year() -> None:
    header = ("Mnkr", "Budget 2024", "Bokslut 2023", "Avvikelse 2024")
    printed = table("investments", header, ("Bänkar", "3,0", "2,5", "0,5"))
    assert {(row["measure"], row["fiscal_year"]) for row in rows("fact_investment", printed)} == {
        ("budget", 2024),
        ("outcome", 2024),
        ("deviation", 2024),
    }
