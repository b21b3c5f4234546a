"""What the functions that make rows need to know about one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.report import Report
from pipeline.intake import DocumentOutcome
from pipeline.transform import keys, names


@dataclass(frozen=True, slots=True)
class ReportContext:
    """One report with its keys. ``goal_keys[i]`` belongs to ``report.goals[i]``.

    ``carried_from`` and ``read_by`` are those of its outcome.
    """

    report: Report
    report_key: str
    committee_key: str
    source_file: str
    sha256: str
    is_current: bool
    goal_keys: tuple[str, ...]
    carried_from: str | None = None
    read_by: str | None = None

    def goal_key(self, index: int | None) -> str | None:
        """Key of the goal at ``index`` of the report; None for no goal."""
        return None if index is None else self.goal_keys[index]


def contexts_of(outcomes: Sequence[DocumentOutcome]) -> tuple[ReportContext, ...]:
    """The read reports among ``outcomes``, ordered by report key."""
    read = sorted(
        (outcome for outcome in outcomes if outcome.report is not None),
        key=lambda outcome: (not outcome.is_current, outcome.source.source_file),
    )
    contexts: list[ReportContext] = []
    taken: set[str] = set()
    for outcome in read:
        context = _context(outcome, taken)
        taken.add(context.report_key)
        contexts.append(context)
    return tuple(sorted(contexts, key=lambda context: context.report_key))


def _context(outcome: DocumentOutcome, taken: set[str]) -> ReportContext:
    report = outcome.report
    if report is None:
        raise ValueError(f"{outcome.source.source_file} was rejected and has no report")
    committee = keys.committee_key(report.head)
    return ReportContext(
        report=report,
        report_key=_free_key(outcome, taken),
        committee_key=committee,
        source_file=outcome.source.source_file,
        sha256=outcome.source.sha256,
        is_current=outcome.is_current,
        goal_keys=tuple(names.goal_key(g.level, g.title, committee) for g in report.goals),
        carried_from=outcome.carried_from,
        read_by=outcome.read_by,
    )


def _free_key(outcome: DocumentOutcome, taken: set[str]) -> str:
    """The report's key; copies of one superseded file are numbered."""
    report = outcome.report
    assert report is not None
    if outcome.is_current:
        key = keys.report_key(report.head)
        if key in taken:
            raise ValueError(
                f"{outcome.source.source_file} is a second current report {key}: "
                "only one of the files with the same committee, kind and year may be current"
            )
        return key
    base = keys.superseded_report_key(report.head, outcome.source.sha256)
    key, copy = base, 1
    while key in taken:
        copy += 1
        key = f"{base}-{copy}"
    return key
