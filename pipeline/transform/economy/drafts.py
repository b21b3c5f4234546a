"""Rows of the typed economy facts, each leading back to its printed cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pipeline.extract.report import ReportTable, TableCell
from pipeline.transform import keys, names
from pipeline.transform.context import ReportContext
from pipeline.transform.economy import labels
from pipeline.transform.economy.balance_sheet import balance_amounts
from pipeline.transform.economy.bases import transfer_bases, volume_included
from pipeline.transform.economy.budget import BudgetLine, budget_lines
from pipeline.transform.economy.canonical import standings
from pipeline.transform.economy.investments import investment_amounts
from pipeline.transform.economy.key_figures import adding, key_figures
from pipeline.transform.economy.pandemic import pandemic_amounts
from pipeline.transform.economy.result_units import ResultUnitAmount, result_unit_amounts
from pipeline.transform.economy.unit_areas import area_of_unit
from pipeline.transform.facts import cell_identity
from pipeline.transform.rows import Draft, FactKeys, Row
from pipeline.transform.seeds import ServiceArea, result_unit_names, service_area_names


class _FromCell(Protocol):
    @property
    def table(self) -> ReportTable: ...

    @property
    def cell(self) -> TableCell: ...


def _draft(context: ReportContext, typed: _FromCell, values: Row) -> Draft:
    identity = cell_identity(typed.table, typed.cell)
    return Draft(
        natural=identity,
        values={
            # Cells are unique by their place in a table, so the first occurrence is it.
            "table_cell_key": keys.fact_key(context.report_key, "fact_table_cell", identity, 1),
            "table_no": typed.table.number,
            **values,
        },
        place=typed.cell.place,
        confidence=typed.cell.confidence,
    )


def budget(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_budget_line; which of them are the latest, ``latest`` says over all reports."""
    lines = tuple(budget_lines(context.report, service_area_names()))
    fact_keys = FactKeys("fact_budget_line", context.report_key)
    known = [fact_keys.key(cell_identity(line.table, line.cell)) for line in lines]
    told = zip(
        lines,
        standings(lines, service_area_names()),
        transfer_bases(lines),
        volume_included(lines),
        strict=True,
    )
    for line, standing, basis, has_volume in told:
        first = standing.repeats
        repeats: Row = {
            "transfer_basis": basis,
            "includes_volume_adjustment": has_volume,
            "scope": standing.scope,
            "is_canonical": standing.is_canonical,
            "adds_to_total": standing.adds_to_total,
            "is_latest": False,
            "parent_service_area_key": standing.parent_key,
            "canonical_fact_key": None if first is None else known[first],
            "difference_to_canonical_sek": (
                None if first is None else line.amount_sek - lines[first].amount_sek
            ),
        }
        yield _draft(context, line, {**_budget_values(line), **repeats})


def _budget_values(line: BudgetLine) -> Row:
    return {
        "table_kind": line.table.kind,
        "service_area_key": line.area.key if line.area else None,
        "row_label": line.cell.row_label,
        "is_total": line.is_total,
        "is_subitem": line.is_subitem,
        "measure": line.measure,
        "fiscal_year": line.fiscal_year,
        "amount_sek": line.amount_sek,
        "printed_unit": line.printed_unit,
    }


