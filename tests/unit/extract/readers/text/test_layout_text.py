"""Layout text: columns by runs of spaces, rows by their values."""

# ruff: noqa: E501 - tables stand as they are printed

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable, Paragraph, SourceFormat
from pipeline.extract.readers.text import layout_text
from pipeline.extract.readers.text.layout_closing import closed, spelling_of
from pipeline.extract.readers.text.layout_text import is_layout
from tests.unit.extract.readers.drawing import Texts, grids

PROSE = "Parkerna sköts av egen personal, och träden i dem räknas varje år i maj."


def read(text: str) -> list[list[Texts]]:
    return grids(layout_text.read(text))


INDICATORS = """
     Indikator                    Periodens   Utfall     Årsmål   KF:s        Period
                                  utfall      VB 2020             årsmål
     Antal träd i parken          12 st                  14 st    öka         Tertial 2
                                                                              2021
     Andel besökare som är        81 %        80 %       82 %     83 %        2021
     nöjda med bänkarna
"""


def test_columns_stand_below_each_other_and_empty_cells_are_empty() -> None:
    (table,) = read(INDICATORS)
    assert table == [
        ["Indikator", "Periodens utfall", "Utfall VB 2020", "Årsmål", "KF:s årsmål", "Period"],
        ["Antal träd i parken", "12 st", "", "14 st", "öka", "Tertial 2 2021"],
        ["Andel besökare som är nöjda med bänkarna", "81 %", "80 %", "82 %", "83 %", "2021"],
    ]


def test_every_cell_knows_its_lines() -> None:
    (table,) = (b for b in layout_text.read(INDICATORS).blocks if isinstance(b, GridTable))
    cells = [row[0] for row in table.rows if row[0] is not None]
    assert [(c.place.line_start, c.place.line_end) for c in cells] == [(2, 3), (4, 5), (6, 7)]
    assert "nöjda med bänkarna" in cells[-1].place.text


ANALYSED = """
     •   Fler barn leker.
     Indikator                    Periodens   Årsmål   Period
                                  utfall
     Antal träd i parken          12 st       14 st    2021

     Analys
     Träden planterades sent, och därför är de inte så många som det var tänkt.

     Antal bänkar                 7           9        2021
"""


def test_a_table_goes_on_below_an_analysis_and_starts_below_a_bullet() -> None:
    (table,) = read(ANALYSED)
    assert [row[0] for row in table] == [
        "Indikator",
        "Antal träd i parken",
        "Analys Träden planterades sent, och därför är de inte så många som det var tänkt.",
        "Antal bänkar",
    ]
    assert table[-1] == ["Antal bänkar", "7", "9", "2021"]


def test_what_is_read_by_position_is_never_certain() -> None:
    (table,) = (b for b in layout_text.read(INDICATORS).blocks if isinstance(b, GridTable))
    assert 0.9 < table.confidence < 1.0


CENTRED = """
     Indikator                         Årsmål    KF:s årsmål 2023    Period
     Andel besökare som känner sig
                                       61 %      85 %                År
     välkomna
     Antal träd i parken               12        fler                Tertial
     Andel bänkar som är nymålade
     när sommaren börjar, enligt       40 %                          År
     egen räkning
"""


def test_values_at_the_middle_of_their_cells() -> None:
    (table,) = read(CENTRED)
    assert table[1:] == [
        ["Andel besökare som känner sig välkomna", "61 %", "85 %", "År"],
        ["Antal träd i parken", "12", "fler", "Tertial"],
        ["Andel bänkar som är nymålade när sommaren börjar, enligt egen räkning", "40 %", "",
         "År"],
    ]  # fmt: skip


ACTIVITIES = """
    Aktivitet                                              Startdatum Slutdatum     Avvikelse
    Nämnden ska måla alla bänkar i parken innan sommaren 2021-01-01 2021-05-31
    Räkna träden                                                       2021-06-30   Avvikelse
Analys
Räkningen har flyttats till hösten.
    Plantera nya träd                                      2021-08-01 2021-12-31
"""


def test_dates_one_space_apart_and_an_analysis_below_a_row() -> None:
    (table,) = read(ACTIVITIES)
    assert table[1:] == [
        ["Nämnden ska måla alla bänkar i parken innan sommaren", "2021-01-01", "2021-05-31", ""],
        ["Räkna träden", "", "2021-06-30", "Avvikelse"],
        ["Analys Räkningen har flyttats till hösten.", None, None, None],
        ["Plantera nya träd", "2021-08-01", "2021-12-31", ""],
    ]


BUDGET = """
                                         Budget 2021         Prognos 2021        Avvikelse
Mnkr
                                         (netto)             (netto)
Parker                                         76,6                77,0               -0,4
Stöd till föreningar och
odlare                                        378,9               382,6               -2,9
Summa                                         455,5               459,6               -3,3
"""


def test_values_at_the_right_and_at_the_foot_of_their_cells() -> None:
    (table,) = read(BUDGET)
    assert table == [
        ["Mnkr", "Budget 2021 (netto)", "Prognos 2021 (netto)", "Avvikelse"],
        ["Parker", "76,6", "77,0", "-0,4"],
        ["Stöd till föreningar och odlare", "378,9", "382,6", "-2,9"],
        ["Summa", "455,5", "459,6", "-3,3"],
    ]


