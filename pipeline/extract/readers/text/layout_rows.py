"""The rows of a table in layout text: which lines are one row, by where its values stand."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from operator import itemgetter

from pipeline.extract.document import (
    Cell,
    Line,
    place_of,
)
from pipeline.extract.language.spelling import SMALL_WORDS, usual_spelling, usual_words
from pipeline.extract.language.table_heads import head_word
from pipeline.extract.language.text import (
    close_cuts,
    compact,
    is_hyphenated,
    join_lines,
    squeeze,
)
from pipeline.extract.readers.text.layout_lines import DATE, KNOWN_HEAD, PERIOD

_DIGIT = re.compile(r"\d")
_LETTERS_AT_END = re.compile(r"(?:^|[\s(\"])([^\W\d_]+)$")
_LETTERS = re.compile(r"[^\W\d_]+")
_KEY_FORMS = ("tertial00000", "vb0000", "år0000", "t00000", "0000-00-00")
"""Periods and dates without white space, each digit a 0: a narrow column cuts them anywhere."""
_CUT_YEAR = re.compile(r"20\d?$")
_WHOLE = re.compile(r"20\d\d(?:-\d\d-\d\d)?")
"""A year or a date, which a narrow column cuts anywhere."""
_LEAST_OF_KEY = 3
_LINES_OF_KEY = 4
_KEYS = ("startdatum", "slutdatum", "period", "periodicitet", "mätperiod")
_GENITIVE = re.compile(r"(?:[ae]n|et|rna)s$")
"""How a name or noun ends that owns the word below it: "Sjöstugans" above "förskolor"."""
_ENDING = "en"
"""A small word that words end with too: below one that fills its column and is not whole."""
_LETTER_AND_WORD = re.compile(r"([a-zåäö])([iå])")
_POINTS = (".", ",", ":", ";")
_PIECE = 2
"""No word that is not known has so few letters."""
_NARROW = 9
"""Letters of a column in which most words are cut."""
_SMALL_NAME, _TORN = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table with its texts by column; ``analysis`` where it is an Analys text.

    ``tight`` are the columns whose text stands one space beside another's; ``outside`` says by
    how many letters a text stands outside its column, where it does.
    """

    line: Line
    cells: dict[int, str]
    analysis: bool = False
    tight: frozenset[int] = frozenset()
    outside: Mapping[int, float] = field(default_factory=dict)


def keys_of(labels: Sequence[str]) -> frozenset[int]:
    """Return the columns that tell the rows of a known table: its period, its dates."""
    names = [head_word(label) for label in labels]
    if not names or not KNOWN_HEAD.fullmatch(names[0]):
        return frozenset()
    return frozenset(at for at, name in enumerate(names) if name in _KEYS)


def grouped(
    rows: Sequence[Row], analyses: Sequence[Row], keys: frozenset[int]
) -> Iterator[list[Row]]:
    """Yield the lines of each row; an Analys text is a row of its own.

    ``keys`` are columns of which every row has one text.
    """
    anchors = list(_anchors(rows, keys))
    parted = _parted(rows, analyses)
    headings = set() if keys else {at for at in range(len(rows)) if _is_heading(rows, at)}
    parted |= {at + 1 for at in headings}
    starts = sorted({*_row_starts(rows, anchors, parted), *headings})
    if rows and (not starts or starts[0] > 0):
        starts = [0, *starts]
    first = rows[0].line.number if rows else None
    text = [row for row in analyses if first is None or row.line.number < first]
    yield from [text] if text else []
    for start, end in pairwise([*starts, len(rows)]):
        last = rows[end].line.number if end < len(rows) else None
        group = list(rows[start:end])
        yield group
        text = [
            row
            for row in analyses
            if row.line.number > group[0].line.number and (last is None or row.line.number < last)
        ]
        yield from [text] if text else []


