"""Swedish personal identity numbers in a text: found by date and check digit, and masked.

A personal number (personnummer) is a day of birth, three digits and a check digit; a
coordination number (samordningsnummer) has sixty added to the day. Belongs here: what one
looks like however it is typed, and what looks like one and is none. Pure functions over
one text, for documents (``privacy``) as for file names, messages and logs.

The rule
- **Always masked**: six or eight digits of a date, a dash or plus, four digits, where the
  check digit is right, however the parts are spaced, whatever letter or comma stands before.
- **Masked in prose, not among figures**: the same without a dash or plus (nothing, space,
  tab, slash, dot), which an amount or two amounts side by side can look like. In a column
  of amounts, or in a row of figures, it stays.
- **Never masked**: another check digit or no date; decimals; a date followed by a year;
  what a word for a telephone stands before; what is part of a longer run of digits.

A masked text keeps its length, so that places and columns stay. Digits of every script
count, and characters that nobody sees may stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MASK = "X"

DASHES = (
    "\\-\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u207b\u208b\u2212\u2796\u2e17\u2e1a\u2e3a"
    "\u2e3b\u2e40\u2e5d\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead"
)
"""Every dash of Unicode (Pd) and the minus signs, for a character class."""

PLUSES = "+\u207a\ufe62\uff0b"
OTHER_MARKS = "/\u2044\u2215\uff0f.\u00b7\u2022\u2024\uff0e_:"

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What nobody sees between two digits: soft hyphens, joiners, marks of direction, controls."""

