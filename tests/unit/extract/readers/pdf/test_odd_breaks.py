"""Tables that looks drawn by lot showed: plain headers inside, rows at the edges of pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.document import Document
from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids, prose

EDGES = (LEFT, 220.0, 320.0, 420.0)
PARKS = [["Park", "Bänkar", "Träd"], ["Norra", "12", "310"], ["Södra", "7", "45"]]
BATHS = [["Bad", "Besök", "Kiosker"], ["Stora", "1 200", "3"], ["Lilla", "88", "1"]]


def shade(sheet: Sheet, height: float) -> None:
    """Draw a grey box for each cell of the next row, as browsers do."""
    sheet.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(EDGES):
        sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)


def shaded(sheet: Sheet, rows: list[list[str]]) -> None:
    """Draw rows, none of them bold, every other one shaded."""
    for number, row in enumerate(rows):
        if number % 2 == 0:
            shade(sheet, 9 * 1.15 + 5)
        sheet.table([row], EDGES, rules="none", header=False)


@pytest.mark.parametrize("between", [0, 4])
def test_a_plain_header_below_rows_opens_another_table(between: float) -> None:
    sheet = Sheet()
    shaded(sheet, PARKS)
    sheet.gap(between)
    shaded(sheet, BATHS)
    assert grids(sheet.read()) == [PARKS, BATHS]


def test_words_in_a_row_of_numbers_are_no_header() -> None:
    rows = [
        *PARKS,
        ["Östra", "Tas fram av nämnd", "45"],
        ["Västra", "saknas", "saknas"],
        ["Mellersta", "12", "13"],
    ]
    sheet = Sheet()
    shaded(sheet, rows)
    assert grids(sheet.read()) == [rows]


def painted(*, rest: bool, y: float) -> Document:
    """Read a table whose last row above the page break stands at the top of the next page, too."""
    sheet = Sheet()
    sheet.text("Parkerna sköts av förvaltningen.", size=9)
    last = ["Mellersta" + "\nstadsparken" * rest, "12", "13"]
    sheet.y = y + 3 * (9 * 1.15 + 5) + 11
    sheet.table([*PARKS, [last[0].split("\n")[0], *last[1:]]], EDGES, rules="none")
    sheet.page()
    sheet.table([last, ["Östra", "4", "9"]], EDGES, rules="none", header=False)
    return sheet.read()


@pytest.mark.parametrize(("rest", "y"), [(True, 60.0), (False, 10.0)])
def test_a_row_painted_on_both_sides_of_a_page_break_is_one(rest: bool, y: float) -> None:
    name = "Mellersta stadsparken" if rest else "Mellersta"
    document = painted(rest=rest, y=y)
    assert grids(document) == [[*PARKS, [name, "12", "13"], ["Östra", "4", "9"]]]
    assert [place.text for place in document.furniture if place.page == 1] == ["Mellersta 12 13"]


def test_two_equal_rows_above_a_margin_and_below_it_are_two() -> None:
    row = ["Mellersta", "12", "13"]
    document = painted(rest=False, y=60.0)
    assert grids(document) == [[*PARKS, row, row, ["Östra", "4", "9"]]]


def test_the_first_row_of_a_page_without_an_upper_rule_is_of_its_table() -> None:
    sheet = Sheet()
    sheet.y = 60.0
    shade(sheet, 9 * 1.15 + 5)
    sheet.table(PARKS[:1], EDGES, rules="none")
    sheet.page()
    shaded_rows = [*PARKS[1:], ["Östra", "4", "9"], ["Västra", "5", "8"]]
    for number, row in enumerate(shaded_rows):
        if number % 2:
            shade(sheet, 9 * 1.15 + 5)
        sheet.table([row], EDGES, rules="none", header=False)
    sheet.gap(20)
    sheet.text("Bänkarna räknas varje vår.")
    document = sheet.read()
    assert grids(document) == [[PARKS[0], *shaded_rows]]
    assert prose(document) == ["Bänkarna räknas varje vår."]


def test_a_name_that_stands_a_little_lower_than_its_values_is_of_their_row() -> None:
    heads = ["Park", "Träd", "Bord", "Hus", "Lek", "Mål", "Sten", "Bad", "Sand"]
    edges = (LEFT, *(200.0 + 40 * n for n in range(9)))
    names = ["Norra parken\nvid ån\noch bron", "Södra", "Östra", "Västra parken\nvid\nkajen"]
    sheet = Sheet()
    sheet.table([heads], edges, rules="none")
    for number, name in enumerate(names):
        for line in name.split("\n"):
            sheet.y -= 10
            sheet.put(line, LEFT + PADDING, sheet.y - 4.0 * (number == 2))
        for n, x in enumerate(edges[1:-1]):
            sheet.put(f"{number + 1}{n}", x + PADDING, sheet.y)
        sheet.y -= 3
    rows = [
        [name.replace("\n", " "), *(f"{number + 1}{n}" for n in range(8))]
        for number, name in enumerate(names)
    ]
    assert grids(sheet.read()) == [[heads, *rows]]


def test_a_header_of_two_rows_with_much_white_above_its_rule() -> None:
    white, edges = 9.0, (LEFT, 300.0, 400.0, 500.0)
    heads = [["Verksamhet", "", ""], ["", "kostnader", "intäkter"]]
    rows = [["Parker", "0,6", "-0,6"], ["Bad", "13,9", "-13,9"], ["Torg", "0,1", "-0,1"]]
    sheet = Sheet()
    for number, row in enumerate([*heads, *rows]):
        sheet.table([row], edges, rules="none", header=number < 2, white=white)
        if number == 0:
            width = stringWidth("Ökade", "Helvetica-Bold", 9)
            sheet.put("Ökade", 400 - width / 2, sheet.y + white + 2, bold=True)
            sheet.canvas.line(300, sheet.y, 500, sheet.y)
        else:
            sheet.canvas.line(LEFT, sheet.y, 500, sheet.y)
        if number > 1:
            sheet.canvas.line(400, sheet.y, 400, sheet.y + 9 * 1.15 + 2 * white)
    assert grids(sheet.read()) == [
        [["Verksamhet", "Ökade", None], ["", "kostnader", "intäkter"], *rows]
    ]


def test_a_page_break_in_the_name_of_a_row_with_values_at_its_foot() -> None:
    edges = (LEFT, 130.0, 230.0, 330.0)
    sheet = Sheet()
    sheet.y = 100.0
    sheet.table([["Park", "Bänkar", "Träd"], ["Norra parken", "12", "310"]], edges, rules="none")
    sheet.table([["Västra och", "", ""]], edges, rules="none", header=False)
    sheet.page()
    sheet.table(
        [["mellersta", "7", "45"], ["Södra parken", "4", "9"]], edges, rules="none", header=False
    )
    assert grids(sheet.read()) == [
        [
            ["Park", "Bänkar", "Träd"],
            ["Norra parken", "12", "310"],
            ["Västra och mellersta", "7", "45"],
            ["Södra parken", "4", "9"],
        ]
    ]


def test_words_in_the_middle_of_a_cell_have_no_space_printed_behind_them() -> None:
    sheet = Sheet()
    for text in (
        "Parkerna har fått nya bänkar under året, och besökarna är ",
        "nöjda med hur de sköts, vilket märks i årets enkät där ",
        "allt fler säger att de trivs i parken och kommer igen ",
    ) * 2:
        sheet.text(text, size=9)
    sheet.text("Bruttot är stort nu.", size=9)
    sheet.gap()
    heads = ["Bruttot\nnu\n2018", "Utfall\n2019"]
    sheet.table(
        [["Park", *heads], ["Norra", "12", "310"], ["Södra", "7", "45"]],
        (LEFT, 220.0, 290.0, 360.0),
        rules="none",
        heads="ccc",
    )
    ((header, *_),) = grids(sheet.read())
    assert header == ["Park", "Bruttot nu 2018", "Utfall 2019"]


def test_one_row_on_a_page_below_a_header_in_rules_on_the_page_before() -> None:
    sheet = Sheet()
    sheet.text("Parkerna sköts av förvaltningen.", size=9)
    sheet.y = 60.0
    sheet.table([PARKS[0]], EDGES)
    sheet.page()
    sheet.table([["Norra", "12", "310"]], EDGES, rules="none", header=False)
    sheet.gap(16)
    sheet.text("Bänkarna räknas varje vår.", size=9)
    document = sheet.read()
    assert grids(document) == [[PARKS[0], ["Norra", "12", "310"]]]
    assert prose(document)[-1] == "Bänkarna räknas varje vår."


def test_a_blank_row_below_a_repeated_header_ends_no_table() -> None:
    white = 9.0
    sheet = Sheet()
    sheet.y = 150.0
    sheet.table(PARKS, EDGES, rules="none", white=white)
    sheet.page()
    sheet.table([PARKS[0]], EDGES, rules="none", white=white)
    sheet.gap(9 * 1.15 + 2 * white)
    rows = [["Östra", "4", "9"], ["Västra", "5", "8"]]
    sheet.table(rows, EDGES, rules="none", header=False, white=white)
    assert grids(sheet.read()) == [[*PARKS, *rows]]


def test_rows_far_below_their_header_are_of_its_table() -> None:
    sheet = Sheet()
    sheet.table([PARKS[0]], EDGES, rules="none")
    sheet.gap(30)
    sheet.table(PARKS[1:], EDGES, rules="none", header=False)
    assert grids(sheet.read()) == [PARKS]


def test_a_heading_that_begins_with_analys_parts_tables_between_rules() -> None:
    sheet = Sheet()
    for number, rows in enumerate((PARKS, BATHS)):
        if number:
            sheet.gap(12)
            sheet.text("Analys av baden", size=12, bold=True)
        sheet.table(rows[:1], EDGES, rules="below")
        sheet.table(rows[1:], EDGES, rules="none", header=False)
    assert grids(sheet.read()) == [PARKS, BATHS]


def test_a_number_right_behind_a_long_name_is_the_next_cells() -> None:
    name = "Arbetsmarknadsåtgärder"
    edges = (LEFT, LEFT + stringWidth(name, "Helvetica", 9) + 0.5, 260.0, 320.0)
    rows = [["Park", "Bänkar", "Träd"], ["Norra", "12", "310"], [name, "32", "45"]]
    sheet = Sheet()
    sheet.table(rows, edges, rules="none")
    assert grids(sheet.read()) == [rows]


def test_an_analysis_far_below_its_row_at_the_foot_of_a_page() -> None:
    sheet = Sheet()
    sheet.y = 110.0
    header, row = ["Aktivitet", "Startdatum", "Slutdatum"], ["Räkna", "2021-04-01", "2021-10-31"]
    sheet.table([header, row], EDGES, rules="none")
    sheet.put("Analys", LEFT - 10, sheet.y - 3.1 * 9 + 4.5, bold=True)
    sheet.page()
    sheet.text("Räkningen pågår.", LEFT - 10, size=9)
    assert prose(sheet.read()) == []
