"""Rows that a page break tears: what stands below it goes on with what stands above.

Belongs here: telling the rest of a row from a row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extract.readers.geometry.bands import (
    NUMERIC,
    are_rests,
    is_wrapped_number,
    opens_analysis,
)
from pipeline.extract.readers.geometry.boxes import Box, Row, Span, span_of, text_of
from pipeline.extract.readers.geometry.cells import Piece, cell_lines
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.words import Segment

_FITS = 0.5
_ORPHANS = 2.6
_ROWS_BELOW = 2
"""So many rows with values show that what stands above them is a header."""


def mended(rows: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """Join each row below a page break to the last one above it, where it goes on."""
    mended: list[Row] = []
    for number, row in enumerate(rows):
        last = mended[-1] if mended and row.first_on_page else None
        if last is not None and row.wide and not last.wide:
            if _is_analysis_word(last):
                _widen(last, edges)
            else:
                _narrow(row, last, edges)
        if last is not None and last.wide and _is_rest_of_text(row):
            _widen(row, edges)
        if last is not None and (
            _is_torn(last, row)
            or (last.header and _heads_rows(row, rows[number + 1 :]))
            or _name_goes_on(last, row, mended, edges)
            or _goes_on(last, row, mended, rows[number + 1 :], edges)
        ):
            for column, box in row.boxes.items():
                if column in mended[-1].boxes:
                    mended[-1].boxes[column].pieces.extend(box.pieces)
                elif box.pieces:
                    mended[-1].boxes[column] = box
        else:
            mended.append(row)
    return mended


def _is_analysis_word(row: Row) -> bool:
    return text_of({c: box for c, box in row.boxes.items() if box.pieces}) == ["Analys"]


def _is_rest_of_text(row: Row) -> bool:
    """Tell whether a row holds a text that goes on in lower case, and nothing beside it."""
    filled = [column for column, box in row.boxes.items() if box.pieces]
    return filled == [0] and row.boxes[0].pieces[0].segment.text[:1].islower()


def _heads_rows(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row is the rest of a header: words only, over columns that hold values."""
    filled = {column: box for column, box in row.boxes.items() if box.pieces}
    if row.wide or any(is_value(text) for text in text_of(filled)):
        return False
    rows = [other for other in below if not other.wide][:_ROWS_BELOW]
    heads = [
        all(column in r.boxes and is_value(" ".join(text_of({0: r.boxes[column]}))) for r in rows)
        for column in filled
    ]
    return len(rows) == _ROWS_BELOW and len(heads) > 1 and 2 * sum(heads) > len(heads)


def _widen(row: Row, edges: Sequence[float]) -> None:
    """Let the only text of a row be a cell over all columns, as the rest below the break is."""
    pieces = [piece for box in row.boxes.values() for piece in box.pieces]
    row.boxes = {0: Box((0, len(edges) - 2), pieces)}
    row.wide = True


def _narrow(row: Row, last: Row, edges: Sequence[float]) -> None:
    """Put a wide cell's text into the one column that all of it stands in, if there is one.

    Where no uprights are drawn, the rest of one cell looks like a cell over all columns. A word
    too long for it begins where the cell's lines above the page break do.
    """
    pieces = [piece for box in row.boxes.values() for piece in box.pieces]
    begun = {round(p.segment.x0): box.span for box in last.boxes.values() for p in box.pieces}
    spans = {_span(piece.segment, edges, begun) for piece in pieces}
    if len(spans) == 1 and not opens_analysis(pieces[0].segment.text):
        start, end = spans.pop()
        if start == end:
            row.boxes = {start: Box((start, start), pieces)}
            row.wide = False


def _span(segment: Segment, edges: Sequence[float], begun: Mapping[int, Span]) -> Span:
    """Return the columns of a text; of a word over several, where others begin at its place."""
    span = span_of(segment, edges)
    long = span[0] != span[1] and len(segment.words) == 1
    return begun.get(round(segment.x0), span) if long else span