def test_a_table_goes_on_below_a_page_break_with_and_without_its_header() -> None:
    header = "Mnkr            Budget      Utfall     Avvikelse\n"
    park = "Parker          76,6        77,0       -0,4\n"
    square = "Torg            12,0        11,0       1,0\n"
    for repeated in (header, ""):
        (table,) = read(f"{header}{park}\n\n\f\n{repeated}{square}")
        assert [row[0] for row in table] == ["Mnkr", "Parker", "Torg"]


def test_rows_of_another_width_below_a_page_break_are_another_table() -> None:
    header = "Mnkr            Budget      Utfall     Avvikelse\n"
    park = "Parker          76,6        77,0       -0,4\n"
    wide = "Torg     12,0   11,0   1,0   3,0   4,0\nBad      14,0   12,0   2,0   3,0   5,0\n"
    document = layout_text.read(f"{header}{park}{park}\n\n\f\n{wide}")
    tables = [block for block in document.blocks if isinstance(block, GridTable)]
    for table in tables:
        assert len({len(row) for row in table.rows}) == 1
    assert [cell.text for row in tables[-1].rows[-2:] for cell in row if cell] == wide.split()


def test_prose_around_tables_stays_prose() -> None:
    document = layout_text.read(f"{PROSE}\n{BUDGET}\n\n\n{PROSE}\n")
    assert document.source_format is SourceFormat.LAYOUT_TEXT
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INDICATORS * 4, True),
        (f"{PROSE}\n" * 40, False),
        ("Antal träd 12 st 14 st Tertial 2 \n2021\n" * 20, False),
        ("  •   Träd räknas i maj\n" * 20, False),
    ],
)
def test_layout_is_told_by_the_gaps_in_its_lines(text: str, expected: bool) -> None:
    assert is_layout(text) is expected


def test_whose_the_rows_are_and_icons_alone_are_read() -> None:
    activities = """
     Nämndens aktiviteter         Startdatum   Slutdatum    Avvikelse
     ✓ Bygga en lekplats          2021-01-01   2021-12-31
     ● Öppna ett kafé             2021-01-01   2021-06-30   ⚠
"""
    (table,) = read(activities)
    assert [row[0] for row in table] == [
        "Nämndens aktiviteter",
        "Bygga en lekplats",
        "Öppna ett kafé",
    ]
    assert [row[3] for row in table] == ["Avvikelse", "", "⚠"]


NARROW = """\
                      Periodens    Utfall     Årsmål  KF:s
     Indikator         utfall      VB 2020            årsmål   Period
     Antal            1 204 st     1 190 st   1 250   Max 10   Terti
     nya                                      st      personer al 2
     förskol                                                   2021
     lärare
     Andel            81 %                    82 %    83 %     2021
     nöjda

     Analys

     Mätningen gjordes i maj.

     Antal träd                    12         14               2021
"""


def test_narrow_columns_cut_words_numbers_and_periods() -> None:
    """Every cell is wrapped, and the Analys of a row has blank lines round it."""
    (table,) = read(NARROW)
    assert table == [
        ["Indikator", "Periodens utfall", "Utfall VB 2020", "Årsmål", "KF:s årsmål", "Period"],
        ["Antal nya förskollärare", "1 204 st", "1 190 st", "1 250 st", "Max 10 personer",
         "Tertial 2 2021"],
        ["Andel nöjda", "81 %", "", "82 %", "83 %", "2021"],
        ["Analys Mätningen gjordes i maj.", None, None, None, None, None],
        ["Antal träd", "", "12", "14", "", "2021"],
    ]  # fmt: skip


MIDDLE = """\
   Indikator             Utfall   Årsmål   Period
   Andel boende i
                         60 %     61 %     2021
   gruppbostad
   Andel boende som vet
   vem de kan vända      88 %     90 %     2021
   sig till
   Andel elever          50 %     55 %     2021
   som simmar
"""


def test_values_stand_at_the_middle_of_their_rows() -> None:
    (table,) = read(MIDDLE)
    assert [row[0] for row in table[1:]] == [
        "Andel boende i gruppbostad",
        "Andel boende som vet vem de kan vända sig till",
        "Andel elever som simmar",
    ]


SPANNED = """\
                                 T1 2020                  T1 2021
   Boende                  Kvinnor       Män        Kvinnor       Män
   Gruppbostad               15           9           15          10
   Stödboende                 7          12           19          12
   Servicehus                60          58           63          60
"""


def test_a_header_line_of_fewer_texts_spans_the_columns_below() -> None:
    (table,) = read(SPANNED)
    assert table[0] == ["Boende", *(f"T1 {year} {sex}" for year in (2020, 2021)
                                    for sex in ("Kvinnor", "Män"))]  # fmt: skip
    assert table[1] == ["Gruppbostad", "15", "9", "15", "10"]


HEADER = """\
Indika    Period   Årsmå   Period
tor       ens      l
          utfall
"""
TORN_ROWS = f"""\
{HEADER}
Andel     84 %     86 %    2021
simmare
som kan
crawl

Antal     31 st    30 st   2021
båtar
som



\fSid 4 (9)

{HEADER}
ligger i
hamnen

Analys



\fSid 5 (9)

{HEADER}


Vågorna var höga hela våren.

Antal     12 st    14 st   2021
fyrar

Analys

Lamporna byttes i maj.



Nämndmål: 1.2 Hamnen är öppen
"""


