"""The lines of one cell or paragraph to running text: which words did a wrap cut?

A cell that is too narrow for a word cuts it without a hyphen ("kvinn" / "or/"). Three
things tell: documents that print a space where a line is wrapped between words, some of them
only where it has room; the line, which then holds one word that fills the cell; the words
that the document uses elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.document import Place
from pipeline.extract.readers.pdf_page import Segment, TextLine, box_of
from pipeline.extract.text import join_lines, squeeze

_SLACK = 0.6
_NEAR = 2.5
_MARKED_SHARE = 0.6
_ALWAYS_SHARE = 0.97
_LONG = 6
_SPACE = 0.35
_NARROW = 6.5
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS_AT_END = re.compile(r"[^\W\d_]+$")
_LETTERS_AT_START = re.compile(r"^[^\W\d_]+")
_CLOSING = re.compile(r"^[.,;:!?)\]]")
_ENDING = 4
_SHORT = 3
_LEAST_CUTS = 2
_SEVERAL, _MANY = 2, 5
_NO_ENDINGS = frozenset(
    ("i", "å", "och", "att", "som", "av", "på", "med", "för", "till", "om", "vid", "är", "ska")
)
"""Short words that no longer word ends with."""

_STARTS_ANEW = re.compile(r"^[(A-ZÅÄÖ•‣▪–*]")


@dataclass(frozen=True)
class Writing:
    """What a whole document tells of its wrapping.

    ``marked`` says that a space is printed where a line is wrapped between words, ``always``
    that it is printed also where it has no room on the line. ``words`` are those that stand
    whole on a line, ``starts`` and ``ends`` their first and last letters; ``leaders`` are words
    that often have a line for themselves. ``cuts`` says that cells are seen to cut words.
    """

    marked: bool
    always: bool = True
    words: frozenset[str] = frozenset()
    leaders: frozenset[str] = frozenset()
    cuts: bool = False

    @cached_property
    def starts(self) -> frozenset[str]:
        """The first letters of words."""
        return frozenset(word[:_ENDING] for word in self.words)

    @cached_property
    def ends(self) -> frozenset[str]:
        """The last letters of words."""
        return frozenset(word[-_ENDING:] for word in self.words)

    def joins(self, one: str, two: str) -> bool:
        """Tell whether two pieces are one of the document's words, and not two of them."""
        one, two = one.casefold(), two.casefold()
        return one + two in self.words and not (one in self.words and two in self.words)


def writing_of(pages: Sequence[Sequence[TextLine]]) -> Writing:
    """Learn how a document marks its wraps from lines that go on in the next one."""
    marks: list[bool] = []
    for lines in pages:
        for line, following in zip(lines, lines[1:], strict=False):
            goes_on = following.text[:1].islower() and len(line.segments) == 1
            if goes_on and len(line.segments[0].words) > 2:
                marks.append(line.segments[0].open)
    segments = [segment for lines in pages for line in lines for segment in line.segments]
    words = {word.casefold() for segment in segments for word in _WORD.findall(_whole(segment))}
    pairs = {pair for lines in pages for pair in _pairs(lines)}
    words |= _followed_by(pairs, _SEVERAL)
    cuts = [
        one + two
        for one, two in pairs
        if one + two in words and not (one in words and two in words)
    ]
    return Writing(
        marked=bool(marks) and sum(marks) > _MARKED_SHARE * len(marks),
        always=sum(marks) > _ALWAYS_SHARE * len(marks),
        words=frozenset(words),
        leaders=frozenset(_followed_by(pairs, _MANY)),
        cuts=len(cuts) >= _LEAST_CUTS,
    )


def _whole(segment: Segment) -> str:
    """Return the words of a segment that a narrow cell cannot have cut.

    It cuts a word that has a line for itself, and goes on with the first one of the next.
    """
    words = [word.text for word in segment.words]
    whole = len(words) > _LONG or (len(words) > 1 and words[0][:1].isupper())
    words = words if whole else words[1:]
    return " ".join(words[:-1] if words and words[-1].endswith("-") else words)


def _pairs(lines: Sequence[TextLine]) -> Iterator[tuple[str, str]]:
    """Yield words that have a line of a cell for themselves, each with the word below it."""
    above: dict[int, Segment] = {}
    for line in lines:
        here = {round(segment.x0): segment for segment in line.segments}
        for x, segment in here.items():
            upper = above.get(x)
            if upper is not None and len(upper.words) == 1 and not upper.open:
                one, two = upper.text.casefold(), segment.words[0].text.casefold()
                if one.isalpha() and two.isalpha():
                    yield one, two
        above = here


