"""Tab text: one table row a line, cells split by tabs (or Markdown's bars), with glitches.

The glitches that are this format's own are mended here: tables run together, tables cut
by a page break, padding. What a cell says is the parsers' work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import takewhile

from pipeline.extract.document import (
    Block,
    Cell,
    Document,
    GridTable,
    Line,
    SourceFormat,
    merge_places,
    place_of,
)
from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.line_kinds import COMMENT, STRUCTURE, is_value_line, says_value
from pipeline.extract.language.table_heads import (
    ACTIVITIES,
    ACTIVITY_COLUMNS,
    INDICATORS,
    head_word,
)
from pipeline.extract.language.text import close_hyphens, compact, squeeze, strip_icon, strip_markup
from pipeline.extract.language.values import parse_date
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.head_spans import SUREST
from pipeline.extract.readers.text.led_rows import whole_led_rows, without_notes
from pipeline.extract.readers.text.lines import TextSource, read_lines, wrap_marks
from pipeline.extract.readers.text.merged_headers import (
    says_no_value,
    spread,
    spread_over_names,
)
from pipeline.extract.readers.text.paragraphs import paragraphs
from pipeline.extract.readers.text.parted_rows import whole_rows
from pipeline.extract.readers.text.set_in_values import without_set_in
from pipeline.extract.report import Measure

_KNOWN_LABELS = 3
"""So many known labels make a header of indicators, whatever their order."""
_OF_INDICATORS = frozenset({PERIOD, Measure.KF_TARGET})
"""No other table has these, so that the column of names may be headed by any word."""
_HEADER_WITHIN = 2
_ROWS_OF_A_TABLE = 3
"""With so many rows the first may be a header that nobody knows."""
_KNOWN_HEADERS = (
    (INDICATORS, ("utfall", "årsmål", "arsmål", "periodens", "kf")),
    (ACTIVITIES, ("startdatum",)),
)


_BARRED = re.compile(r"^\s*\|(.*)\|\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_BULLETED = re.compile(r"^\s*(?:[•‣▪–\-*\uf0b7\uf0a7]|\d{1,2}[.)])\t+[^\t]*$")
"""An item of a list: a tab parts its mark from its text."""

_MOSTLY = 0.7
_DOUBTED = 0.5
"""How sure a cell is whose row may not be whole."""
_LONGEST_COMMENT = 12
_LONGEST_GROUP = 60
_BAR_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
"""Rows as converters to Markdown print them, and the line between header and rows."""


TableMaker = Callable[[Sequence[Sequence[Line]]], GridTable | None]


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive lines of a table: indices ``start`` to ``end``, end exclusive."""

    start: int
    end: int


@dataclass(slots=True)
class _Table:
    """Lines ``start`` to ``end`` (indices, end exclusive) that are one table, row by row."""

    start: int
    end: int
    rows: list[list[Line]]


def read(text: str) -> Document:
    """Read tab text into paragraphs and grid tables in reading order."""
    return read_source(read_lines(text))


def read_source(source: TextSource, table_of: TableMaker | None = None) -> Document:
    """Read lines, of which some may hold line breaks, into paragraphs and grid tables.

    ``table_of`` makes a table of its rows, each of one line or more; None where it cannot.
    """
    return Document(
        source_format=SourceFormat.TAB_TEXT,
        blocks=tuple(_blocks(source, table_of)),
        furniture=source.furniture,
        page_count=source.page_count,
    )


def _blocks(source: TextSource, table_of: TableMaker | None) -> Iterator[Block]:
    lines = source.lines
    led = _cells_are_led(lines)
    opens: frozenset[int] = frozenset()
    if led:
        lines = whole_led_rows(lines)
    else:
        lines, opens = whole_rows(lines, _tabs)
    broken = len(lines) < len(source.lines)
    prose = partial(
        paragraphs,
        page_breaks=source.page_breaks,
        wrap_is_marked=wrap_marks(lines)[0],
        end_is_marked=led or broken,  # what prints cells so prints a paragraph on one line
    )
    done = 0
    for table in _led_tables(lines) if led else _tables(lines, opens):
        yield from prose(lines[done : table.start])
        grid = (table_of(table.rows) if table_of else None) or _grid(table.rows, led=led)
        yield _doubted(grid, table.rows, led=led) if broken else grid
        done = table.end
    yield from prose(lines[done:])


