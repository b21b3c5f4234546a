"""What stands in one line of layout text: texts that wide gaps part, numbers, words.

Belongs here: what a line shows by itself. Tables, columns and rows are told elsewhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import STRUCTURE
from pipeline.extract.language.numbers import UNITS
from pipeline.extract.language.table_heads import ACTIVITIES, INDICATORS
from pipeline.extract.language.text import is_bullet, squeeze
from pipeline.extract.language.values import is_period, parse_cell
from pipeline.extract.language.years import is_year

Span = tuple[int, int]
"""From which to which letter of a line something stands; the end is exclusive."""

_HEADER_WORD = re.compile(
    r"\S+?(?:(?<=[a-zåäö]{3})(?=[A-ZÅÄÖ][\w:]{2})|(?<=[a-zåäö]{2}/)(?=[A-ZÅÄÖ]{2})|(?!\S))"
)
"""A word of a header; another one begins with a capital letter behind small ones."""
_WORD = re.compile(r"\S+")
_PARTED = re.compile(r"\S*[^\W\d]{3}[)\"]?(?=\d+(?:,\d+)?%?(?!\S))|\S+")
"""A word; the number that stands without white behind a name's last one is another."""
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_NUMBERED = re.compile(r"^\s*(?:[•‣▪–\-*]|\(?\w{1,2}[.)]|\d+(?:\.\d+)*\.?)\s+")
_MEASURED = re.compile(
    r"(?:(?:max|min|minst|högst) )?[-+–]?(?:\d{1,3}(?: \d{3})+(?:,\d+)?|\d[\d,.]*)"
    rf"(?: (?:{'|'.join(UNITS)}))?",
    re.IGNORECASE,
)
"""A number with its thousands, its unit and what bounds it, parted by single spaces."""
_UNKNOWN = re.compile(r"i\.?u\.?", re.IGNORECASE)
"""What stands for a figure that is not known."""
KNOWN_HEAD = re.compile(rf"(?:{INDICATORS}|{ACTIVITIES})(?:er)?")
PERIOD = re.compile(
    r"^(?:tertial|period|vb|år|helår|t\d|månad|kvartal|halvår|20\d\d)(?:s?vis)?\b", re.IGNORECASE
)
DATE = re.compile(r"^\d{4}-(?:0\d|1[0-2])(?:-(?:\d{2})?)?$")
"""A date, or as much of one as a narrow column has in a line."""
SEXES = (re.compile(r"kvinn|flick", re.IGNORECASE), re.compile(r"\bmän|pojk", re.IGNORECASE))
"""What labels of women and men have."""
"""How the name of a row begins that is a part of the row above."""
SEVERAL = 2
SENTENCE_END = re.compile(r"[.!?]$")
FAR_RIGHT = 20


def lines_apart(above: Line, below: Line) -> int:
    """Return how many lines below another one stands; 0 where a page break is between them."""
    return below.number - above.number if above.page == below.page else 0


def segments_of(text: str) -> list[tuple[int, int]]:
    """Return from where to where texts stand in a line that more than one space part."""
    return [found.span() for found in _SEGMENT.finditer(text)]


def opens_part(text: str) -> bool:
    """Tell whether a line opens a goal's part of the report, or a main one, however wide it is."""
    return STRUCTURE.match(squeeze(text)) is not None


def is_columnar(text: str) -> bool:
    """Tell whether texts stand beside each other, and not a bullet beside its text.

    A bullet stands at the left; before values a number is the name of their row.
    """
    found = segments_of(text)
    if len(found) > 1 and found[0][0] < FAR_RIGHT:
        found = segments_of(_NUMBERED.sub(lambda mark: " " * len(mark[0]), text, count=1))
        return len(found) > 1 or is_cell(text[slice(*found[0])])
    return len(found) > 1


