"""Tab text and its glitches. In the texts ``|`` stands for a tab."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Document, GridTable, Paragraph, SourceFormat
from pipeline.extract.readers.text import tab_text
from tests.unit.extract.making import printed


def read(text: str) -> Document:
    return tab_text.read(printed(text).replace("|", "\t"))


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text if cell else "" for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, GridTable)
    ]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_rows_are_lines_and_cells_are_parted_by_tabs() -> None:
    document = read("""
        Text före.

        Mnkr|Budget|Utfall
        Förskola|5|6

        Text efter.
    """)
    assert document.source_format is SourceFormat.TAB_TEXT
    assert grids(document) == [[["Mnkr", "Budget", "Utfall"], ["Förskola", "5", "6"]]]
    assert prose(document) == ["Text före.", "Text efter."]
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Paragraph", "GridTable", "Paragraph"]


def test_every_cell_has_the_place_of_its_line() -> None:
    document = read("""
        Text före.

        Mnkr|Budget
        Förskola|5
    """)
    table = document.blocks[1]
    assert isinstance(table, GridTable)
    cell = table.rows[1][1]
    assert cell is not None
    assert (cell.place.line_start, cell.place.line_end) == (4, 4)
    assert cell.place.text == "Förskola\t5"
    assert (table.place.line_start, table.place.line_end) == (3, 4)


def test_rows_are_padded_and_trailing_tabs_are_no_columns() -> None:
    document = read("""
        Mnkr|Budget|Utfall||
        Förskola|5
        Stab|5|6|||
    """)
    assert grids(document) == [
        [["Mnkr", "Budget", "Utfall"], ["Förskola", "5", ""], ["Stab", "5", "6"]]
    ]


def test_markup_and_broken_words_are_mended() -> None:
    document = read("""
        **Mnkr**|<p>Budget</p>
        Individ- och familjeom- sorg|5
    """)
    assert grids(document) == [[["Mnkr", "Budget"], ["Individ- och familjeomsorg", "5"]]]


def test_two_tables_run_together_are_parted_at_a_known_header() -> None:
    document = read("""
        Indikator|Utfall|Årsmål|Period
        Andel nöjda|80 %|75 %|År
        Aktivitet|Startdatum|Slutdatum
        Bygga en lekplats|2021-01-01|2021-12-31
    """)
    assert [len(rows) for rows in grids(document)] == [2, 2]
    assert [len(rows[0]) for rows in grids(document)] == [4, 3]


def test_two_tables_run_together_are_parted_where_the_label_heads_other_columns() -> None:
    document = read("""
        Personalomsättning i procent|T1 2020|T1 2021
        Började|5|6
        Personalomsättning i procent|Jan|Feb|Mars
        Började|1|2|3
    """)
    assert [len(rows[0]) for rows in grids(document)] == [3, 4]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Mnkr|Budget|Utfall\nFörskola|5|6\n\nMnkr|Budget|Utfall\nStab|5|6", [4]),
        ("Mnkr|Budget|Utfall\nFörskola|5|6\n\nStab|5|6\nPark|5|6", [4]),
        ("Mnkr|Budget|Utfall\nFörskola|5|6\n\nTkr|Budget|Utfall\nStab|5|6", [2, 2]),
        ("Mnkr|Budget|Utfall\nFörskola|5|6\n\nNyckeltal|T1 2020|T1 2021\nBarn|5|6", [2, 2]),
        ("Mnkr|Budget|Utfall\nFörskola|5|6\n\nStab|5\nPark|5", [2, 2]),
        ("Mnkr|Budget|Utfall\nFörskola|5|6\n\nText.\n\nStab|5|6", [2, 1]),
        (
            "Indikator|Utfall|Årsmål|Period\nAndel nöjda|80 %|75 %|År\n\nAntal träd|8 st|9 st|År",
            [3],
        ),
    ],
    ids=[
        "the header again",
        "rows only",
        "another header",
        "another header with years in it",
        "another number of columns",
        "text between",
        "rows of an indicator table",
    ],
)
def test_a_table_goes_on_after_a_blank_line(text: str, sizes: list[int]) -> None:
    assert [len(rows) for rows in grids(read(text))] == sizes


def test_page_furniture_between_rows_does_not_part_a_table() -> None:
    document = read("""
        Mnkr|Budget|Utfall
        Förskola|5|6

        Sid 3 (71)

        Mnkr|Budget|Utfall
        Stab|5|6
    """)
    assert len(grids(document)) == 1
    assert document.page_count == 71
    assert [place.text for place in document.furniture] == ["Sid 3 (71)"]


def test_rows_between_bars_as_converters_to_markdown_print_them() -> None:
    text = printed("""
        ## Ekonomi

        | Mnkr | **Budget** | Utfall |
        |:---|---:|---:|
        | Förskola | 5 | -6 |
        | A \\| B |  | - |

        Text efter | streck.
    """)
    document = tab_text.read(text)
    assert document.source_format is SourceFormat.TAB_TEXT
    rows = [["Mnkr", "Budget", "Utfall"], ["Förskola", "5", "-6"], ["A | B", "", "-"]]
    assert grids(document) == [rows]
    assert prose(document) == ["Ekonomi", "Text efter | streck."]


def test_an_empty_cell_for_icons_in_rows_or_in_the_header_only() -> None:
    in_rows = read("""
        Indikator|Utfall|Årsmål
        |Andel nöjda|70 %|75 %
        ✓|Andel trygga|60 %|65 %
    """)
    in_header = read("""
        |Indikator|Utfall|Årsmål
        Andel nöjda|70 %|75 %
    """)
    assert [row[0] for row in grids(in_rows)[0]] == ["Indikator", "Andel nöjda", "Andel trygga"]
    assert grids(in_header)[0][1] == ["", "Andel nöjda", "70 %", "75 %"]


# --- cells that begin with a tab, as in what Tika makes of a DOCX -------------------------------


def test_cells_go_on_over_lines_and_tables_over_blank_ones() -> None:
    document = read("""
        Text före.
        |Indikator|Utfall|Period
        |Andel nöjda|70 %|2021
        |Analys
        Andelen ökar.

        |Antal
        lekplatser|7|2021

        Text efter.
    """)
    assert grids(document) == [
        [
            ["Indikator", "Utfall", "Period"],
            ["Andel nöjda", "70 %", "2021"],
            ["Analys Andelen ökar.", "", ""],
            ["Antal lekplatser", "7", "2021"],
        ]
    ]
    assert prose(document) == ["Text före.", "Text efter."]
    places = [row[0].place for row in document.blocks[1].rows if row[0]]  # type: ignore[union-attr]
    assert [(place.line_start, place.line_end) for place in places] == [
        (2, 2), (3, 3), (4, 5), (7, 8)
    ]  # fmt: skip


def test_every_line_between_such_tables_is_a_paragraph() -> None:
    document = read("""
        Uppföljning av ekonomi
        Uppföljning av driftbudget
        |Mnkr|Budget
        |Förskola|5

        |Mnkr|Prognos
        |Förskola|6
    """)
    assert prose(document) == ["Uppföljning av ekonomi", "Uppföljning av driftbudget"]
    assert len(grids(document)) == 2


@pytest.mark.parametrize(
    ("header", "below", "spread"),
    [
        ("|Mnkr|2018|2017", "||Budget|Utfall|Budget|Utfall", ["Mnkr", "2018", "", "2017", ""]),
        ("|Nyckeltal|Snitt|T1", "|||2018|2019", ["Nyckeltal", "Snitt", "T1", ""]),
        (
            "|Mål|Kön|Snitt|Varav",
            "||Flickor|Pojkar||Kvinnor|Män",
            ["Mål", "Kön", "", "Snitt", "Varav", ""],
        ),
    ],
)
def test_merged_header_cells_stand_over_the_columns_below(
    header: str, below: str, spread: list[str]
) -> None:
    row = "|Antal" + "|5" * (len(spread) - 1)
    (table,) = (b for b in read(f"{header}\n{below}\n{row}").blocks if isinstance(b, GridTable))
    assert [cell.text if cell else None for cell in table.rows[0]] == spread
    assert table.header_rows == 2
    assert table.confidence < 1


def test_cells_merged_in_the_header_are_copied_once_and_leave_no_tab() -> None:
    text = "Nyckeltal\tSnitt\tT1\n\t\t2018\t2019\nAntal barn\t5\t6\t7\nAntal lekar\t1\t2\t3"
    (table,) = grids(read(text))
    assert table[0] == ["Nyckeltal", "Snitt", "T1", ""]


@pytest.mark.parametrize("below", ["|Förskola|5|6|7|8", "||5|6|7|8", "||Budget|Utfall|Rest"])
def test_a_header_is_not_spread_without_need(below: str) -> None:
    document = read(f"|Mnkr|2018|2017\n{below}\n|Antal|5|5|5|5")
    assert grids(document)[0][0] == ["Mnkr", "2018", "2017", "", ""]


@pytest.mark.parametrize(
    ("fields", "is_one"),
    [
        (["Indikator", "Periodens utfall", "Årsmål"], True),
        (["", "Indikator", "Arsmål"], True),
        (["● Aktiviteter", "Startdatum"], True),
        (["Indikator", "Kommentar"], False),
        (["Andel nöjda", "Utfall"], False),
        (["Indikator"], False),
    ],
)
def test_known_headers(fields: list[str], is_one: bool) -> None:
    assert tab_text.is_known_header(fields) is is_one


def test_a_table_of_rules_alone_stays_as_it_is_printed() -> None:
    document = tab_text.read("Mnkr\tBudget\nFörskola\t5\n\nText.\n\n|---|---|\n|---|---|\n")
    assert grids(document)[1:] == [[["---", "---"], ["---", "---"]]]


@pytest.mark.parametrize("above", ["", "        Höst|4|5\n"])
def test_a_cell_over_all_columns_names_a_group_of_its_table(above: str) -> None:
    """Copied out of Word it has no tabs; below a header or inside the table."""
    (table,) = grids(
        read(f"""
        Antal|T1|T2
{above}        Biblioteket
        Lån|41|43
        Besök|7|9
        Badhuset
        Besök|5|6
    """)
    )
    assert [row[0] for row in table if not any(row[1:])] == ["Biblioteket", "Badhuset"]
    assert table[-1] == ["Besök", "5", "6"]


@pytest.mark.parametrize(
    "between", ["Tabell:", "Antalet har ökat.", "41 %", "Nämndmål: Alla läser"]
)
def test_a_line_that_names_no_group_parts_two_tables(between: str) -> None:
    text = f"""
        Antal|T1|T2
        Lån|41|43
        {between}
        Besök|5|6
    """
    assert len(grids(read(text))) == 2


def test_cells_of_paragraphs_break_a_row_whose_cells_begin_with_a_tab() -> None:
    """The next cell begins a line; rows have as many cells as most of one line."""
    (table,) = grids(
        read("""
        |Indikator|Periodens
        utfall
        |KF:s
        årsmål
        |Period
        |Andel nöjda
        gäster
        |70 %|öka|2021
        |Antal möten|7|9|2021
    """)
    )
    assert table == [
        ["Indikator", "Periodens utfall", "KF:s årsmål", "Period"],
        ["Andel nöjda gäster", "70 %", "öka", "2021"],
        ["Antal möten", "7", "9", "2021"],
    ]


def test_a_blank_line_behind_a_footnote_in_a_name_does_not_end_its_row() -> None:
    (table,) = grids(
        read("""
        |Område|Budget|Utfall
        |Torg Utan gator.

        |12|13
        |Parker|7|9
    """)
    )
    assert table == [
        ["Område", "Budget", "Utfall"],
        ["Torg Utan gator.", "12", "13"],
        ["Parker", "7", "9"],
    ]


def test_an_analysis_of_paragraphs_does_not_end_such_a_table() -> None:
    first, *rest = grids(
        read("""
        |Aktivitet|Startdatum|Slutdatum
        |Städa torget|2021-01-01|2021-12-31
        |Analys
        Torget är rent.

        Det används mer.

        |Öppna badet|2021-03-01|2021-12-31
        |Analys
        Badet är öppet.

        Ekonomi

        |Område|Budget 2021|Utfall 2021
        |Parker|7|9
    """)
    )
    assert [row[0] for row in first] == [
        "Aktivitet",
        "Städa torget",
        "Analys Torget är rent. Det används mer.",
        "Öppna badet",
        "Analys Badet är öppet.",
    ]
    assert rest == [[["Område", "Budget 2021", "Utfall 2021"], ["Parker", "7", "9"]]]


def test_a_title_above_a_header_of_two_rows_leaves_its_cells_over_their_columns() -> None:
    document = read("""
        |Budget i stadsdelen
        |Mnkr|Budget 2021|Budget 2022
        ||Kostnad|Netto|Kostnad|Netto
        |Parker|1|2|3|4
        |Torg|5|6|7|8
    """)
    table = document.blocks[0]
    assert isinstance(table, GridTable)
    assert table.header_rows == 3
    assert grids(document)[0][1] == ["Mnkr", "Budget 2021", "", "Budget 2022", ""]
