"""Facts that repeat what a report says, one function a fact table.

A function takes a ``ReportContext`` and yields ``Draft`` rows in printed order. The
economy facts, which need interpretation, are in ``economy``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.report import IndicatorCell, IndicatorRow, ReportTable, TableCell
from pipeline.transform import keys, names
from pipeline.transform.context import ReportContext
from pipeline.transform.economy.application_types import application_types
from pipeline.transform.economy.units import unit_of
from pipeline.transform.indicator_meaning import unit_of_row
from pipeline.transform.indicator_periods import indicator_period
from pipeline.transform.narrative import (
    application_type,
    area_of_decision,
    printed_unit,
    who_of,
)
from pipeline.transform.rows import NOWHERE, Draft, FactKeys
from pipeline.transform.seeds import service_area_names


@dataclass(frozen=True, slots=True)
class _KeyedRow:
    """An indicator row with its own key and those of what it is about."""

    row: IndicatorRow
    key: str
    goal_key: str | None
    indicator_key: str

    @property
    def natural(self) -> tuple[object, ...]:
        """What tells the row from others of its report."""
        return (self.goal_key, self.indicator_key)


def _keyed_rows(context: ReportContext) -> Iterator[_KeyedRow]:
    row_keys = FactKeys("fact_indicator_row", context.report_key)
    for row in context.report.indicators:
        goal_key, indicator_key = context.goal_key(row.goal), names.indicator_key(row.name)
        yield _KeyedRow(row, row_keys.key((goal_key, indicator_key)), goal_key, indicator_key)


def indicator_rows(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_indicator_row: one a printed row, whether or not a cell has anything."""
    for keyed in _keyed_rows(context):
        row = keyed.row
        yield Draft(
            natural=keyed.natural,
            values={
                "goal_key": keyed.goal_key,
                "indicator_key": keyed.indicator_key,
                "indicator_name_printed": row.name,
                "period": row.period,
                "unit": unit_of_row(row),
                "printed_cells": len(row.cells),
                "numeric_cells": sum(cell.value is not None for cell in row.cells),
                "has_analysis": row.analysis is not None,
            },
            place=row.place,
            confidence=row.confidence,
        )


