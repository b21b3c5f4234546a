"""Lines of a ``RunTable`` cut into what is a label and the pieces of the values that end them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.language.numbers import SIGN
from pipeline.extract.language.years import is_year

_YEAR_AND_VALUES = 3
"""Numbers of a row of which the first may be the year that names it."""
_BOTH = 2
"""Sides of a table that prints labels and values twice in a row."""
_PIECE = re.compile(
    rf"^(?:\d{{4}}-\d\d-\d\d|{SIGN}?\d+(?:,\d+)?%?|%|st\.?|-|–|i\.?u\.?|JA|NEJ|Ja|Nej)$"
)
_GLUED = re.compile(rf"(.*[^\W\d_]{{4}}\)?)({SIGN}?\d{{1,3}}(?:,\d+)?)")
_REST = re.compile(r"\d{3}(?:,\d+)?")
"""What follows the first digits of a number in thousands."""
_UNITS_OF_LABEL = ("%", "st", "st.")
BEFORE_YEAR = re.compile(r"^(?:från|till|år|under|inför|för|av|sedan)$", re.IGNORECASE)
"""What asks for the year behind it."""
INNER_AMOUNTS = re.compile(
    rf"^(.*?)((?:(?<!\S)(?:{SIGN}?\d{{1,3}}(?: \d{{3}})*,\d+"
    rf"|{SIGN}?\d{{1,3}}(?: \d{{3}})+|-)(?: |$)){{2,}})"
    r"([A-ZÅÄÖ].*)$"
)
"""A label and values before another label."""


def cut_sides(text: str, sides: int) -> list[tuple[str, list[str]]]:
    """Cut a line into (label, pieces), two of them where a label follows amounts."""
    label, pieces = cut_values(text)
    if sides == _BOTH and (inner := INNER_AMOUNTS.match(label)):
        return [(inner[1].strip(), inner[2].split()), (inner[3], pieces)]
    return [(label, pieces)]


def cut_values(text: str) -> tuple[str, list[str]]:
    """Cut a line into its label and the pieces of its values, from the right."""
    words = text.split()
    start = len(words)
    while start > 0 and _PIECE.match(words[start - 1]):
        start -= 1
    while start < len(words) and words[start] in _UNITS_OF_LABEL:
        start += 1
    if start and (glued := _glued(words[start - 1], words[start:])):
        words[start - 1 : start] = glued
    pieces = words[start:]
    while pieces and not any(map(str.isdigit, "".join(pieces))):
        return " ".join(words), []
    if not start and len(pieces) >= _YEAR_AND_VALUES and is_year(pieces[0]):
        return pieces[0], pieces[1:]
    while len(pieces) > 1 and start and BEFORE_YEAR.match(words[start - 1]):
        if not is_year(pieces[0]):
            break
        start, pieces = start + 1, pieces[1:]
    if start and pieces and pieces[0] in ("-", "–") and len(pieces) == 1:
        return " ".join(words), []
    return " ".join(words[:start]), pieces


def _glued(word: str, pieces: Sequence[str]) -> tuple[str, str] | None:
    """Part a label from the value right behind it: "Äldreomsorg600,5", "Förskola1" "204,5"."""
    found = _GLUED.fullmatch(word)
    if found is None:
        return None
    thousands = bool(pieces) and _REST.fullmatch(pieces[0]) is not None
    return (found[1], found[2]) if "," in found[2] or thousands else None
