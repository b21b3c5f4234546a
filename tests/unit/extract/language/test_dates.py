"""Days, months and spans as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.language.dates import Days, parse_days, parse_span


@pytest.mark.parametrize(
    "printed",
    [
        "2025-03-01",
        "1 mars 2025",
        "1 mar. 2025",
        "den 1 mars 2025",
        "250301",
        "20250301",
        "25-03-01",
    ]
    + ["2025/03/01", "1/3 2025", "1/3-25", "01.03.2025"],
)
def test_a_day(printed: str) -> None:
    assert parse_days(printed) == Days(date(2025, 3, 1), date(2025, 3, 1), exact=True)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_month_or_a_year_is_all_of_its_days(printed: str, first: date, last: date) -> None:
    assert parse_days(printed) == Days(first, last, exact=False)


@pytest.mark.parametrize(
    "printed",
    ["", "–", "31 juni 2025", "251340", "25-13-40", "2503-01", "hösten", "12345", "3 av 4"],
)
def test_what_is_no_day(printed: str) -> None:
    assert parse_days(printed) is None


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2025-01-01 – 2025-12-31", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01-01–2025-12-31", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01-01 - 2025-12-31", date(2025, 1, 1), date(2025, 12, 31)),
        ("från 1 jan till 30 juni 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("jan–juni 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-03-01 –", date(2025, 3, 1), None),
        ("– 2025-03-01", None, date(2025, 3, 1)),
        ("2025-06-30", None, date(2025, 6, 30)),
        ("löpande", None, None),
    ],
)
def test_a_span(printed: str, first: date | None, last: date | None) -> None:
    begin, end = parse_span(printed)
    assert (begin.first if begin else None, end.last if end else None) == (first, last)
