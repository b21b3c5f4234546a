"""Rows of layout text: which lines are one row."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

from pipeline.extract.readers.text import layout_text
from tests.unit.extract.readers.drawing import Texts, grids


def read(text: str) -> list[Texts]:
    (table,) = grids(layout_text.read(text))
    return table


def test_hundreds_below_the_thousands_of_some_numbers_are_no_row() -> None:
    text = """
Båtar, kronor            Köpta     Sålda      I hamn
                          2030      2030        2031
Ekor                     475,0     456,1       328,2
Jollar                 2 675,7         2     2 324,6
                                   374,5
Kanoter                  228,2     228,2         0,0
"""
    assert read(text)[2:] == [
        ["Jollar", "2 675,7", "2 374,5", "2 324,6"],
        ["Kanoter", "228,2", "228,2", "0,0"],
    ]


BELOW_EACH_OTHER = """
Båtars namn                        Köpta 2030    Sålda 2030
Norra bryggans                            475           456
ekor
Båtar vid bryggan                         912           340
Sjösala-Ekhamn
Kanoter                                   228           112
"""
ABOVE_AND_BELOW = """
Båtars namn                        Köpta 2030    Sålda 2030
Ekor vid norra och                        475           456
södra bryggan
Båtar vid bryggan
                                          912           340
Sjösala-Ekhamn
Kanoter                                   228           112
"""


def test_the_rest_of_a_name_that_has_no_room_above_is_no_heading() -> None:
    for text in (BELOW_EACH_OTHER, ABOVE_AND_BELOW):
        assert read(text)[2:] == [
            ["Båtar vid bryggan Sjösala-Ekhamn", "912", "340"],
            ["Kanoter", "228", "112"],
        ]


def test_a_heading_below_the_widest_name_is_one_where_no_name_goes_on() -> None:
    text = """
Båtars namn                        Köpta 2030    Sålda 2030
Ekor                                      475           456
Båtar som ligger i hamn                   912           340
Sjöräddning
Kanoter                                   228           112
"""
    assert [row[0] for row in read(text)[1:]] == [
        *("Ekor", "Båtar som ligger i hamn", "Sjöräddning", "Kanoter"),
    ]


def test_lines_of_a_text_beside_a_value_are_one_row() -> None:
    text = """
Bidrag                     Vad det är till                              Kronor
Bidrag för                 Ersättning för de höga kostnaderna för               7
nya åror                   åror. Fördelningen mellan hamnar
                           redovisas varje månad och betalas
                           efterhand.
Summering                                                                       7
"""
    assert read(text)[1:] == [
        [
            "Bidrag för nya åror",
            "Ersättning för de höga kostnaderna för åror. Fördelningen mellan hamnar redovisas varje månad och betalas efterhand.",
            "7",
        ],
        ["Summering", "", "7"],
    ]


def test_a_name_that_owns_the_noun_below_it_is_no_part_of_that() -> None:
    text = """
Båtars namn        Köpta 2030    Sålda 2030
Isbergslunds
förskolor                 475           456
Sjöstadens
förskolor                 912           340
"""
    assert [row[0] for row in read(text)[1:]] == ["Isbergslunds förskolor", "Sjöstadens förskolor"]


def test_values_of_several_lines_at_the_middle_of_a_row_are_one_row_without_a_period() -> None:
    (table,) = grids(
        layout_text.read("""\
                             Periodens    Prognos    Årsmål     KF:s
Indikator
                             utfall       helår                 årsmål

Andel roddare
som är nöjda                                                    Fastställs
                             57,7 %                  58 %
med bryggan                                                     2031
(årsarbetare)

Andel gäster
på bänkarna                  37,4
                                          36,8 %     37 %       40 %
under hela                   %
sommaren

Antal bryggor                5 st         4 st       6 st       7 st
""")
    )
    assert table[1:] == [
        ["Andel roddare som är nöjda med bryggan (årsarbetare)"]
        + ["57,7 %", "", "58 %", "Fastställs 2031"],
        ["Andel gäster på bänkarna under hela sommaren", "37,4 %", "36,8 %", "37 %", "40 %"],
        ["Antal bryggor", "5 st", "4 st", "6 st", "7 st"],
    ]
