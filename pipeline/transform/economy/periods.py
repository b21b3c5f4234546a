"""Periods that labels name: year, month, part of the year, and what kind of figure it is.

Belongs here: words of columns and rows such as "Snitt 2020", "T1 2021 Män", "apr",
"Totalt ack. Utfall", and what they mean. A label that names two years names none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from pipeline.extract.language.years import YEAR, YEAR_IN_TEXT
from pipeline.transform.economy.labels import Word, says_last_year
from pipeline.transform.keys import normal_form

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), 1
    )
}
_MONTH_NAMES = (
    r"jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|"
    r"sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = re.compile(rf"(?<![^\W\d])({_MONTH_NAMES})(?![^\W\d])", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"^{YEAR}(?!\d)")
_SHORT_YEAR = re.compile(
    rf"(?<![^\W\d])(?:{_MONTH_NAMES}|t[1-3]|tertial [1-3]|kv(?:artal)? ?[1-4]|q[1-4]|vb|vp|utfall"
    r"|budget|bokslut|prognos)[ .'’-]{0,2}(1[5-9]|[23]\d)(?!\d|-\d|[.,]\d)",
    re.IGNORECASE,
)
_YEAR_AND_MONTH = re.compile(rf"(?<!\d)({YEAR})-(0[1-9]|1[0-2])(?!\d|-)")
_QUARTERS = re.compile(r"\bkv(?:artal)? ?1 ?[-–] ?([2-4])(?!\d)", re.IGNORECASE)
_MONTHS_A_QUARTER = 3
_YEAR_AT_END = re.compile(rf"(?<!\d)({YEAR})\W*$")

PARTS = (
    Word("T1", r"^(utfall|ack\w*)?(t1|tertial1)(?!\d(?!0\d\d))|tertial1"),
    Word("T2", r"^(utfall|ack\w*)?(t2|tertial2)|tertial2"),
    Word("T3", r"^(utfall)?(t3|tertial3)(?!\d(?!0\d\d))|tertial3"),
    Word("VB", r"^(utfall)?(vb|verksamhetsberättelse)|bokslut"),
    Word("VP", r"^vp"),
    Word("Q1", r"kvartal(et)?1|^1akvartal|första\w{0,2}kvartal|^kv?1|^q1"),
    Word("Q2", r"kvartal(et)?2|^2akvartal|andra\w{0,2}kvartal|^kv?2|^q2"),
    Word("Q3", r"kvartal(et)?3|^3ekvartal|tredje\w{0,2}kvartal|^kv?3|^q3"),
    Word("Q4", r"kvartal(et)?4|^4ekvartal|(fjärde|sista)\w{0,2}kvartal|^kv?4|^q4"),
    Word("H1", r"halvår(et)?1|första\w{0,2}halvår|^h1"),
    Word("H2", r"halvår(et)?2|andra\w{0,2}halvår|^h2"),
)
"""Parts of a year, or reports of its cycle, in the normal form of a label."""

MONTHS_OF_PART = {
    "T1": (1, 4), "T2": (5, 8), "T3": (9, 12), "VB": (1, 12), "VP": (1, 12),
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
}  # fmt: skip
"""First and last month of each part."""

_PART_OF_MONTHS = {
    months: part for part, months in reversed(MONTHS_OF_PART.items()) if months != (1, 12)
}

STATISTICS = (
    Word("accumulated", r"ackum|ackutfall|^ack|ack$|totaltack"),
    Word("deviation", r"avvikelse"),
    Word("average", r"snitt|medel|genomsnitt"),
    Word("forecast", r"prognos"),
    Word("budget", r"budget|^vp(20\d\d)?|planerat|^mål"),
    Word("change", r"förändring|skillnad|differens"),
    Word("total", r"^(summa|total)"),
    Word("outcome", r"utfall|bokslut|avläsning"),
)
"""What kind of figure a column holds; 'reading' where it does not say."""

ROW_STATISTICS = (
    Word("average", r"snitt|^medel|genomsnitt"),
    Word("share", r"^(varav)?andel|procent|%$"),
    Word("index", r"index"),
)
"""What the name of a figure says of its kind; a column says more ("Budget 2021")."""

_ACCUMULATES = re.compile(
    r"\back(?:\.|um\w*)|(?:t\.?o\.?m\.?|till och med) (?:perioden|månaden)|sedan årets början",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?<![^\W\d])({_MONTH_NAMES})\s*(?:-|–|t\.? ?o\.? ?m\.?|till(?: och med)?)\s*"
    rf"({_MONTH_NAMES})(?![^\W\d])",
    re.IGNORECASE,
)


_ROLLING = re.compile(r"\brullande\b", re.IGNORECASE)
"""Of the last twelve months, which is no department."""


@dataclass(frozen=True, slots=True)
class Period:
    """What a label says of time; each part is None where it says nothing.

    ``months`` are the first and last month of a range ("jan t.o.m. mars").
    """

    year: int | None = None
    month: int | None = None
    part: str | None = None
    months: tuple[int, int] | None = None

    @property
    def is_named(self) -> bool:
        """Whether the label names any time at all."""
        return self.year is not None or self.names_part

    @property
    def names_part(self) -> bool:
        """Whether it names less than a year, or a report of its cycle."""
        return (self.month, self.part, self.months) != (None, None, None)

    def days(self, *, accumulated: bool = False) -> tuple[date, date] | None:
        """First and last day; an accumulated figure begins with the year. None without a year."""
        if self.year is None:
            return None
        first, last = self.months or (1, 12)
        if self.month is not None:
            first = last = self.month
        elif self.months is None and self.part is not None:
            first, last = MONTHS_OF_PART[self.part]
        first = 1 if accumulated else first
        return date(self.year, first, 1), date(self.year, last, monthrange(self.year, last)[1])


def period_in(label: str) -> Period:
    """The period that a label names."""
    if numbered := _YEAR_AND_MONTH.search(label):
        return Period(year=int(numbered[1]), month=int(numbered[2]))
    years = set(YEAR_IN_TEXT.findall(label)) or {
        f"20{short}" for short in _SHORT_YEAR.findall(label)
    }
    months = {MONTHS[found.lower()[:3]] for found in _MONTH.findall(label)}
    span = _months_in(label)
    form = normal_form(_YEAR_FIRST.sub("", _SHORT_YEAR.sub(_without_last_two, label)))
    part = next((word.meaning for word in PARTS if re.search(word.pattern, form)), None)
    if _QUARTERS.search(label):
        part = None
    return Period(
        year=int(years.pop()) if len(years) == 1 else None,
        month=months.pop() if len(months) == 1 and span is None else None,
        part=part or (_PART_OF_MONTHS.get(span) if span else None),
        months=span,
    )


def _without_last_two(found: re.Match[str]) -> str:
    return found[0][:-2]


def _months_in(label: str) -> tuple[int, int] | None:
    """First and last month of a range that a label names ("januari-april", "kvartal 1-3")."""
    if quarters := _QUARTERS.search(label):
        return 1, _MONTHS_A_QUARTER * int(quarters[1])
    found = _RANGE.search(label)
    if found is None:
        return None
    first, last = (MONTHS[month.lower()[:3]] for month in found.groups())
    return (first, last) if first < last else None


def accumulates(text: str) -> bool:
    """Whether a note says that figures are sums since the start of the year."""
    return _ACCUMULATES.search(text) is not None


def names_time(label: str) -> bool:
    """Whether a label names a time or kind of figure rather than a thing or a department."""
    return (
        period_in(label).is_named
        or bool(YEAR_IN_TEXT.search(label))
        or bool(_MONTH.search(label))
        or says_last_year(label)
        or bool(_ROLLING.search(label))
        or statistic_in(label) is not None
    )


def statistic_in(label: str) -> str | None:
    """The kind of figure that a label names; None where it names none."""
    form = normal_form(label)
    return next((word.meaning for word in STATISTICS if re.search(word.pattern, form)), None)


def statistic_of_name(label: str) -> str | None:
    """The kind of figure that a figure's own name says ("Snitt barngrupp", "Andel ..., %")."""
    form = normal_form(label) + ("%" if label.rstrip(" )*").endswith("%") else "")
    return next((word.meaning for word in ROW_STATISTICS if re.search(word.pattern, form)), None)


def month_of_row(label: str) -> int | None:
    """The month that a row label is, and nothing else ("Januari", "feb."); None for others."""
    found = _MONTH.fullmatch(label.strip(" .:"))
    return MONTHS[found[1].lower()[:3]] if found else None


def without_year(label: str) -> tuple[str, int | None]:
    """A row label and the year at its end, apart: rows of a time series.

    "Månadsplatser 2021" gives ("Månadsplatser", 2021), "2022" gives ("", 2022).
    """
    found = _YEAR_AT_END.search(label)
    if found is None:
        return label, None
    return label[: found.start()].rstrip(" ,-–:"), int(found.group(1))
