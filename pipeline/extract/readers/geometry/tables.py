"""From the tables on single pages to ``GridTable``s over all their pages.

Fragments that go on over a page break are one table; its columns come from all of them.
A header that is repeated counts once, and a row that the break cuts is one row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from statistics import median

from pipeline.extract.document import Cell, GridTable, Place
from pipeline.extract.language.years import YEAR, YEAR_IN_TEXT
from pipeline.extract.readers.geometry.bands import (
    NUMERIC,
    Band,
    Fragment,
    Lattice,
    band_of,
    opens_analysis,
    row_gap,
)
from pipeline.extract.readers.geometry.cells import Piece, Writing, cell_lines, place_of, unwrapped
from pipeline.extract.readers.geometry.columns import Columns, header_size, infer_columns
from pipeline.extract.readers.geometry.doubts import TableDoubts, cell_confidence
from pipeline.extract.readers.geometry.lattices import cells_of
from pipeline.extract.readers.geometry.parting import is_value
from pipeline.extract.readers.geometry.regions import is_table
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment, TextLine

Span = tuple[int, int]
"""First and last column of a cell."""

_EDGES_OF_TWO_COLUMNS = 3
_SAME_ENDS = 3.0
_CROSSES = 1.5
_TOUCH = 2.0
_FITS = 0.5
_ALIGNED = 1.0
_LEFT_OVER = 4.0
_LEFT_OVER_AT_EDGE = 0.25
_OVER_NAMES = 3.0
_BESIDE_EDGE = 3.0
_BY_CHANCE = 6.0
_CUT_YEARS = 8.0
_SAME_HEAD = 8.0
_OVER_WHOLE = 4.0
_AT_EDGE = 0.75
_ANALYSIS_BELOW = 3.4
_FEW_REACH_OUT = 4
_FEW = 0.25
_FILLED = 0.3
_LEVEL = 0.8
_PITCH = 1.2
_ORPHANS = 2.6
_NEXT_ROW = 1.2
_IN_THE_MIDDLE = 1.0
_ENDS = (".", "!", "?", ":")
_WHEN = re.compile(rf"{YEAR}|T[1-3]|V[PB]|(?:Tertial|Kvartal) \d")
"""A head that says of which period its column is, and not what it holds."""


@dataclass(slots=True)
class OpenTable:
    """Fragments of one table, in page order."""

    fragments: list[Fragment]

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
            if fragment.lattice or not all(band.bold for band in fragment.bands):
                break
        return tuple(bands[: header_size(bands)])

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
        """The lines that a part of it on the next page goes on from; none in a lattice."""
        last = self.fragments[-1]
        return () if last.lattice else last.lines

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

    def goes_on_in(self, fragment: Fragment) -> bool:
        """Tell whether a fragment right below, or at the top of the next page, belongs to it."""
        last, first = self.fragments[-1], fragment.bands[0]
        if fragment.page == last.page:
            # Where shades hold only some rows, a table falls into parts that touch.
            near = last.bottom - fragment.top <= _NEXT_ROW * first.size
            headed = first.header_like or first.known_head or first.bold
            return near and not headed and _fits(_columns(self, self.header).edges, fragment.bands)
        if fragment.page != last.page + 1:
            return False
        heads = [band.words for band in self.header]
        if first.words in heads:
            # Tables that follow each other may have the same title, but not the same head.
            head = next((band for band in fragment.bands if band.columnar), first)
            return head.words in heads or not head.header_like
        headed = self.header[0].header_like
        torn = first.bold and all(band.bold for band in self.bands)
        another = first.known_head or (first.header_like and headed and not torn)
        if another or (self.loose and not headed):
            return False
        if headed and all(band.bold for band in self.bands):
            return True  # its columns are not known before there are values
        if last.lattice and fragment.lattice:
            return _same_columns(self.fragments, fragment.lattice) and _same_ends(last, fragment)
        if _fits(_columns(self, self.header).edges, fragment.bands):
            return True
        # Few rows above a break do not show how wide columns are: those of both do.
        both = OpenTable([*self.fragments, fragment])
        edges = _columns(both, self.header).edges
        return headed and all(_fits(edges, f.bands) for f in both.fragments)


def _same_ends(one: Fragment, two: Fragment) -> bool:
    return abs(one.x0 - two.x0) <= _SAME_ENDS and abs(one.x1 - two.x1) <= _SAME_ENDS


def _fits(edges: Sequence[float], bands: Sequence[Band]) -> bool:
    """Tell whether rows keep to columns: hardly a text stands over an edge."""
    lines = [line for band in bands if band.columnar for line in band.lines]
    crossing = sum(any(_crosses(s, edges) for s in line.segments) for line in lines)
    widest = max((len(line.segments) for line in lines), default=0)
    return crossing <= _FEW * len(lines) and widest < len(edges)


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


def _crosses(segment: Segment, edges: Sequence[float]) -> bool:
    return any(segment.x0 + _CROSSES < edge < segment.x1 - _CROSSES for edge in edges[1:-1])


@dataclass(slots=True)
class _Box:
    """A cell before its text is joined."""

    span: Span
    pieces: list[Piece]
    rows: int = 1


@dataclass(slots=True)
class _Row:
    """Cells by their first column; ``cut`` says that it stands first below a page break."""

    page: int
    boxes: dict[int, _Box] = field(default_factory=dict)
    first_on_page: bool = False
    wide: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose rows and columns are known; ``widths`` say what a line of a column holds."""

    table: OpenTable
    rows: tuple[_Row, ...]
    edges: tuple[float, ...]
    widths: Mapping[int, float]
    doubts: TableDoubts

    @property
    def cells(self) -> Iterator[tuple[Sequence[Piece], float | None]]:
        """Every cell's text, and what a line of it holds, None for a cell over columns."""
        for row in self.rows:
            for first, box in sorted(row.boxes.items()):
                yield box.pieces, self.widths.get(first) if first == box.span[1] else None


