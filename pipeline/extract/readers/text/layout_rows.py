"""The rows of a table in layout text: which lines are one row, by where its values stand."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter

from pipeline.extract.document import (
    Cell,
    Line,
    place_of,
)
from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.spelling import Spelling
from pipeline.extract.language.table_heads import head_word
from pipeline.extract.language.text import compact, join_lines
from pipeline.extract.readers.text.layout_closing import closed
from pipeline.extract.readers.text.layout_lines import (
    DATE,
    KNOWN_HEAD,
    PERIOD,
    SEVERAL,
    is_value,
    lines_apart,
)

_DIGIT = re.compile(r"\d")
_KEY_FORMS = ("tertial00000", "vb0000", "år0000", "t00000", "0000-00-00")
"""Periods and dates without white space, each digit a 0: a narrow column cuts them anywhere."""
_CUT_YEAR = re.compile(r"20\d?$")
_LEAST_OF_KEY = 3
_LINES_OF_KEY = 4
_KEYS = ("startdatum", "slutdatum", "period", "periodicitet", "mätperiod")
_SMALL_NAME, _TORN, _NEAR = 3.0, 0.5, 2.0
_RUNNING = re.compile(r"[^\W\d_]\S* \S|[a-zåäö]+\b[^\W\d_.,]*\W*$")
"""Several words, or one with a small letter."""
_GOES_ON = re.compile(r"[a-zåäö(]")
"""How a line begins that goes on with a name."""
_THOUSANDS = re.compile(r"[-+–]?\d{1,3}")
_HUNDREDS = re.compile(r"\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table with its texts by column; ``analysis`` where it is an Analys text.

    ``tight`` are the columns whose text stands one space beside another's; ``outside`` says by
    how many letters a text stands outside its column, where it does.
    """

    line: Line
    cells: dict[int, str]
    analysis: bool = False
    tight: frozenset[int] = frozenset()
    outside: Mapping[int, float] = field(default_factory=dict)
    ahead: Mapping[int, float] = field(default_factory=dict)


def keys_of(labels: Sequence[str]) -> frozenset[int]:
    """Return the columns that tell the rows of a known table: its period, its dates."""
    names = [head_word(label) for label in labels]
    if not names or not KNOWN_HEAD.fullmatch(names[0]):
        return frozenset()
    return frozenset(at for at, name in enumerate(names) if name in _KEYS)


def grouped(
    rows: Sequence[Row], analyses: Sequence[Row], keys: frozenset[int], names: int = 1
) -> Iterator[list[Row]]:
    """Yield the lines of each row; an Analys text is a row of its own.

    ``keys`` are columns of which every row has one text; of several columns of ``names`` the
    last has those of the rows, others those of groups.
    """
    if names > 1:
        as_printed = {row.line.number: row for row in (*rows, *analyses)}
        named = [replace(row, cells=_without_groups(row.cells, names)) for row in rows]
        for group in grouped(named, analyses, keys):
            yield [as_printed[row.line.number] for row in group]
        return
    anchors = list(_anchors(rows, keys))
    if not keys:
        anchors = _joined(rows, anchors)
    parted = _parted(rows, analyses)
    widest = _room(rows)
    headings = set() if keys else {at for at in range(len(rows)) if _is_heading(rows, at, widest)}
    parted |= {at + 1 for at in headings}
    starts = sorted({*_row_starts(rows, anchors, parted), *headings, *parted})
    if rows and (not starts or starts[0] > 0):
        starts = [0, *starts]
    first = rows[0].line.number if rows else None
    text = [row for row in analyses if first is None or row.line.number < first]
    yield from [text] if text else []
    for start, end in pairwise([*starts, len(rows)]):
        last = rows[end].line.number if end < len(rows) else None
        group = list(rows[start:end])
        yield group
        text = [
            row
            for row in analyses
            if row.line.number > group[0].line.number and (last is None or row.line.number < last)
        ]
        yield from [text] if text else []


def _without_groups(cells: Mapping[int, str], names: int) -> dict[int, str]:
    return {max(at - names + 1, 0): text for at, text in cells.items() if at >= names - 1}


