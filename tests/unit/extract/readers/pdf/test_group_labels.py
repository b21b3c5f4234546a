"""Labels over several columns of a header, in tables without uprights: which ones they head."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import GridTable
from pipeline.extract.readers.geometry.bands import Fragment
from pipeline.extract.readers.geometry.boxes import Box, Row
from pipeline.extract.readers.geometry.cells import Piece
from pipeline.extract.readers.geometry.group_labels import ruled_labels, span_groups, span_titles
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment, Word
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 230.0, 300.0, 370.0, 440.0, 510.0)
PADDING = 3.0
NUMBERS = [["Parker", "76,9", "74,7", "2,2", "70,1"], ["Torg", "368,1", "401,8", "-33,7", "365,6"]]
TWO = [("Budget", (1, 2)), ("Prognos", (3, 4))]
UNEVEN = [("Budget", (1, 1)), ("Prognos", (2, 3)), ("Bokslut", (4, 4))]


def put(sheet: Sheet, text: str, columns: tuple[int, int], side: str, *, bold: bool) -> None:
    """Write a text at a side of some columns, or in their middle."""
    x0, x1 = EDGES[columns[0]] + PADDING, EDGES[columns[1] + 1] - PADDING
    room = x1 - x0 - stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", 9)
    x = x0 + room * {"left": 0, "middle": 0.5, "right": 1}[side]
    sheet.put(text, x, sheet.y, bold=bold)


def draw(
    sheet: Sheet, groups: list[tuple[str, tuple[int, int]]], heads: list[str], side: str, leaf: str
) -> None:
    """Draw a table: labels at one side of their columns, heads of these at another."""
    for label, columns in groups:
        put(sheet, label, columns, side, bold=True)
    sheet.y -= 15
    for rows, bold in (([heads], True), (NUMBERS, False)):
        for row in rows:
            put(sheet, row[0], (0, 0), "left", bold=bold)
            for column, text in enumerate(row[1:], 1):
                put(sheet, text, (column, column), leaf if bold else "right", bold=bold)
            sheet.y -= 16


@pytest.mark.parametrize("leaf", ["left", "middle", "right"])
@pytest.mark.parametrize("side", ["left", "middle", "right"])
@pytest.mark.parametrize(
    ("groups", "heads"),
    [
        (TWO, ["Mnkr", "Kostnad", "Intäkt", "Kostnad", "Intäkt"]),
        (TWO, ["Mnkr", "2020", "2019", "2020", "2019"]),
        (UNEVEN, ["Mnkr", "Netto", "Kostnad", "Intäkt", "2024"]),
    ],
    ids=["words", "years", "uneven"],
)
def test_labels_head_their_columns_wherever_they_stand(
    groups: list[tuple[str, tuple[int, int]]], heads: list[str], side: str, leaf: str
) -> None:
    sheet = Sheet()
    draw(sheet, groups, heads, side, leaf)
    (table,) = grids(sheet.read())
    wanted: list[str | None] = ["", *[None] * 4]
    for label, (first, _) in groups:
        wanted[first] = label
    assert table == [wanted, heads, *NUMBERS]


@pytest.mark.parametrize("side", ["middle", "right"])
def test_years_that_need_a_label_are_told_from_heads_that_say_all(side: str) -> None:
    heads = ["Mnkr", "Budget 2020", "Bokslut 2020", "2020", "2019"]
    sheet = Sheet()
    draw(sheet, [("Avvikelse", (3, 4))], heads, side, "right")
    (table,) = grids(sheet.read())
    assert table == [["", "", "", "Avvikelse", None], heads, *NUMBERS]


def test_no_label_heads_two_columns_of_one_name_or_a_column_of_names() -> None:
    sheet = Sheet()
    heads = ["Mnkr", "Ansvar", "T1", "T2", "VB"]
    rows = [["Parker", "Nämnden", "74,7", "2,2", "70,1"], ["Torg", "Staden", "1,8", "3,7", "5,6"]]
    put(sheet, "Utfall", (2, 4), "right", bold=True)
    sheet.y -= 15
    for row in (heads, *rows):
        bold = row is heads
        for column, text in enumerate(row):
            put(sheet, text, (column, column), "left" if column < 2 else "right", bold=bold)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    assert table == [["", "", "Utfall", None, None], heads, *rows]


def test_rules_that_show_what_a_label_spans_are_believed() -> None:
    sheet = Sheet()
    heads = ["Mnkr", "Budget", "Utfall", "Budget", "Utfall"]
    top, low = sheet.y + 11, sheet.y - 4
    put(sheet, "2023", (1, 2), "left", bold=True)
    put(sheet, "2024", (3, 4), "left", bold=True)
    for y in (top, low):
        sheet.canvas.line(EDGES[0], y, EDGES[-1], y)
    for x in (EDGES[0], EDGES[1], EDGES[3], EDGES[5]):
        sheet.canvas.line(x, low, x, top)
    sheet.y = low
    sheet.table([heads, *NUMBERS], EDGES, heads="lcccc", sides="lcccc")
    (table,) = grids(sheet.read())
    assert table == [["", "2023", None, "2024", None], heads, *NUMBERS]


def test_a_label_of_two_lines_beside_one_of_one_line() -> None:
    sheet = Sheet()
    heads = ["Mnkr", "2024", "2025", "2024", "2025"]
    put(sheet, "Ackumulerat utfall", (1, 2), "left", bold=True)
    sheet.y -= 10.4
    put(sheet, "januari till april", (1, 2), "left", bold=True)
    put(sheet, "Prognos", (3, 4), "left", bold=True)
    sheet.y -= 15
    for row in (heads, *NUMBERS):
        for column, text in enumerate(row):
            side = "left" if not column else "right"
            put(sheet, text, (column, column), side, bold=row is heads)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    label = "Ackumulerat utfall januari till april"
    assert table == [["", label, None, "Prognos", None], heads, *NUMBERS]


def confidence_of(sheet: Sheet) -> float:
    (table,) = [block for block in sheet.read().blocks if isinstance(block, GridTable)]
    return table.confidence


def test_a_label_that_may_as_well_head_two_columns_as_three_is_unsure() -> None:
    heads = ["Mnkr", "Kostnad", "Intäkt", "Netto", "Andel"]
    unsure, sure = Sheet(), Sheet()
    draw(unsure, [("Prognos", (2, 3))], heads, "left", "left")
    draw(sure, TWO, ["Mnkr", "2020", "2019", "2020", "2019"], "left", "left")
    assert confidence_of(unsure) < 0.95
    assert confidence_of(sure) == 1.0


def test_a_rule_below_a_label_is_as_wide_as_what_it_heads() -> None:
    sheet = Sheet()
    middle = sheet.y - 8
    for column, text in enumerate(["Mnkr", "Budget", "Bokslut"]):
        put_at(sheet, text, column, middle, bold=True)
    put(sheet, "Varav", (3, 4), "middle", bold=True)
    sheet.canvas.line(EDGES[3], sheet.y - 5, EDGES[5], sheet.y - 5)
    for column, text in ((3, "park"), (4, "torg")):
        put_at(sheet, text, column, sheet.y - 16, bold=True)
    sheet.y -= 32
    for row in NUMBERS:
        for column, text in enumerate(row):
            put_at(sheet, text, column, sheet.y, bold=False)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    heads = ["Mnkr", "Budget", "Bokslut", "park", "torg"]
    assert table == [["", "", "", "Varav", None], heads, *NUMBERS]


def put_at(sheet: Sheet, text: str, column: int, y: float, *, bold: bool) -> None:
    """Write a text in the middle of a column."""
    sheet.y, y = y, sheet.y
    put(sheet, text, (column, column), "middle", bold=bold)
    sheet.y = y


def test_labels_have_the_same_heads_below_them_though_they_stand_askew() -> None:
    sheet = Sheet()
    starts = (LEFT, 320.0, 386.0, 435.0, 500.0)
    for label, x in (("T2 2022", 341.0), ("T2 2023", 456.0)):
        sheet.put(label, x, sheet.y, bold=True)
    sheet.y -= 15
    heads = ["Antal", "Kvinnor", "Män", "Kvinnor", "Män"]
    for row in (heads, *NUMBERS):
        for text, x in zip(row, starts, strict=True):
            sheet.put(text, x, sheet.y, bold=row is heads)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    assert table == [["", "T2 2022", None, "T2 2023", None], heads, *NUMBERS]


def test_a_title_above_a_label_of_some_columns_is_no_label() -> None:
    sheet = Sheet()
    sheet.put("Lekplatser och torg i hela området", LEFT + PADDING, sheet.y, bold=True)
    sheet.y -= 15
    draw(sheet, [("Varav", (3, 4))], ["Mnkr", "Budget", "Utfall", "park", "torg"], "left", "middle")
    (table,) = grids(sheet.read())
    assert table[-4:-2] == [
        ["", "", "", "Varav", None],
        ["Mnkr", "Budget", "Utfall", "park", "torg"],
    ]


@pytest.mark.parametrize(
    ("groups", "side"),
    [([("Avvikelse", (3, 4))], "middle"), ([("T1", (1, 2)), ("T2", (3, 4))], "middle"),
     ([("Utfall", (1, 3)), ("Totalt", (4, 4))], "left")],
)  # fmt: skip
def test_labels_in_a_lattice_head_the_columns_that_uprights_part_below_them(
    groups: list[tuple[str, tuple[int, int]]], side: str
) -> None:
    under = {column for _, (first, last) in groups for column in range(first, last + 1)}
    heads = ["Mnkr", "2018", "2019", "2020", "2021"]
    sheet = Sheet()
    _draw_lattice(sheet, {column for column in under if column - 1 in under})
    for column, text in enumerate(heads):
        if column not in under:
            put(sheet, text, (column, column), "left", bold=True)
    for label, columns in groups:
        put(sheet, label, columns, side, bold=True)
    sheet.y -= 15
    for column in under:
        put(sheet, heads[column], (column, column), "right", bold=True)
    for row in NUMBERS:
        sheet.y -= 16
        for column, text in enumerate(row):
            put(sheet, text, (column, column), "right" if column else "left", bold=False)
    (table,) = grids(sheet.read())
    upper = [None if column in under else text for column, text in enumerate(heads)]
    for label, (first, _) in groups:
        upper[first] = label
    lower = [text if column in under else None for column, text in enumerate(heads)]
    assert table == [upper, lower, *NUMBERS]


def _draw_lattice(sheet: Sheet, parted_below: set[int]) -> None:
    """Draw the rules of a header and rows; some uprights begin at the header's second line."""
    top, rows = sheet.y + 12, [sheet.y - 20 - 16 * number for number in range(len(NUMBERS) + 1)]
    for number, x in enumerate(EDGES):
        sheet.canvas.line(x, sheet.y - 4 if number in parted_below else top, x, rows[-1])
    for y in (top, *rows):
        sheet.canvas.line(EDGES[0], y, EDGES[-1], y)