def _tables(lines: Sequence[Line], opens: frozenset[int]) -> Iterator[_Table]:
    """Yield the tables of which every line is a row.

    ``opens`` are numbers of lines that are known to begin one.
    """
    table: _Table | None = None
    for run in (*_runs(lines, opens), None):
        grouped = bool(table and run and _is_group_between(lines, table, run))
        goes_on = table and run and (grouped or _continues(lines, table, run, opens))
        if table and not goes_on:
            yield table
            table = None
        if run is not None:
            table = table or _Table(run.start, run.end, [])
            table.rows += [[lines[run.start - 1]]] * grouped
            table.rows += [[lines[i]] for i in range(run.start, run.end)]
            table.end = run.end
            _take_comment(lines, table)


def tables_of_rows(lines: Sequence[Line]) -> Iterator[tuple[range, GridTable]]:
    """Yield the tables of lines none of which is a piece of a row, and the indices of theirs."""
    for table in _tables(lines, frozenset()):
        yield range(table.start, table.end), _grid(table.rows, led=False)


def _take_comment(lines: Sequence[Line], table: _Table) -> None:
    """Take in the Analys text right below a row, which has no tabs: its cell spans the row."""
    stop = start = table.end
    opens = start < len(lines) and COMMENT.match(lines[start].text.strip())
    if not opens or not any(
        is_known_header(_fields(row[0].text)) for row in table.rows[:_HEADER_WITHIN]
    ):
        return
    while stop < len(lines) and lines[stop].text.strip() and not is_row(lines[stop].text):
        if STRUCTURE.match(lines[stop].text.strip()) or stop - start > _LONGEST_COMMENT:
            return
        stop += 1
    table.rows.append(list(lines[start:stop]))
    table.end = stop


def _cells_are_led(lines: Sequence[Line]) -> bool:
    """Tell whether every cell begins with a tab, as in what Tika makes of a DOCX."""
    rows = [line.text for line in lines if is_row(line.text)]
    return sum(row.startswith("\t") for row in rows) > _MOSTLY * len(rows)


def _led_tables(lines: Sequence[Line]) -> Iterator[_Table]:
    """Yield the tables whose cells begin with a tab; some have blank lines inside."""
    whole: _Table | None = None
    for table in _led_pieces(lines):
        if whole is None:
            whole = table
            continue
        gap = lines[whole.end : table.start]
        blank = not any(line.text.strip() for line in gap)
        if _led_goes_on(whole, table) and (blank or _is_of_analysis(whole, gap, table)):
            whole.rows[-1] += [] if blank else gap
            whole.rows += table.rows
        else:
            yield whole
            whole = table
            continue
        whole.end = table.end
    if whole is not None:
        yield whole


def _led_goes_on(whole: _Table, table: _Table) -> bool:
    """Tell whether a table goes on with the one above it; below its header labels may stand."""
    first = _fields(place_of(whole.rows[0]).text)
    header = _fields(place_of(table.rows[0]).text)
    heads = len(whole.rows) == 1
    labels = len(header) == len(first) and _heads(header[1:])  # the first field is before a tab
    return (heads and labels) or _goes_on(first, header, parted=True)


def _is_of_analysis(whole: _Table, gap: Sequence[Line], table: _Table) -> bool:
    """Tell whether lines of text below an Analys row are more of it, above the next row."""
    fields = _fields(place_of(table.rows[0]).text)[2:]
    if not any(parse_date(field) or says_value(field) for field in fields):
        return False
    known = is_known_header(_fields(place_of(whole.rows[0]).text))
    text = place_of(whole.rows[-1]).text.strip()
    other = any(STRUCTURE.match(line.text.strip()) for line in gap)
    return known and bool(COMMENT.match(text)) and not other and len(gap) <= _LONGEST_COMMENT


