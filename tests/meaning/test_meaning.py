"""Figures of the real reports mean what a reader takes them to mean (``compare``)."""

from __future__ import annotations

import pytest

from tests.meaning.compare import Rows, compare_amounts, compare_cells, real_facts, untyped_cells

pytestmark = pytest.mark.real_reports


@pytest.fixture(scope="module")
def facts() -> Rows:
    return real_facts()


def test_of_the_cells_995_in_a_thousand_are_right(facts: Rows) -> None:
    cells = compare_cells(facts)
    assert cells.typed == cells.read >= 400
    assert len(cells.missed) <= 0.005 * cells.read, cells.missed


def test_no_numeric_cell_is_left_untyped(facts: Rows) -> None:
    assert untyped_cells(facts) == []


def test_of_the_amounts_in_prose_95_in_a_hundred_are_right(facts: Rows) -> None:
    amounts = compare_amounts(facts)
    assert amounts.read >= 390
    assert amounts.typed >= 0.9 * amounts.read
    assert len(amounts.missed) <= 0.05 * amounts.typed, amounts.missed
