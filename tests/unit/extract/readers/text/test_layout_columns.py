"""Known headers in layout text: their words, however close they stand."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

from pipeline.extract.readers.text import layout_text
from pipeline.extract.readers.text.layout_words import in_columns, texts_at
from tests.unit.extract.readers.drawing import Texts, grids

NINE = [
    "Indikator",
    "Periodens utfall",
    "Utfall män/pojkar",
    "Utfall kvinnor/flickor",
    "Utfall VB 2030",
    "Prognos helår",
    "Årsmål",
    "KF:s årsmål",
    "Period",
]


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


def test_labels_of_three_lines_that_touch_those_beside_them_are_parted() -> None:
    (table,) = read("""\
                                                   Utfall  Utfall
                                     Periode                        Utfall Prognos                      KF:s
Indikator                                          män/ kvinnor/                          Årsmål                 Period
                                     ns utfall                    VB 2030     helår                   årsmål
                                                  pojkar  flickor
Andel roddare som trivs på
                                         53 %       52 %       54 %       54 %                59 %      83 %       2031
bryggan
Andel roddare som har en båt
                                                                          73 %     75 %       74 %      90 %       2031
med namn
""")
    assert table == [
        NINE,
        [
            "Andel roddare som trivs på bryggan",
            *("53 %", "52 %", "54 %", "54 %", "", "59 %", "83 %", "2031"),
        ],
        [
            "Andel roddare som har en båt med namn",
            *("", "", "", "73 %", "75 %", "74 %", "90 %", "2031"),
        ],
    ]


def test_a_label_that_is_spelt_as_usual_takes_no_word_of_the_row_below_it() -> None:
    (table,) = read("""\
Indik    Perio     Utfall   Utfall   Utfall    Progn Årsm        KF:s       Perio
ator     dens      män/     kvinn    VB        os    ål          årsm       d
         utfall    pojka    or/      2030      helår             ål
                   r        flicko
                            r

Andel    84,87                       86,72     89,7  92 %        Tas        Tertial
bryg                                                             fram       2


Sid 28 (59)

Indik    Perio     Utfall   Utfall   Utfall    Progn Årsm        KF:s       Perio
ator     dens      män/     kvinn    VB        os    ål          årsm       d
         utfall    pojka    or/      2030      helår             ål
                   r        flicko
                            r

gor      %                           %                           av         2031
med                                                              nämn
namn                                                             d
""")
    assert table == [
        NINE,
        [
            "Andel bryggor med namn",
            *("84,87 %", "", "", "86,72 %", "89,7", "92 %", "Tas fram av nämnd"),
            "Tertial 2 2031",
        ],
    ]


def test_two_values_one_space_apart_are_in_two_columns_of_a_known_table() -> None:
    columns = [(7, 13), (16, 21), (24, 28), (32, 36), (39, 43)]
    row = "       Andel    57 % 59        59 %   2031"
    cells = texts_at(row, in_columns(row, columns, periods=True))
    assert cells == {0: "Andel", 1: "57 %", 2: "59", 3: "59 %", 4: "2031"}


def test_a_date_is_in_a_column_of_dates_where_another_is_nearer() -> None:
    (table,) = read("""\
                                            Aktivitet                                Startdatum Slutdatum Avvikelse
Roddarna ska måla alla bryggor innan isen lägger sig och båtarna tas                 2031-02-28      2031-12-31
upp på land
""")
    assert table[1][1:] == ["2031-02-28", "2031-12-31", ""]


def test_labels_of_a_known_header_may_stand_without_white_between_them() -> None:
    (table,) = read("""\
IndikatorPeriodensUtfall     Utfall    Utfall    PrognosÅrsmålKF:s      Period
          utfall   män/      kvinnor/  VB 2030   helår         årsmål
                   pojkar    flickor
Andel      53 %     52 %      54 %      54 %     55 %    59 %    83 %     2031
roddare
""")
    assert table == [
        NINE,
        ["Andel roddare", "53 %", "52 %", "54 %", "54 %", "55 %", "59 %", "83 %", "2031"],
    ]


def test_a_number_one_space_behind_a_name_that_reaches_out_of_its_column_is_a_value() -> None:
    (table,) = read("""\
Enhetens namn        Bruttobudget    Varav 5 %
Jollarnas bryggor     43 678             2 183
Bryggor för
                      95 145             4 757
kanoter
Kanoternas bryggor 2 49 654              2 482
Segelbåtens bryggor 114 372              5 718
""")
    assert table[1:] == [
        ["Jollarnas bryggor", "43 678", "2 183"],
        ["Bryggor för kanoter", "95 145", "4 757"],
        ["Kanoternas bryggor 2", "49 654", "2 482"],
        ["Segelbåtens bryggor", "114 372", "5 718"],
    ]


def test_headers_and_periods_may_touch_what_stands_before_them() -> None:
    (table,) = read("""\
Indikator                    Periodens    Utfall   Utfall       Utfall   Prognos  Årsmål    KF:s      Period
                             utfall       män/     kvinnor/VB            helår              årsmål
                                          pojkar   flickor 2030
Andel roddare i hamnen       19,6 %       19,3 %   19,9 %       21,6 %   20 %     20 %      FastställsTertial
                                                                                                      1 2031
