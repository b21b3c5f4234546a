"""Which report says the latest of a fiscal year: a look over all reports of a committee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.extract.report import ReportType
from pipeline.transform.context import KeyedReport
from pipeline.transform.rows import Row

_CYCLE = tuple(ReportType)
"""The order in which the reports of a year come out."""

_LOOKED_AT = ("fact_key", "report_key", "fiscal_year", "service_area_key", "measure")
_LATEST = "is_latest"


def mark_latest(lines: pa.Table, reports: Iterable[KeyedReport]) -> pa.Table:
    """The table fact_budget_line with ``is_latest``.

    Of the canonical lines of a committee, fiscal year, area and measure that line is the
    latest which stands in the last report of that year; where none of that year prints it,
    in the report of the nearest year. Superseded files take no part.
    """
    known = {one.report_key: one for one in reports if one.is_current}
    latest: dict[tuple[object, ...], Row] = {}
    for row in lines.filter(lines["is_canonical"]).select(_LOOKED_AT).to_pylist():
        report = known.get(str(row["report_key"]))
        if report is None:
            continue
        figure = (
            report.committee_key,
            *(row[name] for name in ("fiscal_year", "service_area_key", "measure")),
        )
        rival = latest.get(figure)
        if rival is None or _rank(row, known) > _rank(rival, known):
            latest[figure] = row
    chosen = pa.array([str(row["fact_key"]) for row in latest.values()], pa.string())
    place = lines.schema.get_field_index(_LATEST)
    is_latest = pc.is_in(lines["fact_key"], value_set=chosen)
    return lines.set_column(place, lines.schema.field(place), is_latest)


def _rank(row: Row, known: Mapping[str, KeyedReport]) -> tuple[int, int, int]:
    head = known[str(row["report_key"])].head
    year = row["fiscal_year"]
    assert isinstance(year, int)
    return -abs(head.report_year - year), head.report_year, _CYCLE.index(head.report_type)
