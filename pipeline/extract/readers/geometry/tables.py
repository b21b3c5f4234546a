"""From the tables on single pages to ``GridTable``s over all their pages.

Fragments that go on over a page break are one table; its columns come from all of them.
A header that is repeated counts once, and a row that the break cuts is one row.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from pipeline.extract.document import Cell, GridTable, Place
from pipeline.extract.readers.geometry.alike_tables import rows_alike
from pipeline.extract.readers.geometry.bands import (
    NUMERIC,
    Band,
    Fragment,
    Lattice,
    band_of,
    opens_analysis,
    padding_of,
    points_off,
)
from pipeline.extract.readers.geometry.boxes import (
    Box,
    Row,
    Span,
    crosses,
    overprinted,
    put,
    span_of,
    text_of,
)
from pipeline.extract.readers.geometry.cells import (
    Piece,
    Writing,
    box_on,
    cell_lines,
    place_of,
    printed,
    unwrapped,
)
from pipeline.extract.readers.geometry.close_texts import parted_between
from pipeline.extract.readers.geometry.columns import Columns, printings
from pipeline.extract.readers.geometry.doubts import TableDoubts, cell_confidence
from pipeline.extract.readers.geometry.group_labels import span_groups, span_titles
from pipeline.extract.readers.geometry.header_sizes import header_size
from pipeline.extract.readers.geometry.heads import columns_below, columns_between, header_rows
from pipeline.extract.readers.geometry.heads_again import repeated_bands, with_head_apart
from pipeline.extract.readers.geometry.heads_alike import HeadsAlike
from pipeline.extract.readers.geometry.label_uprights import parts_labels_only
from pipeline.extract.readers.geometry.lattice_cells import cells_of
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.line_columns import stands_as
from pipeline.extract.readers.geometry.page_feet import is_open_at_foot
from pipeline.extract.readers.geometry.plain_heads import heads_values
from pipeline.extract.readers.geometry.region_parts import is_header, is_table
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.torn_rows import mended
from pipeline.extract.readers.geometry.words import (
    SEGMENT_GAP,
    Segment,
    TextLine,
)

_EDGES_OF_TWO_COLUMNS = 3
_SAME_ENDS = 3.0
_TOUCH = 2.0
_ALIGNED = 1.0
_ROUNDED = 1.0
"""Points by which the white of two cells' padding differs."""
_ANALYSIS_BELOW = 3.4
_FEW_REACH_OUT = 4
_FEW = 0.25
_FILLED = 0.3
_TOUCHING = 1.2
_NEXT_ROW = 2.6
_NEXT_ROW_OF_RULES = 4.0
"""Sizes below a table within which rows between rules of the same length are its next ones."""
_NEXT_ROW_OF_HEADS = 6.0
"""The same below a known header, and below a row whose columns it keeps to.

Only values do, and texts about a row."""


