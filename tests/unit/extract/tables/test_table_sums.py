"""Sums that settle empty cells and thousands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.tables.table_sums import Values, adds_up, solutions


def test_the_only_placement_for_which_the_parts_add_up() -> None:
    # | 5,0 | 2,0 | 7,0 |   Skola has no second value.
    # | 3,0 |     | 3,0 |
    # | 8,0 | 2,0 | 10,0 |
    found = solutions(
        [("8,0", "2,0", "10,0")], [[("5,0", "2,0", "7,0")], [("3,0", "3,0")]], count=3
    )
    assert [part.columns for part in found[0].parts] == [(0, 1, 2), (0, 2)]
    assert found[0].score == 0


def test_thousands_are_settled_by_the_sum() -> None:
    # "1 200 300" is 1 200 and 300, since the total is 1 500 and 700.
    found = solutions(
        [("1 500", "700")], [[("1 200", "300"), ("1", "200 300")], [("300", "400")]], count=2
    )
    assert found[0].parts[0].values == ("1 200", "300")


def test_an_empty_cell_of_the_total_row() -> None:
    found = solutions([("8", "10")], [[("5", "7")], [("3", "3")]], count=3)
    assert found[0].total.columns in {(0, 1), (0, 2), (1, 2)}
    assert all(part.columns == found[0].total.columns for part in found[0].parts)


def test_rounding_is_no_contradiction() -> None:
    parts: list[list[Values]] = [[("1,3", "2,0")], [("1,3", "2,0")], [("1,3",)]]
    assert solutions([("4,0", "4,0")], parts, count=2)[0].parts[2].columns == (0,)


def test_sums_that_fit_in_no_way_settle_nothing() -> None:
    assert solutions([("100", "200")], [[("5",)], [("3",)]], count=2) == []


def test_one_misprinted_total_beside_right_ones_is_told() -> None:
    # The last column's total is 10 too high in the source.
    found = solutions(
        [("8", "9", "21")],
        [[("5", "4", "6"), ("54", "6")], [("3", "5", "5")]],
        count=3,
    )
    assert found[0].parts[0].values == ("5", "4", "6")
    assert found[0].score < 0


def test_one_reading_in_a_thousand_million_adds_up_exactly() -> None:
    # Each of 19 rows "1 200 300 400" is two values in three ways; the last is what it says.
    ways: list[Values] = [("1 200 300", "400"), ("1", "200 300 400"), ("1 200", "300 400")]
    total: Values = (str(19 * 1_200), str(19 * 300_400))
    found = solutions([total], [ways] * 19, count=2, exact=True)
    assert [solution.parts[0].values for solution in found] == [("1 200", "300 400")]


def test_exact_sums_leave_a_misprinted_total_out() -> None:
    parts: list[list[Values]] = [[("5", "4", "6"), ("54", "6")], [("3", "5", "5")]]
    assert solutions([("8", "9", "21")], parts, count=3, exact=True) == []
    assert solutions([("8", "9", "11")], parts, count=3, exact=True)[0].score == 0


@pytest.mark.parametrize(
    ("values", "it_does"),
    [
        (("1", "2", "3"), True),
        (("5,0", "-2,0", "3,0"), True),
        (("1,3", "1,3", "1,3", "4,0"), True),
        (("1", "2", "9"), False),
        (("1", "1"), False),
        (("1", "JA", "1"), False),
    ],
    ids=["a sum", "with a minus", "rounded", "no sum", "too few", "a word"],
)
def test_a_row_that_ends_in_its_sum(values: tuple[str, ...], it_does: bool) -> None:
    assert adds_up(values) is it_does


CELLS = st.one_of(st.none(), st.integers(1, 999))
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width).filter(any),
        min_size=2,
        max_size=4,
    )
)


@given(TABLES)
def test_the_printed_columns_are_always_among_the_best_solutions(
    table: list[list[int | None]],
) -> None:
    count = len(table[0])
    totals = [sum(row[column] or 0 for row in table) for column in range(count)]
    parts = [tuple(str(value) for value in row if value is not None) for row in table]
    printed = [tuple(i for i, value in enumerate(row) if value is not None) for row in table]
    found = solutions([tuple(map(str, totals))], [[part] for part in parts], count)
    best = [s for s in found if s.score == found[0].score]
    assert printed in [[part.columns for part in solution.parts] for solution in best]
