"""Words that pandoc cut because their column is narrower than they are, put together again.

Pandoc lets such a word begin on a line of its own; its last pieces fill the column, and what
is over stands on its first line ("hu / shåll" in a column of five letters). A whole word that
happens to be as long as the column looks the same: which it is, the spelling tells, and white
space that a whole word would have filled on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.language.spelling import Inflecting, Spelling, usual_spelling
from pipeline.extract.language.whole_words import whole_words

_NARROW = 9
_PARTING = 0.15
"""What is against whole words that fill a narrow column, and for those that fill a wide one.

More words are longer than a narrow column than just as long, and few are than a wide one.
"""
_CLOSING = frozenset(",.;:%)]")
_ENDS_IN_DIGIT = re.compile(r"(?:^|[-+–−(*])\d[\d.,\u00a0]*$|^[-+–−]$")
_TIME = re.compile(r"(?:19|20)\d\d(?!\d)")
"""A year or a date: no end of a number."""
_OPEN_LINK = re.compile(r"\](?:\([^()]*)?$|\[\^?\d*$")
_UNSPELT = re.compile(r"\u00ad|\[\^?\d{1,3}\]|\]\([^()]*\)|\\$")
"""What is no letter of a word: soft hyphens, marks of footnotes, addresses, marks of breaks."""
_BREAK = "\\"
_WORD = re.compile(r"[^\W\d_]+(?:[-/:][^\W\d_]+)*")


def spelling_beside(lines: Iterable[str]) -> Spelling:
    """Return how a text spells: words that are usual, and those of its running text.

    Lines of tables, which begin with white space or a bar, are left out.
    """
    prose = (line for line in lines if line[:1] not in ("", " ", "|", "+"))
    usual = usual_spelling()
    known = usual.with_words(word for line in prose for word in _WORD.findall(line))
    return Inflecting(known.words, usual)


def joined(pieces: Sequence[str], width: int, spelling: Spelling) -> str:
    """Join the lines of a cell that is ``width`` letters wide.

    Blank ones part its paragraphs, and in Markdown a line that ends in a backslash ends there.
    """
    paragraphs: list[list[str]] = [[]]
    for line in (piece.strip(" ") for piece in pieces):
        if line:
            paragraphs[-1].append(line)
        if not line or line.endswith(_BREAK):
            paragraphs.append([])
    made = (_paragraph(lines, width, spelling) for lines in paragraphs if lines)
    return " ".join(text.removesuffix(_BREAK) for text in made)


def _paragraph(lines: Sequence[str], width: int, spelling: Spelling) -> str:
    words: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _fills(lines[end], width):
            end += 1
        above = lines[at - 1] if at else None
        if " " in lines[at] or end == at + 1:
            words.append(lines[at])
            at += 1
        else:
            begins = above is not None and len(above) + 1 + len(lines[at]) <= width
            words += _words(_glued(lines[at:end]), width, spelling, begins=begins)
            at = end
    return " ".join(words)


def _words(parts: Sequence[str], width: int, spelling: Spelling, *, begins: bool) -> list[str]:
    narrow = width < _NARROW
    spelt = [_UNSPELT.sub("", part) for part in parts]
    found = whole_words(
        spelt, spelling, begins=begins, narrow=narrow, parting=_PARTING if narrow else -_PARTING
    )
    words: list[str] = []
    at = 0
    for word in found:
        end = at + 1
        while "".join(spelt[at:end]) != word:
            end += 1
        words.append("".join(parts[at:end]))
        at = end
    return words


def _glued(parts: Sequence[str]) -> list[str]:
    """Put parts together where the one below can begin no word, or goes on with a number."""
    made = list(parts[:1])
    for part in parts[1:]:
        number = _ENDS_IN_DIGIT.search(made[-1]) and part[0].isdigit() and not _TIME.match(part)
        if number or part[0] in _CLOSING or _OPEN_LINK.search(made[-1]):
            made[-1] += part
        else:
            made.append(part)
    return made


def _fills(piece: str, width: int) -> bool:
    return len(piece) == width and " " not in piece
