"""Tables whose rows stand as close as the lines of a cell, as TeX and some browsers set them."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import GridTable
from pipeline.extract.language.text import strip_icon
from pipeline.extract.tables.grid_tables import read_grid
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

PITCH = 11.0
EDGES = (LEFT, 250.0, 330.0, 410.0)
HEADER = ["Indikator", "Utfall", "Årsmål", "Period"]
ROWS = [
    ["Andel besökare som tycker", "81 %", "85 %", "Tertial"],
    ["att parken är vacker", "", "", "2 2021"],
    ["Antal träd i parken", "12 st", "14 st", "2021"],
    ["Antal kaféer där det", "3 st", "Tas fram", "2021"],
    ["går att sitta ute", "", "av nämnd", ""],
    ["Antal bänkar", "", "40 st", "2021"],
]
WANTED = [
    HEADER,
    ["Andel besökare som tycker att parken är vacker", "81 %", "85 %", "Tertial 2 2021"],
    ["Antal träd i parken", "12 st", "14 st", "2021"],
    ["Antal kaféer där det går att sitta ute", "3 st", "Tas fram av nämnd", "2021"],
    ["Antal bänkar", "", "40 st", "2021"],
]


def put_lines(sheet: Sheet, lines: list[list[str]], *, bold_first: bool = True) -> None:
    """Draw lines of texts without rules, one pitch below each other."""
    for number, line in enumerate(lines):
        for text, x in zip(line, EDGES, strict=True):
            if text:
                sheet.put(text, x, sheet.y, size=9, bold=bold_first and number == 0)
        sheet.y -= PITCH


def cutting() -> Sheet:
    """Return a sheet on which cells are seen to cut words."""
    sheet = Sheet()
    sheet.text("Varje årskull har en förskola, och förskolan har sin årskull.")
    sheet.text("Förskolan räknar kvinnor, och kvinnor räknar.", size=9)
    sheet.table([["Förs\nkola", "kvin\nnor"]], (LEFT, 94.0, 118.0), rules="none")
    return sheet


def test_rows_as_close_as_lines_begin_where_labels_and_values_do() -> None:
    sheet = Sheet()
    put_lines(sheet, [HEADER, *ROWS])
    assert grids(sheet.read()) == [WANTED]


def test_values_at_the_bottom_of_rows_as_close_as_lines() -> None:
    sheet = Sheet()
    lines = [
        HEADER,
        ["Andel besökare som tycker", "", "", ""],
        ["att parken är vacker", "81 %", "85 %", "2021"],
        ["Antal träd i parken", "12 st", "14 st", "2021"],
        ["Antal kaféer där det", "", "", ""],
        ["går att sitta ute", "3 st", "5 st", "2021"],
    ]
    put_lines(sheet, lines)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table] == [
        "Indikator",
        "Andel besökare som tycker att parken är vacker",
        "Antal träd i parken",
        "Antal kaféer där det går att sitta ute",
    ]


def test_an_analysis_between_rows_as_close_as_lines() -> None:
    sheet = Sheet()
    text = "Mätningen görs under hösten och redovisas i den rapport som kommer efter nyår."
    put_lines(sheet, [HEADER, *ROWS[:3]])
    for line in ("Analys", text):
        sheet.put(line, LEFT, sheet.y, size=9)
        sheet.y -= PITCH
    put_lines(sheet, ROWS[3:], bold_first=False)
    (table,) = grids(sheet.read())
    assert [[cell for cell in row if cell] for row in table] == [
        *WANTED[:3],
        [f"Analys {text}"],
        WANTED[3],
        [cell for cell in WANTED[4] if cell],
    ]


@pytest.mark.parametrize("unit", ["st", "ton", "personer"])
def test_values_with_a_unit_below_each_other_are_two_rows(unit: str) -> None:
    sheet = Sheet()
    rows = [[f"Antal {what}", f"{n} {unit}", "-", "År"] for n, what in enumerate("abcd", 2)]
    put_lines(sheet, [HEADER, *rows])
    assert grids(sheet.read()) == [[HEADER, *rows]]


def test_a_word_too_long_for_its_cell_stays_in_its_column() -> None:
    sheet = Sheet()
    put_lines(sheet, [HEADER, *ROWS[:3]])
    lines = [
        ["Antal parker", "3 st", "Tas fram", "Tertial"],
        ["", "", "av", "2 2021"],
        ["", "", "kommunstyrelsens-kansli", ""],
        ["Antal sjöar", "1 st", "2 st", "2021"],
    ]
    assert EDGES[2] + stringWidth("kommunstyrelsens kansli", "Helvetica", 9) > EDGES[3]
    put_lines(sheet, lines, bold_first=False)
    (table,) = grids(sheet.read())
    assert table[3:] == [
        ["Antal parker", "3 st", "Tas fram av kommunstyrelsens-kansli", "Tertial 2 2021"],
        ["Antal sjöar", "1 st", "2 st", "2021"],
    ]


def test_units_of_two_columns_that_stand_as_close_as_words_are_parted() -> None:
    sheet = Sheet()
    put_lines(sheet, [HEADER, *ROWS[:3]])
    put_lines(sheet, [["Antal barn per grupp", "13,6", "14,2", "Tertial"]], bold_first=False)
    # The unit of the first column reaches up to that of the second.
    unit = "barn/avdelningsgrupp"
    sheet.put(unit, EDGES[2] - stringWidth(unit, "Helvetica", 9) - 2.2, sheet.y, size=9)
    sheet.put("barn/avd.", EDGES[2], sheet.y, size=9)
    sheet.put("2 2021", EDGES[3], sheet.y, size=9)
    sheet.y -= PITCH
    put_lines(sheet, ROWS[5:], bold_first=False)
    (table,) = grids(sheet.read())
    assert table[3][1:3] == [f"13,6 {unit}", "14,2 barn/avd."]


def test_words_that_reach_over_each_other_are_two_texts() -> None:
    sheet = Sheet()
    for text, x in (("Indikator", EDGES[0]), ("Jämförelsevärdet", 265), ("Årsmål", EDGES[2])):
        sheet.put(text, x, sheet.y, size=9, bold=True)
    sheet.y -= PITCH
    for row in (["Antal träd", "12", "14"], ["Antal bänkar", "30", "40"]):
        for text, x in zip(row, (EDGES[0], 265, EDGES[2]), strict=True):
            sheet.put(text, x, sheet.y, size=9)
        sheet.y -= PITCH
    (table,) = grids(sheet.read())
    assert table[0] == ["Indikator", "Jämförelsevärdet", "Årsmål"]


def test_a_bullet_in_place_of_an_icon_is_no_part_of_a_name() -> None:
    assert strip_icon("• Antal träd") == "Antal träd"


def test_a_label_between_two_columns_heads_both() -> None:
    sheet = Sheet()
    upper = [("Plats", EDGES[0]), ("T2 2021", 293.0)]
    lower = [("Kvinnor", EDGES[1]), ("Män", 320.0)]
    for texts in (upper, lower):
        for text, x in texts:
            sheet.put(text, x, sheet.y, size=9, bold=True)
        sheet.y -= PITCH
    for row in (["Parken", "12", "14"], ["Torget", "30", "40"]):
        for text, x in zip(row, (EDGES[0], EDGES[1], 320.0), strict=True):
            sheet.put(text, x, sheet.y, size=9)
        sheet.y -= PITCH
    (table,) = grids(sheet.read())
    assert table[0][1] == "T2 2021"
    assert table[1] == ["Plats", "Kvinnor", "Män"]


def test_bounds_and_periods_below_each_other_are_two_rows() -> None:
    sheet = Sheet()
    rows = [
        ["Budgetföljsamhet", "100 %", "Ja", "Tertial"],
        ["Träffsäkerhet i prognos", "+/-1 %", "Nej", "År"],
        ["Klimatpåverkan av mat", "1,8 kg CO2 per kg", "Ja", "År"],
    ]
    put_lines(sheet, [HEADER, *rows])
    assert grids(sheet.read()) == [[HEADER, *rows]]


def test_numbers_of_three_digits_below_each_other_are_two_rows_and_one_rest_of_a_number_none() -> (
    None
):
    head = ["Platser", "Jan", "Feb", "Mar"]
    rows = [["Månad 2019", "412", "425", "424"], ["Månad 2020", "399", "396", "402"]]
    sheet = Sheet()
    put_lines(sheet, [head, *rows])
    assert grids(sheet.read()) == [[head, *rows]]
    sheet = Sheet()
    put_lines(sheet, [HEADER, *ROWS[:3], ["Antal besök", "1", "2 st", "2021"], ["", "500", "", ""]])
    (table,) = grids(sheet.read())
    assert table[-1] == ["Antal besök", "1 500", "2 st", "2021"]


def test_rows_between_few_rules_when_two_short_tables_share_their_ends() -> None:
    """Rules stand above, below the header and at the end of each: most hold one row."""
    sheet = Sheet()
    edges = (*EDGES, 480.0)

    def rule() -> None:
        sheet.canvas.line(LEFT, sheet.y + 8.5, edges[-1], sheet.y + 8.5)

    first = ["Klimatpåverkan av mat", "1,8 kg CO2 / kg", "1,4 kg CO2 / kg", "År"]
    tables = [[HEADER, first, ["Antal träd i parken", "12 st", "14 st", "År"]], [HEADER, first]]
    for rows in tables:
        for number, row in enumerate(rows):
            if number < 2:
                rule()
            put_lines(sheet, [row], bold_first=number == 0)
            sheet.y -= 3
        rule()
        sheet.y -= 18
    assert grids(sheet.read()) == tables


def test_a_label_over_two_columns_keeps_its_words_though_one_ends_where_values_do() -> None:
    sheet = Sheet()
    right = EDGES[2] + stringWidth("Avvikelse bokslut", "Helvetica-Bold", 9)
    second = right - stringWidth("-18,6", "Helvetica", 9)
    places = (EDGES[0], EDGES[1], EDGES[2], second)
    lines = [
        ["Mnkr", "Budget", "Avvikelse bokslut", ""],
        ["", "2020", "2020", "2019"],
        ["Netto", "232,1", "0,0", "-18,6"],
        ["Fond", "12,1", "8,5", "-17,4"],
        ["Avgifter", "1,0", "0,5", "2"],
    ]
    for number, line in enumerate(lines):
        for text, x in zip(line, places, strict=True):
            sheet.put(text, x, sheet.y, size=9, bold=number < 2)
        sheet.y -= PITCH if number == 0 else PITCH + 6
    (table,) = grids(sheet.read())
    assert table[0][2] == "Avvikelse bokslut"


def test_a_word_that_hardly_had_room_on_the_line_above_says_nothing_of_rows() -> None:
    sheet = Sheet()
    widest = "Medskapandeindex"
    above = "som inleds inom"
    room = stringWidth(widest, "Helvetica", 9) - stringWidth(above, "Helvetica", 9)
    assert 0.3 * 9 < room - stringWidth("14", "Helvetica", 9) < 0.55 * 9
    lines = [
        HEADER,
        [widest, "78", "80", "2021"],
        ["Andel ärenden", "", "", ""],
        [above, "", "Tas fram", "Tertial"],
        ["14 dagar", "64,3 %", "av nämnd", "2 2021"],
        ["Antal bänkar", "30 st", "40 st", "2021"],
    ]
    put_lines(sheet, lines)
    (table,) = grids(sheet.read())
    assert table[2] == [
        "Andel ärenden som inleds inom 14 dagar",
        "64,3 %",
        "Tas fram av nämnd",
        "Tertial 2 2021",
    ]


def test_names_in_the_second_column_that_wrap_are_of_the_row_that_they_begin() -> None:
    """The first column names groups of rows and is mostly empty; rows are set at their top."""
    head = ["Grupp", "Kategori", "T1", "T2"]
    rows = [
        ["Vad gällde det?", "Bemötande", "25", "11"],
        ["", "Brist i\ninformation", "67", "27"],
        ["", "Mat och\nmåltider", "15", "99"],
        ["", "Tillgänglighet\n(öppettider,\ntelefontider)", "2", "4"],
        ["", "Utebliven\neller försenad\ninsats", "98", "19"],
        ["Återkoppling", "Antal ärenden", "10", "113"],
    ]
    sheet = Sheet()
    put_lines(sheet, [head, *(line for row in rows for line in _lines_of(row))])
    (table,) = grids(sheet.read())
    assert table == [head, *([cell.replace("\n", " ") for cell in row] for row in rows)]


def test_thousands_that_wrap_in_all_columns_below_a_name_are_one_row() -> None:
    head = ["Bistånd", "Jan", "Feb", "Mar"]
    sheet = Sheet()
    put_lines(sheet, [head, ["Hushåll", "749", "756", "755"], ["Medel, kr", "11", "10", "10"]])
    sheet.y += 3
    put_lines(sheet, [["", "001", "716", "952"]], bold_first=False)
    (table,) = grids(sheet.read())
    assert table[-1] == ["Medel, kr", "11 001", "10 716", "10 952"]


def _lines_of(row: list[str]) -> list[list[str]]:
    """Return the lines of a row whose cells are set at its top."""
    cells = [cell.split("\n") for cell in row]
    return [list(line) for line in zip_longest(*cells, fillvalue="")]


def test_a_bullet_below_a_text_over_the_columns_begins_a_row() -> None:
    sheet = Sheet()
    lines = [
        HEADER,
        ["Antal träd i parken", "", "14 st", "2021"],
        ["Analys", "", "", ""],
        ["Underlaget är litet och tolkas därför med försiktighet.", "", "", ""],
        ["• Antal bänkar", "38 st", "40 st", "Tas fram"],
        ["i parken", "", "", "av"],
        ["", "", "", "nämnd"],
        ["Antal lampor längs gångvägar", "96 st", "97 st", "2021"],
        ["i området", "", "", ""],
    ]
    put_lines(sheet, lines)
    (table,) = grids(sheet.read())
    assert [row[0] for row in table] == [
        "Indikator",
        "Antal träd i parken",
        "Analys Underlaget är litet och tolkas därför med försiktighet.",
        "• Antal bänkar i parken",
        "Antal lampor längs gångvägar i området",
    ]


def test_a_piece_of_a_word_in_a_name_is_no_value_that_is_missing() -> None:
    """In a column "na" says that a value is missing; below a name it is the rest of a word."""
    sheet = Sheet()
    lines = [
        HEADER,
        ["Antal", "12 st", "14 st", "Tertial"],
        ["träd", "", "", "2 2021"],
        ["Antal", "1 220", "Tas", "Tertial"],
        ["erbjud", "st", "fram", "1"],
        ["na", "", "av", "2021"],
        ["platser", "", "nämnd", ""],
    ]
    put_lines(sheet, lines)
    (table,) = grids(sheet.read())
    assert [row[1:] for row in table[1:]] == [
        ["12 st", "14 st", "Tertial 2 2021"],
        ["1 220 st", "Tas fram av nämnd", "Tertial 1 2021"],
    ]


def test_the_last_row_of_a_table_begins_with_a_name_above_its_values() -> None:
    sheet = Sheet()
    for cells in (HEADER, ["Antal träd", "12 st", "14 st", "2021"], ["Antal gungor", "7", "9 st"]):
        for text, x in zip(cells, EDGES, strict=False):
            sheet.put(text, x, sheet.y, size=9, bold=cells is HEADER)
        sheet.y -= 2 * PITCH
    for text, x, below in (
        ("Andel bänkar", LEFT, 0.0),
        ("3", EDGES[1], 4.5),
        ("5 %", EDGES[2], 4.5),
        ("med ryggstöd", LEFT, 9.0),
    ):
        sheet.put(text, x, sheet.y - below, size=9)
    (table,) = grids(sheet.read())
    assert table[-1][:3] == ["Andel bänkar med ryggstöd", "3", "5 %"]


def test_numbers_that_a_narrow_cell_cuts_anywhere_are_one() -> None:
    sheet = cutting()
    sheet.gap(40)
    edges = (LEFT, 92.0, 118.0, 144.0, 170.0)
    lines = [
        (["Års", "T1", "T2", "T3"], True),
        (["kull", "", "", ""], True),
        (["Års", "41", "43", "40"], False),
        (["kull", "7", "1", "9"], False),
        (["A", "", "", ""], False),
        (["Års", "38", "35", "36"], False),
        (["kull", "2", "6", "4"], False),
        (["B", "", "", ""], False),
    ]
    for cells, bold in lines:
        sheet.y -= 8 if cells[0] in ("Ba", "Års") else 0
        for text, x in zip(cells, edges, strict=False):
            sheet.put(text, x, sheet.y, bold=bold)
        sheet.y -= PITCH
    document = sheet.read()
    table = grids(document)[-1]
    assert [row[1:] for row in table] == [
        ["T1", "T2", "T3"],
        ["417", "431", "409"],
        ["382", "356", "364"],
    ]
    *_, grid = (block for block in document.blocks if isinstance(block, GridTable))
    assert {cell.confidence for cell in grid.rows[1][1:] if cell} == {0.8}


def test_a_decimal_comma_at_a_line_end_is_no_number_of_its_own() -> None:
    sheet = Sheet()
    edges = (LEFT, 180.0, 210.0, 240.0)
    head = ["Mnkr", "201\n9", "201\n8"]
    rows = [["Byggnader och\nmark", "232,\n5", "270,\n1"], ["Lager", "38,1", "41,\n3"]]
    sheet.table([head, *rows], edges, rules="none")
    (table,) = grids(sheet.read())
    assert table == [
        ["Mnkr", "2019", "2018"],
        ["Byggnader och mark", "232,5", "270,1"],
        ["Lager", "38,1", "41,3"],
    ]


def test_a_line_that_closes_a_bracket_goes_on_with_the_name_above_it() -> None:
    sheet = Sheet()
    lines = [
        ["Verksamhet", "2023", "2024"],
        ["Korttidsboende", "57", "58"],
        ["Tillsyn (för unga som är över", "12", "14"],
        ["12 år enligt lag)"],
        ["Summa", "69", "72"],
        ["Ärenden", "114", "115"],
    ]
    for number, line in enumerate(lines):
        for text, x in zip(line, EDGES, strict=False):
            sheet.put(text, x, sheet.y, size=9, bold=number == 0)
        sheet.y -= 10.2
    (table,) = grids(sheet.read())
    assert table[2:4] == [
        ["Tillsyn (för unga som är över 12 år enligt lag)", "12", "14"],
        ["Summa", "69", "72"],
    ]


@pytest.mark.parametrize(("foot", "count"), [(10.0, 1), (60.0, 2)], ids=["cut", "above a margin"])
def test_a_row_that_the_end_of_a_page_cuts_is_printed_twice(foot: float, count: int) -> None:
    sheet = Sheet()
    rows = [["Bidrag, kronor", "10 012", "10 599"], ["Antal hushåll", "1 255", "1 228"]]
    sheet.y = foot + 32
    for row in (["Nyckeltal", "2023", "2024"], rows[1], rows[0]):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y, bold=row[0] == "Nyckeltal")
        sheet.y -= 16
    sheet.page()
    for row in (rows[0], ["Bistånd", "12,57", "13,02"]):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    assert [row[0] for row in table].count("Bidrag, kronor") == count
    assert [row[0] for row in table[-1:]] == ["Bistånd"]


def test_values_are_no_surer_than_the_name_that_a_doubtful_wrap_parts() -> None:
    sheet = cutting()
    sheet.gap(40)
    rows = [["Förskola", "Antal"], ["Sandarud\ndens", "12"], ["Björkhaga", "14"]]
    sheet.table(rows, (LEFT, 117.0, 200.0))
    *_, grid = (block for block in sheet.read().blocks if isinstance(block, GridTable))
    sure = {cell.row_label: cell.confidence for cell in read_grid(grid).cells}
    assert sure["Björkhaga"] == 1.0
    assert min(sure.values()) < 0.95


def test_a_name_that_is_cut_where_another_line_is_a_little_wider_is_one() -> None:
    sheet = cutting()
    sheet.gap(40)
    rows = [["Enhet", "Antal"], ["Talldals\nskola", "14"], ["Ljungv\niken", "12"]]
    sheet.table(rows, (LEFT, 108.0, 200.0), rules="horizontal")
    table = grids(sheet.read())[-1]
    assert table[2] == ["Ljungviken", "12"]


def test_numbers_that_a_narrow_cell_cuts_over_a_page_break_are_one() -> None:
    sheet = cutting()
    edges = (LEFT, 92.0, 118.0, 144.0, 170.0)
    sheet.y = 110.0
    for number, cells in enumerate(
        [["Plan", "T1", "T2", "T3"], ["Norr", "12", "34", "56"], ["Års", "41", "43", "40"]]
    ):
        for text, x in zip(cells, edges, strict=False):
            sheet.put(text, x, sheet.y, bold=number == 0)
        sheet.y -= 20
    sheet.page()
    for cells, fall in ((["kull", "7", "1", "9"], 20), (["Öst", "35", "36", "38"], 20)):
        for text, x in zip(cells, edges, strict=False):
            sheet.put(text, x, sheet.y)
        sheet.y -= fall
    table = grids(sheet.read())[-1]
    assert table[2:] == [["Årskull", "417", "431", "409"], ["Öst", "35", "36", "38"]]


def test_a_label_alone_heads_rows_where_names_had_room_beside_it() -> None:
    rows = [
        ["Bad och kajer", "2015", "2016", "2017"],
        ["Inflöde", "", "", ""],
        ["Antal sökta platser", "928", "838", "847"],
        ["Antal som leder till en plats", "257", "275", "267"],
        ["Platser", "", "", ""],
        ["Platser i hamnen*", "981", "962", "969"],
        ["Platser vid ån", "254", "249", "233"],
    ]
    sheet = Sheet()
    sheet.table(rows, (LEFT, 350.0, 410.0, 470.0, 520.0), rules="none", sides="lrrr", white=0)
    assert grids(sheet.read()) == [rows]


def test_lines_of_a_label_farther_apart_than_rows_go_on_behind_a_hyphen() -> None:
    sheet = Sheet()
    labels = [
        ["Äng och pla-", "nering"],
        ["Djur- och en-", "tomologi"],
        ["Torg"],
        ["Ån och", "bron"],
    ]
    put_lines(sheet, [["Område", "Kostnader", "Intäkter", "Netto"]])
    rows = [[f"{n}1,6", f"-{n},5", f"{n}9,1"] for n in range(1, 1 + len(labels))]
    for lines, values in zip(labels, rows, strict=True):
        for line in lines[:-1]:
            sheet.put(line, EDGES[0], sheet.y)
            sheet.y -= 14
        for text, x in zip([lines[-1], *values], EDGES, strict=True):
            sheet.put(text, x, sheet.y)
        sheet.y -= 10
    (table,) = grids(sheet.read())
    names = ["Äng och planering", "Djur- och entomologi", "Torg", "Ån och bron"]
    assert table[1:] == [[name, *values] for name, values in zip(names, rows, strict=True)]


def test_a_bold_name_of_a_group_stands_above_a_row_and_not_in_it() -> None:
    sheet = Sheet()
    sheet.text("Kanotklubbens ekonomi visar ett överskott för året.")
    edges = (70.0, 300.0, 400.0, 500.0)
    for number, row in enumerate(
        [
            ["Mnkr", "Budget 2031", "Utfall 2031"],
            ["Kostnader"],
            ["Löner", "12,5", "13,0"],
            ["Hyra", "2,5", "2,4"],
            ["Intäkter"],
            ["Avgifter", "-11,0", "-12,1"],
        ]
    ):
        bold = number == 0 or len(row) == 1
        for at, text in enumerate(row):
            sheet.put(text, edges[at] + 3, sheet.y, bold=bold)
        if len(row) > 1:
            sheet.canvas.line(edges[0], sheet.y - 4, edges[-1], sheet.y - 4)
        sheet.y -= 12 if len(row) == 1 else 15
    ((_, *rows),) = grids(sheet.read())
    assert [[text for text in row if text] for row in rows] == [
        *(["Kostnader"], ["Löner", "12,5", "13,0"], ["Hyra", "2,5", "2,4"]),
        *(["Intäkter"], ["Avgifter", "-11,0", "-12,1"]),
    ]
