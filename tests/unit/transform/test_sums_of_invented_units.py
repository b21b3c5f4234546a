"""Result units and investments, printed with their sums by reports of a year: sums count once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.report import Report, ReportType
from pipeline.transform import build_tables
from tests.support.models import Models
from tests.unit.transform.invented_budgets import printed
from tests.unit.transform.reports import head, outcome, report, table

UNITS = ("Almens förskolor", "Bergets hemtjänst", "Åsens gruppbostäder", "Sjövikens servicehus")
ITEMS = ("Parkinvesteringar", "Klimatinvesteringar", "Trygghetsinvesteringar", "Övrigt")
THOUSAND, TENTH = Decimal(1_000), Decimal(100_000)


@dataclass(frozen=True)
class Printing:
    """What one report prints: two amounts a unit (in thousands) and an item (in tenths).

    ``summed_wrong`` is by how much its sums are off: the printed ones are no sums.
    """

    report_type: ReportType
    units: dict[str, tuple[int, int]]
    items: dict[str, tuple[int, int]]
    summed_wrong: int

    @property
    def report(self) -> Report:
        """The report."""
        gross, result = self.whole(self.units)
        budget, spent = self.whole(self.items)
        wrong = self.summed_wrong
        units = table(
            "result_units",
            ("Enhet", "Bruttobudget 2024", "Resultat 2024 Överskott (-) Underskott (+)"),
            *((unit, str(one), str(-other)) for unit, (one, other) in self.units.items()),
            ("Summa resultatenheter", str(gross + wrong), str(-result)),
            unit="tkr",
        )
        investments = table(
            "investments",
            ("Mnkr", "Budget 2024", "Bokslut 2024"),
            *((item, printed(one), printed(other)) for item, (one, other) in self.items.items()),
            ("Totalt", printed(budget + wrong), printed(spent)),
            number=2,
        )
        return report(head(report_type=self.report_type), tables=(units, investments))

    @staticmethod
    def whole(amounts: dict[str, tuple[int, int]]) -> tuple[int, int]:
        """The sums of both amounts."""
        return sum(one for one, _ in amounts.values()), sum(two for _, two in amounts.values())


def _amounts(names: Sequence[str], least: int) -> st.SearchStrategy[dict[str, tuple[int, int]]]:
    pair = st.tuples(st.integers(1, 99_999), st.integers(least, 9_999))
    return st.dictionaries(st.sampled_from(names), pair, min_size=1)


PRINTINGS = st.lists(
    st.builds(
        Printing,
        st.sampled_from(list(ReportType)),
        _amounts(UNITS, -9_999),
        _amounts(ITEMS, 0),
        st.sampled_from((0, 0, 1_000)),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda printing: printing.report_type,
)


@given(PRINTINGS)
@settings(max_examples=20)
def test_naive_sums_are_those_of_the_last_report(printings: list[Printing]) -> None:
    outcomes = [outcome(printing.report, f"{n}.txt") for n, printing in enumerate(printings)]
    last = max(printings, key=lambda printing: list(ReportType).index(printing.report_type))
    gross, result = Printing.whole(last.units)
    budget, spent = Printing.whole(last.items)
    with closing(Models(build_tables(outcomes, extractor_version="v1"))) as models:
        facts = models.ask(
            "select (select sum(amount_to_add_sek) from fact_result_unit "
            "where measure = 'gross_budget'), (select sum(amount_to_add_sek) from fact_investment "
            "where measure = 'budget')",
            "fact_result_unit",
            "fact_investment",
        )
        units = models.ask(
            "select sum(result_units), sum(gross_budget_sek), sum(result_sek) from v_result_unit",
            "v_result_unit",
        )
        items = models.ask(
            "select sum(budget_sek), sum(outcome_sek) from v_investment", "v_investment"
        )

    assert facts == [(gross * THOUSAND, budget * TENTH)]
    assert units == [(len(last.units), gross * THOUSAND, result * THOUSAND)]
    assert items == [(budget * TENTH, spent * TENTH)]
