"""Where the reports contradict themselves: the cause, both figures, every place."""

from __future__ import annotations

from pipeline.dashboard import queries
from pipeline.dashboard.pages.context import Context, Page
from pipeline.dashboard.pages.shared import badge, choices, findings_of
from pipeline.dashboard.release import Row
from pipeline.dashboard.tables import Column, Kind, Table, table
from pipeline.dashboard.tables import Row as TableRow

SEVERITIES = ("error", "warning", "info")

MOST_SHOWN = 200
"""More causes are not shown at once; a file of the table holds all findings."""


def make(context: Context) -> Page:
    """Make the page."""
    words, view = context.words, context.view
    chosen = {
        "committee": view.get("namnd"),
        "year": view.number("ar"),
        "rule": view.get("regel"),
        "severity": view.get("slag"),
    }
    smallest = view.number("minst")
    rows = [
        row
        for row in context.rows(queries.FINDINGS, **chosen)
        if smallest is None or abs(row["difference"] or 0) >= smallest
    ]
    shown = _table(context, rows)
    rules = [row["rule"] for row in context.rows(queries.RULES)]
    rules.sort(key=lambda rule: words.code("rule", rule))
    findings = findings_of(context, rows)
    every = words("all")
    return Page(
        "contradictions.html",
        words("contradictions"),
        {
            "committees": choices(
                context.library.committees.items(), chosen["committee"], every=every
            ),
            "years": choices(
                ((y, str(y)) for y in context.library.years()), chosen["year"], every=every
            ),
            "rules": choices(
                ((rule, words.code("rule", rule)) for rule in rules), chosen["rule"], every=every
            ),
            "severities": choices(
                ((s, words.code("severity", s)) for s in SEVERITIES),
                chosen["severity"],
                every=every,
            ),
            "smallest": smallest,
            "findings": findings[:MOST_SHOWN],
            "causes": len(findings),
            "found": len(rows),
            "for_print": view.get("utskrift") is not None,
        },
        [shown],
    )


def _table(context: Context, rows: list[Row]) -> Table:
    words, language = context.words, context.view.language
    return table(
        "motsagelser",
        words("contradictions"),
        [
            Column("committee", words("committee")),
            Column("report", words("report")),
            Column("severity", words("severity"), Kind.BADGE),
            Column("rule", words("rule")),
            Column("stated", words("stated"), Kind.NUMBER),
            Column("expected", words("expected"), Kind.NUMBER),
            Column("difference", words("difference"), Kind.NUMBER, signed=True),
            Column("unit", words("unit")),
            Column("explanation", words("explanation")),
            Column("culprit", words("culprit")),
        ],
        [
            TableRow(
                (
                    row["committee_name"],
                    f"{row['report_type']}\u00a0{row['report_year']}",
                    badge(context, "severity", row["severity"]),
                    words.code("rule", row["rule"]),
                    row["stated"],
                    row["expected"],
                    row["difference"],
                    row["unit"],
                    row[f"explanation_{language}"],
                    row["likely_culprit"],
                )
            )
            for row in rows
        ],
    )
