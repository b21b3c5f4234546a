"""A page of a PDF as words with boxes: what pdfium says, in plain records.

Belongs here: everything that calls pdfium for text. All lengths are PDF points; y grows
upwards from the page's lower edge, as the page is shown (a rotated page is turned).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.language.text import normalise_characters, raised

Point = tuple[float, float]
Placer = Callable[[float, float], Point]

_BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi|(?<=[a-z])bd\b", re.IGNORECASE)
_SIGN_FONT = re.compile(r"wingdings|webdings|zapfdingbats|symbol", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_LINE_HYPHEN = 2
_NO_CHARACTER = 0xFFFE
_SOFT_HYPHEN = 0xAD
_LOST_LETTER = 0xFFFD
_SPACE = 0x20
_NO_BREAK_SPACE = 0xA0
_WORD_GAP = 0.17
_BACK = 0.4
_SKEW = 8
_SAMPLE = 80
_USUAL_TURN = 0.6
_SAME_LINE = 0.3
_SEGMENT_GAP = 0.45
_OTHER_RUN_GAP = 0.3
_SAME_RUN_GAP = 1.2
_LONGEST_MARK = 2
_MARK_SIZE = 0.8
_MARK_HEIGHT = 0.7
_JUSTIFIED_GAPS = 4
_WIDEST_SPACE = 1.5
_EVEN = 0.1


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space. ``head`` is the width of the first one.

    ``spaced`` says that a space is printed behind it; ``run`` is the text object it comes
    from; ``order`` its number in the page's content. ``upright`` is False for text across the
    page (a watermark), ``known`` where the font does not say which letters it draws. A single
    letter that it does not say is U+FFFD.
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
    upright: bool = True
    known: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand together: part of a cell, or a line of prose.

    ``text`` has single spaces; ``y`` is the baseline, ``top`` and ``bottom`` the edges of
    its letters; ``size`` is that of the largest word; ``bold`` says that all of it is.
    """

    words: tuple[Word, ...]
    text: str = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    y: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "text", " ".join([word.text for word in self.words]))
        put(self, "x0", self.words[0].x0)
        put(self, "x1", self.words[-1].x1)
        put(self, "y", self.words[0].y)
        put(self, "size", max([word.size for word in self.words]))
        put(self, "bold", all([word.bold for word in self.words]))

    @property
    def top(self) -> float:
        """Upper edge of the letters."""
        return self.y + 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters."""
        return self.y - 0.25 * self.size

    @property
    def open(self) -> bool:
        """Whether a space is printed behind it."""
        return self.words[-1].spaced


@dataclass(frozen=True, slots=True)
class TextLine:
    """The segments of one baseline, from left to right, with what they have in common."""

    page: int
    segments: tuple[Segment, ...]
    text: str = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    y: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "text", " ".join([segment.text for segment in self.segments]))
        put(self, "x0", self.segments[0].x0)
        put(self, "x1", self.segments[-1].x1)
        put(self, "y", self.segments[0].y)
        put(self, "size", max([segment.size for segment in self.segments]))
        put(self, "bold", all([segment.bold for segment in self.segments]))

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
    known: bool


@dataclass(slots=True)
class _Held:
    """The word at hand: its characters so far, and where the last one stands."""

    characters: list[str]
    x0: float
    x1: float
    last: float
    head: float
    box: tuple[float, float]
    y: float
    face: _Face
    run: int
    upright: bool


def _reading_turn(page: pdfium.PdfPage, text_page: object, count: int) -> int:
    """Return by how many degrees (clockwise) a page is turned so that its text is upright.

    That is how it is shown, unless most of its text runs up or down the page as shown.
    """
    angles = Counter(
        round(math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, index)))
        for index in range(0, count, max(1, count // _SAMPLE))
    )
    angle, found = angles.most_common(1)[0] if angles else (0, 0)
    usual = found > _USUAL_TURN * angles.total() and angle % 90 == 0
    return int(-angle % 360) if usual else int(page.get_rotation())


def turned(page: pdfium.PdfPage, turn: int) -> Placer:
    """Return the function that maps a point of the content of a turned page to its place."""
    left, bottom, right, top = page.get_bbox()
    match turn:
        case 90:
            return lambda x, y: (y - bottom, right - x)
        case 180:
            return lambda x, y: (right - x, top - y)
        case 270:
            return lambda x, y: (top - y, x - left)
        case _:
            return lambda x, y: (x, y)


def turned_box(page: pdfium.PdfPage, turn: int) -> tuple[float, float, float, float]:
    """Return (left, bottom, right, top) of what is shown of a page, turned."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    if turn in (90, 270):
        return (0.0, 0.0, height, width)
    return (0.0, 0.0, width, height) if turn else (left, bottom, right, top)