def lay_out(table: OpenTable) -> Layout | None:
    """Put a table's text into rows and columns; None where it has but one column."""
    header = table.header
    columns = _columns(table, header)
    edges = columns.edges
    if len(edges) < _EDGES_OF_TWO_COLUMNS:
        return None
    rows = list(_rows(table, header, columns))
    _span_titles(table, rows, len(edges) - 1)
    _span_groups([row for row in rows if not row.wide])
    rows = _mended(rows, edges)
    if _is_chart(table, rows, len(edges) - 1):
        return None
    widths = _widths(rows, edges, ruled=any(f.lattice for f in table.fragments))
    return Layout(table, tuple(rows), edges, widths, _doubts(table, rows, columns))


def _doubts(table: OpenTable, rows: Sequence[_Row], columns: Columns) -> TableDoubts:
    inferred = not all(fragment.lattice for fragment in table.fragments)
    count = len(columns.edges) - 1
    headed = {
        column
        for row in rows
        if row.header
        for box in row.boxes.values()
        if box.pieces
        for column in range(box.span[0], box.span[1] + 1)
    }
    body = [row for row in rows if not row.header]
    wide = sum(row.wide and not opens_analysis(" ".join(_text_of(row.boxes))) for row in body)
    return TableDoubts(
        inferred=inferred,
        # The columns of known tables are told by their labels, empty or not.
        cost=0.0 if any(band.known_head for band in table.header) else columns.doubts,
        columns=count,
        headless=frozenset(set(range(1, count)) - headed) if headed else frozenset(),
        wide_rows=wide / len(body) if inferred and body else 0.0,
    )


def _is_chart(table: OpenTable, rows: Sequence[_Row], columns: int) -> bool:
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
        header_rows=marked if header[0].bold or header[0].known_head else 0,
    )


def _columns(table: OpenTable, header: Sequence[Band]) -> Columns:
    xs = sorted(x for f in table.fragments if f.lattice for x in f.lattice.xs)
    if not xs:
        whole = _whole_header(header)
        columns = infer_columns(table.bands, whole)
        printed = {
            id(moved): id(segment)
            for moved, segment in zip(_segments(whole), _segments(header), strict=True)
        }
        heads = {printed[head]: column for head, column in columns.heads.items()}
        return replace(columns, heads=heads)
    edges: list[float] = []
    for x in xs:
        if not edges or x - edges[-1] > _TOUCH:
            edges.append(x)
    return Columns(tuple(edges))


