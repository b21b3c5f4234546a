"""What is drawn on a PDF page: rules of tables, filled boxes, and how text is painted.

Belongs here: everything that calls pdfium for drawings. Icons, curves and slanted lines
are no rules.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.readers.geometry.rules import Edge, Rules, rules_of
from pipeline.extract.readers.pdf import calls
from pipeline.extract.readers.pdf.page import Point, turned, turned_box

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_FEWEST_BOX_POINTS = 4
"""Of a rectangle that leaves its closing to the reader."""
_THIN = 3.0
_DEEPEST = 6
_WHITE = 250
_WHOLE_PAGE = 0.9
_OPAQUE = 250
_PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING)
_BOX_POINTS = 6
_UNPAINTED = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (pdfium_c.FPDF_TEXTRENDERMODE_STROKE, pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE)


Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]
"""(left, bottom, right, top)."""


@dataclass(unsafe_hash=True, slots=True)
class Fill:
    """Something painted; ``order`` says what is painted above what.

    ``colour`` is None for pictures, shadings and shapes that are no boxes: what stands on them
    may be seen, and what stands below them too.
    """

    box: Box
    colour: Colour | None
    order: int


@dataclass(unsafe_hash=True, slots=True)
class Ink:
    """How a text object is painted; ``clip`` is what may be seen of it, None for all."""

    order: int
    colour: Colour
    painted: bool
    clip: Box | None


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page: rules, boxes, and how each text object is painted, by number."""

    rules: Rules
    fills: tuple[Fill, ...]
    inks: Mapping[int, Ink]


@dataclass(frozen=True, slots=True)
class _Room:
    """Where pdfium puts what it is asked of an object: the same for all."""

    floats: calls.Numbers = field(default_factory=lambda: calls.Numbers(ctypes.c_float, 6))
    colour: calls.Numbers = field(default_factory=lambda: calls.Numbers(ctypes.c_uint, 4))
    modes: calls.Numbers = field(default_factory=lambda: calls.Numbers(ctypes.c_int, 2))


@dataclass(slots=True)
class _Found:
    """What the walk over a page's objects has found so far."""

    place: Callable[[float, float], Point]
    size: Point
    edges: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    inks: dict[int, Ink] = field(default_factory=dict)
    order: int = 0
    room: _Room = field(default_factory=_Room)


def read_drawings(page: pdfium.PdfPage, turn: int) -> Drawings:
    """Return the rules of a page (strokes, thin boxes, sides of shaded boxes), boxes and inks."""
    left, bottom, right, top = turned_box(page, turn)
    found = _Found(turned(page, turn), (right - left, top - bottom))
    address = calls.address_of(page.raw)
    objects = [calls.page_object(address, at) for at in range(calls.page_size(address))]
    _walk(objects, _IDENTITY, found, 0)
    return Drawings(rules_of(found.edges), tuple(found.fills), found.inks)


def without_texts(page: pdfium.PdfPage, numbers: Collection[int]) -> None:
    """Take text objects off a page: pdfium mixes the letters of texts above each other."""
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    for item in [pdfium_c.FPDFPage_GetObject(page.raw, index) for index in range(count)]:
        if calls.address_of(item) in numbers:
            pdfium_c.FPDFPage_RemoveObject(page.raw, item)
            pdfium_c.FPDFPageObj_Destroy(item)


def _walk(objects: Iterable[int], outer: Matrix, found: _Found, depth: int) -> None:
    for item in objects:
        kind = calls.kind(item)
        found.order += 1
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _path(item, _times(_matrix(item, found.room), outer), found)
        elif kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            found.inks[item] = _ink(item, found, clipped=not depth)
        elif kind in _PICTURES:
            found.fills.append(Fill(_bounds(item, found), None, found.order))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = [calls.form_object(item, at) for at in range(calls.form_size(item))]
            _walk(inner, _times(_matrix(item, found.room), outer), found, depth + 1)


def _bounds(item: int, found: _Found) -> Box:
    room = found.room.floats
    known = calls.bounds(item, *room.at[:4])
    left, bottom, right, top = room.values()[:4] if known else (0.0, 0.0, 0.0, 0.0)
    return _box([found.place(left, bottom), found.place(right, top)])