@dataclass(slots=True)
class OpenTable:
    """Fragments of one table, in page order; ``alike`` are rows of tables that have its columns."""

    fragments: list[Fragment]
    alike: Sequence[Band] = ()

    @property
    def bands(self) -> list[Band]:
        """All bands, repeated headers included."""
        return [band for fragment in self.fragments for band in fragment.bands]

    @property
    def header(self) -> tuple[Band, ...]:
        """The header bands at its top; a page break may stand between them."""
        bands: list[Band] = []
        for fragment in self.fragments:
            known = {band.words for band in bands}
            bands += [band for band in fragment.bands if band.words not in known]
            if fragment.lattice or any(band.has_values for band in fragment.bands):
                break
        return tuple(bands[: header_size([*bands, *self.alike])])

    @property
    def loose(self) -> bool:
        """Whether nothing in it shows that it is a table.

        A header at the foot of a page and the row on top of the next show it together.
        """
        if not all(fragment.loose for fragment in self.fragments):
            return False
        return len(self.fragments) == 1 or not is_table(self.bands, ruled=False)

    @property
    def lines_above(self) -> Sequence[TextLine]:
        """The lines that a part of it on the next page goes on from.

        That of a lattice is one too, but for rows without uprights below a header of known labels
        or one that is all that has rules or shades.
        """
        last = self.fragments[-1]
        known = self.header[0].known_head or all(band.bold for band in last.bands)
        return last.lines if known or not last.lattice else ()

    def has_below(self, lines: Sequence[TextLine]) -> bool:
        """Tell whether lines right below it are the Analys text of its last row."""
        last = self.fragments[-1]
        first = lines[0]
        left = min(segment.x0 for band in last.bands for segment in band.segments)
        near = last.bottom - first.y <= _ANALYSIS_BELOW * first.size
        aligned = all(last.x0 - _TOUCH <= line.x0 <= left + _TOUCH for line in lines)
        alike = all(line.page == last.page and line.size == last.bands[-1].size for line in lines)
        return first.text == "Analys" and near and aligned and alike

    def take_in(self, lines: Sequence[TextLine]) -> None:
        """Add lines below it as its last row."""
        if lines:
            last = self.fragments[-1]
            band = Band(last.page, lines[0].y + lines[0].size, last.bands[-1].bottom, tuple(lines))
            band = replace(band, bottom=min(segment.bottom for segment in band.segments))
            self.fragments[-1] = _with_band(last, band)

    def without_title(self, fragment: Fragment) -> TextLine | None:
        """Let go of the line on top of its header that the next page's header does not repeat.

        A heading may stand as close above a table as lines of a header stand to each other.
        """
        whole = self.fragments[0]
        title, *rest = whole.bands[0].lines
        repeats = bool(rest) and fragment.bands[0].words == band_of(rest).words
        if len(title.segments) > 1 or whole.lattice or not repeats:
            return None
        header = band_of(rest)
        bands = (header, *whole.bands[1:])
        self.fragments[0] = replace(whole, bands=bands, top=header.top)
        return title

    def with_whole_head(self, fragment: Fragment) -> Fragment:
        """Return a part with the header on top of it in one band where it is one in this table."""
        return fragment if fragment.lattice else with_head_apart(fragment, self.header)

    def goes_on_in(self, fragment: Fragment) -> bool:
        """Tell whether a fragment right below, or at the top of the next page, belongs to it."""
        last, first = self.fragments[-1], fragment.bands[0]
        if fragment.page == last.page:
            # Where shades hold only some rows, or a row is kept whole, it falls into parts.
            most = _TOUCHING if last.lattice or fragment.lattice else _NEXT_ROW
            analysed = last.bands[-1].starts_analysis
            if (last.ruled or analysed) and fragment.ruled and _same_ends(last, fragment):
                most = max(most, _NEXT_ROW_OF_RULES)
            known = any(band.known_head for band in self.header)
            rows = any(b.has_values or b.starts_analysis for b in fragment.bands)
            if (known and rows) or _stands_as(last, first):
                most = max(most, _NEXT_ROW_OF_HEADS)
            padding = max(padding_of(f.bands) if f.lattice else 0.0 for f in (last, fragment))
            far = max(most * first.size, padding + _ROUNDED)
            near = last.bottom - fragment.top <= far
            rest = self._is_head and not fragment.loose
            headed = first.known_head or (not rest and (first.header_like or first.bold))
            headed = headed or heads_values([*last.bands, *fragment.bands], len(last.bands))
            return near and not headed and self._keeps_columns(fragment)
        if fragment.page != last.page + 1:
            return False
        heads = printings(self.header)
        if first.words in heads:
            # Tables that follow each other may have the same title, but not the same head.
            head = next((band for band in fragment.bands if band.columnar), first)
            return head.words in heads or not head.header_like
        headed = is_header(self.bands)
        torn = first.bold and all(band.bold for band in self.bands)
        # The first word of a known table may stand on the lowest line of its header.
        opens = first.known_head and not (torn and _goes_on_below(self.bands, first))
        again = any(band.words == first.words for band in self.bands)
        plain = not again and heads_values([*self.bands, *fragment.bands], len(self.bands))
        another = opens or plain or (first.header_like and headed and not torn)
        if another or (self.loose and not headed):
            return False
        if headed and all(band.bold for band in self.bands):
            return True  # its columns are not known before there are values
        if last.lattice and fragment.lattice:
            return _same_columns(self.fragments, fragment.lattice) and _same_ends(last, fragment)
        return self._keeps_columns(fragment)

    @property
    def _is_head(self) -> bool:
        """Whether it is the upper part of a header, and no row stands below it so far."""
        whole = all(band.bold and not band.has_values for band in self.bands)
        return whole and any(band.columnar for band in self.bands)

    def _keeps_columns(self, fragment: Fragment) -> bool:
        """Tell whether the rows of a fragment keep to the columns of the table.

        A few rows do not show how wide columns are: those of both do. On top of a header may
        stand labels over several columns. What nothing else shows to be a part of a table has
        one text in a column.
        """
        last = self.fragments[-1]
        if not self.loose and _fits(_columns(self, self.header).edges, fragment.bands):
            return True
        both = OpenTable([*self.fragments, fragment])
        edges = _columns(both, self.header).edges
        apart = _fits(edges, self.bands) and all(_are_apart(ln, edges) for ln in last.lines)
        if self.loose and not apart:
            return False
        first, *_ = self.header
        headed = first.known_head or any(band.header_like for band in self.header)
        headed |= fragment.lattice is not None and last.lattice is None
        below = [replace(first, lines=first.lines[1:]), *self.bands[1:]]
        return headed and _fits(edges, fragment.bands) and _fits(edges, below)


