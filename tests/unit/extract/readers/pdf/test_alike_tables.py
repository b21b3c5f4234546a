"""What rows of other tables of a look show of a table's columns."""

from __future__ import annotations

from pipeline.extract.readers.geometry.alike_tables import rows_alike
from pipeline.extract.readers.geometry.bands import Band, Fragment, band_of
from pipeline.extract.readers.geometry.tables import OpenTable
from pipeline.extract.readers.geometry.words import Word, lines_of
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 200.0, 320.0, 440.0, 560.0)
HEADS = ["Brygga", "Sjösatt", "Upptagen", "Skadad"]
WHOLE = [["Norra", "2021-05-01", "2021-09-30", "Skadad"], ["Södra", "2021-05-02", "2021-09-30", ""]]
ROW = ["Västra", "2021-05-03", "2021-09-28", ""]


def two_tables(heads: list[str], *, moved: float = 0.0) -> list[list[list[str | None]]]:
    """Read a table of two rows and one of a single row without a value in its last column.

    Dates stand at the right of their columns, and heads at the left: dates of the only row are
    nearer to the next head than to their own.
    """
    sheet = Sheet()
    sheet.table([HEADS, *WHOLE], EDGES, rules="ends", sides="lrrr")
    sheet.gap(20)
    sheet.text("Bryggan i nästa vik:")
    sheet.gap(20)
    sheet.table([heads, ROW], [x + moved for x in EDGES], rules="ends", sides="lrrr")
    return grids(sheet.read())


def test_a_row_stands_in_the_columns_of_a_table_with_the_same_header() -> None:
    first, second = two_tables(HEADS)
    assert first == [HEADS, *WHOLE]
    assert second == [HEADS, ROW]


def word(text: str, x: float, y: float) -> Word:
    return Word(text, x, x + 30.0, y, 10.0, False, 6.0, False, int(x), int(x))


def bands(*rows: tuple[tuple[float, str], ...]) -> list[Band]:
    lines = [
        lines_of(1, [word(text, x, 700 - 20 * number) for x, text in row])[0]
        for number, row in enumerate(rows)
    ]
    return [band_of([line]) for line in lines]


def test_rows_of_tables_with_other_heads_or_places_show_nothing() -> None:
    head = ((70.0, "Brygga"), (200.0, "Längd"), (320.0, "Djup"))
    row = ((70.0, "Norra"), (210.0, "12"), (330.0, "3"))
    moved = tuple((x + 9 * bool(at), text) for at, (x, text) in enumerate(head))
    other = (*head[:2], (320.0, "Bredd"))
    tables = [bands(one, row) for one in (head, head, moved, other)]
    found = rows_alike(tables)
    assert sorted(found) == [0, 1]
    assert [band.words for band in found[0]] == [("12", "3", "Norra")]


def group_heads(*, second: tuple[str, ...]) -> list[list[str | None]]:
    """Read a table whose header is not bold: a label over two columns, and a row below it."""
    sheet = Sheet()
    y = sheet.y
    edges = (LEFT, 200.0, 280.0, 360.0)
    for x, text in zip((LEFT, 225.0, 360.0), ("Brygga", "Båtar i hamnen", "Djup"), strict=True):
        sheet.put(text, x, y)
    sheet.y = y - 14
    sheet.table(
        [["", *second, ""], ["Norra", "12", "3", "4"], ["Södra", "7", "2", "5"]],
        (*edges, 440.0),
        rules="none",
        header=False,
    )
    (table,) = grids(sheet.read())
    return table


def test_words_over_numbers_below_a_label_over_both_are_its_header() -> None:
    table = group_heads(second=("Segel", "Motor"))
    assert table[0] == ["", "Båtar i hamnen", None, ""]
    assert table[1] == ["Brygga", "Segel", "Motor", "Djup"]
    assert table[2:] == [["Norra", "12", "3", "4"], ["Södra", "7", "2", "5"]]


