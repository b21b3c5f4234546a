"""Which reports there are, by their keys, and one of them opened to make rows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.extract.report import Head, Report
from pipeline.intake import DocumentOutcome
from pipeline.intake.gist import StoredReport
from pipeline.transform import keys, names


@dataclass(frozen=True, slots=True)
class KeyedReport:
    """A report with its keys, and not opened: all reports of a run may be held like this.

    ``carried_from`` and ``read_by`` are those of its outcome.
    """

    stored: StoredReport
    report_key: str
    committee_key: str
    source_file: str
    sha256: str
    is_current: bool
    carried_from: str | None
    read_by: str | None

    @property
    def head(self) -> Head:
        """Who reports what for when."""
        return self.stored.gist.head

    @property
    def age(self) -> tuple[date, bool, str]:
        """Sorts reports from the oldest to the latest; a current one counts as later."""
        return (self.head.period_end, self.is_current, self.report_key)


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What the functions that make rows need to know about one report.

    ``goal_keys[i]`` belongs to ``report.goals[i]``.
    """

    report: Report
    report_key: str
    committee_key: str
    source_file: str
    goal_keys: tuple[str, ...]

    def goal_key(self, index: int | None) -> str | None:
        """Key of the goal at ``index`` of the report; None for no goal."""
        return None if index is None else self.goal_keys[index]


def opened(keyed: KeyedReport) -> ReportContext:
    """The report with all that it says; held no longer than its rows are made.

    Raises:
        FileNotFoundError: it has left the cache.
        CorrectionError: a correction does not fit what is printed (``corrections.misfits``).
    """
    report = keyed.stored.load()
    committee = keyed.committee_key
    return ReportContext(
        report=report,
        report_key=keyed.report_key,
        committee_key=committee,
        source_file=keyed.source_file,
        goal_keys=tuple(names.goal_key(g.level, g.title, committee) for g in report.goals),
    )


def keyed_reports(outcomes: Sequence[DocumentOutcome]) -> tuple[KeyedReport, ...]:
    """The read reports among ``outcomes``, ordered by report key.

    Raises:
        ValueError: two current ones have the same committee, kind and year.
    """
    read = sorted(
        ((outcome, outcome.report) for outcome in outcomes if outcome.report is not None),
        key=lambda pair: (not pair[0].is_current, pair[0].source.source_file),
    )
    keyed: list[KeyedReport] = []
    taken: set[str] = set()
    for outcome, stored in read:
        one = _keyed(outcome, stored, taken)
        taken.add(one.report_key)
        keyed.append(one)
    return tuple(sorted(keyed, key=lambda one: one.report_key))


def _keyed(outcome: DocumentOutcome, stored: StoredReport, taken: set[str]) -> KeyedReport:
    return KeyedReport(
        stored=stored,
        report_key=_free_key(outcome, stored.gist.head, taken),
        committee_key=keys.committee_key(stored.gist.head),
        source_file=outcome.source.source_file,
        sha256=outcome.source.sha256,
        is_current=outcome.is_current,
        carried_from=outcome.carried_from,
        read_by=outcome.read_by,
    )


def _free_key(outcome: DocumentOutcome, head: Head, taken: set[str]) -> str:
    """The report's key; copies of one superseded file are numbered."""
    if outcome.is_current:
        key = keys.report_key(head)
        if key in taken:
            raise ValueError(
                f"{outcome.source.source_file} is a second current report {key}: "
                "only one of the files with the same committee, kind and year may be current"
            )
        return key
    base = keys.superseded_report_key(head, outcome.source.sha256)
    key, copy = base, 1
    while key in taken:
        copy += 1
        key = f"{base}-{copy}"
    return key