def _rows(table: OpenTable, header: Sequence[Band], columns: Columns) -> Iterator[_Row]:
    words = [band.words for band in header]
    for number, fragment in enumerate(table.fragments):
        repeated = 0
        while number and repeated < len(fragment.bands) and fragment.bands[repeated].words in words:
            repeated += 1
        own = len(header) if number == 0 else 0
        if fragment.lattice:
            found = _lattice_rows(fragment, columns.edges)
        else:
            yield from _header_rows(header, columns) if own else ()
            found = (_text_row(band, columns.edges) for band in fragment.bands)
        for at, row in enumerate(found):
            if at < repeated or (at < own and not fragment.lattice):
                continue
            row.header = at < own
            row.first_on_page = number > 0 and at == repeated and fragment.bands[0] not in header
            yield row


def _header_rows(header: Sequence[Band], columns: Columns) -> Iterator[_Row]:
    """Yield the rows of a header: labels over several columns, then those of the columns.

    In a column, texts with the white of a row between them are a label and one above it.
    """
    gap = row_gap([line for band in header for line in band.lines])
    falls = _falls(header)

    def at(piece: Piece) -> float:
        return piece.segment.y + falls[piece.page]

    upper: list[tuple[Span, list[Piece]]] = []
    lowest = _Row(header[-1].page, header=True)
    labels: dict[int, list[Piece]] = {}
    for band in header:
        for segment in band.segments:
            piece = Piece(band.page, segment)
            if id(segment) in columns.heads:
                labels.setdefault(columns.heads[id(segment)], []).append(piece)
            else:
                upper.append((_span(segment, columns.edges), [piece]))
    groups = {column: _levels(pieces, gap) for column, pieces in labels.items()}
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
            lowest.boxes[column] = _Box((column, column), found[-1])
    yield from _upper_rows(upper, at, len(columns.edges) - 2)
    if lowest.boxes:
        yield lowest


def _upper_rows(
    labels: Sequence[tuple[Span, list[Piece]]], at: Callable[[Piece], float], last: int
) -> Iterator[_Row]:
    """Yield the rows of the labels above those of the columns, by where they stand.

    Two labels beside each other are two, though both stand over one column: the right one is
    put into the next, up to the ``last``, until what they span is known.
    """
    rows: list[tuple[float, _Row]] = []
    for span, group in sorted(labels, key=lambda found: (-at(found[1][0]), _reach_of(found[1]))):
        y, size = at(group[0]), group[0].segment.size
        row = next((row for height, row in rows if height - y < size * _LEVEL), None)
        if row is None:
            row = _Row(group[0].page, header=True)
            rows.append((y, row))
        beside = max(
            (box.span[1] for box in row.boxes.values() if _is_beside(box, group)), default=-1
        )
        first = min(max(span[0], beside + 1), last)
        for piece in group:
            _put(row, (first, max(first, span[1])), piece)
    return (row for _, row in rows)


def _is_beside(box: _Box, group: Sequence[Piece]) -> bool:
    """Tell whether a label ends before another one begins on its line."""
    x1 = _reach(box)[1]
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

    What stands below a page break goes on with what stands above it.
    """
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.page, -p.segment.y, p.segment.x0)):
        last = groups[-1][-1] if groups else None
        if last is None or (
            last.page == piece.page
            and last.segment.bottom - piece.segment.top > gap * piece.segment.size
        ):
            groups.append([])
        groups[-1].append(piece)
    return groups


def _text_row(band: Band, edges: Sequence[float]) -> _Row:
    """Put a band's segments into columns; a text over all of them is one wide cell."""
    row = _Row(band.page)
    spans = [_span(segment, edges) for segment in band.segments]
    if not band.columnar and any(first != last for first, last in spans):
        spans = [(0, len(edges) - 2)] * len(spans)
        row.wide = True
    else:
        texts = list(zip(band.segments, spans, strict=True))
        spans = [_own_column(segment, span, texts) for segment, span in texts]
    for segment, span in zip(band.segments, spans, strict=True):
        _put(row, span, Piece(band.page, segment))
    return row


def _own_column(segment: Segment, span: Span, row: Sequence[tuple[Segment, Span]]) -> Span:
    """Return the column of a text; a word too long for its cell is in that of the lines above.

    It begins, or ends, where another line of its cell does; where two columns under it have
    texts of their own, it is in the one that more of it stands over.
    """
    if span[0] == span[1]:
        return span
    cells = [(other, at) for other, at in row if at[0] == at[1] and span[0] <= at[0] <= span[1]]
    aligned = [(min(abs(o.x0 - segment.x0), abs(o.x1 - segment.x1)), at) for o, at in cells]
    off, at = min(aligned, default=(math.inf, span))
    if off <= _ALIGNED:
        return at
    over = [(min(o.x1, segment.x1) - max(o.x0, segment.x0), at) for o, at in cells]
    return max(over)[1] if len({at for _, at in cells}) > 1 else span


