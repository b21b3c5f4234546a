"""Indicator rows of a ``GridTable``: every cell has its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.indicator_headers import (
    NAME,
    PERIOD,
    Column,
    match_single,
    years_told_apart,
)
from pipeline.extract.language.text import (
    close_hyphens,
    compact,
    squeeze,
    strip_icon,
    without_note_mark,
)
from pipeline.extract.language.values import ParsedCell, parse_cell
from pipeline.extract.parsers.analyses import analysis_in_row, is_analysis_row
from pipeline.extract.report import IndicatorCell, IndicatorRow, Measure, Problem, Qualifier


def grid_columns(row: Sequence[Cell | None]) -> dict[int, Column] | None:
    """Return the columns of a header row by index; None where it is no such header.

    A column whose header is not known is left out; what stands in it is reported.
    """
    columns: dict[int, Column] = {}
    unknown = 0
    texts = [compact(strip_icon(cell.text)) if cell else "" for cell in row]
    told = years_told_apart([(match_single(text) if text else None, text) for text in texts])
    for index, (text, matched) in enumerate(zip(texts, told, strict=True)):
        if not text:
            continue
        if matched is None or matched in columns.values():
            unknown += 1
        else:
            columns[index] = matched
    has_value = any(isinstance(column, Measure) for column in columns.values())
    known_enough = unknown <= len(columns) // 3
    return columns if NAME in columns.values() and has_value and known_enough else None


def grid_rows(
    table: GridTable, goal: int | None, problems: list[Problem]
) -> Iterator[IndicatorRow]:
    """Yield the rows of a grid whose first row is an indicator header."""
    columns = grid_columns(table.rows[0])
    assert columns is not None
    rows: list[IndicatorRow] = []
    for cells in table.rows[1:]:
        if grid_columns(cells) is not None:
            continue
        filled = [cell for cell in cells if cell and strip_icon(cell.text).strip()]
        if not filled:
            continue
        if rows and is_analysis_row(filled, rows[-1].analysis):
            analysis = analysis_in_row(filled, rows[-1].analysis)
            rows[-1] = replace(rows[-1], analysis=analysis)
            continue
        rows.append(_grid_row(cells, columns, goal, problems))
    if not rows:
        problems.append(
            Problem(
                "indicator_table_without_rows",
                "An indicator table's header is followed by no row.",
                table.place,
            )
        )
    yield from (_with_doubt(row, table.confidence) for row in rows)


def _with_doubt(row: IndicatorRow, confidence: float) -> IndicatorRow:
    """Return a row no surer than its table's columns are."""
    if confidence >= 1:
        return row
    cells = tuple(replace(cell, confidence=min(cell.confidence, confidence)) for cell in row.cells)
    return replace(row, cells=cells, confidence=min(row.confidence, confidence))


def _grid_row(
    cells: Sequence[Cell | None],
    columns: Mapping[int, Column],
    goal: int | None,
    problems: list[Problem],
) -> IndicatorRow:
    by_column = {
        columns[index]: cell
        for index, cell in enumerate(cells)
        if index in columns and cell and cell.text.strip()
    }
    for index, cell in enumerate(cells):
        if index not in columns and cell and strip_icon(cell.text).strip():
            problems.append(
                Problem(
                    "value_outside_columns",
                    f"'{cell.text}' stands in a column without a header.",
                    cell.place,
                )
            )
    name = by_column.get(NAME)
    period = by_column.get(PERIOD)
    values = tuple(
        _grid_cell(column, cell, parsed)
        for column, cell in by_column.items()
        if isinstance(column, Measure) and (parsed := parse_cell(cell.text))
    )
    present = [cell for cell in cells if cell]
    return IndicatorRow(
        name=without_note_mark(close_hyphens(squeeze(strip_icon(name.text)))) if name else "",
        goal=goal,
        period=squeeze(period.text) if period else None,
        unit=row_unit(values),
        cells=values,
        analysis=None,
        place=merge_places([cell.place for cell in present]),
        confidence=1.0 if name else 0.5,
    )


def _grid_cell(measure: Measure, cell: Cell, parsed: ParsedCell) -> IndicatorCell:
    return IndicatorCell(
        measure=measure,
        text=parsed.text,
        value=parsed.value,
        qualifier=parsed.qualifier,
        unit=parsed.unit,
        place=cell.place,
        confidence=min(cell.confidence, 1.0 if parsed.qualifier is not Qualifier.TEXT else 0.95),
    )


def row_unit(cells: Iterable[IndicatorCell]) -> str | None:
    """Return the unit that a row's cells agree on: plain numbers before bounds."""
    plain: Counter[str] = Counter()
    bounds: Counter[str] = Counter()
    for cell in cells:
        if cell.unit:
            (plain if cell.qualifier is None else bounds)[cell.unit] += 1
    for units in (plain, bounds):
        if units:
            return units.most_common(1)[0][0]
    return None
