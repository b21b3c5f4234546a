"""One heading with two meanings: the table's arithmetic tells which."""

from __future__ import annotations

from pipeline.extract.report import ReportTable, ReportType
from pipeline.transform import build_tables
from tests.unit.transform.reports import head, outcome, report, table


def _told(*tables: ReportTable) -> dict[tuple[int, str, str], tuple[str | None, bool | None]]:
    """Basis and volume of every line by table, row and measure."""
    the_report = report(head("Ån", ReportType.FIRST_FOLLOW_UP, 2024), tables=tables)
    rows = build_tables([outcome(the_report)], extractor_version="v1")["fact_budget_line"]
    return {
        (row["table_no"], row["row_label"], row["measure"]): (
            row["transfer_basis"],
            row["includes_volume_adjustment"],
        )
        for row in rows.to_pylist()
    }


def _by_area(deviation_of_care: str) -> ReportTable:
    return table(
        "budget_by_area",
        (
            "Mnkr",
            "Budget 2024",
            "Begärda budgetjusteringar",
            "Prognos 2024 före resultatöverföringar",
            "Prognos 2024 efter resultatöverföringar",
            "Avvikelse 2024",
        ),
        ("Äldreomsorg", "100,0", "10,0", "104,0", "107,0", deviation_of_care),
        ("Förskola", "50,0", "0,0", "51,0", "51,0", "-1,0"),
        ("Totalt", "150,0", "10,0", "155,0", "158,0", "2,0"),
    )


def test_a_deviation_is_the_distance_to_the_result_that_it_fits() -> None:
    after = _told(_by_area("3,0"))
    assert after[1, "Äldreomsorg", "deviation"] == ("after_transfer", None)
    # Nothing was transferred for the preschools: their column is that of the others.
    assert after[1, "Förskola", "deviation"] == ("after_transfer", None)
    assert after[1, "Äldreomsorg", "forecast_before_transfer"] == ("before_transfer", None)


def test_a_column_that_fits_both_ways_says_nothing() -> None:
    mixed = _told(_by_area("6,0"))
    assert mixed[1, "Äldreomsorg", "deviation"] == ("before_transfer", None)
    assert mixed[1, "Totalt", "deviation"] == ("after_transfer", None)
    assert mixed[1, "Förskola", "deviation"] == (None, None)


def test_an_adjustment_that_is_two_amounts_elsewhere_includes_both() -> None:
    overview = table(
        "budget_overview",
        (
            "Mnkr",
            "Budget 2024",
            "Begärda budgetjusteringar",
            "Prestations- och omslutningsförändringar",
        ),
        ("Netto", "150,0", "4,0", "6,0"),
        number=2,
    )
    told = _told(_by_area("3,0"), overview)
    assert told[1, "Förskola", "requested_adjustment"] == (None, True)
    assert told[2, "Netto", "requested_adjustment"] == (None, False)
    alone = _told(_by_area("3,0"))
    assert alone[1, "Totalt", "requested_adjustment"] == (None, None)