def _stands_as(above: Fragment, first: Band) -> bool:
    """Tell whether a row of values stands in the columns of the row that a table's part ends with.

    It may be as far below it as rows are that are higher than what is in them.
    """
    lines = (max(b.lines, key=lambda line: len(line.segments)) for b in (first, above.bands[-1]))
    row, last = lines
    return first.has_values and above.bands[-1].has_values and stands_as(row, [last])


def _goes_on_below(above: Sequence[Band], first: Band) -> bool:
    """Tell whether a known header is the next line of one above a page break, not another one.

    Most labels above stand over one of it, and none of them opens a known table.
    """
    labels = [segment for band in above for segment in band.segments]
    over = sum(any(points_off(label, s) <= _ALIGNED for s in first.segments) for label in labels)
    return 2 * over > len(labels) and not any(band.known_head for band in above)


def _same_ends(one: Fragment, two: Fragment) -> bool:
    return abs(one.x0 - two.x0) <= _SAME_ENDS and abs(one.x1 - two.x1) <= _SAME_ENDS


def _fits(edges: Sequence[float], bands: Sequence[Band]) -> bool:
    """Tell whether rows keep to columns: hardly a text stands over an edge."""
    lines = [line for band in bands if band.columnar for line in band.lines]
    crossing = sum(any(crosses(s, edges) for s in line.segments) for line in lines)
    widest = max(map(_texts_beside, lines), default=0)
    return crossing <= _FEW * len(lines) and widest < len(edges)


def _are_apart(line: TextLine, edges: Sequence[float]) -> bool:
    """Tell whether each text of a line stands in a column of its own."""
    columns = {bisect(edges, (s.x0 + s.x1) / 2) for s in line.segments}
    return len(columns) == len(line.segments)


def _texts_beside(line: TextLine) -> int:
    """Count the texts of a line; words as near as those of one are, though parted elsewhere."""
    return 1 + sum(two.x0 - one.x1 > SEGMENT_GAP * one.size for one, two in pairwise(line.segments))


def _with_band(fragment: Fragment, band: Band) -> Fragment:
    """Return a fragment with one band more at its foot, and a row of its lattice for it."""
    lattice = fragment.lattice
    if lattice is not None:
        foot = Rule(band.bottom, lattice.xs[0], lattice.xs[-1])
        head = Rule(lattice.ys[-1], lattice.xs[0], lattice.xs[-1])
        band = replace(band, top=lattice.ys[-1])
        ys = (*lattice.ys, band.bottom)
        lattice = replace(lattice, ys=ys, level=(*lattice.level, head, foot))
    bands = (*fragment.bands, band)
    return replace(fragment, bands=bands, bottom=band.bottom, lattice=lattice)


