"""A place in a PDF: the picture of its page with the cell outlined.

Personal identity numbers are blacked out: those that the reader masked on the page, and what
looks like one in the page's characters now. A page that is turned is shown as it is read, so
that boxes of the reader fit.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageDraw

from pipeline.extract.personal_numbers import find_personal_numbers
from pipeline.extract.readers.pdf.page import read_words, turned, turned_box

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, the origin below on the left."""

SCALE = 2.0
"""Pixels a point."""

LARGEST_PIXELS = 16_000_000
"""A larger page is drawn at a smaller scale."""

_CHARACTERS = range(0x20, sys.maxunicode + 1)
"""Codes that are characters; PDF files hold others too."""
_OUTLINE = (200, 30, 30)
_AROUND = 60.0
"""Points that a close-up shows above and below the place; it is as wide as the page."""

_PAD = 2.0

_PDFIUM = threading.Lock()
"""pdfium is not made for two threads at once."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """Maps a place of the reader to pixels of the picture."""

    left: float
    top: float
    scale: float

    def pixels(self, box: Box, pad: float = 0.0) -> Box:
        x0, y0, x1, y1 = box
        return (
            (x0 - pad - self.left) * self.scale,
            (self.top - y1 - pad) * self.scale,
            (x1 + pad - self.left) * self.scale,
            (self.top - y0 + pad) * self.scale,
        )


def picture(
    content: bytes, page_number: int, box: Box | None, masked: Sequence[Box], *, close: bool
) -> bytes:
    """A PNG of a page (1-based) with ``box`` outlined and ``masked`` boxes black.

    ``close`` shows the place and a little around it only.

    Raises:
        ValueError: there is no such page.
        pypdfium2.PdfiumError: the bytes are no PDF that can be opened.
    """
    with _PDFIUM, pdfium.PdfDocument(content) as document:
        if not 1 <= page_number <= len(document):
            raise ValueError(f"no page {page_number}")
        page = document[page_number - 1]
        turn, _, _ = read_words(page)
        hidden = [*masked, *_numbers_on(page, turn)]
        left, _, _, top = turned_box(page, turn)
        image, scale = _drawn(page, turn)
    paper = _Paper(left, top, scale)
    pen = ImageDraw.Draw(image)
    for one in hidden:
        pen.rectangle(paper.pixels(one, 1.0), fill=(0, 0, 0))
    if box is not None:
        pen.rectangle(paper.pixels(box, _PAD), outline=_OUTLINE, width=round(1.5 * scale))
    if close and box is not None:
        image = image.crop(_close_up(paper, box, image.size))
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=False, compress_level=3)
    return stream.getvalue()


def _drawn(page: pdfium.PdfPage, turn: int) -> tuple[Image.Image, float]:
    width, height = page.get_size()
    scale = min(SCALE, (LARGEST_PIXELS / max(1.0, width * height)) ** 0.5)
    page.set_rotation(turn)
    bitmap = page.render(scale=scale, may_draw_forms=False)
    return bitmap.to_pil().convert("RGB"), scale


def _close_up(paper: _Paper, box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    _, top, _, bottom = paper.pixels(box, _AROUND)
    width, height = size
    return 0, max(0, round(top)), width, min(height, round(bottom))


def _numbers_on(page: pdfium.PdfPage, turn: int) -> Iterator[Box]:
    """The boxes of characters of what looks like a personal identity number."""
    text_page = page.get_textpage()
    try:
        raw = text_page.raw
        count = text_page.count_chars()
        text = "".join(_letter(raw, index) for index in range(count))
        place = turned(page, turn) if turn else lambda x, y: (x, y)
        for number in find_personal_numbers(text):
            for index in range(number.start, number.end):
                x0, y0, x1, y1 = text_page.get_charbox(index, loose=True)
                (ax, ay), (bx, by) = place(x0, y0), place(x1, y1)
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
    finally:
        text_page.close()


def _letter(raw: object, index: int) -> str:
    """One character for each index of the page, whatever its code."""
    code = pdfium_c.FPDFText_GetUnicode(raw, index)
    return "\n" if code in (0x0D, 0x0A) else chr(code) if code in _CHARACTERS else " "
