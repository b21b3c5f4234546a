"""Layout text: a page as a grid of letters, as ``pdftotext -layout`` prints it.

Runs of spaces keep columns below each other, so cells have their columns, and an empty cell
is empty. Rows have to be told by their values: a cell may be wrapped, and others stand at its
top or at its middle.
"""

from __future__ import annotations

import math
import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from operator import itemgetter

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
from pipeline.extract.language.indicator_headers import match_single
from pipeline.extract.language.line_kinds import STRUCTURE
from pipeline.extract.language.spelling import SMALL_WORDS, usual_spelling, usual_words
from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.language.text import (
    ICONS,
    close_cuts,
    compact,
    is_bullet,
    join_lines,
    squeeze,
)
from pipeline.extract.language.values import UNITS, is_period, parse_cell
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.text.lines import TextSource, read_lines
from pipeline.extract.readers.text.paragraphs import paragraphs

_ROWS = 12
_COLUMNS = 3
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_WIDE_GAP = re.compile(r" {3,}")
_NUMBERED = re.compile(r"^\s*(?:[•‣▪–\-*]|\(?\w{1,2}[.)]|\d+(?:\.\d+)*\.?)\s+")
_MEASURED = re.compile(
    r"(?:(?:max|min|minst|högst) )?[-+–]?(?:\d{1,3}(?: \d{3})+(?:,\d+)?|\d[\d,.]*)"
    rf"(?: (?:{'|'.join(UNITS)}))?",
    re.IGNORECASE,
)
"""A number with its thousands, its unit and what bounds it, parted by single spaces."""

_DIGIT = re.compile(r"\d")
_LETTERS_AT_END = re.compile(r"(?:^|[\s(\"])([^\W\d_]+)$")
_LETTERS = re.compile(r"[^\W\d_]+")
_VALUED = re.compile(r"^[-+–(]?\d")
_KNOWN_HEAD = re.compile(rf"(?:{INDICATORS}|{ACTIVITIES})(?:er)?")
_PERIOD = re.compile(
    r"^(?:tertial|period|vb|år|helår|t\d|månad|kvartal|halvår|20\d\d)(?:s?vis)?\b", re.IGNORECASE
)
_DATE = re.compile(r"^\d{4}-\d{2}-(?:\d{2})?$")
_KEY_FORMS = ("tertial00000", "vb0000", "år0000", "t00000", "0000-00-00")
"""Periods and dates without white space, each digit a 0: a narrow column cuts them anywhere."""

_LEAST_OF_KEY = 3
_LINES_OF_KEY = 4
_KEYS = ("startdatum", "slutdatum", "period", "periodicitet", "mätperiod")
_ACTIVITY_COLUMNS = ("startdatum", "slutdatum", "avvikelse")
_LEADING_ICON = re.compile(rf"^([ \t\f]*)[{ICONS}](?=\s)", re.MULTILINE)
"""The status icon before a name; one further right is a cell, such as a deviation."""

_WIDE = 4.0
_TIGHT = 1.0
_APART, _TWICE = 0.4, 1.5
_SEVERAL = 2
_SENTENCE_END = re.compile(r"[.!?]$")
_LONGEST_NAME = 8
_NARROW = 9
"""Letters of a column in which most words are cut."""

_ENDS_IN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MOST_HEADER = 14
_MOST_WORDS = 40
"""A line of more words is no header; the ways to part them grow fast."""

_FAR_RIGHT = 20
_NEAR = 3
_MOST_BLANK = 2
_SMALL_NAME, _TORN = 3.0, 0.5
_CONFIDENCE = 0.94
"""Of generated reports about one cell in 25 is put into a wrong row or column."""


def is_layout(text: str) -> bool:
    """Tell whether a text keeps columns apart by runs of spaces."""
    rows = sum(len(_WIDE_GAP.split(line.strip())) >= _COLUMNS for line in text.split("\n"))
    return rows >= _ROWS


def read(text: str) -> Document:
    """Read layout text into paragraphs and grid tables in reading order."""
    source = read_lines(_LEADING_ICON.sub(r"\1 ", text))
    return Document(
        source_format=SourceFormat.LAYOUT_TEXT,
        blocks=tuple(_blocks(source)),
        furniture=source.furniture,
        page_count=source.page_count,
    )


