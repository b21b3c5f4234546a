"""Cells of a ``GridTable``: header, labels, groups, rows shifted by a missing cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.document import Cell, GridTable, Place
from pipeline.extract.language.numbers import in_english
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import (
    ParsedCell,
    is_blank_mark,
    is_unit,
    parse_cell,
    parse_english,
)
from pipeline.extract.language.years import is_year
from pipeline.extract.report import TableCell
from pipeline.extract.tables.empty_places import without_empty_places
from pipeline.extract.tables.joint_columns import with_whole_values
from pipeline.extract.tables.label_columns import are_no_names, labels_first
from pipeline.extract.tables.ragged_headers import with_whole_header

_GROUPED_WIDTH = 3
"""Columns of a table whose first two hold group and label."""
_ROWS_BELOW_TITLE = 3
"""A second row of the header needs one below it."""
_NOTE = re.compile(r"^\W*(?:\*\S|not(?::|er\b)|tabellen innehåller|källa:|anm)", re.IGNORECASE)
_SHIFTED = 0.9
_UNLABELLED = 0.8
_VALUE_AS_LABEL = 0.6
_TREND_OR_SIGN = 0.7
_CODE = re.compile(r"(?![KQT]\d)[A-ZÅÄÖ]{1,4}[ -]?\d[\d.]*")
"""What an account or a unit is filed under ("A12"); a quarter or tertial is none."""
_FALLEN = "▼"
_CHANGE = re.compile(r"avvik|förändring|skillnad|diff|ökning|minskning", re.IGNORECASE)
_HALF = 0.5
_SPARSE = 0.3
_MOST_TITLES = 2
_FEW_WORDS = 2
"""A column of words that repeats at most so many (JA, NEJ) holds answers, no labels."""


@dataclass(frozen=True, slots=True)
class TableBody:
    """What a table holds: column labels (the label column's first), cells, notes.

    ``groups`` are the sub-headings; ``left_over`` what could be put into no cell; ``titles``
    what stands above the header inside the table.
    """

    columns: tuple[str, ...]
    cells: tuple[TableCell, ...]
    groups: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_over: tuple[Place, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which columns are labels: ``group`` (or None), ``label``, and labels further right."""

    group: int | None
    label: int
    inner: tuple[int, ...]


def without_titles(table: GridTable) -> tuple[tuple[str, ...], GridTable]:
    """Part the rows above a table's header that hold one text only from the table.

    A first row that is empty, or one cell over several columns or with nothing beside it,
    above a row with more cells is a title: LibreOffice and Word put "Äldreomsorg (mnkr)" there.
    """
    rows = [[_text(cell) for cell in row] for row in table.rows]
    count = 0
    while count < _MOST_TITLES and count + 2 < len(rows):
        if not (_is_over_all(table, count) or _is_title(table, rows, count)):
            break
        count += 1
    if not count:
        return (), table
    titles = tuple(text for row in rows[:count] for text in row if text)
    header = max(table.header_rows - count, 0)
    return titles, replace(table, rows=table.rows[count:], header_rows=header)


def _is_over_all(table: GridTable, number: int) -> bool:
    """Tell whether a row is one cell over all columns, in a header that goes on below it."""
    first = table.rows[number][0]
    whole = first is not None and bool(first.text) and first.columns == len(table.rows[number])
    return whole and number + 1 < table.header_rows


def _is_title(table: GridTable, rows: Sequence[Sequence[str]], number: int) -> bool:
    """Tell whether a row is empty, or the only text above a row of labels.

    One that stands over all columns may be above a row that begins with the place of icons.
    """
    filled = [text for text in rows[number] if text]
    below = sum(bool(text) for text in rows[number + 1])
    width = len(rows[number])
    first = table.rows[number][0]
    whole = first is not None and first.columns == width
    spanned = any(
        cell and cell.text and 1 < cell.columns < width for cell in table.rows[number + 1]
    )
    return not filled or (
        len(filled) == 1
        and bool(rows[number][0])
        and (below > 1 or (whole and spanned))
        and (whole or bool(rows[number + 1][0]))
        and not any(_is_value(text) for text in rows[number + 1][1:] if not is_year(text[:4]))
    )


def read_grid(table: GridTable) -> TableBody:
    """Read a grid into cells; every printed cell is kept.

    A header repeated inside the table is no row. A row whose label fills the group
    column and whose first number stands in the label column is shifted back.
    """
    titles, table = without_titles(without_empty_places(table))
    table = labels_first(with_whole_values(with_whole_header(table)))
    rows = [[_text(cell) for cell in row] for row in table.rows]
    header_size = max(_header_size(rows, table.header_rows), _spanned_header(table, rows))
    header_size = 0 if header_size == len(rows) else header_size
    columns = column_labels(table.rows[:header_size])
    heads = _head_sureness(table.rows[:header_size], len(rows[0]))
    header = [compact(text) for text in rows[0]] if header_size else []
    body = [
        (cells, texts)
        for cells, texts in zip(table.rows[header_size:], rows[header_size:], strict=True)
        if any(texts) and [compact(text) for text in texts] != header
    ]
    notes = [texts for _, texts in body if _is_note(texts)]
    body = [(cells, texts) for cells, texts in body if not _is_note(texts)]
    shape = _shape([texts for _, texts in body], columns)
    printed_texts = (text for _, texts in body for text in texts)
    parse = parse_english if in_english(printed_texts) else parse_cell
    found: list[TableCell] = []
    group: str | None = None
    groups: list[str] = []
    for row_no, (cells, texts) in enumerate(body, start=1):
        shifted = _is_shifted(texts, shape)
        printed, labelled = ([None, *cells[:-1]], ["", *texts[:-1]]) if shifted else (cells, texts)
        if shape.group is not None and labelled[shape.group]:
            group = labelled[shape.group]
            groups.append(group)
        elif shape.group is None and _is_sub_heading(labelled, shape):
            group = labelled[shape.label]
            groups.append(group)
        row = _row(row_no, printed, labelled, columns, shape, group, parse)
        name = printed[shape.label]
        confidence = min(
            table.confidence, _SHIFTED if shifted else 1.0, name.confidence if name else 1.0
        )
        found.extend(
            replace(
                c,
                confidence=min(
                    c.confidence, confidence, heads[c.column_no - 1], _label_sureness(c, columns)
                ),
            )
            for c in row
        )
    if are_no_names([texts[shape.label] for _, texts in body]):
        found = [replace(c, confidence=min(c.confidence, _VALUE_AS_LABEL)) for c in found]
    return TableBody(
        columns=columns,
        cells=tuple(found),
        groups=tuple(groups),
        notes=tuple(squeeze(" ".join(texts)) for texts in notes),
        titles=titles,
    )


def _text(cell: Cell | None) -> str:
    return squeeze(strip_icon(cell.text)) if cell else ""


def _header_size(rows: Sequence[Sequence[str]], marked: int) -> int:
    """Return the number of header rows: what the format marks, else one or two.

    Units of the columns below belong to it. Two where the first has gaps (merged cells) and the
    second holds no number. Markdown marks
    one row whatever the header is: there, and where years are below, the second must name
    every column that the first leaves without a label.
    """
    size = marked or min(len(rows), 1)
    if 0 < size < len(rows) and _are_units(rows[size]):
        return size + 1
    if size != 1 or len(rows) < _ROWS_BELOW_TITLE or all(rows[0][1:]) or rows[1][0]:
        return size
    below = [text for text in rows[1] if text]
    worded = bool(below) and not any(_is_value(text) for text in below)
    headed = bool(below) and not any(_is_value(text) and not is_year(text) for text in below)
    named = all(above or under for above, under in zip(rows[0][1:], rows[1][1:], strict=True))
    return 2 if (worded and not marked) or (headed and named) else 1


def _spanned_header(table: GridTable, rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows the header has by its merged cells; 0 where that does not show.

    Below a label over several columns each of these has one of its own, and no value.
    """
    size = 1
    while size < len(rows) - 1:
        above = table.rows[size - 1]
        under = [
            at + step
            for at, cell in enumerate(above)
            if cell and cell.text and 1 < cell.columns < len(above)
            for step in range(cell.columns)
        ]
        values = any(_is_value(text) and not is_year(text) for text in rows[size])
        if not under or values or not all(rows[size][at] for at in under):
            break
        size += 1
    return size if size > 1 else 0


def _are_units(row: Sequence[str]) -> bool:
    """Tell whether a row without a label says in which units its columns are."""
    units = [text.strip("()") for text in row if text]
    return not row[0] and len(units) > 1 and all(map(is_unit, units))


def column_labels(header: Sequence[Sequence[Cell | None]]) -> tuple[str, ...]:
    """Join header rows column by column; a merged cell counts for the columns it spans.

    Where no cell of the first row says what it spans, a label counts up to the next one;
    that of the first column, which heads the rows' names, for that column only.
    """
    if not header:
        return ()
    rows = [_spread(row) for row in header[:-1]]
    rows.append([_text(cell) for cell in header[-1]])
    if len(header) > 1 and all(cell is not None for cell in header[0]):
        carried = ""
        for index, text in enumerate(rows[0]):
            rows[0][index] = text or carried
            carried = rows[0][index] if index else ""
    return tuple(squeeze(" ".join(texts)) for texts in zip(*rows, strict=True))


def _spread(row: Sequence[Cell | None]) -> list[str]:
    """Return a row's texts, that of a merged cell in every column it spans."""
    texts = [""] * len(row)
    for index, cell in enumerate(row):
        if cell is not None:
            texts[index : index + cell.columns] = [_text(cell)] * cell.columns
    return texts


def _head_sureness(header: Sequence[Sequence[Cell | None]], count: int) -> list[float]:
    """Return for each column how surely the least sure of its heads is read."""
    sure = [1.0] * count
    for row in header:
        head: Cell | None = None
        for column, cell in enumerate(row):
            head = cell if cell is not None else head
            sure[column] = min(sure[column], head.confidence if head else 1.0)
    return sure


def _label_sureness(cell: TableCell, columns: Sequence[str]) -> float:
    """Return how surely a value's column is the one of its label, by what the labels are.

    A header holds labels for its columns, and no values but years; a row without a label may be
    a sum, or a part of the row above it.
    """
    if cell.column_no > 1 and not cell.row_label:
        return _UNLABELLED
    if not columns or cell.column_no == 1:
        return 1.0
    label = cell.column_label
    if not label:
        return _UNLABELLED
    if cell.value is None:
        return 1.0
    return _VALUE_AS_LABEL if _is_value(label) and not is_year(label[:4]) else 1.0


def _is_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and (parsed.value is not None or is_blank_mark(parsed.text))


def _is_note(texts: Sequence[str]) -> bool:
    return bool(_NOTE.match(texts[0])) and not any(texts[1:])


def _shape(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> _Shape:
    """Tell the label columns from the value columns."""
    width = len(columns)
    texts = [[row[index] for row in rows if row[index]] for index in range(width)]
    wordy = [
        bool(column) and sum(not _is_value(text) for text in column) > _HALF * len(column)
        for column in texts
    ]
    coded = [row[0] for row in rows if width > 1 and row[0] and row[1]]
    wordy[:1] = [words and not (coded and all(map(_CODE.fullmatch, coded))) for words in wordy[:1]]
    sparse = len(texts[0]) < (1 - _SPARSE) * len(rows) if texts and rows else False
    if (
        width >= _GROUPED_WIDTH
        and wordy[0]
        and wordy[1]
        and sparse
        and len(texts[1]) > _HALF * len(rows)
    ):
        return _Shape(0, 1, _inner(wordy, texts, 2))
    return _Shape(None, 0, _inner(wordy, texts, 1))


def _inner(wordy: Sequence[bool], texts: Sequence[Sequence[str]], start: int) -> tuple[int, ...]:
    """Return columns further right that label the columns after them (a balance sheet)."""
    last_value = max((i for i, words in enumerate(wordy) if not words), default=0)
    return tuple(
        i
        for i in range(start, last_value)
        if wordy[i]
        and not wordy[i - 1]
        and (
            _are_many({t for t in texts[i] if not _is_value(t)}, texts[i])
            or (i == start and _counts_rows(texts[i - 1], texts[i]))
        )
    )


def _are_many(different: set[str], texts: Sequence[str]) -> bool:
    return len(different) > max(_FEW_WORDS, _HALF * len(texts))


def _counts_rows(numbers: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a column numbers the rows that the next one names: whole ones that rise."""
    counted = [text.rstrip(".)") for text in numbers if not text[:1].isalpha()]
    whole = all(text.isascii() and text.isdigit() for text in counted)
    rising = whole and all(int(two) > int(one) for one, two in pairwise(counted))
    return rising and len(names) == len({*names}) > 1


def _is_shifted(texts: Sequence[str], shape: _Shape) -> bool:
    """A first cell missing: the label stands where the group does, a number where it does."""
    if shape.group is None or texts[-1]:
        return False
    return bool(texts[0]) and _is_value(texts[shape.label])


def _is_sub_heading(texts: Sequence[str], shape: _Shape) -> bool:
    label = texts[shape.label]
    return bool(label) and not any(texts[shape.label + 1 :]) and not _is_value(label)


def _row(
    row_no: int,
    cells: Sequence[Cell | None],
    texts: Sequence[str],
    columns: Sequence[str],
    shape: _Shape,
    group: str | None,
    parse: Callable[[str], ParsedCell | None],
) -> list[TableCell]:
    """Return a row's printed cells; a row of nothing but its label is its label's cell."""
    label = texts[shape.label]
    values = [i for i in range(shape.label + 1, len(texts)) if texts[i]]
    values = [i for i in values if i not in shape.inner or not any(texts[i + 1 : i + 2])]
    found: list[TableCell] = []
    for index in values or [shape.label]:
        cell = cells[index]
        if cell is None:
            continue
        inner = [i for i in shape.inner if i <= index]
        name = _inner_label(inner[-1], cells, texts, shape) if inner else label
        heading = columns[index] if index < len(columns) else ""
        value, sureness = _value_of(texts[index], heading, parse)
        found.append(
            TableCell(
                row_no=row_no,
                row_label=name,
                row_group=group if group != name else None,
                column_no=index + 1,
                column_label=heading,
                text=texts[index],
                value=value,
                place=cell.place,
                confidence=min(cell.confidence, sureness),
            )
        )
    return found


def _inner_label(at: int, cells: Sequence[Cell | None], texts: Sequence[str], shape: _Shape) -> str:
    """Return what a further column of labels names; the first label where it goes on over it.

    A total stands below the rows' numbers ("Summa"), or over these and the names.
    """
    beside = at == shape.label + 1 and not texts[at]
    return texts[shape.label] if beside or cells[at] is None else texts[at]


def _value_of(
    text: str, heading: str, parse: Callable[[str], ParsedCell | None]
) -> tuple[float | None, float]:
    """Return the number that a cell below a heading prints, and how surely it is that.

    Before a number a triangle on its point is a minus sign where a change is told, and else may
    be the trend of a level.
    """
    parsed = parse(text)
    doubted = text.startswith(_FALLEN) and not _CHANGE.search(heading)
    value = parsed.value if parsed and parsed.qualifier is None else None
    return value, _TREND_OR_SIGN if doubted else 1.0
