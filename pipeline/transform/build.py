"""All Parquet tables of a run from the outcomes of its documents.

The facts of a report are made from that report alone (``facts_of_report``) and joined in the
order of reports; what looks at several reports (dimensions, which line is the latest) is made
of them afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa

from pipeline.intake import DocumentOutcome
from pipeline.registry import Maker, arrow_schema, tables_made_by
from pipeline.transform import dimensions, facts
from pipeline.transform.context import ReportContext, contexts_of
from pipeline.transform.corrections import Correction, correct
from pipeline.transform.economy import drafts as economy
from pipeline.transform.economy.latest import mark_latest
from pipeline.transform.rows import Draft, Row, fact_rows, table_of

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


NAMED: Mapping[str, Callable[[ReportContext], Iterable[Row]]] = MappingProxyType(
    {
        "dim_result_unit": economy.result_units_of,
        "dim_service_area": economy.service_areas_of,
    }
)
"""What one report adds to a dimension, where finding that out means reading its tables."""

FactsOfReport = Callable[[ReportContext], Mapping[str, pa.Table]]
Keep = Callable[[ReportContext, FactsOfReport], Mapping[str, pa.Table]]
"""Gives the tables of a report, asking for them to be made where they are not kept."""


def facts_of_report(context: ReportContext) -> dict[str, pa.Table]:
    """All that is made from one report alone: its facts, and what it adds to dimensions."""
    facts = {
        name: table_of(name, fact_rows(name, context, drafts(context)))
        for name, drafts in FACTS.items()
    }
    return facts | {name: table_of(name, list(rows(context))) for name, rows in NAMED.items()}


def make_always(context: ReportContext, make: FactsOfReport) -> Mapping[str, pa.Table]:
    """Keeps nothing."""
    return make(context)


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
        CorrectionError: a correction does not fit what is printed (``corrections.misfits``).
    """
    outcomes = correct(outcomes, corrections)
    contexts = contexts_of(outcomes)
    by_report = {context.report_key: keep(context, facts_of_report) for context in contexts}
    oldest_first = sorted(contexts, key=lambda c: (c.report.head.period_end, c.report_key))
    rows: dict[str, list[Row]] = {
        "dim_committee": dimensions.committees(contexts),
        "dim_report": dimensions.reports(contexts, extractor_version=extractor_version),
        "dim_goal": dimensions.goals(contexts),
        "dim_indicator": dimensions.indicators(contexts),
        "dim_service_area": economy.service_area_dimension(
            _told("dim_service_area", contexts, by_report)
        ),
        "dim_result_unit": economy.result_unit_dimension(
            _told("dim_result_unit", oldest_first, by_report)
        ),
        "rejected_document": dimensions.rejected_documents(outcomes),
    }
    tables = {
        table.name: table_of(table.name, rows[table.name])
        if table.name in rows
        else _joined(table.name, by_report.values())
        for table in tables_made_by(Maker.TRANSFORM)
    }
    # The one fact whose rows look at those of other reports.
    latest = mark_latest(tables["fact_budget_line"], contexts)
    return {**tables, "fact_budget_line": latest.combine_chunks()}


def _told(
    name: str, contexts: Iterable[ReportContext], by_report: Mapping[str, Mapping[str, pa.Table]]
) -> Iterator[Row]:
    """What reports add to a dimension, one report after the other."""
    for context in contexts:
        yield from by_report[context.report_key][name].to_pylist()


def _joined(name: str, by_report: Iterable[Mapping[str, pa.Table]]) -> pa.Table:
    """The rows of all reports, in one piece, so that its file does not tell of the parts."""
    parts = [tables[name] for tables in by_report]
    return pa.concat_tables([arrow_schema(name).empty_table(), *parts]).combine_chunks()