def _span(segment: Segment, edges: Sequence[float]) -> Span:
    middle = (segment.x0 + segment.x1) / 2
    inner = edges[1:-1]
    if not _crosses(segment, edges):
        at = sum(edge <= middle for edge in inner)
        return (at, at)
    first = sum(edge <= segment.x0 + _CROSSES for edge in inner)
    return (first, sum(edge < segment.x1 - _CROSSES for edge in inner))


def _put(row: _Row, span: Span, piece: Piece) -> None:
    """Add a piece to the cell at its columns; cells that overlap become one."""
    touching = [b for b in row.boxes.values() if b.span[0] <= span[1] and span[0] <= b.span[1]]
    merged = _Box(span, [piece])
    for box in touching:
        merged.span = (min(merged.span[0], box.span[0]), max(merged.span[1], box.span[1]))
        merged.pieces = [*box.pieces, *merged.pieces]
        del row.boxes[box.span[0]]
    row.boxes[merged.span[0]] = merged


def _span_titles(table: OpenTable, rows: Sequence[_Row], columns: int) -> None:
    """Let a text alone in a header row, in the very middle of a ruled table, span all columns.

    A label of some columns has its middle where theirs is.
    """
    whole = table.fragments[0]
    for row in rows if whole.ruled else ():
        boxes = [box for box in row.boxes.values() if box.pieces]
        if not row.header or len(boxes) != 1:
            return
        x0, x1 = _reach(boxes[0])
        if abs(x0 + x1 - whole.x0 - whole.x1) / 2 > _IN_THE_MIDDLE:
            return
        boxes[0].span = (0, columns - 1)
        row.boxes, row.wide = {0: boxes[0]}, True


def _span_groups(rows: Sequence[_Row]) -> None:
    """Let a label of the first header row span the columns it heads.

    Above columns that have a label in the second header row only, one label of the first
    stands for several ("Utfall" over T1, T2, VB), at their middle or their left edge.
    """
    header = [row for row in rows if row.header]
    if len(header) <= 1 or any(box.rows > 1 for row in header for box in row.boxes.values()):
        return
    upper, lower = header[0].boxes, header[1].boxes
    page, foot = min(
        ((-piece.page, piece.segment.y) for box in upper.values() for piece in box.pieces),
        default=(0, math.inf),
    )
    run: list[int] = []
    below = [
        column
        for column, box in lower.items()
        if box.pieces and (-box.pieces[0].page, box.pieces[0].segment.y) < (page, foot - 1)
    ]
    for column in [*sorted(below), None]:
        if column is not None and (not run or column == run[-1] + 1):
            run.append(column)
            continue
        if run:
            _span_run(upper, lower, run, [row for row in rows if not row.header])
        run = [column] if column is not None else []


def _holds_words(body: Sequence[_Row], column: int) -> bool:
    """Tell whether a column holds names: the table's own does, and others may."""
    texts = [" ".join(_text_of({column: row.boxes[column]})) for row in body if column in row.boxes]
    return not column or sum(is_value(text) for text in texts) < len(list(filter(None, texts))) / 2


def _side(body: Sequence[_Row], heads: Mapping[int, _Box]) -> str:
    """Return at which side of their columns heads stand: 'left', 'right', or '' elsewhere."""
    at_left = at_right = 0
    for column, head in heads.items():
        below = [row.boxes[column] for row in body if column in row.boxes]
        reaches = [_reach(box) for box in below if box.pieces and box.span[0] == box.span[1]]
        if column and head.pieces and reaches:
            x0, x1 = _reach(head)
            at_left += abs(x0 - min(reach[0] for reach in reaches)) <= _AT_EDGE
            at_right += abs(x1 - max(reach[1] for reach in reaches)) <= _AT_EDGE
    return "" if at_left == at_right else "left" if at_left > at_right else "right"


