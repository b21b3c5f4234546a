"""Words that pandoc cut because their column is narrower than they are, put together again.

Pandoc lets such a word begin on a line of its own; its last pieces fill the column, and what
is over stands on its first line ("hu / shåll" in a column of five letters). A whole word that
happens to be as long as the column looks the same: which it is, the spelling tells, and white
space that a whole word would have filled on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.language.spelling import Spelling, usual_spelling
from pipeline.extract.language.whole_words import whole_words

_NARROW = 9
_PARTING = 0.15
"""What is against whole words that fill a narrow column, and for those that fill a wide one.

More words are longer than a narrow column than just as long, and few are than a wide one.
"""
_WORD = re.compile(r"[^\W\d_]+(?:[-/:][^\W\d_]+)*")


def spelling_beside(lines: Iterable[str]) -> Spelling:
    """Return how a text spells: words that are usual, and those of its running text.

    Lines of tables, which begin with white space or a bar, are left out.
    """
    prose = (line for line in lines if line[:1] not in ("", " ", "|", "+"))
    return usual_spelling().with_words(word for line in prose for word in _WORD.findall(line))


def joined(pieces: Sequence[str], width: int, spelling: Spelling) -> str:
    """Join the lines of a cell that is ``width`` letters wide."""
    lines = [text for piece in pieces if (text := piece.strip())]
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
            narrow = width < _NARROW
            words += whole_words(
                lines[at:end], spelling, begins=begins, narrow=narrow,
                parting=_PARTING if narrow else -_PARTING,
            )  # fmt: skip
            at = end
    return " ".join(words)


def _fills(piece: str, width: int) -> bool:
    return len(piece) == width and " " not in piece
