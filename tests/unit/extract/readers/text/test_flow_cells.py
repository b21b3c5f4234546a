"""Flow text with a line a cell: in the texts ``|`` stands for a line's end inside a table."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Cell, Document, GridTable, Paragraph
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.counted_odds import Recurring, label_odds
from pipeline.extract.readers.text.merged_headers import spread
from pipeline.extract.tables.grid_tables import column_labels
from tests.unit.extract.making import place, printed

INDICATORS = """
    Indikator|Utfall|Utfall VB 2020|Årsmål|Period
    Andel nöjda|70 %||75 %|2021
    Antal lekplatser||7|Tas fram av nämnd|2021
"""
GOAL = "Nämndmål: Alla barn leker"
ACTIVITIES = """
    Aktivitet|Startdatum|Slutdatum|Avvikelse
    Bygga en lekplats|2021-01-01|2021-12-31|
    Öppna ett kafé||2021-06-30|Avvikelse
"""


def read(*parts: str) -> Document:
    return flow_text.read("\n".join(printed(part).replace("|", "\n") for part in parts))


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "" for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, GridTable)
    ]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def laid_out(*parts: str) -> list[list[list[str]]]:
    return [[row.split("|") for row in printed(part).split("\n")] for part in parts]


def test_rows_have_a_line_a_column_and_a_blank_one_where_a_cell_is_empty() -> None:
    document = read("Text före.", INDICATORS, ACTIVITIES, "Text efter.", "Mer text.")
    assert grids(document) == laid_out(INDICATORS, ACTIVITIES)
    assert prose(document) == ["Text före.", "Text efter.", "Mer text."]
    first = document.blocks[1]
    assert isinstance(first, GridTable)
    assert first.confidence < 1
    places = [cell.place.line_start for cell in first.rows[1] if cell]
    assert places == [7, 8, 9, 10, 11]


def test_a_column_of_icons() -> None:
    rows = """
        |Indikator|Utfall|Period
        ✓|Andel nöjda|70 %|2021
        |Antal lekplatser||2021
    """
    assert grids(read("Text.", rows, "Text efter."))[0] == laid_out(rows)[0]


def test_an_analysis_reaches_to_the_next_row_or_takes_one_paragraph() -> None:
    analysed = """
        Indikator|Utfall|Period
        Andel nöjda|70 %|2021
        Analys
        Andelen ökar.
        Det är bra.
        Antal lekplatser|7|2021
        Analys
        Antalet ökar.
        Nämnden arbetar vidare.
    """
    document = read(analysed)
    assert [row[0] for row in grids(document)[0]] == [
        "Indikator",
        "Andel nöjda",
        "Analys Andelen ökar. Det är bra.",
        "Antal lekplatser",
        "Analys Antalet ökar.",
    ]
    assert prose(document) == ["Nämnden arbetar vidare."]


@pytest.mark.parametrize(
    "header", ["Vad som mäts|Utfall|Årsmål|Period", "Mått|Utfall|Årsmål|Avser"]
)
def test_a_header_whose_first_or_last_label_nobody_knows(header: str) -> None:
    values = "70 %|" * (header.count("|") - 1)
    table = f"{header}\nAndel nöjda|{values}2021\nAndel trygga|{values}2021"
    assert grids(read("Text.", table, GOAL)) == laid_out(table)


def test_a_header_of_one_known_measure_is_told_by_the_rows_of_all_tables_that_have_it() -> None:
    one = "Indikator|Årsmål\nAndel nöjda|70 %"
    other = "Indikator|Årsmål\nAndel trygga|80 %"
    assert grids(read(one, GOAL, "Text.")) == []
    assert grids(read(one, GOAL, "Text.", other, GOAL)) == laid_out(one, other)


def test_prose_and_the_next_header_between_two_tables() -> None:
    one = "Indikator|Utfall|Årsmål|Period\nAndel nöjda|70 %|75 %|2021"
    other = "Indikator|Utfall|Årsmål|Period\nAndel trygga|80 %|75 %|2021"
    document = read(one, "Nämnden arbetar vidare.", other, GOAL)
    assert grids(document) == laid_out(one, other)
    assert prose(document) == ["Nämnden arbetar vidare.", GOAL]


def test_rows_without_values_are_rows_of_their_table() -> None:
    table = """
        |Indikator|Utfall|Årsmål
        ✓|Andel nöjda|70 %|
        ●|Andel trygga||
        |Andel lugna||75 %
    """
    assert grids(read(table, GOAL)) == laid_out(table)


def test_a_row_of_remarks_below_one_of_values() -> None:
    table = """
        Indikator|Utfall|Årsmål|Period
        Andel nöjda|70 %|75 %|2021
        Andel trygga||Enligt plan|2021
    """
    assert grids(read(table, GOAL)) == laid_out(table)


def test_an_assessment_above_a_header_is_no_part_of_it() -> None:
    document = read(GOAL, "Uppfylls ej", INDICATORS, ACTIVITIES)
    assert grids(document) == laid_out(INDICATORS, ACTIVITIES)
    assert prose(document) == [GOAL, "Uppfylls ej"]


@pytest.mark.parametrize(
    "table",
    [
        "Mnkr|Budget|Utfall\nFörskola|5|6\nÄldreomsorg||-7",
        "Mnkr|Budget|Utfall\nKostnader||\nFörskola|5|6\nÄldreomsorg|7|7",
        "Nyckeltal (st)|2020|2021\nAntal barn|5|6",
        "Personal i procent|T1|T2\n2020|5,1|6\n2021|7|-",
    ],
)
def test_other_tables_have_as_many_lines_of_header_as_a_row(table: str) -> None:
    document = read(INDICATORS, GOAL, "Ekonomi", table, "Text efter.")
    assert grids(document)[1:] == laid_out(table)
    assert prose(document) == [GOAL, "Ekonomi", "Text efter."]


def test_labels_that_differ_only_when_they_take_two_lines() -> None:
    """Labels of one header differ; so they tell which lines are one, and where it opens."""
    cut = """
        Verksamhetsområde (mnkr)|Budget|2020 kostnader|Budget|2020 intäkter|Budget|2020 netto
        Förskola|5,1|6,2|-1,1
        Äldreomsorg|7,3|7,4|-0,1
    """
    (table,) = grids(read(INDICATORS, GOAL, "Budget per område", cut, "Text efter."))[1:]
    labels = ["Budget 2020 kostnader", "Budget 2020 intäkter", "Budget 2020 netto"]
    assert table[0] == ["Verksamhetsområde (mnkr)", *labels]


def test_units_stand_below_a_whole_header() -> None:
    units = """
        Verksamhetsområde|Budget 2025|Prognos T1|Budgetavvikelse|Bokslut 2024
        |mnkr|mnkr|mnkr|mnkr
        Förskola|5,1|6,2|-1,1|5,0
        Äldreomsorg|7,3|7,4|-0,1|7,0
    """
    assert grids(read(INDICATORS, GOAL, "Ekonomi", units, "Text efter."))[1:] == laid_out(units)


def test_a_value_may_look_like_a_year_beside_others() -> None:
    years = """
        Enhet (tkr)|Resultat 2020|Överförs till 2021|Netto
        Björkens förskola|5591|-3942|
        Summa|2012|35|7
    """
    assert grids(read(INDICATORS, GOAL, "Ekonomi", years, "Text efter."))[1:] == laid_out(years)


def test_merged_cells_and_two_sides() -> None:
    printed_once = """
        Tillgångar (mnkr)|Bokslut|Skulder (mnkr)|Bokslut
        |2021|2020||2021|2020
        Byggnader|5|6|Kapital|-5|-6
        Kassa|1|1|||
    """
    (table,) = grids(read(INDICATORS, GOAL, printed_once, "Text efter."))[1:]
    assert table[0] == ["Tillgångar (mnkr)", "Bokslut", "", "Skulder (mnkr)", "Bokslut", ""]
    assert table[1:] == laid_out(printed_once)[0][1:]


def test_a_label_stands_above_the_columns_that_its_table_merges() -> None:
    merged = """
        Verksamhet antal personer|T1 2021|T1 2022
        |Kvinnor|Män|Kvinnor|Män
        Stödboende|5|10|4|9
        Boendestöd|7|8|9|9
    """
    (table,) = grids(read(INDICATORS, GOAL, merged, "Text efter."))[1:]
    assert table[0] == ["Verksamhet antal personer", "T1 2021", "", "T1 2022", ""]


def test_a_file_whose_first_line_is_a_headers_empty_label() -> None:
    cut = """
        |Kvinnor|Män
        Stödboende|5|10
        Boendestöd|7|8
    """
    assert grids(read(cut, INDICATORS)) == laid_out(cut, INDICATORS)


def test_a_name_that_goes_on_with_a_capital_letter() -> None:
    wrapped = """
        Indikator|Utfall|Period
        Andel nöjda|70 %|2021
        Antal lekplatser i|Björkdalen|7|2021
    """
    ((_, _, row),) = grids(read(wrapped))
    assert row == ["Antal lekplatser i Björkdalen", "7", "2021"]


@pytest.mark.parametrize(
    ("header", "below", "result"),
    [
        ("M|2018|2017", "|B|U|B|U", ["M", "2018", "", "2017", ""]),
        ("M|Snitt|Varav", "||K|M", ["M", "Snitt", "Varav", ""]),
        ("M|A|B", "|x||y|z|w", None),
        ("M|A|B", "|x|y|z", None),
        ("M|A", "|5|6", None),
    ],
)
def test_spread(header: str, below: str, result: list[str] | None) -> None:
    first, second = (
        [Cell(text, place(text)) for text in row.split("|")] for row in (header, below)
    )
    found = spread(first, second)
    assert (None if found is None else [one.text for one in found]) == result


def columns_of(document: Document) -> dict[str, list[str]]:
    """The cells of the last table by the label of their column."""
    table = [block for block in document.blocks if isinstance(block, GridTable)][-1]
    labels = column_labels(table.rows[: table.header_rows])
    texts = [[cell.text if cell else "" for cell in row] for row in table.rows]
    columns = zip(*texts[table.header_rows :], strict=True)
    return dict(zip(labels, map(list, columns), strict=True))


def test_an_indicator_header_of_merged_cells() -> None:
    document = read("""
        Indikator|Utfall|Mål|Mätperiod
        |2029|2030|Nämndens mål 2030|KF:s mål 2030|
        Andel böcker ute|31 %|33 %|35 %|36 %|År
        Antal besök|7|9|||Tertial
    """)
    assert columns_of(document) == {
        "Indikator": ["Andel böcker ute", "Antal besök"],
        "Utfall 2029": ["31 %", "7"],
        "Utfall 2030": ["33 %", "9"],
        "Mål Nämndens mål 2030": ["35 %", ""],
        "Mål KF:s mål 2030": ["36 %", ""],
        "Mätperiod": ["År", "Tertial"],
    }


def test_an_indicator_header_of_merged_cells_beside_a_column_of_icons() -> None:
    document = read("""
        |Indikator|Periodens utfall|Årsmål|Mätperiod
        ||Män|Kvinnor||
        ✓|Andel böcker ute|31 %|33 %|35 %|År
        |Antal besök||||Tertial
    """)
    assert columns_of(document)["Periodens utfall Kvinnor"] == ["33 %", ""]
    assert columns_of(document)["Årsmål"] == ["35 %", ""]


def test_a_merged_header_above_a_column_without_a_second_label() -> None:
    document = read(
        INDICATORS,
        GOAL,
        """
        Bad|Bokslut 2030|Budget 2031|Avvikelse
        |Kostnader|Intäkter|Kostnader|Intäkter|
        Norra badet|12,5|-3,0|13,0|-3,5|0,5
        Södra badet|8,0|-1,0|8,5|-1,5|-0,5
        """,
    )
    assert columns_of(document) == {
        "Bad": ["Norra badet", "Södra badet"],
        "Bokslut 2030 Kostnader": ["12,5", "8,0"],
        "Bokslut 2030 Intäkter": ["-3,0", "-1,0"],
        "Budget 2031 Kostnader": ["13,0", "8,5"],
        "Budget 2031 Intäkter": ["-3,5", "-1,5"],
        "Avvikelse": ["0,5", "-0,5"],
    }


@pytest.mark.parametrize(
    ("rows", "before"),
    [
        ("1|Norra badet|12,5|-3,0\n2|Södra badet|8,0|-1,0\nSumma|20,5|-4,0", ["1", "2", "Summa"]),
        ("B7|Norra badet|12,5|-3,0\nB12|Södra badet|8,0|-1,0\n|Summa|20,5|-4,0", ["B7", "B12", ""]),
        ("Inne|Norra badet|12,5|-3,0\n|Södra badet|8,0|-1,0\nUte|Sjöbadet|20,5|-4,0",
         ["Inne", "", "Ute"]),
    ],
    ids=["numbers", "codes", "groups"],
)  # fmt: skip
def test_what_stands_before_names_is_a_column(rows: str, before: list[str]) -> None:
    found = columns_of(read(INDICATORS, GOAL, f"Nr|Bad|Kostnader|Intäkter\n{rows}"))
    assert found["Nr"] == before
    assert found["Kostnader"] == ["12,5", "8,0", "20,5"]
    assert found["Intäkter"] == ["-3,0", "-1,0", "-4,0"]


def test_the_blank_line_of_a_last_empty_cell_may_be_lost() -> None:
    document = read("Aktivitet|Startdatum|Slutdatum|Avvikelse\nFira dagen|2030-01-01|2030-12-31")
    assert grids(document)[0][1] == ["Fira dagen", "2030-01-01", "2030-12-31", ""]


def test_labels_and_names_of_several_lines_with_icons_and_an_empty_last_column() -> None:
    """A header's labels are known, so lines that are one label only together are one."""
    rows = """
        |Nämndens indikatorer|Utfall
        kvinnor/flickor|Utfall
        föregående år|KF:s
        årsmål 2021|Mäts|
        ✓|Andel nöjda
        gäster|70 %|–|75 %|jan-aug 2021|
        ||||||
        |Antal möten|7|12,5|öka|jan-aug 2021|
    """
    (table,) = grids(read("Text.", rows, "Text efter."))
    labels = ["Nämndens indikatorer", "Utfall kvinnor/flickor", "Utfall föregående år"]
    assert table == [
        ["", *labels, "KF:s årsmål 2021", "Mäts", ""],
        ["✓", "Andel nöjda gäster", "70 %", "–", "75 %", "jan-aug 2021", ""],
        ["", "Antal möten", "7", "12,5", "öka", "jan-aug 2021", ""],
    ]


