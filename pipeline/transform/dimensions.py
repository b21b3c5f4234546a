"""Dimensions from the reports of a run; the order of files makes no difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any

from pipeline.extract.report import GoalLevel, Head
from pipeline.intake import DocumentOutcome
from pipeline.transform import keys, names
from pipeline.transform.context import KeyedReport, ReportContext
from pipeline.transform.rows import Row
from pipeline.transform.seeds import committee_mergers, current_committee


def committees(oldest_first: Iterable[KeyedReport]) -> list[Row]:
    """Rows of dim_committee. Name and kind are those of the latest report."""
    latest = {one.committee_key: one.head for one in oldest_first}
    return [_committee(key, head) for key, head in sorted(latest.items())]


def _committee(key: str, head: Head) -> Row:
    merger = committee_mergers().get(key)
    current = current_committee(head.committee_name)
    return {
        "committee_key": key,
        "committee_name": head.committee_name,
        "kind": head.committee_kind,
        "current_committee_key": keys.slug(current),
        "current_committee_name": current,
        "merged_on": merger.merged_on if merger else None,
    }


def reports(keyed: Iterable[KeyedReport], *, extractor_version: str) -> list[Row]:
    """Rows of dim_report, superseded versions included."""
    return [_report(one, extractor_version) for one in keyed]


def _report(one: KeyedReport, extractor_version: str) -> Row:
    gist, head = one.stored.gist, one.head
    return {
        "report_key": one.report_key,
        "committee_key": one.committee_key,
        "report_type": head.report_type.value,
        "report_year": head.report_year,
        "period_end": head.period_end,
        "report_date": head.report_date,
        "diary_number": head.diary_number,
        "case_officer": head.case_officer,
        "title": head.title,
        "source_file": one.source_file,
        "source_format": gist.source_format.value,
        "document_sha256": one.sha256,
        "page_count": gist.page_count,
        "reading_score": gist.reading_score,
        "extractor_version": one.read_by or extractor_version,
        "head_confidence": head.confidence,
        "is_current": one.is_current,
        "carried_from": one.carried_from,
    }


def goals_of(context: ReportContext) -> Iterator[Row]:
    """Rows of dim_goal as one report alone gives them, each goal once."""
    told: set[str] = set()
    year = context.report.head.report_year
    for key, goal in zip(context.goal_keys, context.report.goals, strict=True):
        if key not in told:  # the first section wins where a report repeats a goal
            told.add(key)
            is_own = goal.level is GoalLevel.COMMITTEE
            yield {
                "goal_key": key,
                "level": goal.level.value,
                "code": goal.code,
                "title": names.goal_title(goal.level, goal.title),
                "parent_goal_key": context.goal_key(goal.parent),
                "committee_key": context.committee_key if is_own else None,
                "first_year": year,
                "last_year": year,
            }


def goal_dimension(told: Iterable[dict[str, Any]]) -> list[Row]:
    """Rows of dim_goal from those of each report, the oldest report first.

    Title, code and parent are those of the latest report.
    """
    goals: dict[str, dict[str, Any]] = {}
    for row in told:
        known = goals.get(row["goal_key"], row)
        goals[row["goal_key"]] = {
            **row,
            "first_year": min(known["first_year"], row["first_year"]),
            "last_year": max(known["last_year"], row["last_year"]),
        }
    return [goals[key] for key in sorted(goals)]


def rejected_documents(outcomes: Sequence[DocumentOutcome]) -> list[Row]:
    """Rows of rejected_document, ordered by file; the reason says what stands in for it."""
    stand_ins = {o.source.source_file: o for o in outcomes if not o.is_own}
    rejected = [(o.source, o.rejection) for o in outcomes if o.is_own and o.rejection is not None]
    return [
        {
            "source_file": source.source_file,
            "document_sha256": source.sha256,
            "reason_code": rejection.reason_code,
            "reason": rejection.reason + _stands_in(stand_ins.get(source.source_file)),
            # DuckDB's TIMESTAMP has no zone; the column is UTC by its description.
            "first_seen_at": rejection.first_seen_at.astimezone(UTC).replace(tzinfo=None),
        }
        for source, rejection in sorted(rejected, key=lambda pair: pair[0].source_file)
    ]


def _stands_in(carried: DocumentOutcome | None) -> str:
    if carried is None:
        return ""
    reading = f"Its reading of release {carried.carried_from}"
    if carried.rejection is None:
        return f" {reading} stands in for it."
    return f" {reading} does not stand in for it: {carried.rejection.reason}"
