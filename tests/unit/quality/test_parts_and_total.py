"""Parts against totals: contradictions that are proved, and cases that are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.report import ReportTable
from pipeline.quality import reconcile
from pipeline.transform import build_tables
from tests.unit.transform.reports import outcome, report, table

COLUMNS = ("Mnkr", "Budget 2024", "Bokslut 2024", "Avvikelse 2024")


def findings(*tables: ReportTable, is_current: bool = True) -> list[dict[str, Any]]:
    """Findings for a report with these tables, the largest difference first."""
    built = build_tables(
        [outcome(report(tables=tables), is_current=is_current)], extractor_version="v1"
    )
    rows: list[dict[str, Any]] = [
        row for row in reconcile.find(built).to_pylist() if row["rule"] == "parts_and_total"
    ]
    return sorted(rows, key=lambda row: -abs(row["difference"]))


def seen(*tables: ReportTable) -> list[tuple[str, float, float]]:
    """Severity, stated and expected figure of every finding."""
    return [(f["severity"], f["stated"], f["expected"]) for f in findings(*tables)]


def budget(*rows: Sequence[str], unit: str | None = "mnkr") -> ReportTable:
    return table("budget_by_area", COLUMNS, *rows, title="Driftbudget", unit=unit)


def test_varav_rows_that_miss_their_parent_in_one_column() -> None:
    (finding,) = findings(
        budget(
            ("Individ- och familjeomsorg", "290,3", "280,4", "30,1"),
            ("varav socialpsykiatri", "66,4", "65,4", "1,0"),
            ("<i>varav vuxen</i>", "45,8", "45,8", "0,0"),
            ("varav barn", "178,1", "159,1", "29,1"),
            ("Äldreomsorg", "1,0", "1,0", "0,0"),
        )
    )
    assert (finding["severity"], finding["rule"]) == ("error", "parts_and_total")
    assert (finding["stated"], finding["expected"], finding["difference"]) == (280.4, 270.3, 10.1)
    assert finding["unit"] == "mnkr"
    assert "280,4\u00a0mnkr" in finding["explanation_sv"].replace(" mnkr", "\u00a0mnkr")
    assert "280.4 mnkr" in finding["explanation_en"]
    assert [place["text"] for place in finding["evidence"]] == ["280,4", "65,4", "45,8", "159,1"]
    assert finding["evidence"][0]["line_start"] == 1


def test_a_total_that_misses_the_rows_above() -> None:
    assert seen(
        budget(
            ("Äldreomsorg", "100,0", "99,0", "1,0"),
            ("Förskola", "50,0", "51,0", "-1,0"),
            ("Totalt", "150,0", "152,0", "0,0"),
        )
    ) == [("error", 152.0, 150.0)]


def test_varav_rows_are_not_added_to_the_total() -> None:
    assert not seen(
        budget(
            ("Äldreomsorg", "100,0", "99,0", "1,0"),
            ("varav hemtjänst", "40,0", "40,0", "0,0"),
            ("Förskola", "50,0", "51,0", "-1,0"),
            ("Totalt", "150,0", "150,0", "0,0"),
        )
    )


def test_rounding_is_no_contradiction_but_is_told() -> None:
    rows = (
        ("Äldreomsorg", "10,0", "10,0", "1,0"),
        ("Förskola", "10,0", "10,0", "1,0"),
        ("Fritid", "10,0", "10,0", "1,0"),
        ("Bistånd", "10,0", "10,0", "1,0"),
    )
    assert seen(budget(*rows, ("Totalt", "40,2", "40,0", "4,0"))) == [("info", 40.2, 40.0)]
    assert seen(budget(*rows, ("Totalt", "40,3", "40,0", "4,0"))) == [("error", 40.3, 40.0)]


def test_where_only_the_total_was_rounded_as_well_it_is_likely() -> None:
    # Three parts may move their sum by 0.15, and the total by another 0.05.
    rows = (
        ("Äldreomsorg", "10,0", "10,0", "1,0"),
        ("Förskola", "10,0", "10,0", "1,0"),
        ("Fritid", "10,0", "10,0", "1,0"),
    )
    assert seen(budget(*rows, ("Totalt", "30,2", "30,0", "3,0"))) == [("warning", 30.2, 30.0)]


def test_a_table_that_mentions_rounding_says_so() -> None:
    noted = dataclasses.replace(
        budget(
            ("Äldreomsorg", "10,0", "10,0", "1,0"),
            ("Förskola", "10,0", "10,0", "1,0"),
            ("Totalt", "25,0", "20,0", "2,0"),
        ),
        notes=("Tabellen innehåller avrundningsdifferenser",),
    )
    (finding,) = findings(noted)
    assert finding["severity"] == "error"
    assert "avrundningsdifferenser" in finding["explanation_sv"]
    assert "rounding differences" in finding["explanation_en"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Bistånd", "121,2", "129,5", "-8,3"), ("varav handläggare", "35,5", "34,6", "0,9")],
        [
            ("Bistånd", "121,2", "129,5", "-8,3"),
            ("varav handläggare", "35,5", "34,6", "0,9"),
            ("varav tolkar", "3,0", "2,0", "1,0"),
        ],
        [
            ("Summa", "5,0", "4,0", "1,0"),
            ("Äldreomsorg", "1,0", "1,0", "0,0"),
        ],
        [
            ("Äldreomsorg", "i.u.", "1,0", "0,0"),
            ("Förskola", "2,0", "2,0", "0,0"),
            ("Totalt", "9,0", "3,0", "0,0"),
        ],
    ],
    ids=[
        "a single part is not all of it",
        "parts that add up in no column are not all of it",
        "a sum before its rows has nothing above",
        "a column with words is not added",
    ],
)
def test_what_is_no_proof(rows: list[Sequence[str]]) -> None:
    assert not [found for found in seen(budget(*rows)) if found[0] == "error"]


def test_percentages_and_means_are_not_added() -> None:
    shares = table(
        "key_figures",
        ("Nyckeltal", "Antal", "Andel", "Snitt per månad"),
        ("A", "1", "50 %", "3"),
        ("B", "2", "50 %", "5"),
        ("Totalt", "3", "50 %", "4"),
        unit=None,
    )
    assert not seen(shares)


def test_a_grand_total_adds_subtotals_or_all_rows() -> None:
    assert not seen(
        budget(
            ("Äldreomsorg", "10,0", "10,0", "0,0"),
            ("Förskola", "20,0", "20,0", "0,0"),
            ("Summa verksamhet", "30,0", "30,0", "0,0"),
            ("Räntor", "1,0", "1,0", "0,0"),
            ("Avskrivningar", "2,0", "2,0", "0,0"),
            ("Summa kapital", "3,0", "3,0", "0,0"),
            ("Totalt", "33,0", "33,0", "0,0"),
        )
    )


def test_a_total_column() -> None:
    costs = table(
        "other",
        ("Tkr", "Förskola", "Äldreomsorg", "Totalt"),
        ("Personal", "10", "20", "30"),
        ("Lokaler", "5", "5", "15"),
        unit="tkr",
    )
    assert seen(costs) == [("error", 15.0, 10.0)]


def test_a_number_torn_at_its_thousands_blank_is_our_misreading() -> None:
    torn = table(
        "result_units",
        ("Enhet", "Bruttobudget", "Varav 5 %", "Resultat"),
        ("Almen", "600 500", "30 025", "5"),
        ("Boken", "430 455", "21 523", "6"),
        ("Summa", "1 030", "955", "11"),
        unit="tkr",
    )
    assert not [found for found in seen(torn) if found[1] == 1030.0]


def test_a_doubtful_cell_is_no_proof() -> None:
    doubtful = budget(
        ("Äldreomsorg", "100,0", "99,0", "1,0"),
        ("Förskola", "50,0", "51,0", "-1,0"),
        ("Totalt", "150,0", "152,0", "0,0"),
    )
    cells = tuple(dataclasses.replace(cell, confidence=0.85) for cell in doubtful.cells)
    assert seen(dataclasses.replace(doubtful, cells=cells)) == [("warning", 152.0, 150.0)]


def test_superseded_reports_are_not_searched() -> None:
    wrong = budget(
        ("Äldreomsorg", "100,0", "99,0", "1,0"),
        ("Förskola", "50,0", "51,0", "-1,0"),
        ("Totalt", "150,0", "152,0", "0,0"),
    )
    assert findings(wrong)
    assert not findings(wrong, is_current=False)


def test_keys_of_findings_are_stable() -> None:
    rows = (("Äldreomsorg", "1,0", "1,0", "2,0"), ("Förskola", "1,0", "1,0", "1,0"))
    one = findings(budget(*rows, ("Totalt", "9,0", "2,0", "3,0")))
    other = findings(budget(*rows, ("Totalt", "8,0", "2,0", "3,0")))
    assert [f["finding_key"] for f in one] == [f["finding_key"] for f in other]
    assert one[0]["finding_key"].startswith("norrangen-sjovik-2024-vb-parts_and_total-")


@given(st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=12))
def test_a_table_that_adds_up_has_no_finding(tenths: list[int]) -> None:
    def text(number: int) -> str:
        return f"{number / 10:.1f}".replace(".", ",")

    rows = [(f"Rad {i}", text(n), text(2 * n), text(-n)) for i, n in enumerate(tenths)]
    total = sum(tenths)
    assert not seen(budget(*rows, ("Totalt", text(total), text(2 * total), text(-total))))