def test_tables_without_periods_and_with_short_labels_of_days() -> None:
    indicators = """
        Indikator|Årsmål|KF:s årsmål
        Andel nöjda|70 %|öka
        Antal möten||12
    """
    activities = """
        Aktiviteter|Start|Slut
        Städa torget|2021-01-01|2021-12-31
    """
    assert grids(read(indicators, activities)) == laid_out(indicators, activities)


def test_groups_over_all_columns_inside_other_tables() -> None:
    """A line that names a group stands between rows more than once: else it may be a label."""
    other = "Antal|T1|T2\nBiblioteket\nLån|41|43\nBesök|7|–\nBadhuset\nBesök|5|4 -"
    (table,) = grids(read(INDICATORS, GOAL, other, "Text efter."))[1:]
    assert table[0] == ["Antal", "T1", "T2"]
    assert [row[0] for row in table if not any(row[1:])] == ["Biblioteket", "Badhuset"]
    assert table[-1] == ["Besök", "5", "4 -"]


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (
            "Enhet (tkr)\nÖverfört\nfrån 2020\nResultat 2021",
            ["Överfört från 2020", "Resultat 2021"],
        ),
        (
            "Grupp\nJanuari–april\n2021\nMaj–augusti\n2021",
            ["Januari–april 2021", "Maj–augusti 2021"],
        ),
    ],
)
def test_labels_of_other_tables_that_go_on_over_lines(lines: str, header: list[str]) -> None:
    other = f"{lines}\nBiblioteket|41|43\nBadhuset|7|9"
    (table,) = grids(read(INDICATORS, GOAL, other, "Text efter."))[1:]
    assert table[0][1:] == header


