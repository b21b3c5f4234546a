"""Rows beside those of the last releases: when people should look."""

from __future__ import annotations

import pytest

from pipeline.quality.row_counts import row_count_is_usual, unusual_counts


@pytest.mark.parametrize(
    ("before", "rows", "passed"),
    [
        ([1000, 1000, 1000], 1000, True),
        ([1000, 1010, 990], 1190, True),
        ([1000, 1010, 990], 1213, False),
        ([1000, 1010, 990], 792, True),
        ([1000, 1010, 990], 791, False),
        ([4, 4, 5], 14, True),
        ([4, 4, 5], 16, False),
        ([4, 4, 5], 0, True),
        ([30, 40, 50], 0, False),
        ([1000, 1000], 1, True),
        ([], 1, True),
    ],
    ids=[
        "as ever",
        "less than a fifth above the highest",
        "more than a fifth above the highest",
        "a fifth below the lowest",
        "more than a fifth below the lowest",
        "a small table grows by ten",
        "a small table grows by more than ten",
        "a small table is empty",
        "a table is empty that never was",
        "two releases say nothing",
        "the first release",
    ],
)
def test_a_number_is_unusual_beyond_a_fifth_or_ten_rows(
    before: list[int], rows: int, passed: bool
) -> None:
    result = row_count_is_usual("fact", rows, before)
    assert result.passed is passed
    assert not result.blocks


def test_what_is_unusual_says_the_number_what_is_usual_and_where_to_look() -> None:
    said = row_count_is_usual("fact", 1, [30, 40, 50]).message
    assert said == (
        "1 rows. The last 3 releases make 20 to 60 rows usual. Is it meant? Look at what came "
        "and went in release/diff."
    )


def test_a_table_is_compared_with_the_releases_that_had_it() -> None:
    before = [{"old": 100}, {"old": 100, "new": 5}, {"old": 100, "new": 5}]
    old, new = unusual_counts({"old": 10, "new": 500}, before)
    assert (old.table, old.passed) == ("old", False)
    assert (new.table, new.passed) == ("new", True)
