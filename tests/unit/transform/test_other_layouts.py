"""Economy tables as other authors lay them out: what a column is decides, not where it stands.

All invented; each case is a kind that a report of ours does not print.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.extract.report import ReportTable, ReportType
from pipeline.transform.economy.periods import period_in
from tests.unit.transform.reports import table
from tests.unit.transform.test_economy import rows
from tests.unit.transform.test_economy_kinds import in_group

ANNUAL, SECOND, PLAN = (
    ReportType.ANNUAL_REPORT,
    ReportType.SECOND_FOLLOW_UP,
    ReportType.PLAN,
)


def budget(*columns: str, of: ReportType = ANNUAL, kind: str = "budget_by_area") -> dict[str, str]:
    """The measure of every column of a table by area; columns without one are left out."""
    given = table(
        kind,
        ("Mnkr", *columns),
        ("Äldreomsorg", *(f"{number},0" for number, _ in enumerate(columns, start=1))),
    )
    found = rows("fact_budget_line", given, of=of)
    by_amount = {row["amount_sek"]: row["measure"] for row in found}
    return {
        column: by_amount[amount]
        for number, column in enumerate(columns, start=1)
        if (amount := Decimal(number * 1_000_000)) in by_amount
    }


@pytest.mark.parametrize("share", ["Avvikelse i %", "Avvikelse %", "Avvikelse i procent"])
def test_a_column_of_per_cent_is_no_money(share: str) -> None:
    assert budget("Budget 2024", "Avvikelse", share) == {
        "Budget 2024": "budget_net",
        "Avvikelse": "deviation",
    }


def test_a_cell_of_per_cent_is_no_money_either() -> None:
    given = table("budget_by_area", ("Mnkr", "Avvikelse"), ("Äldreomsorg", "5 %"))
    assert rows("fact_budget_line", given) == []


def test_a_budget_adjusted_in_the_year_is_the_budget() -> None:
    assert budget("KF-budget 2024", "Reviderad budget 2024") == {
        "KF-budget 2024": "original_budget_net",
        "Reviderad budget 2024": "budget_net",
    }
    assert budget(
        "Budget 2024", "Budgetjusteringar", "Sökta budgetjusteringar", "Justerad budget"
    ) == {
        "Budget 2024": "original_budget_net",
        "Sökta budgetjusteringar": "requested_adjustment",
        "Justerad budget": "budget_net",
    }
    assert budget("Justerad budget", "Utfall") == {
        "Justerad budget": "budget_net",
        "Utfall": "outcome_net",
    }


def test_the_adjusted_budget_of_last_year_and_a_forecast_of_one_are_not() -> None:
    assert budget("Budget 2024", "Slutlig budget 2023", "Prognos slutlig budget 2024", of=PLAN) == {
        "Budget 2024": "budget_net",
        "Slutlig budget 2023": "final_budget_net",
        "Prognos slutlig budget 2024": "final_budget_net",
    }


def test_the_outcome_of_eight_months_is_not_that_of_the_year() -> None:
    assert budget("Utfall 2024", "Utfall jan-aug 2023", "Utfall 2023", of=SECOND) == {
        "Utfall 2024": "outcome_so_far_net",
        "Utfall jan-aug 2023": "outcome_so_far_net",
        "Utfall 2023": "outcome_net",
    }


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("Utfall 31 dec 2024", "outcome_net"),
        ("Utfall T2 2024", "outcome_so_far_net"),
        ("Utfall januari-december", "outcome_net"),
        ("Utfall kvartal 1", "outcome_so_far_net"),
        ("Bokslut 2024", "outcome_net"),
    ],
)
def test_an_annual_report_may_print_both(column: str, measure: str) -> None:
    assert budget(column) == {column: measure}


@pytest.mark.parametrize("part", ["jan-okt", "ack.", "perioden", "januari-oktober"])
def test_a_budget_of_some_months_is_not_that_of_the_year(part: str) -> None:
    columns = (f"Budget {part}", f"Avvikelse {part}", "Helårsbudget", "Prognos", "Prognosavvikelse")
    assert budget(*columns, of=SECOND) == {
        "Helårsbudget": "budget_net",
        "Prognos": "forecast_net",
        "Prognosavvikelse": "deviation",
    }


def test_of_forecasts_the_latest_counts_and_a_deviation_from_one_is_not_the_years() -> None:
    columns = ("Budget", "Prognos tertial 1", "Prognos tertial 2")
    later = {"Budget": "budget_net", "Prognos tertial 2": "forecast_net"}
    assert budget(*columns, of=SECOND) == later
    assert budget(*columns, "Avvikelse jämfört med prognos T2", "Avvikelse") == {
        **later,
        "Avvikelse": "deviation",
    }
    assert budget("Budget", "Prognos T1", of=SECOND) == {"Budget": "budget_net"}


def test_a_column_or_a_row_may_be_in_another_unit_than_its_table() -> None:
    columns = ("Verksamhet", "Budget", "Utfall (mkr)", "Avvikelse, tkr")
    given = table("budget_by_area", columns, ("Vuxna", "7,5", "7,0", "500"))
    amounts = [int(row["amount_sek"]) for row in rows("fact_budget_line", given)]
    assert amounts == [7_500_000, 7_000_000, 500_000]
    by_row = table("investments", ("Objekt", "Budget"), ("Scengolv (tkr)", "350"), ("Ridå", "2,0"))
    assert measured("fact_investment", by_row) == [("budget", 350e3), ("budget", 2e6)]


def test_costs_and_income_below_the_name_of_an_area_are_its_own() -> None:
    given = in_group(
        table("budget_by_area", ("Mnkr", "Budget"), ("Kostnader", "9"), ("Netto", "7")),
        "Förskola",
    )
    found = {(row["service_area_key"], row["measure"]) for row in rows("fact_budget_line", given)}
    assert found == {("forskola", "budget_cost"), ("forskola", "budget_net")}


def test_the_years_of_a_plan_of_investments_are_budgets() -> None:
    given = table("investments", ("Objekt", "2025", "2026"), ("Scengolv", "3,0", "0,5"))
    found = [(r["measure"], r["fiscal_year"]) for r in rows("fact_investment", given, of=PLAN)]
    assert found == [("budget", 2025), ("budget", 2026)]
    assert rows("fact_investment", given, of=ANNUAL) == []


def test_net_costs_are_no_costs() -> None:
    given = table(
        "budget_overview",
        ("Mnkr", "Budget 2024"),
        ("Kostnader", "9,0"),
        ("Intäkter", "-2,0"),
        ("Nettokostnader", "7,0"),
    )
    measures = [row["measure"] for row in rows("fact_budget_line", given)]
    assert measures == ["budget_cost", "budget_income", "budget_net"]


def test_staff_costs_may_stand_under_bare_years() -> None:
    assert budget("2023", "2024", "Förändring", "%", kind="staff_costs") == {
        "2023": "staff_cost",
        "2024": "staff_cost",
        "Förändring": "staff_cost_change",
    }


def measured(name: str, given: ReportTable) -> list[tuple[Any, ...]]:
    return [(row["measure"], float(row["amount_sek"])) for row in rows(name, given)]


def test_an_investment_of_many_years_is_none_of_this_one() -> None:
    columns = ("Mnkr", "Total budget", "Utfall t.o.m. 2023", "Budget 2024", "Utfall 2024", "Avv %")
    given = table("investments", columns, ("Lekplats", "10,0", "2,0", "5,0", "4,0", "20"))
    assert measured("fact_investment", given) == [("budget", 5e6), ("outcome", 4e6)]


FUNDS = ("Enhet", "Bruttobudget", "Ingående fond", "Årets resultat", "Utgående fond")


def test_funds_tell_by_their_sum_that_a_surplus_is_positive() -> None:
    given = table("result_units", FUNDS, ("Almen", "60 000", "900", "-400", "500"), unit="tkr")
    assert measured("fact_result_unit", given) == [
        ("gross_budget", 60e6),
        ("transfer_in", 900e3),
        ("result", -400e3),
        ("transfer_out", 500e3),
    ]


@pytest.mark.parametrize(
    ("opening", "closing"), [("IB 2024", "UB 2024"), ("Ingående saldo", "Utgående saldo")]
)
def test_funds_by_their_other_names(opening: str, closing: str) -> None:
    given = table(
        "result_units", ("Enhet", opening, "Årets resultat", closing), ("Ateljén", "7", "-2", "5")
    )
    found = [(row["measure"], int(row["amount_sek"])) for row in rows("fact_result_unit", given)]
    assert found == [
        ("transfer_in", 7_000_000),
        ("result", -2_000_000),
        ("transfer_out", 5_000_000),
    ]


def test_where_they_do_not_add_up_nothing_tells_the_sign() -> None:
    given = table("result_units", FUNDS, ("Almen", "60 000", "900", "400", "500"), unit="tkr")
    assert measured("fact_result_unit", given) == [("gross_budget", 60e6)]


@pytest.mark.parametrize(
    ("label", "year", "month", "part", "months"),
    [
        ("2024-01", 2024, 1, None, None),
        ("jan-24", 2024, 1, None, None),
        ("T1-24", 2024, None, "T1", None),
        ("VB24", 2024, None, "VB", None),
        ("2024 T2", 2024, None, "T2", None),
        ("Kv 3 -24", 2024, None, "Q3", None),
        ("1:a kvartalet", None, None, "Q1", None),
        ("Kvartal 1-3 2024", 2024, None, None, (1, 9)),
        ("2024-01-31", 2024, None, None, None),
        ("Utfall 12", None, None, None, None),
    ],
)
def test_periods_as_others_write_them(
    label: str, year: int | None, month: int | None, part: str | None, months: tuple[int, int]
) -> None:
    found = period_in(label)
    assert (found.year, found.month, found.part, found.months) == (year, month, part, months)


def test_last_year_need_not_be_named_by_its_number() -> None:
    given = table(
        "budget_by_area",
        ("Mnkr", "Utfall", "Utfall föregående år"),
        ("Äldreomsorg", "9,0", "8,0"),
    )
    found = rows("fact_budget_line", given)
    assert [(row["measure"], row["fiscal_year"]) for row in found] == [
        ("outcome_net", 2024),
        ("outcome_net", 2023),
    ]
    figures = table("key_figures", ("Nyckeltal", "Utfall", "Fg år"), ("Lekar", "9", "8"), unit=None)
    assert [row["period_year"] for row in rows("fact_key_figure", figures)] == [2024, 2023]
