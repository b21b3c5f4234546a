"""Identities inside one table of the budget: net, deviation, transfers, changes.

Which columns a table has differs by report kind; an identity is checked where all that it
needs is printed. Where a term may or may not be meant ("Prognos inkl. begärda BJ"), any
reading that agrees is believed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.quality.reconcile.checks import ZERO, Check, found, is_misread, rounding
from pipeline.quality.reconcile.facts import Facts, Line
from pipeline.quality.reconcile.finding import Finding
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.wording import in_english, in_swedish

RULE = "row_identity"

_BEFORE_AND_AFTER = 2
"""Years that a change needs."""
_SIGNS = {1: "+", -1: "-"}


@dataclass(frozen=True, slots=True)
class Identity:
    """``stated`` is the sum of ``terms`` (measure, sign), in one of the readings."""

    stated: str
    readings: tuple[tuple[tuple[str, int], ...], ...]


def _net(phase: str, net: str | None = None) -> Identity:
    return Identity(net or f"{phase}_net", (((f"{phase}_cost", 1), (f"{phase}_income", 1)),))


def _forecast(side: str, net: str = "") -> Identity:
    """Forecast from budget, adjustments and deviation."""
    adjustment = f"requested_adjustment{net or '_' + side}".removesuffix("_net")
    volume = f"volume_adjustment{net or '_' + side}".removesuffix("_net")
    deviation = "deviation" if side == "net" else f"deviation_{side}"
    budget = (f"budget_{side}", 1), (deviation, -1)
    return Identity(
        f"forecast_{side}",
        (
            (*budget, (adjustment, 1), (volume, 1)),
            (*budget, (adjustment, 1)),
            (*budget, (volume, 1)),
            budget,
        ),
    )


def _deviation(deviation: str, result: str) -> Identity:
    return Identity(
        deviation,
        (
            (
                ("budget_net", 1),
                ("requested_adjustment", 1),
                ("volume_adjustment", 1),
                (result, -1),
            ),
            (("budget_net", 1), ("requested_adjustment", 1), (result, -1)),
            (("budget_net", 1), (result, -1)),
        ),
    )


IDENTITIES: tuple[Identity, ...] = (
    _net("budget"),
    _net("forecast"),
    _net("outcome"),
    _net("requested_adjustment", "requested_adjustment"),
    _net("volume_adjustment", "volume_adjustment"),
    _net("turnover"),
    _net("deviation", "deviation"),
    _forecast("cost"),
    _forecast("income"),
    Identity("deviation_cost", ((("budget_cost", 1), ("outcome_cost", -1)),)),
    Identity("deviation_income", ((("budget_income", 1), ("outcome_income", -1)),)),
    _deviation("deviation_after_transfer", "outcome_after_transfer"),
    _deviation("deviation_after_transfer", "forecast_after_transfer"),
    _deviation("deviation_before_transfer", "outcome_before_transfer"),
    Identity(
        "deviation_after_transfer",
        (
            (("deviation_before_transfer", 1), ("transfer_in", 1), ("transfer_out", 1)),
            (("deviation", 1), ("transfer_in", 1), ("transfer_out", 1)),
        ),
    ),
)
"""Identities that hold in one row, or between the rows of one account."""

NET_FORECAST = _forecast("net", "_net")
NET_DEVIATIONS = tuple(
    _deviation("deviation", result)
    for result in (
        "outcome_after_transfer",
        "forecast_after_transfer",
        "outcome_net",
        "forecast_net",
        "outcome_before_transfer",
        "forecast_before_transfer",
    )
)
"""A column that says only "Avvikelse" is after transfers where such a column is printed."""


@rule(RULE)
def row_identities(facts: Facts) -> Iterator[Finding]:
    """Findings of every identity in every row and account, where most rows keep to it."""
    compared: dict[tuple[int, int, Identity], list[Finding]] = {}
    for account in _accounts(facts.lines):
        line = next(iter(account.values()))
        for identity in _identities_of(account):
            key = (line.table_no, line.year, identity)
            compared.setdefault(key, []).extend(_broken(account, identity))
    for findings in compared.values():
        if not is_misread(findings):
            yield from findings


def _identities_of(account: Mapping[str, Line]) -> Iterator[Identity]:
    """The identities that an account may show."""
    yield from IDENTITIES
    if "forecast_cost" in account:
        # Else transfers may divide the net forecast from budget, adjustments and deviation.
        yield NET_FORECAST
    results = [one for one in NET_DEVIATIONS if one.readings[-1][-1][0] in account]
    yield from results[:1]


def _accounts(lines: Sequence[Line]) -> Iterator[dict[str, Line]]:
    """Lines of one area in one table and year by measure; of one row where rows repeat."""
    areas: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        areas.setdefault((line.report_key, line.table_no, line.area, line.year), []).append(line)
    for group in areas.values():
        by_measure = {line.measure: line for line in group}
        if len(by_measure) == len(group):
            yield by_measure
            continue
        rows: dict[str, dict[str, Line]] = {}
        for line in group:
            rows.setdefault(line.label, {})[line.measure] = line
        yield from rows.values()


def _broken(account: Mapping[str, Line], identity: Identity) -> Iterator[Finding]:
    stated = account.get(identity.stated)
    checks = [
        _check(stated, [(account[name], sign) for name, sign in reading])
        for reading in identity.readings
        if stated is not None and all(name in account for name, _ in reading)
    ]
    if checks:
        yield from found(next((check for check in checks if check.agrees), checks[0]))


def _check(stated: Line, terms: Sequence[tuple[Line, int]]) -> Check:
    expected = sum((line.figure.value * sign for line, sign in terms), start=ZERO)
    sv = " ".join(f"{_SIGNS[sign]} {in_swedish(line.measure)}" for line, sign in terms)
    en = " ".join(f"{_SIGNS[sign]} {in_english(line.measure)}" for line, sign in terms)
    return Check(
        rule=RULE,
        report_key=stated.report_key,
        stated=stated.figure.value,
        expected=expected,
        tolerance=rounding(stated.figure, *(line.figure for line, _ in terms)),
        unit=stated.unit,
        figures=(stated.figure, *(line.figure for line, _ in terms)),
        weights=(1, *(-sign for _, sign in terms)),
        sv=f"{stated.label} {stated.year}: {in_swedish(stated.measure)} anges till {{stated}}, "
        f"men {sv.removeprefix('+ ')} ger {{expected}} (skillnad {{difference}}).",
        en=f"{stated.label} {stated.year}: {in_english(stated.measure)} is printed as "
        f"{{stated}}, but {en.removeprefix('+ ')} gives {{expected}} (difference "
        f"{{difference}}).",
    )


CHANGES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "net_change": (("outcome_cost", "outcome_income"), ("budget_cost", "budget_income")),
    "staff_cost_change": (("staff_cost",),),
}
"""Columns that hold a change, and of what."""


@rule("change_column")
def change_columns(facts: Facts) -> Iterator[Finding]:
    """A column of changes against the years that it compares."""
    rows: dict[tuple[object, ...], list[Line]] = {}
    for line in facts.lines:
        rows.setdefault((line.report_key, line.table_no, line.label), []).append(line)
    columns: dict[tuple[int, str], list[Finding]] = {}
    for row in rows.values():
        for change in (line for line in row if line.measure in CHANGES):
            column = columns.setdefault((change.table_no, change.measure), [])
            column.extend(_wrong_change(change, row))
    for findings in columns.values():
        if not is_misread(findings):
            yield from findings


def _wrong_change(change: Line, row: Sequence[Line]) -> Iterator[Finding]:
    for measures in CHANGES[change.measure]:
        terms = [line for line in row if line.measure in measures]
        years = sorted({line.year for line in terms})
        if len(years) != _BEFORE_AND_AFTER or len(terms) != _BEFORE_AND_AFTER * len(measures):
            continue
        signs = [1 if line.year == years[-1] else -1 for line in terms]
        expected = sum(
            (line.figure.value * sign for line, sign in zip(terms, signs, strict=True)),
            start=ZERO,
        )
        yield from found(
            Check(
                rule="change_column",
                report_key=change.report_key,
                stated=change.figure.value,
                expected=expected,
                tolerance=rounding(change.figure, *(line.figure for line in terms)),
                unit=change.unit,
                figures=(change.figure, *(line.figure for line in terms)),
                weights=(1, *(-sign for sign in signs)),
                sv=f"{change.label}: förändringen anges till {{stated}}, men mellan {years[0]} "
                f"och {years[1]} är den {{expected}}.",
                en=f"{change.label}: the change is printed as {{stated}}, but between "
                f"{years[0]} and {years[1]} it is {{expected}}.",
            )
        )
