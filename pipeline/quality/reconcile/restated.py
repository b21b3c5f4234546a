"""The same figure printed in two tables: overview, detail, history, result units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.quality.reconcile.checks import Check, found, is_misread, restating
from pipeline.quality.reconcile.facts import Facts, Figure, Line
from pipeline.quality.reconcile.finding import AGREES, Finding
from pipeline.quality.reconcile.rules import rule
from pipeline.quality.reconcile.topics import sure_lines
from pipeline.quality.reconcile.wording import in_english, in_swedish
from pipeline.transform.economy.areas import TOTAL_KEY

RULE = "restated_figure"

SAME_AS: Mapping[str, str] = {
    "outcome_before_transfer": "outcome_net",
    "forecast_before_transfer": "forecast_net",
    "deviation_vb": "deviation_after_transfer",
}
"""Measures that are another name for a figure."""

_COMPARED = frozenset(
    {
        *(
            f"{phase}_{side}"
            for phase in ("budget", "forecast", "outcome", "turnover")
            for side in ("cost", "income", "net")
        ),
        "final_budget_net",
        "outcome_after_transfer",
        "forecast_after_transfer",
        "deviation_after_transfer",
        "deviation_cost",
        "deviation_income",
        "transfer_in",
        "transfer_out",
        "staff_cost",
    }
)
"""Measures that mean the same in every table. Adjustments do not: T1 2021 counts expected
changes of performance among them in one table and not in the other."""

_ORDER = ("budget_overview", "budget_by_area", "turnover", "cost_income_development", "area_detail")


_Restatement = tuple[Line, Line, Finding]


@rule(RULE)
def restated_figures(facts: Facts) -> Iterator[Finding]:
    """Findings of every figure that another table prints differently.

    A figure that is all two tables have in common may be another in each: likely, not proved.
    """
    columns: dict[tuple[object, ...], list[Finding]] = {}
    believed: list[_Restatement] = []
    for pairs in _pairs(facts):
        rows: dict[str, list[_Restatement]] = {}
        for one, other in pairs:
            for finding in _differ(one, other):
                rows.setdefault(other.label, []).append((one, other, finding))
                for line in (one, other):
                    columns.setdefault(_column(line), []).append(finding)
        believed += _of_the_same(rows.values())
    for one, other, finding in believed:
        if not any(is_misread(columns[_column(line)]) for line in (one, other)):
            alone = all(len(columns[_column(line)]) == 1 for line in (one, other))
            proved = finding.severity != "error" or not alone
            yield finding if proved else replace(finding, severity="warning")


def _pairs(facts: Facts) -> Iterable[list[tuple[Line, Line]]]:
    """The figures of each two tables that both print: the leading table's and the other's."""
    kinds = {(table.report_key, table.table_no): table.kind for table in facts.printed}
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in sure_lines(facts):
        measure = SAME_AS.get(line.measure, line.measure)
        if line.area is None or measure not in _COMPARED:
            continue
        groups.setdefault((line.report_key, line.area, measure, line.year), []).append(line)
    pairs: dict[tuple[str, int, int], list[tuple[Line, Line]]] = {}
    for lines in groups.values():
        lines.sort(key=lambda line: _rank(kinds[line.report_key, line.table_no]))
        for other in lines[1:]:
            if other.table_no != lines[0].table_no:
                tables = (other.report_key, lines[0].table_no, other.table_no)
                pairs.setdefault(tables, []).append((lines[0], other))
    return pairs.values()


def _of_the_same(rows: Collection[list[_Restatement]]) -> Iterator[_Restatement]:
    """The rows that are about the same thing, of two tables that are."""
    if _is_same_thing([finding for row in rows for *_, finding in row]):
        for row in rows:
            if _is_same_thing([finding for *_, finding in row]):
                yield from row


def _column(line: Line) -> tuple[object, ...]:
    return (line.report_key, line.table_no, line.measure, line.year)


def _is_same_thing(compared: Sequence[Finding]) -> bool:
    """Whether a row or table agrees in half of its figures at least.

    One that agrees in hardly anything is about something else than we took it for.
    """
    differing = sum(finding.severity != AGREES for finding in compared)
    return len(compared) == 1 or 2 * differing <= len(compared)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _differ(one: Line, other: Line) -> Iterator[Finding]:
    step = 2 * max(one.figure.half_step, other.figure.half_step)
    small = abs(one.figure.value - other.figure.value) <= step
    yield from found(
        Check(
            rule=RULE,
            report_key=one.report_key,
            stated=one.figure.value,
            expected=other.figure.value,
            tolerance=restating(one.figure, other.figure),
            unit=one.unit,
            figures=(one.figure, other.figure),
            severity="warning" if small else "error",
            sv=f"{one.label} {one.year} ({in_swedish(one.measure)}) är {{stated}} i "
            f"en tabell och {{expected}} i en annan, under {other.label} (skillnad "
            "{difference}).",
            en=f"{one.label} {one.year} ({in_english(one.measure)}) is {{stated}} in "
            f"one table and {{expected}} in another, as {other.label} (difference {{difference}}).",
        )
    )


@rule("funds_in_overview")
def funds_in_overview(facts: Facts) -> Iterator[Finding]:
    """Funds of the result units in the overview against their own table's sum.

    VB 2024 prints them twice in the overview too: what left a year came into the next.
    """
    totals = {
        (amount.report_key, amount.measure.removeprefix("expected_")): amount
        for amount in facts.unit_amounts
        if amount.is_total
    }
    whole = [line for line in sure_lines(facts) if line.area == TOTAL_KEY]
    for line in whole:
        if line.measure not in ("transfer_in", "transfer_out"):
            continue
        total = totals.get((line.report_key, line.measure))
        latest = max(x.year for x in whole if x.report_key == line.report_key)
        if total is not None and line.year == latest:
            yield from _fund(line, total.figure, "tabellen över resultatenheter", "result units")
    yield from _over_the_turn_of_the_year(whole)


def _over_the_turn_of_the_year(whole: Sequence[Line]) -> Iterator[Finding]:
    for line in whole:
        if line.measure != "transfer_out":
            continue
        for other in whole:
            if (
                other.report_key == line.report_key
                and other.measure == "transfer_in"
                and other.year == line.year + 1
                and other.table_no == line.table_no
            ):
                yield from _fund(line, other.figure, "nästa års kolumn", "the next year's column")


def _fund(line: Line, other: Figure, where_sv: str, where_en: str) -> Iterator[Finding]:
    sign = -1 if line.measure == "transfer_out" else 1
    difference = abs(sign * line.figure.value - other.value)
    yield from found(
        Check(
            rule="funds_in_overview",
            report_key=line.report_key,
            stated=sign * line.figure.value,
            expected=other.value,
            tolerance=restating(line.figure, other),
            unit=line.unit,
            figures=(line.figure, other),
            weights=(sign, -1),
            severity="warning" if difference <= 2 * line.figure.half_step else "error",
            sv=f"{line.label}: översikten anger {{stated}}, men {where_sv} {{expected}}.",
            en=f"{line.label}: the overview says {{stated}}, but {where_en} {{expected}}.",
        )
    )