def test_a_label_wider_than_the_columns_that_it_heads_is_of_the_table() -> None:
    sheet = Sheet()
    edges = (LEFT, 150.0, 210.0, 270.0, 300.0)
    sheet.text("Torg och parker", bold=True)
    sheet.y -= 8
    rows = [
        ["", "", "", "Avvikelse efter överföringar", ""],
        ["Mnkr", "Budget", "Bokslut", "2019", "2018"],
        ["Netto", "77,1", "78,9", "-1,8", "-1,0"],
    ]
    for number, row in enumerate(rows):
        for text, x in zip(row, edges, strict=True):
            if text:
                sheet.put(text, x, sheet.y, bold=number < 2)
        sheet.y -= 17
    sheet.y -= 10
    sheet.text("Det gick bra för alla torg.")
    assert grids(sheet.read()) == [[["", "", "", rows[0][3], None], *rows[1:]]]


def test_a_head_that_reaches_over_the_next_column_is_its_own_columns() -> None:
    sheet = Sheet()
    groups: list[tuple[str, float, float]] = [
        ("Uppdelning", LEFT, 0), ("Synpunkter/kategorier", 200, 0), ("Utfall", 330, 0),
        ("T1", 0, 310), ("T2", 0, 360), ("VB", 0, 410), ("Summa", 0, 470),
    ]  # fmt: skip
    below = {"T1", "T2", "VB"}
    for text, left, right in groups:
        x = left or right - stringWidth(text, "Helvetica-Bold", 9)
        sheet.put(text, x, sheet.y - (14 if text in below else 0), bold=True)
    sheet.y -= 30
    rows = [
        ["Ris", "Antal klagomål", "54", "1", "3", "58"],
        ["Ros", "Antal tack", "6", "2", "1", "9"],
    ]
    for row in rows:
        sheet.put(row[0], LEFT, sheet.y)
        sheet.put(row[1], 200, sheet.y)
        for text, right in zip(row[2:], (310, 360, 410, 470), strict=True):
            sheet.put(text, right - stringWidth(text, "Helvetica", 9), sheet.y)
        sheet.y -= 15
    (table,) = grids(sheet.read())
    assert table[:2] == [
        ["", "", "Utfall", None, None, ""],
        ["Uppdelning", "Synpunkter/kategorier", "T1", "T2", "VB", "Summa"],
    ]
    assert table[2:] == rows


