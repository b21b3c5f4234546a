"""Which report says the latest of a fiscal year: a look over all reports of a committee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.extract.report import ReportType
from pipeline.transform.context import ReportContext
from pipeline.transform.rows import Row

_CYCLE = tuple(ReportType)
"""The order in which the reports of a year come out."""


def mark_latest(rows: Sequence[Row], contexts: Iterable[ReportContext]) -> list[Row]:
    """The rows of fact_budget_line with ``is_latest``.

    Of the canonical lines of a committee, fiscal year, area and measure that line is the
    latest which stands in the last report of that year; where none of that year prints it,
    in the report of the nearest year. Superseded files take no part.
    """
    known = {context.report_key: context for context in contexts if context.is_current}
    latest: dict[tuple[object, ...], Row] = {}
    for row in rows:
        context = known.get(str(row["report_key"]))
        if context is None or not row["is_canonical"]:
            continue
        figure = (
            context.committee_key,
            *(row[name] for name in ("fiscal_year", "service_area_key", "measure")),
        )
        rival = latest.get(figure)
        if rival is None or _rank(row, known) > _rank(rival, known):
            latest[figure] = row
    chosen = {row["fact_key"] for row in latest.values()}
    return [{**row, "is_latest": row["fact_key"] in chosen} for row in rows]


def _rank(row: Row, known: Mapping[str, ReportContext]) -> tuple[int, int, int]:
    head = known[str(row["report_key"])].report.head
    year = row["fiscal_year"]
    assert isinstance(year, int)
    return -abs(head.report_year - year), head.report_year, _CYCLE.index(head.report_type)
