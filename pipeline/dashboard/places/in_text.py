"""A place in a text: its lines, some around them, and the figure marked."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from pipeline.extract.personal_numbers import mask_personal_numbers
from pipeline.extract.readers.encoding import decode

AROUND = 12
"""Lines that are shown before and after."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; ``is_marked`` where it is the figure."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the text, in pieces; ``is_there`` where the place is."""

    number: int
    pieces: tuple[Piece, ...]
    is_there: bool

    @property
    def marks(self) -> int:
        """How many pieces are marked."""
        return sum(piece.is_marked for piece in self.pieces)


def lines_around(
    content: bytes,
    start: int,
    end: int,
    printed: str | None,
    around: int = AROUND,
    *,
    is_html: bool = False,
) -> tuple[ShownLine, ...]:
    """The lines of a place (1-based, both included) and some around; ``printed`` is marked.

    Of HTML the text is shown, its cells parted by tabs, on the lines that it has in the file.
    A figure that wraps over two lines is not marked in either; its lines still are.

    Raises:
        UnreadableDocument: the bytes are no text.
    """
    text = decode(content).text
    masked = mask_personal_numbers(_text_of(text) if is_html else text).text
    shown = []
    for number, line in enumerate(masked.split("\n"), start=1):
        if start - around <= number <= end + around:
            is_there = start <= number <= end
            pieces = pieces_of(line, printed) if is_there else (Piece(line),)
            shown.append(ShownLine(number, pieces, is_there))
    return tuple(shown)


_TAG = re.compile(r"<(?:!--.*?--|(/?\w+)[^>]*)>", re.DOTALL)
_PARTING = frozenset({"/td", "/th", "/li", "br"})
"""Tags that part what stands before and after them."""


def _text_of(markup: str) -> str:
    """What a person reads of HTML, each word on its line of the file."""

    def told(tag: re.Match[str]) -> str:
        parted = "\t" if (tag[1] or "").lower() in _PARTING else ""
        return parted + "\n" * tag[0].count("\n")

    return html.unescape(_TAG.sub(told, markup))


def pieces_of(line: str, printed: str | None) -> tuple[Piece, ...]:
    """A line, split where ``printed`` stands whole: not as part of a longer number or word."""
    if not printed or not printed.strip():
        return (Piece(line),)
    words = r"\s+".join(re.escape(word) for word in printed.split())
    pieces: list[Piece] = []
    last = 0
    for match in re.finditer(rf"(?<![\w.,−-]){words}(?![\w]|[.,]\d)", line):
        pieces += [Piece(line[last : match.start()]), Piece(match[0], is_marked=True)]
        last = match.end()
    pieces.append(Piece(line[last:]))
    return tuple(piece for piece in pieces if piece.text)
