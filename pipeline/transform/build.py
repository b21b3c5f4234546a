"""All Parquet tables of a run from the outcomes of its documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa

from pipeline.intake import DocumentOutcome
from pipeline.registry import Maker, tables_made_by
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


REPORTS_AT_ONCE = 50
"""Rows of so many reports are Python objects at a time, ten times as large as in Arrow."""


def build_tables(
    outcomes: Sequence[DocumentOutcome],
    *,
    extractor_version: str,
    corrections: Sequence[Correction] = (),
) -> dict[str, pa.Table]:
    """The facts and dimensions of a run, by table name in the registry's order.

    Rows stand in the order of report keys and, within a report, as printed; the order
    of ``outcomes`` makes no difference.

    Raises:
        ValueError: two current outcomes have the same committee, kind and year.
        CorrectionError: a correction does not fit what is printed (``corrections.misfits``).
    """
    outcomes = correct(outcomes, corrections)
    contexts = contexts_of(outcomes)
    rows: dict[str, list[Row]] = {
        "dim_committee": dimensions.committees(contexts),
        "dim_report": dimensions.reports(contexts, extractor_version=extractor_version),
        "dim_goal": dimensions.goals(contexts),
        "dim_indicator": dimensions.indicators(contexts),
        "dim_service_area": economy.service_areas(contexts),
        "dim_result_unit": economy.result_unit_dimension(contexts),
        "rejected_document": dimensions.rejected_documents(outcomes),
        # The one fact whose rows look at those of other reports.
        "fact_budget_line": mark_latest(_rows("fact_budget_line", contexts), contexts),
    }
    return {
        table.name: table_of(table.name, rows[table.name])
        if table.name in rows
        else _fact_table(table.name, contexts)
        for table in tables_made_by(Maker.TRANSFORM)
    }


def _rows(name: str, contexts: Iterable[ReportContext]) -> list[Row]:
    return [row for context in contexts for row in fact_rows(name, context, FACTS[name](context))]


def _fact_table(name: str, contexts: Sequence[ReportContext]) -> pa.Table:
    """The rows of all reports, in one piece, so that its file does not tell of the parts."""
    starts = range(0, max(1, len(contexts)), REPORTS_AT_ONCE)
    parts = [table_of(name, _rows(name, contexts[at : at + REPORTS_AT_ONCE])) for at in starts]
    return pa.concat_tables(parts).combine_chunks()
