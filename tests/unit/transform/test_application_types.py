"""What kind of money a decision point applies for, where its words do not say. All invented."""

from __future__ import annotations

from decimal import Decimal

from pipeline.extract.parsers.head import read_decisions
from pipeline.extract.report import Decision, ReportTable
from pipeline.transform.economy.application_types import application_types
from tests.unit.extract.making import body, document
from tests.unit.transform.reports import place, report, table

INVESTMENTS = table(
    "investments",
    ("Mnkr", "Budget 2024", "Budgetjusteringar (ansökta medel)"),
    ("Bänkar", "1,0", "2,3"),
    ("Lekplatser", "3,0", "0,0"),
    ("Totalt", "4,0", "2,3"),
)


def point(text: str, amount: int, what: str = "application") -> Decision:
    return Decision(1, text, Decimal(amount), None, place(text), 1.0, what)


BENCHES = point("Nämnden ansöker om 2,26 mnkr för sittplatser.", 2_260_000)
RENT = point("Nämnden ansöker om 0,7 mnkr för en lokal.", 700_000)
COURSE = point("Nämnden ansöker om 2,3 mnkr för kompetensutveckling.", 2_300_000)
FUND = point("Nämnden för över 2,3 mnkr till nästa år.", 2_300_000, "transfer")


def types(*points: Decision, tables: tuple[ReportTable, ...] = ()) -> tuple[str | None, ...]:
    return application_types(report(decisions=points, tables=tables))


def test_an_amount_that_the_table_of_investments_rounds_is_one() -> None:
    assert types(BENCHES, RENT, tables=(INVESTMENTS,)) == ("investment", "operation")


def test_words_count_before_amounts_and_what_is_carried_over_has_no_kind() -> None:
    assert types(COURSE, FUND, tables=(INVESTMENTS,)) == ("competence", None)


def test_without_a_list_of_investments_nothing_is_inferred() -> None:
    no_column = table("investments", ("Mnkr", "Budget 2024"), ("Bänkar", "2,3"))
    assert types(BENCHES, tables=(no_column,)) == (None,)


def test_of_a_point_with_two_kinds_each_amount_has_its_own() -> None:
    points = read_decisions(
        document(
            body("Förslag till beslut"),
            body("1. Nämnden ansöker om 2 mnkr för drift och 3 mnkr för investeringar i parker."),
        )
    )
    assert types(*points) == ("operation", "investment")
