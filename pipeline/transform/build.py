"""All Parquet tables of a run from the outcomes of its documents.

The facts of a report are made from that report alone (``facts_of_report``); what looks at
several reports (dimensions, which line is the latest) is made of what each of them tells. A
report is opened where its facts are made, and let go then; the facts of all are never in
memory at once (``Assembly``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
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
from pipeline.transform.economy.latest import LatestLines
from pipeline.transform.parts import Held, Part, Tables
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
_LINES = "fact_budget_line"


@cache
def schema_of(name: str) -> pa.Schema:
    """Columns of what is made from one report alone: of a fact, or of what it tells."""
    if name not in TOLD:
        return arrow_schema(name)
    told = PRINTINGS if name == DIM_INDICATOR else arrow_schema(name)
    return told.append(pa.field(_REPORT, pa.string()))


FactsOfReport = Callable[[KeyedReport], Tables]
Keep = Callable[[Sequence[KeyedReport], FactsOfReport], Iterable[Part]]
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


def make_always(reports: Sequence[KeyedReport], make: FactsOfReport) -> Iterator[Part]:
    """Keeps nothing."""
    for one in reports:
        yield Held((one.report_key,), make(one))


def build_tables(
    outcomes: Sequence[DocumentOutcome],
    *,
    extractor_version: str,
    corrections: Sequence[Correction] = (),
    keep: Keep = make_always,
) -> dict[str, pa.Table]:
    """The tables of ``assemble``, all at once: for a few reports."""
    return assemble(
        outcomes, extractor_version=extractor_version, corrections=corrections, keep=keep
    ).whole()


def assemble(
    outcomes: Sequence[DocumentOutcome],
    *,
    extractor_version: str,
    corrections: Sequence[Correction] = (),
    keep: Keep = make_always,
) -> Assembly:
    """The facts and dimensions of a run.

    Rows stand in the order of report keys and, within a report, as printed; the order
    of ``outcomes`` makes no difference, and neither does what is kept of an earlier run.

    Raises:
        ValueError: two current outcomes have the same committee, kind and year.
        FileNotFoundError: a report has left the cache, and its facts are not kept.
        CorrectionError: a correction does not fit what is printed (``corrections.misfits``).
    """
    outcomes = correct(outcomes, corrections)
    reports = keyed_reports(outcomes)
    parts = tuple(keep(reports, facts_of_report))
    oldest_first = sorted(reports, key=lambda one: one.age)
    latest = LatestLines(reports)
    told: dict[str, list[Tables]] = {name: [] for name in TOLD}
    for part in parts:
        tables = part.tables({*TOLD, _LINES})
        latest.see(part.reports, tables[_LINES])
        for name, so_far in told.items():
            so_far.append({name: tables[name]})

    def all_told(name: str) -> Iterator[dict[str, Any]]:
        return _told(joined(name, told.pop(name)), oldest_first)

    rows: dict[str, list[Row]] = {
        "dim_committee": dimensions.committees(oldest_first),
        "dim_report": dimensions.reports(reports, extractor_version=extractor_version),
        "dim_goal": dimensions.goal_dimension(all_told("dim_goal")),
        DIM_INDICATOR: indicator_dimension(all_told(DIM_INDICATOR)),
        "dim_service_area": economy.service_area_dimension(all_told("dim_service_area")),
        "dim_result_unit": economy.result_unit_dimension(all_told("dim_result_unit")),
        "rejected_document": dimensions.rejected_documents(outcomes),
    }
    return Assembly(parts, {name: table_of(name, rows[name]) for name in rows}, latest)


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of some reports that follow each other, by table name."""

    reports: tuple[str, ...]
    tables: Tables


@dataclass(frozen=True)
class Assembly:
    """The tables of a run: dimensions at hand, facts part by part in the order of reports.

    ``latest`` is the one thing of which a fact's row looks at those of other reports.
    """

    parts: Sequence[Part]
    dimensions: Tables
    latest: LatestLines

    def facts(
        self, wanted: Set[str] | None = None, about: Collection[str] = FACTS.keys()
    ) -> Iterator[Facts]:
        """The facts of the parts that hold wanted reports (None: of all), one part at a time.

        ``about`` are tables: of a part that stands on the disk no other is opened.
        """
        names = FACTS.keys() & set(about)
        for part in self.parts:
            if wanted is None or not wanted.isdisjoint(part.reports):
                tables = dict(part.tables(names))
                if _LINES in tables:
                    tables[_LINES] = self.latest.marked(part.reports, tables[_LINES])
                yield Facts(part.reports, tables)

    def of_reports(self, wanted: Collection[str], at_most: int) -> Iterator[dict[str, pa.Table]]:
        """The rows of wanted reports with all dimensions, about so many reports at a time."""
        waiting: list[Facts] = []
        wanted = frozenset(wanted)
        for one in self.facts(wanted):
            mine = tuple(key for key in one.reports if key in wanted)
            waiting.append(Facts(mine, {n: _only(t, mine) for n, t in one.tables.items()}))
            if sum(len(one.reports) for one in waiting) >= at_most:
                yield self._together(waiting)
        if waiting:
            yield self._together(waiting)

    def _together(self, waiting: list[Facts]) -> dict[str, pa.Table]:
        """All that waits in one piece; nothing waits then, so that no row is held twice."""
        keys = [key for one in waiting for key in one.reports]
        reports = _only(self.dimensions["dim_report"], keys)
        tables = {name: joined(name, [one.tables for one in waiting]) for name in FACTS}
        waiting.clear()
        return {**self.dimensions, "dim_report": reports, **tables}

    def whole(self, facts: Iterable[Tables] | None = None) -> dict[str, pa.Table]:
        """All tables by name in the registry's order; ``facts`` are those of all parts."""
        parts = list(facts) if facts is not None else [one.tables for one in self.facts()]
        return {
            table.name: self.dimensions[table.name]
            if table.name in self.dimensions
            else joined(table.name, parts)
            for table in tables_made_by(Maker.TRANSFORM)
        }


def _only(table: pa.Table, reports: Sequence[str]) -> pa.Table:
    return table.filter(pc.is_in(table[_REPORT], value_set=pa.array(reports, pa.string())))


def joined(name: str, parts: Iterable[Tables]) -> pa.Table:
    """The rows of several parts, in one piece, so that its file does not tell of the parts."""
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