def test_labels_over_years_head_an_indicator_table_too() -> None:
    sheet = Sheet()
    groups = [("Utfall", (1, 2)), ("Årsmål", (3, 4))]
    draw(sheet, groups, ["Indikator", "2025", "2024", "KF", "Nämnd"], "left", "left")
    (table,) = grids(sheet.read())
    assert table[:2] == [
        ["", "Utfall", None, "Årsmål", None],
        ["Indikator", "2025", "2024", "KF", "Nämnd"],
    ]


def test_a_heading_beside_an_assessment_is_no_label_of_the_table_below() -> None:
    sheet = Sheet()
    put(sheet, "Trygga lekplatser", (0, 0), "left", bold=True)
    put(sheet, "Uppfylls", (4, 4), "left", bold=True)
    sheet.y -= 15
    draw(sheet, [], ["Indikator", "Utfall", "Prognos", "Årsmål", "Period"], "left", "left")
    tables = grids(sheet.read())
    assert tables[-1][0] == ["Indikator", "Utfall", "Prognos", "Årsmål", "Period"]


def test_heads_that_are_not_bold_stand_below_labels_over_them() -> None:
    sheet = Sheet()
    heads = ["Mnkr", "Kostnad", "Intäkt", "Kostnad", "Intäkt"]
    for label, columns in TWO:
        put(sheet, label, columns, "middle", bold=False)
    for row in (heads, *NUMBERS):
        sheet.y -= 16
        for column, text in enumerate(row):
            put(sheet, text, (column, column), "left", bold=False)
    (table,) = [block for block in sheet.read().blocks if isinstance(block, GridTable)]
    assert table.header_rows == 2
    labels, below = [[cell and cell.text for cell in row] for row in table.rows[:2]]
    assert labels == ["", "Budget", None, "Prognos", None]
    assert below == heads