def _span_run(
    upper: dict[int, _Box], lower: Mapping[int, _Box], run: Sequence[int], body: Sequence[_Row]
) -> None:
    """Share the columns of a run out among the labels above it, by where these stand."""
    inside = [box for box in upper.values() if box.pieces and run[0] <= box.span[0] <= run[-1]]
    labels = sorted(inside, key=_reach)
    if not labels or len(labels) == len(run):
        return
    for box in labels:
        del upper[box.span[0]]
    marks = [_reach(lower[column]) for column in run]
    side = _side(body, lower)
    names = [_holds_words(body, column) for column in run]
    heads = [" ".join(piece.segment.text for piece in lower[column].pieces) for column in run]
    shares = min(
        _shares(len(run), len(labels)),
        key=lambda s: _misplaced(labels, s, marks, side, names) + _misread(s, heads),
    )
    for box, (start, end) in zip(labels, shares, strict=True):
        box.span = (run[start], run[end - 1])
        upper[run[start]] = box


def _shares(columns: int, labels: int) -> Iterator[list[tuple[int, int]]]:
    """Yield every way to share columns out, in order; the end is exclusive.

    Columns at either side may be left over: a label column has its header below too.
    """
    for cuts in combinations(range(columns + 1), labels + 1):
        yield list(pairwise(cuts))


def _reach(box: _Box) -> tuple[float, float]:
    return _reach_of(box.pieces)


def _reach_of(pieces: Sequence[Piece]) -> tuple[float, float]:
    return (
        min(piece.segment.x0 for piece in pieces),
        max(piece.segment.x1 for piece in pieces),
    )


def _misplaced(
    labels: Sequence[_Box],
    shares: Sequence[tuple[int, int]],
    marks: Sequence[tuple[float, float]],
    side: str,
    names: Sequence[bool],
) -> float:
    """Return how far labels are from where they would stand above their columns.

    At the left of the first column, the right of the last one, or in the middle of all columns,
    of which the text marks the left edge, the middle or the right edge: one of these holds for
    a whole row. Where heads of columns stand at the other ``side`` than labels, these begin
    anywhere behind the text of the column before, which few labels may do by chance. A side is
    met to the point, a middle of texts hardly: at a side as many columns as may be count.
    ``names`` says which columns hold names: hardly a label of others stands over these.
    """
    pitch = median([two[0] - one[0] for one, two in pairwise(marks)])
    inside = range(shares[0][0], shares[-1][1])
    left_over = sum(not named for at, named in enumerate(names) if at not in inside)
    over_names = sum(named for at, named in enumerate(names) if at in inside)
    sums = [0.0] * 7
    for box, (start, end) in zip(labels, shares, strict=True):
        x0, x1 = _reach(box)
        lefts, rights = [m[0] for m in marks[start:end]], [m[1] for m in marks[start:end]]
        left, right = sum(lefts) / len(lefts), sum(rights) / len(rights)
        middle = (x0 + x1) / 2
        expected = (left + pitch / 2, (left + right) / 2, right - pitch / 2)
        before = marks[start - 1][1] if start else lefts[0]
        behind = marks[end][0] if end < len(marks) else rights[-1]
        off = (
            abs(x0 - lefts[0]),
            abs(x1 - rights[-1]),
            _outside(x0, before, lefts[0]) if side == "right" else math.inf,
            _outside(x1, rights[-1], behind) if side == "left" else math.inf,
            *(abs(middle - e) for e in expected),
        )
        sums = [total + value for total, value in zip(sums, off, strict=True)]
    for edge, chance in enumerate((0.0, 0.0, *(_BY_CHANCE / len(labels),) * 2)):
        met = sums[edge] <= _AT_EDGE * len(labels)
        sums[edge] = _BESIDE_EDGE * sums[edge] + chance
        sums[edge] += left_over * (_LEFT_OVER_AT_EDGE - _LEFT_OVER) if met else 0.0
    return min(sums) + left_over * _LEFT_OVER + _OVER_NAMES * over_names


def _outside(x: float, low: float, high: float) -> float:
    """Return how far a place is outside of a stretch."""
    return max(low - x, x - high, 0.0)


