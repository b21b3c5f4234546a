"""Faults in a source's own marks, which extraction has seen: pages, contents, headers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.quality.reconcile.facts import Facts, Row
from pipeline.quality.reconcile.finding import Evidence, Finding
from pipeline.quality.reconcile.rules import rule


def _faults(facts: Facts, code: str) -> Iterator[list[Row]]:
    """The places of each fault of a kind: those with the same message."""
    rows = [row for row in facts.rows("extraction_problem") if row["code"] == code]
    key = lambda row: (row["report_key"], row["message"])  # noqa: E731
    for _, group in groupby(sorted(rows, key=key), key=key):
        yield sorted(
            group, key=lambda row: (row["source_line_start"] or 0, row["source_page"] or 0)
        )


def _finding(name: str, places: list[Row], sv: str, en: str) -> Finding:
    return Finding(
        report_key=places[0]["report_key"],
        rule=name,
        severity="warning",
        facts=tuple(row["fact_key"] for row in places),
        stated=None,
        expected=None,
        unit=None,
        explanation_sv=sv,
        explanation_en=en,
        evidence=tuple(Evidence.of(row) for row in places),
    )


@rule("page_counts")
def page_counts(facts: Facts) -> Iterator[Finding]:
    """Page numbers that name different numbers of pages ("Sid 21 (83)", "Sid 63 (84)")."""
    for places in _faults(facts, "page_counts_differ"):
        printed = " och ".join(row["source_text"].strip() for row in places)
        yield _finding(
            "page_counts",
            places,
            f"Sidnumren anger olika antal sidor: {printed}.",
            f"Page numbers name different numbers of pages: {printed}.",
        )


@rule("contents_title")
def contents_titles(facts: Facts) -> Iterator[Finding]:
    """A goal that the table of contents calls nearly, but not quite, as its section does."""
    for places in _faults(facts, "contents_title_differs"):
        printed = " / ".join(row["source_text"].strip() for row in places)
        yield _finding(
            "contents_title",
            places,
            f"Målet heter olika i innehållsförteckningen och i sitt avsnitt: {printed}.",
            f"The goal has different titles in the contents and in its section: {printed}.",
        )


@rule("indicator_header_year")
def indicator_header_years(facts: Facts) -> Iterator[Finding]:
    """A column "Utfall VB 2021" in a report of 2024, whose last year is 2023."""
    for places in _faults(facts, "indicator_header_year"):
        year = facts.reports[places[0]["report_key"]]["report_year"]
        yield _finding(
            "indicator_header_year",
            places,
            f"Kolumnen med förra årets utfall har ett annat år än {year - 1}: "
            f"{places[0]['source_text'].strip()}.",
            f"The column of last year's outcome names another year than {year - 1}: "
            f"{places[0]['source_text'].strip()}.",
        )
