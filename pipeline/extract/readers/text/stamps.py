"""A word printed slantwise over every page ("UTKAST"), of which layout text keeps pieces.

``pdftotext -layout`` prints its letters where they stand, between words and on lines of their
own, a step further right with each piece. Belongs here: telling these pieces by their places
on all pages, and taking them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

_ALONE = re.compile(r"(?:(?<=  )|(?<=\f)|^)[A-ZÅÄÖ]{1,4}(?=  |$)", re.MULTILINE)
_FEWEST_PAGES = 4
_SHARE = 0.6
"""A stamp is on all pages, but a piece may be printed right beside a word."""
_DRIFT = 12
_DRIFT_ALONE = 0.4
"""Columns that a piece may be off its usual place: letters are not equally wide. One that stands
apart from words may be further off, as a share: pages are not set in equally wide letters."""
_FEWEST_PIECES, _FEWEST_LETTERS = 2, 5
"""Two short words of tables may stand on most pages by chance."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One of a stamp's pieces: its letters, and the line and column where it mostly stands."""

    letters: str
    line: float
    column: float


@dataclass(frozen=True, slots=True)
class _Found:
    """Letters at a place: a page's line and column, and the offset in the text."""

    page: int
    line: int
    column: int
    at: int


def without_stamps(text: str) -> tuple[str, frozenset[int]]:
    """Return a text with spaces for the pieces of a stamp, and the lines that held nothing else.

    Lines are counted from 0; no line goes. A text without pages has no stamp.
    """
    pages = text.count("\f")
    pieces = _stamp(text, pages) if pages >= _FEWEST_PAGES else ()
    places = sorted(place for piece in pieces for place in _places(text, piece))
    if not places:
        return text, frozenset()
    parts, held, done = [], [0], 0
    for start, size in places:
        held.append(held[-1] + text.count("\n", done, start))
        parts += [text[done:start], " " * size]
        done = start + size
    cleared = "".join((*parts, text[done:]))
    lines = cleared.split("\n")
    return cleared, frozenset(line for line in held[1:] if not lines[line].strip())


def _stamp(text: str, pages: int) -> Sequence[_Piece]:
    """Return the pieces from the bottom of the page up or from its top down; none where no stamp.

    Each stands further right than the one before; what else recurs is none of them.
    """
    found: dict[str, list[_Found]] = {}
    for letters, place in _found(text, _ALONE):
        found.setdefault(letters, []).append(place)
    pieces = [
        piece
        for letters, places in found.items()
        if (piece := _usual(letters, places, _SHARE * pages))
    ]
    pieces.sort(key=lambda piece: piece.column)
    slants = (_slant(pieces, -1), _slant(pieces, 1))
    best = max(slants, key=lambda slant: sum(len(piece.letters) for piece in slant))
    size = sum(len(piece.letters) for piece in best)
    return best if len(best) >= _FEWEST_PIECES and size >= _FEWEST_LETTERS else ()


def _slant(pieces: Sequence[_Piece], step: int) -> Sequence[_Piece]:
    """Return the most of some pieces, each further right and up (or, ``step`` 1, down)."""
    slants: list[tuple[_Piece, ...]] = [()]
    for piece in pieces:
        above = [
            slant
            for slant in slants
            if not slant
            or (slant[-1].column < piece.column and slant[-1].line * step < piece.line * step)
        ]
        slants.append((*max(above, key=len), piece))
    return max(slants, key=len)


def _usual(letters: str, places: Sequence[_Found], fewest: float) -> _Piece | None:
    """Return where letters mostly stand; None where they do so on too few pages."""
    column = median(place.column for place in places)
    near = [place for place in places if abs(place.column - column) <= _DRIFT]
    if len({place.page for place in near}) < fewest:
        return None
    return _Piece(letters, median(place.line for place in near), column)


def _places(text: str, piece: _Piece) -> Iterator[tuple[int, int]]:
    """Yield offset and length of a piece on each page: where it is nearest to its usual place."""
    by_page: dict[int, list[_Found]] = {}
    size = len(piece.letters)
    for _, place in _found(text, re.compile(rf"(?<!\S){piece.letters}(?!\S)")):
        around = text[max(0, place.at - 2) : place.at + size + 2]
        alone = bool(_ALONE.search(around))
        drift = max(_DRIFT, _DRIFT_ALONE * piece.column) if alone else _DRIFT
        if abs(place.column - piece.column) <= drift:
            by_page.setdefault(place.page, []).append(place)
    for places in by_page.values():
        nearest = min(places, key=lambda place: abs(place.line - piece.line))
        yield nearest.at, size


def _found(text: str, letters: re.Pattern[str]) -> Iterator[tuple[str, _Found]]:
    page = line = done = 0
    for match in letters.finditer(text):
        at = match.start()
        passed = text.count("\f", done, at)
        page += passed
        top = text.rfind("\f", done, at) if passed else done
        line = text.count("\n", top, at) + (0 if passed else line)
        done = at
        column = at - max(text.rfind("\n", 0, at), text.rfind("\f", 0, at)) - 1
        yield match[0], _Found(page, line, column, at)
