"""Dates, years, amounts and names of columns that a narrow column cuts, put together again.

What a cell holds must be one of few things that are known whole, so the pieces tell that they
are one. Belongs here: such cells of flow text. Cut words of any kind are told by spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.document import Line

_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_NAMES = ("startdatum", "slutdatum", "avvikelse", "tertial")
_BEGINNINGS = frozenset(name[:size] for name in _NAMES for size in range(2, len(name)))
_DATE_BEGINS = re.compile(r"2(?:0(?:\d(?:\d(?:-[\d-]*)?)?)?)?")
_MOST_PIECES = 5
_YEAR = re.compile(r"20\d\d")
_YEARS = re.compile(r"(?<![\d-])20\d\d(?![\d-])")
_YEAR_BEGINS = re.compile(r"(?:^|\s)(20?\d?)\s*$")
_DIGITS = re.compile(r"\d{1,3}")
_CUT_AMOUNT = re.compile(r"[-+]?\d{1,3},")
_DECIMALS = re.compile(r"\d{1,2}")
_LEAST_YEARS = 3
"""So many years must be cut: two numbers below each other may be one by chance."""


def whole_cells(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines; the rest of a cut date, year, amount or column's name goes to the line above.

    A blank line may stand between them, where lines of a cell are set wide.
    """
    years = set(_cut_years(lines))
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        while below := _below(lines, index - 1, line.text, years):
            line = replace(line, text=line.text.rstrip() + lines[below].text.lstrip())
            index = below + 1
        yield line


def _below(lines: Sequence[Line], at: int, text: str, years: set[int]) -> int:
    """Return the index of the line that goes on with the last word of a text; 0 where none."""
    last = text.rsplit(None, 1)[-1].casefold() if text.strip() else ""
    if _CUT_AMOUNT.fullmatch(last):
        decimals = at + 1 < len(lines) and _DECIMALS.fullmatch(lines[at + 1].text.strip())
        return at + 1 if decimals else 0
    if not (last in _BEGINNINGS or _DATE_BEGINS.fullmatch(last)) or _DATE.fullmatch(last):
        return 0
    below = _next(lines, at + 1)
    if below and at in years:
        return below
    piece, whole = below, last
    for _ in range(_MOST_PIECES):
        words = lines[piece].text.split() if piece else []
        whole += words[0].casefold() if words else ""
        if _DATE.fullmatch(whole) or whole in _NAMES:
            return below
        if len(words) != 1:
            return 0
        piece = _next(lines, piece + 1)
    return 0


def _next(lines: Sequence[Line], index: int) -> int:
    """Return the index of the line of text at an index, or below a blank line there; else 0."""
    return next(
        (at for at in range(index, min(index + 2, len(lines))) if lines[at].text.strip()), 0
    )


def _cut_years(lines: Sequence[Line]) -> list[int]:
    """Return the indices of lines that end in the beginning of a year, with the rest below.

    Only years that the text prints whole elsewhere, and only where several are cut.
    """
    ends = [
        (index, found[1] + lines[index + 1].text.strip())
        for index in range(len(lines) - 1)
        if lines[index].text.rstrip()[-1:].isdigit()
        and (found := _YEAR_BEGINS.search(lines[index].text))
        and _DIGITS.fullmatch(lines[index + 1].text.strip())
    ]
    if len(ends) < _LEAST_YEARS:
        return []
    printed = {year for line in lines for year in _YEARS.findall(line.text)}
    cut = [index for index, year in ends if _YEAR.fullmatch(year) and year in printed]
    return cut if len(cut) >= _LEAST_YEARS else []