def read_words(page: pdfium.PdfPage) -> tuple[int, list[Word]]:
    """Return by how much a page is turned to be read, and its words in content order.

    What stands outside the page as it is shown is left out.
    """
    text_page = page.get_textpage()
    count = text_page.count_chars()
    try:
        turn = _reading_turn(page, text_page.raw, count)
        words = list(_words(text_page.raw, count, turned(page, turn) if turn else None, turn))
    finally:
        text_page.close()
    left, bottom, right, top = turned_box(page, turn)
    shown = [w for w in words if w.x1 > left and w.x0 < right and bottom - w.size < w.y < top]
    return turn, shown


def _words(text_page: object, count: int, place: Placer | None, turn: int) -> Iterator[Word]:
    """Put characters together; a space, a gap or another line ends a word.

    Every call into pdfium costs, so baseline and font are asked for only where a word
    begins or the height of the characters changes.
    """
    rectangle = pdfium_c.FS_RECTF()
    at = ctypes.byref(rectangle)
    unicode, loose_box = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    faces: dict[int, _Face] = {}
    held: _Held | None = None
    order = 0
    for index in range(count):
        code = unicode(text_page, index)
        space = code <= _SPACE or code == _NO_BREAK_SPACE
        if code < _SPACE and pdfium_c.FPDFText_HasUnicodeMapError(text_page, index) == 1:
            code, space = _LOST_LETTER, False
        if space and code != _LINE_HYPHEN:
            if pdfium_c.FPDFText_IsGenerated(text_page, index) == 1:
                continue
            if held is not None:
                yield from _finished(held, spaced=True, order=order)
                held, order = None, order + 1
            continue
        loose_box(text_page, index, at)
        left, right = rectangle.left, rectangle.right
        box = (rectangle.bottom, rectangle.top)
        if place is not None:
            (left, low), (right, high) = place(left, box[0]), place(right, box[1])
            left, right = min(left, right), max(left, right)
            box = (min(low, high), max(low, high))
        if held is not None:
            size = held.face.size
            gap = left - held.x1
            other_line = box != held.box and (
                abs(_baseline(text_page, index, place) - held.y) > _SAME_LINE * size
            )
            # The letters of a ligature have one box.
            ligature = left == held.last and right == held.x1
            if other_line or gap > _WORD_GAP * size or (gap < -_BACK * size and not ligature):
                yield from _finished(held, spaced=False, order=order)
                held, order = None, order + 1
        if held is None:
            run, face = _face_at(text_page, index, box, faces)
            y = _baseline(text_page, index, place)
            upright = _is_upright(text_page, index, turn)
            held = _Held([], left, right, left, right - left, box, y, face, run, upright)
        # A minus from a sign font may stand before digits of the text's own font.
        signs = held.face.signs and _face_at(text_page, index, box, faces)[1].signs
        held.characters.append(_character(code, signs=signs))
        held.last, held.x1 = left, right
        held.box = box
    if held is not None:
        yield from _finished(held, spaced=False, order=order)


def _face_at(
    text_page: object, index: int, box: tuple[float, float], faces: dict[int, _Face]
) -> tuple[int, _Face]:
    """Return the text object that a character comes from, as a number, and its face."""
    item = pdfium_c.FPDFText_GetTextObject(text_page, index)
    run = ctypes.cast(item, ctypes.c_void_p).value or 0
    if run not in faces:
        known = pdfium_c.FPDFText_HasUnicodeMapError(text_page, index) != 1
        faces[run] = _face(item, box[1] - box[0], known=known)
    return run, faces[run]


def _baseline(text_page: object, index: int, place: Placer | None) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    return place(x.value, y.value)[1] if place else y.value


def _character(code: int, *, signs: bool) -> str:
    """Return a character as text: a sign font's letters are bullets, the unprintable nothing."""
    if code in (_LINE_HYPHEN, _NO_CHARACTER):
        return "-"
    character = chr(code)
    if signs and character.isascii():
        return "•"
    printed = character.isprintable() or code == _SOFT_HYPHEN or _private(code)
    return character if printed else ""


