"""Drawn lines of a PDF page: the rules of tables, from paths and thin boxes.

Belongs here: everything that calls pdfium for drawings. Icons, curves and slanted lines
are no rules.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.readers.geometry.rules import Edge, Rules, rules_of
from pipeline.extract.readers.pdf.page import Point, turned, turned_box

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_THIN = 3.0
_DEEPEST = 6
_WHITE = 250
_WHOLE_PAGE = 0.9


def read_rules(page: pdfium.PdfPage, turn: int) -> Rules:
    """Return the rules of a page: strokes, thin filled boxes, sides of shaded boxes."""
    left, bottom, right, top = turned_box(page, turn)
    edges = list(_edges(page.raw, turned(page, turn), (right - left, top - bottom)))
    return rules_of(edges)


def _edges(page: object, place: Callable[[float, float], Point], size: Point) -> Iterator[Edge]:
    count = pdfium_c.FPDFPage_CountObjects(page)
    objects = (pdfium_c.FPDFPage_GetObject(page, index) for index in range(count))
    yield from _object_edges(objects, _IDENTITY, place, size, 0)


def _object_edges(
    objects: Iterable[object],
    outer: Matrix,
    place: Callable[[float, float], Point],
    size: Point,
    depth: int,
) -> Iterator[Edge]:
    for item in objects:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            yield from _path_edges(item, _times(_matrix(item), outer), place, size)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = pdfium_c.FPDFFormObj_CountObjects(item)
            inner = (pdfium_c.FPDFFormObj_GetObject(item, index) for index in range(count))
            yield from _object_edges(inner, _times(_matrix(item), outer), place, size, depth + 1)


def _matrix(item: object) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


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


def _path_edges(
    path: object, matrix: Matrix, place: Callable[[float, float], Point], size: Point
) -> Iterator[Edge]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value) or (not stroke.value and _is_white(path)):
        return
    edges = list(_sides(path, matrix, place))
    if not edges:
        return
    x0, x1 = min(min(e.x0, e.x1) for e in edges), max(max(e.x0, e.x1) for e in edges)
    y0, y1 = min(min(e.y0, e.y1) for e in edges), max(max(e.y0, e.y1) for e in edges)
    if x1 - x0 > _WHOLE_PAGE * size[0] and y1 - y0 > _WHOLE_PAGE * size[1]:
        return
    if not stroke.value and y1 - y0 <= _THIN and x1 - x0 > _THIN:
        yield Edge(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif not stroke.value and x1 - x0 <= _THIN:
        yield Edge((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    else:
        yield from edges


def _is_white(path: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    found = pdfium_c.FPDFPageObj_GetFillColor(
        path, ctypes.byref(red), ctypes.byref(green), ctypes.byref(blue), ctypes.byref(alpha)
    )
    return bool(found) and min(red.value, green.value, blue.value) >= _WHITE


def _sides(path: object, matrix: Matrix, place: Callable[[float, float], Point]) -> Iterator[Edge]:
    """Yield the straight sides of a path; nothing of one with a curve in it."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[int, bool, Point]] = []
    for index in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        at = place(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        points.append((kind, bool(pdfium_c.FPDFPathSegment_GetClose(segment)), at))
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