def test_rows_and_texts_that_page_breaks_cut_are_whole() -> None:
    (table,) = read(TORN_ROWS)
    assert table == [
        ["Indikator", "Periodens utfall", "Årsmål", "Period"],
        ["Andel simmare som kan crawl", "84 %", "86 %", "2021"],
        ["Antal båtar som ligger i hamnen", "31 st", "30 st", "2021"],
        ["Analys Vågorna var höga hela våren.", None, None, None],
        ["Antal fyrar", "12 st", "14 st", "2021"],
        ["Analys Lamporna byttes i maj.", None, None, None],
    ]


def test_a_header_alone_at_the_foot_of_a_page_heads_the_rows_of_the_next() -> None:
    (table,) = read(f"{HEADER}\n\n\f\nAntal     12 st    14 st   2021\nfyrar\n")
    assert table[1] == ["Antal fyrar", "12 st", "14 st", "2021"]


@pytest.mark.parametrize("text", ["", "Analys\n\nFyrarna lyser hela natten.\n"])
def test_a_header_without_rows_is_kept_and_so_is_the_text_below_it(text: str) -> None:
    (table,) = read(f"{HEADER}\n{text}\n\n{PROSE}\n")
    assert table[0] == ["Indikator", "Periodens utfall", "Årsmål", "Period"]
    assert [row[0] for row in table[1:]] == ([" ".join(text.split())] if text else [])


def test_what_follows_a_known_table_is_prose() -> None:
    row = "Antal     12 st    14 st   2021\nfyrar\n"
    document = layout_text.read(f"{HEADER}\n{row}\nHamnen\n\n{PROSE}\n")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["Hamnen", PROSE]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("● Andel elever som kan simma     87 %     84 %    2021", ["87 %", "84 %", "2021"]),
        ("● Andel elever som kan simma 100 87 %       84 %    2021", ["87 %", "84 %", "2021"]),
        ("• Andel elever som kan simma     3,2 %            2021", ["3,2 %", "", "2021"]),
    ],
)
def test_an_icon_and_a_value_pushed_to_the_name_are_no_part_of_it(
    name: str, values: list[str]
) -> None:
    header = "Indikator                          Utfall   Årsmål  Period\n"
    (table,) = read(header + name + "\n")
    assert table[1][0] in {"Andel elever som kan simma", "Andel elever som kan simma 100"}
    assert table[1][1:] == values


def test_the_period_is_the_last_column() -> None:
    (table,) = read(
        "Indikator             Periodens utfall   Utfall VB 2020     Årsmål        Period\n"
        "Antal bryggor         14                 13                 15            2021\n"
    )
    assert table[0] == ["Indikator", "Periodens utfall", "Utfall VB 2020", "Årsmål", "Period"]


ONE_FULL_ROW = """\
Mnkr         Budget 2021                      Bokslut 2021                Avvikelse bokslut
                                                                          2021          2020
Netto                        112,5                           111,0              1,5       -2,0
Över från 2020                                                                  0,5
Över till 2022                                                                 -1,0
"""


def test_the_widest_row_tells_the_columns_and_a_label_heads_all_years_below_it() -> None:
    (table,) = read(ONE_FULL_ROW)
    assert table == [
        ["Mnkr", "Budget 2021", "Bokslut 2021", "Avvikelse bokslut 2021", "Avvikelse bokslut 2020"],
        ["Netto", "112,5", "111,0", "1,5", "-2,0"],
        ["Över från 2020", "", "", "0,5", ""],
        ["Över till 2022", "", "", "-1,0", ""],
    ]


ONE_SPACE_APART = """\
Mnkr       Budget      Budget   Budget Bokslut före Bokslut efter
           (kostnader  (intäkter (netto) överföring  överföring
           +)          -)
Park            12,5     -2,6    9,9          9,5          9,0
Torg             8,1     -0,8    7,3          7,1          7,0
"""


def test_labels_one_space_apart_are_parted_where_no_line_has_a_letter() -> None:
    (table,) = read(ONE_SPACE_APART)
    assert table[0] == [
        "Mnkr",
        "Budget (kostnader +)",
        "Budget (intäkter -)",
        "Budget (netto)",
        "Bokslut före överföring",
        "Bokslut efter överföring",
    ]


NEAR_HEADS = """\
Mnkr                Budget 2020        Avvikelse 2020 Bokslut 2019      Avvikelse 2019
Park                     62,5                    33,7           37,0             -32,6
Torg                     41,9                   -46,4           43,3            -170,9
"""


def test_labels_one_space_apart_are_parted_by_what_stands_below() -> None:
    (table,) = read(NEAR_HEADS)
    assert table[0] == [
        "Mnkr", "Budget 2020", "Avvikelse 2020", "Bokslut 2019", "Avvikelse 2019"
    ]  # fmt: skip


def test_a_title_and_a_header_of_years_open_another_table() -> None:
    tables = read(
        "Mnkr            Budget      Utfall\n"
        "Parker          76,6        77,0\n"
        "Torg            12,0        11,0\n\n"
        "Lönekostnader\n\n"
        "Mnkr            2020        2021\n"
        "Parker          46,6        47,0\n"
        "Torg            10,0        10,1\n"
    )
    assert [table[0] for table in tables] == [
        ["Mnkr", "Budget", "Utfall"],
        ["Mnkr", "2020", "2021"],
    ]


def test_footnotes_and_their_marks_are_no_part_of_the_rows() -> None:
    document = layout_text.read(
        "Mnkr            Budget      Utfall\n"
        "Parker1         76,6        77,0\n"
        "Torg            12,0        11,0\n\n"
        "1 Träden är med.\n\n"
        "Sid 1 (3)\n\f\n"
        "Sjöar            6,6         7,0\n\n"
        "Sid 2 (3)\n\f\n"
        f"{PROSE}\n\nSid 3 (3)\n"
    )
    (table,) = grids(document)
    assert [row[0] for row in table] == ["Mnkr", "Parker", "Torg", "Sjöar"]
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == [
        "1 Träden är med.",
        PROSE,
    ]


