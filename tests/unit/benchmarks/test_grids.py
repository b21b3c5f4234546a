"""The measure of exactness: what counts as a cell in its row and column, for any tool."""

from __future__ import annotations

import pytest

from tests.benchmarks.grids import Grid, PrintedTable, exact_cells, grid_of

BUDGET = PrintedTable(
    kind="other",
    columns=("Verksamhet", "Budget", "Prognos", "Avvikelse"),
    labels=(0,),
    rows=(("Förskola", "457,1", "466,4", "-9,3"), ("Äldreomsorg", "923,5", "", "19,6")),
)
HEADER = ("Verksamhet", "Budget", "Prognos", "Avvikelse")
PRESCHOOL = ("Förskola", "457,1", "466,4", "-9,3")
CARE = ("Äldreomsorg", "923,5", "", "19,6")
ALL = {(0, 1), (0, 2), (0, 3), (1, 1), (1, 3)}


def exact(*grids: Grid) -> set[tuple[int, int]]:
    return {(row, column) for _, row, column in exact_cells(grids, [BUDGET])}


def test_a_table_as_printed_is_exact() -> None:
    assert exact(grid_of([HEADER, PRESCHOOL, CARE])) == ALL


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(
            [HEADER, ("För\nskola", "457, 1", "466,4 ", "-9,3"), CARE], id="cells wrapped"
        ),
        pytest.param(
            [("", *HEADER), ("✔", *PRESCHOOL), ("4", *CARE)], id="an icon column of its own"
        ),
        pytest.param([HEADER, ("✔ Förskola", *PRESCHOOL[1:]), CARE], id="an icon in the label"),
        pytest.param(
            [("Verksam", "Bud", "", "Avvi"), ("het", "get", "Prognos", "kelse"), PRESCHOOL, CARE],
            id="a header over two rows",
        ),
        pytest.param(
            [("Sammanfattning av", "året", None, None), HEADER, PRESCHOOL, CARE],
            id="prose above",
        ),
        pytest.param(
            [
                ("Verk", "samhet", "Budget", "Prognos", "Avvikelse"),
                ("Förskola", "", *PRESCHOOL[1:]),
                ("Äldre", "omsorg", *CARE[1:]),
            ],
            id="labels split over two columns",
        ),
        pytest.param([PRESCHOOL, CARE], id="no header"),
    ],
)
def test_what_changes_no_row_and_no_column_does_not_count(
    grid: list[tuple[str | None, ...]],
) -> None:
    assert exact(grid_of(grid)) == ALL


def test_a_table_may_come_in_parts_with_and_without_its_header() -> None:
    first, second = grid_of([HEADER, PRESCHOOL]), grid_of([HEADER, CARE])
    assert exact(first, second) == ALL
    assert exact(first, grid_of([CARE])) == ALL


def test_a_value_in_another_column_is_not_exact() -> None:
    shifted = ("Äldreomsorg", "", "923,5", "19,6")
    assert exact(grid_of([HEADER, PRESCHOOL, shifted])) == ALL - {(1, 1)}


def test_a_value_that_shares_its_cell_is_not_exact() -> None:
    joined = ("Förskola", "457,1 466,4", "", "-9,3")
    assert exact(grid_of([HEADER, joined, CARE])) == ALL - {(0, 1), (0, 2)}


def test_a_row_without_its_whole_label_is_not_known() -> None:
    torn = [HEADER, PRESCHOOL, ("Äldre", "923,5", "", "19,6"), ("omsorg", "", "", "")]
    assert exact(grid_of(torn)) == {(0, 1), (0, 2), (0, 3)}


def test_values_of_two_rows_that_changed_places_are_not_exact() -> None:
    swapped = [HEADER, ("Förskola", *CARE[1:]), ("Äldreomsorg", *PRESCHOOL[1:])]
    assert exact(grid_of(swapped)) == set()


def test_one_grid_row_counts_for_one_table_only() -> None:
    twice = exact_cells([grid_of([HEADER, PRESCHOOL, CARE])], [BUDGET, BUDGET])
    assert len(twice) == len(ALL)


def test_a_label_inside_the_table_has_to_be_right_as_well() -> None:
    balance = PrintedTable(
        "other",
        ("Tillgångar", "Belopp", "Skulder", "Belopp"),
        (0, 2),
        (("Kassa", "12", "Lån", "7"),),
    )
    whole = grid_of([balance.columns, ("Kassa", "12", "Lån", "7")])
    nameless = grid_of([balance.columns, ("Kassa", "12", "", "7")])
    assert exact_cells([whole], [balance]) == {(0, 0, 1), (0, 0, 3)}
    assert exact_cells([nameless], [balance]) == {(0, 0, 1)}
