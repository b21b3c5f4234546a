"""Where the tables of layout text end: at the title and the header of another one."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Paragraph
from pipeline.extract.readers.text import layout_text
from tests.unit.extract.readers.drawing import Texts, grids


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


def test_a_title_and_a_header_of_one_label_open_another_table() -> None:
    first, second = read("""\
Mnkr                                              Budget 2031    Prognos 2031
Bänkar                                                    6,6             6,6
Bryggor                                                  11,3            11,3


Bryggans medel
Drift

Beskrivning, inom parentes antal                                         Mnkr
Medel mot vedboden (1)                                                    1,3
Medel för båtar (1)                                                       0,6
""")
    assert [row[0] for row in first] == ["Mnkr", "Bänkar", "Bryggor"]
    assert second == [
        ["Beskrivning, inom parentes antal", "Mnkr"],
        ["Medel mot vedboden (1)", "1,3"],
        ["Medel för båtar (1)", "0,6"],
    ]


def test_a_title_right_below_a_row_opens_another_table_with_a_header_of_several_labels() -> None:
    first, second = read("""\
Mnkr                    Budget 2031    Prognos 2031
Bänkar                          6,6             6,6
Bryggor efter                  11,3            11,3
vintern
Uppföljning av båtarna, mnkr
                        Budget 2031    Prognos 2031    Avvikelse
Mnkr                    (netto)        (inkl. ved)
Roddbåtar                      85,8            86,1         -0,3
Segelbåtar                      1,9             1,9          0,0
""")
    assert [row[0] for row in first] == ["Mnkr", "Bänkar", "Bryggor efter vintern"]
    assert second[0][1:] == ["Budget 2031 (netto)", "Prognos 2031 (inkl. ved)", "Avvikelse"]
    assert [row[0] for row in second[1:]] == ["Roddbåtar", "Segelbåtar"]


def test_a_name_of_two_lines_whose_values_stand_at_its_foot_opens_no_table() -> None:
    (table,) = read("""\
Mnkr                    Budget 2031    Prognos 2031
Bänkar                          6,6             6,6
Bryggor efter
vintern                        11,3            11,3

Båtar med
namn                            1,3             1,9
""")
    assert [row[0] for row in table] == [
        "Mnkr", "Bänkar", "Bryggor efter vintern", "Båtar med namn",
    ]  # fmt: skip


def test_a_name_that_reaches_below_the_label_beside_it_and_a_value_alone_end_no_table() -> None:
    (table,) = read("""\
Indikator                        Utfall    Årsmål    Period
Antal båtar                      12        14        2031
Andel roddare som är nöjda med   88 %      84 %      2031
hur bryggan har målats i år efter
isen
                                 13,9
Antal åror                       st        15        2031
""")
    assert [row[0] for row in table[1:]] == [
        "Antal båtar",
        "Andel roddare som är nöjda med hur bryggan har målats i år efter isen",
        "Antal åror",
    ]


def test_a_label_of_the_names_in_their_middle_is_of_the_header_though_another_touches_it() -> None:
    (table,) = read("""\
Bryggans medel

                 Beskrivning av medlen, inom parentes antalet av Mnkr
                                                        ansökningar
        Medel mot vedboden (1)                                            1,3
        Medel för båtar (1)                                               0,6
""")
    assert table == [
        ["Beskrivning av medlen, inom parentes antalet av ansökningar", "Mnkr"],
        ["Medel mot vedboden (1)", "1,3"],
        ["Medel för båtar (1)", "0,6"],
    ]


def test_words_right_below_columns_of_numbers_are_the_header_of_another_table() -> None:
    first, second = read("""\
Mnkr                    Budget 2031    Prognos 2031    Avvikelse
Bänkar                          6,6             6,6          0,0
Bryggor efter                  11,3            11,3          0,0
vintern
                                          Prognos
Mnkr                    Bokslut 2030      (netto)       Differens
Ekor                            7,1             6,6          0,5
Jollar                         12,3            11,3          1,0
""")
    assert [row[0] for row in first] == ["Mnkr", "Bänkar", "Bryggor efter vintern"]
    assert second[0] == ["Mnkr", "Bokslut 2030", "Prognos (netto)", "Differens"]
    assert [row[0] for row in second[1:]] == ["Ekor", "Jollar"]


@pytest.mark.parametrize("row", [
    "Jollar                      saknas          saknas         Öka",
    "Jollar                        hela         trasiga         2,0",
])  # fmt: skip
def test_remarks_and_words_beside_numbers_are_those_of_a_row(row: str) -> None:
    (table,) = read(f"""\
