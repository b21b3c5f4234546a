"""What was read, how surely, and what is held back and why."""

from __future__ import annotations

from pipeline.dashboard import queries
from pipeline.dashboard.figures import place_of
from pipeline.dashboard.pages.context import Context, Page
from pipeline.dashboard.tables import Column, Kind, Link, Table, table
from pipeline.dashboard.tables import Row as TableRow


def make(context: Context) -> Page:
    """Make the page."""
    words = context.words
    tables = [_reports(context), _rejected(context), _superseded(context), _problems(context)]
    return Page("coverage.html", words("coverage"), {}, tables)


def _reports(context: Context) -> Table:
    words, view = context.words, context.view
    return table(
        "rapporter",
        words("reports"),
        [
            Column("report", words("report")),
            Column("format", words("format")),
            Column("score", words("score"), Kind.SHARE),
            Column("indicator_values", words("indicator_values"), Kind.NUMBER),
            Column("doubtful_values", words("of_which_doubtful"), Kind.NUMBER),
            Column("table_cells", words("table_cells"), Kind.NUMBER),
            Column("doubtful_cells", words("of_which_doubtful"), Kind.NUMBER),
            Column("typed", words("typed"), Kind.SHARE),
            Column("problems", words("problems"), Kind.NUMBER),
            Column("findings", words("contradictions"), Kind.NUMBER),
            Column("carried", words("carried")),
        ],
        [
            TableRow(
                (
                    Link(
                        f"{row['committee_name']} {row['report_type']} {row['report_year']}",
                        view.link(
                            "/namnd",
                            namnd=row["committee_key"],
                            ar=row["report_year"],
                            rapport=row["report_type"],
                        ),
                    ),
                    words.code("format", row["source_format"]),
                    row["reading_score"],
                    row["indicator_values"],
                    row["indicator_values_doubtful"],
                    row["table_cells"],
                    row["table_cells_doubtful"],
                    row["share_numeric_cells_typed"],
                    row["problems"],
                    row["findings_error"] + row["findings_warning"],
                    row["carried_from"],
                )
            )
            for row in context.rows(queries.COVERAGE)
        ],
    )


def _rejected(context: Context) -> Table:
    words = context.words
    return table(
        "inte-med",
        words("held_back"),
        [
            Column("file", words("file")),
            Column("kind", words("kind")),
            Column("reason", words("reason"), language="en"),
            Column("first_seen", words("first_seen"), Kind.DAY),
        ],
        [
            TableRow(
                (
                    row["source_file"],
                    words.code("rejection", row["reason_code"]),
                    row["reason"],
                    row["first_seen_at"],
                )
            )
            for row in context.rows(queries.REJECTED)
        ],
    )


def _superseded(context: Context) -> Table:
    words = context.words
    return table(
        "ersatta",
        words("superseded"),
        [
            Column("file", words("file")),
            Column("format", words("format")),
            Column("score", words("score"), Kind.SHARE),
        ],
        [
            TableRow(
                (
                    row["source_file"],
                    words.code("format", row["source_format"]),
                    row["reading_score"],
                )
            )
            for row in context.rows(queries.SUPERSEDED)
        ],
    )


def _problems(context: Context) -> Table:
    words = context.words
    return table(
        "anmarkningar",
        words("problems"),
        [
            Column("place", words("place")),
            Column("kind", words("kind")),
            Column("message", words("message"), language="en"),
            Column("text", words("printed"), language="sv"),
        ],
        [
            TableRow(
                (
                    place_of(row),
                    words.code("problem", row["code"]),
                    row["message"],
                    row["source_text"],
                )
            )
            for row in context.rows(queries.PROBLEMS)
        ],
    )
