"""Columns of layout text whose header is not known: by the rows' values, or below its labels."""

from __future__ import annotations

from pipeline.extract.readers.text import layout_text
from tests.unit.extract.readers.drawing import Texts, grids


def read(text: str) -> list[Texts]:
    (table,) = grids(layout_text.read(text))
    return table


def test_a_column_without_values_beside_groups_of_rows_is_one() -> None:
    text = """
Vad                  Båtar                   Vår    Sommar    Höst    Sjösatta     Varför och
                                                                      i år         vad som görs
I hamn               Ekor                    21     101       109     231
                     Jollar                         112       13      125
Vid bryggan          Kanoter                 136    9                 145
                     Roddbåtar               8                109     117
"""
    assert read(text) == [
        ["Vad", "Båtar", "Vår", "Sommar", "Höst", "Sjösatta i år", "Varför och vad som görs"],
        ["I hamn", "Ekor", "21", "101", "109", "231", ""],
        ["", "Jollar", "", "112", "13", "125", ""],
        ["Vid bryggan", "Kanoter", "136", "9", "", "145", ""],
        ["", "Roddbåtar", "8", "", "109", "117", ""],
    ]


def test_labels_tell_the_columns_where_no_row_has_all_values_and_numbers_touch() -> None:
    text = """
Vad                  Båtar                   V1     V2    V3    Alla i år   Varför
I hamn               Ekor                    21     101         122 st
                     Jollar (och eka)               112   13    125 st
Vid bryggan          Kanoter                 136          109   245 st
                     Roddbåtar                            201   201 st
                     Segelbåtar              12           109   121 st
Till land            Släp                           7     114 121 st
"""
    assert [row[2:] for row in read(text)] == [
        ["V1", "V2", "V3", "Alla i år", "Varför"],
        ["21", "101", "", "122 st", ""],
        ["", "112", "13", "125 st", ""],
        ["136", "", "109", "245 st", ""],
        ["", "", "201", "201 st", ""],
        ["12", "", "109", "121 st", ""],
        ["", "7", "114", "121 st", ""],
    ]


def test_numbers_one_space_apart_are_in_a_column_each() -> None:
    text = """
Båtar, kronor            Snitt 2030    Jan      Feb      Mar      Apr
Ekor                            855      871      878      880      883
Jollar                          922      912      899      938      932
Kanoter                      10 779 10 230 10 255 10 146 9 950
"""
    assert read(text)[-1] == ["Kanoter", "10 779", "10 230", "10 255", "10 146", "9 950"]


def test_values_beside_their_labels_are_below_these_where_others_are_twice_as_far() -> None:
    text = """
         Vad                  Båtar                  V1     V2      V3   Alla i år            Varför
Vid bryggan           Ekor                             0             0                 0 st
                      Jollar                           4            24                28 st
                      Kanoter                         91    13                       104 st
                      Roddbåtar                       49    27       0                76 st
                      Segelbåtar                       0     1      93                94 st
                      Släp                            95     0                        95 st
"""
    assert [row[2:] for row in read(text)] == [
        ["V1", "V2", "V3", "Alla i år", "Varför"],
        ["0", "", "0", "0 st", ""],
        ["4", "", "24", "28 st", ""],
        ["91", "13", "", "104 st", ""],
        ["49", "27", "0", "76 st", ""],
        ["0", "1", "93", "94 st", ""],
        ["95", "0", "", "95 st", ""],
    ]


def test_dates_beside_names_are_a_column() -> None:
    text = """
Båtar i hamn                                 Vår    Sommar
Ekor                                          21       101
Jollar                                        12        13

Undertecknat av
Namn                                                              Datum
Sven Roddare, hamnkapten                                          2031-01-24
Ekot Årman, bryggvakt                                             2031-02-03
"""
    first, second = grids(layout_text.read(text))
    assert [row[0] for row in first] == ["Båtar i hamn", "Ekor", "Jollar"]
    assert second == [
        ["Namn", "Datum"],
        ["Sven Roddare, hamnkapten", "2031-01-24"],
        ["Ekot Årman, bryggvakt", "2031-02-03"],
    ]
