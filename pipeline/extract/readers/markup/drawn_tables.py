"""Tables drawn with letters: pandoc's simple, multi-line and grid tables, loose bars.

Belongs here: finding them among the lines of a text, and their cells by the columns that
their rules show. The rules of the four forms are those of pandoc's manual; loose bars (no
bar at the ends, rows wrapped) are what html2text writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.extract.document import GridTable, Line, Place, place_of
from pipeline.extract.language.spelling import Spelling
from pipeline.extract.language.text import normalise_characters
from pipeline.extract.readers.markup.blocks import Spanning, grid
from pipeline.extract.readers.markup.cut_words import joined, spelling_beside
from pipeline.extract.readers.markup.lost_spans import with_lost_spans

Span = tuple[int, int]
_DASHES = re.compile(r"-+")
_RULE = re.compile(r"^ {0,3}-{3,}(?: +-+)* *$")
_GRID_RULE = re.compile(r"^ {0,3}\+(?:[-=:]+\+)+ *$")
_LOOSE_RULE = re.compile(r"^ {0,3}:?-{2,}:?(?:\|:?-{2,}:?)+ *$")
_BAR = re.compile(r"(?<!\\)\|")
_BARRED = re.compile(r"^\s*\|.*\|\s*$")
_BAR_RULE = re.compile(r"^\s*\|(?: *:?-+:? *\|)+ *$")
_ROWS_OF_BARS = 3
_GLUED = re.compile(r"(.*[a-zåäö)\d])([A-ZÅÄÖ][a-zåäö]+)")
_MOST_HEADER = 12
_MOST_LINES_A_ROW = 60
_LONGEST = 4000
_ROW_END = "  "
_MOST_CELLS = 200
_PADDING = 2
"""Spaces at the sides of a cell of a grid table."""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table that takes lines ``start`` to ``end`` (indices, end exclusive)."""

    start: int
    end: int
    grid: GridTable


@dataclass(frozen=True, slots=True)
class _Letters:
    """How a text spells, and what makes text of what a cell has marked."""

    spelling: Spelling
    plain: Callable[[str], str]

    def joined(self, pieces: Sequence[str], width: int) -> str:
        """Return the text of a cell that is so many letters wide."""
        return self.of(joined(pieces, width, self.spelling))

    def of(self, marked: str) -> str:
        """Return the text of a cell."""
        return self.plain(normalise_characters(marked))


def find_drawn(lines: Sequence[Line], plain: Callable[[str], str]) -> list[DrawnTable]:
    """Return the drawn tables of a text in order.

    Args:
        lines: All lines of the text with the letters of the file, which columns are counted in.
        plain: What makes text of a cell's marked-up text.
    """
    texts = (normalise_characters(line.text) for line in lines)
    letters = _Letters(spelling_beside(texts), plain)
    return [replace(table, grid=_normal_places(table.grid)) for table in _drawn(lines, letters)]


def _drawn(lines: Sequence[Line], letters: _Letters) -> Iterator[DrawnTable]:
    index = 0
    while index < len(lines):
        table = next((found for read in _FORMS if (found := read(lines, index, letters))), None)
        if table is not None:
            yield table
        index = table.end if table else index + 1


