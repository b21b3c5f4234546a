"""fact_budget_line: amounts of the operating budget from every table that prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from pipeline.extract.report import Report, ReportTable, ReportType, TableCell
from pipeline.transform.economy import applications, labels, misdated
from pipeline.transform.economy.areas import TOTAL_KEY, area_of_row, area_of_title
from pipeline.transform.economy.labels import PHASES, Word
from pipeline.transform.economy.money import is_amount, sek_per_unit, to_sek, unit_of_cell
from pipeline.transform.economy.periods import period_in
from pipeline.transform.seeds import ServiceArea, ServiceAreaNames

_SIDES = ("cost", "income", "net")
_LAST_MONTH = 12
_OF_THE_YEAR = ("budget", "original_budget", "final_budget", "deviation")
_FORECAST_AT = ("T1", "T2")
_PROGNOSIS_AT = re.compile(
    r"\bprognos\w* (?:från |i |vid |per )?(?:t|tertial) ?([12])\b|\b(?:t|tertial) ?([12]) prognos",
    re.IGNORECASE,
)
_ACCUMULATED = re.compile(r"\b(?:ack\b|ackumuler|periodens?\b|hittills)", re.IGNORECASE)


def _sides(phase: str, *, net: str | None = None) -> dict[tuple[str, str], str]:
    """Measures of a phase: one a side, the net one under its own name where given."""
    measures = {(phase, side): f"{phase}_{side}" for side in _SIDES}
    return {**measures, (phase, "net"): net or f"{phase}_net"}


MEASURES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **_sides("budget"),
        **_sides("forecast"),
        **_sides("outcome"),
        **_sides("original_budget"),
        **_sides("outcome_so_far"),
        **_sides("requested_adjustment", net="requested_adjustment"),
        **_sides("volume_adjustment", net="volume_adjustment"),
        **_sides("deviation", net="deviation"),
        ("final_budget", "net"): "final_budget_net",
        ("forecast", "before_transfer"): "forecast_before_transfer",
        ("forecast", "after_transfer"): "forecast_after_transfer",
        ("outcome", "before_transfer"): "outcome_before_transfer",
        ("outcome", "after_transfer"): "outcome_after_transfer",
        ("deviation", "before_transfer"): "deviation_before_transfer",
        ("deviation", "after_transfer"): "deviation_after_transfer",
        ("deviation", "transfer_in"): "transfer_in",
        ("deviation", "transfer_out"): "transfer_out",
        ("change", "net"): "net_change",
    }
)
"""Measure of a column's phase and the side that column and row agree on."""

FORECAST_HISTORY_MEASURES: Mapping[tuple[str, str], str] = MappingProxyType(
    {(phase, "net"): phase for phase in ("deviation_t1", "deviation_t2", "deviation_vb")}
)
TURNOVER_MEASURES: Mapping[tuple[str, str], str] = MappingProxyType(_sides("turnover"))
_FOLLOW_UPS = (ReportType.FIRST_FOLLOW_UP, ReportType.SECOND_FOLLOW_UP)
STAFF_COST_MEASURES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("outcome", "net"): "staff_cost", ("change", "net"): "staff_cost_change"}
)


@dataclass(frozen=True, slots=True)
class BudgetKind:
    """How the tables of one kind are read.

    ``rows_are`` says what a row label names: a 'side' of the committee's account
    (Kostnader, Intäkter), a service 'area', or 'either' below a title that names the
    area. ``phase`` is meant where a column names none ("Kostnader 2024"); columns of
    such a kind must name their side, because nothing else tells what they are.
    ``bare_year`` is meant where a column is nothing but a year.
    """

    rows_are: str
    phases: tuple[Word, ...] = PHASES
    phase: str | None = None
    bare_year: str | None = None
    measures: Mapping[tuple[str, str], str] = field(default_factory=lambda: MEASURES)


