"""Labels over several columns of a header in layout text."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

import math

import pytest

from pipeline.extract.language.spelling import usual_spelling
from pipeline.extract.readers.text import layout_text
from pipeline.extract.readers.text.layout_heads import HeaderWords, heads_of
from tests.unit.extract.readers.drawing import Texts, grids, prose


def head(text: str) -> Texts:
    (table,) = grids(layout_text.read(text))
    return table[0]


BESIDE = """\
Båtar                   Köpta 2030     I hamn i år            Därav
                                                          roddbåtar    kanoter
Ekor, antal                    475             456              328        131
Jollar, antal                  151             142               98         44
"""
ABOVE = """\
                                                                          Därav
Båtar                                 Köpta 2030    I hamn i år
                                                                  roddbåtar       kanoter
Ekor, antal                                 475             456         328           131
Jollar, antal                               151             142          98            44
"""


@pytest.mark.parametrize("text", [BESIDE, ABOVE], ids=["beside labels", "above all labels"])
def test_a_text_over_two_columns_heads_these_and_none_beside_them(text: str) -> None:
    assert head(text) == ["Båtar", "Köpta 2030", "I hamn i år", "Därav roddbåtar", "Därav kanoter"]


def test_texts_over_columns_with_the_same_labels_head_each_beside_a_column_of_its_own() -> None:
    text = """\
                              Vår 2030                   Höst 2030
Bryggor            Hela    Målade     Trasiga       Målade     Trasiga
Norra bryggan        12        14           9           13          10
Södra bryggan        20        17           3           18           4
"""
    assert head(text) == [
        *("Bryggor", "Hela", "Vår 2030 Målade", "Vår 2030 Trasiga"),
        *("Höst 2030 Målade", "Höst 2030 Trasiga"),
    ]


def test_the_first_line_of_a_label_that_is_higher_than_others_is_over_no_other_column() -> None:
    text = """\
                           Avvikelse
                    inkl. åror (mnkr)     Prognos
Ekor, antal                     475           456
Jollar, antal                   151           142
"""
    assert head(text) == ["", "Avvikelse inkl. åror (mnkr)", "Prognos"]


def test_a_title_in_the_middle_of_its_table_is_no_label() -> None:
    document = layout_text.read("""\
                      Bryggor och båtar i hamnen, antal
               Bryggor                Hela 2030      Målade 2030        Trasiga
 Norra bryggan                        12             14                 9
 Södra bryggan                        20             17                 3
""")
    (table,) = grids(document)
    assert table[0] == ["Bryggor", "Hela 2030", "Målade 2030", "Trasiga"]
    assert prose(document) == ["Bryggor och båtar i hamnen, antal"]


def test_the_first_line_of_the_highest_label_is_no_title_though_it_stands_in_the_middle() -> None:
    text = """\
                                    Målade
                                  bryggor i
Bryggor          Hela 2030   norra hamnen        Trasiga
Norra                   12             14              9
Södra                   20             17              3
"""
    assert head(text) == ["Bryggor", "Hela 2030", "Målade bryggor i norra hamnen", "Trasiga"]


def test_a_text_over_columns_may_stand_above_a_blank_line_where_rows_are_far_apart() -> None:
    text = """\
                              Våren

Bryggor        Hela 2030     målade    trasiga

Norra bryggan         12         14          9

Södra bryggan         20         17          3
"""
    assert head(text) == ["Bryggor", "Hela 2030", "Våren målade", "Våren trasiga"]


def test_a_header_alone_at_the_foot_of_a_page_heads_the_rows_of_the_next() -> None:
    (table,) = grids(
        layout_text.read("""\
Bryggor          Hela 2030     Målade    Trasiga



\fNorra bryggan           12         14          9
Södra bryggan           20         17          3
""")
    )
    assert table[0] == ["Bryggor", "Hela 2030", "Målade", "Trasiga"]
    assert [row[0] for row in table[1:]] == ["Norra bryggan", "Södra bryggan"]


def test_a_word_between_two_labels_is_in_the_one_that_it_makes_whole() -> None:
    text = """\
Mnkr, netto                                     Budget 2031          Prognos bryggor Båtförändringarna  Avvikelse (utgå
                                              (inkl. beviljade                2031 (ansökta medel i från att begärda
                                              båtförändringar)                              hamnen)   förändringarna
                                                                                                           beviljas)
Norra bryggan                                              1,4                 1,4                0,0               0,0
Södra bryggan                                              4,6                 4,6                0,0               0,0
"""
    assert head(text)[3:] == [
        "Båtförändringarna (ansökta medel i hamnen)",
        "Avvikelse (utgå från att begärda förändringarna beviljas)",
    ]


def test_words_of_a_header_are_parted_among_so_many_columns_at_most() -> None:
    row = "   ".join(f"ord{number:02}" for number in range(20))
    columns = [(8 * number, 8 * number + 5) for number in range(20)]
    assert heads_of(HeaderWords([row], usual_spelling()), columns).cost < math.inf
    assert heads_of(HeaderWords([row, row], usual_spelling()), columns).cost == math.inf


def test_a_unit_behind_the_label_of_the_names_is_no_label_of_its_own() -> None:
    text = """\
                                  Bryggornas område (mnkr)               Fler
                                                             bojarna roddbåtar
        Norra bryggan                                              1,0     -1,0
        Södra bryggan                                             24,2    -24,2
        Bryggan vid det långa röda                                29,1    -29,1