def _led_pieces(lines: Sequence[Line]) -> Iterator[_Table]:
    """Yield tables up to a blank line; a line without a tab goes on with the cell above it."""
    table: _Table | None = None
    for index, line in enumerate((*lines, Line(0, ""))):
        leads = line.text.startswith("\t")
        ends = not leads and (not line.text.strip() or STRUCTURE.match(line.text.strip()))
        if table and (ends or (leads and is_known_header(_fields(line.text)))):
            yield table
            table = None
        if leads:
            table = table or _Table(index, index, [])
            table.rows.append([line])
        elif table:
            table.rows[-1].append(line)
        if table:
            table.end = index + 1


def _runs(lines: Sequence[Line], opens: frozenset[int]) -> Iterator[_Run]:
    """Yield runs of lines with tabs, split where the header of a new table stands."""
    start: int | None = None
    for index in range(len(lines) + 1):
        inside = index < len(lines) and is_row(lines[index].text)
        if start is not None and (not inside or _opens(lines, start, index, opens)):
            yield _Run(start, index)
            start = None
        if inside and start is None:
            start = index


def _opens(lines: Sequence[Line], start: int, index: int, opens: frozenset[int]) -> bool:
    known = index > start and lines[index].number in opens
    return known or _is_new_header(lines, start, index)


def _is_new_header(lines: Sequence[Line], start: int, index: int) -> bool:
    """Tell whether a row inside a run is the header of another table.

    Known headers are, and rows whose label is the run's own header label again with
    other columns ("Personalomsättning i procent" by report, then by month).
    """
    if index == start:
        return False
    fields, first = _fields(lines[index].text), _fields(lines[start].text)
    if is_known_header(fields):
        return index > start + 1 or not _heads(first)
    same_label = bool(fields[0]) and compact(fields[0]) == compact(first[0])
    return same_label and len(fields) != len(first)


def _heads(fields: Sequence[str]) -> bool:
    """Tell whether a row only says what stands over the labels below it."""
    return not fields[0] and any(fields) and all(map(says_no_value, fields))


def is_known_header(fields: Sequence[str]) -> bool:
    """Tell whether a row is the header of an indicator or activity table."""
    filled = [text for field in fields if (text := head_word(field))]
    for name, following in _KNOWN_HEADERS:
        opens = len(filled) > 1 and filled[0] in (name, name + "er")
        if opens and any(filled[1].startswith(word) for word in following):
            return True
    if any(word in (ACTIVITIES, f"{ACTIVITIES}er") for word in filled):
        return any(word in ACTIVITY_COLUMNS for word in filled)
    columns = {match_single(compact(strip_icon(field))) for field in fields if field}
    of_indicators = NAME in columns or (
        bool(columns & _OF_INDICATORS) and not any(map(is_value_line, fields))
    )
    return of_indicators and len(columns - {None}) >= _KNOWN_LABELS


def _continues(lines: Sequence[Line], table: _Table, run: _Run, opens: frozenset[int]) -> bool:
    """Tell whether a run goes on with the table before it, over a page break.

    It does if only blank lines part them and it repeats the table's header, or has as
    many columns and does not look like a header of its own.
    """
    gap = lines[table.end : run.start]
    if any(line.text.strip() for line in gap) or STRUCTURE.match(lines[run.start].text.strip()):
        return False
    rows = [_fields(row[0].text) for row in table.rows[:_HEADER_WITHIN]]
    first = next(filter(is_known_header, rows), rows[0])
    commented = len(table.rows[-1]) > 1 or not is_row(table.rows[-1][0].text)
    header = _fields(lines[run.start].text)
    if not any(header[1:]) and run.end > run.start + 1:  # a sub-heading opens the page
        header = (header[0], *_fields(lines[run.start + 1].text)[1:])
    parted = bool(gap) or commented
    return _goes_on(first, header, parted=parted and lines[run.start].number not in opens)