def _normal_places(table: GridTable) -> GridTable:
    rows = tuple(
        tuple(cell and replace(cell, place=_normal(cell.place)) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows, place=_normal(table.place))


def _normal(place: Place) -> Place:
    return replace(place, text=normalise_characters(place.text))


# --- simple and multi-line tables ---------------------------------------------------------------


def _ruled(lines: Sequence[Line], index: int, letters: _Letters) -> DrawnTable | None:
    """Return the simple or multi-line table whose first rule or header starts on a line."""
    if not _is_rule(lines[index].text):
        return None
    spans = _spans(lines[index].text)
    if len(spans) == 1:
        return _multiline_with_header(lines, index, letters)
    header = _header_above(lines, index)
    start = index - 1 if header else index
    end = _end(lines, index + 1, spans)
    if end is None:
        return None
    multiline = any(not lines[i].text.strip() for i in range(index + 1, end))
    rows = (
        _rows_by_blanks(lines, index + 1, end)
        if multiline
        else [[i] for i in range(index + 1, end)]
    )
    close = end + 1 if end < len(lines) and _is_rule(lines[end].text) else end
    return _table(lines, (start, close), [[index - 1]] if header else [], rows, spans, letters)


def _multiline_with_header(
    lines: Sequence[Line], index: int, letters: _Letters
) -> DrawnTable | None:
    """Return the table between two whole rules, its columns ruled below the header."""
    for at in range(index + 1, min(index + 1 + _MOST_HEADER, len(lines))):
        if not lines[at].text.strip():
            return None
        if _is_rule(lines[at].text):
            break
    else:
        return None
    spans = _spans(lines[at].text)
    stop = next(
        (i for i in range(at + 1, min(at + 1 + _LONGEST, len(lines))) if _is_rule(lines[i].text)),
        None,
    )
    if stop is None or at == index + 1:
        return None
    rows = _rows_by_blanks(lines, at + 1, stop)
    return _table(lines, (index, stop + 1), [list(range(index + 1, at))], rows, spans, letters)


def _is_rule(text: str) -> bool:
    return bool(_RULE.match(text))


def _spans(text: str) -> list[Span]:
    return [found.span() for found in _DASHES.finditer(text)]


def _header_above(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the line above a rule of columns is their header: it starts within them."""
    if index == 0 or not lines[index - 1].text.strip() or _is_rule(lines[index - 1].text):
        return False
    return index <= 1 or not lines[index - 2].text.strip()


def _end(lines: Sequence[Line], first: int, spans: Sequence[Span]) -> int | None:
    """Return where the rows below a rule end: at a rule, else at a blank line.

    A rule of other columns with a header above it is the next table's.
    """
    blank: int | None = None
    for index in range(first, min(first + _LONGEST, len(lines))):
        text = lines[index].text
        if _is_rule(text):
            found = _spans(text)
            if blank is not None and len(found) > 1 and found != spans:
                return blank if _header_above(lines, index) else index
            return index
        if not text.strip():
            blank = index if blank is None else blank
        elif blank is not None and not text.startswith("  "):
            break
    return blank if blank is not None and blank > first else None


def _rows_by_blanks(lines: Sequence[Line], start: int, end: int) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    for index in range(start, end):
        if lines[index].text.strip():
            rows[-1].append(index)
        elif rows[-1]:
            rows.append([])
    return [row for row in rows if row]


def _table(
    lines: Sequence[Line],
    whole: Span,
    header: Sequence[Sequence[int]],
    body: Sequence[Sequence[int]],
    spans: Sequence[Span],
    letters: _Letters,
) -> DrawnTable | None:
    """Return the table that takes the ``whole`` lines, its rows by the lines of each."""
    start, stop = whole
    rows = [
        [
            Spanning(letters.joined(pieces, end - begin), place_of([lines[i] for i in row]))
            for (left, right), (begin, end) in zip(_slots(spans), spans, strict=True)
            for pieces in ([lines[i].text[left:right] for i in row],)
        ]
        for row in (*header, *body)
    ]
    if not body:
        return None
    whole_rows, confidence = with_lost_spans(rows)
    made = grid(whole_rows, place_of(lines[start:stop]), len(header), confidence)
    return DrawnTable(start, stop, made) if made else None


def _slots(spans: Sequence[Span]) -> list[Span]:
    """Return from where to where the letters of each column stand; the last takes the rest."""
    starts = [0, *(start for start, _ in spans[1:])]
    return list(zip(starts, [*starts[1:], _LONGEST], strict=True))


# --- grid tables --------------------------------------------------------------------------------


def _gridded(lines: Sequence[Line], index: int, letters: _Letters) -> DrawnTable | None:
    """Return the grid table whose first rule stands on a line, its merged cells too."""
    if not _GRID_RULE.match(lines[index].text):
        return None
    end = index
    while end < len(lines) and lines[end].text.strip()[:1] in ("+", "|"):
        end += 1
    texts = [line.text.rstrip() for line in lines[index:end]]
    rules = [at for at, text in enumerate(texts) if _is_grid_rule(text)]
    if len(rules) <= 1 or rules[-1] != len(texts) - 1:
        return None
    edges = sorted({i for at in rules for i, letter in enumerate(texts[at]) if letter == "+"})
    heads = next((n for n, at in enumerate(rules) if "=" in texts[at]), 0)
    rows = [
        _grid_row(texts, lines[index:end], (rules, number), edges, letters)
        for number in range(len(rules) - 1)
    ]
    confidence = 1.0
    if all(cell.columns == cell.rows == 1 for row in rows for cell in row):
        rows, confidence = with_lost_spans(rows)
    made = grid(rows, place_of(lines[index:end]), heads, confidence)
    return DrawnTable(index, end, made) if made else None


def _is_grid_rule(text: str) -> bool:
    return "+-" in text or "+=" in text or "+:" in text


def _grid_row(
    texts: Sequence[str],
    lines: Sequence[Line],
    row: tuple[Sequence[int], int],
    edges: Sequence[int],
    letters: _Letters,
) -> list[Spanning]:
    """Return the cells that begin in a row: below a rule, as wide as no bar parts them.

    ``row`` are the lines of the rules, and which of them the row is below.
    """
    rules, number = row
    top, bottom = rules[number], rules[number + 1]
    cells: list[Spanning] = []
    left = 0
    while left < len(edges) - 1:
        right = left + 1
        while right < len(edges) - 1 and not _has_bar(texts[top + 1 : bottom], edges[right]):
            right += 1
        start, stop = edges[left] + 1, edges[right]
        if _is_ruled(texts[top], start, stop):
            last = number + 1
            while last < len(rules) - 1 and not _is_ruled(texts[rules[last]], start, stop):
                last += 1
            inside = range(top + 1, rules[last])
            pieces = [texts[i][start:stop] for i in inside]
            place = place_of([lines[i] for i in inside]) if inside else Place("")
            text = letters.joined(pieces, stop - start - _PADDING)
            cells.append(Spanning(text, place, right - left, last - number))
        left = right
    return cells


def _has_bar(texts: Sequence[str], edge: int) -> bool:
    return any(text[edge : edge + 1] in ("|", "+") for text in texts) or not texts


def _is_ruled(text: str, start: int, stop: int) -> bool:
    return bool(set(text[start:stop]) <= set("-=:+"))


# --- loose bars ---------------------------------------------------------------------------------


def _loose(lines: Sequence[Line], index: int, letters: _Letters) -> DrawnTable | None:
    """Return the table with bars between its cells only, whose header starts on a line."""
    rule = _loose_rule(lines, index)
    if rule is None:
        return None
    count = len(_BAR.findall(lines[rule].text))
    most = _MOST_CELLS if lines[rule].text.endswith(_ROW_END) else count
    rows = [list(range(index, rule))]
    end = rule + 1
    while end < len(lines) and lines[end].text.strip() and _loose_rule(lines, end) is None:
        rows.append(_loose_row(lines, end, most))
        end = rows[-1][-1] + 1
    spanning = [_loose_cells([lines[i] for i in row], count + 1, letters) for row in rows]
    caption = _caption(spanning[0])
    whole, confidence = with_lost_spans(spanning)
    made = grid([*caption, *whole], place_of(lines[index:end]), 1 + len(caption), confidence)
    return DrawnTable(index, end, made) if made else None


def _caption(header: list[Spanning]) -> list[list[Spanning]]:
    """Take a table's caption off its header: html2text prints both without a space between."""
    glued = _GLUED.fullmatch(header[0].text)
    if not glued:
        return []
    header[0] = replace(header[0], text=glued[2])
    return [[replace(header[0], text=glued[1], columns=len(header))]]


def _loose_rule(lines: Sequence[Line], index: int) -> int | None:
    """Return the index of the rule below a header that starts on a line, if one does."""
    if not _BAR.search(lines[index].text):
        return None
    for at in range(index + 1, min(index + _MOST_HEADER, len(lines))):
        if not lines[at].text.strip():
            return None
        if _LOOSE_RULE.match(lines[at].text):
            bars = sum(len(_BAR.findall(lines[i].text)) for i in range(index, at))
            return at if bars == len(_BAR.findall(lines[at].text)) else None
    return None


def _loose_row(lines: Sequence[Line], start: int, count: int) -> list[int]:
    """Return the lines of a row: up to one that two spaces end, or that has all its bars.

    Where two spaces end the rule below the header, they end every row, however many cells it has.
    """
    row = [start]
    bars = len(_BAR.findall(lines[start].text))
    for index in range(start + 1, min(start + _MOST_LINES_A_ROW, len(lines))):
        text = lines[index].text
        bars += len(_BAR.findall(text))
        if lines[row[-1]].text.endswith(_ROW_END) or not text.strip() or bars > count:
            break
        row.append(index)
    return row


def _loose_cells(row: Sequence[Line], width: int, letters: _Letters) -> list[Spanning]:
    """Return the cells of a row; one without bars goes over the whole table."""
    texts = _BAR.split(" ".join(line.text.strip() for line in row))
    place = place_of(row)
    columns = width if len(texts) == 1 else 1
    return [
        Spanning(letters.of(text.strip().replace("\\|", "|")), place, columns) for text in texts
    ]


# --- bars at both ends and no rule --------------------------------------------------------------


def _unruled(lines: Sequence[Line], index: int, letters: _Letters) -> DrawnTable | None:
    """Return the table of barred lines that starts on one, where no rule parts its header.

    markitdown prints none below a header that HTML does not mark as one.
    """
    if not _BARRED.match(lines[index].text) or (index and _BARRED.match(lines[index - 1].text)):
        return None
    run = list(takewhile(lambda line: _BARRED.match(line.text), lines[index:]))
    if len(run) < _ROWS_OF_BARS or any(_BAR_RULE.match(line.text) for line in run):
        return None
    rows = [
        [
            Spanning(letters.of(text.strip().replace("\\|", "|")), place_of([line]))
            for text in _BAR.split(line.text.strip()[1:-1])
        ]
        for line in run
    ]
    whole, confidence = with_lost_spans(rows)
    made = grid(whole, place_of(run), 1, confidence)
    return DrawnTable(index, index + len(run), made) if made else None


_FORMS = (_gridded, _ruled, _loose, _unruled)
