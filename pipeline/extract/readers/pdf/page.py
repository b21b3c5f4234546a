"""A page of a PDF as words with boxes: what pdfium says, in plain records.

Belongs here: everything that calls pdfium for text. All lengths are PDF points; y grows
upwards from the page's lower edge, as the page is shown (a rotated page is turned).
"""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.language.text import normalise_characters
from pipeline.extract.readers.geometry.small_capitals import cased
from pipeline.extract.readers.geometry.words import Word
from pipeline.extract.readers.pdf import calls
from pipeline.extract.readers.pdf.overprinted import WORD_GAP, Face, HeldWord, untangled

Point = tuple[float, float]
Placer = Callable[[float, float], Point]

_FAR_OFF = 2.0
"""A size so many times what the boxes of letters say is wrong."""
_PRIVATE_USE = range(0xE000, 0xF900)
"""Codes that each font gives a meaning of its own (icons)."""
_UPWARDS = 90
"""Degrees by which a line is turned that reads from the bottom up."""
_BOLD_NAME = re.compile(r"bold|black|heavy|semibd|demi|(?<=[a-z])bd\b", re.IGNORECASE)
_SIGN_FONT = re.compile(r"wingdings|webdings|zapfdingbats|symbol", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_HEAVIEST = 1000
"""Of fonts; a wrong width of stems makes more, of which nothing can be told."""
_SMALL = {ord(letter): letter for letter in "abcdefghiklmnopqrstuvwxyzåäöéü"}
"""Letters of which most words are, by their codes, but for the one that reaches back."""
_REACHES_BACK = frozenset(map(ord, "jJ"))
"""In some fonts their hooks begin so far left of their place that they hide a space before it."""
_FIRST_OBJECTS = 50
"""Objects of a page among which its forms are, if it is put together of such."""
_MOVED = 1.0
"""Points by which a letter is off its baseline that was not moved with its form."""
_LINE_HYPHEN = 2
_NO_CHARACTER = 0xFFFE
_SOFT_HYPHEN = 0xAD
_LOST_LETTER = 0xFFFD
_LAST_CODE = 0x10FFFF
_SPACE = 0x20
_NO_BREAK_SPACE = 0xA0
_DASHES = frozenset(map(ord, "-\u2010\u2011\u2012\u2013\u2212"))
"""Characters whose boxes may be as flat as they are."""
_INK_GAP = 0.28
"""The same where boxes are only as wide as what is drawn of a letter."""
_INK = 0.85
"""Sizes that boxes of letters are high at least, unless they are those of what is drawn."""
_LOWER = (0.6, 0.95)
"""How high boxes of small capitals are beside those of a capital."""
_GOES_ON = 0.02
"""Sizes by which a text object begins beside the end of the one that it goes on."""
_BACK = 0.4
_SKEW = 8
_SAMPLE = 80
_USUAL_TURN = 0.6
_SAME_LINE = 0.3
_OVER_SIDE = 0.1
_WORD_SPACE = 0.5


@dataclass(frozen=True, slots=True)
class _Font:
    """What the font of a text object says; ``number`` is 0 where it has a name."""

    bold: bool
    signs: bool
    number: int


def _reading_turn(page: pdfium.PdfPage, text_page: object, count: int) -> int:
    """Return by how many degrees (clockwise) a page is turned so that its text is upright.

    That is how it is shown, unless most of its text runs up or down the page as shown.
    """
    text = calls.pointer_to(text_page)
    angles = Counter(
        round(math.degrees(calls.angle(text, index)))
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


def read_words(page: pdfium.PdfPage) -> tuple[int, list[Word], list[Word]]:
    """Return by how much a page is turned to be read, its words in content order, and lost ones.

    What stands outside the page as it is shown is left out; a word that its side cuts, or the
    words beside it, says so. Lost are words beyond its sides whose lines are shown.
    """
    text_page = page.get_textpage()
    count = text_page.count_chars()
    try:
        turn = _reading_turn(page, text_page.raw, count)
        place = turned(page, turn) if turn else None
        words = list(_words(text_page.raw, count, place, turn, in_forms=_has_forms(page)))
    finally:
        text_page.close()
    left, bottom, right, top = turned_box(page, turn)
    inside = [w.x1 > left and w.x0 < right and bottom - w.size < w.y < top for w in words]
    shown = list(_shown(words, inside, (left, right)))
    heights = {round(word.y) for word in shown}
    lost = [w for w, is_in in zip(words, inside, strict=True) if not is_in]
    return turn, shown, [w for w in lost if w.upright and round(w.y) in heights]


def _shown(
    words: Sequence[Word], inside: Sequence[bool], sides: tuple[float, float]
) -> Iterator[Word]:
    """Yield the words inside a page, those that its sides cut marked so."""
    left, right = sides
    whole = all(inside)
    for number, word in enumerate(words):
        if not inside[number]:
            continue
        over = max(word.x1 - right, left - word.x0) > _OVER_SIDE * word.size
        if whole:
            yield replace(word, cut=True) if over else word
            continue
        beside = (words[at] for at in (number - 1, number + 1)
                  if 0 <= at < len(words) and not inside[at])  # fmt: skip
        torn = any(_are_beside(word, other) for other in beside)
        yield replace(word, cut=True) if over or torn else word


def _are_beside(word: Word, other: Word) -> bool:
    """Tell whether two words stand on one line with no more than a space between them."""
    gap = max(other.x0 - word.x1, word.x0 - other.x1)
    return abs(word.y - other.y) < _SAME_LINE * word.size and gap < _WORD_SPACE * word.size


def read_sideways(page: pdfium.PdfPage, turn: int) -> Iterator[tuple[int, list[Word]]]:
    """Yield the words that run up or down a page that is turned by so many degrees.

    Each with the turn in which they are upright; their places are those on the page so turned.
    """
    text_page = page.get_textpage()
    count = text_page.count_chars()
    try:
        for way in ((turn + 90) % 360, (turn + 270) % 360):
            place = turned(page, way) if way else None
            in_forms = _has_forms(page, turned_too=True)
            written = _words(text_page.raw, count, place, way, in_forms=in_forms)
            words = [w for w in written if w.upright]
            if words:
                yield way, words
    finally:
        text_page.close()


def stood_up(page: pdfium.PdfPage, way: int, lines: Sequence[Sequence[Word]]) -> Iterator[Word]:
    """Yield lines that run up or down an upright page as upright words at their lower ends.

    Heads of narrow columns are set so. Each line becomes a word as wide as it is high; those
    that stand beside each other stand on one line.
    """
    left, bottom, right, top = page.get_bbox()
    placed: list[tuple[float, float, float, Sequence[Word]]] = []
    for words in lines:
        first, size = words[0], words[0].size
        long = words[-1].x1 - first.x0
        if way == _UPWARDS:
            x, low = right - first.y - 0.75 * size, first.x0 + bottom
        else:
            x, low = first.y + left - 0.25 * size, top - words[-1].x1
        placed.append((low, low + long, x, words))
    placed.sort(key=itemgetter(0, 2))
    foot = reach = -math.inf
    for low, high, x, words in placed:
        if low > reach:
            foot, reach = low, high
        reach = max(reach, high)
        size = words[0].size
        yield replace(
            words[0],
            text=" ".join(word.text for word in words),
            x0=x,
            x1=x + size,
            y=foot,
            head=size,
            spaced=True,
            upright=True,
        )


def _has_forms(page: pdfium.PdfPage, *, turned_too: bool = False) -> bool:
    """Tell whether a page is put together of others, as where two are printed on one sheet.

    With ``turned_too``, whether any part of it is: browsers draw what is turned in a form of its
    own, behind all else.
    """
    address = calls.address_of(page.raw)
    count = calls.page_size(address)
    objects = range(count if turned_too else min(count, _FIRST_OBJECTS))
    form = pdfium_c.FPDF_PAGEOBJ_FORM
    return any(calls.kind(calls.page_object(address, at)) == form for at in objects)


def _words(
    text_page: object, count: int, place: Placer | None, turn: int, *, in_forms: bool
) -> Iterator[Word]:
    """Put characters together; a space, a gap or another line ends a word.

    Every call into pdfium costs, so baseline and font are asked for only where a word
    begins or a character is not as high as the word's first. Where texts are ``in_forms``,
    pdfium forgets to move the letters of a ligature with their form.
    """
    rectangle = calls.Numbers(ctypes.c_float, 4)
    at, sides = rectangle.at[0], rectangle.values
    page, loose_box = calls.pointer_to(text_page), calls.loose_box
    faces = _Faces(page, place, in_forms=in_forms)
    held: HeldWord | None = None
    over: list[HeldWord] = []  # words that others are printed over
    numbers = itertools.count()
    for index, code in enumerate(calls.codes(text_page, count)):
        space = code <= _SPACE or code == _NO_BREAK_SPACE
        if code < _SPACE and calls.is_lost(page, index) == 1:
            code, space = _LOST_LETTER, False  # noqa: PLW2901
        if space and code != _LINE_HYPHEN:
            if held is not None and calls.is_generated(page, index) != 1:
                yield from _finished([held], spaced=True)
                held = None
            continue
        loose_box(page, index, at)
        left, high, right, low = sides()  # as FS_RECTF has them
        box = (low, high)
        if in_forms or place is not None:
            left, right, box = faces.shown(index, (left, high, right, low))
        small = _SMALL.get(code)
        if small and held and not over and held.takes(left, box):
            held.characters.append(small)
            held.last, held.before, held.x1 = left, held.x1, right
            continue
        if over or (held is not None and left < held.x1 and held.is_over(left, code)):
            run = calls.text_object(page, index) or 0
            held = untangled(held, over, code, (left, right), box, run, numbers)
        other_line = held is not None and _is_on_other_line(held, faces, index, box)
        begins = max(left, faces.start(index)[0]) if code in _REACHES_BACK else left
        if held and (other_line or _ends_word(held, code, (begins, right), box, page, index)):
            ended = [*over, held] if other_line else [held]
            yield from _finished(ended)
            held, over = None, [] if other_line else over
        if held is None:
            run, face = faces.at(index, box)
            x, y = faces.start(index)
            left = min(left, x) if _is_inked(box, face.size) else left
            upright = faces.is_upright(index, run, turn)
            held = HeldWord(
                [], left, right, left, left, right - left, box, y, face, run, next(numbers), upright
            )
        held.characters.append(_character(code, signs=_is_sign(held, faces, index, box)))
        same = box == held.box
        held.smallest = held.smallest if same else _smallest(held, faces, index, box)
        held.last, held.before, held.x1 = left, held.x1, right
    yield from _finished([*over, *([held] if held else [])])


def _is_on_other_line(held: HeldWord, faces: _Faces, index: int, box: tuple[float, float]) -> bool:
    """Tell whether a character stands on another line than a word."""
    if box == held.box or held.is_as_high(box):
        return False
    return abs(faces.baseline(index) - held.y) > _SAME_LINE * held.face.size


def _ends_word(
    held: HeldWord,
    code: int,
    sides: tuple[float, float],
    box: tuple[float, float],
    page: ctypes.c_void_p,
    index: int,
) -> bool:
    """Tell whether a character on the line of a word is no part of it."""
    gap = sides[0] - held.x1
    # The letters of a ligature have one box.
    ligature = sides == (held.last, held.x1)
    apart = _is_apart(held, gap, box) and not (gap < 0 and ligature)
    return apart or _begins_word(held, code, gap, page, index)


def _is_sign(held: HeldWord, faces: _Faces, index: int, box: tuple[float, float]) -> bool:
    """Tell whether a character of a word is from a sign font, as the word's first one is.

    A minus from such a font may stand before digits of the text's own font.
    """
    return held.face.signs and faces.at(index, box)[1].signs


def _smallest(held: HeldWord, faces: _Faces, index: int, box: tuple[float, float]) -> float:
    """Return the size of a word's smallest letters; its last one's box is not its first one's.

    The word is told where that one is of a smaller size.
    """
    part = (box[1] - box[0]) / ((held.box[1] - held.box[0]) or 1.0)
    if held.is_as_high(box) and not _LOWER[0] < part < _LOWER[1]:
        return held.smallest
    size = faces.at(index, box)[1].size
    if size < held.face.size:
        held.lesser.append(len(held.characters) - 1)
    return min(held.smallest, size)


def _is_apart(held: HeldWord, gap: float, box: tuple[float, float]) -> bool:
    """Tell whether a character stands too far from a word, to either side, to be of it."""
    size = held.face.size
    least = _INK_GAP if _is_inked(box, size) else WORD_GAP
    return gap > least * size or gap < -_BACK * size


def _begins_word(held: HeldWord, code: int, gap: float, page: ctypes.c_void_p, index: int) -> bool:
    """Tell whether a capital or digit of another text object stands right behind small letters.

    So it does where a text is too long for its cell and reaches the next one. Where letters are
    replaced it goes on with the word if it begins just where that ends. Spaced letters, or those
    of different fonts, are an object each, and a capital among them says nothing.
    """
    replaced = _is_inked(held.box, held.face.size)
    if replaced and abs(gap) <= _GOES_ON * held.face.size and not chr(code).isdigit():
        return False
    character = chr(code)
    begins = (character.isupper() and held.characters[-1][-1:].islower()) or (
        character.isdigit() and held.is_name
    )
    if not begins or (calls.text_object(page, index) or 0) == held.run:
        return False
    # A space that the PDF library made up is of no object.
    before = calls.text_object(page, index - 1) or calls.text_object(page, index - 2)
    spaced = len(held.characters) > 1 and before != held.run
    return character.isdigit() or not spaced


class _Faces:
    """The faces of a page's text objects; a font is asked once, however many objects it sets."""

    def __init__(self, page: ctypes.c_void_p, place: Placer | None, *, in_forms: bool) -> None:
        """``page`` points to the page's text, ``place`` maps points of a turned page."""
        self._page = page
        self._in_forms = in_forms
        self._place = place
        self._of_objects: dict[int, Face] = {}
        self._of_fonts: dict[int, _Font] = {}
        self._upright: dict[int, bool] = {}
        self._matrix = calls.Numbers(ctypes.c_float, 6)
        self._size = calls.Numbers(ctypes.c_float, 1)
        self._origin = calls.Numbers(ctypes.c_double, 2)

    def at(self, index: int, box: tuple[float, float]) -> tuple[int, Face]:
        """Return the text object that a character comes from, as a number, and its face."""
        item = calls.text_object(self._page, index)
        run = item or 0
        face = self._of_objects.get(run)
        if face is None:
            known = calls.is_lost(self._page, index) != 1
            flat = calls.unicode(self._page, index) in _DASHES
            height = 0.0 if flat else box[1] - box[0]
            face = self._of_objects[run] = self._face(item, index, height, known=known)
        return run, face

    def baseline(self, index: int) -> float:
        """Return the height of a character's baseline."""
        return self.start(index)[1]

    def start(self, index: int) -> Point:
        """Return where a character's baseline begins."""
        calls.origin(self._page, index, *self._origin.at)
        x, y = self._origin.values()
        if self._in_forms:
            x, y = self._moved(index, [(x, y)])[0]
        return self._place(x, y) if self._place else (x, y)

    def shown(
        self, index: int, box: tuple[float, float, float, float]
    ) -> tuple[float, float, tuple[float, float]]:
        """Return a character's left and right, and how low and high it reaches, as it is read.

        ``box`` is (left, upper, right, lower edge) on the page as it is written.
        """
        left, high, right, low = box
        if self._in_forms:
            (left, low), (right, high) = self._moved(index, [(left, low), (right, high)])
        if self._place is not None:
            (left, low), (right, high) = self._place(left, low), self._place(right, high)
        return min(left, right), max(left, right), (min(low, high), max(low, high))

    def _moved(self, index: int, points: Sequence[Point]) -> Sequence[Point]:
        """Return points of a character where its form puts them, if it was not moved there.

        It stands off the baseline of its own text object then. How forms are scaled and moved is
        what that object's place on the page has beside its place in the form.
        """
        calls.origin(self._page, index, *self._origin.at)
        item = calls.text_object(self._page, index)
        if not (item and calls.text_matrix(self._page, index, self._matrix.at[0])):
            return points
        shown = self._matrix.values()
        a, b, c, d, x, y = shown
        begins, foot = self._origin.values()
        off = abs((begins - x) * b - (foot - y) * a)
        if off <= _MOVED * math.hypot(a, b):
            return points
        calls.matrix(item, self._matrix.at[0])
        own_a, own_b, own_c, own_d, own_x, own_y = self._matrix.values()
        area = own_a * own_d - own_b * own_c
        if not area:
            return points
        moved: list[Point] = []
        for at, height in points:
            right, up = at - own_x, height - own_y
            along, above = (right * own_d - up * own_c) / area, (up * own_a - right * own_b) / area
            moved.append((x + a * along + c * above, y + b * along + d * above))
        return moved

    def is_upright(self, index: int, run: int, turn: int) -> bool:
        """Tell whether a text object stands upright on a page turned by so many degrees.

        A page's words are put together for one ``turn``. Where a character comes from no
        object, it is asked itself.
        """
        if run in self._upright:
            return self._upright[run]
        angle = math.degrees(calls.angle(self._page, index))
        upright = abs((angle + turn + 180) % 360 - 180) <= _SKEW
        if run:
            self._upright[run] = upright
        return upright

    def _face(self, item: int | None, index: int, height: float, *, known: bool) -> Face:
        """Read size and weight of a text object.

        ``height`` is that of the character ``index`` of it; 0 where it says nothing of the font's
        size. An object's own matrix does not tell how its form is scaled.
        """
        sized = calls.font_size(item, self._size.at[0]) and (
            calls.text_matrix(self._page, index, self._matrix.at[0])
            if self._in_forms
            else calls.matrix(item, self._matrix.at[0])
        )
        points = self._size.values()[0] * math.hypot(*self._matrix.values()[2:4]) if sized else 0.0
        usual = height / 1.2
        if usual > 0 and not 1 / _FAR_OFF < points / usual < _FAR_OFF:
            points = usual
        font = self._font(item)
        stroked = calls.render_mode(item) == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
        size, bold = round(points, 2) or 1.0, font.bold or stroked
        return Face(size, bold, font.signs, known or font.signs, font.number)

    def _font(self, item: int | None) -> _Font:
        number = calls.font(item) or 0
        if number not in self._of_fonts:
            handle = ctypes.cast(number, pdfium_c.FPDF_FONT)
            buffer = ctypes.create_string_buffer(128)
            pdfium_c.FPDFFont_GetBaseFontName(handle, buffer, 128)
            name = buffer.value.decode("utf-8", errors="replace")
            bold = (
                bool(_BOLD_NAME.search(name))
                or _BOLD_WEIGHT <= pdfium_c.FPDFFont_GetWeight(handle) <= _HEAVIEST
                or bool(pdfium_c.FPDFFont_GetFlags(handle) & _FORCE_BOLD)
            )
            self._of_fonts[number] = _Font(
                bold, bool(_SIGN_FONT.search(name)), 0 if name else number
            )
        return self._of_fonts[number]


def _is_inked(box: tuple[float, float], size: float) -> bool:
    """Tell whether a box is only as high as what is drawn of a letter, and so only as wide."""
    return box[1] - box[0] < _INK * size


@lru_cache(maxsize=1 << 12)
def _character(code: int, *, signs: bool) -> str:
    """Return a character as text: a sign font's letters are bullets, the unprintable nothing."""
    if code in (_LINE_HYPHEN, _NO_CHARACTER):
        return "-"
    if code > _LAST_CODE:
        return chr(_LOST_LETTER)
    character = chr(code)
    if signs and character.isascii():
        return "•"
    printed = character.isprintable() or code == _SOFT_HYPHEN or _private(code)
    return character if printed else ""


def _private(code: int) -> bool:
    return code in _PRIVATE_USE


def _finished(words: Sequence[HeldWord], *, spaced: bool = False) -> list[Word]:
    """Return words at hand as they are read, without those of which nothing is printed."""
    finished: list[Word] = []
    for held in words:
        characters = cased(held.characters, held.lesser) if held.lesser else held.characters
        text = normalise_characters("".join(characters))
        if not text or text.isspace():
            continue
        face = held.face
        word = Word(
            text=text,
            x0=held.x0,
            x1=held.x1,
            y=held.y,
            size=face.size,
            bold=face.bold,
            head=held.head,
            spaced=spaced,
            run=held.run,
            order=held.order,
            upright=held.upright,
            known=face.known,
            small=held.smallest if held.smallest < face.size else 0.0,
            font=face.font,
        )
        finished.append(word)
    return finished