def test_labels_above_a_shaded_table_are_of_its_header() -> None:
    sheet = Sheet()
    heads = ["Mnkr", "Kostnad", "Intäkt", "Kostnad", "Intäkt"]
    for label, columns in TWO:
        put(sheet, label, columns, "middle", bold=True)
    for number, row in enumerate((heads, *NUMBERS, *NUMBERS)):
        sheet.y -= 16
        for column, text in enumerate(row):
            if number % 2:
                width = EDGES[column + 1] - EDGES[column]
                sheet.canvas.setFillGray(0.9)
                sheet.canvas.rect(EDGES[column], sheet.y - 4, width, 16, stroke=0, fill=1)
                sheet.canvas.setFillGray(0)
            side = "left" if column == 0 else "right"
            put(sheet, text, (column, column), side, bold=number == 0)
    (table,) = grids(sheet.read())
    assert table == [["", "Budget", None, "Prognos", None], heads, *NUMBERS, *NUMBERS]


def test_a_lone_label_heads_more_than_one_column() -> None:
    sheet = Sheet()
    heads = ["Mnkr", "Budget", "Utfall", "park", "torg"]
    sheet.put("Varav", EDGES[4] - 10, sheet.y, bold=True)
    for row in (heads, *NUMBERS):
        sheet.y -= 15
        for column, text in enumerate(row):
            put(sheet, text, (column, column), "left", bold=row is heads)
    (table,) = grids(sheet.read())
    assert table == [["", "", "", "Varav", None], heads, *NUMBERS]


