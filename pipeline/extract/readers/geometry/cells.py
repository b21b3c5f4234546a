"""The lines of one cell or paragraph to running text: which words did a wrap cut?

A cell that is too narrow for a word cuts it without a hyphen ("kvinn" / "or/"). Three
things tell: documents that print a space where a line is wrapped between words, some of them
only where it has room; the line, which then holds one word that fills the cell; the words
that the document uses elsewhere.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import NamedTuple

from pipeline.extract.document import Place
from pipeline.extract.language.spelling import Spelling, spelling_of
from pipeline.extract.language.text import join_lines, squeeze
from pipeline.extract.language.years import is_year
from pipeline.extract.readers.geometry.bands import is_cut_number
from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.words import Segment, TextLine, box_of

_WORDS_OF_A_LINE = 3
"""Fewer words than this tell nothing of where lines are wrapped."""
_SLACK = 0.6
_NEAR = 0.4
"""Sizes by which a line may be wider than what fits on others of its column."""
_ROOM = 0.6
"""Sizes at the end of a line that hold a letter."""
_FLUSH = 0.75
"""Points by which lines that begin alike miss each other."""
_MARKED_SHARE = 0.6
_ALWAYS_SHARE = 0.97
_LONG = 6
_BEGUN = 10
"""Letters that begin no two words by chance."""
_SPACE = 0.35
_WORD = re.compile(r"[^\W\d_]{2,}(?!-|\w)")
_LETTERS_AT_END = re.compile(r"[^\W\d_]+$")
_LETTERS_AT_START = re.compile(r"^[^\W\d_]+")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKED_LETTER = re.compile(rf"^[^\W\d_][{_RAISED}]+$")
"""A letter that the mark of a footnote keeps from standing alone."""
_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
_CLOSING = re.compile(r"^[.,;:!?)\]]|^[\"”'’][⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}$")
_PERCENT = re.compile(r"\d%$")
_LEAST_CUTS = 2
_WRAP_PITCH = 1.6
_SEVERAL = 2
_SHORT = 3
_SURE_FROM = ((1.5, 1.0), (0.0, 0.85), (-1.5, 0.7), (-math.inf, 1.0))
"""How surely the words say what a wrap is, by how far they are from it.