"""
    assert head(text) == ["Bryggornas område (mnkr)", "Fler bojarna", "Fler roddbåtar"]


@pytest.mark.parametrize("at", [56, 92], ids=["beside the middle", "right"])
def test_a_title_over_many_columns_is_no_label_of_some_of_them(at: int) -> None:
    text = f"""
{" " * at}Båtar i hamnen vid norra bryggan

     Antal platser                   Jan     Feb     Mar     Apr     Maj     Jun     Jul     Aug     Sep     Okt     Medel
Platser 2024                         558     559     564     548     563     571     559     555     558     563       559
Platser 2025                         521     520     525     537     531     533     518     522     533     521       528
"""
    assert head(text)[1:] == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Maj",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Okt",
        "Medel",
    ]


def test_years_are_a_label_each_where_a_sub_heading_stands_far_left_below_a_centred_label() -> None:
    text = """
                                              Nyckeltal båtar och åror, V1             2018                  2019            2020
Ekor
Antal ekor i hamnen                                                           923                  925               1 016
Antal ekor som läcker på hösten                                               380                  376               376
Jollar
Lagade jollar                                                                 913                  949               983
Nätter, snitt per månad                                                     1 782                1 936             1 854
"""
    assert head(text)[1:] == ["2018", "2019", "2020"]


def test_a_capital_letter_inside_a_word_may_begin_another_columns_label() -> None:
    text = """\
Båtar               BudgetjusteringarAvvikelse    JollePlats
Ekor, antal                       475      456           328
Jollar, antal                     151      142            98
"""
    assert head(text) == ["Båtar", "Budgetjusteringar", "Avvikelse", "JollePlats"]


@pytest.mark.parametrize("above", ["Båtar", "Båtar\n\n"], ids=["right above", "apart"])
def test_a_title_at_the_right_that_repeats_its_heading_is_no_label(above: str) -> None:
    text = f"""\
Här står båtarna.

{above}
                                                              Båtar, mnkr
                       Budget 2031     Avvikelse (om alla båtar begärda
Mnkr                                                  under året köps)
Ekor, antal                    475                                 328
Jollar, antal                  151                                  98
"""
    assert head(text) == [
        *("Mnkr", "Budget 2031", "Avvikelse (om alla båtar begärda under året köps)"),
    ]


def test_a_title_that_calls_itself_a_tables_is_no_label_of_columns() -> None:
    text = """\
                                      Tabell med båtar i hamnen och på land

                                                               2030                       2031
            Båtar, antal                                       Hamn          Land         Hamn         Land
            Ekor, alla färger                                  19            15           17           13
            Jollar                                             8             5            13           17
"""
    assert head(text) == ["Båtar, antal", "2030 Hamn", "2030 Land", "2031 Hamn", "2031 Land"]


@pytest.mark.parametrize("second", ["kostnader", "2030"])
def test_known_words_without_white_between_them_head_two_columns(second: str) -> None:
    text = f"""\
                    Begärda    Ökade
Båtar (mnkr)        justeringar{second:<16}Budget
                    för båtar  i hamnen        2031
Ekor                     475          456            328
Jollar                   151          142             98
"""
    assert head(text) == [
        *("Båtar (mnkr)", "Begärda justeringar för båtar", f"Ökade {second} i hamnen"),
        "Budget 2031",
    ]


def test_a_word_that_owns_the_next_ends_no_label() -> None:
    text = """\
                                                    Varav 5 % av Resultat från
   Resultatenhetens       Resultatenhetens      resultatenhetens      2018 (+)
                  namn bruttobudget 2031      bruttobudget 2031
Ekornas bryggor        29 861              1 493                 -1 309
Jollarnas bryggor      89 505              4 475                 -3 635
Kanoternas alla bryggor 100 505            5 475                 -4 635
"""
    assert head(text)[:2] == ["Resultatenhetens namn", "Resultatenhetens bruttobudget 2031"]


def test_a_title_that_repeats_a_heading_as_wide_as_the_text_is_a_paragraph() -> None:
    text = """\
Här står alla båtar som hamnen
har köpt under året som gick.

Resultat för båtar under året
Resultat för båtar under året, mnkr
                       Budget 2031     Avvikelse
Ekor, antal                    475           328
Jollar, antal                  151            98
"""
    assert prose(layout_text.read(text))[1:] == [
        *("Resultat för båtar under året", "Resultat för båtar under året, mnkr"),
    ]
