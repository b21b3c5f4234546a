"""The first page: what is published, and where to look first."""

from __future__ import annotations

from pipeline.dashboard import queries
from pipeline.dashboard.pages.context import REPORT_ORDER, Context, Page
from pipeline.dashboard.pages.shared import cells_by, deviation_of
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Link, Table, table
from pipeline.dashboard.tables import Row as TableRow


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
    rows = context.rows(queries.DEVIATIONS)
    printed = context.rows(
        queries.BUDGET_CELLS,
        committees=sorted({row["committee_key"] for row in rows}),
        # All of them are of the last year with an outcome.
        year=next((row["fiscal_year"] for row in rows), None),
    )
    cells = cells_by(printed, "committee_key", "report_type", "service_area_key", "role")

    def link(path: str, row: Row, text: str) -> Link:
        return Link(text, view.link(path, namnd=row["committee_key"], ar=row["fiscal_year"]))

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
                    link("/namnd", row, row["committee_name"]),
                    link("/ekonomi", row, row["service_area_name"]),
                    str(row["fiscal_year"]),
                    deviation_of(context, row, cells),
                )
            )
            for row in rows
        ],
    )
