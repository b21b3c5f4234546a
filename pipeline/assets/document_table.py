"""What the UI shows of the documents of a run: a table of them, and the checks on them.

Numbers in the metadata of an asset are plotted over its runs, so what people want to follow
stands there as a number; the table says of each document what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import mean
from typing import Any

import dagster as dg

from pipeline.assets.display import table_value
from pipeline.assets.keys import DOCUMENTS
from pipeline.assets.settling import last_readings
from pipeline.intake import DocumentOutcome
from pipeline.intake.supersede import WELL_READ
from pipeline.publish.published import current_release
from pipeline.safe_text import visible
from pipeline.settings import Settings

SHOWN_DOCUMENTS = 500
"""Those that somebody may have to look at come first."""

CHECKS = (
    dg.AssetCheckSpec(
        "no_document_newly_lost",
        asset=DOCUMENTS,
        description="Every file that is new, or that the last release had, is read and believed.",
        metadata={"severity": "warning"},
    ),
    dg.AssetCheckSpec(
        "reports_are_read_well",
        asset=DOCUMENTS,
        description=f"Every report has a reading score of at least {WELL_READ}: the share of "
        "what its tables print that was read as it should be.",
        metadata={"severity": "warning"},
    ),
)


def documents_metadata(outcomes: Sequence[DocumentOutcome]) -> dict[str, Any]:
    """All documents as a table, and how well they were read as numbers."""
    reports = [outcome.report for outcome in outcomes if outcome.report is not None]
    scores = [report.reading_score for report in reports]
    numbers = (
        {"lowest_score": round(min(scores), 4), "mean_score": round(mean(scores), 4)}
        if scores
        else {}
    )
    rows = sorted(map(_row, outcomes), key=_most_wanted)[:SHOWN_DOCUMENTS]
    return {
        **numbers,
        "problems": sum(len(report.problems) for report in reports),
        "seconds_of_reading": round(sum(outcome.seconds for outcome in outcomes), 1),
        "documents": dg.MetadataValue.table(
            [dg.TableRecord(row) for row in rows], schema=dg.TableSchema(columns=_COLUMNS)
        ),
    }


_COLUMNS = [
    dg.TableColumn("file", "string", description="Path below raw/; option 'documents' takes it."),
    dg.TableColumn("outcome", "string", description="read, as before, superseded, or why not."),
    dg.TableColumn("committee", "string"),
    dg.TableColumn("type", "string"),
    dg.TableColumn("year", "int"),
    dg.TableColumn("score", "float", description="Reading score, 0 to 1."),
    dg.TableColumn("problems", "int", description="What was promised and not understood."),
    dg.TableColumn("seconds", "float"),
]


def _row(outcome: DocumentOutcome) -> dict[str, Any]:
    report = outcome.report
    head = report.head if report else None
    return {
        "file": visible(outcome.source.source_file),
        "outcome": _outcome(outcome),
        "committee": visible(head.committee_name) if head else "",
        "type": head.report_type.value if head else "",
        "year": head.report_year if head else None,
        "score": round(report.reading_score, 4) if report else None,
        "problems": len(report.problems) if report else None,
        "seconds": round(outcome.seconds, 2),
    }


def _outcome(outcome: DocumentOutcome) -> str:
    if outcome.rejection is not None:
        return f"rejected: {outcome.rejection.reason_code}"
    if not outcome.is_own:
        return f"stands in, from release {outcome.carried_from}"
    if not outcome.is_current:
        return "superseded"
    return "as before" if outcome.from_cache else "read"


def _most_wanted(row: dict[str, Any]) -> tuple[float, str]:
    return (-1.0 if row["score"] is None else row["score"], row["file"])


def document_checks(
    outcomes: Sequence[DocumentOutcome], settings: Settings
) -> Iterator[dg.AssetCheckResult]:
    """What is worth a warning among the documents of a run."""
    lost = _newly_lost(outcomes, settings)
    yield _told("no_document_newly_lost", lost, "newly rejected or held back")
    poorly = [
        {"file": outcome.source.source_file, "score": round(outcome.report.reading_score, 4)}
        for outcome in outcomes
        if outcome.report is not None and outcome.report.reading_score < WELL_READ
    ]
    yield _told("reports_are_read_well", poorly, f"with a reading score below {WELL_READ}")


def _newly_lost(outcomes: Sequence[DocumentOutcome], settings: Settings) -> list[dict[str, Any]]:
    """Rejected documents that the last release did not have as rejected ones."""
    current = current_release(settings)
    seen = dict(current.manifest.documents) if current else {}
    readings = last_readings(settings)
    read = {kept.source_file for kept in readings.readings} if readings else set()
    return [
        {
            "file": outcome.source.source_file,
            "reason_code": outcome.rejection.reason_code,
            "reason": outcome.rejection.reason,
        }
        for outcome in outcomes
        if outcome.is_own and outcome.rejection is not None
        if outcome.source.source_file in read
        or seen.get(outcome.source.source_file) != outcome.source.sha256
    ]


def _told(name: str, rows: Sequence[dict[str, Any]], what: str) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=DOCUMENTS,
        check_name=name,
        passed=not rows,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(rows)} documents {what}.",
        metadata={
            "documents": len(rows),
            "rows": table_value(rows),
        },
    )