def test_a_label_stands_above_columns_that_are_months() -> None:
    """A month of a year is no label of rows, though another table's may stand there."""
    other = "Grupp|December 2020|December 2021\n|K|M|K|M\nKockar|5|10|4|9\nVärdar|7|8|9|9"
    (table,) = grids(read(INDICATORS, GOAL, other, "Text efter."))[1:]
    assert table[0] == ["Grupp", "December 2020", "", "December 2021", ""]


@pytest.mark.parametrize(("label", "empty"), [("Grupp", "|"), ("Grupp", ""), ("", "|")])
def test_labels_that_come_again_have_cells_over_them(label: str, empty: str) -> None:
    """What stands over them is told by how often they come, if no empty place is printed."""
    other = (
        f"{label}|Budget 2020|Budget 2021\n{empty}K|I|N|K|I|N\nBad|5|1|4|9|3|2\nTorg|7|8|9|9|1|6"
    )
    (table,) = grids(read(INDICATORS, GOAL, other, "Text efter."))[1:]
    assert table[0] == [label, "Budget 2020", "", "", "Budget 2021", "", ""]
    assert table[1][1:] == ["K", "I", "N"] * 2


@pytest.mark.parametrize(
    ("printed_at_ends", "read_at_ends"), [("12", "))"), ("13", "))"), ("16", "16"), ("21", "21")]
)
def test_marks_of_notes_that_are_not_printed_count_up(
    printed_at_ends: str, read_at_ends: str
) -> None:
    first, second = list(printed_at_ends)
    marked = f"""
        Indikator|Utfall|Period
        Antal barn per avdelning (barn/avd.){first}|15|2021
        Elanvändning (kWh/m2)|7|2021
        Andel nöjda föräldrar (procent){second}|70 %|2021
    """
    (table,) = grids(read("Text före.", marked, GOAL))
    names = [row[0] for row in table[1:]]
    assert names[0][-1] + names[2][-1] == read_at_ends
    assert names[1] == "Elanvändning (kWh/m2)"


