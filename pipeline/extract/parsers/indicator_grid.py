"""Indicator rows of a ``GridTable``: every cell has its column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.indicator_headers import NAME, PERIOD, Column
from pipeline.extract.language.numbers import in_english
from pipeline.extract.language.text import (
    close_hyphens,
    squeeze,
    strip_icon,
    without_note_mark,
)
from pipeline.extract.language.values import (
    ParsedCell,
    is_unclear,
    parse_cell,
    parse_counted,
    parse_english,
)
from pipeline.extract.parsers.analyses import analysis_in_row, is_analysis_row, part_analysis
from pipeline.extract.parsers.both_sexes import by_sex
from pipeline.extract.parsers.indicator_columns import (
    comment_column,
    grid_columns,
    merged_cells,
    unit_column,
)
from pipeline.extract.report import (
    Analysis,
    IndicatorCell,
    IndicatorRow,
    Measure,
    Problem,
    Qualifier,
)

_MERGED_NUMBER = 0.8
_TEXT, _UNCLEAR = 0.95, 0.7
_STRANGE_UNIT = 0.9
_FALLING = "▼ "
_VALUES = re.compile(r"\d ?%|\b\d[\d ]* st\b|\btertial \d|\bT\d 20\d\d", re.IGNORECASE)
_SWALLOWED = 0.3
_BARE_NAME = 0.5
"""A row without a value and a period may be a heading, or the rest of the name above it.

The values of one without a name are no surer."""
_CUT_NAME = 0.9
"""What stands in a part of a name alone may be of the rows around it."""
_GOES_ON = re.compile(
    r"^(?!varav|därav|e-|it-)[a-zåäö]"
    r"|\b(?i:andel|antal|av|i|som|för|med|och|till|på|den|att|en|ett)$"
)
"""A name that goes on from a line above, or on the line below."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table by index, that of units, what all are headed, and how they count.

    ``comment`` is the column of what is said of the rows; ``in_english`` tables print thousands
    by commas.
    """

    known: Mapping[int, Column]
    unit: int | None
    comment: int | None
    heads: Sequence[str]
    in_english: bool

    def parse(self, text: str) -> ParsedCell | None:
        """What a cell says: a triangle before an outcome or a target is its trend, no sign."""
        bare = text.lstrip(_FALLING)
        cell = parse_english(bare) if self.in_english else parse_cell(bare)
        return parse_counted(bare) or cell if cell and _is_words(cell) else cell


def grid_rows(
    table: GridTable, goal: int | None, problems: list[Problem], year: int | None = None
) -> Iterator[IndicatorRow]:
    """Yield the rows of a grid whose first row is an indicator header.

    Args:
        table: The grid.
        goal: The index of the goal that it stands under.
        problems: What is not understood is added here.
        year: The report's year: columns of targets of other years are not its own.
    """
    known = columns_of(table, year)
    heads = [squeeze(cell.text) if cell else "" for cell in table.rows[0]]
    texts = (cell.text for row in table.rows for cell in row if cell)
    columns = _Columns(
        known,
        unit_column(table, known),
        comment_column(table.rows[0], known),
        heads,
        in_english(texts),
    )
    rows: list[IndicatorRow] = []
    for cells, merged in zip(table.rows[1:], list(merged_cells(table))[1:], strict=True):
        if grid_columns(cells) is not None:
            continue
        filled = [cell for cell in cells if cell and strip_icon(cell.text).strip()]
        if not filled:
            continue
        if rows and is_analysis_row(filled, rows[-1].analysis):
            analysis = analysis_in_row(filled, rows[-1].analysis)
            rows[-1] = replace(rows[-1], analysis=analysis)
            continue
        rows.append(_grid_row(cells, merged, columns, goal, problems))
    if not rows:
        problems.append(
            Problem(
                "indicator_table_without_rows",
                "An indicator table's header is followed by no row.",
                table.place,
            )
        )
    yield from (_with_doubt(row, table.confidence) for row in rows)


def columns_of(table: GridTable, year: int | None) -> Mapping[int, Column]:
    """Return the columns of a grid whose first row is an indicator header, by index."""
    header, below = table.rows[0], table.rows[1:]
    known = grid_columns(header, year, below) or grid_columns(header, below=below)
    assert known is not None
    return known


def _with_doubt(row: IndicatorRow, confidence: float) -> IndicatorRow:
    """Return a row no surer than its table's columns are."""
    if confidence >= 1:
        return row
    cells = tuple(replace(cell, confidence=min(cell.confidence, confidence)) for cell in row.cells)
    return replace(row, cells=cells, confidence=min(row.confidence, confidence))


