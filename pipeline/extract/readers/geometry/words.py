"""Words, segments and lines with boxes: what every reader of pages measures in.

Belongs here: the records, and how words become lines. Who fills them in is no matter here:
a PDF says where its words stand in points. y grows upwards.

These records, like those of rules, bands and inks, are never changed. That nothing checks this
makes them two to four times as fast to make, and a page has hundreds of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.extract.language.spelling import SMALL_WORDS
from pipeline.extract.language.text import raised

if TYPE_CHECKING:
    from pipeline.extract.readers.geometry.bands import Band

_NO_SPACE = 0.15
"""Sizes between a name and the number of the next cell, which it reaches: no space is so narrow."""
_SPACE = 0.25
"""Sizes of a space that most fonts have at least: one that is not printed parts two cells."""
SAME_LINE = 0.3
_LEAST_SPACED = 4
_WIDEST_LETTER_GAP = 1.6
_WORD_TO_LETTER_GAP = 1.6
SEGMENT_GAP = 0.45
_OTHER_RUN_GAP = 0.3
_SAME_RUN_GAP = 1.2
_MARK = re.compile(r"^\d{1,2}\)?$")
_MARK_SIZE = 0.8
_MARK_HEIGHT = 0.7
_VALUE_END = re.compile(r"\d%?$|^(?:%|st)$")
_BEHIND_VALUE = re.compile(r"[\dA-ZÅÄÖ]")
"""A text apart that begins so behind a value is another cell's, however near it is."""
_JUSTIFIED_GAPS = 4
WIDEST_SPACE = 1.5
_OVERLAP = 0.15
"""Sizes by which letters of one text may reach over each other (kerning)."""
_BETWEEN = 2
"""Words that a word's end is looked for in: one of another cell may begin right before its rest."""
_GOES_ON = 0.03
"""Sizes by which letters of one word may be set apart from each other, or over each other."""
_EVEN = 0.1
_MOSTLY = 0.75
_STRETCHING = ",.:;?!"
_WIDEST_STRETCH = 2.0
"""Usual gaps of a justified line that another one may take, but behind punctuation."""


_LEFT = attrgetter("x0")
Face = tuple[float, bool, int]
"""What words of one font and size share."""


@dataclass(unsafe_hash=True, slots=True)
class Word:
    """Characters without white space. ``head`` is the width of the first one.

    ``spaced`` says that a space is printed behind it; ``run`` is the text object it comes
    from; ``order`` its number in the page's content. ``upright`` is False for text across the
    page (a watermark), ``known`` where the font does not say which letters it draws. A single
    letter that it does not say is U+FFFD. ``cut`` says that the edge of the page, or of what it
    is printed in, goes through it or right beside it: what can be seen is not all of it. ``ends``
    says that the document shows it to be the last one of its line in its cell, ``joined`` that the
    next one is of the same cell. ``small`` is the size of letters on its line that are smaller
    than its first one; 0 where none are. ``font`` tells fonts apart that have no name, of which
    nothing says whether they are bold; 0 where it has one.
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
    cut: bool = False
    ends: bool = False
    joined: bool = False
    small: float = 0.0
    font: int = 0

    @property
    def face(self) -> Face:
        """Its size in tenths of a point, whether it is bold, and its font if it has no name."""
        return _face(self.size, self.bold, self.font)


@lru_cache(maxsize=1 << 10)
def _face(size: float, bold: bool, font: int) -> Face:  # noqa: FBT001
    return round(size, 1), bold, font


@dataclass(unsafe_hash=True, slots=True)
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
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.text = " ".join([word.text for word in self.words])
        self.x0 = self.words[0].x0
        self.x1 = self.words[-1].x1
        self.y = self.words[0].y
        self.size = max([word.size for word in self.words])
        self.bold = all([word.bold for word in self.words])
        self.top = self.y + 0.75 * self.size
        self.bottom = self.y - 0.25 * self.size

    @property
    def open(self) -> bool:
        """Whether a space is printed behind it."""
        return self.words[-1].spaced

    @property
    def cut(self) -> bool:
        """Whether not all of it can be seen."""
        return any(word.cut for word in self.words)


@dataclass(unsafe_hash=True, slots=True)
class TextLine:
    """The segments of one baseline, from left to right, with what they have in common.

    ``top`` and ``bottom`` are the outermost edges of its letters. ``alone`` is the band that it
    is by itself, once somebody has asked for it.
    """

    page: int
    segments: tuple[Segment, ...]
    text: str = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    y: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    alone: Band | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        self.text = " ".join([segment.text for segment in self.segments])
        self.x0 = self.segments[0].x0
        self.x1 = self.segments[-1].x1
        self.y = self.segments[0].y
        self.size = max([segment.size for segment in self.segments])
        self.bold = all([segment.bold for segment in self.segments])
        self.top = max([segment.top for segment in self.segments])
        self.bottom = min([segment.bottom for segment in self.segments])

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(x0, y0, x1, y1)."""
        return box_of(self.segments)