def test_small_tables_with_a_blank_line_behind_every_cell_are_no_wrapped_ones() -> None:
    small = "Nämndens indikatorer|Nämndens årsmål|Mäts\nAndel nöjda|70 %|År\nAndel trygga|75 %|År"
    lines = "\n".join(["Text före.", small, GOAL, "Mer text.", small, GOAL]).replace("|", "\n")
    assert grids(read_text(lines.replace("\n", "\n\n"))) == laid_out(small, small)


def test_a_row_of_blank_lines_and_one_label_stands_over_columns() -> None:
    """It is no more lines of the labels below, though a table of one row has no other sign."""
    rows = """
        |||Avvikelse bokslut
        Mnkr|Budget 2019|Bokslut 2019|2019|2018
        Netto|45,0|45,5|-0,5|0,0
    """
    (table,) = grids(read(INDICATORS, GOAL, rows, "Text efter."))[1:]
    assert table == [
        ["", "", "", "Avvikelse bokslut", ""],
        ["Mnkr", "Budget 2019", "Bokslut 2019", "2019", "2018"],
        ["Netto", "45,0", "45,5", "-0,5", "0,0"],
    ]


def test_a_label_does_not_stand_over_the_same_label_twice() -> None:
    rows = """
        |Bokslut||Bokslut
        Tillgångar|2019|2018|Skulder|2019|2018
        Fordringar|1,0|2,0|Kapital|-3,0|-4,0
        Summa|1,0|2,0|Summa|-3,0|-4,0
    """
    (table,) = grids(read(INDICATORS, GOAL, rows, "Text efter."))[1:]
    assert table[0] == ["", "Bokslut", "", "", "Bokslut", ""]


