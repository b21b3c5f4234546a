"""Layout text: a page as a grid of letters, as ``pdftotext -layout`` prints it.

Runs of spaces keep columns below each other, so cells have their columns, and an empty cell
is empty. Rows have to be told by their values: a cell may be wrapped, and others stand at its
top or at its middle.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Block, Cell, Document, GridTable, Line, SourceFormat, place_of
from pipeline.extract.language.indicator_headers import match_single
from pipeline.extract.language.line_kinds import STRUCTURE
from pipeline.extract.language.spelling import usual_words
from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS, head_word
from pipeline.extract.language.text import ICONS, compact, is_bullet, join_lines, squeeze
from pipeline.extract.language.values import parse_cell
from pipeline.extract.readers.text.lines import TextSource, read_lines
from pipeline.extract.readers.text.paragraphs import paragraphs

_ROWS = 12
_COLUMNS = 3
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_WIDE_GAP = re.compile(r" {3,}")
_NUMBERED = re.compile(r"^\s*(?:[•‣▪–\-*]|\(?\w{1,2}[.)]|\d+(?:\.\d+)*\.?)\s+")
_KNOWN_HEAD = re.compile(rf"(?:{INDICATORS}|{ACTIVITIES})(?:er)?")
_PERIOD = re.compile(
    r"^(?:tertial|period|vb|år|helår|t\d|månad|kvartal|halvår|20\d\d)", re.IGNORECASE
)
_OPEN_PERIOD = re.compile(r"^(?:tertial(?: \d)?|vb|år|t\d)$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DATE = re.compile(r"^\d{4}-\d{2}-(?:\d{2})?$")
_KEYS = ("startdatum", "slutdatum", "period", "periodicitet", "mätperiod")
_ACTIVITY_COLUMNS = ("startdatum", "slutdatum", "avvikelse")
_LEADING_ICON = re.compile(rf"^([ \t\f]*)[{ICONS}](?=\s)", re.MULTILINE)
"""The status icon before a name; one further right is a cell, such as a deviation."""

_WIDE = 4.0
_TIGHT = 1.0
_APART = 0.4
_SEVERAL = 2
_FEW = 4
_ENDS_IN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MOST_HEADER = 14
_MOST_WORDS = 40
"""A line of more words is no header; the ways to part them grow fast."""

_FAR_RIGHT = 20
_NEAR = 3
_MOST_BLANK = 2
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
            held = replace(held, rows=(*held.rows, *grid.rows[1:]))
        else:
            yield from [held] if held is not None else []
            yield from _prose(source, between)
            held, header = grid, own
        done = end
    yield from [held] if held is not None else []
    yield from _prose(source, source.lines[done:])


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
    last, analysis, begun = first, False, False
    openings = (head_word(line.text) for line in lines[first : first + _MOST_HEADER])
    known = any(opening.startswith((INDICATORS, ACTIVITIES)) for opening in openings)
    for index in range(first + 1, len(lines)):
        text = lines[index].text
        blank = not text.strip()
        if blank:
            analysis = False
            if index - last > _MOST_BLANK:
                break
        elif (
            STRUCTURE.match(text.strip())
            or (begun and _opens_known(lines, index, last))
            or (not known and index > last + 1 and _is_worded(text))
        ):
            break
        elif _is_columnar(text) or (index == last + 1 and _is_row(text, known=known)):
            last, analysis = index, False
            begun |= not _is_worded(text)
        elif _opens_analysis(lines, index) and (known or index == last + 1):
            last, analysis = index, True
        elif analysis:
            last = index
        elif not _is_label(lines, first, index, last):
            break
        elif index == last + 1 or _values_follow(lines, index):
            last = index
        else:
            break
    return last + 1


def _opens_analysis(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the text below the word Analys is a row's: no blank line parts them."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    return lines[index].text.strip() == "Analys" and bool(below.strip())


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


def _is_label(lines: Sequence[Line], first: int, index: int, last: int) -> bool:
    """Tell whether a line stands in one column: those near by have a gap beside it."""
    (start, end) = _segments(lines[index].text)[0]
    near = [line.text for line in lines[max(first, last - 4) : index + _NEAR]]
    others = [_segments(text) for text in near if _is_columnar(text)]
    if is_bullet(lines[index].text) or not others:
        return False
    gaps = [
        (one[1], two[0]) for found in others for one, two in zip(found, found[1:], strict=False)
    ]
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
    if len(columns) < 2 or len(plain) <= header:
        return None
    wide = _widened(columns, [line.text for line in plain[header:]])
    placed = [
        _Row(line, _texts(line.text, _in_columns(line.text, columns if at < header else wide)))
        for at, line in enumerate(plain)
    ]
    labels = [
        "".join(row.cells.get(at, "") for row in placed[:header]) for at in range(len(columns))
    ]
    groups = [placed[:header], *_grouped(placed[header:], rest, _keys(labels))]
    rows = tuple(_cells(group, len(columns)) for group in groups if group)
    return GridTable(
        rows=rows,
        place=place_of(list(lines)),
        header_rows=1 if header else 0,
        confidence=_CONFIDENCE,
    )


def _without_analyses(lines: Sequence[Line]) -> tuple[list[Line], list[_Row]]:
    """Part the lines of Analys texts from the others; blank lines are left out."""
    plain: list[Line] = []
    rest: list[_Row] = []
    inside = False
    for line in lines:
        text = line.text.strip()
        inside = bool(text) and (text == "Analys" or (inside and not _is_columnar(line.text)))
        if inside:
            rest.append(_Row(line, {0: text}, analysis=True))
        elif text:
            plain.append(line)
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
    return max((_labelled(header, spans) for spans in (_strips(words), max(words, key=len))),
               key=len)  # fmt: skip


def _labelled(header: Sequence[str], spans: Sequence[Span]) -> list[Span]:
    """Return spans joined so that each has a known label; none where that cannot be."""
    rows = [_texts(text, _in_columns(text, spans)) for text in header]
    ways: list[tuple[float, list[Span]] | None] = [(0.0, [])]
    for end in range(1, len(spans) + 1):
        found: tuple[float, list[Span]] | None = None
        for start in range(end):
            before = ways[start]
            parts = [row[at] for row in rows for at in range(start, end) if at in row]
            if before is None or not _is_known_label(" ".join(parts), len(before[1])):
                continue
            wide = sum(spans[at + 1][0] - spans[at][1] > 1 for at in range(start, end - 1))
            score = before[0] + 1 - _APART * wide
            if found is None or score >= found[0]:
                found = (score, [*before[1], (spans[start][0], spans[end - 1][1])])
        ways.append(found)
    last = ways[-1]
    return last[1] if last is not None else []


def _is_known_label(label: str, before: int) -> bool:
    name = head_word(label)
    if not before:
        return bool(_KNOWN_HEAD.fullmatch(name))
    return name in _ACTIVITY_COLUMNS or match_single(name) is not None


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
    if not often or max(often) < 2:
        return 0, []
    full = [rows[at] for at in valued if len(rows[at]) == max(often)]
    columns = [
        (min(row[at][0] for row in full), max(row[at][1] for row in full))
        for at in range(max(often))
    ]
    labels = [row[0][1] for row in rows[valued[0] :] if row[0][0] < columns[0][1]]
    columns[0] = (0, min(max(labels), columns[1][0] - 1))
    header = valued[0]
    if texts[header][:1].islower() and len(rows[header - 1]) == 1:
        header -= rows[header - 1][0][0] < _FAR_RIGHT
    return header, columns


def _is_value(text: str) -> bool:
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None and not _YEAR.match(text)


def _keys(labels: Sequence[str]) -> frozenset[int]:
    """Return the columns that tell the rows of a known table: its period, its dates."""
    names = [head_word(label) for label in labels]
    if not names or not _KNOWN_HEAD.fullmatch(names[0]):
        return frozenset()
    return frozenset(at for at, name in enumerate(names) if name in _KEYS)


def _widened(columns: Sequence[Span], texts: Sequence[str]) -> list[Span]:
    """Return columns with what stands in them in most rows: the header's words may be shorter."""
    found: dict[int, list[Span]] = {}
    for text in texts:
        for at, words in _in_columns(text, columns).items():
            found.setdefault(at, []).append((words[0][0], words[-1][1]))
    wide = list(columns)
    for at in range(1, len(columns)):
        starts = sorted(span[0] for span in found.get(at, []))
        ends = sorted(span[1] for span in found.get(at, []))
        few = len(starts) // _FEW
        if starts:
            after = columns[at + 1][0] if at + 1 < len(columns) else ends[-1]
            left = max(starts[few], columns[at - 1][1])
            right = min(ends[-1 - few], after)
            wide[at] = (min(columns[at][0], left), max(columns[at][1], right))
    return wide