def _same_columns(fragments: Sequence[Fragment], lattice: Lattice) -> bool:
    """Tell whether one lattice's uprights are among the other's."""
    mine = [x for f in fragments if f.lattice for x in f.lattice.xs]
    return all(any(abs(x - other) <= _TOUCH for other in mine) for x in lattice.xs)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose rows and columns are known; ``widths`` say what a line of a column holds.

    ``labels_sure`` is how surely labels over several columns stand over these.
    """

    table: OpenTable
    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    widths: Mapping[int, float]
    doubts: TableDoubts
    labels_sure: float

    @property
    def cells(self) -> Iterator[tuple[Sequence[Piece], float | None]]:
        """Every cell's text, and what a line of it holds, None for a cell over columns."""
        for row in self.rows:
            for first, box in sorted(row.boxes.items()):
                yield box.pieces, self.widths.get(first) if first == box.span[1] else None


def with_rows_alike(tables: Sequence[OpenTable]) -> None:
    """Let the tables of a document without uprights know the rows of those with their columns.

    Their headers are parted as those of the others with the same words are.
    """
    free = [table for table in tables if not _uprights(table)]
    heads = HeadsAlike([table.bands for table in free])
    for table in free:
        table.fragments = [replace(f, bands=heads.parted(f.bands)) for f in table.fragments]
    for number, rows in rows_alike([table.bands for table in free]).items():
        free[number].alike = rows


def lay_out(table: OpenTable, leading: Leading) -> Layout | None:
    """Put a table's text into rows and columns; None where it has but one column.

    ``leading`` is how far the document's lines stand apart.
    """
    table = _with_edges(table)
    header = table.header
    columns = _columns(table, header)
    edges = columns.edges
    if len(edges) < _EDGES_OF_TWO_COLUMNS:
        return None
    rows = list(_rows(table, header, columns, leading))
    _put_under_first_head(rows)
    span_titles(table.fragments[0], rows, len(edges) - 1)
    ruled = _spans_are_ruled(table, rows)
    sure = (
        1.0
        if ruled
        else span_groups(
            [row for row in rows if not row.wide],
            table.fragments[0].partial,
            edges if _uprights(table) else (),
        )
    )
    rows = mended(rows, edges)
    if _is_chart(table, rows, len(edges) - 1):
        return None
    widths = _widths(rows, edges, ruled=any(f.lattice for f in table.fragments))
    return Layout(table, tuple(rows), edges, widths, _doubts(table, rows, columns), sure)


def _put_under_first_head(rows: Sequence[Row]) -> None:
    """Put texts over a column of signs, which has no head, and the names into that of names."""
    headed = [
        column for row in rows if row.header for column, box in row.boxes.items() if box.pieces
    ]
    first = min(headed, default=0)
    for row in rows:
        name = row.boxes.get(0)
        if first and name and not (row.header or row.wide) and name.span[1] == first:
            row.boxes = {first: Box((first, first), name.pieces), **row.boxes}
            del row.boxes[0]


def _spans_are_ruled(table: OpenTable, rows: Sequence[Row]) -> bool:
    """Tell whether rules show which columns the labels of a header's first row stand over."""
    first = next((row for row in rows if row.header and not row.wide), None)
    if table.fragments[0].lattice is None or first is None:
        return False
    return any(box.pieces and box.span[0] != box.span[1] for box in first.boxes.values())


def _doubts(table: OpenTable, rows: Sequence[Row], columns: Columns) -> TableDoubts:
    inferred = not all(fragment.lattice for fragment in table.fragments)
    count = len(columns.edges) - 1
    body = [row for row in rows if not row.header]
    headed = {
        column
        for row in rows
        if row.header
        for box in row.boxes.values()
        if box.pieces
        for column in range(box.span[0], box.span[1] + 1)
    }
    filled = {
        column
        for row in body
        for column, box in row.boxes.items()
        if box.pieces and box.span == (column, column)
    }
    wide = sum(row.wide and not opens_analysis(" ".join(text_of(row.boxes))) for row in body)
    in_turn = headed - {0} == filled - {0}
    return TableDoubts(
        inferred=inferred,
        # The columns of known tables are told by their labels, empty or not.
        cost=0.0 if any(band.known_head for band in table.header) else columns.doubts,
        columns=count,
        headless=frozenset(set(range(1, count)) - headed) if headed else frozenset(),
        overprinted=frozenset(overprinted(rows)) if inferred and not in_turn else frozenset(),
        wide_rows=wide / len(body) if inferred and body else 0.0,
    )