def test_a_known_header_is_known_where_a_page_break_cuts_its_first_word() -> None:
    rows = [["Fisk", "12", "3", "4", "2021"], ["Rom", "7", "2", "5", "2021"]]
    edges = (LEFT, 110.0, 200.0, 290.0, 380.0, 460.0)
    sheet = Sheet()
    sheet.y = 90.0
    sheet.text("Så här gick det för sjön under året som gick.")
    sheet.gap(20)
    sheet.table(
        [["Indika", "Utfall", "Prognos", "KF:s", "Period"]], edges, rules="none", header=False
    )
    sheet.page()
    sheet.table(
        [["torer", "totalt", "helår", "årsmål", ""], *rows], edges, rules="none", header=False
    )
    (table,) = grids(sheet.read())
    heads = ["Indikatorer", "Utfall totalt", "Prognos helår", "KF:s årsmål", "Period"]
    assert table == [heads, *rows]


def test_shades_of_labels_on_one_page_are_no_columns_of_the_table() -> None:
    heads = ["Brygga", "Längd", "Djup", "Bredd"]
    rows = [["Norra", "12", "3", "4"], ["Södra", "7", "2", "5"], ["Västra", "8", "2", "6"]]
    sheet = Sheet()
    sheet.y = 130.0
    sheet.table([heads, *rows], EDGES, rules="none")
    sheet.page()
    top = sheet.y
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(EDGES[0], top - 26, EDGES[1] - EDGES[0], 26, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.canvas.line(EDGES[0], top - 26, EDGES[-1], top - 26)
    for x in (EDGES[0], EDGES[-1]):
        sheet.canvas.line(x, top - 26, x, top)
    sheet.table([["Östra\nbryggan", "", "2", ""]], EDGES, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert table == [heads, *rows, ["Östra bryggan", "", "2", ""]]


def test_rows_below_the_header_of_another_table_show_nothing() -> None:
    head = ((70.0, "Brygga"), (200.0, "Längd"), (320.0, "Djup"))
    row = ((70.0, "Norra"), (210.0, "12"), (330.0, "3"))
    other = ((70.0, "Aktivitet"), (150.0, "Startdatum"), (300.0, "Slutdatum"))
    found = rows_alike([bands(head, row, other, row), bands(head, row)])
    assert [band.words for band in found[1]] == [("12", "3", "Norra")]


def test_a_name_over_a_column_of_signs_is_in_that_of_names() -> None:
    sheet = Sheet()
    edges = (LEFT, LEFT + 16.0, 240.0, 320.0, 400.0)
    heads = ["", "Brygga", "Sjösatt", "Upptagen"]
    signed = [["-", name, "2021-05-01", "2021-09-30"] for name in ("Norra bryggan", "Södra")]
    sheet.table([heads, *signed], edges, rules="ends")
    sheet.gap(20)
    sheet.text("Bryggan i nästa vik:")
    sheet.gap(20)
    sheet.table([heads, ["Västra bryggan", "", "2021-05-03", "2021-09-28"]], edges, rules="ends")
    assert grids(sheet.read())[1] == [heads, ["", "Västra bryggan", "2021-05-03", "2021-09-28"]]


def test_a_header_printed_again_as_two_rows_is_the_one_of_the_table() -> None:
    lines = (
        ((70.0, "Park"), (200.0, "Utfall"), (320.0, "Ändring")),
        ((180.0, "2020"), (240.0, "2021")),
        ((70.0, "Norra"), (180.0, "12"), (240.0, "3"), (320.0, "9")),
    )
    label, years, row = bands(*lines)
    head = band_of([*label.lines, *years.lines])
    table = OpenTable([Fragment(1, 70.0, 350.0, 700.0, 600.0, (head, row), ruled=False)])
    again = Fragment(2, 70.0, 350.0, 700.0, 600.0, (label, years, row), ruled=False)
    assert [band.words for band in table.with_whole_head(again).bands] == [head.words, row.words]
    assert table.goes_on_in(table.with_whole_head(again))
    other = Fragment(2, 70.0, 350.0, 700.0, 600.0, (label, row), ruled=False)
    assert table.with_whole_head(other) is other