def test_two_years_below_a_label_at_the_foot_of_a_page_are_heads() -> None:
    """A year is no number of a heading, which stands alone before its text."""
    sheet = Sheet()
    starts = (LEFT, 230.0, 330.0, 430.0)
    sheet.text("Torg och parker", bold=True)
    heads = [["Antal", "Snitt 2020", "T2", ""], ["", "", "2020", "2021"]]
    rows = [["Parker", "12", "13", "14"], ["Torg", "7", "7", "8"]]
    for number, row in enumerate([*heads, *rows]):
        if number == len(heads):
            sheet.page()
        for text, x in zip(row, starts, strict=True):
            if text:
                sheet.put(text, x, sheet.y, bold=number < len(heads))
        sheet.y -= 18
    (table,) = grids(sheet.read())
    assert table == [["Antal", "Snitt 2020", "T2", None], heads[1], *rows]


def test_a_label_does_not_head_the_column_whose_head_has_its_word_again() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 252.0, 304.0, 356.0, 440.0)
    heads = ["Ärenden", "T1", "T2", "VB", "Antal totalt"]
    sheet.put("Antal", 265, sheet.y, bold=True)
    sheet.y -= 12
    for text, x in zip(heads, edges, strict=False):
        sheet.put(text, x, sheet.y, bold=True)
    rows = [["Beröm", "32", "0", "29", "61"], ["Klagomål", "4", "128", "2", "134"]]
    for row in rows:
        sheet.y -= 16
        for column, text in enumerate(row):
            x = edges[column + 1] - 8 - stringWidth(text, "Helvetica", 9) if column else LEFT
            sheet.put(text, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table == [["", "Antal", None, None, ""], heads, *rows]


def test_labels_of_two_tables_beside_each_other_head_no_names() -> None:
    sheet = Sheet()
    edges = (LEFT, 180.0, 225.0, 270.0, 380.0, 430.0, 480.0)
    heads = ["Intäkter", "2023", "2022", "Kostnader", "2023", "2022"]
    rows = [["Avgifter", "12,5", "11,9", "Löner", "-8,4", "-8,1"]] * 2
    for text, x in (("Utfall", edges[1]), ("Utfall", edges[4])):
        sheet.put(text, x, sheet.y, bold=True)
    for row in (heads, *rows):
        sheet.y -= 16
        for text, x in zip(row, edges, strict=False):
            sheet.put(text, x, sheet.y, bold=row is heads)
    (table,) = grids(sheet.read())
    assert table == [["", "Utfall", None, "", "Utfall", None], heads, *rows]


def test_an_empty_column_below_a_title_has_the_head_that_stands_beside_the_others() -> None:
    sheet = Sheet()
    edges = (LEFT, 200.0, 280.0, 360.0)
    sheet.put("Ärenden under året", 200, sheet.y, bold=True)
    sheet.y -= 18
    for line in (
        [("Uppföljning", 3)],
        [("Ärende", 0), ("Antal", 1), ("Summa", 2), ("och åtgärd", 3)],
        [("totalt", 2)],
    ):
        for text, column in line:
            sheet.put(text, edges[column], sheet.y, bold=True)
        sheet.y -= 10.5
    for row in (["Beröm", "3", "7"], ["Klagomål", "4", "12"], ["Frågor", "1", "2"]):
        sheet.y -= 8
        for text, x in zip(row, edges, strict=False):
            sheet.put(text, x, sheet.y)
        sheet.y -= 8
    (table,) = grids(sheet.read())
    assert ["Ärende", "Antal", "Summa totalt", "Uppföljning och åtgärd"] in table


def test_a_rule_below_a_label_parts_the_header_of_a_lattice_without_uprights() -> None:
    sheet = Sheet()
    edges = (LEFT, 230.0, 300.0, 370.0, 440.0, 510.0)
    sheet.table([["Antal barn"]], edges)
    top = sheet.y
    for text, column, y in (
        ("Utfall", 1, top - 11),
        ("Förskola", 0, top - 21.5),
        ("T1", 1, top - 21.5),
        ("T2", 2, top - 21.5),
        ("VB", 3, top - 21.5),
        ("Summering", 4, top - 11),
        ("av året", 4, top - 21.5),
    ):
        sheet.put(text, edges[column] + 3, y, bold=True)
    sheet.canvas.line(edges[1], top - 13, edges[4], top - 13)
    sheet.y = top - 28
    rows = [["Solrosen", "32", "0", "29", "61"], ["Blåklinten", "4", "128", "2", "134"]]
    sheet.table(rows, edges, header=False)
    (table,) = grids(sheet.read())
    assert table[1:3] == [
        ["Förskola", "Utfall", None, None, "Summering av året"],
        [None, "T1", "T2", "VB", None],
    ]


def test_years_alone_below_heads_that_are_not_bold_are_heads_too() -> None:
    sheet = Sheet()
    edges = (LEFT, 170.0, 250.0, 330.0, 410.0, 490.0)
    sheet.put("Avvikelse bokslut", 338.0, sheet.y - 10.85)
    sheet.table([["Mnkr", "Budget 2025", "Bokslut 2025", "", ""], ["", "", "", "2025", "2024"],
                 ["Netto", "383,7", "389,8", "-6,1", "-7,5"]],
                edges, rules="none", header=False)  # fmt: skip
    (table,) = sheet.read().blocks
    assert isinstance(table, GridTable)
    assert table.header_rows == 2
    assert [cell and cell.text for cell in table.rows[2]] == [
        "Netto", "383,7", "389,8", "-6,1", "-7,5",
    ]  # fmt: skip


def test_a_first_label_in_the_middle_of_two_rows_of_heads() -> None:
    sheet = Sheet()
    sheet.text("Bänkarna räknas varje vår.", size=9)
    sheet.gap()
    for texts in ({300: "Ökade"}, {LEFT: "Verksamhet"}, {300: "kostnader", 400: "intäkter"}):
        for x, text in texts.items():
            sheet.put(text, x, sheet.y, bold=True)
        sheet.y -= 14
    rows = [["Parker", "0,6", "-0,6"], ["Bad", "13,9", "-13,9"], ["Torg", "0,1", "-0,1"]]
    for row in rows:
        sheet.y -= 14
        for x, text in zip((LEFT, 300, 400), row, strict=True):
            sheet.put(text, x, sheet.y)
        sheet.y -= 14
    assert grids(sheet.read()) == [
        [["", "Ökade", None], ["Verksamhet", "kostnader", "intäkter"], *rows]
    ]


def test_a_rule_that_goes_past_the_names_parts_their_head_from_no_other_table() -> None:
    sheet = Sheet()
    xs = (70.0, 200.0, 260.0, 320.0, 400.0, 480.0)
    top, middle, foot = 780.0, 764.0, 748.0
    put = [(200, 1, "Utfall"), (70, 1, "KF:s"), (320, 1, "Årets"), (400, 1, "Period")]
    put += [(70, 2, "indikatorer"), (200, 2, "Kvinnor"), (260, 2, "Män"), (320, 2, "mål")]
    for left, row, text in put:
        sheet.put(text, left + 3, top - 16 * row + 5, bold=True)
    for y in (top, foot):
        sheet.canvas.line(xs[0], y, xs[-1], y)
    sheet.canvas.line(xs[1], middle, xs[3], middle)
    for x in xs:
        sheet.canvas.line(x, foot, x, middle if x == xs[2] else top)
    sheet.y = foot
    rows = [["Andel barn som simmar", "71 %", "69 %", "75 %", "2026"]] * 2
    sheet.table(rows, xs, header=False)
    assert grids(sheet.read()) == [
        [
            ["KF:s indikatorer", "Utfall", None, "Årets mål", "Period"],
            [None, "Kvinnor", "Män", None, None],
            *rows,
        ]
    ]


def test_a_rule_above_heads_that_are_one_cell_with_more_heads_nothing() -> None:
    texts = [("Utfall", 300.0, 700.0), ("män", 300.0, 680.0), ("av alla", 330.0, 680.0)]
    far = ("som svarat", 500.0, 680.0)
    label, *below = (
        Piece(1, Segment((Word(text, x, x + 20, y, 9.0, False, 5.0, True, 0, at),)))
        for at, (text, x, y) in enumerate([*texts, far])
    )
    rows = [
        Row(1, {1: Box((1, 1), [label])}, header=True),
        Row(1, {1: Box((1, 1), below)}, header=True),
    ]
    assert span_groups(rows, [Rule(691.0, 298.0, 352.0)]) == 1.0
    assert rows[0].boxes[1].span == (1, 1)


def test_a_label_in_the_middle_over_its_rule_may_stand_far_above_it() -> None:
    def text(words: str, x0: float, x1: float, y: float) -> Segment:
        return Segment((Word(words, x0, x1, y, 9.0, True, 6.0, False, 1, 1),))

    rule = Rule(324.0, 340.0, 804.0)
    heads = [text("besök", 432.0, 480.0, 311.0), text("intäkter", 669.0, 707.0, 311.0)]
    for x0, y, found in ((557.0, 337.0, 1), (430.0, 337.0, 0), (557.0, 347.0, 0)):
        label = text("Fler", x0, x0 + 30, y)
        assert len([*ruled_labels([label, *heads], [rule])]) == found


def test_labels_at_the_left_of_wide_columns_head_values_far_at_their_right() -> None:
    """A sheet of A3 or a slide: the first label stands almost a column before the first head."""

    def box(column: int, text: str, x0: float, x1: float, y: float) -> Box:
        word = Word(text, x0, x1, y, 9.0, True, 5.0, False, column, column)
        return Box((column, column), [Piece(1, Segment((word,)))])

    columns = (1, 2, 3, 4)
    rights = [350.0 + 141 * column for column in columns]
    labels = {1: box(1, "Kvinnor", 363.0, 406.0, 700.0), 2: box(2, "Män", 645.0, 668.0, 700.0)}
    years = ["2015", "2016", "2015", "2016"]
    rows = [Row(1, labels, header=True)]
    for texts, y in ((years, 685.0), (["924", "237", "325", "156"], 670.0)):
        placed = zip(columns, texts, rights, strict=True)
        boxes = {c: box(c, text, x - 7 * len(text), x, y) for c, text, x in placed}
        rows.append(Row(1, boxes, header=texts is years))
    span_groups(rows, [])
    assert {label: box.span for label, box in rows[0].boxes.items()} == {1: (1, 2), 3: (3, 4)}


def test_a_lone_label_over_a_lone_head_is_asked_of_without_a_second_column() -> None:
    def box(text: str, x0: float, x1: float, y: float) -> Box:
        word = Word(text, x0, x1, y, 9.0, True, 5.0, False, 1, 1)
        return Box((0, 0), [Piece(1, Segment((word,)))])

    label, head = box("Indikatorer", 72.0, 120.0, 700.0), box("Indikator", 72.0, 110.0, 685.0)
    rows = [Row(1, {0: label}, header=True), Row(1, {0: head}, header=True)]
    span_titles(Fragment(1, 72.0, 300.0, 720.0, 600.0, (), ruled=False), rows, 3)
    assert label.span == (0, 2)