def _is_chart(table: OpenTable, rows: Sequence[Row], columns: int) -> bool:
    """Tell whether texts are those of a chart: numbers only, or few and far between.

    The axes of a chart and the sizes of its bars look like a table without header.
    """
    head = table.header[0]
    if head.header_like or head.known_head:
        return False
    texts = [
        piece.segment.text for row in rows for box in row.boxes.values() for piece in box.pieces
    ]
    if not any(letter.isalpha() for text in texts for letter in text):
        return True
    filled = sum(bool(box.pieces) for row in rows for box in row.boxes.values())
    ruled = any(fragment.lattice for fragment in table.fragments)
    return not ruled and filled < _FILLED * len(rows) * columns


def to_grid(layout: Layout, writing: Writing) -> GridTable:
    """Return a table as a grid."""
    rows, edges, header = layout.rows, layout.edges, layout.table.header
    cells = [_cells(row, len(edges) - 1, layout, writing) for row in rows]
    _cover_below(rows, cells)
    marked = sum(row.header for row in rows)
    return GridTable(
        rows=tuple(tuple(row) for row in cells),
        place=_table_place(layout.table, rows),
        header_rows=marked if header[0].bold or header[0].known_head or len(header) > 1 else 0,
        confidence=layout.labels_sure,
    )


def _uprights(table: OpenTable) -> Sequence[float]:
    """Return the uprights of all parts of a table, from the left.

    Where all parts have equally many they are the same columns, though some typesetters make
    these as wide as the rows of each page need: those of the part with most rows count.
    """
    lattices = [f.lattice for f in table.fragments if f.lattice]
    if len(lattices) == len(table.fragments) and len({len(found.xs) for found in lattices}) == 1:
        return max(lattices, key=lambda found: len(found.ys)).xs
    edges: list[float] = []
    if _shades_labels(table):
        return edges
    for x in sorted(x for found in lattices for x in found.xs):
        if not edges or x - edges[-1] > _TOUCH:
            edges.append(x)
    return edges


def _shades_labels(table: OpenTable) -> bool:
    """Tell whether the uprights of some parts of a table are but the sides of shades of labels.

    Such a part may have too few values to show it.
    """
    lattices = [f.lattice for f in table.fragments if f.lattice]
    some = 0 < len(lattices) < len(table.fragments)
    return some and all(parts_labels_only(table.bands, lattice) for lattice in lattices)


def _with_edges(table: OpenTable) -> OpenTable:
    """Return a table, close texts of parts without uprights parted where the others have them."""
    if _shades_labels(table):
        return OpenTable([replace(f, lattice=None) for f in table.fragments], table.alike)
    edges = _uprights(table)
    if not edges:
        return table
    bands = table.bands
    return OpenTable(
        [
            f if f.lattice else replace(f, bands=parted_between(f.bands, edges, bands))
            for f in table.fragments
        ],
        table.alike,
    )


def _columns(table: OpenTable, header: Sequence[Band]) -> Columns:
    edges = _uprights(table)
    if not edges:
        bands = [*table.bands, *table.alike]
        return columns_below(bands, header, table.fragments[0].partial)
    first = table.fragments[0]
    if first.lattice is None:
        return columns_between(edges, table.bands, header, first.partial)
    return Columns(tuple(edges))


