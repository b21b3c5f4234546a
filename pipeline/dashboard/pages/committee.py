"""A committee and year: goals, indicators, money, what changed, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dashboard import charts, queries
from pipeline.dashboard.figures import Figure, computed
from pipeline.dashboard.pages.context import Context, Page
from pipeline.dashboard.pages.shared import (
    JUDGED,
    Cells,
    badge,
    cells_by,
    choices,
    findings_of,
    in_millions,
    in_order,
    reason_of,
    signs,
    told,
)
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Cell, Column, Kind, Link, Table, table
from pipeline.dashboard.tables import Row as TableRow

MEASURES = ("outcome", "target", "kf_target", "forecast", "previous_outcome")
"""Columns of the indicator table that stand in the report as cells."""

ROLES = {"T1": ("t1_forecast_net", "t1_deviation"), "T2": ("t2_forecast_net", "t2_deviation")}


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the tree with what stands below it."""

    row: Row
    figure: Figure | None
    goals: tuple[Goal, ...]
    indicators: Table
    activities: Table


@dataclass(frozen=True, slots=True)
class _Report:
    """What is asked once for a page: the report, its rows, and the cells behind them."""

    row: Row
    scorecard: Sequence[Row]
    cells: Cells
    goals: Sequence[Row]
    activities: Sequence[Row]
    analyses: Mapping[str, str]


def make(context: Context) -> Page:
    """Make the page."""
    words = context.words
    committee = context.committee()
    year = context.year(committee)
    chosen = context.report(committee, year) if committee and year else None
    if committee is None or year is None or chosen is None:
        return Page("empty.html", words("committee"), {"message": words("nothing_here")})
    goals = context.rows(queries.GOALS, committee=committee, year=year)
    report = _read(context, chosen, goals)
    earlier = _earlier(context, chosen)
    indicators = _indicator_table(context, report, report.scorecard, "indikatorer")
    budget, bars = _budget(context, chosen)
    changed = _changes(context, report, earlier, goals)
    doubts = _doubts(context, chosen)
    rows = context.rows(queries.FINDINGS, report=chosen["report_key"])
    return Page(
        "committee.html",
        f"{chosen['committee_name']} {year}",
        {
            "report": chosen,
            "reports": context.library.of_committee(committee, year),
            "committees": choices(context.library.committees.items(), committee),
            "years": choices(((y, str(y)) for y in context.library.years(committee)), year),
            "tree": _tree(context, report),
            "indicators": indicators,
            "counts": _counts(report),
            "budget": budget,
            "bars": bars,
            "largest": _largest(budget),
            "earlier": earlier,
            "changed": changed,
            "doubts": doubts,
            "threshold": context.judge.threshold,
            "findings": findings_of(context, rows),
        },
        [indicators, budget, changed, doubts],
    )


def _read(context: Context, chosen: Row, goals: Sequence[Row]) -> _Report:
    asked = {
        "committee": chosen["committee_key"],
        "year": chosen["report_year"],
        "report_type": chosen["report_type"],
    }
    return _Report(
        chosen,
        context.rows(queries.SCORECARD, **asked),
        cells_by(context.rows(queries.INDICATOR_CELLS, **asked), "indicator_key", "measure"),
        [goal for goal in goals if goal["report_key"] == chosen["report_key"]],
        context.rows(queries.ACTIVITIES, report=chosen["report_key"]),
        {
            row["indicator_key"]: row["analysis_text"]
            for row in context.rows(queries.ANALYSES, report=chosen["report_key"])
        },
    )


def _earlier(context: Context, chosen: Row) -> Row | None:
    """The report before the chosen one in its year."""
    reports = context.library.of_committee(chosen["committee_key"], chosen["report_year"])
    keys = [row["report_key"] for row in reports]
    at = keys.index(chosen["report_key"])
    return reports[at - 1] if at else None


def _counts(report: _Report) -> dict[str, int]:
    """How many goals and indicators are met; of the lowest level that is assessed."""
    assessed = [g["assessment"] for g in report.goals if g["assessment"]]
    status = [row["status"] for row in report.scorecard]
    return {
        "fully": assessed.count("fully"),
        "partly": assessed.count("partly"),
        "not": assessed.count("not"),
        "assessed": len(assessed),
        "goals": len(report.goals),
        "reached": status.count("reached"),
        "not_reached": status.count("not_reached"),
        "judged": sum(one in JUDGED for one in status),
        "indicators": len(status),
        "activities": len(report.activities),
        "deviating": sum(row["status"] == "deviates" for row in report.activities),
    }


# ── goals ────────────────────────────────────────────────────────────────────────────────