def _followed_by(pairs: Iterable[tuple[str, str]], least: int) -> set[str]:
    """Return what goes on in at least so many ways: words do, halves of words hardly."""
    followers: dict[str, set[str]] = {}
    for one, two in pairs:
        if len(two) > _SHORT:
            followers.setdefault(one, set()).add(two[0])
    return {one for one, letters in followers.items() if len(letters) >= least}


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment and the page it stands on."""

    page: int
    segment: Segment


def cell_lines(pieces: Sequence[Piece]) -> list[list[Segment]]:
    """Return the lines of a cell in reading order, each with its segments."""
    ordered = sorted(pieces, key=lambda p: (p.page, -p.segment.y, p.segment.x0))
    lines: list[list[Segment]] = []
    last: Piece | None = None
    for piece in ordered:
        same = (
            last is not None
            and piece.page == last.page
            and abs(piece.segment.y - last.segment.y) < 0.3 * piece.segment.size
        )
        if same:
            lines[-1].append(piece.segment)
        else:
            lines.append([piece.segment])
        last = piece
    return [sorted(line, key=lambda segment: segment.x0) for line in lines]


def unwrapped(pieces: Sequence[Piece], width: float | None, writing: Writing) -> str:
    """Return the text of a cell; ``width`` is what a line can hold, None for prose."""
    lines = cell_lines(pieces)
    texts: list[str] = []
    for number, line in enumerate(lines):
        text = " ".join(segment.text for segment in line)
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is None or _is_cut(line, following, width, writing):
            texts.append(text)
        else:
            texts.append(text if _hyphenated(text) else text + " ")
    return squeeze(_glued(texts))


def _glued(texts: Sequence[str]) -> str:
    """Join lines: a space at the end is kept, its absence closes a cut or a hyphen."""
    joined = ""
    for text in texts:
        if joined and not joined[-1].isspace() and not joined.endswith("-"):
            joined += text
        else:
            joined = join_lines([joined, text], wrap_is_marked=False) if joined else text
            joined += " " if text[-1:].isspace() else ""
    return joined


def _hyphenated(text: str) -> bool:
    return text.endswith("-") and not text.endswith(" -") and len(text) > 1


def _is_cut(
    line: Sequence[Segment], following: Sequence[Segment], width: float | None, writing: Writing
) -> bool:
    """Tell whether the wrap between two lines has no space in it: inside a word, behind "/"."""
    last, first = line[-1].words[-1], following[0].words[0]
    if last.spaced:
        return False
    if last.text.endswith("/") and len(last.text) > 1 and first.text[:1].isalnum():
        return True
    if width is None or len(line) > 1 or len(line[0].words) > 1:
        return False
    used = line[0].x1 - line[0].x0
    if last.text.endswith("-") or _STARTS_ANEW.match(first.text):
        return False
    if used + first.head <= width - _SLACK:
        # A column's width is not known to the point, but the document's words are.
        near = used + first.head > width - _NEAR
        return near and writing.cuts and writing.joins(last.text, first.text)
    if writing.marked and (writing.always or used + _SPACE * line[0].size <= width - _SLACK):
        return True
    narrow = width < _NARROW * line[0].size
    return _is_word_cut(last.text, first.text, writing, narrow=narrow)


def _is_word_cut(before: str, after: str, writing: Writing, *, narrow: bool) -> bool:
    """Ask the document's own words: "Årsm" is none and ends like none, "utfall" is one.

    Where they say nothing, a column that is too narrow for many words cuts them.
    """
    if _CLOSING.match(after) or after.startswith("%"):
        return not after.startswith("%")
    if before[-1:].isdigit() or after[:1].isdigit():
        return writing.cuts and not (before[-1:].isalpha() or after[:1].isalpha())
    left, right = _LETTERS_AT_END.search(before), _LETTERS_AT_START.search(after)
    if left is None or right is None:
        return False
    one, two, words = left[0].casefold(), right[0].casefold(), writing.words
    if one in words and two in words:
        return writing.cuts and one + two in words
    if one + two in words:
        return True
    if two in _NO_ENDINGS or one in writing.leaders or not writing.cuts:
        return False
    if one in words or narrow:
        return narrow
    whole = two in words if len(two) < _ENDING else two[:_ENDING] in writing.starts
    return len(two) <= _SHORT or not (whole and one[-_ENDING:] in writing.ends)


def place_of(pieces: Sequence[Piece]) -> Place:
    """Return the place of pieces: page and box of those on the first page, all text."""
    page = min(piece.page for piece in pieces)
    own = [piece.segment for piece in pieces if piece.page == page]
    return Place(
        text="\n".join(" ".join(s.text for s in line) for line in cell_lines(pieces)),
        page=page,
        bbox=box_of(own),
    )