def _rows(
    table: OpenTable, header: Sequence[Band], columns: Columns, leading: Leading
) -> Iterator[Row]:
    words = printings(header)
    for number, fragment in enumerate(table.fragments):
        top = table.fragments[0].bands
        repeated = repeated_bands(fragment.bands, words, top) if number else 0
        own = len(header) if number == 0 else 0
        if fragment.lattice:
            found = _lattice_rows(fragment, columns.edges)
        else:
            yield from header_rows(header, columns, leading) if own else ()
            found = (_text_row(band, columns.edges) for band in fragment.bands)
        for at, row in enumerate(found):
            if at < repeated or (at < own and not fragment.lattice):
                continue
            row.header = at < own
            row.first_on_page = number > 0 and at == repeated and fragment.bands[0] not in header
            if row.first_on_page:
                row.goes_on = is_open_at_foot(number - 1, table.fragments)
            yield row


def _text_row(band: Band, edges: Sequence[float]) -> Row:
    """Put a band's segments into columns; a text over all of them is one wide cell."""
    row = Row(band.page)
    spans = [span for line in band.lines for span in _spans(line, edges)]
    texts = list(zip(band.segments, spans, strict=True))
    own = [_own_column(segment, span, texts, edges) for segment, span in texts]
    words = all(len(s.words) == 1 for s, (first, last) in texts if first != last)
    if band.columnar or (words and all(first == last for first, last in own)):
        spans = own
    elif any(first != last for first, last in spans):
        spans = [(0, len(edges) - 2)] * len(spans)
        row.wide = True
    for segment, span in zip(band.segments, spans, strict=True):
        put(row, span, Piece(band.page, segment))
    return row


def _spans(line: TextLine, edges: Sequence[float]) -> Iterator[Span]:
    """Yield the columns of a line's texts; one ends before the column of the next at the latest.

    One that stands over an edge begins behind the column of the text before it.
    """
    taken = -1
    for segment, following in zip_longest(line.segments, line.segments[1:]):
        first, last = span_of(segment, edges)
        if following is not None:
            last = max(first, min(last, span_of(following, edges)[0] - 1))
        first = min(max(first, taken + 1), last)
        taken = last
        yield first, last


def _own_column(
    segment: Segment, span: Span, row: Sequence[tuple[Segment, Span]], edges: Sequence[float]
) -> Span:
    """Return the column of a text; a word too long for its cell is in that of the lines above.

    It begins, or ends, where another line of its cell does; where two columns under it have
    texts of their own, it is in the one that more of it stands over. So is a number: no number
    stands over columns, but labels of other rows may reach over where it begins.
    """
    if span[0] == span[1]:
        return span
    cells = [(other, at) for other, at in row if at[0] == at[1] and span[0] <= at[0] <= span[1]]
    aligned = [(min(abs(o.x0 - segment.x0), abs(o.x1 - segment.x1)), at) for o, at in cells]
    off, at = min(aligned, default=(math.inf, span))
    if off <= _ALIGNED:
        return at
    over = [(min(o.x1, segment.x1) - max(o.x0, segment.x0), at) for o, at in cells]
    if len({at for _, at in cells}) > 1:
        return max(over)[1]
    if not NUMERIC.match(segment.text):
        return span
    inside = range(span[0], span[1] + 1)
    most = max(inside, key=lambda c: min(edges[c + 1], segment.x1) - max(edges[c], segment.x0))
    return most, most


# --- lattices -----------------------------------------------------------------------------------


def _lattice_rows(fragment: Fragment, edges: Sequence[float]) -> Iterator[Row]:
    """Yield a lattice's rows that hold text; cells are what no rule parts."""
    lattice = fragment.lattice
    assert lattice is not None
    boxes = cells_of(lattice, fragment.bands)
    rows = [Row(band.page) for band in fragment.bands]
    homes: dict[tuple[int, int], Box] = {}
    at = [_column_at(x, edges) for x in lattice.xs]
    if len(lattice.xs) == len(edges):
        at = list(range(len(edges)))
    for i, j, last_row, last_column in boxes:
        first = at[j]
        last = at[last_column + 1] - 1
        box = Box((first, max(first, last)), [], last_row - i + 1)
        rows[i].boxes[first] = box
        rows[i].wide |= box.span == (0, len(edges) - 2)
        for r in range(i, last_row + 1):
            for c in range(j, last_column + 1):
                homes[r, c] = box
    for number, band in enumerate(fragment.bands):
        for segment in band.segments:
            own = _begins_as(segment, band, lattice.xs)
            column = sum(x <= (own.x0 + own.x1) / 2 for x in lattice.xs[1:-1])
            homes[number, column].pieces.append(Piece(band.page, segment))
    yield from rows


