"""Columns too narrow for their words, and bold labels beside values in the middle of rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids, prose

HEADER = ["Park", "Öppnas", "Stängs"]


def width(text: str, *, bold: bool = False) -> float:
    """Return how many points a text takes in 9 points."""
    return stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", 9)


def test_a_word_that_reaches_over_the_next_column_is_no_part_of_it() -> None:
    edges = (LEFT, 120.0, 200.0, 280.0)
    sheet = Sheet()
    sheet.table(
        [
            HEADER,
            ["Stadsträdgården\nvid ån", "2021-04-01", "2021-10-31"],
            ["Norra", "2021-04-02", "2021-10-30"],
            ["Barnens\nträdgårdsteater\ni skogen", "2021-05-01", "2021-09-30"],
            ["Södra", "2021-04-03", "2021-10-29"],
        ],
        edges,
        rules="none",
    )
    assert width("Stadsträdgården") > edges[1] - LEFT
    assert grids(sheet.read()) == [
        [
            HEADER,
            ["Stadsträdgården vid ån", "2021-04-01", "2021-10-31"],
            ["Norra", "2021-04-02", "2021-10-30"],
            ["Barnens trädgårdsteater i skogen", "2021-05-01", "2021-09-30"],
            ["Södra", "2021-04-03", "2021-10-29"],
        ]
    ]


def put_letters(sheet: Sheet, text: str, x: float, y: float) -> None:
    """Write each letter by itself, as browsers do."""
    for letter in text:
        sheet.put(letter, x, y)
        x += width(letter)


def test_letters_of_two_texts_printed_over_each_other_are_of_their_own_words() -> None:
    edges = (LEFT, 120.0, 180.0, 230.0)
    rows = [["Norra", "12", "310"], ["Trädgårdsteatern", "480,2", "9"], ["Södra", "7", "45"]]
    sheet = Sheet()
    sheet.table([HEADER, rows[0]], edges, rules="none")
    for text, x in zip(rows[1], edges, strict=False):
        put_letters(sheet, text, x + PADDING, sheet.y - 10)
    sheet.y -= 14
    sheet.table(rows[2:], edges, rules="none", header=False)
    assert LEFT + width("Trädgårdsteatern") > edges[1] + width("48")
    assert grids(sheet.read()) == [[HEADER, *rows]]


@pytest.mark.parametrize("text", ["Barnens plan, SIP.", "T2 2024", "VASA", "försörjer sig"])
def test_letters_and_signs_that_are_set_close_are_one_word(text: str) -> None:
    sheet = Sheet()
    sheet.text("Parkerna sköts av förvaltningen.")
    sheet.gap(30)
    x = LEFT
    for number, letter in enumerate(text):
        # A point stands under the letter before it, letters reach into each other.
        x -= {".": 2.5, "A": 1.0, "2": 0.4, "j": 2.2}.get(letter, 0.0) if number else 0.0
        put_letters(sheet, letter, x, sheet.y)
        x += width(letter)
    assert prose(sheet.read())[1:] == [text]


def test_a_value_that_begins_in_the_last_letter_of_a_name_is_no_part_of_it() -> None:
    edges = (LEFT, LEFT + width("Sjukfrånvar") - 0.2, 200.0, 260.0)
    rows = [["Norra", "12", "310"], ["Sjukfrånvaro", "9,1", "9"], ["Södra", "7", "45"]]
    sheet = Sheet()
    sheet.table([HEADER, rows[0]], edges, rules="none")
    for text, x in zip(rows[1], edges, strict=False):
        put_letters(sheet, text, x + PADDING, sheet.y - 10)
    sheet.y -= 14
    sheet.table(rows[2:], edges, rules="none", header=False)
    assert grids(sheet.read())[0][2] == rows[1]


def test_a_name_printed_over_a_value_leaves_it_its_column() -> None:
    edges = (LEFT, 120.0, 180.0, 230.0)
    rows = [["Norra", "12", "310"], ["Trädgårdsteatern", "480,2", "9"], ["Södra", "7", "45"]]
    sheet = Sheet()
    sheet.table([HEADER, *rows], edges, rules="none")
    assert grids(sheet.read()) == [[HEADER, *rows]]


def test_a_head_that_touches_the_next_one_stands_over_its_own_column() -> None:
    x = [LEFT, 130.0, 130.0 + width("Periodens", bold=True), 240.0]
    heads = [["Park", "Periodens\nutfall VB\n2023", "Prognos\nhelår", "Mål"]]
    rows = [["Norra", "12", "31", "4"], ["Södra", "7", "45", "5"], ["Östra", "6", "40", "3"]]
    sheet = Sheet()
    for row in (*heads, *rows):
        cells = [cell.split("\n") for cell in row]
        for column, (lines, left) in enumerate(zip(cells, x, strict=True)):
            for number, line in enumerate(lines):
                low = 4.5 * (row in heads) * (3 - len(lines)) + 9 * number
                sheet.put(line, left - 0.3 * (column == 2), sheet.y - low, bold=row in heads)
        sheet.y -= 9 * max(map(len, cells)) + 6
    assert grids(sheet.read()) == [
        [["Park", "Periodens utfall VB 2023", "Prognos helår", "Mål"], *rows]
    ]


def test_bold_labels_with_values_in_the_middle_of_their_rows() -> None:
    edges = (LEFT, 200.0, 300.0, 400.0)
    labels = ["Norra parken", "Södra parken som\nligger vid ån", "Östra parken", "Västra parken"]
    sheet = Sheet()
    sheet.table([HEADER], edges, rules="none")
    for number, label in enumerate(labels):
        lines = label.split("\n")
        middle = sheet.y - 11 - 5.2 * (len(lines) - 1)
        for at, line in enumerate(lines):
            sheet.put(line, LEFT + PADDING, sheet.y - 11 - 10.4 * at, bold=True)
        values = [f"{number + 2} st", "fastställs\ninom kort" if number == 3 else "7 st"]
        for value, x in zip(values, edges[1:], strict=False):
            found = value.split("\n")
            for at, line in enumerate(found):
                high = 5.2 * (len(found) - 1) - 10.4 * at
                sheet.put(line, x + PADDING, middle + high)
        sheet.y = middle - 5.2 * (len(lines) - 1) - 6
    assert grids(sheet.read()) == [
        [
            HEADER,
            ["Norra parken", "2 st", "7 st"],
            ["Södra parken som ligger vid ån", "3 st", "7 st"],
            ["Östra parken", "4 st", "7 st"],
            ["Västra parken", "5 st", "fastställs inom kort"],
        ]
    ]


def test_a_word_that_reaches_over_an_upright_is_of_the_cell_that_it_begins_in() -> None:
    edges = (LEFT, 104.0, 190.0, 260.0)
    rows = [["Norra", "12", "310"], ["Vid\nstadsträdgården\nsöder", "7", "45"]]
    sheet = Sheet()
    sheet.table([HEADER, *rows], edges)
    assert LEFT + PADDING + width("stadsträdgården") / 2 > edges[1]
    assert grids(sheet.read()) == [[HEADER, rows[0], ["Vid stadsträdgården söder", "7", "45"]]]


def test_a_page_break_in_a_name_with_a_word_too_long_for_its_column() -> None:
    edges = (LEFT, 104.0, 190.0, 260.0)
    sheet = Sheet()
    sheet.y = 110.0
    sheet.table(
        [HEADER, ["Norra", "12", "310"], ["Vid\nstadsträdgården\nhar ett", "7", "45"]], edges
    )
    sheet.page()
    sheet.table([["stort träd", "", ""], ["Södra", "4", "9"]], edges, header=False)
    assert grids(sheet.read()) == [
        [
            HEADER,
            ["Norra", "12", "310"],
            ["Vid stadsträdgården har ett stort träd", "7", "45"],
            ["Södra", "4", "9"],
        ]
    ]


def shaded(sheet: Sheet, edges: tuple[float, ...], rows: list[list[str]]) -> None:
    """Draw rows, every other one with a shade for each cell, the first one bold."""
    for number, row in enumerate(rows):
        if number % 2 == 0:
            sheet.canvas.setFillGray(0.9)
            height = 9 * 1.15 + 5
            for x0, x1 in pairwise(edges):
                sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        sheet.table([row], edges, rules="none", header=number == 0)


def test_a_value_close_behind_a_name_is_of_its_own_shaded_cell() -> None:
    name = "Park med sjö och stora träd"
    edges = (LEFT, LEFT + width(name) + 3.5, 260.0, 320.0)
    rows = [HEADER, [name, "2021-04-02", "2021-10-30"], ["Norra", "2021-04-01", "2021-10-31"]]
    sheet = Sheet()
    shaded(sheet, edges, rows)
    assert grids(sheet.read()) == [rows]


def test_a_name_over_the_edge_of_its_shaded_cell_leaves_the_value_its_own() -> None:
    edges = (LEFT, 120.0, 180.0, 230.0)
    rows = [["Trädgårdsteatern", "480,2", "9"], ["Norra", "12", "310"], ["Södra", "7", "45"]]
    sheet = Sheet()
    shaded(sheet, edges, [HEADER, *rows])
    assert grids(sheet.read()) == [[HEADER, *rows]]


def test_signs_close_to_names_below_a_shaded_header_are_of_their_column() -> None:
    edges = (LEFT, LEFT + 13, 220.0, 300.0)
    sheet = Sheet()
    for row in (["", "Park", "Öppnas"], ["✔", "Norra vid ån", "2021-04-01"]):
        if row[0] == "":
            shaded(sheet, edges, [row])
            continue
        sheet.canvas.setFont("ZapfDingbats", 9)
        sheet.canvas.drawString(LEFT + PADDING, sheet.y - 10, "\u2714")
        sheet.put(row[1], LEFT + PADDING + 10.3, sheet.y - 10)
        sheet.put(row[2], edges[2] + PADDING, sheet.y - 10)
    found = grids(sheet.read())
    assert [row[1:] for row in found[0]] == [["Park", "Öppnas"], ["Norra vid ån", "2021-04-01"]]
