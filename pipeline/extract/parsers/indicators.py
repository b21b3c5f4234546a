"""Indicator tables: header, rows, cells, Analys texts, from any kind of table.

A row is known by how it ends: its Period or Periodicitet cell is always printed. In a
``GridTable`` every cell has its column; in a ``RunTable`` ``columns`` infers it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.assignment.columns import (
    ODD,
    Reading,
    RowContext,
    RowReadings,
    RunCell,
    Widths,
    calibrated,
    is_guess,
    is_odd,
    learn_widths,
    readings,
)
from pipeline.extract.assignment.habits import Habit, learn_habit
from pipeline.extract.assignment.runs import place_of_words
from pipeline.extract.document import GridTable, Line, Place, RunTable
from pipeline.extract.language.indicator_headers import (
    PERIOD,
    header_layout,
    header_size,
    names_period,
)
from pipeline.extract.language.line_kinds import is_indicator_header
from pipeline.extract.language.text import compact, without_note_mark
from pipeline.extract.language.values import ParsedCell
from pipeline.extract.language.years import YEAR
from pipeline.extract.parsers.both_sexes import by_sex
from pipeline.extract.parsers.indicator_columns import grid_columns
from pipeline.extract.parsers.indicator_grid import columns_of, grid_rows, row_unit
from pipeline.extract.parsers.indicator_rows import RawRow, cut_rows
from pipeline.extract.report import (
    Alternative,
    IndicatorCell,
    IndicatorRow,
    Measure,
    Problem,
    ReportType,
)

_SUREST = 0.999
"""Where anything had to be inferred, a column is never quite sure."""


@dataclass(slots=True)
class _Table:
    """A run table with its rows and where it stands in the outline."""

    columns: tuple[Measure, ...]
    header: dict[Measure, tuple[str, ...]]
    rows: list[RawRow]
    goal: int | None
    committee_owned: bool
    unlaid: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A table with the goal section that it stands in (an index, or None)."""

    table: GridTable | RunTable
    goal: int | None
    committee_owned: bool


