"""Rows of a ``RunTable``: what is header, label, run of values, sub-heading, note.

Rows end in a run of values; what stands above it is a label, a sub-heading or the header.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Line, Place, RunTable, place_of
from pipeline.extract.language.line_kinds import (
    NOTE,
    SEX,
    is_row_end,
    opens_header,
    tail_values,
)
from pipeline.extract.language.text import (
    close_cuts,
    compact,
    goes_on_word,
    is_cut_word,
    join_lines,
    squeeze,
    strip_icon,
)
from pipeline.extract.language.years import is_year
from pipeline.extract.tables.run_labels import (
    cut_header,
    dangles,
    label_cells,
    label_looks,
    label_width,
    rest_of_label,
)
from pipeline.extract.tables.run_rests import Values, going_on, joined, size_of
from pipeline.extract.tables.run_values import BEFORE_YEAR, INNER_AMOUNTS, cut_sides, cut_values

_BOTH = 2
"""Sides of a table that prints labels and values twice in a row."""
_HEADER_LETTERS = 8
"""A header of fewer letters may be repeated by chance."""
_SUB_HEADING_LIMIT = 50
"""Letters of a line above a row that heads a part of the table."""
_TWICE = 2
_YEARS_TWICE = re.compile(r"(20\d\d(?: 20\d\d)*) \1$")
_DENSE, _ROWS = 5, 2
"""Lines, or rows, between two blank lines, of which a table that they part has fewer."""
_MAX_HEADER = 80
_COLUMN_NAME = re.compile(r"(?:avvikelse|prognos|budget|bokslut|utfall)\b", re.IGNORECASE)


@dataclass(slots=True)
class Row:
    """A printed row: label lines and the pieces of its run of values.

    ``gaps`` counts the spaces before every piece, and after the last, that are more than
    part one cell from the next. ``side`` is 1 for the right half of a two-sided table.
    ``apart`` says of how many pieces each line of values is, where no value goes on over a line.
    """

    label: str
    group: str | None
    pieces: list[str]
    lines: list[Line]
    value_lines: list[Line]
    gaps: tuple[int, ...] = ()
    side: int = 0
    apart: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """A run table's header lines, rows, notes, and what is in none of them.

    ``header_is_marked`` says that wrapped lines of the header end in a space.
    """

    header: tuple[Line, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    left_over: tuple[Place, ...]
    sides: int = 1
    header_is_marked: bool = False


def ways_to_part(table: RunTable) -> tuple[Parts, ...]:
    """Part a run table into header, rows and notes; repeated headers are left out.

    There are two ways where a single line between the header and the first row may be a
    sub-heading of rows, the first way, or the header's last line.
    """
    lines = [line for chunk in table.chunks for line in chunk.lines]
    sides = _sides(lines)
    sizes = _header_sizes(lines, lines_after_blank(table), table, sides)
    return tuple(_parted_below(lines, size, table, sides) for size in dict.fromkeys(sizes))


def _parted_below(lines: Sequence[Line], header_size: int, table: RunTable, sides: int) -> Parts:
    """Part a table's lines, of which the first are its header."""
    blank_before = lines_after_blank(table)
    header, body, notes = _parts(lines, blank_before, table, sides, header_size)
    cut_rows = _dense_rows if is_dense(table) else _rows
    rows, left = cut_rows(list(_halved(body, sides)), blank_before, table, sides)
    if sides == 1:
        rows = _named_below(_with_rests(rows), header_size)
    whole = {line.number: line for line in lines}
    for row in rows:  # a place is verbatim: the whole line, not one side of it
        row.value_lines = [whole[number] for number in dict.fromkeys(_numbers(row.value_lines))]
    return Parts(tuple(header), tuple(rows), tuple(notes), tuple(left), sides)


def _with_rests(rows: Sequence[Row]) -> list[Row]:
    """Put lines of values that go on with the row above into it."""
    filled = [row for row in rows if row.pieces]
    goes_on = iter(going_on([Values(bool(row.label), row.pieces) for row in filled]))
    whole: list[Row] = []
    for row in rows:
        on = next(goes_on) if row.pieces else False
        if on and whole[-1].pieces:
            last = whole[-1]
            last.gaps = ()
            last.pieces += row.pieces
            last.lines = [*last.lines, *row.lines]
            last.value_lines = [*last.value_lines, *row.value_lines]
        else:
            whole.append(row)
    return whole