OVER_TWO = """\
                                   Antal
 Trädslag (st)           granar            tallar
 Norra parken                 12                 -3
 Södra parken                122                -13

                                         Ökade
 Verksamhet (tkr)                        timmar              inköp
 Odling                                      7,5             -2,5
 Bryggor                                    10,5            -12,5
"""
RAGGED = """\
                                             Bokslut
                                             enligt      Bokslut
                      Timmar    Inköp VP 2031 rev 2030    efter sept    Netto 2029
Odling (tkr)            2031     2031   Netto    Netto         2030          bokslut
Norra parken             7,5     -2,5     5,0      4,0          3,0              2,0
Södra parken            10,5    -12,5    -2,0     -1,0         -3,0             -4,0
"""


def test_a_text_over_the_middle_of_labels_heads_each_and_so_does_one_above_the_first() -> None:
    trees, staff = read(OVER_TWO)
    assert trees[0] == ["Trädslag (st)", "Antal granar", "Antal tallar"]
    assert staff[0] == ["Verksamhet (tkr)", "Ökade timmar", "Ökade inköp"]


def test_labels_that_stand_ragged_and_close_are_parted_where_few_words_are_torn() -> None:
    (table,) = read(RAGGED)
    assert table[0] == [
        "Odling (tkr)",
        "Timmar 2031",
        "Inköp 2031",
        "VP 2031 Netto",
        "Bokslut enligt rev 2030 Netto",
        "Bokslut efter sept 2030",
        "Netto 2029 bokslut",
    ]


def test_lines_with_a_text_in_every_column_tell_where_columns_stand_below_a_narrow_header() -> None:
    (table,) = read("""\
Indikator                      Årsmål            KF:s årsmål 2031     Period
Andel hela bryggor i norra
                                             94 %                Ökning           Tertial
och södra viken
Andel båtar med
                                             80 %                89 %             År
namn på aktern
Andel roddare som kan simma                  75 %                                 År
""")
    assert [row[1:] for row in table[1:]] == [
        ["94 %", "Ökning", "Tertial"],
        ["80 %", "89 %", "År"],
        ["75 %", "", "År"],
    ]


def test_a_header_whose_row_label_stands_above_and_below_its_other_line_is_whole() -> None:
    (table,) = read("""\
Bryggornas skick, som
                            Mnkr
nämnden har bedömt det
Norra bryggan               1,4
Södra bryggan               0,7
*Bedömt av roddare
""")
    assert table == [
        ["Bryggornas skick, som nämnden har bedömt det", "Mnkr"],
        ["Norra bryggan", "1,4"],
        ["Södra bryggan", "0,7"],
    ]


def test_a_period_one_space_behind_a_text_is_in_its_column() -> None:
    (table,) = read("""\
Indikator                        Årsmål       KF:s årsmål 2031  Period
Andel hela bryggor               94 %         Tas fram av nämnd År
Andel båtar som kan segla        80 %         Tas fram av nämnd Tertial
""")
    assert [row[2:] for row in table[1:]] == [
        ["Tas fram av nämnd", "År"],
        ["Tas fram av nämnd", "Tertial"],
    ]


def test_periods_say_how_far_apart_columns_are_where_cells_are_empty() -> None:
    (table,) = read("""\
Indikator                 Årsmål              KF:s årsmål 2031       Period
Andel roddare som har lärt
                                     75 %                                     År
sig simma i sommar
Andel båtar med namn
                                     79 %                                     År
på aktern
""")
    assert table[1] == ["Andel roddare som har lärt sig simma i sommar", "75 %", "", "År"]
    assert table[2] == ["Andel båtar med namn på aktern", "79 %", "", "År"]


def test_two_labels_below_each_other_are_those_that_no_small_letter_begins() -> None:
    (table,) = read("""\
                                     KF:s årsmål
Indikator                     Årsmål 2031           Period
Andel hela bryggor            94 %   79 %           År
Andel båtar i sjön            80 %   Ökning         Tertial
""")
    assert table[0] == ["Indikator", "Årsmål", "KF:s årsmål 2031", "Period"]


def test_a_label_of_rows_between_the_lines_of_the_others_is_of_their_header() -> None:
    (table,) = read("""\
                             Ökade
Brygga (tkr)
                             timmar     inköp
Norra                        0,7        -0,7
Södra                        15,1       -15,1
""")
    assert table[0] == ["Brygga (tkr)", "Ökade timmar", "Ökade inköp"]


def test_a_hyphen_that_is_printed_at_the_end_of_a_cell_is_one() -> None:
    (table,) = read("""\
Kostnader (tkr)              Bryg­     Trä­
                             gor      den
Norra                        0,7      1,7
Södra                        15,1     11,5
""")
    assert table[0] == ["Kostnader (tkr)", "Bryggor", "Träden"]


def test_a_row_label_under_a_header_that_is_closer_to_its_column_stays_one() -> None:
    (table,) = read("""\
Ved  Björk      Gran
2031 2031       2031
Parken i    74,2       -1,5
innerstad
en
Hamnen     38,2       -3,2
""")
    assert [row[0] for row in table[1:]] == ["Parken i innerstaden", "Hamnen"]


