"""Flow text with one line a cell, blank where it is empty: what Word saves as plain text.

No column is lost in it: every row has as many lines as its table has columns. Tables of
indicators and activities are found by their headers; where they fit, other tables are
found by rows of a label and values below as many lines of header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.extract.document import Cell, GridTable, Line, place_of
from pipeline.extract.language.indicator_headers import NAME, PERIOD, match_single
from pipeline.extract.language.line_kinds import COLUMN_WORD, STRUCTURE, is_value_line, opens_header
from pipeline.extract.language.table_heads import ACTIVITIES, DEVIATION, head_word
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.language.values import is_period, parse_cell, parse_date
from pipeline.extract.readers.text.flow_tables import known_regions
from pipeline.extract.readers.text.merged_headers import spread
from pipeline.extract.report import Qualifier

_DEVIATION = re.compile(DEVIATION, re.IGNORECASE)
_ANALYSIS = re.compile(r"^\W*Analys\b")
_SENTENCE = re.compile(r"[.!?:;]$")
_CONFIDENCE = 0.99
_MOSTLY = 0.8
_LONGEST_ANALYSIS = 12
_LONGEST_REMARK = 40
_LONGEST_LABEL = 120
_MOST_COLUMNS = 18


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that takes lines ``start`` to ``end`` (indices, end exclusive)."""

    start: int
    end: int
    grid: GridTable


def find_counted(lines: Sequence[Line]) -> list[CountedTable]:
    """Return the tables in order; none where a text does not print its cells so."""
    known = list(_known_tables(lines))
    ends = {table.start: table.end for table in known}
    regions = known_regions(lines)
    whole = sum(
        region.start in ends and not _has_row(lines[ends[region.start] : region.end])
        for region in regions
    )
    if not known or whole < _MOSTLY * len(regions):
        return []
    taken = {i for table in known for i in range(table.start, table.end)}
    other = _other_tables(lines, taken)
    return sorted((*known, *other), key=lambda table: table.start)


def _has_row(lines: Sequence[Line]) -> bool:
    """Tell whether a row ends among lines: then a table's rows are not all of one size."""
    return any(is_period(line.text) or parse_date(line.text) for line in lines)


# --- indicators and activities ------------------------------------------------------------------


def _known_tables(lines: Sequence[Line]) -> Iterator[CountedTable]:
    index = 0
    while index < len(lines):
        table = _known_table(lines, index)
        if table is not None:
            yield table
        index = table.end if table else index + 1


def _known_table(lines: Sequence[Line], index: int) -> CountedTable | None:
    """Return the table whose header starts on a line, with or without a column of icons."""
    for size, is_row in (
        (_indicator_header(lines, index), _is_indicator),
        (_activity_header(lines, index), _is_activity),
    ):
        for lead in (0, 1) if size else ():
            fits = partial(_fits, lines, lead=lead, size=size, is_row=is_row)
            rows, end = _known_rows(lines, index + size, lead + size, fits)
            if rows:
                header = [_empty(lines[index])] * lead
                header += [_cell([line]) for line in lines[index : index + size]]
                return CountedTable(index, end, _grid(lines[index:end], [header, *rows]))
    return None


def _indicator_header(lines: Sequence[Line], index: int) -> int:
    """Return how many lines an indicator header has here, one a column; 0 where none."""
    seen: list[object] = []
    for line in lines[index : index + _MOST_COLUMNS]:
        column = match_single(compact(strip_icon(line.text))) if line.text.strip() else None
        if column is None or column in seen or (column is NAME) != (not seen):
            return 0
        seen.append(column)
        if column is PERIOD:
            return len(seen)
    return 0


def _activity_header(lines: Sequence[Line], index: int) -> int:
    if head_word(lines[index].text) not in (ACTIVITIES, f"{ACTIVITIES}er"):
        return 0
    beside = [head_word(line.text) for line in lines[index + 1 : index + 4]]
    if beside[:2] != ["startdatum", "slutdatum"]:
        return 0
    return 4 if beside[2:] == ["avvikelse"] else 3


def _fits(
    lines: Sequence[Line],
    index: int,
    *,
    lead: int,
    size: int,
    is_row: Callable[[Sequence[str]], bool],
) -> bool:
    """Tell whether a whole row starts on a line."""
    texts = [squeeze(line.text) for line in lines[index : index + lead + size]]
    if len(texts) < lead + size or any(strip_icon(text) for text in texts[:lead]):
        return False
    name = texts[lead]
    return bool(strip_icon(name)) and not STRUCTURE.match(name) and is_row(texts[lead:])


def _is_indicator(texts: Sequence[str]) -> bool:
    parsed = [cell for text in texts[1:-1] if (cell := parse_cell(text))]
    short = all(len(cell.text) < _LONGEST_REMARK for cell in parsed)
    worded = sum(cell.qualifier is Qualifier.TEXT for cell in parsed)
    known = short and worded * 2 <= len(parsed) and not any(map(_is_year, texts[1:-1]))
    is_name = not is_value_line(texts[0]) and not is_period(texts[0])
    return is_name and is_period(texts[-1]) and known


def _is_activity(texts: Sequence[str]) -> bool:
    dates = [text for text in texts[1:3] if text]
    deviation = "".join(texts[3:])
    return (
        bool(dates)
        and all(parse_date(text) for text in dates)
        and (not deviation or _DEVIATION.fullmatch(deviation) is not None)
    )