def test_of_labels_above_others_the_one_that_spans_nothing_heads_the_names() -> None:
    rows = """
        T2 2026|T2 2027|Verksamhet antal personer|Kvinnor|Män|Kvinnor|Män
        Boendestöd|138|187|140|179
        Stödboende|10|11||
    """
    (table,) = grids(read(INDICATORS, GOAL, rows, "Text efter."))[1:]
    assert table[0] == ["Verksamhet antal personer", "T2 2026", "", "T2 2027", ""]


def test_which_label_heads_the_names_may_be_unsure() -> None:
    rows = """
        Barn|Vuxna|Äldre|Kvinnor|Män|Kvinnor|Män
        Boendestöd|138|187|140|179
        Stödboende|10|11||
    """
    document = read(INDICATORS, GOAL, rows, "Text efter.")
    table = [block for block in document.blocks if isinstance(block, GridTable)][1]
    above = [cell for cell in table.rows[0] if cell and cell.text]
    assert [cell.confidence < 0.95 for cell in above] == [False, True, True]


def test_columns_of_women_and_men_alone_are_no_indicators() -> None:
    rows = """
        Snitt i år|kvinnor|män
        Hemtjänst, utförda dagtimmar|411|382
        366|252|114
        Servicehus, antal månadspersoner|103|97
        97|63|34
    """
    assert len(grids(read(INDICATORS, GOAL, rows, "Text efter."))) == 1


