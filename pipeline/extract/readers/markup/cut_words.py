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
from pipeline.extract.language.text import SMALL_WORDS

_NARROW = 9
_MARKS = "*_`~\\.,:;!?()[]\"'”"
_WORD = re.compile(r"[^\W\d_]+(?:[-/:][^\W\d_]+)*")
_PLAIN_NUMBER = re.compile(r"[-+−–]?\d[\d.,%]*")
_CUT_NUMBER = re.compile(r"(?:19|20)\d\d|\d{4}-\d\d-\d\d")
"""What digits on two lines may be, put together: a year or a date."""

_INSIDE = re.compile(r"[.,;!?)]$")
"""What ends a word: letters behind it on the next line are another one."""

_UNKNOWN, _UNLIKELY, _IMPOSSIBLE = 1.0, 0.25, 5.0


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
            words += _words_of(lines[at:end], spelling, begins=begins, narrow=width < _NARROW)
            at = end
    return " ".join(words)


def _fills(piece: str, width: int) -> bool:
    return len(piece) == width and " " not in piece


def _words_of(parts: Sequence[str], spelling: Spelling, *, begins: bool, narrow: bool) -> list[str]:
    """Put parts of words together so that fewest words are unknown.

    ``begins``: the first part is no whole word. Where ways are equal, words were cut in a
    ``narrow`` column, and whole in a wide one.
    """
    ways: list[tuple[float, int, list[str]]] = [(0.0, 0, [])]
    for end in range(1, len(parts) + 1):
        ways.append(
            min(
                (
                    cost + _against(parts[start:end], spelling)
                    + _against_parting(words[-1:], parts[start:end], spelling)
                    + _IMPOSSIBLE * (begins and start == 0 and end == 1),
                    count + (1 if narrow else -1),
                    [*words, "".join(parts[start:end])],
                )
                for start, (cost, count, words) in enumerate(ways)
            )
        )  # fmt: skip
    return ways[-1][2]


def _against_parting(before: Sequence[str], parts: Sequence[str], spelling: Spelling) -> float:
    """Return what is against a new word behind another: it is unknown, and may be its end."""
    one = before[0].strip(_MARKS) if before else ""
    two = "".join(parts).strip(_MARKS)
    worded = one.isalpha() and two.isalpha() and not two[:1].isupper()
    if not worded or spelling.knows(two) or one.casefold() in SMALL_WORDS:
        return 0.0
    return 2 * _UNLIKELY * spelling.is_one(one, two)


def _against(parts: Sequence[str], spelling: Spelling) -> float:
    """Return what is against parts being one word."""
    word = "".join(parts).strip(_MARKS)
    if not word:  # marks belong to the word that they stand at
        return _UNKNOWN if len(parts) == 1 else 0.0
    if any(map(str.isdigit, word)):
        if len(parts) == 1 and _PLAIN_NUMBER.fullmatch(word):
            return 0.0
        return 0.0 if _CUT_NUMBER.fullmatch(word) else len(parts) * _UNKNOWN
    letters = [part for part in re.split(r"[-/:]", word) if part]
    if all(spelling.knows(part) and (len(part) > 1 or part in _LETTERS) for part in letters):
        return 0.0
    cuts = range(1, len(parts))
    unlikely = sum(_against_cut(parts, cut, spelling) for cut in cuts)
    return _UNKNOWN + unlikely


_LETTERS = ("i", "å")
"""The words of one letter."""


def _against_cut(parts: Sequence[str], cut: int, spelling: Spelling) -> float:
    """Return what is against a word having been cut before one of its parts."""
    one, two = "".join(parts[:cut]).strip(_MARKS), parts[cut].strip(_MARKS)
    if _INSIDE.search(parts[cut - 1].rstrip("*_")) or (one and two[:1].isupper()):
        return _UNKNOWN + _UNLIKELY
    is_one = one.isalpha() and two.isalpha()
    is_one = is_one and spelling.is_one(one, two, whole=cut == len(parts) - 1)
    return _UNLIKELY * (not is_one) + _UNLIKELY * (len(one) > 1 and one.casefold() in SMALL_WORDS)