def _blocks(source: TextSource) -> Iterator[Block]:
    done = 0
    held: GridTable | None = None
    header: list[Line] = []
    for start, end in _regions(source.lines):
        lines, between = source.lines[start:end], source.lines[done:start]
        own = _header_of(lines)
        adjoins = held is not None and not any(line.text.strip() for line in between)
        grid = _grid([*header, *lines]) if adjoins and not own else None
        headless = held is not None and grid is not None and _width(grid) == _width(held)
        grid = grid if headless else _grid(lines)
        if grid is None:
            continue
        if held is not None and (headless or (adjoins and _same_header(held, grid))):
            held = replace(held, rows=(*_with_rest(held.rows, grid.rows[1:2]), *grid.rows[2:]))
        else:
            yield from [held] if held is not None else []
            yield from _prose(source, between)
            held, header = grid, own
        done = end
    yield from [held] if held is not None else []
    yield from _prose(source, source.lines[done:])


Rows = Sequence[tuple[Cell | None, ...]]


def _with_rest(rows: Rows, first: Rows) -> Rows:
    """Return rows with the first one below a page break, or the rest of a name that it is."""
    cells = [cell.text if cell else "" for row in first for cell in row]
    if len(rows) < _SEVERAL or not cells or any(cells[1:]) or not cells[0][:1].islower():
        return (*rows, *first)
    name, rest = rows[-1][0], first[0][0]
    if name is None or rest is None:
        return (*rows, *first)
    text = _closed([name.text, rest.text])
    place = merge_places([name.place, rest.place])
    return (*rows[:-1], (replace(name, text=text, place=place), *rows[-1][1:]))