@pytest.mark.parametrize(
    ("rows", "header", "first"),
    [
        ("Mnkr|Budget 2019|Prognos 2019|Avvikelse\nNämnd|och kansli|6,5|6,4|0,1\nSkola|7|7|0",
         ["Mnkr", "Budget 2019", "Prognos 2019", "Avvikelse"],
         ["Nämnd och kansli", "6,5", "6,4", "0,1"]),
        ("Mnkr||Budget 2019|Prognos 2019|Avvikelse\nKansli|6,5|6,4|0,1\nFörskola|7|7,2|-0,2",
         ["Mnkr", "Budget 2019", "Prognos 2019", "Avvikelse"], ["Kansli", "6,5", "6,4", "0,1"]),
        ("Mnkr|Budget 2019|Prognos 2019|Kommentar\nKansli|6,5|6,4|Fler möten\nFörskola|7|7,2|",
         ["Mnkr", "Budget 2019", "Prognos 2019", "Kommentar"],
         ["Kansli", "6,5", "6,4", "Fler möten"]),
    ],
    ids=["broken name", "empty paragraph in the header", "words behind values"],
)  # fmt: skip
def test_other_tables_whose_rows_are_not_counted_by_lines_alone(
    rows: str, header: list[str], first: list[str]
) -> None:
    (table,) = grids(read(INDICATORS, GOAL, "Ekonomi", rows, "Text efter."))[1:]
    assert table[:2] == [header, first]


def test_years_in_a_row_are_heads_of_the_next_table() -> None:
    first = "Mnkr|Budget T1|Prognos T2|Avvikelse\nSkola|13,5|7,5|6,2\nPark|10,5|2,1|7,5\n\n"
    second = "Nyckeltal|2018|2019|2020\nAntal barn|105|106|149\nAntal lag|60,2|85,1|84,2"
    found = grids(read(INDICATORS, GOAL, "Ekonomi", first + second, "Text efter."))[1:]
    assert [table[0] for table in found] == [
        ["Mnkr", "Budget T1", "Prognos T2", "Avvikelse"],
        ["Nyckeltal", "2018", "2019", "2020"],
    ]