Of 2,906 wraps of PDFs in five layouts, three of them held out, 3 of 21 and 5 of 17 between these
were wrong, and none beyond.
"""

_STARTS_ANEW = re.compile(r"^[(A-ZÅÄÖ•‣▪–*]")
_CAPITALS = re.compile(r"[A-ZÅÄÖ]\W?$")


@dataclass(frozen=True)
class Writing:
    """What a whole document tells of its wrapping.

    ``marked`` says that a space is printed where a line is wrapped between words, ``always``
    that it is printed also where it has no room on the line. ``spelling`` knows the words that
    stand whole on a line; ``cuts`` says that cells are seen to cut words, or written by an
    office program, which does; ``cut_once`` that one is cut into pieces that are no words, so that
    others may be whose pieces are. ``splits`` says that they are seen to cut a word behind others
    on a line, and ``anywhere`` that they do so though it had room on a line of its own.
    ``signs_apart`` says that a space stands before "%".
    """

    marked: bool
    always: bool = True
    spelling: Spelling = field(default_factory=lambda: spelling_of({}))
    cuts: bool = False
    cut_once: bool = False
    splits: bool = False
    anywhere: bool = False
    signs_apart: bool = True


def writing_of(pages: Sequence[Sequence[TextLine]], leading: Leading) -> Writing:
    """Learn how a document marks its wraps from lines that go on in the next one.

    Args:
        pages: For each page its lines from the top.
        leading: How far the document's lines stand apart.
    """
    marks: list[bool] = []
    for lines in pages:
        for line, following in pairwise(lines):
            goes_on = following.text[:1].islower() and len(line.segments) == 1
            if goes_on and len(line.segments[0].words) >= _WORDS_OF_A_LINE:
                marks.append(line.segments[0].open)
    segments = [segment for lines in pages for line in lines for segment in line.segments]
    words = Counter(
        word.casefold() for segment in segments for word in _WORD.findall(_whole(segment))
    )
    found = {pair for lines in pages for pair in _pairs(lines, leading)}
    pairs = {(pair.one, pair.two) for pair in found if pair.alone}
    marked = bool(marks) and sum(marks) > _MARKED_SHARE * len(marks)
    if not marked:
        words.update(_followed_by(pairs, _SEVERAL))
    spelling = spelling_of(words)
    known = spelling.words
    cuts = [pair for pair in pairs if _known_as_one(*pair, known)]
    beside = [pair for pair in found if not pair.alone]
    ordered = sorted(known) if beside else ()
    begun = [pair for pair in beside if _begin_one(pair.one, pair.two, ordered)]
    splits = {*begun, *(pair for pair in beside if _known_as_one(pair.one, pair.two, known))}
    always = sum(marks) > _ALWAYS_SHARE * len(marks)
    splits_words = not marked and (bool(begun) or len(splits) >= _LEAST_CUTS)
    return Writing(
        marked=marked,
        always=always,
        spelling=spelling,
        cuts=len(cuts) >= _LEAST_CUTS or (marked and not always) or splits_words,
        cut_once=any(not (one in known or two in known) for one, two in cuts),
        splits=splits_words,
        anywhere=splits_words and sum(pair.fits for pair in splits) >= _LEAST_CUTS,
        signs_apart=_signs_apart(segments),
    )


def _signs_apart(segments: Iterable[Segment]) -> bool:
    """Tell whether most values on one line have a space before their "%"."""
    words = [word.text for segment in segments for word in segment.words]
    apart = sum(one[-1:].isdigit() and two == "%" for one, two in pairwise(words))
    return apart >= sum("%" in word and bool(_PERCENT.search(word)) for word in words)


def _known_as_one(one: str, two: str, words: Mapping[str, int]) -> bool:
    """Tell whether two pieces are one known word, and not two."""
    return one + two in words and not (one in words and two in words)


def _begin_one(one: str, two: str, ordered: Sequence[str]) -> bool:
    """Tell whether two pieces begin a long word, of which a third line has the end.

    ``ordered`` are the known words in alphabetical order.
    """
    begun = one + two
    at, first = bisect_left(ordered, begun), bisect_left(ordered, two)
    whole = first < len(ordered) and ordered[first] == two
    longer = at < len(ordered) and ordered[at].startswith(begun)
    return longer and not whole and len(begun) >= _BEGUN


def _whole(segment: Segment) -> str:
    """Return the words of a segment that a narrow cell cannot have cut.

    It cuts a word that has a line for itself, and goes on with the first one of the next.
    """
    words = [word.text for word in segment.words]
    whole = len(words) > _LONG or (len(words) > 1 and words[0][:1].isupper())
    words = words if whole else words[1:]
    return " ".join(words[:-1] if words and words[-1].endswith("-") else words)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The last word of a line of a cell and the word below it, which a wrap may part.

    ``alone``: the first one has its line for itself; ``fits``: both together have room on it.
    """

    one: str
    two: str
    alone: bool
    fits: bool


def _pairs(lines: Sequence[TextLine], leading: Leading) -> Iterator[_Pair]:
    # Cells that are set in the middle or at the bottom have lines between each other's.
    near: list[Segment] = []
    for line in lines:
        pitch = _WRAP_PITCH * leading.stretch(line.size) * line.size
        near = [one for one in near if one.y - line.y <= pitch]
        for segment in line.segments:
            over = [one for one in near if one.x0 < segment.x1 and segment.x0 < one.x1]
            upper = min(over, key=lambda one: one.y, default=None)
            if upper is None or upper.open or len(upper.words) > _LONG:
                continue
            if upper.y <= segment.y:
                continue
            one = _LETTERS_AT_END.search(upper.words[-1].text)
            two = _LETTERS_AT_START.search(segment.words[0].text)
            if one and two:
                yield _Pair(
                    one[0].casefold(),
                    two[0].casefold(),
                    alone=len(upper.words) == 1,
                    fits=_together(upper, segment) <= upper.x1 - upper.x0,
                )
        near += line.segments


def _together(line: Segment, following: Segment) -> float:
    """Return the width of the words on both sides of a wrap as one."""
    last, first = line.words[-1], following.words[0]
    return last.x1 - last.x0 + first.x1 - first.x0


def _followed_by(pairs: Iterable[tuple[str, str]], least: int) -> set[str]:
    """Return what goes on in at least so many ways: words do, halves of words hardly."""
    followers: dict[str, set[str]] = {}
    for one, two in pairs:
        if len(two) > _SHORT:
            followers.setdefault(one, set()).add(two[0])
    return {one for one, letters in followers.items() if len(letters) >= least}


@dataclass(unsafe_hash=True, slots=True)
class Piece:
    """A segment and the page it stands on."""

    page: int
    segment: Segment


def cell_lines(pieces: Sequence[Piece]) -> list[list[Segment]]:
    """Return the lines of a cell in reading order, each with its segments."""
    if len(pieces) == 1:
        return [[pieces[0].segment]]
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


class Unwrapped(NamedTuple):
    """The text of a cell, and how surely its lines were joined right, from 0 to 1."""

    text: str
    sure: float