def _anchors(rows: Sequence[Row], keys: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of the values of each row, as indices."""
    at = 0
    valued = any(is_value(text) for row in rows for at, text in row.cells.items() if at)
    while at < len(rows):
        cells, end = rows[at].cells, at
        found = any(cells.keys() - {0}) and not keys and not (valued and _is_rest_of_text(cells))
        below = rows[at + 1].cells if at + 1 < len(rows) else {}
        if found and (_cuts_numbers(cells, below) or _is_rest_of_numbers(cells, below)):
            end = at + 1
        for key in keys:
            if _opens_key(cells.get(key, "")):
                found, end = True, max(end, _key_end(rows, at, key))
        if found:
            yield at, end
        at = end + 1


def _joined(rows: Sequence[Row], anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of values that are one row's: no name begins there, and no value is above.

    Cells of several lines that stand at the middle of their row have lines beside each other.
    """
    made: list[tuple[int, int]] = []
    for first, last in anchors:
        if made and _is_one_row(rows[made[-1][0] : last + 1], first - made[-1][0]):
            made[-1] = (made[-1][0], last)
        else:
            made.append((first, last))
    return made


def _is_one_row(rows: Sequence[Row], second: int) -> bool:
    """Tell whether lines from one with values on, and those from the ``second`` on, are one row."""
    if any(lines_apart(above.line, below.line) != 1 for above, below in pairwise(rows)):
        return False
    names = [row.cells[0] for row in rows[1:] if 0 in row.cells]
    if any(not _GOES_ON.match(name) or names_part(name) for name in names):
        return False
    valued = {
        at for row in rows[:second] for at, text in row.cells.items() if at and is_value(text)
    }
    below = {at: text for row in rows[second:] for at, text in row.cells.items() if at}
    return all(at not in valued or not is_value(text) for at, text in below.items())


def _cuts_numbers(above: Mapping[int, str], below: Mapping[int, str]) -> bool:
    """Tell whether all numbers of a line go on below it with their hundreds: it is no row.

    The name of the row stands on one of both lines.
    """
    columns = above.keys() - {0}
    return (0 in above) != (0 in below) and all(
        _THOUSANDS.fullmatch(above[at]) and _HUNDREDS.match(below.get(at, "")) for at in columns
    )


def _is_rest_of_numbers(above: Mapping[int, str], below: Mapping[int, str]) -> bool:
    """Tell whether a line has no name, and only hundreds below thousands: it is no row."""
    return bool(below) and all(
        at and _THOUSANDS.fullmatch(above.get(at, "")) and _HUNDREDS.match(text)
        for at, text in below.items()
    )


def _is_rest_of_text(cells: Mapping[int, str]) -> bool:
    """Tell whether a line of a table with values has none and no whole name, but running text."""
    name = cells.get(0, "")
    return not name[:1].isupper() and all(_RUNNING.match(cells[at]) for at in cells.keys() - {0})


def _opens_key(text: str) -> bool:
    form = _form(text)
    cut = len(form) >= _LEAST_OF_KEY and _KEY_FORMS[0].startswith(form)
    return cut or bool(_CUT_YEAR.match(text) or PERIOD.match(text) or DATE.match(text))


def _form(text: str) -> str:
    return _DIGIT.sub("0", compact(text))


def _key_end(rows: Sequence[Row], at: int, key: int) -> int:
    """Return the line that has the last of a period or date, which a narrow column may cut.

    The values of a row may stand between the lines of its period.
    """
    form, end = _form(rows[at].cells[key]), at
    for below in range(at + 1, min(at + _LINES_OF_KEY, len(rows))):
        if more := _form(rows[below].cells.get(key, "")):
            form += more
            if not any(known.startswith(form) for known in _KEY_FORMS):
                break
            end = below
    return end


def _parted(rows: Sequence[Row], analyses: Sequence[Row]) -> set[int]:
    """Return the lines above which an Analys text stands: a row begins there, with dates or not."""
    numbers = [row.line.number for row in rows]
    return {at for row in analyses if 0 < (at := bisect(numbers, row.line.number)) < len(rows)}


Alignment = Callable[[int, int], float]
_ALIGNED: Sequence[Alignment] = (
    lambda above, below: abs(above - below),
    lambda above, _below: above,
    lambda _above, below: below,
)
"""What is against so many lines above and below the values of a row: middle, top, foot."""


def _row_starts(
    rows: Sequence[Row], anchors: Sequence[tuple[int, int]], parted: set[int]
) -> list[int]:
    """Return the line that each row starts on, by where its values stand in it.

    All rows of a table have their values at the middle, top or foot; a name begins with a
    capital letter.
    """
    if not anchors:
        return sorted(parted)
    return min((_aligned(rows, anchors, parted, cost) for cost in _ALIGNED), key=itemgetter(0))[1]


def _aligned(
    rows: Sequence[Row],
    anchors: Sequence[tuple[int, int]],
    parted: set[int],
    against: Alignment,
) -> tuple[float, list[int]]:
    """Return the starts of the rows with the least against them in one alignment.

    A row begins where its lines are farthest apart.
    """
    far = [0, *(lines_apart(above.line, below.line) for above, below in pairwise(rows))]
    first, last = anchors[0]
    ways: dict[int, tuple[float, list[int]]] = {
        start: (_unnamed(rows, start, last) + (_TORN if start else 0.0), [start])
        for start in range(first + 1 if _is_rest(rows, 0) else 1)
    }
    for (first, last), (following, end) in pairwise(anchors):
        forced = [at for at in parted if last < at <= following]
        starts = forced[:1] or range(last + 1, following + 1)
        widest = max(far[start] for start in starts)
        ways = {
            start: min(
                (cost + against(first - path[-1], start - last - 1) + _unnamed(rows, start, end)
                 + _torn(rows, path[-1], start) + _NEAR * (0 < far[start] < widest),
                 [*path, start])
                for cost, path in ways.values()
            )
            for start in starts
        }  # fmt: skip
    first, last = anchors[-1]
    return min(
        (cost + against(first - path[-1], len(rows) - last - 1) + _torn(rows, path[-1], len(rows)),
         path)
        for cost, path in ways.values()
    )  # fmt: skip


def _torn(rows: Sequence[Row], start: int, end: int) -> float:
    """Return what is against lines from one to another (exclusive) being a row: a page break."""
    return _TORN * (rows[start].line.page != rows[end - 1].line.page)


def _is_rest(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a line goes on with a name that began on the page before."""
    return set(rows[at].cells) == {0} and rows[at].cells[0][:1].islower()


def _unnamed(rows: Sequence[Row], start: int, end: int) -> float:
    """Return what is against a row that starts on a line: its name has no capital.

    That of a part of the row above need not have one.
    """
    name = next((row.cells[0] for row in rows[start : end + 1] if 0 in row.cells), "")
    return 0.0 if name[:1].isupper() or names_part(name) else _SMALL_NAME


def _room(rows: Sequence[Row]) -> int:
    """Return how many letters a line of a name has at least room for: the widest, or one less.

    Where a name goes on below with a small letter, the widest is as wide as the column.
    """
    names = [row.cells[0] for row in rows if 0 in row.cells]
    goes_on = any(name[:1].islower() and not names_part(name) for name in names)
    return max(map(len, names), default=0) - (not goes_on)


def _is_heading(rows: Sequence[Row], at: int, widest: int) -> bool:
    """Tell whether a line is a label alone that goes on with none: a sub-heading.

    The rest of the name of the row above is none: its first word has no room there, where lines
    of names are as wide as the ``widest``.
    """
    row = rows[at]
    if set(row.cells) != {0} or not row.cells[0][:1].isupper():
        return False
    names = [line.cells[0] for line in rows[max(0, at - SEVERAL) : at] if 0 in line.cells]
    if names and lines_apart(rows[at - 1].line, row.line) == 1:
        first = row.cells[0].split(" ", 1)[0]
        if len(names[-1]) <= widest < len(f"{names[-1]} {first}"):
            return False
    below = rows[at + 1].cells if at + 1 < len(rows) else {}
    return set(below) != {0} and below.get(0, "")[:1].isupper()


def cells_of(
    group: Sequence[Row], count: int, sure: Mapping[int, float], spelling: Spelling
) -> tuple[Cell | None, ...]:
    """Return a row's cells, their lines joined; ``sure`` says how sure those of columns are."""
    place = place_of([row.line for row in group])
    if group[0].analysis:
        text = join_lines([row.cells[0] for row in group], wrap_is_marked=False)
        return (Cell(text, place, count), *[None] * (count - 1))
    cells: list[Cell | None] = []
    for column in range(count):
        pieces = [row.cells[column] for row in group if column in row.cells]
        cells.append(Cell(closed(pieces, spelling), place, confidence=sure.get(column, 1.0)))
    return tuple(cells)