def test_other_tables_whose_labels_stand_a_line_each_are_not_sure() -> None:
    rows = "Mnkr|Budget 2019|Prognos 2019|Avvikelse\nKansli|6,5|6,4|0,1\nFörskola|7|7,2|-0,2"
    document = read(INDICATORS, GOAL, "Ekonomi", rows, "Text efter.")
    known, other = (block for block in document.blocks if isinstance(block, GridTable))
    assert other.confidence < 0.95 < known.confidence


CARD = "Indikator|Andel nöjda {}|Period|2021|Utfall|70 %|Årsmål|80 %|Prognos|75 %|Utfall VB 2020|"
CARDS = "|".join(CARD.format(name) for name in ("unga", "äldre"))
YEARS = """
    Verksamhet (mnkr)|2020|2021|2022
    Parker|1,5||3,5
    Lekplatser|2,5|-0,5|
    Kaféer||4,0|4,5
"""
PLANNED = """
    Aktiviteter|Tidplan|Avvikelse
    Bygga en lekplats|2021-01-01 – 2021-12-31|
"""


@pytest.mark.parametrize("between", ["|", "||"], ids=["one break", "two breaks"])
def test_other_tables_are_counted_beside_cards_whatever_years_head_them(between: str) -> None:
    """Rows of cards end outside of tables, and years in headers of others are ends of no row."""
    parts = (PLANNED, CARDS, "Mer text.", YEARS, "Text.", YEARS, "Text efter.")
    lines = "\n".join(map(printed, parts)).replace("|", "\n").split("\n")
    document = read_text(between.replace("|", "\n").join(lines))
    found = [grid for grid in grids(document) if grid[0] == laid_out(YEARS)[0][0]]
    assert found == laid_out(YEARS, YEARS)


def test_lines_that_head_several_tables_are_a_header_without_the_heading_above_each() -> None:
    area = "{0}|Verksamhet|Kostnader|Netto|Lek|12,5||10,0"
    lines = "|".join(area.format(name) for name in ("Parker", "Badplatser")).split("|")
    recurring = Recurring(lines)
    whole, headed, once = (recurring.odds(*part) for part in ((1, 4), (0, 4), (5, 10)))
    assert whole > headed > once == 0


@pytest.mark.parametrize(
    ("title", "label"),
    [("Placeringar per månad", "Antal platser"), ("Ekonomi i parkerna", "Mnkr")],
    ids=["a title twice", "a unit over the names"],
)
def test_a_title_right_above_a_header_is_no_label_of_it(title: str, label: str) -> None:
    table = f"{label}|jan|feb|mar|apr\nMånader 2020|5||7|8|9\nMånader 2021|6|7||8|"
    (_, found) = grids(read(INDICATORS, title, title, table, "Text efter."))
    assert found[0] == [label, "jan", "feb", "mar", "apr"]


def test_a_blank_line_in_a_header_is_an_empty_column_where_every_row_has_it() -> None:
    table = """
        Verksamhet|Kostnader 2021||Intäkter 2021|Netto 2021
        Parker|12,5||-2,5|10,0
        Lekplatser|8,5||-0,5|8,0
        Badplatser|3,5||-1,5|2,0
    """
    assert grids(read(INDICATORS, table, "Text efter."))[1:] == laid_out(table)


@pytest.mark.parametrize("corner", ["Mnkr", "Verksamhet"])
def test_a_row_of_units_below_a_header_belongs_to_it(corner: str) -> None:
    table = f"""
        {corner}|Budget (kostnader +)|Begärda budgetjusteringar|Avvikelse (mot prognos)
        |mnkr|mnkr|mnkr
        Parker|12,5|-2,5|10,0
        Badplatser|3,5|-1,5|2,0
    """
    assert grids(read(INDICATORS, "Parker och bad", table, "Text efter."))[1:] == laid_out(table)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Budget 2021||Bokslut 2021|Avvikelse", "mnkr||mnkr|mnkr"),
        ("Snitt 2021||T1", "||kvinnor|män"),
    ],
    ids=["units", "sexes"],
)
def test_a_column_may_be_empty_in_both_rows_of_a_header(upper: str, lower: str) -> None:
    table = f"""
        Verksamhet|{upper}
        |{lower}
        Parker|12,5||-2,5|10,0
        Lekplatser|8,5||-0,5|8,0
    """
    above, below, *rows = grids(read(INDICATORS, "Mer text.", table, "Text efter."))[1]
    wide = {"T1": ("T1", "")}
    labels = [said for label in upper.split("|") for said in wide.get(label, (label,))]
    assert [above[1:], below[1:]] == [labels, lower.split("|")]
    assert rows == [
        ["Parker", "12,5", "", "-2,5", "10,0"],
        ["Lekplatser", "8,5", "", "-0,5", "8,0"],
    ]