def _begins_as(segment: Segment, band: Band, xs: Sequence[float]) -> Segment:
    """Return another line of the cell that a word too long for it is in; else the word itself."""
    if not crosses(segment, xs):
        return segment
    lines = (o for o in band.segments if abs(o.x0 - segment.x0) <= _ALIGNED and not crosses(o, xs))
    return next(lines, segment)


def _column_at(x: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


# --- cells --------------------------------------------------------------------------------------


def _widths(rows: Sequence[Row], edges: Sequence[float], *, ruled: bool) -> Mapping[int, float]:
    """Return how much a line of each column can hold.

    Between upright rules that is the column less its padding; else its longest line.
    """
    found: dict[int, list[list[Segment]]] = {}
    for row in rows:
        for column, box in row.boxes.items():
            if box.span[0] == box.span[1] and box.pieces:
                found.setdefault(column, []).extend(cell_lines(box.pieces))
    widths = {
        column: max(line[-1].x1 - line[0].x0 for line in lines) for column, lines in found.items()
    }
    if not ruled:
        return widths
    return {
        column: max(width, _room(found[column], edges[column], edges[column + 1]))
        for column, width in widths.items()
    }


def _room(lines: Sequence[Sequence[Segment]], left: float, right: float) -> float:
    """Return the width between two edges less the padding at the side where lines begin.

    Some letters reach out to the left of where they stand ("j").
    """
    sides = ([line[0].x0 - left for line in lines], [right - line[-1].x1 for line in lines])
    aligned = sorted(min(sides, key=lambda insets: max(insets) - min(insets)))
    return right - left - 2 * max(aligned[len(aligned) // _FEW_REACH_OUT], 0.0)


def _cells(row: Row, count: int, layout: Layout, writing: Writing) -> list[Cell | None]:
    present = [piece for box in row.boxes.values() for piece in box.pieces]
    first_page = min((piece.page for piece in present), default=row.page)
    empty = Place("", row.page, bbox=box_on(first_page, present) if present else None)
    cells: list[Cell | None] = [Cell("", empty) for _ in range(count)]
    for first, box in sorted(row.boxes.items()):
        last = box.span[1]
        single = first == last
        text, joined = unwrapped(box.pieces, layout.widths.get(first) if single else None, writing)
        place = place_of(box.pieces) if box.pieces else empty
        segments = [piece.segment for piece in box.pieces]
        sure = cell_confidence(
            segments, first, last - first + 1, header=row.header, table=layout.doubts
        )
        cells[first] = Cell(text, place, last - first + 1, box.rows, min(sure, joined))
        for covered in range(first + 1, last + 1):
            cells[covered] = None
    return cells


def _cover_below(rows: Sequence[Row], cells: Sequence[list[Cell | None]]) -> None:
    """Put None where a cell of more than one row covers a place."""
    for number, row in enumerate(rows):
        for first, box in row.boxes.items():
            for below in range(number + 1, min(number + box.rows, len(rows))):
                for column in range(first, box.span[1] + 1):
                    cells[below][column] = None


def _table_place(table: OpenTable, rows: Sequence[Row]) -> Place:
    """Return page and box of a table's first part, and the text of all of it."""
    first = table.fragments[0]
    pieces = [
        Piece(band.page, segment)
        for fragment in table.fragments
        for band in fragment.bands
        for segment in band.segments
    ]
    text = "\n".join(
        " ".join(piece_text for piece_text in (
            printed(box.pieces).replace("\n", " ") for _, box in sorted(row.boxes.items())
            if box.pieces))
        for row in rows
    )  # fmt: skip
    return Place(text, first.page, bbox=box_on(first.page, pieces))
