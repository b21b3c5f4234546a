"""Which report says the latest of a fiscal year: a look over all reports of a committee.

Lines come in the order of reports and are held no longer than until those of their committee
are complete.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.extract.report import ReportType
from pipeline.transform.context import KeyedReport
from pipeline.transform.rows import Row

_CYCLE = tuple(ReportType)
"""The order in which the reports of a year come out."""

_LOOKED_AT = ("fact_key", "report_key", "fiscal_year", "service_area_key", "measure")
_LATEST = "is_latest"


class LatestLines:
    """The keys of the latest lines of fact_budget_line.

    Of the canonical lines of a committee, fiscal year, area and measure that line is the
    latest which stands in the last report of that year; where none of that year prints it,
    in the report of the nearest year. Superseded files take no part.
    """

    def __init__(self, reports: Iterable[KeyedReport]) -> None:
        """Take all reports of a run."""
        self._known = {one.report_key: one for one in reports if one.is_current}
        self._awaited = Counter(one.committee_key for one in self._known.values())
        self._lines: defaultdict[str, list[Row]] = defaultdict(list)
        self._latest: dict[str, pa.Array] = {}

    def see(self, reports: Iterable[str], lines: pa.Table) -> None:
        """Look at the lines of some reports, all of each; every report comes once, in order."""
        for row in lines.filter(lines["is_canonical"]).select(_LOOKED_AT).to_pylist():
            if (report := self._known.get(str(row["report_key"]))) is not None:
                self._lines[report.committee_key].append(row)
        seen = Counter(self._known[key].committee_key for key in reports if key in self._known)
        self._awaited.subtract(seen)
        for committee in seen:
            if not self._awaited[committee]:
                keys = self._latest_of(self._lines.pop(committee, []))
                self._latest[committee] = pa.array(keys, pa.string())

    def _latest_of(self, lines: Sequence[Row]) -> list[str]:
        latest: dict[tuple[object, ...], Row] = {}
        for row in lines:
            figure = tuple(row[name] for name in ("fiscal_year", "service_area_key", "measure"))
            rival = latest.get(figure)
            if rival is None or _rank(row, self._known) > _rank(rival, self._known):
                latest[figure] = row
        return [str(row["fact_key"]) for row in latest.values()]

    def marked(self, reports: Iterable[str], lines: pa.Table) -> pa.Table:
        """The lines of some reports with ``is_latest``, once all were seen."""
        committees = {self._known[key].committee_key for key in reports if key in self._known}
        keys = [self._latest[one] for one in sorted(committees)]
        chosen = pa.chunked_array(keys, pa.string()).combine_chunks()
        place = lines.schema.get_field_index(_LATEST)
        is_latest = pc.is_in(lines["fact_key"], value_set=chosen)
        return lines.set_column(place, lines.schema.field(place), is_latest)


def _rank(row: Row, known: Mapping[str, KeyedReport]) -> tuple[int, int, int]:
    head = known[str(row["report_key"])].head
    year = row["fiscal_year"]
    assert isinstance(year, int)
    return -abs(head.report_year - year), head.report_year, _CYCLE.index(head.report_type)
