"""One figure a year, area and measure; what adds up to the committee's total; the latest report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipeline.extract.report import Report, ReportTable, ReportType
from pipeline.transform import build_tables
from tests.unit.transform.reports import head, outcome, report, table

MNKR = Decimal(1_000_000)


def lines(*reports: Report) -> list[dict[str, Any]]:
    outcomes = [outcome(given, f"{number}.txt") for number, given in enumerate(reports)]
    found: list[dict[str, Any]] = build_tables(outcomes, extractor_version="v1")[
        "fact_budget_line"
    ].to_pylist()
    return found


def plan(*tables: ReportTable) -> Report:
    return report(head(report_type=ReportType.PLAN), tables=tables)


def by_area(*rows: tuple[str, str]) -> ReportTable:
    return table("budget_by_area", ("Mnkr", "Budget 2024"), *rows)


def test_rows_of_the_overview_add_up_and_details_repeat_them() -> None:
    found = lines(
        plan(
            by_area(
                ("Förskola", "400,0"),
                ("Individ- och familjeomsorg", "300,0"),
                ("varav vuxna", "60,0"),
                ("avskrivningar", "15,1"),
                ("internräntor", "0,6"),
                ("Totalt", "715,7"),
            ),
            table(
                "area_detail",
                ("Mnkr", "Budget 2024"),
                ("Kommunal förskola", "390,0"),
                ("Fristående förskola", "10,0"),
                ("Summa", "400,0"),
                title="Förskola",
                number=2,
            ),
        )
    )

    adding = [row for row in found if row["adds_to_total"]]
    assert {row["row_label"] for row in adding} == {
        "Förskola",
        "Individ- och familjeomsorg",
        "avskrivningar",
        "internräntor",
    }
    assert sum(row["amount_sek"] for row in adding) == Decimal("715.7") * MNKR
    assert {row["parent_service_area_key"] for row in adding} == {"namnden-totalt"}
    repeated = next(row for row in found if row["row_label"] == "Summa")
    overview = next(row for row in found if row["row_label"] == "Förskola")
    assert (overview["is_canonical"], repeated["is_canonical"]) == (True, False)
    assert repeated["canonical_fact_key"] == overview["fact_key"]
    assert repeated["difference_to_canonical_sek"] == 0
    part = next(row for row in found if row["row_label"] == "varav vuxna")
    assert (part["parent_service_area_key"], part["adds_to_total"]) == (
        "individ-och-familjeomsorg",
        False,
    )


def test_an_area_that_contains_another_takes_its_place() -> None:
    found = lines(
        plan(
            by_area(
                ("Förskola", "400,0"),
                ("Stadsmiljö, inkl avskrivningar & räntor", "60,6"),
                ("Totalt", "460,6"),
            ),
            table(
                "area_detail",
                ("Mnkr", "Budget 2024"),
                ("Parkskötsel", "36,8"),
                ("Avskrivningar och internränta", "23,8"),
                ("Summa", "60,6"),
                title="Stadsmiljö, inkl avskrivningar & räntor",
                number=2,
            ),
        )
    )

    adding = {row["row_label"]: row["amount_sek"] for row in found if row["adds_to_total"]}
    assert sum(adding.values()) == Decimal("460.6") * MNKR
    capital = next(row for row in found if row["service_area_key"] == "kapitalkostnader")
    assert capital["parent_service_area_key"] == "stadsmiljo-inklusive-kapitalkostnader"
    assert not capital["adds_to_total"]


def test_the_sum_tells_whether_a_row_stands_beside_its_usual_parent() -> None:
    """Newly arrived persons are part of individual care here, a row of their own there."""
    rows = (("Individ- och familjeomsorg", "300,0"), ("Nyanlända", "5,0"))

    beside = lines(plan(by_area(*rows, ("Totalt", "305,0"))))
    inside = lines(plan(by_area(*rows, ("Totalt", "300,0"))))

    assert [row["adds_to_total"] for row in beside] == [True, True, False]
    assert [row["adds_to_total"] for row in inside] == [True, False, False]


def test_a_sum_below_a_title_of_two_areas_is_its_tables_own() -> None:
    found = lines(
        plan(
            by_area(
                ("Ekonomiskt bistånd", "160,7"), ("Arbetsmarknad", "26,3"), ("Totalt", "187,5")
            ),
            table(
                "area_detail",
                ("Mnkr", "Budget 2024"),
                ("Ekonomiskt bistånd", "160,7"),
                ("Arbetsmarknad", "26,3"),
                ("Summa", "187,0"),
                title="Ekonomiskt bistånd och arbetsmarknad",
                number=2,
            ),
        )
    )

    of_committee = [row for row in found if row["scope"] == "committee"]
    assert [float(row["amount_sek"] / MNKR) for row in of_committee] == [187.5]
    joined = next(row for row in found if row["row_label"] == "Summa")
    assert (joined["scope"], joined["service_area_key"], joined["is_canonical"]) == (
        "table",
        None,
        False,
    )


def test_the_last_report_of_the_year_is_the_latest() -> None:
    def follow_up(kind: ReportType, budget: str) -> Report:
        return report(head(report_type=kind), tables=(by_area(("Totalt", budget)),))

    found = lines(
        follow_up(ReportType.ANNUAL_REPORT, "103,0"),
        follow_up(ReportType.FIRST_FOLLOW_UP, "101,0"),
        follow_up(ReportType.PLAN, "100,0"),
    )

    assert [float(row["amount_sek"] / MNKR) for row in found if row["is_latest"]] == [103.0]
    assert all(row["is_canonical"] for row in found)


def test_a_year_without_reports_of_its_own_is_told_by_the_nearest() -> None:
    earlier = table("budget_by_area", ("Mnkr", "Budget 2023"), ("Totalt", "99,0"))
    near = report(head(report_type=ReportType.PLAN), tables=(earlier,))

    found = lines(near)

    assert [(row["fiscal_year"], row["is_latest"]) for row in found] == [(2023, True)]