Båtar                   Antal 2031    Prognos 2031    Avvikelse
Ekor                           6,6             6,6          0,0
Skepp                         11,3            11,3          0,0
{row}
Bryggor                       11,3            11,3          0,0
""")
    assert [row[0] for row in table] == ["Båtar", "Ekor", "Skepp", "Jollar", "Bryggor"]


def test_a_word_that_reaches_over_its_column_parts_no_rows() -> None:
    (table,) = read("""\
Båtar          Budget     Prognos
2031           2031       2031
Ekor             115,4         3,5
Segelbåtsförvaringar
                 487,7       -48,8
Bord och          35,7        -2,5
åror och
drivankaresegelduk
Kanoter            1,7        -2,5
""")
    assert table == [
        ["Båtar 2031", "Budget 2031", "Prognos 2031"],
        ["Ekor", "115,4", "3,5"],
        ["Segelbåtsförvaringar", "487,7", "-48,8"],
        ["Bord och åror och drivankaresegelduk", "35,7", "-2,5"],
        ["Kanoter", "1,7", "-2,5"],
    ]


def test_a_value_alone_between_the_lines_of_its_label_goes_on_with_the_table_above() -> None:
    (table,) = read("""\
Mnkr                            Budget 2031    Prognos 2031

Ekor                                  115,4             3,5

Resultat för
                                                       46,6
jollar från 2030

Resultat efter                                         -9,9
jollar
""")
    assert [row[0] for row in table[1:]] == [
        *("Ekor", "Resultat för jollar från 2030", "Resultat efter jollar"),
    ]


def test_small_labels_one_space_apart_head_their_columns_above_a_blank_line() -> None:
    (table,) = read("""\
                                                                 Ökade
             Båtar (mnkr)
                                                          kostnader intäkter


Ekor och jollar                                                  1,0     -1,0


Kanoter                                                          5,3     -5,3
""")
    assert table == [
        ["Båtar (mnkr)", "Ökade kostnader", "Ökade intäkter"],
        ["Ekor och jollar", "1,0", "-1,0"],
        ["Kanoter", "5,3", "-5,3"],
    ]


def test_a_heading_set_to_the_width_of_its_page_is_no_row() -> None:
    document = layout_text.read("""\
Aktivitet                                 Startdatum       Slutdatum      Avvikelse

Måla alla bryggor innan isen lägger sig   2031-02-28       2031-12-31




KF:s    mål    för    verksamhetsområdet:     1.2   Bryggor   är    hela
""")
    assert [row[0] for (table,) in [grids(document)] for row in table] == [
        "Aktivitet", "Måla alla bryggor innan isen lägger sig",
    ]  # fmt: skip
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "KF:s mål för verksamhetsområdet: 1.2 Bryggor är hela"
    ]


def test_a_known_header_opens_its_table_below_a_line_of_prose_with_wide_white() -> None:
    tables = grids(
        layout_text.read("""\
Roddarna samordnar sig med bryggan så att gästerna                   en
trygg sommar. Under året planeras tre nya bryggor.
Indikator                                Årsmål     KF:s årsmål    Period
Andel gäster som är nöjda                77 %       86 %           År
Andel roddare som är nöjda               84 %       80 %           År
""")
    )
    assert [row[0] for row in tables[-1]] == [
        "Indikator",
        "Andel gäster som är nöjda",
        "Andel roddare som är nöjda",
    ]
    assert len(tables) == 1


def test_the_first_row_below_a_known_header_need_not_have_a_date() -> None:
    tables = grids(
        layout_text.read("""\
Aktivitet                               Startdatum Slutdatum Avvikelse

Roddarna ska bygga en brygga för
de yngsta gästerna, inne och ute,                            Avvikelse
med stöd av snickare.

Analys

Bygget dröjer till hösten.

Måla alla bänkar.                       2031-01-01 2031-12-31
""")
    )
    rows = [[row for row in table if "Analys" not in (row[0] or "")] for table in tables]
    assert rows == [
        [
            ["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"],
            ["Roddarna ska bygga en brygga för de yngsta gästerna, inne och ute, med stöd av"
             " snickare.", "", "", "Avvikelse"],
            ["Måla alla bänkar.", "2031-01-01", "2031-12-31", ""],
        ]
    ]  # fmt: skip