def test_an_empty_column_behind_a_first_name_of_two_lines() -> None:
    table = """
        Verksamhet||Ökade|
        |kostnader|intäkter
        Parker|och bad||0,1|-0,1
        Lekplatser||0,2|-0,2
    """
    above, below, *rows = grids(read(INDICATORS, "Mer text.", table, "Text efter."))[1]
    assert [above, below] == [["Verksamhet", "", "Ökade", ""], ["", "", "kostnader", "intäkter"]]
    assert rows == [["Parker och bad", "", "0,1", "-0,1"], ["Lekplatser", "", "0,2", "-0,2"]]


def test_labels_of_two_lines_may_stand_below_one_that_spans_them() -> None:
    table = """
        ||Utfall||
        Del|Synpunkter|T1|T2|Totalt|Sammanfattning
        och planerat
        Beröm|Antal beröm|12|3|15|
        Vem tycker?|Besökare|2|1|3|
        |Grannar|5||5|
        Om vad?|Öppettider|7|2|9|
        |Priser||4|4|
    """
    above, below, *rows = grids(read(ACTIVITIES, "Mer text.", table, "Text efter."))[1]
    assert above == ["", "", "Utfall", "", "", ""]
    assert below == ["Del", "Synpunkter", "T1", "T2", "Totalt", "Sammanfattning och planerat"]
    assert rows[1] == ["Vem tycker?", "Besökare", "2", "1", "3", ""]


def test_a_heading_of_an_analysis_does_not_go_on_with_the_table_above_it() -> None:
    first = "Mkr|T1|T2\nParker|1,5|2,5\nBad|3,5|4,5"
    second = """
        |Bokslut||Bokslut
        Tillgångar (mkr)|VP|VB|Skulder (mkr)|VP|VB
        Parker|12,5|11,5|Kapital|-8,5|-7,5
        Fordringar|3,5|2,5|Lån|-7,5|-6,5
    """
    document = read(ACTIVITIES, first, "Analys av balansräkning", second, "Text efter.")
    assert "Analys av balansräkning" in prose(document)
    assert grids(document)[2][:2] == [
        ["", "Bokslut", "", "", "Bokslut", ""],
        ["Tillgångar (mkr)", "VP", "VB", "Skulder (mkr)", "VP", "VB"],
    ]


def test_a_first_row_may_have_no_value() -> None:
    table = """
        Pandemin|Adm|Fritid|Parker|Skolor|Bad|Vård|Boende|Totalt, tkr
        Kostnader (tkr)||||||||
        Inhyrd personal|74||0||917||3|994
        Extra personal||3|12||59|87||161
    """
    assert grids(read(INDICATORS, table, "Text efter."))[1:] == laid_out(table)


@pytest.mark.parametrize(
    ("over", "said"),
    [("Utfall 2020", "Utfall"), ("Utfall", "Utfall T1")],
    ids=["another word", "the same word"],
)
def test_labels_stand_over_others_that_do_not_say_them_again(over: str, said: str) -> None:
    cells = [Cell("Verksamhet", place("")), Cell(over, place(""), columns=2), None]
    below = [Cell(text, place("")) for text in ("", said, "Prognos")]
    fits = label_odds([cells, [Cell(text, place("")) for text in ("", "män", "kvinnor")]], "")
    assert label_odds([cells, below], "") < fits