def _tree(context: Context, report: _Report) -> list[Goal]:
    """The goals as a tree, by the goal that each stands under in this report."""
    own = {goal["goal_key"] for goal in report.goals}
    below: dict[str | None, list[Row]] = {}
    for goal in report.goals:
        parent = goal["parent_goal_key"]
        below.setdefault(parent if parent in own else None, []).append(goal)
    seen: set[int] = set()

    def grow(parent: str | None) -> Iterator[Goal]:
        for row in below.get(parent, []):
            # A goal that is printed twice holds what is below it once.
            if row["section_no"] in seen:
                continue
            seen.add(row["section_no"])
            key = row["goal_key"]
            scores = [one for one in report.scorecard if one["goal_key"] == key]
            done = [one for one in report.activities if one["goal_key"] == key]
            yield Goal(
                row,
                context.figure({**row, "value": None}),
                tuple(grow(key)),
                _indicator_table(context, report, scores, f"mal-{row['section_no']}"),
                _activity_table(context, done, f"aktiviteter-{row['section_no']}"),
            )

    return list(grow(None))


def _activity_table(context: Context, rows: Sequence[Row], name: str) -> Table:
    words = context.words
    return table(
        name,
        words("activities"),
        [
            Column("activity", words("activity")),
            Column("start", words("start"), Kind.DAY),
            Column("end", words("end"), Kind.DAY),
            Column("status", words("status"), Kind.BADGE),
            Column("analysis", words("analysis"), Kind.PROSE),
        ],
        [
            TableRow(
                (
                    Link(
                        row["activity_text"],
                        context.source(row["fact_key"]) or "",
                        context.figure({**row, "value": None}),
                    ),
                    row["start_date"],
                    row["end_date"],
                    badge(context, "activity", row["status"]),
                    row["analysis_text"],
                )
            )
            for row in rows
        ],
    )


# ── indicators ───────────────────────────────────────────────────────────────────────────


def _indicator_table(context: Context, report: _Report, rows: Sequence[Row], name: str) -> Table:
    words, view = context.words, context.view
    judged = list(JUDGED)
    ordered = sorted(
        rows,
        key=lambda row: (
            judged[::-1].index(row["status"]) if row["status"] in judged else len(judged),
            row["indicator_name"],
        ),
    )

    def cells(row: Row) -> tuple[Cell, ...]:
        key, unit = row["indicator_key"], row["unit"]
        shown = {
            measure: told(context, row[measure], report.cells.get((key, measure)), unit)
            for measure in MEASURES
        }
        change = computed(
            row["change_since_last_year"], shown["outcome"], shown["previous_outcome"]
        )
        return (
            Link(row["indicator_name"], view.link("/indikator", indikator=key)),
            *shown.values(),
            change,
            badge(context, "status", row["status"], reason_of(context, row)),
            reason_of(context, row),
            words.code("owner", row["owner"]),
            report.analyses.get(key),
        )

    return table(
        name,
        words("indicators"),
        [
            Column("indicator", words("indicator")),
            *(Column(measure, words(measure), Kind.NUMBER) for measure in MEASURES),
            Column("change", words("change_since_last_year"), Kind.NUMBER, signed=True),
            Column("status", words("status"), Kind.BADGE),
            Column("reason", words("reason")),
            Column("owner", words("owner")),
            Column("analysis", words("analysis"), Kind.PROSE),
        ],
        [TableRow(cells(row)) for row in ordered],
    )


# ── money ────────────────────────────────────────────────────────────────────────────────


def _budget(context: Context, chosen: Row) -> tuple[Table, str]:
    """Budget, forecast or outcome, and deviation by service area, as the report prints them."""
    words = context.words
    committee, year, kind = (
        chosen["committee_key"],
        chosen["report_year"],
        chosen["report_type"],
    )
    cells = cells_by(
        context.rows(queries.BUDGET_CELLS, committee=committee, year=year),
        "report_type",
        "service_area_key",
        "role",
    )
    came = "outcome_net" if kind == "VB" else "forecast_net"
    marts = context.rows(queries.BUDGET, committee=committee, year=year)
    listed = [r for r in marts if (kind, r["service_area_key"], "budget_net") in cells]
    rows = in_order(listed)

    def amount(row: Row, role: str) -> Figure | None:
        return context.figure(cells.get((kind, row["service_area_key"], role)))

    shown = table(
        "budget",
        words("budget_result"),
        [
            Column("service_area", words("service_area")),
            Column("budget", "Budget", Kind.MILLIONS, words("million")),
            Column(
                came,
                words("outcome" if kind == "VB" else "forecast"),
                Kind.MILLIONS,
                words("million"),
            ),
            Column("deviation", words("deviation"), Kind.MILLIONS, words("million"), signed=True),
        ],
        [
            TableRow(
                (
                    row["service_area_name"],
                    amount(row, "budget_net"),
                    amount(row, came),
                    amount(row, "deviation"),
                ),
                depth=int(not row["adds_to_total"] and bool(row["parent_service_area_key"])),
                strong=row["parent_service_area_key"] is None,
            )
            for row in rows
        ],
    )
    bars = [
        {
            "label": row["service_area_name"],
            "value": float(figure.value) / 1e6,
            "told": in_millions(context, figure, figure.value, sign=True),
            "signs": signs(context, figure),
            "address": context.source(figure.fact_key),
        }
        for row in rows
        if row["adds_to_total"]
        and (figure := amount(row, "deviation")) is not None
        and figure.value
    ]
    bars.sort(key=lambda bar: float(str(bar["value"])))
    svg = charts.draw(charts.deviations(bars), context.view.language, shown.caption) if bars else ""
    return shown, svg


