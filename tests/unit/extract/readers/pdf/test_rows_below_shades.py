"""Rows below a shaded header, with more white between them than rows below rules have."""

from __future__ import annotations

from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (60.0, 190.0, 255.0, 320.0, 385.0, 450.0)
HEADS = ["Namn", "Vår", "Höst", "Totalt", "Mål"]
ROWS = [
    ["Läsare i salen", "12 per\nsal", "31 per sal", "4 per\nsal", "VB\n2019"],
    ["Stolar längs\nväggen", "39 barn/\navd.", "38 barn/avd.", "högst 5 barn/\navd.", "VB\n2019"],
    ["Kvällar med\nmusik", "48,65\nprocent", "48,77 procent", "Fastställs\n2019", "VB\n2019"],
    ["Böcker i den\nstora salen", "9 st", "", "8 st", "VB\n2019"],
]


def read(pitch: float) -> list[list[str | None]]:
    """Read a table with cells of its header shaded and rows so far apart, then prose."""
    sheet = Sheet()
    sheet.canvas.setFillGray(0.85)
    for left, right in pairwise(EDGES):
        sheet.canvas.rect(left, sheet.y - 4, right - left, 16, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for text, x in zip(HEADS, EDGES, strict=False):
        sheet.put(text, x + 3, sheet.y)
    sheet.y -= 15
    for row in ROWS:
        for text, x in zip(row, EDGES, strict=False):
            for at, line in enumerate(text.split("\n")):
                inset = (65 - stringWidth(line, "Helvetica", 9)) / 2 if x > EDGES[0] else 3
                sheet.put(line, x + inset, sheet.y - 10.5 * at)
        sheet.y -= 10.5 * max(text.count("\n") for text in row) + pitch
    sheet.gap(30)
    for _ in range(4):
        sheet.text("Huset hölls öppet så länge någon av oss ville vara där och läsa.")
    (table,) = grids(sheet.read())
    return table


def test_rows_that_keep_to_the_columns_of_a_shaded_header_may_be_far_apart() -> None:
    rows = [[text.replace("/\n", "/").replace("\n", " ") for text in row] for row in ROWS]
    for pitch in (15.0, 17.5, 19.0):
        assert read(pitch) == [HEADS, *rows]


def test_names_that_are_parted_into_words_are_one_text_of_a_row_below_a_header() -> None:
    edges = (LEFT, 240.0, 310.0, 380.0, 450.0)
    heads = ["Verksamhet", "Budget", "Utfall", "Netto"]
    rows = [["Förskolor i egen regi", "547,5", "", "148,9"]]
    rows += [[f"varav barn och {name}", "716,9", "614,1", "150,4"] for name in ("unga", "vuxna")]
    rows += [["Parker och torg i väst", "96,9", "64,1", "50,4"]]
    sheet = Sheet()
    for _ in range(9):
        put_words(sheet, "Nämnden följer upp alla kostnader varje månad och beskriver dem", sheet.y)
        sheet.gap(11)
    sheet.gap(30)
    for number, row in enumerate([heads, *rows]):
        top = sheet.y
        for text, x0, x1 in zip(row, edges, edges[1:], strict=False):
            if number % 2 == 0 and number:
                sheet.canvas.setFillGray(0.9)
                sheet.canvas.rect(x0, top - 15, x1 - x0, 15, stroke=0, fill=1)
                sheet.canvas.setFillGray(0)
            more = 0.6 * text.startswith("varav")
            put_words(sheet, text, top - 11, x0 + 3, bold=number == 0, more=more)
        sheet.y -= 15
    assert grids(sheet.read()) == [[heads, *rows]]


def put_words(
    sheet: Sheet, text: str, y: float, x: float = LEFT, *, bold: bool = False, more: float = 0.0
) -> None:
    """Write words one by one, without the spaces between them, by some points more apart."""
    for word in text.split():
        sheet.put(word, x, y, bold=bold)
        x += stringWidth(word + " ", "Helvetica-Bold" if bold else "Helvetica", 9) + more


@pytest.mark.parametrize("white", [3.0, 12.0])
def test_rows_above_shades_are_as_far_as_cells_have_padding(white: float) -> None:
    rows = [["Park", "Bänkar", "Träd"], *([name, "12", "310"] for name in ("A", "B"))]
    edges = (LEFT, 220.0, 320.0, 420.0)
    sheet = Sheet()
    for number, row in enumerate(rows):
        height = 9 * 1.15 + 2 * white
        if number == 2:
            sheet.canvas.setFillGray(0.9)
            for x0, x1 in pairwise(edges):
                sheet.canvas.rect(x0, sheet.y - height, x1 - x0, height, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        sheet.table([row], edges, rules="none", header=number == 0, white=white)
    assert grids(sheet.read()) == [rows]


def test_a_second_header_and_its_first_row_are_two_where_every_other_row_is_shaded() -> None:
    edges = (LEFT, 240.0, 340.0, 440.0)
    tables = [
        (["Namn", "Budget 2027 (netto,\ninkl. ansökta\nmedel)", "Utfall"], 24.0),
        (["Hus", "Prognos 2027 (före\növerföringar,\ninkl. medel)", "Mål"], 24.0),
    ]
    rows = [["Parken", "94,0", "-0,3"], ["Torget", "508,2", "4,3"], ["Bron", "86,4", "-6,5"]]
    rows.append(["Hamnen", "101,6", "1,7"])
    sheet = Sheet()
    for heads, _ in tables:
        top = sheet.y
        for text, x in zip(heads, edges, strict=False):
            lines = text.split("\n")
            for at, line in enumerate(lines):
                sheet.put(line, x + 3, sheet.y - 18 * (3 - len(lines) + at) - 13, bold=True)
        sheet.y -= 3 * 18
        for at, row in enumerate(rows):
            sheet.canvas.setFillGray(0.88 if at % 2 else 1)
            if at % 2:
                sheet.canvas.rect(
                    edges[0], sheet.y - 18, edges[-1] - edges[0], 18, stroke=0, fill=1
                )
            sheet.canvas.setFillGray(0)
            for text, x in zip(row, edges, strict=False):
                sheet.put(text, x + 3, sheet.y - 13)
            sheet.y -= 18
        for x in edges[1:-1]:
            sheet.canvas.line(x, sheet.y, x, top)
        sheet.y -= 4
    wanted = [[[text.replace("\n", " ") for text in heads], *rows] for heads, _ in tables]
    assert grids(sheet.read()) == wanted


def test_a_sentence_right_below_a_sum_that_no_rule_parts_from_it_is_no_part_of_its_label() -> None:
    edges = (LEFT, 240.0, 340.0, 440.0)
    rows = [["Enhet", "Budget", "Utfall"], ["Parken", "94,0", "-0,3"], ["Torget", "508,2", "4,3"]]
    rows += [["Bron", "86,4", "-6,5"], ["Hamnen", "101,6", "1,7"], ["Totalt", "790,2", "-0,8"]]
    sheet = Sheet()
    for row in rows:
        for text, x in zip(row, edges, strict=False):
            sheet.put(text, x + 3, sheet.y, bold=row in (rows[0], rows[-1]))
        if row is not rows[-1]:
            sheet.canvas.line(edges[0], sheet.y - 4, edges[-1], sheet.y - 4)
            sheet.y -= 15
    sheet.put("Summan kan avvika.", edges[0] + 3, sheet.y - 12.5, size=8.4)
    (table,) = grids(sheet.read())
    assert table[: len(rows)] == rows
