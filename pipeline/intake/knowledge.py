"""What other reports of the same run say of a report's indicators.

The city's target of a year is the same for every committee, a committee's own target
stands in all its reports of the year, and last year's outcome in last year's annual
report and in every report of this year. Where a flow text
leaves doubt about a column, such values are witnesses (cue ``other_reports``).

Pure: what a report may know does not depend on the order of files, because only values
that were read without this help, and surely, are passed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.report import Measure, ReportType
from pipeline.intake.gist import Gist

Known = dict[str, dict[Measure, float]]
"""Values by the compact name of an indicator."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a report's indicators.

    ``told_by`` are the positions of the reports that printed any of these values, those on
    which they disagree included: each of them has a part in what the reader is told.
    """

    known: Known
    told_by: tuple[int, ...]


_Topic = tuple[int, Measure, str | None]
"""Whom a value concerns: year, measure, and committee (None: the same for every one)."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A value that a report prints surely, by the report's position."""

    position: int
    value: float


class Witnesses:
    """What the reports of a run say surely of their indicators, found by whom it concerns.

    Each report is looked at once, however many ask.
    """

    def __init__(self, reports: Sequence[Gist]) -> None:
        """Take all reports that may tell something."""
        self._reports = reports
        self._said: dict[_Topic, dict[str, list[_Said]]] = {}
        for position, report in enumerate(reports):
            topics = dict(_told_of(report))
            for said in report.said:
                if (topic := topics.get(said.measure)) is not None:
                    by_name = self._said.setdefault(topic, {})
                    by_name.setdefault(said.name, []).append(_Said(position, said.value))

    def heard_by(self, report: Gist) -> Heard:
        """Return what other reports say surely of this report's indicators.

        A value on which they disagree is left out. The report itself may be among the others.
        """
        names = set(report.indicators)
        told: dict[tuple[str, Measure], set[float]] = {}
        told_by: set[int] = set()
        for topic, ours in _heard_of(report):
            by_name = self._said.get(topic, {})
            for name in names & by_name.keys():
                for said in by_name[name]:
                    if self._reports[said.position] is not report:
                        told.setdefault((name, ours), set()).add(said.value)
                        told_by.add(said.position)
        known: Known = {}
        for (name, measure), values in sorted(told.items()):
            if len(values) == 1:
                known.setdefault(name, {})[measure] = next(iter(values))
        return Heard(known, tuple(sorted(told_by)))


def _told_of(report: Gist) -> Iterator[tuple[Measure, _Topic]]:
    """Yield which measures of a report tell others something, and whom."""
    year, committee = report.head.report_year, report.head.committee_name
    yield Measure.KF_TARGET, (year, Measure.KF_TARGET, None)
    yield Measure.TARGET, (year, Measure.TARGET, committee)
    yield Measure.PREVIOUS_OUTCOME, (year, Measure.PREVIOUS_OUTCOME, committee)
    if report.head.report_type is ReportType.ANNUAL_REPORT:
        yield Measure.OUTCOME, (year, Measure.OUTCOME, committee)


def _heard_of(report: Gist) -> Iterator[tuple[_Topic, Measure]]:
    """Yield what concerns a report, and which measure of it that is."""
    year, committee = report.head.report_year, report.head.committee_name
    yield (year, Measure.KF_TARGET, None), Measure.KF_TARGET
    yield (year, Measure.TARGET, committee), Measure.TARGET
    yield (year, Measure.PREVIOUS_OUTCOME, committee), Measure.PREVIOUS_OUTCOME
    yield (year - 1, Measure.OUTCOME, committee), Measure.PREVIOUS_OUTCOME
    if report.head.report_type is ReportType.ANNUAL_REPORT:
        yield (year + 1, Measure.PREVIOUS_OUTCOME, committee), Measure.OUTCOME
