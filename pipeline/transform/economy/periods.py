"""Periods that labels name: year, month, part of the year, and what kind of figure it is.

Belongs here: words of columns and rows such as "Snitt 2020", "T1 2021 Män", "apr",
"Totalt ack. Utfall", and what they mean. A label that names two years names none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.transform.economy.labels import Word
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
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_AT_END = re.compile(r"(?<!\d)((?:19|20)\d\d)\W*$")

PARTS = (
    Word("T1", r"^(utfall|ack\w*)?(t1|tertial1)(?!\d(?!0\d\d))|tertial1"),
    Word("T2", r"^(utfall|ack\w*)?(t2|tertial2)|tertial2"),
    Word("VB", r"^(utfall)?(vb|verksamhetsberättelse)|bokslut"),
    Word("VP", r"^vp"),
    Word("Q1", r"kvartal1|^k1|^q1"),
    Word("Q2", r"kvartal2|^k2|^q2"),
    Word("Q3", r"kvartal3|^k3|^q3"),
    Word("Q4", r"kvartal4|^k4|^q4"),
)
"""Parts of a year, or reports of its cycle, in the normal form of a label."""

STATISTICS = (
    Word("accumulated", r"ack(umulerat|utfall|\b|$)|totaltack"),
    Word("deviation", r"avvikelse"),
    Word("average", r"snitt|medel|genomsnitt"),
    Word("forecast", r"prognos"),
    Word("budget", r"budget|^vp(20\d\d)?|planerat|^mål"),
    Word("change", r"förändring|skillnad|differens"),
    Word("total", r"^(summa|total)"),
    Word("outcome", r"utfall|bokslut|avläsning"),
)
"""What kind of figure a column holds; 'reading' where it does not say."""


@dataclass(frozen=True, slots=True)
class Period:
    """What a label says of time; each part is None where it says nothing."""

    year: int | None = None
    month: int | None = None
    part: str | None = None

    @property
    def is_named(self) -> bool:
        """Whether the label names any time at all."""
        return (self.year, self.month, self.part) != (None, None, None)


def period_in(label: str) -> Period:
    """The period that a label names."""
    form = normal_form(label)
    years = set(_YEAR.findall(label))
    months = {MONTHS[found.lower()[:3]] for found in _MONTH.findall(label)}
    part = next((word.meaning for word in PARTS if re.search(word.pattern, form)), None)
    return Period(
        year=int(years.pop()) if len(years) == 1 else None,
        month=months.pop() if len(months) == 1 else None,
        part=part,
    )


def names_time(label: str) -> bool:
    """Whether a label names a time or kind of figure rather than a thing or a department."""
    return (
        period_in(label).is_named
        or bool(_YEAR.search(label))
        or bool(_MONTH.search(label))
        or statistic_in(label) is not None
    )


def statistic_in(label: str) -> str | None:
    """The kind of figure that a label names; None where it names none."""
    form = normal_form(label)
    return next((word.meaning for word in STATISTICS if re.search(word.pattern, form)), None)


def without_year(label: str) -> tuple[str, int | None]:
    """A row label and the year at its end, apart: rows of a time series.

    "Månadsplatser 2021" gives ("Månadsplatser", 2021), "2022" gives ("", 2022).
    """
    found = _YEAR_AT_END.search(label)
    if found is None:
        return label, None
    return label[: found.start()].rstrip(" ,-–:"), int(found.group(1))