def _named_below(rows: Sequence[Row], header_size: int) -> list[Row]:
    """Name a row whose values a page break put above the header, and its label below it."""
    named: list[Row] = []
    for row in rows:
        last = named[-1] if named else None
        nameless = last is not None and bool(last.pieces) and not last.label
        gap = row.lines[0].number - last.lines[-1].number if last else 0
        if last is not None and nameless and not row.pieces and gap > header_size > 1:
            last.label, last.lines = row.label, [*last.lines, *row.lines]
        else:
            named.append(row)
    return named


def lines_after_blank(table: RunTable) -> set[int]:
    """Return the numbers of lines that follow a blank line."""
    return {chunk.lines[0].number for chunk in table.chunks if chunk.lines}


def _header_sizes(
    lines: Sequence[Line], blank_before: set[int], table: RunTable, sides: int
) -> tuple[int, ...]:
    """Return how many lines the header has; two numbers where it may be seen in two ways."""
    first_row = next((i for i, line in enumerate(lines) if is_row_end(line.text)), len(lines))
    if is_dense(table):
        return (_dense_header_size(lines, first_row, blank_before, table, sides),)
    if size := _unit_header(lines, first_row, blank_before):
        return (size,)
    return _loose_header_sizes(lines, first_row, blank_before, table, sides)


def _parts(
    lines: Sequence[Line], blank_before: set[int], table: RunTable, sides: int, header_size: int
) -> tuple[list[Line], list[Line], list[str]]:
    """Part a table's lines into header, body (repeated headers left out) and notes.

    The rest of a label that a page break cuts is taken out of ``blank_before``.
    """
    header = list(lines[:header_size])
    body: list[Line] = []
    notes: list[str] = []
    text = compact("".join(line.text for line in header))
    index = header_size
    while index < len(lines):
        if again := repeated(lines, index, text):
            index += again
            torn = rest_of_label(lines[index:], _ends_row) if body and _ends_row(body[-1]) else 0
            if torn and sides == 1:
                body[-1:] = _with_rest(body[-1], lines[index : index + torn])
                blank_before.difference_update(_numbers(lines[index : index + torn]))
                index += torn
            continue
        if NOTE.match(lines[index].text.strip()):
            size = note_size(lines, index, blank_before)
            notes.append(
                join_lines(
                    [line.text for line in lines[index : index + size]],
                    wrap_is_marked=table.wrap_is_marked,
                )
            )
            index += size
            continue
        body.append(lines[index])
        index += 1
    return header, body, notes


def _ends_row(line: Line) -> bool:
    return is_row_end(line.text)


def _with_rest(row: Line, rest: Sequence[Line]) -> list[Line]:
    """Put the rest of a label between what stands of it on a row's line and the values.

    What stands there ended a word, if no word is cut: the space behind it parts it from values.
    """
    label, _ = cut_sides(row.text, 1)[0]
    values = squeeze(row.text)[len(label) :].strip()
    gap = "" if goes_on_word(label, [line.text for line in rest]) else " "
    above = [replace(row, text=label + gap)] if label else []
    return [*above, *rest, replace(row, text=values)]


def is_dense(table: RunTable) -> bool:
    """Tell whether blank lines are too few to part rows: only page breaks leave some."""
    lines = [line for chunk in table.chunks for line in chunk.lines]
    rows = sum(is_row_end(line.text) for line in lines)
    return len(lines) > _DENSE * len(table.chunks) or rows > _ROWS * len(table.chunks)


def _dense_header_size(
    lines: Sequence[Line], first_row: int, blank_before: set[int], table: RunTable, sides: int
) -> int:
    if first_row >= len(lines):
        return 0
    ends = [line for line in lines[first_row:] if is_row_end(line.text)]
    sizes = Counter(_sizes(lines[first_row:]))
    count = max(sizes, key=lambda size: (sizes[size] >= _TWICE, size))
    own = _own_label(lines[first_row], sides)
    below = list(_labels(lines[first_row + 1 :], sides))
    looks = label_looks([_own_label(line, sides) for line in ends], below, blank_before, table)
    size = cut_header(lines[:first_row], count, looks, blank_before, table, own)[0]
    return size + (size < first_row and _is_of_one_kind(lines[size]))


