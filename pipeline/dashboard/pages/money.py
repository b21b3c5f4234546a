"""Money of a committee and year: service areas, the way from budget to outcome, units, asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.dashboard import charts, queries
from pipeline.dashboard.figures import Figure, computed
from pipeline.dashboard.pages.context import Context, Page
from pipeline.dashboard.pages.shared import (
    Cells,
    badge,
    cells_by,
    choices,
    in_millions,
    in_order,
    signs,
    told,
)
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Link, Table, table
from pipeline.dashboard.tables import Row as TableRow

COLUMNS = (
    ("vp_budget_net", "VP", "budget_net"),
    ("t1_forecast_net", "T1", "forecast_net"),
    ("t2_forecast_net", "T2", "forecast_net"),
    ("vb_budget_net", "VB", "budget_net"),
    ("vb_outcome_net", "VB", "outcome_net"),
    ("vb_deviation", "VB", "deviation"),
)
"""A column of the mart, with the report and the role of the printed cell behind it."""

RESULT_MEASURES = (
    ("gross_budget", ("gross_budget",)),
    ("transfer_in", ("transfer_in",)),
    ("result", ("result", "expected_result")),
    ("transfer_out", ("transfer_out", "expected_transfer_out")),
)

ROUNDING = Decimal(100_000)
"""Printed amounts are rounded to a tenth of a million; a sum of them may be off by some."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The areas that add to the total, and whether they do."""

    areas: Decimal
    total: Decimal
    adds_up: bool


def make(context: Context) -> Page:
    """Make the page."""
    words = context.words
    committee = context.committee()
    year = context.year(committee)
    if committee is None or year is None:
        return Page("empty.html", words("money"), {"message": words("nothing_here")})
    rows = context.rows(queries.BUDGET, committee=committee, year=year)
    cells = cells_by(
        context.rows(queries.BUDGET_CELLS, committee=committee, year=year),
        "report_type",
        "service_area_key",
        "role",
    )
    areas = _areas(context, rows, cells)
    units = _result_units(context, committee, year)
    investments = _investments(context, committee, year)
    applications = _applications(context, committee, year)
    granted = _granted(context, committee, year)
    return Page(
        "money.html",
        f"{words('money')}: {context.library.committees[committee]} {year}",
        {
            "committees": choices(context.library.committees.items(), committee),
            "years": choices(((y, str(y)) for y in context.library.years(committee)), year),
            "name": context.library.committees[committee],
            "areas": areas,
            "waterfall": _waterfall(context, rows, cells),
            "sum": _sum(rows),
            "units": units,
            "investments": investments,
            "applications": applications,
            "granted": granted,
        },
        [areas, units, investments, applications, granted],
    )


def _areas(context: Context, rows: Sequence[Row], cells: Cells) -> Table:
    words = context.words
    shown = [c for c in COLUMNS if any(row[c[0]] is not None for row in rows)]
    return table(
        "verksamhetsomraden",
        words("service_area"),
        [
            Column("service_area", words("service_area")),
            *(
                Column(name, words(name), Kind.MILLIONS, words("million"), name == "vb_deviation")
                for name, _, _ in shown
            ),
        ],
        [
            TableRow(
                (
                    row["service_area_name"],
                    *(
                        told(
                            context,
                            row[name],
                            cells.get((kind, row["service_area_key"], role)),
                            "SEK",
                        )
                        for name, kind, role in shown
                    ),
                ),
                depth=int(not row["adds_to_total"] and row["parent_service_area_key"] is not None),
                strong=row["parent_service_area_key"] is None,
            )
            for row in in_order(rows)
        ],
    )


def _sum(rows: Sequence[Row]) -> Sum | None:
    """Whether the deviations of the areas add up to the printed one of the committee."""
    parts = [row["vb_deviation"] for row in rows if row["adds_to_total"]]
    totals = [row["vb_deviation"] for row in rows if row["parent_service_area_key"] is None]
    said = [part for part in parts if part is not None]
    if not said or len(totals) != 1 or totals[0] is None:
        return None
    areas = sum(said, Decimal(0))
    return Sum(areas, totals[0], abs(areas - totals[0]) <= ROUNDING * len(said) / 2)


