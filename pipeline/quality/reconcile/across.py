"""Reports against each other: last year's outcome, and targets that all committees share.

These rules take the tables of a run, not one report; they look at sure plain numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.reconcile.checks import Check, found, restating
from pipeline.quality.reconcile.facts import SURE, Figure
from pipeline.quality.reconcile.finding import AGREES, Evidence, Finding
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.registry.finding_rules import FINDING_RULES

Row = Mapping[str, Any]
Tables = Mapping[str, pa.Table]
AcrossRule = Callable[[Tables], Iterable[Finding]]

_SURELY_READ = 0.98
"""Reports seldom differ: two cells in doubt were read wrongly, more likely."""

ACROSS: dict[str, AcrossRule] = {}


def across(name: str) -> Callable[[AcrossRule], AcrossRule]:
    """Register a rule over several reports."""
    if name not in FINDING_RULES:
        raise ValueError(f"explain the rule {name!r} in registry.finding_rules.FINDING_RULES")

    def register(function: AcrossRule) -> AcrossRule:
        ACROSS[name] = function
        return function

    return register


def findings_across(tables: Tables) -> Iterator[Finding]:
    """The findings of all rules over several reports."""
    for name in sorted(ACROSS):
        yield from (one for one in ACROSS[name](tables) if one.severity != AGREES)


def _values(tables: Tables, *measures: str) -> Iterator[tuple[Row, Row]]:
    """(report, value) of sure plain numbers of some measures in current reports."""
    reports = {
        row["report_key"]: row for row in tables["dim_report"].to_pylist() if row["is_current"]
    }
    values = tables["fact_indicator_value"]
    wanted = pc.and_(
        pc.is_in(values["measure"], pa.array(measures)),
        pc.and_(pc.greater_equal(values["confidence"], SURE), pc.is_valid(values["value"])),
    )
    for row in values.filter(wanted).to_pylist():
        if row["qualifier"] is None and row["report_key"] in reports:
            yield reports[row["report_key"]], row


def _figure(row: Row) -> Figure:
    return Figure(
        fact_key=row["fact_key"],
        value=Decimal(repr(row["value"])),
        half_step=half_step_of(row["value_text"]),
        confidence=row["confidence"],
        evidence=Evidence.of(row),
    )


@across("last_years_outcome")
def last_years_outcome(tables: Tables) -> Iterator[Finding]:
    """Last year's outcome as a report repeats it against last year's annual report.

    A warning: outcomes are revised now and then.
    """
    outcomes: dict[tuple[object, ...], Row] = {}
    repeated: list[tuple[tuple[object, ...], Row]] = []
    for report, row in _values(tables, "outcome", "previous_outcome"):
        year = report["report_year"]
        if row["measure"] == "outcome" and report["report_type"] == "VB":
            outcomes[report["committee_key"], row["indicator_key"], year] = row
        elif row["measure"] == "previous_outcome":
            repeated.append(((report["committee_key"], row["indicator_key"], year - 1), row))
    for key, row in repeated:
        own = outcomes.get(key)
        if own is None or row["unit"] != own["unit"] or row["value"] == own["value"]:
            continue
        yield from _differ(
            "last_years_outcome",
            row,
            own,
            "förra årets utfall anges till {stated}, men förra årets verksamhetsberättelse anger "
            "{expected}.",
            "last year's outcome is given as {stated}, but last year's annual report says "
            "{expected}.",
        )


def _differ(rule: str, row: Row, other: Row, sv: str, en: str) -> Iterator[Finding]:
    """One indicator's figure in two reports: a warning, where both were read with certainty."""
    stated, known = _figure(row), _figure(other)
    if stated.confidence * known.confidence < _SURELY_READ:
        return
    name = row["indicator_name_printed"]
    yield from found(
        Check(
            rule=rule,
            report_key=row["report_key"],
            stated=stated.value,
            expected=known.value,
            tolerance=restating(stated, known),
            unit=row["unit"],
            figures=(stated, known),
            severity="warning",
            sv=f"{name}: {sv}",
            en=f"{name}: {en}",
        )
    )


_FEWEST_COMMITTEES = 2


@across("shared_target")
def shared_target(tables: Tables) -> Iterator[Finding]:
    """The council's target of one year and report kind, the same for every committee.

    The one that differs is told where the others are more than one and agree; where two
    stand against each other, both are shown and neither is called wrong.
    """
    groups: dict[tuple[object, ...], list[tuple[Row, Row]]] = {}
    for report, row in _values(tables, "kf_target"):
        key = (report["report_year"], report["report_type"], row["indicator_key"], row["unit"])
        groups.setdefault(key, []).append((report, row))
    for group in groups.values():
        by_value: dict[float, list[Row]] = {}
        for _, row in group:
            by_value.setdefault(row["value"], []).append(row)
        committees = {report["committee_key"] for report, _ in group}
        if len(by_value) <= 1 or len(committees) < _FEWEST_COMMITTEES:
            continue
        usual = max(by_value.values(), key=len)
        for rows in by_value.values():
            if rows is not usual:
                yield from _differ(
                    "shared_target",
                    _surest(rows),
                    _surest(usual),
                    "KF:s årsmål anges till {stated}, men en annan nämnd anger {expected} för "
                    "samma år.",
                    "the council's target is given as {stated}, but another committee gives "
                    "{expected} for the same year.",
                )


def _surest(rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: float(row["confidence"]))
