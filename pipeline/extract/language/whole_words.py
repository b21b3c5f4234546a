"""Words whose pieces a narrow column has put on lines of their own: which pieces are one word?

Belongs here: what spelling, marks and numbers say of that. Where a word may have been cut
(the width of its column, marks at the ends of lines) is said by those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.language.spelling import SMALL_WORDS, Spelling

_MARKS = "*_`~\\.,:;!?()[]\"'”"
_PLAIN_NUMBER = re.compile(r"[-+−–]?\d[\d.,%]*")
_CUT_NUMBER = re.compile(r"(?:19|20)\d\d|\d{4}-\d\d-\d\d")
"""What digits on two lines may be, put together: a year or a date."""

_INSIDE = re.compile(r"[.,;!?)]$")
"""What ends a word: letters behind it on the next line are another one."""

_LETTERS = ("i", "å")
"""The words of one letter."""

_UNKNOWN, _UNLIKELY, _RATHER, _IMPOSSIBLE = 1.0, 0.25, 0.1, 5.0


def whole_words(
    parts: Sequence[str],
    spelling: Spelling,
    *,
    begins: bool,
    narrow: bool,
    parting: float = 0.0,
) -> list[str]:
    """Put parts of words together so that fewest words are unknown.

    Args:
        parts: The pieces in order; each may be a word or a part of one.
        spelling: What words are known.
        begins: Whether the first part is no whole word for certain.
        narrow: Where ways are equal, words were cut in a narrow column; in a wide one not.
        parting: What is against a word behind another, whatever the two are.
    """
    ways: list[tuple[float, int, list[str]]] = [(0.0, 0, [])]
    for end in range(1, len(parts) + 1):
        ways.append(
            min(
                (
                    cost + _against(parts[start:end], spelling)
                    + _against_parting(words[-1:], parts[start:end], spelling)
                    + parting * bool(start)
                    + _IMPOSSIBLE * (begins and start == 0 and end == 1),
                    count + (1 if narrow else -1),
                    [*words, "".join(parts[start:end])],
                )
                for start, (cost, count, words) in enumerate(ways)
                if start >= end - _MOST_PARTS
            )
        )  # fmt: skip
    return ways[-1][2]


_MOST_PARTS = 12
_LEAST_OF_COMPOUND = 4


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
        return _RATHER * _are_words(parts, spelling)
    if _is_compound(word.casefold(), spelling):
        return _UNLIKELY
    return _UNKNOWN + sum(_against_cut(parts, cut, spelling) for cut in range(1, len(parts)))


def _are_words(parts: Sequence[str], spelling: Spelling) -> bool:
    """Tell whether parts are words of their own that may begin a line ("Netto", "budget")."""
    words = [part.strip(_MARKS).casefold() for part in parts]
    return len(words) > 1 and words[0] in SMALL_WORDS and all(map(spelling.knows, words))


def _is_compound(word: str, spelling: Spelling) -> bool:
    """Tell whether a word is two known ones put together, with or without an s between."""
    return any(
        spelling.knows(word[at:])
        and (spelling.knows(word[:at]) or (word[at - 1] == "s" and spelling.knows(word[: at - 1])))
        for at in range(_LEAST_OF_COMPOUND, len(word) - _LEAST_OF_COMPOUND + 1)
    )


def _against_cut(parts: Sequence[str], cut: int, spelling: Spelling) -> float:
    """Return what is against a word having been cut before one of its parts."""
    one, two = "".join(parts[:cut]).strip(_MARKS), parts[cut].strip(_MARKS)
    if _INSIDE.search(parts[cut - 1].rstrip("*_")) or (one and two[:1].isupper()):
        return _UNKNOWN + _UNLIKELY
    is_one = one.isalpha() and two.isalpha()
    is_one = is_one and spelling.is_one(one, two, whole=cut == len(parts) - 1)
    small = len(one) > 1 and one.casefold() in SMALL_WORDS
    whole = len(one) >= _LEAST_OF_COMPOUND and spelling.knows(one)
    return _UNLIKELY * ((not is_one) + small) + _RATHER * whole