def _texts(text: str, cells: Mapping[int, Sequence[Span]]) -> dict[int, str]:
    """Return the texts that stand at words of a line."""
    return {at: " ".join(text[a:b] for a, b in words) for at, words in cells.items()}


def _in_columns(text: str, columns: Sequence[Span]) -> dict[int, list[Span]]:
    """Put the words of a line into columns, in order.

    Words keep near their column, one space inside it and more than one between columns:
    a wide text moves all that stands behind it to the right.
    """
    words = _words(text)
    ways: list[tuple[float, list[int]]] = [(0.0, [])] * len(columns)
    for number, word in enumerate(words):
        gap = word[0] - words[number - 1][1] if number else 0
        gap = _FAR_RIGHT if _DATE.match(text[word[0] : word[1]]) else gap
        ways = [
            min(
                (
                    cost + _distance(word, column) + _step(gap, at - last if number else 1),
                    [*path, at],
                )
                for last, (cost, path) in enumerate(ways[: at + 1] if number else ways[:1])
            )
            for at, column in enumerate(columns)
        ]
    cells: dict[int, list[Span]] = {}
    for word, at in zip(words, min(ways)[1], strict=True):
        cells.setdefault(at, []).append(word)
    return cells


def _distance(word: Span, column: Span) -> float:
    """Return by how many letters a word stands outside a column."""
    return float(max(column[0] - word[1] + 1, word[0] - column[1] + 1, 0))