def _ink(item: int, found: _Found, *, clipped: bool) -> Ink:
    colour, alpha = _colour(item, found.room)
    mode = calls.render_mode(item)
    painted = mode not in _UNPAINTED and (alpha > 0 or mode in _STROKED)
    clip = _clip(item, found) if clipped else None
    return Ink(found.order, colour, painted, clip)


def _clip(item: int, found: _Found) -> Box | None:
    """Return the box that an object is clipped to; None where it is no box, or not clipped."""
    path = calls.clip_path(item)
    count = calls.clip_size(path) if path else 0
    if count <= 0:
        return None
    boxes: list[Box] = []
    room = found.room.floats
    x, y = room.at[:2]
    for number in range(count):
        points = calls.clip_path_size(path, number)
        if not _FEWEST_BOX_POINTS <= points <= _BOX_POINTS:
            continue
        corners: list[Point] = []
        for index in range(points):
            calls.segment_point(calls.clip_segment(path, number, index), x, y)
            corners.append(found.place(*room.values()[:2]))
        boxes.append(_box(corners))
    if not boxes:
        return None
    lows, highs = [b[:2] for b in boxes], [b[2:] for b in boxes]
    return (
        max(low[0] for low in lows),
        max(low[1] for low in lows),
        min(high[0] for high in highs),
        min(high[1] for high in highs),
    )


def _box(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _colour(item: int, room: _Room) -> tuple[Colour, int]:
    """Return the colour that an object is filled with, and how opaque that is, of 255."""
    if not calls.fill_colour(item, *room.colour.at):
        return (0, 0, 0), 255
    red, green, blue, alpha = room.colour.values()
    return (red, green, blue), alpha


def _matrix(item: int, room: _Room) -> Matrix:
    if not calls.matrix(item, room.floats.at[0]):
        return (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    a, b, c, d, e, f = room.floats.values()
    return (a, b, c, d, e, f)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _path(path: int, matrix: Matrix, found: _Found) -> None:
    """Take in a path: its sides as edges of rules, a filled box also as that."""
    known = calls.draw_mode(path, *found.room.modes.at)
    fill, stroke = found.room.modes.values() if known else (0, 0)
    if not (fill or stroke):
        return
    edges = list(_sides(path, matrix, found))
    if fill and not 0 < len(edges) <= _BOX_POINTS:
        found.fills.append(Fill(_bounds(path, found), None, found.order))
    if not edges:
        return
    x0, x1 = min(min(e.x0, e.x1) for e in edges), max(max(e.x0, e.x1) for e in edges)
    y0, y1 = min(min(e.y0, e.y1) for e in edges), max(max(e.y0, e.y1) for e in edges)
    white = False
    if fill:
        colour, alpha = _colour(path, found.room)
        white = min(colour) >= _WHITE
        if alpha >= _OPAQUE and len(edges) <= _BOX_POINTS:
            found.fills.append(Fill((x0, y0, x1, y1), colour, found.order))
    if not stroke and white:
        return
    if x1 - x0 > _WHOLE_PAGE * found.size[0] and y1 - y0 > _WHOLE_PAGE * found.size[1]:
        return
    if not stroke and y1 - y0 <= _THIN and x1 - x0 > _THIN:
        found.edges.append(Edge(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
    elif not stroke and x1 - x0 <= _THIN:
        found.edges.append(Edge((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
    else:
        found.edges.extend(edges)


def _sides(path: int, matrix: Matrix, found: _Found) -> Iterator[Edge]:
    """Yield the straight sides of a path; nothing of one with a curve in it."""
    a, b, c, d, e, f = matrix
    room, place = found.room.floats, found.place
    at_x, at_y = room.at[:2]
    points: list[tuple[int, bool, Point]] = []
    for index in range(calls.path_size(path)):
        segment = calls.path_segment(path, index)
        kind = calls.segment_kind(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        calls.segment_point(segment, at_x, at_y)
        x, y = room.values()[:2]
        at = place(a * x + c * y + e, b * x + d * y + f)
        points.append((kind, bool(calls.segment_closes(segment)), at))
    start = last = None
    for kind, closes, at in points:
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or last is None:
            start = at
        else:
            yield Edge(*last, *at)
        last = at
        if closes and start is not None and start != at:
            yield Edge(*at, *start)
            last = start
