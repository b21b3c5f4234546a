"""Numbers and units as reports print them, and as people type them.

Belongs here: what a number looks like and how much it is. What else a cell can say is in
``values``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.language.remembered import remembered

SIGN = "[-+–−]"
"""What is printed before a value: dashes, too."""
NUMBER = (
    r"[-+]?\d{1,3}(?: \d{3})+(?:,\d+)?"
    r"|[-+]?(?:0|\d{4,})[,.]\d+|[-+]?\d+(?:,\d+|\.(?!\d{3}(?!\d))\d+)?"
)
"""A Swedish number: decimal comma, thousands by a space or nothing.

Three digits behind a point are thousands, unless what stands before it can be none.
"""

UNITS = (
    r"%",
    r"procentenhet(?:er)?",
    r"procent",
    r"st\b\.?",
    r"barn ?/ ?avd\w*\.?",
    r"barn ?/ ?grupp",
    r"kg CO2\w*(?: ?(?:per|/) ?kg(?: livsmedel)?)?",
    r"g CO2\w*(?: ?(?:per|/) ?kg(?: livsmedel)?)?",
    r"ton(?: CO2\w*)?",
    r"kg|hg|mg|g",
    r"[GMk]Wh(?: ?/ ?(?:kvm|m2))?",
    r"kronor|kr|tkr|mnkr|mkr|mdkr",
    r"kvm|m2|m3|km|ha|meter|m|mil|liter|l",
    r"personer|person|barn|platser|plats|elever|hushåll|ungdomar|familjer|dagar|dag",
    r"timmar|timme|tim|minuter|min|år|gånger|ggr|besök|ärenden|årsarbetare|poäng|index",
    r"antal|stycken|promille|‰|%-enhet(?:er)?|veckor|vecka|månader|dygn",
    r"deltagare|medarbetare|brukare|individer|tillfällen|aktiviteter",
)
"""Units that cells of indicator tables print after their number, as patterns."""

UNIT = "|".join(UNITS)
"""One of the units, as a pattern."""
_TYPED_NUMBER = r"(?P<number>\d{1,3}(?:[ .'’]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_GROUPED_NUMBER = (
    r"(?P<number>\d{1,3}(?:[.’']\d{3})+,\d+|\d{1,3}(?:[.’']\d{3}){2,}|[1-9]\d{0,2}[.’']\d{3}"
    r"|\d{1,3}(?:[’']\d{3})+)"
)
_ENGLISH_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})"
_TYPED_UNIT = rf"(?: ?(?P<unit>{UNIT}))?"
_BESIDE = r"(?:\(?\d\) ?|[*†‡]{1,3} ?)"
"""The mark of a note before a value ("2) 7,2 %") or behind it ("7,2 % 2)")."""
_TYPED: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), negative)
    for pattern, negative in (
        (rf"(?:[–—‒⁃−] ?|- ){_TYPED_NUMBER}{_TYPED_UNIT}", True),
        (rf"[–—‒⁃−-] ?{_TYPED_NUMBER}{_TYPED_UNIT}\.", True),
        (rf"(?:minus|▼) ?{_TYPED_NUMBER}{_TYPED_UNIT}", True),
        (rf"\({_TYPED_NUMBER}\)", True),
        (rf"(?!20\d\d|19\d\d){_TYPED_NUMBER} ?[-–−]", True),
        (rf"[-–−] ?{_GROUPED_NUMBER}{_TYPED_UNIT}", True),
        (rf"\+?{_GROUPED_NUMBER}{_TYPED_UNIT}", False),
        (rf"{_TYPED_NUMBER}{_TYPED_UNIT}\.", False),
        (rf"{_BESIDE}{_TYPED_NUMBER}{_TYPED_UNIT}", False),
        (rf"{_BESIDE}[-–−] ?{_TYPED_NUMBER}{_TYPED_UNIT}", True),
        (rf"{_TYPED_NUMBER}{_TYPED_UNIT} ?\d\)", False),
        (rf"{_TYPED_NUMBER} ?(?P<unit>%)\d", False),
        (rf"[-–−] ?{_TYPED_NUMBER}{_TYPED_UNIT} ?\d\)", True),
        (rf"(?P<unit>kr|SEK) ?{_TYPED_NUMBER}", False),
        (rf"{_TYPED_NUMBER} ?:[-–]", False),
        (rf"\+?{_ENGLISH_NUMBER}{_TYPED_UNIT}", False),
        (rf"[-–−] ?{_ENGLISH_NUMBER}{_TYPED_UNIT}", True),
        (rf"\({_ENGLISH_NUMBER}\)", True),
    )
)
"""Numbers as people type them, each with whether it is negative."""

_ENGLISH = re.compile(_ENGLISH_NUMBER)
_WITH_MARKS = re.compile(r"(?<![\d.,])\d[\d.,]*\d(?!\d)")
_DECIMAL_POINT = re.compile(r"\d+\.\d{1,2}")
_DECIMAL_COMMA = re.compile(r"[\d.]+,(?:\d{1,2}|\d{4,})")
_DECIMALS = re.compile(r"\d,(\d+)")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUP_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number with its unit, if one is printed."""

    value: float
    unit: str | None


_TYPED_BEGINS = re.compile(r"[\d(+▼*†‡–—‒⁃−-]|minus|kr|SEK", re.IGNORECASE)


def typed_number(text: str) -> TypedNumber | None:
    """Return a number that people type in other ways than the reports' usual one."""
    if not _TYPED_BEGINS.match(text):
        return None
    for pattern, negative in _TYPED:
        found = pattern.fullmatch(text)
        if found is not None:
            number = float(_digits(found["number"]))
            value = -number if negative and number else number
            return TypedNumber(value, found.groupdict().get("unit"))
    return None


def _digits(number: str) -> str:
    if _ENGLISH.fullmatch(number):
        return number.replace(",", "")
    return plain_number(re.sub(r"[.'’ ](?=\d{3})", "", number))


def in_english(texts: Iterable[str]) -> bool:
    """Tell whether a table's cells print numbers the English way: "1,225" beside "76.9".

    Three digits behind a comma are decimals in Swedish and thousands in English: what else the
    table prints settles it, a number of both kinds at once or points and no decimal comma.

    >>> in_english(["1,225", "76.9", "12.5"]), in_english(["1,225", "76,9", "12.5"])
    (True, False)
    """
    numbers = [found[0] for text in texts for found in _WITH_MARKS.finditer(text)]
    if any(map(_ENGLISH.fullmatch, numbers)):
        return not any(map(_DECIMAL_COMMA.fullmatch, numbers))
    pointed = [number for number in numbers if _DECIMAL_POINT.fullmatch(number)]
    commas = [number for number in numbers if "," in number]
    return len(pointed) > 1 and all(map(_GROUPS.fullmatch, commas))


def without_groups(text: str) -> str:
    """Return a text whose numbers are English without the commas of their thousands.

    >>> without_groups("1,225 st"), without_groups("76.9")
    ('1225 st', '76.9')
    """
    return _GROUP_COMMA.sub("", text)


@remembered
def decimals(text: str) -> int:
    """Return how many decimals the first number in ``text`` is printed with."""
    found = _DECIMALS.search(text)
    return len(found.group(1)) if found else 0


def plain_number(number: str) -> str:
    """Return a number's digits as Python reads them: "2 433,4" is "2433.4"."""
    return number.replace(" ", "").replace(",", ".")