def _anchors(rows: Sequence[Row], keys: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of the values of each row, as indices."""
    at = 0
    while at < len(rows):
        cells, end = rows[at].cells, at
        found = any(cells.keys() - {0}) and not keys
        for key in keys:
            if _opens_key(cells.get(key, "")):
                found, end = True, max(end, _key_end(rows, at, key))
        if found:
            yield at, end
        at = end + 1


def _opens_key(text: str) -> bool:
    form = _form(text)
    cut = len(form) >= _LEAST_OF_KEY and _KEY_FORMS[0].startswith(form)
    return cut or bool(_CUT_YEAR.match(text) or PERIOD.match(text) or DATE.match(text))


def _form(text: str) -> str:
    return _DIGIT.sub("0", compact(text))


def _key_end(rows: Sequence[Row], at: int, key: int) -> int:
    """Return the line that has the last of a period or date, which a narrow column may cut.

    The values of a row may stand between the lines of its period.
    """
    form, end = _form(rows[at].cells[key]), at
    for below in range(at + 1, min(at + _LINES_OF_KEY, len(rows))):
        if more := _form(rows[below].cells.get(key, "")):
            form += more
            if not any(known.startswith(form) for known in _KEY_FORMS):
                break
            end = below
    return end


def _parted(rows: Sequence[Row], analyses: Sequence[Row]) -> set[int]:
    """Return the lines above which an Analys text stands: a row begins there."""
    numbers = [row.line.number for row in rows]
    return {at for row in analyses if 0 < (at := bisect(numbers, row.line.number)) < len(rows)}


Alignment = Callable[[int, int], float]
_ALIGNED: Sequence[Alignment] = (
    lambda above, below: abs(above - below),
    lambda above, _below: above,
    lambda _above, below: below,
)
"""What is against so many lines above and below the values of a row: middle, top, foot."""


def _row_starts(
    rows: Sequence[Row], anchors: Sequence[tuple[int, int]], parted: set[int]
) -> list[int]:
    """Return the line that each row starts on, by where its values stand in it.

    All rows of a table have their values at the middle, top or foot; a name begins with a
    capital letter.
    """
    if not anchors:
        return sorted(parted)
    return min((_aligned(rows, anchors, parted, cost) for cost in _ALIGNED), key=itemgetter(0))[1]


def _aligned(
    rows: Sequence[Row],
    anchors: Sequence[tuple[int, int]],
    parted: set[int],
    against: Alignment,
) -> tuple[float, list[int]]:
    """Return the starts of the rows with the least against them in one alignment."""
    first, last = anchors[0]
    ways: dict[int, tuple[float, list[int]]] = {
        start: (_unnamed(rows, start, last) + (_TORN if start else 0.0), [start])
        for start in range(first + 1 if _is_rest(rows, 0) else 1)
    }
    for (first, last), (following, end) in pairwise(anchors):
        forced = [at for at in parted if last < at <= following]
        starts = forced[:1] or range(last + 1, following + 1)
        ways = {
            start: min(
                (cost + against(first - path[-1], start - last - 1) + _unnamed(rows, start, end),
                 [*path, start])
                for cost, path in ways.values()
            )
            for start in starts
        }  # fmt: skip
    first, last = anchors[-1]
    return min(
        (cost + against(first - path[-1], len(rows) - last - 1), path)
        for cost, path in ways.values()
    )


def _is_rest(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a line goes on with a name that began on the page before."""
    return set(rows[at].cells) == {0} and rows[at].cells[0][:1].islower()


def _unnamed(rows: Sequence[Row], start: int, end: int) -> float:
    """Return what is against a row that starts on a line: its name has no capital."""
    name = next((row.cells[0] for row in rows[start : end + 1] if 0 in row.cells), "")
    return 0.0 if name[:1].isupper() else _SMALL_NAME


def _is_heading(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a line is a label alone that goes on with none: a sub-heading."""
    row = rows[at]
    if set(row.cells) != {0} or not row.cells[0][:1].isupper():
        return False
    below = rows[at + 1].cells if at + 1 < len(rows) else {}
    return set(below) != {0} and below.get(0, "")[:1].isupper()


def cells_of(
    group: Sequence[Row], count: int, sure: Mapping[int, float]
) -> tuple[Cell | None, ...]:
    """Return a row's cells, their lines joined; ``sure`` says how sure those of columns are."""
    place = place_of([row.line for row in group])
    if group[0].analysis:
        text = join_lines([row.cells[0] for row in group], wrap_is_marked=False)
        return (Cell(text, place, count), *[None] * (count - 1))
    cells: list[Cell | None] = []
    for column in range(count):
        pieces = [row.cells[column] for row in group if column in row.cells]
        cells.append(Cell(closed(pieces), place, confidence=sure.get(column, 1.0)))
    return tuple(cells)


def closed(pieces: Sequence[str]) -> str:
    """Join the lines of a cell; a word that has a line for itself may be cut.

    No word of a line that ends with white space goes on below it.
    """
    ends = [number for number, piece in enumerate(pieces, start=1) if piece.endswith(" ")]
    if ends:
        parts = [pieces[a:b] for a, b in pairwise([0, *ends, len(pieces)])]
        return squeeze(" ".join(closed([piece.rstrip() for piece in part]) for part in parts))
    whole = "".join(pieces)
    if len(pieces) > 1 and pieces[0].startswith("20") and _WHOLE.fullmatch(whole):
        return whole
    joined, before = "", ""
    pieces = _with_letters_apart(pieces)
    widest = max(map(len, pieces), default=0)
    if widest <= _NARROW and not any(is_hyphenated(*pair) for pair in pairwise(pieces)):
        pieces = close_cuts(pieces)
    for piece, last in _hyphens_closed(pieces):
        full = len(before) >= widest - 1
        if joined and (piece in _POINTS or _is_cut(joined, before, piece, full=full)):
            joined += piece
        else:
            joined = join_lines([joined, piece], wrap_is_marked=False) if joined else piece
        before = last
    return squeeze(joined)


def _hyphens_closed(pieces: Sequence[str]) -> list[tuple[str, str]]:
    """Return lines, those with a word that a hyphen cuts as one, each with the last of its own."""
    made: list[tuple[str, str]] = []
    for piece in pieces:
        if made and is_hyphenated(made[-1][0], piece):
            made[-1] = (made[-1][0].rstrip()[:-1] + piece, piece)
        else:
            made.append((piece, piece))
    return made


def _with_letters_apart(pieces: Sequence[str]) -> list[str]:
    """Return the lines of a cell with a word of one letter apart from the letter before it.

    Poppler takes the two for one word where nothing else stands on their line: "energ" above
    "ii" is "energi i".
    """
    made: list[str] = []
    for piece, below in zip_longest(pieces, pieces[1:], fillvalue=""):
        apart = _LETTER_AND_WORD.fullmatch(piece)
        words = ["".join(made[at:]).rpartition(" ")[2].casefold() for at in range(len(made))]
        known = usual_words()
        if apart and any(word + apart[1] in known for word in words):
            whole = any({word + piece, word + piece + below} & known.keys() for word in words)
            made.append(piece if whole else f"{apart[1]} {apart[2]}")
        else:
            made.append(piece)
    return made


def _is_cut(joined: str, line: str, following: str, *, full: bool) -> bool:
    """Tell whether a cell's line ends inside a word that ``following`` goes on with.

    ``joined`` are the lines so far: a word may be cut more than once. ``full`` says that the
    line is as wide as its column.
    """
    end, start = _LETTERS_AT_END.search(joined), _LETTERS.match(following)
    if end is None or start is None or not start[0].islower():
        return False
    one, two, known = end[1].casefold(), start[0], usual_words()
    alone = " " not in line
    if alone and full and two == _ENDING and (one not in known or one + two in known):
        return usual_spelling().is_one(one, two)
    if one not in known and full and one + two in known:
        return True
    if one in SMALL_WORDS or two in SMALL_WORDS:
        return False
    if one in known and two in known:
        return alone and full and usual_spelling().is_one(one, two)
    if _GENITIVE.search(one) and (one in known or two in known) and one + two not in known:
        return False
    whole = two in known or len(following) > len(two)
    cut = alone or (one not in known and (len(one) <= _PIECE or (full and two not in known)))
    return one + two in known or (cut and usual_spelling().is_one(one, two, whole=whole))
