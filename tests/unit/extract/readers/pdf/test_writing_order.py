"""Tables of typesetters that write one cell after the other: the order tells rows and heads."""

from __future__ import annotations

from pipeline.extract.readers.geometry.words import Word, lines_of
from pipeline.extract.readers.geometry.writing import Written, written
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

EDGES = (LEFT, 190.0, 260.0, 330.0, 400.0, 470.0)


def joined(rows: list[list[str]]) -> list[list[str]]:
    """Return rows with the lines of each cell as one text."""
    return [[cell.replace("\n", " ") for cell in row] for row in rows]


def word(text: str, x: float, y: float, order: int) -> Word:
    """Return a word that a file has so manyeth."""
    return Word(text, x, x + 30.0, y, 10.0, False, 6.0, False, order, order)


def test_a_line_written_before_what_stands_above_it_is_of_its_row() -> None:
    cells = [word("Andel", 70, 700, 0), word("barn", 70, 688, 1), word("71", 200, 700, 2)]
    cells += [word("Antal", 70, 676, 3), word("14", 200, 676, 4)]
    assert written(lines_of(1, cells)) == [Written.UNSAID, Written.IN_ROW, Written.ANEW]


def test_lines_written_from_the_top_tell_nothing() -> None:
    cells = [word("Andel", 70, 700, 0), word("71", 200, 700, 1), word("barn", 70, 688, 2)]
    assert set(written(lines_of(1, cells))) == {Written.UNSAID}


def test_rows_as_close_as_lines_whose_labels_go_on_with_a_capital() -> None:
    rows = [
        ["Mnkr", "Budget", "Utfall", "Bokslut", "Fond", "Rest"],
        ["Parken vid\nNorra Ängen", "1,0", "", "3,0", "", "5,0"],
        ["Simhallen", "", "2,5", "", "4,5", ""],
        ["Biblioteket\nSödra Torget", "1,5", "", "", "4,0", "5,5"],
        ["Idrottsplats\nVästra Berg", "", "2,0", "3,5", "", ""],
    ]
    sheet = Sheet()
    sheet.table(rows, (*EDGES, 540.0), rules="none", white=0)
    assert grids(sheet.read()) == [joined(rows)]


def test_heads_in_the_middle_of_their_row_that_are_not_bold() -> None:
    rows = [
        [
            "Indikator",
            "Period\nens\nutfall",
            "Utfall\nmän/\npojkar",
            "Utfall\nkvin-\nnor",
            "Årsmål",
        ],
        ["Andel nöjda besökare", "81 %", "80 %", "82 %", "85 %"],
        ["Andel nöjda barn", "71 %", "70 %", "72 %", "75 %"],
    ]
    sheet = Sheet()
    sheet.table(rows, EDGES, rules="none", header=False, align="middle", sides="lcccc")
    (table,) = grids(sheet.read())
    assert table[0][1:4] == ["Periodens utfall", "Utfall män/pojkar", "Utfall kvinnor"]
    assert table[1:] == rows[1:]


def test_only_the_lowest_line_of_heads_looks_like_one() -> None:
    rows = [
        ["Indikator", "Perioden\ns utfall", "Utfall\nmän/\npojkar", "Utfall\nkvinnor/\nflickor",
         "Perioden\ns utfall\nVB 2022"],
        ["Andel nöjda besökare", "81 %", "80 %", "82 %", "85 %"],
        ["Andel nöjda barn", "71 %", "70 %", "72 %", "75 %"],
    ]  # fmt: skip
    sheet = Sheet()
    sheet.table(rows, EDGES, rules="none", header=False, align="middle", sides="lcccc")
    (table,) = grids(sheet.read())
    assert table[0][2:4] == ["Utfall män/pojkar", "Utfall kvinnor/flickor"]
    assert table[1:] == rows[1:]


def test_the_highest_of_heads_in_the_middle_is_no_label_over_others() -> None:
    rows = [
        ["INDIKATOR", "PERIOD\nENS\nUTFALL", " UTFALL\nKVINNO\nR/FLICK\nOR", "UTFALL\nVB 2018",
         "KF:S\nÅRS\nMÅL"],
        ["Andel nöjda besökare", "81 %", "80 %", "82 %", "85 %"],
        ["Andel nöjda barn", "71 %", "70 %", "72 %", "75 %"],
    ]  # fmt: skip
    sheet = Sheet()
    sheet.table(rows, EDGES, rules="none", align="middle", sides="lllll", heads="lcccc")
    (table,) = grids(sheet.read())
    assert len(table) == len(rows)
    assert table[0][3] == "UTFALL VB 2018"


def test_the_highest_head_at_the_bottom_of_its_row_is_no_text_above_the_table() -> None:
    rows = [
        ["Mnkr", "Budget", "Begärda", "Vår\nprognos\nför\nåret", "Avvi-\nkelse"],
        ["Parker", "81,0", "80,1", "82,5", "85,5"],
        ["Torg", "71,0", "70,1", "72,5", "75,5"],
    ]
    sheet = Sheet()
    sheet.text("Så har nämndens pengar räckt under året som har gått, för parker och torg.")
    sheet.table(rows, EDGES, rules="none", header=False, align="bottom", sides="lcccc")
    document = sheet.read()
    assert prose(document) == [
        "Så har nämndens pengar räckt under året som har gått, för parker och torg."
    ]
    (table,) = grids(document)
    assert table[0][3] == "Vår prognos för året"


def test_rows_of_numbers_in_lower_case_do_not_say_that_lines_are_written_one_by_one() -> None:
    cells = [word("Andel", 70, 700, 0), word("barn", 70, 688, 1), word("71", 200, 700, 2)]
    for number, text in enumerate(("hyra", "lek", "mark")):
        y, order = 676 - 12 * number, 3 + 2 * number
        cells += [word(text, 70, y, order), word(str(14 + number), 200, y, order + 1)]
    assert written(lines_of(1, cells))[1] is Written.IN_ROW