def _step(gap: int, columns: int) -> float:
    """Return what is against a gap of so many spaces between words so many columns apart."""
    if columns == 0:
        return _WIDE * (gap - 1)
    return _TIGHT if gap == 1 else 0.0


# --- rows ---------------------------------------------------------------------------------------


def _grouped(
    rows: Sequence[_Row], analyses: Sequence[_Row], keys: frozenset[int]
) -> Iterator[list[_Row]]:
    """Yield the lines of each row; an Analys text is a row of its own.

    The lines of a row stand round those with its values: as many above as below where cells
    are centred, else all below. ``keys`` are columns of which every row has one text.
    """
    anchors = list(_anchors(rows, keys))
    centred = any(0 not in rows[first].cells for first, _ in anchors)
    starts: list[int] = []
    for number, (first, _) in enumerate(anchors):
        above = _lines_above(rows, anchors[: number + 1], starts) if centred else 0
        starts.append(first - above if keys or centred else _label_start(rows, first))
    if not keys:
        starts = sorted({*starts, *(at for at in range(len(rows)) if _is_heading(rows, at))})
    if rows and (not starts or starts[0] > 0):
        starts = [0, *starts[1:]] if starts and keys else [0, *starts]
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


def _label_start(rows: Sequence[_Row], at: int) -> int:
    """Return where the label begins whose last line has the values: on a line above it.

    It does if it goes on in lower case below a line with a capital and no values.
    """
    if not rows[at].cells.get(0, "")[:1].islower():
        return at
    start = at - 1
    while start >= 0 and set(rows[start].cells) == {0} and rows[start].cells[0][:1].islower():
        start -= 1
    opens = start >= 0 and set(rows[start].cells) == {0} and rows[start].cells[0][:1].isupper()
    return start if opens else at


def _anchors(rows: Sequence[_Row], keys: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of the values of each row, as indices."""
    at = 0
    while at < len(rows):
        cells, end = rows[at].cells, at
        found = any(cells.keys() - {0}) and not keys
        for key in keys:
            text = cells.get(key, "")
            found |= bool(_PERIOD.match(text) or _DATE.match(text))
            below = rows[at + 1].cells.get(key, "") if at + 1 < len(rows) else ""
            end += bool(_OPEN_PERIOD.match(text)) and bool(_YEAR.match(below))
        if found:
            yield at, end
        at = end + 1


def _lines_above(
    rows: Sequence[_Row], anchors: Sequence[tuple[int, int]], starts: Sequence[int]
) -> int:
    """Return how many lines of a row stand above its values, where they are centred."""
    first = anchors[-1][0]
    if len(anchors) == 1:
        return first
    before = anchors[-2]
    below = before[0] - starts[-1]
    return max(first - before[1] - 1 - below, 0)


def _is_heading(rows: Sequence[_Row], at: int) -> bool:
    """Tell whether a line is a label alone that goes on with none: a sub-heading."""
    row = rows[at]
    if set(row.cells) != {0} or not row.cells[0][:1].isupper():
        return False
    below = rows[at + 1] if at + 1 < len(rows) else None
    label = below.cells.get(0, "") if below is not None else ""
    return below is not None and set(below.cells) != {0} and not label[:1].islower()


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
    """Join the lines of a cell; a word on a line of its own may be cut."""
    joined = ""
    for piece in pieces:
        last = joined.rpartition(" ")[2]
        first = piece.partition(" ")[0]
        cut = last.isalpha() and first.isalpha() and first.islower()
        alone = last == joined or cut
        if joined and cut and alone and (last + first).casefold() in usual_words():
            joined += piece
        else:
            joined = join_lines([joined, piece], wrap_is_marked=False) if joined else piece
    return squeeze(joined)
