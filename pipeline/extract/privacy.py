"""Swedish personal identity numbers: found by their check digit and masked.

A pure function over text, called on the text of every reader before anything is parsed,
cached or written. A masked number keeps its length, so that places and columns stay.
What looks like a number but has another check digit (a diary number, an amount) stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from pipeline.extract.document import Cell, Document, Line, Paragraph, Place
from pipeline.extract.report import Problem, Report

PROBLEM_CODE = "personal_identity_number"
"""Code of the ``Problem`` that a reader reports for each masked number."""

MASK = "X"

_NUMBER = re.compile(
    r"(?<![\d,.-])"
    r"(?P<century>18|19|20)?"
    r"(?P<year>\d\d)(?P<month>0\d|1[0-2])(?P<day>[0-3]\d|[6-9]\d)"
    # The sign is + from the year in which somebody turns a hundred; typesetters use other dashes.
    r"(?P<sign>[ \u00a0]?[-+\u2010\u2011\u2012\u2013\u2212][ \u00a0]?)?"
    r"(?P<serial>\d{4})"
    r"(?![\d]|[,.]\d)"
)
_COORDINATION = 60
_LEAP_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class MaskedNumber:
    """A number that was masked: character offsets in the text, never its digits."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal identity numbers, as long as before, and where they stood."""

    text: str
    numbers: tuple[MaskedNumber, ...]


def mask_personal_numbers(text: str) -> Masked:
    """Replace every digit of personal and coordination numbers by ``X``.

    Known forms: YYYYMMDD-NNNN, YYMMDD-NNNN, with + instead of -, and without a sign where
    twelve digits stand together. Ten digits without a sign are masked too where their check
    digit and date are right.

    >>> mask_personal_numbers("811218-9876").text
    'XXXXXX-XXXX'
    """
    found = [match for match in _NUMBER.finditer(text) if _is_personal(match)]
    if not found:
        return Masked(text, ())
    characters = list(text)
    for match in found:
        for position in range(match.start(), match.end()):
            if characters[position].isdigit():
                characters[position] = MASK
    numbers = tuple(MaskedNumber(match.start(), match.end()) for match in found)
    return Masked("".join(characters), numbers)


def mask_document(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """Mask the numbers in every text of a document, its places and furniture included.

    Returns the document and one problem for each paragraph, cell or line that held a number.
    """
    places: list[Place] = []
    return _masked(document, places), tuple(
        Problem(PROBLEM_CODE, "A personal identity number was masked.", place) for place in places
    )


def mask_report(report: Report) -> Report:
    """Mask the numbers in every text of a report that was read under earlier rules."""
    masked: Report = _masked(report, [])
    return masked


def _masked(part: Any, places: list[Place]) -> Any:
    """The part with every text in it masked; where one was, its place joins ``places``."""
    if isinstance(part, str):
        return mask_personal_numbers(part).text
    if isinstance(part, tuple):
        return tuple(_masked(item, places) for item in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    old = {field.name: getattr(part, field.name) for field in fields(part)}
    new = {name: _masked(value, places) for name, value in old.items()}
    if all(new[name] is value for name, value in old.items()):
        return part
    masked = replace(part, **new)
    if new.get("text") != old.get("text"):
        places.extend(_place_of(masked))
    return masked


def _place_of(masked: object) -> Iterator[Place]:
    """Where a paragraph, cell or line stands; a place is told by what stands there."""
    match masked:
        case Paragraph(place=place) | Cell(place=place):
            yield place
        case Line(number=number, text=text, page=page):
            yield Place(text, page, number, number)


def _is_personal(match: re.Match[str]) -> bool:
    digits = match["year"] + match["month"] + match["day"] + match["serial"]
    return _is_date(match) and _check_digit(digits[:-1]) == int(digits[-1])


def _is_date(match: re.Match[str]) -> bool:
    """Whether the digits are a day; a coordination number adds 60 to the day."""
    day = int(match["day"])
    day -= _COORDINATION if day > _COORDINATION else 0
    century = int(match["century"] or 0) * 100 or _LEAP_CENTURY
    try:
        date(century + int(match["year"]), int(match["month"]), day)
    except ValueError:
        return False
    return True


def _check_digit(nine: str) -> int:
    """The tenth digit of nine (Luhn: weights 2, 1, 2 ...)."""
    products = (int(digit) * (2 - position % 2) for position, digit in enumerate(nine))
    return -sum(product // 10 + product % 10 for product in products) % 10
