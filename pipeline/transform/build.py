"""All Parquet tables of a run from the outcomes of its documents.

The facts of a report are made from that report alone (``facts_of_report``) and joined in the
order of reports; what looks at several reports (dimensions, which line is the latest) is made
of what each of them tells. A report is opened where its facts are made, and let go then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.intake import DocumentOutcome
from pipeline.registry import Maker, arrow_schema, tables_made_by
from pipeline.transform import dimensions, facts
from pipeline.transform.context import KeyedReport, ReportContext, keyed_reports, opened
from pipeline.transform.corrections import Correction, correct
from pipeline.transform.economy import drafts as economy
from pipeline.transform.economy.latest import mark_latest
from pipeline.transform.printings import PRINTINGS, indicator_dimension, printings_of
from pipeline.transform.rows import Draft, Row, arrow_table, fact_rows, table_of

FACTS: Mapping[str, Callable[[ReportContext], Iterable[Draft]]] = MappingProxyType(
    {
        "fact_indicator_row": facts.indicator_rows,
        "fact_indicator_value": facts.indicator_values,
        "fact_goal_assessment": facts.goal_assessments,
        "fact_activity": facts.activities,
        "fact_indicator_analysis": facts.indicator_analyses,
        "fact_decision": facts.decisions,
        "fact_table_cell": facts.table_cells,
        "fact_budget_line": economy.budget,
        "fact_result_unit": economy.result_units,
        "fact_investment": economy.investments,
        "fact_balance_sheet": economy.balances,
        "fact_pandemic_amount": economy.pandemic,
        "fact_key_figure": economy.figures,
        "fact_narrative_amount": facts.narrative_amounts,
        "document_section": facts.sections,
        "extraction_problem": facts.problems,
    }
)
"""Which function gives the rows of which table; a new fact is one line here."""


DIM_INDICATOR = "dim_indicator"

TOLD: Mapping[str, Callable[[ReportContext], Iterable[Row]]] = MappingProxyType(
    {
        "dim_goal": dimensions.goals_of,
        DIM_INDICATOR: printings_of,
        "dim_result_unit": economy.result_units_of,
        "dim_service_area": economy.service_areas_of,
    }
)
"""What one report tells of the things in a dimension; a row a thing, but for indicators."""


_REPORT = "report_key"


@cache
def schema_of(name: str) -> pa.Schema:
    """Columns of what is made from one report alone: of a fact, or of what it tells."""
    if name not in TOLD:
        return arrow_schema(name)
    told = PRINTINGS if name == DIM_INDICATOR else arrow_schema(name)
    return told.append(pa.field(_REPORT, pa.string()))


Tables = Mapping[str, pa.Table]
FactsOfReport = Callable[[KeyedReport], Tables]
Keep = Callable[[Sequence[KeyedReport], FactsOfReport], Iterable[Tables]]
"""Gives the tables of reports in their order, of one or more at a time, asking for those of
one to be made where they are not kept."""


def facts_of_report(keyed: KeyedReport) -> dict[str, pa.Table]:
    """All that is made from one report alone: its facts, and what it tells of dimensions.

    Raises:
        FileNotFoundError, CorrectionError: as ``context.opened``.
    """
    context = opened(keyed)
    facts = {
        name: table_of(name, fact_rows(name, context, drafts(context)))
        for name, drafts in FACTS.items()
    }
    told = {
        name: arrow_table(
            [{**row, _REPORT: keyed.report_key} for row in rows(context)], schema_of(name)
        )
        for name, rows in TOLD.items()
    }
    return facts | told


def make_always(reports: Sequence[KeyedReport], make: FactsOfReport) -> Iterator[Tables]:
    """Keeps nothing."""
    return map(make, reports)


def build_tables(
    outcomes: Sequence[DocumentOutcome],
    *,
    extractor_version: str,
    corrections: Sequence[Correction] = (),
    keep: Keep = make_always,
) -> dict[str, pa.Table]:
    """The facts and dimensions of a run, by table name in the registry's order.

    Rows stand in the order of report keys and, within a report, as printed; the order
    of ``outcomes`` makes no difference, and neither does what is kept of an earlier run.

    Raises:
        ValueError: two current outcomes have the same committee, kind and year.
        FileNotFoundError: a report has left the cache, and its facts are not kept.
        CorrectionError: a correction does not fit what is printed (``corrections.misfits``).
    """
    outcomes = correct(outcomes, corrections)
    reports = keyed_reports(outcomes)
    parts = list(keep(reports, facts_of_report))
    oldest_first = sorted(reports, key=lambda one: one.age)

    def told(name: str) -> Iterator[dict[str, Any]]:
        return _told(joined(name, parts), oldest_first)

    rows: dict[str, list[Row]] = {
        "dim_committee": dimensions.committees(oldest_first),
        "dim_report": dimensions.reports(reports, extractor_version=extractor_version),
        "dim_goal": dimensions.goal_dimension(told("dim_goal")),
        DIM_INDICATOR: indicator_dimension(told(DIM_INDICATOR)),
        "dim_service_area": economy.service_area_dimension(told("dim_service_area")),
        "dim_result_unit": economy.result_unit_dimension(told("dim_result_unit")),
        "rejected_document": dimensions.rejected_documents(outcomes),
    }
    tables = {
        table.name: table_of(table.name, rows[table.name])
        if table.name in rows
        else joined(table.name, parts)
        for table in tables_made_by(Maker.TRANSFORM)
    }
    # The one fact whose rows look at those of other reports.
    latest = mark_latest(tables["fact_budget_line"], reports)
    return {**tables, "fact_budget_line": latest.combine_chunks()}


def joined(name: str, parts: Iterable[Tables]) -> pa.Table:
    """The rows of all reports, in one piece, so that its file does not tell of the parts."""
    rows = (tables[name] for tables in parts)
    return pa.concat_tables([schema_of(name).empty_table(), *rows]).combine_chunks()


_ROWS_AT_ONCE = 1_000


def _told(told: pa.Table, oldest_first: Sequence[KeyedReport]) -> Iterator[dict[str, Any]]:
    """What all reports tell of the things in a dimension, the oldest report first."""
    order = pa.array([one.report_key for one in oldest_first], pa.string())
    ages = pc.index_in(told[_REPORT], value_set=order)
    rows = told.drop_columns([_REPORT]).take(pc.sort_indices(ages))
    for batch in rows.to_batches(max_chunksize=_ROWS_AT_ONCE):
        yield from batch.to_pylist()
