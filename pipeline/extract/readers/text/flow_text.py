"""Flow text: what Apache Tika and its like make of a PDF. Only lines are known.

Every table cell is wrapped over lines, cells of one line are joined by a space, and an
empty cell leaves no trace; so tables become ``RunTable``s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from operator import sub

from pipeline.extract.document import (
    Block,
    Document,
    Line,
    RunTable,
    SourceFormat,
    place_of,
)
from pipeline.extract.language.line_kinds import is_row_end
from pipeline.extract.readers.results import account
from pipeline.extract.readers.text.blank_lines import (
    prose_is_apart,
    tables_are_apart,
    without_idle_blanks,
    without_single_blanks,
)
from pipeline.extract.readers.text.counted_cells import CountedTable
from pipeline.extract.readers.text.cut_cells import whole_cells
from pipeline.extract.readers.text.flow_cells import find_counted
from pipeline.extract.readers.text.flow_dense import find_dense
from pipeline.extract.readers.text.flow_habits import Habit, habit_of
from pipeline.extract.readers.text.flow_known import Region, known_regions
from pipeline.extract.readers.text.flow_tables import chunks_of, other_regions
from pipeline.extract.readers.text.footnotes import footnotes, with_notes
from pipeline.extract.readers.text.lines import (
    TextSource,
    is_double_spaced,
    read_lines,
    single_spaced,
    wrap_marks,
)
from pipeline.extract.readers.text.lone_bullets import without_lone_bullets
from pipeline.extract.readers.text.lost_hyphens import with_whole_words
from pipeline.extract.readers.text.paragraphs import paragraphs, prose_reach
from pipeline.extract.readers.text.torn_headers import with_whole_headers

_GOES_ON = re.compile(r"^\s*(?:[1-3]|(?:[1-3] )?20\d\d)\s*$")
"""What may stand below a period that is wrapped: "Tertial 2", "2025"."""
_ENOUGH_LINES = 40
_HARDLY = 0.25
_SOME = 0.1


def read_double_spaced(text: str, *, unlaid: bool = False) -> Document:
    """Read flow text whose every paragraph is followed by a blank line, as cells are too."""
    return read(text, double_spaced=True, unlaid=unlaid)


def read(text: str, *, double_spaced: bool = False, unlaid: bool = False) -> Document:
    """Read flow text into paragraphs and run tables in reading order.

    ``unlaid`` says that its maker keeps nothing of how tables were laid out.
    """
    source = read_lines(text)
    if double_spaced:
        source = replace(source, lines=single_spaced(source.lines))
    furniture = {place.line_start or 0: place.text for place in source.furniture}
    foot = footnotes(source.lines, furniture)
    ways: Sequence[Sequence[CountedTable]] = ()
    if not unlaid and (double_spaced or not is_double_spaced(text)):
        ways = find_counted(foot.lines)
    if ways:
        source, apart = replace(source, lines=foot.lines), False
    else:
        text_lines = without_lone_bullets(foot.lines)
        whole = with_whole_headers(with_whole_words(tuple(whole_cells(text_lines))))
        apart = tables_are_apart(whole)
        source = replace(source, lines=without_idle_blanks(whole, apart=apart))
    blank = sum(not line.strip() for line in text.split("\n"))
    habit = habit_of(source.lines, blank, lines_apart=apart)
    documents = [
        Document(
            source_format=SourceFormat.FLOW_TEXT,
            blocks=tuple(with_notes(_blocks(source, habit, way, unlaid=unlaid), foot.notes)),
            furniture=source.furniture,
            page_count=source.page_count,
        )
        for way in ways or [()]
    ]
    return max(documents, key=lambda found: sub(*account(found)))


def prints_cells(text: str, *, double_spaced: bool = False) -> bool:
    """Tell whether a text prints a cell a line, empty ones as blank lines."""
    lines = read_lines(text).lines
    lines = single_spaced(lines) if double_spaced else lines
    return bool(find_counted(lines))


def _blocks(
    source: TextSource, habit: Habit, tables: Iterable[CountedTable], *, unlaid: bool
) -> Iterator[Block]:
    lines = source.lines
    counted = {table.start: table for table in tables}
    known = known_regions(lines)
    regions = find_regions(lines, habit, known, counted.values())
    prose_marks, table_marks = _marks(lines, regions)
    if counted:  # one line a cell is one line a paragraph too
        prose_marks = (False, True)
    gather = partial(
        paragraphs,
        page_breaks=source.page_breaks,
        wrap_is_marked=prose_marks[0],
        end_is_marked=prose_marks[1],
        reach=prose_reach(lines),
    )
    apart = not counted and prose_is_apart(lines, regions)

    def prose(part: Sequence[Line]) -> Iterator[Block]:
        return gather(without_single_blanks(part) if apart else part)

    done = 0
    for region in regions:
        yield from prose(lines[done : region.start])
        table_lines = lines[region.start : region.end]
        if habit.lines_apart:
            table_lines = tuple(line for line in table_lines if line.text.strip())
        table = counted.get(region.start)
        yield (
            table.grid
            if table
            else RunTable(
                chunks=chunks_of(table_lines),
                place=place_of(_filled(table_lines)),
                wrap_is_marked=table_marks[0],
                end_is_marked=table_marks[1],
                cells_apart=habit.cells_apart,
                cells_touch=habit.cells_touch,
                unlaid=unlaid,
            )
        )
        done = region.end
    yield from prose(lines[done:])


def find_regions(
    lines: Sequence[Line],
    habit: Habit,
    known: Iterable[Region],
    counted: Iterable[CountedTable] = (),
) -> list[Region]:
    """Return the tables of a flow text in order; they do not overlap.

    ``known`` are the tables of indicators and activities; ``counted`` are tables that were
    found by counting lines; others stand around them.
    """
    sure = [Region(table.start, table.end) for table in counted]
    taken = {i for region in sure for i in range(region.start, region.end)}
    known = [r for r in known if taken.isdisjoint(range(r.start, r.end))]
    taken |= {i for region in known for i in range(region.start, region.end)}
    _, marked = wrap_marks(lines)
    if habit.spaced:
        other = other_regions(lines, taken, end_is_marked=marked)
    else:
        other = list(
            find_dense(
                lines,
                taken,
                cells_apart=habit.cells_apart,
                cells_touch=habit.cells_touch,
                end_is_marked=marked,
            )
        )
    return sorted((*sure, *known, *other), key=lambda region: region.start)


def _marks(
    lines: Sequence[Line], regions: Sequence[Region]
) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    """Return the marks of wrapping of prose and of tables, which may differ.

    Some makers of PDF end every line of prose in a space, and of cells only wrapped ones.
    """
    inside = {i for region in regions for i in range(region.start, region.end)}
    both = wrap_marks(lines)
    prose = [line for i, line in enumerate(lines) if i not in inside]
    tables = [line for i, line in enumerate(lines) if i in inside]
    of_tables = wrap_marks(tables) if len(tables) >= _ENOUGH_LINES else both
    return (
        wrap_marks(prose) if len(prose) >= _ENOUGH_LINES else both,
        (True, True) if _wraps_apart_from_values(tables) else of_tables,
    )


def _wraps_apart_from_values(lines: Sequence[Line]) -> bool:
    """Tell whether lines end in a space only where a cell is wrapped, by its values.

    A value is hardly ever wrapped, but for a period, and for its unit in a narrow column. Where few
    values end in a space, but other lines do, these go on: it tells so also where no blank lines
    show the ends of cells.
    """
    values = [
        line.text[-1:].isspace()
        for line, following in pairwise(lines)
        if is_row_end(line.text) and not _GOES_ON.match(following.text)
    ]
    others = [
        line.text[-1:].isspace()
        for line in lines
        if line.text.strip() and not is_row_end(line.text)
    ]
    if len(values) < _ENOUGH_LINES:
        return False
    return sum(values) <= _HARDLY * len(values) and sum(others) > _SOME * len(others)


def _filled(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines from the first to the last that is not blank."""
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    return list(lines[filled[0] : filled[-1] + 1])