def test_years_at_the_end_of_rows_are_periods_and_remarks_beside_numbers_their_own_column() -> None:
    (table,) = read("""\
Indikator                     Utfall    Utfall     Årsmål       KF:s       Period
                                        VB 2030                årsmål
Andel hela bryggor            38,6 %                  44 Tas fram      2031
                                                              av nämnd
Andel båtar med namn          99,2 %    99,9 %     100 %    100 % VB 2031
Antal roddare                   12                    14        10       2031
""")
    assert table[1:] == [
        ["Andel hela bryggor", "38,6 %", "", "44", "Tas fram av nämnd", "2031"],
        ["Andel båtar med namn", "99,2 %", "99,9 %", "100 %", "100 %", "VB 2031"],
        ["Antal roddare", "12", "", "14", "10", "2031"],
    ]


def test_columns_with_a_label_and_no_value_are_columns() -> None:
    (table,) = read("""\
Mnkr                              Budget     Bokslut   Avvikelse
                                    2031        2031        2031
Bryggornas överskott från 2030                              33,7
Bryggornas överskott till 2032                             -54,6
""")
    assert table[0] == ["Mnkr", "Budget 2031", "Bokslut 2031", "Avvikelse 2031"]
    assert table[1][1:] == ["", "", "33,7"]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["Bryggmästarnämnd", "en ska"], "Bryggmästarnämnden ska"),
        (["innerstadens", "roddare"], "innerstadens roddare"),
        (["feriearbetare", "."], "feriearbetare."),
        (["administratio", "n"], "administration"),
        (["2 000"], "2 000"),
        (["2", "000"], "2 000"),
        (["20", "31"], "2031"),
        (
            ["Varav 5 %", "av resultate", "nhetens bru", "ttobudget"],
            "Varav 5 % av resultatenhetens bruttobudget",
        ),
        (["Beräknad r", "esultatöverf", "öring"], "Beräknad resultatöverföring"),
    ],
)
def test_a_word_that_fills_its_column_may_be_cut_and_one_that_owns_the_next_is_whole(
    pieces: list[str], whole: str
) -> None:
    assert closed(pieces) == whole


def test_labels_of_a_header_that_is_printed_with_less_white_than_its_rows() -> None:
    (table,) = read("""\
Mnkr Budget     Budget Budget Bokslut före   Bokslut efter  Avvikelse 2030
     (timmar    (inköp (netto) rodd          rodd           efter
     +)         -)                                          rodd
Norra bryggan och dess vänner   127,5            -2,6           124,9         126,5   126,5   -1,6
Södra bryggan                   480,3           -48,0           432,3         429,1   429,1    3,2
""")
    assert table[0] == [
        "Mnkr",
        "Budget (timmar +)",
        "Budget (inköp -)",
        "Budget (netto)",
        "Bokslut före rodd",
        "Bokslut efter rodd",
        "Avvikelse 2030 efter rodd",
    ]


def test_a_row_printed_with_less_white_whose_year_stands_alone_moves_no_column() -> None:
    (table,) = read("""\
Indikator                     Utfall    Utfall     Årsmål     KF:s       Period
                                        VB 2030              årsmål
Andel hela bryggor                      38,6 %     44 %      45 %        2031
Antal båtar per brygga                  14,8      14,5     14,1       Tertial 1
                                                                      2031
Andel båtar med namn                    99,9 %     98 %      97 %        2031
""")
    assert table[1:] == [
        ["Andel hela bryggor", "", "38,6 %", "44 %", "45 %", "2031"],
        ["Antal båtar per brygga", "", "14,8", "14,5", "14,1", "Tertial 1 2031"],
        ["Andel båtar med namn", "", "99,9 %", "98 %", "97 %", "2031"],
    ]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["boend", "ei", "gruppb", "ostad"], "boende i gruppbostad"),
        (["energ", "ii", "lokal", "er"], "energi i lokaler"),
        (["Ju fler båtar", "vi"], "Ju fler båtar vi"),
    ],
)
def test_a_word_of_one_letter_is_apart_from_the_letter_before_it(
    pieces: list[str], whole: str
) -> None:
    assert closed(pieces) == whole


def test_a_digit_and_its_sign_are_apart_where_those_of_more_digits_are() -> None:
    text = """\
Indikator          Utfall    Årsmål       Period
Hela bryggor       57 %      6%           2031
Bryggor i trä      0%        68 %         2031
"""
    (apart,) = read(text)
    assert [row[1:3] for row in apart[1:]] == [["57 %", "6 %"], ["0 %", "68 %"]]
    (close,) = read(text.replace("57 %", "57%").replace("68 %", "68%"))
    assert [row[1:3] for row in close[1:]] == [["57%", "6%"], ["0%", "68%"]]


def test_a_header_of_many_words_in_narrow_columns_has_its_labels() -> None:
    (table,) = read("""\
                      Bryg-      Varav 5 %  Båtarnas   Har ut-    Beräknad
                      gornas     av brygg-  utfall     fallet     överfö-
                      brutto-    gans       från 2030  uppkom-    ring till
                      budget     brutto-    Över-      mit av     2032
                      2031       budget     skott (-)  bryggans   (max 10
                                 2031       Under-     eget       %)
                                            skott      handlan-   Över-
                                            (+)        de? JA     skott
                                            enligt     / NEJ      (+) Un-
                                            avtal med  enligt     derskott
                                            roddarna   rodd-      (-) när
                                            vid den    klubbens   båtarna
Bryggans              södra      norra      norra      egen bok   är sålda
namn                  bryggan    bryggan    bryggan    om ved     i maj
Norra bryggan         87 975         4 398     -2 873  JA            3 833
Södra bryggan         108 956        5 447    -10 578  JA            8 329
""")
    assert table[0][0] == "Bryggans namn"
    assert all(table[0])
    assert table[1] == ["Norra bryggan", "87 975", "4 398", "-2 873", "JA", "3 833"]