def _is_group_between(lines: Sequence[Line], table: _Table, run: _Run) -> bool:
    """Tell whether the one line between a table and a run is a cell over all columns.

    Such a cell has no tabs in what is copied out of Word. It names the rows below it, which go
    on with the columns of the table, and are no header.
    """
    if run.start != table.end + 1:
        return False
    text = squeeze(lines[table.end].text)
    above, below = (_fields(lines[at].text) for at in (table.end - 1, run.start))
    first = _fields(table.rows[0][0].text)
    named = 0 < len(text) <= _LONGEST_GROUP and text[:1].isupper() and text[-1] not in ".:;,"
    if not named or STRUCTURE.match(text) or COMMENT.match(text) or is_value_line(text):
        return False
    fits = len(first) == len(below) == len(above) and bool(below[0])
    return fits and _has_values(below) and not _is_header_like(below) and not _is_years(below)


def _is_years(fields: Sequence[str]) -> bool:
    return all(is_year(field) for field in fields[1:] if field)


def _goes_on(first: Sequence[str], header: Sequence[str], *, parted: bool) -> bool:
    """Tell whether fields go on with the table that the ``first`` fields open."""
    if [compact(f) for f in header] == [compact(f) for f in first]:
        return True
    if not parted or is_known_header(header):
        return False
    if is_known_header(first):
        return len(header) >= len(first) - 1 and _has_values(header)
    return len(header) == len(first) and _has_values(header) and not _is_header_like(header)


def _has_values(fields: Sequence[str]) -> bool:
    return any(any(map(str.isdigit, field)) for field in fields[1:])


def _is_header_like(fields: Sequence[str]) -> bool:
    """A header's fields say no values in most columns, or all of them are years."""
    values = [field for field in fields[1:] if field.strip()]
    worded = sum(says_no_value(field) for field in values)
    return bool(values) and worded > len(values) / 2


def is_row(text: str) -> bool:
    """Tell whether a line is a row of a table: it has tabs, or bars at both ends."""
    tabbed = "\t" in text.strip("\n") and not _BULLETED.match(text)
    return tabbed or _BARRED.match(text) is not None


def _tabs(text: str) -> int:
    """Count the tabs of a line that part cells."""
    return 0 if _BULLETED.match(text) else text.count("\t")


@lru_cache(maxsize=1 << 8)
def _fields(text: str) -> tuple[str, ...]:
    """Return the cells of a line; the first of a table is asked for at every other line of it."""
    if barred := _BARRED.match(text):
        fields = [field.replace("\\|", "|") for field in _BAR.split(barred[1])]
    else:
        fields = text.split("\t")
    return tuple([squeeze(strip_markup(field)) for field in fields])


def _grid(lines: Sequence[Sequence[Line]], *, led: bool) -> GridTable:
    """Return rows, each of one line or more, as a grid; all are padded to the widest one.

    ``led``: every cell begins with a tab, rather than ends with one.
    """
    if titles := _titles_above(lines, led=led):
        return _below_titles(lines[:titles], _grid(lines[titles:], led=led), led=led)
    merged = False
    # A table of rules alone is one of odd cells: nothing printed is dropped.
    texts = [row for row in lines if not _BAR_RULE.match(row[0].text)] or lines
    plain = [cells_of(row, led=led) for row in texts]
    known = is_known_header([cell.text for cell in plain[0]])
    header = None
    if len(plain) >= _ROWS_OF_A_TABLE and (led or len(plain[0]) < len(plain[1])):
        header = _spread(plain[0], plain[1])
        merged = header is not None
    plain = _without_set_in(plain, 1 + merged)
    moved = not merged and (known or (led and _all_move(plain)))
    below = [_below(plain[0], row) if moved else row for row in plain[1:]]
    rows: list[Sequence[Cell | None]] = [header or plain[0], *below]
    width = max(len(row) for row in rows)
    used = max(
        (at + 1 for row in rows for at, cell in enumerate(row) if not cell or cell.text),
        default=width,
    )
    padded = tuple(
        (*row[:used], *(Cell("", place_of(lines)) for _ in range(used - len(row))))
        for row, lines in zip(rows, texts, strict=True)
    )
    return GridTable(
        rows=padded,
        place=place_of([line for row in lines for line in row]),
        header_rows=2 if merged else 0,
        confidence=SUREST if merged else 1.0,
    )


