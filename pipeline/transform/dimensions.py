"""Dimensions from the reports of a run; the order of files makes no difference."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date

from pipeline.extract.report import Goal, GoalLevel, Head, IndicatorRow, Measure
from pipeline.intake import DocumentOutcome
from pipeline.transform import keys, names
from pipeline.transform.context import ReportContext
from pipeline.transform.indicator_meaning import direction_of, is_additive, unit_of_row
from pipeline.transform.rows import Row
from pipeline.transform.seeds import committee_mergers, current_committee, indicator_names


def committees(contexts: Sequence[ReportContext]) -> list[Row]:
    """Rows of dim_committee. Name and kind are those of the latest report."""
    latest = {c.committee_key: c for c in sorted(contexts, key=_age)}
    return [_committee(key, context.report.head) for key, context in sorted(latest.items())]


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


def reports(contexts: Sequence[ReportContext], *, extractor_version: str) -> list[Row]:
    """Rows of dim_report, superseded versions included."""
    return [_report(context, extractor_version) for context in contexts]


def _report(context: ReportContext, extractor_version: str) -> Row:
    head = context.report.head
    return {
        "report_key": context.report_key,
        "committee_key": context.committee_key,
        "report_type": head.report_type.value,
        "report_year": head.report_year,
        "period_end": head.period_end,
        "report_date": head.report_date,
        "diary_number": head.diary_number,
        "case_officer": head.case_officer,
        "title": head.title,
        "source_file": context.source_file,
        "source_format": context.report.source_format.value,
        "document_sha256": context.sha256,
        "page_count": context.report.page_count,
        "reading_score": context.report.reading_score,
        "extractor_version": context.read_by or extractor_version,
        "head_confidence": head.confidence,
        "is_current": context.is_current,
        "carried_from": context.carried_from,
    }


def goals(contexts: Sequence[ReportContext]) -> list[Row]:
    """Rows of dim_goal. Title, code and parent are those of the latest report."""
    latest: dict[str, tuple[ReportContext, Goal]] = {}
    years: dict[str, list[int]] = defaultdict(list)
    for context in sorted(contexts, key=_age):
        # The first section of a report wins where a report repeats a goal.
        for key, goal in reversed(list(zip(context.goal_keys, context.report.goals, strict=True))):
            latest[key] = (context, goal)
            years[key].append(context.report.head.report_year)
    return [
        {
            "goal_key": key,
            "level": goal.level.value,
            "code": goal.code,
            "title": names.goal_title(goal.level, goal.title),
            "parent_goal_key": context.goal_key(goal.parent),
            "committee_key": (context.committee_key if goal.level is GoalLevel.COMMITTEE else None),
            "first_year": min(years[key]),
            "last_year": max(years[key]),
        }
        for key, (context, goal) in sorted(latest.items())
    ]


def indicators(contexts: Sequence[ReportContext]) -> list[Row]:
    """Rows of dim_indicator: one for all printings of a name."""
    printings: dict[str, list[tuple[ReportContext, IndicatorRow]]] = defaultdict(list)
    for context in sorted(contexts, key=_age):
        for row in context.report.indicators:
            printings[names.indicator_key(row.name)].append((context, row))
    return [_indicator(key, rows) for key, rows in sorted(printings.items())]


def _indicator(key: str, printings: Sequence[tuple[ReportContext, IndicatorRow]]) -> Row:
    rows = [row for _, row in printings]
    years = [context.report.head.report_year for context, _ in printings]
    curated = indicator_names().find(rows[0].name)
    name = curated.name if curated else str(_most_frequent(row.name for row in rows))
    unit = (curated.unit if curated else None) or _most_frequent(
        unit for row in rows for unit in (unit_of_row(row), *(c.unit for c in row.cells)) if unit
    )
    known = (curated.direction, "curated") if curated else direction_of(name, printings)
    direction, source = known if known and known[0] else (None, None)
    return {
        "indicator_key": key,
        "indicator_name": name,
        "unit": unit,
        "owner": "KF" if any(_is_kf(context, row) for context, row in printings) else "namnd",
        "direction": direction,
        "direction_source": source,
        "is_additive": is_additive(name, unit),
        "is_curated": curated is not None,
        "printings": len({row.name for row in rows}),
        "first_year": min(years),
        "last_year": max(years),
    }


def _is_kf(context: ReportContext, row: IndicatorRow) -> bool:
    """KF indicators stand under the council's goals, or carry a target of the council."""
    goal = None if row.goal is None else context.report.goals[row.goal]
    under_kf_goal = goal is not None and goal.level is not GoalLevel.COMMITTEE
    return under_kf_goal or any(
        cell.measure is Measure.KF_TARGET and cell.value is not None for cell in row.cells
    )


def _most_frequent(texts: Iterable[str]) -> str | None:
    """The most frequent text; the later one among equals."""
    counts: Counter[str] = Counter()
    last_seen: dict[str, int] = {}
    for position, text in enumerate(texts):
        counts[text] += 1
        last_seen[text] = position
    if not counts:
        return None
    return max(counts, key=lambda text: (counts[text], last_seen[text]))


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


def _age(context: ReportContext) -> tuple[date, bool, str]:
    """Sorts reports from the oldest to the latest; a current one counts as later."""
    return (context.report.head.period_end, context.is_current, context.report_key)
