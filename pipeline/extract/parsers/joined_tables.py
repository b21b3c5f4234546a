"""Two tables that stand right below each other in a file and come as one.

Word keeps two tables apart that no paragraph parts; what others make of them is one table, whose
columns are those of both; so do two of the same look that only a heading parts on a page.
Belongs here: parting it where the header of another kind of table stands inside, words that head
all columns of the values above and below, or words from which on all rows have other columns;
each part has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.extract.document import Cell, GridTable, merge_places
from pipeline.extract.language.indicator_headers import NAME, match_single
from pipeline.extract.language.table_heads import ACTIVITIES, head_word
from pipeline.extract.language.text import compact, strip_icon
from pipeline.extract.language.values import is_known, parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.parsers.analyses import is_analysis_row

_FEWEST_ROWS = 2
"""Rows that show a table's columns."""
_FEWEST_HEADS = 2
"""Columns of values whose heads a row inside a table has."""
_FEWEST_KNOWN = 3
"""Labels of a header of indicators."""
_YEAR = 4
"""Digits of a year."""
_STARTS = ("startdatum", "start", "tidplan")

_ACTIVITIES = "activities"

Row = Sequence[Cell | None]


def parted(table: GridTable) -> Iterator[GridTable]:
    """Yield the tables that one holds, each from its header on, or from the title above that."""
    kinds = [_kind(row) for row in table.rows]
    starts, heads = [0], _heads_inside(table)
    last, lowest = "", _first_of_last_columns(table.rows)
    for number, kind in enumerate(kinds):
        told = last or (kind == _ACTIVITIES and any(map(_is_wide, table.rows[:number])))
        another = kind and told and kind != last
        others = number == lowest and _has_other_columns(
            table.rows[starts[-1] :], lowest - starts[-1]
        )
        if another or others or number in heads:
            starts.append(number - _titles_above(table.rows, number))
        last = kind or last
    if len(starts) == 1:
        yield table
        return
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        yield _part(table, start, end)


def _heads_inside(table: GridTable) -> set[int]:
    """Return the rows that head other values than those above them, with labels of their own.

    Such a row has words, in several cells and no two alike, in all columns that hold values
    above it, where no words stood yet below the header; and values stand below it. A remark
    ("Uppgift saknas") is no label, and a row that says the header again is none of another table.
    """
    heads: set[int] = set()
    header = table.rows[0]
    valued: set[int] = set()
    worded: set[int] = set()
    lowest = max((n for n, row in enumerate(table.rows) if has_value(row)), default=0)
    for number, row in enumerate(table.rows):
        words, values = _words_and_values(row)
        if valued and number < lowest and _heads_all(row, words, values, valued - worded):
            if not _says_again(row, header):
                heads.add(number)
                header, valued, worded = row, set(), set()
        else:
            valued |= values
            worded |= words if valued else set()
    return heads


def _heads_all(row: Row, words: set[int], values: set[int], columns: set[int]) -> bool:
    """Tell whether a row has a label of its own in each of some columns, and no value."""
    labels = _said(row)[1:]
    return (
        not values
        and min(len(columns), len(labels)) >= _FEWEST_HEADS
        and columns <= words
        and len({*labels}) == len(labels)
    )


def _says_again(row: Row, header: Row) -> bool:
    """Tell whether a row prints a header again, of whose labels a page break may tear some."""
    alike = [
        one.startswith(two) or two.startswith(one)
        for cell, head in zip(row, header, strict=True)
        if cell and head and (one := compact(cell.text)) and (two := compact(head.text))
    ]
    return alike[:1] == [True] and sum(alike) * 2 >= len(alike)


def _words_and_values(row: Row) -> tuple[set[int], set[int]]:
    """Return the columns behind the first over which words stand, and those with values.

    A number with words behind it is a value of an unknown unit ("23 gram"), but for a year.
    """
    words: set[int] = set()
    values: set[int] = set()
    for at, cell in enumerate(row):
        if cell is None or not cell.text or not at:
            continue
        parsed = parse_cell(cell.text)
        counted = cell.text[0].isdigit() and not is_year(cell.text[:_YEAR])
        if counted or is_known(cell.text) or (parsed and parsed.value is not None):
            values |= set() if is_year(cell.text) else {at}
        else:
            words |= {*range(at, at + cell.columns)}
    return words, values


