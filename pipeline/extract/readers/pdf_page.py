"""A page of a PDF as words with boxes: what pdfium says, in plain records.

Belongs here: everything that calls pdfium for text. All lengths are PDF points; y grows
upwards from the page's lower edge, as the page is shown (a rotated page is turned).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.text import normalise_characters

Point = tuple[float, float]

_BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi|(?<=[a-z])bd\b", re.IGNORECASE)
_SIGN_FONT = re.compile(r"wingdings|webdings|zapfdingbats|symbol", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_LINE_HYPHEN = "\x02"
_WORD_GAP = 0.17
_BACK = 0.4
_SAME_LINE = 0.3
_SEGMENT_GAP = 0.45
_OTHER_RUN_GAP = 0.3
_SAME_RUN_GAP = 1.2


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space. ``head`` is the width of the first one.

    ``spaced`` says that a space is printed behind it; ``run`` is the text object it comes
    from; ``order`` its number in the page's content.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    head: float
    spaced: bool
    run: int
    order: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand together: part of a cell, or a line of prose.

    ``y`` is the baseline.
    """

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def y(self) -> float:
        """Baseline."""
        return self.words[0].y

    @property
    def size(self) -> float:
        """Font size, of the largest word."""
        return max(word.size for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge of the letters."""
        return self.y + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters."""
        return self.y - 0.25 * self.size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words)

    @property
    def open(self) -> bool:
        """Whether a space is printed behind it."""
        return self.words[-1].spaced


@dataclass(frozen=True, slots=True)
class TextLine:
    """The segments of one baseline, from left to right."""

    page: int
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The whole line with single spaces."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.segments[-1].x1

    @property
    def y(self) -> float:
        """Baseline."""
        return self.segments[0].y

    @property
    def size(self) -> float:
        """Font size, of the largest segment."""
        return max(segment.size for segment in self.segments)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(segment.bold for segment in self.segments)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1)."""
        return box_of(self.segments)


def box_of(segments: Sequence[Segment]) -> tuple[float, float, float, float]:
    """Return the box around segments, rounded to hundredths of a point."""
    return (
        round(min(segment.x0 for segment in segments), 2),
        round(min(segment.bottom for segment in segments), 2),
        round(max(segment.x1 for segment in segments), 2),
        round(max(segment.top for segment in segments), 2),
    )


@dataclass(frozen=True, slots=True)
class _Face:
    """What a text object says of its characters."""

    size: float
    bold: bool
    signs: bool


@dataclass(frozen=True, slots=True)
class _Glyph:
    character: str
    x0: float
    x1: float
    y: float
    face: _Face
    run: int


def turned(page: pdfium.PdfPage) -> Callable[[float, float], Point]:
    """Return the function that maps a point of the page's content to where it is shown."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, right - x)
        case 180:
            return lambda x, y: (right - x, top - y)
        case 270:
            return lambda x, y: (top - y, x - left)
        case _:
            return lambda x, y: (x, y)


def read_words(page: pdfium.PdfPage) -> list[Word]:
    """Return the words of a page in content order."""
    text_page = page.get_textpage()
    try:
        return list(_words(_glyphs(text_page.raw, text_page.count_chars(), turned(page))))
    finally:
        text_page.close()


def _glyphs(
    text_page: object, count: int, place: Callable[[float, float], Point]
) -> Iterator[_Glyph | None]:
    """Yield the characters that are printed; None stands for a printed space."""
    box = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    faces: dict[int, _Face] = {}
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(text_page, index)
        if pdfium_c.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text_page, index, box_at)
        pdfium_c.FPDFText_GetCharOrigin(text_page, index, x_at, y_at)
        item = pdfium_c.FPDFText_GetTextObject(text_page, index)
        run = ctypes.cast(item, ctypes.c_void_p).value or 0
        face = faces.get(run)
        if face is None:
            face = faces[run] = _face(item, box.top - box.bottom)
        character = chr(code) if code else ""
        if character.isspace() or character == "\u00a0":
            yield None
            continue
        if character in (_LINE_HYPHEN, "\ufffe"):
            character = "-"
        elif face.signs and character.isascii():
            character = "•"
        if not character or not character.isprintable() and character != "\u00ad" and not _private(code):
            continue
        one, two = place(box.left, y.value), place(box.right, y.value)
        yield _Glyph(character, min(one[0], two[0]), max(one[0], two[0]), one[1], face, run)


def _private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF


def _face(item: object, height: float) -> _Face:
    """Read size and weight of a text object; ``height`` is that of one of its characters."""
    size = ctypes.c_float()
    pdfium_c.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    points = size.value * math.hypot(matrix.c, matrix.d)
    usual = height / 1.2
    if usual > 0 and not 0.5 < points / usual < 2:
        points = usual
    font = pdfium_c.FPDFTextObj_GetFont(item)
    buffer = ctypes.create_string_buffer(128)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", errors="replace")
    stroked = pdfium_c.FPDFTextObj_GetTextRenderMode(item) == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
    bold = (
        bool(_BOLD_NAME.search(name))
        or pdfium_c.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        or bool(pdfium_c.FPDFFont_GetFlags(font) & _FORCE_BOLD)
        or stroked
    )
    return _Face(round(points, 2) or 1.0, bold, bool(_SIGN_FONT.search(name)))


def _words(glyphs: Iterator[_Glyph | None]) -> Iterator[Word]:
    """Put characters together; a space, a gap or another line ends a word."""
    held: list[_Glyph] = []
    order = 0
    for glyph in glyphs:
        if held and (glyph is None or _parts(held[-1], glyph)):
            word = _word(held, spaced=glyph is None, order=order)
            held = []
            order += 1
            if word is not None:
                yield word
        if glyph is not None:
            held.append(glyph)
    if held and (word := _word(held, spaced=False, order=order)) is not None:
        yield word


def _parts(last: _Glyph, glyph: _Glyph) -> bool:
    size = last.face.size
    gap = glyph.x0 - last.x1
    return abs(glyph.y - last.y) > _SAME_LINE * size or gap > _WORD_GAP * size or gap < -_BACK * size


def _word(glyphs: Sequence[_Glyph], *, spaced: bool, order: int) -> Word | None:
    text = normalise_characters("".join(glyph.character for glyph in glyphs))
    if not text.strip():
        return None
    first = glyphs[0]
    return Word(
        text=text,
        x0=first.x0,
        x1=glyphs[-1].x1,
        y=first.y,
        size=max(glyph.face.size for glyph in glyphs),
        bold=first.face.bold,
        head=first.x1 - first.x0,
        spaced=spaced,
        run=first.run,
        order=order,
    )


def lines_of(page: int, words: Sequence[Word]) -> list[TextLine]:
    """Return words as lines from top to bottom, each parted into segments."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if rows and rows[-1][0].y - word.y <= _SAME_LINE * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [TextLine(page, tuple(_segments(sorted(row, key=lambda w: w.x0)))) for row in rows]


def _segments(words: Sequence[Word]) -> Iterator[Segment]:
    held: list[Word] = []
    for word in words:
        if held and not _together(held[-1], word):
            yield Segment(tuple(held))
            held = []
        held.append(word)
    if held:
        yield Segment(tuple(held))


def _together(last: Word, word: Word) -> bool:
    """Tell whether two words of a line are part of one cell or one line of prose."""
    size = max(last.size, word.size)
    gap = word.x0 - last.x1
    if last.run == word.run and last.spaced:
        return gap <= _SAME_RUN_GAP * size
    follows = word.order == last.order + 1
    return gap <= (_SEGMENT_GAP if follows else _OTHER_RUN_GAP) * size
