"""The header of a table without uprights: its columns, and its rows.

Belongs here: a header torn by a page break is put together, labels over several columns are
parted from those of one. What the former span is ``group_labels``' work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import (
    SETTINGS,
    Band,
    band_of,
    points_off,
    row_gap,
    white_within,
)
from pipeline.extract.readers.geometry.boxes import Box, Row, Span, put, reach, reach_of, span_of
from pipeline.extract.readers.geometry.cells import Piece
from pipeline.extract.readers.geometry.columns import Columns, header_texts, infer_columns
from pipeline.extract.readers.geometry.group_labels import ruled_labels
from pipeline.extract.readers.geometry.heads_between import heads_between
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.repeated_heads import told_apart
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment, TextLine

_LEVEL = 0.8
_PITCH = 1.2
_WRAP = 1.35
"""Sizes by which lines of one label are apart at most."""
_ALIGNED = 1.0


def columns_below(bands: Sequence[Band], header: Sequence[Band], rules: Sequence[Rule]) -> Columns:
    """Return the columns of a table without uprights.

    Args:
        bands: All its bands, header included, of all its pages.
        header: The bands among them that are header; a page break may stand between them.
        rules: The level rules that end inside of it, on the page where it begins.
    """
    whole = _whole_header(header)
    columns = infer_columns(bands, whole, _ruled(whole, rules))
    return replace(columns, heads=_as_printed(columns.heads, whole, header))


def columns_between(
    edges: Sequence[float], bands: Sequence[Band], header: Sequence[Band], rules: Sequence[Rule]
) -> Columns:
    """Return the columns of a table whose header has no uprights, but rows below it have.

    Args:
        edges: The uprights, the outer ones included.
        bands: All its bands, header included, of all its pages.
        header: The bands among them that are header.
        rules: The level rules that end inside of it, on the page where it begins.
    """
    whole = _whole_header(header)
    texts = header_texts(whole, edges, _ruled(whole, rules))
    heads = heads_between(texts, edges, bands, whole)
    return Columns(tuple(edges), _as_printed(heads, whole, header))


def _ruled(header: Sequence[Band], rules: Sequence[Rule]) -> set[int]:
    """Return the ids of texts of a header that rules show to stand over several columns."""
    ruled = ruled_labels([s for s in _segments(header[:1])], rules)
    return {id(segment) for _, labels in ruled for segment in labels}


def _as_printed(
    heads: Mapping[int, int], whole: Sequence[Band], header: Sequence[Band]
) -> Mapping[int, int]:
    """Return the columns of a whole header's texts by the ids of those that are printed."""
    printed = {
        id(moved): id(segment)
        for moved, segment in zip(_segments(whole), _segments(header), strict=True)
    }
    return {printed[head]: column for head, column in heads.items()}


def header_rows(header: Sequence[Band], columns: Columns, leading: Leading) -> Iterator[Row]:
    """Yield the rows of a header: labels over several columns, then those of the columns.

    In a column, texts with the white of a row between them are a label and one above it. Where
    the header does not say how much that is, it is more than between lines of the document.
    """
    lines = [line for band in header for line in band.lines]
    white = white_within([segment for line in lines for segment in line.segments])
    gap = max(row_gap(lines), white)
    if gap == SETTINGS.row_gap:
        between = max(leading.white_of_head(line.size) for line in lines)
        gap = max(gap, between + SETTINGS.slack)
    falls = _falls(header)

    def at(piece: Piece) -> float:
        return piece.segment.y + falls[piece.page]

    upper: list[tuple[Span, list[Piece]]] = []
    lowest = Row(header[-1].page, header=True)
    labels: dict[int, list[Piece]] = {}
    for band in header:
        for segment in band.segments:
            piece = Piece(band.page, segment)
            if id(segment) in columns.heads:
                labels.setdefault(columns.heads[id(segment)], []).append(piece)
            elif (group := _goes_on_from(piece, upper, at, max(_WRAP, 1 + white))) is not None:
                group.append(piece)
            else:
                upper.append((span_of(segment, columns.edges), [piece]))
    groups = told_apart({column: _levels(pieces, gap) for column, pieces in labels.items()}, at)
    lowest_of_two = [at(found[-1][0]) for found in groups.values() if len(found) > 1]
    feet = {column: min(map(at, found[-1])) for column, found in groups.items()}
    floor = max(lowest_of_two or feet.values(), default=0.0)
    heights = [at(group[0]) for _, group in upper]
    heights += [at(group[0]) for found in groups.values() for group in found[:-1]]
    for column, found in groups.items():
        foot, letters = feet[column], found[-1][0].segment.size
        beside = any(abs(foot - y) < _LEVEL * letters for y in heights)
        alone = len(found) == 1 and foot > floor + _LEVEL * letters and beside
        upper += [((column, column), group) for group in (found if alone else found[:-1])]
        if not alone:
            lowest.boxes[column] = Box((column, column), found[-1])
    yield from _upper_rows(upper, at, len(columns.edges) - 2)
    if lowest.boxes:
        yield lowest