def _said(row: Row) -> list[str]:
    return [cell.text for cell in row if cell and cell.text]


def _heads_on_top(rows: Sequence[Row]) -> int:
    """Return how many rows are titles and header, if the latter has more than one."""
    titles = sum(1 for _ in takewhile(_is_title, rows))
    heads = list(takewhile(lambda row: not has_value(row) and _heads_columns(row), rows[titles:]))
    return titles + len(heads) if len(heads) > 1 else 0


def _heads_columns(row: Row) -> bool:
    return sum(bool(cell and cell.text) for cell in row[1:]) >= _FEWEST_HEADS


def _titles_above(rows: Sequence[Row], number: int) -> int:
    """Return how many rows right above a header are one cell over all columns, and its titles."""
    return sum(1 for _ in takewhile(_is_title, rows[number - 1 : 0 : -1]))


def _first_of_last_columns(rows: Sequence[Row]) -> int:
    """Return the row from which on all that are not over all columns have those of the last."""
    wide = [number for number, row in enumerate(rows) if _is_wide(row)]
    last = [number for number in wide if _places(rows[number]) != _places(rows[wide[-1]])]
    return next((number for number in wide if number > max(last, default=-1)), 0)


def _has_other_columns(rows: Sequence[Row], at: int) -> bool:
    """Tell whether words stand below rows of values, and none of these has their columns.

    A row over all columns has those of any table. ``at`` is the row of the words.
    """
    above = [row for row in rows[:at] if _is_wide(row)]
    upper, places = [_places(row) for row in above], _places(rows[at])
    few = not above or upper.count(upper[-1]) < _FEWEST_ROWS
    return (
        not few
        and places not in upper
        and has_value(above[-1])
        and not has_value(rows[at])
        and any(map(has_value, filter(_is_wide, rows[at + 1 :])))
    )


def has_value(row: Row) -> bool:
    """Tell whether a cell behind the first holds a value; a year may head a column."""
    cells = (parse_cell(cell.text) for cell in row[1:] if cell and not is_year(cell.text))
    return any(cell is not None and cell.value is not None for cell in cells)


def _places(row: Row) -> tuple[int, ...]:
    """Return the columns in which a row's cells begin."""
    return tuple(at for at, cell in enumerate(row) if cell is not None)


def _kind(row: Row) -> str:
    """Return which table a row is the header of: activities, indicators or no known one."""
    texts = [strip_icon(cell.text) for cell in row if cell and strip_icon(cell.text)]
    words = [head_word(text) for text in texts]
    if any(word.startswith(ACTIVITIES) for word in words[:2]) and {*words} & {*_STARTS}:
        return _ACTIVITIES
    known = {match_single(compact(text)) for text in texts} - {None}
    return "indicators" if NAME in known and len(known) >= _FEWEST_KNOWN else ""


def _is_wide(row: Row) -> bool:
    return sum(bool(cell and cell.text) for cell in row) > 1


def _is_title(row: Row) -> bool:
    """Tell whether a row is one cell over all columns that explains no row above it."""
    filled = [cell for cell in row if cell and cell.text]
    spans = len(filled) == 1 and filled[0].columns == len(row)
    return spans and not is_analysis_row(filled, None)


def _part(table: GridTable, start: int, end: int) -> GridTable:
    """Return some rows as a table, without the columns in which none of its cells begins."""
    rows = table.rows[start:end]
    kept = [at for at in range(len(rows[0])) if any(row[at] is not None for row in rows)]
    narrow = tuple(tuple(_narrowed(row, at, kept) for at in kept) for row in rows)
    place = merge_places([cell.place for row in narrow for cell in row if cell])
    heads = table.header_rows if start == 0 else _heads_on_top(table.rows[start:end])
    return replace(table, rows=narrow, place=place, header_rows=heads)


def _narrowed(row: Row, at: int, kept: Sequence[int]) -> Cell | None:
    cell = row[at]
    if cell is None:
        return None
    return replace(cell, columns=sum(at <= column < at + cell.columns for column in kept))
