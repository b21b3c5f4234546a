"""Rows whose every cell begins with a tab, as Tika prints a DOCX. ``|`` stands for a tab."""

from __future__ import annotations

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.text.test_tab_text import grids, read


def test_notes_and_paragraphs_inside_cells_end_no_row_and_no_table() -> None:
    (table,) = grids(
        read("""
        ||Indikator|Utfall
        pojkar/män
        |Utfall
        flickor/kvinnor
        |Period

        |✓|Andel nöjda Mäts genom en enkät.

        |14 %|48 % Hela året.

        |2021
        ||Antal barn|3|4|2021 Hela året.


        |✓|Antal träd|5|6|2021
    """)
    )
    assert table == [
        ["", "Indikator", "Utfall pojkar/män", "Utfall flickor/kvinnor", "Period"],
        ["", "Andel nöjda Mäts genom en enkät.", "14 %", "48 %", "2021"],
        ["", "Antal barn", "3", "4", "2021 Hela året."],
        ["", "Antal träd", "5", "6", "2021"],
    ]


def test_tables_of_as_many_columns_stay_two() -> None:
    first, second = grids(
        read("""
        |Organ|Möten|Ärenden
        |Sociala delegationen|12|126
        |Rådet|3|79

        |Enhet|Resultat 2018|Resultat 2019
        ||tkr|tkr
        |Tallmons boende|5 662|1 686
        |Gläntans boende|2 880|669
    """)
    )
    assert [row[0] for row in first] == ["Organ", "Sociala delegationen", "Rådet"]
    assert [row[0] for row in second] == ["Enhet", "", "Tallmons boende", "Gläntans boende"]


def test_a_tab_that_sets_in_a_value_makes_no_column_where_cells_begin_with_tabs() -> None:
    (table,) = grids(
        read("""
        |Indikator|Årsmål|KF:s årsmål|Period
        |Andel nöjda||82 %|85 %||År
        |Andel trygga|67 %|82 %|År
        |Antal barn||15|13||År
    """)
    )
    assert [row[1:] for row in table[1:]] == [
        ["82 %", "85 %", "År"],
        ["67 %", "82 %", "År"],
        ["15", "13", "År"],
    ]


def test_a_note_behind_a_value_is_no_part_of_it() -> None:
    (table,) = grids(
        read("""
        |Område|Budget|Utfall
        |Torg|12 Avser hela året.

        |13 % Enligt enkäten.


        |Parker|7|9
    """)
    )
    assert table[1:] == [["Torg", "12", "13 %"], ["Parker", "7", "9"]]


def test_a_tab_that_sets_in_a_header_moves_no_label() -> None:
    (table,) = grids(
        read("""
        ||Mnkr|Budget|Utfall
        |Torg|12|13
        |Parker|7|9
    """)
    )
    assert [row[-3:] for row in table] == [
        ["Mnkr", "Budget", "Utfall"],
        ["Torg", "12", "13"],
        ["Parker", "7", "9"],
    ]


def test_values_of_a_row_that_lacks_cells_are_unsure() -> None:
    (table,) = (
        block
        for block in read("""
        |Område|Budget
        för året
        |Utfall
        i år
        |Prognos

        |Torg|12|13|14
        |Gator|12|13|14
        |Parker|7|9
    """).blocks
        if isinstance(block, GridTable)
    )
    sure = [[cell.confidence for cell in row if cell] for row in table.rows]
    assert sure[1] == sure[2] == [1.0] * 4
    assert max(sure[3][:3]) <= 0.5
