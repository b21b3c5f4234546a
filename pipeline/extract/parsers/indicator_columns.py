"""Which column of a ``GridTable`` holds what of an indicator, told by its header and its cells.

Belongs here: what several columns say together, such as outcomes of many years, targets of
other years and what groups the rows. What one header cell names is known by
``language.indicator_headers``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.header_words import last_month
from pipeline.extract.language.indicator_headers import (
    NAME,
    PERIOD,
    Column,
    is_usual,
    match_single,
    printed_year,
    without_year,
    years_told_apart,
)
from pipeline.extract.language.line_kinds import says_value
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.table_heads import COMMENT, SAID_BESIDE, UNIT_HEAD
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, is_unit
from pipeline.extract.language.years import is_year
from pipeline.extract.report import Measure

UNIT = "unit"
Rows = Sequence[Sequence[Cell | None]]
_OUTCOMES = (Measure.OUTCOME, Measure.PREVIOUS_OUTCOME)
_AIMS = frozenset((Measure.FORECAST, Measure.TARGET, Measure.KF_TARGET))
_BOTH_SEXES = frozenset((Measure.OUTCOME_WOMEN, Measure.OUTCOME_MEN))
_OF_ALL = frozenset(("totalt", "total", "samtliga", "alla"))
_MOST_TOLD_BY_HEADER = 2
_OF_YEAR = re.compile(r"[aå]rsmål")
_FEWEST_KNOWN = 2
_MOSTLY_UNITS = 0.5
"""A place of work is no unit, but some units are no known ones ("barn/avd.")."""


def grid_columns(
    row: Sequence[Cell | None], year: int | None = None, below: Rows = ()
) -> dict[int, Column] | None:
    """Return the columns of a header row by index; None where it is no such header.

    A column whose header is not known is left out, as is one of two of the same kind (outcomes
    of older years, targets of other years than the report's ``year``); what stands in it is
    reported. Columns left of the names are what groups the rows, and hold no values. The column
    of periods is known by the rows ``below`` as well, whatever it is headed.
    """
    texts = tuple([_compact_head(cell.text) if cell else "" for cell in row])
    named = _named(texts)
    if NAME in named and PERIOD in named:  # what else is told by the rows below
        columns = _usual_columns(texts, year)
        return dict(columns) if columns is not None else None
    named = _with_names(named, texts, below)
    return _columns_of(texts, named, year, below) if NAME in named else None


@remembered
def _compact_head(text: str) -> str:
    return compact(strip_icon(text))


def _named(texts: Sequence[str]) -> list[Column | None]:
    return [match_single(text) if text else None for text in texts]


@lru_cache(maxsize=1 << 8)
def _usual_columns(texts: tuple[str, ...], year: int | None) -> Mapping[int, Column] | None:
    """Return the columns of a header with names and periods, which most of a report's share."""
    return _columns_of(texts, _named(texts), year, ())


def _columns_of(
    texts: Sequence[str], named: Sequence[Column | None], year: int | None, below: Rows
) -> dict[int, Column] | None:
    """Return the columns of a header by its cells' texts and what each names, one of them names."""
    first = named.index(NAME)
    named = [
        None if index < first and isinstance(column, Measure) else column
        for index, column in enumerate(named)
    ]
    named = _with_periods(_with_total(named, texts, year), texts, year, below)
    unknown = sum(
        bool(text) and not SAID_BESIDE.fullmatch(text)
        for text, column in zip(texts, named, strict=True)
        if column is None
    )
    told = _without_older_sexes(_outcomes_told(named, texts), texts, year)
    told = _without_other_years(_as_last_years(told, texts, year), texts, year)
    columns: dict[int, Column] = {}
    for column in dict.fromkeys(column for column in told if column is not None):
        columns[_best(column, told, named, texts)] = column
    unknown += sum(
        column is not None and index not in columns and printed_year(texts[index]) is None
        for index, column in enumerate(told)
    )
    has_value = any(isinstance(column, Measure) for column in named)
    known_enough = unknown <= len({*named} - {None}) // 3
    return dict(sorted(columns.items())) if has_value and known_enough else None


def _with_names(
    columns: Sequence[Column | None], texts: Sequence[str], below: Rows
) -> list[Column | None]:
    """Tell the column of names by what stands right of it, where no header names it ("Mått").

    A target of the year and another known column are of indicators. Names differ and are no
    values.
    """
    told = list(columns)
    known = [index for index, column in enumerate(columns) if column is not None]
    aims = {texts[i] for i in known if columns[i] in _AIMS and _OF_YEAR.search(texts[i])}
    if NAME in told or len(known) < _FEWEST_KNOWN or not aims:
        return told
    left = [index for index in range(known[0]) if texts[index]]
    if len(left) != 1 or SAID_BESIDE.fullmatch(texts[left[0]]):
        return told
    rows = [row for row in below if sum(bool(cell and cell.text.strip()) for cell in row) > 1]
    names = [cell.text for row in rows if (cell := row[left[0]]) and cell.text.strip()]
    if names and len({*names}) == len(names) and not any(map(says_value, names)):
        told[left[0]] = NAME
    return told


def _with_periods(
    columns: Sequence[Column | None], texts: Sequence[str], year: int | None, below: Rows
) -> list[Column | None]:
    """Tell the column of periods by its cells, where no header names it ("Avser").

    Years alone may be of anything, if they are not all the report's.
    """
    told = list(columns)
    for index, (column, text) in enumerate(zip(columns, texts, strict=True)):
        if PERIOD in told or column is not None or not text:
            continue
        cells = [cell for row in below if index < len(row) and (cell := row[index])]
        found = {squeeze(cell.text) for cell in cells if compact(cell.text) not in ("", text)}
        years = {one for one in found if is_year(one)}
        is_own = len(years) <= 1 and (year is None or years <= {str(year)})
        if found and is_own and all(map(is_period, found)):
            told[index] = PERIOD
    return told


def _with_total(
    columns: Sequence[Column | None], texts: Sequence[str], year: int | None
) -> list[Column | None]:
    """Tell the outcome of all by its place beside that of women and of men.

    An outcome of another year than the report's is not that of all.
    """
    known = any(
        column is Measure.OUTCOME and printed_year(text) in (None, str(year))
        for column, text in zip(columns, texts, strict=True)
    )
    if not set(columns) >= _BOTH_SEXES or known:
        return list(columns)
    return [
        Measure.OUTCOME if column is None and without_year(text) in _OF_ALL else column
        for column, text in zip(columns, texts, strict=True)
    ]


def _best(
    column: Column,
    told: Sequence[Column | None],
    named: Sequence[Column | None],
    texts: Sequence[str],
) -> int:
    """Return which of the columns of one kind is it: the usual one, the one named so, the first.

    Of outcomes of several parts of a year it is that of the whole, or of the latest part.
    """
    return min(
        (index for index, other in enumerate(told) if other == column),
        key=lambda index: (
            not is_usual(texts[index]),
            named[index] != column,
            -last_month(texts[index]),
            index,
        ),
    )


def _outcomes_told(columns: Sequence[Column | None], texts: Sequence[str]) -> list[Column | None]:
    """Tell outcomes by their years: the newest is the outcome, the one before it last year's.

    An outcome without a year is the report's own, and so newer than all. What is older is
    neither.
    """
    outcomes = [index for index, column in enumerate(columns) if column in _OUTCOMES]
    if len(outcomes) <= _MOST_TOLD_BY_HEADER:
        return years_told_apart(list(zip(columns, texts, strict=True)))
    years = {index: printed_year(texts[index]) for index in outcomes}
    own = any(columns[i] is Measure.OUTCOME and years[i] is None for i in outcomes)
    newest = sorted({year for year in years.values() if year}, reverse=True)
    by_year = dict(zip(newest, _OUTCOMES[own:], strict=False))
    return [
        by_year.get(year) if (year := years.get(index)) else column
        for index, column in enumerate(columns)
    ]


def _as_last_years(
    columns: Sequence[Column | None], texts: Sequence[str], year: int | None
) -> list[Column | None]:
    """Tell of which year outcomes are by the report's.

    A plan has no outcome of its own year: the newest that it prints is last year's. Beside the
    outcome of a report none but last year's is that, and its own is not. A header may be of the
    wrong year as a whole: then targets print that year too.
    """
    if year is None:
        return list(columns)
    years = [printed_year(text) for text in texts]
    newest = {of for column, of in zip(columns, years, strict=True) if column is Measure.OUTCOME}
    aims = {of for column, of in zip(columns, years, strict=True) if column in _AIMS}
    own, last = str(year), str(year - 1)
    if newest and not newest & aims and all(of and of < own for of in newest):
        older = {Measure.OUTCOME: Measure.PREVIOUS_OUTCOME, Measure.PREVIOUS_OUTCOME: None}
        return [older.get(column, column) for column in columns]  # type: ignore[arg-type]
    told = list(columns)
    for index, (column, of) in enumerate(zip(columns, years, strict=True)):
        if column is Measure.PREVIOUS_OUTCOME and of and newest and of < last:
            told[index] = None
        elif column is Measure.PREVIOUS_OUTCOME and of == own and not newest:
            told[index] = Measure.OUTCOME
    return told


def _without_other_years(
    columns: Sequence[Column | None], texts: Sequence[str], year: int | None
) -> list[Column | None]:
    """Leave out forecasts and targets of other years where one of the report's own is there.

    Where a column names the report's year, no forecast or target of another year is its own;
    nor is a forecast of a year that no target names.
    """
    aims = [
        (column, printed_year(text))
        for column, text in zip(columns, texts, strict=True)
        if column in _AIMS
    ]
    own = {column for column, of in aims if of in (None, str(year))}
    own |= _AIMS if any(of == str(year) for _, of in aims) else frozenset()
    years = {None, str(year)}
    aimed = {of for c, of in aims if c is not Measure.FORECAST and (c not in own or of in years)}
    if year is not None and all(of not in aimed for c, of in aims if c is Measure.FORECAST):
        own |= {Measure.FORECAST}
    return [
        None if column in own and printed_year(text) not in (None, str(year)) else column
        for column, text in zip(columns, texts, strict=True)
    ]


def _without_older_sexes(
    columns: Sequence[Column | None], texts: Sequence[str], year: int | None
) -> list[Column | None]:
    """Leave out women's and men's outcomes of older years than the newest that is printed.

    A column of theirs without a year is the report's own.
    """
    years = [
        printed_year(text) or str(year or "")
        for column, text in zip(columns, texts, strict=True)
        if column in (*_OUTCOMES, *_BOTH_SEXES)
    ]
    newest = max(years, default="")
    return [
        None if column in _BOTH_SEXES and (printed_year(text) or newest) < newest else column
        for column, text in zip(columns, texts, strict=True)
    ]


def unit_column(table: GridTable, columns: Mapping[int, Column]) -> int | None:
    """Return the column that prints every row's unit; an "Enhet" may be a place of work too."""
    for index, head in enumerate(table.rows[0]):
        if index in columns or not head or not UNIT_HEAD.fullmatch(compact(head.text)):
            continue
        cells = [row[index] for row in table.rows[1:]]
        texts = [cell.text.strip() for cell in cells if cell and cell.text.strip()]
        if texts and sum(map(is_unit, texts)) >= _MOSTLY_UNITS * len(texts):
            return index
    return None


def comment_column(header: Sequence[Cell | None], columns: Container[int]) -> int | None:
    """Return the column that prints what is said of every row, as an Analys below it is."""
    return next(
        (
            index
            for index, head in enumerate(header)
            if index not in columns and head and COMMENT.fullmatch(compact(head.text))
        ),
        None,
    )


def merged_cells(table: GridTable) -> Iterator[Mapping[int, Cell]]:
    """Yield for every row the merged cells that cover places in it, by column."""
    covering: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(table.rows):
        for index, cell in enumerate(row):
            if cell is not None and cell.text.strip() and (cell.rows, cell.columns) != (1, 1):
                covering |= dict.fromkeys(
                    product(range(number, number + cell.rows), range(index, index + cell.columns)),
                    cell,
                )
        yield {
            index: covering[number, index]
            for index, cell in enumerate(row)
            if cell is None and (number, index) in covering
        }


def other_columns(table: GridTable, year: int | None = None) -> GridTable | None:
    """Return the names of an indicator table with the columns that no measure is known for.

    What a committee prints beside the usual columns (the city's mean, targets of later years)
    is a table of its own; None where there is no such column.
    """
    known = grid_columns(table.rows[0], year, table.rows[1:]) or {}
    name = next((index for index, column in known.items() if column == NAME), None)
    read = {*known, unit_column(table, known), comment_column(table.rows[0], known)}
    return None if name is None else columns_beside(table, name, read)


def columns_beside(table: GridTable, name: int, read: Container[int | None]) -> GridTable | None:
    """Return a table's names with its columns that are not read; None where all are."""
    others = [
        index for index, head in enumerate(table.rows[0]) if index not in read and _is_filled(head)
    ]
    if not others:
        return None
    whole = [
        [cell or merged.get(index) for index, cell in enumerate(row)]
        for row, merged in zip(table.rows, merged_cells(table), strict=True)
    ]
    rows = tuple(
        tuple(_alone(row[index]) for index in (name, *others))
        for row, printed in zip(whole, table.rows, strict=True)
        if _is_filled(printed[name])
        and any(_is_filled(row[index]) and row[index] is not printed[name] for index in others)
    )
    if len(rows) <= 1:
        return None
    place = merge_places([cell.place for row in rows for cell in row if cell])
    return replace(table, rows=rows, header_rows=1, place=place)


def _alone(cell: Cell | None) -> Cell | None:
    return cell and replace(cell, rows=1, columns=1)


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and bool(strip_icon(cell.text).strip())
