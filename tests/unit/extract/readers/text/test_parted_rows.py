"""Rows of tab text that the paragraphs of a cell break over lines. ``|`` stands for a tab."""

from __future__ import annotations

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.text.test_tab_text import grids, prose, read

HEADER = ["Indikator", "Utfall", "Årsmål", "KF:s årsmål", "Period"]


def test_a_row_is_whole_where_its_tabs_add_up() -> None:
    document = read("""
        Indikator|Utfall|
        Årsmål|KF:s årsmål|Period
        Andel nöjda gäster|81 %
        |83 %|Tas fram
        av nämnd|2031
        Antal möten|12|14|20|2031
        Antal
        lokaler|3|4|
        5|2031
    """)
    assert grids(document) == [
        [
            HEADER,
            ["Andel nöjda gäster", "81 %", "83 %", "Tas fram av nämnd", "2031"],
            ["Antal möten", "12", "14", "20", "2031"],
            ["Antal lokaler", "3", "4", "5", "2031"],
        ]
    ]
    table = document.blocks[0]
    assert isinstance(table, GridTable)
    cell = table.rows[1][3]
    assert cell is not None
    assert (cell.place.line_start, cell.place.line_end) == (3, 5)
    assert cell.place.text == "Andel nöjda gäster\t81 %\n\t83 %\tTas fram\nav nämnd\t2031"


def test_what_stands_above_and_below_such_a_table_is_prose() -> None:
    document = read("""
        Trivsel
        Gästerna trivs.
        Indikator|Utfall|
        Årsmål|KF:s årsmål|Period
        Andel nöjda gäster|81 %
        |83 %|84 %|2031
        Resultatet är gott.
        Indikator
        |Utfall|Årsmål|KF:s årsmål|Period
        Antal möten
        |12|14|20|2031
    """)
    assert grids(document) == [
        [HEADER, ["Andel nöjda gäster", "81 %", "83 %", "84 %", "2031"]],
        [HEADER, ["Antal möten", "12", "14", "20", "2031"]],
    ]
    assert "Gästerna trivs." in " ".join(prose(document))
    assert "Resultatet är gott." in " ".join(prose(document))


def test_a_cell_alone_on_a_line_ends_a_row_that_lacks_it() -> None:
    document = read("""
        Mnkr|Budget|Utfall|
        Avvikelse
        Skola|5,0|6,0|
        -1,0
        Vård
        |7,0|6,5|0,5
        Park|1,0|1,0|0,0
    """)
    assert grids(document) == [
        [
            ["Mnkr", "Budget", "Utfall", "Avvikelse"],
            ["Skola", "5,0", "6,0", "-1,0"],
            ["Vård", "7,0", "6,5", "0,5"],
            ["Park", "1,0", "1,0", "0,0"],
        ]
    ]


def test_rows_without_their_last_empty_cells_are_rows() -> None:
    rows = """
        Mnkr|Budget|Utfall|Avvikelse
        Skola|5,0
        Vård|7,0|6,5
        Park|1,0
        Bad|3,0|2,0|1,0
    """
    assert [row[0] for row in grids(read(rows))[0]] == ["Mnkr", "Skola", "Vård", "Park", "Bad"]


def test_a_tab_that_sets_in_a_value_makes_no_column() -> None:
    document = read("""
        Indikator|Utfall|Årsmål|KF:s årsmål|Period
        Andel nöjda gäster|81 %||83 %|84 %|2031
        Antal möten|12|14|20|2031
        Antal lokaler||3|4||5|2031
    """)
    assert grids(document) == [
        [
            HEADER,
            ["Andel nöjda gäster", "81 %", "83 %", "84 %", "2031"],
            ["Antal möten", "12", "14", "20", "2031"],
            ["Antal lokaler", "3", "4", "5", "2031"],
        ]
    ]


def test_which_empty_cell_is_none_is_no_surer_than_the_columns_tell() -> None:
    document = read("""
        Mnkr|Budget|Utfall|Prognos|Bokslut
        Skola|5,0|6,0|6,1|6,2
        Vård||7,0||7,1|7,2
        Park|1,0||1,1|1,2
    """)
    table = document.blocks[0]
    assert isinstance(table, GridTable)
    assert len(table.rows[0]) == 5
    doubtful = [cell.confidence for cell in table.rows[2] if cell and cell.text]
    assert doubtful[0] == 1.0  # the name
    assert min(doubtful) < 0.95
    assert all(cell.confidence == 1.0 for cell in table.rows[1] if cell)


def test_a_label_in_the_upper_row_alone_stands_over_the_columns_that_are_left() -> None:
    document = read("""
        ||Utfall||
        Indikator|Period|Totalt|Kvinnor|Män|Årsmål|KF:s årsmål
        Andel nöjda gäster|2031|81 %|82 %|80 %|83 %|84 %
    """)
    table = document.blocks[0]
    assert isinstance(table, GridTable)
    above = table.rows[0]
    assert [cell.columns if cell else 0 for cell in above] == [1, 1, 3, 0, 0, 1, 1]
    assert above[2] is not None
    assert above[2].text == "Utfall"