def is_header_part(text: str) -> bool:
    """Tell whether a line above the first one with columns is part of its header."""
    found = segments_of(text)
    is_part = bool(found) and (len(found) > 1 or found[0][0] >= FAR_RIGHT)
    return is_part and not is_bullet(text)


def is_worded(text: str, *, periods: bool = False) -> bool:
    """Tell whether only words stand beside each other in a line, as in a header.

    ``periods`` may stand there too, where columns are not known to hold any.
    """
    beside = texts_beside(text)
    return len(beside) > 1 and not any(
        is_value(cell) or DATE.match(cell) or (PERIOD.match(cell) and not periods)
        for cell in beside
    )


def texts_beside(text: str) -> list[str]:
    """Return the texts of a line but the one that begins at the left."""
    return [text[slice(*span)] for span in spans_beside(text)]


def spans_beside(text: str) -> list[Span]:
    """Return where the texts of a line stand but the one that begins at the left."""
    found = segments_of(text)
    return [span for span in found if span[0] >= FAR_RIGHT or span[0] > found[0][0]]


def words_of(text: str) -> list[Span]:
    """Return where the words of a line stand."""
    return [found.span() for found in _WORD.finditer(text)]


def header_words_of(text: str) -> list[Span]:
    """Return where the words of a header's line stand; "PeriodensUtfall" is two.

    No white is left behind a label that is as wide as its column.
    """
    return [found.span() for found in _HEADER_WORD.finditer(text)]


def joined(text: str, words: Sequence[Span]) -> str:
    """Return words of a line with a space between those that white parts."""
    parts = [text[slice(*word)] for word in words[:1]]
    for (_, end), (start, stop) in pairwise(words):
        parts += [" " * (start > end), text[start:stop]]
    return "".join(parts)


def strips_of(lines: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the stretches that spans of any line cover, from the left."""
    strips: list[Span] = []
    for start, end in sorted(span for line in lines for span in line):
        if strips and start < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], end))
        else:
            strips.append((start, end))
    return strips


def spans_of(rows: Sequence[Sequence[Span]]) -> list[Span]:
    """Return what rows of equally many texts cover, column by column."""
    return [
        (min(row[at][0] for row in rows), max(row[at][1] for row in rows))
        for at in range(len(rows[0]))
    ]


def stands_above(spans: Sequence[Span], at: int, below: Sequence[Sequence[Span]]) -> bool:
    """Tell whether several texts stand in a line below one, between those beside it."""
    left = spans[at - 1][1] if at else 0
    right = spans[at + 1][0] if at + 1 < len(spans) else math.inf
    middles = ([(a + b) / 2 for a, b in line] for line in below)
    return any(sum(left < middle < right for middle in line) >= SEVERAL for line in middles)


def is_value(text: str) -> bool:
    """Tell whether a cell holds a number; a year heads columns and is none."""
    parsed = parse_cell(text)
    return parsed is not None and parsed.value is not None and not is_year(text)


def is_cell(text: str) -> bool:
    """Tell whether a text is what cells hold and labels do not: a value, a date, no figure.

    Several of them may stand one space apart.
    """
    return DATE.match(text) is not None or all(
        is_value(one) or _UNKNOWN.fullmatch(one)
        for one in (text[slice(*atom)] for atom in atoms_of(text))
    )


def atoms_of(text: str, *, parted: bool = False) -> list[Span]:
    """Return the words of a line; those of one number or period behind single spaces are one.

    With ``parted`` a number right behind the letters of a word is none of it.
    """
    atoms: list[Span] = []
    for found in (_PARTED if parted else _WORD).finditer(text):
        start, end = found.span()
        if atoms and start == atoms[-1][1] + 1 and _is_one(text[atoms[-1][0] : end]):
            atoms[-1] = (atoms[-1][0], end)
        else:
            atoms.append((start, end))
    return atoms


def _is_one(text: str) -> bool:
    return _MEASURED.fullmatch(text) is not None or is_period(text)