BUDGET_KINDS: Mapping[str, BudgetKind] = MappingProxyType(
    {
        "budget_overview": BudgetKind(rows_are="side"),
        "budget_by_area": BudgetKind(rows_are="area"),
        "area_detail": BudgetKind(rows_are="either"),
        "cost_income_development": BudgetKind(rows_are="area", phase="outcome"),
        "forecast_history": BudgetKind(
            rows_are="area",
            phases=labels.FORECAST_HISTORY_PHASES,
            measures=FORECAST_HISTORY_MEASURES,
        ),
        "turnover": BudgetKind(
            rows_are="area", phases=(), phase="turnover", measures=TURNOVER_MEASURES
        ),
        "staff_costs": BudgetKind(
            rows_are="area", bare_year="outcome", measures=STAFF_COST_MEASURES
        ),
    }
)
"""Table kinds that hold budget lines; a new kind is one line here."""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One amount of the budget, with the cell that prints it."""

    table: ReportTable
    cell: TableCell
    area: ServiceArea | None
    is_total: bool
    is_subitem: bool
    measure: str
    fiscal_year: int
    amount_sek: Decimal
    printed_unit: str


@dataclass(frozen=True, slots=True)
class _RowMeaning:
    area: ServiceArea | None
    side: str | None
    is_turnover: bool


def budget_lines(report: Report, names: ServiceAreaNames) -> Iterator[BudgetLine]:
    """All budget lines of a report, in printed order."""
    for table in report.tables:
        yield from _applications(report, table)
        kind = BUDGET_KINDS.get(table.kind)
        if (
            kind is None
            or sek_per_unit(table.unit) is None
            or labels.has_torn_header(table.columns)
        ):
            continue
        title_area = area_of_title(table.title, names) if kind.rows_are == "either" else None
        parents = _parents_of_subitems(table, kind, title_area, names)
        phases = _phases(report, table, kind)
        found = (
            _line(
                report,
                table,
                cell,
                kind,
                phases.get(cell.column_label),
                parents.get(cell.row_no, title_area),
                names,
            )
            for cell in table.cells
        )
        yield from _dated([line for line in found if line is not None])


def _dated(lines: Sequence[BudgetLine]) -> Iterator[BudgetLine]:
    """The lines of one table, outcomes of a year that their amounts prove in that year."""
    year = misdated.year_of_outcomes(lines)
    for line in lines:
        if year is not None and misdated.is_outcome(line):
            yield replace(line, fiscal_year=year, cell=misdated.unsure(line.cell))
        else:
            yield line


def _applications(report: Report, table: ReportTable) -> Iterator[BudgetLine]:
    """Amounts applied for to run services: their rows name purposes, not service areas."""
    factor = sek_per_unit(table.unit)
    if factor is None or table.unit is None:
        return
    for cell in applications.amounts_applied_for(table, investments=False):
        if is_amount(cell.value, factor):
            yield BudgetLine(
                table=table,
                cell=cell,
                area=None,
                is_total=labels.is_total(cell.row_label),
                is_subitem=labels.is_subitem(cell.row_label),
                measure=applications.MEASURE,
                fiscal_year=report.head.report_year,
                amount_sek=to_sek(cell.value, factor),
                printed_unit=table.unit,
            )


def _line(
    report: Report,
    table: ReportTable,
    cell: TableCell,
    kind: BudgetKind,
    phase: str | None,
    parent: ServiceArea | None,
    names: ServiceAreaNames,
) -> BudgetLine | None:
    """The cell as a budget line; None where its row or column is not understood."""
    unit = unit_of_cell(cell, table)
    factor = sek_per_unit(unit)
    group = area_of_title(cell.row_group, names) if cell.row_group else None
    row = _row_meaning(cell.row_label, kind, parent, names, group)
    if row is None or factor is None or unit is None:
        return None
    if not is_amount(cell.value, factor):
        return None
    label = _with_footnote(cell.column_label, table)
    if labels.names_cost_and_income(label) or labels.is_share(label) or "%" in cell.text:
        return None
    named_side = labels.first_meaning(labels.ASPECTS, label)
    if kind.phase and named_side is None:
        return None
    side = _agreed_side(named_side, row.side)
    measure = kind.measures.get((phase, side)) if phase and side else None
    if row.is_turnover:
        measure = f"turnover_{side}" if phase == "budget" and side in _SIDES else None
    if measure is None:
        return None
    return BudgetLine(
        table=table,
        cell=cell,
        area=row.area,
        is_total=labels.is_total(cell.row_label),
        is_subitem=labels.is_subitem(cell.row_label),
        measure=measure,
        fiscal_year=_fiscal_year(label, phase, report.head.report_year),
        amount_sek=to_sek(cell.value, factor),
        printed_unit=unit,
    )


def _phases(report: Report, table: ReportTable, kind: BudgetKind) -> dict[str, str | None]:
    """The phase of every column, by its label.

    A budget adjusted during the year is the budget; the one decided before it stands beside
    is the original one, and adjustments between the two are decided, not applied for. An
    outcome of part of the year, or in a follow-up, is one so far; a budget or a deviation of
    part of the year is none of the year's. A forecast of an earlier follow-up is not the
    report's, nor is one beside a later one.
    """
    own_year = report.head.report_year
    phases: dict[str, str | None] = {}
    said = {cell.column_label: _with_footnote(cell.column_label, table) for cell in table.cells}
    for printed, label in said.items():
        phase = labels.first_meaning(kind.phases, labels.without_parentheses(label))
        if phase is None and labels.is_only_years(label):
            phase = kind.bare_year
        phases[printed] = phase or kind.phase or _phase_of_type(report)
        if phase == "outcome" and _is_so_far(label, report):
            phases[printed] = "outcome_so_far"
        elif _is_not_the_years(phase, label, said.values(), report):
            phases[printed] = None
    adjusted = [
        label
        for label, phase in phases.items()
        if phase == "final_budget"
        and _is_decided(said[label])
        and labels.year_of(label, own_year) == own_year
    ]
    if adjusted:
        for label, phase in phases.items():
            if phase == "budget" and labels.year_of(label, own_year) == own_year:
                phases[label] = "original_budget"
            elif phase == "requested_adjustment" and not applications.says_applied(label):
                phases[label] = None
        phases.update(dict.fromkeys(adjusted, "budget"))
    return phases


def _is_decided(label: str) -> bool:
    """Whether an adjusted budget is one in force, not the forecast of one."""
    return labels.first_meaning((Word("forecast", r"prognos"),), label) is None


def _is_so_far(label: str, report: Report) -> bool:
    named = period_in(label)
    is_part = (
        named.month not in (None, 12)
        or named.months not in (None, (1, 12))
        or named.part not in (None, "VB")
    )
    own_year = report.head.report_year
    is_open = report.head.report_type in _FOLLOW_UPS
    return is_part or (is_open and labels.year_of(label, own_year) == own_year)


def _is_not_the_years(phase: str | None, label: str, beside: Iterable[str], report: Report) -> bool:
    if phase == "forecast":
        return _is_superseded(label, beside, report)
    return phase in _OF_THE_YEAR and _is_of_a_part(label)


def _is_of_a_part(label: str) -> bool:
    """Whether a label says that it is of some months only ("Budget jan-aug", "Avvikelse ack.")."""
    named = period_in(label)
    some = named.month not in (None, _LAST_MONTH) or named.months not in (None, (1, _LAST_MONTH))
    return some or _ACCUMULATED.search(label) is not None


def _is_superseded(label: str, beside: Iterable[str], report: Report) -> bool:
    """Whether a forecast is of a follow-up before the report's, or before another column's."""
    own = [part for part in _FORECAST_AT if part == report.head.report_type.value]
    parts = [part for one in beside if (part := _forecast_part(one))]
    part = _forecast_part(label)
    return part is not None and part < max(own + parts)


def _forecast_part(label: str) -> str | None:
    """The follow-up at which a forecast was made, where a column says so ("Prognos T1")."""
    found = _PROGNOSIS_AT.search(label)
    return f"T{found[1] or found[2]}" if found else None


def _fiscal_year(label: str, phase: str | None, own_year: int) -> int:
    """The year of a column; a change "2023-2024" is of the later one (VB 2024)."""
    years = labels.years_in(label)
    return max(years) if phase == "change" and years else labels.year_of(label, own_year)


def _row_meaning(
    label: str,
    kind: BudgetKind,
    parent: ServiceArea | None,
    names: ServiceAreaNames,
    group: ServiceArea | None,
) -> _RowMeaning | None:
    """What a row is about; None where a table of sides has another row.

    A row that names a side ("Intäkter") is of the area that its ``group`` names.

    A sum belongs to its own table: below a title that names no single area ("Ekonomiskt
    bistånd och arbetsmarknad") it is neither an area's nor the committee's.
    """
    total = names.by_key[TOTAL_KEY]
    whole = parent if kind.rows_are == "either" else parent or total
    if labels.first_meaning((Word("turnover", labels.TURNOVER_ROW),), label):
        return _RowMeaning(whole, None, is_turnover=True)
    known = names.find(labels.subitem_name(label))
    # "Avskrivningar" is an area, not a side; only an unknown name may be a side.
    side = None if known else labels.first_meaning(labels.ASPECTS, label)
    if kind.rows_are == "side":
        return _RowMeaning(total, side, is_turnover=False) if side else None
    if group and side:
        return _RowMeaning(group, side, is_turnover=False)
    if kind.rows_are == "either" and side:
        return _RowMeaning(parent, side, is_turnover=False) if parent else None
    if known is None and labels.is_total(label):
        return _RowMeaning(whole, None, is_turnover=False)
    return _RowMeaning(area_of_row(label, parent, names), None, is_turnover=False)


def _parents_of_subitems(
    table: ReportTable,
    kind: BudgetKind,
    title_area: ServiceArea | None,
    names: ServiceAreaNames,
) -> dict[int, ServiceArea]:
    """The area that each varav row is part of: that of the last row before it without varav.

    Below the Summa of a table of its own it is part of what the table is about, never of the
    committee.
    """
    parents: dict[int, ServiceArea] = {}
    above: ServiceArea | None = title_area
    for row_no, label in sorted({cell.row_no: cell.row_label for cell in table.cells}.items()):
        if not labels.is_subitem(label):
            of_table = kind.rows_are == "either" and labels.is_total(label)
            known = names.find(labels.clean(label))
            above = title_area if of_table and not known else area_of_row(label, title_area, names)
        elif above is not None:
            parents[row_no] = above
    return parents


def _agreed_side(column: str | None, row: str | None) -> str | None:
    """The side that column and row name together; None where they contradict.

    Tables by area print net amounts unless they say otherwise, and "net" says less
    than any other word.
    """
    named = {side for side in (column, row) if side not in (None, "net")}
    if len(named) > 1:
        return None
    return named.pop() if named else "net"


def _with_footnote(label: str, table: ReportTable) -> str:
    """A label with an asterisk and what the note says: "*Netto budget" (VP 2026)."""
    if "*" not in label:
        return label
    notes = [note for note in table.notes if note.lstrip().startswith("*")]
    return " ".join([label, *notes[:1]])


def _phase_of_type(report: Report) -> str | None:
    """A plan's columns are budget where they do not say otherwise."""
    return "budget" if report.head.report_type is ReportType.PLAN else None