def _below_titles(titles: Sequence[Sequence[Line]], grid: GridTable, *, led: bool) -> GridTable:
    """Return a grid with rows of one cell each above it."""
    width = len(grid.rows[0])
    above = [cells_of(row, led=led) for row in titles]
    rows = tuple((*row, *[Cell("", row[0].place)] * (width - len(row))) for row in above)
    return replace(
        grid,
        rows=(*rows, *grid.rows),
        place=merge_places([row[0].place for row in above] + [grid.place]),
        header_rows=grid.header_rows and grid.header_rows + len(rows),
    )


def _titles_above(lines: Sequence[Sequence[Line]], *, led: bool) -> int:
    """Count the rows of one cell above a header that has merged cells above its labels."""
    sizes = [len(cells_of(row, led=led)) for row in lines[: _ROWS_OF_A_TABLE + 1]]
    return int(len(sizes) > _ROWS_OF_A_TABLE and sizes[0] == 1 < sizes[1] < sizes[2])


def _spread(header: Sequence[Cell], below: Sequence[Cell]) -> Sequence[Cell | None] | None:
    return spread_over_names(header, below) if below[0].text else spread(header, below)


def _doubted(grid: GridTable, lines: Sequence[Sequence[Line]], *, led: bool) -> GridTable:
    """Return a table of a text with broken rows, unsure where rows do not fit its columns.

    A row that lacks cells, or has too many, may be but a piece of one; a table whose first cells
    are values lacks its names.
    """
    cut = not led and any(_is_value(row[0]) for row in grid.rows)
    width = len(grid.rows[0])
    rows = tuple(
        tuple(
            replace(cell, confidence=min(cell.confidence, _DOUBTED))
            if cell and (cut or (_has_values(fields) and 1 < len(fields) < width))
            else cell
            for cell in row
        )
        for row, fields in zip(
            grid.rows, (_fields(place_of(row).text[led:]) for row in lines), strict=True
        )
    )
    return replace(grid, rows=rows)


def _is_value(cell: Cell | None) -> bool:
    return cell is not None and is_value_line(cell.text)


def _without_set_in(rows: list[list[Cell]], heads: int) -> list[list[Cell]]:
    """Return rows without the empty cells of tabs that set in values, where a header tells."""
    above, last = rows[0], rows[heads - 1]
    if not all(says_no_value(cell.text) or is_year(cell.text) for cell in last):
        return rows
    names = [cell.text for cell in last]
    if heads > 1 and (header := _spread(above, last)):
        shared = ""
        for at, cell in enumerate(header):
            shared = cell.text if cell and cell.text else shared if names[at] else ""
            names[at] = f"{shared} {names[at]}".strip()
    return [*rows[:heads], *without_set_in(names, rows[heads:])]


def _below(header: Sequence[Cell], row: list[Cell]) -> list[Cell]:
    """Return a row moved under its header where the two differ in empty cells for icons."""
    above, lead = _leading(header), _leading(row)
    if len(row) - lead != len(header) - above:
        return row
    return [Cell("", row[0].place)] * above + row[lead:]


def _all_move(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a header has empty cells in front that none of its rows has: tabs set it in."""
    above = _leading(rows[0])
    whole = [row for row in rows[1:] if len(row) > 1]
    return bool(above and whole) and all(
        len(row) == len(rows[0]) - above and not _leading(row) for row in whole
    )


def _leading(row: Sequence[Cell]) -> int:
    """Count the cells at the start of a row that are empty or hold an icon only."""
    return sum(1 for _ in takewhile(lambda cell: not strip_icon(cell.text), row))


def cells_of(lines: Sequence[Line], *, led: bool = False) -> list[Cell]:
    """Return the cells of a row of one line or more."""
    place = place_of(lines)
    fields = _fields(without_notes(place.text.removeprefix("\t")) if led else place.text)
    return [Cell(close_hyphens(field), place) for field in fields]
