"""Flow text with a line a cell: in the texts ``|`` stands for a line's end inside a table."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Cell, Document, GridTable, Paragraph
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.merged_headers import spread
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


def test_wrapped_names_are_not_counted() -> None:
    wrapped = """
        Indikator|Utfall|Period
        Andel nöjda|70 %|2021
        Antal lekplatser i|stadsdelen|7|2021
    """
    assert grids(read(wrapped)) == []


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
