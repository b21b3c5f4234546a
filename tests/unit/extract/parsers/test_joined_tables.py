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


SPENT = (one("Tkr", "Budget", "Utfall"), one("Båtar", "12", "14"), one("Nät", "0", "3"))
FISH = (one("Ton", "Fångst i fjol", "Fångst i år"), one("Lax", "7", "5"))


def test_words_over_all_columns_of_values_head_a_table_of_the_same_columns() -> None:
    first, second, third = parted(table(*SPENT, [("Fiske", 3)], *FISH, *SPENT))
    assert texts(first) == texts(third) == [[text for text, _ in row] for row in SPENT]
    assert texts(second)[1:] == [[text for text, _ in row] for row in FISH]
    assert texts(second)[0][0] == "Fiske"


def test_labels_of_two_rows_head_it_as_well() -> None:
    spent = [one("Tkr", "Budget", "Utfall", "Rest"), one("Nät", "7", "3", "4")]
    fish = [[("Ton", 1), ("Plan", 1), ("Fångst", 2)], one("", "", "2030", "2031")]
    first, second = parted(table(*spent, *fish, one("Lax", "6", "7", "5")))
    assert texts(first) == [[text for text, _ in row] for row in spent]
    assert len(second.rows) == 3
    assert second.header_rows == 2


def test_remarks_words_in_some_columns_and_words_below_words_head_nothing() -> None:
    for said in (
        one("Garn", "Uppgift saknas", "Saknas"),
        one("Garn", "många", "många"),
        one("Garn", "många", ""),
        one("Garn", "många", "4"),
        one("Garn", "23 nystan", "22 nystan"),
    ):
        whole = table(*SPENT, said, one("Rep", "3", "4"))
        assert list(parted(whole)) == [whole]
    answers = table(*SPENT, one("Köpt", "tre", "5"), one("Sålt", "två", "alla"), SPENT[1])
    assert list(parted(answers)) == [answers]
    wide = table(*SPENT, [("Garn", 1), ("tre nät och fyra rep", 2)], *SPENT[1:])
    assert list(parted(wide)) == [wide]
    last = table(*SPENT, one("Källa", "hamnen", "varvet"))
    assert list(parted(last)) == [last]


def test_a_header_that_a_page_break_tears_is_no_other_one() -> None:
    for again in (SPENT[0], one("Tkr och år", "Budget", "Utf"), one("Tk", "Plan", "Utfall")):
        whole = table(*SPENT, again, *SPENT[1:])
        assert list(parted(whole)) == [whole]
    assert len([*parted(table(*SPENT, one("Mål", "Budget", "Utfall"), *SPENT[1:]))]) == 2