def test_labels_that_only_the_lines_together_say_are_one_cell() -> None:
    """A column's label and a period, each known by itself, are the label of another column."""
    document = read("""
        Indikator|Periodens
        utfall|Utfall
        flickor/kvinnor|Utfall
        VB 2030|Prognos
        helår|KF:s
        årsmål 2031|Mätperiod
        Andel nöjda gäster|81 %|83 %|80 %|84 %|85 %|jan-aug
        2031
        Antal möten|12|5|14|20|22|jan-aug 2031
    """)
    head = ["Periodens utfall", "Utfall flickor/kvinnor", "Utfall VB 2030"]
    assert grids(document) == [
        [
            ["Indikator", *head, "Prognos helår", "KF:s årsmål 2031", "Mätperiod"],
            ["Andel nöjda gäster", "81 %", "83 %", "80 %", "84 %", "85 %", "jan-aug 2031"],
            ["Antal möten", "12", "5", "14", "20", "22", "jan-aug 2031"],
        ]
    ]


def test_words_that_go_on_in_small_letters_or_brackets_are_one_cell() -> None:
    document = read("""
        Enhet|Överfört
        från 2030|Resultat|Ersättning
        (tkr)
        Parken|12|5|14
        Torget|3|4|9

        Bolag|Bidrag
        (tkr)|Hyra
        Badet|1|2
        Hamnen|3|4
    """)
    assert [table[0] for table in grids(document)] == [
        ["Enhet", "Överfört från 2030", "Resultat", "Ersättning (tkr)"],
        ["Bolag", "Bidrag (tkr)", "Hyra"],
    ]


def test_a_title_above_a_header_with_a_place_for_icons_is_no_cell_of_it() -> None:
    document = read("""
        Indikatorer
        |Indikator|Årsmål|Period
        ✓|Andel nöjda
        gäster|81 %|2031
        |Antal möten|12|2031

        |Aktivitet|Startdatum|Slutdatum
        |Städa
        torget|2031-01-01|2031-12-31
    """)
    tables = grids(document)
    assert [table[0] for table in tables] == [
        ["", "Indikator", "Årsmål", "Period"],
        ["", "Aktivitet", "Startdatum", "Slutdatum"],
    ]
    assert prose(document)[0] == "Indikatorer"


def test_header_rows_above_labels_do_not_say_that_rows_lack_their_ends() -> None:
    """Cells over several columns leave as few tabs as rows whose last cells are empty."""
    heads = "\n".join(f"        Område|Budget {year}|Plan {year}" for year in (2031, 2032, 2033))
    document = read(
        f"""
        Indikator|Utfall|Årsmål
        KF:s|Period
        Andel nöjda gäster|81 %
        |83 %|84 %|2031

{heads}
        |Intäkter|Kostnader|Intäkter|Kostnader
        Parker|1|2|3|4
    """.replace("Årsmål\n        KF:s|", "Årsmål|KF:s\n        årsmål|")
    )
    assert grids(document)[0][1] == ["Andel nöjda gäster", "81 %", "83 %", "84 %", "2031"]


def test_lines_beside_broken_rows_are_paragraphs() -> None:
    """Who copies tables out of Word copies its paragraphs, each on one line."""
    document = read("""
        Nämndmål: Gästerna trivs
        Indikatorer
        Gästerna svarar på en enkät
        Indikator|Periodens
        utfall|Årsmål|Period
        Andel nöjda
        gäster|81 %|83 %|2031
    """)
    assert prose(document)[:2] == ["Nämndmål: Gästerna trivs", "Indikatorer"]


def test_a_header_whose_every_cell_is_broken_is_whole_above_its_rows() -> None:
    budget, indicators = grids(
        read("""
        Verksamhet|Budget
        2019 kostnader|Budget
        2019 intäkter|Budget
        2019 netto
        Förskola|471,9|-9,9|502,3
        Stadsmiljö|881,7|-21,1|738,6

        Indikator|Periodens
        utfall|Årsmål
        2024|KF:s
        årsmål|Period
        Andel trygga|47%|43,6%|öka|jan-aug 2024
        Antal träd|1 834 st|-|minska|jan-aug 2024
    """)
    )
    assert budget[0] == [
        *("Verksamhet", "Budget 2019 kostnader", "Budget 2019 intäkter", "Budget 2019 netto"),
    ]
    assert indicators[0] == [
        *("Indikator", "Periodens utfall", "Årsmål 2024", "KF:s årsmål", "Period"),
    ]
    assert [len(budget), len(indicators)] == [3, 3]


def test_labels_below_values_begin_another_table() -> None:
    first, second = grids(
        read("""
        Organ|Möten|Ärenden|Ersättning
        (tkr)
        Rådet|3|261|291
        Delegationen|12|43|313
        Tabell 4. Resultatenheter
        Enhet|Överfört
        från 2020|Resultat|Överförs
        till 2022
        Solrosens förskolor|3791|7992|2398
        Björkens förskola|5055|-3509|7631
    """)
    )
    assert [row[0] for row in first] == ["Organ", "Rådet", "Delegationen"]
    assert second[0] == ["Enhet", "Överfört från 2020", "Resultat", "Överförs till 2022"]


def test_a_text_over_all_columns_is_no_name_of_the_row_below() -> None:
    (table,) = grids(
        read("""
        |Indikator|Utfall
        VB 2023|Årsmål|KF:s
        årsmål
        ✓|Andel trygga|73%|53,29%|41%
        Analys: Insatserna riktas dit de behövs.
        |Andel nöjda|89%|34,9%|42%
        ✓|Antal träd
        på torget|1457|186|minska
        ✓|Antal barn|14|18|minska
    """)
    )
    assert [row[1] for row in table if row[2]] == [
        *("Indikator", "Andel trygga", "Andel nöjda", "Antal träd på torget", "Antal barn"),
    ]