def _grid_row(
    cells: Sequence[Cell | None],
    merged: Mapping[int, Cell],
    columns: _Columns,
    goal: int | None,
    problems: list[Problem],
) -> IndicatorRow:
    by_column = {
        columns.known[index]: cell
        for index, cell in enumerate(cells)
        if index in columns.known and cell and cell.text.strip()
    }
    problems.extend(_outside(cells, columns))
    name = by_column.get(NAME)
    period = by_column.get(PERIOD)
    unit = cells[columns.unit] if columns.unit is not None else None
    comment = cells[columns.comment] if columns.comment is not None else None
    values = [
        _grid_cell(column, cell, parsed)
        for column, cell in by_column.items()
        if isinstance(column, Measure) and (parsed := columns.parse(cell.text))
    ]
    values += _covered({at: cell for at, cell in merged.items() if cell is not name}, columns)
    values = list(by_sex(tuple(_of_one_unit(values))))
    named, analysis = part_analysis(name) if name else ("", None)
    sureness = _BARE_NAME if name is None else _CUT_NAME if _is_cut(named) else 1.0
    # what they are values of stands elsewhere, in whole or in part, and so may they
    values = [replace(cell, confidence=min(cell.confidence, sureness)) for cell in values]
    problems.extend(_unclear(values))
    swallowed = not values and len(_VALUES.findall(named)) > 1
    if swallowed:
        message = "The values of an indicator stand in the cell of its name."
        place = merge_places([cell.place for cell in cells if cell])
        problems.append(Problem("indicator_row_not_understood", message, place))
    present = [cell for cell in cells if cell]
    return IndicatorRow(
        name=without_note_mark(close_hyphens(squeeze(strip_icon(named)))),
        goal=goal,
        period=squeeze(period.text) if period else None,
        unit=row_unit(values) or (squeeze(unit.text) or None if unit else None),
        cells=tuple(values),
        analysis=Analysis(squeeze(comment.text), comment.place)
        if comment and comment.text.strip()
        else analysis,
        place=merge_places([cell.place for cell in present]),
        confidence=name.confidence
        if name and (values or period)
        else _SWALLOWED
        if swallowed
        else _BARE_NAME,
    )


def _is_cut(name: str) -> bool:
    """Tell whether a name lacks its beginning, or says that it goes on."""
    return bool(_GOES_ON.search(squeeze(strip_icon(name))))


def _unclear(values: Iterable[IndicatorCell]) -> Iterator[Problem]:
    """Yield the cells that print figures of which no value could be told."""
    for cell in values:
        if cell.qualifier is Qualifier.TEXT and is_unclear(cell.text):
            message = f"'{cell.text}' is not understood as one value."
            yield Problem("value_not_understood", message, cell.place)


def _outside(cells: Sequence[Cell | None], columns: _Columns) -> Iterator[Problem]:
    """Yield what stands in columns that no part of an indicator is known for."""
    for index, cell in enumerate(cells):
        if index in columns.known or index in (columns.unit, columns.comment):
            continue
        if cell and strip_icon(cell.text).strip():
            head = columns.heads[index]
            where = f"the column '{head}'" if head else "a column without a header"
            message = f"'{cell.text}' stands in {where}, which is none of an indicator's."
            yield Problem("value_outside_columns", message, cell.place)


def _covered(merged: Mapping[int, Cell], columns: _Columns) -> Iterator[IndicatorCell]:
    """Yield values of merged cells in the further columns and rows that these cover.

    A remark is said of all that it covers; a number most likely is.
    """
    for index, cell in merged.items():
        column, parsed = columns.known.get(index), columns.parse(cell.text)
        if isinstance(column, Measure) and parsed is not None:
            value = _grid_cell(column, cell, parsed)
            sureness = _MERGED_NUMBER if parsed.value is not None else 1.0
            yield replace(value, confidence=min(value.confidence, sureness))


def _grid_cell(measure: Measure, cell: Cell, parsed: ParsedCell) -> IndicatorCell:
    return IndicatorCell(
        measure=measure,
        text=parsed.text,
        value=parsed.value,
        qualifier=parsed.qualifier,
        unit=parsed.unit,
        place=cell.place,
        confidence=min(cell.confidence, _sureness(parsed)),
    )


def _is_words(cell: ParsedCell) -> bool:
    return cell.qualifier is Qualifier.TEXT


def _of_one_unit(cells: Sequence[IndicatorCell]) -> Iterator[IndicatorCell]:
    """Yield cells; a unit that no list has is one where more of a row's cells print it."""
    units = Counter(cell.unit for cell in cells)
    for cell in cells:
        known = parse_cell(cell.text)
        if cell.value is None or known is None or not _is_words(known) or units[cell.unit] > 1:
            yield cell
        else:
            yield replace(cell, confidence=min(cell.confidence, _STRANGE_UNIT))


def _sureness(parsed: ParsedCell) -> float:
    if parsed.qualifier is not Qualifier.TEXT:
        return 1.0
    return _UNCLEAR if is_unclear(parsed.text) else _TEXT


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
