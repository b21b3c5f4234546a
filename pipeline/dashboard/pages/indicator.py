"""An indicator over years and committees; without one chosen, the list of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.dashboard import charts, queries
from pipeline.dashboard.figures import Figure
from pipeline.dashboard.pages.context import REPORT_ORDER, Context, Page
from pipeline.dashboard.pages.shared import (
    Cells,
    badge,
    cells_by,
    choices,
    reason_of,
    signs,
    told,
)
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Link, Table, table
from pipeline.dashboard.tables import Row as TableRow

SERIES = ("outcome", "target", "kf_target", "outcome_women", "outcome_men")
"""What is drawn over the years, in the order of its look."""

MOST_DRAWN = 12
"""Small charts on one page; more committees are chosen one by one."""

MEASURES = (
    "outcome",
    "outcome_women",
    "outcome_men",
    "target",
    "kf_target",
    "forecast",
    "previous_outcome",
)


def make(context: Context) -> Page:
    """Make the page."""
    key = context.view.get("indikator")
    chosen = context.row(queries.INDICATOR, indicator=key) if key else None
    return _list(context) if chosen is None else _one(context, chosen)


def _list(context: Context) -> Page:
    words, view = context.words, context.view
    rows = context.rows(queries.INDICATORS, words=view.get("q"))
    shown = table(
        "indikatorer",
        words("indicators"),
        [
            Column("indicator", words("indicator")),
            Column("unit", words("unit")),
            Column("owner", words("owner")),
            Column("direction", words("direction")),
            Column("committees", words("committees"), Kind.NUMBER),
            Column("first_year", words("first_year")),
            Column("last_year", words("last_year")),
        ],
        [
            TableRow(
                (
                    Link(
                        row["indicator_name"],
                        view.link("/indikator", indikator=row["indicator_key"]),
                    ),
                    row["unit"],
                    words.code("owner", row["owner"]),
                    words.code("direction", row["direction"]),
                    row["committees"],
                    _year(row["first_year"]),
                    _year(row["last_year"]),
                )
            )
            for row in rows
        ],
    )
    return Page("indicators.html", words("indicator"), {"shown": shown}, [shown])


def _year(value: int | None) -> str | None:
    return None if value is None else str(value)


def _one(context: Context, chosen: Row) -> Page:
    words, view = context.words, context.view
    key, unit = chosen["indicator_key"], chosen["unit"]
    scores = context.rows(queries.SCORECARD, indicator=key)
    cells = cells_by(context.rows(queries.INDICATOR_CELLS, indicator=key), "report_key", "measure")
    years = context.rows(queries.INDICATOR_YEARS, indicator=key)
    names = [words(name) for name in SERIES]
    committees = {row["committee_key"]: row["committee_name"] for row in scores}
    chosen_one = view.get("namnd") if view.get("namnd") in committees else None
    drawn = [chosen_one] if chosen_one else list(committees)[:MOST_DRAWN]
    points = list(_points(context, [r for r in scores if r["committee_key"] in drawn], cells))
    chart = ""
    if points:
        spec = charts.over_years(points, unit or "", names)
        chart = charts.draw(spec, view.language, chosen["indicator_name"])
    reported = _reported(context, scores, cells)
    forecast = _forecasts(context, years, cells, unit)
    others = context.rows(queries.INDICATORS, words=None)
    return Page(
        "indicator.html",
        chosen["indicator_name"],
        {
            "chosen": chosen,
            "choices": choices(((o["indicator_key"], o["indicator_name"]) for o in others), key),
            "committees": choices(committees.items(), chosen_one, every=words("all")),
            "drawn": len(drawn),
            "left_out": 0 if chosen_one else len(committees) - len(drawn),
            "chart": chart,
            "reported": reported,
            "forecast": forecast,
        },
        [reported, forecast],
    )


def _points(context: Context, scores: Sequence[Row], cells: Cells) -> Iterator[dict[str, object]]:
    """What the chart draws: for each committee and year what its last report says."""
    last: dict[tuple[str, int, str], Row] = {}
    ordered = sorted(scores, key=lambda row: REPORT_ORDER.index(row["report_type"]))
    for row in ordered:
        for measure in SERIES:
            # The outcome of a part of a year is no outcome of the year.
            whole_year = row["report_type"] == "VB" or "target" in measure
            if row[measure] is not None and whole_year:
                last[row["committee_name"], row["report_year"], measure] = row
    for (committee, year, measure), row in sorted(last.items(), key=lambda one: one[0][:2]):
        cell = cells.get((row["report_key"], measure))
        yield {
            "committee": committee,
            "year": year,
            "series": context.words(measure),
            "value": row[measure],
            "signs": signs(context, context.figure(cell)),
            "address": context.source(cell["fact_key"] if cell else None),
        }


def _reported(context: Context, scores: Sequence[Row], cells: Cells) -> Table:
    words, view = context.words, context.view
    measures = [m for m in MEASURES if any(row[m] is not None for row in scores)]
    return table(
        "rapporterat",
        words("reports"),
        [
            Column("committee", words("committee")),
            Column("report", words("report")),
            *(Column(measure, words(measure), Kind.NUMBER) for measure in measures),
            Column("unit", words("unit")),
            Column("status", words("status"), Kind.BADGE),
            Column("reason", words("reason")),
        ],
        [
            TableRow(
                (
                    Link(
                        row["committee_name"],
                        view.link(
                            "/namnd",
                            namnd=row["committee_key"],
                            ar=row["report_year"],
                            rapport=row["report_type"],
                        ),
                    ),
                    f"{row['report_type']}\u00a0{row['report_year']}",
                    *(
                        told(context, row[m], cells.get((row["report_key"], m)), row["unit"])
                        for m in measures
                    ),
                    row["unit"],
                    badge(context, "status", row["status"], reason_of(context, row)),
                    reason_of(context, row),
                )
            )
            for row in scores
        ],
    )


def _forecasts(context: Context, years: Sequence[Row], cells: Cells, unit: str | None) -> Table:
    """Forecasts of the follow-ups against the outcome of the year."""
    words = context.words
    sources = {
        (row["committee_key"], row["report_year"], row["report_type"]): row["report_key"]
        for row in context.library.reports
    }

    def cell(row: Row, kind: str, measure: str, later: int = 0) -> Row | None:
        report = sources.get((row["committee_key"], row["report_year"] + later, kind))
        return cells.get((report, measure)) if report else None

    def said_next_year(row: Row) -> Figure | None:
        """As the last report of the next year says it, which the mart goes by."""
        printed = (cell(row, kind, "previous_outcome", 1) for kind in ("VB", "T2", "T1"))
        last = next((one for one in printed if one and one["value"] is not None), None)
        return told(context, row["outcome_said_next_year"], last, unit)

    return table(
        "prognoser",
        words("forecast_outcome"),
        [
            Column("committee", words("committee")),
            Column("year", words("year")),
            Column("forecast_t1", words("forecast_t1"), Kind.NUMBER, unit or ""),
            Column("forecast_t2", words("forecast_t2"), Kind.NUMBER, unit or ""),
            Column("outcome", words("outcome"), Kind.NUMBER, unit or ""),
            Column("restated", words("restated"), Kind.NUMBER, unit or ""),
        ],
        [
            TableRow(
                (
                    row["committee_name"],
                    str(row["report_year"]),
                    told(context, row["t1_forecast"], cell(row, "T1", "forecast"), unit),
                    told(context, row["t2_forecast"], cell(row, "T2", "forecast"), unit),
                    told(context, row["vb_outcome"], cell(row, "VB", "outcome"), unit),
                    said_next_year(row),
                )
            )
            for row in years
        ],
    )