def _known_rows(
    lines: Sequence[Line], index: int, width: int, fits: Callable[[int], bool]
) -> tuple[list[list[Cell | None]], int]:
    """Return the rows from a line on, Analys texts among them, and where they end."""
    rows: list[list[Cell | None]] = []
    end = index
    while index < len(lines):
        if fits(index):
            rows.append([_cell([line]) for line in lines[index : index + width]])
            index += width
        elif rows and _ANALYSIS.match(lines[index].text):
            stop = _end_of_analysis(lines, index, fits)
            rows.append([_cell(lines[index:stop]), *[None] * (width - 1)])
            index = stop
        elif rows and not lines[index].text.strip() and fits(index + 1):
            index += 1
        else:
            break
        end = index
    return rows, end


def _end_of_analysis(lines: Sequence[Line], index: int, fits: Callable[[int], bool]) -> int:
    """Return where an Analys text ends: at the next row, else after its first paragraph."""
    for stop in range(index + 1, min(index + _LONGEST_ANALYSIS, len(lines))):
        if fits(stop):
            return stop
        if STRUCTURE.match(lines[stop].text.strip()):
            break
    alone = strip_icon(squeeze(lines[index].text)).rstrip(":") == "Analys"
    return min(index + 1 + alone, len(lines))


# --- other tables -------------------------------------------------------------------------------


def _other_tables(lines: Sequence[Line], taken: set[int]) -> Iterator[CountedTable]:
    texts = ["" if i in taken else squeeze(line.text) for i, line in enumerate(lines)]
    index = done = 0
    while index < len(lines):
        ways = [
            (count * width, sides, width, header)
            for width in range(2, _MOST_COLUMNS)
            for sides in ((1,) if width % 2 else (1, 2))
            if (count := _count_rows(texts, index, width, sides))
            and (header := _header(lines, texts, index, width, done))
            and (count > 1 or opens_header(lines, index - header[1]))
            and (sides == 1 or _is_two_sided(header[0]))
        ]
        if not ways:
            index += 1
            continue
        size, _, width, (header_rows, header_size) = max(ways, key=lambda way: way[:2])
        start, end = index - header_size, index + size
        rows = [
            [_cell([line]) for line in lines[at : at + width]] for at in range(index, end, width)
        ]
        grid = _grid(lines[start:end], [*header_rows, *rows], len(header_rows))
        yield CountedTable(start, end, grid)
        index = done = end


def _count_rows(texts: Sequence[str], index: int, width: int, sides: int) -> int:
    """Return how many rows start here that are a label and values, once or on two sides.

    Sub-headings have no values; one side of a row may be empty.
    """
    half = width // sides
    whole = 0
    for count, at in enumerate(range(index, len(texts) - width + 1, width), start=1):
        labels = [texts[i] for i in range(at, at + width, half)]
        values = [texts[i] for i in range(at, at + width) if (i - at) % half and texts[i]]
        named = all(_may_head(label) for label in labels if label) and any(labels)
        if not named or (sides == 1 and not labels[0]) or not all(map(is_value_line, values)):
            break
        if not values and _is_year(labels[0]):
            break
        whole = count if values else whole
    return whole


def _is_two_sided(header: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether both halves of a header name the same columns, as of a balance sheet."""
    half = len(header[0]) // 2
    texts = [[cell.text for cell in row] for row in header]
    return all(row[1:half] == row[half + 1 :] for row in texts) and texts[0][0] != texts[0][half]


def _header(
    lines: Sequence[Line], texts: Sequence[str], index: int, width: int, done: int
) -> tuple[list[list[Cell]], int] | None:
    """Return the header rows above a table's first row and how many lines they take."""
    start = index - width
    if start < done:
        return None
    last = [_cell([line]) for line in lines[start:index]]
    spanning = list(_headers_above(lines, last, start, done)) if not last[0].text else []
    if spanning:
        first = min(spanning, key=_label_is_column)
        return [first.cells, last], width + first.size
    named = all(_may_head(text) for text in texts[start + 1 : index])
    return ([last], width) if named else None


@dataclass(frozen=True, slots=True)
class _Above:
    """A header row of ``size`` lines, with its merged cells over their columns."""

    cells: list[Cell]
    size: int


def _headers_above(
    lines: Sequence[Line], last: Sequence[Cell], start: int, done: int
) -> Iterator[_Above]:
    """Yield the rows that may stand above a header's last row, which has no label."""
    for size in range(2, min(len(last), start - done) + 1):
        above = [_cell([line]) for line in lines[start - size : start]]
        named = all(_may_head(cell.text) for cell in above) and not _is_year(above[0].text)
        columns = all(COLUMN_WORD.search(cell.text) for cell in above[1:])
        opens = columns or opens_header(lines, start - size)
        if not named or not opens:
            continue
        if cells := above if size == len(last) else spread(above, last):
            yield _Above(cells, size)


def _label_is_column(header: _Above) -> bool:
    """Tell whether a header's label names a column: then the label stands above it."""
    return COLUMN_WORD.match(header.cells[0].text) is not None


def _may_head(text: str) -> bool:
    is_label = bool(text) and not is_value_line(text) and not _SENTENCE.search(text)
    return _is_year(text) or (is_label and len(text) <= _LONGEST_LABEL)


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == len("2021")


# --- cells --------------------------------------------------------------------------------------


def _cell(lines: Sequence[Line]) -> Cell:
    return Cell(squeeze(" ".join(line.text for line in lines)), place_of(lines))


def _empty(line: Line) -> Cell:
    return Cell("", place_of([line]))


def _grid(
    lines: Sequence[Line], rows: Sequence[Sequence[Cell | None]], header_rows: int = 1
) -> GridTable:
    return GridTable(
        rows=tuple(map(tuple, rows)),
        place=place_of(lines),
        header_rows=header_rows,
        confidence=_CONFIDENCE,
    )