def _misread(shares: Sequence[tuple[int, int]], heads: Sequence[str]) -> float:
    """Return what speaks against labels over some columns in the words of these columns' heads.

    A year or period alone says less than its column holds: of neighbours that do, a label
    heads all. A year behind other words ("Budget 2020") says all. No two columns of a label
    have the same head.
    """
    covered = [any(start <= at < end for start, end in shares) for at in range(len(heads))]
    lone = [bool(_WHEN.fullmatch(head)) for head in heads]
    whole = [
        bool(YEAR_IN_TEXT.search(head)) and not alone
        for head, alone in zip(heads, lone, strict=True)
    ]
    cut = sum(
        all(lone[at : at + 2]) and covered[at] != covered[at + 1] for at in range(len(heads) - 1)
    )
    over = sum(inside and says for inside, says in zip(covered, whole, strict=True))
    twice = sum(end - start - len(set(heads[start:end])) for start, end in shares)
    return _CUT_YEARS * cut + _OVER_WHOLE * over + _SAME_HEAD * twice


# --- lattices -----------------------------------------------------------------------------------


def _lattice_rows(fragment: Fragment, edges: Sequence[float]) -> Iterator[_Row]:
    """Yield a lattice's rows that hold text; cells are what no rule parts."""
    lattice = fragment.lattice
    assert lattice is not None
    boxes = cells_of(lattice, fragment.bands)
    rows = [_Row(band.page) for band in fragment.bands]
    homes: dict[tuple[int, int], _Box] = {}
    for i, j, last_row, last_column in boxes:
        first = _column_at(lattice.xs[j], edges)
        last = _column_at(lattice.xs[last_column + 1], edges) - 1
        box = _Box((first, max(first, last)), [], last_row - i + 1)
        rows[i].boxes[first] = box
        rows[i].wide |= box.span == (0, len(edges) - 2)
        for r in range(i, last_row + 1):
            for c in range(j, last_column + 1):
                homes[r, c] = box
    for number, band in enumerate(fragment.bands):
        for segment in band.segments:
            middle = (segment.x0 + segment.x1) / 2
            column = sum(x <= middle for x in lattice.xs[1:-1])
            homes[number, column].pieces.append(Piece(band.page, segment))
    yield from rows


def _column_at(x: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - x))


# --- rows cut by a page break -------------------------------------------------------------------


def _mended(rows: Sequence[_Row], edges: Sequence[float]) -> list[_Row]:
    """Join each row below a page break to the last one above it, where it goes on."""
    mended: list[_Row] = []
    for row in rows:
        last = mended[-1] if mended and row.first_on_page else None
        if last is not None and row.wide and not last.wide:
            if _is_analysis_word(last):
                _widen(last, edges)
            else:
                _narrow(row, edges)
        if last is not None and (_is_torn(last, row) or _goes_on(last, row, mended, edges)):
            for column, box in row.boxes.items():
                if column in mended[-1].boxes:
                    mended[-1].boxes[column].pieces.extend(box.pieces)
                elif box.pieces:
                    mended[-1].boxes[column] = box
        else:
            mended.append(row)
    return mended


def _is_analysis_word(row: _Row) -> bool:
    return _text_of({c: box for c, box in row.boxes.items() if box.pieces}) == ["Analys"]


def _widen(row: _Row, edges: Sequence[float]) -> None:
    """Let the only text of a row be a cell over all columns, as the rest below the break is."""
    pieces = [piece for box in row.boxes.values() for piece in box.pieces]
    row.boxes = {0: _Box((0, len(edges) - 2), pieces)}
    row.wide = True


def _narrow(row: _Row, edges: Sequence[float]) -> None:
    """Put a wide cell's text into the one column that all of it stands in, if there is one.

    Where no uprights are drawn, the rest of one cell looks like a cell over all columns.
    """
    pieces = [piece for box in row.boxes.values() for piece in box.pieces]
    spans = {_span(piece.segment, edges) for piece in pieces}
    if len(spans) == 1 and not opens_analysis(pieces[0].segment.text):
        first, last = spans.pop()
        if first == last:
            row.boxes = {first: _Box((first, first), pieces)}
            row.wide = False


