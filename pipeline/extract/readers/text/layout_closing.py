"""The lines of a cell in layout text as one text: words that a narrow column cuts are closed.

Belongs here: whether a word goes on in the line below. Which lines are one cell is told
elsewhere (``layout_rows``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from pipeline.extract.language.spelling import (
    SMALL_WORDS,
    Spelling,
    usual_spelling,
)
from pipeline.extract.language.text import (
    close_cuts,
    is_hyphenated,
    join_lines,
    squeeze,
)
from pipeline.extract.readers.text.layout_lines import FAR_RIGHT, segments_of

_LETTERS_AT_END = re.compile(r"(?:^|[\s(\"/])([^\W\d_]+)$")
_SLASH_AT_END, _SLASH = re.compile(r"[^\W\d_]/$"), re.compile(r"/[^\W\d_]")
"""A slash between two words, behind the one or before the other, has no white space beside it."""
_LETTERS = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"20\d\d(?:-\d\d-\d\d)?")
"""A year or a date, which a narrow column cuts anywhere."""
_CUT_AT_COMMA, _DIGIT = re.compile(r"(?:^|\s)[-+–]?\d+,$"), re.compile(r"\d")
_CUT_NUMBER, _REST_OF_NUMBER = re.compile(r"[-+–]?\d[\d ]*(?:,\d+)?"), re.compile(r"\d\d?(?!\d)")
"""A number that a very narrow column cuts, and its rest: thousands are followed by three digits."""
_CUT_YEAR, _REST_OF_YEAR = re.compile(r"(?:^|\s)20$"), re.compile(r"\d\d$")
_VERY_NARROW = 4
"""Letters of a column in which numbers are cut too."""
_GENITIVE = re.compile(r"(?:[ae]n|et|rna)s$")
"""How a name or noun ends that owns the word below it: "Sjöstugans" above "förskolor"."""
_BINDS = re.compile(r"(?:ings|ions|hets|skaps|tids|orgs|arbets)$")
"""How the first part of a longer word ends."""
_ENDING = "en"
"""A small word that words end with too: below one that fills its column and is not whole."""
_LETTER_AND_WORD = re.compile(r"([a-zåäö])([iå])")
_POINTS = (".", ",", ":", ";")
_LONG = 5
"""Letters of two words that are one where this one is known too: of shorter ones many are."""
_LEADING = frozenset(("av", "från", "till", "i", "inom", "med", "per", "för", "mot", "före", "och"))
"""Words of which hardly two follow each other in a label."""
_PARTS = re.compile(r"[-/:]")
_PIECE = 2
"""No word has so few letters that is neither known nor one of ``_SHORTEST``."""
_SHORTEST = frozenset(
    ("bo", "då", "få", "ge", "gå", "ha", "in", "ja", "må", "ni", "nr", "nu", "ny", "nå", "se", "så")
    + ("ta", "ur", "vi", "än", "är", "år")
)
_NARROW = 9
"""Letters of a column in which most words are cut."""


def spelling_of(lines: Iterable[str]) -> Spelling:
    """Return how a text spells: usual words, and those of its running text.

    The last word of a line or cell may be cut, and so may the first, if it has no capital letter.
    """
    return usual_spelling().with_words(word for line in lines for word in _whole_words(line))


def _whole_words(line: str) -> Iterator[str]:
    spans = segments_of(line)
    running = len(spans) == 1 and spans[0][0] < FAR_RIGHT
    for start, end in spans:
        first, *others = line[start:end].split(" ")
        words = [first] if others and first[:1].isupper() else []
        for word in [*words, *others[:-1]] if running else words:
            if (bare := word.strip('()",.:;')).isalpha():
                yield bare


def closed(pieces: Sequence[str], spelling: Spelling | None = None) -> str:
    """Join the lines of a cell; a word that has a line for itself may be cut.

    No word of a line that ends with white space goes on below it.
    """
    ends = [number for number, piece in enumerate(pieces, start=1) if piece.endswith(" ")]
    if ends:
        parts = [pieces[a:b] for a, b in pairwise([0, *ends, len(pieces)])]
        texts = [closed([piece.rstrip() for piece in part], spelling) for part in parts]
        return squeeze(" ".join(texts))
    spelling = spelling or usual_spelling()
    whole = "".join(pieces)
    if len(pieces) > 1 and pieces[0].startswith("20") and _WHOLE.fullmatch(whole):
        return whole
    joined, before = "", ""
    pieces = _with_letters_apart(pieces, spelling)
    widest = max(map(len, pieces), default=0)
    digits = max((len(_DIGIT.findall(piece)) for piece in pieces), default=0)
    if widest <= _NARROW and not any(is_hyphenated(*pair) for pair in pairwise(pieces)):
        pieces = close_cuts(pieces)
    for piece, last in _hyphens_closed(pieces):
        alone, full = " " not in before, len(before) >= widest - 1
        slash = _SLASH_AT_END.search(joined) or (joined[-1:].isalpha() and _SLASH.match(piece))
        one = slash or piece in _POINTS or _cuts_number(joined, before, piece, digits, widest)
        if joined and (one or _is_cut(joined, piece, spelling, alone=alone, full=full)):
            joined += piece
        else:
            joined = join_lines([joined, piece], wrap_is_marked=False) if joined else piece
        before = last
    return squeeze(joined)


def _cuts_number(joined: str, last: str, following: str, digits: int, widest: int) -> bool:
    """Tell whether the ``last`` line so far of a cell ends inside a number.

    The ``widest`` line of the cell has so many letters, and none has more ``digits``: in a very
    narrow column a line has no fewer where more of its number follows.
    """
    decimals = _CUT_AT_COMMA.search(joined) and _DIGIT.match(following)
    year = widest <= _NARROW and _CUT_YEAR.search(joined) and _REST_OF_YEAR.match(following)
    very_narrow = widest <= _VERY_NARROW and _CUT_NUMBER.fullmatch(joined)
    full = very_narrow and len(_DIGIT.findall(last)) >= digits
    return bool(decimals or year or (full and _REST_OF_NUMBER.match(following)))


def strange_words(text: str, spelling: Spelling) -> int:
    """Return how many words of a text are none that is known, or two that follow none other."""
    count, before = 0, ""
    for word in text.split():
        bare = word.strip('()"*,.:;?').casefold()
        parts = [part for part in _PARTS.split(bare) if part]
        count += not all(spelling.knows(part) for part in parts if part.isalpha())
        count += bare.endswith("-") and len(bare) > 1 and word[-1:] == "-"
        count += bare in _LEADING and before in _LEADING
        before = bare
    return count


def _hyphens_closed(pieces: Sequence[str]) -> list[tuple[str, str]]:
    """Return lines, those with a word that a hyphen cuts as one, each with the last of its own."""
    made: list[tuple[str, str]] = []
    for piece in pieces:
        if made and is_hyphenated(made[-1][0], piece):
            made[-1] = (made[-1][0].rstrip()[:-1] + piece, piece)
        else:
            made.append((piece, piece))
    return made


def _with_letters_apart(pieces: Sequence[str], spelling: Spelling) -> list[str]:
    """Return the lines of a cell with a word of one letter apart from the letter before it.

    Poppler takes the two for one word where nothing else stands on their line: "energ" above
    "ii" is "energi i".
    """
    made: list[str] = []
    for piece, below in zip_longest(pieces, pieces[1:], fillvalue=""):
        apart = _LETTER_AND_WORD.fullmatch(piece)
        words = ["".join(made[at:]).rpartition(" ")[2].casefold() for at in range(len(made))]
        known = spelling.words
        if apart and any(word + apart[1] in known for word in words):
            whole = any({word + piece, word + piece + below} & known.keys() for word in words)
            made.append(piece if whole else f"{apart[1]} {apart[2]}")
        else:
            made.append(piece)
    return made


def _is_cut(joined: str, following: str, spelling: Spelling, *, alone: bool, full: bool) -> bool:
    """Tell whether a cell's line ends inside a word that ``following`` goes on with.

    ``joined`` are the lines so far: a word may be cut more than once. The last line is one word
    ``alone``, and ``full`` where it is as wide as its column.
    """
    end, start = _LETTERS_AT_END.search(joined), _LETTERS.match(following)
    if end is None or start is None or not start[0].islower():
        return False
    one, two, known = end[1].casefold(), start[0], spelling.words
    if alone and full and two == _ENDING and (one not in known or one + two in known):
        return spelling.is_one(one, two)
    small = one in SMALL_WORDS or two in SMALL_WORDS
    if one + two in known and two not in known and two not in SMALL_WORDS:
        return True
    if one in known and two in known and full and not alone:
        return one + two in known and min(len(one), len(two)) >= _LONG
    if small:
        return full and one not in known and one + two in known
    if one in known and two in known:
        return full and spelling.is_one(one, two)
    owns = _GENITIVE.search(one) or (end[1][:1].isupper() and _is_name(one, spelling))
    if owns and (one in known or two in known) and one + two not in known:
        return False
    whole = two in known or len(following) > len(two)
    unknown = one not in known and one not in _SHORTEST
    cut = alone or (unknown and (len(one) <= _PIECE or (full and two not in known)))
    return one + two in known or (cut and spelling.is_one(one, two, whole=whole))


def _is_name(word: str, spelling: Spelling) -> bool:
    """Tell whether a word that ends with "s" is a name's that owns the word below it.

    What other words end with so is known without it, or binds the parts of a longer word.
    """
    return word.endswith("s") and not spelling.knows(word[:-1]) and not _BINDS.search(word)