def _sizes(lines: Sequence[Line]) -> Iterator[int]:
    """Return how many values the rows have that end on some lines, thousands joined."""
    rows: list[Values] = []
    labelled = False
    for line in lines:
        if not is_row_end(line.text):
            labelled = True
            continue
        label, pieces = cut_values(line.text)
        rows.append(Values(labelled or bool(label), pieces))
        labelled = False
    goes_on = going_on(rows)
    if not any(goes_on):
        return (len(tail_values(line.text)) for line in lines if is_row_end(line.text))
    return map(size_of, joined(rows, goes_on))


def _labels(lines: Sequence[Line], sides: int) -> Iterator[list[Line]]:
    """Yield the lines of the label of every row, with those of a sub-heading above it."""
    pending: list[Line] = []
    for line in lines:
        if is_row_end(line.text):
            yield [*pending, *_own_label(line, sides)]
            pending = []
        else:
            pending.append(line)


def _own_label(line: Line, sides: int) -> list[Line]:
    """Return what stands of a row's label on the line of its values."""
    label = cut_sides(line.text, sides)[0][0]
    return [Line(line.number, label)] if label else []


def _loose_header_sizes(
    lines: Sequence[Line], first_row: int, blank_before: set[int], table: RunTable, sides: int
) -> tuple[int, ...]:
    """Return how many lines the header has: the first row's label is not part of it.

    The second number, if any, is without the sub-heading that the first takes for one.
    """
    if first_row >= len(lines):
        return (0,)
    starts = [i for i in range(first_row + 1) if i == 0 or lines[i].number in blank_before]
    label = cut_sides(lines[first_row].text, sides)[0][0]
    chunk_start = starts[-1]
    if label:
        if chunk_start < first_row and opens_header(lines, chunk_start):
            return (_dense_header_size(lines, first_row, blank_before, table, sides),)
        if chunk_start == first_row or not _joins_label(lines, chunk_start, first_row, table):
            return _without_sub_heading(lines, starts, first_row, table), first_row
        best = _dense_header_size(lines, first_row, blank_before, table, sides)
        return (best if chunk_start < best < first_row + 1 else chunk_start,)
    if chunk_start == first_row and len(starts) > 1:
        chunk_start = starts[-2]
    if not chunk_start and any(opens_header(lines, i) for i in range(first_row)):
        return (_dense_header_size(lines, first_row, blank_before, table, sides),)
    return (chunk_start + _is_of_one_kind(lines[chunk_start]),)


def _is_of_one_kind(line: Line) -> bool:
    """Tell whether a line is nothing but several years or sexes: they name columns, and no row."""
    words = line.text.split()
    return len(words) > 1 and (all(map(is_year, words)) or all(map(SEX.fullmatch, words)))


def _unit_header(lines: Sequence[Line], first_row: int, blank_before: set[int]) -> int:
    """Return the size of a header that is one line with its unit ("Statsbidrag Mnkr").

    Such a table has one value column. 0 where the header is of another kind.
    """
    counts = [len(cut_values(line.text)[1]) for line in lines if is_row_end(line.text)]
    alone = len(lines) > 1 and lines[1].number in blank_before and first_row > 1
    unit = re.search(r"\b(?:mnkr|mkr|tkr|kr)$", squeeze(lines[0].text), re.IGNORECASE)
    return 1 if alone and unit and counts and max(counts) == 1 else 0


def _joins_label(lines: Sequence[Line], start: int, row: int, table: RunTable) -> bool:
    """Tell whether the lines above a row in its chunk are the start of its label."""
    above = lines[row - 1].text
    if table.end_is_marked:
        return above[-1:].isspace()
    return start > 0