Andel roddare på land        53 %         52 %     54 %         54 %     55 %     59 %      83 %      2031
""")
    assert [row[-1] for row in table] == ["Period", "Tertial 1 2031", "2031"]
    assert table[0][4] == "Utfall VB 2030"
    assert table[1][-2] == "Fastställs"


def test_dates_one_space_apart_below_the_name_of_their_row_are_of_the_table() -> None:
    (table,) = read("""\
                                                                        Startdatu   Slutdatu
                                                           Aktivitet                         Avvikelse
                                                                               m          m

 Hamnen ska under året måla om alla bänkar som står vid vattn
                                                                       2030-01-01 2031-12-31
 et.

 Olja in årorna.                                                       2031-01-01 2031-12-31
""")
    assert [row[1:3] for row in table[1:]] == [
        ["2030-01-01", "2031-12-31"], ["2031-01-01", "2031-12-31"],
    ]  # fmt: skip


def test_an_outcome_over_those_of_all_and_of_the_sexes_is_that_of_all() -> None:
    (table,) = read("""\
Indikator                                   Periodens utfall    Utfall VB    Prognos       Årsmål        KF:s        Period
                                                                    2030        helår                  årsmål
                                     Totalt    Män/    Kvinnor/
                                              pojkar     flickor

Andel roddare som trivs                                               59 %                     60 %         61 %        2031
Andel roddare med båt                 34 %     35 %      33 %         32 %        31 %         36 %         37 %        2031
""")
    assert table == [
        ["Indikator", "Periodens utfall Totalt", "Män/pojkar", "Kvinnor/flickor", *NINE[4:]],
        ["Andel roddare som trivs", "", "", "", "59 %", "", "60 %", "61 %", "2031"],
        ["Andel roddare med båt", "34 %", "35 %", "33 %", "32 %", "31 %", "36 %", "37 %", "2031"],
    ]


def test_a_period_is_in_the_last_column_however_far_lines_are_moved() -> None:
    text = " " * 20 + "Tertial 2"
    found = in_columns(text, [(0, 12), (18, 26), (30, 40)], periods=True)
    assert texts_at(text, found) == {2: "Tertial 2"}


def test_a_label_that_ends_inside_a_word_is_not_whole() -> None:
    (table,) = read("""\
                        Indikator       Perio\u00ad       Utfall     Utfall         Utfall Prognos Årsmål KF:s års\u00ad          Period
                                      dens ut\u00ad        män/ kvinnor/ VB 2030            helår                    mål
                                            fall     pojkar     flickor
Andel roddare som trivs                                              61                   65 %      79           2031
Andel roddare med båt              35,6 %                                    33,9 %    34,9 %     35 %      öka          Tertial 2
på sjön                                                                                                               2031
""")
    assert table[0] == NINE


def test_columns_of_what_is_said_beside_the_rows_are_known_in_any_header() -> None:
    indicators, activities = read("""\
Indikator             Periodens          Utfall VB          Prognos          Årsmål
                      utfall             2030               helår
Andel roddare som     53 %               54 %               55 %             59 %
trivs på bryggan
Aktivitet             Ansvarig           Startdatum         Slutdatum
Måla bryggan innan    Hamnfogden         2031-02-01         2031-08-31
badgästerna
kommer
Köpa in åror          Roddledaren        2031-04-01
till alla båtar
""")
    assert indicators[1] == ["Andel roddare som trivs på bryggan", "53 %", "54 %", "55 %", "59 %"]
    assert activities == [
        ["Aktivitet", "Ansvarig", "Startdatum", "Slutdatum"],
        ["Måla bryggan innan badgästerna kommer", "Hamnfogden", "2031-02-01", "2031-08-31"],
        ["Köpa in åror till alla båtar", "Roddledaren", "2031-04-01", ""],
    ]


def test_activities_may_start_and_end_in_short() -> None:
    indicators, activities = read("""\
Indikator             Periodens          Utfall VB          Prognos          Årsmål
                      utfall             2030               helår
Andel roddare som     53 %               54 %               55 %             59 %
trivs på bryggan
Aktiviteter                              Start                     Slut
Tjära den äldsta av alla                 2031-03-01                2031-06-30
båtar
Köpa in åror                             2031-04-01
till nästa sommar
""")
    assert len(indicators) == 2
    assert activities == [
        ["Aktiviteter", "Start", "Slut"],
        ["Tjära den äldsta av alla båtar", "2031-03-01", "2031-06-30"],
        ["Köpa in åror till nästa sommar", "2031-04-01", ""],
    ]


def test_a_measure_may_have_a_column_for_each_year() -> None:
    (table,) = read("""\
Indikator            Utfall 2030     Utfall 2031      Målvärde 2031     Måluppfyllelse
Andel roddare som    53 %            54 %             55 %              Delvis
trivs på bryggan
Antal båtar                          7                8                 Nej
""")
    assert table == [
        ["Indikator", "Utfall 2030", "Utfall 2031", "Målvärde 2031", "Måluppfyllelse"],
        ["Andel roddare som trivs på bryggan", "53 %", "54 %", "55 %", "Delvis"],
        ["Antal båtar", "", "7", "8", "Nej"],
    ]