def test_years_and_dates_that_narrow_columns_cut_are_whole_and_tell_rows() -> None:
    indicators, activities = read("""\
Indikator                     Utfall    Årsmål    Pe
                                                  ri
                                                  od
Andel roddare som känner        81 %      84 %    20
sig trygga                                        31
Andel roddare med båt           53 %      59 %    20
                                                  31


Aktivitet                                         Startd     Slutda   Avvik
                                                  atum       tum      else
Roddarna ska i samråd med gästerna måla           2031-02- 2031-12
bryggorna                                         28       -31
""")
    assert indicators[1:] == [
        ["Andel roddare som känner sig trygga", "81 %", "84 %", "2031"],
        ["Andel roddare med båt", "53 %", "59 %", "2031"],
    ]
    assert activities[1][1:] == ["2031-02-28", "2031-12-31", ""]


@pytest.mark.parametrize(
    "text",
    [
        """\
                                                             T2 2030                                        T2 2031
 Brygga antal båtar                    Kvinnor                   Män                    Kvinnor                 Män
 Norra bryggan                                   16                      17                       17                         16
 Södra bryggan                                  123                      146                   134                          134
""",
        """\
                                        T2 2030                                        T2 2031
 Brygga antal båtar                     Kvinnor                Män                     Kvinnor                 Män
 Norra bryggan                          16                     17                      17                      16
 Södra bryggan                          123                    146                     134                     134
""",
    ],
    ids=["above the middle of their values", "above the first of two"],
)
def test_texts_above_labels_that_stand_twice_head_each_of_them(text: str) -> None:
    (table,) = read(text)
    assert table[0][1:] == ["T2 2030 Kvinnor", "T2 2030 Män", "T2 2031 Kvinnor", "T2 2031 Män"]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["Andel", "båtar", "som", "deltar", "i", "någon", "kultur", "aktivit", "et"],
         "Andel båtar som deltar i någon kulturaktivitet"),
        (["Resultatenhetens brutto", "budget 2031"], "Resultatenhetens bruttobudget 2031"),
        (["Varav 5 %", "av bud-", "getens", "brutto-", "budget"], "Varav 5 % av budgetens bruttobudget"),
        (["Antal", "platser"], "Antal platser"),
        (["Begärda budget", "justeringar"], "Begärda budgetjusteringar"),
        (["(begärda/för", "väntade)"], "(begärda/förväntade)"),
        (["utfall/", "prognos"], "utfall/prognos"),
        (["ja /", "nej"], "ja / nej"),
        (["Bryggor som håller över", "tid."], "Bryggor som håller över tid."),
    ],
)  # fmt: skip
def test_two_words_that_are_likely_one_are_where_the_line_is_full(
    pieces: list[str], whole: str
) -> None:
    assert closed(pieces) == whole


def test_one_line_of_two_labels_above_the_middle_of_all_values_heads_not_all() -> None:
    (table,) = read("""\
                                                                                 Prognos 2031 Prognos 2031
                                                                                 (före bryggresu (efter bryggresu
                                                 Budget 2031                       ltaten        ltaten      Avvikelse (+/-)
                                                 (netto, inkl.   Begärda budg     inkl. begärda   inkl. begärda (inkl. begärda
 Mnkr                                           godkända BJ)     etjusteringar          BJ)             BJ)            BJ)
 Norra bryggan                                            85,8             0,0             86,1             86,1             -0,3
 Södra bryggan                                           413,6             1,9            413,0            413,0              2,5
""")
    assert table[0][1] == "Budget 2031 (netto, inkl. godkända BJ)"
    assert table[0][5] == "Avvikelse (+/-) (inkl. begärda BJ)"


def test_two_words_that_are_one_elsewhere_in_the_text_are_a_cut_one() -> None:
    spelling = spelling_of(["Varje budgetbryggor är målat"])
    assert closed(["Vart budget", "bryggor"], spelling) == "Vart budgetbryggor"
    assert closed(["Vart budget", "bryggor"]) == "Vart budget bryggor"


CUT_THOUSANDS = """
 Verksamhet                    Kostnader   Intäkter   Netto     Förra året

 Parker och torg                   912,0       -3,1    908,9         897,2

 Badplatser                        310,4      -28,0    282,4         270,0

                                       1                   1
 Summa                           222,4        -31,1    191,3       1 167,2
"""


def test_a_number_cut_behind_its_thousands_is_one() -> None:
    (table,) = read(CUT_THOUSANDS)
    assert table[-1] == ["Summa", "1 222,4", "-31,1", "1 191,3", "1 167,2"]


SPACED_ROWS = """
                           Budget 2024    Utfall 2024   Avvikelse

 Bänkar                           41,0           40,2         0,8

 Summa                           41,0           40,2          0,8

 varav
 nya bänkar                       4,0            4,0          0,0
"""


def test_a_row_begins_where_lines_are_farthest_apart() -> None:
    (table,) = read(SPACED_ROWS)
    assert [row[0] for row in table[1:]] == [
        "Bänkar",
        "Summa",
        "varav nya bänkar",
    ]


