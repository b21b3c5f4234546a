"""Days as people type them, and the spans of time between two of them.

Belongs here: what one cell of a date column says. ISO dates inside other text are found by
``values.parse_date``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipeline.extract.language.text import normalise_characters, squeeze
from pipeline.extract.language.values import parse_date

_CENTURY, _THIS_CENTURY = 100, 2000
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT_YEAR = r"(?P<year>(?:20)?\d\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:den )?(?P<day>\d{{1,2}})(?::[ae])? {_MONTH},? {_YEAR}",
        rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})",
        r"(?P<year>(?:20)?\d\d)(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)",
        rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})[ /-]{_SHORT_YEAR}",
        rf"(?P<day>\d{{1,2}})[.-](?P<month>\d{{1,2}})[.-]{_YEAR}",
        rf"{_YEAR}-(?P<month>\d{{1,2}})",
        rf"{_MONTH} {_YEAR}",
        _YEAR,
    )
)
_BETWEEN = re.compile(
    r"\s*(?:[–—]|(?<=\s)-(?=\s)|\btill(?: och med)?\b|\bt\.?o\.?m\b\.?)\s*", re.IGNORECASE
)
_WITHOUT_YEAR = re.compile(rf"(?:\d{{1,2}} )?{_MONTH}", re.IGNORECASE)
_LAST_YEAR = re.compile(rf"{_YEAR}$")
_FROM = re.compile(r"^(?:från(?: och med)?|fr\.?o\.?m\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a cell names; ``exact`` where it names a day itself."""

    first: date
    last: date
    exact: bool


def parse_days(text: str) -> Days | None:
    """Return the day, month or year that a cell is; None where it is no such thing.

    >>> parse_days("1 jan 2025").first, parse_days("250101").first
    (datetime.date(2025, 1, 1), datetime.date(2025, 1, 1))
    >>> parse_days("2025-06").last, parse_days("31 juni 2025")
    (datetime.date(2025, 6, 30), None)
    """
    if (day := parse_date(text)) is not None:
        return Days(day, day, exact=True)
    text = squeeze(normalise_characters(text)).rstrip(".")
    found = next((found for pattern in _PATTERNS if (found := pattern.fullmatch(text))), None)
    if found is None:
        return None
    parts = {name: value for name, value in found.groupdict().items() if value}
    year = int(parts["year"])
    year += 0 if year >= _CENTURY else _THIS_CENTURY
    month = int(parts["month"]) if "month" in parts else _month(parts.get("name"))
    return _days(year, month, int(parts["day"]) if "day" in parts else None)


def _month(name: str | None) -> int | None:
    return _MONTHS.index(name[:3].casefold()) + 1 if name else None


def _days(year: int, month: int | None, day: int | None) -> Days | None:
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day is not None:
        return Days(first, first, exact=True)
    last = month or 12
    return Days(first, date(year, last, monthrange(year, last)[1]), exact=False)


def parse_span(text: str) -> tuple[Days | None, Days | None]:
    """Return what begins and what ends a span of time; None for a side that is not told.

    A lone month or year is the whole of it; a lone day is when something is done.

    >>> start, end = parse_span("jan - dec 2025")
    >>> start.first, end.last
    (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    """
    text = squeeze(_FROM.sub("", normalise_characters(text).strip()))
    begin, *rest = _BETWEEN.split(text, maxsplit=1)
    if not rest:
        days = parse_days(begin)
        return (None if days is None or days.exact else days), days
    year = _LAST_YEAR.search(rest[0])
    shared = f"{begin} {year['year']}" if year and _WITHOUT_YEAR.fullmatch(begin) else begin
    return parse_days(shared), parse_days(rest[0])
