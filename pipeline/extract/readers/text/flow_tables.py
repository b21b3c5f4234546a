"""Where other tables than those of indicators and activities stand in flow text.

Flow text has only lines. These tables are found by their rows of values: short runs of
lines, apart from the prose, that end in numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.extract.document import Chunk, Line
from pipeline.extract.language.line_kinds import (
    COLUMN_WORD,
    NOTE,
    PERIODS,
    SHORT_LINE,
    STRUCTURE,
    UNIT_HEAD,
    VERB,
    YEAR_VALUE,
    is_row_end,
    opens_header,
    tail_values,
)
from pipeline.extract.language.text import squeeze
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.flow_heads import same_header, with_label_above, with_span_above
from pipeline.extract.readers.text.flow_known import Region

_LINES_BETWEEN = 2
"""So many lines may stand between the parts of a table."""
_NOTE_LIMIT = 95
"""Letters of a line above a row that may still be its label."""
_LABEL_LIMIT = 85
"""Letters of a line, a longer one with at most one value is prose; and of a label of many lines."""
_ABBREVIATED = re.compile(r"\b(?:ack|inkl|exkl|prel|tot|st|ca)\.$", re.IGNORECASE)
_UNIT_IN_TITLE = re.compile(r"\((?:mnkr|mkr|tkr|msek|tsek|st|procent)\)", re.IGNORECASE)
_FRAGMENT = 30
_MAX_CHUNK = 9
_AHEAD = 3
_MAX_GAP = 3
_MAX_HEADER_CHUNKS = 30
_MANY_COLUMNS, _MOSTLY = 5, 0.5
_SIDES = 2
_YEARS_TWICE = re.compile(r"((?:20\d\d ?)+) \1$")


def other_regions(lines: Sequence[Line], taken: set[int], *, end_is_marked: bool) -> list[Region]:
    """Return all other tables, in order, where blank lines part rows and paragraphs.

    ``taken`` are the indices of the lines of indicator and activity tables;
    ``end_is_marked`` says that only wrapped lines end in a space.
    """
    return [
        with_notes(lines, region, limit, end_is_marked=end_is_marked)
        for region, limit in _other_regions(lines, taken)
    ]


def chunks_of(lines: Sequence[Line]) -> tuple[Chunk, ...]:
    """Split lines at blank lines."""
    return tuple(Chunk(tuple(lines[start:end])) for start, end in _spans(lines, 0, len(lines)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A span of lines that holds rows of values, at most so many in one.

    ``last`` is its last row's last line.
    """

    start: int
    last: int
    end: int
    strong: bool
    values: int


def _other_regions(lines: Sequence[Line], taken: set[int]) -> Iterator[tuple[Region, int]]:
    """Yield tables without their notes, and where notes end at the latest."""
    for stretch_start, stretch_end in _free_stretches(len(lines), taken):
        spans = list(_without_headings(lines, _spans(lines, stretch_start, stretch_end)))
        rows = [row for span in spans if (row := _row(lines, span))]
        for group in _groups(lines, spans, rows):
            start, sure = _region_start(lines, spans, group[0])
            if len(group) == 1 and not (sure and group[0].strong):
                continue
            for region in _split_at_headers(lines, Region(start, group[-1].last + 1)):
                yield region, stretch_end