WORDY_TARGETS = """
     Indikator                          Periodens   Årsmål      KF:s        Period
                                        utfall                  årsmål
     Andel besökare som är nöjda        81 %        82 %        83 %        2021

                                                                Tas fram
     Antal träd i parken                12 st       14 st       av nämnderna 2021

     Antal bänkar                       40 st       41 st       44 st       2021

     Analys
     Träden planterades sent i år.

                                                                Tas fram
     Antal dammar                                                           VB
                                        3 st        4 st        av
     i parken                                                               2021
                                                                nämnden
"""


def test_a_target_in_words_beside_its_period_and_above_its_row() -> None:
    (table,) = read(WORDY_TARGETS)
    assert table[2] == ["Antal träd i parken", "12 st", "14 st", "Tas fram av nämnderna", "2021"]
    assert table[-1] == ["Antal dammar i parken", "3 st", "4 st", "Tas fram av nämnden", "VB 2021"]


APART_HEADER = """
                                                    T2 2020                     T2 2021

     Besökare i parken                      Flickor         Pojkar     Flickor         Pojkar

     Badplatsen                                  14             8           12              9

     Lekplatsen                                  21            18           19             20
"""


def test_a_blank_line_inside_a_header_does_not_end_it() -> None:
    (table,) = read(APART_HEADER)
    assert table[0][1:] == [
        "T2 2020 Flickor",
        "T2 2020 Pojkar",
        "T2 2021 Flickor",
        "T2 2021 Pojkar",
    ]
    assert table[-1] == ["Lekplatsen", "21", "18", "19", "20"]


MONTHS = """
Antal besökare     Jan Feb Mar Apr Maj Jun Jul   Aug Sep Medel

Badplatsen 2020    143 154 153 147 156 147 142 153   166 151

Badplatsen 2021    170 141 156 155 161 162 154 152   149 156

Andel i procent jan feb mar apr maj jun
2021               i.u. 0,26 0,86 0,89 1,42 1,54
"""


def test_months_one_space_apart_are_columns_each() -> None:
    months, shares = read(MONTHS)
    assert months[0][1:] == ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Medel"]
    assert months[2][1:] == ["170", "141", "156", "155", "161", "162", "154", "152", "149", "156"]
    assert shares == [
        ["Andel i procent", "jan", "feb", "mar", "apr", "maj", "jun"],
        ["2021", "i.u.", "0,26", "0,86", "0,89", "1,42", "1,54"],
    ]


def test_cells_that_stand_close_are_shown_as_they_are_printed() -> None:
    tables = [b for b in layout_text.read(MONTHS).blocks if isinstance(b, GridTable)]
    cells = [cell for row in tables[0].rows for cell in row if cell]
    assert cells[-1].place.text == MONTHS.split("\n")[5]


PART_ROWS = """
                           Budget 2024    Utfall 2024   Avvikelse
 Bänkar                           41,0           40,2         0,8
 Summa                           41,0           40,2          0,8
 varav
 nya bänkar                       4,0            4,0          0,0
"""


def test_a_row_that_is_a_part_of_the_one_above_begins_with_a_small_letter() -> None:
    (table,) = read(PART_ROWS)
    assert [row[0] for row in table[1:]] == ["Bänkar", "Summa", "varav nya bänkar"]


CLOSE_HEADER = """
                                          Aktivitet Startdatum Slutdatum Avvikelse


Nämnden ska måla alla bänkar i parken     2021-01-01 2021-05-31
"""


def test_a_known_header_one_space_apart_opens_its_table() -> None:
    (table,) = read(CLOSE_HEADER)
    assert table == [
        ["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"],
        ["Nämnden ska måla alla bänkar i parken", "2021-01-01", "2021-05-31", ""],
    ]


REPEATED_HEADER = """
 Mnkr               Budget        Utfall        Avvikelse
                    (beslutad)    (helår)       (från utfall)

 Bänkar                   41,0          40,2             0,8

 Träd i
 parken                                                  1,0
 Mnkr                 Budget          Utfall        Avvikelse
                      (beslutad)      (helår)       (från utfall)




 Dammar                     12,0            11,5             0,5

 Båtar                       2,0             2,5            -0,5
"""


def test_a_header_that_repeats_ends_a_part_of_a_table_however_far_its_rows_are() -> None:
    (table,) = read(REPEATED_HEADER)
    assert table == [
        ["Mnkr", "Budget (beslutad)", "Utfall (helår)", "Avvikelse (från utfall)"],
        ["Bänkar", "41,0", "40,2", "0,8"],
        ["Träd i parken", "", "", "1,0"],
        ["Dammar", "12,0", "11,5", "0,5"],
        ["Båtar", "2,0", "2,5", "-0,5"],
    ]


BRIDGED_HEADER = """
                                      Kvar sedan år        Resultat       Kvar till år
 Parkens       Parkens
                                      2020 (före           2021           2022 (efter
     namn budget år 2021
                                      beslut)              (tkr)          beslut)

 Badplatsen                  62 925           -5 098         -1 595           6 292

 Lekplatsen                 119 254              154         -3 008           2 854
"""


def test_labels_of_a_header_one_space_apart_are_lines_of_it() -> None:
    (table,) = read(BRIDGED_HEADER)
    assert table[0][2:] == [
        "Kvar sedan år 2020 (före beslut)",
        "Resultat 2021 (tkr)",
        "Kvar till år 2022 (efter beslut)",
    ]
    assert table[1] == ["Badplatsen", "62 925", "-5 098", "-1 595", "6 292"]