def _without_sub_heading(
    lines: Sequence[Line], starts: Sequence[int], first_row: int, table: RunTable
) -> int:
    """A single line between a full header and the first row is a sub-heading.

    A word that only names columns ("Avvikelse") is the last of the header.
    """
    before = [i for i in starts if i < first_row]
    if len(before) <= 1 or first_row - before[-1] != 1:
        return first_row
    text = squeeze(lines[before[-1]].text)
    words_above = sum(len(line.text.split()) for line in lines[: before[-1]])
    _, pieces = cut_values(lines[first_row].text)
    single = (
        text[:1].isupper() and len(text) < _SUB_HEADING_LIMIT and not any(map(str.isdigit, text))
    )
    single = single and text.count("(") == text.count(")") and not _COLUMN_NAME.match(text)
    goes_on = table.end_is_marked and lines[before[-1] - 1].text[-1:].isspace()
    return before[-1] if single and not goes_on and words_above > len(pieces) else first_row


def repeated(lines: Sequence[Line], index: int, header: str) -> int:
    """Return how many lines from ``index`` repeat the header (compact), 0 where none does."""
    if len(header) < _HEADER_LETTERS:
        return 0
    text = ""
    for size, line in enumerate(lines[index : index + _MAX_HEADER], start=1):
        text += compact(strip_icon(line.text))
        if text == header:
            return size
        if not header.startswith(text):
            return 0
    return 0


def note_size(lines: Sequence[Line], index: int, blank_before: set[int]) -> int:
    """Return how many lines the note at ``index`` has."""
    size = 1
    while (
        index + size < len(lines)
        and lines[index + size].number not in blank_before
        and not is_row_end(lines[index + size].text)
    ):
        size += 1
    return size


def _numbers(lines: Sequence[Line]) -> Iterator[int]:
    return (line.number for line in lines)


def _halved(body: Sequence[Line], sides: int) -> Iterator[Line]:
    """Part lines of a two-sided table that end in the beginning of the right side's label."""
    for line in body:
        inner = INNER_AMOUNTS.match(line.text) if sides == _BOTH else None
        if inner is None or is_row_end(line.text):
            yield line
        else:
            yield Line(line.number, line.text[: inner.start(3)].rstrip(), line.page)
            yield Line(line.number, inner[3], line.page)


def _sides(lines: Sequence[Line]) -> int:
    """Return 2 where labels and values stand twice in a row (a balance sheet), else 1.

    Most rows of both sides may stand on lines of their own: then a header whose years stand
    twice tells it, and one row that has both.
    """
    double = sum(
        is_row_end(line.text) and len(cut_sides(line.text, _BOTH)) == _BOTH for line in lines
    )
    twice = any(_YEARS_TWICE.search(squeeze(line.text)) for line in lines)
    return _BOTH if double >= _TWICE - twice else 1


def _dense_rows(
    body: Sequence[Line], blank_before: set[int], table: RunTable, sides: int
) -> tuple[list[Row], list[Place]]:
    """Cut a body without blank lines into rows: labels end where a word still fitted."""
    owns = [_own_label(line, sides) for line in body if is_row_end(line.text)]
    pending_runs = [[line] for line in body if not is_row_end(line.text)]
    width = label_width([*owns, *pending_runs])
    rows: list[Row] = []
    pending: list[Line] = []
    group: str | None = None
    side = 1
    for line in body:
        if not is_row_end(line.text):
            pending.append(line)
            continue
        cut = cut_sides(line.text, sides)
        for number, (label, pieces) in enumerate(cut):
            side = number if len(cut) == sides else 1 - side
            own = [Line(line.number, label)] if label else []
            cells = label_cells([*pending, *own], width, blank_before, table)
            for cell in cells[:-1]:
                group = label_text(cell, table)
                rows.append(Row(group, None, [], cell, cell))
            above = [each for each in cells[-1] if each not in own] if cells else []
            years = int(bool(above) and not label and _starts_with_year(pieces, above[-1]))
            parts = [*(cells[-1] if cells else []), *(Line(line.number, p) for p in pieces[:years])]
            gaps = _gaps(line.text, len(pieces) - years) if len(cut) == 1 else ()
            rows.append(
                Row(
                    label_text(parts, table), group, pieces[years:], [*above, line], [line],
                    gaps, side,
                )
            )  # fmt: skip
            pending = []
    _take_years_into_labels(rows)
    return rows, [place_of(pending)] if pending else []