def _goes_on_from(
    piece: Piece,
    labels: Sequence[tuple[Span, list[Piece]]],
    at: Callable[[Piece], float],
    pitch: float,
) -> list[Piece] | None:
    """Return the label over several columns whose next line a text is; None for a new label.

    Its lines are so many font sizes apart at most as ``pitch`` says.
    """
    x0, x1 = piece.segment.x0, piece.segment.x1
    for _, group in labels:
        above = group[-1].segment
        near = 0 < at(group[-1]) - at(piece) <= pitch * piece.segment.size
        over = above.x0 < x1 and x0 < above.x1
        if near and over and points_off(above, piece.segment) <= _ALIGNED:
            return group
    return None


def _upper_rows(
    labels: Sequence[tuple[Span, list[Piece]]], at: Callable[[Piece], float], last: int
) -> Iterator[Row]:
    """Yield the rows of the labels above those of the columns, by where they stand.

    Two labels beside each other are two, though both stand over one column: the right one is
    put into the next, up to the ``last``, until what they span is known.
    """
    rows: list[tuple[float, float, Row]] = []
    for span, group in sorted(labels, key=lambda found: (-at(found[1][0]), reach_of(found[1]))):
        top, foot, near = at(group[0]), at(group[-1]), _LEVEL * group[0].segment.size
        row = next((row for high, low, row in rows if low - top < near > foot - high), None)
        if row is None:
            row = Row(group[0].page, header=True)
            rows.append((top, foot, row))
        beside = max(
            (box.span[1] for box in row.boxes.values() if _is_beside(box, group)), default=-1
        )
        first = min(max(span[0], beside + 1), last)
        for piece in group:
            put(row, (first, max(first, span[1])), piece)
    return (row for _, _, row in rows)


def _is_beside(box: Box, group: Sequence[Piece]) -> bool:
    """Tell whether a label ends before another one begins on its line."""
    x1 = reach(box)[1]
    return all(
        one.segment.y == two.segment.y and x1 < two.segment.x0
        for one in box.pieces
        for two in group
    )


def _falls(bands: Sequence[Band]) -> Mapping[int, float]:
    """Return for each page how far its bands are moved to stand as the next line of those before.

    So a header that a page break tears is one again.
    """
    falls = {bands[0].page: 0.0}
    for above, band in pairwise(bands):
        if band.page not in falls:
            pitches = (one.y - two.y for one, two in pairwise(above.lines))
            pitch = min((p for p in pitches if p > above.size), default=_PITCH * above.size)
            falls[band.page] = above.lines[-1].y + falls[above.page] - pitch - band.lines[0].y
    return falls


def _whole_header(header: Sequence[Band]) -> Sequence[Band]:
    """Return header bands with the row that a page break tears as one."""
    falls = _falls(header)
    whole: list[Band] = []
    for number, band in enumerate(header):
        torn = number > 0 and band.page != header[number - 1].page
        moved = [_moved(line, falls[band.page]) for line in band.lines] if number else band.lines
        if torn:
            whole[-1] = band_of([*whole[-1].lines, *moved])
        else:
            whole.append(band_of(moved) if falls[band.page] else band)
    return whole


def _moved(line: TextLine, by: float) -> TextLine:
    """Return a line moved up."""
    segments = (
        Segment(tuple(replace(word, y=word.y + by) for word in segment.words))
        for segment in line.segments
    )
    return replace(line, segments=tuple(segments))


def _segments(bands: Sequence[Band]) -> Iterator[Segment]:
    return (segment for band in bands for segment in band.segments)


def _levels(pieces: Sequence[Piece], gap: float) -> list[list[Piece]]:
    """Part the texts above a column where more white is between them than between lines.

    What stands below a page break goes on with what stands above it, and a word with the part
    of it that a hyphen cuts off.
    """
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.page, -p.segment.y, p.segment.x0)):
        last = groups[-1][-1] if groups else None
        if last is None or (
            last.page == piece.page
            and last.segment.bottom - piece.segment.top > gap * piece.segment.size
            and not _is_cut(last.segment.text, piece.segment.text)
        ):
            groups.append([])
        groups[-1].append(piece)
    return groups


def _is_cut(above: str, text: str) -> bool:
    """Tell whether a text is the rest of a word that a hyphen cuts at the end of the one above."""
    return above.endswith("-") and above[-2:-1].isalpha() and text[:1].islower()