def indicator_values(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_indicator_value: one a printed cell."""
    for keyed in _keyed_rows(context):
        for cell in keyed.row.cells:
            yield _indicator_value(keyed, cell, context)


def _indicator_value(keyed: _KeyedRow, cell: IndicatorCell, context: ReportContext) -> Draft:
    row = keyed.row
    period, last_day = indicator_period(cell.measure, row.period, context.report.head)
    return Draft(
        natural=(*keyed.natural, cell.measure.value),
        values={
            "indicator_row_key": keyed.key,
            "goal_key": keyed.goal_key,
            "indicator_key": keyed.indicator_key,
            "indicator_name_printed": row.name,
            "measure": cell.measure.value,
            "value": cell.value,
            "qualifier": cell.qualifier.value if cell.qualifier else None,
            "value_text": cell.text,
            "unit": cell.unit or unit_of_row(row),
            "period": row.period,
            "period_year": period.year,
            "period_part": period.part,
            "period_end": last_day,
            "alternatives": [
                {"measure": other.measure.value, "confidence": other.confidence}
                for other in cell.alternatives
            ],
        },
        place=cell.place,
        confidence=cell.confidence,
    )


def indicator_analyses(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_indicator_analysis: one an Analys text below an indicator."""
    for keyed in _keyed_rows(context):
        analysis = keyed.row.analysis
        if analysis is not None:
            yield Draft(
                natural=keyed.natural,
                values={
                    "indicator_row_key": keyed.key,
                    "goal_key": keyed.goal_key,
                    "indicator_key": keyed.indicator_key,
                    "analysis_text": analysis.text,
                },
                place=analysis.place,
                confidence=keyed.row.confidence,
            )


def goal_assessments(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_goal_assessment: one a goal section, assessed or not."""
    for number, goal in enumerate(context.report.goals, start=1):
        key = context.goal_keys[number - 1]
        yield Draft(
            natural=(key,),
            values={
                "goal_key": key,
                "assessment": goal.assessment.value if goal.assessment else None,
                "goal_code_printed": goal.code,
                "goal_title_printed": goal.title,
                "parent_goal_key": context.goal_key(goal.parent),
                "section_no": number,
                "goal_line_start": goal.place.line_start,
            },
            place=goal.assessment_place or goal.place,
            confidence=goal.confidence,
        )


def activities(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_activity: one a printed activity."""
    for row in context.report.activities:
        goal_key = context.goal_key(row.goal)
        yield Draft(
            natural=(goal_key, keys.normal_form(row.text)),
            values={
                "goal_key": goal_key,
                "activity_text": row.text,
                "start_date": row.start_date,
                "end_date": row.end_date,
                "has_deviation": row.has_deviation,
                "analysis_text": row.analysis.text if row.analysis else None,
            },
            place=row.place,
            confidence=row.confidence,
        )


def decisions(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_decision: one an amount of a numbered point, one for a point without."""
    types = application_types(context.report)
    for point, applied_for in zip(context.report.decisions, types, strict=True):
        printed = point.amount_printed
        area = area_of_decision(point, service_area_names()) if printed else None
        yield Draft(
            natural=(point.number,),
            values={
                "decision_no": point.number,
                "decision_text": point.text,
                "amount_sek": point.amount_sek,
                "printed_unit": printed_unit(printed) if printed else None,
                "purpose": point.purpose,
                "what": point.what,
                "application_type": applied_for,
                "service_area_key": area.key if area else None,
            },
            place=point.place,
            confidence=point.confidence,
        )


def cell_identity(table: ReportTable, cell: TableCell) -> tuple[object, ...]:
    """What tells a table cell from the others of its report."""
    return (table.number, cell.row_no, cell.column_no)


def table_cells(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_table_cell: one a printed cell of every other table."""
    for table in context.report.tables:
        for cell in table.cells:
            yield _table_cell(table, cell)


def _table_cell(table: ReportTable, cell: TableCell) -> Draft:
    return Draft(
        natural=cell_identity(table, cell),
        values={
            "table_no": table.number,
            "table_kind": table.kind,
            "table_title": table.title,
            "table_unit": table.unit,
            "table_notes": "\n".join(table.notes) or None,
            "row_no": cell.row_no,
            "row_label": cell.row_label,
            "row_group": cell.row_group,
            "column_no": cell.column_no,
            "column_label": cell.column_label,
            "raw_text": cell.text,
            "value": cell.value,
            "unit": unit_of(table, cell) if cell.value is not None else None,
        },
        place=cell.place,
        confidence=cell.confidence,
    )


def narrative_amounts(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_narrative_amount: one an amount in a sentence."""
    who, place = None, None
    for amount in context.report.narrative_amounts:
        who = who_of(amount, service_area_names(), who if amount.place == place else None)
        place = amount.place
        yield Draft(
            natural=(keys.normal_form(amount.sentence), amount.what, amount.amount_sek),
            values={
                "section": amount.section,
                "sentence": amount.sentence,
                "what": amount.what,
                "change": amount.change,
                "phase": amount.phase,
                "fiscal_year": amount.fiscal_year or context.report.head.report_year,
                "per": amount.per,
                "scope": who.scope,
                "service_area_key": who.area.key if who.area else None,
                "who": who.unit,
                "application_type": application_type(amount.what, amount.sentence, amount.section),
                "transfer_basis": amount.transfer_basis,
                "amount_sek": amount.amount_sek,
                "printed_unit": printed_unit(amount.printed),
            },
            place=amount.place,
            confidence=amount.confidence,
        )


def sections(context: ReportContext) -> Iterator[Draft]:
    """Rows of document_section: one a heading with its prose."""
    for number, section in enumerate(context.report.sections, start=1):
        yield Draft(
            natural=(keys.normal_form(section.path), keys.normal_form(section.heading)),
            values={
                "section_no": number,
                "section_path": section.path,
                "level": section.level,
                "parent_section_no": None if section.parent is None else section.parent + 1,
                "heading": section.heading,
                "body": section.body,
            },
            place=section.place,
            confidence=1.0,
        )


def problems(context: ReportContext) -> Iterator[Draft]:
    """Rows of extraction_problem: one a promise of the report that was not understood."""
    for problem in context.report.problems:
        yield Draft(
            natural=(problem.code, problem.message),
            values={"code": problem.code, "message": problem.message, "about_fact_key": None},
            place=problem.place or NOWHERE,
            confidence=1.0,
        )