GROUPED_NAMES = """
 Fråga                 Svar                             Utfall T1     Utfall T2    Totalt


 Vilka vi frågade      Besökare i parken                        1            67        68


 Hur de kom dit?       Till fots                               22             3        25


                       Med båt över sjön,
                                                                0             0         0
                       när isen har gått


 Vad de helst gör här? Bada                                    10            20        30
"""


def test_groups_of_rows_stand_in_a_column_beside_the_names() -> None:
    (table,) = read(GROUPED_NAMES)
    assert table == [
        ["Fråga", "Svar", "Utfall T1", "Utfall T2", "Totalt"],
        ["Vilka vi frågade", "Besökare i parken", "1", "67", "68"],
        ["Hur de kom dit?", "Till fots", "22", "3", "25"],
        ["", "Med båt över sjön, när isen har gått", "0", "0", "0"],
        ["Vad de helst gör här?", "Bada", "10", "20", "30"],
    ]


NAME_BELOW_HEADER = """
 Fråga                 Svar                             Utfall T1     Utfall T2    Totalt


                       Med båt över sjön
 Hur de kom dit?                                                8             3        11
                       när isen har gått


 Vad gjorde de?        Bada                                    10            20        30


                       Ro                                      12            20        32
"""


def test_a_name_that_stands_apart_from_the_header_is_of_its_row() -> None:
    (table,) = read(NAME_BELOW_HEADER)
    assert table[:2] == [
        ["Fråga", "Svar", "Utfall T1", "Utfall T2", "Totalt"],
        ["Hur de kom dit?", "Med båt över sjön när isen har gått", "8", "3", "11"],
    ]


SUB_HEADED = """
                         2020           2021

 Inflöde

 Antal besökare            41             40

 Antal båtar               12             11
"""


def test_a_sub_heading_above_the_first_row_is_no_part_of_its_name() -> None:
    (table,) = read(SUB_HEADED)
    assert [row[0] for row in table[-3:]] == ["Inflöde", "Antal besökare", "Antal båtar"]


NARROW_NAMES = """
                         Indikator    Periodens   Utfall   Årsmål   KF:s        Period
                                      utfall      VB 2020           årsmål

                         Andel
                         besökare i
                         parken                                     Fastställs
                         som badar    81 %                 82 %     2022        2021

                         Antal
                         badplatser i
                         parken       7           6        7        8           2021
"""


def test_names_far_from_the_left_above_a_target_in_words() -> None:
    (table,) = read(NARROW_NAMES)
    assert table[1:] == [
        ["Andel besökare i parken som badar", "81 %", "", "82 %", "Fastställs 2022", "2021"],
        ["Antal badplatser i parken", "7", "6", "7", "8", "2021"],
    ]


LONG_WORDS = """
Indikator Periodens  Årsmål  KF:s     Period
          utfall             årsmål
Antal     190 st     288 st  300 st   2021
platser i
verksamhetsförlagd
utbildning
Antal     242 st     538 st  400 st   2021
badplatser
"""


def test_a_word_wider_than_the_column_of_names_is_part_of_a_name() -> None:
    (table,) = read(LONG_WORDS)
    assert [row[0] for row in table[1:]] == [
        "Antal platser i verksamhetsförlagd utbildning",
        "Antal badplatser",
    ]
    assert table[2][1:] == ["242 st", "538 st", "400 st", "2021"]


MOVED_VALUES = """
     Indikator            Periodens  Utfall   Utfall    Utfall    Prognos   Årsmål   Period
                          utfall     män      kvinnor   VB 2020   helår
     Antal träd           12 st      7 st     5 st      14 st     15 st     16 st    2021
     Antal bänkar         81                      77 st     78 st           82 st    2021
"""


def test_a_value_is_not_that_of_one_sex_alone_where_another_column_is_as_near() -> None:
    (table,) = read(MOVED_VALUES)
    assert table[1] == ["Antal träd", "12 st", "7 st", "5 st", "14 st", "15 st", "16 st", "2021"]
    assert table[2] == ["Antal bänkar", "81", "", "", "77 st", "78 st", "82 st", "2021"]


MOVED_ROWS = """
                                                   Utfall  Utfall Periode
                                     Periode                               Prognos                      KF:s
Indikator                                          män/ kvinnor/ ns utfall                Årsmål                 Period
                                     ns utfall                                helår                   årsmål
                                                  pojkar  flickor VB 2020
Andel besökare i parken                                                   81 %       82       82 %      87 %       2021
Andel båtar med åror                                                      13 %                19 %    20 %       2021
"""


def test_values_right_below_each_other_are_in_one_column() -> None:
    (table,) = read(MOVED_ROWS)
    assert table[1][4:8] == ["81 %", "82", "82 %", "87 %"]
    assert table[2][4:8] == ["13 %", "", "19 %", "20 %"]


WORDY_UNITS = """
Indikator                Periodens   Utfall     Årsmål     Period
                         utfall      VB 2020
                         1,8 kg gräs 1,9 kg     2 kg gräs
Gräs som klipps i hela
                         per dag     per dag    per dag    2021
parken varje dag
"""


def test_a_small_word_on_a_line_without_a_name_is_part_of_a_value() -> None:
    (table,) = read(WORDY_UNITS)
    assert table[1] == [
        "Gräs som klipps i hela parken varje dag",
        "1,8 kg gräs per dag",
        "1,9 kg per dag",
        "2 kg gräs per dag",
        "2021",
    ]