@dataclass(slots=True)
class IndicatorResult:
    """Rows in reading order, what was not understood, and the rows of runs with what is known.

    ``inferred`` holds every row whose columns were inferred, as it was before; ``untimed`` the
    indices of the rows of tables that have no column of periods.
    """

    rows: list[IndicatorRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    inferred: list[tuple[RawRow, RowContext]] = field(default_factory=list)
    untimed: set[int] = field(default_factory=set)


Known = Mapping[str, Mapping[Measure, float]]
"""Values that other reports print, by the compact name of the indicator."""


def is_indicator_table(table: GridTable | RunTable) -> bool:
    """Tell whether a table has an indicator table's header."""
    if isinstance(table, RunTable):
        lines = [line for chunk in table.chunks for line in chunk.lines]
        return is_indicator_header(lines, 0) and bool(_layout_of(table))
    return bool(table.rows) and grid_columns(table.rows[0], below=table.rows[1:]) is not None


def read_indicators(
    tables: Sequence[Placed],
    report_type: ReportType,
    known: Known | None = None,
    year: int | None = None,
) -> IndicatorResult:
    """Read all indicator tables of a document.

    Args:
        tables: The tables in reading order with their goals.
        report_type: Decides which columns are usually filled.
        known: What other reports of the run say of the same indicators.
        year: The report's year: targets of other years are not its own.

    Returns:
        Every row with all its printed cells. Values of run tables carry the probability
        of their column, learned from the whole document's layout.
    """
    result = IndicatorResult()
    cut = [
        _cut_run_table(placed, placed.table, result)
        for placed in tables
        if isinstance(placed.table, RunTable)
    ]
    runs = _with_readings(cut, report_type, known or {})
    widths, habit = _learn(runs)
    following = iter(runs)
    for placed in tables:
        if isinstance(placed.table, GridTable):
            first = len(result.rows)
            rows = grid_rows(placed.table, placed.goal, result.problems, year)
            columns = columns_of(placed.table, year).values()
            if placed.table.unlaid:
                measures = tuple(column for column in columns if isinstance(column, Measure))
                rows = (_placed(row, measures, report_type, placed, known or {}) for row in rows)
            result.rows.extend(rows)
            if PERIOD not in columns:
                result.untimed.update(range(first, len(result.rows)))
        else:
            result.rows.extend(_assigned(*next(following), (widths, habit), result))
    return result


# --- grids without a layout -------------------------------------------------------------------


def _placed(
    row: IndicatorRow,
    columns: tuple[Measure, ...],
    report_type: ReportType,
    placed: Placed,
    known: Known,
) -> IndicatorRow:
    """Return a row that lacks values with those that it has in their likeliest columns."""
    if not len(row.cells) < len(columns) or len({cell.measure for cell in row.cells}) < len(
        row.cells
    ):
        return row
    context = RowContext(
        columns=columns,
        report_type=report_type,
        committee_owned=placed.committee_owned,
        measured=_measured(row.period, report_type),
        analysis=row.analysis.text if row.analysis else "",
        known=known.get(compact(row.name), {}),
        unlaid=True,
    )
    run = tuple(
        RunCell(ParsedCell(cell.text, cell.value, cell.qualifier, cell.unit), (cell.text,))
        for cell in row.cells
    )
    found = readings([run], context)
    best = found[0]
    guessed = is_guess(best, context)
    cells: list[IndicatorCell] = []
    for index, (cell, measure) in enumerate(zip(row.cells, best.measures, strict=True)):
        shares = _shares(found, best, index)
        odd = is_odd(best) and cell.qualifier is None
        most = min(cell.confidence, ODD if guessed or odd else _SUREST)
        sure = min(calibrated(shares.pop(measure)), most)
        cells.append(replace(cell, measure=measure, confidence=round(sure, 4)))
    return replace(row, cells=tuple(cells))


# --- run tables ---------------------------------------------------------------------------------


def _cut_run_table(placed: Placed, table: RunTable, result: IndicatorResult) -> _Table:
    header = _layout_of(table)
    cut = cut_rows(table, len(header))
    for place in cut.left_over:
        result.problems.append(
            Problem(
                "indicator_row_not_understood",
                "Text at the end of an indicator table is no row with a period.",
                place,
            )
        )
    if not cut.rows:
        result.problems.append(
            Problem(
                "indicator_table_without_rows",
                "An indicator table's header is followed by no row.",
                table.place,
            )
        )
    return _Table(
        tuple(header),
        header,
        list(cut.rows),
        placed.goal,
        placed.committee_owned,
        table.unlaid,
        whole=names_period(_header_of(table)),
    )


def _layout_of(table: RunTable) -> dict[Measure, tuple[str, ...]]:
    return header_layout(_header_of(table))


def _header_of(table: RunTable) -> Sequence[Line]:
    lines = [line for chunk in table.chunks for line in chunk.lines]
    return lines[: header_size(lines)]


# --- columns ------------------------------------------------------------------------------------


_Run = tuple[_Table, Sequence[RowReadings]]
"""A run table with the readings of each of its rows."""


def _with_readings(tables: Sequence[_Table], report_type: ReportType, known: Known) -> list[_Run]:
    gaps_tell = _gaps_tell(tables)
    return [
        (
            table,
            [
                RowReadings(row.cuts, _context(table, row, report_type, known, gaps_tell=gaps_tell))
                for row in table.rows
            ],
        )
        for table in tables
    ]


def _context(
    table: _Table, row: RawRow, report_type: ReportType, known: Known, *, gaps_tell: bool
) -> RowContext:
    return RowContext(
        columns=table.columns,
        report_type=report_type,
        committee_owned=table.committee_owned,
        measured=_measured(row.period, report_type),
        analysis=row.analysis.text if row.analysis else "",
        gaps_tell=gaps_tell,
        end_gap=row.end_gap,
        known=known.get(compact(row.name), {}),
        unlaid=table.unlaid,
        whole=table.whole,
    )


def _measured(period: str | None, report_type: ReportType) -> bool | None:
    """Tell whether a period has been measured: "Tertial 1 2021" has, "2021" in T1 not."""
    if period is None or report_type is ReportType.PLAN:
        return None
    return not re.fullmatch(rf"(?:helår |år )?{YEAR}", period.strip(), re.IGNORECASE)


def _learn(runs: Sequence[_Run]) -> tuple[Widths, Habit]:
    """Learn the columns' widths and which are filled from all tables of the document.

    In two rounds: what is read with them teaches more.
    """
    header: dict[Measure, tuple[str, ...]] = {}
    for table, _ in runs:
        header = {**table.header, **header}
    widths = learn_widths(header, ())
    habit: Habit = {}
    for _ in range(2):
        found = [(row.context, row.ranked(widths, habit)) for _, rows in runs for row in rows]
        widths = learn_widths(header, [ranked[0] for _, ranked in found if ranked])
        habit = learn_habit(found)
    return widths, habit


_WORTH_TELLING = 0.05
"""Least probability of a second reading that is told."""
_GAPS_NEEDED, _GAPS_TOO_MANY = 0.5, 0.1
"""Shares of rows with empty cells that have gaps, and of all rows that have more than those."""


def _gaps_tell(tables: Sequence[_Table]) -> bool:
    """Tell whether most rows with empty cells have extra spaces, and none more than such cells.

    Where every value is printed behind a space, as right-aligned ones are by some tools, rows
    without an empty cell have them too.
    """
    cut = [(row, len(table.columns)) for table in tables for row in table.rows if row.cuts]
    gaps = [
        (sum(cell.gap_before for cell in row.cuts[0]) + (row.end_gap or 0), size - len(row.cuts[0]))
        for row, size in cut
        if row.cuts[0]
    ]
    short = [(found, empty) for found, empty in gaps if empty > 0]
    gapped = sum(found > 0 for found, _ in short)
    too_many = sum(found > max(empty, 0) for found, empty in gaps)
    enough = len(short) > 1 and gapped >= _GAPS_NEEDED * len(short)
    return enough and too_many <= _GAPS_TOO_MANY * len(gaps)


def _assigned(
    table: _Table,
    readings: Sequence[RowReadings],
    learned: tuple[Widths, Habit],
    result: IndicatorResult,
) -> Iterator[IndicatorRow]:
    widths, habit = learned
    for row, of_row in zip(table.rows, readings, strict=True):
        context = replace(of_row.context, widths=widths, habit=habit)
        result.inferred.append((row, context))
        found = of_row.ranked(widths, habit)
        if not found:
            result.problems.append(
                Problem(
                    "more_values_than_columns",
                    f"The row '{row.name}' has more values than its table has columns.",
                    row.place,
                )
            )
        cells = tuple(by_sex(tuple(_cells(row, found, context))))
        yield IndicatorRow(
            name=without_note_mark(row.name),
            goal=table.goal,
            period=row.period,
            unit=row_unit(cell for cell in cells),
            cells=cells,
            analysis=row.analysis,
            place=row.place,
            confidence=1.0 if row.certain else 0.7,
        )


def _cells(row: RawRow, found: Sequence[Reading], context: RowContext) -> Iterator[IndicatorCell]:
    if not found:
        return
    best = found[0]
    full = len(best.cells) == len(context.columns)
    nothing_inferred = full and len(row.cuts) == 1 and row.certain and context.whole
    odd, guessed = is_odd(best), is_guess(best, context)
    for index, (cell, measure) in enumerate(zip(best.cells, best.measures, strict=True)):
        shares = _shares(found, best, index)
        share = shares.pop(measure)
        most = ODD if guessed or (odd and cell.parsed.qualifier is None) else _SUREST
        sure = 1.0 if nothing_inferred else min(calibrated(share), most)
        rest = (1 - sure) / (1 - share) if share < 1 else 0.0
        alternatives = tuple(
            Alternative(other, round(second * rest, 4))
            for other, second in sorted(shares.items(), key=lambda item: -item[1])[:1]
            if second * rest > _WORTH_TELLING
        )
        yield IndicatorCell(
            measure=measure,
            text=cell.parsed.text,
            value=cell.parsed.value,
            qualifier=cell.parsed.qualifier,
            unit=cell.parsed.unit,
            place=_cell_place(row, best, index),
            confidence=round(sure if row.certain else sure * 0.7, 4),
            alternatives=alternatives,
        )


def _shares(found: Sequence[Reading], best: Reading, index: int) -> dict[Measure, float]:
    """Return the probability of every column for one cell of the best reading.

    Readings that cut the text otherwise speak for no column of this cell.
    """
    shares: dict[Measure, float] = {}
    for reading in found:
        if reading.cells == best.cells:
            measure = reading.measures[index]
            shares[measure] = shares.get(measure, 0.0) + reading.probability
    return shares


def _cell_place(row: RawRow, reading: Reading, index: int) -> Place:
    """Return the lines that a cell of a reading stands on."""
    at = 0
    for cell in reading.cells[:index]:
        at += _word_count(cell)
    words = row.words[at : at + _word_count(reading.cells[index])]
    return place_of_words(words) if words else row.place


def _word_count(cell: RunCell) -> int:
    return sum(len(line.split()) for line in cell.lines)
