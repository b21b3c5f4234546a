"""Tables of two kinds that come as one."""

from __future__ import annotations

from pipeline.extract.document import Cell, GridTable, Place
from pipeline.extract.parsers.joined_tables import parted

PLACE = Place("")


def table(*rows: list[tuple[str, int]]) -> GridTable:
    """Return a table of cells, each with its text and how many columns it spans."""
    made = (
        tuple(
            cell
            for text, size in row
            for cell in (Cell(text, PLACE, columns=size), *[None] * (size - 1))
        )
        for row in rows
    )
    return GridTable(tuple(made), PLACE)


def texts(found: GridTable) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in found.rows]


def one(*said: str) -> list[tuple[str, int]]:
    return [(text, 1) for text in said]


INDICATORS = one("Indikator", "Årsmål", "KF:s årsmål", "Period")
LOTS = one("Antal lotter", "4 st", "5 st", "År")
ACTIVITIES = [("Aktivitet", 2), ("Startdatum", 1), ("Slutdatum", 1)]
BOAT = [("Måla båten", 2), ("2031-01-01", 1), ("2031-05-31", 1)]


def test_the_header_of_another_kind_begins_a_table_with_columns_of_its_own() -> None:
    first, second = parted(table(INDICATORS, LOTS, ACTIVITIES, BOAT))
    assert texts(first) == [[text for text, _ in row] for row in (INDICATORS, LOTS)]
    assert texts(second) == [[text for text, _ in row] for row in (ACTIVITIES, BOAT)]
    assert all(cell and cell.columns == 1 for row in second.rows for cell in row)


def test_a_title_above_that_header_belongs_to_it_and_a_comment_does_not() -> None:
    for said, rows in (("Nämndens aktiviteter i år", 2), ("Analys: Fler odlar.", 3)):
        first, _ = parted(table(INDICATORS, LOTS, [(said, 4)], ACTIVITIES, BOAT))
        assert len(first.rows) == rows


def test_activities_stand_apart_from_rows_below_a_header_that_nobody_knows() -> None:
    first, second = parted(table(one("Mått", "Då", "Nu", "När"), LOTS, ACTIVITIES, BOAT))
    assert len(first.rows) == len(second.rows) == 2


def test_a_header_that_is_printed_again_parts_nothing() -> None:
    whole = table(INDICATORS, LOTS, INDICATORS, LOTS)
    assert list(parted(whole)) == [whole]
    titled = table([("Aktiviteter", 4)], ACTIVITIES, BOAT)
    assert list(parted(titled)) == [titled]


COSTS = [("Hamn", 1), ("2030", 2), ("2031", 1)]
PORTS = [[("Norra", 1), ("12", 2), ("13", 1)], [("Södra", 1), ("14", 2), ("15", 1)]]
SAILS = [("Segel", 2), ("2030", 1), ("2031", 1)]
JIBS = [[("Fock", 2), ("3", 1), ("4", 1)], [("Kryssfock", 2), ("5", 1), ("6", 1)]]


def test_words_below_values_from_which_on_cells_begin_elsewhere_begin_a_table() -> None:
    for title, above in (([], 3), ([[("Segel i hamnarna", 4)]], 3)):
        first, second = parted(table(COSTS, *PORTS, *title, SAILS, *JIBS))
        assert len(first.rows) == above
        assert texts(second)[-3:] == [[text for text, _ in row] for row in (SAILS, *JIBS)]


def test_a_sum_of_merged_cells_and_a_row_over_all_columns_begin_none() -> None:
    summed = [[("Summa", 2), ("26", 1), ("28", 1)]]
    for more in (summed, [[("Öarna", 4)], *PORTS], [[("Ö", 2), ("", 1), ("", 1)], *PORTS]):
        whole = table(COSTS, *PORTS, *more)
        assert list(parted(whole)) == [whole]