_MARKS = f"[{DASHES}{PLUSES}{OTHER_MARKS}]"
_SIGN = re.compile(f"[{DASHES}{PLUSES}]")
_NUMBER = re.compile(
    # It begins with a digit that has none before it; said so late because a pattern that
    # begins with a class of characters is searched for several times as fast.
    r"(?P<head>[0-9](?<![0-9][0-9])[0-9](?:(?<=18|19|20)[0-9]{2})?)"
    rf"(?P<part>\s?{_MARKS}?\s?)"
    r"(?P<month>0[0-9]|1[0-2])"
    r"(?P=part)"
    r"(?P<day>[0-3][0-9]|[6-9][0-9])"
    rf"(?P<join>\s{{0,3}}(?:{_MARKS}{{1,2}}\s{{0,3}})?)"
    r"(?P<serial>[0-9]{4})(?![0-9])"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_WRAP = re.compile(r"(?<!\s)\s*\n\s*")
_RARE = re.compile("[^\t\n -~\xa0-\xac\xae-\xff\u2013\u2019\u201d\u2022\u2026]+")
"""What is not in every document; what has to be cleared away first is among it."""

_FOREIGN_DIGIT = re.compile(r"[^\W0-9_a-zA-Z](?<=\d)")

_DECIMALS_BEFORE = re.compile(r"(?P<digits>\d+)[.,]\Z")
_DECIMALS_AFTER = re.compile(r"[.,](?P<digits>\d+)")
_FIGURE_BEFORE = re.compile(r"[\d%]\s+\Z")
_FIGURE_AFTER = re.compile(rf"\s+(?:[{DASHES}{PLUSES}]\s?)?(?=\d)")
_BROKEN_OFF = re.compile(rf"\d\s?[{DASHES}{PLUSES}]\s*\Z")
_REST_OF_DATE = re.compile(r"[-./]\d\d[-./]\d\d(?!\d)")
_LOOSE = r"[\W_]{0,80}"
"""What may stand between two digits of a number that is known."""

_DIGIT = re.compile(r"[0-9]")
_TEN = 10
_IN_ONE = re.compile(rf"[0-9](?:{_LOOSE}[0-9]){{9}}")
_CENTURY_BEFORE = re.compile(r"(?:\A|[^0-9])(?:18|19|20)\Z")

_YEAR = re.compile(r"(?:19|20)\d\d")
_PHONE_WORD = re.compile(
    r"(?:tele?|telefon|tfn|mobil|phone|växel|sms|fax|ring)\w*[\s.:/(]*(?:nr|nummer)?[\s.:/(]*\Z",
    re.IGNORECASE,
)

_COORDINATION = 60
_LEAP_CENTURY = 2000
_LONGEST_DECIMALS = 5
"""More digits behind a comma are not decimals, but the next item of a list."""

_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number that was found.

    Attributes:
        start: offset of its first character in the text.
        end: offset behind its last.
        digits: its ten digits; they stay in this process.
        is_sure: no amount looks like it, wherever it stands.
    """

    start: int
    end: int
    digits: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal identity numbers, as long as before, and where they stood."""

    text: str
    numbers: tuple[PersonalNumber, ...]


def mask_personal_numbers(text: str) -> Masked:
    """Replace every digit of personal and coordination numbers in running text by ``X``.

    >>> mask_personal_numbers("811218-9876").text
    'XXXXXX-XXXX'
    """
    numbers = find_personal_numbers(text)
    return Masked(masked_at(text, [(n.start, n.end) for n in numbers]), numbers)


def find_personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """The numbers of a running text, those that a line break tears in two as well."""
    seen = _View.of(text)
    found = {(number.start, number.end): number for number in _meant(seen.without(_WRAP, " "))}
    if "\n" in text:
        torn = {(number.start, number.end): number for number in _meant(seen.without(_WRAP, ""))}
        found = torn | found
    return tuple(number for _, number in sorted(found.items()))


def find_among_figures(text: str) -> tuple[PersonalNumber, ...]:
    """The numbers of a row of figures: those that are sure, or stand beside no other figure."""
    numbers = find_personal_numbers(text)
    starts, ends = {n.start for n in numbers}, {n.end for n in numbers}
    return tuple(n for n in numbers if n.is_sure or not _is_beside_figure(text, n, starts, ends))


def find_sure(text: str) -> tuple[PersonalNumber, ...]:
    """The numbers of a cell in a column of amounts: those that no amount looks like."""
    return tuple(number for number in find_personal_numbers(text) if number.is_sure)


def ends_in_sign(text: str) -> bool:
    """Whether a text breaks off behind a digit and the dash or plus that follows it."""
    return _BROKEN_OFF.search(text[-_LOOK_BACK:]) is not None


def may_hold_numbers(lines: Iterable[str]) -> bool:
    """Whether a number may stand in lines or over two of them: quick, and true too often."""
    text = _View.of("\n".join(lines)).text
    return any(
        next(_candidates(text.replace("\n", instead)), None) is not None for instead in (" ", "")
    )


def masked_at(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with every digit in the spans replaced."""
    characters: list[str] | None = None
    for start, end in spans:
        characters = characters or list(text)
        for position in range(start, end):
            if characters[position].isdecimal():
                characters[position] = MASK
    return text if characters is None else "".join(characters)


def mask_known(text: str, known: Collection[str]) -> str:
    """Replace the digits of numbers that are known (ten digits each), whatever stands around."""
    view = _View.of(text)
    places = [match.start() for match in _DIGIT.finditer(view.text)]
    digits = "".join(view.text[place] for place in places)
    spans: list[tuple[int, int]] = []
    for first in range(len(digits) - _TEN + 1):
        last = first + _TEN - 1
        start, end = places[first], places[last] + 1
        if digits[first : first + _TEN] not in known or not _IN_ONE.fullmatch(
            view.text, start, end
        ):
            continue
        before = view.text[max(0, start - 3) : start]
        if _CENTURY_BEFORE.search(before):
            start -= 2
        elif before[-1:].isdigit() or view.text[end : end + 1].isdigit():
            continue  # ten digits of a longer run
        spans.append((view.positions[start], view.positions[end - 1] + 1))
    return masked_at(text, spans)


def mask_half(text: str, half: re.Pattern[str]) -> str:
    """Replace one half of a torn number (``pattern_at_end``, ``pattern_at_start``)."""
    view = _View.of(text)
    return masked_at(text, [view.span(match) for match in half.finditer(view.text)])


def pattern_at_end(digits: str) -> re.Pattern[str]:
    """A pattern for the first digits of a torn number, where a text ends with them."""
    return re.compile(rf"(?<!\d){_apart(digits)}[\W_]*\Z")


def pattern_at_start(digits: str) -> re.Pattern[str]:
    """A pattern for the last digits of a torn number, where a text starts with them."""
    return re.compile(rf"\A[\W_]*{_apart(digits)}(?!\d)")


def digits_of(text: str) -> str:
    """All digits of a text, as ASCII."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def _apart(digits: str) -> str:
    return _LOOSE.join(digits)


@dataclass(frozen=True, slots=True)
class _View:
    """A text as it is looked at, and where each of its characters stands in the original."""

    text: str
    positions: Sequence[int]

    def span(self, match: re.Match[str]) -> tuple[int, int]:
        """Where a match in the view stands in the original."""
        return self.positions[match.start()], self.positions[match.end() - 1] + 1

    @classmethod
    def of(cls, text: str) -> _View:
        """The text with ASCII digits and without what nobody sees."""
        view = cls(text, range(len(text) + 1))
        rare = "".join(_RARE.findall(text))
        if _FOREIGN_DIGIT.search(rare):
            digits = _FOREIGN_DIGIT.sub(lambda match: str(int(match[0])), text)
            view = cls(digits, view.positions)
        return view.without(_INVISIBLE, "") if _INVISIBLE.search(rare) else view

    def without(self, pattern: re.Pattern[str], instead: str) -> _View:
        """The view with ``instead`` (one character, or nothing) for what the pattern finds."""
        gaps = [match.span() for match in pattern.finditer(self.text)]
        if not gaps:
            return self
        kept: list[int] = []
        parts: list[str] = []
        start = 0
        for gap_start, gap_end in gaps:
            parts += (self.text[start:gap_start], instead)
            kept += self.positions[start : gap_start + len(instead)]
            start = gap_end
        parts.append(self.text[start:])
        kept += self.positions[start:]
        return _View("".join(parts), kept)


def _candidates(text: str) -> Iterator[re.Match[str]]:
    """What is a date with a right check digit; one that is none hides no other behind it."""
    position = 0
    while match := _NUMBER.search(text, position):
        if _is_date(match) and _luhn(_ten(match)) and not _is_date_and_year(match):
            yield match
            position = match.end()
        else:
            position = match.start() + 1


def _is_date_and_year(match: re.Match[str]) -> bool:
    """Whether a date stands before a year: '2024-12-31 2023', as dates and periods in a row."""
    is_apart = match["part"] != "" and not match["join"].strip()
    return is_apart and _YEAR.fullmatch(match["serial"]) is not None


def _meant(view: _View) -> Iterator[PersonalNumber]:
    """The candidates that are meant as numbers in running text."""
    last = 0
    for match in _candidates(view.text):
        is_sure = _is_sure(match)
        if not _is_something_else(match, last, is_sure=is_sure):
            yield PersonalNumber(*view.span(match), _ten(match), is_sure)
            last = match.end()


def _is_sure(match: re.Match[str]) -> bool:
    """Whether twelve digits stand together, or a dash or plus that is no sign of an amount."""
    join = match["join"]
    if len(match["head"]) == len("YYYY") and not match["part"] and not join:
        return True
    is_sign_of_amount = join[:1].isspace() and not join[-1:].isspace()
    return _SIGN.search(join) is not None and not is_sign_of_amount


def _is_something_else(match: re.Match[str], last: int, *, is_sure: bool) -> bool:
    """Whether a candidate is a span of dates, a decimal number, or a telephone.

    ``last`` is where the personal number before it ended: its digits are no decimals' whole.
    """
    text = match.string
    if _YEAR.fullmatch(match["serial"]) and _REST_OF_DATE.match(text, match.end()):
        return True
    if is_sure:
        return False
    before = text[max(last, match.start() - _LOOK_BACK) : match.start()]
    whole, decimals = _DECIMALS_BEFORE.search(before), _DECIMALS_AFTER.match(text, match.end())
    has_decimals = _are_decimals(decimals) and _NUMBER.match(text, match.end() + 1) is None
    if _are_decimals(whole) != has_decimals:
        return True
    return match["head"].startswith("0") and _PHONE_WORD.search(before) is not None


def _are_decimals(match: re.Match[str] | None) -> bool:
    return match is not None and len(match["digits"]) <= _LONGEST_DECIMALS


def _is_beside_figure(
    text: str, number: PersonalNumber, starts: Collection[int], ends: Collection[int]
) -> bool:
    """Whether a figure that is no personal number stands next to it, with only space between."""
    before = text[max(0, number.start - _LOOK_BACK) : number.start]
    space = len(before) - len(before.rstrip())
    if _FIGURE_BEFORE.search(before) and number.start - space not in ends:
        return True
    after = _FIGURE_AFTER.match(text, number.end)
    return after is not None and after.end() not in starts


def _is_date(match: re.Match[str]) -> bool:
    """Whether the digits are a day; of coordination numbers month and day may be unknown."""
    head, month, day = match["head"], int(match["month"]), int(match["day"])
    if day >= _COORDINATION:
        day -= _COORDINATION
        if day == 0 or month == 0:
            return True
    year = int(head) if len(head) == len("YYYY") else _LEAP_CENTURY + int(head)
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _ten(match: re.Match[str]) -> str:
    return match["head"][-2:] + match["month"] + match["day"] + match["serial"]


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""The sum of the digits of each digit's double."""


def _luhn(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (weights 2, 1, 2 ...)."""
    values = [int(digit) for digit in digits]
    doubled = [_DOUBLED[value] for value in values[::2]]
    return (sum(doubled) + sum(values[1::2])) % 10 == 0