def result_units(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_result_unit."""
    for amount in result_unit_amounts(context.report):
        printed = labels.clean(amount.cell.row_label)
        yield _draft(
            context,
            amount,
            {
                "result_unit_key": names.result_unit_key(context.committee_key, printed),
                "unit_name": printed,
                "is_total": amount.is_total,
                "measure": amount.measure,
                "fiscal_year": amount.fiscal_year,
                "amount_sek": amount.amount_sek,
                "printed_unit": amount.printed_unit,
            },
        )


def investments(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_investment."""
    for amount in investment_amounts(context.report):
        yield _draft(
            context,
            amount,
            {
                "item": labels.clean(amount.cell.row_label),
                "is_total": amount.is_total,
                "measure": amount.measure,
                "fiscal_year": amount.fiscal_year,
                "amount_sek": amount.amount_sek,
                "printed_unit": amount.printed_unit,
            },
        )


def balances(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_balance_sheet."""
    for amount in balance_amounts(context.report):
        yield _draft(
            context,
            amount,
            {
                "item": labels.clean(amount.cell.row_label),
                "side": amount.side,
                "is_total": amount.is_total,
                "measure": amount.measure,
                "fiscal_year": amount.fiscal_year,
                "amount_sek": amount.amount_sek,
                "printed_unit": amount.printed_unit,
            },
        )


def pandemic(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_pandemic_amount."""
    for amount in pandemic_amounts(context.report, service_area_names()):
        yield _draft(
            context,
            amount,
            {
                "measure": amount.measure,
                "item": labels.clean(amount.cell.row_label),
                "item_group": amount.cell.row_group,
                "service_area_key": amount.area.key if amount.area else None,
                "area_label": amount.area_label,
                "is_total": amount.is_total,
                "is_area_total": amount.is_area_total,
                "period_label": amount.period_label,
                "fiscal_year": context.report.head.report_year,
                "amount_sek": amount.amount_sek,
                "printed_unit": amount.printed_unit,
            },
        )


def figures(context: ReportContext) -> Iterator[Draft]:
    """Rows of fact_key_figure."""
    found = tuple(key_figures(context.report, service_area_names()))
    parts = adding(found)
    for position, figure in enumerate(found):
        first, last = figure.days or (None, None)
        yield _draft(
            context,
            figure,
            {
                "table_kind": figure.table.kind,
                "table_title": figure.table.title,
                "figure_group": figure.group,
                "figure_label": figure.label,
                "figure_name": figure.name,
                "is_total": figure.is_total,
                "adds_to_total": position in parts,
                "subject": figure.subject,
                "period_label": figure.period_label,
                "period_year": figure.period.year,
                "period_part": figure.period.part,
                "period_month": figure.period.month,
                "statistic": figure.statistic,
                "breakdown": figure.breakdown,
                "value": figure.value,
                "unit": figure.unit,
                "period_start": first,
                "period_end": last,
                "service_area_key": figure.area.key if figure.area else None,
                "note": figure.note,
            },
        )


def result_units_of(context: ReportContext) -> list[Row]:
    """Rows of dim_result_unit as one report alone gives them, each unit once."""
    units = {}
    for amount in result_unit_amounts(context.report):
        row = _result_unit(context, amount)
        units[str(row["result_unit_key"])] = row
    return list(units.values())


def result_unit_dimension(told: Iterable[Row]) -> list[Row]:
    """Rows of dim_result_unit from those of each report, the oldest report first.

    Names are those of the latest report of the committee.
    """
    units: dict[str, Row] = {}
    for row in told:
        known = units.get(str(row["result_unit_key"]))
        units[str(row["result_unit_key"])] = (
            {**row, "first_year": known["first_year"]} if known else row
        )
    return [units[key] for key in sorted(units)]


def _result_unit(context: ReportContext, amount: ResultUnitAmount) -> Row:
    printed, year = labels.clean(amount.cell.row_label), context.report.head.report_year
    area = area_of_unit(printed, amount.cell.row_group, service_area_names())
    return {
        "result_unit_key": names.result_unit_key(context.committee_key, printed),
        "committee_key": context.committee_key,
        "unit_name": result_unit_names().canonical(context.committee_key, printed),
        "service_area_key": area.key if area else None,
        "is_total": amount.is_total,
        "first_year": year,
        "last_year": year,
    }


def service_areas_of(context: ReportContext) -> list[Row]:
    """Rows of dim_service_area for the areas that one report names, each once."""
    areas: dict[str, ServiceArea] = {}
    for line in budget_lines(context.report, service_area_names()):
        if line.area is not None:
            areas.setdefault(line.area.key, line.area)
    return [_service_area(area) for area in areas.values()]


def service_area_dimension(told: Iterable[Row]) -> list[Row]:
    """Rows of dim_service_area: the curated areas, and those that only a report names."""
    areas = {key: _service_area(area) for key, area in service_area_names().by_key.items()}
    for row in told:
        areas.setdefault(str(row["service_area_key"]), row)
    return [areas[key] for key in sorted(areas)]


def _service_area(area: ServiceArea) -> Row:
    return {
        "service_area_key": area.key,
        "service_area_name": area.name,
        "parent_service_area_key": area.parent_key,
        "is_curated": area.is_curated,
    }
