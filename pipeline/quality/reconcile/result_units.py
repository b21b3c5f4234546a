"""Result units: what is carried over follows from opening fund, result and the 10 % cap.

The rules are the city's (VB 2024 repeats them): a year adds at most 5 % of the gross
budget, and a fund holds at most 10 % of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from pipeline.quality.reconcile.checks import Check, found, is_misread, rounding
from pipeline.quality.reconcile.facts import Facts, UnitAmount
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.rules import rule

_CAP = Decimal("0.10")
_MOST_KEPT = Decimal("0.05")


@rule("carried_over")
def carried_over(facts: Facts) -> Iterator[Finding]:
    """The fund carried over against opening fund plus result, with the cap.

    Where most units differ the committee carries over by other rules.
    """
    yield from _where_most_agree(facts, _carried_over)


def _where_most_agree(
    facts: Facts, compare: Callable[[Mapping[str, UnitAmount]], Iterator[Finding]]
) -> Iterator[Finding]:
    tables: dict[int, list[Finding]] = {}
    for unit in _units(facts):
        number = next(iter(unit.values())).table_no
        tables.setdefault(number, []).extend(compare(unit))
    for findings in tables.values():
        if not is_misread(findings):
            yield from findings


def _carried_over(unit: Mapping[str, UnitAmount]) -> Iterator[Finding]:
    out = unit.get("transfer_out") or unit.get("expected_transfer_out")
    opening = unit.get("transfer_in")
    result = unit.get("result") or unit.get("expected_result")
    if out is None or opening is None or result is None or out.is_total:
        return
    gross = unit.get("gross_budget")
    figures = [one.figure for one in (out, opening, result)]
    expected = _nearest(out, opening, result, gross)
    # Units print thousands cut off as well as rounded (VB 2024): a whole step, not half.
    tolerance = rounding(*figures) + out.figure.half_step
    yield from found(
        Check(
            rule="carried_over",
            report_key=out.report_key,
            stated=out.figure.value,
            expected=expected,
            tolerance=tolerance,
            unit=out.printed_unit,
            figures=figures,
            more_evidence=[gross.figure.evidence] if gross else [],
            sv=f"{out.unit_name}: {{stated}} förs över, men ingående fond och resultat ger "
            "{expected} med hänsyn till taket på 10 procent av bruttobudgeten.",
            en=f"{out.unit_name}: {{stated}} is carried over, but opening fund and result "
            "give {expected} with the cap of 10 % of the gross budget.",
        )
    )


def _units(facts: Facts) -> Iterator[dict[str, UnitAmount]]:
    rows: dict[tuple[object, ...], dict[str, UnitAmount]] = {}
    for amount in facts.unit_amounts:
        key = (amount.report_key, amount.table_no, amount.unit_name)
        rows.setdefault(key, {})[amount.measure] = amount
    yield from rows.values()


def _nearest(
    out: UnitAmount, opening: UnitAmount, result: UnitAmount, gross: UnitAmount | None
) -> Decimal:
    """What may be carried over, in the reading that is nearest to the print."""
    readings = [opening.figure.value + result.figure.value]
    if gross is not None:
        budget = gross.figure.value
        readings.append(opening.figure.value + min(result.figure.value, budget * _MOST_KEPT))
        readings = [min(reading, budget * _CAP) for reading in readings]
    return min(readings, key=lambda reading: abs(reading - out.figure.value))


@rule("five_percent")
def five_percent(facts: Facts) -> Iterator[Finding]:
    """The column "5 % av bruttobudgeten" against the gross budget."""
    yield from _where_most_agree(facts, _five_percent)


def _five_percent(unit: Mapping[str, UnitAmount]) -> Iterator[Finding]:
    share, gross = unit.get("gross_budget_5_percent"), unit.get("gross_budget")
    if share is None or gross is None or share.is_total:
        return
    yield from found(
        Check(
            rule="five_percent",
            report_key=share.report_key,
            stated=share.figure.value,
            expected=gross.figure.value * _MOST_KEPT,
            tolerance=2 * share.figure.half_step,
            unit=share.printed_unit,
            figures=(share.figure, gross.figure),
            sv=f"{share.unit_name}: 5 procent anges till {{stated}}, men är {{expected}}.",
            en=f"{share.unit_name}: 5 % is printed as {{stated}}, but is {{expected}}.",
        )
    )