def _private(code: int) -> bool:
    return 0xE000 <= code <= 0xF8FF


def _is_upright(text_page: object, index: int, turn: int) -> bool:
    """Tell whether a character stands upright on a page that is turned by so many degrees."""
    angle = math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, index))
    return abs((angle + turn + 180) % 360 - 180) <= _SKEW


def _face(item: object, height: float, *, known: bool) -> _Face:
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
    stroked = (
        pdfium_c.FPDFTextObj_GetTextRenderMode(item) == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
    )
    bold = (
        bool(_BOLD_NAME.search(name))
        or pdfium_c.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
        or bool(pdfium_c.FPDFFont_GetFlags(font) & _FORCE_BOLD)
        or stroked
    )
    signs = bool(_SIGN_FONT.search(name))
    return _Face(round(points, 2) or 1.0, bold, signs, known or signs)


def _finished(held: _Held, *, spaced: bool, order: int) -> Iterator[Word]:
    text = normalise_characters("".join(held.characters))
    if text.strip():
        yield Word(
            text=text,
            x0=held.x0,
            x1=held.x1,
            y=held.y,
            size=held.face.size,
            bold=held.face.bold,
            head=held.head,
            spaced=spaced,
            run=held.run,
            order=order,
            upright=held.upright,
            known=held.face.known,
        )


def lines_of(page: int, words: Sequence[Word]) -> list[TextLine]:
    """Return words as lines from top to bottom, each parted into segments."""
    rows: list[list[Word]] = []
    for word in sorted(_with_raised(words), key=lambda word: (-word.y, word.x0)):
        if rows and rows[-1][0].y - word.y <= _SAME_LINE * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [TextLine(page, tuple(_segments(sorted(row, key=lambda w: w.x0)))) for row in rows]


def _with_raised(words: Sequence[Word]) -> list[Word]:
    """Put small raised digits (marks of footnotes) to the word that they stand behind."""
    larger = {
        size: [word for word in words if size < _MARK_SIZE * word.size]
        for size in {word.size for word in words}
    }
    hosts: dict[int, Word] = {}
    marks: set[int] = set()
    for mark in words:
        if len(mark.text) <= _LONGEST_MARK and mark.text.isdigit():
            host = next((word for word in larger[mark.size] if _is_raised(mark, word)), None)
            if host is not None:
                hosts[id(host)] = mark
                marks.add(id(mark))
    return [
        _marked(word, hosts[id(word)]) if id(word) in hosts else word
        for word in words
        if id(word) not in marks
    ]


def _marked(word: Word, mark: Word) -> Word:
    return replace(word, text=word.text + raised(mark.text), x1=mark.x1, spaced=mark.spaced)


def _is_raised(mark: Word, host: Word) -> bool:
    return (
        _SAME_LINE * host.size < mark.y - host.y < _MARK_HEIGHT * host.size
        and -1 < mark.x0 - host.x1 < _SEGMENT_GAP * host.size
    )


def _segments(words: Sequence[Word]) -> Iterator[Segment]:
    held: list[Word] = []
    justified = _is_justified(words)
    for word in words:
        if held and not justified and not _together(held[-1], word):
            yield Segment(tuple(held))
            held = []
        held.append(word)
    if held:
        yield Segment(tuple(held))


def _is_justified(words: Sequence[Word]) -> bool:
    """Tell whether the words of a line are spread evenly: prose that fills its line."""
    gaps = [two.x0 - one.x1 for one, two in zip(words, words[1:], strict=False)]
    size = words[0].size
    if len(gaps) < _JUSTIFIED_GAPS or max(gaps) > _WIDEST_SPACE * size:
        return False
    if max(gaps) - min(gaps) > _EVEN * size or sum(w.text.isalpha() for w in words) < len(gaps) / 2:
        return False
    orders = [word.order for word in words]
    follow = orders == list(range(orders[0], orders[0] + len(orders)))
    return follow and all(word.spaced for word in words[:-1])


def _together(last: Word, word: Word) -> bool:
    """Tell whether two words of a line are part of one cell or one line of prose."""
    size = max(last.size, word.size)
    gap = word.x0 - last.x1
    if last.run == word.run and last.spaced:
        return gap <= _SAME_RUN_GAP * size
    follows = word.order == last.order + 1
    return gap <= (_SEGMENT_GAP if follows else _OTHER_RUN_GAP) * size