def box_of(segments: Sequence[Segment]) -> tuple[float, float, float, float]:
    """Return the box around segments, rounded to hundredths of a point."""
    return (
        round(min([segment.x0 for segment in segments]), 2),
        round(min([segment.bottom for segment in segments]), 2),
        round(max([segment.x1 for segment in segments]), 2),
        round(max([segment.top for segment in segments]), 2),
    )


def lines_of(
    page: int, words: Sequence[Word], space: Callable[[Word], float] = lambda _: 0.0
) -> list[TextLine]:
    """Return words as lines from top to bottom, each parted into segments.

    Args:
        page: The number of their page.
        words: Words in any order.
        space: Says how wide a space behind a word may be, in font sizes, where it is a wide one.
    """
    rows: list[list[Word]] = []
    if not words:
        return []
    for word in sorted(_with_raised(words), key=lambda word: (-word.y, word.x0)):
        if rows and rows[-1][0].y - word.y <= SAME_LINE * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    ordered = (_unspaced(_whole(sorted(row, key=_LEFT))) for row in rows)
    return [TextLine(page, tuple(_segments(row, space))) for row in ordered]


def _whole(words: Sequence[Word]) -> list[Word]:
    """Return words, each whole where its object, or another in lower case, goes on at its end.

    Its letters may be drawn in several objects, and those of other cells between them; or they
    reach over another cell, whose letters then come between them.
    """
    whole: list[Word] = []
    last: dict[int, int] = {}  # where each object's last word stands
    for word in words:
        before = [last[word.run]] if word.run in last else range(len(whole) - 1, -1, -1)[:_BETWEEN]
        for at in before:
            held = whole[at]
            if abs(word.x0 - held.x1) <= _GOES_ON * held.size and _is_rest_of_word(held, word):
                whole[at] = replace(word, text=held.text + word.text, x0=held.x0, head=held.head)
                break
        else:
            at = len(whole)
            whole.append(word)
        last[word.run] = at
    return whole


def _is_rest_of_word(one: Word, two: Word) -> bool:
    """Tell whether letters right behind a word go on with it."""
    letters = one.text[-1:].isalpha() and two.text[:1].islower()
    return (
        (one.run == two.run or (letters and two.text not in SMALL_WORDS))
        and not (one.spaced or one.ends)
        and (one.size, one.bold, one.y) == (two.size, two.bold, two.y)
    )


def _unspaced(words: Sequence[Word]) -> list[Word]:
    """Join letters that are set apart for emphasis: wider gaps part the words.

    Digits alone are not: each is the end of a number that its cell is too narrow for.
    """
    single = [word for word in words if len(word.text) == 1]
    if len(single) < _LEAST_SPACED or all(word.text.isdigit() for word in single):
        return list(words)
    joined: list[Word] = []
    run: list[Word] = []
    for word in [*words, None]:
        if word is not None and len(word.text) == 1 and (not run or _beside(run[-1], word)):
            run.append(word)
            continue
        joined += _joined_letters(run)
        lone = word is not None and len(word.text) == 1
        run = [word] if word is not None and lone else []
        joined += [] if word is None or lone else [word]
    return joined


def _beside(one: Word, two: Word) -> bool:
    """Tell whether letters may be of one word: those of two texts are not set far apart."""
    widest = _WIDEST_LETTER_GAP if one.run == two.run else SEGMENT_GAP
    return not one.spaced and two.x0 - one.x1 < widest * two.size


def _joined_letters(run: Sequence[Word]) -> list[Word]:
    if len(run) < _LEAST_SPACED:
        return list(run)
    gaps = [two.x0 - one.x1 for one, two in pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 2]
    words = [[run[0]]]
    for gap, letter in zip(gaps, run[1:], strict=True):
        if gap > _WORD_TO_LETTER_GAP * usual:
            words.append([])
        words[-1].append(letter)
    return [
        replace(letters[0], text="".join(w.text for w in letters), x1=letters[-1].x1,
                spaced=True if number + 1 < len(words) else letters[-1].spaced)
        for number, letters in enumerate(words)
    ]  # fmt: skip


def _with_raised(words: Sequence[Word]) -> list[Word]:
    """Put small raised digits (marks of footnotes) to the word that they stand behind."""
    sizes = {word.size for word in words}
    if not sizes or min(sizes) >= _MARK_SIZE * max(sizes):
        return list(words)
    larger = {size: [word for word in words if size < _MARK_SIZE * word.size] for size in sizes}
    hosts: dict[int, Word] = {}
    marks: set[int] = set()
    for mark in words:
        if _MARK.match(mark.text):
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
    number = raised(mark.text.removesuffix(")"))
    return replace(word, text=word.text + number, x1=mark.x1, spaced=mark.spaced)


def _is_raised(mark: Word, host: Word) -> bool:
    return (
        SAME_LINE * host.size < mark.y - host.y < _MARK_HEIGHT * host.size
        and -1 < mark.x0 - host.x1 < SEGMENT_GAP * host.size
    )


