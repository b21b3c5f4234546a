"""The first page: what is published, and where to look first."""

from __future__ import annotations

from pipeline.dashboard import queries
from pipeline.dashboard.pages.context import REPORT_ORDER, Context, Page
from pipeline.dashboard.pages.shared import cells_by, deviation_of
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Link, Table, table
from pipeline.dashboard.tables import Row as TableRow

MOST_DEVIATIONS = 8


def make(context: Context) -> Page:
    """Make the page."""
    words = context.words
    deviations = _deviations(context)
    return Page(
        "overview.html",
        words("overview"),
        {
            "totals": context.row(queries.TOTALS),
            "matrix": _matrix(context),
            "report_order": REPORT_ORDER,
            "deviations": deviations,
        },
        [deviations],
    )


def _matrix(context: Context) -> list[tuple[str, str, list[tuple[int, dict[str, Row]]]]]:
    """Committees with their years, each with its reports by type."""
    library = context.library
    return [
        (
            key,
            name,
            [
                (year, {row["report_type"]: row for row in library.of_committee(key, year)})
                for year in library.years(key)
            ],
        )
        for key, name in library.committees.items()
    ]


def _deviations(context: Context) -> Table:
    words, view = context.words, context.view
    rows = [
        row
        for row in context.rows(queries.BUDGET)
        if row["vb_deviation"] is not None and row["adds_to_total"]
    ]
    latest = max((row["fiscal_year"] for row in rows), default=None)
    ranked = sorted(
        (row for row in rows if row["fiscal_year"] == latest),
        key=lambda row: (-abs(row["vb_deviation"]), row["committee_name"]),
    )[:MOST_DEVIATIONS]
    cells = cells_by(
        context.rows(queries.BUDGET_CELLS, year=latest),
        "committee_key",
        "report_type",
        "service_area_key",
        "role",
    )
    return table(
        "avvikelser",
        words("what_deviates"),
        [
            Column("committee", words("committee")),
            Column("service_area", words("service_area")),
            Column("year", words("year")),
            Column("deviation", words("deviation"), Kind.MILLIONS, words("million"), signed=True),
        ],
        [
            TableRow(
                (
                    Link(
                        row["committee_name"],
                        view.link("/namnd", namnd=row["committee_key"], ar=row["fiscal_year"]),
                    ),
                    Link(
                        row["service_area_name"],
                        view.link("/ekonomi", namnd=row["committee_key"], ar=row["fiscal_year"]),
                    ),
                    str(row["fiscal_year"]),
                    deviation_of(context, row, cells),
                )
            )
            for row in ranked
        ],
    )