def _free_stretches(count: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(count + 1):
        if index == count or index in taken:
            if index > start:
                yield start, index
            start = index + 1


def _spans(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the runs of lines between blank lines."""
    first: int | None = None
    for index in range(start, end + 1):
        filled = index < end and bool(lines[index].text.strip())
        if filled and first is None:
            first = index
        elif not filled and first is not None:
            yield first, index
            first = None


def _without_headings(
    lines: Sequence[Line], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield spans, the headings that begin one apart: tables may stand right below them."""
    for start, end in spans:
        size = sum(
            1
            for _ in takewhile(lambda i: STRUCTURE.match(lines[i].text.strip()), range(start, end))
        )
        yield from ((index, index + 1) for index in range(start, start + size))
        if start + size < end:
            yield start + size, end


def _row(lines: Sequence[Line], span: tuple[int, int]) -> _Row | None:
    """Return the rows of values in a span of lines, None where it has none."""
    start, end = span
    if STRUCTURE.match(lines[start].text.strip()):
        return None
    ending = [
        i
        for i in range(start, end)
        if is_row_end(lines[i].text) and not (i + 1 < end and _goes_on(lines[i + 1].text))
    ]
    if not ending or _is_note(lines[start].text):
        return None
    if any(last - before > _MAX_CHUNK for before, last in pairwise((start - 1, *ending, end - 1))):
        return None
    if any(_is_prose(lines[i].text) for i in range(start, ending[-1] + 1)):
        return None
    strong = any(groups_of_digits(lines[i].text) > 1 for i in ending)
    values = max(len(tail_values(lines[i].text)) for i in ending)
    return _Row(start, ending[-1], end, strong, values)


def _goes_on(text: str) -> bool:
    """Tell whether a line goes on with a sentence ("... med 3,1" / "mnkr avseende ...")."""
    return text.strip()[:1].islower() and not is_row_end(text)


def _is_prose(text: str) -> bool:
    text = squeeze(text)
    wide = len(text) > _LABEL_LIMIT and not _names_many_columns(text)
    return wide and len(tail_values(text)) <= 1


def _names_many_columns(text: str) -> bool:
    """Tell whether a line is a whole header, however wide: hardly anything but columns."""
    named = len(COLUMN_WORD.findall(text))
    return named >= _MANY_COLUMNS and named >= _MOSTLY * len(text.split()) and text[-1:] != "."


def _is_note(text: str) -> bool:
    return bool(NOTE.match(text.strip()))


def groups_of_digits(text: str) -> int:
    """Return how many runs of digits end the line: 2 for "40 126", 1 for "40"."""
    return sum(len(value.split()) for value in tail_values(text) if not YEAR_VALUE.match(value))


def _groups(
    lines: Sequence[Line], spans: Sequence[tuple[int, int]], rows: Sequence[_Row]
) -> Iterator[list[_Row]]:
    """Yield runs of rows that belong together, parted only by labels and headers."""
    order = {span[0]: number for number, span in enumerate(spans)}
    group: list[_Row] = []
    for row in rows:
        if group and not _belong_together(lines, spans, order, group[-1], row):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _belong_together(
    lines: Sequence[Line],
    spans: Sequence[tuple[int, int]],
    order: dict[int, int],
    first: _Row,
    second: _Row,
) -> bool:
    between = spans[order[first.start] + 1 : order[second.start]]
    if first.end > first.last + 1:
        between = [(first.last + 1, first.end), *between]
    if any(opens_header(lines, i) for span in between for i in range(*span)):
        return len(between) <= _MAX_HEADER_CHUNKS and all(_is_label(lines, s) for s in between)
    header_like = sum(_has_column_word(lines, span) for span in between)
    if len(between) - header_like > _MAX_GAP or len(between) > _MAX_HEADER_CHUNKS:
        return False
    return all(_is_label(lines, span) for span in between)


def _has_column_word(lines: Sequence[Line], span: tuple[int, int]) -> bool:
    return any(COLUMN_WORD.search(lines[i].text) for i in range(*span))


def _is_label(lines: Sequence[Line], span: tuple[int, int]) -> bool:
    """Tell whether lines may be a label, a sub-heading or part of a header: no prose."""
    start, end = span
    texts = [squeeze(lines[i].text) for i in range(start, end)]
    if end - start > _MAX_CHUNK + 3 and sum(map(len, texts)) > _LABEL_LIMIT:
        return False
    if any(STRUCTURE.match(text) for text in texts):
        return False
    return not any(_is_sentence(text) for text in texts) and all(
        len(text) <= SHORT_LINE or _has_column_word(lines, (start + k, start + k + 1))
        for k, text in enumerate(texts)
    )


def _is_sentence(text: str) -> bool:
    """Tell running text from labels: it is long and ends in a full stop or has a verb."""
    ends = text.endswith((".", ":")) and len(text) > _FRAGMENT and not _ABBREVIATED.search(text)
    return ends or (len(text) > SHORT_LINE and bool(VERB.search(text)))


def _region_start(
    lines: Sequence[Line], spans: Sequence[tuple[int, int]], row: _Row
) -> tuple[int, bool]:
    """Return where the header above a table's first row starts, and whether that is sure.

    A line that opens a header settles it, if the header then has a word for every value
    of the row. Otherwise the header is the labels above, up to prose or a title.
    """
    order = next(n for n, span in enumerate(spans) if span[0] == row.start)
    head = _head_line(lines, row.start, row.last, row)
    if head is not None:
        return head, True
    start = row.start
    above_spans = list(reversed(spans[:order]))[:_MAX_HEADER_CHUNKS]
    stopped = False
    for steps, (above, below) in enumerate(above_spans):
        head = _head_line(lines, above, below, row)
        if head is not None:
            return head, True
        if not _is_label(lines, (above, below)):
            nearby = above_spans[steps + 1 : steps + 3]
            if below - above <= _MAX_GAP + 1 and start == row.start:
                heads = [_unit_head(lines, span) for span in nearby]
                found = next((head for head in heads if head is not None), None)
                return (start, False) if found is None else (found, True)
            break
        single = below - above == 1
        if single and start < row.start and not _has_column_word(lines, (above, below)):
            stopped = stopped or not _is_fragment(lines[above].text)
        if not stopped:
            start = above
    return start, False


def _is_fragment(text: str) -> bool:
    """Tell whether a line is a piece of a header cell rather than a title."""
    text = squeeze(text)
    unbalanced = text.count("(") != text.count(")")
    return unbalanced or text[:1].islower() or text[:1] in "(+-/"


def _unit_head(lines: Sequence[Line], span: tuple[int, int]) -> int | None:
    """Return the index of a line with a unit in a span ("Statsbidrag Mnkr"), if any."""
    return next(
        (
            i
            for i in reversed(range(*span))
            if UNIT_HEAD.search(squeeze(lines[i].text)) and len(squeeze(lines[i].text)) < SHORT_LINE
        ),
        None,
    )


def _head_line(lines: Sequence[Line], above: int, below: int, row: _Row) -> int | None:
    """Return the index of the line that opens a header inside a span, if one does."""
    for index in range(below - 1, above - 1, -1):
        text = squeeze(lines[index].text)
        wide = len(text) > _NOTE_LIMIT and not _names_many_columns(text)
        if wide or (text.endswith(".") and not _ABBREVIATED.search(text)):
            return None
        enough = opens_header(lines, index) and _names_enough(lines, index, row)
        if enough and not _lacks_a_side(lines, index, row.last):
            above = with_label_above(lines, index)
            return above if above < index else with_span_above(lines, index)
    return None


def _lacks_a_side(lines: Sequence[Line], index: int, first_row: int) -> bool:
    """Tell whether a header from a line on names the columns of only one side of a table.

    A balance sheet prints its years twice, each time below a label with its unit.
    """
    texts = [squeeze(line.text) for line in lines[index:first_row]]
    years = next((found[0] for text in texts if (found := _YEARS_TWICE.search(text))), "")
    values = len(tail_values(lines[first_row].text))
    sides = len(_UNIT_IN_TITLE.findall(" ".join(texts)))
    return bool(years) and len(years.split()) == _SIDES * values and sides < _SIDES


def _names_enough(lines: Sequence[Line], index: int, row: _Row) -> bool:
    """Tell whether a header from a line on has a word for the label and for every value.

    Years and periods need no label beside them.
    """
    texts = [lines[i].text for i in range(index, max(row.start, index + 1))]
    words = " ".join(texts).split()
    bare = all(is_year(word) or PERIODS.fullmatch(word) for word in words)
    return len(words) + bare > row.values


def _words(lines: Sequence[Line], start: int, end: int) -> int:
    return sum(len(lines[i].text.split()) for i in range(start, max(end, start + 1)))


def _split_at_headers(lines: Sequence[Line], region: Region) -> Iterator[Region]:
    """Split a run of rows where a new header opens a new table.

    A header that repeats the table's own (after a page break) does not.
    """
    starts = [region.start]
    own = _header_lines(lines, region.start, region.end)
    below = region.start + 1
    for index in range(region.start + 1, region.end):
        if index < below or not opens_header(lines, index):
            continue
        if not _seen_row(lines, starts[-1], index):
            continue
        first_row = next((i for i in range(index, region.end) if is_row_end(lines[i].text)), None)
        if first_row is not None and _is_title(lines, index, first_row):
            continue
        if first_row is None or _words(lines, index, first_row) < _values_ahead(
            lines, first_row, region.end
        ):
            continue
        head = with_label_above(lines, index)
        header = _header_lines(lines, head, region.end)
        if not same_header(own, header, _values_ahead(lines, first_row, region.end)):
            starts.append(head if head < index else with_span_above(lines, index))
            own = header
        below = first_row
    bounds = [*starts, region.end]
    for start, end in pairwise(bounds):
        yield Region(start, _trim(lines, start, end))


def _is_title(lines: Sequence[Line], index: int, first_row: int) -> bool:
    """Tell whether a line that could open a header is the title above one that does."""
    alone = not "".join(line.text for line in lines[index + 1 : index + 2]).strip()
    if not alone or COLUMN_WORD.search(_UNIT_IN_TITLE.sub("", lines[index].text)):
        return False
    needed = _values_ahead(lines, first_row, first_row + 1)
    return any(
        opens_header(lines, i)
        and _words(lines, i, first_row) >= needed
        and not _lacks_a_side(lines, i, first_row)
        for i in range(index + 1, first_row)
    )


def _values_ahead(lines: Sequence[Line], first_row: int, end: int) -> int:
    """Return the most values that one of the next few rows has, up to another header."""
    rows: list[int] = []
    for index in range(first_row, end):
        if is_row_end(lines[index].text):
            rows.append(index)
        elif opens_header(lines, index):
            break
    return max(len(tail_values(lines[i].text)) for i in rows[:_AHEAD])


def _trim(lines: Sequence[Line], start: int, end: int) -> int:
    """Leave out what follows the last row: blank lines and the title of the next table."""
    while end > start and not is_row_end(lines[end - 1].text):
        end -= 1
    return end


def _seen_row(lines: Sequence[Line], start: int, end: int) -> bool:
    return any(is_row_end(lines[i].text) for i in range(start, end))


def _header_lines(lines: Sequence[Line], start: int, end: int) -> list[str]:
    texts: list[str] = []
    for index in range(start, end):
        if is_row_end(lines[index].text):
            break
        texts.append(lines[index].text)
    return texts


def with_notes(lines: Sequence[Line], region: Region, limit: int, *, end_is_marked: bool) -> Region:
    """Take in the notes that stand right under a table.

    ``end_is_marked`` says that only wrapped lines end in a space.
    """
    end = region.end
    index = end
    while index < min(limit, len(lines)) and index - end <= _LINES_BETWEEN:
        text = lines[index].text.strip()
        if text and _is_note(text):
            end = index + 1
            while end < limit and _note_goes_on(
                lines[end - 1].text, lines[end].text, end_is_marked=end_is_marked
            ):
                end += 1
            index = end
        elif text:
            break
        else:
            index += 1
    return Region(region.start, end)


def _note_goes_on(text: str, following: str, *, end_is_marked: bool) -> bool:
    if end_is_marked:
        return bool(following.strip()) and text.endswith(" ")
    return following.strip()[:1].islower()