def parted_where(line: TextLine, apart: Callable[[Word, Word], bool]) -> TextLine:
    """Return a line with its texts parted where two words of them are ``apart``."""
    parts: list[Segment] = []
    for segment in line.segments:
        if len(segment.words) == 1:
            parts.append(segment)
            continue
        start = 0
        for at, (one, two) in enumerate(pairwise(segment.words), 1):
            if apart(one, two):
                parts.append(Segment(segment.words[start:at]))
                start = at
        parts.append(Segment(segment.words[start:]) if start else segment)
    return line if len(parts) == len(line.segments) else replace(line, segments=tuple(parts))


def _segments(words: Sequence[Word], space: Callable[[Word], float]) -> list[Segment]:
    """Return the texts of a line of words from left to right."""
    if len(words) == 1:
        return [Segment(tuple(words))]
    held: list[Word] = []
    justified = _is_justified(words)
    spaces = any(one.spaced and not _is_in_number(one, two) for one, two in pairwise(words))
    over: list[list[Word]] = []  # texts that others are printed over
    for at, word in enumerate(words):
        if over:
            written = next((text for text in over if _is_written_on(text[-1], word)), None)
            if written is not None:
                over = [*(text for text in over if text is not written), held]
                held = [*written, word]
                continue
        apart = (
            bool(held)
            and not justified
            and (
                not _together(held[-1], word, space(held[-1]), spaces=spaces)
                or _is_printed_over(held[-1], words[at:])
            )
        )
        if apart:
            over.append(held)
            held = []
        held.append(word)
    texts = [Segment(tuple(text)) for text in ([*over, held] if held else over)]
    return sorted(texts, key=_LEFT) if len(texts) > 1 else texts


def _is_in_number(one: Word, two: Word) -> bool:
    """Tell whether a space is one of a number, hard ones of which are printed by all programs."""
    return one.run == two.run and one.text[-1:].isdigit() and not two.text[:1].isalpha()


def _is_printed_over(last: Word, words: Sequence[Word]) -> bool:
    """Tell whether another text is printed over one that goes on behind its first word."""
    other = last.spaced and words[0].run != last.run
    return other and any(_is_written_on(last, word) for word in words[1:])


def _is_written_on(last: Word, word: Word) -> bool:
    """Tell whether a word goes on with a text that another one is printed over."""
    return (
        word.run == last.run and last.spaced and 0 <= word.x0 - last.x1 <= SEGMENT_GAP * word.size
    )


def _is_justified(words: Sequence[Word]) -> bool:
    """Tell whether the words of a line are spread evenly: prose that fills its line."""
    if len(words) <= _JUSTIFIED_GAPS:
        return False
    gaps = sorted([two.x0 - one.x1 for one, two in pairwise(words)])
    size = words[0].size
    if gaps[-1] > WIDEST_SPACE * size:
        return False
    if sum(word.text.isalpha() for word in words) < len(gaps) / 2:
        return False
    if gaps[-1] - gaps[0] <= _EVEN * size:
        orders = [word.order for word in words]
        follow = orders == list(range(orders[0], orders[0] + len(orders)))
        return follow and all(word.spaced for word in words[:-1])
    # TeX prints no spaces, and stretches those behind a comma more.
    if any(word.spaced for word in words):
        return False
    usual = gaps[len(gaps) // 2]
    even = sum(abs(gap - usual) <= _EVEN * size for gap in gaps)
    stretched = (
        one.text[-1] in _STRETCHING or two.x0 - one.x1 <= _WIDEST_STRETCH * usual
        for one, two in pairwise(words)
    )
    return len(gaps) >= 2 * _JUSTIFIED_GAPS and even >= _MOSTLY * len(gaps) and all(stretched)


def _is_value_before(last: Word, word: Word) -> bool:
    return bool(_VALUE_END.search(last.text) and _BEHIND_VALUE.match(word.text))


def _is_name_before(last: Word, word: Word) -> bool:
    return last.run != word.run and last.text[-1:].islower() and word.text[:1].isdigit()


def _together(last: Word, word: Word, space: float, *, spaces: bool) -> bool:
    """Tell whether two words of a line are part of one cell or one line of prose.

    Args:
        last: The word before.
        word: The next one.
        space: The widest usual space between words, in font sizes, where it is a wide one.
        spaces: Whether spaces are printed on their line: then what has none is set apart.
    """
    size = max(last.size, word.size)
    gap = word.x0 - last.x1
    if last.joined and word.order == last.order + 1:
        return True
    if gap < -_OVERLAP * size or (last.ends and gap > 0):
        return False
    if last.cut and last.run != word.run:
        return False  # what it is printed in ends there
    if last.run == word.run and last.spaced:
        return gap <= _SAME_RUN_GAP * size
    apart = spaces and last.run != word.run and not last.spaced
    if apart and (gap >= _SPACE * size or _is_value_before(last, word)):
        return False
    if not last.spaced and gap < _NO_SPACE * size and _is_name_before(last, word):
        return False
    follows = word.order == last.order + 1
    least = max(SEGMENT_GAP, space) if follows else _OTHER_RUN_GAP
    return gap <= least * size