def unwrapped(pieces: Sequence[Piece], width: float | None, writing: Writing) -> Unwrapped:
    """Return the text of a cell; ``width`` is what a line can hold, None for prose."""
    lines = cell_lines(pieces)
    texts = [" ".join(segment.text for segment in line) for line in lines]
    wraps = _wraps(lines, texts, width, writing)
    spaced: list[str] = []
    for text, following, wrap in zip(texts, texts[1:], wraps, strict=False):
        if _hyphenated(text):
            known = _is_known_cut(text[:-1], following, writing)
            spaced.append(text[:-1] if known else text)
        else:
            spaced.append(text if wrap.cut else text + " ")
    sure = min((wrap.sure for wrap in wraps), default=1.0)
    return Unwrapped(squeeze(_glued([*spaced, *texts[-1:]])), sure)


def words_of(pieces: Sequence[Piece], width: float | None, writing: Writing) -> Iterator[str]:
    """Yield the words of a cell that surely are whole: no doubtful wrap is beside them."""
    lines = cell_lines(pieces)
    word, doubtful = "", False
    for line, following in zip_longest(lines, lines[1:]):
        *others, last = [word.text for segment in line for word in segment.words]
        if others:
            yield from _letters(word + others[0], doubtful=doubtful)
            yield from _WORD.findall(" ".join(others[1:]))
            word, doubtful = "", False
        word += last
        cut = _is_cut(line, following, width, writing) if following else False
        if cut is not True:
            yield from _letters(word, doubtful=doubtful or cut is None)
            word, doubtful = "", cut is None


def _letters(word: str, *, doubtful: bool) -> Sequence[str]:
    return [] if doubtful else _WORD.findall(word)


class _Wrap(NamedTuple):
    """Whether a wrap has no space in it, and how surely."""

    cut: bool
    sure: float = 1.0


def _wraps(
    lines: Sequence[Sequence[Segment]], texts: Sequence[str], width: float | None, writing: Writing
) -> list[_Wrap]:
    """Tell of every line but the last whether the wrap behind it has no space in it.

    Where the lines do not say so, the words decide that they would be parts of.
    """
    sure = [_is_cut(line, following, width, writing) for line, following in pairwise(lines)]
    wraps: list[_Wrap] = []
    for number, cut in enumerate(sure):
        if cut is None:
            before = _word_before(texts[: number + 1], [wrap.cut for wrap in wraps])
            after, whole = _word_after(texts[number + 1 :], sure[number + 1 :])
            wraps.append(_word_wrap(before, after, writing, whole=whole))
        else:
            wraps.append(_Wrap(cut))
    return wraps


def _word_before(texts: Sequence[str], wraps: Sequence[bool]) -> str:
    """Return the last word of some lines, which may have begun lines before."""
    word = ""
    for text, cut in zip(reversed(texts), (*reversed(wraps), False), strict=False):
        *others, last = text.split()
        word = last + word
        if others or not cut:
            break
    return word


def _word_after(texts: Sequence[str], sure: Sequence[bool | None]) -> tuple[str, bool]:
    """Return the first word of some lines, and whether it is known to end where it does."""
    word = ""
    for text, cut in zip(texts, (*sure, False), strict=True):
        first, *others = text.split()
        word += first
        if others or not cut:
            return word, bool(others) or cut is not None
    return word, True


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
) -> bool | None:
    """Tell whether the wrap between two lines has no space in it: inside a word, behind "/".

    None where it may have one or not.
    """
    last, first = line[-1].words[-1], following[0].words[0]
    if last.spaced:
        return False
    if last.text.endswith("/") and len(last.text) > 1 and first.text[:1].isalnum():
        return True
    if last.text == "(":
        return True
    if _CLOSING.match(first.text) or _is_one_number(line[-1], following[0]):
        return True
    if width is None or len(line) > 1 or last.text.endswith("-"):
        return False
    if first.text == "%" and last.text[-1:].isdigit():
        return not writing.signs_apart
    return _is_cut_in(line, following, width, writing)