def _waterfall(context: Context, rows: Sequence[Row], cells: Cells) -> str:
    """The way from the total's budget to its outcome by the deviations of the areas."""
    total = next((row for row in rows if row["parent_service_area_key"] is None), None)
    if total is None or total["vb_budget_net"] is None or total["vb_outcome_net"] is None:
        return ""
    words = context.words
    parts = sorted(
        (row for row in rows if row["adds_to_total"] and row["vb_deviation"]),
        key=lambda row: row["vb_deviation"],
    )
    level = _million(total["vb_budget_net"])

    def mark(row: Row, role: str, amount: Decimal, *, sign: bool) -> dict[str, object]:
        figure = context.figure(cells.get(("VB", row["service_area_key"], role)))
        return {
            "told": in_millions(context, figure, amount, sign=sign),
            "signs": signs(context, figure),
            "address": context.source(figure.fact_key if figure else None),
        }

    def whole(name: str, role: str) -> dict[str, object]:
        return {
            "label": words(name),
            "start": 0.0,
            "end": _million(total[name]),
            "value": 0.0,
            "kind": "total",
            **mark(total, role, total[name], sign=False),
        }

    steps = [whole("vb_budget_net", "budget_net")]
    for row in parts:
        # A surplus lowers the outcome below the budget.
        change = -_million(row["vb_deviation"])
        steps.append(
            {
                "label": row["service_area_name"],
                "start": level,
                "end": level + change,
                "value": change,
                "kind": "step",
                **mark(row, "deviation", -row["vb_deviation"], sign=True),
            }
        )
        level += change
    steps.append(whole("vb_outcome_net", "outcome_net"))
    return charts.draw(charts.waterfall(steps), context.view.language, words("waterfall"))


def _million(value: Decimal) -> float:
    return float(value) / 1e6


def _result_units(context: Context, committee: str, year: int) -> Table:
    words = context.words
    rows = context.rows(queries.RESULT_UNITS, committee=committee, year=year)
    cells = cells_by(rows, "report_type", "unit_name", "measure")
    units = dict.fromkeys((row["report_type"], row["unit_name"], row["is_total"]) for row in rows)

    def figure(kind: str, unit: str, measures: Sequence[str]) -> Figure | None:
        found = (cells.get((kind, unit, measure)) for measure in measures)
        return context.figure(next((cell for cell in found if cell), None))

    return table(
        "resultatenheter",
        words("result_units"),
        [
            Column("unit", words("result_unit")),
            Column("report", words("report")),
            *(
                Column(name, words(name), Kind.MILLIONS, words("million"), name == "result")
                for name, _ in RESULT_MEASURES
            ),
        ],
        [
            TableRow(
                (unit, kind, *(figure(kind, unit, ms) for _, ms in RESULT_MEASURES)),
                strong=is_total,
            )
            for kind, unit, is_total in units
        ],
    )


def _investments(context: Context, committee: str, year: int) -> Table:
    words = context.words
    rows = context.rows(queries.INVESTMENTS, committee=committee, year=year)
    measures = list(dict.fromkeys(row["measure"] for row in rows))
    lines = dict.fromkeys(
        (row["report_type"], row["item"], row["fiscal_year"], row["is_total"]) for row in rows
    )
    cells = cells_by(rows[::-1], "report_type", "item", "fiscal_year", "measure")
    return table(
        "investeringar",
        words("investments"),
        [
            Column("item", words("item")),
            Column("report", words("report")),
            Column("year", words("year")),
            *(
                Column(
                    measure,
                    words.code("investment", measure),
                    Kind.MILLIONS,
                    words("million"),
                    measure.startswith("deviation"),
                )
                for measure in measures
            ),
        ],
        [
            TableRow(
                (
                    item,
                    kind,
                    str(of_year) if of_year else None,
                    *(context.figure(cells.get((kind, item, of_year, m))) for m in measures),
                ),
                strong=is_total,
            )
            for kind, item, of_year, is_total in lines
        ],
    )


def _applications(context: Context, committee: str, year: int) -> Table:
    words = context.words
    rows = context.rows(queries.APPLICATIONS, committee=committee, year=year)
    return table(
        "begarda",
        words("applications"),
        [
            Column("purpose", words("purpose")),
            Column("report", words("report")),
            Column("printed_in", words("printed_in"), Kind.BADGE),
            Column("amount", words("amount"), Kind.MILLIONS, words("million")),
        ],
        [
            TableRow(
                (
                    Link(row["purpose"] or "–", context.source(row["fact_key"]) or ""),
                    row["report_type"],
                    badge(context, "printed_in", row["printed_in"]),
                    context.figure(row),
                ),
            )
            for row in rows
        ],
    )


def _granted(context: Context, committee: str, year: int) -> Table:
    """What a sentence says was applied for and was granted, and what is left between them."""
    words = context.words
    rows = context.rows(queries.GRANTED, committee=committee, year=year)
    amounts = cells_by(rows, "report_key", "sentence", "what")
    sentences = dict.fromkeys(
        (row["report_type"], row["report_key"], row["sentence"]) for row in rows
    )

    def line(kind: str, report: str, sentence: str) -> TableRow:
        sought = context.figure(amounts[report, sentence, "application"])
        granted = context.figure(amounts[report, sentence, "grant"])
        assert sought is not None and granted is not None
        left = Decimal(str(sought.value)) - Decimal(str(granted.value))
        return TableRow((sentence, kind, sought, granted, computed(left, sought, granted)))

    return table(
        "beviljade",
        words("granted"),
        [
            Column("sentence", words("sentence"), Kind.PROSE, language="sv"),
            Column("report", words("report")),
            *(
                Column(name, words(name), Kind.MILLIONS, words("million"))
                for name in ("sought", "was_granted", "not_granted")
            ),
        ],
        [line(*one) for one in sentences],
    )
