"""What kind of money each decision point applies for: by its words, else by the tables.

A point may name its purpose and not its kind ("3,38 mnkr för trygghetsskapande åtgärder");
the report's table of investments prints the same amount, rounded. A report that lists its
investments lists all of them, so what is not among them runs services.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from pipeline.extract.report import Decision, Report
from pipeline.transform.economy import applications
from pipeline.transform.economy.investments import InvestmentAmount, investment_amounts
from pipeline.transform.narrative import application_type

_HALF_A_STEP: Mapping[str, Decimal] = MappingProxyType(
    {"mnkr": Decimal(50_000), "tkr": Decimal(500)}
)
"""SEK by which a table's amount may be rounded, by its unit: mnkr are printed to one decimal."""


def application_types(report: Report) -> tuple[str | None, ...]:
    """The ``vocabulary.APPLICATION_TYPES`` of every decision point, in their order.

    None where nothing is applied for, or neither words nor tables tell the kind.
    """
    listed = [
        one
        for one in investment_amounts(report)
        if one.measure == applications.MEASURE and not one.is_total and one.amount_sek > 0
    ]
    return tuple(_type_of(point, listed) for point in report.decisions)


def _type_of(point: Decision, listed: Sequence[InvestmentAmount]) -> str | None:
    said = application_type(point.what or "", point.about or point.text)
    if said is not None or point.what != "application" or point.amount_sek is None or not listed:
        return said
    return "investment" if any(_is_of(point.amount_sek, one) for one in listed) else "operation"


def _is_of(amount: Decimal, listed: InvestmentAmount) -> bool:
    step = _HALF_A_STEP.get(listed.printed_unit, Decimal(0))
    return abs(amount - listed.amount_sek) <= step
