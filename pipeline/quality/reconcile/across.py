"""Reports against each other: last year's outcome, and targets that all committees share.

These rules look at sure plain numbers only. DuckDB finds those that differ; no others come out
of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb

from pipeline.quality.reconcile.checks import Check, found, restating
from pipeline.quality.reconcile.facts import SURE, Figure
from pipeline.quality.reconcile.finding import AGREES, Evidence, Finding
from pipeline.quality.reconcile.printed import half_step_of
from pipeline.quality.reconcile.whereabouts import located
from pipeline.registry.finding_rules import FINDING_RULES
from pipeline.transform.sources import Source

Row = Mapping[str, Any]
AcrossRule = Callable[[duckdb.DuckDBPyConnection], Iterable[Finding]]

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


def findings_across(source: Source) -> dict[str, list[Finding]]:
    """The findings of all rules over several reports, by the report that they are told of."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    with source.connect() as connection:
        for name in sorted(ACROSS):
            for one in ACROSS[name](connection):
                if one.severity != AGREES:
                    found[one.report_key].append(one)
        reports = _reports_of(found, connection)
    for concerned in _few(sorted(found)):
        named = set(concerned).union(*(reports[key] for key in concerned))
        tables = source.of_reports(named)
        for key in concerned:
            found[key] = located(found[key], tables)
    return found


_PLAIN = f"""
    select row_number() over () as row_no, *
    from fact_indicator_value
    where confidence >= {SURE} and value is not null and qualifier is null
"""
"""Sure plain numbers, in the order of reports."""


def _rows(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Row]:
    """Rows of values that some query chose by their key, each with its report's, in order."""
    rows: list[Row] = (
        connection.execute(
            f"""
        select values.* exclude (row_no), committee_key, report_type, report_year
        from ({_PLAIN}) as values inner join dim_report using (report_key)
        where is_current and fact_key in ({wanted})
        order by row_no
        """
        )
        .to_arrow_table()
        .to_pylist()
    )
    return rows


def _figure(row: Row) -> Figure:
    return Figure(
        fact_key=row["fact_key"],
        value=Decimal(repr(row["value"])),
        half_step=half_step_of(row["value_text"]),
        confidence=row["confidence"],
        evidence=Evidence.of(row),
    )


_REVISED = f"""
    with values as (
        select values.*, committee_key, report_type, report_year
        from ({_PLAIN}) as values inner join dim_report using (report_key)
        where is_current and measure in ('outcome', 'previous_outcome')
    ),
    outcomes as (
        select * from values where measure = 'outcome' and report_type = 'VB'
        qualify row_number() over (
            partition by committee_key, indicator_key, report_year order by row_no desc
        ) = 1
    ),
    pairs as (
        select repeated.fact_key as repeated, outcomes.fact_key as own
        from values as repeated inner join outcomes
            on repeated.measure = 'previous_outcome'
            and repeated.committee_key = outcomes.committee_key
            and repeated.indicator_key = outcomes.indicator_key
            and repeated.report_year - 1 = outcomes.report_year
        where repeated.unit is not distinct from outcomes.unit
            and repeated.value <> outcomes.value
    )
"""
"""Last year's outcome as it is repeated, with its own that says otherwise."""


@across("last_years_outcome")
def last_years_outcome(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Last year's outcome as a report repeats it against last year's annual report.

    A warning: outcomes are revised now and then.
    """
    pairs = dict(connection.execute(f"{_REVISED} select repeated, own from pairs").fetchall())
    either = f"{_REVISED} select repeated from pairs union all select own from pairs"
    rows = {row["fact_key"]: row for row in _rows(connection, either)}
    for key, row in rows.items():
        if key in pairs:
            yield from _differ(
                "last_years_outcome",
                row,
                rows[pairs[key]],
                "förra årets utfall anges till {stated}, men förra årets verksamhetsberättelse "
                "anger {expected}.",
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

_TORN = f"""
    with targets as (
        select values.*, committee_key, report_type, report_year
        from ({_PLAIN}) as values inner join dim_report using (report_key)
        where is_current and measure = 'kf_target'
    ),
    torn as (
        select report_year, report_type, indicator_key, unit
        from targets
        group by all
        having count(distinct value) > 1
            and count(distinct committee_key) >= {_FEWEST_COMMITTEES}
    )
    select fact_key from targets inner join torn
        on targets.report_year = torn.report_year and targets.report_type = torn.report_type
        and targets.indicator_key = torn.indicator_key
        and targets.unit is not distinct from torn.unit
"""
"""Targets of indicators on which committees do not agree."""


@across("shared_target")
def shared_target(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """The council's target of one year and report kind, the same for every committee.

    The one that differs is told where the others are more than one and agree; where two
    stand against each other, both are shown and neither is called wrong.
    """
    groups: dict[tuple[object, ...], dict[float, list[Row]]] = {}
    for row in _rows(connection, _TORN):
        key = (row["report_year"], row["report_type"], row["indicator_key"], row["unit"])
        groups.setdefault(key, {}).setdefault(row["value"], []).append(row)
    for by_value in groups.values():
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


_PLACED_AT_ONCE = 16
"""Reports of which sections are looked up together."""


def _few(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _PLACED_AT_ONCE):
        yield keys[start : start + _PLACED_AT_ONCE]


def _reports_of(
    found: Mapping[str, Sequence[Finding]], connection: duckdb.DuckDBPyConnection
) -> dict[str, set[str]]:
    """The reports in which the places of findings stand, by the report they are told of."""
    keys = sorted({key for findings in found.values() for one in findings for key in one.facts})
    stands = dict(
        connection.execute(
            "select fact_key, report_key from fact_indicator_value"
            " where fact_key in (select unnest(?))",
            [keys],
        ).fetchall()
    )
    return {
        report: {stands[key] for one in findings for key in one.facts}
        for report, findings in found.items()
    }
