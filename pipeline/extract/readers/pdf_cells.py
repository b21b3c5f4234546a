"""The lines of one cell or paragraph to running text: which words did a wrap cut?

A cell that is too narrow for a word cuts it without a hyphen ("kvinn" / "or/"). Three
things tell: documents that print a space where a line is wrapped between words; the line,
which then holds one word that fills the cell; the words that the document uses elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.document import Place
from pipeline.extract.readers.pdf_page import Segment, TextLine, box_of
from pipeline.extract.text import join_lines, squeeze

_SLACK = 0.6
_MARKED_SHARE = 0.6
_WORD = re.compile(r"[^\W\d_]{2,}")
_STARTS_ANEW = re.compile(r"^[A-ZÅÄÖ•‣▪–*]")


@dataclass(frozen=True)
class Writing:
    """What a whole document tells of its wrapping.

    ``marked`` says that a space is printed where a line is wrapped between words;
    ``lines`` are the texts from which its words are known.
    """

    marked: bool
    lines: tuple[str, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that stand whole inside lines, in lower case."""
        return frozenset(word.casefold() for line in self.lines for word in _WORD.findall(line))


def writing_of(pages: Iterable[Sequence[TextLine]]) -> Writing:
    """Learn how a document marks its wraps from lines that go on in the next one."""
    marks: list[bool] = []
    texts: list[str] = []
    for lines in pages:
        for line, following in zip(lines, lines[1:], strict=False):
            texts.append(line.text)
            goes_on = following.text[:1].islower() and len(line.segments) == 1
            if goes_on and len(line.segments[0].words) > 2:
                marks.append(line.segments[0].open)
    return Writing(bool(marks) and sum(marks) > _MARKED_SHARE * len(marks), tuple(texts))


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
    """Tell whether the wrap between two lines of a cell stands inside a word."""
    last, first = line[-1].words[-1], following[0].words[0]
    if width is None or last.spaced or len(line) > 1 or len(line[0].words) > 1:
        return False
    if last.text.endswith("-") or line[0].x1 - line[0].x0 + first.head <= width - _SLACK:
        return False
    if _STARTS_ANEW.match(first.text):
        return False
    if writing.marked:
        return True
    return _is_word_cut(last.text, first.text, writing.words)


def _is_word_cut(before: str, after: str, words: frozenset[str]) -> bool:
    """Ask the document's own words: "Årsm" is none, "utfall" is one."""
    left, right = _WORD.findall(before), _WORD.findall(after)
    if not left or not right:
        return not (right or after[:1] == "%")
    if not (before.endswith(left[-1]) and after.startswith(right[0])):
        return before.endswith("/") is False and not before[-1:].isalnum()
    one, two = left[-1].casefold(), right[0].casefold()
    if one + two in words:
        return True
    return not (one in words and two in words)


def place_of(pieces: Sequence[Piece]) -> Place:
    """Return the place of pieces: page and box of those on the first page, all text."""
    page = min(piece.page for piece in pieces)
    own = [piece.segment for piece in pieces if piece.page == page]
    return Place(
        text="\n".join(" ".join(s.text for s in line) for line in cell_lines(pieces)),
        page=page,
        bbox=box_of(own),
    )