def _goes_on(last: _Row, row: _Row, rows: Sequence[_Row], edges: Sequence[float]) -> bool:
    """Tell whether a row is the rest of the one above the page break.

    The rest fills only cells that reached down to the break, and not all that a row has;
    the first word of each would not have fitted on the last line of its cell.
    """
    filled = {column: box for column, box in row.boxes.items() if box.pieces}
    above = {column: box for column, box in last.boxes.items() if box.pieces}
    if not filled or not filled.keys() <= above.keys():
        return False
    if last.header:  # torn by the break as well, if what is below it has its look
        return all(piece.segment.bold for box in filled.values() for piece in box.pieces)
    if opens_analysis(_text_of(filled)[0]):
        return False
    if _is_analysis_word(last):
        return True
    if row.wide or last.wide:
        return row.wide and last.wide
    lowest = min(piece.segment.y for box in above.values() for piece in box.pieces)
    size = max(piece.segment.size for box in above.values() for piece in box.pieces)
    for column, box in filled.items():
        line = cell_lines(above[column].pieces)[-1]
        if line[-1].y > lowest + _ORPHANS * size:
            return False
        following = cell_lines(box.pieces)[0]
        if _is_number(above[column].pieces) and _is_number(box.pieces):
            return False
        if not _would_not_fit(line, following, column, rows, edges):
            return False
    first = cell_lines(next(iter(filled.values())).pieces)[0][0].text
    return first[:1].islower() or not _always_filled(rows[:-1]) <= filled.keys()


def _is_torn(last: _Row, row: _Row) -> bool:
    """Tell whether a page break stands between the cells of a row that are set in its middle.

    One side has its name and the other one has values: no column has something in both.
    """
    above, below = (
        {column for column, box in one.boxes.items() if box.pieces} for one in (last, row)
    )
    whole = last.header or last.wide or row.wide or not above or not below
    return not whole and (0 in above) != (0 in below) and not above & below


def _text_of(boxes: Mapping[int, _Box]) -> list[str]:
    """Return the texts in cells, line by line."""
    return [piece.segment.text for _, box in sorted(boxes.items()) for piece in box.pieces]


def _is_number(pieces: Sequence[Piece]) -> bool:
    """Tell whether a text is a whole number, which a cell holds but one of."""
    return bool(NUMERIC.match(" ".join(piece.segment.text for piece in pieces)))


def _always_filled(rows: Sequence[_Row]) -> set[int]:
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
    rows: Sequence[_Row],
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
    room = max(widths, default=edges[column + 1] - edges[column])
    first = following[0].words[0]
    space = 0.25 * first.size
    used = line[-1].x1 - line[0].x0
    return used + space + (first.x1 - first.x0) > room - _FITS or used > 0.97 * room


# --- cells --------------------------------------------------------------------------------------


def _widths(rows: Sequence[_Row], edges: Sequence[float], *, ruled: bool) -> Mapping[int, float]:
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


def _cells(row: _Row, count: int, layout: Layout, writing: Writing) -> list[Cell | None]:
    present = [piece for box in row.boxes.values() for piece in box.pieces]
    empty = Place("", row.page) if not present else Place("", row.page, bbox=place_of(present).bbox)
    cells: list[Cell | None] = [Cell("", empty) for _ in range(count)]
    for first, box in sorted(row.boxes.items()):
        last = box.span[1]
        single = first == last
        text = unwrapped(box.pieces, layout.widths.get(first) if single else None, writing)
        place = place_of(box.pieces) if box.pieces else empty
        texts = [piece.segment.text for piece in box.pieces]
        sure = cell_confidence(
            texts, first, last - first + 1, header=row.header, table=layout.doubts
        )
        cells[first] = Cell(text, place, last - first + 1, box.rows, sure)
        for covered in range(first + 1, last + 1):
            cells[covered] = None
    return cells


def _cover_below(rows: Sequence[_Row], cells: Sequence[list[Cell | None]]) -> None:
    """Put None where a cell of more than one row covers a place."""
    for number, row in enumerate(rows):
        for first, box in row.boxes.items():
            for below in range(number + 1, min(number + box.rows, len(rows))):
                for column in range(first, box.span[1] + 1):
                    cells[below][column] = None


def _table_place(table: OpenTable, rows: Sequence[_Row]) -> Place:
    """Return page and box of a table's first part, and the text of all of it."""
    first = table.fragments[0]
    pieces = [
        Piece(band.page, segment)
        for fragment in table.fragments
        for band in fragment.bands
        for segment in band.segments
    ]
    place = place_of([piece for piece in pieces if piece.page == first.page])
    text = "\n".join(
        " ".join(piece_text for piece_text in (
            place_of(box.pieces).text.replace("\n", " ") for _, box in sorted(row.boxes.items())
            if box.pieces))
        for row in rows
    )  # fmt: skip
    return Place(text, first.page, bbox=place.bbox)
