"""Header rows of other tables that are printed one cell a line: what spans what.

Belongs here: the rows above a table's first row, where its width is known. How lines are parted
into labels is ``counted_heads``' work, which rows stand below ``cell_others``'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Cell, Line
from pipeline.extract.language.line_kinds import COLUMN_WORD, may_span, opens_header, says_value
from pipeline.extract.language.remembered import remembered
from pipeline.extract.language.values import is_unit
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.head_spans import spans_over
from pipeline.extract.readers.text.counted_cells import CONFIDENCE, HeadRow, cell_of, empty_at
from pipeline.extract.readers.text.counted_heads import labels_above, repeated_labels
from pipeline.extract.readers.text.merged_headers import spread

_SENTENCE = re.compile(r"[.!?:;]$")
_LONGEST_LABEL = 120
_YEAR_ENDS = re.compile(r"20\d\d$")
_UNTOLD = 0.9
"""Of labels above others one heads the names, and which is not told."""


@dataclass(frozen=True, slots=True)
class _SpanRow:
    """A header row of ``size`` lines, whose cells span others."""

    cells: list[Cell | None]
    size: int


def header_above(
    lines: Sequence[Line], texts: Sequence[str], index: int, width: int, done: int
) -> tuple[list[Sequence[Cell | None]], int] | None:
    """Return the header rows above a table's first row and how many lines they take."""
    if start_wide := _spanned(lines, texts, index, width, done):
        return start_wide
    if labels := labels_above(texts, index, width, done):
        cells = [cell_of([lines[line.number] for line in part]) for part in labels]
        top = labels[0][0].number
        if all(may_head(cell.text) for cell in cells):
            wide = _spanning_above(lines, texts, top, done, cells)
            return (
                ([wide.cells, cells], index - top + wide.size) if wide else ([cells], index - top)
            )
    start = index - width
    if times := repeated_labels(texts, index, width, done):
        return _over_repeated(lines, texts, start, width, times), width + times
    if start < done:
        return None
    last = [cell_of([line]) for line in lines[start:index]]
    if not last[0].text and all(is_unit(cell.text) for cell in last[1:] if cell.text):
        named_above = header_above(lines, texts, start, width, done)
        return ([*named_above[0], last], named_above[1] + width) if named_above else None
    spanning = list(_headers_above(lines, texts, last, start, done)) if not last[0].text else []
    if spanning:
        first = min(spanning, key=_label_is_column)
        return [first.cells, last], width + first.size
    named = all(may_head(text) for text in texts[start + 1 : index])
    if named and (wide := _spanning_above(lines, texts, start, done, last)):
        return [wide.cells, last], width + wide.size
    return ([last], width) if named else None


def _spanned(
    lines: Sequence[Line], texts: Sequence[str], index: int, width: int, done: int
) -> tuple[list[Sequence[Cell | None]], int] | None:
    """Return labels of a line each below a row that spans them and leaves several columns out.

    Its blank lines are more than what stands between paragraphs.
    """
    start = index - width
    if start < done or not all(map(may_head, texts[start:index])):
        return None
    last = [cell_of([line]) for line in lines[start:index]]
    wide = _spanning_above(lines, texts, start, done, last)
    if wide is None or texts[start - wide.size + 1]:
        return None
    return [wide.cells, last], width + wide.size


def _over_repeated(
    lines: Sequence[Line], texts: Sequence[str], start: int, width: int, times: int
) -> list[Sequence[Cell | None]]:
    """Return the rows of a header whose second one repeats labels, below as many others.

    The label of the names is printed before these or behind them: it is the one that spans
    nothing. Where that is not told the first is, and no column is sure.
    """
    first, *_, last = (may_span(texts[at]) for at in range(start - times, start + 1))
    over = [cell_of([line]) for line in lines[start - times : start + 1]]
    label = over.pop(-1 if first and not last else 0)
    sure = CONFIDENCE if first != last else _UNTOLD
    blanks = [empty_at(lines[start])] * ((width - 1) // times - 1)
    spans = [cell for one in over for cell in (replace(one, confidence=sure), *blanks)]
    below = [
        empty_at(lines[start]),
        *(cell_of([line]) for line in lines[start + 1 : start + width]),
    ]
    return [[label, *spans], below]


def _spanning_above(
    lines: Sequence[Line], texts: Sequence[str], start: int, done: int, last: Sequence[Cell]
) -> _SpanRow | None:
    """Return the row above labels of all columns, where it only says what spans some of them.

    It begins with an empty cell, as all others are that span nothing.
    """
    for size in range(2, min(len(last), start - done)):
        above = texts[start - size : start]
        apart = start - size == done or texts[start - size - 1]
        if above[0] or not any(above) or not apart:
            continue
        labels = [text for text in above if text]
        several = len(labels) > 1 or len(above) - len(labels) > 1  # else it may be a title
        if not all(may_span(text) or (several and COLUMN_WORD.search(text)) for text in labels):
            return None
        found = spans_over(above, [cell.text for cell in last])
        if not found or _repeats_below(found.sizes, [cell.text for cell in last]):
            continue
        cells: list[Cell | None] = []
        for line, columns in zip(lines[start - size : start], found.sizes, strict=True):
            wide = replace(cell_of([line]), columns=columns, confidence=found.confidence)
            cells += [wide, *[None] * (columns - 1)]
        return _SpanRow(cells, size)
    return None


def _repeats_below(sizes: Sequence[int], below: Sequence[str]) -> bool:
    """Tell whether a label would stand over the same label twice."""
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    under = [below[at : at + size] for at, size in zip(starts, sizes, strict=True)]
    return any(len({*part}) < len(part) for part in under)


def _headers_above(
    lines: Sequence[Line], texts: Sequence[str], last: Sequence[Cell], start: int, done: int
) -> Iterator[HeadRow]:
    """Yield the rows that may stand above a header's last row, which has no label."""
    if labels := labels_above(texts, start, len(last), done):
        cells = [cell_of([lines[line.number] for line in part]) for part in labels]
        yield HeadRow(cells, start - labels[0][0].number)
        return
    for size in range(2, min(len(last), start - done) + 1):
        above = [cell_of([line]) for line in lines[start - size : start]]
        columns = all(COLUMN_WORD.search(cell.text) for cell in above[1:])
        blank = not above[0].text and (columns or size == len(last))
        named = all(may_head(cell.text) for cell in above[blank:])
        named = named and not is_year(above[0].text)
        opens = blank or columns or opens_header(lines, start - size)
        if not named or not opens:
            continue
        if over := above if size == len(last) else spread(above, last):
            yield HeadRow(over, size)


def _label_is_column(header: HeadRow) -> bool:
    """Tell whether a header's label names a column: then the label stands above it."""
    text = header.cells[0].text
    named = COLUMN_WORD.match(text) or _YEAR_ENDS.search(text)
    return bool(named) and not is_unit(text)


@remembered
def may_head(text: str) -> bool:
    """Tell whether a text may be a label: a year, or no value and no sentence."""
    is_label = bool(text) and not says_value(text) and not _SENTENCE.search(text)
    return is_year(text) or (is_label and len(text) <= _LONGEST_LABEL)
