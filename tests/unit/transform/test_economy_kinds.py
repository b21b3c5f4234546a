"""Balance sheets, the pandemic, applications and series of key figures, as reports print them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.extract.report import ReportTable, ReportType
from pipeline.transform.economy.periods import Period, names_time, period_in, statistic_in
from tests.unit.transform.reports import table
from tests.unit.transform.test_economy import rows


def in_group(given: ReportTable, group: str) -> ReportTable:
    """The table with a sub-heading above all its rows."""
    return replace(given, cells=tuple(replace(c, row_group=group) for c in given.cells))


def row_labels_from(given: ReportTable, column_no: int, *labels: str) -> ReportTable:
    """The table with other row labels from a column on: two tables beside each other."""
    cells = tuple(
        replace(cell, row_label=labels[cell.row_no - 1]) if cell.column_no >= column_no else cell
        for cell in given.cells
    )
    return replace(given, cells=cells)


BALANCE = row_labels_from(
    table(
        "balance_sheet",
        ("Tillgångar (mnkr)", "Bokslut 2024", "Ingående balans 2024", "Skulder", "Bokslut 2024"),
        ("Maskiner", "48,0", "62,0", "", "-0,5"),
        ("Summa", "48,0", "62,0", "", "-0,5"),
    ),
    4,
    "Leverantörsskulder",
    "Summa",
)


def test_both_sides_of_a_balance_sheet_stand_beside_each_other() -> None:
    found = [
        (r["item"], r["side"], r["measure"], r["is_total"], float(r["amount_sek"]) / 1e6)
        for r in rows("fact_balance_sheet", BALANCE)
    ]
    assert found == [
        ("Maskiner", "assets", "closing_balance", False, 48.0),
        ("Maskiner", "assets", "opening_balance", False, 62.0),
        ("Leverantörsskulder", "liabilities", "closing_balance", False, -0.5),
        ("Summa", "assets", "closing_balance", True, 48.0),
        ("Summa", "assets", "opening_balance", True, 62.0),
        ("Summa", "liabilities", "closing_balance", True, -0.5),
    ]


@pytest.mark.parametrize(
    ("columns", "label"),
    [
        (("Tillgångar", "Bokslut 2024 Bokslut 2023"), "Maskiner"),
        (("Tillgångar", "Bokslut 2024"), "189,3 216,5 Kommunkapital"),
        (("Post", "Bokslut 2024"), "Maskiner"),
        (("Tillgångar", "Andel"), "Maskiner"),
        (("Tillgångar", "Bokslut 2024 Skulder"), "Maskiner"),
    ],
    ids=["two columns in one", "figures in the item", "no side", "no balance", "two sides"],
)
def test_what_is_not_understood_of_a_balance_sheet_is_not_typed(
    columns: tuple[str, ...], label: str
) -> None:
    given = table("balance_sheet", columns, (label, "1,0"), title="Balansräkning")
    assert rows("fact_balance_sheet", given) == []
    assert len(rows("fact_table_cell", given)) == 1


def test_costs_of_the_pandemic_by_service_area() -> None:
    given = table(
        "pandemic_costs",
        ("Pandemi jan-april", "IoF BoU", "Ek bist ArbM", "Totalsumma, tkr"),
        ("Inhyrd personal", "1 730", "9", "1 739"),
        ("Summa kostnader", "1 730", "9", "1 739"),
        title="Pandemi - Kostnader",
        unit="tkr",
    )
    found = rows("fact_pandemic_amount", given, of=ReportType.FIRST_FOLLOW_UP)
    assert [
        (r["service_area_key"], r["area_label"], r["is_area_total"], r["is_total"]) for r in found
    ] == [
        ("barn-och-ungdom", "IoF BoU", False, False),
        ("ekonomiskt-bistand-och-arbetsmarknad", "Ek bist ArbM", False, False),
        (None, "Totalsumma, tkr", True, False),
        ("barn-och-ungdom", "IoF BoU", False, True),
        ("ekonomiskt-bistand-och-arbetsmarknad", "Ek bist ArbM", False, True),
        (None, "Totalsumma, tkr", True, True),
    ]
    assert {(r["measure"], r["period_label"]) for r in found} == {("cost", "jan-april")}
    assert float(found[0]["amount_sek"]) == 1_730_000


def test_a_grant_for_costs_is_a_grant() -> None:
    given = in_group(
        table(
            "pandemic_costs",
            ("Statsbidrag", "Mnkr"),
            ("Ersättning för kostnader, januari-april", "8,7"),
            title="Pandemi - Statsbidrag",
        ),
        "Tilldelat statsbidrag",
    )
    (found,) = rows("fact_pandemic_amount", given)
    assert (found["measure"], found["area_label"], found["is_area_total"]) == (
        "state_grant",
        None,
        True,
    )


def test_a_table_of_the_pandemic_that_says_neither_cost_nor_grant_is_not_typed() -> None:
    given = table("pandemic_costs", ("Covid-19", "Fsk"), ("Sjukfrånvaro", "3"), title="Covid-19")
    assert rows("fact_pandemic_amount", given) == []


APPLICATIONS = ("Beskrivning av vilken BJ som avses", "Mnkr")


def test_applications_for_investments_and_for_services() -> None:
    investments = table(
        "investments",
        APPLICATIONS,
        ("Klimatinvesteringar (3)", "4,4"),
        ("Totalt ansökt investeringar (3)", "4,4"),
        title="Investeringar",
    )
    services = table("budget_adjustments", APPLICATIONS, ("Vatten", "0,2"), title="Drift", number=2)
    both = (investments, services)
    assert [
        (r["item"], r["measure"], r["is_total"], float(r["amount_sek"]))
        for r in rows("fact_investment", *both, of=ReportType.PLAN)
    ] == [
        ("Klimatinvesteringar (3)", "requested_adjustment", False, 4_400_000),
        ("Totalt ansökt investeringar (3)", "requested_adjustment", True, 4_400_000),
    ]
    assert [
        (r["row_label"], r["measure"], r["service_area_key"], float(r["amount_sek"]))
        for r in rows("fact_budget_line", *both, of=ReportType.PLAN)
    ] == [("Vatten", "requested_adjustment", None, 200_000)]


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        (APPLICATIONS, "Budgetjusteringar"),
        (("Beskrivning", "Mnkr"), "Investeringar"),
        ((*APPLICATIONS, "tkr"), "Investeringar"),
    ],
    ids=["of both or neither", "nothing says that it is applied for", "two columns of amounts"],
)
def test_other_lists_of_amounts_are_no_applications(columns: tuple[str, ...], title: str) -> None:
    given = table("budget_adjustments", columns, ("Bänkar", *("1,0",) * (len(columns) - 1)))
    given = replace(given, title=title)
    assert rows("fact_investment", given) == rows("fact_budget_line", given) == []


@pytest.mark.parametrize(
    ("label", "period", "statistic"),
    [
        ("T1 2021", Period(2021, None, "T1"), None),
        ("T1 2021 Avläsning", Period(2021, None, "T1"), "outcome"),
        ("VP 2021", Period(2021, None, "VP"), "budget"),
        ("Snitt 2020", Period(2020, None, None), "average"),
        ("Snitt jan t.o.m. mars", Period(None, None, "Q1", (1, 3)), "average"),
        ("juni-juli", Period(None, None, None, (6, 7)), None),
        ("Apr prel", Period(None, 4, None), None),
        ("december", Period(None, 12, None), None),
        ("Utfall T2", Period(None, None, "T2"), "outcome"),
        ("Totalt ack. Utfall", Period(), "accumulated"),
        ("Avvikelse bokslut 2023", Period(2023, None, "VB"), "deviation"),
        ("IoF vuxna, kvartal 1", Period(None, None, "Q1"), None),
        ("Budget 2024", Period(2024, None, None), "budget"),
        ("Marsgården", Period(), None),
        ("Social omsorg äldre", Period(), None),
    ],
)
def test_what_a_column_says_of_time(label: str, period: Period, statistic: str | None) -> None:
    assert (period_in(label), statistic_in(label)) == (period, statistic)
    assert names_time(label) is (period.is_named or statistic is not None)


def series(given: ReportTable) -> list[tuple[Any, ...]]:
    """Name, period and value of the key figures of a table."""
    names = ("figure_label", "subject", "period_year", "period_month", "period_part", "value")
    return [tuple(r[name] for name in names) for r in rows("fact_key_figure", given)]


def test_staff_turnover_has_a_year_a_row() -> None:
    columns = ("Personalomsättning i procent", "apr", "maj")
    given = table("staff_turnover", columns, ("2023", "1,6", "2,0"), ("2024", "", "1,3"))
    assert series(given) == [
        ("Personalomsättning i procent", None, 2023, 4, None, 1.6),
        ("Personalomsättning i procent", None, 2023, 5, None, 2.0),
        ("Personalomsättning i procent", None, 2024, 5, None, 1.3),
    ]


def test_a_series_over_years_has_one_name() -> None:
    given = table("key_figures", ("Antal", "Jan"), ("Platser 2022", "5"), ("Platser 2023", "6"))
    assert series(given) == [
        ("Platser", None, 2022, 1, None, 5.0),
        ("Platser", None, 2023, 1, None, 6.0),
    ]


def test_complaints_by_department_are_of_the_reports_period() -> None:
    given = in_group(
        table("complaints", ("Avdelning", "Förskola", "Varav kvinnor"), ("Bemötande", "15", "9")),
        "Kategorier:",
    )
    first, second = rows("fact_key_figure", given, of=ReportType.FIRST_FOLLOW_UP)
    assert (first["subject"], first["period_label"], first["period_year"]) == (
        "Förskola",
        "T1 2024",
        2024,
    )
    assert (first["figure_group"], first["figure_name"]) == ("Kategorier", "Kategorier: Bemötande")
    assert (second["subject"], second["breakdown"]) == (None, "women")


def test_a_table_whose_header_is_torn_is_not_typed() -> None:
    given = table("key_figures", ("Nyckeltal", "kvartal 1", "2019", "2020 2021"), ("Ärenden", "9"))
    assert rows("fact_key_figure", given) == []


def test_a_change_between_years_is_of_the_later_one() -> None:
    given = table(
        "staff_costs", ("Mnkr", "Utfall 2023", "Förändring 2023-2024"), ("Förskola", "9,0", "0,5")
    )
    assert [(r["measure"], r["fiscal_year"]) for r in rows("fact_budget_line", given)] == [
        ("staff_cost", 2023),
        ("staff_cost_change", 2024),
    ]


UNITS = ("Enhet", "Bruttobudget", "Varav 5 % av bruttobudget", "Resultat Överskott (-)")


@pytest.mark.parametrize(
    ("rows_of_units", "unit", "typed"),
    [
        ((("Alm", "40 000", "2 000", "-9"), ("Björk", "20 010", "1 000", "5")), "tkr", 6),
        ((("Alm", "40 000", "2 000", "-9"), ("Björk", "20 010", "900", "5")), "tkr", 6),
        ((("Alm", "2 000", "40 000", "-9"), ("Björk", "20 010", "5", "5")), "tkr", 0),
        ((("Alm", "40 000", "2 000", "-9"),), "mnkr", 0),
    ],
    ids=["as it should be", "a misprint", "labels above other columns", "unit of another table"],
)
def test_figures_that_contradict_the_header_leave_a_table_untyped(
    rows_of_units: tuple[tuple[str, ...], ...], unit: str, typed: int
) -> None:
    given = table("result_units", UNITS, *rows_of_units, unit=unit)
    assert len(rows("fact_result_unit", given)) == typed
    assert len(rows("fact_table_cell", given)) == 3 * len(rows_of_units)


@pytest.mark.parametrize(
    ("columns", "typed"),
    [
        (("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse bokslut 2024"), 3),
        (("Mnkr", "Budget 2024", "Bokslut 2024 Avvikelse bokslut", "2024"), 0),
        (("Mnkr", "Budget 2024", "Avvikelse bokslut", "2024 2023"), 0),
    ],
    ids=["whole", "year of one column above the next", "two years above one column"],
)
def test_a_budget_table_with_a_torn_header_is_not_typed(
    columns: tuple[str, ...], typed: int
) -> None:
    given = table("area_detail", columns, ("Netto", "9,0", "8,0", "1,0"), title="Äldreomsorg")
    assert len(rows("fact_budget_line", given)) == typed


def test_a_column_of_turnover_must_name_its_side() -> None:
    given = table("turnover", ("Område", "(mnkr)", "Intäkter"), ("Förskola", "2,0", "-2,0"))
    assert [r["measure"] for r in rows("fact_budget_line", given)] == ["turnover_income"]