def _rows(
    body: Sequence[Line], blank_before: set[int], table: RunTable, sides: int
) -> tuple[list[Row], list[Place]]:
    """Cut the body into rows; labels without values become sub-headings."""
    rows: list[Row] = []
    pending: list[list[Line]] = []
    group: str | None = None
    side = 1
    for line in body:
        if not is_row_end(line.text):
            apart = line.number in blank_before
            if pending and (not apart or dangles(pending[-1][-1].text)):
                pending[-1].append(line)
            else:
                pending.append([line])
            continue
        cut = cut_sides(line.text, sides)
        for number, (label, pieces) in enumerate(cut):
            side = number if len(cut) == sides else 1 - side
            own: list[Line] = []
            if pending and (
                not label or _continues_label(pending[-1][-1], line, blank_before, table)
            ):
                own = pending.pop()
            years = int(bool(own) and not label and _starts_with_year(pieces, own[-1]))
            for lines in pending:
                group = label_text(lines, table)
                rows.append(Row(group, None, [], lines, lines))
            pending = []
            label_lines = [*own, Line(line.number, " ".join([label, *pieces[:years]]).strip())]
            rows.append(
                Row(
                    label_text([each for each in label_lines if each.text], table),
                    group,
                    pieces[years:],
                    [*own, line],
                    [line],
                    _gaps(line.text, len(pieces) - years) if len(cut) == 1 else (),
                    side,
                )
            )
    left = [place_of(lines) for lines in pending]
    _take_years_into_labels(rows)
    return rows, left


def _gaps(text: str, pieces: int) -> tuple[int, ...]:
    """Return the extra spaces before each of the last pieces of a line, and after them."""
    runs = [len(run) for run in re.findall(r"( *)\S+", text)]
    leads = runs[len(runs) - pieces :]
    first = [max(0, leads[0] - 1) if len(runs) > pieces else leads[0]] if leads else []
    trailing = len(text) - len(text.rstrip())
    return (*first, *(max(0, lead - 1) for lead in leads[1:]), max(0, trailing - 1))


def _take_years_into_labels(rows: Sequence[Row]) -> None:
    """Rows that tell the years apart ("Platser 2019", "Platser 2020") have them as labels."""
    filled = [row for row in rows if row.pieces]
    years = [row.pieces[0] for row in filled]
    told_apart = len(set(years)) == len(years) > 1 and all(map(is_year, years))
    if told_apart and all(len(row.pieces) > 1 for row in filled):
        for row in filled:
            row.label = squeeze(f"{row.label} {row.pieces.pop(0)}")
            row.gaps = row.gaps[1:]


def _starts_with_year(pieces: Sequence[str], above: Line) -> bool:
    """Tell whether the first piece is the year that the label above it asks for."""
    asks = BEFORE_YEAR.match(above.text.split()[-1])
    return len(pieces) > 1 and bool(asks) and is_year(pieces[0])


def _continues_label(last: Line, line: Line, blank_before: set[int], table: RunTable) -> bool:
    """Tell whether a row's label began on the lines above it.

    Where a line is full no space is printed at its end: its words tell that it goes on.
    """
    if line.number in blank_before and not (dangles(last.text) and not table.end_is_marked):
        return table.end_is_marked and last.text[-1:].isspace()
    if table.end_is_marked:
        marked = last.text[-1:].isspace() or dangles(last.text)
        return marked or _is_cut(last.text, line.text)
    return True


def _is_cut(text: str, line: str) -> bool:
    """Tell whether a line goes on in the middle of a text's last word, by its letters."""
    return line[:1].islower() and is_cut_word(text.split()[-1], [line])


def label_text(lines: Sequence[Line], table: RunTable) -> str:
    """Return the text of a label's lines, unwrapped and without an icon."""
    texts = [line.text for line in lines]
    if not table.wrap_is_marked:
        texts = close_cuts(texts)
    return strip_icon(join_lines(texts, wrap_is_marked=table.wrap_is_marked)).strip()
