"""Rows that a browser tears at a page's foot, long words in them and in the heads above."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.language.signs import is_table_part
from pipeline.extract.readers.geometry.words import Word, lines_of
from tests.unit.extract.readers.drawing import LEFT, RIGHT, Sheet, Texts, grids
from tests.unit.extract.readers.pdf.test_wide_lines import wide_prose

EDGES = (LEFT, 150.0, 250.0, 350.0, 450.0)
HEADER = ["Nyckeltal", "Utfall", "Årsmål", "Period"]
WHOLE = ["Antal bryggor\nvid kajen", "4 st", "5 st", "2021"]


def torn(first: str, rest: str, rules: str) -> list[Texts]:
    """Return the table of two pages that a page break tears a name of; rules as asked for."""
    sheet = Sheet()
    sheet.y = 160
    sheet.table([HEADER, WHOLE], EDGES, rules=rules)
    sheet.table([[first, "71 %", "75 %", "2021"]], EDGES, rules="none", header=False)
    sheet.page()
    sheet.table([HEADER, [rest, "", "", ""]], EDGES, rules=rules)
    sheet.table([["Antal kajer", "8 st", "9 st", "2021"]], EDGES, rules=rules, header=False)
    sheet.gap()
    sheet.text("Texten efter tabellen.")
    (table,) = grids(sheet.read())
    return table


def test_a_row_that_no_rule_closes_goes_on_though_its_next_word_had_room() -> None:
    table = torn("Andel av", "de badare", "below")
    assert [row[0] for row in table[1:]] == [
        "Antal bryggor vid kajen",
        "Andel av de badare",
        "Antal kajer",
    ]


def test_without_rules_a_row_whose_next_word_had_room_is_whole() -> None:
    table = torn("Andel av", "De badare", "none")
    assert "Andel av De badare" not in [row[0] for row in table]


def test_without_rules_a_name_in_lower_case_alone_goes_on_though_it_had_room() -> None:
    table = torn("Andel av", "de badare", "none")
    assert "Andel av de badare" in [row[0] for row in table]


def test_a_rest_with_a_word_too_long_for_its_cell_is_in_the_cell_above() -> None:
    table = torn("Andel nöjda av", "småbåtshamnsföreningarna", "below")
    assert table[2][0] == "Andel nöjda av småbåtshamnsföreningarna"


def test_a_long_word_of_a_head_in_the_middle_of_its_row_is_no_label_over_others() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    top = sheet.y - 10
    for text, x, line in (
        ("Jämförelse", 213, 0),
        ("utfall", 221, 1),
        ("VB", 227, 2),
        ("2020", 223, 3),
        ("Nyckeltal", 73, 1.5),
        ("Utfall", 170, 1),
        ("män", 172, 2),
        ("Årsmål", 257, 1.5),
        ("KF:s", 308, 1),
        ("årsmål", 304, 2),
        ("Period", 353, 1.5),
    ):
        sheet.put(text, x, top - line * 9.2, size=8, bold=True)
    sheet.y = top - 34
    edges = (LEFT, 157.0, 207.0, 252.0, 298.0, 344.0, 400.0)
    rows = [
        ["Antal lån", "410 st", "420 st", "430 st", "450 st", "2021"],
        ["Antal kort", "81 st", "82 st", "83 st", "90 st", "2021"],
        ["Antal besök", "71 st", "72 st", "73 st", "80 st", "2021"],
    ]
    sheet.table(rows, edges, rules="none", header=False, size=8)
    (table,) = grids(sheet.read())
    assert table[0][2:5] == ["Jämförelse utfall VB 2020", "Årsmål", "KF:s årsmål"]


def shaded(white: float, *, analysis: bool) -> list[list[Texts]]:
    """Return tables whose second row alone is shaded; then one of activities."""
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    rows = [HEADER, ["Antal kajer", "8 st", "9 st", "2021"]]
    sheet.table(rows, EDGES, rules="none", size=8, white=white)
    height = 8 * 1.15 + 2 * white
    sheet.canvas.setFillGray(0.9)
    for left, right in pairwise(EDGES):
        sheet.canvas.rect(left, sheet.y - height, right - left, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    more = [["Antal lån", "41 st", "43 st", "2021"]]
    sheet.table(more, EDGES, rules="none", size=8, white=white, header=False)
    if analysis:
        sheet.put("Analys", LEFT + 1, sheet.y - 12, size=8, bold=True)
        sheet.put("Vattnet var kallt.", LEFT + 1, sheet.y - 22, size=8)
        sheet.y -= 29
    last = [["Antal kort", "81 st", "83 st", "2021"], ["Antal ljus", "50 ton", "51 ton", "2021"]]
    sheet.table(last[analysis:], EDGES, rules="none", size=8, white=white, header=False)
    sheet.gap(10)
    sheet.table([["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"]], EDGES, rules="none")
    return grids(sheet.read())


def test_rows_without_shade_are_as_far_apart_as_the_cells_of_a_shaded_one_are_padded() -> None:
    tables = shaded(3.6, analysis=False)
    assert "Antal ljus" in [row[0] for row in tables[0]]


def test_a_row_below_an_analysis_has_the_columns_of_a_shaded_row() -> None:
    tables = shaded(2.5, analysis=True)
    assert "Antal ljus" in [row[0] for row in tables[0]]


def test_capitals_in_spaced_letters_begin_no_word() -> None:
    sheet = Sheet()
    edges = (LEFT, 220.0, 320.0, 420.0)
    for name, start in (("Mått", LEFT), ("IoF Vux", 220.0), ("IoF BoU", 320.0)):
        x = start
        for letter in name:
            sheet.put(letter, x, sheet.y, size=8, bold=True)
            x += sheet.canvas.stringWidth(letter, "Helvetica-Bold", 8) + 0.4
    sheet.y -= 4
    rows = [["Antal lån", "41", "43"], ["Antal kort", "81", "83"], ["Antal ljus", "50", "51"]]
    sheet.table(rows, edges, rules="none", header=False, size=8)
    (table,) = grids(sheet.read())
    assert table[0] == ["Mått", "IoF Vux", "IoF BoU"]


def test_a_number_right_behind_spaced_letters_begins_a_word() -> None:
    sheet = Sheet()
    edges = (LEFT, 130.0, 190.0, 250.0)
    sheet.table([["Mnkr", "Budget", "Utfall"], ["Hyror", "12,4", "12,1"]], edges, rules="none")
    x = LEFT + 3
    for letter in "avskrivningar":
        sheet.put(letter, x, sheet.y - 10)
        x += sheet.canvas.stringWidth(letter, "Helvetica", 9) + 0.3
    sheet.put("22,6", x, sheet.y - 10)
    sheet.put("21,9", 193.0, sheet.y - 10)
    assert any("22,6" in row for row in grids(sheet.read())[0])


def segments(*, printed: bool) -> list[str]:
    """Return the texts of a line of two cells; ``printed`` says whether its spaces are."""
    words = [
        Word("Årsmål", 60.0, 90.0, 100.0, 8.0, True, 6.0, False, 1, 1),
        Word("KF:s", 92.8, 110.0, 100.0, 8.0, True, 6.0, printed, 2, 2),
        Word("årsmål", 112.0, 140.0, 100.0, 8.0, True, 6.0, False, 2, 3),
    ]
    (line,) = lines_of(1, words)
    return [segment.text for segment in line.segments]


def test_texts_as_close_as_words_are_two_where_a_space_would_be_printed() -> None:
    assert segments(printed=True) == ["Årsmål", "KF:s årsmål"]
    assert segments(printed=False) == ["Årsmål KF:s årsmål"]


def test_a_number_with_its_unit_stands_in_tables_only() -> None:
    assert is_table_part("2 400 ton")
    assert not is_table_part("Antal ljus")


def test_columns_that_are_wider_on_the_next_page_are_the_same_ones() -> None:
    heads = ["Indikator", "Utfall", "Årsmål", "Period"]
    rows = [["Antal platser", "12 st", "14 st", "2024"], ["Andel nöjda", "81 %", "83 %", "2024"]]
    sheet = Sheet()
    sheet.y = 90
    sheet.table([heads], (LEFT, 260, 350, 430, RIGHT))
    sheet.page()
    sheet.table(rows, (LEFT, 200, 290, 400, RIGHT), header=False)
    assert grids(sheet.read()) == [[heads, *rows]]
