"""Rows of text whose every cell begins with a tab, where the paragraphs of a cell break them.

What Tika makes of a DOCX goes on with the next cell on a new line below a cell of several
paragraphs, prints a note of a cell inside of it and blank lines below, and one blank line below
a table. Belongs here: what lines may be one row, and what the lines at its end say for and
against it. Which way through a text is the cheapest is found by ``row_ways``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import STRUCTURE, is_value_line
from pipeline.extract.readers.text.row_costs import NEVER, Span, led_span
from pipeline.extract.readers.text.row_ways import Row, cheapest_rows

_NOTED = re.compile(r"([^\n]*?)\s*[A-ZÅÄÖ][a-zåäö]+ [^\n]*\n")
"""A cell with a note or comment behind what it says, below which the row goes on."""
_LINES = 24
"""A row has at most so many lines."""
_GAP = 24
"""So many lines without a tab end a table."""
_MOST_SIZES = 24
_OUTSIDE, _IN_CELL, _BELOW_BLANK = 0.1, 3.0, 2.5
"""What a line of text costs outside of tables, right below a row, and in a row below a blank."""
_GOES_ON = {(True, 1): 0.5, (False, 0): 0.0, (False, 1): 1.5, (False, 2): 1.0}
_GOES_ON_BELOW = 2.0
"""What it costs that a row goes on below a line with a tab, or without one, and blank lines."""
_ENDS = {(True, 0): 0.0, (True, 1): 2.0, (True, 2): 0.3, (False, 0): 4.0, (False, 1): 0.0}
_ENDS_ABOVE = 0.5
"""What it costs that a row ends there and its table goes on."""


def whole_led_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines, those of one row as one that holds line breaks.

    The blank lines between rows of one table are left out.
    """
    result: list[Line] = []
    done = 0
    for start, end in _stretches(lines):
        result += lines[done:start]
        texts = [line.text for line in lines[start:end]]
        counts = [text.count("\t") - 1 if text.startswith("\t") else 0 for text in texts]
        spans = [list(_spans_from(texts, at)) for at in range(len(texts))]
        rows = cheapest_rows(texts, counts, _sizes(spans), spans)
        result += _joined(lines[start:end], rows)
        done = end
    return (*result, *lines[done:])


def without_notes(row: str) -> str:
    r"""Return a row whose values have no note behind them, where the note broke the row.

    >>> without_notes("Antal barn\t4,7 Avser hela året.\n\t5")
    'Antal barn\t4,7\t5'
    """
    cells = row.split("\t")
    noted = [_NOTED.fullmatch(cell) for cell in cells]
    return "\t".join(
        found[1] if found and is_value_line(found[1]) else cell
        for cell, found in zip(cells, noted, strict=True)
    )


def _joined(lines: Sequence[Line], rows: Sequence[Row]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        part = [line for line in lines[row.start : row.end] if line.text.strip()]
        if part:
            text = "\n".join(line.text for line in part)
            beside = [line.text.strip() for line in lines[row.end : row.end + 2]]
            noted = row.tabs and part[-1].text.startswith("\t") and beside == ["", ""]
            yield replace(part[0], text=f"{text}\n" if noted else text)
        elif not row.tabs or number + 1 == len(rows) or rows[number + 1].tabs != row.tabs:
            yield lines[row.start]


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield runs of lines with rows: with at most some lines in between that have no tab."""
    start: int | None = None
    last = 0
    for index, line in enumerate(lines):
        heading = bool(STRUCTURE.match(line.text.strip()))
        if start is not None and (heading or index - last > _GAP):
            yield start, last
            start = None
        if line.text.startswith("\t"):
            start = index if start is None else start
            last = index + 1
        elif start is not None and line.text.strip() and last == index:
            last = index + 1  # goes on with the last cell
    if start is not None:
        yield start, last


def _sizes(spans: Sequence[Sequence[Span]]) -> list[int]:
    """Return how many tabs part the cells of the rows that there may be, the fewest first."""
    sizes = {len(span.fields) - 1 for part in spans for span in part}
    return sorted(size for size in sizes if size > 0)[:_MOST_SIZES]


def _spans_from(texts: Sequence[str], at: int) -> Iterator[Span]:
    """Yield what a row that starts on a line may be, and that line alone."""
    row = texts[at]
    if not row.startswith("\t"):
        cost, outside = _costs_alone(texts, at)
        yield Span(at + 1, cost, (row,), outside=outside)
        return
    cost = 0.0
    parts = [row]
    for end in range(at + 1, min(at + _LINES, len(texts)) + 1):
        yield led_span(parts, end, cost + _cost_of_end(texts, end))
        if end == len(texts):
            return
        cost += _seam(texts, end)
        if cost >= NEVER:
            return
        parts.append(texts[end])


def _costs_alone(texts: Sequence[str], at: int) -> tuple[float, float]:
    """Return what a line without a tab costs in a table, and outside of tables."""
    if texts[at].strip():
        right_below = at and texts[at - 1].startswith("\t") and not STRUCTURE.match(texts[at])
        return NEVER, _IN_CELL if right_below else _OUTSIDE
    below = _below(texts, at)
    if not (at and texts[at - 1].strip()) or not texts[below].startswith("\t"):
        return 0.0, 0.0
    led = texts[at - 1].startswith("\t")
    return _ENDS.get((led, below - at), _ENDS_ABOVE), 0.0


def _cost_of_end(texts: Sequence[str], end: int) -> float:
    """Return what it costs that a row ends, where the next one is right below it."""
    if end == len(texts) or not texts[end].startswith("\t"):
        return 0.0
    return _ENDS[texts[end - 1].startswith("\t"), 0] if texts[end - 1].strip() else NEVER


def _seam(texts: Sequence[str], at: int) -> float:
    """Return what it costs that a line goes on with the row of the lines above it."""
    text, above = texts[at], texts[at - 1]
    if not text.strip():
        below = _below(texts, at)
        if not above.strip():
            return 0.0
        led = above.startswith("\t")
        return _GOES_ON.get((led, below - at), _GOES_ON_BELOW)
    if text.startswith("\t"):
        if not above.strip():
            return 0.0
        return _GOES_ON.get((above.startswith("\t"), 0), NEVER)
    if STRUCTURE.match(text):
        return NEVER
    return 0.0 if above.strip() else _BELOW_BLANK


def _below(texts: Sequence[str], at: int) -> int:
    """Return the index of the next line that is not blank, or that of the last one."""
    return next((n for n in range(at, len(texts)) if texts[n].strip()), len(texts) - 1)
