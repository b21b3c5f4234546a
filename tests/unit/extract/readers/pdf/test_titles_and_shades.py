"""Titles in tables that repeat a heading, and shades behind the names of rows only."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, PADDING, Sheet, grids, prose

EDGES = (LEFT, 220.0, 320.0, 420.0, 520.0)
HEADS = ["Mått", "2007", "2008", "2009"]
ROWS = [["Besök", "2 013", "2 245", "1 998"], ["Lån", "310", "298", "305"]]


def put_title(sheet: Sheet, title: str, side: str) -> None:
    """Write a bold line at a side of the table, right above its next row."""
    width = stringWidth(title, "Helvetica-Bold", 9)
    x = {"left": EDGES[0] + PADDING, "right": EDGES[-1] - PADDING - width}[side]
    sheet.put(title, x, sheet.y - 10, bold=True)
    sheet.y -= 13


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("unit", ["", ", tkr", " (mnkr)", " i tusen kronor"])
def test_a_title_in_a_table_that_says_the_heading_again_is_no_head(unit: str, side: str) -> None:
    sheet, title = Sheet(), f"Huset i siffror{unit}"
    sheet.text("Huset i siffror", size=14, bold=True)
    sheet.gap()
    put_title(sheet, title, side)
    sheet.table([HEADS, *ROWS], EDGES, rules="none", heads="lrrr", sides="lrrr", white=1)
    document = sheet.read()
    assert grids(document) == [[HEADS, *ROWS]]
    assert prose(document)[-1] == title


def test_a_label_that_says_something_else_stays_in_its_table() -> None:
    sheet = Sheet()
    sheet.text("Huset i siffror", size=14, bold=True)
    sheet.gap()
    put_title(sheet, "Årets siffror", "right")
    sheet.table([HEADS, *ROWS], EDGES, rules="none", heads="lrrr", sides="lrrr", white=1)
    document = sheet.read()
    assert prose(document) == ["Huset i siffror"]
    assert "Årets siffror" in str(grids(document))


@pytest.mark.parametrize("inset", [-PADDING, 0.0])
def test_texts_left_of_all_padded_cells_are_no_row_above_the_rules(inset: float) -> None:
    sheet = Sheet()
    sheet.text("Huset är öppet varje dag om sommaren och stängt när det blir kallt.")
    sheet.gap(20)
    x = LEFT + PADDING + inset
    sheet.put("Huset i siffror", x, sheet.y - 10, bold=True)
    sheet.put("Tabell: Huset i siffror", x + 95, sheet.y - 10)
    sheet.gap(18)
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - 15.4, EDGES[-1] - LEFT, 15.4, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.table([HEADS, *ROWS, *ROWS], EDGES, rules="below", header=False)
    document = sheet.read()
    if inset:
        assert grids(document) == [[HEADS, *ROWS, *ROWS]]
        assert prose(document)[1:] == ["Huset i siffror", "Tabell: Huset i siffror"]
    else:
        assert prose(document)[1:] == []


def shaded_names(rows: list[list[str]], heads: str = "") -> list[list[list[str | None]]]:
    """Read rows with one shade behind all names and a rule above the last row.

    If ``heads`` says where its texts stand, the first row is a header that is not bold, and
    rules are below all rows.
    """
    sheet = Sheet()
    top = sheet.y
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(EDGES[0], top - 15.35 * len(rows), 150, 15.35 * len(rows), stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for at, row in enumerate(rows):
        sides = heads if heads and not at else "lrrr"
        rules = "below" if heads else "none"
        sheet.table([row], EDGES, rules=rules, header=False, sides=sides)
    sheet.canvas.line(EDGES[0], sheet.y + 15.35, EDGES[-1], sheet.y + 15.35)
    return grids(sheet.read())


def test_values_above_each_other_right_of_shaded_names_are_columns() -> None:
    rows = [["Tillkommer", "", "0,6", ""], ["Avgår", "", "-4,6", ""], ["Summa", "", "14,2", "-9,8"]]
    (table,) = shaded_names(rows)
    assert [[text for text in row if text] for row in table] == [
        [text for text in row if text] for row in rows
    ]


def test_a_header_in_the_middle_of_its_columns_hides_no_columns_of_values() -> None:
    rows = [
        ["Slag", "Pris", "Höst", "Vår"],
        ["Ek", "331,8", "333,1", "-9,4"],
        ["Tillkommer", "", "36,1", ""],
        ["Avgår", "", "-38,8", ""],
        ["Summa", "", "-4,0", "-4,4"],
    ]
    (table,) = shaded_names(rows, heads="cccc")
    assert table == rows


def test_a_rule_below_a_label_parts_no_column_right_of_shaded_names() -> None:
    rows = [["Slag", "Pris", "Höst", "Vår"], *([name, "3,5", "4,1", "9,4"] for name in "ABCD")]
    sheet = Sheet()
    top = sheet.y
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(EDGES[0], top - 15.35 * len(rows), 150, 15.35 * len(rows), stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.canvas.line(EDGES[0] + 150, top - 5, EDGES[-2], top - 5)
    for at, row in enumerate(rows):
        sides = "lrrr" if at else "cccc"
        sheet.table([row], EDGES, rules="below", header=False, sides=sides)
    (table,) = grids(sheet.read())
    assert table == rows


def test_rows_below_paragraphs_are_not_of_the_table_above_them() -> None:
    said = [
        "Huset hade fler besök under det andra året än under något av de andra två åren.",
        "Lånen av böcker och filmer var i stort sett lika många under alla de tre åren.",
    ]
    sheet = Sheet()
    sheet.table([HEADS, *ROWS], EDGES, rules="none", header=False, sides="lrrr")
    for sentence in said:
        sheet.gap(10)
        sheet.text(sentence, size=9)
    sheet.gap(8)
    sheet.table(ROWS, EDGES, rules="none", header=False, sides="lrrr")
    document = sheet.read()
    assert grids(document)[0] == [HEADS, *ROWS]
    assert set(said) <= set(prose(document))