def _largest(budget: Table) -> tuple[str, Figure] | None:
    """The area that adds to the total and deviates most."""
    found = [
        (str(row.cells[0]), figure)
        for row in budget.rows
        if not row.depth
        and not row.strong
        and isinstance(figure := row.cells[3], Figure)
        and figure.value
    ]
    return max(found, key=lambda one: abs(float(one[1].value or 0)), default=None)


# ── changes and doubts ───────────────────────────────────────────────────────────────────


def _changes(context: Context, report: _Report, earlier: Row | None, goals: Sequence[Row]) -> Table:
    """Assessments, statuses and deviations that differ from the report before."""
    words = context.words
    rows = (
        []
        if earlier is None
        else [
            *_changed_goals(context, report, earlier, goals),
            *_changed_indicators(context, report, earlier),
            *_changed_money(context, report, earlier),
        ]
    )
    return table(
        "forandrat",
        words("changed"),
        [
            Column("kind", words("kind")),
            Column("what", words("what")),
            Column("before", words("before"), Kind.MILLIONS, signed=True),
            Column("now", words("now"), Kind.MILLIONS, signed=True),
        ],
        rows,
    )


def _changed_goals(
    context: Context, report: _Report, earlier: Row, goals: Sequence[Row]
) -> Iterator[TableRow]:
    before = {
        goal["goal_key"]: goal["assessment"]
        for goal in goals
        if goal["report_key"] == earlier["report_key"]
    }
    for goal in report.goals:
        was, now = before.get(goal["goal_key"]), goal["assessment"]
        if was and now and was != now:
            yield TableRow(
                (
                    context.words.code("level", goal["level"]),
                    Link(goal["title"], context.source(goal["fact_key"]) or ""),
                    badge(context, "assessment", was),
                    badge(context, "assessment", now),
                )
            )


def _changed_indicators(context: Context, report: _Report, earlier: Row) -> Iterator[TableRow]:
    rows = context.rows(
        queries.SCORECARD,
        committee=earlier["committee_key"],
        year=earlier["report_year"],
        report_type=earlier["report_type"],
    )
    before = {row["indicator_key"]: row["status"] for row in rows if row["status"] in JUDGED}
    for row in report.scorecard:
        was = before.get(row["indicator_key"])
        if was and row["status"] in JUDGED and was != row["status"]:
            cell = report.cells.get((row["indicator_key"], "outcome"))
            yield TableRow(
                (
                    context.words("indicator"),
                    Link(
                        row["indicator_name"],
                        context.source(cell["fact_key"] if cell else None) or "",
                    ),
                    badge(context, "status", was),
                    badge(context, "status", row["status"]),
                )
            )


def _changed_money(context: Context, report: _Report, earlier: Row) -> Iterator[TableRow]:
    chosen = report.row
    rows = context.rows(
        queries.BUDGET_CELLS, committee=chosen["committee_key"], year=chosen["report_year"]
    )
    cells = cells_by(rows, "report_type", "service_area_key", "role")
    marts = context.rows(
        queries.BUDGET, committee=chosen["committee_key"], year=chosen["report_year"]
    )
    for row in marts:
        key = (row["service_area_key"], "deviation")
        was = context.figure(cells.get((earlier["report_type"], *key)))
        now = context.figure(cells.get((chosen["report_type"], *key)))
        if was and now and was.value != now.value:
            yield TableRow((context.words("deviation"), row["service_area_name"], was, now))


def _doubts(context: Context, chosen: Row) -> Table:
    words = context.words
    rows = context.rows(
        queries.DOUBTFUL, report=chosen["report_key"], threshold=context.judge.threshold
    )
    figures = [context.figure(row) for row in rows]
    return table(
        "osakra",
        words("doubts"),
        [
            Column("what", words("what")),
            Column("column", words("column")),
            Column("value", words("value"), Kind.NUMBER),
            Column("confidence", words("confidence"), Kind.SHARE),
            Column("second", words("second")),
        ],
        [
            TableRow(
                (
                    row["what"],
                    words.measure(row["measure"] or ""),
                    figure,
                    row["confidence"],
                    words.measure(figure.second[0]) if figure and figure.second else None,
                )
            )
            for row, figure in zip(rows, figures, strict=True)
        ],
    )