def _is_cut_in(
    line: Sequence[Segment], following: Sequence[Segment], width: float, writing: Writing
) -> bool | None:
    """Tell of two lines of a cell, by what it holds, whether a word is cut between them."""
    last, first = line[-1].words[-1], following[0].words[0]
    alone = len(line[0].words) == 1
    split = writing.splits and last.text[-1].isalpha() and first.text[0].isalpha()
    if _starts_anew(last.text, first.text, writing):
        return False
    if not (alone or split):
        return writing.cuts and _is_known_end(last.text, first.text, writing)
    used = line[0].x1 - line[0].x0
    head = first.x1 - first.x0 if _MARKED_LETTER.match(first.text) else first.head
    moves = not alone and not writing.anywhere and _ends_on(following, width)
    if moves and _together(line[0], following[0]) <= width:
        return False  # it had moved to the next line
    if used + head <= width - _SLACK:
        # A column's width is not known to the point, but the document's words are.
        if used + head <= width - _NEAR * line[0].size or not writing.cuts:
            return False
        if _is_known_cut(last.text, first.text, writing):
            return True
        pieces = _letters_beside(last.text, first.text)
        known = pieces is None or all(map(writing.spelling.knows, pieces))
        return False if known else None
    room = used + _SPACE * line[0].size <= width - _SLACK
    # Lines that are set in the middle or at the right end with their last letter.
    flush = abs(line[0].x0 - following[0].x0) <= _FLUSH
    tells = alone and flush and writing.marked and (writing.always or room)
    return True if tells else None


def _ends_on(line: Sequence[Segment], width: float) -> bool:
    """Tell whether a line's first word has its end there: others stand behind it, or white."""
    text = line[0]
    return len(text.words) > 1 or text.x1 - text.x0 + _ROOM * text.size <= width


def _is_one_number(above: Segment, below: Segment) -> bool:
    """Tell whether digits on both sides of a wrap surely are a number or a year."""
    before, after = above.words[-1].text, below.words[0].text
    cut = is_cut_number(before, after) or is_cut_number(above.text, below.text)
    return cut or is_year(before + after)


def _is_known_cut(before: str, after: str, writing: Writing) -> bool:
    """Tell whether the letters on both sides of a wrap are a word that the document uses."""
    pieces = _letters_beside(before, after)
    return pieces is not None and _known_as_one(*pieces, writing.spelling.words)


def _is_known_end(before: str, after: str, writing: Writing) -> bool:
    """Tell whether a line begins with no word, but with the end of one that is known.

    So where a hard space made one word of two ("Netto prognos"), and its column cut that.
    """
    pieces = _letters_beside(before, after)
    words = writing.spelling.words
    return pieces is not None and pieces[1] not in words and "".join(pieces) in words


def _letters_beside(before: str, after: str) -> tuple[str, str] | None:
    """Return the letters right before and behind a wrap, without the mark of a footnote.

    None where one side has none, or ends with the case of an acronym ("KF:s").
    """
    left, right = _LETTERS_AT_END.search(before), _LETTERS_AT_START.search(after)
    if left is None or right is None or before[: left.start()].endswith(":"):
        return None
    return left[0].casefold(), right[0].casefold().rstrip(_RAISED)


def _starts_anew(before: str, after: str, writing: Writing) -> bool:
    """Tell whether a line begins with a capital or a sign; an acronym may be cut before one."""
    acronym = writing.marked and after.isupper() and (len(after) == 1 or _CAPITALS.search(before))
    return bool(_STARTS_ANEW.match(after)) and not acronym


def _word_wrap(before: str, after: str, writing: Writing, *, whole: bool) -> _Wrap:
    """Ask the document's own words: "Årsm" is none and ends like none, "utfall" is one."""
    if _CLOSING.match(after) or after.startswith("%"):
        return _Wrap(not after.startswith("%"))
    if _DATE.match(before + after):
        return _Wrap(cut=True)
    if before[-1:].isdigit() or after[:1].isdigit():
        return _Wrap(writing.cuts and not (before[-1:].isalpha() or after[:1].isalpha()))
    pieces = _letters_beside(before, after)
    if pieces is None:
        return _Wrap(cut=False)
    one, two = pieces
    whole = whole or two != after.casefold()
    words = writing.spelling.words
    if not writing.cuts:
        cut = writing.cut_once and one + two in words and writing.spelling.is_one(one, two)
        return _Wrap(cut or _known_as_one(one, two, words))
    ahead = writing.spelling.ahead(one, two, whole=whole, full=True)
    return _Wrap(ahead > 0, next(share for least, share in _SURE_FROM if ahead >= least))


def place_of(pieces: Sequence[Piece]) -> Place:
    """Return the place of pieces: page and box of those on the first page, all text."""
    page = min([piece.page for piece in pieces])
    return Place(printed(pieces), page, bbox=box_on(page, pieces))


def printed(pieces: Sequence[Piece]) -> str:
    """Return the text of pieces with its lines as they are printed."""
    return "\n".join([" ".join([s.text for s in line]) for line in cell_lines(pieces)])


def box_on(page: int, pieces: Sequence[Piece]) -> tuple[float, float, float, float]:
    """Return the box around those of some pieces that stand on a page."""
    return box_of([piece.segment for piece in pieces if piece.page == page])
