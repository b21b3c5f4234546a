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

from pipeline.extract.language.text import compact
from pipeline.extract.report import IndicatorCell, IndicatorRow, Measure, Report, ReportType

_SURE = 0.95

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


def heard_by(report: Report, others: Sequence[Report]) -> Heard:
    """Return what other reports say surely of this report's indicators.

    A value on which they disagree is left out. The report itself may be among the others.
    """
    names = {compact(row.name) for row in report.indicators}
    told: dict[tuple[str, Measure], set[float]] = {}
    told_by: set[int] = set()
    for position, other in enumerate(others):
        if other is report:
            continue
        for theirs, ours in _shared_measures(report, other):
            for row, cell in _sure_cells(other.indicators, theirs):
                name = compact(row.name)
                if name in names and cell.value is not None:
                    told.setdefault((name, ours), set()).add(cell.value)
                    told_by.add(position)
    known: Known = {}
    for (name, measure), values in sorted(told.items()):
        if len(values) == 1:
            known.setdefault(name, {})[measure] = next(iter(values))
    return Heard(known, tuple(sorted(told_by)))


def is_doubtful(report: Report) -> bool:
    """Tell whether some indicator cell's column was inferred without certainty."""
    return any(cell.confidence < _SURE for row in report.indicators for cell in row.cells)


def _shared_measures(report: Report, other: Report) -> Iterator[tuple[Measure, Measure]]:
    """Yield (measure there, measure here) for what both reports print."""
    ours, theirs = report.head, other.head
    same_committee = ours.committee_name == theirs.committee_name
    later = theirs.report_year - ours.report_year
    if later == 0:
        yield Measure.KF_TARGET, Measure.KF_TARGET
    if later == 0 and same_committee:
        yield Measure.TARGET, Measure.TARGET
        yield Measure.PREVIOUS_OUTCOME, Measure.PREVIOUS_OUTCOME
    if later == -1 and same_committee and theirs.report_type is ReportType.ANNUAL_REPORT:
        yield Measure.OUTCOME, Measure.PREVIOUS_OUTCOME
    if later == 1 and same_committee and ours.report_type is ReportType.ANNUAL_REPORT:
        yield Measure.PREVIOUS_OUTCOME, Measure.OUTCOME


def _sure_cells(
    rows: Sequence[IndicatorRow], measure: Measure
) -> Iterator[tuple[IndicatorRow, IndicatorCell]]:
    for row in rows:
        for cell in row.cells:
            sure = cell.confidence >= _SURE and cell.qualifier is None
            if cell.measure is measure and sure:
                yield row, cell