def _goes_on(
    last: Row, row: Row, rows: Sequence[Row], others: Sequence[Row], edges: Sequence[float]
) -> bool:
    """Tell whether a row is the rest of the one above the page break.

    ``rows`` are those above it, the torn one included, ``others`` those below.

    The rest fills only cells that reached down to the break, and not all that a row has; the
    first word of each would not have fitted on the last line of its cell, or rules say it.
    """
    filled = {column: box for column, box in row.boxes.items() if box.pieces}
    above = {column: box for column, box in last.boxes.items() if box.pieces}
    if not filled or not filled.keys() <= above.keys():
        return False
    if last.header:  # torn by the break as well, if what is below it has its look
        bold = all(piece.segment.bold for box in filled.values() for piece in box.pieces)
        return bold and last.page != row.page
    if opens_analysis(text_of(filled)[0]):
        return False
    if _is_analysis_word(last):
        return True
    if row.wide or last.wide:
        return row.wide and last.wide
    lowest = min(piece.segment.y for box in above.values() for piece in box.pieces)
    size = max(piece.segment.size for box in above.values() for piece in box.pieces)
    cut = _are_cut(above, filled)
    told = row.goes_on or _is_rest_of_name(filled, rows)
    for column, box in filled.items():
        line = cell_lines(above[column].pieces)[-1]
        if line[-1].y > lowest + _ORPHANS * size:
            return False
        following = cell_lines(box.pieces)[0]
        if not cut and _are_two_numbers(above[column].pieces, box.pieces):
            return False
        if not told and not _would_not_fit(line, following, column, rows, edges):
            return False
    first = cell_lines(filled[min(filled)].pieces)[0][0].text
    whole = [*rows[:-1], *others]
    return row.goes_on or first[:1].islower() or not _always_filled(whole) <= filled.keys()


def _is_rest_of_name(filled: Mapping[int, Box], rows: Sequence[Row]) -> bool:
    """Tell whether a row has nothing but words in lower case, as no name of a row begins.

    How wide a column is may not be known: a word too long for it reaches over the next one.
    """
    if filled.keys() != {0} or not _name(filled[0])[:1].islower():
        return False
    others = [row for row in rows if not row.header and not row.wide]
    names = [_name(row.boxes[0]) for row in others if 0 in row.boxes and row.boxes[0].pieces]
    return len(_always_filled(others)) > 1 and not any(name[:1].islower() for name in names)


def _name(box: Box) -> str:
    return cell_lines(box.pieces)[0][0].text


def _is_torn(last: Row, row: Row) -> bool:
    """Tell whether a page break stands between the cells of a row that are set in its middle.

    One side has its name and the other one has values: no column has something in both.
    """
    above, below = (
        {column for column, box in one.boxes.items() if box.pieces} for one in (last, row)
    )
    whole = last.header or last.wide or row.wide or not above or not below
    return not whole and (0 in above) != (0 in below) and not above & below


def _name_goes_on(last: Row, row: Row, rows: Sequence[Row], edges: Sequence[float]) -> bool:
    """Tell whether a page break stands in the name of a row whose values are at its foot."""
    above = {column: box for column, box in last.boxes.items() if box.pieces}
    name = row.boxes.get(0)
    if last.header or last.wide or above.keys() != {0} or name is None or not name.pieces:
        return False
    line, following = cell_lines(above[0].pieces)[-1], cell_lines(name.pieces)[0]
    lower = following[0].text[:1].islower()
    return lower and _would_not_fit(line, following, 0, rows, edges)


def _are_two_numbers(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Tell whether two texts are numbers that cannot be one: a cell holds but one."""
    texts = [" ".join(piece.segment.text for piece in pieces) for pieces in (above, below)]
    return all(NUMERIC.match(text) for text in texts) and not is_wrapped_number(*texts)


def _are_cut(above: Mapping[int, Box], below: Mapping[int, Box]) -> bool:
    """Tell whether the numbers below a page break are the last digits of those above it."""
    lasts = [segment for box in above.values() for segment in cell_lines(box.pieces)[-1]]
    firsts = [segment for box in below.values() for segment in cell_lines(box.pieces)[0]]
    return are_rests(lasts, firsts)


def _always_filled(rows: Sequence[Row]) -> set[int]:
    """Return the columns that every whole row has text in: its name, its period."""
    whole = [
        {column for column, box in row.boxes.items() if box.pieces}
        for row in rows
        if not row.header and not row.wide
    ]
    return set.intersection(*whole) if len(whole) > 1 else set()


def _would_not_fit(
    line: Sequence[Segment],
    following: Sequence[Segment],
    column: int,
    rows: Sequence[Row],
    edges: Sequence[float],
) -> bool:
    """Tell whether a line's first word has no room at the end of the line before."""
    widths = [
        found[-1].x1 - found[0].x0
        for row in rows
        for at, box in row.boxes.items()
        if at == column and box.pieces and box.span[0] == box.span[1]
        for found in cell_lines(box.pieces)
    ]
    # A word too long for its cell may be printed over the next one.
    cell = edges[column + 1] - edges[column]
    room = min(max(widths, default=cell), cell)
    first = following[0].words[0]
    space = 0.25 * first.size
    used = line[-1].x1 - line[0].x0
    return used + space + (first.x1 - first.x0) > room - _FITS or used > 0.97 * room
