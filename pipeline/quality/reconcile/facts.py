"""What rules look at: the facts of the current reports, put together once a run.

Belongs here: views of the Parquet facts that several rules need (money with the step that
its print allows, sentences with their place, indicator rows). A rule takes ``Facts``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.reconcile.finding import Evidence
from pipeline.quality.reconcile.printed import (
    PrintedCell,
    PrintedTable,
    half_step_of,
    printed_tables,
)
from pipeline.quality.reconcile.sentences import Sentence, sentences_of_section
from pipeline.transform.economy.money import sek_per_unit
from pipeline.transform.sources import Source

Row = Mapping[str, Any]

SURE = 0.9
"""Below it a cell may have been read wrongly, and its difference is no proof."""

LIKELY = 0.8
"""Below it a difference comes more likely from reading than from the source: few figures of
reports are wrong, so many more of those in doubt were read wrongly."""

BOTH_SURE = 0.95
"""So likely all cells of indicator rows must be right where a rule compares them."""


@dataclass(frozen=True, slots=True)
class _OfDimension:
    """What rules see of a dimension: some columns of the rows that a report names."""

    key: str
    columns: tuple[str, ...]
    named_in: str


SEEN_OF_DIMENSIONS = {
    "dim_committee": _OfDimension("committee_key", ("committee_name",), "dim_report"),
    "dim_goal": _OfDimension("goal_key", ("level",), "fact_goal_assessment"),
    "dim_indicator": _OfDimension("indicator_key", ("direction",), "fact_indicator_value"),
}


_OPENED_AT_ONCE = 64
"""Reports whose facts are held at a time: row groups of a table hold those of many."""


def current_reports(source: Source) -> list[str]:
    """The keys of the current reports, in order."""
    reports = source.whole("dim_report")
    keys: list[str] = reports.filter(reports["is_current"])["report_key"].to_pylist()
    return sorted(keys)


def by_report(source: Source, wanted: Collection[str]) -> Iterator[tuple[str, dict[str, pa.Table]]]:
    """The tables of each of some current reports, by its key, in order.

    A rule compares everything of a report with everything else of it, so reports are taken
    one by one: the work grows with their number and not with its square. There is nothing
    else in them, so that the findings of a report stay while these tables do.
    """
    dimensions = {name: source.whole(name) for name in SEEN_OF_DIMENSIONS}
    keys = sorted(wanted)
    for start in range(0, len(keys), _OPENED_AT_ONCE):
        together = keys[start : start + _OPENED_AT_ONCE]
        tables = source.of_reports(together)
        slices = {name: _slices(table) for name, table in tables.items()}
        for key in together:
            own = {
                name: tables[name].slice(*places.get(key, (0, 0)))
                for name, places in slices.items()
            }
            for name, seen in SEEN_OF_DIMENSIONS.items():
                is_named = pc.is_in(dimensions[name][seen.key], own[seen.named_in][seen.key])
                own[name] = dimensions[name].filter(is_named).select([seen.key, *seen.columns])
            yield key, own


def _slices(table: pa.Table) -> dict[str, tuple[int, int]]:
    """(first row, number of rows) by report.

    Raises:
        ValueError: rows of one report do not stand together.
    """
    runs = pc.run_end_encode(table["report_key"].combine_chunks()) if table.num_rows else None
    if runs is None:
        return {}
    places: dict[str, tuple[int, int]] = {}
    start = 0
    for key, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        if key in places:
            raise ValueError(f"the rows of {key} do not stand together in a fact table")
        places[key] = (start, end - start)
        start = end
    return places


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure in a base unit (SEK for money), with its rounding and place."""

    fact_key: str
    value: Decimal
    half_step: Decimal
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line: ``figure`` in SEK, of an area (null: none named), a measure and a year."""

    report_key: str
    table_no: int
    area: str | None
    label: str
    is_total: bool
    is_subitem: bool
    measure: str
    year: int
    unit: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class UnitAmount:
    """An amount of a result unit in SEK, surplus positive."""

    report_key: str
    table_no: int
    unit_name: str
    is_total: bool
    measure: str
    printed_unit: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """One cell of an indicator row; ``figure`` is None where it holds no plain number."""

    measure: str
    text: str
    qualifier: str | None
    unit: str | None
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row below one goal, with the Analys texts that follow it."""

    report_key: str
    goal_key: str | None
    indicator_key: str
    name: str
    period: str | None
    cells: Mapping[str, IndicatorCell]
    analyses: tuple[Sentence, ...]
    evidence: Evidence

    def figure(self, measure: str) -> Figure | None:
        """The plain number of a measure, if one is printed."""
        cell = self.cells.get(measure)
        return cell.figure if cell else None

    @property
    def unit(self) -> str | None:
        """The unit of its cells; the first that is printed."""
        return next((cell.unit for cell in self.cells.values() if cell.unit), None)