def _header_of(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a table's header; none where a page break parts it from its rows."""
    plain, _ = _without_analyses(lines)
    size, _ = _columns([line.text for line in plain])
    return plain[:size]


def _prose(source: TextSource, lines: Sequence[Line]) -> Iterator[Block]:
    dedented = [replace(line, text=line.text.strip()) for line in lines]
    return paragraphs(
        dedented, page_breaks=source.page_breaks, wrap_is_marked=False, end_is_marked=False
    )


def _width(table: GridTable) -> int:
    return len(table.rows[0])


def _same_header(table: GridTable, other: GridTable) -> bool:
    """Tell whether a table repeats another's header: it is the rest of it below a page break."""
    one, two = ([compact(c.text) for c in t.rows[0] if c] for t in (table, other))
    return one == two


# --- where tables stand -------------------------------------------------------------------------


def _segments(text: str) -> list[tuple[int, int]]:
    """Return from where to where texts stand in a line that more than one space part."""
    return [found.span() for found in _SEGMENT.finditer(text)]


def _is_columnar(text: str) -> bool:
    """Tell whether texts stand beside each other, and not a bullet beside its text."""
    return len(_segments(_NUMBERED.sub(lambda mark: " " * len(mark[0]), text, count=1))) > 1


def _regions(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the tables, in order."""
    done = index = 0
    while index < len(lines):
        if not _is_columnar(lines[index].text):
            index += 1
            continue
        start = index
        while start > done and _is_header_part(lines[start - 1].text):
            start -= 1
        end = _end(lines, index)
        yield start, end
        done = index = end


def _is_header_part(text: str) -> bool:
    """Tell whether a line above the first one with columns is part of its header."""
    found = _segments(text)
    is_part = bool(found) and (len(found) > 1 or found[0][0] >= _FAR_RIGHT)
    return is_part and not is_bullet(text)


def _end(lines: Sequence[Line], first: int) -> int:
    """Return the index after the last line of the table that a line is in."""
    last, begun = first, False
    openings = (head_word(line.text) for line in lines[first : first + _MOST_HEADER])
    known = any(opening.startswith((INDICATORS, ACTIVITIES)) for opening in openings)
    index = first + 1
    while index < len(lines) and index - last <= _MOST_BLANK + 1:
        text = lines[index].text
        if not text.strip():
            index += 1
            continue
        if (
            STRUCTURE.match(text.strip())
            or (begun and _opens_known(lines, index, last))
            or (not known and index > last + 1 and _opens_header(lines, index))
        ):
            break
        if _is_columnar(text) or (index == last + 1 and _is_row(text, known=known)):
            last = index
            begun |= not _is_worded(text)
        elif (known or index == last + 1) and (stop := _analysis_stop(lines, index)):
            last = stop - 1
        elif _is_label(lines, first, index) and (index == last + 1 or _values_follow(lines, index)):
            last = index
        else:
            break
        index = last + 1
    return last + 1


def _opens_header(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a header begins on a line, or below the titles there: it has only words."""
    for line in lines[index : index + _NEAR]:
        if _is_columnar(line.text) or not line.text.strip():
            return _is_worded(line.text)
    return False


def _analysis_stop(lines: Sequence[Line], index: int) -> int:
    """Return the index after the Analys text of a row that the word stands above; 0 where none.

    A blank line may stand below the word: then rows of the table must follow the text, for
    the text of a goal has the same heading.
    """
    if lines[index].text.strip() != "Analys":
        return 0
    start = index + 1
    while start < len(lines) and not lines[start].text.strip() and start - index <= _MOST_BLANK:
        start += 1
    stop = start
    while stop < len(lines) and lines[stop].text.strip() and not _ends_analysis(lines, start, stop):
        stop += 1
    apart = start > index + 1
    return 0 if stop == start or (apart and not _row_follows(lines, stop)) else stop


def _ends_analysis(lines: Sequence[Line], start: int, index: int) -> bool:
    """Tell whether a line below an Analys text is no more of it: a row, or the name of one."""
    text = lines[index].text.strip()
    if _is_columnar(lines[index].text) or STRUCTURE.match(text):
        return True
    ended = index > start and _SENTENCE_END.search(lines[index - 1].text.rstrip())
    return bool(ended) and text[:1].isupper() and _row_follows(lines, index)


def _row_follows(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a row's values stand in the next lines, with a name at most above them."""
    for line in lines[index : index + _LONGEST_NAME]:
        text = line.text.strip()
        if STRUCTURE.match(text) or _SENTENCE_END.search(text):
            return False
        if _is_columnar(line.text):
            return not head_word(text).startswith(_OPENINGS) and any(map(str.isdigit, text))
    return False


def _is_row(text: str, *, known: bool) -> bool:
    """Tell whether a line right below a table belongs to it though no wide gap is in it."""
    return _is_header_part(text) or (known and bool(_ENDS_IN_DATE.search(text)))


def _is_worded(text: str) -> bool:
    """Tell whether only words stand beside each other in a line, as in a header."""
    found = _segments(text)
    beside = [text[start:end] for start, end in found if start >= _FAR_RIGHT or start > found[0][0]]
    return len(beside) > 1 and not any(
        _is_value(cell) or _DATE.match(cell) or _PERIOD.match(cell) for cell in beside
    )


def _opens_known(lines: Sequence[Line], index: int, last: int) -> bool:
    """Tell whether the header of another table stands in a line, or above its first words."""
    ahead = [line.text for line in lines[index : index + (1 if index == last + 1 else _NEAR)]]
    return any(head_word(text).startswith(_OPENINGS) for text in ahead)


_OPENINGS = ("indikatorperiodens", "indikatorutfall", "indikatorårsmål", "aktivitetstartdatum")


def _is_label(lines: Sequence[Line], first: int, index: int) -> bool:
    """Tell whether a line stands in one column: those near by have a gap beside it."""
    (start, end) = _segments(lines[index].text)[0]
    above = (line.text for line in reversed(lines[first:index]) if _is_columnar(line.text))
    below = (line.text for line in lines[index : index + _NEAR] if _is_columnar(line.text))
    others = [_segments(text) for text in (*islice(above, _NEAR), *below)]
    if is_bullet(lines[index].text) or not others:
        return False
    gaps = [(one[1], two[0]) for found in others for one, two in pairwise(found)]
    return not any(start < left and end > right for left, right in gaps)


def _values_follow(lines: Sequence[Line], index: int) -> bool:
    ahead = [line.text for line in lines[index + 1 : index + 1 + _NEAR]]
    return any(_is_columnar(text) for text in ahead)


# --- columns ------------------------------------------------------------------------------------

Span = tuple[int, int]
"""From which to which letter of a line something stands; the end is exclusive."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table with its texts by column; ``analysis`` where it is an Analys text."""

    line: Line
    cells: dict[int, str]
    analysis: bool = False


def _grid(lines: Sequence[Line]) -> GridTable | None:
    """Return a table; None where it shows no columns."""
    plain, rest = _without_analyses(lines)
    header, columns = _columns([line.text for line in plain])
    if len(columns) <= 1 or len(plain) <= header:
        return None
    wide = _widened(columns, [line.text for line in plain[header:]])
    heads = [line.text for line in plain[:header]]
    labelled = _known_heads(heads, columns) or _heads(heads, wide)
    above = [_Row(line, cells) for line, cells in zip(plain, labelled, strict=False)]
    body = [_Row(line, _texts(line.text, _in_columns(line.text, wide))) for line in plain[header:]]
    labels = ["".join(row.cells.get(at, "") for row in above) for at in range(len(columns))]
    groups = [above, *_grouped(body, rest, _keys(labels))]
    rows = tuple(_cells(group, len(columns)) for group in groups if group)
    return GridTable(
        rows=rows,
        place=place_of(list(lines)),
        header_rows=1 if header else 0,
        confidence=_CONFIDENCE,
    )


def _known_heads(texts: Sequence[str], columns: Sequence[Span]) -> list[dict[int, str]]:
    """Return the texts of a known header's lines by column; none of another one."""
    found = [_texts(text, _in_columns(text, columns)) for text in texts]
    first = head_word("".join(cells.get(0, "") for cells in found))
    return found if _KNOWN_HEAD.fullmatch(first) else []


def _heads(texts: Sequence[str], columns: Sequence[Span]) -> list[dict[int, str]]:
    """Return the texts of a header's lines by column.

    The lines of one cell stand below each other, whatever stands in the rows; where that
    leaves columns without a label, each line is put to the columns by itself.
    """
    lines = [_texts(text, _in_columns(text, columns)) for text in texts]
    return min((_stacked(texts, columns), lines), key=lambda way: -len(set().union(*way)))


def _stacked(texts: Sequence[str], columns: Sequence[Span]) -> list[dict[int, str]]:
    """Return the texts of a header whose cells stand apart from each other over all its lines.

    A line with fewer texts than there are columns, each at the middle of equally many, spans
    them.
    """
    spanned = [_spanned(text, columns) for text in texts]
    words = [_words(text) for text, spans in zip(texts, spanned, strict=True) if not spans]
    strips = _strips(words)
    placed = _placed(strips, columns)
    made: list[dict[int, str]] = []
    for text, spans in zip(texts, spanned, strict=True):
        cells: dict[int, str] = {}
        for (start, end), found in spans:
            cells.update(dict.fromkeys(found, text[start:end]))
        for start, end in _words(text) if not spans else ():
            at = next(at for strip, at in zip(strips, placed, strict=True) if start < strip[1])
            cells[at] = f"{cells[at]} {text[start:end]}" if at in cells else text[start:end]
        made.append(cells)
    return made


def _spanned(text: str, columns: Sequence[Span]) -> list[tuple[Span, Sequence[int]]]:
    """Return the texts of a header's line with the columns that they span; none where none do."""
    border = (columns[0][1] + columns[1][0]) / 2
    found = [span for span in _segments(text) if sum(span) / 2 > border]
    values = range(1, len(columns))
    size = len(values) // len(found) if found else 0
    if size < _SEVERAL or size * len(found) != len(values) or len(found) < len(_segments(text)):
        return []
    groups = [values[at : at + size] for at in range(0, len(values), size)]
    for (start, end), group in zip(found, groups, strict=True):
        middle = (columns[group[0]][0] + columns[group[-1]][1]) / 2
        nearest = min(abs(start + end - sum(columns[at])) / 2 for at in group)
        if abs((start + end) / 2 - middle) >= nearest:
            return []
    return list(zip(found, groups, strict=True))


def _without_analyses(lines: Sequence[Line]) -> tuple[list[Line], list[_Row]]:
    """Part the lines of Analys texts from the others; blank lines are left out."""
    plain: list[Line] = []
    rest: list[_Row] = []
    index = 0
    while index < len(lines):
        stop = _analysis_stop(lines, index)
        for line in lines[index:stop]:
            if text := line.text.strip():
                rest.append(_Row(line, {0: text}, analysis=True))
        if not stop and lines[index].text.strip():
            plain.append(lines[index])
        index = stop or index + 1
    return plain, rest


def _columns(texts: Sequence[str]) -> tuple[int, list[Span]]:
    """Return how many lines are header, and where the columns stand.

    The words of a known header tell them; else the rows that have the most values.
    """
    best: tuple[int, list[Span]] = (0, [])
    for size in range(1, min(_MOST_HEADER, len(texts)) + 1):
        found = _known_columns(texts[:size])
        if len(found) >= max(2, len(best[1])):
            best = (size, found)
    if best[1]:
        (_, end), second = best[1][0], best[1][1]
        return best[0], [(0, max(end, second[0] - 2)), *best[1][1:]]
    return _valued_columns(texts)


def _known_columns(header: Sequence[str]) -> list[Span]:
    """Return the columns of the lines of a known header, none where they are no whole one.

    Its words are put together, in as many columns as can be, so that every label is known.
    They stand below each other, or below those of the line that has the most.
    """
    words = [_words(text) for text in header]
    if max(map(len, words)) > _MOST_WORDS:
        return []
    ways = (_labelled(header, spans) for spans in (_strips(words), max(words, key=len)))
    return max(ways, key=itemgetter(0))[1]


def _labelled(header: Sequence[str], spans: Sequence[Span]) -> tuple[float, list[Span]]:
    """Return spans joined so that each has a known label, with their score; none in vain.

    As many labels as can be are best; none stands twice, and no white is inside.
    """
    rows = [_texts(text, _in_columns(text, spans)) for text in header]
    ways: list[tuple[float, list[Span], list[object]] | None] = [(0.0, [], [])]
    for end in range(1, len(spans) + 1):
        found: tuple[float, list[Span], list[object]] | None = None
        for start in range(end):
            before = ways[start]
            parts = [row[at] for row in rows for at in range(start, end) if at in row]
            named = _label_of(" ".join(parts), first=not start) if before is not None else None
            if before is None or named is None:
                continue
            wide = sum(spans[at + 1][0] - spans[at][1] > 1 for at in range(start, end - 1))
            score = before[0] + 1 - _APART * wide - _TWICE * (named in before[2])
            if found is None or score >= found[0]:
                span = (spans[start][0], spans[end - 1][1])
                found = (score, [*before[1], span], [*before[2], named])
        ways.append(found)
    last = ways[-1]
    return last[:2] if last is not None else (0.0, [])


def _label_of(label: str, *, first: bool) -> object | None:
    """Return the known column that a label names; the first one is the table's own."""
    name = head_word(label)
    if first:
        return name if _KNOWN_HEAD.fullmatch(name) else None
    return name if name in _ACTIVITY_COLUMNS else match_single(name)


def _words(text: str) -> list[Span]:
    return [found.span() for found in re.finditer(r"\S+", text)]


def _strips(lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the stretches that spans of any line cover, from the left."""
    strips: list[Span] = []
    for start, end in sorted(span for line in lines for span in line):
        if strips and start < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], end))
        else:
            strips.append((start, end))
    return strips


def _valued_columns(texts: Sequence[str]) -> tuple[int, list[Span]]:
    """Return the columns of a table by its rows with the most values, and what is above them."""
    rows = [_segments(text) for text in texts]
    valued = [
        at
        for at, (text, row) in enumerate(zip(texts, rows, strict=True))
        if any(_is_value(text[start:end]) for start, end in row[1:])
    ]
    counts = Counter(len(rows[at]) for at in valued)
    often = [count for count, times in counts.items() if times >= min(_SEVERAL, len(valued))]
    if not often or max(often) <= 1:
        return 0, []
    full = [rows[at] for at in valued if len(rows[at]) == max(often)]
    columns = [
        (min(row[at][0] for row in full), max(row[at][1] for row in full))
        for at in range(max(often))
    ]
    labels = [row[0][1] for row in rows[valued[0] :] if row[0][0] < columns[0][1]]
    columns[0] = (0, min(max(labels), columns[1][0] - 1))
    header = valued[0]
    while header and _goes_on(texts[header], rows[header - 1], columns):
        header -= 1
    return header, columns


def _goes_on(text: str, above: Sequence[Span], columns: Sequence[Span]) -> bool:
    """Tell whether the label of a line goes on one that stands alone on the line above it."""
    label = text[: columns[1][0]].strip()
    alone = len(above) == 1 and above[0][0] < min(_FAR_RIGHT, columns[1][0] - 1)
    return alone and not label[:1].isupper()


def _is_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None and not is_year(text)


def _keys(labels: Sequence[str]) -> frozenset[int]:
    """Return the columns that tell the rows of a known table: its period, its dates."""
    names = [head_word(label) for label in labels]
    if not names or not _KNOWN_HEAD.fullmatch(names[0]):
        return frozenset()
    return frozenset(at for at, name in enumerate(names) if name in _KEYS)


def _widened(columns: Sequence[Span], texts: Sequence[str]) -> list[Span]:
    """Return where the columns stand in the rows: below a header that is narrower or moved.

    A line that holds only words of the header is printed without the white of the rows, so
    the strips that their values cover tell the columns, each put to the label nearest to it.
    """
    valued = [list(_value_atoms(text)) for text in texts]
    starts = sorted(start for line in valued for start, _ in line)
    strips = [part for strip in _strips(valued) for part in _split(strip, valued)]
    weights = [bisect_left(starts, right) - bisect_left(starts, left) for left, right in strips]
    fewest = sorted(weights, reverse=True)[: len(columns) - 1][-1:] or [0]
    strips = [strip for strip, weight in zip(strips, weights, strict=True) if weight >= fewest[0]]
    at_columns = _matched(strips, columns[1:])
    if at_columns is None:
        return list(columns)
    wide = list(columns)
    for strip, at in zip(strips, at_columns, strict=True):
        wide[at + 1] = strip
    empty = {*range(1, len(columns))} - {at + 1 for at in at_columns}
    for at in sorted(empty):
        moved = [wide[near][0] - columns[near][0] for near in _beside(at, empty, len(columns))]
        start, end = (edge + round(sum(moved) / len(moved)) for edge in columns[at])
        left = max(start, *(wide[before][1] for before in range(at)))
        limits = [wide[after][0] for after in range(at + 1, len(wide)) if after not in empty]
        wide[at] = (left, max(min(end, *limits), left) if limits else max(end, left))
    return wide


def _split(strip: Span, lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Part a strip in which one line has several values: their columns nearly touch."""
    inside = [[span for span in line if strip[0] <= span[0] < strip[1]] for line in lines]
    seeds = max(inside, key=len)
    if len(seeds) < _SEVERAL:
        return [strip]
    found: list[list[Span]] = [[] for _ in seeds]
    for span in (span for line in inside for span in line):
        found[min(range(len(seeds)), key=lambda at: _apart(span, seeds[at]))].append(span)
    return [(min(a for a, _ in spans), max(b for _, b in spans)) for spans in found]


def _beside(at: int, empty: Set[int], count: int) -> list[int]:
    """Return the nearest columns with values at either side of one; column 0 where none."""
    left = next((near for near in range(at - 1, 0, -1) if near not in empty), 0)
    right = next((near for near in range(at + 1, count) if near not in empty), 0)
    return [near for near in (left, right) if near] or [0]


def _value_atoms(text: str) -> Iterator[Span]:
    """Yield where the values of a line stand: those that are no part of running text."""
    worded = True
    last = 0
    for start, end in _atoms(text):
        valued = _VALUED.match(text[start:end]) is not None
        if valued and start and (start - last > 1 or not worded):
            yield start, end
        worded, last = not valued, end


def _matched(strips: Sequence[Span], columns: Sequence[Span]) -> list[int] | None:
    """Return the column of each strip, in order, so that they are near; None where too many."""
    ways: list[tuple[float, list[int]]] = [(0.0, [])]
    for number, strip in enumerate(strips):
        ways = [
            min(
                ((cost + _apart(strip, column), [*path, at]) for cost, path in ways
                 if not path or path[-1] < at),
                default=(math.inf, []),
            )
            for at, column in enumerate(columns)
            if at >= number
        ]  # fmt: skip
        ways = [way for way in ways if way[1]]
    return min(ways)[1] if ways else None


def _apart(one: Span, two: Span) -> float:
    """Return by how much two spans are apart where they are nearest: left, right or middle."""
    left, right = abs(one[0] - two[0]), abs(one[1] - two[1])
    return min(left, right, abs(one[0] + one[1] - two[0] - two[1]) / 2)


def _texts(text: str, cells: Mapping[int, Sequence[Span]]) -> dict[int, str]:
    """Return the texts that stand at words of a line."""
    return {at: " ".join(text[a:b] for a, b in words) for at, words in cells.items()}


def _in_columns(text: str, columns: Sequence[Span]) -> dict[int, list[Span]]:
    """Put the words of a line into columns, in order.

    Words keep near their column, one space inside it and more than one between columns:
    a wide text moves all that stands behind it to the right.
    """
    atoms = _atoms(text)
    dates = [at for at, atom in enumerate(atoms) if _DATE.match(text[slice(*atom)])]
    cells: dict[int, list[Span]] = {}
    for atom, at in zip(atoms, _placed(atoms, columns, dates), strict=True):
        cells.setdefault(at, []).append(atom)
    return cells


def _placed(
    words: Sequence[Span], columns: Sequence[Span], apart: Collection[int] = ()
) -> list[int]:
    """Return the columns of the words of a line; those ``apart`` follow none in their column."""
    if not words:
        return []
    costs = [_distance(words[0], column) for column in columns]
    paths: list[_Path] = [(at, None) for at in range(len(columns))]
    for number in range(1, len(words)):
        gap = _FAR_RIGHT if number in apart else words[number][0] - words[number - 1][1]
        costs, paths = _step(costs, paths, gap)
        costs = [c + _distance(words[number], col) for c, col in zip(costs, columns, strict=True)]
    path: _Path | None = paths[min(range(len(columns)), key=costs.__getitem__)]
    placed: list[int] = []
    while path is not None:
        placed.append(path[0])
        path = path[1]
    return placed[::-1]


_Path = tuple[int, "_Path | None"]
"""The column of a word, and the path of the word before it."""


def _step(
    costs: Sequence[float], paths: Sequence[_Path], gap: int
) -> tuple[list[float], list[_Path]]:
    """Go on from the cheapest ways to have the last word in each column, over so many spaces.

    The next word stands in the same column or in one further right; the wider the gap, the
    dearer is the same one.
    """
    made: list[float] = []
    reached: list[_Path] = []
    left, by = math.inf, 0
    for at, cost in enumerate(costs):
        inside, outside = cost + _WIDE * (gap - 1), left + (_TIGHT if gap == 1 else 0.0)
        made.append(min(inside, outside))
        reached.append((at, paths[by if outside <= inside else at]))
        if cost < left:
            left, by = cost, at
    return made, reached


def _atoms(text: str) -> list[Span]:
    """Return the words of a line; those of one number or period behind single spaces are one."""
    atoms: list[Span] = []
    for found in re.finditer(r"\S+", text):
        start, end = found.span()
        if atoms and start == atoms[-1][1] + 1 and _is_one(text[atoms[-1][0] : end]):
            atoms[-1] = (atoms[-1][0], end)
        else:
            atoms.append((start, end))
    return atoms


def _distance(word: Span, column: Span) -> float:
    """Return by how many letters a word stands outside a column."""
    return float(max(column[0] - word[1] + 1, word[0] - column[1] + 1, 0))


def _is_one(text: str) -> bool:
    return _MEASURED.fullmatch(text) is not None or is_period(text)


# --- rows ---------------------------------------------------------------------------------------


def _grouped(
    rows: Sequence[_Row], analyses: Sequence[_Row], keys: frozenset[int]
) -> Iterator[list[_Row]]:
    """Yield the lines of each row; an Analys text is a row of its own.

    ``keys`` are columns of which every row has one text.
    """
    anchors = list(_anchors(rows, keys))
    parted = _parted(rows, analyses)
    headings = set() if keys else {at for at in range(len(rows)) if _is_heading(rows, at)}
    parted |= {at + 1 for at in headings}
    starts = sorted({*_row_starts(rows, anchors, parted), *headings})
    if rows and (not starts or starts[0] > 0):
        starts = [0, *starts]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        last = rows[end].line.number if end < len(rows) else None
        group = list(rows[start:end])
        yield group
        text = [
            row
            for row in analyses
            if row.line.number > group[0].line.number and (last is None or row.line.number < last)
        ]
        yield from [text] if text else []


def _anchors(rows: Sequence[_Row], keys: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of the values of each row, as indices."""
    at = 0
    while at < len(rows):
        cells, end = rows[at].cells, at
        found = any(cells.keys() - {0}) and not keys
        for key in keys:
            if _opens_key(cells.get(key, "")):
                found, end = True, max(end, _key_end(rows, at, key))
        if found:
            yield at, end
        at = end + 1


def _opens_key(text: str) -> bool:
    form = _form(text)
    cut = len(form) >= _LEAST_OF_KEY and _KEY_FORMS[0].startswith(form)
    return cut or bool(_PERIOD.match(text) or _DATE.match(text))


def _form(text: str) -> str:
    return _DIGIT.sub("0", compact(text))


def _key_end(rows: Sequence[_Row], at: int, key: int) -> int:
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


def _parted(rows: Sequence[_Row], analyses: Sequence[_Row]) -> set[int]:
    """Return the lines above which an Analys text stands: a row begins there."""
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
    rows: Sequence[_Row], anchors: Sequence[tuple[int, int]], parted: set[int]
) -> list[int]:
    """Return the line that each row starts on, by where its values stand in it.

    All rows of a table have their values at the middle, top or foot; a name begins with a
    capital letter.
    """
    if not anchors:
        return sorted(parted)
    return min((_aligned(rows, anchors, parted, cost) for cost in _ALIGNED), key=itemgetter(0))[1]


def _aligned(
    rows: Sequence[_Row],
    anchors: Sequence[tuple[int, int]],
    parted: set[int],
    against: Alignment,
) -> tuple[float, list[int]]:
    """Return the starts of the rows with the least against them in one alignment."""
    first, last = anchors[0]
    ways: dict[int, tuple[float, list[int]]] = {
        start: (_unnamed(rows, start, last) + (_TORN if start else 0.0), [start])
        for start in range(first + 1 if _is_rest(rows, 0) else 1)
    }
    for (first, last), (following, end) in pairwise(anchors):
        forced = [at for at in parted if last < at <= following]
        starts = forced[:1] or range(last + 1, following + 1)
        ways = {
            start: min(
                (cost + against(first - path[-1], start - last - 1) + _unnamed(rows, start, end),
                 [*path, start])
                for cost, path in ways.values()
            )
            for start in starts
        }  # fmt: skip
    first, last = anchors[-1]
    return min(
        (cost + against(first - path[-1], len(rows) - last - 1), path)
        for cost, path in ways.values()
    )


def _is_rest(rows: Sequence[_Row], at: int) -> bool:
    """Tell whether a line goes on with a name that began on the page before."""
    return set(rows[at].cells) == {0} and rows[at].cells[0][:1].islower()


def _unnamed(rows: Sequence[_Row], start: int, end: int) -> float:
    """Return what is against a row that starts on a line: its name has no capital."""
    name = next((row.cells[0] for row in rows[start : end + 1] if 0 in row.cells), "")
    return 0.0 if name[:1].isupper() else _SMALL_NAME


def _is_heading(rows: Sequence[_Row], at: int) -> bool:
    """Tell whether a line is a label alone that goes on with none: a sub-heading."""
    row = rows[at]
    if set(row.cells) != {0} or not row.cells[0][:1].isupper():
        return False
    below = rows[at + 1].cells if at + 1 < len(rows) else {}
    return set(below) != {0} and below.get(0, "")[:1].isupper()


def _cells(group: Sequence[_Row], count: int) -> tuple[Cell | None, ...]:
    """Return a row's cells, their lines joined."""
    place = place_of([row.line for row in group])
    if group[0].analysis:
        text = join_lines([row.cells[0] for row in group], wrap_is_marked=False)
        return (Cell(text, place, count), *[None] * (count - 1))
    cells: list[Cell | None] = []
    for column in range(count):
        pieces = [row.cells[column] for row in group if column in row.cells]
        cells.append(Cell(_closed(pieces), place))
    return tuple(cells)


def _closed(pieces: Sequence[str]) -> str:
    """Join the lines of a cell; a word that has a line for itself may be cut."""
    joined, before = "", ""
    narrow = max(map(len, pieces), default=0) <= _NARROW
    for piece in close_cuts(pieces) if narrow else pieces:
        if joined and _is_cut(joined, before, piece):
            joined += piece
        else:
            joined = join_lines([joined, piece], wrap_is_marked=False) if joined else piece
        before = piece
    return squeeze(joined)


def _is_cut(joined: str, line: str, following: str) -> bool:
    """Tell whether a cell's line ends inside a word that ``following`` goes on with.

    ``joined`` are the lines so far: a word may be cut more than once.
    """
    end, start = _LETTERS_AT_END.search(joined), _LETTERS.match(following)
    if end is None or start is None or not start[0].islower():
        return False
    one, two, known = end[1].casefold(), start[0], usual_words()
    if one in SMALL_WORDS or two in SMALL_WORDS or (one in known and two in known):
        return False
    alone = " " not in line
    whole = two in known or len(following) > len(two)
    return one + two in known or (alone and usual_spelling().is_one(one, two, whole=whole))
