"""Layout text whose rows do not show all columns: empty ones, values one space apart."""

from __future__ import annotations

from pipeline.extract.readers.text import layout_text
from tests.unit.extract.readers.drawing import Texts, grids


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


CUT_AT_THE_EDGE = """
                                                                                         Kv
                   Budget     Budget            Bokslut före       Bokslut efter
                                        Budget                                           ar
Mnkr               (kostnader (intäkter         vintern            vintern
                                        (netto)                                          till
                   +)         -)

Ekor                   45,6        -0,9    44,7             43,9                43,9

Jollar                276,6       -27,3   249,3            249,3               249,3

Skutor                 46,3        -4,6    41,7             40,5                40,5
"""


def test_a_label_right_of_all_values_heads_a_column_without_any() -> None:
    (table,) = read(CUT_AT_THE_EDGE)
    assert table[0][:-1] == [
        "Mnkr", "Budget (kostnader +)", "Budget (intäkter -)", "Budget (netto)",
        "Bokslut före vintern", "Bokslut efter vintern",
    ]  # fmt: skip
    assert table[1] == ["Ekor", "45,6", "-0,9", "44,7", "43,9", "43,9", ""]


VALUES_CLOSE = """
Båtar i hamn
Båtar i hamn
                                T1      T2     VB
antal

2021                             i.u.    i.u. 3,81

2022                            1,35 2,78 4,78

2023                            1,34 2,48 4,13

Båtar i hamn
                              jan feb mar apr maj jun jul             aug sep okt nov dec
antal

2022                          0,12 0,44 0,75 1,35 1,44 1,86 2,31 2,78 3,29 3,81 4,22 4,78

2023                          0,17 0,64 1,05 1,34 1,41 1,66 2,06 2,48 3,03 3,56 3,73 4,13
"""


def test_values_one_space_apart_are_cells_each_and_a_year_before_them_names_their_row() -> None:
    few, many = read(VALUES_CLOSE)
    assert [row[1:] for row in few[1:]] == [
        ["i.u.", "i.u.", "3,81"], ["1,35", "2,78", "4,78"], ["1,34", "2,48", "4,13"],
    ]  # fmt: skip
    assert [row[0] for row in (*few[1:], *many[1:])] == ["2021", "2022", "2023", "2022", "2023"]


def test_a_text_above_years_alone_heads_them_and_is_no_title() -> None:
    (table,) = read("""
Norra hamnen
                                     Ekor i hamnen
Båtar  Vinter 2031 Sommar 2031
                                     2031      2030

Läckor       44,7        43,9         0,8        0,2
Lappar       12,1        11,9         0,2        0,4
""")
    assert table[0] == [
        "Båtar", "Vinter 2031", "Sommar 2031", "Ekor i hamnen 2031", "Ekor i hamnen 2030",
    ]  # fmt: skip


def test_the_rest_of_a_name_below_a_header_begins_its_page_however_far_the_rows_are() -> None:
    (table,) = read("""
                     Köpta      Lagade     Sålda
Bryggor
                     2031       2031       2031


Ekorna vid            12         14          9
\f                     Köpta      Lagade     Sålda
Bryggor
                     2031       2031       2031


kajen


Södra bryggans
                      20         17          3
ekor


Östra bryggan         21         18          4
""")
    assert [row[0] for row in table] == [
        "Bryggor", "Ekorna vid kajen", "Södra bryggans ekor", "Östra bryggan",
    ]  # fmt: skip
    assert table[2][1:] == ["20", "17", "3"]