class Dimensions:
    """What rules need of the dimensions."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        """Take the tables, reduced to one report or not, by name."""
        goals, indicators = tables["dim_goal"], tables["dim_indicator"]
        self.goal_levels: dict[str, str] = dict(
            zip(goals["goal_key"].to_pylist(), goals["level"].to_pylist(), strict=True)
        )
        self.directions: dict[str, str | None] = dict(
            zip(
                indicators["indicator_key"].to_pylist(),
                indicators["direction"].to_pylist(),
                strict=True,
            )
        )


class Facts:
    """The facts of one current report (of several in tests)."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        """Take the tables, reduced to the report, by name (``by_report``)."""
        self.tables = tables
        self.dimensions = Dimensions(tables)
        self._rows: dict[str, list[Row]] = {}

    @cached_property
    def reports(self) -> dict[str, Row]:
        """Current reports by key."""
        rows = self.tables["dim_report"].to_pylist()
        return {row["report_key"]: row for row in rows if row["is_current"]}

    def rows(self, table: str) -> list[Row]:
        """Rows of a fact table that belong to current reports, in printed order."""
        if table not in self._rows:
            self._rows[table] = [
                row for row in self.tables[table].to_pylist() if row["report_key"] in self.reports
            ]
        return self._rows[table]

    @cached_property
    def printed(self) -> list[PrintedTable]:
        """All tables that are neither indicators nor activities."""
        return list(printed_tables(self.tables))

    @cached_property
    def cells(self) -> dict[str, PrintedCell]:
        """Table cells by their key."""
        return {
            cell.fact_key: cell
            for table in self.printed
            for row in table.rows
            for cell in row.cells.values()
        }

    def money(self, row: Row) -> Figure:
        """The amount of a typed economy fact in SEK with its printed rounding."""
        factor = sek_per_unit(row["printed_unit"]) or 1
        cell = self.cells[row["table_cell_key"]]
        return Figure(
            fact_key=row["table_cell_key"],
            value=Decimal(row["amount_sek"]),
            half_step=cell.half_step * factor,
            confidence=row["confidence"],
            evidence=cell.evidence,
        )

    @cached_property
    def lines(self) -> list[Line]:
        """All budget lines."""
        return [_line(row, self.money(row)) for row in self.rows("fact_budget_line")]

    @cached_property
    def unit_amounts(self) -> list[UnitAmount]:
        """All amounts of result units."""
        return [
            UnitAmount(
                report_key=row["report_key"],
                table_no=row["table_no"],
                unit_name=row["unit_name"],
                is_total=row["is_total"],
                measure=row["measure"],
                printed_unit=row["printed_unit"],
                figure=self.money(row),
            )
            for row in self.rows("fact_result_unit")
        ]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """All sentences of prose below headings, decisions not among them."""
        paragraphs: dict[str, list[Row]] = {}
        for amount in self.rows("fact_narrative_amount"):
            paragraphs.setdefault(amount["report_key"], []).append(amount)
        return [
            sentence
            for row in self.rows("document_section")
            for sentence in sentences_of_section(row, paragraphs.get(row["report_key"], []))
        ]

    @cached_property
    def indicators(self) -> list[Indicator]:
        """All indicator rows."""
        analyses: dict[tuple[object, ...], list[Sentence]] = {}
        for row in self.rows("fact_indicator_analysis"):
            analyses.setdefault(_indicator_key(row), []).extend(
                sentences_of_section({**row, "body": row["analysis_text"], "heading": "Analys"}, ())
            )
        rows = self.rows("fact_indicator_value")
        return [_indicator(list(cells), analyses) for cells in _grouped(rows, _indicator_key)]

    @cached_property
    def goals(self) -> list[Row]:
        """Goal sections as printed, with their level and parent."""
        levels = self.dimensions.goal_levels
        return [
            {**row, "level": levels[row["goal_key"]]} for row in self.rows("fact_goal_assessment")
        ]

    @cached_property
    def activities(self) -> list[Row]:
        """Activities as printed."""
        return self.rows("fact_activity")


def _line(row: Row, figure: Figure) -> Line:
    return Line(
        report_key=row["report_key"],
        table_no=row["table_no"],
        area=row["service_area_key"],
        label=row["row_label"],
        is_total=row["is_total"],
        is_subitem=row["is_subitem"],
        measure=row["measure"],
        year=row["fiscal_year"],
        unit=row["printed_unit"],
        figure=figure,
    )


def _indicator_key(row: Row) -> tuple[object, ...]:
    return (row["report_key"], row["goal_key"], row["indicator_key"])


def _grouped(rows: Iterable[Row], key: Callable[[Row], tuple[object, ...]]) -> Iterator[list[Row]]:
    for _, group in groupby(rows, key=key):
        yield list(group)


def _indicator(rows: list[Row], analyses: Mapping[tuple[object, ...], list[Sentence]]) -> Indicator:
    first = rows[0]
    return Indicator(
        report_key=first["report_key"],
        goal_key=first["goal_key"],
        indicator_key=first["indicator_key"],
        name=first["indicator_name_printed"],
        period=first["period"],
        cells={row["measure"]: _cell(row) for row in rows},
        analyses=tuple(analyses.get(_indicator_key(first), ())),
        evidence=replace(
            Evidence.of(first), fact_key=first["indicator_row_key"], column_label=None
        ),
    )


def _cell(row: Row) -> IndicatorCell:
    plain = row["value"] is not None and row["qualifier"] is None
    return IndicatorCell(
        measure=row["measure"],
        text=row["value_text"],
        qualifier=row["qualifier"],
        unit=row["unit"],
        figure=Figure(
            fact_key=row["fact_key"],
            value=Decimal(repr(row["value"])),
            half_step=half_step_of(row["value_text"]),
            confidence=row["confidence"],
            evidence=Evidence.of(row),
        )
        if plain
        else None,
    )
