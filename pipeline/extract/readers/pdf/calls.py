"""pdfium's functions as they are called for every letter and every object: by addresses.

Belongs here: how they are called. ctypes checks typed pointers at every call, which takes as long
as all the rest; here pages, objects and what is filled in are addresses, plain numbers. What is
asked of pdfium, and when, is the callers'.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

_LETTERS = range(0x20, 0xD800)
"""Codes that a text has as they are: neither signs for control nor halves of others."""
_POINTER, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float


def address_of(pointer: object) -> int:
    """Return the address in a pointer; 0 where it points to nothing."""
    return ctypes.cast(pointer, _POINTER).value or 0  # type: ignore[arg-type]


def pointer_to(pointer: object) -> ctypes.c_void_p:
    """Return what a pointer points to, as ``_by_pointer`` wants it."""
    return _POINTER(address_of(pointer))


class Numbers:
    """Room for numbers that pdfium fills in, one right behind the other.

    ``values`` returns them as they are now; ``at`` points to each.
    """

    def __init__(self, kind: type[ctypes.c_float | ctypes.c_double | ctypes.c_uint | ctypes.c_int],
                 count: int) -> None:  # fmt: skip
        """Make room for so many numbers of a kind."""
        self._room = (kind * count)()
        first, size = ctypes.addressof(self._room), ctypes.sizeof(kind)
        self.at = tuple(_POINTER(first + number * size) for number in range(count))
        letter = kind._type_
        self.values: Callable[[], list[Any]] = memoryview(self._room).cast("B").cast(letter).tolist


def _by_address(function: object, result: type, *arguments: type) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


def _by_pointer(function: object, result: type) -> Callable[..., Any]:
    """Return a function that is called with ``c_void_p`` and small numbers, which are not checked.

    That takes half the time: for what is asked of every letter.
    """
    return ctypes.PYFUNCTYPE(result)(address_of(function))


def codes(text_page: object, count: int) -> list[int]:
    """Return what the letters of a page's text are, of which there are so many.

    They come all at once as the page's text; those that it has no letter for are asked one by one.
    """
    page = pointer_to(text_page)
    room = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(text_page, 0, count, room) != count + 1:
        return list(map(unicode, repeat(page), range(count)))
    found: list[int] = memoryview(room).cast("B").cast("H").tolist()[:count]
    for at in [at for at, code in enumerate(found) if code not in _LETTERS]:
        found[at] = unicode(page, at)
    return found


# Of a page's text (``pointer_to``), each with the number of a letter.
unicode = _by_pointer(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint)
is_lost = _by_pointer(pdfium_c.FPDFText_HasUnicodeMapError, _INT)
is_generated = _by_pointer(pdfium_c.FPDFText_IsGenerated, _INT)
loose_box = _by_pointer(pdfium_c.FPDFText_GetLooseCharBox, _INT)
text_object = _by_pointer(pdfium_c.FPDFText_GetTextObject, _POINTER)
angle = _by_pointer(pdfium_c.FPDFText_GetCharAngle, _FLOAT)
text_matrix = _by_pointer(pdfium_c.FPDFText_GetMatrix, _INT)
origin = _by_pointer(pdfium_c.FPDFText_GetCharOrigin, _INT)

# Of an object.
kind = _by_address(pdfium_c.FPDFPageObj_GetType, _INT, _POINTER)
matrix = _by_address(pdfium_c.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
bounds = _by_address(pdfium_c.FPDFPageObj_GetBounds, _INT, *[_POINTER] * 5)
fill_colour = _by_address(pdfium_c.FPDFPageObj_GetFillColor, _INT, *[_POINTER] * 5)
font_size = _by_address(pdfium_c.FPDFTextObj_GetFontSize, _INT, _POINTER, _POINTER)
font = _by_address(pdfium_c.FPDFTextObj_GetFont, _POINTER, _POINTER)
render_mode = _by_address(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)

# Objects of a page or a form, and paths.
page_size = _by_address(pdfium_c.FPDFPage_CountObjects, _INT, _POINTER)
page_object = _by_address(pdfium_c.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
form_size = _by_address(pdfium_c.FPDFFormObj_CountObjects, _INT, _POINTER)
form_object = _by_address(pdfium_c.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
draw_mode = _by_address(pdfium_c.FPDFPath_GetDrawMode, _INT, *[_POINTER] * 3)
path_size = _by_address(pdfium_c.FPDFPath_CountSegments, _INT, _POINTER)
path_segment = _by_address(pdfium_c.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
clip_path = _by_address(pdfium_c.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
clip_size = _by_address(pdfium_c.FPDFClipPath_CountPaths, _INT, _POINTER)
clip_path_size = _by_address(pdfium_c.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
clip_segment = _by_address(pdfium_c.FPDFClipPath_GetPathSegment, _POINTER, _POINTER, _INT, _INT)
segment_kind = _by_address(pdfium_c.FPDFPathSegment_GetType, _INT, _POINTER)
segment_point = _by_address(pdfium_c.FPDFPathSegment_GetPoint, _INT, *[_POINTER] * 3)
segment_closes = _by_address(pdfium_c.FPDFPathSegment_GetClose, _INT, _POINTER)
